"""The index of everyone who is listed: arrays that find the few entries worth comparing with a traveller.

Each name of an entry is a *row*. A row's parts point into a vocabulary of spellings, those into a vocabulary of folded spellings, and
each folded spelling has its *postings*: the rows that hold it. Names run together are spellings too. Two more ways lead to a row: half
of its whole name run together (an error leaves the other half as it is), and the number of a document leads to an entry.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from preclear import watchlist
from preclear.matching import names, neighbours, storage
from preclear.matching.names import ROLES, Part
from preclear.matching.spelling import SKELETON, after_edits, fold
from preclear.matching.storage import Arrays, Strings
from preclear.watchlist import Edition, Entry

_MINOR = 4  # added to the number of the role
_MINOR_WEIGHT, _LEAST_WEIGHT = 0.08, 0.45  # of an article; of the commonest part of the list, beside 1.0 for one that stands once
_SIMILAR = 0.55  # folded spellings that are less alike do not find one another
_MOST_EDITS, _LONGEST = 2, 40
_AFTER_EDITS = np.array([[after_edits(edits, letters) for letters in range(_LONGEST + 1)] for edits in range(_MOST_EDITS + 2)])
_LOOK_ALIKE = str.maketrans("OI", "01")
_CACHED_PARTS, _CACHED_ENTRIES, _CACHED_ROWS = 1 << 18, 1 << 14, 1 << 26

_DECODER = msgspec.msgpack.Decoder(Entry)


@dataclass(frozen=True, slots=True)
class Indexed:
    """A list edition inside an index."""

    source: str
    title: str
    dated: date | None
    entries: int
    digest: str


@dataclass(frozen=True, slots=True)
class Row:
    """One listed name, with the weight of each part."""

    place: int
    entry: int
    parts: tuple[Part, ...]
    weights: tuple[float, ...]


class Similar(NamedTuple):
    """Folded spellings of the list that are like a part of a name, the likest first."""

    foldings: NDArray[np.int32]
    strengths: NDArray[np.float32]


class Reached(NamedTuple):
    """The rows that one part of a name leads to, and how alike the likest part of each is."""

    rows: NDArray[np.int32]
    strengths: NDArray[np.float32]


class Index:
    """Who is listed, in a form that many travellers at once are looked up in. Never changed: a new edition makes a new index."""

    def __init__(self, about: dict[str, Any], arrays: Arrays) -> None:
        self.about, self.arrays = about, arrays
        self.editions: tuple[Indexed, ...] = tuple(msgspec.convert(each, Indexed) for each in about["editions"])
        self.digest: str = about["digest"]
        self.spellings, self.foldings = Strings.of(arrays, "spellings"), Strings.of(arrays, "foldings")
        self.refs, self.records = Strings.of(arrays, "refs"), Strings.of(arrays, "records")
        self.whole = Strings.of(arrays, "whole")
        self.spelling: Callable[[int], str] = lru_cache(_CACHED_PARTS)(lambda place: self.spellings[place].decode())
        self.record: Callable[[int], Entry] = lru_cache(_CACHED_ENTRIES)(lambda place: _DECODER.decode(self.records[place]))
        self._weight = lru_cache(_CACHED_PARTS)(self._weight_of)
        self._reached: dict[str, Reached] = {}
        self._kept = 0

    @property
    def entries(self) -> int:
        """How many people are listed, over all editions."""
        return len(self.refs)

    @cached_property
    def rows(self) -> int:
        """How many names they are listed under."""
        return len(self.arrays["row_entry"])

    def entry(self, ref: str, edition: str | None = None) -> Entry:
        """Return a listed person by reference, of the edition with that digest where several hold the reference.

        Raises ``KeyError`` where there is none.
        """
        place = self.place(ref, edition)
        if place is None:
            raise KeyError(ref)
        return self.record(place)

    def place(self, ref: str, edition: str | None = None) -> int | None:
        """Return the place of a listed person, chosen as ``entry`` does; None where there is none."""
        place = self.refs.find(ref.encode())
        while place < self.entries and self.refs[place] == ref.encode():
            if edition in (None, self.edition_of(place).digest):
                return place
            place += 1
        return None

    def edition_of(self, place: int) -> Indexed:
        """Return the edition that the entry at a place belongs to."""
        return self.editions[int(self.arrays["entry_edition"][place])]

    def row(self, place: int) -> Row:
        """Return one listed name."""
        first, last = self.arrays["row_starts"][place : place + 2]
        spellings, marks = self.arrays["row_spellings"][first:last].tolist(), self.arrays["row_marks"][first:last].tolist()
        parts = tuple(
            Part(self.spelling(spelling), ROLES[mark % _MINOR], minor=mark >= _MINOR)
            for spelling, mark in zip(spellings, marks, strict=True)
        )
        weights = self.arrays["spelling_weight"][spellings].tolist()
        return Row(
            place,
            int(self.arrays["row_entry"][place]),
            parts,
            tuple(_MINOR_WEIGHT if part.minor else weight for part, weight in zip(parts, weights, strict=True)),
        )

    def rows_of(self, entry: int) -> list[int]:
        """Return the places of the names of one entry."""
        first, last = np.searchsorted(self.arrays["row_entry"], (entry, entry + 1))
        return list(range(int(first), int(last)))

    def entry_of(self, row: int) -> int:
        """Return the place of the entry that a row names."""
        return int(self.arrays["row_entry"][row])

    def name(self, row: int) -> int:
        """Return which of its entry's names a row is."""
        return int(self.arrays["row_name"][row])

    def weight(self, part: Part) -> float:
        """Return how much a part of a traveller's name tells: less the more rows of the list hold it, 1.0 where none does."""
        return _MINOR_WEIGHT if part.minor else self._weight(part.text)

    def rarity(self, folded: str) -> float:
        """Return how much a folded spelling tells: less the more rows of the list hold it, 1.0 where none does."""
        spelled = folded.encode()
        place = self.foldings.find(spelled)
        return float(self.arrays["folding_weight"][place]) if place < len(self.foldings) and self.foldings[place] == spelled else 1.0

    def reached(self, texts: Iterable[str]) -> dict[str, Reached]:
        """Return for each part the rows that hold a spelling like it, and how alike the likest is.

        All parts of a manifest are looked up at once, and each is kept for the next one. A full store is replaced, not emptied: another
        thread may be reading it.
        """
        wanted = dict.fromkeys(texts)
        if self._kept > _CACHED_ROWS:
            self._reached, self._kept = {}, 0
        reached = self._reached
        unknown = [text for text in wanted if text not in reached]
        for text, similar in zip(unknown, self._similar(unknown), strict=True):
            found = reached[text] = self._rows_with(similar)
            self._kept += len(found.rows) + 1
        return {text: reached[text] for text in wanted}

    def _similar(self, texts: Sequence[str]) -> Iterator[Similar]:
        """The folded spellings of the list that are like each part, the likest first; how alike they are is an overestimate.

        A slip may change what a part folds to by more than a letter, so parts are looked up as they are spelled, too.
        """
        words, count = [*(fold(text) for text in texts), *texts], len(texts)
        twice = [place < count for place in range(2 * count)]
        asked, forms = neighbours.candidates(words, twice, self.arrays["form_hashes"], self.arrays["form_ids"])
        distinct, which = np.unique(forms, return_inverse=True)
        vocabulary = np.array([self._form(form) for form in distinct.tolist()], object)
        spelled = np.array(words, object)
        edits = process.cpdist(spelled[asked], vocabulary[which], scorer=OSA.distance, score_cutoff=_MOST_EDITS, dtype=np.uint8)
        longer = np.maximum(_lengths(words)[asked], _lengths(vocabulary)[which])
        kept, listed = neighbours.consonants(words)[asked], self.arrays["form_consonants"][forms]
        strengths = np.maximum(_AFTER_EDITS[edits, longer], np.where((kept > 0) & (kept == listed), SKELETON, 0)).astype(np.float32)
        alike = np.flatnonzero(strengths >= _SIMILAR)
        order = alike[np.lexsort((forms[alike], -strengths[alike], asked[alike] % count))]
        places, strengths, owners = self.arrays["form_folding"][forms[order]], strengths[order], asked[order] % count
        ends = np.searchsorted(owners, np.arange(count + 1))
        yield from (Similar(places[first:last], strengths[first:last]) for first, last in pairwise(ends.tolist()))

    def _form(self, place: int) -> str:
        spelling = place - len(self.foldings)
        return self.spelling(spelling) if spelling >= 0 else self.foldings[place].decode()

    def _rows_with(self, similar: Similar) -> Reached:
        """The rows that hold any of some folded spellings, each once, with the strength of the likest."""
        starts = self.arrays["posting_starts"]
        owner, slots = neighbours.ranges(starts[similar.foldings], starts[similar.foldings + 1])
        rows, first = np.unique(self.arrays["posting_rows"][slots], return_index=True)
        return Reached(rows, similar.strengths[owner[first]])

    def _weight_of(self, text: str) -> float:
        return self.rarity(fold(text))

    def save(self, path: Path) -> None:
        """Write the index to a file that ``load`` maps. Raises ``SourceError`` where it cannot be written."""
        storage.write(path, self.about, self.arrays)


