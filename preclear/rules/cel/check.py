"""Whether a condition fits the declared facts; the tree with its types, which every evaluator starts from."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, assert_never

from preclear.rules.cel.operations import (
    COMPARABLE,
    EQUALITY,
    FUNCTIONS,
    LEAST_AND_MOST,
    METHODS,
    OPERATORS,
    ORDER,
    ORDERED,
    POSITION,
    WRITTEN_OUT,
    Operation,
    finder,
    kilometres,
    within,
)  # fmt: skip
from preclear.rules.cel.syntax import Binary, Call, Choice, Expression, Has, ListOf, Literal, Macro, Misread, Name, Select, Unary
from preclear.rules.cel.types import BOOL, EMPTY, FLOAT, INT, NULL, NUMBERS, STRING, Fact, Reserved, Type, list_of, type_of

VARIABLES = 8  # macros within each other: the room kept behind the facts for their variables


@dataclass(frozen=True, slots=True)
class Typed:
    """A node with its type, and what its names turned out to be."""

    node: Expression
    type: Type
    parts: tuple[Typed, ...] = ()
    fact: Fact | None = None  # of a name or field: the fact it reads
    needs: str = ""  # that fact by its full name, "document.expires"
    index: int = -1  # of a fact: its place in the record; of a variable or macro: the variable's place behind the facts
    value: object = None  # of a parameter
    does: Callable[..., Any] | None = None  # of an operator or function

    @property
    def constant(self) -> bool:
        """Whether it rests on literals and parameters alone."""
        match self.node:
            case Literal():
                return True
            case Name():
                return self.fact is None and self.index < 0
            case Unary("-") | Binary() | Call() | ListOf():
                return all(part.constant for part in self.parts)
        return False

    def walk(self) -> Iterator[Typed]:
        """Give this node and all below it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True)
class Declared:
    """What a condition may name."""

    facts: Type  # the record of all facts
    kind: str  # of the rule: some facts are not for every kind
    parameters: Mapping[str, object]  # of the version
    reserved: Mapping[str, Reserved] = field(default_factory=dict)  # those of them that are not for every kind of rule: named lists
    variables: tuple[tuple[str, Type], ...] = ()  # of the macros around


def check(tree: Expression, declared: Declared) -> Typed:  # noqa: C901, PLR0912  # one case a kind of node
    """Return the tree with its types.

    Raises ``Misread`` where a name is unknown, a type does not fit, or a fact may not be read by this kind of rule.
    """
    match tree:
        case Literal(value):
            return Typed(tree, type_of(value) or NULL)
        case Name():
            return _name(tree, declared)
        case Select():
            return _select(tree, declared)
        case Has(select):
            return Typed(tree, BOOL, (check(select, declared),))
        case Unary(operator, operand, at):
            return _unary(tree, operator, check(operand, declared), at)
        case Binary(operator, left, right, at):
            return _binary(tree, operator, check(left, declared), check(right, declared), at)
        case Choice(condition, then, otherwise, at):
            parts = (_wanted(check(condition, declared), BOOL, at), check(then, declared), check(otherwise, declared))
            if not (parts[1].type.fits(parts[2].type) or parts[2].type.fits(parts[1].type)):
                raise Misread(f"the two sides of ? : give {parts[1].type} and {parts[2].type}", at)
            if parts[1].type.facts:
                raise Misread(f"? : gives values, not a {parts[1].type}; ask for a field of each side", at)
            return Typed(tree, parts[1].type if parts[1].type != EMPTY else parts[2].type, parts)
        case ListOf(items, at):
            return _list(tree, tuple(check(item, declared) for item in items), at)
        case Macro():
            return _macro(tree, declared)
        case Call(target=target, arguments=arguments):
            given = tuple(check(item, declared) for item in ((target, *arguments) if target else arguments))
            return _call(tree, given, declared.kind)
        case _:
            assert_never(tree)


