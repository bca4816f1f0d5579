"""What a person must be told: a time to answer that passed, a carrier that is silent. An alarm is never a permission."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from preclear.audit import Event
from preclear.errors import NotFound, PreclearError
from preclear.inspection import Officer
from preclear.store import events, sql
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


OF_SILENCES = frozenset({"no_list", "no_crew", "no_booking"})  # of expected voyages; their reference is the number of the silence
ENDED_BY_PEOPLE = OF_SILENCES | {"part", "unclosed", "unscreened", "against", "silent", "rejected"}  # the others end with what is decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """An alarm that somebody has ended."""

    kind: str
    voyage: int | None
    designator: str | None
    departure: str | None
    arrival: str | None
    carrier: str
    reference: str | None  # of the answer that it was about
    people: int
    done: str
    name: str  # of the officer
    ended_at: datetime


def end(
    db: Database, kind: str, *, voyage: int | None, reference: str | None, done: str, by: Officer, sites: Sequence[str], now: datetime
) -> None:
    """Note what was done about an alarm, and by whom, which ends it; what is amiss anew afterwards is an alarm again.

    Raises ``NotFound`` where no such alarm stands at these sites, ``PreclearError`` where nothing is said, or the alarm ends otherwise.
    """
    if kind not in ENDED_BY_PEOPLE:
        raise PreclearError("this alarm ends with what it is about")
    if not done.strip():
        raise PreclearError("say what was done")
    asked = {"kind": kind, "voyage": voyage, "reference": reference, "sites": list(sites), "done": done.strip(), "by": by.id, "now": now}
    if kind in OF_SILENCES:
        row = db.execute(SQL["end_silence"], asked).fetchone()
        if row is None:
            raise NotFound("no such alarm stands")
        events.write(db, Event("alarm.ended", by.actor, f"silence:{row[1]}", detail={"kind": kind, "people": 0, "end": row[0]}), at=now)
        events.notify(db, alarm=kind)
        return
    row = db.execute(SQL["end"], asked).fetchone()
    if row is None:
        raise NotFound("no such alarm stands")
    number, of_voyage, of_answer, people = row
    about = f"answer:{of_answer}" if of_answer else f"voyage:{of_voyage}"
    events.write(db, Event("alarm.ended", by.actor, about, detail={"kind": kind, "people": people, "end": number}), at=now)
    events.notify(db, alarm=kind, **({"voyage": of_voyage} if of_voyage else {}))


def ended(db: Database, sites: Sequence[str], *, since: datetime) -> Sequence[Ended]:
    """Return the alarms that people have ended since a moment, newest first."""
    with db.cursor(row_factory=class_row(Ended)) as cursor:
        return cursor.execute(SQL["ended"], {"sites": list(sites), "since": since}).fetchall()
