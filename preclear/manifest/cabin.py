"""The cabin of a voyage, as far as the seats of its people tell it: the rows and letters that were declared, and no other.

No carrier declares a layout. Which letters are parted by an aisle is told by the customs of lettering (``resources/cabins.csv``), and only
where every custom that fits the letters says the same; else it is not known, and said so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

SEAT = re.compile(r"0{0,2}([1-9][0-9]{0,2})([A-HJ-L])")
OFTEN = 3  # seats for each letter, before a custom with just these letters goes before wider ones


class Seat(NamedTuple):
    """A seat of a cabin."""

    row: int
    letter: str

    def __str__(self) -> str:
        return f"{self.row}{self.letter}"


class Near(StrEnum):
    """How somebody sits to somebody else in the same row, with nobody known between them."""

    BESIDE = "beside"
    APART = "apart"  # no aisle between, but other seats
    AISLE = "aisle"  # across the aisle
    ROW = "row"  # in the same row; whether an aisle is between is not known


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The next person to one side."""

    seat: Seat
    near: Near


@dataclass(frozen=True, slots=True)
class Cabin:
    """What the seats of a voyage tell."""

    letters: str  # in order
    aisles: tuple[bool | None, ...]  # after each letter but the last: whether an aisle follows; None: not known
    rows: Mapping[int, frozenset[str]]  # the letters known of each row, rows in order

    def neighbours(self, seat: Seat) -> tuple[Neighbour, ...]:
        """Return who is next in the row, to the side of the earlier letters and to that of the later ones."""
        at = self.letters.index(seat.letter)
        found = []
        for side in (range(at - 1, -1, -1), range(at + 1, len(self.letters))):
            other = next((n for n in side if self.letters[n] in self.rows[seat.row]), None)
            if other is not None:
                between = self.aisles[min(at, other) : max(at, other)]
                found.append(Neighbour(Seat(seat.row, self.letters[other]), _near(between)))
        return tuple(found)


def _near(between: tuple[bool | None, ...]) -> Near:
    if any(between):
        return Near.AISLE
    if None in between:
        return Near.ROW
    return Near.BESIDE if len(between) == 1 else Near.APART


def seat(text: str | None) -> Seat | None:
    """Return the seat that a declared text means; None where it is no row and letter of a cabin.

    >>> str(seat(" 012a ")), seat("12I"), seat("COACH 3"), seat("0A")
    ('12A', None, None, None)
    """
    found = SEAT.fullmatch((text or "").strip().upper())
    return Seat(int(found[1]), found[2]) if found else None


def cabin(seats: Iterable[Seat]) -> Cabin:
    """Return the cabin that some seats tell.

    >>> found = cabin(Seat(row, letter) for row in (1, 2, 14) for letter in "ABCDEF")
    >>> found.letters, found.aisles, list(found.rows)
    ('ABCDEF', (False, False, True, False, False), [1, 2, 14])
    >>> cabin([Seat(1, "A"), Seat(1, "B"), Seat(1, "C")]).aisles  # ABC on one side, or A and BC on two: not known
    (None, None)
    """
    rows: defaultdict[int, set[str]] = defaultdict(set)
    for one in seats:
        rows[one.row].add(one.letter)
    letters = "".join(sorted(set().union(*rows.values())))
    often = sum(map(len, rows.values())) >= OFTEN * len(letters)
    return Cabin(letters, _aisles(letters, often=often), {row: frozenset(rows[row]) for row in sorted(rows)})


def _aisles(letters: str, *, often: bool) -> tuple[bool | None, ...]:
    """Where all customs that fit the letters have an aisle, or none has; of letters seen often, the custom that has just these."""
    fitting = [blocks for blocks in customs() if set(letters) <= set(blocks) - {" "}]
    own = [blocks for blocks in fitting if blocks.replace(" ", "") == letters]
    fitting = own if own and often else fitting
    said: list[bool | None] = []
    for left, right in pairwise(letters):
        found = {" " in blocks[blocks.index(left) : blocks.index(right)] for blocks in fitting}
        said.append(found.pop() if len(found) == 1 else None)
    return tuple(said)


@cache
def customs() -> tuple[str, ...]:
    """Return the customs of lettering: the letters of a row, with a blank for each aisle."""
    lines = (files("preclear") / "resources" / "cabins.csv").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in lines if not line.startswith("#"))[1:]
