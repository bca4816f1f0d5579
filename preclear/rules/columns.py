"""Conditions over the facts of many people at once, as polars expressions: the same tree, and the same values, as for one person.

True, false and what cannot be told are polars' Boolean with null, whose ``&`` and ``|`` absorb as those of CEL do. What is null is asked
once more: unknown, or an error, which harms the row of one person in one rule. A macro becomes a frame of its own, a row an element of
each person's list; a macro over everyone of a list whose body asks of nothing but the element is evaluated once a person, not once a pair.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, reduce
from operator import add, and_, eq, ge, gt, le, lt, mul, ne, or_, sub, truediv
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from preclear.rules.cel import BOOL, DATE, DURATION, FLOAT, INT, STRING, TIMESTAMP, Type, Typed, compile_tree
from preclear.rules.cel.operations import LONGEST_DURATION, kilometres
from preclear.rules.cel.syntax import Binary, Call, Choice, Has, ListOf, Literal, Macro, Name, Select, Unary
from preclear.rules.cel.values import ABSENT

FALSE, TRUE, UNKNOWN, FAULT = 0, 1, 2, 3  # the values of a condition, in columns
LIST = "list"  # the column that numbers the list which somebody stands on
WHOLE = "travellers"  # the fact that is not written out: everyone of the list
IT, ROW, VALUE = "it", "row", "value"  # of the frame of a macro: the element, the row above that it is of, what the body gives
UNTOLD, NULL = "untold", 2  # whether it cannot be told; beside FALSE and TRUE, for what is null
SCALARS: Mapping[Type, pl.DataType] = {
    BOOL: pl.Boolean(), INT: pl.Int64(), FLOAT: pl.Float64(), STRING: pl.String(), DATE: pl.Date(), DURATION: pl.Duration("us"),
    TIMESTAMP: pl.Datetime("us", "UTC"),
}  # fmt: skip
DAY = 86_400_000_000  # microseconds
FIRST, LAST = ((day - date(1970, 1, 1)).days for day in (date.min, date.max))
EARLIEST, LATEST = FIRST * DAY, (LAST + 1) * DAY - 1  # microseconds
LONGEST = LONGEST_DURATION // timedelta(microseconds=1)
WORST = 2.0**63  # integers lie below it


def evaluate(conditions: Sequence[Typed], facts: pl.DataFrame) -> NDArray[np.int8]:
    """Return the values of some conditions for some people, a row a condition: FALSE, TRUE, UNKNOWN or FAULT.

    ``facts`` has a row a person and a column a fact: a record is a Struct, a list a List, and what was not declared is null. Everyone of
    a list is there, and ``LIST`` numbers it.
    """
    return Plan(conditions).values(facts)


@cache
def polars_type(of: Type) -> pl.DataType:
    """Return what a type of the language is in columns."""
    if of.of is not None:
        return pl.List(polars_type(of.of))
    if of.facts:
        return pl.Struct({fact.name: polars_type(fact.type) for fact in of.facts})
    return SCALARS.get(of, pl.Null())


class Plan:
    """Some conditions made ready for many frames."""

    def __init__(self, conditions: Sequence[Typed]) -> None:
        self._level = _Level()
        self._columns = [_compile(condition, self._level) for condition in conditions]

    def values(self, facts: pl.DataFrame) -> NDArray[np.int8]:
        """Return what ``evaluate`` does."""
        out = np.empty((len(self._columns), facts.height), dtype=np.int8)
        frame = self._level.fill(facts, facts)
        told = frame.select(column.value.cast(pl.Int8).fill_null(FAULT).alias(str(n)) for n, column in enumerate(self._columns))
        for n, series in enumerate(told):
            out[n] = series.to_numpy()  # a constant condition is one row, and spreads
        if open_ones := [n for n, row in enumerate(out) if FAULT in row]:
            for n, series in zip(open_ones, frame.select(self._columns[n].unknown.alias(str(n)) for n in open_ones), strict=True):
                out[n][(out[n] == FAULT) & series.to_numpy()] = UNKNOWN
        return out


@dataclass(frozen=True, slots=True)
class Column:
    """A value in columns: null where it cannot be told or is at fault, and where it cannot be told."""

    value: pl.Expr
    unknown: pl.Expr  # never null, and true only where the value is null
    sure: bool = False  # the value is never null


KNOWN = pl.lit(value=False)


@dataclass(slots=True)
class _Level:
    """A frame of people (no parent), or of the elements that a macro goes through, one for each row of the frame above."""

    slot: int = -1  # of the macro's variable
    parent: _Level | None = None
    given: dict[str, pl.Expr] = field(default_factory=dict)  # columns taken from the frame above
    steps: list[_Step] = field(default_factory=list)
    made: dict[tuple[str, Typed], Column] = field(default_factory=dict)  # macros that are there already

    def path(self, slot: int, names: tuple[str, ...]) -> pl.Expr:
        """Return a fact or a field of a variable as it stands in this frame."""
        if slot != self.slot:
            assert self.parent is not None, "the checker saw that every variable has its macro"
            name = ".".join((str(slot), *names))
            self.given.setdefault(name, self.parent.path(slot, names))
            return pl.col(name)
        first, *fields = names if slot < 0 else (IT, *names)
        return reduce(lambda record, name: record.struct.field(name), fields, pl.col(first))

    def fill(self, frame: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
        """Return a frame with the columns of all macros in it."""
        through: dict[Typed, _Elements] = {}  # what several macros go through is written out once
        for step in self.steps:
            frame = frame.hstack(step.run(frame, facts, through))
        return frame


@dataclass(slots=True)
class _Step:
    """A macro: two columns, its value and whether that is unknown."""

    name: str
    macro: str  # also "size": how many the filter leaves
    through: Typed
    target: Column | None  # None: everyone of the list
    number: pl.Expr | None  # of the list, then
    level: _Level
    body: Column

    def run(self, frame: pl.DataFrame, facts: pl.DataFrame, through: dict[Typed, _Elements]) -> list[pl.Series]:
        """Return both columns for a frame."""
        if self.target is None:
            assert self.number is not None, "what goes through everyone of a list knows the list"
            lists, of, counts = np.unique(facts[LIST].to_numpy(), return_inverse=True, return_counts=True)
            people, whose = facts["traveller"], np.searchsorted(lists, frame.select(self.number.alias(LIST))[LIST].to_numpy())
            if not self.level.given:  # the same for everyone of the list: once a person, and the lists looked up
                return [found.gather(whose) for found in self._gather(pl.DataFrame({IT: people}), of, len(lists), frame, facts)]
            members, begins, lengths = np.argsort(of, kind="stable"), np.cumsum(counts) - counts, counts[whose]
            rows = np.repeat(np.arange(frame.height), lengths)
            within = np.arange(len(rows)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
            return self._gather(
                pl.DataFrame({IT: people.gather(members[np.repeat(begins[whose], lengths) + within])}), rows, frame.height, frame, facts
            )
        if self.through not in through:
            both = frame.with_columns(self.target.value.alias(IT), self.target.unknown.alias(ROW))  # a list written out spreads
            rows = np.repeat(np.arange(frame.height), both[IT].list.len().fill_null(0).to_numpy())
            it = pl.DataFrame({IT: both[IT].explode(empty_as_null=False, keep_nulls=False)})
            through[self.through] = _Elements(it, rows, both[IT].is_null().to_numpy(), both[ROW].to_numpy())
        elements = through[self.through]
        value, unknown = self._gather(elements.it, elements.rows, frame.height, frame, facts)
        if elements.absent.any():
            return [_emptied(value, elements.absent), pl.Series(unknown.name, unknown.to_numpy() | elements.unknown)]
        return [value, unknown]

    def _gather(
        self, elements: pl.DataFrame, rows: NDArray[np.int64], height: int, above: pl.DataFrame, facts: pl.DataFrame
    ) -> list[pl.Series]:
        """Evaluate the body for each element, and return both columns for the rows that the elements are of."""
        if self.level.given:
            elements = elements.hstack(above.select(expr.alias(name) for name, expr in self.level.given.items())[rows])
        told = self.level.fill(elements, facts)
        if self.macro == "map":
            found = told.with_columns(self.body.value.alias(VALUE), self.body.unknown.alias(UNTOLD))
            codes, untold = found[VALUE].is_null().to_numpy() * np.int8(NULL), found[UNTOLD].to_numpy()
        else:
            found = told.select(self.body.value.cast(pl.Int8).fill_null(NULL).alias(VALUE), self.body.unknown.alias(UNTOLD))
            codes, untold = (np.broadcast_to(found[name].to_numpy(), rows.shape) for name in (VALUE, UNTOLD))  # a constant spreads
        absent, unknown = _count(rows, codes == NULL, height) > 0, _count(rows, untold, height) > 0
        if self.macro in ("exists", "all"):
            decides = self.macro == "exists"
            decided = _count(rows, codes == decides, height) > 0
            absent, unknown = absent & ~decided, unknown & ~decided
            result = pl.Series(self.name, decided == decides)
        elif self.macro in ("size", "exists_one"):
            count = _count(rows, codes == TRUE, height)
            result = pl.Series(self.name, count == 1) if self.macro == "exists_one" else pl.Series(self.name, count, dtype=pl.Int64)
        else:
            held = pl.DataFrame({ROW: rows, IT: found[VALUE] if self.macro == "map" else told[IT]})
            grouped = held.filter(pl.Series((codes == TRUE) | (self.macro == "map"))).group_by(ROW, maintain_order=True).agg(IT)
            full = pl.DataFrame({ROW: np.arange(height)}).join(grouped, on=ROW, how="left", maintain_order="left")[IT]
            result = full.zip_with(full.is_not_null(), pl.Series([[]], dtype=full.dtype).new_from_index(0, height)).alias(self.name)
        return [_emptied(result, absent), pl.Series(f"{self.name}?", unknown)]


@dataclass(frozen=True, slots=True)
class _Elements:
    """The elements of a list of each row, one below the other."""

    it: pl.DataFrame
    rows: NDArray[np.int64]  # that each is of
    absent: NDArray[np.bool_]  # rows that have no list
    unknown: NDArray[np.bool_]  # since it cannot be told


def _emptied(value: pl.Series, rows: NDArray[np.bool_]) -> pl.Series:
    """Return a column that has no value in some rows."""
    if not rows.any():
        return value
    nothing = pl.Series(value.name, [None], dtype=value.dtype).new_from_index(0, len(value))
    return value.zip_with(pl.Series(~rows), nothing)


def _count(rows: NDArray[np.int64], which: NDArray[np.bool_], height: int) -> NDArray[np.int64]:
    """Return for each row how many of its elements are meant."""
    return np.bincount(rows[which], minlength=height) if which.any() else np.zeros(height, dtype=np.int64)


def _compile(typed: Typed, level: _Level) -> Column:  # noqa: C901  # one case a kind of node
    """Return a tree as expressions over the frame of a level; its macros become steps of the level."""
    if typed.constant:
        return _literal(typed)
    match typed.node:
        case Name() | Select():
            names = _names(typed)
            value = level.path(_slot(typed), names)
            return Column(value, value.is_null()) if typed.fact else Column(value, KNOWN, sure=True)
        case Has():
            (select,) = typed.parts
            return Column(level.path(_slot(select), _names(select)).is_not_null(), KNOWN, sure=True)
        case Macro(macro):
            return _step(typed, macro, level)
        case Call("size") if _is_filter(typed.parts[0]):
            return _step(typed.parts[0], "size", level)
        case Call("size") if _is_whole(typed.parts[0]):
            return _step(_everyone(typed.parts[0], level), "size", level)
    if any(_is_whole(part) for part in typed.parts):
        typed = replace(typed, parts=tuple(_everyone(part, level) if _is_whole(part) else part for part in typed.parts))
    parts = tuple(_compile(part, level) for part in typed.parts)
    sure, any_unknown = all(part.sure for part in parts), reduce(or_, (part.unknown for part in parts))
    match typed.node:
        case Binary("&&" | "||" as operator):
            value = (parts[0].value & parts[1].value) if operator == "&&" else (parts[0].value | parts[1].value)
            return Column(value, KNOWN if sure else any_unknown & value.is_null(), sure)
        case Unary("!"):
            return Column(~parts[0].value, parts[0].unknown, sure)
        case Choice():
            chosen, then, otherwise = parts
            value = pl.when(chosen.value).then(then.value).when(~chosen.value).then(otherwise.value)
            unknown = pl.when(chosen.value).then(then.unknown).when(~chosen.value).then(otherwise.unknown).otherwise(chosen.unknown)
            return Column(value, KNOWN if sure else unknown, sure)
    values = [part.value for part in parts]
    value, total = _operation(typed, values)
    if sure and total:
        return Column(value, KNOWN, sure=True)
    return Column(value, any_unknown)


def _literal(typed: Typed) -> Column:
    """Return what rests on literals and parameters alone."""
    value = compile_tree(typed)([])
    dtype = polars_type(typed.type)
    if value.__class__ in ABSENT or value is None:
        return Column(pl.lit(None, dtype=dtype), KNOWN)
    if isinstance(value, tuple):
        return Column(pl.lit(pl.Series([list(value)], dtype=dtype)).first(), KNOWN, sure=True)
    return Column(pl.lit(value, dtype=dtype), KNOWN, sure=True)


def _slot(typed: Typed) -> int:
    """Return the place of the variable that a path begins with; -1 for a fact."""
    while typed.parts:
        (typed,) = typed.parts
    return -1 if typed.fact else typed.index


def _names(typed: Typed) -> tuple[str, ...]:
    """Return the names of a path, without its variable."""
    match typed.node:
        case Select(_, name):
            return (*_names(typed.parts[0]), name)
        case Name(name):
            return (name,) if typed.fact else ()
    raise AssertionError("the checker lets fields be taken of facts and variables alone")


def _is_filter(typed: Typed) -> bool:
    return isinstance(typed.node, Macro) and typed.node.macro == "filter"


def _is_whole(typed: Typed) -> bool:
    return isinstance(typed.node, Name) and typed.fact is not None and typed.node.name == WHOLE


def _everyone(typed: Typed, level: _Level) -> Typed:
    """Return everyone of a list as a filter that everyone passes."""
    truth = Typed(Literal(value=True), BOOL)
    return Typed(Macro("filter", typed.node, "_", truth.node), typed.type, (typed, truth), index=level.slot + 1_000)


def _step(typed: Typed, macro: str, level: _Level) -> Column:
    """Make a macro a step of a level, or take the one that is there."""
    if (known := level.made.get((macro, typed))) is None:
        target, body = typed.parts
        below = _Level(typed.index, level)
        through = None if _is_whole(target) else _compile(target, level)  # may be a step of this level itself, and goes first
        step = _Step(
            name=f"macro {len(level.steps)}",
            macro=macro,
            through=target,
            target=through,
            number=level.path(-1, (LIST,)) if through is None else None,
            level=below,
            body=_compile(body, below),
        )
        level.steps.append(step)
        known = level.made[macro, typed] = Column(pl.col(step.name), pl.col(f"{step.name}?"))
    return known


def _operation(typed: Typed, values: list[pl.Expr]) -> tuple[pl.Expr, bool]:  # noqa: C901, PLR0912  # one case an operation
    """Return an operation that needs all its operands, null where one is null or it makes no sense; and whether it always makes sense."""
    types = [part.type for part in typed.parts]
    match typed.node:
        case ListOf():
            known = reduce(and_, (value.is_not_null() for value in values))
            return pl.when(known).then(pl.concat_list(values).cast(polars_type(typed.type))), True
        case Binary("in"):
            return _within(typed, values), True
        case Binary("<" | "<=" | ">" | ">=" | "==" | "!=" as operator):
            return _compare(operator, types, values), True
        case Binary("+" | "-" | "*" | "/" | "%" as operator):
            return _arithmetic(operator, types, values)
        case Unary("-"):
            if types == [INT]:
                return _whole(pl.lit(0, dtype=pl.Int128) - values[0].cast(pl.Int128)), False
            return -values[0], True
        case Call("size"):
            of = values[0].str.len_chars() if types[0] == STRING else values[0].list.len()
            return of.cast(pl.Int64), True
        case Call("startsWith"):
            return values[0].str.starts_with(values[1]), True
        case Call("endsWith"):
            return values[0].str.ends_with(values[1]), True
        case Call("contains"):
            return values[0].str.contains(values[1], literal=True), True
        case Call("matches"):
            assert typed.does is not None, "the checker compiled the pattern"
            return _each(typed.does, values, pl.Boolean()), True
        case Call(function) if function.startswith("get"):
            assert typed.does is not None, "the checker gives every function its meaning"
            return _each(typed.does, values, pl.Int64()), False
        case Call("days"):
            few = values[0].is_between(FIRST - LAST, LAST - FIRST)
            return (pl.when(few).then(values[0]) * DAY).cast(pl.Duration("us")), False
        case Call("distance"):
            return _each(kilometres, values, pl.Float64()), True
        case Call("double"):
            return values[0].cast(pl.Float64), True
        case Call("sum"):
            return _whole(values[0].list.eval(pl.element().cast(pl.Int128)).list.sum()), False
        case Call("min"):
            return values[0].list.min(), False
        case Call("max"):
            return values[0].list.max(), False
    raise AssertionError(f"{typed.node} has no columns")


def _each(does: Callable[..., Any], values: list[pl.Expr], dtype: pl.DataType) -> pl.Expr:
    """Return what a function of one person gives, asked once for each set of values that comes: to the bit the same, and null at fault."""

    def asked(given: pl.Series) -> pl.Series:
        rows = given.struct.unnest()
        known = rows.unique().drop_nulls()
        found = pl.Series(VALUE, [_told(does, row) for row in known.iter_rows()], dtype=dtype)
        return rows.join(known.with_columns(found), on=rows.columns, how="left", maintain_order="left")[VALUE]

    return pl.struct(value.alias(str(n)) for n, value in enumerate(values)).map_batches(asked, return_dtype=dtype)


def _told(does: Callable[..., Any], values: tuple[object, ...]) -> object:
    try:
        return does(*values)
    except (ArithmeticError, ValueError):
        return None


def _within(typed: Typed, values: list[pl.Expr]) -> pl.Expr:
    """``item in list``; what is no number is in no list."""
    item, items = typed.parts
    if isinstance(items.node, ListOf) and not items.constant:  # written out, and each known
        known = reduce(and_, (item.is_not_null() for item in values))
        return pl.when(values[1].is_not_null() & known).then(values[1].list.contains(values[0]) & _number(item.type, values[0]))
    if items.constant:
        held = compile_tree(items)([])
        if not isinstance(held, tuple):
            return pl.lit(None, dtype=pl.Boolean)
        found = values[0].is_in(pl.Series(held, dtype=polars_type(item.type)).implode())
        return pl.when(values[0].is_not_null()).then(found & _number(item.type, values[0]))
    both = values[0].is_not_null() & values[1].is_not_null()
    return pl.when(both).then(values[1].list.contains(values[0]) & _number(item.type, values[0]))


def _number(of: Type, value: pl.Expr) -> pl.Expr:
    return value.is_not_nan() if of == FLOAT else pl.lit(value=True)


def _compare(operator: str, types: list[Type], values: list[pl.Expr]) -> pl.Expr:
    """Compare; what is no number equals nothing and lies nowhere, and an integer and a float compare by value."""
    left, right = values
    if types == [FLOAT, INT]:
        mirrored = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
        return _compare(mirrored.get(operator, operator), [INT, FLOAT], [right, left])
    if types == [INT, FLOAT]:
        return _compare_mixed(operator, left, right)
    plain: pl.Expr = COMPARISONS[operator](left, right)
    if types != [FLOAT, FLOAT]:
        return plain
    both = left.is_not_nan() & right.is_not_nan()
    told = (plain | ~both) if operator == "!=" else (plain & both)
    return pl.when(left.is_not_null() & right.is_not_null()).then(told)  # what is unknown is not absorbed by what is no number


def _compare_mixed(operator: str, left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """Compare an integer with a float by what they are, not by what the integer is as a float."""
    below, above = right < -WORST, right >= WORST
    inside = pl.when(~below & ~above & right.is_not_nan()).then(right)
    whole = (inside.floor() == inside).fill_null(value=False)
    if operator in ("==", "!="):
        same = whole & (left == inside.cast(pl.Int64, strict=False)).fill_null(value=False)
        told = same if operator == "==" else ~same
    elif operator in ("<", ">="):
        less = above | (left < inside.ceil().cast(pl.Int64, strict=False)).fill_null(value=False)
        told = less if operator == "<" else ~less & right.is_not_nan()
    else:
        less = above | (left <= inside.floor().cast(pl.Int64, strict=False)).fill_null(value=False)
        told = less if operator == "<=" else ~less & right.is_not_nan()
    if operator in ("<", "<="):
        told &= right.is_not_nan()
    return pl.when(left.is_not_null() & right.is_not_null()).then(told)


def _arithmetic(operator: str, types: list[Type], values: list[pl.Expr]) -> tuple[pl.Expr, bool]:
    left, right = values
    if types == [INT, INT]:
        if operator in ("/", "%"):
            return _divide(operator, left, right), False
        return _whole(COMPARISONS[operator](left.cast(pl.Int128), right.cast(pl.Int128))), False
    if types in ([FLOAT, FLOAT], [STRING, STRING]):
        return COMPARISONS[operator](left, right), True
    if types == [DATE, DATE]:
        return ((left.cast(pl.Int32).cast(pl.Int64) - right.cast(pl.Int32).cast(pl.Int64)) * DAY).cast(pl.Duration("us")), True
    if types == [TIMESTAMP, TIMESTAMP]:
        return (left.cast(pl.Int64) - right.cast(pl.Int64)).cast(pl.Duration("us")), True
    if TIMESTAMP in types:
        moment = COMPARISONS[operator](left.cast(pl.Int64), right.cast(pl.Int64))
        return pl.when(moment.is_between(EARLIEST, LATEST)).then(moment).cast(SCALARS[TIMESTAMP]), False
    if DATE in types:
        day, by = (left, right) if types[0] == DATE else (right, left)
        span = by.cast(pl.Int64)
        days = span.floordiv(DAY) * (1 if operator == "+" else -1) + day.cast(pl.Int32).cast(pl.Int64)
        return pl.when((span % DAY == 0) & days.is_between(FIRST, LAST)).then(days).cast(pl.Int32).cast(pl.Date), False
    span = COMPARISONS[operator](left.cast(pl.Int64), right.cast(pl.Int64))
    return pl.when(span.is_between(-LONGEST, LONGEST)).then(span).cast(pl.Duration("us")), False


def _whole(number: pl.Expr) -> pl.Expr:
    """Return an integer of 64 bits; null beyond."""
    return number.cast(pl.Int64, strict=False)


def _divide(operator: str, left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """Divide integers towards zero, or take what remains; null by zero."""
    wide, by = left.cast(pl.Int128), pl.when(right != 0).then(right.cast(pl.Int128))
    quotient = wide.abs().floordiv(by.abs()) * wide.sign() * by.sign()
    return _whole(quotient if operator == "/" else wide - quotient * by)


COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "<": lt, "<=": le, ">": gt, ">=": ge, "==": eq, "!=": ne, "+": add, "-": sub, "*": mul, "/": truediv
}  # fmt: skip
