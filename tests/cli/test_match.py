"""``preclear match`` and ``preclear index``, as scripts call them."""

from __future__ import annotations

import csv
import re
from itertools import groupby

import pytest

from preclear import cli, matching
from preclear.cli.match import index, match
from preclear.watchlist import FAULTS

LIST = """id,name,family_name,given_names,birth_dates,nationalities,sex,documents
1,,VASTERGAARD,Ingeborg,1961-03-07,DNK,F,DNK/D1234567
2,,ZARQANI,Tariq,1970,JOR,M,
3,,ZARQANI,Tarek,1971,JOR,M,
"""
PEOPLE = """id,name,birth_date,nationality,sex,document_number,document_issuer
b,"ZARQANI, TARIQ",1970,JOR,M,,
c,"OAKENSHIELD, WILMA",1980-01-01,CAN,F,,
a,"VASTERGAARD, INGEBORG",1961-03-07,DNK,F,D1234567,DNK
"""
SUM = re.compile(r"3 people, 3 entries, (\d+) hits, \d+\.\d\d seconds, \d+ people a second")


@pytest.fixture
def watchlist(tmp_path):
    path = tmp_path / "harbour.csv"
    path.write_text(LIST)
    return path


@pytest.fixture
def run(capsys, watchlist, tmp_path):
    """Match a table of people; return exit status, the rows of the table of hits, and the lines on standard error."""

    def run(people: str | bytes, **options):
        source, out = tmp_path / "people.csv", tmp_path / "hits.csv"
        source.write_bytes(people if isinstance(people, bytes) else people.encode())
        status = match(**{"watchlist": [watchlist], "in_": source, "out": out, **options})
        rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines())) if out.exists() else []
        printed, err = capsys.readouterr()
        assert printed == ""
        return status, rows, [line.removeprefix(f"{source}, ") for line in err.splitlines()]

    return run


def found(rows) -> list[tuple[str, str]]:
    return [(row["id"], row["entry"]) for row in rows]


def test_hits_stand_best_first_in_the_order_of_the_people_and_who_has_none_has_no_row(run):
    status, rows, err = run(PEOPLE)
    assert status == cli.DONE
    assert list(rows[0]) == ["id", "entry", "score", "name", "reasons"]
    assert [key for key, _ in groupby(row["id"] for row in rows)] == ["b", "a"]
    assert found(rows)[0] == ("b", "harbour:2")
    assert found(rows)[-1] == ("a", "harbour:1")
    assert (rows[-1]["name"], "document" in rows[-1]["reasons"]) == ("VASTERGAARD, Ingeborg", True)
    for _, of_one in groupby(rows, lambda row: row["id"]):
        scores = [row["score"] for row in of_one]
        assert scores == sorted(scores, reverse=True)
        assert all(re.fullmatch(r"[01]\.\d{14}", score) for score in scores)
    (last,) = err
    assert SUM.fullmatch(last)[1] == str(len(rows))


def test_a_threshold_leaves_out_what_scores_less(run):
    _, rows, _ = run(PEOPLE, threshold=0.0)
    best = max(float(row["score"]) for row in rows)
    assert [row["id"] for row in run(PEOPLE, threshold=best)[1]] == ["a"]
    assert run(PEOPLE, threshold=1.1)[:2] == (cli.DONE, [])


def test_workers_find_the_same(run):
    assert run(PEOPLE, workers=2)[:2] == run(PEOPLE)[:2]


def test_an_index_finds_the_same_as_the_list_and_stands_beside_other_lists(run, watchlist, tmp_path, capsys):
    built, other = tmp_path / "lists.index", tmp_path / "other.csv"
    assert index(watchlist, out=built) == cli.DONE
    printed, err = capsys.readouterr()
    (edition,) = matching.load(built).editions
    first, last = err.splitlines()
    assert (printed, first) == ("", f"harbour, without a date: 3 people, {edition.digest[:12]}")
    assert re.fullmatch(r"3 entries, 3 names, \d+\.\d MB, \d+\.\d seconds", last)
    assert run(PEOPLE, watchlist=[built])[:2] == run(PEOPLE)[:2]
    other.write_text('id,name,birth_dates\n9,"OAKENSHIELD, WILMA",1980-01-01\n')
    assert ("c", "other:9") in found(run(PEOPLE, watchlist=[built, other])[1])


