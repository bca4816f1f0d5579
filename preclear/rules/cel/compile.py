"""A checked tree as plain Python closures: for one traveller after another."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from preclear.rules.cel.check import Typed
from preclear.rules.cel.syntax import Binary, Choice, Has, ListOf, Literal, Macro, Name, Select, Unary
from preclear.rules.cel.values import ABSENT, Error, Evaluate, Scope, Unknown, any_of, both, choose, either, negate, strict, those


def compile_tree(typed: Typed) -> Evaluate:  # noqa: C901  # one case a kind of node
    """Return a function from the facts of one traveller to the value of the tree, ``Unknown`` or ``Error``. It never raises."""
    match typed.node:
        case Literal(value):
            return lambda _: value
        case Name():
            return _name(typed)
        case Select():
            return _select(typed)
        case Has():
            return _has(typed.parts[0])
        case Macro(macro):
            target, body = map(compile_tree, typed.parts)
            if macro == "filter":
                return those(target, typed.index, body)
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
    """Compile an operation; one on nothing but literals is done here, once."""
    evaluate = strict(does, tuple(map(compile_tree, typed.parts)), typed.node.at)
    if all(isinstance(part.node, Literal) for part in typed.parts):
        value = evaluate([])
        return lambda _: value
    return evaluate


def _name(typed: Typed) -> Evaluate:
    index, value = typed.index, typed.value
    if typed.fact is not None:
        return _or_unknown(lambda scope: scope[index], typed.needs)
    return (lambda scope: scope[index]) if index >= 0 else (lambda _: value)


def _select(typed: Typed) -> Evaluate:
    """Read a field of a record. A record that is not declared leaves its own name as what is needed."""
    (operand,) = typed.parts
    index, unknown = typed.index, Unknown(frozenset((typed.needs,)))
    if isinstance(operand.node, Name) and operand.fact is None:  # the variable of a macro: always there
        place = operand.index

        def evaluate_variable(scope: Scope) -> object:
            value = scope[place][index]  # type: ignore[index]  # the checker saw that it is a record
            return unknown if value is None else value

        return evaluate_variable
    read = compile_tree(operand)

    def evaluate(scope: Scope) -> object:
        record = read(scope)
        if record.__class__ in ABSENT:
            return record
        value = record[index]  # type: ignore[index]  # the checker saw that it is a record
        return unknown if value is None else value

    return evaluate


def _has(select: Typed) -> Evaluate:
    """Return whether a field was declared; of a record that was not declared, no field was. Never unknown for want of a declaration."""
    index, read = select.index, compile_tree(select.parts[0])

    def evaluate(scope: Scope) -> object:
        record = read(scope)
        if isinstance(record, Error):
            return record
        return record.__class__ is not Unknown and record[index] is not None  # type: ignore[index]  # a record

    return evaluate


def _or_unknown(read: Evaluate, needs: str) -> Evaluate:
    unknown = Unknown(frozenset((needs,)))

    def evaluate(scope: Scope) -> object:
        value = read(scope)
        return unknown if value is None else value

    return evaluate
