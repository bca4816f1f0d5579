"""How much of what there is: the counts by which operators see that a node keeps up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from preclear.store import sql
from preclear.store.pool import Database

SQL = sql.load("state")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Counts, of everything that waits for something."""

    unsettled: int
    unreadable: int
    waiting: int
    escalated: int
    referrals: int
    late: int
    not_screened: int
    voyages: int
    throttled: int


def of(db: Database, *, now: datetime) -> State:
    """Return the counts of this moment."""
    with db.cursor(row_factory=class_row(State)) as cursor:
        found = cursor.execute(SQL["state"], {"now": now}).fetchone()
    if found is None:
        raise LookupError("a query of counts gave no row")
    return found
