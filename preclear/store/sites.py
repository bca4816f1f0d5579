"""What an administrator says of sites and the ground in them, and which conveyances stand ready."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from psycopg.errors import CheckViolation, UniqueViolation
from psycopg.rows import class_row

from preclear.audit import Event
from preclear.errors import Conflict, NotFound
from preclear.inspection.sites import Ground, SiteState, Stay
from preclear.store import events, sql
from preclear.store.pool import Database
from preclear.store.records import jsonb, read

SQL = sql.load("sites")


@dataclass(frozen=True, slots=True, kw_only=True)
class StayRow:
    """A stay, with its number."""

    id: int
    site: str
    stand: str
    conveyance: str
    since: datetime
    until: datetime | None

    @property
    def stay(self) -> Stay:
        """As the law asks for it."""
        return Stay(site=self.site, stand=self.stand, conveyance=self.conveyance, since=self.since, until=self.until)


@dataclass(frozen=True, slots=True)
class Said:
    """Ground as it was entered: who, when."""

    ground: Ground
    by: str
    at: datetime


def add_state(db: Database, state: SiteState, *, by: str, now: datetime) -> None:
    """Say how a site is from a day on. What was said before stays, and is gone by no more for those days."""
    days = {"valid_from": state.valid_from, "valid_to": state.valid_to}
    db.execute(SQL["add_state"], {"code": state.code, **days, "record": jsonb(state), "by": by, "now": now})
    detail = {"status": state.status, "kind": state.kind, "from": str(state.valid_from)}
    events.write(db, Event("site.said", by, f"site:{state.code}", detail=detail), at=now)
    events.notify(db, place=state.code)


def states(db: Database) -> tuple[SiteState, ...]:
    """Return all that administrators said of sites, in the order in which they did."""
    return tuple(read(SiteState, row[0]) for row in db.execute(SQL["states"]).fetchall())


def add_ground(db: Database, ground: Ground, *, by: str, now: datetime) -> None:
    """Say what ground of a site is designated, from a day on. Raises ``Conflict`` for what cannot be."""
    columns = {name: getattr(ground, name) for name in ("site", "code", "kind", "stand", "valid_from", "valid_to")}
    try:
        db.execute(SQL["add_ground"], {**columns, "record": jsonb(ground), "by": by, "now": now})
    except CheckViolation as error:
        raise Conflict("a perimeter, and nothing else, names the stand that it is next to") from error
    detail = {"ground": ground.code, "kind": ground.kind, "from": str(ground.valid_from), "to": str(ground.valid_to or "")}
    events.write(db, Event("site.ground", by, f"site:{ground.site}", detail=detail), at=now)


def grounds(db: Database, site: str) -> tuple[Said, ...]:
    """Return what was said of the ground of a site, in the order in which it was."""
    return tuple(Said(read(Ground, row[0]), row[1], row[2]) for row in db.execute(SQL["grounds"], {"site": site}).fetchall())


def begin_stay(db: Database, stay: Stay, *, by: str, now: datetime) -> int:
    """Say that a conveyance stands ready for departure. Raises ``Conflict`` where another still stands there."""
    columns = {"site": stay.site, "stand": stay.stand, "conveyance": stay.conveyance, "since": stay.since}
    try:
        row = db.execute(SQL["begin_stay"], {**columns, "by": by, "now": now}).fetchone()
    except UniqueViolation as error:
        raise Conflict(f"a conveyance still stands at {stay.stand}") from error
    assert row is not None
    detail = {"stand": stay.stand, "conveyance": stay.conveyance, "since": stay.since.isoformat()}
    events.write(db, Event("site.stands", by, f"site:{stay.site}", detail=detail), at=now)
    return int(row[0])


def end_stay(db: Database, site: str, stay_id: int, *, until: datetime, by: str, now: datetime) -> None:
    """Say that a conveyance stands no longer. Raises ``NotFound`` where none of that number stands there, or came only later."""
    row = db.execute(SQL["end_stay"], {"id": stay_id, "site": site, "until": until, "by": by, "now": now}).fetchone()
    if row is None:
        raise NotFound("no such conveyance stands there")
    detail = {"stand": row[1], "conveyance": row[0], "until": until.isoformat()}
    events.write(db, Event("site.left", by, f"site:{site}", detail=detail), at=now)


def stays(db: Database, site: str, *, since: datetime) -> list[StayRow]:
    """Return the conveyances that stand at a site, and the last hundred that stood there since a time, the latest first."""
    with db.cursor(row_factory=class_row(StayRow)) as cursor:
        return cursor.execute(SQL["stays"], {"site": site, "since": since}).fetchall()
