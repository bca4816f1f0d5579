"""Places by any code, as they were on a day, and their clocks."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import places
from preclear.errors import SourceError
from preclear.places import Codes, Place, PlaceKind, Site, SiteKind

ON = date(2026, 5, 1)
PLACES = places.load()
local = datetime.fromisoformat  # a clock of the place, without a zone

CODES = {
    "IATA": ("YVR", "YVR"),
    "ICAO": ("CYVR", "YVR"),
    "UN/LOCODE": ("CAYVR", "YVR"),
    "UN/LOCODE with a blank and small letters": ("ca yvr", "YVR"),
    "the port, where a city's code means it": ("USSEA", "SEA-P69"),
    "an airport, where a station has the same letters": ("SEA", "SEA"),
    "a station": ("VAC", "VAC"),
    "a cruise port": ("CAVAN", "VAN-CRUISE"),
    "a ferry port": ("USCLM", "PA-BLACKBALL"),
    "a port of US Customs": ("3004", "300402"),
    "a crossing": ("300401", "300401"),
    "its Canadian side": ("CA-PACIFIC-HIGHWAY", "CA-PACIFIC-HIGHWAY"),
    "a bus stop": ("SEA-BUS", "SEA-BUS"),
    "an airport far away": ("EGLL", "LHR"),
}


@pytest.mark.parametrize(("code", "own"), CODES.values(), ids=CODES)
def test_find_by_any_code(code, own):
    assert PLACES.find(code, ON).code == own


def test_an_unknown_code_is_no_place():
    assert PLACES.find("XXX", ON) is None
    assert PLACES.utc("XXX", local("2026-05-01T10:15")) is None
    assert PLACES.local("XXX", datetime(2026, 5, 1, tzinfo=UTC)) is None


def test_one_place_whole():
    assert PLACES.find("YTZ", date(2026, 3, 10)) == Place(
        code="YTZ",
        kind=PlaceKind.AIRPORT,
        name="Billy Bishop Toronto City Airport",
        name_fr="Aéroport Billy Bishop de Toronto",
        country="CAN",
        latitude=43.6275,
        longitude=-79.3962,
        zone="America/Toronto",
        codes=Codes(iata="YTZ", icao="CYTZ", unlocode=PLACES.find("YTZ", ON).codes.unlocode),
        source="airportsdata 20260905 (MIT); Transport Canada notice",
        site=Site(
            kind=SiteKind.PRECLEARANCE,
            inspecting_party="USA",
            host_party="CAN",
            law="Preclearance Act, 2016 (S.C. 2017, c. 27), Part 1",
            since=date(2026, 3, 10),
        ),
        valid_from=date(2026, 3, 10),
    )


def test_a_place_is_found_as_it_was_on_the_day():
    kinds = {on: PLACES.find("CAPRR", on).site.kind for on in (date(2022, 6, 19), date(2022, 6, 20))}
    assert kinds == {date(2022, 6, 19): "preinspection", date(2022, 6, 20): "preclearance"}


def test_preclearance_airports_are_those_of_the_day():
    airports = [place for place in PLACES if place.country == "CAN" and place.kind == "airport"]
    sites = {
        on: {p.code for p in airports if p.valid(on) and p.site and p.site.kind == "preclearance"}
        for on in (date(2026, 3, 9), date(2026, 3, 10))
    }
    eight = {"YYC", "YEG", "YHZ", "YUL", "YOW", "YYZ", "YVR", "YWG"}
    assert sites == {date(2026, 3, 9): eight, date(2026, 3, 10): eight | {"YTZ"}}


def test_an_added_place_goes_before_a_packaged_one_while_it_is_valid():
    yvr = PLACES.find("YVR", ON)
    first = replace(yvr, name="Vancouver, first change", valid_from=date(2027, 1, 1))
    second = replace(yvr, name="Vancouver, second change", valid_from=date(2027, 1, 1), valid_to=date(2027, 12, 31))
    own = places.load([first, second])
    names = [own.find("CYVR", on).name for on in (ON, date(2027, 1, 1), date(2028, 1, 1))]
    assert names == [yvr.name, second.name, first.name]


CLOCKS = {
    "summer": ("YVR", "2026-05-01T10:15", "2026-05-01T17:15"),
    "winter": ("YVR", "2026-01-15T10:15", "2026-01-15T18:15"),
    "a minute before the gap": ("YVR", "2025-03-09T01:59", "2025-03-09T09:59"),
    "in the gap, as the clock was before": ("YVR", "2025-03-09T02:30", "2025-03-09T10:30"),
    "after the gap": ("YVR", "2025-03-09T03:30", "2025-03-09T10:30"),
    "the hour shown twice is the first": ("YVR", "2025-11-02T01:30", "2025-11-02T08:30"),
    "after the second": ("YVR", "2025-11-02T02:00", "2025-11-02T10:00"),
    "no summer time": ("CA-REGWAY", "2026-07-01T12:00", "2026-07-01T18:00"),
    "half an hour": ("YYT", "2026-07-01T12:00", "2026-07-01T14:30"),
    "yesterday in UTC": ("NRT", "2026-05-01T08:00", "2026-04-30T23:00"),
}


@pytest.mark.parametrize(("code", "clock", "instant"), CLOCKS.values(), ids=CLOCKS)
def test_utc(code, clock, instant):
    assert PLACES.utc(code, local(clock)) == local(instant).replace(tzinfo=UTC)
    assert PLACES.utc(code, local(clock).replace(fold=1)) == local(instant).replace(tzinfo=UTC)


INSTANTS = st.datetimes(local("2000-01-01"), local("2035-01-01"), timezones=st.just(UTC))


@given(st.sampled_from([place.code for place in PLACES]), INSTANTS)
def test_both_clocks_say_one_instant(code, instant):
    clock = PLACES.local(code, instant)
    if clock is not None and not clock.fold:
        assert PLACES.utc(code, clock.replace(tzinfo=None), instant.date()) == instant


def test_an_instant_without_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        PLACES.local("YVR", local("2026-05-01T10:15"))


def test_names_in_both_languages():
    assert [PLACES.find("VAC", ON).named(language) for language in ("en", "fr")] == [
        "Vancouver Pacific Central Station",
        "Gare Pacific Central de Vancouver",
    ]
    assert PLACES.find("LHR", ON).named("fr") == "London Heathrow Airport"


def test_no_two_places_claim_one_code_for_the_same_days():
    spans = Counter(place.code for place in PLACES if place.valid(ON))
    assert [code for code, times in spans.items() if times > 1] == []


def test_every_place_that_inspects_says_for_whom_and_by_which_law():
    assert [p.code for p in PLACES if p.site and not (p.site.law and p.site.inspecting_party and p.site.host_party)] == []
    assert [p.code for p in PLACES if p.site and p.site.kind != "port_of_entry" and p.site.host_party != p.country] == []


LEAST = {"airport": 150, "station": 15, "terminal": 12, "port": 4, "crossing": 52, "stop": 8}


@pytest.mark.parametrize(("kind", "least"), LEAST.items())
def test_every_kind_of_place_is_there(kind, least):
    assert sum(place.kind == kind for place in PLACES) >= least


HEAD = (
    "# source\ncode,kind,name,name_fr,country,latitude,longitude,zone,iata,icao,unlocode,station,port,office,"
    "site,inspecting_party,host_party,law,since,valid_from,valid_to,source\n"
)
ROW = "YVR,airport,Vancouver,,CAN,49.2,-123.2,America/Vancouver,,,,,,,,,,,,,,test\n"

WRONG = {
    "another column": (HEAD.replace("office", "bureau") + ROW, "p.csv: the columns must be code, kind"),
    "a column too few": (HEAD + ROW.replace(",test", ""), "p.csv: place 'YVR' has not 22 columns"),
    "an unknown kind": (HEAD + ROW.replace("airport", "airfield"), "p.csv: place 'YVR': 'airfield' is not a valid PlaceKind"),
    "no such zone": (HEAD + ROW.replace("America/V", "America/X"), "p.csv: place 'YVR': 'No time zone found"),
    "off the earth": (HEAD + ROW.replace("49.2", "149.2"), "p.csv: place 'YVR': latitude or longitude is not on the earth"),
    "no source": (HEAD + ROW.replace("test", ""), "p.csv: place 'YVR': source is missing"),
}


@pytest.mark.parametrize(("text", "sentence"), WRONG.values(), ids=WRONG)
def test_what_does_not_fit_says_where(text, sentence):
    with pytest.raises(SourceError) as refused:
        tuple(places.read(text.splitlines(keepends=True), "p.csv"))
    assert str(refused.value).startswith(sentence)
