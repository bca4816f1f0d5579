"""The node's own list: officers propose, another officer approves, and everything has a last day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from preclear import documents
from preclear.errors import Conflict, NotPermitted
from preclear.manifest import PartialDate
from preclear.matching import resemblance
from preclear.store import lookouts
from preclear.store.lookouts import Lookout
from preclear.store.pool import Database
from preclear.watchlist import BirthDate, Entry, ListedDocument, Name
from preclear.web.workbench.page import page, see
from preclear.web.workbench.visit import Form, Visit, Visiting, day_of

FIELDS = ("family_name", "given_names", "birth_date", "sex", "nationality", "document_number", "document_issuer")
CODES = ("nationality", "document_issuer")
LONGEST, LONGEST_REASON = 200, 2000
MOST_DAYS = 366
SHOWN = 200


@get("/lookouts", name="lookouts", sync_to_thread=True)
def lookouts_page(visit: Visiting) -> Response[str]:
    """Show who and what is looked out for, and the form for another."""
    with visit.node.pool.connection() as db:
        return _page(db, visit)


@post("/lookouts", name="propose_lookout", sync_to_thread=True)
def propose_lookout(form: Form, visit: Visiting) -> Response[Any]:
    """Propose a person or a document; nobody is screened by it yet."""
    said = {
        name: str(form.get(name, "")).strip()[: LONGEST_REASON if name == "reason" else LONGEST] for name in (*FIELDS, "reason", "expires")
    }
    wrong = _wrong(said, visit)
    with visit.node.pool.connection() as db:
        if wrong:
            return _page(db, visit, said=said, wrong=wrong, status=422)
        expires = date.fromisoformat(said["expires"])
        lookouts.propose(db, _entry(said), reason=said["reason"], expires=expires, by=visit.officer, now=visit.now)
    return see(visit, "/lookouts")


@post("/lookouts/{number:int}/approve", name="approve_lookout", sync_to_thread=True)
def approve_lookout(number: FromPath[int], visit: Visiting) -> Response[Any]:
    """Put a colleague's proposal on the list; everyone still to travel is screened again."""
    with visit.node.pool.connection() as db:
        try:
            with db.transaction():
                lookouts.approve(db, number, by=visit.officer, now=visit.now)
        except (Conflict, NotPermitted) as refused:
            return _page(db, visit, refused=refused.code, status=409 if isinstance(refused, Conflict) else 403)
    visit.node.reload()
    return see(visit, "/lookouts")


@post("/lookouts/{number:int}/end", name="end_lookout", sync_to_thread=True)
def end_lookout(number: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Take a lookout back, with a reason."""
    why = str(form.get("why", "")).strip()[:LONGEST_REASON]
    with visit.node.pool.connection() as db:
        if not why:
            return _page(db, visit, refused="lookout-why", status=422)
        try:
            with db.transaction():
                lookouts.end(db, number, why=why, by=visit.officer, now=visit.now)
        except Conflict as refused:
            return _page(db, visit, refused=refused.code, status=409)
    visit.node.reload()
    return see(visit, "/lookouts")


def _page(
    db: Database,
    visit: Visit,
    *,
    said: dict[str, str] | None = None,
    wrong: dict[str, str] | None = None,
    refused: str = "",
    status: int = 200,
) -> Response[str]:
    found = lookouts.every(db)
    return page(
        visit,
        db,
        "lookouts.html",
        here="lookouts",
        status=status,
        fields=FIELDS,
        codes=CODES,
        said=said or {"expires": (visit.now.date() + timedelta(days=30)).isoformat()},
        wrong=wrong or {},
        refused=visit.words(f"refused-{refused}") if refused else None,
        rows=[_row(one, visit) for one in found[:SHOWN]],
        hidden=max(0, len(found) - SHOWN),
    )


def _row(one: Lookout, visit: Visit) -> dict[str, Any]:
    entry, words, state = one.listed_as, visit.words, one.state(visit.now.date())
    return {
        "id": one.id,
        "state": state,
        "name": entry.names[0],
        "born": str(entry.birth_dates[0].first) if entry.birth_dates else None,
        "document": " ".join(filter(None, (entry.documents[0].issuer, entry.documents[0].number))) if entry.documents else "",
        "reason": one.reason,
        "expires": words.day(one.expires),
        "proposer": one.proposer,
        "approver": one.approver,
        "ended": words("lookout-ended-by", name=one.ender, why=one.ended_why) if one.ended_at else None,
        "approves": state == "proposed" and one.proposed_by != visit.officer.id and visit.may("approve_lookout"),
        "ends": state in {"proposed", "listed"} and visit.may("end_lookout"),
    }


def _wrong(said: dict[str, str], visit: Visit) -> dict[str, str]:
    """Return what does not fit, by field."""
    words, wrong, today = visit.words, {}, visit.now.date()
    if not said["family_name"] and not said["given_names"] and not resemblance.plain(said["document_number"]):
        wrong["family_name"] = str(words("check-nothing"))
    if said["birth_date"]:
        try:
            PartialDate.parse(said["birth_date"])
        except ValueError:
            wrong["birth_date"] = str(words("check-wrong-birth-date"))
    for field in CODES:
        if said[field] and documents.states.alpha3(said[field]) is None:
            wrong[field] = str(words("lookout-wrong-state"))
    if not said["reason"]:
        wrong["reason"] = str(words("lookout-reason-missing"))
    expires = day_of(said["expires"])
    if expires is None or not today <= expires <= today + timedelta(days=MOST_DAYS):
        wrong["expires"] = str(words("lookout-wrong-expires", n=MOST_DAYS))
    return wrong


def _entry(said: dict[str, str]) -> Entry:
    """Return what is to stand on the list."""
    number, issuer = said["document_number"], documents.states.alpha3(said["document_issuer"]) if said["document_issuer"] else None
    nationality = documents.states.alpha3(said["nationality"]) if said["nationality"] else None
    name = Name.of_parts(said["family_name"].upper(), said["given_names"].upper())
    return Entry(
        ref="",
        names=(name if name.text else Name(number),),
        birth_dates=(BirthDate(PartialDate.parse(said["birth_date"])),) if said["birth_date"] else (),
        nationalities=(nationality,) if nationality else (),
        sex=said["sex"] if said["sex"] in ("M", "F", "X") else None,  # type: ignore[arg-type]  # one of the three
        documents=(ListedDocument(number, issuer),) if number else (),
        remarks="",
    )
