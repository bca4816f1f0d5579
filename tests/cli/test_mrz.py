"""``preclear mrz`` as other programs call it."""

from __future__ import annotations

import json

import pytest
from cyclopts import CycloptsError

from tests.documents.test_mrz import td3


@pytest.fixture
def run(called):
    """Run a command; return its status, what it printed, and what it said on standard error."""
    return called


PASSPORT = {
    "format": "TD3", "valid": True, "type": "P", "issuer": "CAN", "family_name": "LEE PARK", "given_names": "MINA JO", "name_cut": False,
    "number": "QA0000012", "nationality": "CAN", "birth_date": "1974-08-12", "sex": "F", "expires": "2032-04-15", "optional": None,
    "employer": None, "issued": None, "suggestions": [], "faults": [],
}  # fmt: skip


def test_zones_as_json(run):
    status, out, _ = run("mrz", "--json", "--on", "2026-11-24", stdin=f"{td3()}\n\n\nnonsense\n".encode())
    first, second = map(json.loads, out.splitlines())
    assert status == 1
    assert first == PASSPORT
    assert (second["format"], second["valid"]) == (None, False)


def test_zones_that_no_blank_line_parts_are_all_read(run):
    status, out, _ = run("mrz", "--json", "--on", "2026-11-24", stdin=f"{td3()}\n{td3(names='ROY<<ALEX')}\n".encode())
    assert status == 0
    assert [json.loads(line)["family_name"] for line in out.splitlines()] == ["LEE PARK", "ROY"]


def test_a_slip_is_suggested_and_not_put_right(run):
    status, out, _ = run("mrz", "read", "-", "--json", "--on", "2026-11-24", stdin=td3().replace("740812", "74O8I2").encode())
    zone = json.loads(out)
    assert (status, zone["valid"], zone["birth_date"]) == (0, False, None)
    assert zone["suggestions"] == [
        {"field": "birth", "where": ["line 2, 16", "line 2, 18"], "read": "OI", "meant": "01", "makes_right": ["birth", "overall"]}
    ]


def test_files_and_what_cannot_be_read(run, tmp_path):
    path = tmp_path / "zone.txt"
    path.write_text(td3())
    status, out, err = run("mrz", "--json", "--on", "2026-11-24", str(path), str(tmp_path / "absent"))
    assert (status, json.loads(out)) == (1, PASSPORT)
    assert "absent: No such file" in err


def test_a_zone_for_a_person(run):
    status, _, _ = run("mrz", "--on", "2026-11-24", stdin=td3().replace("740812", "74O812").encode())
    assert status == 0


WRITE = (
    "mrz", "write", "TD3", "--type=P", "--issuer=CAN", "--family-name=Lee Park", "--given-names=Mina Jo", "--nationality=CAN",
    "--birth-date=1974-08-12", "--sex=F", "--expires=2032-04-15", "--number",
)  # fmt: skip


def test_what_is_written_is_read(run, monkeypatch):
    printed = []
    monkeypatch.setattr("preclear.cli.mrz.people.print", lambda line, **_: printed.append(line))
    assert run(*WRITE, "QA0000012")[0] == 0
    assert "\n".join(printed) == td3()


def test_what_does_not_fit_is_told(run, monkeypatch):
    told = []
    monkeypatch.setattr("preclear.cli.mrz.remarks.print", lambda line, **_: told.append(line))
    assert run(*WRITE, "QA00000123456")[0] == 2
    assert told == ["preclear: number has 13 characters, TD3 has room for 9"]


def test_an_option_that_there_is_not(run):
    with pytest.raises(CycloptsError):
        run("mrz", "--jsno", "-")
