"""What ``preclear read --json`` prints of bookings."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from preclear.manifest import Span, Traveller
from preclear.manifest.booking import BookedLeg, BookedPerson, Booking

Thing = dict[str, Any]


def booking(one: Booking) -> Thing:
    """Return a booking as an object. People are named by their place among those of the message; who they are stands there."""
    thing: Thing = {"locator": one.locator, **plain(one)}
    thing["people"] = [_person(person) for person in one.people]
    thing["legs"] = [_leg(leg) for leg in one.legs]
    return thing


def _person(one: BookedPerson) -> Thing:
    return {
        "person": one.traveller.ordinal,
        "type": one.type,
        "reference": one.reference,
        "with": one.adult,
        "unnamed": one.unnamed,
    }


def _leg(one: BookedLeg) -> Thing:
    thing: Thing = plain(one)
    leg = thing.pop("leg")
    return {"from": leg["departure"], "to": leg["arrival"], "departs": leg["departs"], "arrives": leg["arrives"], **thing}


def plain(value: Any) -> Any:
    """Return a record as objects, lists and texts; where things stand in the bytes is left out."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Traveller):
        return value.ordinal
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple) and not isinstance(value, Span):
        return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value) if field.name not in OUT}
    return value


OUT = frozenset({"place", "places", "segments"})
