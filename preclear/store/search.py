"""People found again among all that are stored: by a name in any near spelling, by a number, by a date of birth beside either."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

import psycopg
from rapidfuzz.distance import OSA

from preclear.errors import Behind
from preclear.manifest import Traveller
from preclear.matching import resemblance
from preclear.matching.names import Part
from preclear.matching.spelling import fold
from preclear.store import acting, sql
from preclear.store.pool import Database
from preclear.store.records import read

SQL = sql.load("search")
MOST = 200  # that the index hands out for one question
WORDS = 4  # that the index is asked for; the others count when what it handed out is compared
LEAST_ALIKE = 0.5  # of a word's trigrams
LEAST_NAME, LEAST_NUMBER = 0.6, 0.8  # of what is shown
MOST_MS = 2_000
SHORTEST_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Met:
    """A person who was found, as last declared on one voyage."""

    id: int
    traveller: Traveller
    voyage: int
    designator: str
    departure: str | None
    arrival: str | None
    departs_local: datetime | None
    status: str | None  # what the carrier was told last
    strength: float  # 0.0 to 1.0
    why: tuple[str, ...]  # "number", "number-begins", "number-near", and a kind of ``resemblance.KINDS`` after "name-"


def people(db: Database, *, name: str = "", number: str = "", born: str = "") -> tuple[Met, ...]:
    """Return the people on record who answer to a name and a number, as far as each is given; the best first, then the newest.

    ``born`` is an ISO date, whole or only its year or month. Whoever was taken off a voyage is found too. Raises ``Behind`` where the
    question is so wide that looking takes too long.
    """
    asked, wanted = resemblance.typed(name), resemblance.plain(number)
    limits = {"born": f"{born}%" if born else None, "most": MOST}
    found: dict[int, Met] = {}
    try:
        with db.transaction(), acting.finding(db):
            db.execute(SQL["closeness"], {"least": str(LEAST_ALIKE), "most_ms": str(MOST_MS)})
            rows = list(_by_number(db, wanted, limits)) if wanted else list(_by_name(db, asked, limits))
    except psycopg.errors.QueryCanceled as error:
        raise Behind(
            "So many people answer to this that looking took too long; add a name, a number or a date of birth", retry_after=0
        ) from error
    for row in rows:
        person = _met(row, asked, wanted)
        if person:
            found[person.id] = person
    return tuple(sorted(found.values(), key=lambda met: (-round(met.strength, 3), -met.id)))


def _by_name(db: Database, asked: Sequence[Part], limits: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """What the index has: where all words give little, those with one word less as well."""
    words = sorted(dict.fromkeys(fold(part.text) for part in asked if not part.minor), key=len, reverse=True)[:WORDS]
    words = [word for word in words if len(word) > 1] or words[:1]
    if not words:
        return
    rows = _rows(db, words, limits)
    yield from rows
    if len(rows) < MOST and len(words) > 2:
        for fewer in combinations(words, len(words) - 1):
            yield from _rows(db, fewer, limits)


def _rows(db: Database, words: Sequence[str], limits: dict[str, Any]) -> list[tuple[Any, ...]]:
    padded = [*words, *[words[0]] * (WORDS - len(words))]
    named = dict(zip(("first", "second", "third", "fourth"), padded, strict=True))
    return db.execute(SQL["by_name"], {**named, "whole": " ".join(words), **limits}).fetchall()


def _by_number(db: Database, wanted: str, limits: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    yield from db.execute(SQL["by_number"], {"number": wanted, **limits})


def _met(row: tuple[Any, ...], asked: Sequence[Part], wanted: str) -> Met | None:
    """A person as found; None where what the index handed out is not near enough."""
    number, record, voyage, designator, departure, arrival, departs_local, status = row
    traveller = read(Traveller, record)
    strength, why = 1.0, []
    if wanted:
        strength, how = max((_alike(wanted, each) for each in resemblance.numbers(traveller).split()), default=(0.0, ""))
        if strength < LEAST_NUMBER:
            return None
        why.append(how)
    if asked:
        alike = resemblance.resemblance(asked, traveller)
        if alike.strength < LEAST_NAME:
            return None
        strength, why = strength * alike.strength, [*why, f"name-{alike.kind or 'part'}"]
    return Met(number, traveller, voyage, designator, departure, arrival, departs_local, status, strength, tuple(why))


def _alike(wanted: str, number: str) -> tuple[float, str]:
    if wanted == number:
        return 1.0, "number"
    if number.startswith(wanted) and len(wanted) >= SHORTEST_NUMBER:
        return 0.9, "number-begins"
    slips = OSA.distance(wanted, number, score_cutoff=1)
    return (0.8, "number-near") if slips == 1 and len(wanted) > SHORTEST_NUMBER else (0.0, "")
