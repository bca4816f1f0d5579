"""The schedule: regular voyages of carriers as dated data, said by a form or a file; what it makes one expect. No traveller is on it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.params import FromPath

from preclear.manifest import Fault
from preclear.places.schedule import Regular
from preclear.places.schedule_file import COLUMNS, read_row, read_schedule
from preclear.store import carriers, schedule
from preclear.store.pool import Database
from preclear.store.schedule import Row
from preclear.web.workbench.awaiting import awaited
from preclear.web.workbench.faults import told
from preclear.web.workbench.page import page, see
from preclear.web.workbench.visit import Form, Visit, Visiting

SHOWN = 200
MOST_FAULTS = 50
LONGEST = 200


@get("/schedule", name="schedule", sync_to_thread=True)
def schedule_page(visit: Visiting) -> Response[str]:
    """Show what is said of regular voyages, what is expected of them, and the forms to say more."""
    with visit.node.pool.connection() as db:
        return _page(db, visit)


@post("/schedule", name="say_schedule", sync_to_thread=True)
def say_schedule(form: Form, visit: Visiting) -> Response[Any]:
    """Say one row: a regular voyage, an exception of one day, or that it does not run."""
    said = {name: str(form.get(name, "")).strip()[:LONGEST] for name in COLUMNS}
    with visit.node.pool.connection() as db:
        found = read_row(said, visit.node.circumstances.places, _open(db), party=visit.node.settings.party)
        if found.faults or not found.rows:
            wrong = {fault.where: told(fault, visit.language) for fault in found.faults}
            wrong = wrong or {"arrival": {"title": visit.words("schedule-aside-one"), "mend": ""}}
            return _page(db, visit, said=said, wrong=wrong, status=422)
        schedule.say(db, found.rows, by=visit.officer.actor, now=visit.now)
    return see(visit, "/schedule?said=1")


@post("/schedule/file", name="import_schedule", sync_to_thread=True)
def import_schedule(form: Form, visit: Visiting) -> Response[Any]:
    """Take in a file: all of it, or what has no fault, where that is asked for."""
    file, source = form.get("file"), str(form.get("source", "")).strip()[:LONGEST]
    data = file.file.read() if isinstance(file, UploadFile) and file.filename else b""
    with visit.node.pool.connection() as db:
        if not data:
            return _page(db, visit, source=source, wrong={"file": {"title": visit.words("schedule-no-file"), "mend": ""}}, status=422)
        found = read_schedule(data, visit.node.circumstances.places, _open(db), party=visit.node.settings.party, source=source)
        if not found.rows or (found.faults and not form.get("good")):
            return _page(db, visit, source=source, faults=found.faults, good=len(found.rows), aside=found.aside, status=422)
        schedule.say(db, found.rows, replace=bool(form.get("replace")), by=visit.officer.actor, now=visit.now)
    return see(visit, f"/schedule?said={len(found.rows)}&aside={found.aside}")


@post("/schedule/{number:int}/take-back", name="take_back_schedule", sync_to_thread=True)
def take_back_schedule(number: FromPath[int], visit: Visiting) -> Response[Any]:
    """Take one row back."""
    with visit.node.pool.connection() as db:
        schedule.take_back(db, number, by=visit.officer.actor, now=visit.now)
    return see(visit, "/schedule")


def _open(db: Database) -> set[str]:
    return {carrier.id for carrier in carriers.all_of_them(db) if carrier.closed_at is None}


def _page(
    db: Database,
    visit: Visit,
    *,
    said: dict[str, str] | None = None,
    wrong: dict[str, Any] | None = None,
    source: str = "",
    faults: tuple[Fault, ...] = (),
    good: int = 0,
    aside: int = 0,
    status: int = 200,
) -> Response[str]:
    of = visit.query.get("carrier") or None
    rows = schedule.holding(db, visit.now.date() - timedelta(days=1), date.max, of)
    coming = awaited(db, visit, whole_day=True)
    return page(
        visit,
        db,
        "schedule.html",
        here="schedule",
        status=status,
        rows=[_row(row, visit) for row in reversed(rows[-SHOWN:])],
        hidden=max(0, len(rows) - SHOWN),
        of=of or "",
        carriers=sorted(_open(db)),
        coming=coming[:SHOWN],
        more_coming=max(0, len(coming) - SHOWN),
        fields=COLUMNS,
        said=said or {"valid_from": visit.now.date().isoformat(), "days": "1234567"},
        wrong=wrong or {},
        source=source,
        faults=[told(fault, visit.language) for fault in faults[:MOST_FAULTS]],
        more_faults=max(0, len(faults) - MOST_FAULTS),
        good=good,
        aside=aside,
        may_say=visit.may("say_schedule"),
        was_said=_number(visit.query.get("said")),
        was_aside=_number(visit.query.get("aside")),
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 7 else 0


def _row(row: Row, visit: Visit) -> dict[str, Any]:
    regular, words = row.regular, visit.words
    assert regular.said_at is not None, "what stands was said"
    return {
        "id": row.id,
        "one": regular,
        "days": _days(regular, visit),
        "departs": words.clock_of(regular.departs) if regular.departs else None,
        "arrives": words.clock_of(regular.arrives) if regular.arrives else None,
        "valid": _valid(regular, visit),
        "by": visit.officer.name if row.said_by == visit.officer.actor else row.said_by,
        "at": visit.moment(regular.said_at),
        "names": visit.route(regular.departure, regular.arrival),
    }


def _days(regular: Regular, visit: Visit) -> str:
    if regular.valid_to == regular.valid_from:
        return visit.words("schedule-one-day")
    if len(regular.days) == 7:
        return visit.words("schedule-daily")
    return ", ".join(visit.words.weekday(day) for day in sorted(regular.days))


def _valid(regular: Regular, visit: Visit) -> str:
    words = visit.words
    if regular.valid_to is None:
        return words("valid-from", start=words.day(regular.valid_from))
    if regular.valid_to == regular.valid_from:
        return words.day(regular.valid_from)
    return words("valid", start=words.day(regular.valid_from), end=words.day(regular.valid_to))
