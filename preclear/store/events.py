"""What happened, for ever."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from preclear.audit import Event
from preclear.store import sql
from preclear.store.pool import Database
from preclear.store.records import jsonb, read

SQL = sql.load("events")


def write(db: Database, *events: Event, at: datetime) -> None:
    """Write events into the transaction of what they record."""
    if events:
        rows = [(at, e.kind, e.actor, e.subject, e.purpose, jsonb(e.detail)) for e in events]
        with db.cursor() as cursor:
            cursor.executemany(SQL["write_event"], rows)


def notify(db: Database, **changed: int | str) -> None:
    """Tell every page and node, once the transaction is done, what has changed: ids and versions only, no personal data."""
    db.execute(SQL["notify"], {"changed": jsonb(changed)})


def about(db: Database, subjects: Iterable[str]) -> tuple[tuple[datetime, Event], ...]:
    """Return all events about any of these subjects, oldest first, each with its instant."""
    rows = db.execute(SQL["events_about"], {"subjects": list(subjects)}).fetchall()
    return tuple((at, read(Event, dict(zip(Event.__slots__, rest, strict=True)))) for at, *rest in rows)
