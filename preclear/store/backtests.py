"""Back-tests of versions of rules: asked for, worked out by a node, kept with all their figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from psycopg.rows import class_row

from preclear.store import events, sql
from preclear.store.pool import Database
from preclear.store.records import jsonb, read
from preclear.store.traffic import Span
from preclear.trials.backtest import BackTest

SQL = sql.load("backtests")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """That somebody asked for a back-test, how far it has come, and what came out."""

    id: int
    version_id: int
    asked_by: str
    asked_at: datetime
    days: int
    on_day: date
    travellers: int
    done: int
    record: Any
    failed: str | None
    finished_at: datetime | None

    @property
    def result(self) -> BackTest | None:
        """What came out; None: not done yet, or it failed."""
        return None if self.record is None else read(BackTest, self.record)

    @property
    def span(self) -> Span:
        """The time whose traffic counts."""
        return Span(self.asked_at - timedelta(days=self.days), self.asked_at)


def ask(db: Database, version: int, *, days: int, on: date, by: str, now: datetime) -> int:
    """Ask what a version of a rule would have meant for the traffic of so many days; a node works it out. Returns its number."""
    row = db.execute(SQL["ask"], {"version": version, "by": by, "now": now, "days": days, "on": on}).fetchone()
    number = int(row[0]) if row else 0
    events.notify(db, price=number)
    return number


def of_version(db: Database, version: int) -> list[Asked]:
    """Return the back-tests of a version, newest first."""
    with db.cursor(row_factory=class_row(Asked)) as cursor:
        return cursor.execute(SQL["of_version"], {"version": version}).fetchall()


def still_open(db: Database) -> list[int]:
    """Return those that are not worked out yet."""
    return [row[0] for row in db.execute(SQL["open"]).fetchall()]


def hold(db: Database, number: int) -> Asked | None:
    """Keep others from working one out until the transaction ends; None where another does so, or did."""
    row = db.execute(SQL["hold"], {"id": number}).fetchone()
    if not (row and row[0]):
        return None
    with db.cursor(row_factory=class_row(Asked)) as cursor:
        found = cursor.execute(SQL["find"], {"id": number}).fetchone()
    return found if found and found.finished_at is None else None


def progress(db: Database, number: int, done: int, travellers: int) -> None:
    """Note how far one has come."""
    db.execute(SQL["progress"], {"id": number, "done": done, "travellers": travellers})


def finish(db: Database, number: int, result: BackTest | None, *, now: datetime, failed: str | None = None) -> None:
    """Keep what came out, or why nothing did."""
    db.execute(SQL["finish"], {"id": number, "record": None if result is None else jsonb(result), "failed": failed, "now": now})


def places(db: Database, numbers: Sequence[int], sites: Sequence[str]) -> dict[int, tuple[int, str, int]]:
    """Return where people of a sample are: number of the voyage, its designator, place in the list; none at other sites."""
    rows = db.execute(SQL["looked_at"], {"ids": list(numbers), "sites": list(sites)}).fetchall()
    return {int(number): (int(voyage), str(designator), int(ordinal)) for number, voyage, designator, ordinal in rows}
