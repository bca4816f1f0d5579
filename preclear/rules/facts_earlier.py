"""Facts of earlier crossings of the same person, as far back as the node keeps them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from preclear.manifest.booking import Booking
from preclear.rules.cel import BOOL, DATE, STRING, Fact, Record, Type, list_of
from preclear.rules.traits import CONDUCT, WAY

Finding = Literal["confirmed", "refuted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """One earlier voyage of a person, as it was declared."""

    day: date  # legal day of the crossing
    designator: str
    mode: str
    role: str
    carrier: str | None = None
    origin: str | None = None  # codes of the places of its border leg
    destination: str | None = None
    referred: bool = False  # whether an officer was asked to look
    found: Finding | None = None  # what the officer found; None: nobody looked, or it is open


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What is known of one person's crossings before this one."""

    since: date  # the day from which crossings are kept
    crossings: tuple[Crossing, ...] = ()  # oldest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What is known before a list of people is assessed."""

    bookings: tuple[Booking, ...] = ()  # of its voyage, newest first: a traveller's is the first that has the locator
    earlier: Mapping[int, Earlier] = field(default_factory=dict)  # by ordinal; who is not there was not looked for


NOTHING_KNOWN = Past()

CROSSING = Type(
    "crossing",
    facts=(
        Fact("day", DATE, "legal day of the crossing", lambda c, _: c.day),
        Fact("mode", STRING, "air, rail, marine or road", lambda c, _: c.mode, allowed=CONDUCT),
        Fact("role", STRING, "passenger, crew or transit", lambda c, _: c.role, allowed=CONDUCT),
        Fact("designator", STRING, "carrier and number", lambda c, _: c.designator, WAY),
        Fact("carrier", STRING, "the carrier's designator", lambda c, _: c.carrier, WAY),
        Fact("origin", STRING, "code of the place where its border leg started", lambda c, _: c.origin, WAY),
        Fact("destination", STRING, "code of the place where its border leg ended", lambda c, _: c.destination, WAY),
        Fact("referred", BOOL, "whether an officer was asked to look", lambda c, _: c.referred),
        Fact(
            "found",
            STRING,
            "what officers found: confirmed or refuted; unknown where nobody looked, or it is open",
            lambda c, _: c.found,
            allowed=CONDUCT,
        ),
    ),
)

HISTORY = Type(
    "history",
    facts=(
        Fact("since", DATE, "the day from which crossings are kept", lambda h, _: h.since),
        Fact(
            "crossings",
            list_of(CROSSING),
            "earlier crossings under the same travel document, oldest first",
            lambda h, day: _records(h.crossings, day),
        ),
        Fact("first_journey", BOOL, "whether none is known: nothing before `since` is", lambda h, _: not h.crossings),
    ),
)


def history(earlier: Earlier, day: date | None) -> Record:
    """Return the facts of what is known of a person's earlier crossings; ``day`` is that of arrival."""
    return HISTORY.record(earlier, day)


def _records(crossings: Sequence[Crossing], day: date | None) -> tuple[Record, ...]:
    return tuple([CROSSING.record(one, day) for one in crossings])
