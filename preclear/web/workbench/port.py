"""The lookout board of one place: who comes to these lanes in the next hours, and where each is in the course.

Made to hang on a wall: it says of a person what is needed to know them by at a lane, and nothing of what was found.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from litestar import Response, get

from preclear.audit import Event
from preclear.store import events, port
from preclear.store.pool import Database
from preclear.store.port import Sought
from preclear.web.workbench.clock import duration, minutes_left
from preclear.web.workbench.page import fragment, page
from preclear.web.workbench.visit import Visit, Visiting

HOURS = (2, 6, 12, 24)
USUAL = 6
BEHIND = timedelta(hours=2)  # after departure or arrival, for so long somebody who was not met is still shown
LATE = timedelta(minutes=45)  # after arrival, when who was not met is missed
SHOWN = 12  # on one screen
STATES = {  # colour, shape
    "expected": ("wait", "clock"),
    "missed": ("stop", "stop"),
    "did_not_board": ("unknown", "differs"),
    "met": ("work", "person"),
}


@get("/port", name="port", sync_to_thread=True)
def port_page(visit: Visiting) -> Response[str]:
    """Show whom the officers at a place look out for."""
    with visit.node.pool.connection() as db:
        shown = _shown(db, visit)
        return page(visit, db, "port.html", here="port", **shown)


@get("/port/rows", name="port_rows", sync_to_thread=True)
def port_rows(visit: Visiting) -> Response[str]:
    """Return the board alone, as it is now."""
    with visit.node.pool.connection() as db:
        return fragment(visit, "port_rows.html", **_shown(db, visit))


def _shown(db: Database, visit: Visit) -> dict[str, Any]:
    hours = next((each for each in HOURS if str(each) == visit.query.get("hours")), USUAL)
    since, until = visit.now - BEHIND, visit.now + timedelta(hours=hours)
    places = visit.sites or port.busy(db, visit.sites, since=since, until=until)
    asked = visit.query.get("place", "").strip().upper()
    known = visit.place(asked) if asked else None
    code = known.code if known and (not visit.sites or known.code in visit.sites) else next(iter(places), None)
    rows = port.lookouts_at(db, code, visit.sites, since=since, until=until) if code else []
    if code:
        detail = {"people": len(rows)}
        events.write(db, Event("record.read", visit.officer.actor, f"place:{code}", visit.purpose, detail), at=visit.now)
    everyone = bool(visit.query.get("all"))
    told = [_row(row, visit) for row in (rows if everyone else rows[:SHOWN])]
    voyages = sorted({row.voyage for row in rows})
    return {
        "code": code,
        "name": visit.named(code),
        "hours": hours,
        "choices": HOURS,
        "places": [(each, visit.named(each) or each) for each in ([code] if code and code not in places else []) + list(places)],
        "rows": told,
        "hidden": len(rows) - len(told),
        "asked": f"/port/rows?place={code or ''}&hours={hours}{'&all=1' if everyone else ''}",
        "live": " ".join(f"voyage:{number}" for number in voyages)
        + "".join(f" encounter:{row.encounter}" for row in rows if row.encounter),
        "clock": visit.moment(visit.now, code),
    }


def _row(row: Sought, visit: Visit) -> dict[str, Any]:
    words, minutes = visit.words, minutes_left(row.at, visit.now)
    state = _state(row, visit)
    colour, shape = STATES[state]
    other = row.arrival if row.leaving else row.departure
    return {
        "row": row,
        "initial": row.given_names.strip()[:1],
        "at": visit.moment(row.at, row.departure if row.leaving else row.arrival),
        "left": visit.left(row.at) if minutes >= 0 else words("port-gone", time=duration(-minutes, words)),
        "late": minutes < 0,
        "other": visit.named(other) or other or "?",
        "why": words("port-why-told-not-to-board") if row.kind is None and row.status == "do_not_board" else _why(row, visit),
        "colour": colour,
        "shape": shape,
        "state": words(f"enc-state-{row.state}") if state == "met" else words(f"port-state-{state.replace('_', '-')}"),
        "since": duration(max(0, -minutes_left(row.since, visit.now)), words) if state == "met" and row.since else "",
        "grave": row.lookout,
    }


def _state(row: Sought, visit: Visit) -> str:
    """Return where somebody is: met, did not board, missed, or still expected."""
    if row.encounter is not None:
        return "met"
    if row.on_board is False:
        return "did_not_board"
    gone = row.at < visit.now if row.leaving else row.at + LATE < visit.now
    return "missed" if gone else "expected"


def _why(row: Sought, visit: Visit) -> str:
    if row.lookout:
        return visit.words("port-why-lookout")
    return visit.words(f"port-why-{row.kind.replace('_', '-')}") if row.kind else visit.words("port-why-course")
