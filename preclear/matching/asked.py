"""Name parts that were asked for, with the folded spellings of the list that are like each.

A part is looked up once and kept for the next manifest. Similarity here is an overestimate: what is like enough is compared in full.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA

from preclear.matching import kernel, neighbours
from preclear.matching.building import LEAST_ROWS
from preclear.matching.kernel import LONGEST, MOST_EDITS
from preclear.matching.names import CUT
from preclear.matching.spelling import CONSONANTS, SKELETON, after_edits, fold_all, skeleton_all
from preclear.matching.storage import Arrays, Strings
from preclear.matching.weights import packaged

LEVELS, LEAST_LEVEL, LEVEL = 26, 0.5, 0.02  # of alikeness, for each of which it is known how many of the list are so alike
SIMILAR = 0.55  # folded spellings that are less alike do not find one another
_MOST_KEPT = 1 << 23  # similar spellings, over all parts
_ROOM = 1 << 14
_MOST_LONGER = 1 << 11  # folded spellings that begin as a cut part does
_NEARLY = 1e-6
_KINDS = {  # what is kept of the parts, one after the other
    "letters": np.uint8,  # as spelled, as folded, and the consonants
    "starts": np.int64,
    "skeleton": np.uint64,
    "similar_start": np.int64,
    "similar_count": np.int32,
    "similar_folding": np.int32,
    "similar_strength": np.float32,
    "surprise": np.float64,  # ``LEVELS`` for each part
}


NOTHING_COMPARED = np.array([-1]), np.zeros(1), np.zeros(1, bool)


class Similar(NamedTuple):
    """Folded spellings of the list that are like a part of a name, and how alike they are at the most."""

    foldings: NDArray[np.int32]
    strengths: NDArray[np.float32]


class Kept:
    """What is known of some parts. It only grows: what stands at a place stays there, so threads may read on while others are added."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}
        self.used = dict.fromkeys(_KINDS, 0)
        self.arrays: dict[str, NDArray[Any]] = {name: np.empty(_ROOM, kind) for name, kind in _KINDS.items()}
        self.arrays["starts"][0] = 0
        self.used["starts"] = 1
        self.texts = kernel.Texts.of(self.arrays)
        # what ``by_numpy`` knows of pairs: text and spelling in one number, in order; how alike they are; whether the text begins the other
        self.compared: tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_]] = NOTHING_COMPARED

    def similar(self, place: int) -> Similar:
        """Return what is like the part at a place."""
        start, count = int(self.arrays["similar_start"][place]), int(self.arrays["similar_count"][place])
        return Similar(self.arrays["similar_folding"][start : start + count], self.arrays["similar_strength"][start : start + count])

    def surprise(self, text: str, strength: float) -> float:
        """Return what it tells, in natural logarithms, that a listed part is so alike to one that was asked for.

        That is how seldom it is: the names of the list against those with a part at least so alike, or a level less.
        """
        return float(self.surprises(text)[level(strength)])

    def surprises(self, text: str) -> NDArray[np.float64]:
        """Return it by the level of alikeness."""
        place = self.places[text] * LEVELS
        return self.arrays["surprise"][place : place + LEVELS]

    def add(self, texts: Sequence[str], columns: Mapping[str, NDArray[Any]]) -> None:
        """Keep more parts, whose columns are as those of ``_KINDS``; only then do they have places."""
        moved = False
        for name, more in columns.items():
            used, array = self.used[name], self.arrays[name]
            if used + len(more) > len(array):
                array = np.empty(2 * (used + len(more)), array.dtype)
                array[:used] = self.arrays[name][:used]
                self.arrays[name], moved = array, True
            array[used : used + len(more)] = more
            self.used[name] = used + len(more)
        if moved:
            self.texts = kernel.Texts.of(self.arrays)
        for text in texts:
            self.places[text] = len(self.places)


