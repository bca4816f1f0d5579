"""Regular voyages as carriers say them, and the silences: what of an expected voyage was not heard in time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal, get_args

from psycopg.errors import ForeignKeyViolation
from psycopg.rows import class_row

from preclear.audit import Event
from preclear.errors import NotFound
from preclear.places import Places
from preclear.places.schedule import Expected, Regular, spellings
from preclear.store import events, sql
from preclear.store.pool import Database

SQL = sql.load("schedule")
Kind = Literal["no_list", "no_crew", "no_booking"]
KINDS: tuple[Kind, ...] = get_args(Kind)  # in the order in which ``heard`` tells them
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the schedule, with who said it."""

    id: int
    regular: Regular
    said_by: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What was heard of an expected voyage."""

    voyage: int
    silent: frozenset[Kind]  # what was not


@dataclass(frozen=True, slots=True)
class Due:
    """What of an expected voyage was to be heard by a time."""

    kind: Kind
    at: datetime
    voyage: int | None  # of which something else was heard
    unwatched_since: datetime | None  # no node was at work from then until after that time


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What of an expected voyage was not heard in time."""

    id: int
    carrier_id: str
    designator: str
    departure: str
    arrival: str
    day: date
    kind: Kind
    departs_at: datetime
    due_at: datetime
    raised_at: datetime
    unwatched_since: datetime | None
    voyage_id: int | None


def say(db: Database, rows: Sequence[Regular], *, replace: bool = False, by: str, now: datetime) -> None:
    """Keep what is said of regular voyages, after all that was said before; ``replace`` takes back all else of the carriers in it.

    Raises ``NotFound`` for a carrier that is not in the registry.
    """
    carriers = sorted({row.carrier for row in rows})
    if replace:
        db.execute(SQL["take_back_all"], {"carriers": carriers, "by": by, "now": now})
    names = ("carrier", "designator", "departure", "arrival", "departs", "arrives", "valid_from", "valid_to", "source")
    said = [{name: getattr(row, name) for name in names} | {"days": sorted(row.days), "by": by, "now": now} for row in rows]
    try:
        with db.transaction(), db.cursor() as cursor:
            cursor.executemany(SQL["say"], said)
    except ForeignKeyViolation as error:
        raise NotFound("there is no such carrier") from error
    for carrier in carriers:
        detail = {"rows": sum(row.carrier == carrier for row in rows), "replaced": replace}
        events.write(db, Event("schedule.said", by, f"carrier:{carrier}", detail=detail), at=now)
    events.notify(db, schedule=now.isoformat())


def take_back(db: Database, number: int, *, by: str, now: datetime) -> None:
    """Take back one row, as if it had never been said from now on. Raises ``NotFound`` where none of this number stands."""
    row = db.execute(SQL["take_back"], {"id": number, "by": by, "now": now}).fetchone()
    if row is None:
        raise NotFound("no such row of the schedule stands")
    events.write(db, Event("schedule.taken_back", by, f"carrier:{row[0]}", detail={"row": number, "voyage": row[1]}), at=now)
    events.notify(db, schedule=now.isoformat())


def holding(db: Database, since: date, until: date, carrier: str | None = None) -> list[Row]:
    """Return what is said of the days from one to another, in the order in which it was said."""
    found = db.execute(SQL["holding"], {"since": since, "until": until, "carrier": carrier}).fetchall()
    return [Row(number, _regular(columns, at), by) for number, *columns, by, at in found]


def _regular(columns: Sequence[Any], said_at: datetime) -> Regular:
    carrier, designator, departure, arrival, days, departs, arrives, valid_from, valid_to, source = columns
    return Regular(
        carrier=carrier,
        designator=designator,
        departure=departure,
        arrival=arrival,
        days=frozenset(days),
        departs=departs,
        arrives=arrives,
        valid_from=valid_from,
        valid_to=valid_to,
        source=source,
        said_at=said_at,
    )


