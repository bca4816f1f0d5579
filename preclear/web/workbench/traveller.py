"""A traveller: whether this is the person, and what now."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath
from markupsafe import Markup

from preclear.audit import Event
from preclear.manifest import Traveller
from preclear.messages.masking import masked
from preclear.store import events, pages, raw_messages
from preclear.store.pages import DecisionRow, ReferralRow, TravellerRow, VoyageRow
from preclear.store.pool import Database
from preclear.web.workbench import evidence, faults
from preclear.web.workbench.bytes import segments
from preclear.web.workbench.encounters import at_site_of as at_site
from preclear.web.workbench.page import fragment, page
from preclear.web.workbench.panel import decision_panel, finding_lines, may_second, opinion_of
from preclear.web.workbench.powers import powers_panel
from preclear.web.workbench.raised import cards as raised_hits
from preclear.web.workbench.visit import Form, Visit, Visiting
from preclear.web.workbench.voyage import MARKS


@get("/travellers/{traveller_id:int}", name="traveller", sync_to_thread=True)
def traveller(traveller_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Show the evidence on a person, and the panel in which an officer decides."""
    with visit.node.pool.connection() as db:
        return show(db, visit, traveller_id)


@post("/travellers/{traveller_id:int}/message", name="traveller_raw", sync_to_thread=True, status_code=200)
def traveller_raw(traveller_id: FromPath[int], request: Request[Any, Any, Any], form: Form, visit: Visiting) -> Response[str]:
    """Open the message as received, for a stated purpose, and show the part about this person."""
    purpose = str(form.get("purpose", "")).strip()[:200]
    with visit.node.pool.connection() as db:
        row = pages.traveller(db, traveller_id, visit.sites)
        person = row.traveller
        raw = sealed(row, missing=not purpose)
        if purpose:
            message = raw_messages.open_sealed(
                db, visit.node.vault, row.raw_message_id, by=visit.officer.actor, purpose=purpose, now=visit.now
            )
            message = masked(message, visit.node.sensitive)
            marks = list(person.places.values())
            raw |= {"lines": segments(message, marks, person.segments), "whole": segments(message), "purpose": purpose}
        if "HX-Request" in request.headers:
            voyage = pages.voyage(db, row.voyage_id, visit.sites)
            return fragment(visit, "raw.html", raw=raw, received=visit.moment(row.received_at, voyage.departure))
        return show(db, visit, traveller_id, raw=raw)


def sealed(row: TravellerRow, *, missing: bool = False) -> dict[str, Any]:
    """Return the message of a declaration as long as nobody has opened it."""
    return {
        "lines": None,
        "whole": None,
        "type": row.type,
        "size": row.size,
        "action": f"/travellers/{row.id}/message",
        "missing": missing,
        "purpose": "",
    }


def show(
    db: Database, visit: Visit, traveller_id: int, *, status: int = 200, raw: dict[str, Any] | None = None, **panel: Any
) -> Response[str]:
    """Return the page of a person, and record that it was read (law 8). ``panel`` is what the decision panel has to say."""
    row = pages.traveller(db, traveller_id, visit.sites)
    voyage = pages.voyage(db, row.voyage_id, visit.sites)
    referral = pages.referral_of(db, row.voyage_id, row.key, visit.sites)
    decisions = pages.decisions(db, row.voyage_id, row.key)
    events.write(db, Event("record.read", visit.officer.actor, f"traveller:{row.id}", visit.purpose), at=visit.now)
    hits = [evidence.hit(found, row.traveller, db, visit) for found in pages.hits(db, row.id)]
    rules = evidence.rules(row, db, visit)
    course = pages.course(db, row.voyage_id, row.key)
    last = next((step for step in reversed(course) if step.what == "told"), None)
    blind = bool(referral and referral.state == "proposed" and may_second(visit, decisions) and not opinion_of(db, visit, referral))
    context = {
        **about(row, voyage, referral, visit),
        "marks": _marks(row, referral, hits, visit),
        "hits": hits,
        "rules": rules,
        "raised": raised_hits(db, visit, row, voyage),
        "unscreened": evidence.title(row.unscreened.code, visit) if row.unscreened else None,
        "faults": [faults.told(fault, visit.language) for fault in row.own_faults(row.traveller.ordinal)],
        "declared": declared(row.traveller, visit),
        "raw": raw or sealed(row),
        "acknowledged": bool(last and last.acknowledged_at),
        "course": course_of(course, [] if blind else decisions, voyage, visit),
        "decisions": [decision(one, voyage, visit) for one in reversed(decisions)],
        "decisions_hidden": blind,
        "purpose": visit.words(f"purpose-{visit.purpose}"),
        "sent": _sent(decisions, voyage, visit),
        "overtaken": _overtaken(referral, visit),
        "at_site": at_site(db, visit, row, voyage),
        "powers": powers_panel(db, visit, row, voyage),
    }
    context |= decision_panel(db, visit, row=row, voyage=voyage, referral=referral, decisions=decisions) | panel
    return page(visit, db, "traveller.html", here="board", at=voyage, status=status, **context)


