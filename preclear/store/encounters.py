"""Courses of people through a site, step by step, and what was done to them under which power. Rows are only ever added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.rows import class_row

from preclear.errors import NotFound
from preclear.inspection.encounter import Encounter, Taken
from preclear.inspection.encounter_steps import Direction, State
from preclear.store import sql
from preclear.store.pool import Database
from preclear.store.records import jsonb

SQL = sql.load("encounters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """The visit of a person to a site: whose it is, and the course that is the law's business."""

    id: int
    voyage_id: int
    key: str
    traveller_id: int
    newest: int | None  # the declaration that stands now
    site: str
    direction: Direction
    mode: str
    in_transit: bool
    family_name: str
    given_names: str
    role: str
    opener: str
    opened_at: datetime
    course: Encounter
    officers: tuple[str, ...]  # who recorded each step

    @property
    def subject(self) -> str:
        """How events name it."""
        return f"encounter:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that was done to a person under a power."""

    action: str
    actor: str
    place: str
    at: datetime
    section: str
    grounds: list[str]
    note: str | None
    officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Present:
    """Somebody in the course, in the list of a site."""

    id: int
    traveller_id: int
    site: str
    direction: Direction
    state: State
    since: datetime
    section: str
    ends: bool
    withdrew: bool
    family_name: str
    given_names: str
    voyage: int
    designator: str
    mode: str
    departure: str | None
    arrival: str | None


def begin(
    db: Database, *, voyage: int, key: str, traveller: int, site: str, course: Encounter, officer: int, now: datetime
) -> int:  # the first step is written by `record`
    """Open a course, and return its number. The database refuses a second while one has not ended."""
    columns = {
        "voyage": voyage,
        "key": key,
        "traveller": traveller,
        "site": site,
        "direction": course.direction,
        "mode": course.mode,
        "in_transit": course.in_transit,
        "officer": officer,
        "now": now,
    }
    row = db.execute(SQL["open"], columns).fetchone()
    return int(row[0]) if row else 0


def current(db: Database, voyage: int, key: str, *, hold: bool = False) -> int | None:
    """Return the number of a person's latest course on a voyage; ``hold`` keeps others from opening one until the transaction ends."""
    if hold:
        db.execute(SQL["hold_person"], {"voyage": voyage, "key": key})
    row = db.execute(SQL["of_person"], {"voyage": voyage, "key": key}).fetchone()
    return int(row[0]) if row else None


def find(db: Database, encounter: int, sites: Sequence[str] = (), *, hold: bool = False) -> Visit:
    """Return a visit with its course. Raises ``NotFound`` where it is not at one of these sites (none: every site)."""
    if hold:
        db.execute(SQL["hold"], {"id": encounter})
    with db.cursor() as cursor:
        row = cursor.execute(SQL["find"], {"id": encounter, "sites": list(sites)}).fetchone()
        if row is None:
            raise NotFound("There is no such course")
        names = [column.name for column in cursor.description or ()]
    said: dict[str, Any] = dict(zip(names, row, strict=True))
    steps = db.execute(SQL["steps"], {"id": encounter}).fetchall()
    course = Encounter(
        direction=said["direction"],
        mode=said["mode"],
        in_transit=said["in_transit"],
        steps=tuple(
            Taken(name=name, start=start, end=end, actor=actor, officer=officer, place=place, at=at, section=section, given=given)
            for name, start, end, actor, officer, place, at, section, given, _ in steps
        ),
    )
    fields = {name: value for name, value in said.items() if name in Visit.__slots__}
    return Visit(**fields, course=course, officers=tuple(step[-1] for step in steps))


def record(db: Database, encounter: int, ordinal: int, taken: Taken, *, now: datetime) -> None:
    """Write one step for ever; ``ordinal`` counts from 1."""
    columns = {
        "id": encounter,
        "ordinal": ordinal,
        "name": taken.name,
        "start": taken.start,
        "end": taken.end,
        "actor": taken.actor,
        "officer": taken.officer,
        "place": taken.place,
        "at": taken.at,
        "section": taken.section,
        "given": jsonb(taken.given),
        "now": now,
    }
    db.execute(SQL["write_step"], columns)


def act(
    db: Database,
    encounter: int,
    action: str,
    *,
    actor: str,
    officer: int,
    place: str,
    at: datetime,
    section: str,
    grounds: Sequence[str],
    note: str | None,
    now: datetime,
) -> None:
    """Write for ever that a power was used. The database refuses biometric information after withdrawal."""
    columns = {
        "id": encounter,
        "action": action,
        "actor": actor,
        "officer": officer,
        "place": place,
        "at": at,
        "section": section,
        "grounds": list(grounds),
        "note": note,
        "now": now,
    }
    db.execute(SQL["write_act"], columns)


def acts(db: Database, encounter: int) -> list[Act]:
    """Return what was done to a person, in order."""
    with db.cursor(row_factory=class_row(Act)) as cursor:
        return cursor.execute(SQL["acts"], {"id": encounter}).fetchall()


def present(db: Database, sites: Sequence[str], now: datetime) -> list[Present]:
    """Return who is in the course at these sites now (none: every site), and who ended it in the last twelve hours."""
    with db.cursor(row_factory=class_row(Present)) as cursor:
        return cursor.execute(SQL["at_sites"], {"sites": list(sites), "now": now}).fetchall()