def build(editions: Iterable[Edition], *, rarity: Index | None = None) -> Index:
    """Return the index of some editions; the order of the editions and of their entries does not matter.

    A small index beside a large one takes the ``rarity`` of name parts from it: what is common there is common here.
    """
    ordered = sorted(editions, key=lambda edition: (edition.source.id, edition.digest))
    people = sorted(
        ((entry.ref, number, entry) for number, edition in enumerate(ordered) for entry in edition.entries), key=lambda p: p[:2]
    )
    rows = list(_rows([entry for _, _, entry in people]))
    arrays = {
        **Strings.arrays("refs", [ref.encode() for ref, _, _ in people]),
        **Strings.arrays("records", [msgspec.msgpack.encode(entry) for _, _, entry in people]),
        "entry_edition": np.array([number for _, number, _ in people], np.int16),
        **_years([entry for _, _, entry in people]),
        **_documents([entry for _, _, entry in people]),
        **_vocabulary(rows, rarity),
        **_whole_names(rows),
    }
    described = [
        Indexed(edition.source.id, edition.source.title, edition.dated, len(edition.entries), edition.digest) for edition in ordered
    ]
    digest = hashlib.sha256("".join(edition.digest for edition in ordered).encode()).hexdigest()
    return Index({"editions": msgspec.to_builtins(described), "digest": digest}, arrays)


