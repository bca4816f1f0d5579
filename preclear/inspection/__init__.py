"""From assessment to directive: who is referred, what a carrier hears meanwhile, and what an officer may decide.

Pure: no clock, no database. A machine clears or refers; only two officers together refuse (law 2).
"""

from preclear.inspection.course import Course, Standing, course
from preclear.inspection.finding import COMPARABLE, Finding, Found, Outcome, contradictions, gaps
from preclear.inspection.known import Known, entry_digest, person_digest
from preclear.inspection.officer import ROLES, SEE_TRAVELLERS, Officer, apart
from preclear.inspection.raised import HIT_KINDS, HitKind, Raised, Sought, codes, fits, raised_number
from preclear.inspection.referral import Case, Kind, Questions, Referred, State, Status, provisional, questions, refer
from preclear.inspection.ruling import LEAVES_OPEN, REFUSALS, RULINGS, Ruling, may_take, rule_on

__all__ = [
    "COMPARABLE",
    "HIT_KINDS",
    "LEAVES_OPEN",
    "REFUSALS",
    "ROLES",
    "RULINGS",
    "SEE_TRAVELLERS",
    "Case",
    "Course",
    "Finding",
    "Found",
    "HitKind",
    "Kind",
    "Known",
    "Officer",
    "Outcome",
    "Questions",
    "Raised",
    "Referred",
    "Ruling",
    "Sought",
    "Standing",
    "State",
    "Status",
    "apart",
    "codes",
    "contradictions",
    "course",
    "entry_digest",
    "fits",
    "gaps",
    "may_take",
    "person_digest",
    "provisional",
    "questions",
    "raised_number",
    "refer",
    "rule_on",
]
