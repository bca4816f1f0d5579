"""``preclear read`` as other programs call it."""

# ruff: noqa: E501  # tables of cases, a case a line; local times of places have no zone

from __future__ import annotations

import json

import pytest
from cyclopts import CycloptsError

from preclear.cli.read import read
from tests.messages.lists import LEE, ROY, message, people


@pytest.fixture
def run(called):
    """Run a command; return its status, the objects it printed, and what it said on standard error."""

    def call(*words, stdin=b""):
        status, out, err = called(*words, stdin=stdin)
        return status, [json.loads(line) for line in out.splitlines()], err

    return call


PERSON = {
    "role": "passenger", "family_name": "ROY", "given_names": "ALEX", "title": None, "birth_date": "1985-03-01", "sex": "M", "nationality": "FRA",
    "nationalities": ["FRA"], "residence": None, "birth_country": None, "birth_place": None, "address": None,
    "documents": [{"type": "P", "number": "QB000002", "issuer": "FRA", "expires": "2031-03-01", "issued": None}],
    "seat": None, "bags": None, "references": {"AVF": "QQ1234", "ABO": "XX02"}, "embarks": "YVR", "disembarks": "SEA", "clears_at": None,
    "duty": None, "captured": None,
}  # fmt: skip


def test_a_list_as_json(run, tmp_path):
    path = tmp_path / "list.edi"
    path.write_text(message(people(ROY)), encoding="utf-8")
    status, (thing,), err = run("read", str(path), "--json")
    assert (status, err) == (0, "")
    assert thing == {
        "file": str(path), "type": "PAXLST", "release": "D:12B", "function": "original", "sender": "XXAPIS", "receiver": "UTOAPIS", "reference": "C1",
        "message_reference": "M1", "prepared": "2027-06-14T09:15", "transaction": "XX0420X1", "revision": "1",
        "part": {"number": 1, "first": True, "last": True}, "crew_list": False, "contact": "XX HELP DESK, 1 604 555 0100 TE",
        "declared_passengers": 1, "declared_crew": None, "carrier": "XX", "voyage": "XX420", "mode": "air",
        "legs": [{"voyage": "XX420", "from": "YVR", "to": "SEA", "departs": "2027-06-14T10:00", "arrives": "2027-06-14T11:05"}],
        "border_leg": 0, "people": [PERSON], "faults": [],
    }  # fmt: skip


def test_standard_input_and_what_cannot_be_read(run, tmp_path):
    path = tmp_path / "noise"
    path.write_bytes(b"\xff\xfe")
    raw = message(people(LEE, ROY)).encode()
    status, things, err = run("read", str(path), "-", str(tmp_path / "absent"), "--json", stdin=raw)
    assert status == 1
    assert [(thing["file"], thing["type"], len(thing["people"])) for thing in things] == [(str(path), None, 0), ("-", "PAXLST", 2)]
    assert [fault["code"] for fault in things[0]["faults"]] == ["MSG-UNREADABLE"]
    assert "No such file" in err


def test_faults_of_documents_stand_among_the_faults(run):
    raw = message(people(tuple(s.replace("LOC+91+FRA", "LOC+91+LIM") for s in ROY))).encode()
    _, (thing,), _ = run("read", "-", "--json", stdin=raw)
    (fault,) = thing["faults"]
    assert (fault["code"], fault["severity"], fault["person"]) == ("DOC-STATE-UNKNOWN", "warning", 1)
    assert raw[fault["offset"] :].startswith(b"QB000002")


def test_tables_for_people(run, monkeypatch):
    printed = []
    monkeypatch.setattr("preclear.cli.read.people.print", lambda *things, **_: printed.append(things))
    status, _, _ = run("read", "-", stdin=message(people(LEE)).encode())
    assert status == 0
    assert printed[0] == ("- · PAXLST · D:12B · original · XX420",)


def test_an_option_that_there_is_not(run):
    with pytest.raises(CycloptsError):
        run("read", "--jsno", "-")


def test_a_check_says_in_words_what_to_mend(tmp_path, capsys):
    table = tmp_path / "list.csv"
    table.write_text("Family name;Given names;Birth date\nROY;Marie;03/04/1974\n", encoding="utf-8")
    for language, verdict, mend in (
        ("en", "Read, with", "To mend it: Write year, month, day"),
        ("fr", "Lu, avec", "Écrire année, mois, jour"),
    ):
        assert read(str(table), check=True, language=language) == 0
        said = " ".join(capsys.readouterr().out.split())
        assert verdict in said
        assert "FORM-DATE-AMBIGUOUS · row 2, column C (birth date), " in said
        assert mend in said


def test_what_a_nodes_policy_leaves_out_is_left_out(run, tmp_path, monkeypatch):
    folder = tmp_path / "policy" / "sensitive"
    folder.mkdir(parents=True)
    (folder / "booking-codes.toml").write_text('version = "1"\n[codes]\nours = ["ZZZZ"]\n[words]\n')
    raw = b"UNB+IATA:1+XX+UTO+270614:0900+1'UNH+1+PNRGOV:13:1:IA'SRC'RCI+XX:AB12CD'SSR+ZZZZ:HK:1:XX'TIF+LEE+ANN:A:1'UNT+6+1'UNZ+1+1'"
    services = lambda thing: [service["code"] for service in thing["bookings"][0]["services"]]  # noqa: E731
    _, (before,), _ = run("read", "-", "--json", stdin=raw)
    (tmp_path / "preclear.toml").write_text(f'policy_folder = "{tmp_path / "policy"}"\n')
    _, (named,), _ = run("read", "-", "--json", "--settings", str(tmp_path / "preclear.toml"), stdin=raw)
    monkeypatch.setenv("PRECLEAR_POLICY_FOLDER", str(tmp_path / "policy"))
    _, (told,), _ = run("read", "-", "--json", stdin=raw)
    assert [services(thing) for thing in (before, named, told)] == [["ZZZZ"], [], []]
