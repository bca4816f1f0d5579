"""Which listed names are worth comparing with a traveller: found without looking at every entry.

1. A name is met when two parts of the traveller's lead to it (one, where the traveller has but one), or when the whole name run
   together differs by one letter. Only years are read in which a hit is possible.
2. An overestimate of how alike the names are lets few through.
3. Those are aligned; what is as alike as its year of birth asks (``Admit``) is found.

The kernel does all this in one go; ``_by_numpy`` does the same without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from preclear.matching import kernel, neighbours
from preclear.matching.alignment import APART, BEGINNING, CUT_LETTERS, OF_A_PARTICLE, RUN_STRENGTH, align, runs
from preclear.matching.asked import LEAST_LEVEL, LEVEL, LEVELS, SIMILAR, Kept
from preclear.matching.building import DAYS, FIRST_YEAR, MINOR, WIDEST, YEARS
from preclear.matching.index import MINOR_WEIGHT, Index
from preclear.matching.kernel import KINDS, LONGEST, STEPS
from preclear.matching.names import ROLES, Declared
from preclear.matching.spelling import INITIAL, after_edits, fold
from preclear.matching.weights import NameWeights

SAME, UNKNOWN, CLOSE, NEAR, SLIP, FAR = range(KINDS)  # how near the dates of birth may be; CLOSE: a slip apart, and near
NEAR_YEARS, CLOSE_YEARS = 2, 3
_BLOCK = 8  # rows that share a flag of being read, as a power of two
_ROOM = 1 << 14
_NEARLY = 1e-5  # what sums of single precision may lose


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


def find(index: Index, sought: Sequence[Sought], policy: NameWeights, least: Least) -> Found:
    """Return the rows worth comparing with each traveller, by traveller and then by row."""
    if not sought or not index.rows:
        return Found(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0), np.empty(0))
    found = _by_kernel(index, sought, policy, least) if kernel.library() else _by_numpy(index, sought, policy, least)
    order = np.lexsort((found.rows, found.travellers))
    return Found(found.travellers[order], found.rows[order], found.strengths[order], found.told[order])


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


# With the kernel ----------------------------------------------------------------------------------------------------------------------


def _by_kernel(index: Index, sought: Sequence[Sought], policy: NameWeights, least: Least) -> Found:
    kept, columns = _columns(index, sought)
    asked = kernel.Sought.of(columns, travellers=len(sought))
    told_policy = kernel.Policy.of(
        policy,
        admit=least.admit.tolist(),
        needed=least.needed,
        step=least.step,
        similar=SIMILAR,
        beginning=BEGINNING,
        run=RUN_STRENGTH,
        cut_letters=CUT_LETTERS,
        most_apart=APART,
    )
    listed, texts = index.asked.listed, kept.texts
    pieces: list[Found] = []
    first, room = 0, _ROOM
    while first < len(sought):
        out: dict[str, NDArray[Any]] = {
            "traveller": np.empty(room, np.int32),
            "row": np.empty(room, np.int32),
            "strength": np.empty(room, np.float64),
            "told": np.empty(room, np.float64),
        }
        target, written = kernel.Found.of(out, room=room), np.zeros(1, np.int64)
        upto = kernel.library().preclear_find(
            kernel.address(listed), kernel.address(texts), kernel.address(asked), kernel.address(told_policy),
            MINOR_WEIGHT, index.longest, first, kernel.address(target), written.ctypes.data,
        )  # fmt: skip
        pieces.append(Found(*(column[: int(written[0])] for column in out.values())))
        if upto == first:
            room *= 8
        first = upto
    return Found(*(np.concatenate(column) for column in zip(*pieces, strict=True)))


def _columns(index: Index, sought: Sequence[Sought]) -> tuple[Kept, dict[str, NDArray[Any]]]:
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


# Without the kernel -------------------------------------------------------------------------------------------------------------------


class _Parts(NamedTuple):
    """Parts of listed names, or runs of them, one after the other, as far as the overestimate looks at them."""

    owner: NDArray[np.int64]  # which of the rows
    lengths: NDArray[np.int64]
    masks: NDArray[np.uint32]
    folded_masks: NDArray[np.uint32]
    skeletons: NDArray[np.uint64]
    initials: NDArray[np.uint8]

    def of_like_letters(self, text: str) -> NDArray[np.bool_]:
        """Whether each may be two edits from a text: they change four letters at the most."""
        return (_bits(self.masks ^ _mask(text)) <= _MASK_APART) | (_bits(self.folded_masks ^ _mask(fold(text))) <= _MASK_APART)

    def together(self, text: str, kept: Kept, *, cut: bool) -> NDArray[np.bool_]:
        """Whether each may be what a text is written together, or several words are that a text is."""
        skeleton = kept.arrays["skeleton"][kept.places[text]]
        close: NDArray[np.bool_] = self.of_like_letters(text) | ((self.skeletons == skeleton) & bool(skeleton))
        close &= np.abs(self.lengths - len(text)) <= APART
        if cut:
            close |= self.initials == ord(text[0])
        return close


def _by_numpy(index: Index, sought: Sequence[Sought], policy: NameWeights, least: Least) -> Found:
    kept, _ = _columns(index, sought)
    board = np.zeros(index.rows, np.uint32)
    by_halves = _by_halves(index, [each.name for each in sought])
    found: list[tuple[int, int, float, float]] = []
    for place, each in enumerate(sought):
        met = _met(index, each, kept, least, board)
        near = kinds_of(index, met, sought, np.full(len(met), place))
        possible = np.isin(near, list(least.possible))
        met, near = met[possible], near[possible]
        likely = met[_may_reach(index, each, kept, met, near, needed=least, policy=policy)] if len(met) else met
        rows = sorted({*likely.tolist(), *by_halves[place]})
        if rows:
            of = np.array(rows, np.int64)
            near = kinds_of(index, of, sought, np.full(len(of), place))
            for row, kind in zip(rows, near.tolist(), strict=True):
                if kind in least.possible:
                    alignment = align(each.name, each.weights, each.told.surprise, index.row(row), policy)
                    needed = least.needed_at(np.array([kind]), np.array([alignment.told]))[0]
                    if alignment.alike >= least.admit[kind] and alignment.strength >= needed:
                        found.append((place, row, alignment.strength, alignment.told))
    travellers, rows_found, strengths, told = zip(*found, strict=True) if found else ((), (), (), ())
    return Found(
        np.array(travellers, np.int32), np.array(rows_found, np.int32), np.array(strengths, np.float64), np.array(told, np.float64)
    )


def _readings(each: Sought) -> list[list[str]]:
    """What to look up: the readings of each part, then the parts of a role together."""
    parts = [[text for text in (part.text, part.other) if text] for part in each.name.parts if not part.minor]
    return parts + [[text] for _, text, of_role in _written_together(each.name) if of_role]


def _met(index: Index, each: Sought, kept: Kept, least: Least, board: NDArray[np.uint32]) -> NDArray[np.int64]:
    """The rows that enough parts lead to, among those that have to be read."""
    needed = min(2, sum(not part.minor for part in each.name.parts))
    if not needed:
        return np.empty(0, np.int64)
    read = _read(index, each, least)
    starts = index.arrays["posting_starts"]
    reached = []
    for readings in _readings(each):
        foldings = np.concatenate([kept.similar(kept.places[text]).foldings for text in readings])
        _, slots = neighbours.ranges(starts[foldings], starts[foldings + 1])
        rows = index.arrays["posting_rows"][slots]
        reached.append(rows if read is None else rows[read[rows >> _BLOCK]])
    for bit, rows in enumerate(reached):
        board[rows] |= np.uint32(1 << min(bit, 31))
    every = np.concatenate(reached)
    seen = board[every]
    enough = every[(seen & (seen - np.uint32(1))) != 0] if needed > 1 else every
    board[every] = 0
    return np.unique(enough).astype(np.int64)


def _read(index: Index, each: Sought, least: Least) -> NDArray[np.bool_] | None:
    """Of every block of rows whether it holds one with whose date a hit is possible; None: all do."""
    if each.year is None:
        return None
    read = np.zeros((index.rows >> _BLOCK) + 2, bool)
    for first, last in _ranges(index, each.year, each.day, least):
        read[first >> _BLOCK : ((last - 1) >> _BLOCK) + 1] = True
    return read


def _ranges(index: Index, year: int, day: int, least: Least) -> list[tuple[int, int]]:
    """The ranges of rows that a date of birth makes it necessary to read, in order."""
    spans, singles, days = index.arrays["span_rows"], index.arrays["year_rows"], index.arrays["row_day"]
    over, whole, some = _years_read(year, day, least.possible)
    found = [(0, int(spans[0]) if UNKNOWN in least.possible else 0)]
    found += [(int(spans[place]), int(spans[place + 1])) for place in over]
    found += [(int(singles[place]), int(singles[place + 1])) for place in whole]
    for place in some:
        first, last = int(singles[place]), int(singles[place + 1])
        if first < last:
            of_year = days[first:last]
            ends = (
                np.searchsorted(of_year, [0, 1, day, day + 1]).tolist() if day else [*np.searchsorted(of_year, [0]).tolist(), last - first]
            )
            found += [(first + low, first + high) for low, high in zip(ends[::2], ends[1::2], strict=True)]
    return [(first, last) for first, last in found if first < last]


@lru_cache(1 << 14)
def _years_read(year: int, day: int, possible: frozenset[int]) -> tuple[tuple[int, ...], ...]:
    """Which years have to be read, by place: of dates that leave a few open; of one date, whatever the day; only of a day as declared."""
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


def _may_reach(
    index: Index, each: Sought, kept: Kept, rows: NDArray[np.int64], near: NDArray[np.int64], *, needed: Least, policy: NameWeights
) -> NDArray[np.bool_]:
    """Whether each alignment may be as alike as asked. For every part of both names the best that it can be paired at counts.

    Never too low: what it lets fall would have fallen.
    """
    arrays = index.arrays
    first, last = arrays["row_starts"][rows].astype(np.int64), arrays["row_starts"][rows + 1].astype(np.int64)
    owner, slots = neighbours.ranges(first, last)
    spellings, marks = arrays["row_spellings"][slots], arrays["row_marks"][slots]
    foldings = arrays["spelling_folding"][spellings]
    begin = arrays["spellings.starts"][spellings]
    parts = _Parts(
        owner,
        arrays["spellings.starts"][spellings + 1] - begin,
        arrays["spelling_mask"][spellings],
        arrays["folding_mask"][foldings],
        arrays["folding_skeleton"][foldings],
        arrays["spellings.letters"][begin],
    )
    starts = np.cumsum(last - first) - (last - first)
    theirs = np.zeros(len(slots))
    ours = np.zeros((len(each.name.parts), len(rows)))
    for i, part in enumerate(each.name.parts):
        may = np.zeros(len(slots))
        close = np.zeros(len(slots), bool)
        for text in filter(None, (part.text, part.other)):
            close |= parts.of_like_letters(text)
            similar = kept.similar(kept.places[text])
            if not part.minor and len(similar.foldings):
                order = np.argsort(similar.foldings)
                place = np.minimum(np.searchsorted(similar.foldings, foldings, sorter=order), len(order) - 1)
                hit = similar.foldings[order[place]] == foldings
                may = np.maximum(may, np.where(hit, similar.strengths[order[place]], 0))
        if part.minor:
            may[close] = 1.0
        else:
            well_known = (parts.lengths <= _WELL_KNOWN) & (len(part.text) <= _WELL_KNOWN)
            may = np.where((may <= 0) & close, np.where(well_known, after_edits(2, LONGEST), after_edits(1, LONGEST)), may)
            may = np.where((may < INITIAL) & ((parts.lengths == 1) | (len(part.text) == 1)), INITIAL, may)
        if each.name.cut:
            may = np.where(parts.initials == ord(part.text[0]), np.maximum(may, policy.cut), may)
        ours[i] = np.maximum.reduceat(may, starts)
        theirs = np.maximum(theirs, may)
    together = np.zeros(len(rows), bool)
    for _, text, _ in _written_together(each.name):
        together[owner[parts.together(text, kept, cut=each.name.cut)]] = True
    for runs_of in _runs_of(index, rows, parts, marks, starts):
        for text in (text for part in each.name.parts for text in (part.text, part.other) if text):
            together[runs_of.owner[runs_of.together(text, kept, cut=each.name.cut)]] = True
    weights = np.array(each.weights)
    their_weights = np.where(marks >= MINOR, MINOR_WEIGHT, arrays["spelling_weight"][spellings].astype(np.float64))
    told = np.full(len(rows), _NEARLY)
    for i, part in enumerate(each.name.parts):
        levels = np.clip(((ours[i] - LEAST_LEVEL) / LEVEL + _NEARLY).astype(np.int64), 0, LEVELS - 1)
        told += ours[i] * (OF_A_PARTICLE if part.minor else each.told.surprises(part.text)[levels])
    told[together] = np.inf
    asked = needed.needed_at(near, told)
    least = np.maximum(asked, needed.admit[near])
    gain = weights @ np.maximum(ours - least, 0) + np.add.reduceat(np.maximum(theirs - least[owner], 0) * their_weights, starts)
    left = weights @ (ours <= 0)
    over = np.add.reduceat(np.where(theirs <= 0, their_weights, 0), starts)
    against = policy.conflict * np.minimum(left, over) + policy.missing * np.abs(left - over)
    reach: NDArray[np.bool_] = ((gain / 2 - least * against >= -_NEARLY) | together) & (asked <= 1.0)
    return reach


def _runs_of(index: Index, rows: NDArray[np.int64], parts: _Parts, marks: NDArray[np.uint8], starts: NDArray[np.int64]) -> Iterator[_Parts]:
    """The runs of two parts of some rows, then of three, and so on."""
    roles, total = marks % MINOR, len(marks)
    ends = np.append((np.diff(parts.owner) != 0) | (np.diff(roles) != 0), True)
    extent = np.flatnonzero(ends)[np.cumsum(ends) - ends] - np.arange(total) + 1  # parts from here on that are of one role
    before = np.cumsum(extent - 1) - (extent - 1)
    numbers = index.arrays["run_starts"][rows].astype(np.int64)[parts.owner] + before - before[starts][parts.owner]
    at, masks, lengths = np.arange(total), parts.masks, parts.lengths
    for count in range(2, int(extent.max(initial=0)) + 1):
        kept = extent[at] >= count
        at, masks, lengths = at[kept], masks[kept], lengths[kept]
        masks, lengths = masks | parts.masks[at + count - 1], lengths + parts.lengths[at + count - 1]
        foldings = index.arrays["run_foldings"][numbers[at] + count - 2]
        yield _Parts(
            parts.owner[at],
            lengths,
            masks,
            index.arrays["folding_mask"][foldings],
            index.arrays["folding_skeleton"][foldings],
            parts.initials[at],
        )


_MASK_APART, _WELL_KNOWN = 4, 14  # letters that two edits change; up to this length two edits are looked up


def _bits(masks: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """How many bits are set in each."""
    table = _bits_of_bytes()
    bits: NDArray[np.uint8] = table[masks & 255] + table[masks >> 8 & 255] + table[masks >> 16 & 255] + table[masks >> 24]
    return bits


@lru_cache(1)
def _bits_of_bytes() -> NDArray[np.uint8]:
    return np.array([number.bit_count() for number in range(256)], np.uint8)


@lru_cache(1 << 16)
def _mask(text: str) -> np.uint32:
    mask = 0
    for letter in text:
        mask |= 1 << (ord(letter) & 31)
    return np.uint32(mask)


def _by_halves(index: Index, sought: Sequence[Declared]) -> list[list[int]]:
    """The rows whose whole name run together is the same or one slip away, in either order of family and given names."""
    flat = [(place, text) for place, name in enumerate(sought) for text in whole_names(name)]
    keys, owners = neighbours.half_keys([text for _, text in flat], (-1, 0, 1))
    asked, hits = neighbours.spread(index.arrays["half_keys"], keys)
    if not len(asked):
        return [[] for _ in sought]
    pairs = np.unique(owners[asked].astype(np.int64) << 32 | index.arrays["half_rows"][hits])
    of, rows = pairs >> 32, pairs & 0xFFFFFFFF
    lengths = index.arrays["whole.starts"][rows + 1] - index.arrays["whole.starts"][rows]
    near = np.abs(lengths - np.array([len(text) for _, text in flat])[of]) <= 1
    found: list[list[int]] = [[] for _ in sought]
    for owner, row in zip(of[near].tolist(), rows[near].tolist(), strict=True):
        place, text = flat[owner]
        if OSA.distance(text, index.whole[row].decode(), score_cutoff=1) <= 1:
            found[place].append(row)
    return found
