"""Everyone on record, found again by name or number. Recorded is who looked, what for, and what came up; not what was typed."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post

from preclear.audit import Event
from preclear.errors import Behind
from preclear.manifest import PartialDate
from preclear.store import events
from preclear.store import search as records
from preclear.store.pool import Database
from preclear.store.search import Met
from preclear.web.workbench.page import page
from preclear.web.workbench.visit import Form, Visit, Visiting

SHOWN, LONGEST = 50, 200
FIELDS = ("name", "number", "born", "purpose")


@get("/search", name="search", sync_to_thread=True)
def search(visit: Visiting) -> Response[str]:
    """Show the form."""
    with visit.node.pool.connection() as db:
        return _page(visit, db, {}, {})


@post("/search", name="search_people", sync_to_thread=True, status_code=200)
def search_people(form: Form, visit: Visiting) -> Response[str]:
    """Show whoever answers to what was typed. It goes by POST, so that no name stands in an address."""
    said = {name: str(form.get(name, "")).strip()[:LONGEST] for name in FIELDS}
    wrong = _wrong(said, visit)
    with visit.node.pool.connection() as db:
        if wrong:
            return _page(visit, db, said, wrong, status=422)
        try:
            found = records.people(db, name=said["name"], number=said["number"], born=said["born"])
        except Behind:
            return _page(visit, db, said, {"name": str(visit.words("search-too-wide"))}, status=422)
        mine = [met for met in found if visit.officer.serves(frozenset(filter(None, (met.departure, met.arrival))))]
        detail = {"found": len(found), "travellers": [met.id for met in mine[:SHOWN]]}
        events.write(db, Event("people.searched", visit.officer.actor, "travellers", said["purpose"], detail=detail), at=visit.now)
        return _page(visit, db, said, {}, found=mine, elsewhere=len(found) - len(mine))


def _page(
    visit: Visit,
    db: Database,
    form: dict[str, str],
    wrong: dict[str, str],
    *,
    found: list[Met] | None = None,
    elsewhere: int = 0,
    status: int = 200,
) -> Response[str]:
    rows = [_row(met, visit) for met in (found or ())[:SHOWN]]
    context: dict[str, Any] = {"form": form, "wrong": wrong, "rows": rows, "elsewhere": elsewhere}
    return page(visit, db, "search.html", here="search", status=status, count=None if found is None else len(found), **context)


def _row(met: Met, visit: Visit) -> dict[str, Any]:
    person, document = met.traveller, met.traveller.passport
    return {
        "id": met.id,
        "person": person,
        "born": str(person.birth_date) if person.birth_date else None,
        "document": " ".join(filter(None, (document.type, document.issuer, document.number))) if document else "",
        "voyage": met.voyage,
        "designator": met.designator,
        "departure": met.departure,
        "arrival": met.arrival,
        "day": visit.words.day(met.departs_local.date()) if met.departs_local else None,
        "status": met.status,
        "why": [visit.words(f"search-why-{why}") for why in met.why],
    }


def _wrong(said: dict[str, str], visit: Visit) -> dict[str, str]:
    """Return what does not fit, by field."""
    words, wrong = visit.words, {}
    if not said["name"] and not said["number"]:
        wrong["name"] = str(words("search-nothing"))
    if said["born"]:
        try:
            PartialDate.parse(said["born"])
        except ValueError:
            wrong["born"] = str(words("search-wrong-born"))
    if not said["purpose"]:
        wrong["purpose"] = str(words("search-purpose-missing"))
    return wrong
