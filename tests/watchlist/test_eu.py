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
