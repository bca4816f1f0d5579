"""How much of what is sent is read: what lies beyond is told with its place, and the bytes themselves are kept as they came."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is read; what is not said is what the program comes with."""

    people: int = 50_000  # of one list that comes as a form
    rows: int = 200_000  # of one table
    unpacked: int = 4_000_000  # bytes of a workbook; of a large one at most ``form_xlsx.FACTOR`` times its own size
    lists: int = 20  # bytes of records for each byte of lists in EDIFACT, beside a constant; those of carriers come to some ten
    bookings: int = 15  # bytes of records for each byte of a message of bookings, beside a constant; those of a flight come to some eight
    bags: int = 19  # likewise of a text of baggage messages; those that baggage systems send come to some 17
    elements: int = 500  # of one segment of bookings, and components of one; real ones have some dozens
    depth: int = 40  # elements of XML inside each other; the guide's have some ten


LIMITS = Limits()
