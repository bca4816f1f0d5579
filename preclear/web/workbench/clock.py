"""Instants as a page shows them: the clock of the place first, UTC beside it, always both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from preclear.web.workbench.words import Words


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant, said in the clock of a place and in UTC."""

    instant: datetime
    local: str  # "15:10", "" where the place's zone is unknown
    zone: str  # "PDT"
    utc: str  # "22:10"
    days: str  # "+1" where the day in UTC is another one than that of the place
    day: str  # "14 Jul 2026", at the place

    @property
    def iso(self) -> str:
        """The instant for a ``<time datetime>``."""
        return self.instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(instant: datetime, zone: ZoneInfo | None, words: Words, *, seconds: bool = False) -> Moment:
    """Return an instant in the clock of a zone and in UTC; without a zone in UTC alone."""
    said = words.proof if seconds else words.clock
    universal = instant.astimezone(UTC)
    if zone is None:
        return Moment(instant, "", "", said(universal), "", words.day(universal.date()))
    local = instant.astimezone(zone)
    apart = (universal.date() - local.date()).days
    return Moment(instant, said(local), words.zone(instant, zone), said(universal), f"{apart:+d}" if apart else "", words.day(local.date()))


def duration(minutes: int, words: Words) -> str:
    """Return a length of time: "38 min", "1 h 28 min", "3 d 4 h"."""
    hours, rest = divmod(minutes, 60)
    if hours >= 48:
        return words("length-days", days=hours // 24, hours=hours % 24)
    return words("length-hours", hours=hours, minutes=f"{rest:02d}") if hours else words("length-minutes", minutes=rest)


def minutes_left(due: datetime, now: datetime) -> int:
    """Return the whole minutes until an instant; below zero when it has passed."""
    return int((due - now).total_seconds() // 60)
