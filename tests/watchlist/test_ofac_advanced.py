"""OFAC's lists in their advanced XML form: parties, what they refer to, and records that are faulty."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from preclear import watchlist
from preclear.errors import SourceError
from preclear.manifest import Fault, PartialDate, Severity
from preclear.watchlist import BirthDate, Entry, ListedDocument, Name

CASES = Path(__file__).parents[1] / "cases/watchlist/faulty"


@pytest.fixture(scope="module")
def edition():
    (edition,) = watchlist.load(CASES / "sdn_advanced.xml", dated=date(2020, 1, 1))
    return edition


def test_individuals_are_read_whole(edition):
    assert edition.entries == (
        Entry(
            ref="ofac:901",
            names=(
                Name("ZARKANOV, Tarik Yusufovich", "primary", "ZARKANOV", "Tarik Yusufovich"),
                Name("ЗАРКАНОВ, Тарик", "good", "ЗАРКАНОВ", "Тарик"),
                Name("The Clockmaker", "low"),
                Name("Tarik", "good", "", "Tarik"),
            ),
            birth_dates=(
                BirthDate(PartialDate(1970, 5, 9)),
                BirthDate(PartialDate(1971), circa=True),
                BirthDate(PartialDate(1968), PartialDate(1972)),
            ),
            nationalities=("RUS", "JOR"),
            sex="M",
            documents=(ListedDocument("75 1234567", "RUS"), ListedDocument("K0011223"), ListedDocument("9701001", None, "I")),
            birth_places=("Zarqa, Jordan",),
            addresses=("Lamp Street 3, Irbid, Jordan",),
            programmes=("TEST1", "TEST2"),
            remarks="Invented for a test.; Title Clockmaker; Passport K0011223 is fraudulent",
        ),
        Entry(
            ref="ofac:906",
            names=(
                Name("OAKENSHIELD, Wilma", "primary", "OAKENSHIELD", "Wilma"),
                Name("BRASSPENNY, Wilma", "good", "BRASSPENNY", "Wilma"),
            ),
        ),
    )


def test_the_list_says_its_day_and_which_list_it_is_and_others_are_counted(edition, tmp_path):
    assert (edition.source.id, edition.dated, edition.others) == ("ofac", date(2026, 4, 29), 2)
    text = (CASES / "sdn_advanced.xml").read_text(encoding="utf-8").replace("SDN List", "Consolidated List")
    (tmp_path / "cons.xml").write_text(text, encoding="utf-8")
    (consolidated,) = watchlist.load(tmp_path / "cons.xml")
    assert (consolidated.source.id, consolidated.digest) == ("ofac-nonsdn", edition.digest)


def test_every_faulty_party_is_told_by_its_place(edition):
    assert edition.faults == (
        Fault("LIST-BIRTH-DATE", "DistinctParty 1, Feature Birthdate", "its DatePeriod is none", Severity.WARNING),
        Fault("LIST-COUNTRY", "DistinctParty 1, Feature Citizenship Country", "not a known country", Severity.WARNING),
        Fault("LIST-ROW-TWICE", "DistinctParty 4", "this FixedRef stands twice"),
        Fault("LIST-ROW", "DistinctParty 5", "no Alias has a DocumentedName"),
        Fault("LIST-ROW", "DistinctParty 6", "a FixedRef and a Profile are needed"),
    )


REFUSED = {
    "an entity": ('<!DOCTYPE Sanctions [<!ENTITY x "y">]><Sanctions>&x;</Sanctions>', "declares a document type or an entity"),
    "cut off": ("<Sanctions><DistinctParties>", "not readable as XML (no element found"),
    "an encoding that there is not": ('<?xml version="1.0" encoding="x-none"?><Sanctions/>', "not readable as XML (unknown encoding"),
    "another list inside": ("<a><Sanctions/></a>", "begins with a, not Sanctions"),
}


@pytest.mark.parametrize(("xml", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_list_is_refused(tmp_path, xml, sentence):
    (tmp_path / "list.xml").write_text(xml)
    with pytest.raises(SourceError) as refused:
        watchlist.load(tmp_path / "list.xml")
    assert str(refused.value).startswith(f"{tmp_path / 'list.xml'}: {sentence}")
