"""Lengths of time: of the calendar, never early, and the same from both ends."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear.errors import SourceError
from preclear.retention.length import Length

LENGTHS = st.builds(Length, years=st.integers(0, 20), months=st.integers(0, 30), days=st.integers(0, 400)).filter(str) | st.builds(
    Length, hours=st.integers(1, 5000)
)
INSTANTS = st.datetimes(min_value=datetime(1999, 1, 1), max_value=datetime(2150, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is beside it


@given(LENGTHS, INSTANTS)
def test_what_is_over_at_a_moment_is_what_ends_by_then(length, now):
    over = length.over(now)
    assert length.ends(over - timedelta(microseconds=1)) <= now < length.ends(over)


@given(LENGTHS, INSTANTS, st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=900)))
def test_what_begins_later_never_ends_earlier(length, start, by):
    assert length.ends(start) <= length.ends(start + by)


@given(LENGTHS)
def test_a_length_is_written_as_it_is_read(length):
    assert Length.parse(str(length)) == length


@pytest.mark.parametrize(
    ("length", "start", "end"),
    [
        ("6 months", "2026-08-31T23:59", "2027-03-01T00:00"),  # February has no 31st: its last day is the last
        ("5 years", "2024-02-29T00:00", "2029-03-01T00:00"),
        ("5 years", "2026-05-01T00:00", "2031-05-02T00:00"),  # the last hour of the same date counts
        ("15 years", "2026-03-01T12:00", "2041-03-02T00:00"),  # 5,479 days: a constant of 365 a year would be early
        ("3 years 6 months", "2026-08-31T10:00", "2030-03-01T00:00"),
        ("72 hours", "2026-03-08T09:30", "2026-03-11T09:30"),
        ("1 day", "2026-12-31T23:59", "2027-01-02T00:00"),
    ],
)
def test_ends_are_those_of_the_calendar(length, start, end):
    assert Length.parse(length).ends(datetime.fromisoformat(start).replace(tzinfo=UTC)) == datetime.fromisoformat(end).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "5", "5 weeks", "0 days", "-1 day", "1 year 1 year", "1 hour 1 day", "1  year x", "200 years", "١ year"]
)
def test_what_is_no_length_says_so(text):
    with pytest.raises(SourceError, match=r"length of time|longer than"):
        Length.parse(text)
