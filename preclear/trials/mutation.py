"""Whether a rule's own cases would notice a slip: its condition is changed in every small way, and the cases are run on each change.

A mutant is one change of the condition's tree: an operator flipped, a clause dropped, a test negated, ``&&`` for ``||``, a constant moved
by one, a member of a list left out. What the rule covers is part of the condition, so the same holds for it. A mutant is caught when at
least one case gives something else than its author expects. Named lists are data with a source of their own, and are not changed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from preclear.rules.cel import BOOL, Declared, Error, Evaluate, Misread, Typed, check, compile_tree, render
from preclear.rules.cel.syntax import Binary, Call, Choice, Expression, Has, ListOf, Literal, Macro, Name, Select, Unary
from preclear.rules.facts import FACTS
from preclear.rules.rule import Case, Rule, Version
from preclear.rules.ruleset import RuleSet

LEAST = 0.95  # of a rule's mutants its cases catch
FLIPPED = {
    "<": ("<=", ">="), "<=": ("<", ">"), ">": (">=", "<="), ">=": (">", "<"), "==": ("!=",), "!=": ("==",),
    "+": ("-",), "-": ("+",), "*": ("/",), "/": ("*",), "%": ("/",), "&&": ("||",), "||": ("&&",),
}  # fmt: skip
CLAUSES = ("&&", "||")
OTHER_METHOD = {"startsWith": "endsWith", "endsWith": "startsWith", "contains": "startsWith"}
OTHER_MACRO = {"exists": "all", "all": "exists", "exists_one": "exists", "filter": "filter", "map": "map"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change of a rule's condition, and what became of it."""

    rule: str
    change: str  # what is in place of what
    caught: bool
    argued: str | None = None  # why no case can catch it, as the rule's file says


@dataclass(frozen=True, slots=True)
class Score:
    """How the cases of one rule did."""

    rule: str
    mutants: tuple[Mutant, ...]

    @property
    def caught(self) -> int:
        """How many its cases caught."""
        return sum(mutant.caught for mutant in self.mutants)

    @property
    def argued(self) -> int:
        """How many are left that the file says cannot be told from the rule."""
        return sum(not mutant.caught and mutant.argued is not None for mutant in self.mutants)

    @property
    def share(self) -> float:
        """The share caught of those that can be told from the rule."""
        told = len(self.mutants) - self.argued
        return self.caught / told if told else 1.0


def mutate(ruleset: RuleSet, rule: Rule) -> Score:
    """Return all mutants of a rule, each with whether its own cases catch it. Mutants that do not fit the facts are none."""
    argued = {one.mutant: one.why for one in rule.equivalent}
    versions = {id(version): version for case in rule.cases if (version := rule.on(case.on))}
    by_case = [(case, version) for case in rule.cases if (version := rule.on(case.on))]
    found: dict[str, Mutant] = {}
    first = next(iter(versions.values()), None)
    if first is None:
        return Score(rule.id, ())
    for change, tree in _trees(first.condition.node):
        compiled = {key: _compiled(tree, rule, version.parameters) for key, version in versions.items()}
        if change not in found and all(compiled.values()):
            found[change] = Mutant(rule.id, change, _caught(by_case, compiled), argued.get(change))
    for change, name, shifted in _parameters(first, ruleset):
        compiled = {
            key: _compiled(version.condition.node, rule, {**version.parameters, name: shifted(version.parameters[name])})
            for key, version in versions.items()
        }
        if change not in found and all(compiled.values()):
            found[change] = Mutant(rule.id, change, _caught(by_case, compiled), argued.get(change))
    return Score(rule.id, tuple(found.values()))


def _compiled(tree: Expression, rule: Rule, parameters: Mapping[str, object]) -> Evaluate | None:
    try:
        typed: Typed = check(tree, Declared(FACTS, rule.kind, parameters))
    except Misread:
        return None
    return compile_tree(typed) if typed.type == BOOL else None


def _caught(cases: list[tuple[Case, Version]], compiled: Mapping[int, Evaluate | None]) -> bool:
    for case, version in cases:
        evaluate = compiled[id(version)]
        value = evaluate(case.facts) if evaluate else None
        if isinstance(value, Error) or (value if isinstance(value, bool) else None) is not case.fires:
            return True
    return False


def _trees(tree: Expression) -> Iterator[tuple[str, Expression]]:
    """Give each tree with one change, and the change in words: what stands in place of what, with the clause around it."""
    for old, new, whole in _changed(tree):
        yield f"{render(old)} -> {render(new)}", whole


