"""Questions over stored travellers and voyages: asked with a purpose, saved, repeated; all that was found, page by page.

No name is on this page: who was found is opened one by one, and each look is recorded there.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from preclear.errors import Conflict, NotFound, SourceError
from preclear.rules.traits import KINDS
from preclear.store import inquiries, officers
from preclear.store.inquiries import Run
from preclear.store.pool import Database
from preclear.trials import query as room
from preclear.web.workbench import mistakes
from preclear.web.workbench.page import page, see
from preclear.web.workbench.visit import Form, Visit, Visiting

DAYS = (1, 7, 30, 90, 365)
EVERY = (0, 1, 24, 168)  # hours; 0: only when somebody asks
ROWS = 100
OF = ("travellers", "voyages")
EXAMPLE = "size(booking) >= 3 && traveller.bags == 0"
FIELDS = ("of", "kind", "condition", "purpose", "days", "every", "name")


@get("/queries", name="queries", sync_to_thread=True)
def queries(visit: Visiting) -> Response[str]:
    """Show the form, saved questions and the latest runs."""
    return _queries(visit)


@post("/queries", name="ask_query", sync_to_thread=True)
def ask_query(form: Form, visit: Visiting) -> Response[Any]:
    """Ask a question; with a name it is saved as well."""
    said = {name: str(form.get(name, "")).strip()[:2000] for name in FIELDS}
    of, kind = ("voyages" if said["of"] == "voyages" else "travellers"), next((one for one in KINDS if one == said["kind"]), "risk")
    days = next((n for n in DAYS if str(n) == said["days"]), 30)
    every = next((n for n in EVERY if str(n) == said["every"]), 0) or None
    wrong: dict[str, str] = {}
    asked = None
    try:
        asked = room.read(of, kind, said["condition"])  # type: ignore[arg-type]  # both are of their sets
    except SourceError as mistake:
        wrong["condition"] = visit.words("query-wrong-condition", why=mistakes.said(str(mistake), visit.words))
    if not said["purpose"]:
        wrong["purpose"] = visit.words("query-wrong-purpose")
    if every and not said["name"]:
        wrong["name"] = visit.words("query-wrong-name")
    if asked is None or wrong:
        return _queries(visit, said, wrong, status=422)
    terms: dict[str, Any] = {"purpose": said["purpose"], "days": days, "sites": visit.sites, "by": visit.officer.actor, "now": visit.now}
    with visit.node.pool.connection() as db:
        number = None
        if said["name"]:
            try:
                number = inquiries.save(db, said["name"], asked, every=every, **terms)
            except Conflict:
                return _queries(visit, said, {"name": visit.words("query-wrong-taken")}, status=409)
        run = inquiries.ask(db, asked, inquiry=number, **terms)
    return see(visit, f"/queries/runs/{run}")


@post("/queries/{inquiry:int}/run", name="run_query", sync_to_thread=True)
def run_query(inquiry: FromPath[int], visit: Visiting) -> Response[Any]:
    """Ask a saved question again, now."""
    with visit.node.pool.connection() as db:
        one = next((each for each in inquiries.saved(db, visit.sites) if each.id == inquiry), None)
        if one is None:
            raise NotFound("there is no such saved query")
        run = inquiries.ask(
            db, one, purpose=one.purpose, days=one.days, sites=one.sites, by=visit.officer.actor, now=visit.now, inquiry=inquiry
        )
    return see(visit, f"/queries/runs/{run}")


@post("/queries/{inquiry:int}/end", name="end_query", sync_to_thread=True)
def end_query(inquiry: FromPath[int], visit: Visiting) -> Response[Any]:
    """End a saved question."""
    with visit.node.pool.connection() as db:
        if inquiry not in {one.id for one in inquiries.saved(db, visit.sites)}:
            raise NotFound("there is no such saved query")
        inquiries.end(db, inquiry, by=visit.officer.actor, now=visit.now)
    return see(visit, "/queries")


@get("/queries/runs/{run:int}", name="query_run", sync_to_thread=True)
def query_run(run: FromPath[int], visit: Visiting) -> Response[str]:
    """Show what a run found."""
    asked = visit.query.get("page", "")
    number = max(1, int(asked[:6])) if asked.isdecimal() else 1
    with visit.node.pool.connection() as db:
        one = inquiries.run(db, run)
        if visit.sites and not (one.sites and set(one.sites) <= set(visit.sites)):
            raise NotFound("there is no such run of a query")
        found = len(one.found or ())
        pages = max(1, -(-found // ROWS))
        number = min(number, pages)
        return page(
            visit,
            db,
            "query_run.html",
            here="queries",
            run=one,
            failed=mistakes.said(one.failed, visit.words) if one.failed else None,
            asked_at=visit.moment(one.asked_at),
            by=_names(db).get(one.asked_by, one.asked_by),
            found=found,
            new=inquiries.new(db, one) if one.found is not None else None,
            rows=inquiries.shown(db, one, visit.sites, first=(number - 1) * ROWS, count=ROWS),
            number=number,
            pages=pages,
        )


def _names(db: Database) -> dict[str, str]:
    return {officer.actor: officer.name for officer in officers.all_open(db)}


def _run(one: Run, names: dict[str, str], visit: Visit) -> dict[str, Any]:
    return {
        "id": one.id,
        "condition": one.condition,
        "of": one.of,
        "purpose": one.purpose,
        "by": names.get(one.asked_by, one.asked_by),
        "at": visit.moment(one.asked_at),
        "failed": one.failed is not None,
        "found": None if one.found is None else len(one.found),
    }


def _queries(visit: Visit, form: dict[str, str] | None = None, wrong: dict[str, str] | None = None, *, status: int = 200) -> Response[str]:
    with visit.node.pool.connection() as db:
        names = _names(db)
        return page(
            visit,
            db,
            "queries.html",
            here="queries",
            status=status,
            form=form or {"days": "30", "kind": "risk"},
            wrong=wrong or {},
            saved=[
                {"one": one, "by": names.get(one.saved_by, one.saved_by), "next": visit.moment(one.next_at) if one.next_at else None}
                for one in inquiries.saved(db, visit.sites)
            ],
            runs=[_run(one, names, visit) for one in inquiries.runs(db, by=visit.officer.actor, sites=visit.sites)],
            kinds=KINDS,
            days=DAYS,
            every=EVERY,
            of=OF,
            example=EXAMPLE,
        )