def load(path: Path) -> Index:
    """Return the index in a file, mapped: what is not looked at is not read.

    Raises ``SourceError`` when the file is no index, was built by another version, or is not whole.
    """
    return Index(*storage.read(path))


def open_paths(paths: Sequence[Path]) -> Index:
    """Return one index of some watchlists, or the one that is already built.

    Raises ``SourceError`` when a list cannot be read, or when a built index stands beside anything else.
    """
    built = [path for path in paths if storage.recognises(path)]
    if built and len(paths) == 1:
        return load(built[0])
    editions = [edition for path in paths if path not in built for edition in watchlist.load(path)]
    return build([*editions, *(edition for path in built for edition in editions_of(load(path)))])


def editions_of(index: Index) -> Iterator[Edition]:
    """Yield the editions that an index was built from, with all their entries."""
    numbers = index.arrays["entry_edition"]
    for number, each in enumerate(index.editions):
        entries = tuple(_DECODER.decode(index.records[place]) for place in np.flatnonzero(numbers == number).tolist())
        yield Edition(source=watchlist.Source(each.source, each.title), dated=each.dated, entries=entries, digest=each.digest)


def document_key(number: str) -> int | None:
    """Return what two numbers share that differ in blanks, marks, and O for 0 or I for 1; None where too little is left of it."""
    bare = re.sub(r"[^0-9A-Z]", "", number.upper()).translate(_LOOK_ALIKE)
    return int.from_bytes(hashlib.blake2b(bare.encode(), digest_size=8).digest()) if len(bare) >= 5 else None


def _rows(entries: Sequence[Entry]) -> Iterator[tuple[int, int, tuple[Part, ...]]]:
    """Each listed name that holds a letter: place of its entry, place in the entry, parts. What reads alike stands once."""
    for place, entry in enumerate(entries):
        seen = set()
        for number, name in enumerate(entry.names):
            parts = names.listed(name)
            if parts and parts not in seen:
                seen.add(parts)
                yield place, number, parts


