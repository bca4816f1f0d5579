"""The voyages that leave within a span of time, and how far each has come: what a map of them shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from preclear.store import sql
from preclear.store.pool import Database

SQL = sql.load("underway")
MOST = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Underway:
    """One voyage of the span."""

    id: int
    carrier: str
    designator: str
    mode: str
    departure: str | None
    arrival: str | None
    departs_at: datetime
    listed: bool  # somebody is declared on it
    waiting: int  # people who wait for an officer
    closed: bool  # it has left, or its carrier has closed it


def of(db: Database, *, since: datetime, until: datetime, sites: Sequence[str], now: datetime) -> list[Underway]:
    """Return the voyages that leave from ``since`` until before ``until``, by time, at most ``MOST``; no sites is every site."""
    with db.cursor(row_factory=class_row(Underway)) as cursor:
        asked = {"since": since, "until": until, "sites": list(sites), "now": now, "most": MOST}
        return cursor.execute(SQL["of"], asked).fetchall()
