"""OFAC's fixed-field files: what each of them adds to an entry, what is left out, and the real lists."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from preclear import watchlist
from preclear.errors import SourceError
from preclear.manifest import Fault, PartialDate, Severity
from preclear.watchlist import BirthDate, Entry, ListedDocument, Name

CASES = Path(__file__).parents[1] / "cases/watchlist/faulty"


def edition_of(path: Path) -> watchlist.Edition:
    (edition,) = watchlist.load(path)
    return edition


ENTRIES = {
    "names, dates, places, papers and addresses from all the files": Entry(
        ref="ofac:101",
        names=(
            Name("VÆSTERGAARD, Ingeborg Tove", "primary", "VÆSTERGAARD", "Ingeborg Tove"),
            Name("VESTERGAARD, Inge", "good", "VESTERGAARD", "Inge"),
            Name("Ingeborg Toven", "good"),
            Name("INGE THE ICE", "low"),
        ),
        birth_dates=(BirthDate(PartialDate(1961, 3, 7)), BirthDate(PartialDate(1962, 4))),
        nationalities=("DNK", "CAN"),
        sex="F",
        documents=(ListedDocument("D1234567", "DNK"), ListedDocument("070361-1234", "DNK", "I")),
        birth_places=("Nordhavn, Denmark",),
        addresses=("Kajgade 4, Nordhavn 2150, Denmark",),
        programmes=("TEST1", "TEST2"),
        remarks=(
            "DOB 07 Mar 1961; alt. DOB Apr 1962; POB Nordhavn, Denmark; nationality Denmark; citizen Canada; Gender Female; "
            "Passport D1234567 (Denmark) issued 01 Jan 2015 expires 01 Jan 2025; National ID No. 070361-1234 (Denmark); "
            "a.k.a. 'INGE THE ICE'; Secondary sanctions risk: none."
        ),
    ),
    "dates about right, spans, and a remark that goes on in the comments": Entry(
        ref="ofac:102",
        names=(
            Name("ZARQANI, Tariq", "primary", "ZARQANI", "Tariq"),
            Name("AL-ZARQANI, Tariq Bin Yusuf", "good", "AL-ZARQANI", "Tariq Bin Yusuf"),
        ),
        birth_dates=(
            BirthDate(PartialDate(1970), circa=True),
            BirthDate(PartialDate(1968), PartialDate(1972)),
            BirthDate(PartialDate(1971, 6), PartialDate(1971, 8, 3)),
        ),
        documents=(ListedDocument("55-1234", None, "I"), ListedDocument("K0011223", "JOR")),
        programmes=("TEST1",),
        remarks=(
            "DOB circa 1970; alt. DOB 1968 to 1972; alt. DOB Jun 1971 to 03 Aug 1971; nationality Atlantis; Cedula No. 55-1234; "
            "Passport K0011223 (Jordan)."
        ),
    ),
    "a single name, and hardly anything else": Entry(ref="ofac:103", names=(Name("LAAKSONEN"),), addresses=("Oulu, Finland",)),
    "dates that cannot be read are left out": Entry(
        ref="ofac:108",
        names=(Name("QUILLFEATHER, Basil", "primary", "QUILLFEATHER", "Basil"),),
        sex="M",
        programmes=("TEST1",),
        remarks="DOB 31 Feb 1950; alt. DOB long ago; Gender Male.",
    ),
}


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_an_entry_is_read_whole(entry):
    assert [each for each in edition_of(CASES / "ofac").entries if each.ref == entry.ref] == [entry]


def test_only_persons_are_entries_and_the_others_are_counted():
    edition = edition_of(CASES / "ofac")
    assert [entry.ref for entry in edition.entries] == [entry.ref for entry in ENTRIES.values()]
    assert (edition.source.id, edition.dated, edition.others) == ("ofac", None, 2)


def test_every_faulty_row_is_told_with_its_file_and_line():
    primary, names = "a number, a name and 12 columns are needed", "a number and 4 columns are needed"
    assert edition_of(CASES / "ofac").faults == (
        Fault("LIST-ROW-TWICE", "sdn.csv line 6", "entry 101 stands twice"),
        Fault("LIST-ROW", "sdn.csv line 7", f"3 columns; {primary}"),
        Fault("LIST-ROW", "sdn.csv line 8", f"12 columns; {primary}"),
        Fault("LIST-ROW", "sdn.csv line 9", f"12 columns; {primary}"),
        Fault("LIST-JOIN", "alt.csv line 4", "no entry 999", Severity.NOTE),
        Fault("LIST-ROW", "alt.csv line 5", f"2 columns; {names}"),
        Fault("LIST-JOIN", "add.csv line 4", "no entry 998", Severity.NOTE),
        Fault("LIST-ROW", "add.csv line 5", "6 columns; a number and 5 columns are needed"),
        Fault("LIST-COUNTRY", "sdn.csv line 2", "in the remarks of entry 102", Severity.WARNING),
        Fault("LIST-BIRTH-DATE", "sdn.csv line 10", "in the remarks of entry 108", Severity.WARNING),
        Fault("LIST-BIRTH-DATE", "sdn.csv line 10", "in the remarks of entry 108", Severity.WARNING),
    )


def test_the_primary_file_alone_is_a_list(tmp_path):
    (tmp_path / "SDN.CSV").write_bytes((CASES / "ofac/sdn.csv").read_bytes())
    (edition,) = watchlist.load(tmp_path, dated=date(2026, 4, 30))
    assert edition.dated == date(2026, 4, 30)
    assert [[name.text for name in entry.names] for entry in edition.entries] == [
        ["VÆSTERGAARD, Ingeborg Tove", "INGE THE ICE"],
        ["ZARQANI, Tariq"],
        ["LAAKSONEN"],
        ["QUILLFEATHER, Basil"],
    ]


def test_under_another_name_the_list_is_known_by_its_first_row(tmp_path):
    (tmp_path / "downloaded.txt").write_bytes((CASES / "ofac/sdn.csv").read_bytes())
    assert [entry.ref for entry in edition_of(tmp_path / "downloaded.txt").entries] == ["ofac:101", "ofac:102", "ofac:103", "ofac:108"]


def test_the_consolidated_list_is_a_source_of_its_own(tmp_path):
    (tmp_path / "cons_prim.csv").write_bytes((CASES / "ofac/sdn.csv").read_bytes())
    (tmp_path / "cons_alt.csv").write_bytes((CASES / "ofac/alt.csv").read_bytes())
    edition = edition_of(tmp_path)
    assert (edition.source.id, edition.source.title) == ("ofac-nonsdn", "Consolidated Sanctions List (non-SDN)")
    assert edition.entries[0].names[1] == Name("VESTERGAARD, Inge", "good", "VESTERGAARD", "Inge")


REFUSED = {
    "nothing": b"",
    "binary garbage": bytes(range(256)) * 20,
    "a header row and other columns": b"id,name\n1,SOMEBODY\n",
    "a web page": b"<html><body>Moved</body></html>",
}


@pytest.mark.parametrize("raw", REFUSED.values(), ids=REFUSED)
def test_a_primary_file_without_a_readable_row_is_refused(tmp_path, raw):
    (tmp_path / "sdn.csv").write_bytes(raw)
    with pytest.raises(SourceError, match=r"sdn\.csv: no row of it reads as OFAC's sdn\.csv; fetch the list again in its CSV form"):
        watchlist.load(tmp_path)


REAL = {  # people, organisations and the like, faults
    "ofac-2019-01": (3845, 3534, {"LIST-JOIN": 10}),
    "ofac-2021-07": (4620, 4356, {}),
    "ofac-nonsdn-2025-12": (79, 363, {}),
}


@pytest.mark.parametrize(("folder", "expected"), REAL.items(), ids=REAL)
def test_a_real_list_is_read_whole(shared, folder, expected):
    edition = edition_of(shared / "data/watchlists" / folder)
    assert (len(edition.entries), edition.others, Counter(fault.code for fault in edition.faults)) == expected
    assert len({entry.ref for entry in edition.entries}) == len(edition.entries)
