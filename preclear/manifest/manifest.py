"""The list of the people on a voyage that a carrier declares (Advance Passenger Information)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from preclear.manifest.traveller import Traveller
from preclear.manifest.voyage import Voyage

FUNCTIONS = (
    "original",
    "add",
    "change",
    "delete",
    "replace",
    "cancel_reservation",
    "reduce_party",
    "cancel_flight",
    "change_flight",
    "close",
    "close_on_board",
    "close_not_on_board",
    "request",
)


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a list in several messages this is (S010)."""

    number: int
    first: bool
    last: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """One list as one message declares it."""

    voyage: Voyage
    travellers: tuple[Traveller, ...]
    function: str = "original"  # what the list does: a word of FUNCTIONS, or the raw code where it is none of them
    crew_list: bool = False
    transaction: str | None = None  # RFF+TN, to be echoed in the answer
    revision: str | None = None
    prepared_at: datetime | None = None  # naive, as the interchange says: what two-digit years are read against
    declared_passengers: int | None = None  # CNT+42: on the voyage, not in this message
    declared_crew: int | None = None  # CNT+41
    part: Part | None = None
    contact: str | None = None  # whom to call about the message
    labels: tuple[str, ...] = ()  # of a form: what its faults call each person, in order: "row 7", "people[3]"; (): they are counted
    withdrawn: tuple[Traveller, ...] = ()  # people of bookings that were cancelled, or no longer hold this voyage
