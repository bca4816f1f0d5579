"""Questions that were raised on a person, by hand or by another system, and the form by which an officer raises one."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, cast

from litestar import Response, get, post
from litestar.params import FromPath

from preclear import clearance
from preclear.audit import Event
from preclear.clearance import ByHand
from preclear.errors import Conflict
from preclear.inspection import HIT_KINDS, HitKind
from preclear.store import events, pages, raised
from preclear.store.pages import TravellerRow, VoyageRow
from preclear.store.pool import Database
from preclear.store.raised import About
from preclear.web.workbench.evidence import shown
from preclear.web.workbench.page import page, see
from preclear.web.workbench.visit import Form, Visit, Visiting

LONGEST, LONGEST_ENTRY = 2000, 200
SEVERITIES = ("1", "2", "3")


@get("/travellers/{traveller_id:int}/hits", name="hits", sync_to_thread=True)
def hits(traveller_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Show what was raised on a person, and the form for one more."""
    with visit.node.pool.connection() as db:
        return _page(db, visit, pages.traveller(db, traveller_id, visit.sites))


@post("/travellers/{traveller_id:int}/hits", name="raise_hit", sync_to_thread=True)
def raise_hit(traveller_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Raise a question on a person, who is referred by it; what does not fit is said, and what was typed stays."""
    said = {name: str(form.get(name, "")).strip()[:LONGEST] for name in ("kind", "severity", "reason", "entry")}
    with visit.node.pool.connection() as db:
        row = pages.traveller(db, traveller_id, visit.sites)
        wrong = _wrong(db, said, visit)
        if wrong:
            return _page(db, visit, row, said=said, wrong=wrong, status=422)
    what = ByHand(
        kind=cast("HitKind", said["kind"]), severity=int(said["severity"]), reason=said["reason"], entry_ref=said["entry"] or None
    )  # one of HIT_KINDS, as just seen
    try:
        clearance.raise_by_hand(visit.node, row.voyage_id, row.key, what, by=visit.officer, now=visit.now)
    except Conflict as refused:
        with visit.node.pool.connection() as db:
            return _page(db, visit, row, said=said, wrong={"reason": str(visit.words(f"refused-{refused.code}"))}, status=409)
    with visit.node.pool.connection() as db:
        newest = pages.traveller(db, traveller_id, visit.sites)
    return see(visit, f"/travellers/{newest.newer or newest.id}#decide")


def cards(db: Database, visit: Visit, row: TravellerRow, voyage: VoyageRow) -> list[dict[str, Any]]:
    """Return what stands raised on a person, for their page."""
    return [card for one in raised.about(db, row.voyage_id, row.key) if (card := _card(one, voyage, visit))["stands"]]


def _page(
    db: Database,
    visit: Visit,
    row: TravellerRow,
    *,
    said: dict[str, str] | None = None,
    wrong: dict[str, str] | None = None,
    status: int = 200,
) -> Response[str]:
    voyage = pages.voyage(db, row.voyage_id, visit.sites)
    events.write(db, Event("record.read", visit.officer.actor, f"traveller:{row.id}", visit.purpose), at=visit.now)
    return page(
        visit,
        db,
        "hits.html",
        here="board",
        at=voyage,
        status=status,
        row=row,
        person=row.traveller,
        voyage=voyage,
        found=[_card(one, voyage, visit) for one in raised.about(db, row.voyage_id, row.key)],
        kinds=HIT_KINDS,
        severities=SEVERITIES,
        entries=[found.entry_ref for found in pages.hits(db, row.id) if shown(found, visit)],
        said=said or {},
        wrong=wrong or {},
    )


def _card(one: About, voyage: VoyageRow, visit: Visit) -> dict[str, Any]:
    words = visit.words
    return asdict(one) | {
        "title": words("raised-by-hand", name=one.officer) if one.officer else words("raised-by-system", name=one.system or "?"),
        "kind": words(f"hit-kind-{one.kind}"),
        "severity": words(f"hit-severity-{one.severity}"),
        "at": visit.moment(one.said_at, voyage.departure),
        "until": visit.moment(one.valid_until, voyage.departure) if one.valid_until else None,
        "state": words(f"held-{one.found}") if one.found else words("hit-waits" if one.stands else "hit-over"),
        "answered": one.found is not None,
    }


def _wrong(db: Database, said: dict[str, str], visit: Visit) -> dict[str, str]:
    """Return what does not fit, by field."""
    words, wrong = visit.words, {}
    if said["kind"] not in HIT_KINDS:
        wrong["kind"] = str(words("hit-wrong-kind"))
    if said["severity"] not in SEVERITIES:
        wrong["severity"] = str(words("hit-wrong-severity"))
    if not said["reason"]:
        wrong["reason"] = str(words("hit-wrong-reason"))
    if said["entry"] and not raised.entry_is_listed(db, said["entry"][:LONGEST_ENTRY], roles=sorted(visit.officer.roles)):
        wrong["entry"] = str(words("hit-wrong-entry"))
    return wrong
