"""What becomes of a person's referral and directive when a new declaration or a new assessment arrives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from preclear.inspection.raised import Raised
from preclear.inspection.referral import Questions, Referred, State, Status, provisional, refer
from preclear.rules import Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a person on a voyage stands before the new assessment."""

    same_person: bool  # nothing that identifies them was declared differently
    questions: Questions  # what the last assessment asked
    referral: int | None = None  # the open referral
    state: State | None = None  # of it
    decided: Status | None = None  # the directive that the last closed decision gave
    decision: int | None = None  # its id
    found: Questions = frozenset()  # what that decision found on


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What is to be done about one person."""

    step: Literal["none", "raise", "carry", "lapse"]  # of the referral
    referred: Referred | None  # what to raise, or to carry over with
    status: Status  # what the carrier is told
    decision: int | None = None  # the officer's decision that still stands, and gives the status
    reopened: bool = False  # a carried referral asks something new, so the officer starts again


def course(
    assessment: Assessment,
    asks: Questions,
    standing: Standing | None,
    referred: Literal["contact", "hold"],
    raised: Sequence[Raised] = (),
) -> Course:
    """Return what becomes of a person whose new assessment asks these questions, those ``raised`` by hand or by other systems among them.

    1. A decision stands while the person is the same and nothing is asked that it did not find on. A clearance mends no faulty declaration.
    2. A refused person whose data changed goes to an officer again, whatever the machine thinks of the new data. While the data are the
       same, whatever else is asked refers the person, and the refusal stands until an officer decides again.
    3. An open referral follows the person; it lapses only when nothing is asked and no officer has concluded anything yet.
    """
    wanted = refer(assessment, raised)
    status = provisional(assessment, referred, raised)
    waits: Status = "held" if referred == "hold" else "contact"
    decision: int | None = None
    if standing is None:
        return Course(step="raise" if wanted else "none", referred=wanted, status=status)
    if standing.decided == "do_not_board" and standing.same_person:  # 2
        status = waits = standing.decided
        decision = standing.decision
    if standing.referral is not None:
        if wanted is None and standing.state == "open":  # 3
            return Course(step="lapse", referred=None, status=status, decision=decision)
        return Course(
            step="carry",
            referred=wanted,
            status=waits,
            decision=decision,
            reopened=standing.state != "secondary" and not (standing.same_person and asks <= standing.questions),
        )
    if standing.decided and standing.same_person and asks <= standing.found:  # 1
        if assessment.outcome == "incomplete" and standing.decided == "board":
            return Course(step="none", referred=None, status="incomplete")
        return Course(step="none", referred=None, status=standing.decided, decision=standing.decision)
    if standing.decided == "do_not_board":  # 2
        return Course(step="raise", referred=wanted or Referred("rule", 1), status=waits, decision=decision)
    return Course(step="raise" if wanted else "none", referred=wanted, status=status)
