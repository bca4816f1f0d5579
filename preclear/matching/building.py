"""The arrays of an index, made from everyone who is listed.

1. Each name of an entry becomes rows: its parts, as ``names`` reads them.
2. Spellings and their folded forms become numbers; parts of one role written together are folded spellings, too.
3. Rows are put in order of the date of birth, the unknown ones first: whoever is looked for reads the dates that matter.
4. What leads to a row is laid out: postings, forms with letters left out, halves of names run together, numbers of documents.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from preclear.manifest import PartialDate
from preclear.matching import names, neighbours
from preclear.matching.names import ROLES, Part
from preclear.matching.spelling import fold_all, skeleton_all
from preclear.matching.storage import Letters, Strings
from preclear.watchlist import BirthDate, Entry

Arrays = dict[str, NDArray[Any]]

MINOR = 4  # added to the number of the role
LEAST_ROWS = 10_000
LEAST_WEIGHT = 0.45  # of the commonest part of the list, beside 1.0 for one that stands once
MOST_PARTS = 20  # of a name: what comes after is not looked at
FIRST_YEAR, YEARS = 1800, 400
DAYS = 13 * 32  # ``day_of`` is below
WIDEST = 3  # years: dates that lie further apart are everybody's, as unknown ones are
NO_DAY = -1  # of a date that is not known whole: no other is a slip away from it
_SECTION = 1 << 14  # more than any year
_LOOK_ALIKE = str.maketrans("OI", "01")
_LEAST_OF_A_NUMBER = 5
_MARKS = {(role, minor): ROLES.index(role) + MINOR * minor for role in ROLES for minor in (False, True)}
_PIECE = 1 << 18  # rows whose whole names are made at once
_BY_TWO = 4  # forms of the hashes for each place of the table, about


@dataclass(frozen=True, slots=True)
class Rows:
    """Listed names as numbers: row by row its parts, one after the other."""

    entry: NDArray[np.int32]
    name: NDArray[np.uint16]
    starts: NDArray[np.int64]
    spellings: NDArray[np.int32]  # by place in ``texts``
    marks: NDArray[np.uint8]
    first: NDArray[np.int16]  # year in which the person may be born; 0: not known
    last: NDArray[np.int16]
    day: NDArray[np.int16]  # as ``day_of`` gives it, where one whole date is listed; 0: any day; NO_DAY
    texts: list[str]  # distinct spellings, in order


def arrays(entries: Iterable[Entry], rarity: Callable[[Sequence[str]], NDArray[np.float32]] | None) -> Arrays:
    """Return what ``Index`` wants, of entries in their order; ``rarity`` gives weights of folded spellings in place of the list's own.

    Each entry is looked at once and let go: they need not all be in memory.
    """
    records, names = Letters(), _Names()
    numbers: set[tuple[str, int]] = set()
    for place, entry in enumerate(entries):
        records.add(msgspec.msgpack.encode(entry))
        names.add(place, entry)
        numbers.update((bare, place) for paper in entry.documents if (bare := document_number(paper.number)))
    rows, ends = _in_order_of_years(names.rows())
    del names
    return {
        **records.arrays("records"),
        **_documents(sorted(numbers)),
        **_vocabulary(rows, rarity),
        **_rows_of_entries(rows, len(records)),
        "row_first": rows.first,
        "row_last": rows.last,
        "row_day": rows.day,
        **ends,
    }


def document_number(number: str) -> str | None:
    """Return a number without blanks and marks, with 0 for O and 1 for I; None where too little is left of it.

    >>> document_number("BH 0O-1I9"), document_number("12")
    ('BH00119', None)
    """
    bare = re.sub(r"[^0-9A-Z]", "", number.upper()).translate(_LOOK_ALIKE)
    return bare if len(bare) >= _LEAST_OF_A_NUMBER else None


def _documents(listed: Sequence[tuple[str, int]]) -> Arrays:
    """The numbers of documents, their forms with a letter left out, and whose they are."""
    numbers = [bare for bare, _ in listed]
    packed = np.sort(neighbours.forms(numbers, [False] * len(numbers)))
    return {
        **Strings.arrays("documents", [number.encode() for number in numbers]),
        "document_entries": np.array([place for _, place in listed], np.int32),
        "document_hashes": (packed >> np.uint64(32)).astype(np.uint32),
        "document_ids": (packed & np.uint64(0xFFFFFFFF)).astype(np.int32),
    }


class _Names:
    """Rows in the making, of one entry after the other."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.entry, self.name, self.lengths = array("i"), array("H"), array("B")
        self.spellings, self.marks = array("i"), array("B")
        self.first, self.last, self.day = array("h"), array("h"), array("h")

    def add(self, place: int, entry: Entry) -> None:
        """Take up the names of an entry."""
        numbers, years = self.numbers, years_of(entry.birth_dates)
        for number, parts in _names(entry):
            self.entry.append(place)
            self.name.append(number)
            self.lengths.append(len(parts))
            self.first.append(years[0])
            self.last.append(years[1])
            self.day.append(years[2])
            for part in parts:
                self.spellings.append(numbers.setdefault(part.text, len(numbers)))
                self.marks.append(_MARKS[part.role, part.minor])

    def rows(self) -> Rows:
        """Return the rows, their spellings by place among those in order."""
        texts = list(self.numbers)
        order = sorted(range(len(texts)), key=texts.__getitem__)
        placed = np.empty(len(texts), np.int32)
        placed[order] = np.arange(len(texts), dtype=np.int32)
        starts = np.zeros(len(self.lengths) + 1, np.int64)
        np.cumsum(_array(self.lengths, np.uint8), out=starts[1:])
        return Rows(
            _array(self.entry, np.int32),
            _array(self.name, np.uint16),
            starts,
            placed[_array(self.spellings, np.int32)],
            _array(self.marks, np.uint8),
            _array(self.first, np.int16),
            _array(self.last, np.int16),
            _array(self.day, np.int16),
            [texts[place] for place in order],
        )


