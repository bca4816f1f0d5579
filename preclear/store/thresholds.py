"""At which score a hit is one: who set it, when and why; and what each threshold would cost on recorded traffic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from preclear.audit import Event
from preclear.store import events, sql
from preclear.store.pool import Database

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
