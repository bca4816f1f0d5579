"""Finding names without the kernel: numpy over all travellers of a manifest at once. What comes out is what the kernel finds.

1. The postings of what is similar to each part are read, in the years in which a hit is possible; rows that two parts lead to are kept.
2. For every part of both names the best that it can be paired at bounds how alike the names can be.
3. So do, of those that are left, the exact likenesses of their parts.
4. Those that are left are aligned.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from preclear.matching import neighbours, sought
from preclear.matching.alignment import APART, BEGINNING, CUT_LETTERS, OF_A_PARTICLE, RUN_STRENGTH, align
from preclear.matching.asked import LEAST_LEVEL, LEVEL, LEVELS, NOTHING_COMPARED, Kept, texts_at
from preclear.matching.building import MINOR
from preclear.matching.index import MINOR_WEIGHT, Index
from preclear.matching.kernel import LONGEST
from preclear.matching.names import CUT
from preclear.matching.sought import BLOCK, Found, Least, Sought
from preclear.matching.spelling import CONSONANTS, INITIAL, SKELETON, SKELETON_OTHER_VOWELS, SPELLING_COST, after_edits, fold
from preclear.matching.storage import Strings
from preclear.matching.weights import NameWeights

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_AT_ONCE = 32  # travellers whose postings are read together
_LONG = 256  # postings; longer ones are searched for the rows of a year, shorter ones read whole
_WELL_KNOWN = 14  # letters; up to so many two edits are looked up, beyond one
_OF_ONE_EDIT = 2  # letters that differ at the most
_SHORT = 5  # letters of whole names that are too few to be found by their halves
_MOST_COMPARED = 1 << 20  # pairs of a text and a spelling of which is kept how alike they are
_MOST_WHOLE, _MOST_DATES = 1 << 15, 1 << 13  # whole names, and dates of birth, of which is kept where they lead
_NEARLY = 1e-5  # what sums of single precision may lose


def find(index: Index, travellers: Sequence[Sought], policy: NameWeights, least: Least) -> Found:
    """Return the rows worth comparing with each traveller, in no order."""
    kept, columns = sought.columns_of(index, travellers)
    lists = _lists(kept, columns)
    boards = np.zeros(index.rows, np.uint8), np.zeros(index.rows, np.uint32)
    pieces = [_met(index, travellers, first, lists, least=least, boards=boards) for first in range(0, len(travellers), _AT_ONCE)]
    reached = _Reached(*(np.concatenate(column) for column in zip(*pieces, strict=True)))
    whole = _by_halves(index, travellers, least)
    keys, at = np.unique(np.concatenate([reached.travellers << 32 | reached.rows, whole]), return_inverse=True)
    pairs = _Pairs.of(index, travellers, keys)
    exempt = np.zeros(len(keys), bool)
    exempt[at[len(reached.rows) :]] = True
    possible = np.isin(pairs.kinds, list(least.possible))
    kept_pairs = np.flatnonzero(possible & ~exempt)
    place = np.full(len(keys), -1)
    place[kept_pairs] = np.arange(len(kept_pairs))
    led = place[at[: len(reached.rows)]]
    likely = pairs.chosen(kept_pairs)
    ours = _Ours.of(kept, columns)
    bound = _Bound(index, likely, ours, policy, least)
    bound.by_similar(led[led >= 0], reached.lists[led >= 0], lists)
    may = bound.may_reach()
    closer = _Bound(index, likely.chosen(may), ours, policy, least)
    closer.by_closeness(kept, columns)
    left = np.concatenate([kept_pairs[may][closer.may_reach()], np.flatnonzero(possible & exempt)])
    return _aligned(index, travellers, pairs.chosen(left), policy, least)


def _aligned(index: Index, travellers: Sequence[Sought], pairs: _Pairs, policy: NameWeights, least: Least) -> Found:
    strengths, told, alike = np.zeros(len(pairs.rows)), np.zeros(len(pairs.rows)), np.zeros(len(pairs.rows))
    for place, (traveller, row) in enumerate(zip(pairs.travellers.tolist(), pairs.rows.tolist(), strict=True)):
        each = travellers[traveller]
        alignment = align(each.name, each.weights, each.told.surprise, index.row(row), policy)
        strengths[place], told[place], alike[place] = alignment.strength, alignment.told, alignment.alike
    enough = (alike >= least.admit[pairs.kinds]) & (strengths >= least.needed_at(pairs.kinds, told))
    return Found(pairs.travellers[enough].astype(np.int32), pairs.rows[enough].astype(np.int32), strengths[enough], told[enough])


# Postings ------------------------------------------------------------------------------------------------------------------------------


class _Lists(NamedTuple):
    """Postings to read: of each folded spelling that is similar to a part, or to the parts of a role together."""

    travellers: Ints
    whose: Ints  # which part of the name, from 0; beyond the last part for parts together
    foldings: Ints
    strengths: Floats


class _Reached(NamedTuple):
    """What leads to rows that are kept: several of it to each."""

    travellers: Ints
    rows: Ints
    lists: Ints  # by place in ``_Lists`` of all travellers


def _lists(kept: Kept, columns: Mapping[str, NDArray[Any]]) -> _Lists:
    starts, run_starts = columns["part_start"].astype(np.int64), columns["run_start"].astype(np.int64)
    counts, runs = np.diff(starts), np.diff(run_starts)
    travellers, run_travellers = (np.repeat(np.arange(len(counts)), each) for each in (counts, runs))
    main = np.flatnonzero(columns["part_mark"] < MINOR)
    other = main[columns["part_other"][main] >= 0]
    together = np.flatnonzero(columns["run_role"])
    texts = np.concatenate([columns["part_text"][main], columns["part_other"][other], columns["run_text"][together]])
    owners = np.concatenate([travellers[main], travellers[other], run_travellers[together]])
    of_run = run_travellers[together]
    whose = np.concatenate(
        [main - starts[travellers[main]], other - starts[travellers[other]], counts[of_run] + together - run_starts[of_run]]
    )
    order = np.lexsort((whose, owners))
    texts, owners, whose = texts[order], owners[order], whose[order]
    first = kept.arrays["similar_start"][texts]
    asked, slots = neighbours.ranges(first, first + kept.arrays["similar_count"][texts])
    return _Lists(
        owners[asked],
        whose[asked],
        kept.arrays["similar_folding"][slots].astype(np.int64),
        kept.arrays["similar_strength"][slots].astype(np.float64),
    )


def _met(
    index: Index,
    travellers: Sequence[Sought],
    place: int,
    every: _Lists,
    *,
    least: Least,
    boards: tuple[NDArray[np.uint8], NDArray[np.uint32]],
) -> _Reached:
    """The rows that enough parts of the names lead to, of ``_AT_ONCE`` travellers from a place on, among those that have to be read."""
    travellers = travellers[place : place + _AT_ONCE]
    begin, end = np.searchsorted(every.travellers, [place, place + len(travellers)])
    own, whose, foldings = every.travellers[begin:end] - place, every.whose[begin:end], every.foldings[begin:end]
    which, rows = _read(index, travellers, own, foldings, least)
    parts, starts = np.unique(own * 256 + whose, return_index=True)  # lists are in this order, and rows in that of lists
    edges = np.append(np.searchsorted(which, starts), len(rows)).tolist()
    segments: dict[int, list[tuple[int, int]]] = {}
    for part, first, last in zip(parts.tolist(), edges, edges[1:], strict=False):
        segments.setdefault(part >> 8, []).append((first, last))
    found = [np.empty(0, np.int64)]
    for traveller, of_parts in segments.items():
        first, last = of_parts[0][0], of_parts[-1][1]
        if sum(not part.minor for part in travellers[traveller].name.parts) < 2:
            found.append(np.arange(first, last))
            continue
        board = boards[len(of_parts) > 8]
        for bit, (low, high) in enumerate(of_parts):
            board[rows[low:high]] |= 1 << bit
        seen = board[rows[first:last]]
        board[rows[first:last]] = 0
        found.append(np.flatnonzero(seen & (seen - 1)) + first)
    enough = np.concatenate(found)
    return _Reached(own[which[enough]] + place, rows[enough].astype(np.int64), which[enough] + begin)


def _read(index: Index, travellers: Sequence[Sought], own: Ints, foldings: Ints, least: Least) -> tuple[Ints, NDArray[np.int32]]:
    """The rows of postings that have to be read, and beside each which list of postings it is of."""
    postings, starts = index.arrays["posting_rows"], index.arrays["posting_starts"]
    of, *bounds = _ranges(index, travellers, least)
    blocks = (index.rows >> BLOCK) + 2
    steps = np.zeros(len(travellers) * blocks, np.int16)
    np.add.at(steps, of * blocks + (bounds[0] >> BLOCK), np.int16(1))
    np.add.at(steps, of * blocks + ((bounds[1] - 1) >> BLOCK) + 1, np.int16(-1))
    read = np.cumsum(steps, dtype=np.int16) > 0
    first, last = starts[foldings], starts[foldings + 1]
    in_years = np.array([each.year is not None for each in travellers], bool)[own]
    long = (last - first > _LONG) & in_years
    short, long = np.flatnonzero(~long), np.flatnonzero(long)
    counts = np.bincount(of, minlength=len(travellers))
    before = np.cumsum(counts) - counts
    edges = np.stack(bounds, axis=1).astype(np.int32).reshape(-1)
    found = [np.empty(0, np.int64)]
    for start, end, place, count in zip(
        *(each.tolist() for each in (first[long], last[long], before[own[long]], counts[own[long]])), strict=True
    ):
        found.append(postings[start:end].searchsorted(edges[2 * place : 2 * (place + count)]) + start)
    low, high = np.concatenate(found).reshape(-1, 2).T
    of_long = np.repeat(long, counts[own[long]])
    some = low < high
    low, high, of_long = low[some], high[some], of_long[some]
    which = np.concatenate([short, of_long])
    order = np.argsort(which, kind="stable")
    which = which[order]
    begin = np.concatenate([first[short], low])[order]
    counts = np.concatenate([last[short], high])[order] - begin
    slots = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts - begin, counts)
    rows = postings[slots]
    kept = np.flatnonzero(read[np.repeat(own[which] * blocks, counts) + (rows >> BLOCK)])
    return np.repeat(which, counts)[kept], rows[kept]


def _ranges(index: Index, travellers: Sequence[Sought], least: Least) -> tuple[Ints, Ints, Ints]:
    """The ranges of rows that dates of birth make it necessary to read: whose they are, the first row, and that after the last."""
    known = index.asked.ranges
    if len(known) > _MOST_DATES:
        known = index.asked.ranges = {}
    dates = [(each.year, each.day, least.possible) for each in travellers]
    new = {date: each for date, each in zip(dates, travellers, strict=True) if date not in known}
    if new:
        of, *bounds = _ranges_anew(index, tuple(new.values()), least)
        ends = np.searchsorted(of, np.arange(1, len(new)))
        known.update(zip(new, np.split(np.stack(bounds, axis=1), ends), strict=True))
    found = [known[date] for date in dates]
    begin, end = np.concatenate(found).T
    return np.repeat(np.arange(len(found)), [len(each) for each in found]), begin, end


def _ranges_anew(index: Index, travellers: Sequence[Sought], least: Least) -> tuple[Ints, Ints, Ints]:
    singles, days = index.arrays["year_rows"], index.arrays["row_day"]
    over_rows, rows = index.arrays["span_rows"].tolist(), singles.tolist()
    found: list[tuple[int, int, int]] = []
    slips: list[tuple[int, int, int]] = []
    for place, each in enumerate(travellers):
        if each.year is None:
            found.append((place, 0, index.rows))
            continue
        over, whole, some = sought.years_read(each.year, each.day, least.possible)
        found.append((place, 0, over_rows[0] if sought.UNKNOWN in least.possible else 0))
        found += [(place, over_rows[year], over_rows[year + 1]) for year in over]
        found += [(place, rows[year], rows[year + 1]) for year in whole]
        slips += [(place, year, each.day) for year in some]
    owners, years, day = np.array(slips, np.int64).reshape(-1, 3).T
    low, high = singles[years].astype(np.int64), singles[years + 1].astype(np.int64)
    none, first, own, after = (_found(days, low, high, wanted) for wanted in (day * 0, day * 0 + 1, day, day + 1))
    after = np.where(day > 0, after, high)
    of, begin, end = np.array(found, np.int64).reshape(-1, 3).T
    of, begin, end = (
        np.concatenate(each) for each in ((of, owners, owners), (begin, none, np.where(day > 0, own, first)), (end, first, after))
    )
    order = np.lexsort((begin, of))
    order = order[(begin < end)[order]]
    return of[order], begin[order], end[order]


def _found(ordered: NDArray[Any], low: Ints, high: Ints, wanted: Ints) -> Ints:
    """The first place between two others, of each, at which what is in order is as wanted or more."""
    low, high = low.copy(), high.copy()
    while len(left := np.flatnonzero(low < high)):
        middle = (low[left] + high[left]) // 2
        less = ordered[middle] < wanted[left]
        low[left[less]] = middle[less] + 1
        high[left[~less]] = middle[~less]
    return low


def _by_halves(index: Index, travellers: Sequence[Sought], least: Least) -> Ints:
    """Traveller and row in one number, where the whole name run together is the same or one slip away, in either order."""
    known = index.asked.whole
    if len(known) > _MOST_WHOLE:
        known = index.asked.whole = {}
    names = [sought.whole_names(each.name) for each in travellers]
    new = [text for text in dict.fromkeys(text for each in names for text in each) if text not in known]
    if new:
        owners, rows = _one_slip_away(index, new)
        known.update(zip(new, np.split(rows, np.searchsorted(owners, np.arange(1, len(new)))), strict=True))
    found = [known[text] for each in names for text in each]
    rows = np.concatenate(found).astype(np.int64)
    own = np.repeat(np.repeat(np.arange(len(names)), [len(each) for each in names]), [len(each) for each in found])
    possible = np.isin(sought.kinds_of(index, rows, travellers, own), list(least.possible))
    return np.unique(own[possible] << 32 | rows[possible])


def _one_slip_away(index: Index, texts: Sequence[str]) -> tuple[Ints, Ints]:
    """The rows whose whole name is a text or one slip away from it, each beside the place of the text, in their order."""
    letters, starts = neighbours.run_of(texts)
    keys, owners = neighbours.half_keys(texts, (-1, 0, 1))
    asked, hits = neighbours.spread(index.arrays["half_keys"], keys)
    owners, rows = owners[asked], index.arrays["half_rows"][hits]
    listed, ends = index.arrays["whole.letters"], index.arrays["whole.starts"]
    near = np.abs((ends[rows + 1] - ends[rows]) - (starts[owners + 1] - starts[owners])) <= 1
    owners, rows = owners[near], rows[near]
    apart = _one_slip(_Spans(letters, starts[owners], starts[owners + 1]), _Spans(listed, ends[rows], ends[rows + 1]))
    found = np.unique(owners[apart].astype(np.int64) << 32 | rows[apart])
    return found >> 32, found & 0xFFFFFFFF


class _Spans(NamedTuple):
    """Texts, as places in a run of letters."""

    letters: NDArray[np.uint8]
    first: Ints
    last: Ints


def _one_slip(a: _Spans, b: _Spans) -> Flags:
    """Whether texts are the same, but for a letter more, less or another, or two neighbours swapped; their lengths are no further apart."""
    lengths, others = a.last - a.first, b.last - b.first
    shorter, longer = np.minimum(lengths, others), np.maximum(lengths, others)
    ahead, behind = _alike(a, b, shorter, 1), _alike(a, b, shorter, -1)
    apart: Flags = ahead + behind >= longer - 1
    swapped = np.flatnonzero((lengths == others) & (ahead + behind == longer - 2))
    at, to = a.first[swapped] + ahead[swapped], b.first[swapped] + ahead[swapped]
    apart[swapped] = (a.letters[at] == b.letters[to + 1]) & (a.letters[at + 1] == b.letters[to])
    return apart


def _alike(a: _Spans, b: _Spans, most: Ints, step: int) -> Ints:
    """How many letters are the same from the beginning on, or from the end backwards."""
    count = np.zeros(len(most), np.int64)
    at, to = (a.first, b.first) if step > 0 else (a.last - 1, b.last - 1)
    left = np.flatnonzero(most > 0)
    while len(left):
        left = left[a.letters[at[left] + step * count[left]] == b.letters[to[left] + step * count[left]]]
        count[left] += 1
        left = left[count[left] < most[left]]
    return count


# Bounds --------------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Travellers by place, each beside a row, and how near their dates of birth may be."""

    travellers: Ints
    rows: Ints
    kinds: Ints

    @classmethod
    def of(cls, index: Index, travellers: Sequence[Sought], keys: Ints) -> _Pairs:
        """Return what is packed into numbers."""
        own, rows = keys >> 32, keys & 0xFFFFFFFF
        return cls(own, rows, sought.kinds_of(index, rows, travellers, own))

    def chosen(self, places: NDArray[Any]) -> _Pairs:
        """Return some of them."""
        return _Pairs(self.travellers[places], self.rows[places], self.kinds[places])