def _name(tree: Name, declared: Declared) -> Typed:
    """Look a name up among variables (innermost first), parameters and facts."""
    for index, (name, of) in reversed(tuple(enumerate(declared.variables))):
        if name == tree.name:
            return Typed(tree, of, index=len(declared.facts.facts) + index)
    if tree.name in declared.parameters:
        value = declared.parameters[tree.name]
        if (why := declared.reserved.get(tree.name)) and declared.kind not in why.kinds:
            raise Misread(f"a rule of kind {declared.kind} may not read the list {tree.name}: {why.why}", tree.at)
        return Typed(tree, type_of(value) or NULL, value=tuple(value) if isinstance(value, list) else value)
    return _fact(tree, tree.name, declared.facts, declared.kind)


def _select(tree: Select, declared: Declared) -> Typed:
    operand = check(tree.operand, declared)
    if not operand.type.facts:
        raise Misread(f"{operand.type} has no fields", tree.at)
    return _fact(tree, tree.field, operand.type, declared.kind, operand)


def _fact(tree: Name | Select, name: str, record: Type, kind: str, *operand: Typed) -> Typed:
    """Look a fact up: one of a record's, or of all facts where there is no operand."""
    needs = ".".join([*(part.needs or record.name for part in operand), name])
    for index, fact in enumerate(record.facts):
        if fact.name == name:
            if fact.reserved and kind not in fact.reserved.kinds:
                raise Misread(f"a rule of kind {kind} may not read {needs}: {fact.reserved.why}", tree.at)
            return Typed(tree, fact.type, operand, fact, needs, index)
    raise Misread(f"there is no fact {needs}; there are {', '.join(fact.name for fact in record.facts)}", tree.at)


def _unary(tree: Unary, operator: str, operand: Typed, at: int) -> Typed:
    if operator == "!":
        return Typed(tree, BOOL, (_wanted(operand, BOOL, at),))
    found = _fitting(OPERATORS["-"], (operand,))
    if found is None:
        raise Misread(f"- cannot be put before {operand.type}", at)
    return Typed(tree, found.gives, (operand,), does=found.does)


def _binary(tree: Binary, operator: str, left: Typed, right: Typed, at: int) -> Typed:
    parts = (left, right)
    if operator in ("&&", "||"):
        return Typed(tree, BOOL, (_wanted(left, BOOL, at), _wanted(right, BOOL, at)))
    numbers = left.type in NUMBERS and right.type in NUMBERS  # int and float compare by value (CEL, "Cross-type numeric comparisons")
    if operator in ORDER and (numbers or (left.type == right.type and left.type in ORDERED)):
        return Typed(tree, BOOL, parts, does=ORDER[operator])
    if operator in EQUALITY:
        if NULL in (left.type, right.type) and left.type != right.type:
            raise Misread("no fact is ever null; has(...) asks whether it was declared", at)
        if (numbers or left.type.fits(right.type) or right.type.fits(left.type)) and not (left.type.facts or left.type.of):
            return Typed(tree, BOOL, parts, does=EQUALITY[operator])
    if operator == "in" and right.type.name == "list" and right.type.of is not None and (left.type == right.type.of or right.type == EMPTY):
        return Typed(tree, BOOL, parts, does=within)
    found = _fitting(OPERATORS.get(operator, ()), parts)
    if found is None:
        raise Misread(f"{operator} cannot stand between {left.type} and {right.type}", at)
    return Typed(tree, found.gives, parts, does=found.does)


def _list(tree: ListOf, items: tuple[Typed, ...], at: int) -> Typed:
    if not items:
        return Typed(tree, EMPTY)
    if odd := next((item for item in items if item.type != items[0].type), None):
        raise Misread(f"the list holds {items[0].type} and {odd.type}; it can hold one type", at)
    if items[0].type.facts or items[0].type.of or items[0].type == NULL:
        raise Misread(f"a list cannot hold {items[0].type}", at)
    return Typed(tree, list_of(items[0].type), items)