def _vocabulary(rows: Sequence[tuple[int, int, tuple[Part, ...]]], rarity: Index | None) -> dict[str, NDArray[Any]]:
    spellings = sorted({part.text for _, _, parts in rows for part in parts})
    run_together = [[fold(text) for role in ROLES for text in names.beginnings(parts, role)] for _, _, parts in rows]
    foldings = sorted({fold(text) for text in spellings} | {text for texts in run_together for text in texts})
    spelling_of, folding_of = ({text: place for place, text in enumerate(texts)} for texts in (spellings, foldings))
    folding_of_spelling = np.array([folding_of[fold(text)] for text in spellings], np.int32)

    starts = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(parts) for _, _, parts in rows], out=starts[1:])
    flat = np.array([spelling_of[part.text] for _, _, parts in rows for part in parts], np.int32)
    marks = np.array([ROLES.index(part.role) + _MINOR * part.minor for _, _, parts in rows for part in parts], np.uint8)

    owners = np.repeat(np.arange(len(rows), dtype=np.int64), np.diff(starts))
    held = np.unique(folding_of_spelling[flat[marks < _MINOR]].astype(np.int64) << 32 | owners[marks < _MINOR])
    number_of_rows = np.bincount(held >> 32, minlength=len(foldings))
    joined = np.array([folding_of[text] << 32 | place for place, texts in enumerate(run_together) for text in texts], np.int64)
    held = np.unique(np.concatenate([held, joined]))
    posting_starts = np.zeros(len(foldings) + 1, np.int64)
    np.cumsum(np.bincount(held >> 32, minlength=len(foldings)), out=posting_starts[1:])

    weight = _weights(number_of_rows, len(rows)) if rarity is None else np.array([rarity.rarity(text) for text in foldings], np.float32)
    weights = np.where(marks < _MINOR, weight[folding_of_spelling[flat]], 0)
    twice = [*(number_of_rows > 0).tolist(), *(False for _ in spellings)]  # not what stands only as parts run together
    form_hashes, form_ids = neighbours.ordered([*foldings, *spellings], twice)
    return {
        **Strings.arrays("spellings", [text.encode() for text in spellings]),
        **Strings.arrays("foldings", [text.encode() for text in foldings]),
        "folding_weight": weight,
        "spelling_weight": weight[folding_of_spelling],
        "form_folding": np.concatenate([np.arange(len(foldings), dtype=np.int32), folding_of_spelling]),
        "form_consonants": neighbours.consonants([*foldings, *spellings]),
        "row_entry": np.array([entry for entry, _, _ in rows], np.int32),
        "row_name": np.array([number for _, number, _ in rows], np.uint16),
        "row_starts": starts,
        "row_spellings": flat,
        "row_marks": marks,
        "row_weight": np.bincount(owners, weights, len(rows)).astype(np.float32),
        "row_parts": np.bincount(owners, marks < _MINOR, len(rows)).astype(np.uint8),
        "posting_starts": posting_starts,
        "posting_rows": (held & 0xFFFFFFFF).astype(np.int32),
        "form_hashes": form_hashes,
        "form_ids": form_ids,
    }


def _lengths(words: Iterable[str]) -> NDArray[np.intp]:
    return np.minimum(np.array([len(word) for word in words], np.intp), _LONGEST)


def _weights(number_of_rows: NDArray[np.int64], rows: int) -> NDArray[np.float32]:
    """From 1.0 for a part that stands once to the least for one that stands in every row, by the logarithm."""
    rarity = 1 - np.log(np.maximum(number_of_rows, 1)) / np.log(max(rows, 2))
    return np.asarray(_LEAST_WEIGHT + (1 - _LEAST_WEIGHT) * rarity, np.float32)


def _whole_names(rows: Sequence[tuple[int, int, tuple[Part, ...]]]) -> dict[str, NDArray[Any]]:
    whole = [fold("".join(part.text for part in parts)) for _, _, parts in rows]
    keys, places = half_keys(whole)
    order = np.argsort(keys, kind="stable")
    return {**Strings.arrays("whole", [text.encode() for text in whole]), "half_keys": keys[order], "half_rows": places[order]}


def half_keys(whole: Sequence[str], lengths: Sequence[int] = (0,)) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
    """Return hashes of the first and of the last half of names run together, and beside each the place of its name.

    ``lengths`` are differences of length to allow for: a name with one letter more or less has the halves of the other length.
    """
    keys: list[int] = []
    places: list[int] = []
    for place, text in enumerate(whole):
        for length in (len(text) + difference for difference in lengths):
            half = length // 2
            if half >= 2:
                keys += (hash_of(f"<{length}{text[:half]}"), hash_of(f">{length}{text[-half:]}"))
                places += (place, place)
    return np.array(keys, np.uint32), np.array(places, np.int32)


def hash_of(text: str) -> int:
    """Return a hash of 32 bits that is the same in every process."""
    return zlib.crc32(text.encode())


def _years(entries: Sequence[Entry]) -> dict[str, NDArray[Any]]:
    """The first and the last year in which somebody may be born; 0 where the list does not say."""
    spans = [[year for born in entry.birth_dates for year in (born.first.year, (born.last or born.first).year)] for entry in entries]
    return {
        "entry_first_year": np.array([min(years, default=0) for years in spans], np.int16),
        "entry_last_year": np.array([max(years, default=0) for years in spans], np.int16),
    }


def _documents(entries: Sequence[Entry]) -> dict[str, NDArray[Any]]:
    keyed = sorted(
        {(key, place) for place, entry in enumerate(entries) for paper in entry.documents if (key := document_key(paper.number))}
    )
    return {"document_keys": np.array([key for key, _ in keyed], np.uint64), "document_entries": np.array([p for _, p in keyed], np.int32)}
