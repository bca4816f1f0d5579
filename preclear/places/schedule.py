"""Regular voyages of carriers as dated data, and which departures they make one expect in a span of time.

What is said later goes before what was said earlier, for its days: a row for one day is an exception, and a row without a time of
departure says that the voyage does not run on its days.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from preclear.places.places import Places

LONGEST = timedelta(days=366)  # a span that is asked about
EVERY_DAY = frozenset(range(1, 8))
_CHANGE = timedelta(hours=3)  # more than any change of clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Regular:
    """A voyage that leaves on the same days of each week, or does not."""

    carrier: str
    designator: str  # "XX420"
    departure: str  # our code of the place
    arrival: str
    days: frozenset[int]  # of the week by ISO 8601, 1 is Monday, at the place of departure
    departs: time | None  # by the clock of the place of departure; None: it does not run on these days
    arrives: time | None = None  # by the clock of the place of arrival, for the first time after departure; None: nobody said
    valid_from: date
    valid_to: date | None = None  # the last day; None: until something else is said
    source: str = ""  # who says so, where
    said_at: datetime | None = None  # when the node was told; None: it is only about to be

    def runs(self, day: date) -> bool:
        """Return whether this says anything of a day."""
        return day.isoweekday() in self.days and self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Expected:
    """One departure that a schedule makes one expect."""

    regular: Regular
    day: date  # at the place of departure
    departs_at: datetime


def expected(schedule: Iterable[Regular], places: Places, since: datetime, until: datetime) -> list[Expected]:
    """Return the departures at ``since`` or later and before ``until``, by time; both are aware.

    ``schedule`` stands in the order in which it was said: of two that speak of one voyage from one place on one day the later holds.
    An hour that the clock shows twice, or skips, is counted as ``Places.utc`` has it. A voyage from a place that is unknown on a day is
    not expected on that day. Raises ``ValueError`` for a span of more than 366 days, or a time that is not aware.
    """
    if since.tzinfo is None or until.tzinfo is None:
        raise ValueError("an instant is aware")
    if until - since > LONGEST:
        raise ValueError("a span is 366 days at most")
    first = since.astimezone(UTC).date() - timedelta(days=1)  # a clock is a day ahead or behind at most
    days = [first + timedelta(days=n) for n in range((until.astimezone(UTC).date() - first).days + 2)]
    holds = {
        (regular.carrier, regular.designator, regular.departure, day): regular for regular in schedule for day in days if regular.runs(day)
    }
    clocks = {
        code: _near(places.local(code, since), places.local(code, until)) for code in {regular.departure for regular in holds.values()}
    }
    found = []
    for (*_, day), regular in holds.items():
        local = regular.departs and datetime.combine(day, regular.departs)
        low, high = clocks[regular.departure]
        if local and low <= local <= high:
            at = places.utc(regular.departure, local)
            if at and since <= at < until:
                found.append(Expected(regular, day, at))
    return sorted(found, key=lambda one: (one.departs_at, one.regular.carrier, one.regular.designator))


def _near(since: datetime | None, until: datetime | None) -> tuple[datetime, datetime]:
    """Return the clock of a place around a span, so wide that no change of clocks matters: a first sieve, before each is worked out."""
    low = since.replace(tzinfo=None) - _CHANGE if since else datetime.min  # noqa: DTZ901 - by the clock, as all that it is held against
    high = until.replace(tzinfo=None) + _CHANGE if until else datetime.max  # noqa: DTZ901
    return low, high


def arrival(one: Expected, places: Places) -> datetime | None:
    """Return the first instant after departure at which the clock there shows the time of arrival; None where none is said."""
    clock = one.regular.arrives
    there = clock and places.local(one.regular.arrival, one.departs_at)
    if not there or clock is None:
        return None
    days = (there.date() + timedelta(days=n) for n in (0, 1, 2))
    instants = (places.utc(one.regular.arrival, datetime.combine(day, clock)) for day in days)
    return next((at for at in instants if at and at > one.departs_at), None)


def spellings(designator: str) -> tuple[str, ...]:
    """Return a designator in the ways in which carriers fill up its number with zeros, the plain one first.

    >>> spellings("XX0042"), spellings("AMTK517")
    (('XX42', 'XX042', 'XX0042'), ('AMTK517', 'AMTK0517'))
    """
    letters = designator.rstrip("0123456789")
    if letters == designator:
        return (designator,)
    number = designator[len(letters) :]
    if len(letters) < 2:  # as 9W1: the first two characters are the carrier's
        letters, number = designator[:2], designator[2:]
    number = number.lstrip("0") or number
    return tuple(dict.fromkeys(letters + number.zfill(width) for width in (1, 3, 4)))
