"""What is wrong inside a readable message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How heavily a fault weighs. Only an ``error`` asks the carrier to send again."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong inside a readable message or document. One bad traveller must not lose the other 299."""

    code: str  # "PAX-BIRTH-DATE-PARTIAL", explained in docs/reference/faults.md
    where: str  # "NAD+FL 17, DTM+329"
    detail: str  # plain words for the carrier; no personal data, since it travels and is logged
    severity: Severity = Severity.ERROR
    offset: int | None = None  # bytes from the start of what was received; None where it is about an absence
    traveller: int | None = None  # ordinal of the person it is about, as in Traveller.ordinal
