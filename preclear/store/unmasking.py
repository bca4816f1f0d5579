"""Orders to unmask: with a reason, an authority, a limit in time and a second person; every look under one is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import msgspec
from psycopg.rows import class_row

from preclear.audit import Event
from preclear.errors import Conflict, NotFound, NotPermitted
from preclear.inspection import Officer
from preclear.store import events, sql
from preclear.store.pool import Database
from preclear.store.vault import Vault

SQL = sql.load("unmasking")
Unmasked = Literal["person", "voyage"]
KINDS: tuple[Unmasked, ...] = ("person", "voyage")
LONGEST_HOURS = 168


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order, and what became of it."""

    id: int
    kind: Unmasked
    subject_id: int  # of a traveller or a voyage
    reason: str
    authority: str
    hours: int
    asked_by: int
    asker: str
    asked_at: datetime
    confirmer: str | None
    confirmed_at: datetime | None
    until: datetime | None  # None: not confirmed yet
    ended_at: datetime | None  # before its time

    def in_force(self, now: datetime) -> bool:
        """Return whether what it names may be seen."""
        return self.ended_at is None and self.confirmed_at is not None and self.until is not None and self.confirmed_at <= now < self.until


@dataclass(frozen=True, slots=True)
class Original:
    """What a row held before it was masked."""

    of: str  # the table
    id: int
    said: Any


def ask(db: Database, kind: Unmasked, subject: int, *, reason: str, authority: str, hours: int, by: Officer, now: datetime) -> int:
    """Ask to unmask a person (by the number of a declaration) or a voyage for so many hours, and return the order's number.

    Nothing is opened until another officer confirms it. Raises ``NotFound`` where nothing is masked, ``ValueError`` for an order without
    a reason and an authority, or for too long.
    """
    if not reason.strip() or not authority.strip() or not 1 <= hours <= LONGEST_HOURS:
        raise ValueError(f"an order has a reason, an authority, and 1 to {LONGEST_HOURS} hours")
    if db.execute(SQL[f"{kind}_there"], {"id": subject}).fetchone() is None:
        raise NotFound("There is nothing of this number that is masked")
    said = {"kind": kind, "subject": subject, "reason": reason.strip(), "authority": authority.strip(), "hours": hours}
    row = db.execute(SQL["ask"], {**said, "by": by.id, "now": now}).fetchone()
    assert row is not None, "it returns what it inserts"
    events.write(
        db, Event("unmasking.asked", by.actor, f"unmasking_order:{row[0]}", detail={"of": f"{kind}:{subject}", "hours": hours}), at=now
    )
    return int(row[0])


def confirm(db: Database, number: int, *, by: Officer, now: datetime) -> None:
    """Confirm an order: its hours begin. Raises ``NotPermitted`` for the own one, ``Conflict`` where it was decided, ``NotFound``."""
    if find(db, number).asked_by == by.id:
        raise NotPermitted("You cannot confirm this order; you asked for it", code="own-order")
    if db.execute(SQL["confirm"], {"id": number, "by": by.id, "now": now}).fetchone() is None:
        raise Conflict("This order was confirmed already, or has ended", code="order-decided")
    events.write(db, Event("unmasking.confirmed", by.actor, f"unmasking_order:{number}"), at=now)


def end(db: Database, number: int, *, by: Officer, now: datetime) -> None:
    """End an order before its time, or refuse it. Raises ``Conflict`` where it has ended, ``NotFound``."""
    find(db, number)
    if db.execute(SQL["end"], {"id": number, "by": by.id, "now": now}).fetchone() is None:
        raise Conflict("This order was confirmed already, or has ended", code="order-decided")
    events.write(db, Event("unmasking.ended", by.actor, f"unmasking_order:{number}"), at=now)


def opened(db: Database, vault: Vault, number: int, *, by: Officer, now: datetime) -> list[Original]:
    """Return what was masked of whom an order names, and record who saw it (law 8).

    Raises ``NotPermitted`` where it is not confirmed, has ended, or its hours are over; ``NotFound``.
    """
    order = find(db, number)
    if not order.in_force(now):
        raise NotPermitted("This order is not in force: it is not confirmed, has ended, or its hours are over", code="order-not-in-force")
    rows = db.execute(SQL[f"of_{order.kind}"], {"id": order.subject_id}).fetchall()
    detail = {"of": f"{order.kind}:{order.subject_id}", "records": len(rows)}
    events.write(db, Event("record.unmasked", by.actor, f"unmasking_order:{number}", order.reason, detail), at=now)
    return [Original(of, row, msgspec.json.decode(vault.open(bytes(sealed), f"{of}:{row}:{ordinal}"))) for of, row, ordinal, sealed in rows]


def opens_message(db: Database, raw: int, now: datetime) -> bool:
    """Return whether the bytes of a masked message may be opened: an order on one of its voyages is in force."""
    row = db.execute(SQL["opens_message"], {"raw": raw, "now": now}).fetchone()
    return bool(row and row[0])


def find(db: Database, number: int) -> Order:
    """Return one order. Raises ``NotFound``."""
    found = _found(db, number)
    if not found:
        raise NotFound("There is no such order")
    return found[0]


def every(db: Database) -> list[Order]:
    """Return the orders, the newest first."""
    return _found(db, None)


def _found(db: Database, number: int | None) -> list[Order]:
    with db.cursor(row_factory=class_row(Order)) as cursor:
        return cursor.execute(SQL["find"], {"id": number}).fetchall()
