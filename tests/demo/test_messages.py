from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from random import Random

import pytest

from preclear import messages
from preclear.demo import people
from preclear.demo.bookings import book
from preclear.demo.messages import FUNCTIONS, NAMES_ONLY, list_of, write
from preclear.demo.styles import STYLES
from preclear.manifest import Leg, Manifest, Mode, Part, Traveller, Voyage

DAY = date(2026, 7, 14)
VOYAGE = Voyage(
    carrier="CSCR",
    designator="CSCR517",
    mode=Mode.RAIL,
    legs=(
        Leg(
            voyage="CSCR517",
            departure="VAC",
            arrival="SEA-KSS",
            departs=datetime.combine(DAY, time(17, 45)),
            arrives=datetime.combine(DAY, time(22, 10)),
        ),
        Leg(
            voyage="CSCR517",
            departure="SEA-KSS",
            arrival="PDX-UNS",
            departs=datetime.combine(DAY, time(22, 30)),
            arrives=datetime.combine(DAY + timedelta(days=1), time(2, 0)),
        ),
    ),
    border_leg=0,
)


def manifest(style: str, **changes) -> Manifest:
    random = Random(5)
    return replace(
        Manifest(
            voyage=VOYAGE,
            travellers=book(people.family(random, DAY) + people.friends(random, DAY), VOYAGE, STYLES[style], random, first=1),
            transaction="CSCR517260714001",
            revision="1",
            prepared_at=datetime.combine(DAY, time(12, 0)),
            declared_passengers=231,
        ),
        **changes,
    )


def read(raw: bytes) -> Manifest:
    (message,) = messages.read(raw).messages
    assert message.manifest is not None
    return message.manifest


def said(traveller: Traveller) -> Traveller:
    """A traveller without what the reader adds, and without what no message carries."""
    documents = tuple(replace(document, issued=None) for document in traveller.documents)
    return replace(traveller, key="", title=None, segments=None, places={}, documents=documents)


@pytest.mark.parametrize("style", STYLES)
def test_a_list_is_read_back_as_it_was_meant_in_every_style(style):
    meant = manifest(style)
    got = read(write(meant, STYLES[style], sender="CSCRAPIS", control="14120000517001"))
    assert [said(traveller) for traveller in got.travellers] == [said(traveller) for traveller in meant.travellers]
    assert got.function == ("request" if style == "interactive" else "original")
    assert replace(got, travellers=(), function="original", part=None) == replace(meant, travellers=())


@pytest.mark.parametrize("function", sorted(set(FUNCTIONS) - {"request"}))
def test_what_a_list_does_is_read_back(function):
    got = read(write(manifest("guide", function=function), STYLES["guide"], sender="CSCRAPIS", control="1"))
    assert (got.function, len(got.travellers)) == (function, len(manifest("guide").travellers))
    assert all(bool(traveller.documents) == (function not in NAMES_ONLY) for traveller in got.travellers)


@pytest.mark.parametrize("part", [Part(1, first=True, last=False), Part(2, first=False, last=False), Part(3, first=False, last=True)])
def test_which_part_of_a_list_it_is(part):
    assert read(write(manifest("guide", part=part), STYLES["guide"], sender="CSCRAPIS", control="1")).part == part


@pytest.mark.parametrize("style", STYLES)
def test_separators_inside_a_name_are_released(style):
    marks = "".join(sorted(set(STYLES[style].advice) - {" "}))
    first, *others = manifest(style).travellers
    named = replace(first, family_name=f"A{marks}B", given_names=f"{marks}?")
    got = read(write(manifest(style, travellers=(named, *others)), STYLES[style], sender="CSCRAPIS", control="1"))
    assert (got.travellers[0].family_name, got.travellers[0].given_names) == (named.family_name, named.given_names)
    assert len(got.travellers) == len(others) + 1


def test_a_list_of_so_many_is_the_same_bytes_for_the_same_seed():
    raw = list_of(300, 1)
    assert (len(raw), raw) == (pytest.approx(80_000, rel=0.05), list_of(300, 1))
    assert sha256(list_of(3, 7)).hexdigest()[:16] == "4f19f0ed24da1913"
    assert list_of(300, 2) != raw
    assert len(read(raw).travellers) == 300
    assert messages.read(raw).messages[0].faults == ()
