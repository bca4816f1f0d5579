"""A checked tree as plain Python closures: for one traveller after another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from preclear.rules.cel.check import Typed
from preclear.rules.cel.syntax import Binary, Choice, Has, ListOf, Literal, Macro, Name, Select, Unary
from preclear.rules.cel.values import (
    Error,
    Evaluate,
    Scope,
    Unknown,
    any_of,
    both,
    choose,
    constant,
    each_of,
    either,
    negate,
    one_of,
    strict,
    those,
)

CLASSES = {
    "bool": bool,
    "int": int,
    "float": float,
    "string": str,
    "date": date,
    "timestamp": datetime,
    "duration": timedelta,
    "list": tuple,
}
MACROS_OF_ALL = {"filter": those, "map": each_of, "exists_one": one_of}  # all elements must be known


def compile_tree(typed: Typed) -> Evaluate:  # noqa: C901  # one case a kind of node
    """Return a function from the facts of one traveller to the value of the tree, ``Unknown`` or ``Error``. It never raises."""
    match typed.node:
        case Literal(value):
            return constant(value)
        case Name():
            return _name(typed)
        case Select():
            return _select(typed)
        case Has():
            return _has(typed.parts[0])
        case Macro(macro):
            target, body = map(compile_tree, typed.parts)
            if macro in ("filter", "map", "exists_one"):
                return MACROS_OF_ALL[macro](target, typed.index, body)
            return any_of(target, typed.index, body, decides=macro == "exists")
        case Binary("&&"):
            return both(*map(compile_tree, typed.parts))
        case Binary("||"):
            return either(*map(compile_tree, typed.parts))
        case Unary("!"):
            return negate(compile_tree(typed.parts[0]))
        case Choice():
            return choose(*map(compile_tree, typed.parts))
        case ListOf():
            return _operation(typed, lambda *items: items)
        case _:
            assert typed.does is not None, "the checker gives every operator and function its meaning"
            return _operation(typed, typed.does)


def _operation(typed: Typed, does: Callable[..., Any]) -> Evaluate:
    """Compile an operation; one on nothing but literals and parameters is done here, once."""
    classes = tuple(CLASSES[part.type.name] for part in typed.parts if part.type.name in CLASSES)
    evaluate = strict(does, tuple(map(compile_tree, typed.parts)), typed.node.at, classes)
    return constant(evaluate([])) if typed.constant else evaluate


def _name(typed: Typed) -> Evaluate:
    index, unknown = typed.index, Unknown(frozenset((typed.needs,)))
    if typed.constant:
        return constant(typed.value)
    if typed.fact is None:  # the variable of a macro: always there
        return lambda scope: scope[index]

    def evaluate(scope: Scope) -> object:
        value = scope[index]
        return unknown if value is None else value

    return evaluate


def _select(typed: Typed) -> Evaluate:
    """Read a field of a record. A record that is not declared leaves its own name as what is needed."""
    (operand,) = typed.parts
    read, index, unknown = compile_tree(operand), typed.index, Unknown(frozenset((typed.needs,)))
    if typed.fact and typed.fact.place:
        return _placed(typed, read, typed.fact.place)

    def evaluate(scope: Scope) -> object:
        record = read(scope)
        if record.__class__ is not tuple:
            return record
        value = record[index]
        return unknown if value is None else value

    if not isinstance(operand.node, Name):
        return evaluate
    place, undeclared = operand.index, Unknown(frozenset((operand.needs,)))

    def evaluate_named(scope: Scope) -> object:  # the same without a call for the name: most of what rules read
        record = scope[place]
        if record.__class__ is not tuple:
            return undeclared if record is None else record
        value = record[index]
        return unknown if value is None else value

    return evaluate_named


def _placed(typed: Typed, read: Evaluate, place: tuple[str, str]) -> Evaluate:
    """Read a field that needs the record of a place. Where there is none, what is needed says of which place."""
    names = [fact.name for fact in typed.parts[0].type.facts]
    code, found = map(names.index, place)
    index, needs = typed.index, typed.needs

    def evaluate(scope: Scope) -> object:
        record = read(scope)
        if record.__class__ is not tuple:
            return record
        value = record[index]
        if value is not None:
            return value
        unplaced = record[found] is None and record[code] is not None
        return Unknown(frozenset((f"{needs} (there is no record of the place {record[code]})" if unplaced else needs,)))

    return evaluate


def _has(select: Typed) -> Evaluate:
    """Return whether a field was declared; of a record that was not declared, no field was. Never unknown for want of a declaration."""
    index, read = select.index, compile_tree(select.parts[0])

    def evaluate(scope: Scope) -> object:
        record = read(scope)
        if isinstance(record, Error):
            return record
        return record.__class__ is tuple and record[index] is not None

    return evaluate
