"""Regular voyages: which departures follow from them by the clock of the place, and what files of them say."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from preclear import places
from preclear.places.schedule import EVERY_DAY, arrival, expected, spellings
from preclear.places.schedule_file import COLUMNS, Read, read_schedule

HEAD = ",".join(COLUMNS)
DAILY = "XX,XX420,YVR,SEA,1234567,10:15,11:20,2026-03-01,2026-11-30,summer schedule"


@pytest.fixture(scope="module")
def known():
    return places.load()


def read(known, *rows, party="USA", source="") -> Read:
    return read_schedule("".join(f"{line}\n" for line in (HEAD, *rows)).encode(), known, {"XX"}, party=party, source=source)


def at(*parts):
    return datetime(*parts, tzinfo=UTC)


def test_departures_keep_the_clock_of_the_place_over_both_changes(known):
    found = read(known, DAILY)
    assert found.faults == ()
    spring = expected(found.rows, known, at(2026, 3, 7), at(2026, 3, 9))
    assert [one.departs_at for one in spring] == [at(2026, 3, 7, 18, 15), at(2026, 3, 8, 17, 15)]
    assert arrival(spring[1], known) == at(2026, 3, 8, 18, 20)


def test_a_day_is_that_of_the_place_and_the_span_is_half_open(known):
    rows = read(known, "XX,XX9,YVR,SEA,5,23:30,,2026-05-01,2026-05-08,s").rows
    leaves = at(2026, 5, 2, 6, 30)  # still Friday in Vancouver
    assert [(one.day, one.departs_at) for one in expected(rows, known, leaves, leaves + timedelta(seconds=1))] == [
        (date(2026, 5, 1), leaves)
    ]
    assert expected(rows, known, leaves - timedelta(hours=1), leaves) == []
    assert [one.day for one in expected(rows, known, at(2026, 4, 1), at(2026, 6, 1))] == [date(2026, 5, 1), date(2026, 5, 8)]


def test_what_is_said_later_goes_before_on_its_days(known):
    later = "XX,XX420,YVR,SEA,1234567,10:45,,2026-05-02,2026-05-02,mail of 30 April"
    not_at_all = "XX,XX420,YVR,SEA,1234567,,,2026-05-03,2026-05-03,mail of 30 April"
    found = expected(read(known, DAILY, later, not_at_all).rows, known, at(2026, 5, 1), at(2026, 5, 5))
    assert [(one.day.day, one.departs_at.hour, one.departs_at.minute) for one in found] == [(1, 17, 15), (2, 17, 45), (4, 17, 15)]
    assert [one.day.day for one in expected(read(known, later, not_at_all, DAILY).rows, known, at(2026, 5, 1), at(2026, 5, 5))] == [
        1,
        2,
        3,
        4,
    ]


def test_an_arrival_is_the_first_at_that_time_after_departure(known):
    rows = read(known, "XX,XX1,LHR,YYZ,1,15:00,18:00,2026-05-04,,s", "XX,XX2,YYZ,LHR,1,21:00,09:10,2026-05-04,,s", party="CAN").rows
    found = {one.regular.designator: one for one in expected(rows, known, at(2026, 5, 4), at(2026, 5, 6))}
    assert arrival(found["XX1"], known) == at(2026, 5, 4, 22, 0)
    assert arrival(found["XX2"], known) == at(2026, 5, 5, 8, 10)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("carrier", "x", "CARRIER"), ("designator", "XX 1", "DESIGNATOR"), ("departure", "QQQQ", "PLACE"), ("arrival", "", "PLACE"),
        ("days", "0", "DAYS"), ("days", "11", "DAYS"), ("departs", "24:00", "TIME"), ("departs", "9:05", "TIME"), ("arrives", "x", "TIME"),
        ("valid_from", "2026-02-30", "DAY"), ("valid_to", "soon", "DAY"), ("valid_to", "2026-02-28", "PERIOD"), ("source", "", "SOURCE"),
        ("carrier", "YY", "CARRIER-UNKNOWN"),
        ("source", "s" * 201, "SOURCE"),
    ],
)  # fmt: skip
def test_a_bad_row_is_told_with_its_line_and_column_and_costs_no_other(known, column, value, code):
    bad = dict(zip(COLUMNS, DAILY.split(","), strict=True)) | {column: value}
    found = read(known, ",".join(bad.values()), DAILY)
    assert [one.designator for one in found.rows] == ["XX420"]
    assert [(fault.code, fault.where) for fault in found.faults] == [(f"SCHEDULE-{code}", f"line 2, {column}")]


def test_a_table_with_other_marks_remarks_and_fewer_columns_is_read(known):
    head = "carrier;designator;departure;arrival;days;departs;valid_from"
    text = f"\ufeff# of the carrier\r\n{head}\r\nXX;XX1;CYVR;KSEA;;06:00;2026-05-01\r\n;;\r\n"
    found = read_schedule(text.encode(), known, {"XX"}, party="USA", source="by mail")
    assert (found.faults, found.aside) == ((), 0)
    (row,) = found.rows
    assert (row.departure, row.arrival, row.days, row.departs, row.valid_to) == ("YVR", "SEA", EVERY_DAY, time(6), None)
    assert row.source == "by mail"


def test_what_does_not_cross_the_border_of_the_country_is_set_aside(known):
    found = read(
        known,
        DAILY,
        "XX,XX7,YVR,YYZ,1,10:00,,2026-05-01,,s",
        "XX,XX8,LHR,CDG,1,10:00,,2026-05-01,,s",
        "XX,XX9,SEA,LAX,1,10:00,,2026-05-01,,s",
    )
    assert ([one.designator for one in found.rows], found.aside, found.faults) == (["XX420"], 3, ())


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("carrier,days\nXX,1\n", "COLUMNS", "line 1"), ("", "COLUMNS", "line 1"), (f"{HEAD},wings\n", "COLUMNS", "line 1"),
        (f"{HEAD}\n{DAILY},more\n", "ROW-LONG", "line 2"), (f"{HEAD}\n{DAILY}\n{DAILY}\n", "TWICE", "line 3"),
        ('[[voyage]]\ncarrier = "XX"\nwings = "2"\n', "COLUMNS", "voyage 1"), ("[[voyage]]\ncarrier =\n", "TOML", "file"),
    ],
)  # fmt: skip
def test_a_file_that_does_not_fit_says_where(known, text, code, where):
    found = read_schedule(text.encode(), known, {"XX"}, party="USA", source="s")
    assert [(fault.code, fault.where) for fault in found.faults] == [(f"SCHEDULE-{code}", where)]


def test_bytes_that_are_no_text_and_files_too_large_are_told(known):
    assert read_schedule(b"carrier\xff", known, {"XX"}, party="USA", source="s").faults[0].where == "byte 8"
    assert read_schedule(b"x" * 8_000_001, known, {"XX"}, party="USA", source="s").faults[0].code == "SCHEDULE-LARGE"


def test_toml_says_what_holds_for_all_once(known):
    text = """
