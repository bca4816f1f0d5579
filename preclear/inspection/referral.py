"""Sending on: which assessments go to an officer, what the carrier hears meanwhile, and what the officer must find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from preclear.inspection.raised import Raised
from preclear.rules import Assessment, Rule, RuleSet

Kind = Literal["match", "not_screened", "document", "rule", "manual", "external"]
State = Literal["open", "proposed", "secondary", "closed", "lapsed"]
Status = Literal["board", "contact", "incomplete", "do_not_board", "held"]
Questions = frozenset[str]  # what an officer must find on: list entries ("ofac:36"), rules ("document-expired"), raised hits ("hit#17.1")

KINDS: tuple[Kind, ...] = ("match", "not_screened", "document", "rule")  # of an assessment; the first that applies names the referral


@dataclass(frozen=True, slots=True)
class Referred:
    """A person is sent on to an officer."""

    kind: Kind
    severity: int  # 1 gravest, 3 least


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A referral as the rules on deciding see it."""

    state: State
    questions: Questions
    taken_by: int | None = None
    proposed_by: int | None = None  # who proposed the refusal that waits for a second officer
    places: frozenset[str] = frozenset()  # where the voyage starts and ends
    shown_to: Mapping[str, frozenset[str]] = field(default_factory=dict)  # roles that see an entry, by its reference; absent: everyone


def refer(assessment: Assessment, raised: Sequence[Raised] = ()) -> Referred | None:
    """Return the referral that an assessment, or what was raised by hand or by other systems, asks for; as grave as the gravest of both.

    An assessment without severity counts as middling.
    """
    gravest = min((one.severity for one in raised), default=None)
    if assessment.outcome == "refer":
        kind: Kind = next((kind for kind in KINDS if kind in assessment.needs), "rule")
        severity = assessment.severity or 2
        return Referred(kind, severity if gravest is None else min(severity, gravest))
    if gravest is None:
        return None
    return Referred("external" if all(one.external for one in raised) else "manual", gravest)


def provisional(assessment: Assessment, referred: Literal["contact", "hold"] = "contact", raised: Sequence[Raised] = ()) -> Status:
    """Return what the carrier is told before an officer has looked; ``referred`` is what its profile says about referred people.

    Never ``do_not_board``: a machine refuses nobody. Never ``board`` while anything is raised.
    """
    if assessment.outcome == "refer" or raised:
        return "held" if referred == "hold" else "contact"
    return "board" if assessment.outcome == "clear" else "incomplete"


def questions(assessment: Assessment, entries: Iterable[str], rules: RuleSet) -> Questions:
    """Return what an officer must find on: each hit by its entry, each rule that refers by its code, each reason that is no rule's.

    Rules about hits are no questions of their own: the hits are. Nor are rules that only note something, ask the carrier, or are throttled.
    """
    by_id = {rule.id: rule for rule in rules.rules}
    fired = {reason.code for reason in assessment.reasons if _asks(by_id.get(reason.code))}
    undecided = {one.rule for one in assessment.undecided if one.then == "refer"}
    return frozenset(entries) | (fired | undecided).difference(assessment.throttled)


def _asks(rule: Rule | None) -> bool:
    return rule is None or (rule.then == "refer" and rule.kind != "match")
