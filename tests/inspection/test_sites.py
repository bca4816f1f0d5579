"""Sites over time, and what a spot is at a minute."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import places
from preclear.errors import SourceError
from preclear.inspection import sites
from preclear.inspection.sites import Ground, Period, Spot, Stay, Where

PLACES = places.load()
REGISTER = sites.register(PLACES)
ON = date(2026, 7, 1)
YVR = REGISTER.on("YVR", ON)
ZONE = "America/Vancouver"
NOON = datetime(2026, 7, 1, 19, tzinfo=UTC)  # 12:00 in Vancouver

HALL = Ground(code="hall", site="YVR", kind="area", name="Hall", name_fr="Hall", source="notice")
APRON = Ground(code="apron", site="YVR", kind="perimeter", name="Apron", name_fr="Aire", source="notice", stand="E83")
FLIGHT = Stay(site="YVR", stand="E83", conveyance="XX420", since=NOON - timedelta(minutes=30), until=NOON + timedelta(minutes=30))


def at(spot, instant=NOON, *, site=YVR, grounds=(HALL, APRON), stays=(FLIGHT,)) -> Where:
    return sites.where(spot, instant, site=site, zone=ZONE, grounds=grounds, stays=stays)


def test_the_sites_of_the_shared_table_are_known_as_they_are(shared):
    """Kind, party and status of each; codes and parties are three letters here, rail and road have other names."""
    own = {"VAN-PCS": "VAC"}
    with (shared / "data/infrastructure/preclearance_sites.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            state = REGISTER.on(own.get(row["site_id"], row["site_id"]), ON)
            assert state is not None, row["site_id"]
            said = (state.kind.value, state.inspecting_party[:2], state.status.value, state.mode)
            kind = {"pre_inspection": "preinspection", "pre_inspection_pilot": "preinspection"}.get(row["kind"], row["kind"])
            mode = {"land": "road"}.get(row["mode"], row["mode"])
            assert said == (kind, row["inspecting_party"], row["status"], mode), row["site_id"]


def test_every_port_of_entry_between_the_countries_is_a_site(shared):
    known = {place.codes.port for place in PLACES if place.codes.port}
    with (shared / "data/infrastructure/ports_of_entry_us_canada.csv").open(encoding="utf-8", newline="") as file:
        assert [row["port_code"] for row in csv.DictReader(file) if row["port_code"] not in known] == []


def test_a_site_is_as_it_was_on_the_day():
    prince_rupert = {day: REGISTER.on("PRR-AMHS", day).kind for day in (date(2022, 6, 19), date(2022, 6, 20))}
    assert list(prince_rupert.values()) == ["preinspection", "preclearance"]
    billy_bishop = {day: REGISTER.on("YTZ", day) for day in (date(2026, 3, 9), date(2026, 3, 10))}
    assert [(one.kind, one.inspecting_party) for one in billy_bishop.values()] == [("port_of_entry", "CAN"), ("preclearance", "USA")]
    assert [
        REGISTER.on("PB-TRUCK", date(year, 7, 1)) and REGISTER.on("PB-TRUCK", date(year, 7, 1)).status for year in (2013, 2014, 2016)
    ] == [
        None,
        "operating",
        "ended",
    ]


def test_whose_law_binds_follows_from_host_and_inspecting_party():
    assert YVR.direction == "us_in_canada"
    assert REGISTER.on("CANNON", ON).direction == "canada_in_us"
    assert REGISTER.on("DUB", ON).direction is None  # the law of a third country
    assert REGISTER.on("300402", ON).direction is None  # a port of entry


def test_what_a_node_says_goes_before_for_its_days():
    closed = replace(YVR, status=sites.Status.SUSPENDED, valid_from=date(2026, 8, 1), valid_to=date(2026, 8, 31))
    own = sites.register(PLACES, (closed,))
    assert [own.on("YVR", day).status for day in (date(2026, 7, 31), date(2026, 8, 1), date(2026, 9, 1))] == [
        "operating",
        "suspended",
        "operating",
    ]
    assert len(own.history("YVR")) == len(REGISTER.history("YVR")) + 1


def test_designated_ground_is_an_area():
    assert at(Spot(site="YVR", ground="hall")) == Where(kind="area", why="designated", section="6(1)")


def test_a_site_without_stated_grounds_is_one_area():
    assert at(Spot(site="YVR", ground="area"), grounds=()).kind == "area"


@pytest.mark.parametrize("part", ["inside", "corridor", "shuttle"])
def test_a_conveyance_and_what_leads_to_it_are_area_only_while_it_stands(part):
    spot = Spot(site="YVR", part=part, stand="E83")
    kinds = [at(spot, NOON + timedelta(minutes=minutes)).kind for minutes in (-31, -30, 29, 30)]
    assert kinds == ["outside", "area", "area", "outside"]
    assert at(spot).section == "6(2)"
    assert at(replace(spot, stand="E84")).why == "no_conveyance"


def test_a_perimeter_is_one_only_while_the_conveyance_stands():
    spot = Spot(site="YVR", ground="apron")
    found = [at(spot, NOON + timedelta(minutes=minutes)) for minutes in (-31, -30, 29, 30)]
    assert [one.kind for one in found] == ["outside", "perimeter", "perimeter", "outside"]
    assert (found[1].section, found[1].conveyance, found[1].until) == ("7", "XX420", FLIGHT.until)
    assert at(spot, stays=(replace(FLIGHT, stand="E84"),)).kind == "outside"
    assert at(spot, stays=(replace(FLIGHT, until=None),), instant=NOON + timedelta(days=1)).kind == "perimeter"


def test_without_a_designated_area_nothing_extends():
    ended = replace(HALL, valid_to=date(2026, 6, 30))
    assert at(Spot(site="YVR", part="inside", stand="E83"), grounds=(ended,)).why == "not_designated"


def test_a_site_that_does_not_operate_has_no_area():
    for state in (None, replace(YVR, status=sites.Status.AGREED), REGISTER.on("VIC-BELL", ON), REGISTER.on("300402", ON)):
        assert at(Spot(site="YVR", ground="hall"), site=state) == Where(kind="outside", why="not_open")


def test_ground_that_nobody_named_is_outside():
    assert at(Spot(site="YVR", ground="roof")).why == "unknown"


def test_what_was_said_last_of_the_same_ground_holds():
    mornings = replace(HALL, periods=(Period(begins=time(4), ends=time(11)),), valid_from=date(2026, 6, 1))
    assert at(Spot(site="YVR", ground="hall"), grounds=(HALL, mornings)).why == "no_period"
    assert at(Spot(site="YVR", ground="hall"), NOON - timedelta(days=60), grounds=(HALL, mornings)).why == "designated"


def test_periods_are_of_the_clock_of_the_place_across_midnight_and_a_change_of_hour():
    nights = replace(HALL, periods=(Period(days=(5,), begins=time(22), ends=time(4)),))  # from Saturday evening
    start = datetime(2026, 10, 31, tzinfo=UTC)
    (found,) = sites.spans(nights, ZONE, start, start + timedelta(days=3))
    clock = ZoneInfo(ZONE)
    assert [moment.astimezone(clock).isoformat() for moment in found] == ["2026-10-31T22:00:00-07:00", "2026-11-01T04:00:00-08:00"]
    assert found[1] - found[0] == timedelta(hours=7)  # the night on which the clock is put back


def test_where_it_ends_is_told_as_far_as_it_is_known():
    shifts = replace(HALL, periods=(Period(begins=time(4), ends=time(13)), Period(begins=time(13), ends=time(20))))
    assert at(Spot(site="YVR", ground="hall"), grounds=(shifts,)).until == datetime(2026, 7, 2, 3, tzinfo=UTC)


periods = st.builds(
    Period,
    days=st.lists(st.integers(0, 6), min_size=1, max_size=7, unique=True).map(tuple),
    begins=st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
    ends=st.times().map(lambda clock: clock.replace(second=0, microsecond=0)),
)


@given(st.lists(periods, min_size=1, max_size=3).map(tuple), st.integers(0, 500_000))
def test_a_minute_is_in_an_interval_exactly_when_the_spot_is_an_area(own, minutes):
    """The pure question and the intervals say the same, for any periods and any minute of the year."""
    instant = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ground = replace(HALL, periods=own)
    found = sites.spans(ground, ZONE, instant - timedelta(days=1), instant + timedelta(days=1))
    inside = any(begins <= instant < ends for begins, ends in found)
    assert (at(Spot(site="YVR", ground="hall"), instant, grounds=(ground,)).kind == "area") == inside
    assert all(begins < ends for begins, ends in found)
    assert all(before[1] < after[0] for before, after in pairwise(found))


def test_a_slip_in_the_table_of_sites_is_told():
    head = ",".join(sites.COLUMNS) + "\n"
    row = "X,X,,CAN,air,preclearance,USA,CAN,law,operating,2026-01-01,,source\n"
    assert len(list(sites.read([head, row], "s.csv"))) == 1
    for wrong in (
        row.replace("operating", "open"),
        row.replace("law", ""),
        row.replace("air", "sky"),
        row.replace(",,source", ",2025-01-01,source"),
    ):
        with pytest.raises(SourceError, match=r"s.csv: site 'X'"):
            list(sites.read([head, wrong], "s.csv"))
    with pytest.raises(SourceError, match="columns"):
        list(sites.read(["a,b\n"], "s.csv"))