READ = {  # a table of people that says the same in another way
    "names in two columns": "id,family_name,given_names,birth_date\na,VASTERGAARD,INGEBORG,1961-03-07\n",
    "a name as it is spoken": "id,name,birth_date\na,Ingeborg Vastergaard,1961-03-07\n",
    "part of a birth date": 'id,name,birth_date\na,"VASTERGAARD, INGEBORG",1961-03\n',
    "columns in another order and in capitals": "BIRTH_DATE,NAME,ID\n1961-03-07,Ingeborg Vastergaard,a\n",
    "with a byte order mark and other line ends": "\ufeffid,name,birth_date\r\na,Ingeborg Vastergaard,1961-03-07\r\n",
    "with empty lines": "id,name,birth_date\n\n\na,Ingeborg Vastergaard,1961-03-07\n\n",
}


@pytest.mark.parametrize("people", READ.values(), ids=READ)
def test_a_table_of_people_may_be_written(run, people):
    status, rows, err = run(people)
    assert (status, found(rows), len(err)) == (cli.DONE, [("a", "harbour:1")], 1)


FAULTY = {  # a row that says something wrongly: who is found, and what is said of it
    "a birth date that is none": (
        "id,name,birth_date,document_number\na,Ingeborg Vastergaard,long ago,D1234567\n",
        [("a", "harbour:1")],
        ["line 2: birth_date is not a date in ISO 8601 form (YYYY, YYYY-MM or YYYY-MM-DD); screened without it"],
    ),
    "a sex that is none": (
        "id,name,birth_date,sex\na,Ingeborg Vastergaard,1961-03-07,lady\n",
        [("a", "harbour:1")],
        ["line 2: sex is not M, F or X; screened without it"],
    ),
    "no id": (
        "id,name,birth_date\n,Ingeborg Vastergaard,1961-03-07\n",
        [("line 2", "harbour:1")],
        ["line 2: no id; its hits are under 'line 2'"],
    ),
    "too few cells": (
        "id,name,birth_date,sex\na,Ingeborg Vastergaard,1961-03-07\n",
        [("a", "harbour:1")],
        ["line 2: 3 cells, and the header has 4"],
    ),
    "a column that is not known": (
        "id,name,birth_date,shoe_size\na,Ingeborg Vastergaard,1961-03-07,44\n",
        [("a", "harbour:1")],
        ["line 1: column 'shoe_size' is not known and not used"],
    ),
    "no name": (
        "id,name\na,\nb,TBA\n",
        [],
        [
            "line 2: not screened: no name was declared",
            "line 3: not screened: the name is a placeholder",
            "2 of them could not be screened",
        ],
    ),
}


@pytest.mark.parametrize(("people", "who", "said"), FAULTY.values(), ids=FAULTY)
def test_what_a_row_says_wrongly_is_told_and_the_person_screened_without_it(run, people, who, said):
    status, rows, err = run(people)
    assert (status, found(rows), err[:-1]) == (cli.DONE, who, said)


HEADER = "line 1: the header must have id and name, and may have family_name"
REFUSED = {
    "nothing": (b"", HEADER),
    "no id": (b"name\nBasil\n", HEADER),
    "no name": (b"id,birth_date\n1,1980\n", HEADER),
    "another encoding": ("id,name\n1,Væstergaard\n".encode("latin-1"), "after line 0: 'utf-8' codec can't decode byte 0xe6"),
    "binary garbage": (bytes(range(255, 0, -1)), "after line 0: 'utf-8' codec can't decode byte 0xff"),
    "a cell without end": (b'id,name\n1,"' + b"A" * 200_000, "after line 2: field larger than field limit"),
}


