"""The list of the European Union in both its forms, and rows and entities that are faulty."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from preclear import watchlist
from preclear.errors import SourceError
from preclear.manifest import Fault, PartialDate, Severity
from preclear.watchlist import BirthDate, Entry, ListedDocument, Name

CASES = Path(__file__).parents[1] / "cases/watchlist/faulty"

ZARKANI = Entry(
    ref="eu:EU.9001.1",
    names=(
        Name("Tarik Yusuf Zarkani", "primary", "Zarkani", "Tarik Yusuf"),
        Name("The Clockmaker", "low"),
        Name("طارق الزرقاني", "good"),
    ),
    birth_dates=(
        BirthDate(PartialDate(1970, 5, 9)),
        BirthDate(PartialDate(1971), circa=True),
        BirthDate(PartialDate(1968), PartialDate(1972)),
        BirthDate(PartialDate(1969, 4)),
    ),
    nationalities=("JOR",),
    sex="M",
    documents=(ListedDocument("K0011223", "JOR"), ListedDocument("970 100", None, "I")),
    birth_places=("Zarqa, Jordan",),
    addresses=("Lamp Street 3, Irbid, Jordan",),
    programmes=("TEST1",),
    remarks="Invented for a test.; TLi.001; K0011223 is reported lost",
)
OAKENSHIELD = Entry(ref="eu:15", names=(Name("Wilma Oakenshield"),))


def test_persons_are_read_whole_from_xml():
    (edition,) = watchlist.load(CASES / "eu.xml")
    assert edition.entries == (ZARKANI, OAKENSHIELD)
    assert (edition.source.id, edition.dated, edition.others) == ("eu", date(2026, 4, 28), 1)
    assert edition.faults == (
        Fault("LIST-BIRTH-DATE", "sanctionEntity 1, birthdate", "no date of the Islamic calendar that can be compared", Severity.WARNING),
        Fault("LIST-BIRTH-DATE", "sanctionEntity 1, birthdate", "no date of the Gregorian calendar that can be compared", Severity.WARNING),
        Fault("LIST-COUNTRY", "sanctionEntity 1, citizenship", "not a known country", Severity.WARNING),
        Fault("LIST-DOCUMENT", "sanctionEntity 1, identification", "no number", Severity.WARNING),
        Fault("LIST-ROW", "sanctionEntity 4", "a reference number or logical id, and a name, are needed"),
        Fault("LIST-ROW-TWICE", "sanctionEntity 5", "this reference stands twice"),
    )


def test_the_rows_of_a_person_come_together_from_csv():
    (edition,) = watchlist.load(CASES / "eu.csv")
    without = replace(
        ZARKANI, names=(ZARKANI.names[0], ZARKANI.names[2]), birth_dates=ZARKANI.birth_dates[:3], documents=ZARKANI.documents[:1]
    )
    assert edition.entries == (without, OAKENSHIELD)
    assert (edition.source.id, edition.dated, edition.others) == ("eu", date(2026, 4, 28), 1)
    assert edition.faults == (Fault("LIST-ROW", "line 12", "2 columns; 41 are needed"),)


CUT = {  # ways in which the table goes round: its first columns, the kind in either column or in none
    "as exported": ("Entity_SubjectType;Entity_SubjectType_ClassificationCode;", "P;person;", "E;enterprise;"),
    "the kind in the other order": ("Entity_SubjectType;Entity_SubjectType_ClassificationCode;", "person;P;", "enterprise;E;"),
    "the kind by its words alone": ("Entity_SubjectType_ClassificationCode;", "person;", "enterprise;"),
}


@pytest.mark.parametrize(("columns", "person", "enterprise"), CUT.values(), ids=CUT)
def test_a_cut_table_tells_people_from_others(tmp_path, columns, person, enterprise):
    names = "NameAlias_LastName;NameAlias_FirstName;NameAlias_WholeName"
    header = f"fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;{columns}{names}\n"
    quill = f"28/04/2026;13;EU.27.28;{person}Quill;Basil;Basil Quill\n28/04/2026;13;EU.27.28;{person};;Abu Basil\n"
    rows = quill + f"28/04/2026;14;;{enterprise};;Quill AG\n"
    (tmp_path / "list").write_text("\ufeff" + header + rows, encoding="utf-8")
    (edition,) = watchlist.load(tmp_path / "list")
    assert [(entry.ref, [name.text for name in entry.names]) for entry in edition.entries] == [
        ("eu:EU.27.28", ["Basil Quill", "Abu Basil"])
    ]
    assert (edition.others, edition.dated, edition.faults) == (1, date(2026, 4, 28), ())


def test_where_no_kind_is_told_everybody_is_in_doubt_a_person(tmp_path):
    (tmp_path / "eu.csv").write_text("Entity_LogicalId;NameAlias_WholeName\n13;Basil Quill\n14;Quill AG\n")
    (edition,) = watchlist.load(tmp_path / "eu.csv")
    assert ([entry.ref for entry in edition.entries], edition.others) == (["eu:13", "eu:14"], 0)


REFUSED = {
    "an entity": ("eu.xml", '<!DOCTYPE export [<!ENTITY x "y">]><export>&x;</export>', "declares a document type or an entity"),
    "cut off": ("eu.xml", "<export><sanctionEntity>", "not readable as XML (no element found"),
    "a table without names": ("eu.csv", "fileGenerationDate;Entity_LogicalId\n", "the columns Entity_LogicalId and NameAlias_WholeName"),
}


@pytest.mark.parametrize(("name", "text", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_list_is_refused(tmp_path, name, text, sentence):
    (tmp_path / name).write_text(text)
    with pytest.raises(SourceError, match=sentence.replace("(", r"\(")):
        watchlist.load(tmp_path / name)
