"""Watchlists in force, their terms and their editions, and the way back to the edition before. No listed person is on this page."""

from __future__ import annotations

from collections import Counter
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from preclear.errors import Conflict, NotFound
from preclear.store import lists as held_lists
from preclear.store.lists import Held
from preclear.store.pool import Database
from preclear.web.workbench.page import page, role_names, see
from preclear.web.workbench.visit import Form, Visit, Visiting
from preclear.web.workbench.words import Words

MOST_FAULTS = 20  # places shown of one code; the command shows all
MOST_EDITIONS = 12  # of one list


@get("/lists", name="lists", sync_to_thread=True)
def lists(visit: Visiting) -> Response[str]:
    """Show the lists, and what was wrong with each when it was imported."""
    with visit.node.pool.connection() as db:
        return _lists(visit, db)


@post("/lists/{edition:int}/undo", name="undo_list", sync_to_thread=True)
def undo_list(edition: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Take the edition that is in force back, once the officer has confirmed it; everyone still to travel is screened again."""
    with visit.node.pool.connection() as db:
        held = next((each for each in held_lists.in_force(db) if each.id == edition), None)
        if held is None:
            raise NotFound("That edition is not in force", code="list-changed")
        if form.get("confirm") != "yes":
            return _lists(visit, db, unconfirmed=edition, status=422)
        try:
            restored = held_lists.undo(db, held.source_id, by=visit.officer.actor, now=visit.now, edition=edition)
        except Conflict as conflict:
            return _lists(visit, db, refused=conflict.code, status=409)
    visit.node.reload()
    return see(visit, f"/lists?restored={restored.id}")


def _lists(visit: Visit, db: Database, *, status: int = 200, unconfirmed: int | None = None, refused: str = "") -> Response[str]:
    today = visit.now.date()
    by_source: dict[str, list[Held]] = {}
    for held in held_lists.editions(db):
        by_source.setdefault(held.source_id, []).append(held)
    restored = visit.query.get("restored")
    shown = [_list(held, db, visit) for held in by_source.values()]
    return page(
        visit,
        db,
        "lists.html",
        here="lists",
        status=status,
        shown=shown,
        expired=len(held_lists.expired((each for held in by_source.values() for each in held), today)),
        restored=next((each["title"] for each in shown if restored and str(each["id"]) == restored), None),
        unconfirmed=unconfirmed,
        refused=visit.words(f"refused-{refused}") if refused else None,
        may_undo=visit.may("undo_list"),
        may_find=visit.may("list_findings"),
    )


def _list(editions: list[Held], db: Database, visit: Visit) -> dict[str, Any]:
    """Return one list, newest edition first: the one in force, its terms, and what was before."""
    words, today = visit.words, visit.now.date()
    current = next((held for held in editions if held.in_force), None)
    terms = current or editions[0]
    former = next((held for held in editions if current and held.id == current.former_id), None)
    return {
        "id": current.id if current else None,
        "source": terms.source_id,
        "title": terms.title,
        "state": _state(current, visit),
        "rows": _facts(current, visit) + _terms(terms, visit),
        "faults": _faults(current, db, visit) if current and current.faults else [],
        "fault_count": current.faults if current else 0,
        "former": words("watch-edition", day=words.day(former.dated), n=former.entries) if former else None,
        "expired": bool(current and current.expired(today)),
        "stopped": bool(current and not current.screened(today)),
        "editions": [_edition(held, visit) for held in editions[:MOST_EDITIONS]],
        "more": max(0, len(editions) - MOST_EDITIONS),
    }


def _state(current: Held | None, visit: Visit) -> dict[str, str]:
    words, today = visit.words, visit.now.date()
    if current is None:
        return {"kind": "wait", "icon": "wait", "text": words("watch-state-none")}
    if not current.screened(today):
        return {"kind": "stop", "icon": "stop", "text": words("watch-state-stopped")}
    if current.expired(today):
        return {"kind": "attn", "icon": "attn", "text": words("watch-state-expired")}
    return {"kind": "ok", "icon": "ok", "text": words("watch-state-in-force")}


def _facts(current: Held | None, visit: Visit) -> list[tuple[str, str]]:
    words = visit.words
    if current is None:
        return []
    imported = visit.moment(current.imported_at)
    return [
        (words("watch-dated"), words.day(current.dated)),
        (words("watch-expires"), words.day(current.expires) if current.expires else words("watch-never")),
        (words("watch-imported"), words("watch-imported-by", day=imported.day, clock=imported.utc, who=_by(current.imported_by, visit))),
        (words("watch-people"), words.number(current.entries)),
        (words("watch-others"), words.number(current.others)),
        (words("watch-changes"), _changed(current, words)),
        *([(words("watch-reused"), words.number(current.reused))] if current.reused else []),
    ]


def _changed(held: Held, words: Words) -> str:
    """What an edition changed against the one before."""
    if held.former_id is None:
        return words("watch-first")
    return words("watch-changed", added=held.added, changed=held.changed, removed=held.removed)


def _terms(terms: Held, visit: Visit) -> list[tuple[str, str]]:
    words = visit.words
    return [
        (words("watch-owner"), terms.owner or words("watch-not-told")),
        (words("watch-legal-basis"), terms.legal_basis or words("watch-not-told")),
        (words("watch-handling"), terms.handling or words("watch-not-told")),
        (words("watch-visible-to"), role_names(words, terms.visible_to) if terms.visible_to else words("watch-visible-to-all")),
        (words("watch-valid-days"), words("watch-days", n=terms.valid_days) if terms.valid_days is not None else words("watch-never")),
        (words("watch-when-expired"), words("watch-stop" if terms.stop_when_expired else "watch-go-on")),
        (words("watch-terms-by"), _by(terms.terms_set_by, visit) if terms.terms_set_by else words("watch-terms-as-they-came")),
    ]


def _faults(current: Held, db: Database, visit: Visit) -> list[dict[str, Any]]:
    """Return the faults of an edition by code, each code with the places where it stands."""
    found = held_lists.faults(db, current.id)
    codes = Counter(fault.code for fault in found)
    return [
        {
            "code": code,
            "words": visit.words(f"watch-fault-{code.removeprefix('LIST-').lower()}"),
            "count": visit.words.number(count),
            "where": [fault.where for fault in found if fault.code == code][:MOST_FAULTS],
            "more": max(0, count - MOST_FAULTS),
        }
        for code, count in codes.most_common()
    ]


def _edition(held: Held, visit: Visit) -> dict[str, Any]:
    words = visit.words
    state = "in-force" if held.in_force else "undone" if held.undone_at else "replaced"
    return {
        "dated": words.day(held.dated),
        "imported": visit.moment(held.imported_at),
        "people": words.number(held.entries),
        "changed": _changed(held, words),
        "faults": words.number(held.faults),
        "state": words(f"watch-was-{state}"),
    }


def _by(actor: str, visit: Visit) -> str:
    return visit.officer.name if actor == visit.officer.actor else actor
