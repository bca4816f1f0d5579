"""Legal holds: what a court or an inquiry needs is neither masked nor deleted, until somebody else ends it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from psycopg.rows import class_row

from preclear.audit import Event
from preclear.errors import Conflict, NotFound, NotPermitted
from preclear.inspection import Officer
from preclear.store import events, sql
from preclear.store.pool import Database

SQL = sql.load("holds")
Held = Literal["person", "case", "voyage"]
KINDS: tuple[Held, ...] = ("person", "case", "voyage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One hold, and what became of it."""

    id: int
    kind: Held
    subject_id: int  # of a traveller, a referral, a voyage
    reason: str
    authority: str
    until: date | None  # its last day; None: until somebody ends it
    asked_by: int
    asker: str
    asked_at: datetime
    confirmer: str | None
    confirmed_at: datetime | None
    ender: str | None  # None, but ended: its time was over, or nobody confirmed it
    ended_at: datetime | None
    ended_why: str | None


def ask(db: Database, kind: Held, subject: int, *, reason: str, authority: str, until: date | None, by: Officer, now: datetime) -> int:
    """Hold a person on a voyage (by the number of a declaration), a case (of a referral) or a whole voyage, and return the hold's number.

    It holds from now on; another officer confirms it. Raises ``NotFound``, ``Conflict`` for a last day that is over, ``ValueError``
    without a reason and an authority.
    """
    if not reason.strip() or not authority.strip():
        raise ValueError("a hold has a reason and an authority")
    if until is not None and until < now.date():
        raise Conflict("The last day of a hold lies ahead", code="hold-past")
    if db.execute(SQL[f"{kind}_there"], {"id": subject}).fetchone() is None:
        raise NotFound("There is nothing of this number to hold")
    said = {"kind": kind, "subject": subject, "reason": reason.strip(), "authority": authority.strip(), "until": until}
    row = db.execute(SQL["ask"], {**said, "by": by.id, "now": now}).fetchone()
    assert row is not None, "it returns what it inserts"
    detail = {"of": f"{kind}:{subject}", "until": until.isoformat() if until else None}
    events.write(db, Event("hold.asked", by.actor, f"legal_hold:{row[0]}", detail=detail), at=now)
    return int(row[0])


def confirm(db: Database, number: int, *, by: Officer, now: datetime) -> None:
    """Confirm a hold. Raises ``NotPermitted`` for the own one, ``Conflict`` where it was confirmed or has ended, ``NotFound``."""
    if find(db, number).asked_by == by.id:
        raise NotPermitted("You cannot confirm this hold; you asked for it", code="own-hold")
    if db.execute(SQL["confirm"], {"id": number, "by": by.id, "now": now}).fetchone() is None:
        raise Conflict("This hold was confirmed already, or has ended", code="hold-decided")
    events.write(db, Event("hold.confirmed", by.actor, f"legal_hold:{number}"), at=now)


def end(db: Database, number: int, *, why: str, by: Officer, now: datetime) -> None:
    """End a hold; what it kept goes its way.

    Raises ``NotPermitted`` for who asked for it, ``Conflict`` where it has ended, ``NotFound``.
    """
    held = find(db, number)
    if held.asked_by == by.id:
        raise NotPermitted("You cannot end this hold; you asked for it, and another officer ends it", code="own-hold")
    if not why.strip():
        raise ValueError("a hold is ended with a reason")
    if db.execute(SQL["end"], {"id": number, "by": by.id, "now": now, "why": why.strip()}).fetchone() is None:
        raise Conflict("This hold was confirmed already, or has ended", code="hold-decided")
    release(db, held.kind, held.subject_id)
    events.write(db, Event("hold.ended", by.actor, f"legal_hold:{number}"), at=now)


def release(db: Database, kind: str, subject: int) -> None:
    """Let retention look again at what a hold was on."""
    db.execute(SQL["release"], {"kind": kind, "subject": subject})


def find(db: Database, number: int) -> Hold:
    """Return one hold. Raises ``NotFound``."""
    found = _found(db, number)
    if not found:
        raise NotFound("There is no such hold")
    return found[0]


def every(db: Database) -> list[Hold]:
    """Return the holds: those that nobody has confirmed yet first, ended ones last."""
    return _found(db, None)


def _found(db: Database, number: int | None) -> list[Hold]:
    with db.cursor(row_factory=class_row(Hold)) as cursor:
        return cursor.execute(SQL["find"], {"id": number}).fetchall()
