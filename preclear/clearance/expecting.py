"""Voyages that a schedule makes one expect: of which nothing is heard yet, and what happens when a time passes in silence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from preclear.audit import Event
from preclear.clearance.desk import Desk
from preclear.places import Places
from preclear.places.schedule import Expected, Regular, expected
from preclear.store import carriers, events, schedule
from preclear.store.carriers import Carrier
from preclear.store.pool import Database
from preclear.store.schedule import Due, Heard, Kind, Silence

LOOK_EVERY = timedelta(seconds=30)
UNWATCHED = timedelta(minutes=5)  # without a look, after which it is said that nobody looked
BEHIND = timedelta(hours=2)  # after departure, for so long a voyage of which nothing was heard is somebody's business
FURTHEST = timedelta(days=14)  # back to which a node catches up, and a silence is listened for
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Awaited:
    """A voyage of which nothing is heard yet."""

    expected: Expected
    carrier: Carrier
    due_at: datetime  # of its first list


@dataclass(frozen=True, slots=True)
class Listened:
    """What a look at the expected voyages came to."""

    raised: int
    heard: int
    unwatched_since: datetime | None  # no node was at work from then until now


def deadlines(carrier: Carrier) -> Mapping[Kind, timedelta]:
    """Return how long before departure the first of what is due is due at a carrier.

    A first list is due when everyone is to be answered, where nothing else is agreed; crew and bookings only where it is.
    """
    agreed = {"list": carrier.answer_minutes, **carrier.profile.first_minutes}
    return {kind: timedelta(minutes=agreed[kind.removeprefix("no_")]) for kind in schedule.KINDS if kind.removeprefix("no_") in agreed}


def awaited(db: Database, places: Places, sites: Sequence[str], *, since: datetime, due_before: datetime) -> list[Awaited]:
    """Return the voyages of which nothing is heard, by the time at which their first list is due; without sites those of all.

    They leave after ``since``, and their lists are due before the other time.
    """
    known = {each.id: each for each in carriers.all_of_them(db)}
    until = due_before + max((deadlines(each)["no_list"] for each in known.values()), default=timedelta())
    rows = [row.regular for row in schedule.holding(db, since.date() - DAY, until.date() + DAY)]
    coming = [one for one in expected(rows, places, since, until) if not sites or {one.regular.departure, one.regular.arrival} & set(sites)]
    found = _heard(db, coming, places)
    silent = [(one, known[one.regular.carrier]) for at, one in enumerate(coming) if at not in found]
    rows_due = [Awaited(one, carrier, one.departs_at - deadlines(carrier)["no_list"]) for one, carrier in silent]
    return sorted((one for one in rows_due if one.due_at < due_before), key=lambda one: one.due_at)


def listen(node: Desk, now: datetime) -> Listened:
    """End the silences that a message has ended, or that the schedule does not say any more; raise those whose time has passed.

    Each is raised once, whichever node looks and however often. A voyage that had left before anybody said that it would is not one.
    What fell due while no node was at work is raised by the first that is, and says so: what was sent meanwhile could not come in.
    """
    places = node.circumstances.places
    with node.pool.connection() as db:
        before = schedule.watch(db)
        heard = _hear(db, places, now)
        if before and now - before < LOOK_EVERY:
            return Listened(0, heard, None)
        away = before if before and now - before > UNWATCHED else None
        raised = _look(db, places, before or now, now, away)
        schedule.looked(db, now=now)
        if away:
            detail = {"since": away.isoformat(), "raised": raised}
            events.write(db, Event("schedule.caught_up", "node", "schedule", detail=detail), at=now)
    return Listened(raised, heard, away)


def _look(db: Database, places: Places, before: datetime, now: datetime, away: datetime | None) -> int:
    """Raise what has fallen due and was not heard; return how many were new."""
    known = {each.id: each for each in carriers.all_of_them(db)}
    ahead = max((max(deadlines(each).values()) for each in known.values()), default=timedelta())
    since, until = max(before - BEHIND, now - FURTHEST), now + ahead + timedelta(microseconds=1)
    rows = [row.regular for row in schedule.holding(db, since.date() - DAY, until.date() + DAY)]
    coming = [one for one in expected(rows, places, since, until) if one.regular.said_at is None or one.regular.said_at < one.departs_at]
    due = [one for one in coming if one.departs_at - max(deadlines(known[one.regular.carrier]).values()) <= now]
    found = _heard(db, due, places)
    raised = 0
    for at, one in enumerate(due):
        was = found.get(at, Heard(0, frozenset(schedule.KINDS)))
        for kind, ahead_of in deadlines(known[one.regular.carrier]).items():
            due_at = one.departs_at - ahead_of
            if due_at <= now and kind in was.silent:
                raised += _raise(db, one, Due(kind, due_at, was.voyage or None, away if away and due_at > away else None), now)
    return raised


def _raise(db: Database, one: Expected, due: Due, now: datetime) -> bool:
    number = schedule.raise_silence(db, one, due, now=now)
    if number is None:
        return False
    since = due.unwatched_since.isoformat() if due.unwatched_since else None
    detail = {"kind": due.kind, "due": due.at.isoformat(), "unwatched_since": since}
    events.write(db, Event("alarm.unheard", "node", f"silence:{number}", detail=detail), at=now)
    events.notify(db, alarm=due.kind)
    return True


def _hear(db: Database, places: Places, now: datetime) -> int:
    """End the silences of which something came, or which the schedule does not say any more; return how many something came of."""
    standing = schedule.standing(db, since=now - FURTHEST)
    if not standing:
        return 0
    asked = [(one.carrier_id, one.designator, one.departure, one.day, one.departs_at) for one in standing]
    found = schedule.heard(db, asked, places)
    said = _still(db, standing, places)
    heard = 0
    for at, one in enumerate(standing):
        was = found.get(at)
        came = was is not None and one.kind not in was.silent
        if was and (came or one.voyage_id != was.voyage):
            schedule.hear(db, one, was.voyage, ended=came, now=now)
        if not came and one.id not in said:
            schedule.drop(db, one, now=now)
        heard += came
    return heard


def _still(db: Database, standing: Sequence[Silence], places: Places) -> set[int]:
    """Return which silences are of voyages that the schedule still says, and for the same time."""
    since, until = min(one.departs_at for one in standing), max(one.departs_at for one in standing) + timedelta(microseconds=1)
    rows: list[Regular] = [row.regular for row in schedule.holding(db, since.date() - DAY, until.date() + DAY)]
    due = {_asked(one) for one in expected(rows, places, since, until)}
    return {one.id for one in standing if (one.carrier_id, one.designator, one.departure, one.day, one.departs_at) in due}


def _heard(db: Database, due: Sequence[Expected], places: Places) -> Mapping[int, Heard]:
    return schedule.heard(db, map(_asked, due), places)


def _asked(one: Expected) -> tuple[str, str, str, date, datetime]:
    return (one.regular.carrier, one.regular.designator, one.regular.departure, one.day, one.departs_at)
