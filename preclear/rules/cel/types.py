"""The types of a condition: what a fact is, what kinds of rule may read it, and what an expression gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

Record = tuple[object, ...]  # the values of a record's facts, in their order; None: not declared


@dataclass(frozen=True, slots=True)
class Type:
    """A type of the subset. A record of facts is a type too, told apart by its name."""

    name: str
    of: Type | None = None  # of a list: what it holds
    facts: tuple[Fact, ...] = field(default=(), compare=False, repr=False)  # of a record, in the order of its values

    def __str__(self) -> str:
        return f"list of {self.of}" if self.of else self.name

    def record(self, thing: object, day: date | None) -> Record:
        """Return the facts of a thing of ours, in the order of this record; ``day`` is that of arrival."""
        return tuple([fact.get(thing, day) for fact in self.facts if fact.get])

    def fits(self, wanted: Type) -> bool:
        """Return whether a value of this type can stand where the other is wanted: an empty list fits every list."""
        return self == wanted or (self == EMPTY and wanted.name == "list")


@dataclass(frozen=True, slots=True)
class Reserved:
    """Why a fact is not for every kind of rule."""

    kinds: frozenset[str]  # that may read it
    why: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One declared fact: rules can read nothing else."""

    name: str
    type: Type
    words: str  # what it is, for docs/rules.md and the editor
    get: Callable[..., Any] | None = field(default=None, compare=False, repr=False)  # out of our record; None: not declared
    reserved: Reserved | None = None
    allowed: str = ""  # why a risk rule may read it, though it could stand for a trait of law 4
    place: tuple[str, str] | None = None  # it needs the record of a place: the facts beside it that hold its code, and that record


def list_of(of: Type) -> Type:
    """Return the type of a list that holds this."""
    return Type("list", of)


BOOL, INT, FLOAT, STRING = Type("bool"), Type("int"), Type("float"), Type("string")
DATE, TIMESTAMP, DURATION, NULL = Type("date"), Type("timestamp"), Type("duration"), Type("null")
EMPTY = list_of(Type("nothing"))
NUMBERS = (INT, FLOAT)

_SCALARS = {bool: BOOL, int: INT, float: FLOAT, str: STRING, date: DATE, datetime: TIMESTAMP, timedelta: DURATION, type(None): NULL}


def type_of(value: object) -> Type | None:
    """Return the type of a plain value (a literal, a parameter from TOML); None where the subset has no such type.

    >>> str(type_of(["CAN", "USA"])), type_of({})
    ('list of string', None)
    """
    if not isinstance(value, list | tuple):
        local = isinstance(value, datetime) and value.tzinfo is None  # a clock without a zone is no instant
        return None if local else _SCALARS.get(type(value))
    held = {type_of(item) for item in value}
    if not held:
        return EMPTY
    only = held.pop()
    return list_of(only) if only is not None and not held else None
