"""Every function, operator and type of the language: from the tables that the checker reads, for the page of reference and the editor."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from preclear.rules.cel.check import VARIABLES
from preclear.rules.cel.operations import (
    COMPARABLE,
    FUNCTIONS,
    LEAST_AND_MOST,
    LONGEST_PATTERN,
    METHODS,
    OPERATORS,
    ORDERED,
    WRITTEN_OUT,
)
from preclear.rules.cel.syntax import DEEPEST, LEVELS, LONGEST, MACROS

GIVES = {"exists": "bool", "all": "bool", "exists_one": "bool", "filter": "the same list", "map": "list of what it gives"}


class Function(NamedTuple):
    """One way to write a function or macro."""

    name: str
    written: str  # "text.startsWith(text)", in types
    gives: str
    cel: bool  # False: ours
    en: str
    fr: str


@cache
def words() -> Mapping[str, Mapping[str, Any]]:
    """Return what each function does, by its name."""
    return tomllib.loads((files("preclear") / "resources" / "functions.toml").read_text(encoding="utf-8"))


@cache
def functions() -> tuple[Function, ...]:
    """Return every function and macro, in each way that it may be written."""
    return tuple(Function(name, written, gives, **words()[name]) for name, written, gives in sorted(_written()))


def _written() -> Iterator[tuple[str, str, str]]:
    for name, operations in FUNCTIONS.items():
        for operation in operations:
            yield name, f"{name}({', '.join(map(str, operation.operands))})", str(operation.gives)
    for name, operations in METHODS.items():
        for operation in operations:
            of, *given = map(str, operation.operands)
            yield name, f"{of}.{name}({', '.join(given)})", str(operation.gives)
    for name in LEAST_AND_MOST:
        for element in COMPARABLE:
            yield name, f"{name}(list of {element})", str(element)
    yield "distance", "distance(place, place)", "float"
    yield "has", "has(record.field)", "bool"
    for of_size in ("string", "list"):
        yield "size", f"size({of_size})", "int"
        yield "size", f"{of_size}.size()", "int"
    for macro in MACROS:
        yield macro, f"list.{macro}(name, {'value' if macro == 'map' else 'bool'})", GIVES[macro]


def reference() -> str:
    """Return the page of the language."""
    of_functions = [f"| `{one.written}` | {one.gives} | {'CEL' if one.cel else 'ours'} | {one.en} |" for one in functions()]
    of_operators = [
        f"| `{' '.join((f'{each.operands[0]}', sign, f'{each.operands[1]}')) if len(each.operands) == 2 else f'{sign}{each.operands[0]}'}` "
        f"| {each.gives} |"
        for sign, operations in OPERATORS.items()
        for each in operations
    ]
    levels = "; ".join(" ".join(f"`{sign}`" for sign in level) for level in LEVELS).replace("|", "\\|")
    return "\n".join((
        "# The language of conditions",
        "",
        ("A subset of CEL, the Common Expression Language, with its grammar and meaning; what is not here is not in it. Made from the "
        "tables of `preclear/rules/cel/` and `preclear/resources/functions.toml`, which the checker and the editor read too; "
        "[rules](../rules.md) says how it is used, and [facts](facts.md) what a condition may read."),
        "",
        "## Types",
        "",
        "| type | what it is |",
        "| --- | --- |",
        "| bool | `true` or `false` |",
        "| int | an integer of 64 bits; beyond is an error |",
        "| float | a number of IEEE 754, 64 bits; what is no number equals nothing, itself neither |",
        '| string | a text: `"..."` or `\'...\'`, with `\\\\ \\" \\\' \\n \\t \\r \\u00e9` |',
        "| date | a day without a clock (ours), of the years 1 to 9999; it moves by whole days |",
        "| timestamp | an instant, to microseconds, of the years 1 to 9999; a clock shows it only in a zone |",
        "| duration | a length of time, to microseconds, of 10,000 years at the most |",
        "| list of ... | values of one type, or records of facts; lists are not compared, and hold no lists |",
        "| a record | facts under their names, such as `document`; no record is compared, or chosen by `? :` |",
        "",
        "## Operators",
        "",
        f"From the weakest: `? :`; {levels}; `!` and `-` before a value; `.`. Those of one strength go from the left.",
        "",
        ("`==` and `!=` compare values of one type, and an int with a float by value. "
        f"`<` `<=` `>` `>=` compare {', '.join(map(str, ORDERED))}. `in` asks whether a list holds a value."),
        "",
        "| written | gives |",
        "| --- | --- |",
        *of_operators,
        "",
        "## Functions and macros",
        "",
        "| written | gives | whose | what it does |",
        "| --- | --- | --- | --- |",
        *of_functions,
        "",
        (
            f"{', '.join(f'`{name}`' for name in WRITTEN_OUT)} and the pattern of `matches` take a text that is written out, or a "
            "parameter: they are read once, and what makes no sense is refused before anybody comes. "
            f"A pattern has {LONGEST_PATTERN} characters at the most. A zone is a name of the IANA database or an offset, `-05:00`; "
            "one that there is not is an error, and `voyage.origin.zone` is one."
        ),
        "",
        f"A condition has {LONGEST} words, {DEEPEST} levels of brackets and {VARIABLES} macros within each other at the most.",
        "",
        "## The third value",
        "",
        "A condition is true, false, unknown with the names of what it needs, or at fault with the place of the fault.",
        "",
        "| what | where a part is unknown or at fault |",
        "| --- | --- |",
        "| a fact that was not declared; a field of a record that was not | unknown, and its name is what is needed |",
        "| a fact that rests on a place of which there is no record | unknown, and the name says of which place |",
        "| `a && b` | false if either is false, whatever the other; else unknown or at fault |",
        "| `a \\|\\| b` | true if either is true, whatever the other; else unknown or at fault |",
        "| `!a`, operators, comparisons, `in`, functions | unknown or at fault, as the part is |",
        "| `a ? b : c` | as `a` is; only the chosen side is read |",
        "| `list.exists(x, ...)` | true if it is true of one element; else as the others are |",
        "| `list.all(x, ...)` | false if it is false of one element; else as the others are |",
        "| `exists_one`, `filter`, `map` | as any element is |",
        "| `has(a.b)` | false where `a` or `b` was not declared; never unknown for that |",
        "| both unknown and at fault | unknown, with all names: what is needed is asked for first |",
        "",
    ))  # fmt: skip
