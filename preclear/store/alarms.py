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


def silent(db: Database, *, minutes: int, now: datetime) -> Sequence[tuple[int, int | None, str, int]]:
    """Mark the answers that a carrier has not acknowledged in the time agreed with it; return number, voyage, carrier and attempts.

    ``minutes`` hold where nothing is agreed.
    """
    return db.execute(SQL["silent"], {"minutes": minutes, "now": now}).fetchall()


def part(db: Database, *, now: datetime) -> Sequence[tuple[int, int, int]]:
    """Mark the voyages of which a part of a list has not come in time; return number, new version and minutes waited."""
    return db.execute(SQL["part"], {"now": now}).fetchall()


def unclosed(db: Database, *, now: datetime) -> Sequence[tuple[int, int, int]]:
    """Mark the departed voyages of which nobody said in time who is on board; return number, new version and minutes since departure."""
    return db.execute(SQL["unclosed"], {"now": now}).fetchall()