def heard(db: Database, voyages: Iterable[tuple[str, str, str, date, datetime]], places: Places) -> Mapping[int, Heard]:
    """Return what was heard of expected voyages, by their position; of those not in it nothing was.

    Each is carrier, designator, place of departure, day there, and instant.
    """
    asked = list(voyages)
    if not asked:
        return {}
    carriers, designators, starts, days, times = zip(*asked, strict=True)
    named = [places.find(code, day) for code, day in zip(starts, days, strict=True)]
    columns = {
        "numbers": list(range(len(asked))),
        "carriers": list(carriers),
        "names": [" ".join(spellings(name)) for name in designators],
        "places": [" ".join({code, *(place.codes.all() if place else ())}) for code, place in zip(starts, named, strict=True)],
        "days": list(days),
        "times": list(times),
        "first": min(times) - DAY,
        "last": max(times) + DAY,
    }
    found = db.execute(SQL["heard"], columns).fetchall()
    return {
        number: Heard(voyage, frozenset(kind for kind, was in zip(KINDS, came, strict=True) if not was)) for number, voyage, *came in found
    }


def watch(db: Database) -> datetime | None:
    """Return until when the nodes have looked for silences, and hold that until the transaction ends; None before the first look."""
    row = db.execute(SQL["watch"]).fetchone()
    return row[0] if row else None


def looked(db: Database, *, now: datetime) -> None:
    """Note that all has been looked at until now."""
    db.execute(SQL["looked"], {"now": now})


def raise_silence(db: Database, expected: Expected, due: Due, *, now: datetime) -> int | None:
    """Raise the alarm that something was not heard, and return its number; None where it was raised before."""
    regular = expected.regular
    asked: dict[str, Any] = {
        "carrier": regular.carrier,
        "designator": regular.designator,
        "departure": regular.departure,
        "arrival": regular.arrival,
    }
    asked |= {"day": expected.day, "departs_at": expected.departs_at, "kind": due.kind, "due_at": due.at, "voyage": due.voyage, "now": now}
    row = db.execute(SQL["raise"], asked | {"unwatched_since": due.unwatched_since}).fetchone()
    return row[0] if row else None


def standing(db: Database, *, since: datetime) -> list[Silence]:
    """Return the silences of voyages that were to leave after a time, and that nothing but a person has ended."""
    with db.cursor(row_factory=class_row(Silence)) as cursor:
        return cursor.execute(SQL["standing"], {"since": since}).fetchall()


def hear(db: Database, silence: Silence, voyage: int, *, ended: bool, now: datetime) -> None:
    """Note of which voyage something was heard; ``ended``: it was what had not come."""
    db.execute(SQL["hear"], {"id": silence.id, "voyage": voyage, "heard_at": now if ended else None})
    if ended:
        events.write(db, Event("silence.heard", "node", f"silence:{silence.id}", detail={"kind": silence.kind, "voyage": voyage}), at=now)
        events.notify(db, alarm=silence.kind, voyage=voyage)


def drop(db: Database, silence: Silence, *, now: datetime) -> None:
    """End a silence that the schedule does not say any more."""
    db.execute(SQL["drop"], {"id": silence.id, "now": now})
    events.write(db, Event("silence.dropped", "node", f"silence:{silence.id}", detail={"kind": silence.kind}), at=now)
    events.notify(db, alarm=silence.kind)


def seen_late(db: Database, numbers: Iterable[int]) -> dict[int, datetime]:
    """Return of which silences it holds that no node was at work, and since when, before they were seen."""
    return dict(db.execute(SQL["late_seen"], {"ids": list(numbers)}).fetchall())


def missing(db: Database, voyages: Sequence[int]) -> dict[int, list[Kind]]:
    """Return what of each of some voyages was not heard in time, and nobody has said what was done."""
    return dict(db.execute(SQL["missing"], {"voyages": list(voyages)}).fetchall())
