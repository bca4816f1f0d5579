"""A table as text: CSV (RFC 4180, read broadly) with any separator in use -> rows of cells, each with the bytes it stands in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from preclear.manifest import Span
from preclear.messages.form import clean
from preclear.messages.form_text import Text

SEPARATORS = (";", "\t", ",", "|")
MOST_CELLS = 256  # of a row
LONGEST_QUOTED = 4_000  # characters between quotation marks: no mark that was forgotten swallows more
LOOKED_AT = 64  # rows in which the headings are looked for


class Cell(NamedTuple):
    """What stands in one cell."""

    text: str  # on one line, without blanks around it
    span: Span | None = None  # None: what was received is packed, as a workbook is
    flaw: str = ""  # a fault code


EMPTY = Cell("")  # one for all: a row may be of nothing but separators
HELD, TIMES = 40_000_000, 20  # bytes of rows for which any table has room, and times its length that it has besides
ROW, CELL = 500, 320  # bytes that a row is, and a cell of it that says something


class Row(NamedTuple):
    """One row; ``number`` as a spreadsheet shows it."""

    number: int
    cells: Sequence[Cell]
    span: Span | None = None
    flaw: str = ""


class Table(NamedTuple):
    """The rows of one table, in order."""

    rows: Sequence[Row]
    name: str = ""  # of the sheet
    flaws: tuple[str, ...] = ()


def letters(number: int) -> str:
    """Return the letters of a column, from 1.

    >>> letters(1), letters(28)
    ('A', 'AB')
    """
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def read(text: Text, recognised: Callable[[Sequence[str]], int], *, most: int) -> Table:
    """Return the rows of a table, ``most`` of them, as far as there is room. With its separator most headings are recognised."""
    separator = _declared(text) or max(SEPARATORS, key=lambda separator: _headings(text, separator, recognised))
    rows, flaws = list[Row](), list[str]()
    room = HELD + TIMES * len(text.characters)
    for row in split(text, separator):
        room -= ROW + CELL * (len(row.cells) - row.cells.count(EMPTY))
        if len(rows) == most or room < 0:
            flaws.append("FORM-LARGE")
            break
        rows.append(row)
    return Table(rows, "", tuple(flaws))


def _headings(text: Text, separator: str, recognised: Callable[[Sequence[str]], int]) -> int:
    """How many headings are recognised in the first row that has any, or in the one below it."""
    most = 0
    for row in islice(split(text, separator), LOOKED_AT) if separator in text.characters else ():
        count = recognised([cell.text for cell in row.cells])
        if most:
            return max(most, count)
        most = count
    return most


def _declared(text: Text) -> str | None:
    """The separator that a first line ``sep=;`` names, as Excel writes it."""
    found = re.match(r"\"?sep=([;,|\t])\"?[\r\n]", text.characters)
    return found[1] if found else None


def split(text: Text, separator: str) -> Iterator[Row]:
    """Yield the rows of a text. Quotation marks hold separators and line ends together; one that does not fit is any character."""
    mark = re.escape(separator)
    quoted_ = rf'"((?:[^"]|""){{0,{LONGEST_QUOTED}}}+)"[ ]*+(?=[{mark}\r\n]|\Z)'
    cell = re.compile(rf"[ ]*+(?:{quoted_}|([^{mark}\r\n]*+))({mark}|\r\n|[\r\n]|\Z)")
    characters, at, number = text.characters, 0, 1
    while at < len(characters):
        begin, cells, flaw, lines = at, list[Cell](), "", 0
        while True:
            found = cell.match(characters, at)
            if found is None:  # cannot be: the second form takes anything
                return
            quoted = found[1] is not None
            first, last = found.span(1 if quoted else 2)
            said = text.said(first, last)
            if quoted:
                lines += found[1].count("\n") or found[1].count("\r")
                said = said.replace('""', '"')
            elif '"' in said:
                flaw = "FORM-QUOTE-OPEN"
                said = said.strip('"') if said.count('"') == 1 else said
            if "\ufffd" in said:
                flaw, said = flaw or "FORM-BYTES", said.replace("\ufffd", " ")
            if len(cells) < MOST_CELLS:
                cells.append(Cell(clean(said), text.span(first, last)) if first < last else EMPTY)
            elif said.strip():
                flaw = "FORM-LARGE"
            at = found.end()
            if found[3] != separator:
                break
        yield Row(number, cells, text.span(begin, at), flaw)
        number += 1 + lines