def _array(numbers: array[int], kind: type[np.generic]) -> NDArray[Any]:
    """Numbers as numpy has them."""
    return np.frombuffer(numbers, kind) if numbers else np.empty(0, kind)


def _names(entry: Entry) -> Iterator[tuple[int, tuple[Part, ...]]]:
    """Each spelling of each name that holds a letter, beside the place of the name. What reads alike stands once."""
    seen: set[tuple[Part, ...]] = set()
    for number, name in enumerate(entry.names):
        for listing in names.listings(name):
            parts = listing[:MOST_PARTS]
            if parts and parts not in seen:
                seen.add(parts)
                yield number, parts


def day_of(date: PartialDate | None) -> int:
    """Return a number for month and day; 0 for 1 January, which often stands for a day that is not known; ``NO_DAY`` for part of a date.

    >>> day_of(PartialDate(1974, 3, 5)), day_of(PartialDate(1974, 1, 1)), day_of(PartialDate(1974, 3))
    (101, 0, -1)
    """
    if date is None or date.whole is None:
        return NO_DAY
    return 0 if (date.month, date.day) == (1, 1) else date.whole.month * 32 + date.whole.day


def years_of(dates: Sequence[BirthDate]) -> tuple[int, int, int]:
    """The first and the last year in which somebody may be born, 0 where the list does not say; and the day, where one date is listed."""
    if not dates:
        return 0, 0, 0
    first = min(born.first.year - born.circa for born in dates)
    last = max((born.last or born.first).year + born.circa for born in dates)
    if not (first >= FIRST_YEAR and last < FIRST_YEAR + YEARS):
        return 0, 0, 0
    if first != last or len(dates) > 1:
        return first, last, 0
    return first, last, NO_DAY if dates[0].last else day_of(dates[0].first)


def _in_order_of_years(rows: Rows) -> tuple[Rows, Arrays]:
    """The rows in order: those of no year, or of too many; those of a few, by the first; those of one, by year and day.

    With them the rows at which each year begins, among those of a few and among those of one.
    """
    span = rows.last.astype(np.int64) - rows.first
    everybodys = (rows.first == 0) | (span > WIDEST)
    single = ~everybodys & (span == 0)
    year = np.where(everybodys, 0, rows.first) + single * (2 * _SECTION) + (~everybodys & ~single) * _SECTION
    order = np.lexsort((np.where(single, rows.day, 0), year))
    _, flat = neighbours.ranges(rows.starts[order], rows.starts[order + 1])
    starts = np.zeros(len(order) + 1, np.int64)
    np.cumsum(np.diff(rows.starts)[order], out=starts[1:])
    years = np.arange(FIRST_YEAR, FIRST_YEAR + YEARS + 1)
    ends = {
        name: np.searchsorted(year[order], years + section * _SECTION).astype(np.int32)
        for section, name in ((1, "span_rows"), (2, "year_rows"))
    }
    ordered = Rows(
        rows.entry[order],
        rows.name[order],
        starts,
        rows.spellings[flat],
        rows.marks[flat],
        rows.first[order],
        rows.last[order],
        rows.day[order],
        rows.texts,
    )
    return ordered, ends


