"""A voyage: who on it needs a person, and why; and what its carrier was told."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath

from preclear.audit import Event
from preclear.store import events, lives, pages
from preclear.store.pages import Person, Sent, VoyageRow
from preclear.store.pool import Database
from preclear.web.workbench import faults
from preclear.web.workbench.board import shown_row
from preclear.web.workbench.bytes import segments
from preclear.web.workbench.evidence import about_hits, title
from preclear.web.workbench.page import fragment, page
from preclear.web.workbench.visit import Form, Visit, Visiting

MARKS = {
    "match": ("attn", "attn"),
    "document": ("attn", "document"),
    "rule": ("attn", "rule"),
    "manual": ("attn", "attn"),
    "external": ("attn", "attn"),
    "not_screened": ("unknown", "unknown"),
}
STANDING = {  # what stands out of people whom no officer need look at: colour, shape, word
    "incomplete": ("wait", "wait", "why-incomplete"),
    "held": ("work", "work", "status-held"),
    "do_not_board": ("stop", "stop", "status-do_not_board"),
}
LONGEST_SEARCH = 80


@get("/voyages/{voyage_id:int}", name="voyage", sync_to_thread=True)
def voyage(voyage_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Show the people of a voyage: those who need a person, with reasons, then the quiet ones."""
    return _voyage(voyage_id, visit)


@post("/voyages/{voyage_id:int}/find", name="voyage_find", sync_to_thread=True, status_code=200)
def voyage_find(voyage_id: FromPath[int], form: Form, visit: Visiting) -> Response[str]:
    """Show the people of a voyage whose name, document or seat holds some words. A form, since addresses are logged."""
    return _voyage(voyage_id, visit, words=str(form.get("words", "")).strip()[:LONGEST_SEARCH])