@dataclass(frozen=True, slots=True)
class _Text:
    """What of texts decides whether others may be alike."""

    mask: NDArray[np.uint32]
    folded: NDArray[np.uint32]
    skeleton: NDArray[np.uint64]
    length: Ints
    folded_length: Ints
    initial: NDArray[np.uint8]

    @classmethod
    def of(cls, kept: Kept, places: NDArray[Any]) -> _Text:
        """Return that of texts that were asked for."""
        starts, letters = kept.arrays["starts"], kept.arrays["letters"]
        begin, middle, end = (starts[3 * places.astype(np.int64) + each] for each in range(3))
        masks = np.zeros((2, len(places)), np.uint32)
        for mask, first, last in zip(masks, (begin, middle), (middle, end), strict=True):
            owner, slots = neighbours.ranges(first, last)
            np.bitwise_or.at(mask, owner, np.uint32(1) << (letters[slots] & 31).astype(np.uint32))
        return cls(masks[0], masks[1], kept.arrays["skeleton"][places], middle - begin, end - middle, letters[begin])

    def at(self, places: NDArray[Any]) -> _Text:
        """Return that of some of them."""
        return _Text(
            self.mask[places],
            self.folded[places],
            self.skeleton[places],
            self.length[places],
            self.folded_length[places],
            self.initial[places],
        )

    def together(self, other: _Text, edits: int) -> Flags:
        """Whether these may be alike as parts written together must be: so many edits apart, or with the same consonants."""
        apart = np.abs(self.length - other.length)
        close: Flags = (apart <= edits) & (_bits(self.mask ^ other.mask) <= _OF_ONE_EDIT * edits)
        close |= (np.abs(self.folded_length - other.folded_length) <= edits) & (_bits(self.folded ^ other.folded) <= _OF_ONE_EDIT * edits)
        close |= (self.skeleton == other.skeleton) & (self.skeleton > 0)
        close &= apart <= APART
        return close


