"""Whom the officers at one place look out for in the next hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from psycopg.rows import class_row

from preclear.store import sql
from preclear.store.pool import Database

SQL = sql.load("port")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Somebody who is not to pass unseen, and where they are in their course."""

    id: int  # of the declaration
    family_name: str
    given_names: str
    seat: str | None
    role: str
    voyage: int
    version: int
    designator: str
    mode: str
    departure: str | None
    arrival: str | None
    departs_at: datetime | None
    arrives_at: datetime | None
    leaving: bool  # from this place; else they arrive here
    kind: str | None  # of the open referral
    severity: int
    referral: str | None  # its state
    officer: str | None  # who holds it
    status: str | None  # what the carrier was told
    encounter: int | None
    state: str | None  # of the course
    since: datetime | None
    on_board: bool | None  # None: the voyage is not closed out
    lookout: bool  # on the node's own list

    @property
    def at(self) -> datetime:
        """When the voyage is at this place."""
        moment = self.departs_at if self.leaving else self.arrives_at
        assert moment is not None, "what is asked for has a time"
        return moment


def lookouts_at(db: Database, place: str, sites: Sequence[str], *, since: datetime, until: datetime) -> list[Sought]:
    """Return who comes through a place in a span and is not to pass unseen, by time."""
    with db.cursor(row_factory=class_row(Sought)) as cursor:
        asked = {"place": place, "sites": list(sites), "since": since, "until": until}
        return cursor.execute(SQL["lookouts_at"], asked).fetchall()


def busy(db: Database, sites: Sequence[str], *, since: datetime, until: datetime) -> list[str]:
    """Return the places through which voyages go in a span, the soonest first."""
    return [row[0] for row in db.execute(SQL["busy"], {"sites": list(sites), "since": since, "until": until}).fetchall()]
