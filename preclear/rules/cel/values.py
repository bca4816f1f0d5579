"""The three values of a condition, and what is neither: true, false, unknown; and the error of a faulty rule.

Unknown and error spread through every operator, but ``&&``, ``||``, ``exists`` and ``all`` absorb them where the rest decides:
``false && error`` is false (CEL language definition, "Logical operators"). Where both remain, unknown goes before error.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unknown:
    """It cannot be told: these facts, by name, were not declared."""

    needs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Error:
    """It makes no sense: what went wrong, and how far into the condition."""

    sentence: str
    at: int


Absent = Unknown | Error
Scope = list[object]  # the facts of one traveller in the order of their table, then the variables of macros
Evaluate = Callable[[Scope], object]  # never raises: gives a value, Unknown or Error
ABSENT = frozenset((Unknown, Error))


def absorb(values: Iterable[object]) -> Absent:
    """Return what an operator gives when these are among its operands and at least one is no value."""
    absent = [value for value in values if isinstance(value, Absent)]
    needs = [value.needs for value in absent if isinstance(value, Unknown)]
    return Unknown(frozenset().union(*needs)) if needs else absent[0]


def both(left: Evaluate, right: Evaluate) -> Evaluate:
    """Compile ``left && right``."""

    def evaluate(scope: Scope) -> object:
        first = left(scope)
        if first is False:
            return False
        second = right(scope)
        if second is False or first is True:
            return second
        return absorb((first, second))

    return evaluate


def either(left: Evaluate, right: Evaluate) -> Evaluate:
    """Compile ``left || right``."""

    def evaluate(scope: Scope) -> object:
        first = left(scope)
        if first is True:
            return True
        second = right(scope)
        if second is True or first is False:
            return second
        return absorb((first, second))

    return evaluate


def negate(operand: Evaluate) -> Evaluate:
    """Compile ``!operand``."""

    def evaluate(scope: Scope) -> object:
        value = operand(scope)
        return (not value) if value.__class__ is bool else value

    return evaluate


def choose(condition: Evaluate, then: Evaluate, otherwise: Evaluate) -> Evaluate:
    """Compile ``condition ? then : otherwise``; only the chosen side is evaluated."""

    def evaluate(scope: Scope) -> object:
        chosen = condition(scope)
        if chosen is True:
            return then(scope)
        return otherwise(scope) if chosen is False else chosen

    return evaluate


def strict(operation: Callable[..., object], operands: tuple[Evaluate, ...], at: int, classes: tuple[type, ...]) -> Evaluate:  # noqa: C901  # a closure for each number of operands
    """Compile an operation that needs all its operands. What Python finds wrong with their values becomes an ``Error``.

    ``classes`` are what the values of the operands are, where each has one: seeing them is the fast way to know that none is absent.
    """

    def guarded(*values: object) -> object:
        if any(value.__class__ in ABSENT for value in values):
            return absorb(values)
        try:
            return operation(*values)
        except (ArithmeticError, ValueError) as wrong:
            return Error(str(wrong), at)

    match operands, classes:
        case (only,), (only_class,):

            def evaluate_one(scope: Scope) -> object:
                value = only(scope)
                if value.__class__ is only_class:
                    try:
                        return operation(value)
                    except (ArithmeticError, ValueError) as wrong:
                        return Error(str(wrong), at)
                return guarded(value)

            return evaluate_one
        case (left, right), (left_class, right_class):

            def evaluate_two(scope: Scope) -> object:
                first, second = left(scope), right(scope)
                if first.__class__ is left_class and second.__class__ is right_class:
                    try:
                        return operation(first, second)
                    except (ArithmeticError, ValueError) as wrong:
                        return Error(str(wrong), at)
                return guarded(first, second)

            return evaluate_two
    return lambda scope: guarded(*[operand(scope) for operand in operands])


def constant(value: object) -> Evaluate:
    """Compile a value that is always the same."""
    return lambda _: value


def any_of(target: Evaluate, slot: int, body: Evaluate, *, decides: bool) -> Evaluate:
    """Compile ``target.exists(variable, body)`` where ``decides`` is true, ``target.all(...)`` where it is false.

    One element that decides is enough, whatever the others give; without it, an unknown or an error remains.
    """

    def evaluate(scope: Scope) -> object:
        elements = target(scope)
        if elements.__class__ in ABSENT:
            return elements
        open_ones = []
        for element in elements:  # type: ignore[attr-defined]  # the checker saw that it is a list
            scope[slot] = element
            value = body(scope)
            if value is decides:
                return decides
            if value.__class__ in ABSENT:
                open_ones.append(value)
        return absorb(open_ones) if open_ones else not decides

    return evaluate


def of_all(target: Evaluate, slot: int, body: Evaluate, give: Callable[[Iterable[object], list[object]], object]) -> Evaluate:
    """Compile a macro that needs the body's value for each element; one that cannot be told leaves the whole untold."""

    def evaluate(scope: Scope) -> object:
        elements = target(scope)
        if elements.__class__ in ABSENT:
            return elements
        values = []
        for element in elements:  # type: ignore[attr-defined]  # the checker saw that it is a list
            scope[slot] = element
            values.append(body(scope))
        return absorb(values) if any(value.__class__ in ABSENT for value in values) else give(elements, values)  # type: ignore[arg-type]

    return evaluate


def those(target: Evaluate, slot: int, body: Evaluate) -> Evaluate:
    """Compile ``target.filter(variable, body)``."""
    return of_all(target, slot, body, lambda elements, values: tuple([each for each, kept in zip(elements, values, strict=True) if kept]))


def each_of(target: Evaluate, slot: int, body: Evaluate) -> Evaluate:
    """Compile ``target.map(variable, body)``."""
    return of_all(target, slot, body, lambda _, values: tuple(values))


def one_of(target: Evaluate, slot: int, body: Evaluate) -> Evaluate:
    """Compile ``target.exists_one(variable, body)``, which absorbs nothing (CEL language definition, "Macros")."""
    return of_all(target, slot, body, lambda _, values: values.count(True) == 1)
