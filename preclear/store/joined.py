"""Bookings and bags, kept with the message that tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from preclear.documents import Zone, mrz, states
from preclear.manifest import Traveller
from preclear.manifest.baggage import Bag
from preclear.manifest.booking import Booking
from preclear.manifest.joining import Holder, People
from preclear.manifest.ties import ties
from preclear.messages import Message
from preclear.store import manifests, sql
from preclear.store.pool import Database
from preclear.store.raw_messages import RawMessage
from preclear.store.records import jsonb, read, text

SQL = sql.load("joined")
DESIGNATOR = re.compile(r"([A-Z0-9]{2,3}?)0*([0-9]{1,4}[A-Z]?)\Z")  # without the zeros that labels have before the number


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidOfBag:
    """What one message says of the bags of one party."""

    id: int
    raw_message_id: int
    kind: str  # BSM, BPM, ...
    action: Literal["add", "change", "delete"]
    plates: tuple[str, ...]
    bag: Bag
    received_at: datetime


def keep_bookings(db: Database, manifest: int, voyage: int, bookings: Iterable[Booking]) -> None:
    """Keep the bookings of a message."""
    with db.cursor() as cursor, cursor.copy(SQL["keep_booking"]) as copy:
        for booking in bookings:
            copy.write_row((manifest, voyage, booking.locator, list(ties(booking)), text(booking)))


def bookings(db: Database, manifests: Sequence[int], locators: Sequence[str]) -> list[tuple[int, Booking]]:
    """Return the bookings of some messages under some locators, newest first, each with the list that it came with."""
    asked = {"manifests": list(manifests), "locators": list(locators)}
    return [(manifest, read(Booking, record)) for manifest, record in db.execute(SQL["bookings"], asked).fetchall()]


def keep_bags(db: Database, kept: RawMessage, message: Message, *, now: datetime) -> None:
    """Keep what a message of a baggage system tells."""
    with db.cursor() as cursor, cursor.copy(SQL["keep_bag"]) as copy:
        copy.set_types(["int8", "int4", "text", "text", "text", "text", "date", "text[]", "jsonb", "timestamptz"])
        for bag in message.bags:
            flight = bag.outbound
            day = flight.on(now.date()) if flight else None
            name = designator(flight.voyage) if flight else ""
            action = message.function if message.function in ("change", "delete") else "add"
            about = (kept.id, message.number, kept.carrier_id, message.type, action, name, day, list(bag.numbers))
            copy.write_row((*about, jsonb(bag), now))


def bags(db: Database, voyage: int) -> list[SaidOfBag]:
    """Return what was said of the bags of a voyage, oldest first."""
    return [
        SaidOfBag(
            id=number, raw_message_id=raw, kind=kind, action=action, plates=tuple(plates), bag=read(Bag, record), received_at=received_at
        )
        for number, raw, kind, action, plates, record, received_at in db.execute(SQL["bags"], {"voyage": voyage}).fetchall()
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Owned:
    """What was said of bags, and whose they are."""

    said: SaidOfBag
    key: str | None  # of the person on the voyage; None: nobody, or more than one, fits
    rule: str | None  # by which; a key of preclear.manifest.joining.RULES


def owned(db: Database, voyage: int) -> list[Owned]:
    """Return what was said of the bags of a voyage, each with its owner: as lists name people, else as bookings do."""
    told = bags(db, voyage)
    if not told:
        return []
    both = [(people, People(people)) for people in _people(db, voyage)]
    found = []
    for one in told:
        joined = next(((people[hit.place].key, hit.rule) for people, index in both if (hit := index.of_bag(one.bag))), (None, None))
        found.append(Owned(said=one, key=joined[0], rule=joined[1]))
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class PutZone:
    """A machine-readable zone that a message sent with somebody's document, and whose it is by what it says."""

    sent_with: str  # key of the person whose document it was sent with
    document: int  # its place among their documents, from 1
    zone: Zone
    key: str | None  # of the person on the voyage whose it is; None: nobody, or more than one, fits
    rule: str | None  # by which; a key of preclear.manifest.joining.RULES


def zones(db: Database, voyage: int, *, on: date) -> list[PutZone]:
    """Return the zones that were sent with people of a voyage, each with whose it is: as lists name people, else as bookings do."""
    listed, booked = _people(db, voyage)
    sent = [
        (person.key, n, mrz.read(document.zone, on=on))
        for person in [*listed, *(one for one in booked if one.key not in {other.key for other in listed})]
        for n, document in enumerate(person.documents, 1)
        if document.zone
    ]
    if not sent:
        return []
    both = [(people, People(people, states.same)) for people in (listed, booked)]
    found = []
    for key, number, zone in sent:
        holder = Holder(zone.family_name, zone.given_names, zone.number or "", zone.issuer or "", zone.birth_date)
        joined = next(((people[hit.place].key, hit.rule) for people, index in both if (hit := index.of_zone(holder))), (None, None))
        found.append(PutZone(sent_with=key, document=number, zone=zone, key=joined[0], rule=joined[1]))
    return found


def _people(db: Database, voyage: int) -> tuple[list[Traveller], list[Traveller]]:
    """The people of a voyage as lists name them, and as bookings do."""
    listed = [one.declared for one in manifests.aboard(db, voyage).values()]
    rows = db.execute(SQL["booked"], {"voyage": voyage}).fetchall()
    return listed, list({one.key: one for one in (read(Traveller, row[0]) for row in rows)}.values())


def designator(voyage: str) -> str:
    """Return a voyage's number as lists write it.

    >>> designator("XX0420"), designator("XX420"), designator("9X042A")
    ('XX420', 'XX420', '9X42A')
    """
    match = DESIGNATOR.match(voyage)
    return match[1] + match[2] if match else voyage
