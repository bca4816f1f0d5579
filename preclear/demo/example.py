"""One list that shows a little of everything: what ``preclear demo --once`` clears."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from random import Random

from preclear.demo.bookings import book
from preclear.demo.lives import Dispatch, Sender, World
from preclear.demo.passengers import Passenger, passengers
from preclear.demo.spelling import SPELLINGS
from preclear.demo.styles import STYLES, Style
from preclear.demo.truth import TrueHit
from preclear.demo.voyages import ROUTES, sailing
from preclear.demo.watchlist import namesake
from preclear.manifest import Voyage

ROUTE, ORDINARY, LEAVES = "XB2207", 36, timedelta(minutes=95)
WAYS = ("other romanisation", "swapped", "one slip")  # how the listed people on it are spelled
DEFECTS = {4: "passport expired", 11: "document number missing", 17: "name not known yet", 25: "birth date impossible"}  # by place


def example(world: World) -> Dispatch:
    """Return the list of a flight of 40 people or so: three of the fictional list, one who only has such a name, four with faults."""
    random, route = Random(f"{world.seed} example"), ROUTES[ROUTE]
    style = STYLES[route.line.style]
    voyage = sailing(route, world.now + LEAVES, world.places)
    ordinary = passengers(random, voyage, style, count=ORDINARY, listed=(), avoid=world.avoid)
    people = [replace(passenger, defect=DEFECTS.get(place)) for place, passenger in enumerate(ordinary)]
    people += _of_the_list(world, random, voyage, style, first=len(people) + 1)
    sender = Sender(world, random, route, voyage, style)
    sender.total = len(people)
    return sender.send(0.0, "original", people, as_first_sent=True)


def _of_the_list(world: World, random: Random, voyage: Voyage, style: Style, *, first: int) -> Iterator[Passenger]:
    entries = random.sample(world.listed, len(world.listed))
    for place, way in enumerate(WAYS, first):
        entry, (family_name, given_names) = next((e, names) for e in entries if (names := SPELLINGS[way](random, e)))
        entries.remove(entry)
        traveller = book((entry.person,), voyage, style, random, first=place)[0]
        declared = replace(traveller, family_name=family_name, given_names=given_names)
        yield Passenger(declared, listed=TrueHit(entry=entry.ref, spelled=way))
    other = namesake(random, entries[0], world.now.date())
    yield Passenger(book((other,), voyage, style, random, first=first + len(WAYS))[0], namesake_of=entries[0].ref)
