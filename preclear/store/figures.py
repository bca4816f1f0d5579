"""How long the queue is, how long answers, decisions and the course take, and what is found: counts alone, nobody in them.

Each function takes a span and the codes of places: none is every place. A voyage is of a place that it leaves or goes to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from psycopg.rows import class_row

from preclear.store import sql
from preclear.store.pool import Database
from preclear.trials.effect import Tally

SQL = sql.load("figures")
TALLIED = {"match": "confirmed", "no_match": "refuted", "cannot_tell": "not_told", "waiting": "waiting", "not_asked": "not_asked"}

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when until when, in which steps, at which places."""

    since: datetime
    until: datetime
    step: timedelta = timedelta(hours=1)
    places: Sequence[str] = ()

    @property
    def before(self) -> Span:
        """The span of the same length before this one."""
        return Span(since=self.since - (self.until - self.since), until=self.since, step=self.step, places=self.places)

    @property
    def steps(self) -> list[datetime]:
        """When each step begins."""
        return [self.since + n * self.step for n in range((self.until - self.since) // self.step)]


@dataclass(frozen=True, slots=True)
class Times:
    """How often something was done in a step, and the seconds it took."""

    at: datetime
    number: int
    median: float
    ninetieth: float  # percentile


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTimes:
    """The same over the whole span, of the voyages that leave one place."""

    place: str
    decisions: int
    decision_median: float | None
    decision_ninetieth: float | None
    answers: int
    answer_median: float | None
    answer_ninetieth: float | None
    open: int  # referrals, now


@dataclass(frozen=True, slots=True)
class Outcome:
    """How often decisions said the same, and the seconds from referral to decision of half of them."""

    outcome: str
    decisions: int
    median: float


@dataclass(frozen=True, slots=True)
class Stay:
    """How long people stood in a state of the course, in seconds."""

    state: str
    stays: int
    median: float
    ninetieth: float  # percentile


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of the questions that one rule, or one list, put to officers."""

    source: str | None  # the list
    title: str | None  # of the list
    visible_to: Sequence[str]  # the duties to which that is named; none is all
    rule: str | None
    tally: Tally


def queue(db: Database, span: Span) -> list[tuple[datetime, int]]:
    """Return how many referrals were open at each step of a span, its end included."""
    return db.execute(SQL["queue"], _asked(span)).fetchall()


def decisions(db: Database, span: Span) -> list[Times]:
    """Return the steps in which something was decided, with the seconds from referral to decision."""
    return _all(db, Times, "decisions", span)


def answers(db: Database, span: Span) -> list[Times]:
    """Return the steps in which a message came that was answered, with the seconds from message to answer."""
    return _all(db, Times, "answers", span)


def by_place(db: Database, span: Span) -> list[PlaceTimes]:
    """Return the places that voyages leave, the longest queue first, at most 200."""
    return _all(db, PlaceTimes, "by_place", span)


def outcomes(db: Database, span: Span) -> list[Outcome]:
    """Return what was decided, the most frequent first."""
    return _all(db, Outcome, "outcomes", span)


def states(db: Database, span: Span) -> list[Stay]:
    """Return the states of the course that people left in the span, the most frequent first."""
    return _all(db, Stay, "states", span)


def asked(db: Database, span: Span) -> list[Asked]:
    """Return what came of the questions of each rule and list that were raised in the span, the most first."""
    tallies: dict[tuple[str | None, str | None], Tally] = {}
    for source, rule, finding, people in db.execute(SQL["asked"], _asked(span)):
        tallies[source, rule] = tallies.get((source, rule), Tally()) + Tally(**{TALLIED[finding]: people})
    ids = [source for source, _ in tallies if source]
    titles = {number: (title, visible_to) for number, title, visible_to in db.execute(SQL["sources"], {"ids": ids})}
    found = [Asked(source, *titles.get(source or "", (None, ())), rule, tally) for (source, rule), tally in tallies.items()]
    return sorted(found, key=lambda one: (-one.tally.hits, one.source or "", one.rule or ""))


def _all(db: Database, kind: type[Row], query: str, span: Span) -> list[Row]:
    with db.cursor(row_factory=class_row(kind)) as cursor:
        return cursor.execute(SQL[query], _asked(span)).fetchall()


def _asked(span: Span) -> dict[str, Any]:
    return {"since": span.since, "until": span.until, "step": span.step, "places": list(span.places)}
