from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from preclear import documents
from preclear.demo import people
from preclear.demo.bookings import declared
from preclear.demo.names import FORMS, Part, cultures
from preclear.demo.styles import STYLES, in_zone_letters
from preclear.documents import states

DAY = date(2026, 7, 14)


@pytest.mark.parametrize("key", cultures())
def test_everybody_of_a_culture_has_a_name_and_a_passport_that_nothing_is_wrong_with(key):
    culture = cultures()[key]
    for seed in range(40):
        one = people.person(Random(seed), DAY, culture=culture)
        assert in_zone_letters(one.name.family_name)
        assert one.name.original is None or not one.name.original.isascii()
        assert all(states.known(code, DAY) for code in (one.nationality, one.birth_country, one.residence))
        assert documents.check(declared(one, STYLES["guide"]), on=DAY) == ()


def test_every_form_of_name_is_some_cultures():
    assert {culture.form for culture in cultures().values()} == set(FORMS)


def test_a_woman_bears_her_fathers_name_with_its_ending():
    assert cultures()["russian"].name(Random(1), "F", (Part("Ostrovsky", ("Ostrovskii",), "Островский"),)).family == (
        Part("Ostrovskaya", ("Ostrovskii",), "Островская"),
    )


def test_children_travel_with_an_adult_of_their_line():
    for seed in range(60):
        first, second, *children = people.family(Random(seed), DAY)
        assert min(first.age(DAY), second.age(DAY)) >= 26
        assert all(child.age(DAY) < 18 and child.nationality == first.nationality for child in children)
        assert 1 <= len(children) <= 3


def test_passports_are_good_for_half_a_year():
    everyone = [one for seed in range(200) for one in people.party(Random(seed), DAY)]
    assert min(one.passport.expires for one in everyone) > DAY + timedelta(days=183)
    assert len({one.passport.number for one in everyone}) == len(everyone)


def test_the_same_seed_makes_the_same_people():
    assert people.family(Random(3), DAY) == people.family(Random(3), DAY)