class Asked:
    """The parts that an index was asked for. Threads may share it."""

    def __init__(self, arrays: Arrays) -> None:
        self.arrays = arrays
        self.foldings, self.spellings = Strings.of(arrays, "foldings"), Strings.of(arrays, "spellings")
        # what ``by_numpy`` knows: rows whose whole name is nearly a text; ranges of rows that a year, a day and possible kinds make it read
        self.whole: dict[str, NDArray[np.int64]] = {}
        self.ranges: dict[tuple[int | None, int, frozenset[int]], NDArray[np.int64]] = {}
        self._lock = Lock()
        self._kept = Kept()

    def of(self, texts: Iterable[str]) -> Kept:
        """Return what is known of all parts of a manifest, after looking up those that are new."""
        wanted = dict.fromkeys(texts)
        kept = self._kept
        if all(text in kept.places for text in wanted):
            return kept
        with self._lock:
            kept = self._kept
            if kept.used["similar_folding"] > _MOST_KEPT:
                kept = self._kept = Kept()
            new = [text for text in wanted if text not in kept.places]
            if new:
                self._add(kept, new)
            return kept

    def _add(self, kept: Kept, new: Sequence[str]) -> None:
        spelled = [text.removesuffix(CUT) for text in new]
        folded = fold_all(spelled)
        consonants = skeleton_all(folded)
        letters, starts = neighbours.run_of([each for three in zip(spelled, folded, consonants, strict=True) for each in three])
        skeletons = np.where([len(each) > 1 for each in consonants], neighbours.hashes(consonants), 0).astype(np.uint64)
        fresh: dict[str, NDArray[Any]] = {"letters": letters, "starts": starts, "skeleton": skeletons}
        by_kernel = kernel.library() is not None
        found = self._by_kernel(fresh, len(new)) if by_kernel else self._by_numpy(spelled, folded, skeletons)
        counts, foldings, strengths = self._with_longer(new, folded, *found)
        kept.add(
            new,
            {
                "letters": letters,
                "starts": starts[1:] + kept.used["letters"],
                "skeleton": skeletons,
                "similar_start": kept.used["similar_folding"] + np.cumsum(counts, dtype=np.int64) - counts,
                "similar_count": counts,
                "similar_folding": foldings,
                "similar_strength": strengths,
                "surprise": self._surprises(counts, foldings, strengths),
            },
        )

    def _with_longer(
        self, new: Sequence[str], folded: Sequence[str], counts: NDArray[Any], foldings: NDArray[Any], strengths: NDArray[Any]
    ) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """What is similar, and to a part that may be cut what it is the beginning of as well, unless that is very much."""
        cut = [place for place, text in enumerate(new) if text.endswith(CUT)]
        if not cut:
            return counts, foldings, strengths
        ends = np.cumsum(counts, dtype=np.int64)
        similar = [(foldings[end - count : end], strengths[end - count : end]) for end, count in zip(ends, counts, strict=True)]
        for place in cut:
            longer = self._beginning_with(new[place].removesuffix(CUT), folded[place])
            if len(longer) <= _MOST_LONGER:
                best = dict.fromkeys(longer, packaged().name.cut)
                for folding, strength in zip(*(each.tolist() for each in similar[place]), strict=True):
                    best[folding] = max(best.get(folding, 0.0), strength)
                similar[place] = np.array(sorted(best), np.int32), np.array([best[each] for each in sorted(best)], np.float32)
        lengths = np.array([len(each) for each, _ in similar], np.int32)
        return lengths, np.concatenate([each for each, _ in similar]), np.concatenate([each for _, each in similar])

    def _beginning_with(self, spelled: str, folded: str) -> set[int]:
        """The folded spellings that go on from a beginning: as it is spelled, or folded, as parts written together are known."""
        (first, last), (first_folded, last_folded) = (
            (strings.find(text.encode()), strings.find(text.encode() + b"~"))
            for strings, text in ((self.spellings, spelled), (self.foldings, folded))
        )
        if last - first + last_folded - first_folded > _MOST_LONGER:
            return set(range(_MOST_LONGER + 1))
        return {*self.arrays["spelling_folding"][first:last].tolist(), *range(first_folded, last_folded)}

    def _surprises(self, counts: NDArray[Any], foldings: NDArray[Any], strengths: NDArray[Any]) -> NDArray[np.float64]:
        starts = self.arrays["posting_starts"]
        names = (starts[foldings + 1] - starts[foldings]).astype(np.float64)
        levels = np.clip((strengths.astype(np.float64) - LEAST_LEVEL) / LEVEL + _NEARLY, 0, LEVELS - 1).astype(np.int64)
        at = np.repeat(np.arange(len(counts)), counts) * LEVELS + np.minimum(levels + 1, LEVELS - 1)  # a level less counts, too
        exactly = np.bincount(at, weights=names, minlength=len(counts) * LEVELS).reshape(-1, LEVELS)
        so_alike = np.cumsum(exactly[:, ::-1], axis=1)[:, ::-1]
        return np.log(self.names / np.clip(so_alike, 1, self.names)).ravel()

    @property
    def names(self) -> int:
        """How many names the list is taken to have: a short one says little of what is common."""
        return max(len(self.arrays["row_entry"]), LEAST_ROWS)

    def _by_kernel(self, fresh: Mapping[str, NDArray[Any]], count: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        none = np.empty(0, np.int64)
        texts = kernel.Texts.of({**fresh, "similar_start": none, "similar_count": none, "similar_folding": none, "similar_strength": none})
        listed, policy = self.listed, _policy()
        counts = np.zeros(count, np.int32)
        foldings: list[NDArray[np.int32]] = []
        strengths: list[NDArray[np.float32]] = []
        done, room = 0, _ROOM
        while done < count:
            out, strength = np.empty(room, np.int32), np.empty(room, np.float32)
            upto = kernel.library().preclear_similar(
                kernel.address(listed), kernel.address(texts), kernel.address(policy), done, count,
                neighbours.TWO_FROM, neighbours.TWO_TO, neighbours.ONE_TO,
                counts[done:].ctypes.data, out.ctypes.data, strength.ctypes.data, room,
            )  # fmt: skip
            written = int(counts[done:upto].sum())
            foldings.append(out[:written])
            strengths.append(strength[:written])
            if upto == done:
                room *= 4
            done = upto
        return counts, np.concatenate(foldings), np.concatenate(strengths)

    @property
    def listed(self) -> kernel.Listed:
        """The arrays of the index as the kernel takes them."""
        if not hasattr(self, "_listed"):
            arrays = {name.replace("ings.", "ing_").replace("whole.", "whole_"): array for name, array in self.arrays.items()}
            self._listed: kernel.Listed = kernel.Listed.of(
                {**arrays, "spelled": kernel.spelled(self.arrays)},
                rows=len(arrays["row_entry"]),
                foldings=len(self.foldings),
                halves=len(arrays["half_keys"]),
                form_bits=(len(arrays["form_table"]) - 1).bit_length() - 1,
            )
        return self._listed

    def _by_numpy(
        self, spelled: Sequence[str], folded: Sequence[str], skeletons: NDArray[np.uint64]
    ) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """As the kernel does. A slip may change what a part folds to by more than a letter, so parts are looked up as spelled, too."""
        words, count = [*folded, *spelled], len(spelled)
        packed = neighbours.forms(words, [place < count for place in range(2 * count)])
        kept = np.flatnonzero(skeletons)
        by_skeleton = neighbours.shortened(skeletons[kept]).astype(np.uint64) << np.uint64(32) | kept.astype(np.uint64)
        packed = np.concatenate([packed, by_skeleton])
        places, hits = neighbours.spread(self.arrays["form_hashes"], (packed >> np.uint64(32)).astype(np.uint32))
        asked = (packed & np.uint64(0xFFFFFFFF)).astype(np.int64)[places]
        pairs = np.unique(asked << 32 | self.arrays["form_ids"][hits].astype(np.int64))
        asked, forms = pairs >> 32, pairs & 0xFFFFFFFF
        distinct, which = np.unique(forms, return_inverse=True)
        folds = distinct < len(self.foldings)
        vocabulary = np.empty(len(distinct), object)
        vocabulary[folds] = texts_at(self.foldings, distinct[folds])
        vocabulary[~folds] = texts_at(self.spellings, distinct[~folds] - len(self.foldings))
        edits = process.cpdist(
            np.array(words, object)[asked], vocabulary[which], scorer=OSA.distance, score_cutoff=MOST_EDITS, dtype=np.uint8
        )
        owner = asked % count
        foldings = forms.copy()
        as_spelled = forms >= len(self.foldings)
        foldings[as_spelled] = self.arrays["spelling_folding"][forms[as_spelled] - len(self.foldings)]
        longer = np.minimum(np.maximum(_lengths(spelled)[owner], self.arrays["folding_longest"][foldings]), LONGEST)
        same_skeleton = (skeletons[owner] > 0) & (skeletons[owner] == self.arrays["folding_skeleton"][foldings])
        bare = np.array([form.islower() for form in vocabulary], bool)[which]  # listed by its consonants alone
        by_skeleton = np.where(same_skeleton, np.where(bare, CONSONANTS, SKELETON), 0)
        strengths = np.maximum(_after_edits()[edits, longer], by_skeleton)
        alike = np.flatnonzero(strengths >= SIMILAR)
        order = alike[np.lexsort((-strengths[alike], foldings[alike], owner[alike]))]
        keys = owner[order] << 32 | foldings[order]
        _, first = np.unique(keys, return_index=True)
        order = order[first]
        return (
            np.bincount(owner[order], minlength=count).astype(np.int32),
            foldings[order].astype(np.int32),
            strengths[order].astype(np.float32),
        )


def texts_at(strings: Strings, places: NDArray[np.int64]) -> list[str]:
    """Return the strings at some places, quicker than one by one."""
    first, last = strings.starts[places], strings.starts[places + 1]
    _, slots = neighbours.ranges(first, last)
    text = strings.letters[slots].tobytes().decode("ascii")
    ends = np.cumsum(last - first).tolist()
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def level(strength: float) -> int:
    """Return the level of a strength.

    >>> level(1.0), level(0.98), level(0.1)
    (25, 24, 0)
    """
    return min(max(int((strength - LEAST_LEVEL) / LEVEL + _NEARLY), 0), LEVELS - 1)


@cache
def _policy() -> kernel.Policy:
    return kernel.Policy.of(packaged().name, similar=SIMILAR)


@cache
def _after_edits() -> NDArray[np.float64]:
    return np.array([[after_edits(edits, letters) for letters in range(LONGEST + 1)] for edits in range(MOST_EDITS + 2)])


def _lengths(words: Sequence[str]) -> NDArray[np.int64]:
    return np.array([len(word) for word in words], np.int64)
