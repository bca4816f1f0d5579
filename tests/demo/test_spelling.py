from __future__ import annotations

from datetime import date
from random import Random

import pytest

from preclear.demo import people
from preclear.demo.names import cultures
from preclear.demo.spelling import CARD, PASSPORT, shown
from preclear.documents import mrz, write
from preclear.manifest import PartialDate

DAY = date(2026, 7, 14)


@pytest.mark.parametrize(("layout", "length"), [("TD3", PASSPORT), ("TD1", CARD)])
@pytest.mark.parametrize("key", cultures())
def test_a_zone_shows_the_names_that_are_said(key, layout, length):
    one = people.person(Random(key), DAY, culture=cultures()[key])
    family_name, given_names, passport = one.name.family_name, one.name.given_names, one.passport
    lines = write(
        layout,
        type="P" if layout == "TD3" else "I",
        issuer=passport.issuer,
        family_name=family_name,
        given_names=given_names,
        number=passport.number,
        nationality=one.nationality,
        birth_date=PartialDate.of(one.birth_date),
        sex=one.sex,
        expires=passport.expires,
    )
    zone = mrz.read(lines, on=DAY)
    assert (zone.format, zone.valid, zone.number, zone.sex) == (layout, True, passport.number, one.sex)
    assert (zone.birth_date, zone.expires) == (PartialDate.of(one.birth_date), passport.expires)
    assert (zone.family_name, zone.given_names) == shown(family_name, given_names, length)


CASES = {
    "fits": (("Al-Rashid", "Khalid Omar"), PASSPORT, ("AL RASHID", "KHALID OMAR")),
    "given names cut, each keeps a letter": (("Brzęczyszczykiewicz", "Przemysław Zdzisław"), CARD, ("BRZECZYSZCZYKIEWICZ", "PRZEMYS Z")),
    "the last part of the family name is cut": (
        ("Thirunavukkarasu Balasubramaniam", "Kanaga"),
        CARD,
        ("THIRUNAVUKKARASU BALAS", "KANAGA"),
    ),
    "single name": (("Slamet", ""), CARD, ("SLAMET", "")),
}


@pytest.mark.parametrize(("name", "length", "left"), CASES.values(), ids=CASES)
def test_what_a_name_field_leaves_of_a_name(name, length, left):
    assert shown(*name, length) == left
