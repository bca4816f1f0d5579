"""What of a year's figures is made known: nobody is told apart in them, and no number that is left out can be had by subtraction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

MEASURES = (
    "travellers", "hits", "referred", "matches", "no_matches", "refusals", "refusals_overturned", "not_screened", "incomplete", "messages",
    "messages_unreadable",
)  # fmt: skip
GROUPINGS = ("all", "mode", "role", "sex", "age", "nationality")
LEAST = 10  # people of a group; of fewer it is said that they are fewer


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people (or messages) a measure counts in one group."""

    measure: str
    by: str  # the grouping
    group: str
    count: int | None  # None: not made known

    @property
    def shown(self) -> str:
        """The number as it stands in a table of text; nothing where it is not made known."""
        return "" if self.count is None else str(self.count)


def suppressed(cells: Iterable[Cell], least: int = LEAST) -> tuple[Cell, ...]:
    """Return figures without small numbers, in the order of ``MEASURES`` and ``GROUPINGS``.

    A number from 1 to ``least`` - 1 is left out. Where the sum over a grouping is known, at least two of its groups are left out, of
    together no less than ``least``: else what is left out could be had from the sum. Messages are no people, and are all shown.
    """
    groups: defaultdict[tuple[str, str], list[Cell]] = defaultdict(list)
    for cell in cells:
        groups[cell.measure, cell.by].append(cell)
    told = [cell for (measure, by), of in sorted(groups.items(), key=lambda one: _place(*one[0])) for cell in _one(measure, by, of, least)]
    return tuple(told)


def _one(measure: str, by: str, cells: Sequence[Cell], least: int) -> list[Cell]:
    if measure.startswith("messages"):
        return sorted(cells, key=lambda one: one.group)
    rising = sorted(cells, key=lambda one: one.count or 0)
    counts = [one.count or 0 for one in rising]
    hidden = sum(count < least for count in counts)
    if hidden and by != "all":
        while hidden < len(rising) and (hidden < 2 or sum(counts[:hidden]) < least):
            hidden += 1
    kept = {one.group for one in rising[hidden:]}
    return [
        Cell(one.measure, one.by, one.group, one.count if one.group in kept else None) for one in sorted(cells, key=lambda one: one.group)
    ]


def _place(measure: str, by: str) -> tuple[int, int]:
    return MEASURES.index(measure), GROUPINGS.index(by)
