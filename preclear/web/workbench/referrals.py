"""To decide: what is mine, what is free, what is late."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from preclear.audit import Event
from preclear.store import events, pages
from preclear.store.pages import OpenReferral
from preclear.web.workbench.access import SENIOR
from preclear.web.workbench.clock import minutes_left
from preclear.web.workbench.page import fragment, page, see
from preclear.web.workbench.visit import Visit, Visiting
from preclear.web.workbench.voyage import MARKS

ROWS = 100  # in the order of time left, so what is left out has more of it
SHOWS = (("", "show-all"), ("own", "show-mine"), ("free", "show-free"), ("late", "show-late"))


@get("/referrals", name="referrals", sync_to_thread=True)
def referrals(visit: Visiting) -> Response[str]:
    """Show what waits for a decision: own, free, others'; by time left, then severity."""
    show = visit.query.get("show", "")
    with visit.node.pool.connection() as db:
        rows = pages.open_referrals(db, visit.sites)
        events.write(db, Event("record.read", visit.officer.actor, "referrals:open", visit.purpose, {"people": len(rows)}), at=visit.now)
        fitting = [row for row in rows if _fits(row, visit, show)]
        shown = fitting if visit.query.get("all") else fitting[:ROWS]
        groups = [
            {"word": word, "rows": [_row(row, visit) for row in shown if _whose(row, visit) == word]} for word in ("own", "free", "others")
        ]
        chips = [
            {"show": value, "word": word, "here": value == show, "count": sum(_fits(row, visit, value) for row in rows)}
            for value, word in SHOWS
        ]
        return page(
            visit,
            db,
            "referrals.html",
            here="referrals",
            groups=[group for group in groups if group["rows"]],
            chips=chips,
            total=len(rows),
            hidden=len(fitting) - len(shown),
        )


@get("/referrals/{referral_id:int}/row", name="referral_row", sync_to_thread=True)
def referral_row(referral_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Return the row of one referral as it is now; of a closed one that it is closed."""
    with visit.node.pool.connection() as db:
        row = pages.open_referral(db, referral_id, visit.sites)
        if row is None:
            return Response("", media_type="text/html")
        events.write(db, Event("record.read", visit.officer.actor, f"traveller:{row.traveller_id}", visit.purpose), at=visit.now)
        return fragment(visit, "referral_row.html", row=_row(row, visit))


@get("/referrals/next", name="next_referral", sync_to_thread=True)
def next_referral(visit: Visiting) -> Response[None]:
    """Lead to the next case: the officer's own, else the most urgent free one, else the list."""
    with visit.node.pool.connection() as db:
        rows = pages.open_referrals(db, visit.sites)
    workable = [row for row in rows if _whose(row, visit) == "own"] or [
        row for row in rows if _whose(row, visit) == "free" and _may(row, visit)
    ]
    here = visit.query.get("after", "")
    chosen = next((row for row in workable if str(row.traveller_id) != here), None)
    return see(visit, f"/travellers/{chosen.traveller_id}" if chosen else "/referrals")


def _may(row: OpenReferral, visit: Visit) -> bool:
    """Return whether this officer could work a free referral; proposed and secondary ones are for seniors, the own proposal for others."""
    if row.state == "proposed":
        return row.proposed_by != visit.officer.id and not visit.officer.roles.isdisjoint(SENIOR)
    return visit.decides and (row.state != "secondary" or not visit.officer.roles.isdisjoint(SENIOR))


def _whose(row: OpenReferral, visit: Visit) -> str:
    if row.taken_by == visit.officer.id and row.state != "proposed":
        return "own"
    return "free" if row.taken_by is None or (row.state == "proposed" and _may(row, visit)) else "others"


def _fits(row: OpenReferral, visit: Visit, show: str) -> bool:
    match show:
        case "own" | "free":
            return _whose(row, visit) == show
        case "late":
            return row.answer_due is not None and row.answer_due < visit.now
    return True


def _row(row: OpenReferral, visit: Visit) -> dict[str, Any]:
    kind, icon = MARKS[row.kind]
    return {name: getattr(row, name) for name in OpenReferral.__slots__} | {
        "due": visit.moment(row.answer_due, row.departure) if row.answer_due else None,
        "minutes": minutes_left(row.answer_due, visit.now) if row.answer_due else 0,
        "left": visit.left(row.answer_due) if row.answer_due else "",
        "departs": visit.moment(row.departs_at, row.departure) if row.departs_at else None,
        "mine": row.taken_by == visit.officer.id,
        "takeable": row.taken_by is None and row.state != "proposed" and _may(row, visit),
        "need": {"kind": kind, "icon": icon},
        "closed": False,
    }
