"""A booking (passenger name record) as a carrier declares it, in the words of PNRGOV.

Nothing in a booking has been verified by the carrier, and nothing but the locator is mandatory. People are ``Traveller`` records, as in
a passenger list; what belongs to one of them names the ordinal. Codes that tell of health or belief are not here: they are left out
when the message is read (law 4). Card numbers are masked, their length kept.

Source: IATA *PNRGOV EDIFACT Implementation Guide* 10.1 to 21.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from preclear.manifest.making import quick
from preclear.manifest.traveller import Bags, Span, Traveller
from preclear.manifest.voyage import Leg


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """Under what reference one carrier or system keeps the booking."""

    carrier: str
    reference: str
    type: str | None = None  # "C": of the check-in system
    created_at: datetime | None = None  # naive, in UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """Who made a booking, a change or a check-in (ORG): system, place, agency, office, sign."""

    system: str | None = None  # carrier or reservation system
    place: str | None = None
    agency: str | None = None  # IATA number
    office: str | None = None
    city: str | None = None
    type: str | None = None  # "A" airline, "T" travel agent
    country: str | None = None
    currency: str | None = None
    sign: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedPerson:
    """Somebody in a booking, and how the booking calls them."""

    traveller: Traveller
    type: str | None = None  # "A" adult, "C" child, "IN" infant, as sent
    reference: str | None = None  # by which the booking's other parts name them
    adult: int | None = None  # of an infant: the ordinal of whom it travels with
    unnamed: bool = False  # a seat of a group that has no name yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A seat that somebody asked for or has."""

    number: str  # "12A"
    traveller: int | None  # ordinal
    source: str  # "SSR SEAT", "SSR NSST", "SSD"
    cabin: str | None = None
    departure: str | None = None
    arrival: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BagTag:
    """A run of bag tags."""

    number: str  # the first
    count: int = 1
    carrier: str | None = None  # as sent: designator or accounting number
    destination: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedBags:
    """What somebody checked for a leg (TBD)."""

    traveller: int | None  # ordinal
    pieces: int | None = None
    weight: float | None = None
    unit: Literal["kg", "lb"] | None = None
    pool: str | None = None  # "HP" head of a pool, "MP" member of one
    tags: tuple[BagTag, ...] = ()

    @property
    def bags(self) -> Bags:
        """The same in kilograms, every tag written out."""
        kilograms = None if self.weight is None or self.unit is None else round(self.weight * (1 if self.unit == "kg" else POUND), 1)
        tags = [tag for run in self.tags for tag in consecutive(run.number, run.count)]
        return _BAGS(pieces=self.pieces, kilograms=kilograms, tags=tuple(tags))


POUND = 0.45359237  # kilograms
SERIAL = 6  # digits of a bag tag that count on
_BAGS = quick(Bags)  # of many


