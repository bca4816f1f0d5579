"""Who shares a telephone, an address, a document, a card or an agency's sign with a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from preclear.manifest import Traveller
from preclear.matching.resemblance import plain
from preclear.store import acting, sql
from preclear.store.pool import Database

SQL = sql.load("links")
MOST = 200  # people of one question
LEAST_NUMBER = 5  # signs of a document's number that tells somebody apart


@dataclass(frozen=True, slots=True)
class Linked:
    """Somebody else, and what they share."""

    tie: str  # "telephone:6045550142", "document:AA000001"
    id: int
    family_name: str
    given_names: str
    birth_date: str | None
    voyage: int
    designator: str
    departure: str | None
    arrival: str | None
    departs_local: datetime | None

    @property
    def kind(self) -> str:
        """Of ``ties.KINDS``, or ``document``."""
        return self.tie.partition(":")[0]

    @property
    def value(self) -> str:
        """What is shared."""
        return self.tie.partition(":")[2]


def of(db: Database, voyage: int, key: str, person: Traveller) -> list[Linked]:
    """Return who shares what with a person, as last declared on each voyage; the newest first, ``MOST`` of each kind of look."""
    asked = {"voyage": voyage, "key": key, "most": MOST}
    locators = [value for qualifier, value in person.references.items() if qualifier == "AVF"]
    found: list[Linked] = []
    with acting.finding(db):
        found += _shared(db, asked, locators, person)
    return found


def _shared(db: Database, asked: dict[str, Any], locators: list[str], person: Traveller) -> Iterator[Linked]:
    if locators:
        own = [tie for (tie,) in db.execute(SQL["own_ties"], {**asked, "locators": locators})]
        if own:
            yield from (Linked(*row) for row in db.execute(SQL["by_tie"], {**asked, "ties": own}))
    for number in dict.fromkeys(plain(document.number) for document in person.documents):
        if len(number) >= LEAST_NUMBER:
            yield from (Linked(*row) for row in db.execute(SQL["by_document"], {**asked, "number": number}))
