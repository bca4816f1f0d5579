"""Dates, numbers and clocks as each language writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from markupsafe import Markup

from preclear.web.workbench.clock import duration, minutes_left, moment
from preclear.web.workbench.words import LANGUAGES, Words

EN, FR = LANGUAGES["en"], LANGUAGES["fr"]
VANCOUVER = ZoneInfo("America/Vancouver")
NBSP = "\u00a0"


def test_days():
    assert (EN.day(date(2026, 7, 14)), FR.day(date(2026, 7, 14))) == ("14 Jul 2026", "14 juill. 2026")


BORN = {
    "a whole date": ("1974-08-12", "12 Aug 1974", "12 août 1974"),
    "no day": ("1974-08", "Aug 1974", "août 1974"),
    "a year": ("1974", "1974", "1974"),
}


@pytest.mark.parametrize(("declared", "english", "french"), BORN.values(), ids=BORN)
def test_a_birth_date_is_said_as_far_as_it_is_known(declared, english, french):
    assert (EN.born(declared), FR.born(declared)) == (english, french)


def test_an_instant_is_said_in_the_clock_of_the_place_and_in_utc():
    late = datetime(2026, 1, 15, 1, 5, tzinfo=UTC)
    said = moment(late, VANCOUVER, EN)
    assert (said.local, said.zone, said.utc, said.days, said.day, said.iso) == (
        "17:05",
        "PST",
        "01:05",
        "+1",
        "14 Jan 2026",
        "2026-01-15T01:05:00Z",
    )
    french = moment(late, VANCOUVER, FR)
    assert (french.local, french.zone, french.utc) == (f"17{NBSP}h{NBSP}05", "HNP", f"01{NBSP}h{NBSP}05")


def test_an_instant_at_an_unknown_place_is_said_in_utc_alone():
    said = moment(datetime(2026, 1, 15, 1, 5, tzinfo=UTC), None, EN)
    assert (said.local, said.zone, said.utc, said.days) == ("", "", "01:05", "")


ZONES = {
    "Vancouver": ("America/Vancouver", "PST"),
    "Tokyo": ("Asia/Tokyo", "JST"),
    "Dubai": ("Asia/Dubai", "UTC+4"),
    "Kolkata": ("Asia/Kolkata", "IST"),
}


@pytest.mark.parametrize(("zone", "abbreviation"), ZONES.values(), ids=ZONES)
def test_a_zone_without_an_abbreviation_is_said_by_its_distance(zone, abbreviation):
    assert EN.zone(datetime(2026, 1, 15, tzinfo=UTC), ZoneInfo(zone)) == abbreviation


LENGTHS = {
    "minutes": (38, "38 min", f"38{NBSP}min"),
    "hours": (88, "1 h 28 min", f"1{NBSP}h{NBSP}28"),
    "days": (3000, "2 d 2 h", f"2{NBSP}j 2{NBSP}h"),
}


@pytest.mark.parametrize(("minutes", "english", "french"), LENGTHS.values(), ids=LENGTHS)
def test_lengths_of_time(minutes, english, french):
    assert (str(duration(minutes, EN)), str(duration(minutes, FR))) == (english, french)


def test_a_passed_instant_is_already_a_minute_ago():
    now = datetime(2026, 1, 15, 12, 0, 1, tzinfo=UTC)
    assert minutes_left(datetime(2026, 1, 15, 12, 0, tzinfo=UTC), now) == -1


def test_numbers():
    assert (EN.number(1042318), EN.decimal(0.914), FR.decimal(0.914)) == ("1,042,318", "0.91", "0,91")


def test_what_is_filled_into_a_sentence_is_escaped_and_the_sentence_is_not():
    assert EN("answered-of", done=1, all=2) == Markup('1 <span class="quiet">of 2</span>')
    assert EN("quoted", text="<b>") == Markup("“&lt;b&gt;”")


def test_a_page_says_nothing_it_does_not_know():
    with pytest.raises(KeyError):
        EN("no-such-key")
    with pytest.raises(KeyError):
        EN("quoted")


def test_a_broken_catalogue_is_refused():
    with pytest.raises(ValueError, match="cannot be read"):
        Words("en", "key = { broken\n")
