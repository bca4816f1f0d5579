"""How well each carrier sends, week by week, from this node's own records: counts alone, nobody in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from preclear.manifest import Severity
from preclear.store import carriers, sql
from preclear.store.pool import Database

SQL = sql.load("quality")
FIELDS = ("name", "birth_date", "sex", "nationality", "document")  # what a list must say of everybody


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultCount:
    """One kind of fault in one week."""

    code: str
    severity: Severity
    times: int
    messages: int  # in how many


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of one carrier, from Monday to Sunday in UTC."""

    start: date
    messages: int = 0
    unreadable: int = 0  # of them
    people: int = 0  # on lists that must say everything
    missing: Mapping[str, int] = field(default_factory=dict)  # of them, by what is missing: FIELDS
    voyages: int = 0  # that departed
    late: int = 0  # of them: nobody listed by the time at which everyone is to be answered
    late_median: int | None = None  # minutes by which those were late
    late_most: int | None = None
    ahead_median: int | None = None  # minutes before departure at which the first list came, of all voyages
    faults: tuple[FaultCount, ...] = ()  # the most frequent first

    @property
    def errors(self) -> int:
        """Faults that ask the carrier to send again."""
        return sum(one.times for one in self.faults if one.severity is Severity.ERROR)

    @property
    def errors_in_100(self) -> float | None:
        """Errors for each hundred people listed; None where nobody was."""
        return round(100 * self.errors / self.people, 1) if self.people else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What one carrier sent in a time."""

    carrier: str
    name: str
    since: date
    until: date  # the last day
    weeks: tuple[Week, ...]  # every week of the time, also those in which nothing was sent

    @property
    def total(self) -> Week:
        """All weeks as one; medians are not kept."""
        counts: dict[tuple[str, Severity], list[int]] = {}
        for one in (each for week in self.weeks for each in week.faults):
            sums = counts.setdefault((one.code, one.severity), [0, 0])
            sums[0] += one.times
            sums[1] += one.messages
        faults = (FaultCount(code=code, severity=severity, times=n, messages=m) for (code, severity), (n, m) in counts.items())
        return Week(
            start=self.since,
            messages=sum(week.messages for week in self.weeks),
            unreadable=sum(week.unreadable for week in self.weeks),
            people=sum(week.people for week in self.weeks),
            missing={name: sum(week.missing.get(name, 0) for week in self.weeks) for name in FIELDS},
            voyages=sum(week.voyages for week in self.weeks),
            late=sum(week.late for week in self.weeks),
            late_most=max((week.late_most for week in self.weeks if week.late_most), default=None),
            faults=tuple(sorted(faults, key=lambda one: (list(Severity).index(one.severity), -one.times, one.code))),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One carrier among all."""

    id: str
    name: str
    messages: int
    unreadable: int
    with_errors: int


def of(db: Database, carrier: str, *, since: date, until: date) -> Quality:
    """Return how well a carrier sent from one day to another, both included. Raises ``NotFound`` for one that is not known."""
    known = carriers.find(db, carrier)
    asked = {"carrier": carrier, **_bounds(since, until)}
    faults: dict[date, list[FaultCount]] = {}
    for week, code, severity, times, in_messages in db.execute(SQL["faults"], asked):
        faults.setdefault(week, []).append(FaultCount(code=code, severity=Severity(severity), times=times, messages=in_messages))
    traffic = {week: rest for week, *rest in db.execute(SQL["traffic"], asked)}
    missing = {week: (people, dict(zip(FIELDS, rest, strict=True))) for week, people, *rest in db.execute(SQL["missing"], asked)}
    lateness = {week: rest for week, *rest in db.execute(SQL["lateness"], asked)}
    weeks = []
    for start in _weeks(since, until):
        messages, unreadable = traffic.get(start, (0, 0))
        people, lacks = missing.get(start, (0, dict.fromkeys(FIELDS, 0)))
        voyages, late, median, most, ahead = lateness.get(start, (0, 0, None, None, None))
        weeks.append(
            Week(
                start=start,
                messages=messages,
                unreadable=unreadable,
                people=people,
                missing=lacks,
                voyages=voyages,
                late=late,
                late_median=median,
                late_most=most,
                ahead_median=ahead,
                faults=tuple(faults.get(start, ())),
            )
        )
    return Quality(carrier=carrier, name=known.name, since=since, until=until, weeks=tuple(weeks))


def of_all(db: Database, *, since: date, until: date) -> tuple[Summary, ...]:
    """Return every carrier with what it sent in a time."""
    rows = db.execute(SQL["carriers"], _bounds(since, until))
    return tuple(Summary(id=row[0], name=row[1], messages=row[2], unreadable=row[3], with_errors=row[4]) for row in rows)


def _bounds(since: date, until: date) -> dict[str, datetime]:
    """The instants between which a time lies, in UTC."""
    return {"since": datetime.combine(since, time(), UTC), "until": datetime.combine(until + timedelta(days=1), time(), UTC)}


def _weeks(since: date, until: date) -> Iterator[date]:
    """The Mondays of the weeks of a time."""
    week = since - timedelta(days=since.weekday())
    while week <= until:
        yield week
        week += timedelta(days=7)
