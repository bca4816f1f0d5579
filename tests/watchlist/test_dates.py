"""Dates of birth as lists write them, and what is none."""

from __future__ import annotations

import pytest

from preclear.manifest import PartialDate
from preclear.watchlist import dates

READ = {
    "a day": ("28/09/1955", "1955-09-28"),
    "a month": ("00/04/1984", "1984-04"),
    "a year": ("00/00/1959", "1959"),
    "placeholders": ("dd/mm/1969", "1969"),
    "a day of an unknown month": ("10/00/1983", "1983"),
    "with points": ("28.09.1955", "1955-09-28"),
    "ISO": ("1955-09-28", "1955-09-28"),
    "ISO with a time": ("1955-09-28T00:00:00", "1955-09-28"),
    "in words": ("12 Aug 1974", "1974-08-12"),
    "in longer words": ("12 August 1974", "1974-08-12"),
    "a month in words": ("Aug 1974", "1974-08"),
    "about": ("circa 1961", "about 1961"),
    "about, in other words": ("Approximately 1961", "about 1961"),
    "a span": ("1958 to 1962", "1958 to 1962"),
    "a span with a stroke": ("1958/1962", "1958 to 1962"),
    "a span with a hyphen": ("1958-1962", "1958 to 1962"),
    "two days": ("between 1 Jan 1958 and 31 Dec 1958", None),
    "nothing": ("", None),
    "words": ("unknown", None),
    "a day that there is not": ("31/02/1971", None),
    "a month that there is not": ("12 Foo 1974", None),
    "a span that ends before it begins": ("1962 to 1958", None),
    "the digits of another script": ("١٢/٠٣/١٩٧٤", "1974-03-12"),
}


@pytest.mark.parametrize(("text", "expected"), READ.values(), ids=READ)
def test_read(text, expected):
    if expected is None:
        with pytest.raises(ValueError, match=r"\w"):
            dates.read(text)
    else:
        assert str(dates.read(text)) == expected


SPANS = {
    "one day": ((1970, 5, 9), (1970, 5, 9), "1970-05-09"),
    "a whole year": ((1962, 1, 1), (1962, 12, 31), "1962"),
    "a whole month": ((1962, 2, 1), (1962, 2, 28), "1962-02"),
    "whole years": ((1958, 1, 1), (1962, 12, 31), "1958 to 1962"),
    "whole months": ((1958, 2, 1), (1958, 4, 30), "1958-02 to 1958-04"),
    "some days": ((1958, 2, 3), (1958, 4, 30), "1958-02-03 to 1958-04-30"),
}


@pytest.mark.parametrize(("first", "last", "expected"), SPANS.values(), ids=SPANS)
def test_a_span_is_said_as_shortly_as_can_be(first, last, expected):
    assert str(dates.span(PartialDate(*first), PartialDate(*last))) == expected
