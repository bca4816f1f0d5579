"""Whose a bag or a zone is: every rule, and the rule that two people of one name stay two."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import messages
from preclear.manifest import Bags, PartialDate, Role, TravelDocument, Traveller
from preclear.manifest.baggage import Bag, BagOwner, BagPlates
from preclear.manifest.joining import RULES, Holder, Joined, People, disagreements, join_bag


def person(family, given, *, ordinal=1, locator="", seat=None, tags=(), birth=None, number="", issuer="CAN", title=None):
    return Traveller(
        ordinal=ordinal,
        key=str(ordinal),
        role=Role.PASSENGER,
        family_name=family,
        given_names=given,
        title=title,
        birth_date=birth and PartialDate.parse(birth),
        seat=seat,
        bags=Bags(tags=tags) if tags else None,
        references={"AVF": locator} if locator else {},
        documents=(TravelDocument(type="P", number=number, issuer=issuer),) if number else (),
    )


def bag(owner=None, *, plate="0220000001", **fields):
    owners = (BagOwner(family_name=owner[0], given_names=owner[1]),) if owner else ()
    return Bag(plates=(BagPlates(first=plate),), owners=owners, **fields)


LEE = person("LEE", "ANN MRS", locator="AB12CD", seat="12A", tags=("0220000001",), title="MRS", birth="1985-03-01", number="ZZ1")
ROY = person("ROY", "AL", ordinal=2, locator="EF34GH", seat="12B", birth="1990-01-01", number="ZZ2")
SON = person("ROY", "AL", ordinal=3, locator="EF34GH", seat="12C", birth="2015-01-01", number="ZZ3")

BAGS = {
    "by its plate, whatever the name": ([LEE, ROY], bag(("ROY", "AL")), (0, "plate")),
    "by locator and name": ([LEE, ROY], bag(("ROY", "ALMR"), plate="1", locator="EF34GH"), (1, "locator-name")),
    "by seat and name": ([LEE, ROY], bag(("ROY", "ALMR"), plate="1", seat="012B"), (1, "seat-name")),
    "by name alone": ([LEE, ROY], bag(("ROY", "AL"), plate="1"), (1, "name")),
    "a name that was cut": ([LEE, ROY], bag(("LEE", "AN"), plate="1"), (0, "name")),
    "father and son by the seat": ([LEE, ROY, SON], bag(("ROY", "AL"), plate="1", locator="EF34GH", seat="12C"), (2, "locator-name")),
    "father and son without a seat": ([LEE, ROY, SON], bag(("ROY", "AL"), plate="1", locator="EF34GH"), None),
    "another booking's namesake": ([ROY], bag(("ROY", "AL"), plate="1", locator="XX00XX"), None),
    "no name, a locator of one": ([LEE, ROY], bag(plate="1", locator="AB12CD"), (0, "locator")),
    "no name, a locator of two": ([LEE, ROY, SON], bag(plate="1", locator="EF34GH"), None),
    "no name, a seat": ([LEE, ROY], bag(plate="1", seat="12B"), (1, "seat")),
    "a plate of two, told apart by name": ([replace(ROY, bags=LEE.bags), LEE], bag(("LEE", "ANNMRS")), (1, "plate")),
    "a stranger": ([LEE, ROY], bag(("DOE", "JO"), plate="1"), None),
}


@pytest.mark.parametrize(("people", "one", "wanted"), BAGS.values(), ids=BAGS)
def test_whose_a_bag_is(people, one, wanted):
    assert join_bag(one, people) == wanted
    assert wanted is None or wanted[1] in RULES


ZONES = {
    "by number and issuer": (Holder("LEE", "ANN", "ZZ1", "CAN", PartialDate(1985, 3, 1)), (0, "document")),
    "by number, another issuer, the birth agrees": (Holder("LEE", "ANN", "ZZ1", "USA", PartialDate(1985, 3, 1)), (0, "number-birth")),
    "a number with another birth": (Holder("DOE", "JO", "ZZ1", "CAN", PartialDate(1999, 3, 1)), None),
    "by name and birth, a new passport": (Holder("ROY", "AL", "NEW9", "CAN", PartialDate(2015, 1, 1)), (2, "name-birth")),
    "by name alone": (Holder("ROY", "AL", "NEW9", "CAN"), None),
}


@pytest.mark.parametrize(("holder", "wanted"), ZONES.values(), ids=ZONES)
def test_whose_a_zone_is(holder, wanted):
    assert People([LEE, ROY, SON]).of_zone(holder) == wanted


def test_the_specimen_bag_is_of_the_specimen_traveller(shared):
    (bags,) = messages.read((shared / "data/passenger/baggage/b01_bsm_local.txt").read_bytes()).messages
    (booked,) = messages.read((shared / "data/passenger/pnrgov/g01_push_two_pnrs_13_1.edi").read_bytes()).messages
    people = booked.manifest.travellers
    assert join_bag(bags.bags[0], people) == Joined(0, "plate")
    assert join_bag(bags.bags[0], [replace(one, bags=None) for one in people]) == Joined(0, "locator-name")


def test_what_two_declarations_tell_differently(shared):
    (listed,) = messages.read((shared / "data/passenger/paxlst/p01_batch_full_d12b.edi").read_bytes()).messages
    (booked,) = messages.read((shared / "data/passenger/pnrgov/g01_push_two_pnrs_13_1.edi").read_bytes()).messages
    told = disagreements(listed.manifest.travellers[1], booked.manifest.travellers[0])
    assert ("sex", "X", "F") in told
    assert not {"document", "family_name"} & {one.field for one in told}


NAMES = st.sampled_from([("LEE", "ANN"), ("LEE", "ANNE"), ("ROY", "AL"), ("ROY", "AL MR"), ("DOE", "")])
PEOPLE = st.lists(
    st.builds(
        lambda name, locator, seat, tag: person(*name, locator=locator, seat=seat, tags=tag),
        NAMES,
        st.sampled_from(["", "AB12CD", "EF34GH"]),
        st.sampled_from([None, "1A", "1B", "2C"]),
        st.sampled_from([(), ("0220000001",), ("0220000002",)]),
    ),
    max_size=7,
)
ASKED = st.builds(
    lambda name, plate, locator, seat: bag(name, plate=plate, locator=locator, seat=seat),
    st.one_of(st.none(), NAMES),
    st.sampled_from(["0220000001", "0220000003"]),
    st.sampled_from([None, "AB12CD", "EF34GH"]),
    st.sampled_from([None, "1A", "01B"]),
)


@given(PEOPLE, ASKED, st.randoms(use_true_random=False))
def test_the_order_of_people_makes_no_difference(people, one, random):
    found = join_bag(one, people)
    shuffled = random.sample(range(len(people)), len(people))
    again = join_bag(one, [people[n] for n in shuffled])
    assert (found and (found.place, found.rule)) == (again and (shuffled[again.place], again.rule))


@given(PEOPLE, ASKED)
def test_two_whom_nothing_tells_apart_stay_two(people, one):
    found = join_bag(one, [*people, *people])
    assert found is None


def test_births_known_in_part_do_not_disagree():
    assert disagreements(person("LEE", "ANN", birth="1985"), person("LEE", "ANN MRS", birth="1985-03-01", title="MRS")) == ()
