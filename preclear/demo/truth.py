"""What is true of a test message, kept beside it as JSON."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueHit:
    """That a person on the message is a person of the list."""

    entry: str  # "ncl:10234"
    spelled: str  # a key of demo.spelling.SPELLINGS


@dataclass(frozen=True, slots=True, kw_only=True)
class TruePerson:
    """One person as the message declares them, and what is true of them beside that."""

    ordinal: int
    reference: str
    family_name: str  # as a reader must give it
    given_names: str
    listed: TrueHit | None = None
    namesake_of: str | None = None  # somebody else than this entry, with its name
    defects: tuple[str, ...] = ()  # keys of demo.defects.OF_A_PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One message."""

    file: str
    carrier: str
    voyage: str
    departure: str
    arrival: str
    departs: str  # local time of the place
    function: str
    style: str
    people: tuple[TruePerson, ...]
    defects: tuple[str, ...] = ()  # of the whole message: keys of demo.defects.OF_A_MESSAGE
    repeats: bool = False  # the same bytes were sent before
    readable: bool = True


def write(truth: Truth) -> bytes:
    """Return the truth as JSON."""
    return msgspec.json.format(msgspec.json.encode(truth), indent=1)


def read(text: bytes) -> Truth:
    """Read what ``write`` wrote; raises ``msgspec.ValidationError`` for anything else."""
    return msgspec.json.decode(text, type=Truth)
