"""The life of a rule: the states of its versions, who may lead from one to the next, and when one fires for too many people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from preclear.rules.assess import Assessment

State = Literal["draft", "checked", "back_tested", "shadow", "approved", "in_force", "throttled", "suspended", "repealed", "replaced"]
Duty = Literal["owner", "approver", "second", "node", "files", "anyone"]

STATES: tuple[State, ...] = (
    "draft", "checked", "back_tested", "shadow", "approved", "in_force", "throttled", "suspended", "repealed", "replaced"
)  # fmt: skip
STANDING: frozenset[State] = frozenset(("in_force", "throttled", "suspended"))  # one version of a rule at most is in one of these
OPEN: frozenset[State] = frozenset(("draft", "checked", "back_tested", "shadow", "approved"))  # on the way there

# From a state to another, and whose it is: an owner writes rules, an approver answers for them; "second" is an approver who did not
# write the version. "node" is the program itself, "files" a changed folder of rules that was approved elsewhere, "anyone" follows from
# another step. The database holds the same table and refuses all else.
MOVES: Mapping[tuple[State, State], Duty] = {
    ("draft", "checked"): "owner",
    ("checked", "back_tested"): "owner",
    ("back_tested", "back_tested"): "owner",
    ("checked", "shadow"): "owner",
    ("back_tested", "shadow"): "owner",
    ("back_tested", "approved"): "second",
    ("shadow", "approved"): "second",
    ("approved", "in_force"): "approver",
    ("in_force", "throttled"): "node",
    ("throttled", "in_force"): "second",
    ("in_force", "suspended"): "owner",
    ("throttled", "suspended"): "owner",
    ("suspended", "in_force"): "second",
    ("in_force", "repealed"): "second",
    ("throttled", "repealed"): "second",
    ("suspended", "repealed"): "second",
    ("draft", "in_force"): "files",
    ("repealed", "in_force"): "files",
    **{(state, "replaced"): "anyone" for state in (*sorted(OPEN), *sorted(STANDING))},
}

# What a role of the workbench may do to rules. An approver may also do what an owner does; never both to the same version.
DUTIES: Mapping[str, frozenset[Duty]] = {
    "rule_owner": frozenset(("owner",)),
    "approver": frozenset(("owner", "approver", "second")),
}

LEAST_PEOPLE = 100  # of whom a share is judged: fewer say little
Z = 2.58  # standard deviations: one rule in two hundred that keeps its share would be found above it
WINDOW_HOURS = 24  # whose people are counted while a rule is in force


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """For how many people a version fired: in a back-test, in shadow, or in force."""

    people: int
    fired: int

    @property
    def share(self) -> float:
        """The share of people for whom it fired; 0.0 of nobody."""
        return self.fired / self.people if self.people else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A version as the table of moves sees it."""

    state: State
    written_by: str
    passes: bool  # it can be read, and gives what its cases say
    share: float | None = None  # the largest share of people that its file allows
    measure: Measure | None = None  # of the latest back-test, or in shadow; None: not measured


def refused(version: Standing, to: State, *, by: str, duties: frozenset[Duty], why: str) -> str | None:
    """Return why somebody may not lead a version to a state, as a code; None where they may.

    ``no_such_step``, ``duty`` (it is another's), ``oneself`` (who wrote it does not approve it), ``no_reason``, ``cases`` (it does not
    give what its cases say), ``share`` (it fires for more people than its file allows).
    """
    duty = MOVES.get((version.state, to))
    if duty is None:
        return "no_such_step"
    if duty != "anyone" and duty not in duties and not (duty == "owner" and "approver" in duties):
        return "duty"
    if duty == "second" and by == version.written_by:
        return "oneself"
    if not why.strip():
        return "no_reason"
    if to not in ("suspended", "throttled", "repealed", "replaced") and not version.passes:
        return "cases"
    if to == "approved" and version.measure and exceeds(version.measure, version.share):
        return "share"
    return None


def exceeds(measure: Measure, share: float | None) -> bool:
    """Return whether more people are hit than the stated share allows, beyond chance: the lower end of the interval lies above it.

    The interval is Wilson's (Journal of the American Statistical Association 22, 1927) at ``Z``; of fewer than ``LEAST_PEOPLE`` never.

    >>> exceeds(Measure(people=1000, fired=30), 0.02), exceeds(Measure(people=1000, fired=50), 0.02)
    (False, True)
    """
    return share is not None and measure.people >= LEAST_PEOPLE and least_share(measure) > share


def fired(assessments: Iterable[Assessment]) -> Counter[str]:
    """Return for how many people each rule fired, by its id: throttled or not, and also where it could not be told and refers for that."""
    found: Counter[str] = Counter()
    for one in assessments:
        found.update(reason.code for reason in one.reasons)
        found.update(each.rule for each in one.undecided if each.then == "refer")
    return found


def least_share(measure: Measure) -> float:
    """Return the lower end of Wilson's interval of a share, 0.0 to 1.0."""
    if not measure.people:
        return 0.0
    n, p = measure.people, measure.share
    middle, width = p + Z * Z / (2 * n), Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    return max(0.0, (middle - width) / (1 + Z * Z / n))
