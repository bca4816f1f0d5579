"""What operators and functions take and give: one table, read by the checker and by both evaluators."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from math import asin, copysign, cos, inf, isnan, nan, radians, sin, sqrt
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import re2

from preclear.rules.cel.types import BOOL, DATE, DURATION, FLOAT, INT, STRING, TIMESTAMP, Type, list_of

DURATION_PART = re.compile(r"(\d+(?:\.\d+)?)(h|ms|m|s)")
LONGEST_DURATION = timedelta(seconds=315_576_000_000)  # some 10,000 years (CEL, google.protobuf.Duration)
SECONDS = {"h": 3600.0, "m": 60.0, "s": 1.0, "ms": 0.001}
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:\d{2})", re.ASCII)  # RFC 3339
OFFSET = re.compile(r"([+-]?)(\d{2}):(\d{2})", re.ASCII)
ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+/-]{0,60}", re.ASCII)
LONGEST_PATTERN, PATTERN_MEMORY = 400, 1 << 20  # characters; bytes that a compiled pattern may take


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


def read_instant(text: str) -> datetime:
    """Read ``timestamp("2026-05-01T10:15:00Z")``: RFC 3339, to microseconds, with a zone."""
    if not INSTANT.fullmatch(text):
        raise ValueError('a timestamp is written "2026-05-01T10:15:00Z"')
    return datetime.fromisoformat(text).astimezone(UTC)


@lru_cache(maxsize=1024)
def clock(zone: str) -> tzinfo:
    """Return the clock of a zone of the IANA database, or of an offset such as ``-05:00`` (CEL language definition, "Timezones")."""
    if offset := OFFSET.fullmatch(zone):
        sign, hours, minutes = offset.groups()
        if int(hours) < 24 and int(minutes) < 60:
            return timezone((-1 if sign == "-" else 1) * timedelta(hours=int(hours), minutes=int(minutes)))
    elif ZONE.fullmatch(zone):
        try:
            return ZoneInfo(zone)
        except (ZoneInfoNotFoundError, OSError):
            pass
    raise ValueError(f"there is no time zone {zone[:60]!r}")


def shown(part: Callable[[datetime], int]) -> tuple[Operation, Operation]:
    """Return what reads a part of an instant as the clock of UTC shows it, or that of a zone."""
    return (
        Operation((TIMESTAMP,), INT, lambda moment: part(moment.astimezone(UTC))),
        Operation((TIMESTAMP, STRING), INT, lambda moment, zone: part(moment.astimezone(clock(zone)))),
    )


def units(of: timedelta) -> Operation:
    """Return what counts the whole units of a duration, towards zero."""
    return Operation((DURATION,), INT, lambda span: abs(span) // of * (1 if span >= timedelta(0) else -1))


def milliseconds(span: timedelta) -> int:
    """Return the thousandths that a duration has beyond whole seconds, with its sign (CEL, ``getMilliseconds``)."""
    return abs(span) % timedelta(seconds=1) // timedelta(milliseconds=1) * (1 if span >= timedelta(0) else -1)


def finder(pattern: str) -> Callable[[str], bool]:
    """Return what tells whether a text has a part that a pattern of RE2 matches, in time that grows with the text alone.

    Raises ``ValueError`` for what is no such pattern.
    """
    if len(pattern) > LONGEST_PATTERN:
        raise ValueError(f"a pattern has {LONGEST_PATTERN} characters at the most")
    options = re2.Options()
    options.max_mem, options.log_errors = PATTERN_MEMORY, False
    try:
        search = re2.compile(pattern, options).search
    except (re2.error, UnicodeError) as wrong:
        said = wrong.args[0].decode(errors="replace") if wrong.args and isinstance(wrong.args[0], bytes) else str(wrong)
        raise ValueError(f"it is no pattern of RE2: {said}") from wrong
    return lambda text: search(text) is not None


def find(text: str, pattern: str) -> bool:
    """Return whether a text has a part that a pattern matches."""
    return finder(pattern)(text)


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
        Operation((TIMESTAMP, DURATION), TIMESTAMP, operator.add),
        Operation((DURATION, TIMESTAMP), TIMESTAMP, operator.add),
        Operation((DURATION, DURATION), DURATION, span(operator.add)),
    ),
    "-": (
        Operation((INT, INT), INT, whole(operator.sub)),
        Operation((FLOAT, FLOAT), FLOAT, operator.sub),
        Operation((DATE, DURATION), DATE, lambda day, by: move(day, -by)),
        Operation((DATE, DATE), DURATION, operator.sub),
        Operation((TIMESTAMP, DURATION), TIMESTAMP, operator.sub),
        Operation((TIMESTAMP, TIMESTAMP), DURATION, operator.sub),
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
ORDERED = (INT, FLOAT, STRING, DATE, TIMESTAMP, DURATION)

FUNCTIONS: dict[str, tuple[Operation, ...]] = {
    "date": (Operation((STRING,), DATE, read_date),),
    "days": (Operation((INT,), DURATION, count_days),),
    "double": (Operation((INT,), FLOAT, float),),
    "duration": (Operation((STRING,), DURATION, read_duration),),
    "matches": (Operation((STRING, STRING), BOOL, find),),
    "sum": (Operation((list_of(INT),), INT, add_up),),
    "timestamp": (Operation((STRING,), TIMESTAMP, read_instant),),
}

COMPARABLE = (INT, DATE, TIMESTAMP, DURATION)
LEAST_AND_MOST: dict[str, Callable[[tuple[Any, ...]], Any]] = {  # of a list of one of COMPARABLE: one of it
    "min": lambda values: some(values, min),
    "max": lambda values: some(values, max),
}
POSITION = ("latitude", "longitude")  # what distance(place, place) reads of each
WRITTEN_OUT = ("date", "duration", "timestamp")  # take a text that is written out, or a parameter: they are read once

METHODS: dict[str, tuple[Operation, ...]] = {
    "contains": (Operation((STRING, STRING), BOOL, operator.contains),),
    "endsWith": (Operation((STRING, STRING), BOOL, str.endswith),),
    "getDate": shown(lambda moment: moment.day),
    "getDayOfMonth": shown(lambda moment: moment.day - 1),
    "getDayOfWeek": shown(lambda moment: moment.isoweekday() % 7),
    "getDayOfYear": shown(lambda moment: moment.timetuple().tm_yday - 1),
    "getFullYear": shown(lambda moment: moment.year),
    "getHours": (*shown(lambda moment: moment.hour), units(timedelta(hours=1))),
    "getMilliseconds": (*shown(lambda moment: moment.microsecond // 1000), Operation((DURATION,), INT, milliseconds)),
    "getMinutes": (*shown(lambda moment: moment.minute), units(timedelta(minutes=1))),
    "getMonth": shown(lambda moment: moment.month - 1),
    "getSeconds": (*shown(lambda moment: moment.second), units(timedelta(seconds=1))),
    "matches": (Operation((STRING, STRING), BOOL, find),),
    "startsWith": (Operation((STRING, STRING), BOOL, str.startswith),),
}
