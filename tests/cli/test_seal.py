"""``preclear seal verify`` as other programs call it."""

from __future__ import annotations

import io
import json

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from preclear.cli import app
from tests.documents.authority import DATA, Authority, sealed

AUTHORITY = Authority()
KEY, SIGNER = AUTHORITY.signer()


@pytest.fixture
def run(capfdbinary):
    """Run ``seal verify``; return its status, the objects it printed, and what it said on standard error."""

    def call(*words, on="2026-11-24"):
        status = app(["seal", "verify", "--json", "--on", on, *map(str, words)], exit_on_error=False, result_action="return_value")
        out, err = capfdbinary.readouterr()
        return status, [json.loads(line) for line in out.splitlines()], err.decode()

    return call


@pytest.fixture
def good(tmp_path):
    path = tmp_path / "good.json"
    path.write_bytes(sealed(KEY, SIGNER))
    return path


@pytest.fixture
def trust(tmp_path):
    folder = tmp_path / "trust"
    folder.mkdir()
    (folder / "authority.pem").write_bytes(AUTHORITY.certificate.public_bytes(Encoding.PEM))
    (folder / "note.txt").write_text("no certificate")
    return folder


def test_a_trusted_seal(run, good, trust):
    status, things, err = run(good, "--trust", trust)
    assert (status, things) == (
        0,
        [{"file": str(good), "valid": True, "trusted": True, "type": "icao.vacc", "issuer": "UTO", "signed_by": "CN=Seal signer 1,C=UT",
          "content": DATA["msg"], "faults": []}],
    )  # fmt: skip
    assert "note.txt: no certificate that can be read" in err


def test_nobody_is_trusted_unless_told(run, good):
    status, (thing,), _ = run(good)
    assert (status, thing["valid"], thing["trusted"], [f["code"] for f in thing["faults"]]) == (0, True, False, ["SEAL-CHAIN-UNKNOWN"])


def test_one_that_does_not_hold_among_others(run, good, trust, tmp_path, monkeypatch):
    altered = tmp_path / "altered.json"
    altered.write_bytes(good.read_bytes().replace(b"Smith", b"Smyth"))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(good.read_bytes())))
    status, things, err = run(altered, tmp_path / "absent", "-", "--trust", trust)
    assert (status, [(thing["valid"], thing["trusted"]) for thing in things]) == (1, [(False, True), (True, True)])
    assert "absent: No such file" in err


def test_a_certificate_is_judged_on_the_day_that_is_named(run, good, trust):
    status, (thing,), _ = run(good, "--trust", trust, on="2027-01-31")
    assert (status, thing["valid"], thing["trusted"], [f["code"] for f in thing["faults"]]) == (
        0,
        True,
        False,
        ["SEAL-CERTIFICATE-EXPIRED"],
    )


def test_a_folder_that_there_is_not(run, good, tmp_path):
    assert run(good, "--trust", tmp_path / "absent")[:2] == (2, [])


def test_a_seal_for_a_person(good, monkeypatch):
    printed = []
    monkeypatch.setattr("preclear.cli.seal.people.print", lambda line, **_: printed.append(line))
    assert app(["seal", "verify", str(good), "--on", "2026-11-24"], exit_on_error=False, result_action="return_value") == 0
    assert printed[0] == f"{good} · valid · not trusted · icao.vacc · UTO · CN=Seal signer 1,C=UT"
    assert printed[1].startswith("  warning: SEAL-CHAIN-UNKNOWN at sig.cer: ")
