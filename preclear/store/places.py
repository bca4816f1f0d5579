"""Places that an administrator added to those that travel with the program."""

from __future__ import annotations

from datetime import datetime

from psycopg.errors import UniqueViolation

from preclear.audit import Event
from preclear.errors import Conflict
from preclear.places import Place
from preclear.store import events, sql
from preclear.store.pool import Database
from preclear.store.records import jsonb, read

SQL = sql.load("places")


def add(db: Database, place: Place, *, by: str, now: datetime) -> None:
    """Add a place, or how it is from a later day on. Raises ``Conflict`` when that is said already."""
    columns = {
        "code": place.code,
        "valid_from": place.valid_from,
        "valid_to": place.valid_to,
        "record": jsonb(place),
        "by": by,
        "now": now,
    }
    try:
        db.execute(SQL["add"], columns)
    except UniqueViolation as error:
        raise Conflict(f"place {place.code} from {place.valid_from} is there already") from error
    events.write(db, Event("place.added", by, f"place:{place.code}"), at=now)
    events.notify(db, place=place.code)


def added(db: Database) -> tuple[Place, ...]:
    """Return the places that were added, in the order in which they were."""
    return tuple(read(Place, row[0]) for row in db.execute(SQL["added"]).fetchall())
