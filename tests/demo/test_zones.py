from __future__ import annotations

from datetime import date
from random import Random

import pytest

from preclear.demo import people
from preclear.demo.names import cultures
from preclear.demo.zones import NAME_FIELDS, name_field, names_of, passport_zone
from preclear.documents import mrz
from preclear.manifest import PartialDate

DAY = date(2026, 7, 14)


@pytest.mark.parametrize("key", cultures())
def test_the_zone_of_a_passport_is_read_back(key):
    one = people.person(Random(key), DAY, culture=cultures()[key])
    zone = mrz.read(passport_zone(one), on=DAY)
    assert (zone.format, zone.valid, zone.number, zone.sex) == ("TD3", True, one.passport.number, one.sex)
    assert (zone.birth_date, zone.expires) == (PartialDate.of(one.birth_date), one.passport.expires)
    assert (zone.family_name, zone.given_names) == names_of(name_field(one.name.family_name, one.name.given_names, NAME_FIELDS["TD3"]))


CASES = {
    "fits": (("Al-Rashid", "Khalid Omar"), 39, ("AL RASHID", "KHALID OMAR")),
    "given names cut": (("Brzęczyszczykiewicz", "Przemysław Zdzisław"), 30, ("BRZECZYSZCZYKIEWICZ", "PRZEMYSLA")),
    "family name cut, a letter of the given names stays": (
        ("Thirunavukkarasu Balasubramaniam", "Kanaga"),
        30,
        ("THIRUNAVUKKARASU BALASUBRAM", "K"),
    ),
    "single name": (("Slamet", ""), 30, ("SLAMET", "")),
}


@pytest.mark.parametrize(("name", "length", "shown"), CASES.values(), ids=CASES)
def test_what_a_name_field_leaves_of_a_name(name, length, shown):
    assert names_of(name_field(*name, length)) == shown
