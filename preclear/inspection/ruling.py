"""Who may decide what, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from preclear.errors import NotPermitted
from preclear.inspection.finding import Finding, Outcome, gaps
from preclear.inspection.officer import Officer
from preclear.inspection.referral import Case, State, Status

DECIDES = frozenset({"primary", "secondary", "supervisor"})
SENIOR = frozenset({"secondary", "supervisor"})

MAY: Mapping[str, frozenset[str]] = {  # outcome -> roles, one of which is needed
    "clear": DECIDES,
    "refer_secondary": frozenset({"primary", "supervisor"}),
    "ask_carrier": DECIDES,
    "propose_refusal": DECIDES,
    "confirm_refusal": SENIOR,
    "reject_refusal": SENIOR,
}

LEAVES_OPEN: frozenset[Outcome] = frozenset({"refer_secondary"})  # all that may be said of an entry that one does not see

REFUSALS: Mapping[str, str] = {  # code -> the sentence; a page says it in its own language by the code
    "closed": "This referral is closed; nothing more can be decided on it",
    "role": "Your role does not allow this",
    "site": "This voyage is not at one of your sites",
    "taken-by-other": "Another officer has taken this referral",
    "in-secondary": "This referral is in secondary inspection; a secondary officer or a supervisor decides",
    "already-secondary": "This referral is in secondary inspection already",
    "refusal-waits": "A refusal is proposed; a second officer must confirm or reject it first",
    "no-proposal": "No refusal is proposed that could be confirmed or rejected",
    "own-proposal": "You cannot approve this one; you proposed it",
    "finding-missing": "Every possible match and every rule needs a finding",
    "finding-unasked": "A finding names something that this referral is not about; reload it",
    "compared-too-little": "Name at least two things that you compared",
    "compared-unknown": "One of the things compared is not known here",
    "reason-missing": "Give your reason in your own words",
    "list-not-shown": "A possible match comes from a list that is not shown to your role: say that you cannot tell, and refer it on",
    "against-missing": "Say why what speaks against this does not change your decision",
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """What follows from a decision."""

    directive: Status | None  # what the carrier is told now; None: what it was told stands
    state: State  # of the referral


RULINGS: Mapping[str, Ruling] = {  # outcome -> what follows
    "clear": Ruling("board", "closed"),
    "refer_secondary": Ruling("contact", "secondary"),
    "ask_carrier": Ruling("incomplete", "closed"),
    "propose_refusal": Ruling(None, "proposed"),
    "confirm_refusal": Ruling("do_not_board", "closed"),
    "reject_refusal": Ruling(None, "open"),
}


def may_take(case: Case, by: Officer) -> None:
    """Return if this officer may work this referral. Raises ``NotPermitted`` saying why not."""
    if case.state in {"closed", "lapsed"}:
        raise _refused("closed")
    if not by.serves(case.places):
        raise _refused("site")
    if by.roles.isdisjoint(DECIDES):
        raise _refused("role")
    if case.state == "secondary" and by.roles.isdisjoint(SENIOR):
        raise _refused("in-secondary")
    if case.taken_by not in {None, by.id}:
        raise _refused("taken-by-other")


def rule_on(case: Case, finding: Finding, by: Officer) -> Ruling:
    """Return what follows from an officer's finding.

    Raises ``NotPermitted``, with a code of ``REFUSALS``, when this officer may not decide this way, or the finding has a gap.
    The second officer on a refusal need not have taken the referral, and must not be the first.
    """
    second = finding.outcome in {"confirm_refusal", "reject_refusal"}
    if second:
        _may_second(case, by)
    else:
        may_take(case, by)
        if case.state == "proposed":
            raise _refused("refusal-waits")
        if case.state == "secondary" and finding.outcome == "refer_secondary":
            raise _refused("already-secondary")
    if by.roles.isdisjoint(MAY[finding.outcome]):
        raise _refused("role")
    if _unseen(case, by) and not _leaves_open(finding, _unseen(case, by)):
        raise _refused("list-not-shown")
    for code in gaps(case.questions, finding):
        raise _refused(code)
    return RULINGS[finding.outcome]


def _unseen(case: Case, by: Officer) -> frozenset[str]:
    """The entries in question that are not shown to this officer."""
    return frozenset(ref for ref, roles in case.shown_to.items() if ref in case.questions and roles.isdisjoint(by.roles))


def _leaves_open(finding: Finding, unseen: frozenset[str]) -> bool:
    """Whether a finding judges none of some entries, and ends nothing."""
    return finding.outcome in LEAVES_OPEN and all(finding.findings.get(ref, "cannot_tell") == "cannot_tell" for ref in unseen)


def _may_second(case: Case, by: Officer) -> None:
    if case.state in {"closed", "lapsed"}:
        raise _refused("closed")
    if case.state != "proposed":
        raise _refused("no-proposal")
    if case.proposed_by == by.id:
        raise _refused("own-proposal")
    if not by.serves(case.places):
        raise _refused("site")


def _refused(code: str) -> NotPermitted:
    return NotPermitted(REFUSALS[code], code=code)
