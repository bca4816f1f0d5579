"""Facts of places, and of legs between them, whoever they belong to: the voyage, or a booking."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from preclear.manifest import Leg
from preclear.places import Places
from preclear.rules.cel import DATE, DURATION, FLOAT, STRING, TIMESTAMP, Fact, Record, Type
from preclear.rules.traits import HANDLING, SAME_FOR_ALL

FROM, TO = ("departure", "origin"), ("arrival", "destination")  # of a leg: the code of a place, and its record

PLACE = Type(
    "place",
    facts=(
        Fact("code", STRING, "code of the place", lambda p, _: p.code, allowed=SAME_FOR_ALL),
        Fact("country", STRING, "three-letter code of its country", lambda p, _: p.country, allowed=SAME_FOR_ALL),
        Fact("kind", STRING, "airport, station, port, terminal, crossing or stop", lambda p, _: p.kind.value, allowed=SAME_FOR_ALL),
        Fact("latitude", FLOAT, "degrees north", lambda p, _: p.latitude),
        Fact("longitude", FLOAT, "degrees east", lambda p, _: p.longitude),
        Fact("zone", STRING, "its time zone, as America/Toronto", lambda p, _: p.zone, allowed=SAME_FOR_ALL),
        Fact("site", STRING, "preclearance, preinspection or port_of_entry", lambda p, _: p.site and p.site.kind.value, allowed=HANDLING),
    ),
)

LEG = Type(
    "leg",
    facts=(
        Fact("designator", STRING, "the number it runs under", lambda one, _: one.leg.voyage, allowed=SAME_FOR_ALL),
        Fact("departure", STRING, "code of the place it leaves", lambda one, _: one.leg.departure, allowed=SAME_FOR_ALL),
        Fact("arrival", STRING, "code of the place it reaches", lambda one, _: one.leg.arrival, allowed=SAME_FOR_ALL),
        Fact("departs", DATE, "local day of departure", lambda one, _: one.leg.departs and one.leg.departs.date()),
        Fact("arrives", DATE, "local day of arrival", lambda one, _: one.leg.arrives and one.leg.arrives.date()),
        Fact("departs_at", TIMESTAMP, "when it departs", lambda one, _: one.departs_at, place=FROM),
        Fact("arrives_at", TIMESTAMP, "when it arrives", lambda one, _: one.arrives_at, place=TO),
        Fact("connection", DURATION, "time on the ground since the leg before it; unknown of the first", lambda one, _: one.connection),
        Fact("origin", PLACE, "the place it leaves", lambda one, _: one.origin, allowed=SAME_FOR_ALL, place=FROM),
        Fact("destination", PLACE, "the place it reaches", lambda one, _: one.destination, allowed=SAME_FOR_ALL, place=TO),
    ),
)


class Placed(NamedTuple):
    """A leg with its places and instants, as far as there are records of the places."""

    leg: Leg
    origin: Record | None
    destination: Record | None
    departs_at: datetime | None
    arrives_at: datetime | None
    connection: timedelta | None


def place(code: str | None, places: Places, on: date) -> Record | None:
    """Return the facts of a place as it is on a day; None where there is no record of it."""
    found = places.find(code, on) if code else None
    return PLACE.record(found, on) if found else None


def placed(legs: Iterable[Leg], places: Places, on: date) -> list[Placed]:
    """Return legs, in order, with their places as they are on a day."""
    found: list[Placed] = []
    for leg in legs:
        departs_at, arrives_at = _instant(leg.departure, leg.departs, places, on), _instant(leg.arrival, leg.arrives, places, on)
        before = found[-1].arrives_at if found else None
        waited = departs_at - before if departs_at and before else None
        found.append(Placed(leg, place(leg.departure, places, on), place(leg.arrival, places, on), departs_at, arrives_at, waited))
    return found


def _instant(code: str | None, local: datetime | None, places: Places, on: date) -> datetime | None:
    return places.utc(code, local, on) if code and local else None
