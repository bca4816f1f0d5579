"""The plain CSV: its columns, its faulty rows, and files that are refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from preclear import watchlist
from preclear.errors import SourceError
from preclear.manifest import Fault, PartialDate, Severity
from preclear.watchlist import BirthDate, Entry, ListedDocument, Name

CASES = Path(__file__).parents[1] / "cases/watchlist/faulty"
PEOPLE = (
    Entry(
        ref="harbour:1",
        names=(
            Name("VASTERGAARD, Ingeborg", "primary", "VASTERGAARD", "Ingeborg"),
            Name("VESTERGAARD, Inge", "good", "VESTERGAARD", "Inge"),
            Name("Ice", "good"),
        ),
        birth_dates=(
            BirthDate(PartialDate(1961, 3, 7)),
            BirthDate(PartialDate(1962, 4)),
            BirthDate(PartialDate(1960), circa=True),
            BirthDate(PartialDate(1961), PartialDate(1963)),
        ),
        nationalities=("DNK", "CAN"),
        sex="F",
        documents=(ListedDocument("D1234567", "DNK"), ListedDocument("E7654321"), ListedDocument("Q1")),
    ),
    Entry(ref="harbour:2", names=(Name("ZARQANI, Tariq", "primary", "ZARQANI", "Tariq"),)),
    Entry(ref="harbour:3", names=(Name("東雲 未見"),), nationalities=("JPN",), sex="M"),
    Entry(ref="harbour:6", names=(Name("SHORT ROW"),)),
)


def test_rows_are_read_whole():
    (edition,) = watchlist.load(CASES / "harbour.csv", dated=date(2026, 5, 1))
    assert edition.entries == PEOPLE
    assert (edition.source.id, edition.dated, edition.others) == ("harbour", date(2026, 5, 1), 0)


def test_every_faulty_row_is_told_with_its_line():
    (edition,) = watchlist.load(CASES / "harbour.csv")
    assert edition.faults == (
        Fault("LIST-COUNTRY", "line 2, nationalities", "a nationality is not a known country", Severity.WARNING),
        Fault("LIST-COUNTRY", "line 2, documents", "the issuer of a document is not a known country", Severity.WARNING),
        Fault("LIST-DOCUMENT", "line 2, documents", "a document has no number", Severity.WARNING),
        Fault("LIST-BIRTH-DATE", "line 3, birth_dates", "a date of birth is not YYYY, YYYY-MM, YYYY-MM-DD or DD/MM/YYYY", Severity.WARNING),
        Fault("LIST-SEX", "line 3, sex", "the sex is not M, F or X", Severity.WARNING),
        Fault("LIST-ROW", "line 6", "an id and a name are needed"),
        Fault("LIST-ROW", "line 7", "an id and a name are needed"),
        Fault("LIST-ROW-TWICE", "line 8", "this id stands in an earlier row"),
    )


QUILLFEATHER = Entry(ref="list:1", names=(Name("Basil Quillfeather"),), sex="M")
WRITTEN = {
    "columns in another order and in capitals": "SEX,Name,ID\nM,Basil Quillfeather,1\n",
    "with a byte order mark": "\ufeffid,name,sex\n1,Basil Quillfeather,M\n",
    "with semicolons between the cells": "id;name;sex\n1;Basil Quillfeather;M\n",
    "with the line ends of another system": "id,name,sex\r\n1,Basil Quillfeather,m\r\n",
    "with blanks around the cells": "id , name , sex\n 1 , Basil Quillfeather , M \n",
    "with columns that nobody named": "id,name,sex,,\n1,Basil Quillfeather,M,,\n",
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_a_table_may_be_written(tmp_path, text):
    (tmp_path / "list.csv").write_text(text, encoding="utf-8", newline="")
    (edition,) = watchlist.load(tmp_path / "list.csv")
    assert (edition.entries, edition.faults) == ((QUILLFEATHER,), ())


SURNAMED = {
    "as others call the columns": "Ref,Surname,First Name,Also Known As,Date of Birth,Citizenship,Gender,"
    "Passport-Number,Issuing Country,Comments\n"
    "1,Quillfeather,Basil,Basil Quill,28/09/1955,Canadian,male,K123,CAN,Invented\n",
    "with tabs and a line before the header": "List of 1 May\nuid\tlast_name\tfirst_name\taka\tdob\tnationality\tsex\tdocuments\tnotes\n"
    "1\tQuillfeather\tBasil\tBasil Quill\t1955-09-28\tCAN\tM\tCAN/K123\tInvented\n",
}  # fmt: skip


@pytest.mark.parametrize("text", SURNAMED.values(), ids=SURNAMED)
def test_columns_may_be_called(tmp_path, text):
    (tmp_path / "list").write_text(text)
    (edition,) = watchlist.load(tmp_path / "list")
    expected = Entry(
        ref="list:1",
        names=(Name.of_parts("Quillfeather", "Basil"), Name("Basil Quill", "good")),
        birth_dates=(BirthDate(PartialDate(1955, 9, 28)),),
        nationalities=("CAN",),
        sex="M",
        documents=(ListedDocument("K123", "CAN"),),
        remarks="Invented",
    )
    assert (edition.entries, edition.faults) == ((expected,), ())


def test_the_simple_table_of_opensanctions_is_read_and_who_is_no_person_is_counted(tmp_path):
    (tmp_path / "targets.simple.csv").write_text(
        '"id","schema","name","aliases","birth_date","countries","addresses","identifiers","sanctions","phones","emails","program_ids",'
        '"dataset","first_seen","last_seen","last_change"\n'
        '"NK-1","Person","Basil Quillfeather","Basil Quill;B. Quill","1955-09-28","ca;us","","AB-1234567","Test Act","","","TEST",'
        '"Test","2026-01-01","2026-01-02","2026-01-02"\n'
        '"NK-2","Company","Quill Ltd","","","gb","","","","","","","Test","","",""\n'
    )
    (edition,) = watchlist.load(tmp_path / "targets.simple.csv")
    (basil,) = edition.entries
    assert (basil.ref, len(basil.names), basil.nationalities, basil.programmes) == ("targets:NK-1", 3, ("CAN", "USA"), ("Test Act",))
    assert (basil.documents, edition.others, edition.faults) == ((ListedDocument("AB-1234567", None, "I"),), 1, ())


def test_a_column_that_is_not_known_is_told_and_one_in_another_encoding_is_read(tmp_path):
    (tmp_path / "list.csv").write_bytes("id,name,shoe_size\n1,Væstergaard,44\n".encode("cp1252"))
    (edition,) = watchlist.load(tmp_path / "list.csv")
    assert edition.entries == (Entry(ref="list:1", names=(Name("Væstergaard"),)),)
    assert edition.faults == (
        Fault("LIST-ENCODING", "line 2", "byte 21 is not UTF-8; read as Windows-1252", Severity.WARNING),
        Fault("LIST-COLUMN", "line 1, shoe_size", "not known, and not used", Severity.WARNING),
    )


REFUSED = {
    "nothing": (b"", "line 1: the table has no header; it must have id and name, and may have family_name"),
    "other columns": (b"number;who\n1;SOMEBODY\n", "line 1: the table has the columns number, who; it must have id and name"),
    "no id": (b"name\nBasil\n", "line 1: the table has the columns name; it must have id and name"),
    "data without a header": (b"1,Basil 2\n", "line 1: the table has no header"),
    "binary garbage": (bytes(range(255, 0, -1)), "it must have id and name"),
    "a cell without end": (b'id,name\n1,"' + b"A" * 200_000, "line 2: not readable as CSV (field larger than field limit"),
}


@pytest.mark.parametrize(("raw", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_table_of_people_is_refused(tmp_path, raw, sentence):
    (tmp_path / "list.csv").write_bytes(raw)
    with pytest.raises(SourceError) as refused:
        watchlist.load(tmp_path / "list.csv")
    assert sentence in str(refused.value)
    assert str(refused.value).startswith(str(tmp_path / "list.csv"))
