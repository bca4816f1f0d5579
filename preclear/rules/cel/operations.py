"""What operators and functions take and give: one table, read by the checker and by both evaluators."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from math import asin, copysign, cos, inf, isnan, nan, radians, sin, sqrt
from typing import Any

from preclear.rules.cel.types import BOOL, DATE, DURATION, FLOAT, INT, STRING, Type, list_of

DURATION_PART = re.compile(r"(\d+(?:\.\d+)?)(h|ms|m|s)")
LONGEST_DURATION = timedelta(seconds=315_576_000_000)  # some 10,000 years (CEL, google.protobuf.Duration)
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


def remain(left: int, right: int) -> int:
    """Return what remains of a division towards zero, as CEL does: -7 % 2 is -1."""
    return left - divide_whole(left, right) * right


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


def span(does: Callable[[timedelta, timedelta], timedelta]) -> Callable[[timedelta, timedelta], timedelta]:
    """Return the operation on durations: beyond the longest is an error, as in CEL."""

    def checked(left: timedelta, right: timedelta) -> timedelta:
        result = does(left, right)
        if not -LONGEST_DURATION <= result <= LONGEST_DURATION:
            raise OverflowError("the duration is too long")
        return result

    return checked


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
    seconds = sum(float(number) * SECONDS[unit] for number, unit in parts)
    if seconds > LONGEST_DURATION.total_seconds():
        raise OverflowError("the duration is too long")
    return timedelta(seconds=sign * seconds)


def add_up(numbers: tuple[int, ...]) -> int:
    """Return the sum of integers, which has 64 bits; of none it is 0."""
    return whole(operator.add)(sum(numbers), 0)


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return how far apart two places are on the great circle, by the mean radius of the Earth (IUGG, 6,371.0088 km).

    >>> round(kilometres(43.6767, -79.6306, 40.6413, -73.7781))  # Toronto, New York
    589
    """
    if not (max(abs(latitude), abs(other_latitude)) <= 90 and max(abs(longitude), abs(other_longitude)) <= 180):
        return nan  # that is nowhere
    first, second = radians(latitude), radians(other_latitude)
    half = sin((second - first) / 2) ** 2 + cos(first) * cos(second) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * 6371.0088 * asin(min(1.0, sqrt(half)))


def some(values: tuple[Any, ...], choose: Callable[[tuple[Any, ...]], Any]) -> Any:
    """Return the least or the most of some values."""
    if not values:
        raise ValueError("an empty list has no least" if choose is min else "an empty list has no most")
    return choose(values)


def within(item: object, items: tuple[object, ...]) -> bool:
    """Return whether a list holds something equal; what is no number is equal to nothing, not to itself either."""
    return any(item == each for each in items)


OPERATORS: dict[str, tuple[Operation, ...]] = {
    "+": (
        Operation((INT, INT), INT, whole(operator.add)),
        Operation((FLOAT, FLOAT), FLOAT, operator.add),
        Operation((STRING, STRING), STRING, operator.add),
        Operation((DATE, DURATION), DATE, move),
        Operation((DURATION, DATE), DATE, lambda by, day: move(day, by)),
        Operation((DURATION, DURATION), DURATION, span(operator.add)),
    ),
    "-": (
        Operation((INT, INT), INT, whole(operator.sub)),
        Operation((FLOAT, FLOAT), FLOAT, operator.sub),
        Operation((DATE, DURATION), DATE, lambda day, by: move(day, -by)),
        Operation((DATE, DATE), DURATION, operator.sub),
        Operation((DURATION, DURATION), DURATION, span(operator.sub)),
        Operation((INT,), INT, lambda number: whole(operator.sub)(0, number)),
        Operation((FLOAT,), FLOAT, operator.neg),
        Operation((DURATION,), DURATION, operator.neg),
    ),
    "*": (Operation((INT, INT), INT, whole(operator.mul)), Operation((FLOAT, FLOAT), FLOAT, operator.mul)),
    "%": (Operation((INT, INT), INT, remain),),
    "/": (Operation((INT, INT), INT, whole(divide_whole)), Operation((FLOAT, FLOAT), FLOAT, divide)),
}

ORDER = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
EQUALITY = {"==": operator.eq, "!=": operator.ne}
ORDERED = (INT, FLOAT, STRING, DATE, DURATION)

FUNCTIONS: dict[str, Operation] = {
    "date": Operation((STRING,), DATE, read_date),
    "days": Operation((INT,), DURATION, count_days),
    "duration": Operation((STRING,), DURATION, read_duration),
    "double": Operation((INT,), FLOAT, float),
    "sum": Operation((list_of(INT),), INT, add_up),
}

LEAST_AND_MOST: dict[str, Callable[[tuple[Any, ...]], Any]] = {  # of a list of INT, DATE or DURATION: one of it
    "min": lambda values: some(values, min),
    "max": lambda values: some(values, max),
}
POSITION = ("latitude", "longitude")  # what distance(place, place) reads of each
WRITTEN_OUT = ("date", "duration")  # take a text that is written out, or a parameter: they are read once

METHODS: dict[str, Operation] = {
    "startsWith": Operation((STRING, STRING), BOOL, str.startswith),
    "endsWith": Operation((STRING, STRING), BOOL, str.endswith),
    "contains": Operation((STRING, STRING), BOOL, operator.contains),
}
