"""What operators and functions take and give: one table, read by the checker and by both evaluators."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from math import copysign, inf, isnan, nan
from typing import Any

from preclear.rules.cel.types import BOOL, DATE, DURATION, FLOAT, INT, STRING, Type

DURATION_PART = re.compile(r"(\d+(?:\.\d+)?)(h|ms|m|s)")
SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}


@dataclass(frozen=True, slots=True)
class Operation:
    """One meaning of an operator or function, for operands of these types."""

    operands: tuple[Type, ...]
    gives: Type
    does: Callable[..., Any]  # raises ArithmeticError or ValueError, with a sentence, for values that it cannot take


def whole(does: Callable[[int, int], int]) -> Callable[[int, int], int]:
    """Return the operation on integers of 64 bits: beyond them is an error, as in CEL."""

    def checked(left: int, right: int) -> int:
        result = does(left, right)
        if not -(2**63) <= result < 2**63:
            raise OverflowError("the number is too large")
        return result

    return checked


def divide_whole(left: int, right: int) -> int:
    """Divide integers towards zero, as CEL does."""
    if right == 0:
        raise ZeroDivisionError("division by zero")
    quotient = abs(left) // abs(right)
    return quotient if (left < 0) == (right < 0) else -quotient


def divide(left: float, right: float) -> float:
    """Divide as IEEE 754 says: by zero gives an infinity, zero by zero no number."""
    if right:
        return left / right
    return nan if not left or isnan(left) else copysign(inf, left) * copysign(1.0, right)


def move(day: date, by: timedelta) -> date:
    """Return the day a duration later; it must be whole days, since a date has no clock."""
    if by.seconds or by.microseconds:
        raise ValueError("a date moves by whole days only")
    return day + by


def count_days(number: int) -> timedelta:
    """Return ``days(90)``; no more of them than lie between the first day and the last."""
    if abs(number) > (date.max - date.min).days:
        raise OverflowError("more days than the calendar has")
    return timedelta(days=number)


def read_date(text: str) -> date:
    """Read ``date("2026-05-01")``."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError('a date is written "2026-05-01"')
    return date.fromisoformat(text)


def read_duration(text: str) -> timedelta:
    """Read ``duration("36h")``, ``duration("-1h30m")``: the writing of CEL, to milliseconds."""
    sign, body = (-1, text[1:]) if text.startswith("-") else (1, text)
    parts = DURATION_PART.findall(body)
    if not parts or "".join(map("".join, parts)) != body:
        raise ValueError('a duration is written "36h" or "1h30m"')
    return timedelta(seconds=sign * sum(float(number) * SECONDS[unit] for number, unit in parts))


OPERATORS: dict[str, tuple[Operation, ...]] = {
    "+": (
        Operation((INT, INT), INT, whole(operator.add)),
        Operation((FLOAT, FLOAT), FLOAT, operator.add),
        Operation((STRING, STRING), STRING, operator.add),
        Operation((DATE, DURATION), DATE, move),
        Operation((DURATION, DATE), DATE, lambda by, day: move(day, by)),
        Operation((DURATION, DURATION), DURATION, operator.add),
    ),
    "-": (
        Operation((INT, INT), INT, whole(operator.sub)),
        Operation((FLOAT, FLOAT), FLOAT, operator.sub),
        Operation((DATE, DURATION), DATE, lambda day, by: move(day, -by)),
        Operation((DATE, DATE), DURATION, operator.sub),
        Operation((DURATION, DURATION), DURATION, operator.sub),
        Operation((INT,), INT, lambda number: whole(operator.sub)(0, number)),
        Operation((FLOAT,), FLOAT, operator.neg),
        Operation((DURATION,), DURATION, operator.neg),
    ),
    "*": (Operation((INT, INT), INT, whole(operator.mul)), Operation((FLOAT, FLOAT), FLOAT, operator.mul)),
    "/": (Operation((INT, INT), INT, divide_whole), Operation((FLOAT, FLOAT), FLOAT, divide)),
}

ORDER = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
EQUALITY = {"==": operator.eq, "!=": operator.ne}
ORDERED = (INT, FLOAT, STRING, DATE, DURATION)

FUNCTIONS: dict[str, Operation] = {
    "date": Operation((STRING,), DATE, read_date),
    "days": Operation((INT,), DURATION, count_days),
    "duration": Operation((STRING,), DURATION, read_duration),
}

METHODS: dict[str, Operation] = {
    "startsWith": Operation((STRING, STRING), BOOL, str.startswith),
    "endsWith": Operation((STRING, STRING), BOOL, str.endswith),
    "contains": Operation((STRING, STRING), BOOL, operator.contains),
}
