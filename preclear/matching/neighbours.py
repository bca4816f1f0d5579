"""Similar words of a vocabulary, found by deletion: two words within an edit of each other share a form with letters left out.

Up to one letter is left out of a word, up to two from seven letters on where that is wanted; the consonants alone are one more form. Forms
are never made as strings: the polynomial hash of a word with letters left out follows from the hashes of its beginnings. Hashes of
different forms may fall together, so whoever asks verifies what comes back (after W. Garbe's symmetric delete).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from preclear.matching.spelling import skeleton

_BASE = np.uint64(0x9E3779B97F4A7C15)  # odd, so it has an inverse modulo 2**64
_INVERSE = np.uint64(pow(0x9E3779B97F4A7C15, -1, 1 << 64))
_TWO_FROM, _TWO_TO, _ONE_TO = 7, 14, 24  # lengths at which two letters, and at which any, may be left out

Hashes = NDArray[np.uint32]
Ids = NDArray[np.int32]


def forms(words: Sequence[str], twice: Sequence[bool]) -> tuple[Hashes, Ids]:
    """Return the hash of every form of every word, and beside each the place of its word.

    ``twice`` says of each word whether two letters may be left out, which is what makes many forms.
    """
    by_kind: dict[tuple[int, bool], list[int]] = {}
    for place, (word, two) in enumerate(zip(words, twice, strict=True)):
        by_kind.setdefault((len(word), two and _TWO_FROM <= len(word) <= _TWO_TO), []).append(place)
    hashes, ids = [_hash(words, range(len(words)))], [np.arange(len(words), dtype=np.int32)]
    kept = consonants(words)
    hashes.append(kept[kept > 0])
    ids.append(np.flatnonzero(kept).astype(np.int32))
    for (length, two), places in by_kind.items():
        for column in _deletions(words, places, length, two=two):
            hashes.append(column)
            ids.append(np.array(places, np.int32))
    return np.concatenate(hashes), np.concatenate(ids)


def ordered(words: Sequence[str], twice: Sequence[bool]) -> tuple[Hashes, Ids]:
    """Return the forms of a vocabulary in the order of their hashes, as ``candidates`` wants them."""
    hashes, ids = forms(words, twice)
    order = np.argsort(hashes, kind="stable")
    return hashes[order], ids[order]


def candidates(words: Sequence[str], twice: Sequence[bool], hashes: Hashes, ids: Ids) -> tuple[Ids, Ids]:
    """Return pairs of places, in ``words`` and in the vocabulary, that share a form: each pair once, in order."""
    asked, places = forms(words, twice)
    found, hits = spread(hashes, asked)
    pairs = np.unique(places[found].astype(np.int64) << 32 | ids[hits])
    return (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)


def spread(hashes: NDArray[np.generic], asked: NDArray[np.generic]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, for everything asked that stands in the ordered hashes, its place in ``asked`` and every place it stands at."""
    first, last = np.searchsorted(hashes, asked, "left"), np.searchsorted(hashes, asked, "right")
    return ranges(first, last)


def ranges(first: NDArray[np.int64], last: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return every number of the half-open ranges one after the other, each beside the place of its range."""
    counts = last - first
    owner = np.repeat(np.arange(len(first)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts - first, counts)


def consonants(words: Sequence[str]) -> Hashes:
    """Return the hash of the consonants of each word: what words of one skeleton share. 0 where there are fewer than two."""
    kept = [skeleton(word) for word in words]
    return np.where([len(letters) > 1 for letters in kept], _hash(kept, range(len(kept))), 0).astype(np.uint32)


def _codes(words: Sequence[str], places: Sequence[int], length: int) -> NDArray[np.uint64]:
    letters = "".join(words[place] for place in places).encode("ascii")
    return np.frombuffer(letters, np.uint8).reshape(len(places), length).astype(np.uint64)


def _beginnings(codes: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The hash of each beginning, from none to all letters, and the powers of the base."""
    count, length = codes.shape
    powers = np.cumprod(np.concatenate([np.ones(1, np.uint64), np.full(length, _BASE)]), dtype=np.uint64)
    sums = np.zeros((count, length + 1), np.uint64)
    np.cumsum(codes * powers[:length], axis=1, dtype=np.uint64, out=sums[:, 1:])
    return sums, powers


def _short(hashes: NDArray[np.uint64]) -> Hashes:
    mixed = (hashes ^ (hashes >> np.uint64(29))) * _BASE
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _hash(words: Sequence[str], places: Sequence[int]) -> Hashes:
    """The hash of each whole word."""
    out = np.zeros(len(places), np.uint32)
    by_length: dict[int, list[int]] = {}
    for slot, place in enumerate(places):
        by_length.setdefault(len(words[place]), []).append(slot)
    for length, slots in by_length.items():
        if length:
            sums, _ = _beginnings(_codes(words, [places[slot] for slot in slots], length))
            out[slots] = _short(sums[:, -1])
    return out


def _deletions(words: Sequence[str], places: Sequence[int], length: int, *, two: bool) -> Iterator[Hashes]:
    """The hashes of words of one length with one letter left out, then with two, a column at a time."""
    if not 2 <= length <= _ONE_TO:
        return
    sums, _ = _beginnings(_codes(words, places, length))
    whole = sums[:, length]
    for i in range(length):
        yield _short(sums[:, i] + (whole - sums[:, i + 1]) * _INVERSE)
        for j in range(i + 1, length if two else 0):
            middle = (sums[:, j] - sums[:, i + 1]) * _INVERSE
            yield _short(sums[:, i] + middle + (whole - sums[:, j + 1]) * _INVERSE * _INVERSE)
