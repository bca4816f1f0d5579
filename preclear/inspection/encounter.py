"""One person's visit to a preclearance site: where they are in its course, since when, on which section it rests, and what may follow.

Pure: what has happened goes in, the next step or the reason against it comes out. Nothing is ever taken back; a course only grows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from preclear.errors import NotPermitted
from preclear.inspection.encounter_steps import (
    AFTER_WITHDRAWAL,
    DETAINED,
    ENDS,
    FIND,
    IN_TRANSIT,
    NOTE,
    STATES,
    STEPS,
    US,
    Direction,
    Phase,
    State,
    Step,
)

RESTRICTED: Mapping[Direction, str] = {"us_in_canada": "33", "canada_in_us": "56"}  # what a record is under once somebody withdrew
LONGEST = 1000  # characters of anything given

REFUSED: Mapping[str, str] = {  # code -> the sentence; a page says it in its own language by the code
    "enc-ended": "This course has ended; nothing more can be recorded on it",
    "enc-step": "No law gives this step from where the person is now",
    "enc-actor": "The law gives this step to somebody else",
    "enc-place": "The law does not give this step in this place",
    "enc-mode": "The law does not give this step for this way of travelling",
    "enc-time": "This happened before what is recorded already, or has not happened yet",
    "enc-given": "Something that the law asks for was not given",
    "enc-extra": "Something was given that this step has no place for",
    "enc-second": "Another officer than the one before must do this",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A step that was taken: who, where, when, under which section, and what was given."""

    name: str
    start: State | None
    end: State
    actor: str
    officer: int  # who recorded it, by number
    place: str
    at: datetime
    section: str
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """One person's course through one site visit, as it stands."""

    direction: Direction
    mode: str  # of encounter_steps.MODES
    in_transit: bool = False  # bound for the inspecting country by way of another (2(2))
    steps: tuple[Taken, ...] = ()

    @property
    def last(self) -> Taken | None:
        """The step that led to where the person is now."""
        return self.steps[-1] if self.steps else None

    @property
    def state(self) -> State | None:
        """Where the person is in the course; None before they entered."""
        return self.last.end if self.last else None

    @property
    def since(self) -> datetime | None:
        """Since when."""
        return self.last.at if self.last else None

    @property
    def phase(self) -> Phase | None:
        """How the law sees the person now, in the words of the powers; None where no traveller is in a place of the Act."""
        return STATES[self.state] if self.state else None

    @property
    def place(self) -> str | None:
        """Where the person was last seen."""
        return self.last.place if self.last else None

    @property
    def ended(self) -> bool:
        """Whether nothing more can follow."""
        return self.state in ENDS

    @property
    def detained(self) -> bool:
        """Whether the person is held under the Act, and so may not leave (29, 54(1))."""
        return self.state in DETAINED

    @property
    def withdrew_at(self) -> datetime | None:
        """When the person said that they withdraw; None if they did not."""
        return next((step.at for step in self.steps if step.name == "withdraw"), None)

    @property
    def restricted(self) -> str | None:
        """The section under which what was obtained since withdrawal may be used; None while nobody withdrew."""
        return RESTRICTED[self.direction] if self.withdrew_at else None

    @property
    def takes_biometrics(self) -> bool:
        """Whether biometric information may still be stored at all: in process, and never after withdrawal (20(2), 33(2)(a))."""
        return self.phase == "in_process" and self.withdrew_at is None


def needs_of(encounter: Encounter, step: Step) -> tuple[str, ...]:
    """Return what must be given for a step: what the table says, and for clearing somebody in transit that all bags were seen."""
    return (*step.needs, IN_TRANSIT) if step.name == "clear" and encounter.in_transit else step.needs


def next_steps(encounter: Encounter) -> tuple[Step, ...]:
    """Return the steps that the law gives from where the person is now, in the order of the table."""
    return tuple(
        step for step in STEPS if step.direction == encounter.direction and step.start == encounter.state and encounter.mode in step.modes
    )


