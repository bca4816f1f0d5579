"""What a carrier is to be told about each person of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from preclear.inspection import Status
from preclear.manifest import Fault, Manifest, Traveller
from preclear.messages import Message

SEND_COMPLETE = "SEND COMPLETE DATA FOR THIS PERSON"
DO_NOT_BOARD = "DO NOT BOARD"


@dataclass(frozen=True, slots=True)
class Told:
    """What the carrier is told about one person."""

    traveller: Traveller
    status: Status
    text: str | None  # what to do; never why, which the carrier may not know


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A list as saved, and what the carrier is to be told about its people."""

    message: Message
    manifest: Manifest  # of the message, each person with a key of their own
    voyage: int
    told: tuple[Told, ...]
    faults: tuple[Fault, ...]


def instruction(status: Status, contact: str, to_mend: Sequence[str] = ()) -> str | None:
    """Return what a carrier must do about a person of this status. Only faults of its own data are told in detail.

    >>> instruction("board", "CALL THE DUTY DESK"), instruction("do_not_board", "CALL THE DUTY DESK")
    (None, 'DO NOT BOARD. CALL THE DUTY DESK')
    """
    match status:
        case "contact":
            return contact
        case "do_not_board":
            return f"{DO_NOT_BOARD}. {contact}"
        case "incomplete":
            return " ".join(to_mend) or SEND_COMPLETE
    return None
