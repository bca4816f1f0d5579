"""The lists in force as layers: a large base index as it was built, what of it no longer holds, and a small index of what came since.

A new edition of a list is screened by at once: only its added and changed entries are indexed, beside the base, with the base's rarity
of name parts. So an entry has the same score, to the bit, in whichever layer it lies.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from preclear.manifest import NotScreened, Traveller
from preclear.matching.hit import Hit, Screening
from preclear.matching.index import Index, Indexed, build
from preclear.matching.screening import screen
from preclear.matching.weights import Weights
from preclear.watchlist import Edition, Entry

DEADLINE = NotScreened("deadline", "the time for screening was over before this person's turn")
AT_ONCE = 100  # travellers between two looks at the time


@dataclass(frozen=True, slots=True)
class Since:
    """What became of one list since the base was built."""

    edition: Edition  # the one in force, with no entries but the added and the changed
    entries: int  # how many it has in all
    former: str | None  # digest of the base's edition of the list; None: the base has none
    gone: frozenset[int] = frozenset()  # places in the base of entries that are changed or no longer listed


@dataclass(frozen=True)
class Layers:
    """Who is listed now. Never changed: a new edition makes new layers over the same base."""

    base: Index
    delta: Index | None  # what was added and changed since
    without: NDArray[np.bool_] | None  # by place of an entry in the base: it is changed or gone
    editions: tuple[Indexed, ...]  # in force
    renamed: Mapping[str, str]  # digest of an edition of the base -> that of the edition of the same list in force

    @classmethod
    def of(cls, base: Index) -> Layers:
        """Return an index as it is."""
        return cls(base, None, None, base.editions, {})

    @property
    def entries(self) -> int:
        """How many people are listed, over all editions."""
        return sum(edition.entries for edition in self.editions)

    @property
    def changed(self) -> int:
        """How many entries differ from the base: what a whole new index would take up into it."""
        return (self.delta.entries if self.delta else 0) + (int(self.without.sum()) if self.without is not None else 0)

    @cached_property
    def digest(self) -> str:
        """What tells these layers from others: the base's editions, and those in force."""
        return digest_of(self.base_editions, [edition.digest for edition in self.editions])

    @property
    def base_editions(self) -> tuple[str, ...]:
        """Digests of the editions that the base was built from."""
        return tuple(sorted(edition.digest for edition in self.base.editions))

    def entry(self, ref: str, edition: str) -> Entry:
        """Return a listed person as of an edition in force, by its digest. Raises ``KeyError`` where there is none."""
        if self.delta:
            try:
                return self.delta.entry(ref, edition)
            except KeyError:
                pass  # as it was in the base
        former = {new: old for old, new in self.renamed.items()}.get(edition, edition)
        place = self.base.place(ref, former)
        if place is None or (self.without is not None and self.without[place]):
            raise KeyError(ref)
        return self.base.record(place)

    def screen(
        self,
        travellers: Sequence[Traveller],
        *,
        threshold: float | None = None,
        weights: Weights | None = None,
        late: Callable[[], bool] | None = None,
    ) -> tuple[Screening, ...]:
        """Return for each traveller, in order, the hits of all layers, best first, or why there is nothing to compare.

        ``late`` says when no more time is left: everybody from then on is ``NotScreened`` with the code ``deadline``.
        """
        if late is None:
            return self._screen(travellers, threshold, weights)
        done: list[Screening] = []
        while len(done) < len(travellers):
            if late():
                return (*done, *(DEADLINE for _ in travellers[len(done) :]))
            done += self._screen(travellers[len(done) : len(done) + AT_ONCE], threshold, weights)
        return tuple(done)

    def _screen(self, travellers: Sequence[Traveller], threshold: float | None, weights: Weights | None) -> tuple[Screening, ...]:
        found = screen(self.base, travellers, threshold=threshold, weights=weights, without=self.without)
        if self.delta is None:
            return tuple(map(self._named, found))
        added = screen(self.delta, travellers, threshold=threshold, weights=weights, rarity=self.base)
        return tuple(_merged(self._named(ours), more) for ours, more in zip(found, added, strict=True))

    def _named(self, screening: Screening) -> Screening:
        """What the base found, under the editions in force."""
        if isinstance(screening, NotScreened) or not self.renamed:
            return screening
        return tuple(replace(hit, edition=self.renamed.get(hit.edition, hit.edition)) for hit in screening)


def layer(base: Index, changes: Iterable[Since], ended: Iterable[str] = ()) -> Layers:
    """Return a base with what became of its lists since. ``ended`` are digests of editions of the base whose list is no longer in force."""
    changes, ended = list(changes), set(ended)
    without = np.zeros(base.entries, bool)
    numbers = {edition.digest: number for number, edition in enumerate(base.editions)}
    for digest in ended:
        without |= base.arrays["entry_edition"] == numbers[digest]
    for change in changes:
        without[list(change.gone)] = True
    added = [change.edition for change in changes if change.edition.entries]
    changed = {change.former: change for change in changes if change.former}
    new = [change for change in changes if change.former is None]
    editions = [
        _indexed(changed[edition.digest]) if edition.digest in changed else edition
        for edition in base.editions
        if edition.digest not in ended
    ]
    return Layers(
        base=base,
        delta=build(added, rarity=base) if added else None,
        without=without if without.any() else None,
        editions=tuple(sorted((*editions, *map(_indexed, new)), key=lambda edition: (edition.source, edition.digest))),
        renamed={former: change.edition.digest for former, change in changed.items()},
    )


def digest_of(base: Iterable[str], in_force: Iterable[str]) -> str:
    """Return what names layers: the same for the same editions in the base and the same in force."""
    return hashlib.sha256("\n".join([*sorted(base), "", *sorted(in_force)]).encode()).hexdigest()


def _indexed(change: Since) -> Indexed:
    edition = change.edition
    return Indexed(edition.source.id, edition.source.title, edition.dated, change.entries, edition.digest)


def _merged(ours: Screening, more: Screening) -> Screening:
    """The hits of two layers, best first; a name that is none is none in both, unless a document was found."""
    hits: list[Hit] = [hit for found in (ours, more) if not isinstance(found, NotScreened) for hit in found]
    if not hits and isinstance(ours, NotScreened):
        return ours
    return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.entry, hit.edition)))
