"""Recorded traffic in columns: the facts of many people, with what officers found of them; in files, one piece a file.

The columns are those of ``FACTS``: a record is a Struct, a list a List. ``list`` numbers the list that a person stands on, within the
piece: everyone of one list stands together, so that what a rule says of ``travellers`` can be had without writing them out for each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from preclear.errors import SourceError
from preclear.rules import columns
from preclear.rules.cel import Evaluate, Record, Scope, Type, Typed, Unknown
from preclear.rules.columns import FALSE, FAULT, LIST, TRUE, UNKNOWN, WHOLE, polars_type
from preclear.rules.facts import FACTS, ROOM

NOBODY_LOOKED, CONFIRMED, REFUTED, NOT_TOLD = 0, 1, 2, 3  # what officers found of somebody
NUMBER, FOUND = "number", "found"  # columns beside the facts
COLUMNS = tuple(fact for fact in FACTS.facts if fact.name != WHOLE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """Some people of recorded traffic, all lists whole."""

    facts: pl.DataFrame  # a row a person; the columns of ``COLUMNS``, and LIST
    numbers: NDArray[np.int64]  # by which each person is found again; 0: is here only because they stand on the list of others
    found: NDArray[np.int8]  # NOBODY_LOOKED, CONFIRMED, REFUTED or NOT_TOLD

    def only(self, chosen: NDArray[np.bool_]) -> Traffic:
        """Return some of the people; what a rule says of whole lists holds no more."""
        return Traffic(facts=self.facts.filter(pl.Series(chosen)), numbers=self.numbers[chosen], found=self.found[chosen])


def complete(facts: Mapping[str, pl.Series], lists: pl.Series) -> pl.DataFrame:
    """Return all columns: a fact that is not given is not declared, a list that is not given is empty."""
    columns = [lists.cast(pl.Int64).alias(LIST)]
    for fact in COLUMNS:
        dtype, given = polars_type(fact.type), facts.get(fact.name)
        if given is None:
            given = pl.Series(fact.name, [None], dtype=dtype).new_from_index(0, len(lists))
        given = _fitted(given, fact.type).alias(fact.name)
        columns.append(given if fact.type.of is None else given.fill_null(pl.Series([[]], dtype=dtype)))
    return pl.DataFrame(columns)


def _fitted(given: pl.Series, of: Type) -> pl.Series:
    """Return a column as facts are now: a field that was added since it was written is not declared, one that is gone is left out."""
    if given.dtype == polars_type(of):
        return given
    return given.to_frame("it").select(_fit(pl.col("it"), given.dtype, of)).to_series()


def _fit(value: pl.Expr, has: object, of: Type) -> pl.Expr:
    if isinstance(has, pl.List) and of.of is not None:
        return value.list.eval(_fit(pl.element(), has.inner, of.of))
    if isinstance(has, pl.Struct) and of.facts:
        kinds = {field.name: field.dtype for field in has.fields}
        fields = []
        for fact in of.facts:
            known = fact.name in kinds
            field = _fit(value.struct.field(fact.name), kinds[fact.name], fact.type) if known else pl.lit(None, polars_type(fact.type))
            fields.append(field.alias(fact.name))
        return pl.when(value.is_not_null()).then(pl.struct(fields)).otherwise(pl.lit(None, polars_type(of)))
    return value.cast(polars_type(of))


def frame(scopes: Sequence[Scope], lists: Sequence[int]) -> pl.DataFrame:
    """Return the facts of some people in columns, each with the number of their list."""
    facts = {}
    for place, fact in enumerate(FACTS.facts):
        if fact.name != WHOLE:
            values = [_plain(fact.type, scope[place]) for scope in scopes]
            facts[fact.name] = pl.Series(fact.name, values, dtype=polars_type(fact.type))
    return complete(facts, pl.Series(lists, dtype=pl.Int64))


def scopes(facts: pl.DataFrame) -> Iterator[Scope]:
    """Yield the facts of each person again as conditions take them, one by one; ``travellers`` are all of the list."""
    columns = [facts[fact.name].to_list() for fact in COLUMNS]
    rows = [[_record(fact.type, value) for fact, value in zip(COLUMNS, row, strict=True)] for row in zip(*columns, strict=True)]
    place = next(n for n, fact in enumerate(FACTS.facts) if fact.name == WHOLE)
    first = next(n for n, fact in enumerate(COLUMNS) if fact.name == "traveller")
    numbers = facts[LIST].to_list()
    everyone: dict[int, list[object]] = {}
    for number, row in zip(numbers, rows, strict=True):
        everyone.setdefault(number, []).append(row[first])
    whole = {number: tuple(people) for number, people in everyone.items()}
    for number, row in zip(numbers, rows, strict=True):
        yield [*row[:place], whole[number], *row[place:], *ROOM]


def one_by_one(conditions: Sequence[Evaluate], facts: pl.DataFrame) -> NDArray[np.int8]:
    """Return the values of some conditions for some people, a row a condition, as one person is judged: slow, and the measure."""
    values = np.zeros((len(conditions), facts.height), dtype=np.int8)
    for place, scope in enumerate(scopes(facts)):
        for row, fires in enumerate(conditions):
            value = fires(scope)
            values[row, place] = TRUE if value is True else FALSE if value is False else UNKNOWN if isinstance(value, Unknown) else FAULT
    return values


def values(conditions: Sequence[Typed], facts: pl.DataFrame) -> NDArray[np.int8]:
    """Return the values of some conditions for some people, a row a condition."""
    return columns.evaluate(conditions, facts)


def _plain(of: Type, value: object) -> object:
    """A value as polars takes it."""
    if value is None:
        return None
    if of.of is not None:
        return [_plain(of.of, item) for item in value]  # type: ignore[attr-defined]  # a list, by its type
    if of.facts:
        return {fact.name: _plain(fact.type, item) for fact, item in zip(of.facts, value, strict=True)}  # type: ignore[call-overload]  # a record
    return value


def _record(of: Type, value: object) -> object:
    """A value of a column as conditions take it."""
    if of.of is not None:
        return tuple(_record(of.of, item) for item in value or ())  # type: ignore[attr-defined]  # a list, by its type
    if of.facts and value is not None:
        record: Record = tuple(_record(fact.type, value[fact.name]) for fact in of.facts)  # type: ignore[index]  # a record, by its type
        return record
    return value


def write(piece: Traffic, file: Path) -> None:
    """Write one piece to a file, as Parquet."""
    piece.facts.with_columns(pl.Series(NUMBER, piece.numbers), pl.Series(FOUND, piece.found)).write_parquet(file, compression="zstd")


def read(path: Path) -> Iterator[Traffic]:
    """Yield the pieces of a file or folder, in the order of their names.

    Raises ``SourceError`` for what is no such file, or was written for other facts than rules read now.
    """
    files = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise SourceError(f"{path}: there is no recorded traffic (*.parquet); preclear make people FOLDER makes some")
    for file in files:
        try:
            table = pl.read_parquet(file)
            facts = complete({fact.name: table[fact.name] for fact in COLUMNS if fact.name in table.columns}, table[LIST])
            piece = Traffic(facts=facts, numbers=table[NUMBER].to_numpy(), found=table[FOUND].to_numpy())
        except (OSError, pl.exceptions.PolarsError) as wrong:
            raise SourceError(f"{file}: it is not recorded traffic, or was written for other facts: {type(wrong).__name__}") from wrong
        yield piece