@dataclass(frozen=True, slots=True)
class _Ours:
    """The parts of all travellers' names, one after the other, and the runs of them."""

    columns: Mapping[str, NDArray[Any]]
    starts: Ints
    counts: Ints
    parts: _Text
    others: _Text  # the other readings; of parts without one, the parts
    minor: Flags
    weights: Floats
    cut: Flags
    run_starts: Ints
    run_counts: Ints
    runs: _Text

    @classmethod
    def of(cls, kept: Kept, columns: Mapping[str, NDArray[Any]]) -> _Ours:
        """Return what the columns say."""
        starts, run_starts = columns["part_start"].astype(np.int64), columns["run_start"].astype(np.int64)
        other = np.where(columns["part_other"] >= 0, columns["part_other"], columns["part_text"])
        return cls(
            columns,
            starts,
            np.diff(starts),
            _Text.of(kept, columns["part_text"]),
            _Text.of(kept, other),
            columns["part_mark"] >= MINOR,
            columns["part_weight"],
            columns["cut"].astype(bool),
            run_starts,
            np.diff(run_starts),
            _Text.of(kept, columns["run_text"]),
        )


class _Bound:
    """How alike each pair of names may be: the best that every part of both can be paired at."""

    def __init__(self, index: Index, pairs: _Pairs, ours: _Ours, policy: NameWeights, least: Least) -> None:
        self.pairs, self.ours, self.policy, self.least, self.index = pairs, ours, policy, least, index
        arrays = index.arrays
        first, last = arrays["row_starts"][pairs.rows].astype(np.int64), arrays["row_starts"][pairs.rows + 1].astype(np.int64)
        self.owner, slots = neighbours.ranges(first, last)
        self.counts = last - first
        self.starts = np.cumsum(self.counts) - self.counts
        self.spellings, self.marks = arrays["row_spellings"][slots], arrays["row_marks"][slots]
        self.foldings = arrays["spelling_folding"][self.spellings]
        begin = arrays["spellings.starts"][self.spellings]
        self.theirs = _Text(
            arrays["spelling_mask"][self.spellings],
            arrays["folding_mask"][self.foldings],
            arrays["folding_skeleton"][self.foldings],
            arrays["spellings.starts"][self.spellings + 1] - begin,
            arrays["foldings.starts"][self.foldings + 1] - arrays["foldings.starts"][self.foldings],
            arrays["spellings.letters"][begin],
        )
        self.our_counts = ours.counts[pairs.travellers]
        self.our_starts = ours.starts[pairs.travellers]
        main = np.concatenate([[0], np.cumsum(~ours.minor)])
        self.our_mains = main[self.our_starts + self.our_counts] - main[self.our_starts]
        self.most = int(self.our_counts.max(initial=0))
        self.may = np.zeros((self.most, len(slots)))  # of each part of ours with each part of theirs
        self.told = np.full(len(pairs.rows), _NEARLY)
        self.kept: Kept | None = None

    def by_similar(self, led: Ints, lists: Ints, of: _Lists) -> None:
        """Take what led to the rows for how alike parts may be; where nothing did, whether their letters are like."""
        counts = self.counts[led]
        which, slots = neighbours.ranges(self.starts[led], self.starts[led] + counts)
        part = of.whose[lists][which]
        same = (self.foldings[slots] == of.foldings[lists][which]) & (part < self.our_counts[led][which])
        np.maximum.at(self.may.reshape(-1), part[same] * self.may.shape[1] + slots[same], of.strengths[lists][which][same])
        for i, at, slots in self._each():
            unknown = np.flatnonzero(self.may[i, slots] <= 0)
            self._by_letters(i, at[unknown], slots[unknown])
            particle = np.flatnonzero(self.ours.minor[at] | (self.marks[slots] >= MINOR))
            self._of_particles(i, at[particle], slots[particle])
        self._cut()

    def _by_letters(self, i: int, at: Ints, slots: Ints) -> None:
        ours, theirs = self.ours.parts, self.theirs
        short = (ours.length == 1)[at] | (theirs.length == 1)[slots]
        self.may[i, slots[short]] = INITIAL
        close = self._letters_like(at, slots)
        at, slots = at[close], slots[close]
        longer = np.maximum(ours.length[at], theirs.length[slots])
        edits = _after_edits()[np.where(longer > _WELL_KNOWN, 1, 2), np.minimum(longer, LONGEST)]
        self.may[i, slots] = np.maximum(self.may[i, slots], edits)

    def _of_particles(self, i: int, at: Ints, slots: Ints) -> None:
        """An article leads to no row, so nothing but its letters tells what it is like."""
        skeleton = self.ours.parts.skeleton[at]
        like = (skeleton == self.theirs.skeleton[slots]) & (skeleton > 0)
        like[self._letters_like(at, slots)] = True
        self.may[i, slots[like]] = 1.0

    def _letters_like(self, at: Ints, slots: Ints) -> Ints:
        """Where parts of ours, in either reading, and of theirs have so many letters in common that two edits may lie between them."""
        theirs = self.theirs.mask[slots], self.theirs.folded[slots]
        most, found = 2 * _OF_ONE_EDIT, np.zeros(len(at), bool)
        for ours in (self.ours.parts, self.ours.others):
            found |= (_bits(ours.mask[at] ^ theirs[0]) <= most) | (_bits(ours.folded[at] ^ theirs[1]) <= most)
        return np.flatnonzero(found)

    def by_closeness(self, kept: Kept, columns: Mapping[str, NDArray[Any]]) -> None:
        """Take how alike the parts are, one that is cut and its listed whole among them."""
        self.kept = kept
        each = list(self._each())
        if not each:
            return
        which = np.repeat(np.arange(len(each)), [len(slots) for *_, slots in each])
        at, slots = (np.concatenate(column) for column in list(zip(*each, strict=True))[1:])
        found, begins = _closeness(self.index, kept, columns["part_text"][at], self.spellings[slots])
        read_so = np.flatnonzero(columns["part_other"][at] >= 0)
        other, _ = _closeness(self.index, kept, columns["part_other"][at[read_so]], self.spellings[slots[read_so]])
        found[read_so] = np.maximum(found[read_so], other)
        cut = np.flatnonzero(begins & self.ours.cut[self.pairs.travellers[self.owner[slots]]] & (found < self.policy.cut))
        found[cut] = np.where(self.ours.parts.length[at[cut]] >= CUT_LETTERS, self.policy.cut, BEGINNING)
        self.may[which, slots] = found

    def _cut(self) -> None:
        """A part of a name that is cut may be the beginning of another."""
        cut = self.ours.cut[self.pairs.travellers]
        for i, at, slots in self._each() if cut.any() else ():
            of_cut = np.flatnonzero(cut[self.owner[slots]])
            mine, theirs = self.ours.parts.at(at[of_cut]), self.theirs.at(slots[of_cut])
            begins = (mine.initial == theirs.initial) & (mine.length <= theirs.length) & (mine.mask & ~theirs.mask == 0)
            begun = slots[of_cut[begins]]
            self.may[i, begun] = np.maximum(self.may[i, begun], self.policy.cut)

    def _each(self) -> Iterator[tuple[int, Ints, Ints]]:
        """Each place of a part of ours, with the parts that stand there and the parts of theirs, pair by pair."""
        for i in range(self.most):
            slots = np.flatnonzero(self.our_counts[self.owner] > i)
            yield i, self.our_starts[self.owner[slots]] + i, slots

    def may_reach(self) -> Flags:
        """Return whether each alignment may be as alike as it must be. Never too low: what falls would have fallen."""
        if not len(self.pairs.rows):
            return np.zeros(0, bool)
        together = self._together()
        ours = np.maximum.reduceat(self.may, self.starts, axis=1)
        theirs = self.may.max(axis=0)
        for first, last, pairs, slots in together:
            for i in range(self.most):
                ours[i, pairs[(first <= i) & (i < last)]] = 1.0
            theirs[slots] = 1.0
        weights = np.zeros((self.most, len(self.pairs.rows)))
        told = self.told
        for i in range(self.most):
            has = np.flatnonzero(self.our_counts > i)
            at = self.our_starts[has] + i
            weights[i, has] = self.ours.weights[at]
            so_alike = self.ours.columns["part_surprise"][at, _levels(ours[i, has])]
            told[has] += ours[i, has] * np.where(self.ours.minor[at], OF_A_PARTICLE, so_alike)
        their_weights = np.where(self.marks >= MINOR, MINOR_WEIGHT, self.index.arrays["spelling_weight"][self.spellings].astype(np.float64))
        needed = self.least.needed_at(self.pairs.kinds, told)
        least = np.maximum(needed, self.least.admit[self.pairs.kinds])
        gain = (weights * np.maximum(ours - least, 0)).sum(axis=0)
        gain += np.add.reduceat(np.maximum(theirs - least[self.owner], 0) * their_weights, self.starts)
        left = (weights * (ours <= 0)).sum(axis=0)
        over = np.add.reduceat(np.where(theirs <= 0, their_weights, 0), self.starts)
        against = self.policy.conflict * np.minimum(left, over) + self.policy.missing * np.abs(left - over)
        reach: Flags = (gain / 2 - least * against >= -_NEARLY) & (needed <= 1.0)
        if self.kept is not None:
            reach &= self._reaches(together)
        return reach

    def _reaches(self, together: list[tuple[NDArray[Any], NDArray[Any], Ints, Ints]]) -> Flags:
        """Whether each alignment is as alike as it must be, as ``alignment.align`` pairs parts; True where parts may be written together.

        ``may`` must be how alike parts are. What hangs on the last digit is let through.
        """
        index, pairs, ours = self.index, self.pairs, self.ours
        count, most, widest = len(pairs.rows), self.most, int(self.counts.max(initial=0))
        within = np.arange(len(self.owner)) - self.starts[self.owner]
        strengths = np.zeros((count, most, widest))
        our_weights, levels = np.zeros((count, most)), np.zeros((count, most), np.int64)
        our_marks = np.zeros((count, most), np.int64)
        their_weights = np.zeros((count, widest))
        their_weights[self.owner, within] = np.where(
            self.marks >= MINOR, MINOR_WEIGHT, index.arrays["spelling_weight"][self.spellings].astype(np.float64)
        )
        for i, at, slots in self._each():
            role, other = ours.columns["part_mark"][at] % MINOR, self.marks[slots] % MINOR
            factor = np.where((role > 0) & (other > 0) & (role != other), self.policy.other_role, 1.0)
            strengths[self.owner[slots], i, within[slots]] = self.may[i, slots] * factor
            our_weights[self.owner[slots], i], our_marks[self.owner[slots], i] = ours.weights[at], ours.columns["part_mark"][at]
            levels[self.owner[slots], i] = at
        weights = (our_weights[:, :, None] + their_weights[:, None, :]) / 2
        main = np.zeros((count, widest), bool)
        main[self.owner, within] = self.marks < MINOR
        every = np.arange(count)
        matched, total, told, paired = (np.zeros(count) for _ in range(4))
        left, over = our_weights.copy(), their_weights.copy()
        for _ in range(min(most, widest)):
            best = strengths.max(axis=(1, 2))
            if not best.any():
                break
            heaviest = np.where(strengths == best[:, None, None], weights, -1.0).reshape(count, -1)
            i, j = np.divmod(heaviest.argmax(axis=1), widest)
            on = best > 0
            weight = weights[every, i, j]
            matched += best * weight
            total += on * weight
            minor = our_marks[every, i] >= MINOR
            told += best * np.where(minor, OF_A_PARTICLE, ours.columns["part_surprise"][levels[every, i], _levels(best)])
            paired += on & (~minor | main[every, j])
            strengths[every[on], i[on], :] = 0.0
            strengths[every[on], :, j[on]] = 0.0
            left[every[on], i[on]] = 0.0
            over[every[on], j[on]] = 0.0
        against = self.policy.conflict * np.minimum(left.sum(axis=1), over.sum(axis=1))
        against += self.policy.missing * np.abs(left.sum(axis=1) - over.sum(axis=1))
        alike = matched / np.maximum(total + against, _NEARLY)
        alone = (paired < 2) & ((self.our_mains > 1) | (main.sum(axis=1) > 1))
        strength = np.where(alone, np.minimum(alike, self.policy.one_part), alike)
        needed = self.least.needed_at(pairs.kinds, told + _NEARLY)
        reaches: Flags = (alike >= self.least.admit[pairs.kinds] - _NEARLY) & (strength >= needed - _NEARLY)
        reaches |= index.arrays["whole.starts"][pairs.rows + 1] - index.arrays["whole.starts"][pairs.rows] <= _SHORT
        for *_, of, _ in together:
            reaches[of] = True
        return reaches

    def _together(self) -> list[tuple[NDArray[Any], NDArray[Any], Ints, Ints]]:
        """Parts of one side that may be written together on the other: the first and after the last of ours, the pairs, parts of theirs."""
        edits = 1 if after_edits(2, LONGEST) < RUN_STRENGTH else 2
        cut = self.ours.cut[self.pairs.travellers[self.owner]]
        found = []
        run_counts, run_starts = self.ours.run_counts[self.pairs.travellers], self.ours.run_starts[self.pairs.travellers]
        for r in range(int(run_counts.max(initial=0))):
            slots = np.flatnonzero(run_counts[self.owner] > r)
            at = run_starts[self.owner[slots]] + r
            longer = self.theirs.length[slots] - self.ours.runs.length[at]
            near = np.flatnonzero((longer >= -APART) & ((longer <= APART) | cut[slots]))
            at, slots = at[near], slots[near]
            run, theirs = self.ours.runs.at(at), self.theirs.at(slots)
            begins = cut[slots] & (run.initial == theirs.initial) & (run.length > CUT_LETTERS) & (run.length <= theirs.length)
            close = np.flatnonzero(run.together(theirs, edits) | begins)
            at, slots, begins = at[close], slots[close], begins[close]
            if self.kept is not None and len(at):
                closeness, begun = _closeness(self.index, self.kept, self.ours.columns["run_text"][at], self.spellings[slots])
                close = np.flatnonzero((closeness >= RUN_STRENGTH - _NEARLY) | (begins & begun))
                at, slots = at[close], slots[close]
            pairs = self.owner[slots]
            found.append((self.ours.columns["run_first"][at], self.ours.columns["run_last"][at], pairs, slots))
            distinct, first = np.unique(pairs, return_index=True)
            self.told[distinct] += self.ours.columns["run_surprise"][at[first], -1]
        for count, at, before, text in self._runs_of_theirs():
            for i in range(self.most):
                has = np.flatnonzero(self.our_counts[self.owner[at]] > i)
                place = self.our_starts[self.owner[at[has]]] + i
                lengths, other_lengths = self.ours.parts.length[place], self.ours.others.length[place]
                near = (np.abs(text.length[has] - lengths) <= APART) | (np.abs(text.length[has] - other_lengths) <= APART)
                near |= cut[at[has]] & (before[has] < lengths)
                has, place = has[near], place[near]
                mine, other, theirs = self.ours.parts.at(place), self.ours.others.at(place), text.at(has)
                may_be = theirs.together(mine, edits) | theirs.together(other, edits)
                into_the_last = (np.maximum(before[has], CUT_LETTERS) < mine.length) & (mine.length <= theirs.length)
                may_be |= cut[at[has]] & (mine.initial == theirs.initial) & into_the_last
                slots = at[has[may_be]]
                pairs, place = self.owner[slots], np.full(len(slots), i)
                found += [(place, place + 1, pairs, slots + k) for k in range(count)]
        return found

    def _runs_of_theirs(self) -> Iterator[tuple[int, Ints, Ints, _Text]]:
        """The runs of two parts, then of three: how many, which part is the first, the letters before the last one, what they read."""
        arrays, roles, total = self.index.arrays, self.marks % MINOR, len(self.marks)
        ends = np.append((np.diff(self.owner) != 0) | (np.diff(roles) != 0), True)
        extent = np.flatnonzero(ends)[np.cumsum(ends) - ends] - np.arange(total) + 1  # parts from here on that are of one role
        before = np.cumsum(extent - 1) - (extent - 1)
        numbers = arrays["run_starts"][self.pairs.rows].astype(np.int64)[self.owner] + before - before[self.starts][self.owner]
        at, masks, shorter = np.arange(total), self.theirs.mask, self.theirs.length
        for count in range(2, int(extent.max(initial=0)) + 1):
            kept = extent[at] >= count
            at, masks, shorter = at[kept], masks[kept], shorter[kept]
            masks, lengths = masks | self.theirs.mask[at + count - 1], shorter + self.theirs.length[at + count - 1]
            foldings = arrays["run_foldings"][numbers[at] + count - 2]
            folded = arrays["foldings.starts"][foldings + 1] - arrays["foldings.starts"][foldings]
            skeletons = arrays["folding_skeleton"][foldings]
            yield count, at, shorter, _Text(masks, arrays["folding_mask"][foldings], skeletons, lengths, folded, self.theirs.initial[at])
            shorter = lengths