@get("/voyages/{voyage_id:int}/summary", name="voyage_summary", sync_to_thread=True)
def voyage_summary(voyage_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Return the sentence on who waits, as it is now."""
    with visit.node.pool.connection() as db:
        found = pages.voyage(db, voyage_id, visit.sites)
        return fragment(
            visit, "voyage_summary.html", voyage=found, row=shown_row(pages.board_row(db, voyage_id, visit.officer, visit.now), visit)
        )


@get("/voyages/{voyage_id:int}/told", name="voyage_told", sync_to_thread=True)
def voyage_told(voyage_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Return what the carrier was told, as it is now."""
    with visit.node.pool.connection() as db:
        found = pages.voyage(db, voyage_id, visit.sites)
        return fragment(visit, "voyage_answer.html", **_told(db, found, visit))


@get("/voyages/{voyage_id:int}/answers", name="voyage_answers", sync_to_thread=True)
def voyage_answers(voyage_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Show every answer to the carrier of a voyage, word for word."""
    with visit.node.pool.connection() as db:
        found = pages.voyage(db, voyage_id, visit.sites)
        _read(db, found, visit)
        answers = [_sent(answer, found, visit) for answer in pages.answers(db, voyage_id)]
        return page(visit, db, "answers.html", here="board", at=found, voyage=found, answers=answers)


def _voyage(voyage_id: int, visit: Visit, *, words: str = "") -> Response[str]:
    show = visit.query.get("show", "")
    after = int(visit.query["after"]) if visit.query.get("after", "").isdecimal() else 0
    with visit.node.pool.connection() as db:
        found = pages.voyage(db, voyage_id, visit.sites)
        _read(db, found, visit)
        people = pages.people(db, voyage_id, role="crew" if show == "crew" else None, words=words or None, after=after)
        told = _told(db, found, visit)
        roles = pages.roles(db, voyage_id)
        attention = [_person(person, visit) for person in people if person.attention]
        calm = [] if show == "person" else [_person(person, visit) for person in people if not person.attention]
        row = told["row"]
        chips = (
            ("person", "needs-a-person", "attn", row["waiting"]),
            ("", "show-all", None, row["travellers"]),
            ("crew", "show-crew", None, roles.get("crew", 0)),
        )
        return page(
            visit,
            db,
            "voyage.html",
            here="board",
            at=found,
            **told,
            names=visit.route(found.departure, found.arrival),
            sought=words,
            seated=any(person.seat for person in people),
            after=after,
            departs=visit.moment(found.departs_at, found.departure) if found.departs_at else None,
            arrives=visit.moment(found.arrives_at, found.arrival) if found.arrives_at else None,
            departed=bool(found.departs_at and found.departs_at <= visit.now),
            people=attention + calm,
            attention=attention,
            calm=calm,
            hidden=max(0, calm[0]["alike"] - after - len(calm)) if calm else 0,
            chips=[
                {"show": value, "word": word, "icon": icon, "count": count, "here": value == show} for value, word, icon, count in chips
            ],
            received=[
                {
                    "at": visit.moment(one.received_at, found.departure),
                    "word": one.function,
                    "function": one.function,
                    "travellers": one.travellers,
                    "fault_count": sum(fault["severity"] != "note" for fault in one.faults),
                }
                for one in pages.received(db, voyage_id)
            ],
            sources=_sources(db, found, visit),
            **_life(db, voyage_id, visit),
        )


def _life(db: Database, voyage_id: int, visit: Visit) -> dict[str, Any]:
    """Return how far the people of a voyage have come, who is on board and should not be, and what is wrong with its lists as a whole."""
    found = lives.summary(db, voyage_id)
    return {
        "life": asdict(found),
        "life_findings": [faults.titled(one, visit.language) for one in found.findings],
        "flagged": [
            {"id": number, "name": ", ".join(filter(None, (family, given))), "why": why}
            for number, family, given, why in lives.flagged(db, voyage_id)
        ],
    }


def _read(db: Database, found: VoyageRow, visit: Visit) -> None:
    """Record that somebody looked at the people of a voyage (law 8)."""
    events.write(db, Event("record.read", visit.officer.actor, f"voyage:{found.id}", visit.purpose), at=visit.now)


def _told(db: Database, found: VoyageRow, visit: Visit) -> dict[str, Any]:
    row = pages.board_row(db, found.id, visit.officer, visit.now)
    return {
        "voyage": found,
        "row": shown_row(row, visit),
        "standing": pages.standing(db, found.id),
        "silent": row.silent,
        "answers": len(pages.answers(db, found.id)),
    }


def _sources(db: Database, found: VoyageRow, visit: Visit) -> list[dict[str, Any]]:
    """Return how many people each list and rule sent to a person, as bars."""
    counted = [
        (source or title(rule or "", visit), people)
        for source, rule, people in pages.reasons_on_voyage(db, found.id)
        if not (rule and about_hits(rule, visit))
    ]
    most = max((people for _, people in counted), default=1)
    return [{"title": name, "people": people, "width": round(100 * people / most, 1)} for name, people in counted]


def _person(person: Person, visit: Visit) -> dict[str, Any]:
    """Return a person in the words of the list: what stands out as marks, and why in sentences."""
    if person.kind:
        marks = [(*MARKS[person.kind], f"why-{person.kind}")]
    else:
        marks = [STANDING.get(person.status or "", ("ok", "ok", "result-clear"))]
    if person.state in {"proposed", "secondary"}:
        marks.append(("work", "work", f"referral-{person.state}"))
    return {name: getattr(person, name) for name in Person.__slots__} | {
        "marks": marks,
        "whys": _whys(person, visit) if person.attention else [],
    }


def _whys(person: Person, visit: Visit) -> list[str]:
    """Return why somebody needs a person, a sentence each."""
    whys: list[str] = []
    if person.hit_name:
        whys.append(visit.words("why-name-like", name=person.hit_name, list=person.hit_list or ""))
    elif person.hit_list:
        whys.append(visit.words("why-on-list", list=person.hit_list))
    return whys + [title(reason.code, visit) for reason in person.why if not about_hits(reason.code, visit)]


def _sent(answer: Sent, found: VoyageRow, visit: Visit) -> dict[str, Any]:
    words = visit.words
    made, sent, acknowledged = (
        visit.moment(at, found.departure, seconds=True) if at else None for at in (answer.made_at, answer.sent_at, answer.acknowledged_at)
    )
    if acknowledged:
        tag = {"kind": "ok", "icon": "ok", "text": words("acknowledged")}
    elif answer.escalated_at:
        tag = {"kind": "stop", "icon": "clock", "text": words("answer-silent")}
    else:
        tag = {"kind": "work", "icon": "work", "text": words("answer-sent-tag") if sent else words("answer-waits")}
    return {name: getattr(answer, name) for name in Sent.__slots__} | {
        "made": made,
        "sent": sent,
        "acknowledged": acknowledged,
        "tag": tag,
        "lines": [line.text for line in segments(bytes(answer.cusres))],
    }
