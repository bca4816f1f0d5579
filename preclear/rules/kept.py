"""What the rules were asked, as bytes that are kept with the outcome: read back, years later, it gives the same outcome.

Facts are kept by name, so that a fact which a later program adds or no longer has changes nothing in what was kept. A record that
several people share, such as the voyage, is kept once.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime, timedelta
from typing import Any, get_type_hints

import msgspec

from preclear.rules.assess import Asked
from preclear.rules.cel import DATE, DURATION, TIMESTAMP, Record, Scope, Type
from preclear.rules.facts import FACTS, ROOM

FORM = 1  # of what is kept
_HINTS = {name: hint for name, hint in get_type_hints(Asked).items() if name != "facts"}
_BESIDE = tuple(each.name for each in fields(Asked) if each.name != "facts")


def write(people: Sequence[Asked]) -> bytes:
    """Return what was asked about some people as bytes."""
    writer = _Writer()
    rows = [writer.row(FACTS, tuple(person.facts[: len(FACTS.facts)])) for person in people]
    kept = {
        "form": FORM,
        "facts": [fact.name for fact in FACTS.facts],
        "records": {name: {"facts": [fact.name for fact in of.facts], "rows": rows} for name, (of, rows) in writer.tables.items()},
        "lists": writer.lists,
        "people": [[{name: getattr(person, name) for name in _BESIDE}, row] for person, row in zip(people, rows, strict=True)],
    }
    return zlib.compress(msgspec.json.encode(kept), 1)


def read(kept: bytes) -> tuple[Asked, ...]:
    """Return what was asked. Raises ``ValueError`` for bytes of another form."""
    try:
        said = msgspec.json.decode(zlib.decompress(kept))
        if said["form"] != FORM:
            raise ValueError(f"what was asked is kept in form {said['form']}, and this program reads form {FORM}")
        reader = _Reader(said["records"], said["lists"])
        whole = reader.rows_of(FACTS, said["facts"], [row for _, row in said["people"]])
        beside = [{name: msgspec.convert(value, _HINTS[name]) for name, value in each.items()} for each, _ in said["people"]]
    except (zlib.error, msgspec.DecodeError, KeyError, TypeError) as wrong:
        raise ValueError("what was asked cannot be read") from wrong
    return tuple(Asked(facts=_scope(row), **each) for each, row in zip(beside, whole, strict=True))


def _scope(row: Record) -> Scope:
    return [*row, *ROOM]


def _plain(of: Type) -> bool:
    """Whether a value of this type holds no record."""
    return not of.facts and (of.of is None or _plain(of.of))


class _Writer:
    """Gives each record a number in the table of its type."""

    def __init__(self) -> None:
        self.tables: dict[str, tuple[Type, list[Any]]] = {}
        self.lists: list[list[Any]] = []  # of records: each once, since everyone of a list shares that of all people
        self._numbers_of_lists: dict[int, tuple[int, object]] = {}
        self._numbers: dict[int, tuple[int, Record]] = {}  # by identity; the record is held so that its identity stays its own
        self._open: dict[str, tuple[tuple[int, Callable[[Any], Any]], ...]] = {}

    def row(self, of: Type, record: Record) -> Sequence[Any]:
        """Return a record as a row: numbers in place of the records in it."""
        if of.name not in self._open:
            self._open[of.name] = tuple((place, self._code(fact.type)) for place, fact in enumerate(of.facts) if not _plain(fact.type))
        coded = self._open[of.name]
        if not coded:
            return record
        row = list(record)
        for place, code in coded:
            row[place] = code(row[place])
        return row

    def _code(self, of: Type) -> Callable[[Any], Any]:
        if of.of is not None:
            one = self._code(of.of)
            return lambda items: None if items is None else self._list(items, one)
        return lambda record: None if record is None else self._number(of, record)

    def _list(self, items: Sequence[Any], one: Callable[[Any], Any]) -> int:
        known = self._numbers_of_lists.get(id(items))
        if known is None:
            known = self._numbers_of_lists[id(items)] = (len(self.lists), items)
            self.lists.append([])
            self.lists[known[0]].extend([one(item) for item in items])
        return known[0]

    def _number(self, of: Type, record: Record) -> int:
        known = self._numbers.get(id(record))
        if known is None:
            rows = self.tables.setdefault(of.name, (of, []))[1]
            row = self.row(of, record)
            known = self._numbers[id(record)] = (len(rows), record)
            rows.append(row)
        return known[0]


class _Reader:
    """Gives rows back as the records of this program."""

    def __init__(self, tables: Mapping[str, Any], lists: Sequence[Sequence[Any]]) -> None:
        self._tables = tables
        self._lists = lists
        self._read_lists: dict[tuple[str, int], tuple[Any, ...]] = {}
        self._read: dict[str, list[Record]] = {}

    def rows_of(self, of: Type, names: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[Record]:
        """Return rows as records, fact by fact; a fact that was not kept is not declared, a list that was not kept is empty."""
        at = {name: place for place, name in enumerate(names)}
        columns = [(at.get(fact.name), self._decode(fact.type)) for fact in of.facts]
        return [tuple([decode(None if place is None else row[place]) for place, decode in columns]) for row in rows]

    def _decode(self, of: Type) -> Callable[[Any], Any]:
        if of.of is not None:
            one, name = self._decode(of.of), of.of.name
            if _plain(of):
                return lambda items: () if items is None else tuple([one(item) for item in items])
            return lambda number: () if number is None else self._list(name, number, one)
        if of.facts:
            table = self._table(of)
            return lambda number: None if number is None else table[number]
        if of == DATE:
            return lambda text: None if text is None else date.fromisoformat(text)
        if of == TIMESTAMP:
            return lambda text: None if text is None else datetime.fromisoformat(text)
        if of == DURATION:
            return lambda text: None if text is None else msgspec.convert(text, timedelta)
        return lambda value: value

    def _list(self, name: str, number: int, one: Callable[[Any], Any]) -> tuple[Any, ...]:
        known = self._read_lists.get((name, number))
        if known is None:
            known = self._read_lists[name, number] = tuple([one(item) for item in self._lists[number]])
        return known

    def _table(self, of: Type) -> list[Record]:
        if of.name not in self._read:
            kept = self._tables.get(of.name, {"facts": [], "rows": []})
            self._read[of.name] = self.rows_of(of, kept["facts"], kept["rows"])
        return self._read[of.name]
