"""The chain of custody of one thing that a traveller brought: who holds it, since when, on which section, and what may follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from preclear.errors import NotPermitted
from preclear.inspection.custody_steps import CUSTODY_STEPS, OUT, Custody, CustodyStep, Kind, Notice, Type
from preclear.inspection.encounter import missing, surplus
from preclear.inspection.encounter_steps import Direction, State

REFUSED: Mapping[str, str] = {  # code -> the sentence; a page says it in its own language by the code
    "goods-out": "These goods are no longer here; nothing more can be recorded on them",
    "goods-step": "No law gives this step for these goods from where they are",
    "goods-state": "The law does not give this step while the traveller is where they are",
    "goods-actor": "The law gives this step to somebody else",
    "goods-place": "The law does not give this step in this place",
    "goods-time": "This happened before what is recorded already, or has not happened yet",
    "goods-given": "Something that the law asks for was not given",
    "goods-extra": "Something was given that this step has no place for",
    "goods-notice": "The traveller must have the written notice first",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Custody passed: how, who, where, when, under which section, and what was given."""

    name: str
    start: Custody | None
    end: Custody
    actor: str
    officer: int
    place: str
    at: datetime
    section: str
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """A written notice that the traveller was given."""

    kind: Notice
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """One thing, and the chain of its custody so far."""

    kind: Kind
    type: Type
    direction: Direction
    steps: tuple[Moved, ...] = ()
    notices: tuple[Noticed, ...] = ()

    @property
    def custody(self) -> Custody | None:
        """Who holds it; None before it is tied to the person."""
        return self.steps[-1].end if self.steps else None

    @property
    def since(self) -> datetime | None:
        """Since when."""
        return self.steps[-1].at if self.steps else None


def next_moves(goods: Goods, state: State | None) -> tuple[CustodyStep, ...]:
    """Return how custody may pass now, with the traveller where they are."""
    return tuple(
        step
        for step in CUSTODY_STEPS
        if step.direction == goods.direction and step.start == goods.custody and goods.type in step.types and state in step.states
    )


def noticed(goods: Goods, kind: Notice, at: datetime) -> bool:
    """Return whether the traveller had a written notice by an instant, and since custody last passed."""
    return any(notice.kind == kind and notice.at <= at and (goods.since is None or notice.at >= goods.since) for notice in goods.notices)


def move(
    goods: Goods,
    name: str,
    *,
    state: State | None,
    actor: str,
    officer: int,
    place: str,
    at: datetime,
    now: datetime,
    given: Mapping[str, str],
) -> Moved:
    """Return a change of custody as it is to be recorded. ``state`` is where the traveller is in the course.

    1. The law gives it for such goods, from here, with the traveller there.  2. To this actor, in this place.  3. Time goes forward.
    4. What is asked for was given, and nothing else.  5. Written notice first, where the law asks for it.

    Raises ``NotPermitted`` with a code of ``REFUSED``.
    """
    if goods.custody in OUT:
        raise _refused("goods-out")
    of_type = [  # 1
        step
        for step in CUSTODY_STEPS
        if (step.direction, step.name, step.start) == (goods.direction, name, goods.custody) and goods.type in step.types
    ]
    if not of_type:
        raise _refused("goods-step")
    step = of_type[0]
    if state not in step.states:
        raise _refused("goods-state")
    if actor not in step.actors:  # 2
        raise _refused("goods-actor")
    if place not in step.places:
        raise _refused("goods-place")
    if at > now or (goods.since and at < goods.since):  # 3
        raise _refused("goods-time")
    if missing(step.needs, given):  # 4
        raise _refused("goods-given")
    if surplus(step.needs, given):
        raise _refused("goods-extra")
    if step.notice and not noticed(goods, step.notice, at):  # 5
        raise _refused("goods-notice")
    return Moved(
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


def moved(goods: Goods, by: Moved) -> Goods:
    """Return the goods with one step more in their chain."""
    return replace(goods, steps=(*goods.steps, by))


def _refused(code: str) -> NotPermitted:
    return NotPermitted(REFUSED[code], code=code)
