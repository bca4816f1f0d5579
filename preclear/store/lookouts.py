"""The node's own list: whom and which documents its officers look out for, each with a reason, a last day, and a second officer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from psycopg.rows import class_row

from preclear.audit import Event
from preclear.errors import Conflict, NotFound, NotPermitted
from preclear.inspection import Officer
from preclear.store import events, lists, sql
from preclear.store.pool import Database
from preclear.store.records import jsonb, read
from preclear.watchlist import Edition, Entry, Source, digest

SQL = sql.load("lookouts")
LIST = "lookout"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lookout:
    """One proposal, and what became of it."""

    id: int
    entry: Any
    reason: str
    expires: date
    proposed_by: int
    proposer: str
    proposed_at: datetime
    approved_by: int | None
    approver: str | None
    approved_at: datetime | None
    ender: str | None
    ended_at: datetime | None
    ended_why: str | None
    listed: bool

    @property
    def listed_as(self) -> Entry:
        """What stands on the list."""
        return read(Entry, self.entry)

    def state(self, on: date) -> str:
        """Return ``ended``, ``expired``, ``proposed`` or ``listed``."""
        if self.ended_at:
            return "ended"
        if self.expires < on:
            return "expired"
        return "listed" if self.approved_at else "proposed"


def propose(db: Database, entry: Entry, *, reason: str, expires: date, by: Officer, now: datetime) -> int:
    """Keep a proposal, whose ``ref`` is given to it, and return its number. Nobody is screened by it until another officer approves it."""
    named = {"entry": jsonb(replace(entry, ref="")), "reason": reason, "expires": expires, "officer": by.id, "now": now}
    row = db.execute(SQL["propose"], named).fetchone()
    assert row is not None, "it returns what it inserts"
    number = int(row[0])
    db.execute(SQL["name"], {"id": number})
    events.write(db, Event("lookout.proposed", by.actor, f"lookout:{number}", detail={"expires": expires.isoformat()}), at=now)
    return number


def approve(db: Database, number: int, *, by: Officer, now: datetime) -> None:
    """Put a proposal on the list; everyone still to travel is screened again.

    Raises ``NotPermitted`` for the own one, ``Conflict`` where it was decided, ended or has expired, ``NotFound``.
    """
    if find(db, number).proposed_by == by.id:
        raise NotPermitted("You cannot approve this one; you proposed it", code="own-proposal")
    if db.execute(SQL["approve"], {"id": number, "officer": by.id, "now": now, "today": now.date()}).fetchone() is None:
        raise Conflict("This lookout was approved or ended already, or has expired", code="lookout-decided")
    events.write(db, Event("lookout.approved", by.actor, f"lookout:{number}"), at=now)
    publish(db, now)


def end(db: Database, number: int, *, why: str, by: Officer, now: datetime) -> None:
    """Take a lookout back, proposed or listed. Raises ``Conflict`` where it has ended, ``NotFound``."""
    find(db, number)
    if db.execute(SQL["end"], {"id": number, "officer": by.id, "now": now, "why": why}).fetchone() is None:
        raise Conflict("This lookout has ended already", code="lookout-decided")
    events.write(db, Event("lookout.ended", by.actor, f"lookout:{number}"), at=now)
    publish(db, now)


def publish(db: Database, now: datetime) -> bool:
    """Bring the list to what was approved, has not ended and not expired; return whether that changed it."""
    row = db.execute(SQL["changed"], {"today": now.date()}).fetchone()
    assert row is not None, "it gives one row"
    if not row[0]:
        return False
    db.execute(SQL["list"], {"today": now.date()})
    entries = tuple(read(Entry, entry) for (entry,) in db.execute(SQL["listed"]))
    source = lists.terms(db, LIST)
    edition = Edition(
        source=source[0] if source else Source(LIST, "Lookouts of this node", handling="restricted"),
        dated=now.date(),
        entries=entries,
        digest=digest(entries),
    )
    return lists.accept(db, edition, by="node", now=now, shrunk=True) is not None


def find(db: Database, number: int) -> Lookout:
    """Return one lookout. Raises ``NotFound``."""
    found = _found(db, number)
    if not found:
        raise NotFound("There is no such lookout")
    return found[0]


def every(db: Database) -> list[Lookout]:
    """Return all lookouts: those that wait for an approver first, then by their last day; ended ones at the end."""
    return _found(db, None)


def _found(db: Database, number: int | None) -> list[Lookout]:
    with db.cursor(row_factory=class_row(Lookout)) as cursor:
        return cursor.execute(SQL["find"], {"id": number}).fetchall()
