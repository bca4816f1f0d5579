"""What the repository must never carry, and what it must always say."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

import preclear

ROOT = Path(__file__).resolve().parents[2]

NEVER = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a token of a well-known service": r"\b(?:ghp|gho|glpat|xox[abp]|sk_live)[-_][0-9A-Za-z-]{16,}|\bAKIA[0-9A-Z]{16}\b",
    "a path of somebody's machine": r"(?<![\w.])/(?:home|Users|root|work)/[\w.-]+",
    "the host of a package index": r"\b(?:[\w-]+\.)?(?:pythonhosted|pypi|npmjs)\.(?:org|com)\b|\b(?:deb|security)\.debian\.org\b",
    "an address inside a private network": r"\b(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}\b",
}


def texts() -> list[tuple[Path, str]]:
    """Every file under version control that is text."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0")
    paths = [ROOT / name for name in names if name and (ROOT / name).is_file()]
    return [(path, data.decode("utf-8", "replace")) for path in paths if b"\0" not in (data := path.read_bytes())]


@pytest.mark.parametrize("pattern", NEVER.values(), ids=NEVER)
def test_the_repository_never_carries(pattern):
    wrong = [
        f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 1} {found.group()}"
        for path, text in texts()
        for found in re.finditer(pattern, text)
    ]
    assert wrong == []


def test_the_product_reads_nothing_beside_the_checkout():
    outside = re.compile(r"\.\./" + "shared")
    assert [path.relative_to(ROOT) for path, text in texts() if path.is_relative_to(ROOT / "preclear") and outside.search(text)] == []


def test_the_changelog_names_this_version():
    assert f"## {preclear.__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_decision_record_is_numbered_once_and_listed():
    records = sorted(path.name for path in (ROOT / "docs/adr").glob("[0-9]*.md"))
    numbers = [name[:4] for name in records]
    assert len(set(numbers)) == len(numbers)
    index = (ROOT / "docs/adr/README.md").read_text(encoding="utf-8")
    assert [name for name in records if f"({name})" not in index] == []


def test_links_between_pages_resolve():
    """Relative links of every page lead to a file, and those with a fragment to a heading of it."""
    wrong = []
    for path, text in texts():
        if path.suffix != ".md":
            continue
        prose = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
        for target in re.findall(r"\]\(([^)\s]+)\)", prose):
            if re.match(r"[a-z]+:", target):
                continue
            name, _, fragment = target.partition("#")
            aimed = path.parent / name if name else path
            if not aimed.exists() or (fragment and fragment not in anchors(aimed)):
                wrong.append(f"{path.relative_to(ROOT)}: {target}")
    assert wrong == []


def anchors(page: Path) -> set[str]:
    """The fragments that a page's headings make, as code forges make them."""
    headings = re.findall(r"^#+ +(.+?) *$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
