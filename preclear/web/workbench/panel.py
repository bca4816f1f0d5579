"""The decision panel beside the evidence: who may do what with a case now, and what was typed so far."""

from __future__ import annotations

from typing import Any

from preclear.inspection import COMPARABLE, LEAVES_OPEN, raised_number
from preclear.store import pages
from preclear.store.pages import DecisionRow, ReferralRow, TravellerRow, VoyageRow
from preclear.store.pool import Database
from preclear.web.workbench.access import SENIOR
from preclear.web.workbench.evidence import shown, title
from preclear.web.workbench.typed import Typed
from preclear.web.workbench.visit import Visit

OUTCOMES = ("clear", "refer_secondary", "ask_carrier", "propose_refusal")
SENDS_ON = frozenset({"primary", "supervisor"})  # who may send a case to secondary


def decision_panel(
    db: Database, visit: Visit, *, row: TravellerRow, voyage: VoyageRow, referral: ReferralRow | None, decisions: list[DecisionRow]
) -> dict[str, Any]:
    """Return the panel: closed, free to take, the form of the one who took it, or that of the second officer."""
    said: dict[str, Any] = {"panel": "panel_closed.html", "missing": [], "gaps": (), "unfound": (), "kept": None, "may_take": False}
    if key := _closed(visit, row, referral, decisions):
        return said | {"panel_words": visit.words(key)}
    assert referral is not None, "no referral is closed"
    if referral.state == "proposed":
        return said | _second(db, visit, referral, decisions[-1])
    if referral.taken_by is None:
        return said | {"panel": "panel_free.html", "panel_words": visit.words("panel-free"), "may_take": True}
    if referral.taken_by != visit.officer.id:
        return said | {"panel": "panel_free.html", "panel_words": visit.words("panel-taken", name=referral.officer or "?")}
    return said | _own(db, visit, voyage, referral)


def _closed(visit: Visit, row: TravellerRow, referral: ReferralRow | None, decisions: list[DecisionRow]) -> str | None:
    """Return why this officer can do nothing about a person now, as a key of the words; None where something can be done."""
    if referral is None:
        return "panel-incomplete" if row.status == "incomplete" else "panel-nothing"
    if referral.closed_at:
        return f"panel-{referral.state}"
    if row.newer:
        return "panel-newer"
    if referral.state == "proposed":
        if decisions[-1].officer_id == visit.officer.id:
            return "refused-own-proposal"
        return None if may_second(visit, decisions) else "panel-second-waits"
    if referral.state == "secondary" and visit.officer.roles.isdisjoint(SENIOR):
        return "refused-in-secondary"
    return None if visit.decides else "panel-reads"


def _own(db: Database, visit: Visit, voyage: VoyageRow, referral: ReferralRow) -> dict[str, Any]:
    """Return the form of the officer who has the case, with what was typed."""
    draft = pages.draft(db, referral.id, visit.officer.id)
    sees = all(shown(found, visit) for found in pages.hits(db, referral.traveller_id) if found.known_at is None)
    sends_on = referral.state == "open" and not visit.officer.roles.isdisjoint(SENDS_ON)
    return {
        "panel": "panel_form.html",
        "questions": questions(referral, visit),
        "comparable": COMPARABLE,
        "outcomes": [outcome for outcome in OUTCOMES if (sends_on or outcome != "refer_secondary") and (sees or outcome in LEAVES_OPEN)],
        "form": Typed.kept(draft.form) if draft else Typed(),
        "kept": visit.moment(draft.kept_at, voyage.departure) if draft else None,
    }


def _second(db: Database, visit: Visit, referral: ReferralRow, proposal: DecisionRow) -> dict[str, Any]:
    """Return the panel of the second officer, who finds first and reads the colleague's finding then."""
    draft = pages.draft(db, referral.id, visit.officer.id)
    form = Typed.kept(draft.form) if draft else Typed()
    own = opinion_of(db, visit, referral)
    said: dict[str, Any] = {
        "panel": "panel_second.html",
        "questions": questions(referral, visit),
        "comparable": COMPARABLE,
        "form": form,
        "own_recorded": own is not None,
    }
    if own:
        said |= {
            "own_findings": finding_lines(own.findings, visit),
            "findings_agree": own.findings == proposal.findings,
            "proposal": {
                "officer": proposal.officer,
                "findings": finding_lines(proposal.findings, visit),
                "reason": proposal.reason,
                "against": proposal.against,
            },
        }
    return said


def may_second(visit: Visit, decisions: list[DecisionRow]) -> bool:
    """Return whether this officer may be the second on a proposal: senior, and not the one who made it."""
    return bool(decisions) and decisions[-1].officer_id != visit.officer.id and not visit.officer.roles.isdisjoint(SENIOR)


def opinion_of(db: Database, visit: Visit, referral: ReferralRow) -> Typed | None:
    """Return the second officer's own finding, if it was recorded on this version of the case."""
    draft = pages.draft(db, referral.id, visit.officer.id)
    return Typed.kept(draft.form) if draft and draft.referral_version == referral.version and draft.form.get("recorded") else None


def questions(referral: ReferralRow, visit: Visit) -> list[dict[str, Any]]:
    """Return what an officer must find on: hits first."""
    ordered = sorted(referral.questions, key=lambda code: (":" not in code, code))
    return [
        {
            "code": code,
            "hit": ":" in code,
            "words": visit.words("question-hit", ref=code) if ":" in code else visit.words("question-rule", title=question(code, visit)),
        }
        for code in ordered
    ]


def question(code: str, visit: Visit) -> str:
    """Return what a question is about: the entry of a list, or the title of a rule."""
    if ":" in code:
        return visit.words("entry", ref=code)
    if (number := raised_number(code)) is not None:
        return visit.words("raised-title", n=str(number))
    return title(code, visit)


def finding_lines(findings: dict[str, str], visit: Visit) -> list[str]:
    """Return findings as sentences: one for each hit and each rule."""
    return [
        visit.words("finding-line", what=question(code, visit), found=visit.words(("found-" if ":" in code else "held-") + found))
        for code, found in findings.items()
    ]