def _macro(tree: Macro, declared: Declared) -> Typed:
    target = check(tree.target, declared)
    if target.type.name != "list" or target.type.of is None:
        raise Misread(f"{tree.macro} goes through a list, not {target.type}", tree.at)
    variables = (*declared.variables, (tree.variable, target.type.of))
    if len(variables) > VARIABLES:
        raise Misread(f"more than {VARIABLES} macros within each other", tree.at)
    body = check(tree.body, replace(declared, variables=variables))
    if tree.macro != "map":
        _wanted(body, BOOL, tree.at)
    elif body.type.facts or body.type.of or body.type == NULL:
        raise Misread(f"map gives a list of values, not of {body.type}", tree.at)
    return Typed(
        tree,
        target.type if tree.macro == "filter" else list_of(body.type) if tree.macro == "map" else BOOL,
        (target, body),
        index=len(declared.facts.facts) + len(declared.variables),
    )


def _call(tree: Call, given: tuple[Typed, ...], kind: str) -> Typed:
    if tree.function == "distance" and not tree.target:
        return _distance(tree, given, kind)
    if tree.function == "size" and len(given) == 1 and (given[0].type == STRING or given[0].type.name == "list"):
        return Typed(tree, INT, given, does=len)
    if tree.function in LEAST_AND_MOST and not tree.target:
        of = given[0].type.of if len(given) == 1 else None
        if of not in COMPARABLE:
            raise Misread(f"there is no function {tree.function} for {', '.join(str(item.type) for item in given) or 'nothing'}", tree.at)
        return Typed(tree, of, given, does=LEAST_AND_MOST[tree.function])
    return _from_table(tree, given)


def _from_table(tree: Call, given: tuple[Typed, ...]) -> Typed:
    """Look a function up that the table has, for operands of these types."""
    table = METHODS if tree.target else FUNCTIONS
    if tree.function not in (*table, *LEAST_AND_MOST, "distance", "size"):
        there = ", ".join((*FUNCTIONS, *LEAST_AND_MOST, "distance", "has", "size", *METHODS))
        raise Misread(f"there is no function {tree.function}; there are {there}", tree.at)
    if tree.function in WRITTEN_OUT and not all(item.constant for item in given):
        raise Misread(f"{tree.function} takes a text that is written out, or a parameter", tree.at)
    operation = _fitting(table.get(tree.function, ()), given)
    if operation is None:
        types = ", ".join(str(item.type) for item in given) or "nothing"
        raise Misread(f"{tree.function} does not take {types}", tree.at)
    if tree.function == "matches":
        return Typed(tree, BOOL, given, does=_finder(given[1], tree.at))
    if all(isinstance(item.node, Literal) for item in given):  # date("2026-02-30") is wrong before any traveller comes
        try:
            operation.does(*[item.node.value for item in given if isinstance(item.node, Literal)])
        except (ArithmeticError, ValueError) as wrong:
            raise Misread(str(wrong), tree.at) from wrong
    return Typed(tree, operation.gives, given, does=operation.does)


def _finder(pattern: Typed, at: int) -> Callable[[str, str], bool]:
    """Compile the pattern of ``matches`` once: it is written out, or a parameter."""
    if isinstance(pattern.node, Literal):
        value: object = pattern.node.value
    elif isinstance(pattern.node, Name) and pattern.constant:
        value = pattern.value
    else:
        raise Misread("matches takes a pattern that is written out, or a parameter", at)
    try:
        found = finder(str(value))
    except ValueError as wrong:
        raise Misread(str(wrong), at) from wrong
    return lambda text, _: found(text)


def _distance(tree: Call, given: tuple[Typed, ...], kind: str) -> Typed:
    """Read the positions of two places: what is unknown of them is then said like any fact."""
    if len(given) != 2 or not all({*POSITION} <= {fact.name for fact in item.type.facts} for item in given):
        raise Misread("distance takes two places, as in distance(voyage.origin, voyage.destination)", tree.at)
    read = [_fact(Select(item.node, name, tree.at), name, item.type, kind, item) for item in given for name in POSITION]
    return Typed(tree, FLOAT, tuple(read), does=kilometres)


def _fitting(operations: tuple[Operation, ...], parts: tuple[Typed, ...]) -> Operation | None:
    given = tuple(part.type for part in parts)
    return next((operation for operation in operations if operation.operands == given), None)


def _wanted(typed: Typed, wanted: Type, at: int) -> Typed:
    if typed.type != wanted:
        raise Misread(f"{wanted} is wanted here, not {typed.type}", at)
    return typed
