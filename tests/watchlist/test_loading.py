"""From a path to its editions: which format a file is taken for, folders, packed files, and what is refused."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from preclear import watchlist
from preclear.errors import SourceError

CASES = Path(__file__).parents[1] / "cases/watchlist/faulty"

TAKEN_FOR = {  # a file under some name: source, number of people
    "a plain table": ("harbour.csv", "harbour.csv", "harbour", 4),
    "the United Nations list": ("un.xml", "un.xml", "un", 2),
    "the same without an ending": ("un.xml", "consolidated", "un", 2),
    "entities": ("entities.ftm.json", "entities.ftm.json", "ftm", 2),
    "entities that are called a table": ("entities.ftm.json", "entities.csv", "ftm", 2),
    "OFAC's list": ("ofac/sdn.csv", "sdn.csv", "ofac", 4),
    "OFAC's advanced XML": ("sdn_advanced.xml", "download", "ofac", 2),
    "the European list in XML": ("eu.xml", "20260428-FULL-1_1.xml", "eu", 2),
    "the European list in CSV": ("eu.csv", "20260428-FULL-1_1.csv", "eu", 2),
    "the list of the United Kingdom": ("uk.csv", "UK-Sanctions-List.csv", "uk", 1),
    "the same in XML": ("uk.xml", "download.aspx", "uk", 1),
    "OFAC's standard XML": ("sdn.xml", "SDN.XML", "ofac", 2),
    "OFAC's other list in it": ("sdn.xml", "consolidated.xml", "ofac-nonsdn", 2),
    "the older one": ("conlist.csv", "ConList.csv", "uk-ofsi", 1),
    "denied persons": ("dpl.txt", "dpl.txt", "bis", 2),
    "stolen and lost documents": ("sltd.csv", "interpol.csv", "sltd", 3),
    "OFAC's list by another name": ("ofac/sdn.csv", "list.csv", "ofac", 4),
}


@pytest.mark.parametrize("packed", [False, True], ids=["", "packed"])
@pytest.mark.parametrize(("case", "name", "source", "people"), TAKEN_FOR.values(), ids=TAKEN_FOR)
def test_a_file_is_known_for_what_it_is(tmp_path, packed, case, name, source, people):
    raw = (CASES / case).read_bytes()
    path = tmp_path / (f"{name}.gz" if packed and case != "ofac/sdn.csv" else name)
    path.write_bytes(gzip.compress(raw) if packed else raw)
    (edition,) = watchlist.load(path)
    assert (edition.source.id, len(edition.entries)) == (source, people)


def test_every_file_of_a_folder_is_read_in_the_order_of_their_names_but_hidden_ones(tmp_path):
    for name in ("un.xml", "harbour.csv", "entities.ftm.json"):
        (tmp_path / name).write_bytes((CASES / name).read_bytes())
    (tmp_path / ".hidden").write_bytes(b"no list")
    (tmp_path / "deeper").mkdir()
    assert [edition.source.id for edition in watchlist.load(tmp_path)] == ["ftm", "harbour", "un"]


def test_a_folder_with_both_lists_of_ofac_is_two_editions(tmp_path):
    for name in ("sdn.csv", "cons_prim.csv", "alt.csv"):
        (tmp_path / name).write_bytes((CASES / "ofac" / name.replace("cons_prim", "sdn")).read_bytes())
    assert [edition.source.id for edition in watchlist.load(tmp_path)] == ["ofac-nonsdn", "ofac"]


REFUSED = {
    "bytes of no format": (
        "list.bin",
        bytes(range(256)),
        "no watchlist format that Preclear knows (a mapping file (TOML) and its table; OFAC, fixed-field CSV; OFAC",
    ),
    "a web page": ("list.csv", b"<!DOCTYPE html>\n<html></html>", "a web page, as when a download has failed: fetch the list again; no"),
    "a web page without its type": ("list.xml", b"<html></html>", "a web page, as when a download has failed"),
    "a workbook": ("list.xlsx", b"PK\x03\x04", "a workbook or an archive: save its table as CSV, or unpack it; no watchlist format"),
    "a table of others": ("list", b"Who;From\nBasil;Harbour\n", "no watchlist format that Preclear knows"),
    "another table by the name of one": (
        "list.txt",
        b"Who\tFrom\nBasil\tHarbour\n",
        "line 1: the table has the columns Who, From; it must have id and name, and may have family_name, given_names, aliases, birth_d",
    ),
    "a list of which no row can be read": (
        "list.csv",
        b"id,name\n1,\n2,\n",
        "no row of it can be read as a table with the columns id and name; the first, line 2: an id and a name are needed",
    ),
    "an empty file": ("list", b"", "no watchlist format that Preclear knows"),
    "a packed file that is cut off": ("list.csv.gz", gzip.compress(b"id,name\n1,Basil\n")[:-12], "cannot be opened"),
    "a packed file of garbage": ("list.csv.gz", b"\x1f\x8b" + bytes(range(200)), "cannot be opened"),
}


@pytest.mark.parametrize(("name", "raw", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_file_that_is_no_list_is_refused(tmp_path, name, raw, sentence):
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(SourceError) as refused:
        watchlist.load(tmp_path / name)
    assert str(refused.value).startswith((f"{tmp_path / name}: {sentence}", f"{tmp_path / name}, {sentence}"))


NAMES = (
    "ofac/sdn.csv", "un.xml", "entities.ftm.json", "harbour.csv", "eu.xml", "eu.csv", "uk.csv", "uk.xml", "dpl.txt", "sltd.csv",
    "sdn_advanced.xml", "sdn.xml",
)  # fmt: skip
ENCODINGS = {
    "with a mark": "utf-8-sig",
    "in UTF-16 with a mark": "utf-16",
    "in UTF-16 with the small end first": "utf-16-le",
    "in UTF-16 with the large end first": "utf-16-be",
}


@pytest.mark.parametrize("encoding", ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize("name", NAMES)
def test_a_list_is_read_under_any_name_and_in_whatever_it_was_saved(tmp_path, name, encoding):
    raw = (CASES / name).read_bytes()
    (as_it_is,) = watchlist.load(CASES / name)
    text = raw.decode("latin-1" if name == "ofac/sdn.csv" else "utf-8", errors="replace")
    if "<?xml" in text:
        text = text.replace('encoding="utf-8"', "").replace('encoding="UTF-8"', "")
    (tmp_path / "list").write_bytes(text.encode(encoding))
    (edition,) = watchlist.load(tmp_path / "list")
    assert (len(edition.entries), edition.others) == (len(as_it_is.entries), as_it_is.others)


def test_further_files_of_ofac_are_found_by_the_words_around_the_name_of_the_primary_one(tmp_path):
    for name in ("sdn", "alt", "add"):
        (tmp_path / f"OFAC-{name}-2026.csv").write_bytes((CASES / f"ofac/{name}.csv").read_bytes())
    named = watchlist.load(tmp_path / "OFAC-sdn-2026.csv")[0]
    as_it_is = watchlist.load(CASES / "ofac")[0]
    assert [entry.names for entry in named.entries] == [entry.names for entry in as_it_is.entries]


def test_a_path_that_leads_nowhere_is_refused(tmp_path):
    with pytest.raises(SourceError, match="there is no such file or folder; check the path"):
        watchlist.load(tmp_path / "nothing.csv")


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(SourceError, match="the folder is empty; put a watchlist into it"):
        watchlist.load(tmp_path)


def test_every_fault_has_its_meaning(tmp_path):
    editions = [
        edition
        for name in ("ofac", "un.xml", "entities.ftm.json", "harbour.csv", "conlist.csv")
        for edition in watchlist.load(CASES / name)
    ]
    (tmp_path / "list.csv").write_text("id,name,shoe_size\n1,Basil,44\n")
    editions += watchlist.load(tmp_path / "list.csv")
    assert {fault.code for edition in editions for fault in edition.faults} == watchlist.FAULTS.keys()
