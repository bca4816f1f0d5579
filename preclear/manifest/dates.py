"""Dates of which a part may be unknown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as far as it is known: ``1985`` stays a year, never a guessed day.

    >>> str(PartialDate(1985)), str(PartialDate(1985, 7)), str(PartialDate.parse("1985-07-04"))
    ('1985', '1985-07', '1985-07-04')
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is None:
            if self.day is not None:
                raise ValueError("a day without a month")
            if not 1 <= self.year <= 9999:
                raise ValueError("year out of range")
        else:
            try:
                date(self.year, self.month, self.day or 1)
            except OverflowError:
                raise ValueError("number out of range") from None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

        Raises ``ValueError`` for anything else, impossible days included.
        """
        parts = text.strip().split("-")
        if [len(part) for part in parts] not in ([4], [4, 2], [4, 2, 2]) or not all(p.isascii() and p.isdigit() for p in parts):
            raise ValueError("not a date in ISO 8601 form (YYYY, YYYY-MM or YYYY-MM-DD)")
        return cls(*map(int, parts))

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """Return the fully known date of a day."""
        return cls(day.year, day.month, day.day)

    @property
    def whole(self) -> date | None:
        """The day, if all of it is known."""
        return None if self.month is None or self.day is None else date(self.year, self.month, self.day)

    def may_equal(self, other: PartialDate) -> bool:
        """Return whether nothing that is known on both sides differs."""
        return self.year == other.year and all(
            a is None or b is None or a == b for a, b in ((self.month, other.month), (self.day, other.day))
        )

    def __str__(self) -> str:
        return f"{self.year:04d}" + "".join(f"-{part:02d}" for part in (self.month, self.day) if part is not None)