def _rows_of_entries(rows: Rows, entries: int) -> Arrays:
    order = np.argsort(rows.entry, kind="stable").astype(np.int32)
    starts = np.searchsorted(rows.entry[order], np.arange(entries + 1)).astype(np.int32)
    return {"row_entry": rows.entry, "row_name": rows.name, "entry_rows": order, "entry_row_starts": starts}


def _vocabulary(rows: Rows, rarity: Callable[[Sequence[str]], NDArray[np.float32]] | None) -> Arrays:
    spelled = rows.texts
    folded = fold_all(spelled)
    runs = _runs(rows)
    runs_folded = fold_all(runs.texts)
    foldings = sorted({*folded, *runs_folded})
    number = {text: place for place, text in enumerate(foldings)}
    folding_of_spelling = np.array([number[text] for text in folded], np.int32)
    folding_of_run = np.array([number[text] for text in runs_folded], np.int32)

    count = len(rows.entry)
    owners = np.repeat(np.arange(count, dtype=np.int64), np.diff(rows.starts))
    main = rows.marks < MINOR
    held = _distinct(folding_of_spelling[rows.spellings[main]].astype(np.int64) << 32 | owners[main])
    number_of_rows = np.bincount(held >> 32, minlength=len(foldings))
    run_foldings = folding_of_run[runs.which] if len(runs.which) else np.empty(0, np.int32)
    held = _distinct(np.concatenate([held, run_foldings.astype(np.int64) << 32 | owners[runs.at]]))
    posting_starts = np.zeros(len(foldings) + 1, np.int64)
    np.cumsum(np.bincount(held >> 32, minlength=len(foldings)), out=posting_starts[1:])
    weight = _weights(number_of_rows, count) if rarity is None else rarity(foldings)
    longest = np.zeros(len(foldings), np.int64)
    np.maximum.at(longest, folding_of_spelling, _lengths(spelled))
    np.maximum.at(longest, folding_of_run, _lengths(runs.texts))
    run_starts = np.zeros(count + 1, np.int32)
    np.cumsum(np.bincount(owners[runs.at], minlength=count), out=run_starts[1:])
    whole = _whole_names(rows)
    return {
        **Strings.arrays("spellings", [text.encode() for text in spelled]),
        **Strings.arrays("foldings", [text.encode() for text in foldings]),
        "folding_weight": weight,
        "folding_mask": _masks(foldings),
        "folding_skeleton": _skeletons(foldings),
        "folding_longest": np.minimum(longest, 255).astype(np.uint8),
        "spelling_folding": folding_of_spelling,
        "spelling_weight": weight[folding_of_spelling] if spelled else np.empty(0, np.float32),
        "spelling_mask": _masks(spelled),
        "row_starts": rows.starts.astype(np.int32),
        "row_spellings": rows.spellings,
        "row_marks": rows.marks,
        "run_starts": run_starts,
        "run_foldings": run_foldings,
        "posting_starts": posting_starts,
        "posting_rows": (held & 0xFFFFFFFF).astype(np.int32),
        **_forms(foldings, spelled, folded, number_of_rows > 0),
        **whole,
    }


@dataclass(frozen=True, slots=True)
class _Runs:
    """Neighbouring parts of one role written together: where the first part of each stands, and which distinct text it is."""

    at: NDArray[np.int64]
    which: NDArray[np.int64]
    texts: list[str]


def _runs(rows: Rows) -> _Runs:
    """Every run of two or more parts, by its first part and then by its length: the order in which alignment meets them."""
    roles = rows.marks % MINOR
    total = len(roles)
    owner = np.repeat(np.arange(len(rows.entry)), np.diff(rows.starts))
    at, texts = np.arange(total), list(rows.texts)
    text = rows.spellings.astype(np.int64)
    found_at: list[NDArray[np.int64]] = []
    found_length: list[NDArray[np.int64]] = []
    found_text: list[NDArray[np.int64]] = []
    for length in range(2, MOST_PARTS + 1):
        end = at + length - 1
        inside = end < total
        at, text, end = at[inside], text[inside], end[inside]
        kept = (owner[at] == owner[end]) & (roles[at] == roles[end])
        at, text, end = at[kept], text[kept], end[kept]
        if not len(at):
            break
        distinct, which = np.unique(text << 32 | rows.spellings[end], return_inverse=True)
        before = len(texts)
        texts += [
            texts[first] + rows.texts[second]
            for first, second in zip((distinct >> 32).tolist(), (distinct & 0xFFFFFFFF).tolist(), strict=True)
        ]
        text = which + before
        found_at.append(at)
        found_length.append(np.full(len(at), length))
        found_text.append(text)
    if not found_at:
        return _Runs(np.empty(0, np.int64), np.empty(0, np.int64), [])
    starts, lengths, which = np.concatenate(found_at), np.concatenate(found_length), np.concatenate(found_text)
    order = np.lexsort((lengths, starts))
    return _Runs(starts[order], which[order] - len(rows.texts), texts[len(rows.texts) :])


