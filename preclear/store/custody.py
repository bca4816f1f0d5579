"""What travellers brought, who holds it, what they declared and what they complain of. Rows are only ever added."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.rows import class_row

from preclear.errors import NotFound
from preclear.inspection.custody import Goods, Moved, Noticed
from preclear.inspection.declaration import Declaration, Estimate
from preclear.inspection.encounter_steps import Direction
from preclear.store import sql
from preclear.store.pool import Database
from preclear.store.records import jsonb, read

SQL = sql.load("custody")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A written notice as it was given."""

    id: int
    kind: str
    given_at: datetime
    language: str
    reasons: str
    requirements: str | None
    remedy: str | None
    officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing that a traveller brought, with the chain of its custody."""

    id: int
    tag: str
    description: str
    tied_at: datetime
    chain: Goods
    officers: tuple[str, ...]  # who recorded each step of it
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """A declaration that was made."""

    id: int
    made: str  # ahead, primary
    party: str
    record: Any
    estimate: Any
    made_at: datetime
    officer: str

    @property
    def declaration(self) -> Declaration:
        """What was declared."""
        return read(Declaration, self.record)

    @property
    def follows(self) -> Estimate:
        """What followed from it on that day."""
        return read(Estimate, self.estimate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What a traveller said was wrong."""

    id: int
    kind: str
    event: str | None
    words: str
    made_at: datetime
    officer: str


def tie(db: Database, encounter: int, *, kind: str, type: str, tag: str, description: str, officer: int, now: datetime) -> int:  # noqa: A002 - the word of the law
    """Tie something to a person, and return its number. The database refuses a tag that is somebody else's on the voyage."""
    columns = {"encounter": encounter, "kind": kind, "type": type, "tag": tag, "description": description, "officer": officer, "now": now}
    row = db.execute(SQL["tie"], columns).fetchone()
    return int(row[0]) if row else 0


def encounter_of(db: Database, goods: int) -> int:
    """Return whose course something belongs to, and hold it until the transaction ends. Raises ``NotFound``."""
    row = db.execute(SQL["hold"], {"id": goods}).fetchone()
    if row is None:
        raise NotFound("There are no such goods")
    return int(row[0])


def things(db: Database, encounter: int, direction: Direction) -> tuple[Thing, ...]:
    """Return what a person brought, each with its chain and notices."""
    moves: defaultdict[int, list[Moved]] = defaultdict(list)
    officers: defaultdict[int, list[str]] = defaultdict(list)
    for goods, name, start, end, actor, officer, place, at, section, given, who in db.execute(SQL["moves"], {"encounter": encounter}):
        moves[goods].append(
            Moved(name=name, start=start, end=end, actor=actor, officer=officer, place=place, at=at, section=section, given=given)
        )
        officers[goods].append(who)
    notices: defaultdict[int, list[Notice]] = defaultdict(list)
    for goods, number, kind, given_at, language, reasons, requirements, remedy, who in db.execute(SQL["notices"], {"encounter": encounter}):
        notices[goods].append(
            Notice(
                id=number,
                kind=kind,
                given_at=given_at,
                language=language,
                reasons=reasons,
                requirements=requirements,
                remedy=remedy,
                officer=who,
            )
        )
    return tuple(
        Thing(
            id=number,
            tag=tag,
            description=description,
            tied_at=tied_at,
            chain=Goods(
                kind=kind,
                type=type_,
                direction=direction,
                steps=tuple(moves[number]),
                notices=tuple(Noticed(kind=each.kind, at=each.given_at) for each in notices[number]),  # type: ignore[arg-type]  # checked by the database
            ),
            officers=tuple(officers[number]),
            notices=tuple(notices[number]),
        )
        for number, kind, type_, tag, description, tied_at in db.execute(SQL["goods"], {"encounter": encounter}).fetchall()
    )


def record(db: Database, goods: int, ordinal: int, moved: Moved, *, now: datetime) -> None:
    """Write one passing of custody for ever; ``ordinal`` counts from 1."""
    columns = {
        "id": goods,
        "ordinal": ordinal,
        "name": moved.name,
        "start": moved.start,
        "end": moved.end,
        "actor": moved.actor,
        "officer": moved.officer,
        "place": moved.place,
        "at": moved.at,
        "section": moved.section,
        "given": jsonb(moved.given),
        "now": now,
    }
    db.execute(SQL["write_move"], columns)


def give_notice(
    db: Database,
    goods: int,
    kind: str,
    *,
    language: str,
    reasons: str,
    requirements: str | None,
    remedy: str | None,
    officer: int,
    now: datetime,
) -> int:
    """Keep a written notice as it is given, and return its number."""
    columns = {
        "id": goods,
        "kind": kind,
        "language": language,
        "reasons": reasons,
        "requirements": requirements,
        "remedy": remedy,
        "officer": officer,
        "now": now,
    }
    row = db.execute(SQL["write_notice"], columns).fetchone()
    return int(row[0]) if row else 0


def declare(
    db: Database,
    *,
    voyage: int,
    key: str,
    encounter: int | None,
    party: str,
    declaration: Declaration,
    estimate: Estimate,
    officer: int,
    now: datetime,
) -> int:
    """Keep a declaration with what follows from it, and return its number. ``encounter`` None: made ahead."""
    columns = {
        "voyage": voyage,
        "key": key,
        "encounter": encounter,
        "made": "primary" if encounter else "ahead",
        "party": party,
        "record": jsonb(declaration),
        "estimate": jsonb(estimate),
        "officer": officer,
        "now": now,
    }
    row = db.execute(SQL["declare"], columns).fetchone()
    return int(row[0]) if row else 0


def declarations(db: Database, voyage: int, key: str) -> list[Declared]:
    """Return what a person declared, in order."""
    with db.cursor(row_factory=class_row(Declared)) as cursor:
        return cursor.execute(SQL["declarations"], {"voyage": voyage, "key": key}).fetchall()


def complain(db: Database, encounter: int, *, kind: str, event: str | None, words: str, language: str, officer: int, now: datetime) -> int:
    """Keep what a traveller complains of, and return its number."""
    columns = {
        "encounter": encounter,
        "kind": kind,
        "event": event,
        "words": words,
        "language": language,
        "officer": officer,
        "now": now,
    }
    row = db.execute(SQL["complain"], columns).fetchone()
    return int(row[0]) if row else 0


def complaints(db: Database, encounter: int) -> list[Complaint]:
    """Return what a traveller complained of."""
    with db.cursor(row_factory=class_row(Complaint)) as cursor:
        return cursor.execute(SQL["complaints"], {"encounter": encounter}).fetchall()