source = "winter timetable"
carrier = "XX"
departure = "YVR"
arrival = "SEA"
[[voyage]]
designator = "XX420"
departs = 10:15:00
valid_from = 2026-05-01
[[voyage]]
designator = "XX420"
days = "7"
departs = ""
valid_from = "2026-05-01"
"""
    found = read_schedule(text.encode(), known, {"XX"}, party="USA", source="")
    assert found.faults == ()
    assert [(row.days, row.departs, row.valid_to, row.source) for row in found.rows] == [
        (EVERY_DAY, time(10, 15), None, "winter timetable"),
        (frozenset({7}), None, None, "winter timetable"),
    ]


def leg(number, first, last, days, start, departs, ahead, end, arrives, ahead_there, *, service="J", every=" "):
    """A record of type 3 as IATA SSIM, chapter 7 has it, to its 72nd byte."""
    there = f"{end}{arrives}{arrives}{ahead_there}"
    return f"3 XX {number:>4}0101{service}{first}{last}{days:<7}{every}{start}{departs}{departs}{ahead}  {there}  332"


def ssim(mode, *legs):
    return "\r\n".join(["1AIRLINE STANDARD SCHEDULE DATA SET", f"2{mode}XX  0008    26OCT2527MAR26", *legs, "5 XX"]).encode()


def test_a_schedule_in_the_airlines_form_is_read(known):
    found = read_schedule(
        ssim(
            "L",
            leg("0420", "01MAY26", "30MAY26", "1 3 5", "YVR", "1015", "-0700", "SEA", "1120", "-0700"),
            leg("0421", "01MAY26", "00XXX00", "1234567", "SEA", "1300", "-0700", "YVR", "1400", "-0700"),
            leg("9", "01MAY26", "30MAY26", "1234567", "YVR", "0200", "-0700", "SEA", "0300", "-0700", service="F"),
            leg("10", "01MAY26", "30MAY26", "1234567", "YVR", "0200", "-0700", "SEA", "0300", "-0700", every="2"),
            leg("11", "01MAY26", "31FEB26", "1234567", "YVR", "0200", "-0700", "SEA", "0300", "-0700"),
            leg("12", "01MAY26", "30MAY26", "1234567", "YVR", "2500", "-0700", "SEA", "0300", "-0700"),
            leg("13", "01MAY26", "30MAY26", "1234567", "YVR", "0200", "-0700", "YYZ", "0900", "-0400"),
        ),
        known, {"XX"}, party="USA", source="SSIM of 1 April",
    )  # fmt: skip
    assert [(row.designator, sorted(row.days), row.departs, row.arrives, row.valid_to) for row in found.rows] == [
        ("XX420", [1, 3, 5], time(10, 15), time(11, 20), date(2026, 5, 30)),
        ("XX421", [1, 2, 3, 4, 5, 6, 7], time(13), time(14), None),
    ]
    assert [(fault.where, fault.detail.split("(")[1].split(")")[0]) for fault in found.faults] == [
        ("line 6", "bytes 36"), ("line 7", "bytes 22-28"), ("line 8", "bytes 40-43"),
    ]  # fmt: skip
    assert found.aside == 1


def test_a_schedule_in_utc_is_brought_to_the_clocks_and_days_of_its_places(known):
    rows = read_schedule(
        ssim("U", leg("0420", "02MAY26", "30MAY26", "6", "YVR", "0615", "-0700", "SEA", "0720", "-0700")),
        known, {"XX"}, party="USA", source="s",
    ).rows  # fmt: skip
    assert [(row.departs, row.arrives, sorted(row.days), row.valid_from) for row in rows] == [
        (time(23, 15), time(0, 20), [5], date(2026, 5, 1))
    ]
    assert [one.departs_at for one in expected(rows, known, at(2026, 5, 1), at(2026, 5, 8))] == [at(2026, 5, 2, 6, 15)]


def test_a_span_is_aware_and_of_a_year_at_most():
    with pytest.raises(ValueError, match="aware"):
        expected([], places.load(), datetime(2026, 1, 1), datetime(2026, 1, 2))  # noqa: DTZ001 - as a caller might
    with pytest.raises(ValueError, match="366"):
        expected([], places.load(), at(2026, 1, 1), at(2028, 1, 1))


def test_designators_are_met_however_their_numbers_are_filled_up():
    assert spellings("9W0001") == ("9W1", "9W001", "9W0001")
    assert spellings("SAILING") == ("SAILING",)
