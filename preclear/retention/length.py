"""A length of time as a law states it, and when it is over."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from preclear.errors import SourceError

_PART = re.compile(r"([1-9][0-9]{0,3}) (year|month|day|hour)s?")
_UNITS = ("year", "month", "day", "hour")
_LONGEST_YEARS = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """Years, months and days of the calendar; or hours."""

    years: int = 0
    months: int = 0
    days: int = 0
    hours: int = 0

    def __str__(self) -> str:
        said = [(count, unit) for count, unit in zip((self.years, self.months, self.days, self.hours), _UNITS, strict=True) if count]
        return " ".join(f"{count} {unit}{'s' * (count != 1)}" for count, unit in said)

    @classmethod
    def parse(cls, text: str) -> Length:
        """Return the length that a text states: ``5 years``, ``3 years 6 months``, ``72 hours``. Raises ``SourceError``."""
        found = {}
        words = text.split()
        for number, unit in zip(words[::2], words[1::2], strict=False):
            part = _PART.fullmatch(f"{number} {unit}")
            if part is None or part[2] in found:
                break
            found[part[2]] = int(part[1])
        if not words or len(found) * 2 != len(words) or ("hour" in found and len(found) > 1):
            raise SourceError(f"{text!r} is no length of time: write years, months and days, as '3 years 6 months', or hours alone")
        length = cls(**{f"{unit}s": count for unit, count in found.items()})
        if length.years * 12 + length.months > _LONGEST_YEARS * 12:
            raise SourceError(f"{text!r}: nothing personal is kept for longer than {_LONGEST_YEARS} years")
        return length

    def ends(self, start: datetime) -> datetime:
        """Return the instant from which nothing may be left that began at ``start``.

        Hours run from the instant. Years, months and days run from the day (UTC), which does not count itself, and end with the last hour
        of the day of the same date; where the last month has no such day, of its last day (as Regulation 1182/71, Article 3).

        >>> Length(years=1).ends(datetime(2024, 2, 29, 12, tzinfo=UTC)).isoformat()
        '2025-03-01T00:00:00+00:00'
        """
        if self.hours:
            return start + timedelta(hours=self.hours)
        return _midnight(self._last_day(start.astimezone(UTC).date()) + timedelta(days=1))

    def over(self, now: datetime) -> datetime:
        """Return the instant before which everything began that is over at ``now``: ``ends(start) <= now`` where ``start`` lies before it.

        For hours what began at that very instant is over as well, to the microsecond.
        """
        if self.hours:
            return now - timedelta(hours=self.hours) + timedelta(microseconds=1)
        today = now.astimezone(UTC).date()
        first = date(today.year - self.years, 1, 1) - timedelta(days=31 * self.months + self.days + 31)
        low, high = first.toordinal(), today.toordinal()  # the last day that is over lies in between: later days are over later
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if self._last_day(date.fromordinal(middle)) < today else (low, middle - 1)
        return _midnight(date.fromordinal(low) + timedelta(days=1))

    def _last_day(self, day: date) -> date:
        """The last day that is kept of what began on a day."""
        month = day.month - 1 + self.months
        year, month = day.year + self.years + month // 12, month % 12 + 1
        return date(year, month, min(day.day, monthrange(year, month)[1])) + timedelta(days=self.days)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
