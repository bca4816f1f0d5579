"""OFAC's standard XML: an entry with everything that the form knows, and entries that are faulty."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from preclear import watchlist
from preclear.manifest import Fault, PartialDate, Severity
from preclear.watchlist import BirthDate, Entry, ListedDocument, Name

CASES = Path(__file__).parents[1] / "cases/watchlist/faulty"


def test_persons_are_read_whole():
    (edition,) = watchlist.load(CASES / "sdn.xml")
    assert edition.entries == (
        Entry(
            ref="ofac:9001",
            names=(
                Name("ZARKANI, Tarik Yusuf", "primary", "ZARKANI", "Tarik Yusuf"),
                Name("ZARQANI, Tarek", "good", "ZARQANI", "Tarek"),
                Name("THE CLOCKMAKER", "low"),
            ),
            birth_dates=(
                BirthDate(PartialDate(1970, 5, 9)),
                BirthDate(PartialDate(1971), circa=True),
                BirthDate(PartialDate(1968), PartialDate(1972)),
            ),
            nationalities=("JOR",),
            sex="M",
            documents=(ListedDocument("K0011223", "JOR"), ListedDocument("970100", None, "I")),
            birth_places=("Zarqa, Jordan",),
            addresses=("Lamp Street 3, Irbid, Jordan",),
            programmes=("TEST1", "TEST2"),
            remarks="Clockmaker; Invented for a test.",
        ),
        Entry(ref="ofac:9002", names=(Name("OAKENSHIELD"),)),
    )
    assert (edition.source.id, edition.dated, edition.others) == ("ofac", date(2026, 4, 28), 1)
    assert edition.faults == (
        Fault("LIST-BIRTH-DATE", "sdnEntry 1, dateOfBirth", "neither a date nor a span of dates", Severity.WARNING),
        Fault("LIST-COUNTRY", "sdnEntry 1, nationality", "not a known country", Severity.WARNING),
        Fault("LIST-ROW-TWICE", "sdnEntry 4", "this uid stands twice"),
        Fault("LIST-ROW", "sdnEntry 5", "a uid and a name are needed"),
        Fault("LIST-ROW", "sdnEntry 6", "a uid and a name are needed"),
    )