def _levels(strengths: Floats) -> Ints:
    return np.clip(((strengths - LEAST_LEVEL) / LEVEL + _NEARLY).astype(np.int64), 0, LEVELS - 1)


def _closeness(index: Index, kept: Kept, texts: NDArray[Any], spellings: NDArray[Any]) -> tuple[Floats, Flags]:
    """Return ``spelling.closeness`` of texts, by place in ``kept``, and spellings of the list; and whether the text begins the spelling.

    It is kept for the next manifest.
    """
    keys, which = np.unique(texts.astype(np.int64) << 32 | spellings, return_inverse=True)
    known = kept.compared
    place = known[0].searchsorted(keys)
    new = keys[known[0][np.minimum(place, len(known[0]) - 1)] != keys]
    if len(new):
        if len(known[0]) > _MOST_COMPARED:
            known, new = NOTHING_COMPARED, keys
        found = new, *_compared(index, kept, new >> 32, new & 0xFFFFFFFF)
        order = np.argsort(np.concatenate([known[0], new]), kind="stable")
        keys_known, alike, begins = (np.concatenate(columns)[order] for columns in zip(known, found, strict=True))
        known = kept.compared = keys_known, alike, begins
        place = known[0].searchsorted(keys)
    return known[1][place][which], known[2][place][which]


