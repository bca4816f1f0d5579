"""``preclear screen``, as scripts call it."""

import json
from collections import Counter

import pytest

from preclear import cli
from preclear.cli.screen import screen

MARTIN = ("MARTIN", "ANNE", "800101", "AA000001")
LISTED = ("LISTED", "PERSON ALPHA", "740812", "AA000002")


@pytest.fixture
def watchlist(tmp_path):
    path = tmp_path / "test.csv"
    path.write_text('id,name,birth_dates\n1,"LISTED, PERSON ALPHA",1974-08-12\n')
    return path


@pytest.fixture
def run(capsys, watchlist):
    """Screen files; return exit status, the objects on standard output, and the lines on standard error."""

    def run(*files, **options):
        status = screen(*map(str, files), watchlist=[watchlist], json=True, **options)
        out, err = capsys.readouterr()
        return status, [json.loads(line) for line in out.splitlines()], err

    return run


def test_an_object_a_person_in_the_order_of_the_list(run, tmp_path, paxlst):
    (tmp_path / "a.edi").write_bytes(paxlst(MARTIN, LISTED))
    status, (clear, referred), err = run(tmp_path / "a.edi")
    assert (status, err) == (cli.DONE, "")
    assert clear == {
        "file": str(tmp_path / "a.edi"), "voyage": "XX420", "family_name": "MARTIN", "given_names": "ANNE", "birth_date": "1980-01-01",
        "document": "AA000001", "hits": [], "screened": True, "outcome": "clear", "reasons": [],
    }  # fmt: skip
    assert (referred["outcome"], [hit["entry"] for hit in referred["hits"]]) == ("refer", ["test:1"])
    assert {"code", "strength", "detail"} == referred["hits"][0]["reasons"][0].keys()
    assert {"code", "source", "detail"} == referred["reasons"][0].keys()


def test_what_cannot_be_read_gives_an_object_a_line_and_status_1_and_the_rest_is_still_printed(run, tmp_path, paxlst):
    (tmp_path / "bad.edi").write_bytes(b"no message")
    (tmp_path / "good.edi").write_bytes(paxlst(MARTIN))
    status, (unread, person), err = run(tmp_path / "bad.edi", tmp_path / "good.edi")
    assert status == cli.UNREADABLE
    assert (unread["voyage"], unread["outcome"], unread["faults"][0]["code"]) == (None, None, "MSG-UNREADABLE")
    assert person["family_name"] == "MARTIN"
    assert f"{tmp_path / 'bad.edi'}: MSG-UNREADABLE at the whole, byte 0" in err.replace("\n", "")


def test_a_file_that_is_not_there_is_said_so(run, tmp_path):
    status, things, err = run(tmp_path / "nothing.edi")
    assert (status, things) == (cli.UNREADABLE, [])
    assert "No such file" in err


def test_people_get_a_table(capsys, tmp_path, watchlist, paxlst):
    (tmp_path / "a.edi").write_bytes(paxlst(MARTIN, LISTED))
    assert screen(str(tmp_path / "a.edi"), watchlist=[watchlist]) == cli.DONE
    assert "refer" in capsys.readouterr().out


def test_every_person_of_every_readable_sample(run, shared):
    data = shared / "data/passenger"
    samples = [sample for sample in json.loads((data / "expected.json").read_text())["samples"] if sample["file"].startswith("paxlst/")]
    status, things, _ = run(*(data / sample["file"] for sample in samples))
    found = Counter(thing["file"] for thing in things if thing["outcome"] is not None)
    assert found == {str(data / sample["file"]): sample["people"] + sample.get("crew", 0) for sample in samples}
    assert status == cli.DONE


def test_no_sample_of_any_kind_ends_in_an_error(run, shared):
    files = [path for path in sorted((shared / "data/passenger").rglob("*")) if path.is_file()]
    status, things, _ = run(*files)
    assert status == cli.UNREADABLE
    assert {thing["outcome"] for thing in things} <= {"clear", "refer", "incomplete", None}
    assert all(thing["faults"][0]["where"] for thing in things if thing["outcome"] is None)


def test_the_faults_of_a_list_are_told_and_carried_before_the_people(run, watchlist, tmp_path, paxlst):
    watchlist.write_text('id,name,sex\n1,"LISTED, PERSON ALPHA",perhaps\n2,,\n')
    (tmp_path / "a.edi").write_bytes(paxlst(MARTIN))
    status, (of_list, person), err = run(tmp_path / "a.edi")
    assert (status, person["family_name"]) == (cli.DONE, "MARTIN")
    assert of_list == {
        "file": str(watchlist), "list": "test", "entries": 1, "outcome": None,
        "faults": [
            {"code": "LIST-SEX", "severity": "warning", "where": "line 2, sex", "detail": "the sex is not M, F or X"},
            {"code": "LIST-ROW", "severity": "error", "where": "line 3", "detail": "an id and a name are needed"},
        ],
    }  # fmt: skip
    assert f"{watchlist}: 2 faults in the list (1 LIST-SEX, 1 LIST-ROW)" in err
