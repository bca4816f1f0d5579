"""Other systems that tell this node of people: the register of them, what each may send, and their keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.errors import CheckViolation, UniqueViolation
from psycopg.rows import class_row

from preclear.audit import Event
from preclear.errors import Conflict, NotFound, PreclearError
from preclear.inspection import HIT_KINDS
from preclear.store import events, sql
from preclear.store.keys import Key, hashed, new
from preclear.store.pool import Database

SQL = sql.load("systems")


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A system of somebody else, and what it may send."""

    id: str
    name: str
    kinds: Sequence[str] = HIT_KINDS
    severest: int = 1  # the gravest severity that it may give
    per_minute: int = 60  # requests
    closed_at: datetime | None = None

    @property
    def actor(self) -> str:
        """How events name this system."""
        return f"system:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """What goes on with a system, in counts."""

    system_id: str
    hits: int
    standing: int  # of them: not withdrawn, and valid
    last_at: datetime | None
    not_found: int  # of those that stand: met nobody yet
    keys: int


def add(db: Database, system: System, *, by: str, now: datetime) -> None:
    """Add a system. Raises ``Conflict`` when its id is taken, ``PreclearError`` where it does not fit."""
    try:
        with db.transaction():
            db.execute(SQL["add"], _columns(system) | {"now": now})
    except UniqueViolation as error:
        raise Conflict(f"there is a system {system.id} already") from error
    except CheckViolation as error:
        raise PreclearError(f"system {system.id}: does not fit ({error.diag.constraint_name})") from error
    events.write(db, Event("system.added", by, system.actor, detail=_terms(system)), at=now)


def agree(db: Database, system: System, *, by: str, now: datetime) -> None:
    """Put other terms in place of what a system may send. Raises ``NotFound``, ``Conflict`` for a closed one, ``PreclearError``."""
    find(db, system.id)
    try:
        with db.transaction():
            changed = db.execute(SQL["agree"], _columns(system)).fetchone()
    except CheckViolation as error:
        raise PreclearError(f"system {system.id}: does not fit ({error.diag.constraint_name})") from error
    if changed is None:
        raise Conflict(f"system {system.id} is closed")
    events.write(db, Event("system.agreed", by, system.actor, detail=_terms(system)), at=now)


def find(db: Database, system_id: str) -> System:
    """Return a system. Raises ``NotFound``."""
    found = _systems(db, "find", id=system_id)
    if not found:
        raise NotFound("there is no such system")
    return found[0]


def every(db: Database) -> list[System]:
    """Return all systems, closed ones last."""
    return _systems(db, "find", id=None)


def close(db: Database, system_id: str, *, by: str, now: datetime) -> None:
    """Take no more from a system; its keys end with it, and what it told stays. Raises ``NotFound``, ``Conflict``."""
    system = find(db, system_id)
    if db.execute(SQL["close"], {"id": system_id, "now": now}).fetchone() is None:
        raise Conflict(f"system {system_id} is closed")
    db.execute(SQL["revoke_all"], {"id": system_id, "now": now})
    events.write(db, Event("system.closed", by, system.actor), at=now)


def add_key(db: Database, system_id: str, label: str, *, by: str, now: datetime) -> str:
    """Give a system one more key, and return it: only its hash is kept, so it is seen this once.

    Raises ``NotFound``, or ``Conflict`` for a closed system or a label that another of its keys has.
    """
    system = find(db, system_id)
    if system.closed_at:
        raise Conflict(f"system {system_id} is closed")
    key = new()
    try:
        with db.transaction():
            db.execute(SQL["add_key"], {"hash": hashed(key), "id": system_id, "label": label, "now": now})
    except UniqueViolation as error:
        raise Conflict(f"system {system_id} has a key {label} already") from error
    events.write(db, Event("system.key_added", by, system.actor, detail={"label": label}), at=now)
    return key


def keys(db: Database, system_id: str) -> list[Key]:
    """Return the keys of a system, ended ones last."""
    with db.cursor(row_factory=class_row(Key)) as cursor:
        return cursor.execute(SQL["keys"], {"id": system_id}).fetchall()


def revoke(db: Database, system_id: str, label: str, *, by: str, now: datetime) -> None:
    """End the key of a system that bears a label. Raises ``NotFound``."""
    if db.execute(SQL["revoke"], {"id": system_id, "label": label, "now": now}).fetchone() is None:
        raise NotFound(f"system {system_id} has no key {label}")
    events.write(db, Event("system.key_revoked", by, f"system:{system_id}", detail={"label": label}), at=now)


def of_key(db: Database, key: str, *, now: datetime) -> System | None:
    """Return the open system that holds a key, and note that it is used. Found by the key's hash, so the time tells nothing of any key."""
    found = _systems(db, "of_key", hash=hashed(key))
    if not found:
        return None
    db.execute(SQL["use_key"], {"hash": hashed(key), "now": now})
    return found[0]


def pace(db: Database, system_id: str, *, now: datetime) -> int:
    """Count one more request of a system, and return how many came in this minute."""
    row = db.execute(SQL["pace"], {"id": system_id, "now": now}).fetchone()
    assert row is not None, "it returns what it counts"
    return int(row[0])


def traffic(db: Database, *, now: datetime) -> list[Traffic]:
    """Return what goes on with each system."""
    return [Traffic(**dict(zip(Traffic.__slots__, row, strict=True))) for row in db.execute(SQL["traffic"], {"now": now}).fetchall()]


def _systems(db: Database, query: str, **facts: Any) -> list[System]:
    with db.cursor(row_factory=class_row(System)) as cursor:
        return cursor.execute(SQL[query], facts).fetchall()


def _terms(system: System) -> dict[str, Any]:
    return {"kinds": list(system.kinds), "severest": system.severest, "per_minute": system.per_minute}


def _columns(system: System) -> dict[str, Any]:
    return {"id": system.id, "name": system.name, **_terms(system)}
