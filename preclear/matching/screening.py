"""Travellers against everyone who is listed.

1. The name is read into parts; what is no name is said to be none.
2. The index leads to the listed names worth comparing, and by document numbers to entries.
3. Each is compared in full, and every finding weighed; the best name of an entry counts.
4. What reaches the threshold is a hit, with its reasons.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from preclear.manifest import NotScreened, Traveller
from preclear.matching import candidates, neighbours
from preclear.matching.alignment import align
from preclear.matching.candidates import Sought
from preclear.matching.compared import compare
from preclear.matching.features import FEATURES, NAME_FEATURES, Feature, Pairing, findings
from preclear.matching.hit import Hit, Screening
from preclear.matching.index import Index, document_key
from preclear.matching.names import Declared, declared
from preclear.matching.weights import Weights, packaged, probability
from preclear.watchlist import Entry

_DIGITS = 6  # of a score: what is the same is the same on every machine


class _Screener:
    """One list, one set of weights and one threshold: what all travellers of a call have in common."""

    def __init__(self, index: Index, weights: Weights, least: float, without: NDArray[np.bool_] | None) -> None:
        self.index, self.weights, self.least, self.without = index, weights, least, without

    def screening(self, traveller: Traveller, sought: Sought, rows: Sequence[int], entries: set[int]) -> tuple[Hit, ...]:
        """The hits among the rows and entries that were found for a traveller, best first."""
        by_entry = {entry: self.index.rows_of(entry) for entry in entries}
        for row in rows:
            entry = self.index.entry_of(row)
            if entry not in entries:
                by_entry.setdefault(entry, []).append(row)
        hits = (
            self._hit(traveller, sought, entry, own) for entry, own in by_entry.items() if self.without is None or not self.without[entry]
        )
        return tuple(sorted(filter(None, hits), key=lambda hit: (-hit.score, hit.entry, hit.edition)))

    def _hit(self, traveller: Traveller, sought: Sought, place: int, rows: Sequence[int]) -> Hit | None:
        """The hit on one entry under its likest name, if it reaches the threshold."""
        entry = self.index.record(place)
        pairings = [self._pairing(traveller, sought, entry, row) for row in rows]
        pairing = max(pairings, key=lambda each: (self._evidence(each, NAME_FEATURES), -each.alignment.row))
        score = round(probability(self._evidence(pairing, FEATURES)), _DIGITS)
        if score < self.least:
            return None
        reasons = findings(pairing, FEATURES)
        edition = self.index.edition_of(place).digest
        return Hit(entry.ref, edition, score, pairing.name.text, reasons, compare(pairing, reasons))

    def _pairing(self, traveller: Traveller, sought: Sought, entry: Entry, row: int) -> Pairing:
        alignment = align(sought.name, sought.weights, self.index.row(row), self.weights.name)
        return Pairing(traveller, entry, entry.names[self.index.name(row)], alignment)

    def _evidence(self, pairing: Pairing, features: Sequence[Feature]) -> float:
        return sum(self.weights.evidence(reason.code, reason.strength) for reason in findings(pairing, features))


def screen(
    index: Index,
    travellers: Sequence[Traveller],
    *,
    threshold: float | None = None,
    weights: Weights | None = None,
    rarity: Index | None = None,
    without: NDArray[np.bool_] | None = None,
) -> tuple[Screening, ...]:
    """Return for each traveller, in order, the hits that reach the threshold, or why there is nothing to compare.

    A listed document is a hit even under a placeholder for a name. Without ``threshold`` that of the weights applies.
    An index that was built with the ``rarity`` of another one is screened with it, too. ``without`` says of each place of an entry
    whether it is left out.
    """
    weights = weights or packaged()
    screener = _Screener(index, weights, weights.threshold if threshold is None else threshold, without)
    read = [declared(traveller) for traveller in travellers]
    sought = [_sought(rarity or index, traveller, name) for traveller, name in zip(travellers, read, strict=True)]
    rows, papers = candidates.find(index, sought, weights), _by_documents(index, travellers)
    hits = map(screener.screening, travellers, sought, rows, papers)
    return tuple(name if isinstance(name, NotScreened) and not found else found for name, found in zip(read, hits, strict=True))


def _sought(index: Index, traveller: Traveller, name: Declared | NotScreened) -> Sought:
    known = Declared(()) if isinstance(name, NotScreened) else name
    return Sought(known, tuple(index.weight(part) for part in known.parts), traveller.birth_date.year if traveller.birth_date else None)


def _by_documents(index: Index, travellers: Sequence[Traveller]) -> list[set[int]]:
    """The entries that list a number of a traveller's documents."""
    keyed = [(place, key) for place, each in enumerate(travellers) for paper in each.documents if (key := document_key(paper.number))]
    found: list[set[int]] = [set() for _ in travellers]
    asked, hits = neighbours.spread(index.arrays["document_keys"], np.array([key for _, key in keyed], np.uint64))
    for each, entry in zip(asked.tolist(), index.arrays["document_entries"][hits].tolist(), strict=True):
        found[keyed[each][0]].add(entry)
    return found
