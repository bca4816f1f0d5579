"""Whether the rules' own cases would notice a slip in the law as restated: each rule is changed in every small way, and its cases are run.

A mutant is one change: a need or bar left out, an alternative or a test of it left out, a sign or a number changed, suspicion for belief,
an actor, place or phase left out or opened to any, an effect turned, a day moved, a rule taken from an action.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from preclear.inspection.powers import GIVES, Action, Powers, Rule, Term
from preclear.inspection.powers_conditions import Clause, Condition
from preclear.inspection.powers_policy import Law, check

SIGNS: Mapping[str, tuple[str, ...]] = {"<": ("<=",), "<=": ("<",), ">": (">=",), ">=": (">",), "=": ("!=",), "!=": ("=",)}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change, and whether a case noticed it."""

    rule: str
    change: str
    noticed: bool


def mutants(law: Law) -> Iterator[Mutant]:
    """Give every change of every rule in force, with whether the cases of that rule notice it."""
    for rule in law.powers.rules.values():
        if not rule.in_force:
            continue
        own = tuple(case for case in law.cases if case.rule == rule.id)
        for change, rules, actions in (*_of_rule(rule, law.powers), *_of_actions(rule, law.powers)):
            changed = Law(replace(law.powers, rules={**law.powers.rules, **rules}, actions={**law.powers.actions, **actions}), own)
            yield Mutant(rule.id, change, any(not checked.passed for checked in check(changed)))


_Changed = tuple[str, Mapping[str, Rule], Mapping[str, Action]]


def _of_rule(rule: Rule, powers: Powers) -> Iterator[_Changed]:
    def changed(what: str, other: Rule) -> _Changed:
        return what, {rule.id: other}, {}

    yield from (changed(what, other) for what, other in _of_whom(rule))
    yield from (changed(what, other) for what, other in _of_terms(rule, powers))
    yield changed("in force a day later", replace(rule, since=rule.since + timedelta(days=1)))
    yield changed("in force a day earlier", replace(rule, since=rule.since - timedelta(days=1)))
    if rule.effect in {*GIVES, "forbid"} and any(rule.id in action.rules for action in powers.actions.values()):
        yield changed("effect turned", replace(rule, effect="forbid" if rule.effect in GIVES else "permit"))


def _of_whom(rule: Rule) -> Iterator[tuple[str, Rule]]:
    for name in ("actors", "places", "phases"):
        own: tuple[str, ...] = getattr(rule, name)
        if not own or "any" in own:
            continue
        if not (name == "actors" and "person" in own):  # a person is anyone already
            yield (f"{name}: any", replace(rule, **{name: ("any",)}))  # type: ignore[arg-type]
        for one in own:
            if len(own) > 1 and not (name == "actors" and "person" in own and one != "person"):
                yield (f"{name}: without {one}", replace(rule, **{name: tuple(x for x in own if x != one)}))  # type: ignore[arg-type]


def _of_terms(rule: Rule, powers: Powers) -> Iterator[tuple[str, Rule]]:
    for name in ("needs", "bars"):
        terms: tuple[Term, ...] = getattr(rule, name)
        for n, term in enumerate(terms):
            yield (f"{name}: without {term.condition}", replace(rule, **{name: terms[:n] + terms[n + 1 :]}))  # type: ignore[arg-type]
            for said, other in _of_condition(term.condition, powers):
                yield (
                    f"{name}: {said} of {term.condition}",
                    replace(rule, **{name: (*terms[:n], replace(term, condition=other), *terms[n + 1 :])}),  # type: ignore[arg-type]
                )


def _of_actions(rule: Rule, powers: Powers) -> Iterator[_Changed]:
    for action in powers.actions.values():
        if rule.id in action.rules:
            without = replace(action, rules=tuple(one for one in action.rules if one != rule.id))
            yield f"not about {action.name}", {}, {action.name: without}


def _of_condition(condition: Condition, powers: Powers) -> Iterator[tuple[str, Condition]]:
    alternatives = condition.alternatives
    for n, alternative in enumerate(alternatives):
        before, after = alternatives[:n], alternatives[n + 1 :]
        if len(alternatives) > 1:
            yield f"without the alternative {n + 1}", Condition((*before, *after))
        for m, test in enumerate(alternative):
            if len(alternative) > 1:
                yield f"without {test}", Condition((*before, alternative[:m] + alternative[m + 1 :], *after))
            for other in _of_test(test, powers):
                yield f"{other} for {test}", Condition((*before, (*alternative[:m], other, *alternative[m + 1 :]), *after))


def _of_test(test: Clause, powers: Powers) -> Iterator[Clause]:
    if test.sign == "ground":
        other = (
            test.name.replace("suspect_", "believe_", 1)
            if test.name.startswith("suspect_")
            else test.name.replace("believe_", "suspect_", 1)
        )
        if other in powers.words["ground"]:
            yield replace(test, name=other)
        return
    if test.value != "*":
        for sign in SIGNS[test.sign]:
            yield replace(test, sign=sign)
    if test.value.isdigit() and test.name in powers.facts and powers.facts[test.name].kind == "number":
        yield replace(test, value=str(int(test.value) + 1))
        yield replace(test, value=str(int(test.value) - 1))
