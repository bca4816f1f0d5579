"""What the maker wrote, the reader finds, for every kind; and damage costs only what it touches."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from preclear import documents, messages, places
from preclear.demo import kinds
from preclear.demo.damages import ANY
from preclear.demo.kinds import KINDS

AT = datetime(2026, 7, 14, 19, 0, tzinfo=UTC)
SAID = ("role", "family_name", "given_names", "birth_date", "sex", "nationality", "documents", "seat", "references")
SEEDS = st.integers(0, 10**6)


@cache
def known():
    return places.load()


def made(kind, seed, people, *, damaged):
    return kinds.made(kind, seed, people=people, at=AT, places=known(), damaged=damaged)


def found(raw):
    """Everybody in the messages of some bytes, in order, and all faults."""
    things = list(messages.describe(messages.read(raw), "x"))
    return [person for thing in things for person in thing["people"]], [fault for thing in things for fault in thing["faults"]], things


def told(person, like):
    """A person as far as the truth says it of one."""
    papers = [{key: document.get(key) for key in ("type", "number", "issuer", "expires")} for document in person["documents"]]
    return {key: papers if key == "documents" else person[key] for key in SAID} | ({"seat": None} if like["seat"] is None else {})


def zones_of(raw):
    return [documents.mrz.read(zone.split("\n"), on=date(2026, 7, 14)) for zone in raw.decode("latin-1").strip("\n").split("\n\n")]


LISTS = ("PAXLST", "PAXLST US", "JSON", "CSV", "XLSX")
BOOKINGS = ("PNRGOV", "PNRGOV XML")


@pytest.mark.parametrize("kind", LISTS)
@given(seed=SEEDS, people=st.integers(1, 12))
@example(seed=910, people=1)  # a form that says "Mode;train": both are words of headings
def test_what_was_written_is_read(kind, seed, people):
    raw, truth = made(kind, seed, people, damaged=False)
    persons, faults, things = found(raw)
    assert [told(person, like) for person, like in zip(persons, truth.people, strict=True)] == [
        {key: one[key] for key in SAID} for one in truth.people
    ]
    assert [(thing["type"], thing["function"], thing["voyage"]) for thing in things] == [(kind.split()[0], truth.function, truth.voyage)]
    leg = things[0]["legs"][things[0]["border_leg"] or 0]
    assert (leg["from"], leg["to"], leg["departs"]) == (truth.departure, truth.arrival, truth.departs)
    assert not [fault for fault in faults if fault["severity"] == "error" and not fault["code"].startswith(("DOC-", "PAX-DOCUMENT"))]


@pytest.mark.parametrize("kind", LISTS)
@given(seed=SEEDS, people=st.integers(2, 12))
@example(seed=350579, people=3)  # a PAXLST with an apostrophe in the name that is cut
@example(seed=37155, people=11)  # a PAXLST in UTF-8 that is cut inside a letter
def test_damage_costs_what_it_touches(kind, seed, people):
    raw, truth = made(kind, seed, people, damaged=True)
    persons, faults, _ = found(raw)
    here = {(person["family_name"], person["given_names"]) for person in persons}
    whole = [told(person, person) for person in persons]
    for damage in truth.damages:
        for one in truth.people:
            if one["ordinal"] not in damage.lost:
                assert (one["family_name"], one["given_names"]) in here, damage
            if one["ordinal"] not in damage.touched:
                assert {key: one[key] for key in SAID} in whole, damage
        codes = {fault["code"] for fault in faults}
        assert not damage.faults or codes & set(damage.faults) or (ANY in damage.faults and codes), damage


def only(kind, seed, people):
    """What is read of a message of a kind, its faults apart, and its truth."""
    raw, truth = made(kind, seed, people, damaged=False)
    (thing,) = messages.describe(messages.read(raw), "x")
    assert thing["type"] == kind
    assert not [fault for fault in thing["faults"] if fault["severity"] == "error"]
    return thing, truth


@given(seed=SEEDS, people=st.integers(1, 12))
def test_answers(seed, people):
    thing, truth = only("CUSRES", seed, people)
    persons = [answer for answer in thing["answers"] if answer["references"].get("ABO")]
    assert [{key: answer[key] for key in like} for answer, like in zip(persons, truth.answers, strict=True)] == truth.answers


@given(seed=SEEDS, people=st.integers(1, 12))
def test_reports(seed, people):
    thing, truth = only("CONTRL", seed, people)
    assert [{**report, "places": ()} for report in thing["reports"]] == [{**one, "places": ()} for one in truth.answers]


@given(seed=SEEDS, people=st.integers(1, 12))
def test_acknowledgements(seed, people):
    thing, truth = only("ACKRES", seed, people)
    (said,) = truth.answers
    found = thing["acknowledged"]
    assert {key: found[key] for key in ("accepted", "codes", "reference")} == {key: said[key] for key in ("accepted", "codes", "reference")}
    assert set(said["texts"]) <= set(found["texts"])


@given(seed=SEEDS, people=st.integers(1, 12))
def test_requests(seed, people):
    thing, truth = only("GOVREQ", seed, people)
    (said,) = truth.answers
    found = thing["requested"] | {"locators": [one["reference"] for one in thing["requested"]["locators"]]}
    assert {key: found[key] for key in said} == said


@given(seed=SEEDS, people=st.integers(1, 12))
def test_zones(seed, people):
    raw, truth = made("MRZ", seed, people, damaged=False)
    zones = zones_of(raw)
    assert all(zone.valid for zone in zones)
    for zone, one in zip(zones, truth.people, strict=True):
        assert (zone.format, zone.number, str(zone.birth_date), zone.sex, zone.expires.isoformat()) == (
            one["format"], one["number"], one["birth_date"], one["sex"], one["expires"]
        )  # fmt: skip
        if zone.name_cut:
            assert one["family_name"][0] == zone.family_name[0]
        else:
            assert (zone.family_name, zone.given_names) == (one["family_name"], one["given_names"] or "")


@given(seed=SEEDS, people=st.integers(1, 12))
def test_a_damaged_zone_is_seen_and_the_others_hold(seed, people):
    raw, truth = made("MRZ", seed, people, damaged=True)
    (damage,) = truth.damages
    for ordinal, zone in enumerate(zones_of(raw), 1):
        if ordinal not in damage.touched:
            assert zone.valid
        elif damage.name == "digit wrong":
            assert not zone.valid


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_makes_the_same_bytes(kind):
    assert made(kind, 7, 5, damaged=True) == made(kind, 7, 5, damaged=True)
    assert made(kind, 7, 5, damaged=False).raw != made(kind, 8, 5, damaged=False).raw


def test_every_damage_of_every_kind_is_made_sooner_or_later():
    names = {damage.name for seed in range(150) for kind in KINDS for damage in made(kind, seed, 6, damaged=True).truth.damages}
    assert {name for kind in KINDS.values() for name in kind.damages} <= names


def of_a_booking(person):
    papers = [{key: document[key] for key in ("type", "number", "issuer", "expires")} for document in person["documents"]]
    return {
        key: papers if key == "documents" else person[key]
        for key in ("family_name", "given_names", "birth_date", "sex", "nationality", "documents")
    }


def booked(one):
    splits = [(split["direction"], locator["reference"]) for split in one["splits"] for locator in split["locators"]]
    return {
        "locator": one["locator"],
        "people": [person["person"] for person in one["people"]],
        "cancelled": one["cancelled"],
        "splits": [{"direction": direction, "locator": locator} for direction, locator in splits],
    }


@pytest.mark.parametrize("kind", BOOKINGS)
@given(seed=SEEDS, people=st.integers(1, 12))
@example(seed=840558, people=8)  # a locator ends in UNB
def test_bookings(kind, seed, people):
    raw, truth = made(kind, seed, people, damaged=False)
    persons, faults, (thing,) = found(raw)
    assert [of_a_booking(person) for person in persons] == [of_a_booking(one) for one in truth.people]
    assert [person["booking"] for person in persons] == [one["references"]["AVF"] for one in truth.people]
    assert [booked(one) for one in thing["bookings"]] == truth.bookings
    gone = {ordinal for booking in truth.bookings if booking["cancelled"] for ordinal in booking["people"]}
    assert [person["withdrawn"] for person in persons] == [one["ordinal"] in gone for one in truth.people]
    assert (thing["type"], thing["voyage"], thing["function"]) == ("PNRGOV", truth.voyage, truth.function)
    assert not [fault for fault in faults if fault["severity"] == "error" and not fault["code"].startswith(("DOC-", "PAX-", "PNR-"))]


@pytest.mark.parametrize("kind", BOOKINGS)
@given(seed=SEEDS, people=st.integers(2, 12))
def test_damage_to_bookings(kind, seed, people):
    raw, truth = made(kind, seed, people, damaged=True)
    persons, faults, _ = found(raw)
    here = [of_a_booking(person) for person in persons]
    for damage in truth.damages:
        assert all(of_a_booking(one) in here for one in truth.people if one["ordinal"] not in damage.touched), damage
        assert not damage.faults or {fault["code"] for fault in faults} & set(damage.faults), damage


def test_baggage_messages_of_every_kind_are_made():
    read = [message for seed in range(8) for message in messages.read(made("BSM", seed, 9, damaged=False)[0]).messages]
    assert {message.type for message in read} == {"BSM", "BPM", "BTM"}
    assert {message.type for message in read if message.bags[0].inbound} == {"BTM"}  # a bag that is carried on came with a flight


@given(seed=SEEDS, people=st.integers(1, 12))
def test_bags(seed, people):
    raw, truth = made("BSM", seed, people, damaged=False)
    things = list(messages.describe(messages.read(raw), "x")) if truth.people else []
    told_ = [bag for thing in things for bag in thing["bags"]]
    assert [(b["numbers"], b["seat"], b["locator"], b["outbound"]["voyage"], b["owners"][0]["family_name"]) for b in told_] == [
        (one["numbers"], one["seat"], one["locator"], one["voyage"], one["family_name"]) for one in truth.people
    ]
    assert not [fault for thing in things for fault in thing["faults"] if fault["severity"] == "error"]
