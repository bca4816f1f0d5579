"""FollowTheMoney entities: persons, the papers they hold, and lines that are no entity."""

from __future__ import annotations

from pathlib import Path

import pytest

from preclear import watchlist
from preclear.errors import SourceError
from preclear.manifest import Fault, PartialDate, Severity
from preclear.watchlist import BirthDate, Entry, ListedDocument, Name

CASES = Path(__file__).parents[1] / "cases/watchlist/faulty"


@pytest.fixture(scope="module")
def edition():
    (edition,) = watchlist.load(CASES / "entities.ftm.json")
    return edition


def test_persons_are_read_whole_with_the_papers_they_hold(edition):
    assert edition.entries == (
        Entry(
            ref="ftm:p1",
            names=(
                Name("Ingeborg Væstergaard", "primary", "Væstergaard", "Ingeborg"),
                Name("VÆSTERGAARD Ingeborg", "primary", "VÆSTERGAARD", "Ingeborg"),
                Name("Vestergaard, Inge", "good", "Vestergaard", "Inge"),
                Name("Ice", "low"),
            ),
            birth_dates=(BirthDate(PartialDate(1961, 3, 7)), BirthDate(PartialDate(1962, 4))),
            nationalities=("DNK", "CAN"),
            sex="F",
            documents=(ListedDocument("D1234567", "DNK"), ListedDocument("E7654321"), ListedDocument("070361-1234", None, "I")),
            birth_places=("Nordhavn",),
            addresses=("Kajgade 4, Nordhavn",),
            programmes=("TEST1", "sanction"),
            remarks="Invented.; For a test.",
        ),
        Entry(ref="ftm:p2", names=(Name("Тарик Заркани", "good"),), nationalities=("GBR",)),
    )


def test_companies_and_vessels_are_counted_but_papers_and_addresses_are_not(edition):
    assert (edition.source.id, edition.source.title, edition.dated, edition.others) == ("ftm", "entities", None, 2)


def test_every_faulty_line_is_told(edition):
    no_entity = "no FollowTheMoney entity with id, schema and properties"
    assert edition.faults == (
        Fault("LIST-ROW", "line 11", no_entity),
        Fault("LIST-ROW", "line 12", no_entity),
        Fault("LIST-ROW", "line 13", no_entity),
        Fault("LIST-ROW-TWICE", "line 9", "this id stands on an earlier line"),
        Fault("LIST-ROW", "line 10", "a person without a name"),
        Fault("LIST-JOIN", "a document", "its holder is no person of this list", Severity.NOTE),
        Fault("LIST-BIRTH-DATE", "line 1, birthDate", "a birthDate is not YYYY, YYYY-MM or YYYY-MM-DD", Severity.WARNING),
    )


PERSON = b'{"id": "p9", "schema": "Person", "properties": {"name": ["Basil Quillfeather"]}}'
LEFT_OUT = {
    "nested without end": b'{"id": "x", "schema": "Person", "properties": {"name": [' + b"[" * 100_000 + b"]" * 100_000 + b"]}}",
    "half a letter": b'{"id": "x", "schema": "Person", "properties": {"name": ["\\ud800"]}}',
    "not UTF-8": b'{"id": "x", "schema": "Person", "properties": {"name": ["\xff\xfe"]}}',
    "binary garbage": bytes(range(14, 256)),
    "properties that are none": b'{"id": "x", "schema": "Person", "properties": ["name"]}',
}


@pytest.mark.parametrize("line", LEFT_OUT.values(), ids=LEFT_OUT)
def test_a_line_that_cannot_be_read_costs_nobody_else_their_place(tmp_path, line):
    (tmp_path / "list.json").write_bytes(PERSON + b"\n" + line + b"\n")
    (edition,) = watchlist.load(tmp_path / "list.json")
    assert [entry.ref for entry in edition.entries] == ["ftm:p9"]
    assert {(fault.code, fault.where) for fault in edition.faults} == {("LIST-ROW", "line 2")}


REFUSED = {"no entity at all": b'{"name": "Basil"}\n', "one object over many lines": b'{\n"id": "x",\n"schema": "Person"\n}\n'}


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED)
def test_a_file_without_an_entity_is_refused(tmp_path, raw):
    (tmp_path / "list.json").write_bytes(raw)
    with pytest.raises(SourceError, match=r"list\.json: no line is a FollowTheMoney entity; one JSON object"):
        watchlist.load(tmp_path / "list.json")


BASIL = (Name("Basil Quill"),)
HOLDER = '{"id": "p", "schema": "Person", "properties": {"name": ["Basil Quill"]'
PAPER = '{"id": "d", "schema": "Passport", "properties": {"passportNumber": ["D1"], "country": ["gb-sct"]'
VARIANTS = {  # how an export writes it: the documents and names of the person
    "a passport within its holder": (f'{HOLDER}, "passports": [{PAPER}}}}}]}}}}', (ListedDocument("D1", "GBR"),), BASIL),
    "a passport by the property of its own schema": (
        f'{HOLDER}}}}}\n{PAPER}, "number": ["D1"], "holder": ["p"]}}}}',
        (ListedDocument("D1", "GBR"),),
        BASIL,
    ),
    "a name in parts alone": (
        '{"id": "p", "schema": "Person", "properties": {"firstName": ["Basil"], "secondName": ["Ink"], "lastName": ["Quill"]}}',
        (),
        (Name("Quill, Basil Ink", "primary", "Quill", "Basil Ink"),),
    ),
    "something within that is no passport": (f'{HOLDER}, "passports": [{{"schema": "Passport", "properties": 3}}, {{}}, 7]}}}}', (), BASIL),
}


@pytest.mark.parametrize(("lines", "documents", "names"), VARIANTS.values(), ids=VARIANTS)
def test_exports_write_the_same_in_different_ways(tmp_path, lines, documents, names):
    (tmp_path / "list.json").write_text(lines)
    (edition,) = watchlist.load(tmp_path / "list.json")
    (entry,) = edition.entries
    assert (entry.documents, entry.names, edition.faults) == (documents, names, ())


BASIL = Entry(ref="ftm:p9", names=(Name("Basil Quillfeather"),), birth_dates=(BirthDate(PartialDate(1950)),))
AS_USUAL = b'{"id": "p9", "schema": "Person", "properties": {"name": ["Basil Quillfeather"], "birthDate": ["1950"]}}'
WRITTEN = {
    "values that stand without their list": AS_USUAL.replace(b"[", b"").replace(b"]", b"").replace(b'"1950"', b"1950"),
    "nothing in some properties": AS_USUAL.replace(b'"birth', b'"alias": null, "country": [null, {}, []], "birth'),
    "an array": b"[" + AS_USUAL + b"]",
    "a mark before it": b"\xef\xbb\xbf" + AS_USUAL,
    "sixteen bits a letter": AS_USUAL.decode().encode("utf-16"),
}


@pytest.mark.parametrize("raw", WRITTEN.values(), ids=WRITTEN)
def test_entities_may_be_written(tmp_path, raw):
    (tmp_path / "list").write_bytes(raw)
    (edition,) = watchlist.load(tmp_path / "list")
    assert (edition.entries, edition.faults) == ((BASIL,), ())
