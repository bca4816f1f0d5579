"""What a person must be told: a time to answer that passed, a carrier that is silent. An alarm is never a permission."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from preclear.store import sql
from preclear.store.pool import Database

SQL = sql.load("alarms")


def late(db: Database, *, now: datetime) -> Sequence[tuple[int, int, int]]:
    """Mark the voyages whose time to answer has passed with people unanswered; return number, new version and how many people."""
    return db.execute(SQL["late"], {"now": now}).fetchall()


def silent(db: Database, *, made_before: datetime, now: datetime) -> Sequence[tuple[int, int | None, str, int]]:
    """Mark the changes that a carrier has not acknowledged since an instant; return number, voyage, carrier and attempts."""
    return db.execute(SQL["silent"], {"before": made_before, "now": now}).fetchall()
