"""Working a referral: take it, type (kept), review, send; and the second officer's own finding before the colleague's.

Nothing is decided here: ``preclear.clearance`` decides, under the rules of ``preclear.inspection``. Nothing is sent before a review.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.params import FromPath
from markupsafe import Markup

from preclear import clearance
from preclear.audit import Event
from preclear.errors import Conflict
from preclear.inspection import Outcome, contradictions
from preclear.store import events, pages
from preclear.store.pages import ReferralRow, VoyageRow
from preclear.store.pool import Database
from preclear.web.workbench import evidence
from preclear.web.workbench.bytes import segments
from preclear.web.workbench.page import fragment, inspecting, page, see
from preclear.web.workbench.panel import finding_lines, may_second, opinion_of, question
from preclear.web.workbench.traveller import about, show
from preclear.web.workbench.typed import Typed
from preclear.web.workbench.visit import Form, Visit, Visiting

TARGETS = {"compared-too-little": "compared", "outcome-missing": "outcome", "reason-missing": "reason", "against-missing": "against"}
AT_REVIEW = {"against-missing"}  # asked for on the review page, so not missing before it


@post("/referrals/{referral_id:int}/take", name="take", sync_to_thread=True)
def take(referral_id: FromPath[int], visit: Visiting) -> Response[None]:
    """Take a referral, and look at its person."""
    with visit.node.pool.connection() as db:
        referral = pages.referral(db, referral_id, visit.sites)
    try:
        clearance.take(visit.node, referral_id, by=visit.officer, now=visit.now)
    except Conflict:
        return see(visit, f"/travellers/{referral.traveller_id}?overtaken=1")
    return see(visit, f"/travellers/{referral.traveller_id}#decide")


@post("/referrals/{referral_id:int}/release", name="release", sync_to_thread=True)
def release(referral_id: FromPath[int], visit: Visiting) -> Response[None]:
    """Give a referral back; what was typed is kept for whoever typed it."""
    clearance.release(visit.node, referral_id, by=visit.officer, now=visit.now)
    with visit.node.pool.connection() as db:
        referral = pages.referral(db, referral_id, visit.sites)
    return see(visit, f"/travellers/{referral.traveller_id}")


@post("/referrals/{referral_id:int}/draft", name="keep_draft", sync_to_thread=True, status_code=200)
def keep_draft(referral_id: FromPath[int], form: Form, visit: Visiting) -> Response[str]:
    """Keep what was typed. Where another window of the same officer kept something since, show both texts."""
    typed = Typed.sent(form)
    with visit.node.pool.connection() as db:
        referral = pages.referral(db, referral_id, visit.sites)
        before = pages.draft(db, referral_id, visit.officer.id)
        voyage = pages.voyage(db, referral.voyage_id, visit.sites)
        if before and before.kept_at.isoformat() != form.get("kept", "") and Typed.kept(before.form) != typed:
            kept = visit.moment(before.kept_at, voyage.departure)
            address = f"/travellers/{referral.traveller_id}"
            return fragment(visit, "draft_conflict.html", other=Typed.kept(before.form), yours=typed, kept=kept, address=address)
        _keep(db, visit, referral, typed.record, _version(form))
        return fragment(visit, "draft_kept.html", kept=visit.moment(visit.now, voyage.departure))


@post("/referrals/{referral_id:int}/review", name="to_review", sync_to_thread=True)
def to_review(referral_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Keep what was typed and go on to the review; or say what is missing."""
    typed = Typed.sent(form)
    with visit.node.pool.connection() as db:
        referral = pages.referral(db, referral_id, visit.sites)
        if referral.taken_by != visit.officer.id or referral.closed_at:
            _keep(db, visit, referral, typed.record, _version(form))
            return see(visit, f"/travellers/{referral.traveller_id}?overtaken=1")
        _keep(db, visit, referral, typed.record, _version(form))
        missing = [gap for gap in typed.missing(frozenset(referral.questions)) if gap not in AT_REVIEW]
        if missing:
            return show(db, visit, referral.traveller_id, status=422, form=typed, **_gaps(missing, typed, referral, visit))
    return see(visit, f"/referrals/{referral_id}/review")


@get("/referrals/{referral_id:int}/review", name="review", sync_to_thread=True)
def review(referral_id: FromPath[int], visit: Visiting) -> Response[Any]:
    """Show a decision before it is sent: what it is, what speaks against it, what will happen."""
    with visit.node.pool.connection() as db:
        referral = pages.referral(db, referral_id, visit.sites)
        draft = pages.draft(db, referral_id, visit.officer.id)
        if draft is None or referral.taken_by != visit.officer.id or referral.closed_at:
            return see(visit, f"/travellers/{referral.traveller_id}")
        return _review(db, visit, referral, Typed.kept(draft.form), version=draft.referral_version)