def _compared(index: Index, kept: Kept, places: Ints, theirs: Ints) -> tuple[Floats, Flags]:
    foldings = index.arrays["spelling_folding"][theirs]
    written = list(kept.places)
    a = [written[place] for place in places.tolist()]
    b, folded_b = texts_at(index.spellings, theirs), texts_at(index.foldings, foldings)
    known = Strings(kept.arrays["letters"], kept.arrays["starts"])
    folded_a = [fold(text) if text.endswith(CUT) else folded for text, folded in zip(a, texts_at(known, 3 * places + 1), strict=True)]
    apart = process.cpdist(a, b, scorer=OSA.distance, dtype=np.int32)
    folds = process.cpdist(folded_a, folded_b, scorer=OSA.distance, score_cutoff=3, dtype=np.int32)
    starts = kept.arrays["starts"]
    consonants = starts[3 * places + 3] - starts[3 * places + 2]
    skeleton, other = kept.arrays["skeleton"][places], index.arrays["folding_skeleton"][foldings]
    same_skeleton = (skeleton == other) & (skeleton > 0)
    lengths = np.array([(len(x), len(y), x[0] == y[0], x.islower(), y.islower()) for x, y in zip(a, b, strict=True)], np.int64).reshape(
        -1, 5
    )
    longer = np.maximum(lengths[:, 0], lengths[:, 1])
    edits = np.minimum(np.minimum(apart, folds), 3)
    by_letters = _after_edits()[edits, np.minimum(longer, LONGEST)]
    by_skeleton = np.where(same_skeleton & (consonants > 2), np.where(edits == 1, SKELETON, SKELETON_OTHER_VOWELS), 0)
    initial = ((lengths[:, 0] == 1) | (lengths[:, 1] == 1)) & (lengths[:, 2] > 0) & (lengths[:, 3] == 0)
    found = np.select(
        [apart == 0, initial, folds == 0, (lengths[:, 3] > 0) | (lengths[:, 4] > 0)],
        [1.0, INITIAL, 1.0 - SPELLING_COST * apart / longer, np.where(same_skeleton, CONSONANTS, 0)],
        np.maximum(by_letters, by_skeleton),
    )
    return found, np.array([y.startswith(x) for x, y in zip(a, b, strict=True)], bool)


@cache
def _after_edits() -> Floats:
    return np.array([[after_edits(edits, letters) for letters in range(LONGEST + 1)] for edits in range(4)])


def _bits(masks: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """How many bits are set in each."""
    if hasattr(np, "bitwise_count"):  # since numpy 2.0
        return np.bitwise_count(masks)
    table = _bits_of_halves()
    bits: NDArray[np.uint8] = table[masks & 0xFFFF] + table[masks >> 16]
    return bits


@lru_cache(1)
def _bits_of_halves() -> NDArray[np.uint8]:
    return np.array([number.bit_count() for number in range(1 << 16)], np.uint8)
