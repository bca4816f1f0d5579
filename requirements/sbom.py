"""Print the list of all components of an installation (CycloneDX 1.5, JSON): what is locked, with its hashes, and the licences installed.

    python requirements/sbom.py [requirements/run.txt]

Leaves with 1 where something locked is not installed in that version: then the list would be of something else. Asks nobody: whether a
component has a known weakness is asked of a feed of advisories, where there is a network: ``pip-audit -r requirements/run.txt``.
"""

from __future__ import annotations

import importlib.metadata
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)((?:[^\n]*\\\n)*[^\n]*)", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def locked(text: str) -> Iterator[tuple[str, str, list[str]]]:
    """Yield name, version and SHA-256 hashes of every component of a lock."""
    for name, version, rest in PINNED.findall(text):
        yield name, version, HASH.findall(rest)


def component(name: str, version: str, hashes: list[str]) -> dict[str, Any]:
    """Return one component; its licence is as its installed metadata has it."""
    told: dict[str, Any] = {"type": "library", "name": name, "version": version, "purl": f"pkg:pypi/{name.lower()}@{version}"}
    told["bom-ref"] = told["purl"]
    if licence := licence_of(name):
        told["licenses"] = [{"license": {"name": licence}}]
    told["properties"] = [{"name": "preclear:sha256", "value": digest} for digest in hashes]  # of every file that may be taken for it
    return told


def licence_of(name: str) -> str | None:
    """Return the licence that an installed component names, in its own words."""
    try:
        metadata = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return None
    classified = [each.rpartition(" :: ")[2] for each in metadata.get_all("Classifier") or () if each.startswith("License ::")]
    said = metadata.get("License-Expression") or " and ".join(classified) or (metadata.get("License") or "").split("\n")[0]
    return said or None


def bill(lock: str) -> dict[str, Any]:
    """Return the whole list for a lock."""
    version = importlib.metadata.version("preclear")
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "preclear", "version": version, "bom-ref": "preclear"}},
        "components": [component(*one) for one in locked(lock)],
    }


def amiss(lock: str) -> list[str]:
    """Return what is installed in a version that is not locked; one component may be locked in several, for several versions of Python."""
    there = {plain(each.name): each.version for each in importlib.metadata.distributions()}
    wanted: dict[str, list[str]] = {}
    for name, version, _ in locked(lock):
        wanted.setdefault(plain(name), []).append(version)
    return [
        f"{name}: {' or '.join(versions)} is locked, {there[name]} is installed"
        for name, versions in wanted.items()
        if there.get(name, versions[0]) not in versions
    ]


def plain(name: str) -> str:
    """Return a name as it is compared (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    text = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).with_name("run.txt")).read_text(encoding="utf-8")
    json.dump(bill(text), sys.stdout, indent=1)
    for sentence in (wrong := amiss(text)):
        print(sentence, file=sys.stderr)  # noqa: T201
    sys.exit(bool(wrong))
