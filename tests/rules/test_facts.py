"""What the facts of a traveller are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear.manifest import PartialDate
from preclear.rules.facts import age, age_at_least, age_at_most

ON = date(2026, 5, 1)

AGES = {
    "birthday today": (PartialDate(2008, 5, 1), 18, 18, 18),
    "birthday tomorrow": (PartialDate(2008, 5, 2), 17, 17, 17),
    "this month, day unknown": (PartialDate(2008, 5), 17, None, 18),
    "last month, day unknown": (PartialDate(2008, 4), 18, 18, 18),
    "only the year": (PartialDate(2008), 17, None, 18),
    "a leap day": (PartialDate(2008, 2, 29), 18, 18, 18),
    "not yet born": (PartialDate(2026, 5, 2), -1, -1, -1),
    "not declared": (None, None, None, None),
}


@pytest.mark.parametrize(("birth", "least", "years", "most"), AGES.values(), ids=AGES)
def test_age(birth, least, years, most):
    assert (age_at_least(birth, ON), age(birth, ON), age_at_most(birth, ON)) == (least, years, most)


@given(st.dates(date(1900, 1, 1)), st.dates(date(1900, 1, 1)))
def test_less_known_of_a_birth_date_only_widens_the_ages(day, on):
    whole = PartialDate.of(day)
    years = age(whole, on)
    for part in (PartialDate(day.year, day.month), PartialDate(day.year)):
        assert age_at_least(part, on) <= years <= age_at_most(part, on)
