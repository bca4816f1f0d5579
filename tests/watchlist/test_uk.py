"""The lists of the United Kingdom: rows that make up a subject, both headers, and cells that are faulty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from preclear import watchlist
from preclear.errors import SourceError
from preclear.manifest import Fault, PartialDate, Severity
from preclear.watchlist import BirthDate, Entry, ListedDocument, Name
from preclear.watchlist.uk import _documents

CASES = Path(__file__).parents[1] / "cases/watchlist/faulty"


def test_the_rows_of_a_subject_come_together():
    (edition,) = watchlist.load(CASES / "uk.csv", dated=date(2020, 1, 1))
    assert edition.entries == (
        Entry(
            ref="uk:TST0001",
            names=(
                Name("ZARKANI, TARIK YUSUF", "primary", "ZARKANI", "TARIK YUSUF"),
                Name("طارق الزرقاني", "good"),
                Name("THE CLOCKMAKER", "low"),
                Name("ZARQANI, TAREK", "good", "ZARQANI", "TAREK"),
            ),
            birth_dates=(BirthDate(PartialDate(1970, 5, 9)), BirthDate(PartialDate(1971))),
            nationalities=("JOR",),
            sex="M",
            documents=(
                ListedDocument("K0011223", "JOR"),
                ListedDocument("9701001", "JOR", "I"),
                ListedDocument("970-200-3", "RUS", "I"),
            ),
            birth_places=("Zarqa, Jordan",),
            addresses=("Lamp Street 3, Irbid, Jordan",),
            programmes=("The Testland Regulations 2026",),
            remarks="Clockmaker; Invented for a test.; He makes clocks.",
        ),
    )
    assert (edition.source.id, edition.dated, edition.others) == ("uk", date(2026, 4, 28), 1)
    assert edition.faults == (
        Fault("LIST-ROW", "line 8", "an identifier and a name are needed"),
        Fault("LIST-ROW", "line 9", "an identifier and a name are needed"),
        Fault("LIST-COUNTRY", "line 5, nationality", "not a known country", Severity.WARNING),
        Fault("LIST-BIRTH-DATE", "line 6, date of birth", "not dd/mm/yyyy, a year or a span of years", Severity.WARNING),
        Fault("LIST-DOCUMENT", "line 6, passport", "no number in it", Severity.WARNING),
    )


def test_a_subject_is_read_from_xml_as_from_its_rows():
    (edition,) = watchlist.load(CASES / "uk.xml")
    (zarkani,) = edition.entries
    (of_rows,) = watchlist.load(CASES / "uk.csv")[0].entries
    names = (Name("ZARKANI, TARIK YUSUF", "primary", "ZARKANI", "TARIK YUSUF"), *of_rows.names[2:], of_rows.names[1])
    documents = (ListedDocument("K0011223", "JOR"), ListedDocument("K0011224"), ListedDocument("9701001", "JOR", "I"))
    assert zarkani == replace(of_rows, names=names, documents=documents, remarks="Invented for a test.; He makes clocks.; Clockmaker")
    assert (edition.source.id, edition.dated, edition.others) == ("uk", date(2026, 4, 28), 1)
    assert edition.faults == (
        Fault("LIST-ROW", "Designation 3", "an identifier and a name are needed"),
        Fault("LIST-ROW", "Designation 4", "an identifier and a name are needed"),
        Fault("LIST-BIRTH-DATE", "Designation 1, date of birth", "not dd/mm/yyyy, a year or a span of years", Severity.WARNING),
        Fault("LIST-COUNTRY", "Designation 1, nationality", "not a known country", Severity.WARNING),
    )


def test_the_older_list_is_one_of_its_own_in_an_encoding_of_its_own():
    (edition,) = watchlist.load(CASES / "conlist.csv")
    assert edition.entries == (
        Entry(
            ref="uk:99001",
            names=(
                Name("VÆSTERGAARD, Ingeborg", "primary", "VÆSTERGAARD", "Ingeborg"),
                Name("VÆSTERGAARD, Inge", "low", "VÆSTERGAARD", "Inge"),
            ),
            birth_dates=(BirthDate(PartialDate(1961, 4)), BirthDate(PartialDate(1962))),
            nationalities=("DNK", "GBR"),
            documents=(ListedDocument("D1234567", "DNK"),),
            programmes=("Testland",),
        ),
    )
    assert (edition.source.id, edition.dated, edition.others) == ("uk-ofsi", date(2026, 4, 28), 1)
    assert [(fault.code, fault.where) for fault in edition.faults] == [("LIST-ENCODING", "line 3")]


CELLS = {  # as the list prints it, what stands beside it: the documents
    "plain": ("A1234567", "", [("A1234567", None)]),
    "with blanks and its issuer beside it": ("74 OA 1234567", "Tunisian", [("74 OA 1234567", "TUN")]),
    "several": ("(1) 55501 (2) 55502", "(1) Syria (2) Iraqi passport", [("55501", "SYR"), ("55502", "IRQ")]),
    "in words": ("Tunisia number G557170 issued on 16 Nov 1989.", "", [("G557170", "TUN")]),
    "who issued it in brackets": ("592667 (Qatari passport issued on 3 May 2007)", "", [("592667", "QAT")]),
    "no number": ("Unknown", "", []),
}


@pytest.mark.parametrize(("cell", "beside", "expected"), CELLS.values(), ids=CELLS)
def test_numbers_in_cells(cell, beside, expected):
    assert [(paper.number, paper.issuer) for paper in _documents(cell, beside, "P")] == expected


def test_a_header_without_an_identifier_is_refused(tmp_path):
    (tmp_path / "uk.csv").write_text("Report Date: 28-Apr-2026\nName 6,Name 1\nZARKANI,TARIK\n")
    with pytest.raises(SourceError, match="no header with Name 6, Unique ID or Group ID"):
        watchlist.load(tmp_path / "uk.csv")
