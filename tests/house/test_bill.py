"""The list of components is of what is locked, whole, and in the form that others read."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

REQUIREMENTS = Path(__file__).resolve().parents[2] / "requirements"


@pytest.fixture(scope="module")
def sbom() -> ModuleType:
    """The program that makes the list."""
    spec = importlib.util.spec_from_file_location("sbom", REQUIREMENTS / "sbom.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["run.txt", "ci.txt"])
def test_every_locked_component_is_listed_with_its_hashes(sbom: ModuleType, name: str) -> None:
    lock = (REQUIREMENTS / name).read_text(encoding="utf-8")
    told = sbom.bill(lock)
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.5")
    assert len(told["components"]) == len(re.findall(r"^[a-zA-Z0-9].*==", lock, re.MULTILINE)) > 20
    hashes = [each["value"] for one in told["components"] for each in one["properties"]]
    assert sorted(hashes) == sorted(re.findall(r"sha256:([0-9a-f]{64})", lock))
    assert len({one["bom-ref"] for one in told["components"]}) == len(told["components"])
    psycopg = next(one for one in told["components"] if one["name"] == "psycopg")
    assert "LGPL" in psycopg["licenses"][0]["license"]["name"] or "Lesser" in psycopg["licenses"][0]["license"]["name"]


def test_another_version_than_is_locked_is_told(sbom: ModuleType) -> None:
    assert sbom.amiss("psycopg==0.0.1 \\\n    --hash=sha256:" + "0" * 64)[0].startswith("psycopg: 0.0.1 is locked")
    assert not sbom.amiss("no-such-component==1.0")