def _forms(foldings: list[str], spelled: list[str], folded: list[str], stands_alone: NDArray[np.bool_]) -> Arrays:
    """Hashes of forms and of consonants, in order, with a table of where each beginning of a hash begins.

    A folded spelling that only parts run together make loses one letter at the most; so does a spelling as it stands, unless it is its
    own folded form, which is there already.
    """
    different = [place for place, (text, other) in enumerate(zip(spelled, folded, strict=True)) if text != other]
    plain = neighbours.forms([spelled[place] for place in different], [False] * len(different))
    plain = _numbered(plain, len(foldings) + np.array(different, np.int64))
    skeletons = _skeletons(foldings)
    kept = np.flatnonzero(skeletons)
    consonants = neighbours.shortened(skeletons[kept]).astype(np.uint64) << np.uint64(32) | kept.astype(np.uint64)
    packed = np.concatenate([neighbours.forms(foldings, stands_alone.tolist()), plain, consonants])
    packed.sort()
    hashes = (packed >> np.uint64(32)).astype(np.uint32)
    bits = max(1, min(24, int(len(hashes) // _BY_TWO).bit_length()))
    table = np.searchsorted(hashes, np.arange(1 << bits, dtype=np.uint64) << np.uint64(32 - bits)).astype(np.int32)
    return {
        "form_table": np.append(table, np.int32(len(hashes))),
        "form_hashes": hashes,
        "form_ids": (packed & np.uint64(0xFFFFFFFF)).astype(np.int32),
    }


def _numbered(packed: neighbours.Packed, numbers: NDArray[np.int64]) -> neighbours.Packed:
    if not len(packed):
        return packed
    return packed & ~np.uint64(0xFFFFFFFF) | numbers[(packed & np.uint64(0xFFFFFFFF)).astype(np.int64)].astype(np.uint64)


def _whole_names(rows: Rows) -> Arrays:
    """Each whole name run together and folded, and its halves."""
    texts, starts, count = rows.texts, rows.starts, len(rows.entry)
    whole, keys, owners = Letters(), [np.empty(0, np.uint32)], [np.empty(0, np.int32)]
    for first in range(0, count, _PIECE):
        ends = starts[first : first + _PIECE + 1]
        places, cuts = rows.spellings[ends[0] : ends[-1]].tolist(), (ends - ends[0]).tolist()
        folded = fold_all(["".join([texts[place] for place in places[a:b]]) for a, b in pairwise(cuts)])
        for text in folded:
            whole.add(text.encode())
        more, own = neighbours.half_keys(folded)
        keys.append(more)
        owners.append(own + np.int32(first))
    every = np.concatenate(keys)
    order = np.argsort(every, kind="stable")
    return {**whole.arrays("whole"), "half_keys": every[order], "half_rows": np.concatenate(owners)[order]}


def _weights(number_of_rows: NDArray[np.int64], rows: int) -> NDArray[np.float32]:
    """From 1.0 for a part that stands once to the least for one that stands in every row, by the logarithm.

    A short list says little of what is common: it is taken for the beginning of one with ``LEAST_ROWS``.
    """
    rarity = 1 - np.log(np.maximum(number_of_rows, 1)) / np.log(max(rows, LEAST_ROWS))
    return np.asarray(LEAST_WEIGHT + (1 - LEAST_WEIGHT) * rarity, np.float32)


def _masks(texts: Sequence[str]) -> NDArray[np.uint32]:
    """Which letters a text holds, a bit each, capital or small."""
    letters, starts = neighbours.run_of(texts)
    if not len(letters):
        return np.zeros(len(texts), np.uint32)
    return np.bitwise_or.reduceat(np.uint32(1) << (letters & 31).astype(np.uint32), starts[:-1])


def _skeletons(foldings: Sequence[str]) -> NDArray[np.uint64]:
    """The hash of the consonants of each folded spelling; 0 where they are fewer than two."""
    kept = skeleton_all(foldings) if foldings else []
    return np.where(_lengths(kept) > 1, neighbours.hashes(kept), 0).astype(np.uint64)


def _distinct(numbers: NDArray[np.int64]) -> NDArray[np.int64]:
    ordered = np.sort(numbers)
    return ordered[np.concatenate([[True], ordered[1:] != ordered[:-1]])] if len(ordered) else ordered


def _lengths(words: Sequence[str]) -> NDArray[np.int64]:
    return np.array([len(word) for word in words], np.int64)
