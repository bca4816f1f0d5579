"""Whom is looked for, in the form that finding takes; how near dates of birth are; how alike names must be to be found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from preclear.matching import neighbours
from preclear.matching.alignment import runs
from preclear.matching.asked import LEVELS, Kept
from preclear.matching.building import DAYS, FIRST_YEAR, MINOR, WIDEST, YEARS
from preclear.matching.index import Index
from preclear.matching.kernel import KINDS, STEPS
from preclear.matching.names import ROLES, Declared
from preclear.matching.spelling import fold

SAME, UNKNOWN, CLOSE, NEAR, SLIP, FAR = range(KINDS)  # how near the dates of birth may be; CLOSE: a slip apart, and near
NEAR_YEARS, CLOSE_YEARS = 2, 3
BLOCK = 8  # rows that share a flag of being read, as a power of two


@dataclass(frozen=True)
class Least:
    """How alike names must be to be found, by how near the dates of birth are."""

    admit: NDArray[np.float64]  # before the limit on names of which one part agrees
    needed: NDArray[np.float64]  # after it: of each kind, by how much the name tells, in ``STEPS``; above 1.0 no hit is possible
    step: float

    def needed_at(self, kinds: NDArray[np.int64], told: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how alike names must be that tell so much."""
        at: NDArray[np.float64] = self.needed[kinds, np.minimum(told / self.step, STEPS - 1).astype(np.int64)]
        return at

    @cached_property
    def possible(self) -> frozenset[int]:
        """The kinds of which a hit is possible at all."""
        return frozenset(np.flatnonzero(self.needed[:, -1] <= 1.0).tolist())


@dataclass(frozen=True, slots=True)
class Sought:
    """A traveller's name, the weight of each part, what its parts tell, and the year of birth if it was declared."""

    name: Declared
    weights: tuple[float, ...]
    told: Kept  # the parts and runs of the name, as a list is known by which rarity is measured
    year: int | None
    day: int = 0  # as ``building.day_of`` gives it


class Found(NamedTuple):
    """Listed names that are alike enough: whose they may be, which row, how alike, and how much that tells."""

    travellers: NDArray[np.int32]
    rows: NDArray[np.int32]
    strengths: NDArray[np.float64]
    told: NDArray[np.float64]