@post("/referrals/{referral_id:int}/decision", name="decide", sync_to_thread=True)
def decide(referral_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Send the reviewed decision."""
    with visit.node.pool.connection() as db:
        referral = pages.referral(db, referral_id, visit.sites)
        draft = pages.draft(db, referral_id, visit.officer.id)
        if draft is None:
            return see(visit, f"/travellers/{referral.traveller_id}")
        typed = _with_against(draft.form, form)
        _keep(db, visit, referral, typed.record, draft.referral_version)
        if "against-missing" in typed.missing(frozenset(referral.questions)):
            return _review(db, visit, referral, typed, version=draft.referral_version, against_missing=True)
    try:
        decided = clearance.decide(visit.node, referral_id, typed.finding(), by=visit.officer, version=_version(form), now=visit.now)
    except Conflict:
        return _overtaken(visit, referral_id)
    return _done(visit, referral, decided.decision)


@post("/referrals/{referral_id:int}/opinion", name="record_opinion", sync_to_thread=True)
def record_opinion(referral_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Record the second officer's own finding; from then on the page shows the colleague's."""
    typed = Typed.sent(form)
    with visit.node.pool.connection() as db:
        referral = pages.referral(db, referral_id, visit.sites)
        decisions = pages.decisions(db, referral.voyage_id, referral.key)
        if referral.state != "proposed" or not may_second(visit, decisions) or _version(form) != referral.version:
            return see(visit, f"/travellers/{referral.traveller_id}?overtaken=1")
        missing = [gap for gap in typed.missing(frozenset(referral.questions)) if gap in {"finding-missing", "compared-too-little"}]
        if missing:
            return show(db, visit, referral.traveller_id, status=422, form=typed, **_gaps(missing, typed, referral, visit))
        _keep(db, visit, referral, typed.record | {"recorded": True}, referral.version)
        detail = {"findings": typed.findings, "compared": typed.compared}
        events.write(db, Event("opinion.recorded", visit.officer.actor, f"referral:{referral.id}", detail=detail), at=visit.now)
    return see(visit, f"/travellers/{referral.traveller_id}#decide")


@post("/referrals/{referral_id:int}/second", name="to_second_review", sync_to_thread=True)
def to_second_review(referral_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Keep what the second officer concludes and go on to the review; or say what is missing."""
    sent = Typed.sent(form)
    with visit.node.pool.connection() as db:
        referral = pages.referral(db, referral_id, visit.sites)
        own = opinion_of(db, visit, referral)
        if own is None:
            return see(visit, f"/travellers/{referral.traveller_id}")
        typed = Typed.kept(own.record | {"outcome": sent.outcome, "reason": sent.reason, "against": sent.against})
        missing = [gap for gap in ("outcome-missing" * (not typed.outcome), "reason-missing" * (not typed.reason.strip())) if gap]
        if missing:
            return show(db, visit, referral.traveller_id, status=422, form=typed, **_gaps(missing, typed, referral, visit))
        _keep(db, visit, referral, typed.record | {"recorded": True}, referral.version)
    return see(visit, f"/referrals/{referral_id}/second")


@get("/referrals/{referral_id:int}/second", name="second_review", sync_to_thread=True)
def second_review(referral_id: FromPath[int], visit: Visiting) -> Response[Any]:
    """Show the second officer's conclusion before it is sent."""
    with visit.node.pool.connection() as db:
        referral = pages.referral(db, referral_id, visit.sites)
        typed = opinion_of(db, visit, referral)
        if typed is None or not typed.outcome:
            return see(visit, f"/travellers/{referral.traveller_id}")
        return _review(db, visit, referral, typed, version=referral.version, second=True)


@post("/referrals/{referral_id:int}/confirmation", name="confirm", sync_to_thread=True)
def confirm(referral_id: FromPath[int], form: Form, visit: Visiting) -> Response[Any]:
    """Send the second officer's conclusion: the refusal is confirmed, or the case is open again."""
    with visit.node.pool.connection() as db:
        referral = pages.referral(db, referral_id, visit.sites)
        own = opinion_of(db, visit, referral)
        if own is None or not own.outcome:
            return _overtaken(visit, referral_id)
        typed = _with_against(own.record, form)
        if contradictions(typed.finding()) and not typed.against.strip():
            return _review(db, visit, referral, typed, version=referral.version, second=True, against_missing=True)
    try:
        decided = clearance.confirm(visit.node, referral_id, typed.finding(), by=visit.officer, version=_version(form), now=visit.now)
    except Conflict:
        return _overtaken(visit, referral_id)
    return _done(visit, referral, decided.decision)


def _review(
    db: Database, visit: Visit, referral: ReferralRow, typed: Typed, *, version: int, second: bool = False, against_missing: bool = False
) -> Response[str]:
    """Return the review page."""
    words = visit.words
    row = pages.traveller(db, referral.traveller_id, visit.sites)
    voyage = pages.voyage(db, referral.voyage_id, visit.sites)
    events.write(db, Event("record.read", visit.officer.actor, f"traveller:{row.id}", visit.purpose), at=visit.now)
    hits = [evidence.hit(found, row.traveller, db, visit) for found in pages.hits(db, row.id)]
    against = [line for found in hits for line in found["speaks_against" if "match" in typed.findings.values() else "speaks_for"]]
    return page(
        visit,
        db,
        "review.html",
        here="board",
        at=voyage,
        status=422 if against_missing else 200,
        **about(row, voyage, referral, visit),
        back=f"/travellers/{row.id}",
        form=typed,
        version=version,
        changed=version != referral.version,
        second=second,
        findings=[{"words": line} for line in finding_lines(typed.findings, visit)],
        compared=Markup(", ").join(words(f"comparable-{thing}").lower() for thing in typed.compared),
        law=_law(visit, voyage),
        against=against,
        against_missing=against_missing,
        contradictions=[words(f"contradiction-{code}") for code in contradictions(typed.finding())],
        steps=_steps(typed.finding().outcome, referral, voyage, visit),
        send=words(f"send-{typed.outcome}"),
        action=f"/referrals/{referral.id}/{'confirmation' if second else 'decision'}",
    )


def _law(visit: Visit, voyage: VoyageRow) -> str | None:
    """Return the law that binds where the voyage is inspected."""
    place = inspecting(voyage, visit)
    return place.site.law if place and place.site else None


def _steps(outcome: Outcome, referral: ReferralRow, voyage: VoyageRow, visit: Visit) -> list[dict[str, Any]]:
    """Return what happens once a decision is sent, in order, with the message that goes out word for word."""
    steps: list[tuple[str, Outcome | None]] = [(outcome, outcome), ("record", None)]
    if outcome == "propose_refusal":
        steps.insert(1, ("agreed", "confirm_refusal"))
    return [
        {
            "head": visit.words(f"then-{step}-head"),
            "rest": visit.words(f"then-{step}-rest", carrier=voyage.carrier),
            "message": segments(clearance.rehearse(visit.node, referral.id, sends, now=visit.now) or b"") if sends else [],
        }
        for step, sends in steps
    ]


def _gaps(missing: list[str], typed: Typed, referral: ReferralRow, visit: Visit) -> dict[str, Any]:
    """Return what is missing, for the panel: each with the field that it leads to."""
    ordered = sorted(referral.questions, key=lambda code: (":" not in code, code))
    unfound = tuple(code for code in ordered if code not in typed.findings)
    told = [
        {"target": f"finding-{ordered.index(code)}", "words": visit.words("gap-finding", what=question(code, visit))}
        for code in unfound
        if "finding-missing" in missing
    ]
    told += [{"target": TARGETS[gap], "words": visit.words(f"gap-{gap}")} for gap in missing if gap in TARGETS]
    return {"missing": told, "gaps": tuple(missing), "unfound": unfound if "finding-missing" in missing else ()}


def _keep(db: Database, visit: Visit, referral: ReferralRow, record: dict[str, Any], version: int) -> None:
    pages.keep_draft(db, referral.id, visit.officer.id, record, version=version, now=visit.now)


def _version(form: FormMultiDict) -> int:
    """Return the version of the case that the form was made from; 0, which no case has, where it says none."""
    said = str(form.get("version", ""))
    return int(said) if said.isdecimal() else 0


def _with_against(record: dict[str, Any], form: FormMultiDict) -> Typed:
    """Return a draft with what the review page asked."""
    return Typed.kept(record | ({"against": str(form.get("against", ""))} if "against" in form else {}))


def _done(visit: Visit, referral: ReferralRow, decision: int) -> Response[None]:
    with visit.node.pool.connection() as db:
        pages.drop_draft(db, referral.id, visit.officer.id)
    return see(visit, f"/travellers/{referral.traveller_id}?decided={decision}")


def _overtaken(visit: Visit, referral_id: int) -> Response[None]:
    """Lead back to the person as they stand now; what was typed is kept."""
    with visit.node.pool.connection() as db:
        referral = pages.referral(db, referral_id, visit.sites)
    return see(visit, f"/travellers/{referral.traveller_id}?overtaken=1")
