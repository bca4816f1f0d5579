"""One name against the lists, at once. Nothing is kept of it but who looked, what for, and which entries were found."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from litestar import Request, Response, get, post
from litestar.datastructures import FormMultiDict

from preclear.audit import Event
from preclear.manifest import NotScreened, PartialDate, Role, TravelDocument, Traveller
from preclear.matching import Hit
from preclear.store import events, lists
from preclear.store.lists import Held
from preclear.store.pages import HitRow
from preclear.store.pool import Database
from preclear.store.records import jsonb
from preclear.web.workbench import evidence
from preclear.web.workbench.page import HEADERS, page
from preclear.web.workbench.visit import Form, Visit, Visiting

SHOWN = 5  # of the possible matches, the best
LONGEST = 200
FIELDS = ("family_name", "given_names", "birth_date", "sex", "nationality", "document_number", "document_issuer")
CODES = ("nationality", "document_issuer")


@dataclass(frozen=True, slots=True)
class Looked:
    """What one look came to."""

    traveller: Traveller
    hits: tuple[Hit, ...]  # that this officer may see, best first
    unscreened: NotScreened | None
    hidden: int  # on lists that this officer's roles may not see
    milliseconds: float
    editions: dict[str, Held] = field(default_factory=dict)


@get("/check", name="check", sync_to_thread=True)
def check(visit: Visiting) -> Response[str]:
    """Show the form."""
    with visit.node.pool.connection() as db:
        return _page(visit, db, {}, {})


@post("/check", name="check_name", sync_to_thread=True, status_code=200)
def check_name(request: Request[Any, Any, Any], form: Form, visit: Visiting) -> Response[Any]:
    """Screen one person as typed; for a program (``Accept: application/json``) the same as JSON."""
    said = {name: str(form.get(name, "")).strip()[:LONGEST] for name in (*FIELDS, "purpose")}
    as_json = "application/json" in request.headers.get("Accept", "")
    wrong = _wrong(said, visit)
    with visit.node.pool.connection() as db:
        if wrong:
            return _json({"faults": wrong}, 422) if as_json else _page(visit, db, said, wrong, status=422)
        looked = look(db, visit, _traveller(form), purpose=said["purpose"])
        return _json(_told(looked)) if as_json else _page(visit, db, said, {}, looked=looked)


def look(db: Database, visit: Visit, traveller: Traveller, *, purpose: str) -> Looked:
    """Screen one person by the lists in force, and record that it was done (law 8)."""
    begun = time.perf_counter()
    (screening,) = visit.node.circumstances.screen([traveller])
    milliseconds = (time.perf_counter() - begun) * 1000
    found = () if isinstance(screening, NotScreened) else screening
    held = {edition.digest: edition for edition in lists.editions(db) if edition.digest in {hit.edition for hit in found}}
    seen = tuple(hit for hit in found if _visible(held[hit.edition], visit))
    detail = {"found": len(found), "entries": [hit.entry for hit in seen[:SHOWN]]}
    events.write(db, Event("list.searched", visit.officer.actor, "lists", purpose, detail=detail), at=visit.now)
    unscreened = screening if isinstance(screening, NotScreened) else None
    return Looked(traveller, seen, unscreened, len(found) - len(seen), milliseconds, held)


def _visible(held: Held, visit: Visit) -> bool:
    return not held.visible_to or not visit.officer.roles.isdisjoint(held.visible_to)


def _page(
    visit: Visit, db: Database, form: dict[str, str], wrong: dict[str, str], *, looked: Looked | None = None, status: int = 200
) -> Response[str]:
    hits = [evidence.hit(_row(hit, looked), looked.traveller, db, visit, typed=True) for hit in looked.hits[:SHOWN]] if looked else []
    unscreened = evidence.title(looked.unscreened.code, visit) if looked and looked.unscreened else None
    return page(
        visit,
        db,
        "check.html",
        here="check",
        status=status,
        fields=FIELDS,
        codes=CODES,
        form=form,
        wrong=wrong,
        looked=looked,
        hits=hits,
        more=len(looked.hits) - len(hits) if looked else 0,
        unscreened=unscreened,
    )


def _row(hit: Hit, looked: Looked) -> HitRow:
    """Return a hit as the pages show those of recorded people."""
    held = looked.editions[hit.edition]
    return HitRow(
        id=0,
        entry_ref=hit.entry,
        score=hit.score,
        name=hit.name,
        reasons=jsonb(hit.reasons).obj,
        comparison=jsonb(hit.compared).obj,
        dated=held.dated,
        source_id=held.source_id,
        title=held.title,
        owner=held.owner,
        legal_basis=held.legal_basis,
        visible_to=[],  # whoever may not see it has not come here
        in_force=held.in_force,
        entry=None,
        known_by=None,
        known_at=None,
        known_reason=None,
        known_until=None,
    )


def _told(looked: Looked) -> dict[str, Any]:
    return {
        "screened": looked.unscreened is None,
        "not_screened": looked.unscreened.code if looked.unscreened else None,
        "hits": [
            {
                "entry": hit.entry,
                "list": looked.editions[hit.edition].source_id,
                "edition": hit.edition,
                "score": hit.score,
                "name": hit.name,
                "reasons": [{"code": reason.code, "strength": reason.strength, "detail": reason.detail} for reason in hit.reasons],
            }
            for hit in looked.hits
        ],
        "hidden": looked.hidden,
        "milliseconds": round(looked.milliseconds, 2),
    }


def _json(said: dict[str, Any], status: int = 200) -> Response[dict[str, Any]]:
    return Response(said, media_type="application/json", status_code=status, headers=HEADERS)


def _wrong(said: dict[str, str], visit: Visit) -> dict[str, str]:
    """Return what does not fit, by field."""
    words, wrong = visit.words, {}
    if not said["family_name"] and not said["given_names"] and not said["document_number"]:
        wrong["family_name"] = str(words("check-nothing"))
    if said["birth_date"]:
        try:
            PartialDate.parse(said["birth_date"])
        except ValueError:
            wrong["birth_date"] = str(words("check-wrong-birth-date"))
    if not said["purpose"]:
        wrong["purpose"] = str(words("check-purpose-missing"))
    return wrong


def _traveller(form: FormMultiDict) -> Traveller:
    """Return the person as typed."""
    said = {name: str(form.get(name, "")).strip()[:LONGEST] for name in FIELDS}
    number = said["document_number"]
    return Traveller(
        ordinal=1,
        key="",
        role=Role.PASSENGER,
        family_name=said["family_name"],
        given_names=said["given_names"],
        birth_date=PartialDate.parse(said["birth_date"]) if said["birth_date"] else None,
        sex=said["sex"] if said["sex"] in ("M", "F", "X") else None,  # type: ignore[arg-type]  # one of the three
        nationalities=(said["nationality"].upper(),) if said["nationality"] else (),
        documents=(TravelDocument(type="P", number=number, issuer=said["document_issuer"].upper() or None),) if number else (),
    )
