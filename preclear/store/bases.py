"""What screenings rested on, kept once for all people who were screened alike; and a screening as it was saved, to be done again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from preclear.errors import NotFound
from preclear.manifest import NotScreened, Reason, Traveller
from preclear.matching import Compared, Hit, Screening
from preclear.store import lists, sql
from preclear.store.lists import Held
from preclear.store.pool import Database
from preclear.store.records import jsonb, read

SQL = sql.load("bases")


def keep(db: Database, digest: str, record: Any, *, now: datetime) -> str:
    """Keep what screenings rest on, where it is not kept already, and return the digest that names it."""
    db.execute(SQL["keep"], {"digest": digest, "record": jsonb(record), "now": now})
    return digest


def screened(db: Database, traveller: int) -> tuple[Traveller, Screening, Any]:
    """Return a declaration, its screening as saved, and what that rested on; None for the last where it was saved before that was kept.

    Raises ``NotFound``.
    """
    row = db.execute(SQL["screened"], {"traveller": traveller}).fetchone()
    if row is None:
        raise NotFound("there is no such declaration of a person")
    declared, basis, unscreened = row
    found = db.execute(SQL["find"], {"digest": basis}).fetchone()
    screening: Screening = (
        read(NotScreened, unscreened) if unscreened else tuple(map(_hit, db.execute(SQL["hits"], {"traveller": traveller})))
    )
    return read(Traveller, declared), screening, found and found[0]


def held(db: Database, digests: Iterable[str]) -> tuple[Held, ...]:
    """Return editions by their digests. Raises ``NotFound`` where one is no longer held."""
    wanted = list(digests)
    numbers = {row[0] for row in db.execute(SQL["editions"], {"digests": wanted}).fetchall()}
    found = tuple(each for each in lists.editions(db) if each.id in numbers)
    if {each.digest for each in found} != set(wanted):
        raise NotFound("an edition that was screened by is no longer held")
    return found


def _hit(row: tuple[Any, ...]) -> Hit:
    entry, edition, score, name, reasons, compared = row
    return Hit(entry, edition, score, name, read(tuple[Reason, ...], reasons), read(tuple[Compared, ...], compared))
