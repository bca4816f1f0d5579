"""Similar words of a vocabulary, found by deletion: two words within an edit of each other share a form with letters left out.

Up to one letter is left out of a word, up to two from seven letters on where that is wanted. Forms are never made as strings: the
polynomial hash of a word with letters left out follows from the hashes of its beginnings. Hashes of different forms may fall together,
so whoever asks verifies what comes back (after W. Garbe's symmetric delete). Halves of names run together are hashed the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from preclear.matching import kernel

BASE = 0x9E3779B97F4A7C15  # odd, so it has an inverse modulo 2**64
TWO_FROM, TWO_TO, ONE_TO = 7, 14, 24  # lengths at which two letters, and at which any, may be left out
_BASE, _INVERSE = np.uint64(BASE), np.uint64(pow(BASE, -1, 1 << 64))
_OF_LENGTH = 0xD6E8FEB86659FD93
_PIECE = 200_000  # words whose forms are made at once

Hashes = NDArray[np.uint32]
Ids = NDArray[np.int32]
Packed = NDArray[np.uint64]  # a hash in the upper half, a place in the lower


def forms(words: Sequence[str], twice: Sequence[bool]) -> Packed:
    """Return the hash of every form of every word, each with the place of its word, in no order.

    ``twice`` says of each word whether two letters may be left out, which is what makes many forms.
    """
    if library := kernel.library():
        return _forms_by_kernel(library, words, twice)
    by_kind: dict[tuple[int, bool], list[int]] = {}
    for place, (word, two) in enumerate(zip(words, twice, strict=True)):
        by_kind.setdefault((len(word), two and TWO_FROM <= len(word) <= TWO_TO), []).append(place)
    packed = [_packed(shortened(hashes(words)), np.arange(len(words)))]
    for (length, two), places in by_kind.items():
        ids = np.array(places)
        packed += [_packed(column, ids) for column in _deletions(words, places, length, two=two)]
    return np.concatenate(packed)


def _forms_by_kernel(library: object, words: Sequence[str], twice: Sequence[bool]) -> Packed:
    letters, starts = run_of(words)
    twofold = np.array(twice, np.uint8)
    pieces: list[Packed] = []
    first = 0
    while first < len(words):
        last = min(first + _PIECE, len(words))
        room = np.empty((last - first) * 96 + 4096, np.uint64)
        written = np.zeros(1, np.int64)
        first = library.preclear_forms(  # type: ignore[attr-defined]  # a library of ctypes
            letters.ctypes.data, starts.ctypes.data, twofold.ctypes.data, first, last, TWO_FROM, TWO_TO, ONE_TO,
            room.ctypes.data, len(room), written.ctypes.data,
        )  # fmt: skip
        pieces.append(room[: int(written[0])].copy())
    return np.concatenate(pieces) if pieces else np.empty(0, np.uint64)


def spread(ordered: NDArray[np.generic], asked: NDArray[np.generic]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return, for everything asked that stands in the ordered hashes, its place in ``asked`` and every place it stands at."""
    order = np.argsort(asked)  # neighbours are looked for one after the other: they lie in memory together
    in_order = asked[order]
    first, last = np.empty(len(asked), np.int64), np.empty(len(asked), np.int64)
    first[order], last[order] = np.searchsorted(ordered, in_order, "left"), np.searchsorted(ordered, in_order, "right")
    return ranges(first, last)


def ranges(first: NDArray[np.int64], last: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return every number of the half-open ranges one after the other, each beside the place of its range."""
    counts = last - first
    owner = np.repeat(np.arange(len(first)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts - first, counts)


def run_of(words: Sequence[str]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Return the letters of words one after the other, and where each begins."""
    starts = np.zeros(len(words) + 1, np.int64)
    np.cumsum([len(word) for word in words], out=starts[1:])
    return np.frombuffer("".join(words).encode("ascii"), np.uint8), starts


def hashes(words: Sequence[str]) -> Packed:
    """Return the whole hash of each word; 0 for none."""
    out = np.zeros(len(words), np.uint64)
    for length, places in _by_length(words).items():
        if length:
            sums, _ = _beginnings(_codes(words, places, length))
            out[places] = sums[:, -1]
    return out


def shortened(whole: Packed) -> Hashes:
    """Return the 32 bits of hashes that are stored."""
    mixed = (whole ^ (whole >> np.uint64(29))) * _BASE
    return (mixed >> np.uint64(32)).astype(np.uint32)


def half_keys(names: Sequence[str], differences: Sequence[int] = (0,)) -> tuple[Hashes, Ids]:
    """Return hashes of the first and of the last half of names run together, and beside each the place of its name.

    ``differences`` of length are allowed for: a name with one letter more or less has the halves of the other length.
    """
    keys, owners = [np.empty(0, np.uint32)], [np.empty(0, np.int32)]
    for length, places in _by_length(names).items():
        if not length:
            continue
        sums, _ = _beginnings(_codes(names, places, length))
        for other in (length + difference for difference in differences):
            half = other // 2
            if not 2 <= half <= length:
                continue
            of_length = np.uint64(other * _OF_LENGTH % (1 << 64))
            end = (sums[:, length] - sums[:, length - half]) * np.uint64(pow(BASE, half - length, 1 << 64))
            for last, part in enumerate((sums[:, half], end)):
                keys.append(shortened(part * np.uint64(2) + of_length + np.uint64(last)))
                owners.append(places.astype(np.int32))
    return np.concatenate(keys), np.concatenate(owners)


def _packed(short: Hashes, places: NDArray[np.int64]) -> Packed:
    return short.astype(np.uint64) << np.uint64(32) | places.astype(np.uint64)


def _by_length(words: Sequence[str]) -> dict[int, NDArray[np.int64]]:
    lengths = np.array([len(word) for word in words], np.int64)
    order = np.argsort(lengths, kind="stable")
    distinct, starts = np.unique(lengths[order], return_index=True)
    return dict(zip(distinct.tolist(), np.split(order, starts[1:]), strict=True)) if len(words) else {}


def _codes(words: Sequence[str], places: Sequence[int] | NDArray[np.int64], length: int) -> NDArray[np.uint64]:
    letters = "".join(words[place] for place in places).encode("ascii")
    return np.frombuffer(letters, np.uint8).reshape(len(places), length).astype(np.uint64)


def _beginnings(codes: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The hash of each beginning, from none to all letters, and the powers of the base."""
    count, length = codes.shape
    powers = np.cumprod(np.concatenate([np.ones(1, np.uint64), np.full(length, _BASE)]), dtype=np.uint64)
    sums = np.zeros((count, length + 1), np.uint64)
    np.cumsum(codes * powers[:length], axis=1, dtype=np.uint64, out=sums[:, 1:])
    return sums, powers


def _deletions(words: Sequence[str], places: Sequence[int], length: int, *, two: bool) -> Iterator[Hashes]:
    """The hashes of words of one length with one letter left out, then with two, a column at a time."""
    if not 2 <= length <= ONE_TO:
        return
    sums, _ = _beginnings(_codes(words, places, length))
    whole = sums[:, length]
    for i in range(length):
        yield shortened(sums[:, i] + (whole - sums[:, i + 1]) * _INVERSE)
        for j in range(i + 1, length if two else 0):
            middle = (sums[:, j] - sums[:, i + 1]) * _INVERSE
            yield shortened(sums[:, i] + middle + (whole - sums[:, j + 1]) * _INVERSE * _INVERSE)
