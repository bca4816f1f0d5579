"""Recorded traffic of this node in columns: what the rules were asked about everybody, with what officers found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

import numpy as np

from preclear.rules import kept
from preclear.store import sql
from preclear.store.pool import Database
from preclear.trials import traffic
from preclear.trials.traffic import Traffic

SQL = sql.load("traffic")
PIECE = 5_000  # people at once, about
LEAST_MEASURED = 30  # closed referrals, before their median says what one costs


@dataclass(frozen=True, slots=True)
class Span:
    """A time whose traffic is meant."""

    since: datetime
    until: datetime
    sites: tuple[str, ...] = ()  # only voyages from or to one of these; none: every voyage

    def asked(self) -> dict[str, object]:
        """As a query takes it."""
        return {"since": self.since, "until": self.until, "sites": list(self.sites)}


def size(db: Database, span: Span) -> tuple[int, int]:
    """Return on how many days of a time there was traffic, and of how many people."""
    row = db.execute(SQL["days"], span.asked()).fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def minutes(db: Database, span: Span) -> float | None:
    """Return the median minutes for which officers had a referral in hand; None where too few were closed to say."""
    row = db.execute(SQL["minutes"], span.asked()).fetchone()
    return round(float(row[0]), 1) if row and int(row[1]) >= LEAST_MEASURED else None


def recorded(db: Database, span: Span) -> Iterator[Traffic]:
    """Yield everyone of a time as last declared, a piece at a time. Needs a transaction."""
    with db.cursor(name="recorded_facts") as cursor:
        cursor.execute(SQL["recorded"], span.asked())
        piece: dict[int, dict[int, tuple[int, int]]] = {}  # assessment -> ordinal -> number, finding
        for assessment, rows in groupby(cursor, key=lambda row: int(row[0])):
            piece[assessment] = {int(ordinal): (int(number), int(found)) for _, ordinal, number, found in rows}
            if sum(map(len, piece.values())) >= PIECE:
                yield _traffic(db, piece)
                piece = {}
        if piece:
            yield _traffic(db, piece)


def _traffic(db: Database, piece: dict[int, dict[int, tuple[int, int]]]) -> Traffic:
    scopes, lists, numbers, found = [], [], [], []
    for assessment, content in db.execute(SQL["facts"], {"ids": list(piece)}).fetchall():
        told = piece[assessment]
        for person in kept.read(content):
            number, finding = told.get(person.ordinal, (0, 0))
            scopes.append(person.facts)
            lists.append(assessment)
            numbers.append(number)
            found.append(finding)
    return Traffic(facts=traffic.frame(scopes, lists), numbers=_numbers(numbers), found=np.array(found, dtype=np.int8))


def _numbers(numbers: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(numbers, dtype=np.int64)