@pytest.mark.parametrize(("people", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_table_that_cannot_be_read_is_refused(run, tmp_path, people, sentence):
    status, rows, (said,) = run(people)
    assert (status, rows) == (cli.UNREADABLE, [])
    assert said.startswith(f"preclear: {tmp_path / 'people.csv'}, {sentence}")


WRONG_PATHS = {
    "a list that is not there": ("watchlist", ["nothing.csv"], "nothing.csv: there is no such file or folder; check the path"),
    "people that are not there": ("in_", "nothing.csv", "nothing.csv: cannot be read (No such file or directory)"),
    "hits in no folder": ("out", "nowhere/hits.csv", "nowhere/hits.csv: cannot be written (No such file or directory)"),
}


@pytest.mark.parametrize(("option", "value", "sentence"), WRONG_PATHS.values(), ids=WRONG_PATHS)
def test_a_path_that_leads_nowhere_is_told(run, tmp_path, option, value, sentence):
    paths = [tmp_path / each for each in value] if isinstance(value, list) else tmp_path / value
    status, rows, (said,) = run(PEOPLE, **{option: paths})
    assert (status, rows) == (cli.UNREADABLE, [])
    assert said.startswith(f"preclear: {tmp_path}/{sentence}")


def test_an_index_of_what_is_no_list_or_in_no_folder_is_not_built(watchlist, tmp_path, capsys):
    (tmp_path / "garbage.bin").write_bytes(bytes(range(256)))
    assert index(watchlist, tmp_path / "garbage.bin", out=tmp_path / "index") == cli.UNREADABLE
    assert "garbage.bin: no watchlist format that Preclear knows" in capsys.readouterr().err
    assert not (tmp_path / "index").exists()
    assert index(watchlist, out=tmp_path / "nowhere/index") == cli.UNREADABLE
    assert "nowhere/index: cannot be written (No such file or directory)" in capsys.readouterr().err


def test_an_index_that_is_cut_off_is_refused(run, watchlist, tmp_path):
    built = tmp_path / "lists.index"
    index(watchlist, out=built)
    built.write_bytes(built.read_bytes()[:-100])
    status, rows, err = run(PEOPLE, watchlist=[built])
    assert (status, rows) == (cli.UNREADABLE, [])
    assert err[-1].startswith(f"preclear: {built}: ")


def test_the_command_line_says_the_same(watchlist, tmp_path, capfd):
    (tmp_path / "people.csv").write_text(PEOPLE)
    words = ["match", "--watchlist", watchlist, "--in", tmp_path / "people.csv", "--out", tmp_path / "hits.csv"]
    with pytest.raises(SystemExit) as left:
        cli.main([str(word) for word in words])
    out, err = capfd.readouterr()
    assert (left.value.code, out) == (cli.DONE, "")
    assert SUM.fullmatch(err.splitlines()[-1])


WRONG_WORDS = {
    "a threshold above one": ["match", "--watchlist", "list.csv", "--in", "people.csv", "--out", "hits.csv", "--threshold", "7"],
    "no worker": ["match", "--watchlist", "list.csv", "--in", "people.csv", "--out", "hits.csv", "--workers", "0"],
    "an index of no list": ["index", "--out", "lists.index"],
}


@pytest.mark.parametrize("words", WRONG_WORDS.values(), ids=WRONG_WORDS)
def test_wrong_usage_is_refused_before_anything_is_read(words, tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    assert (left.value.code, list(tmp_path.iterdir())) == (cli.WRONG, [])
    assert capfd.readouterr().err.strip()


FAULTY = "id,name,sex\n1,Basil Quill,M\n2,,M\n3,Wilma Oak,perhaps\n1,Basil Quill,M\n" + ",Nobody,F\n" * 4
TOLD = [
    "7 faults in the list (5 LIST-ROW, 1 LIST-SEX, 1 LIST-ROW-TWICE)",
    "LIST-ROW at line 3: an id and a name are needed. " + FAULTS["LIST-ROW"],
]


def test_the_faults_of_a_list_are_told_beside_the_hits(run, watchlist):
    watchlist.write_text(FAULTY)
    status, rows, err = run('id,name\na,"QUILL, BASIL"\n')
    assert (status, found(rows)) == (cli.DONE, [("a", "harbour:1")])
    assert err[:2] == [f"{watchlist}: {line}" for line in TOLD]
    assert err[6] == f"{watchlist}: 2 more; preclear lists preview shows all of them"


def test_the_faults_of_a_list_are_told_when_its_index_is_built(capsys, watchlist, tmp_path):
    watchlist.write_text(FAULTY)
    assert index(watchlist, out=tmp_path / "built.index") == cli.DONE
    assert f"{watchlist}: {TOLD[0]}" in capsys.readouterr().err