def kinds(
    first: NDArray[np.int16], last: NDArray[np.int16], days: NDArray[np.int16], year: NDArray[np.int64], day: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Return how near listed dates of birth may be to those of travellers.

    A listed date leaves open the years from ``first`` to ``last``; year 0: not known. Days are as ``building.day_of`` gives them.
    """
    apart = np.maximum(np.maximum(first - year, year - last), 0)
    told = (days > 0) & (day > 0)
    within = (first >= FIRST_YEAR) & (last < FIRST_YEAR + YEARS)
    low, high = np.where(within, first - FIRST_YEAR, 0), np.where(within, last + 1 - FIRST_YEAR, 0)
    distinct, which = np.unique(year, return_inverse=True)
    table = np.array([_slips_before(each) for each in distinct.tolist()]).reshape(-1, YEARS + 1)
    year_slip = table[which, high] > table[which, low]
    same = (apart == 0) & (~told | (days == day))
    slip = np.where(
        told,
        np.where(apart == 0, _day_slips()[np.maximum(days, 0), np.maximum(day, 0)], year_slip & (days == day)),
        year_slip & (days >= 0) & (day >= 0),
    )
    return np.select(
        [(year == 0) | (first == 0), same, slip & (apart <= CLOSE_YEARS), slip, apart <= NEAR_YEARS],
        [UNKNOWN, SAME, CLOSE, SLIP, NEAR],
        FAR,
    )


def kinds_of(index: Index, rows: NDArray[Any], sought: Sequence[Sought], travellers: NDArray[Any]) -> NDArray[np.int64]:
    """Return how near the dates of birth of some rows may be, each to that of a traveller given by place."""
    arrays = index.arrays
    year, day = (np.array(column, np.int64)[travellers] for column in ([each.year or 0 for each in sought], [each.day for each in sought]))
    return kinds(arrays["row_first"][rows], arrays["row_last"][rows], arrays["row_day"][rows], year, day)


@lru_cache(1024)
def _slips_before(year: int) -> NDArray[np.int64]:
    """Of every year how many before it are one digit, or two neighbours swapped, away from a year."""
    slips = [OSA.distance(f"{year:04}", f"{other:04}") == 1 for other in range(FIRST_YEAR, FIRST_YEAR + YEARS)]
    return np.concatenate([[0], np.cumsum(slips)])


@cache
def _day_slips() -> NDArray[np.bool_]:
    """Of two days of a year whether month and day are swapped, or one digit is another, or swapped with its neighbour."""
    days = [(month, day) for month in range(1, 13) for day in range(1, 32)]
    texts = [f"{month:02}-{day:02}" for month, day in days]
    edits = process.cdist(texts, texts, scorer=OSA.distance, score_cutoff=1, dtype=np.uint8)
    found = np.zeros((DAYS, DAYS), bool)
    places = np.array([month * 32 + day for month, day in days])
    found[np.ix_(places, places)] = edits == 1
    swapped = [(month * 32 + day, day * 32 + month) for month, day in days if day <= 12]
    found[tuple(np.array(swapped).T)] = True
    return found


def columns_of(index: Index, sought: Sequence[Sought]) -> tuple[Kept, dict[str, NDArray[Any]]]:
    """The travellers as the kernel takes them, and what is known of the parts of their names."""
    read = [(each, _written_together(each.name)) for each in sought]
    kept, told = index.asked.of(texts_of(each.name for each in sought)), sought[0].told
    places = kept.places
    part_start, run_start, whole_start = [0], [0], [0]
    part_text: list[int] = []
    part_other: list[int] = []
    marks: list[int] = []
    weights: list[float] = []
    run_first: list[int] = []
    run_last: list[int] = []
    run_text: list[int] = []
    run_role: list[bool] = []
    told_text: list[int] = []
    told_other: list[int] = []
    told_run: list[int] = []
    whole: list[str] = []
    for each, together in read:
        for part in each.name.parts:
            part_text.append(places[part.text])
            part_other.append(places[part.other] if part.other else -1)
            told_text.append(told.places[part.text])
            told_other.append(told.places[part.other or part.text])
            marks.append(ROLES.index(part.role) + (MINOR if part.minor else 0))
        weights += each.weights
        part_start.append(len(part_text))
        for run, text, of_role in together:
            run_first.append(run.start)
            run_last.append(run.stop)
            run_text.append(places[text])
            told_run.append(told.places[text])
            run_role.append(of_role)
        run_start.append(len(run_first))
        whole += whole_names(each.name)
        whole_start.append(len(whole))
    letters, starts = neighbours.run_of(whole)
    surprise = told.arrays["surprise"][: told.used["surprise"]].reshape(-1, LEVELS)
    return kept, {
        "part_start": np.array(part_start, np.int32),
        "part_text": np.array(part_text, np.int32),
        "part_other": np.array(part_other, np.int32),
        "part_mark": np.array(marks, np.uint8),
        "part_weight": np.array(weights, np.float64),
        "part_surprise": np.minimum(surprise[told_text], surprise[told_other]),
        "run_start": np.array(run_start, np.int32),
        "run_first": np.array(run_first, np.int32),
        "run_last": np.array(run_last, np.int32),
        "run_text": np.array(run_text, np.int32),
        "run_role": np.array(run_role, np.uint8),
        "run_surprise": surprise[told_run],
        "cut": np.array([each.name.cut for each in sought], np.uint8),
        "year": np.array([each.year or 0 for each in sought], np.int16),
        "day": np.array([each.day for each in sought], np.int16),
        "whole_start": np.array(whole_start, np.int32),
        "whole_letters": letters,
        "whole_starts": starts,
    }


def texts_of(sought: Iterable[Declared]) -> Iterator[str]:
    """Yield what is looked up of each name: its parts, their other readings, and runs of parts written together."""
    for name in sought:
        yield from (part.text for part in name.parts)
        yield from filter(None, (part.other for part in name.parts))
        yield from (text for _, text, _ in _written_together(name))


@lru_cache(1 << 14)
def _written_together(name: Declared) -> tuple[tuple[range, str, bool], ...]:
    """The runs of parts of one role, what each reads, and whether it is all of the role."""
    count = {role: sum(part.role == role for part in name.parts) for role in ROLES}
    return tuple((run, text, len(run) == count[name.parts[run.start].role]) for run, text in runs(name.parts))


@lru_cache(1 << 14)
def whole_names(name: Declared) -> tuple[str, ...]:
    """Return the name run together and folded, in either order of family and given names."""
    untold, family, given = ("".join(part.text for part in name.parts if part.role == role) for role in ROLES)
    return tuple(dict.fromkeys((fold(untold + family + given), fold(untold + given + family))))


@lru_cache(1 << 14)
def years_read(year: int, day: int, possible: frozenset[int]) -> tuple[tuple[int, ...], ...]:
    """Return which years have to be read, by place: of dates that leave a few open; of one date, whatever the day; of a day as declared."""
    years = np.arange(FIRST_YEAR, FIRST_YEAR + YEARS, dtype=np.int16)
    wanted = np.zeros(YEARS, bool)
    ours, ours_day = np.full(YEARS, year), np.full(YEARS, day)
    any_day = np.zeros(YEARS, np.int16)
    for over in range(1, WIDEST + 1):
        wanted |= np.isin(kinds(years, years + np.int16(over), any_day, ours, ours_day), list(possible))
    apart = np.abs(years - year)
    whole = np.where(apart <= NEAR_YEARS, (NEAR in possible) | (apart == 0), FAR in possible)
    some = ~whole & (day >= 0) & np.isin(kinds(years, years, any_day, ours, ours_day), list(possible))
    return tuple(tuple(np.flatnonzero(each).tolist()) for each in (wanted, whole, some))