def _changed(tree: Expression) -> Iterator[tuple[Expression, Expression, Expression]]:
    for new in _local(tree):
        yield tree, new, new
    for old, new, part in _below(tree):
        # the smallest comparison or call around a changed word says where it stands
        yield (tree, part, part) if isinstance(old, Literal | Name | Select | ListOf) and not isinstance(new, Unary) else (old, new, part)


def _below(tree: Expression) -> Iterator[tuple[Expression, Expression, Expression]]:  # one case a kind of node
    match tree:
        case Binary(_, left, right):
            yield from ((old, new, replace(tree, left=part)) for old, new, part in _changed(left))
            yield from ((old, new, replace(tree, right=part)) for old, new, part in _changed(right))
        case Unary(_, operand):
            yield from ((old, new, replace(tree, operand=part)) for old, new, part in _changed(operand))
        case Macro(_, target, _, body):
            yield from ((old, new, replace(tree, target=part)) for old, new, part in _changed(target))
            yield from ((old, new, replace(tree, body=part)) for old, new, part in _changed(body))
        case Call(_, target, arguments):
            if target is not None:
                yield from ((old, new, replace(tree, target=part)) for old, new, part in _changed(target))
            for place, argument in enumerate(arguments):
                for old, new, part in _changed(argument):
                    yield old, new, replace(tree, arguments=(*arguments[:place], part, *arguments[place + 1 :]))
        case Choice(condition, then, otherwise):
            yield from ((old, new, replace(tree, condition=part)) for old, new, part in _changed(condition))
            yield from ((old, new, replace(tree, then=part)) for old, new, part in _changed(then))
            yield from ((old, new, replace(tree, otherwise=part)) for old, new, part in _changed(otherwise))
        case _:
            return


def _local(tree: Expression) -> Iterator[Expression]:  # noqa: C901  # one case a kind of node
    """Give what may stand in place of one node."""
    match tree:
        case Binary(operator, left, right):
            if operator in CLAUSES:
                yield right
                yield left
            yield from (replace(tree, operator=other) for other in FLIPPED.get(operator, ()))
            if operator == "in":
                yield Unary("!", tree)
        case Unary(_, operand):
            yield operand
        case Macro(macro):
            yield replace(tree, macro=OTHER_MACRO[macro])
            yield Unary("!", tree)
        case Call(function):
            if function in OTHER_METHOD:
                yield replace(tree, function=OTHER_METHOD[function])
                yield Unary("!", tree)
        case Has() | Select() | Name():
            yield Unary("!", tree)  # only where it is true or false: else it does not fit
        case Choice(_, then, otherwise):
            yield from (replace(tree, then=otherwise, otherwise=then), then, otherwise)
        case Literal(value):
            yield from (Literal(other) for other in _moved(value) if isinstance(other, str | int | float | bool))
        case ListOf(items) if len(items) > 1:
            yield from (ListOf((*items[:place], *items[place + 1 :])) for place in range(len(items)))
        case ListOf(items):
            return


def _moved(value: object) -> Iterator[object]:
    """Give constants next to one."""
    match value:
        case bool():
            yield not value
        case int():
            yield value + 1
            yield value - 1
        case float():
            yield round(value + 0.01, 9)
            yield round(value - 0.01, 9)
        case str():
            yield value + "~"
        case date():
            yield value + timedelta(days=1)
            yield value - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _Shift:
    """How one parameter is changed, whatever its value in a version."""

    way: int

    def __call__(self, value: object) -> object:
        if isinstance(value, list | tuple):
            return [*value[: self.way], *value[self.way + 1 :]]
        return (list(_moved(value)) or [value])[min(self.way, len(list(_moved(value))) - 1)]


def _parameters(version: Version, ruleset: RuleSet) -> Iterator[tuple[str, str, _Shift]]:
    """Give each change of a parameter of the rule's own: its name, and how."""
    for name, value in version.parameters.items():
        if name in ruleset.lists or name == "chance":
            continue
        ways = range(len(value)) if isinstance(value, list | tuple) else range(len(list(_moved(value))))
        for way in ways:
            shift = _Shift(way)
            said = f"{name} without {value[way]!r}" if isinstance(value, list | tuple) else f"{name} = {value} -> {shift(value)}"
            yield said, name, shift
