"""Tables of cases: may this person do this, here, now? Read as people write them; what cannot be understood is said, case by case."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from preclear.inspection.powers import Question
from preclear.inspection.powers_conditions import shown

COLUMNS = ("direction", "actor", "place", "phase", "subject", "action", "grounds", "facts")
LONGEST = 100_000  # characters of a case; whatever is longer is no case
MOST_LINES = 20  # that one case may take
NOTHING = frozenset({"", "none"})


class NotCases(ValueError):
    """What was given is no table of cases at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One case of a table."""

    case_id: str  # its own, else "line 7"
    line: int
    question: Question | None  # None: it cannot be understood
    wrong: tuple[str, ...]  # why, in plain English
    on: date | None = None  # the day that the case names
    expected: str = ""  # "permitted", "forbidden", or what the table has; "" where it says nothing
    section: str = ""


def read(content: bytes) -> Iterator[Asked]:
    """Give the cases of a table (CSV with a header; comma, semicolon or tab), in its order. Empty lines are none.

    Raises ``NotCases`` for what is no such table: no header with any of the columns, or nothing in it.
    """
    text = _decoded(content)
    head = text.lstrip("\r\n").partition("\n")[0]
    rows = _rows(list(io.StringIO(text, newline="")), max(",;\t", key=head.count))
    names = next(([name.strip().lower().replace(" ", "_") for name in row] for _, row in rows if any(map(str.strip, row))), None)
    if names is None:
        raise NotCases("there is nothing in it")
    if not set(COLUMNS) & set(names):
        raise NotCases(f"the first line must name the columns: case_id, {', '.join(COLUMNS)}")
    absent = [name for name in COLUMNS if name not in names]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    whole = (*(f"the column {name} is missing" for name in absent), *(f"the column {shown(name)} stands twice" for name in twice))
    for line, row in rows:
        if any(map(str.strip, row)):
            yield _case(dict(zip(names, map(str.strip, row), strict=False)), row, len(names), whole, line)


def _rows(lines: list[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Give each row with its line. A quotation mark that nobody closes soon is none: it takes no other case with it."""
    at = 0
    while at < len(lines):
        text, span = lines[at], 1
        while text.count('"') % 2 and span < MOST_LINES and at + span < len(lines):
            text += lines[at + span]
            span += 1
        if text.count('"') % 2:
            text, span = lines[at].replace('"', ""), 1
        if len(text) > LONGEST:
            yield at + 1, [text[:LONGEST], f"... {len(text)} characters"]  # too few values: said as that
        else:
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            yield from ((at + reader.line_num, row) for row in reader)
        at += span


def _case(said: Mapping[str, str], row: list[str], columns: int, whole: tuple[str, ...], line: int) -> Asked:
    wrong = list(whole)
    if len(row) < columns and any(name not in said for name in COLUMNS) and not whole:
        wrong.append(f"it has {len(row)} values, and there are {columns} columns")
    if len(row) > columns and any(map(str.strip, row[columns:])):
        wrong.append(f"it has {len(row)} values, and there are {columns} columns")
    facts = _facts(said.get("facts", ""), wrong)
    on = _day(said.get("on", ""), wrong)
    question = Question(
        **{name: said.get(name, "") for name in ("direction", "actor", "place", "phase", "subject", "action")},
        grounds=frozenset(part for each in said.get("grounds", "").split("|") if (part := each.strip()) not in NOTHING),
        facts=facts,
    )
    return Asked(
        case_id=said.get("case_id") or f"line {line}",
        line=line,
        question=None if wrong else question,
        wrong=tuple(wrong),
        on=on,
        expected=said.get("expected", "").lower(),
        section=said.get("section", ""),
    )


def _facts(text: str, wrong: list[str]) -> dict[str, str]:
    """Return facts written ``key=value;key=value``. A fact that is given twice must say the same."""
    facts: dict[str, str] = {}
    for part in text.split(";"):
        if part.strip().lower() in NOTHING:
            continue
        name, sign, value = (piece.strip() for piece in part.partition("="))
        if not (name and sign and value):
            wrong.append(f"the fact {shown(part.strip())} is not written name=value")
        elif facts.setdefault(name, value) != value:
            wrong.append(f"the fact {shown(name)} is given twice, and differs")
    return facts


def _day(text: str, wrong: list[str]) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        wrong.append(f"the day {shown(text)} is not written 2026-05-01")
        return None


def _decoded(content: bytes) -> str:
    """Return the text of a table: UTF-8, UTF-16 with its mark, else as Windows writes western languages."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
