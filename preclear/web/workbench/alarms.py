"""Alarms: times that have passed, carriers that are silent, people on board whom nobody screened. An alarm is never a permission."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from litestar import Response, get, post

from preclear.store import alarms as records
from preclear.store import pages, schedule
from preclear.store.alarms import ENDED_BY_PEOPLE, OF_SILENCES, Ended
from preclear.store.pages import Alarm
from preclear.store.pool import Database
from preclear.web.workbench.access import may
from preclear.web.workbench.page import page, see
from preclear.web.workbench.visit import Form, Visit, Visiting

SHOWN = timedelta(days=7)  # for so long those that were ended
LONGEST = 500


@get("/alarms", name="alarms", sync_to_thread=True)
def alarms(visit: Visiting) -> Response[str]:
    """Show the alarms that have not ended, newest first, and those that somebody has ended of late."""
    with visit.node.pool.connection() as db:
        return _page(db, visit)


@post("/alarms/end", name="end_alarm", sync_to_thread=True)
def end_alarm(form: Form, visit: Visiting) -> Response[Any]:
    """End an alarm by saying what was done about it."""
    kind, voyage, reference = (str(form.get(name, "")) for name in ("kind", "voyage", "reference"))
    done = str(form.get("done", "")).strip()[:LONGEST]
    with visit.node.pool.connection() as db:
        if not done:
            return _page(db, visit, wrong=_mark(kind, voyage, reference), status=422)
        number = int(voyage) if voyage.isdecimal() and len(voyage) < 19 else None
        records.end(db, kind, voyage=number, reference=reference or None, done=done, by=visit.officer, sites=visit.sites, now=visit.now)
    return see(visit, "/alarms")


def _page(db: Database, visit: Visit, *, wrong: str = "", status: int = 200) -> Response[str]:
    standing = pages.alarms(db, visit.sites, visit.now)
    late = schedule.seen_late(db, [int(alarm.reference) for alarm in standing if alarm.kind in OF_SILENCES and alarm.reference])
    return page(
        visit,
        db,
        "alarms.html",
        here="alarms",
        status=status,
        alarms=[_alarm(alarm, visit, late) for alarm in standing],
        ended=[_ended(one, visit) for one in records.ended(db, visit.sites, since=visit.now - SHOWN)],
        may_rules=may(visit.officer.roles, "rule_version"),
        may_end=may(visit.officer.roles, "end_alarm"),
        wrong=wrong,
    )


def _alarm(alarm: Alarm, visit: Visit, seen_late: Mapping[int, datetime]) -> dict[str, Any]:
    unwatched = seen_late.get(int(alarm.reference)) if alarm.kind in OF_SILENCES and alarm.reference else None
    late = visit.left(alarm.answer_due) if alarm.answer_due else ""
    said = visit.words(f"alarm-{alarm.kind}", late=late, n=alarm.people, reference=alarm.reference or "")
    return {name: getattr(alarm, name) for name in Alarm.__slots__} | {
        "words": said,
        "raised": visit.moment(alarm.at, alarm.departure),
        "mark": _mark(alarm.kind, str(alarm.voyage or ""), alarm.reference or ""),
        "by_people": alarm.kind in ENDED_BY_PEOPLE,
        "unwatched": visit.moment(unwatched, alarm.departure) if unwatched else None,
    }


def _mark(kind: str, voyage: str, reference: str) -> str:
    """What tells one alarm from another, on the page."""
    return f"{kind}-{voyage}-{reference}"


def _ended(one: Ended, visit: Visit) -> dict[str, Any]:
    said = visit.words(f"alarm-{one.kind}", late="", n=one.people, reference=one.reference or "")
    return {name: getattr(one, name) for name in Ended.__slots__} | {"words": said, "at": visit.moment(one.ended_at, one.departure)}
