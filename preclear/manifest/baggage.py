"""What baggage systems tell of bags: one message, the bags in it, and whose they are.

Source: IATA Recommended Practice 1745, baggage information messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from preclear.manifest.booking import consecutive
from preclear.manifest.traveller import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class BagFlight:
    """A flight as a bag's label has it: without a year."""

    voyage: str  # "XX420"
    month: int | None = None
    day: int | None = None
    airport: str | None = None  # destination of an outbound flight, origin of an inbound one
    booking_class: str | None = None

    def on(self, near: date) -> date | None:
        """Return the day of the flight in the year that brings it nearest to a day; None where none was told, or there is no such day."""
        if self.month is None or self.day is None:
            return None
        days = []
        for year in (near.year - 1, near.year, near.year + 1):
            try:
                days.append(date(year, self.month, self.day))
            except ValueError:  # 29 February
                continue
        return min(days, key=lambda one: abs(one - near), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class BagPlates:
    """A run of licence plates: ten digits, and how many follow each other."""

    first: str
    count: int = 1

    @property
    def plates(self) -> tuple[str, ...]:
        """Every plate."""
        return consecutive(self.first, self.count)


@dataclass(frozen=True, slots=True, kw_only=True)
class BagOwner:
    """Somebody whom a bag is of, as the label has the name: title glued, perhaps cut."""

    family_name: str
    given_names: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bag:
    """One set of bags of one party, as one message tells of it."""

    plates: tuple[BagPlates, ...] = ()
    outbound: BagFlight | None = None  # .F
    inbound: BagFlight | None = None  # .I
    onward: tuple[BagFlight, ...] = ()  # .O
    owners: tuple[BagOwner, ...] = ()  # .P
    party: int | None = None  # how many people .P counts
    locator: str | None = None  # .L
    load: bool | None = None  # .S: whether it may be loaded
    seat: str | None = None
    passenger_status: str | None = None  # "B" boarded, "C" checked in, "N" not checked in, "S" standby
    sequence: str | None = None
    security: str | None = None
    transport: bool | None = None  # whether it may be carried
    unit: str | None = None  # .W: "K" kilograms, "L" pounds, "P" pieces alone
    pieces: int | None = None
    weight: float | None = None
    loyalty: str | None = None  # .Y
    exceptions: tuple[str, ...] = ()  # .E: "RUSH"
    screening: tuple[str, ...] = ()  # .X, as sent
    processing: tuple[str, ...] = ()  # .J, as sent
    unit_load: str | None = None  # .U
    remarks: tuple[str, ...] = ()  # .R and elements of bilateral use, sensitive words masked
    segments: Span | None = None  # its bytes
    places: Mapping[str, Span] = field(default_factory=dict)  # ".N", ".P", ... -> the first line of that element

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every plate, written out."""
        return tuple(plate for run in self.plates for plate in run.plates)


@dataclass(frozen=True, slots=True, kw_only=True)
class BagMessage:
    """One message of a baggage system."""

    kind: str  # "BSM" source, "BPM" processed, "BTM" transfer, "BUM" unload, "BNS" not seen, ...
    action: str = "add"  # "add", "change", "delete"
    version: str | None = None
    source: str | None = None  # "local", "transfer", "remote", "terminating"
    airport: str | None = None
    number: str | None = None  # of the message
    part: str | None = None
    bags: tuple[Bag, ...] = ()
    segments: Span | None = None
