"""What an officer found, compared and concluded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from preclear.inspection.referral import Questions

Found = Literal["match", "no_match", "cannot_tell"]  # for a hit: the same person or not; for a rule: it holds, or has an ordinary cause
Outcome = Literal["clear", "refer_secondary", "ask_carrier", "propose_refusal", "confirm_refusal", "reject_refusal"]

COMPARABLE = (  # what may have been compared; the first seven are fields of a comparison
    "family_name",
    "given_names",
    "birth_date",
    "sex",
    "nationality",
    "document",
    "birth_place",
    "itinerary",
    "message",
    "earlier_findings",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """An officer's own answer to a referral."""

    findings: Mapping[str, Found] = field(default_factory=dict)  # by entry ref or rule code, as Questions
    compared: tuple[str, ...] = ()  # of COMPARABLE
    outcome: Outcome
    reason: str  # in the officer's own words; the traveller may ask to read it
    against: str | None = None  # why what speaks against does not change it


def contradictions(finding: Finding) -> tuple[str, ...]:
    """Return what in an officer's own findings points the other way than the outcome, as codes.

    >>> contradictions(Finding(findings={"ofac:36": "match"}, outcome="clear", reason="known to us"))
    ('cleared-despite-match',)
    """
    found = set(finding.findings.values())
    told = []
    if finding.outcome == "clear":
        told += ["cleared-despite-match"] * ("match" in found) + ["cleared-while-unsure"] * ("cannot_tell" in found)
    if finding.outcome in {"propose_refusal", "confirm_refusal"} and found and "match" not in found:
        told.append("refused-without-match")
    return tuple(told)


def gaps(questions: Questions, finding: Finding) -> tuple[str, ...]:
    """Return what is still missing from a finding before it can stand, as codes of ``REFUSALS``."""
    second = finding.outcome in {"confirm_refusal", "reject_refusal"}
    missing = []
    if not second and not questions <= finding.findings.keys():
        missing.append("finding-missing")
    if not finding.findings.keys() <= questions:
        missing.append("finding-unasked")
    if not second and len(set(finding.compared)) < 2:
        missing.append("compared-too-little")
    if not set(finding.compared) <= set(COMPARABLE):
        missing.append("compared-unknown")
    if not finding.reason.strip():
        missing.append("reason-missing")
    if contradictions(finding) and not (finding.against or "").strip():
        missing.append("against-missing")
    return tuple(missing)
