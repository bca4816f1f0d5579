"""Who sits where on a voyage, as declared, with their booking and whether an officer is to look at them."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg.rows import class_row

from preclear.store import sql
from preclear.store.pool import Database

SQL = sql.load("seats")
MOST = 2000  # people of one voyage that a page shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """Somebody whose seat was declared."""

    id: int
    family_name: str
    given_names: str
    role: str
    seat: str  # as declared
    locator: str | None
    kind: str | None  # why an officer is to look at them: the kind of the open referral


def of(db: Database, voyage: int) -> list[Seated]:
    """Return the people now on a voyage whose seat was declared, in the order of the list, at most ``MOST``."""
    with db.cursor(row_factory=class_row(Seated)) as cursor:
        return cursor.execute(SQL["of"], {"voyage": voyage, "most": MOST}).fetchall()


def unseated(db: Database, voyage: int) -> int:
    """Return how many people of a voyage have no seat that was declared."""
    (people,) = db.execute(SQL["unseated"], {"voyage": voyage}).fetchone() or (0,)
    return int(people)