def consecutive(first: str, count: int) -> tuple[str, ...]:
    """Return a run of bag tags written out. The last six digits count on, as the carrier stands before them (IATA RP 1745).

    >>> consecutive("0220123456", 2), consecutive("0220999999", 2)
    (('0220123456', '0220123457'), ('0220999999', '0220000000'))
    """
    digits = min(len(first) - len(first.rstrip("0123456789")), SERIAL) if count > 1 else 0
    if not digits:
        return (first,)
    stem, serial = first[: len(first) - digits], first[len(first) - digits :]
    return tuple(f"{stem}{(int(serial) + n) % 10**digits:0{digits}d}" for n in range(count))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """One person checked in for a leg (DAT 2, TRI)."""

    traveller: int | None  # ordinal
    boarding_number: str | None = None
    at: datetime | None = None  # naive, local
    agent: Agent | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookedLeg:
    """One leg of the itinerary, and where the booking stands on it."""

    leg: Leg
    carrier: str | None  # booked under
    number: str | None
    operating_carrier: str | None = None
    operating_number: str | None = None
    booking_class: str | None = None
    status: str | None = None  # "HK" confirmed, "HX" cancelled, ... as sent
    party: int | None = None  # seats booked
    equipment: str | None = None
    locators: tuple[Locator, ...] = ()
    seats: tuple[Seat, ...] = ()
    bags: tuple[CheckedBags, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    places: Mapping[str, Span] = field(default_factory=dict)  # field name -> the bytes its value stands in

    @property
    def active(self) -> bool:
        """Whether the booking still holds this leg: nothing sent says that it was cancelled, refused or only listed."""
        return self.status not in CANCELLED


CANCELLED = frozenset({"HX", "NO", "UC", "UN", "XK", "XL", "XR", "XX"})  # AIRIMP advice and action codes: cancelled, or refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A special service request (SSR) that tells nothing of health or belief."""

    code: str
    status: str | None = None
    count: int | None = None
    carrier: str | None = None
    departure: str | None = None
    arrival: str | None = None
    text: str | None = None
    travellers: tuple[int, ...] = ()
    place: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """A ticket, and what it cost."""

    number: str
    traveller: int | None = None
    type: str | None = None  # "T" ticket, "E" electronic, ...
    booklets: int | None = None
    fare: str | None = None  # amount as sent
    total: str | None = None
    currency: str | None = None
    issued_at: datetime | None = None
    place: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """How something was paid."""

    form: str  # "CC" card, "CA" cash, "MS" other, ... as sent
    traveller: int | None = None
    amount: str | None = None
    vendor: str | None = None  # of the card: "VI"
    account: str | None = None  # masked: no more than the last four digits of a card
    expires: str | None = None  # MMYY as sent
    holder: str | None = None  # who pays, where that is told
    place: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loyalty:
    """A frequent traveller number."""

    carrier: str
    number: str
    traveller: int | None = None
    level: str | None = None
    place: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A way to reach somebody."""

    kind: Literal["email", "mobile", "home", "business", "agency", "fax", "telephone", "internet address"]
    value: str  # a mail address as it is used, a number as sent
    raw: str
    source: str  # "IFT CTCE", "SSR CTCM", "ADD"
    traveller: int | None = None
    place: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A postal address."""

    purpose: str  # "700" contact, "702" home or mailing; "D" destination, "R" residence of SSR DOCA
    street: str | None = None
    city: str | None = None
    region: str | None = None
    country: str | None = None
    postcode: str | None = None
    text: str | None = None  # what stands behind it: a telephone, mostly
    traveller: int | None = None
    place: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Free text, sensitive words and card numbers masked."""

    kind: Literal["remark", "fare", "sponsor", "loyalty", "history", "other"]
    texts: tuple[str, ...]
    carrier: str | None = None
    traveller: int | None = None
    place: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherService:
    """What was booked beside the voyage: a hotel, a car."""

    kind: str  # business function of MSG: "8"
    text: str
    place: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """Another booking into which people of this one were split, or out of which they came."""

    direction: Literal["into", "from"]
    locators: tuple[Locator, ...]
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One entry of the history: what was added to the booking, or taken out of it."""

    action: str  # "A" added, "X" cancelled, ... as sent
    what: str  # the tag of what it was done to: "TVL", "SSR", "TIF"; "" where nothing follows
    text: str  # its values
    at: datetime | None = None
    agent: Agent | None = None
    place: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One booking as one message declares it."""

    locators: tuple[Locator, ...]
    people: tuple[BookedPerson, ...]
    legs: tuple[BookedLeg, ...] = ()
    cancelled: bool = False  # nothing that it booked is left
    group: str | None = None  # name of a group
    agent: Agent | None = None
    created_at: datetime | None = None  # naive, UTC
    changed_at: datetime | None = None
    ticketed_at: datetime | None = None
    services: tuple[Service, ...] = ()
    seats: tuple[Seat, ...] = ()  # for legs that are not booked
    tickets: tuple[Ticket, ...] = ()
    payments: tuple[Payment, ...] = ()
    loyalty: tuple[Loyalty, ...] = ()
    contacts: tuple[Contact, ...] = ()
    addresses: tuple[Address, ...] = ()
    remarks: tuple[Remark, ...] = ()
    others: tuple[OtherService, ...] = ()
    splits: tuple[Split, ...] = ()
    history: tuple[Act, ...] = ()
    excess_baggage: tuple[str, ...] = ()  # as sent: currency, amount, pieces
    left_out: int = 0  # sensitive services and words that were dropped at the door
    segments: Span | None = None  # all bytes of the booking

    @property
    def locator(self) -> str | None:
        """The reference under which the sender keeps it: the first that is not of a check-in system."""
        first = next((one for one in self.locators if one.type != "C"), self.locators[0] if self.locators else None)
        return first.reference if first else None