def about(row: TravellerRow, voyage: VoyageRow, referral: ReferralRow | None, visit: Visit) -> dict[str, Any]:
    """Return what every page on a person says about them first."""
    words, person = visit.words, row.traveller
    mine = referral and referral.taken_by == visit.officer.id
    facts = [words(f"role-{person.role}")]
    facts += [words("fact-born", day=words.born(person.birth_date))] if person.birth_date else []
    facts += [words("fact-seat", seat=person.seat)] if person.seat else []
    facts += [words("fact-bags", n=person.bags.pieces)] if person.bags and person.bags.pieces else []
    if locator := person.references.get("AVF"):
        facts.append(words("fact-booking", locator=locator, n=row.companions))
    return {
        "row": row,
        "person": person,
        "voyage": voyage,
        "referral": referral,
        "about": Markup(", ").join(facts) + ".",
        "received": visit.moment(row.received_at, voyage.departure),
        "due": visit.moment(voyage.answer_due, voyage.departure) if voyage.answer_due else None,
        "left": visit.left(voyage.answer_due) if voyage.answer_due else "",
        "late": bool(voyage.answer_due and voyage.answer_due < visit.now),
        "told": visit.moment(row.given_at, voyage.departure) if row.given_at else None,
        "owner": words("owner-none")
        if referral is None or referral.closed_at
        else words("with-you")
        if mine
        else referral.officer or words("nobody-yet"),
        "owner_since": visit.moment(referral.taken_at, voyage.departure)
        if referral and referral.taken_at and not referral.closed_at
        else None,
    }


def declared(person: Traveller, visit: Visit) -> list[tuple[str, str | None, bool]]:
    """Return what the carrier declared, in the order of the document: name of the field, value, in the writing of codes."""
    words = visit.words
    rows: list[tuple[str, str | None, bool]] = [
        ("family-name", person.family_name or None, False),
        ("given-names", person.given_names or None, False),
        ("birth-date", words.born(person.birth_date), False),
        ("sex", words(f"sex-{person.sex}") if person.sex else None, False),
        ("nationality", ", ".join(person.nationalities) or None, True),
    ]
    for document in person.documents:
        value = " ".join(filter(None, (document.type, document.issuer, document.number)))
        expires = words("fact-expires", day=words.day(document.expires)) if document.expires else ""
        rows.append(("document", f"{value}  {expires}".strip(), True))
    if not person.documents:
        rows.append(("document", None, True))
    tags = ", ".join(person.bags.tags) if person.bags else None
    optional = (("residence", person.residence, True), ("birth-place", person.birth_place, False), ("address", person.address, False))
    route = "–".join(code or "?" for code in (person.embarks, person.disembarks)) if person.embarks or person.disembarks else None
    rows += [row for row in (*optional, ("journey", route, True), ("bag-tags", tags, True)) if row[1]]
    if person.captured:
        rows.append(("captured", words(f"captured-{person.captured}"), False))
    return [(words(f"field-{name}"), value, mono) for name, value, mono in rows]


