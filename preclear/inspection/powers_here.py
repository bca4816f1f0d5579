"""What an officer may do here, now: every power of the law put to the one question, and sorted by what stands in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from preclear.inspection.powers import GIVES, Answer, Missing, Powers, Question, Rule, may

OFFICERS = frozenset(
    {"preclearance_officer", "border_services_officer", "other_public_officer", "police_officer", "physician", "x_ray_technician"}
)
INSPECTS: Mapping[str, str] = {"us_in_canada": "preclearance_officer", "canada_in_us": "border_services_officer"}
Kind = Literal["permitted", "grounds", "facts", "others", "elsewhere", "forbidden"]
ORDER: tuple[Kind, ...] = ("permitted", "forbidden", "grounds", "facts", "others", "elsewhere")  # which of several subjects is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Where an officer and a traveller stand."""

    direction: str
    actor: str
    place: str
    phase: str
    grounds: frozenset[str] = frozenset()
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One action, and whether it may be done."""

    action: str
    kind: Kind
    question: Question
    answer: Answer

    @property
    def rule(self) -> Rule | None:
        """The rule that decided, or that came nearest."""
        return self.answer.rules[0] if self.answer.rules else None

    @property
    def lacking(self) -> tuple[Missing, ...]:
        """What is missing from the rule that came nearest."""
        return tuple(one for one in self.answer.missing if self.rule and one.rule == self.rule.id)


def actor_of(direction: str, party: str) -> str | None:
    """Return who an officer of a country (three letters) is at a site; None for one of whom the Act says nothing there.

    >>> actor_of("us_in_canada", "USA"), actor_of("us_in_canada", "CAN"), actor_of("canada_in_us", "USA")
    ('preclearance_officer', 'border_services_officer', None)
    """
    if party == "CAN":
        return "border_services_officer"
    return "preclearance_officer" if direction == "us_in_canada" else None


def offers(here: Situation, powers: Powers, on: date) -> tuple[Offer, ...]:
    """Return every action that the law of this side gives some officer about travellers and what they bring, in the order of the files.

    ``others``: the law gives it here and now, but to somebody else. ``elsewhere``: not in this place, or not at this stage.
    """
    found = []
    for action in powers.actions.values():
        rules = [rule for rule_id in action.rules if (rule := powers.rules[rule_id]).direction == here.direction and rule.on(on)]
        giving = [rule for rule in rules if OFFICERS & set(rule.actors)]
        if not giving:
            continue
        asked = (_offer(here, action.name, subject, powers, on) for subject in _subjects(giving))
        found.append(min(asked, key=lambda offer: ORDER.index(offer.kind)))
    return tuple(found)


def rights(here: Situation, powers: Powers, on: date) -> tuple[Offer, ...]:
    """Return what the traveller may do here, now."""
    found = []
    for action in powers.actions.values():
        rules = [powers.rules[rule_id] for rule_id in action.rules if powers.rules[rule_id].direction == here.direction]
        if not any("traveller" in rule.actors and rule.effect in GIVES for rule in rules):
            continue
        offer = _offer(replace(here, actor="traveller", grounds=frozenset()), action.name, "traveller", powers, on)
        found += [offer] if offer.kind == "permitted" else []
    return tuple(found)


def _subjects(rules: list[Rule]) -> tuple[str, ...]:
    """Return whom or what an action may be about: a traveller where the rules leave it open."""
    return tuple(dict.fromkeys(subject for rule in rules for subject in rule.subjects if subject != "any")) or ("traveller",)


def _offer(here: Situation, action: str, subject: str, powers: Powers, on: date) -> Offer:
    question = Question(
        direction=here.direction,
        actor=here.actor,
        place=here.place,
        phase=here.phase,
        action=action,
        subject=subject,
        grounds=here.grounds,
        facts=here.facts,
    )
    answer = may(question, powers, on)
    return Offer(action=action, kind=_kind(answer), question=question, answer=answer)


def _kind(answer: Answer) -> Kind:
    if answer.permitted:
        return "permitted"
    if answer.decided == "forbidden":
        return "forbidden"
    if not answer.misfits:
        by_grounds = any(test.sign == "ground" for one in answer.missing if one.kind == "need" for test in one.term.condition.tests())
        return "grounds" if by_grounds else "facts"
    return "others" if answer.misfits == ("actor",) else "elsewhere"
