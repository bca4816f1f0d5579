"""At which score a hit is one: who set it, when and why; and what each threshold would cost on recorded traffic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from psycopg.rows import class_row

from preclear.audit import Event
from preclear.manifest import Traveller
from preclear.matching import Price
from preclear.store import events, sql
from preclear.store.pool import Database
from preclear.store.records import jsonb, read

PIECE = 300  # people read, screened and counted at once

SQL = sql.load("thresholds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A threshold that was set."""

    id: int
    value: float
    reason: str
    set_by: str
    set_at: datetime


def history(db: Database) -> list[Threshold]:
    """Return every threshold that was set, newest first."""
    with db.cursor(row_factory=class_row(Threshold)) as cursor:
        return cursor.execute(SQL["history"]).fetchall()


def in_force(db: Database) -> Threshold | None:
    """Return the threshold in force; None where nobody set one, and that of the weights holds."""
    return next(iter(history(db)), None)


def put(db: Database, value: float, *, reason: str, by: str, now: datetime) -> None:
    """Put a threshold in force; everyone still to travel is screened by it again.

    Raises ``ValueError`` for one that is not between 0 and 1, or without a reason.
    """
    if not 0 < value < 1 or not reason.strip():
        raise ValueError("a threshold lies between 0 and 1, and has a reason")
    former = in_force(db)
    db.execute(SQL["set"], {"value": value, "reason": reason.strip(), "by": by, "now": now})
    detail = {"former": former and former.value, "new": value, "reason": reason.strip()}
    events.write(db, Event("threshold.set", by, "threshold", detail=detail), at=now)
    events.notify(db, list="threshold")


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """What thresholds cost on recorded traffic."""

    price: Price
    days: int  # on which there was any traffic
    threshold: float  # in force when it was worked out
    basis: str  # digest of what people were screened by


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """That somebody asked for what thresholds cost, how far it has come, and what came out."""

    id: int
    asked_by: str
    asked_at: datetime
    days: int
    travellers: int
    done: int
    record: Any
    finished_at: datetime | None

    @property
    def priced(self) -> Priced | None:
        """What came out; None: not done yet."""
        return None if self.record is None else read(Priced, self.record)

    @property
    def span(self) -> dict[str, datetime]:
        """The time whose traffic counts."""
        return {"since": self.asked_at - timedelta(days=self.days), "until": self.asked_at}


def ask(db: Database, days: int, *, by: str, now: datetime) -> int:
    """Ask for what thresholds cost on the traffic of so many days, and return the number of the request; a node works it out."""
    row = db.execute(SQL["ask"], {"by": by, "now": now, "days": days}).fetchone()
    number = int(row[0]) if row else 0
    events.notify(db, price=number)
    return number


def asked(db: Database, number: int | None = None, *, finished: bool = False) -> Asked | None:
    """Return a request, or the latest one: of those that are finished, if wanted, as long as there are any; else of those that are not."""
    with db.cursor(row_factory=class_row(Asked)) as cursor:
        found = cursor.execute(SQL["latest"], {"id": number, "finished": finished}).fetchone()
    return found if found and (number or (found.finished_at is not None) == finished) else None


def still_open(db: Database) -> list[int]:
    """Return the requests that are not worked out yet."""
    return [row[0] for row in db.execute(SQL["open"]).fetchall()]


def hold(db: Database, number: int) -> Asked | None:
    """Keep others from working out a request until the transaction ends; None where another does so, or did."""
    row = db.execute(SQL["hold"], {"id": number}).fetchone()
    found = asked(db, number) if row and row[0] else None
    return found if found and found.finished_at is None else None


def traffic(db: Database, wanted: Asked) -> tuple[int, int]:
    """Return on how many days of a request there was traffic, and of how many people."""
    row = db.execute(SQL["traffic"], wanted.span).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def recorded(db: Database, wanted: Asked) -> Iterator[list[tuple[Traveller, list[str]]]]:
    """Yield everyone of the traffic of a request, a piece at a time, each with the entries that an officer found to be this person."""
    with db.cursor(name="recorded") as cursor:
        cursor.execute(SQL["recorded"], wanted.span)
        while rows := cursor.fetchmany(PIECE):
            yield [(read(Traveller, record), refs) for record, refs in rows]


def progress(db: Database, number: int, done: int, travellers: int) -> None:
    """Note how far a request has come."""
    db.execute(SQL["progress"], {"id": number, "done": done, "travellers": travellers})


def finish(db: Database, number: int, priced: Priced, *, now: datetime) -> None:
    """Keep what came out of a request."""
    db.execute(SQL["finish"], {"id": number, "record": jsonb(priced), "now": now})