def missing(needs: tuple[str, ...], given: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of what is needed and not given, or not given as it must be.

    >>> missing(("reason", "ground=believe_offence"), {"reason": " ", "ground": "suspect_offence"})
    ('reason', 'ground')
    """
    return tuple(name for name, _, values in (need.partition("=") for need in needs) if not _fits(given.get(name, ""), values))


def surplus(needs: Sequence[str], given: Mapping[str, str]) -> bool:
    """Return whether more was given with a step than it needs and a note, or more than can be kept."""
    known = {need.partition("=")[0] for need in needs} | {NOTE}
    return not given.keys() <= known or any(len(value) > LONGEST or "\0" in value for value in given.values())


def _fits(value: str, values: str) -> bool:
    return value in values.split("|") if values else bool(value.strip()) and len(value) <= LONGEST


def take(
    encounter: Encounter, name: str, *, actor: str, officer: int, place: str, at: datetime, now: datetime, given: Mapping[str, str]
) -> Taken:
    """Return a step as it is to be recorded, with its section.

    1. The law gives it from here, for this way of travelling.  2. The actor is one of those to whom it is given; another officer where two
    must agree.  3. The place is one where it is given.  4. Time goes forward.  5. What is asked for was given, and nothing else.

    Raises ``NotPermitted`` with a code of ``REFUSED``.
    """
    if encounter.ended:
        raise _refused("enc-ended")
    step = FIND.get((encounter.direction, name, encounter.state))  # 1
    if step is None:
        raise _refused("enc-step")
    if encounter.mode not in step.modes:
        raise _refused("enc-mode")
    if actor not in step.actors:  # 2
        raise _refused("enc-actor")
    if step.other_officer and encounter.last and encounter.last.officer == officer:
        raise _refused("enc-second")
    if place not in step.places:  # 3
        raise _refused("enc-place")
    if at > now or (encounter.since and at < encounter.since):  # 4
        raise _refused("enc-time")
    needs = needs_of(encounter, step)  # 5
    if missing(needs, given):
        raise _refused("enc-given")
    if surplus(needs, given):
        raise _refused("enc-extra")
    return Taken(
        name=name,
        start=step.start,
        end=step.end,
        actor=actor,
        officer=officer,
        place=place,
        at=at,
        section=step.section,
        given=dict(given),
    )


def after(encounter: Encounter, taken: Taken) -> Encounter:
    """Return the course with one step more."""
    return replace(encounter, steps=(*encounter.steps, taken))


def _refused(code: str) -> NotPermitted:
    return NotPermitted(REFUSED[code], code=code)


def times(encounter: Encounter, now: datetime) -> Mapping[State, timedelta]:
    """Return how long the person was in each state so far, in the order in which they first came to it. An end takes no time."""
    spent: dict[State, timedelta] = {}
    for step, following in zip(encounter.steps, (*encounter.steps[1:], None), strict=True):
        if following is None and step.end in ENDS:
            break
        until = following.at if following else max(now, step.at)
        spent[step.end] = spent.get(step.end, timedelta()) + (until - step.at)
    return spent


def delayed(encounter: Encounter, now: datetime) -> timedelta | None:
    """Return how long a withdrawal has been taking, times of detention left out (31(3)); None where nobody withdrew.

    >>> from datetime import UTC
    >>> delayed(Encounter(direction="us_in_canada", mode="air"), datetime(2026, 5, 1, tzinfo=UTC)) is None
    True
    """
    if encounter.withdrew_at is None:
        return None
    return times(encounter, now).get("withdrawing", timedelta())


@dataclass(frozen=True, slots=True)
class Clock:
    """A duty that runs: which, under which section, since when, and when it is late by this node's policy (None: the law sets no time)."""

    duty: str  # withdrawal, deliver, request_officer
    section: str
    since: datetime
    due: datetime | None


def clocks(encounter: Encounter, limits: Mapping[str, int]) -> tuple[Clock, ...]:
    """Return the duties that run now.

    ``limits`` holds minutes by duty. They are policy: the law says "unreasonably", "immediately" and "as soon as feasible".
    """
    last = encounter.last
    if last is None:
        return ()
    us = encounter.direction == US
    duty, section = {
        "withdrawing": ("withdrawal", "31(3)" if us else "56"),
        "detained": ("deliver", "14(2)" if us else "52(1)"),
        "detained_withdrawing": ("deliver", "14(2)" if us else "52(1)"),
        "detained_health": ("deliver", "15(2)"),
        "detained_health_withdrawing": ("deliver", "15(2)"),
        "held": ("request_officer", "22(2)") if last.name == "hold_for_strip_search" else ("deliver_for_search", "23(2)"),
    }.get(last.end, ("", ""))
    if not duty or (last.end == "held" and not us):
        return ()
    since = last.at
    if duty == "withdrawal":  # what was lost before a detention counts
        since = last.at - (delayed(encounter, last.at) or timedelta())
    return (Clock(duty, section, since, since + timedelta(minutes=limits[duty]) if duty in limits else None),)


def facts_of(encounter: Encounter) -> Mapping[str, str]:
    """Return what the course says of a person, in the words of the powers; what it does not know is absent."""
    facts = {"detained": "yes" if encounter.detained else "no", "mode": encounter.mode}
    if encounter.direction == US and encounter.phase == "in_process":
        facts["bound_for_us"] = "yes"
    for step in encounter.steps:
        facts |= {
            name: value for name, value in step.given.items() if name in {"identity_verified", "identity_answered", "reason_answered"}
        }
        if step.given.get("identification"):
            facts["photo_id_produced"] = "yes" if step.given["identification"] == "photo" else "no"
    return facts


__all__ = [
    "AFTER_WITHDRAWAL",
    "LONGEST",
    "REFUSED",
    "RESTRICTED",
    "Clock",
    "Encounter",
    "Taken",
    "after",
    "clocks",
    "delayed",
    "facts_of",
    "missing",
    "needs_of",
    "next_steps",
    "take",
    "times",
]
