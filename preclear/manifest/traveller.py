"""A person on a voyage, as the carrier declared them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, NamedTuple

from preclear.manifest.dates import PartialDate
from preclear.manifest.document import TravelDocument

Sex = Literal["M", "F", "X"]


class Role(StrEnum):
    """What a person does on the voyage."""

    PASSENGER = "passenger"
    CREW = "crew"
    TRANSIT = "transit"


class Span(NamedTuple):
    """A run of bytes in the message as received."""

    start: int  # offset from the first byte received
    end: int  # offset behind the last one


@dataclass(frozen=True, slots=True, kw_only=True)
class Bags:
    """The checked baggage of one person."""

    pieces: int | None = None
    kilograms: float | None = None
    tags: tuple[str, ...] = ()  # every tag, consecutive ones written out


@dataclass(frozen=True, slots=True, kw_only=True)
class Traveller:
    """One person on a voyage as the carrier declared them. Never edited: an amendment supersedes it."""

    ordinal: int  # place in the message, from 1; faults and hits name it
    key: str  # tells the person apart on the voyage, across amendments: unique reference, else locator + name + birth + document
    role: Role
    family_name: str  # as declared, title included; "" where none was declared
    given_names: str  # "" where the document shows a single name
    title: str | None = None  # a title that was recognised in the names; matching sets it apart
    birth_date: PartialDate | None = None  # None: not declared, or impossible (then there is a fault)
    sex: Sex | None = None
    nationalities: tuple[str, ...] = ()  # codes of ICAO Doc 9303-3 section 5 as declared, so also "D", "XXA"
    residence: str | None = None
    birth_country: str | None = None
    birth_place: str | None = None
    address: str | None = None  # in the destination, where declared
    documents: tuple[TravelDocument, ...] = ()
    seat: str | None = None
    bags: Bags | None = None
    references: Mapping[str, str] = field(default_factory=dict)  # by qualifier: ABO unique reference, AVF record locator, SEA seat
    embarks: str | None = None
    disembarks: str | None = None
    clears_at: str | None = None  # where border clearance takes place (LOC 22)
    duty: str | None = None  # crew only: CR1 to CR5
    captured: Literal["machine", "typed"] | None = None  # were the document data read by a machine (GEI 173, 174)
    segments: Span | None = None  # all bytes of this person in the message
    places: Mapping[str, Span] = field(default_factory=dict)  # field name -> the bytes its value stands in

    @property
    def nationality(self) -> str | None:
        """The first nationality declared."""
        return self.nationalities[0] if self.nationalities else None

    @property
    def passport(self) -> TravelDocument | None:
        """The document to travel on: the passport if one was declared, else the first that is no visa."""
        identity = [d for d in self.documents if not d.type.startswith("V")]
        return next((d for d in identity if d.type.startswith("P")), identity[0] if identity else None)
