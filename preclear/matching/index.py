"""The index of everyone who is listed: arrays that find the few entries worth comparing with a traveller.

Each name of an entry is a *row*. A row's parts point into a vocabulary of spellings, those into a vocabulary of folded spellings, and
each folded spelling has its *postings*: the rows that hold it. Names run together are folded spellings too. Two more ways lead to a row:
half of its whole name run together (an error leaves the other half as it is), and the number of a document leads to an entry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from preclear import watchlist
from preclear.matching import building, neighbours, storage
from preclear.matching.asked import Asked
from preclear.matching.building import MINOR
from preclear.matching.names import ROLES, Part
from preclear.matching.spelling import fold
from preclear.matching.storage import Arrays, Strings
from preclear.watchlist import Edition, Entry

MINOR_WEIGHT = 0.08  # of an article, beside 1.0 for a part that stands once
_CACHED_PARTS, _CACHED_ENTRIES = 1 << 18, 1 << 14

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


class Index:
    """Who is listed, in a form that many travellers at once are looked up in. Never changed: a new edition makes a new index."""

    def __init__(self, about: dict[str, Any], arrays: Arrays, path: Path | None = None) -> None:
        self.about, self.arrays, self.path = about, arrays, path  # the file that is mapped; None: it lies in memory alone
        self.editions: tuple[Indexed, ...] = tuple(msgspec.convert(each, Indexed) for each in about["editions"])
        self.digest: str = about["digest"]
        self.spellings, self.foldings = Strings.of(arrays, "spellings"), Strings.of(arrays, "foldings")
        self.refs, self.records = Strings.of(arrays, "refs"), Strings.of(arrays, "records")
        self.whole, self.documents = Strings.of(arrays, "whole"), Strings.of(arrays, "documents")
        self.spelling: Callable[[int], str] = lru_cache(_CACHED_PARTS)(lambda place: self.spellings[place].decode())
        self.record: Callable[[int], Entry] = lru_cache(_CACHED_ENTRIES)(lambda place: _DECODER.decode(self.records[place]))
        self._weight = lru_cache(_CACHED_PARTS)(self._weight_of)
        self.asked = Asked(self.arrays)

    @property
    def entries(self) -> int:
        """How many people are listed, over all editions."""
        return len(self.refs)

    @cached_property
    def rows(self) -> int:
        """How many names they are listed under."""
        return len(self.arrays["row_entry"])

    @cached_property
    def longest(self) -> int:
        """How many letters the longest part of a listed name has."""
        return int(np.diff(self.arrays["spellings.starts"]).max(initial=0))

    def entry(self, ref: str, edition: str | None = None) -> Entry:
        """Return a listed person by reference, of the edition with that digest where several hold the reference.

        Raises ``KeyError`` where there is none.
        """
        place = self.place(ref, edition)
        if place is not None:
            return self.record(place)
        raise KeyError(ref)

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
            Part(self.spelling(spelling), ROLES[mark % MINOR], minor=mark >= MINOR) for spelling, mark in zip(spellings, marks, strict=True)
        )
        weights = self.arrays["spelling_weight"][spellings].tolist()
        return Row(
            place,
            int(self.arrays["row_entry"][place]),
            parts,
            tuple(MINOR_WEIGHT if part.minor else weight for part, weight in zip(parts, weights, strict=True)),
        )

    def rows_of(self, entry: int) -> list[int]:
        """Return the places of the names of one entry; none where only documents are listed."""
        first, last = self.arrays["entry_row_starts"][entry : entry + 2]
        return [int(row) for row in self.arrays["entry_rows"][first:last]]

    def entry_of(self, row: int) -> int:
        """Return the place of the entry that a row names."""
        return int(self.arrays["row_entry"][row])

    def name(self, row: int) -> int:
        """Return which of its entry's names a row is."""
        return int(self.arrays["row_name"][row])

    def weight(self, part: Part) -> float:
        """Return how much a part of a traveller's name tells: less the more rows of the list hold it, 1.0 where none does."""
        return MINOR_WEIGHT if part.minor else self._weight(part.text)

    def rarity(self, folded: str) -> float:
        """Return how much a folded spelling tells: less the more rows of the list hold it, 1.0 where none does."""
        spelled = folded.encode()
        place = self.foldings.find(spelled)
        return float(self.arrays["folding_weight"][place]) if place < len(self.foldings) and self.foldings[place] == spelled else 1.0

    def rarities(self, folded: Sequence[str]) -> NDArray[np.float32]:
        """Return ``rarity`` of each of many, quicker: they are found by their hashes."""
        weights, starts = np.ones(len(folded), np.float32), self.arrays["foldings.starts"]
        asked, hits = neighbours.spread(self.arrays["form_hashes"], neighbours.shortened(neighbours.hashes(folded)))
        places = self.arrays["form_ids"][hits]
        own = np.flatnonzero(places < len(self.foldings))
        asked, places = asked[own], places[own]
        alike = np.flatnonzero(starts[places + 1] - starts[places] == np.array([len(each) for each in folded], np.int64)[asked])
        for which, place in zip(asked[alike].tolist(), places[alike].tolist(), strict=True):
            if self.foldings[place] == folded[which].encode():
                weights[which] = self.arrays["folding_weight"][place]
        return weights

    def with_documents(self, numbers: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Yield the place of each number that an entry lists, or one that is a slip away from it, with the place of the entry.

        ``numbers`` are as ``building.document_number`` gives them.
        """
        packed = neighbours.forms(numbers, [False] * len(numbers))
        hashes, owners = (packed >> np.uint64(32)).astype(np.uint32), (packed & np.uint64(0xFFFFFFFF)).astype(np.int64)
        asked, hits = neighbours.spread(self.arrays["document_hashes"], hashes)
        pairs = set(zip(owners[asked].tolist(), self.arrays["document_ids"][hits].tolist(), strict=True))
        for owner, place in sorted(pairs):
            if OSA.distance(numbers[owner], self.documents[place].decode(), score_cutoff=1) <= 1:
                yield owner, int(self.arrays["document_entries"][place])

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
    people = sorted((entry.ref, number, place) for number, edition in enumerate(ordered) for place, entry in enumerate(edition.entries))
    arrays = {
        **Strings.arrays("refs", [ref.encode() for ref, _, _ in people]),
        "entry_edition": np.array([number for _, number, _ in people], np.int16),
        **building.arrays((ordered[number].entries[place] for _, number, place in people), rarity.rarities if rarity else None),
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
    return Index(*storage.read(path), path)


def open_paths(paths: Sequence[Path], seen: Callable[[Path, Edition], object] | None = None) -> Index:
    """Return one index of some watchlists, or the one that is already built. ``seen`` is told of each list as it has been read.

    Raises ``SourceError`` when a list cannot be read, or when a built index stands beside anything else.
    """
    built = [path for path in paths if storage.recognises(path)]
    if built and len(paths) == 1:
        return load(built[0])
    editions: list[Edition] = []
    for path in paths:
        for edition in watchlist.load(path) if path not in built else ():
            if seen:
                seen(path, edition)
            editions.append(edition)
    return build([*editions, *(edition for path in built for edition in editions_of(load(path)))])


def editions_of(index: Index) -> Iterator[Edition]:
    """Yield the editions that an index was built from, with all their entries."""
    numbers = index.arrays["entry_edition"]
    for number, each in enumerate(index.editions):
        entries = tuple(_DECODER.decode(index.records[place]) for place in np.flatnonzero(numbers == number).tolist())
        yield Edition(source=watchlist.Source(each.source, each.title), dated=each.dated, entries=entries, digest=each.digest)


def document_key(number: str) -> int | None:
    """Return what two numbers share that differ in blanks, marks, and O for 0 or I for 1; None where too little is left of it."""
    bare = building.document_number(number)
    return int.from_bytes(hashlib.blake2b(bare.encode(), digest_size=8).digest()) if bare else None