def decision(made: DecisionRow, voyage: VoyageRow, visit: Visit) -> dict[str, Any]:
    """Return a decision for a page."""
    return {
        "day": visit.moment(made.decided_at, voyage.departure).day,
        "officer": made.officer,
        "outcome": visit.words(f"outcome-{made.outcome}"),
        "findings": finding_lines(made.findings, visit),
        "reason": made.reason,
        "against": made.against,
    }


def _marks(row: TravellerRow, referral: ReferralRow | None, hits: list[dict[str, Any]], visit: Visit) -> list[dict[str, Any]]:
    words = visit.words
    marks = []
    new = sum(not hit["known"] for hit in hits)
    if len(hits) > new:
        marks.append({"kind": "work", "icon": "info", "text": words("known-matches", n=len(hits) - new)})
    if new:
        marks.append({"kind": "attn", "icon": "attn", "text": words("need-match", n=new)})
    elif referral and not referral.closed_at:
        kind, icon = MARKS[referral.kind]
        marks.append({"kind": kind, "icon": icon, "text": words(f"why-{referral.kind}")})
    if referral and not referral.closed_at:
        mine = referral.taken_by == visit.officer.id
        marks.append(
            {
                "kind": "work",
                "icon": "work",
                "text": words("open-with-you") if mine and referral.state == "open" else words(f"referral-{referral.state}"),
            }
        )
    elif row.final:
        board = row.status == "board"
        marks.append({"kind": "ok" if board else "stop", "icon": "ok" if board else "stop", "text": words(f"status-{row.status}")})
    return marks


def course_of(steps: list[pages.Step], decisions: list[DecisionRow], voyage: VoyageRow, visit: Visit) -> list[dict[str, Any]]:
    """Return the course of a person, oldest first; what is still to come stands last, as a ring."""
    words = visit.words
    told = []
    for step in steps:
        match step.what:
            case "list":
                said = (
                    words(f"course-list-{step.word}")
                    if words.has(f"course-list-{step.word}")
                    else words("course-list", word=step.word or "?")
                )
            case "told":
                said = words("course-told", status=words(f"status-{step.word}"))
            case "referral":
                said = words("course-referral", why=words(f"why-{step.word}"))
            case _:
                said = words(f"course-{step.what}")
        heard = visit.moment(step.acknowledged_at, voyage.departure) if step.acknowledged_at else None
        told.append({"instant": step.at, "words": said, "by": step.officer, "heard": heard})
    told += [{"instant": one.decided_at, "words": words(f"outcome-{one.outcome}"), "by": one.officer, "heard": None} for one in decisions]
    told.sort(key=lambda one: one["instant"])  # type: ignore[arg-type, return-value]  # instants
    course = [one | {"at": visit.moment(one["instant"], voyage.departure), "state": "done"} for one in told]  # type: ignore[arg-type]  # an instant
    if course:
        course[-1]["state"] = "done now"
    if voyage.departs_at and voyage.departs_at > visit.now:
        course.append(
            {
                "words": words("voyage-departure-expected"),
                "by": None,
                "heard": None,
                "at": visit.moment(voyage.departs_at, voyage.departure),
                "state": "",
            }
        )
    return course


def _sent(decisions: list[DecisionRow], voyage: VoyageRow, visit: Visit) -> dict[str, Any] | None:
    """Return what an officer has just done, which stays on the page until they leave it."""
    number = visit.query.get("decided", "")
    made = next((one for one in decisions if str(one.id) == number and one.officer_id == visit.officer.id), None)
    if made is None:
        return None
    told = made.outcome not in {"propose_refusal", "reject_refusal"}
    return {
        "words": visit.words(f"sent-{made.outcome}", carrier=voyage.carrier),
        "at": visit.moment(made.decided_at, voyage.departure, seconds=True),
        "told": told,
        "answer": "",
    }


def _overtaken(referral: ReferralRow | None, visit: Visit) -> str | None:
    if "overtaken" not in visit.query:
        return None
    if referral and referral.officer and referral.taken_by != visit.officer.id:
        return visit.words("overtaken-by", name=referral.officer)
    return visit.words("overtaken")
