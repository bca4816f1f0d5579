"""Travellers against everyone who is listed.

1. The name is read into parts; what is no name is said to be none.
2. The index leads to the listed names alike enough, and by document numbers to entries.
3. What else is known of both is weighed; who cannot reach the threshold with it falls.
4. The rest are compared in full, and every finding weighed; the best name of an entry counts.
5. What reaches the threshold is a hit, with its reasons.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from preclear.manifest import NotScreened, PartialDate, Role, Traveller
from preclear.matching import candidates
from preclear.matching.alignment import Alignment, align
from preclear.matching.asked import Kept
from preclear.matching.building import MOST_PARTS, day_of, document_number, years_of
from preclear.matching.compared import compare
from preclear.matching.features import FEATURES, MUCH_TOLD, NAME_FEATURES, Feature, Pairing, birth_date, findings, list_long, towards_chance
from preclear.matching.hit import Hit, Screening
from preclear.matching.index import Index
from preclear.matching.kernel import KINDS, STEPS
from preclear.matching.names import Declared, declared
from preclear.matching.sought import CLOSE, FAR, NEAR, SAME, SLIP, UNKNOWN, Found, Least, Sought, kinds, kinds_of, texts_of
from preclear.matching.weights import Curve, Weights, packaged, probability
from preclear.watchlist import BirthDate, Entry, Name

_DIGITS = 14  # of a score: what is the same is the same on every machine, and more evidence never looks like less
_ROUNDED = 1e-6
_FACTS: tuple[Feature, ...] = tuple(feature for feature in FEATURES if feature not in NAME_FEATURES)
_NEVER = 2.0  # no name is so alike
_NO_NAME = Name("", "primary")


class _Screener:
    """One list, one set of weights and one threshold: what all travellers of a call have in common."""

    def __init__(self, index: Index, weights: Weights, least: float, without: NDArray[np.bool_] | None, names: int) -> None:
        self.index, self.weights, self.least, self.without, self.names = index, weights, least, without, names

    def screening(self, traveller: Traveller, sought: Sought, rows: Sequence[tuple[int, float]], entries: set[int]) -> tuple[Hit, ...]:
        """The hits among the rows, each with the most that its name can tell, and the entries found by a document, best first."""
        by_entry = {entry: [(row, math.inf) for row in self.index.rows_of(entry)] for entry in entries}
        for row, most in rows:
            entry = self.index.entry_of(row)
            if entry not in entries:
                by_entry.setdefault(entry, []).append((row, most))
        hits = (
            self._hit(traveller, sought, entry, own) for entry, own in by_entry.items() if self.without is None or not self.without[entry]
        )
        return tuple(sorted(filter(None, hits), key=lambda hit: (-hit.score, hit.entry, hit.edition)))

    def _hit(self, traveller: Traveller, sought: Sought, place: int, rows: Sequence[tuple[int, float]]) -> Hit | None:
        """The hit on one entry under its likest name, if it reaches the threshold. Where either has no name, the document alone speaks."""
        entry = self.index.record(place)
        facts = self._evidence(Pairing(traveller, entry, _NO_NAME, _NO_ALIGNMENT, self.names), _FACTS)
        if rows and sought.name.parts and facts + max(most for _, most in rows) < self.evidence_asked:
            return None
        pairings = [self._pairing(traveller, sought, entry, row) for row, _ in rows] if sought.name.parts else []
        if pairings:
            pairing = max(pairings, key=lambda each: (self._evidence(each, NAME_FEATURES), -each.alignment.row))
            features: Sequence[Feature] = FEATURES
        else:
            shown = entry.names[0] if entry.names else _NO_NAME
            pairing, features = Pairing(traveller, entry, shown, _NO_ALIGNMENT, self.names), _FACTS
        score = round(probability(self._evidence(pairing, features)), _DIGITS)
        if score < self.least:
            return None
        reasons = findings(pairing, features)
        if not pairings and not any(reason.code == "document_same" for reason in reasons):
            return None  # nothing speaks for it: the number is only nearly a listed one
        rows_compared = compare(pairing, reasons)
        if not pairings:
            rows_compared = tuple(row for row in rows_compared if row.field not in ("family_name", "given_names"))
        return Hit(entry.ref, self.index.edition_of(place).digest, score, pairing.name.text, reasons, rows_compared)

    def _pairing(self, traveller: Traveller, sought: Sought, entry: Entry, row: int) -> Pairing:
        alignment = align(sought.name, sought.weights, sought.told.surprise, self.index.row(row), self.weights.name)
        return Pairing(traveller, entry, entry.names[self.index.name(row)], alignment, self.names)

    def _evidence(self, pairing: Pairing, features: Sequence[Feature]) -> float:
        return _evidence(self.weights, pairing, features)

    # What a name must be, for a hit to be possible

    @cached_property
    def evidence_asked(self) -> float:
        """The least evidence that reaches the threshold, for all that rounding may do."""
        least = self.least - _ROUNDED
        if 0 < least < 1:
            return math.log(least / (1 - least))
        return math.inf if least >= 1 else -math.inf

    @cached_property
    def least_strengths(self) -> Least:
        """How alike names must be, by how near the dates of birth are: as the weights admit, or more where less cannot be a hit."""
        for weights, *same, known in tuple(_asked):
            if weights is self.weights and same == [self.least, self.names]:
                return known
        admit = self.weights.admit
        admitted = {SAME: admit.near, CLOSE: admit.near, NEAR: admit.near, UNKNOWN: admit.unknown, SLIP: admit.far, FAR: admit.far}
        step = (MUCH_TOLD + math.log(self.names)) / (STEPS - 1)
        against = self._most_besides_alike(np.arange(1, STEPS + 1, dtype=np.float64) * step)
        needed = [
            [_reaching(self.weights.supports["name_alike"], self.evidence_asked - self._most_of_facts[kind] - most) for most in against]
            for kind in sorted(admitted)
        ]
        least = Least(np.array([admitted[kind] for kind in sorted(admitted)]), np.array(needed), step)
        _asked[:] = [*_asked[-7:], (self.weights, self.least, self.names, least)]
        return least

    @cached_property
    def _most_of_facts(self) -> NDArray[np.float64]:
        """The most evidence besides names and documents, by how near the dates of birth are."""
        others = sum(
            _most(curve) for code, curve in self.weights.supports.items() if not code.startswith(("name_", "birth_date", "document"))
        )
        return np.array(_most_of_dates(self.weights)) + others

    def possible(self, found: Found, sought: Sequence[Sought]) -> tuple[Found, NDArray[np.float64]]:
        """Which rows may be hits, by their names and the dates of birth, and the most that each name can tell."""
        names = _along(self.weights.supports["name_alike"], found.strengths) + self._most_besides_alike(found.told)
        facts = self._most_of_facts[kinds_of(self.index, found.rows, sought, found.travellers)]
        kept = names + facts >= self.evidence_asked
        return Found(found.travellers[kept], found.rows[kept], found.strengths[kept], found.told[kept]), names[kept]

    def _most_besides_alike(self, told: NDArray[np.float64]) -> NDArray[np.float64]:
        """The most that names can tell besides how alike they are, by what their parts tell."""
        common = np.minimum(towards_chance(told, self.names), 1.0)
        return np.where(common > 0, _along(self.weights.against["name_common"], common), 0) + self._most_besides

    @cached_property
    def _most_besides(self) -> float:
        others = [curve for code, curve in self.weights.supports.items() if code.startswith("name_") and code != "name_alike"]
        return sum(map(_most, others)) + self._of_the_list + _ROUNDED

    @cached_property
    def _of_the_list(self) -> float:
        """What the length of the list tells against every name."""
        return self._evidence(Pairing(_born(None), _listed_born(None), _NO_NAME, _NO_ALIGNMENT, self.names), (list_long,))


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
    by = rarity or index
    screener = _Screener(index, weights, weights.threshold if threshold is None else threshold, without, by.asked.names)
    read = [declared(traveller) for traveller in travellers]
    known = [_known(name) for name in read]
    told = by.asked.of(texts_of(known))
    sought = [_sought(by, told, traveller, name) for traveller, name in zip(travellers, known, strict=True)]
    found, most = screener.possible(candidates.find(index, sought, weights.name, screener.least_strengths), sought)
    rows = _by_traveller(found, most, len(travellers))
    hits = map(screener.screening, travellers, sought, rows, _by_documents(index, travellers))
    return tuple(name if isinstance(name, NotScreened) and not found else found for name, found in zip(read, hits, strict=True))


def _known(name: Declared | NotScreened) -> Declared:
    if isinstance(name, NotScreened):
        return Declared(())
    return name if len(name.parts) <= MOST_PARTS else Declared(name.parts[:MOST_PARTS], name.cut)


def _sought(index: Index, told: Kept, traveller: Traveller, name: Declared) -> Sought:
    born = traveller.birth_date
    return Sought(name, tuple(index.weight(part) for part in name.parts), told, born.year if born else None, day_of(born))


def _by_traveller(found: Found, most: NDArray[np.float64], travellers: int) -> Iterator[list[tuple[int, float]]]:
    ends = np.searchsorted(found.travellers, np.arange(travellers + 1)).tolist()
    rows = list(zip(found.rows.tolist(), most.tolist(), strict=True))
    return (rows[first:last] for first, last in pairwise(ends))


def _by_documents(index: Index, travellers: Sequence[Traveller]) -> list[set[int]]:
    """The entries that list a number of a traveller's documents, or one that is a slip away."""
    numbers = [
        (place, bare) for place, each in enumerate(travellers) for paper in each.documents if (bare := document_number(paper.number))
    ]
    found: list[set[int]] = [set() for _ in travellers]
    for asked, entry in index.with_documents([bare for _, bare in numbers]):
        found[numbers[asked][0]].add(entry)
    return found


def _evidence(weights: Weights, pairing: Pairing, features: Sequence[Feature]) -> float:
    return sum(weights.evidence(reason.code, reason.strength) for reason in findings(pairing, features))


_asked: list[tuple[Weights, float, int, Least]] = []  # by the last weights, thresholds and lengths of lists
_tried_out: list[tuple[Weights, list[float]]] = []  # the last weights, for which the dates need not be tried again


def _most_of_dates(weights: Weights) -> list[float]:
    """The most evidence that dates of birth can be, by how near they may be: tried out, not copied."""
    for known, most in tuple(_tried_out):
        if known is weights:
            return most
    found: dict[int, float] = dict.fromkeys(range(KINDS), -math.inf)
    found[UNKNOWN] = 0.0
    for kind, ours, theirs in _tried():
        evidence = _evidence(weights, Pairing(_born(ours), _listed_born(theirs), _NO_NAME, _NO_ALIGNMENT, 1), (birth_date,))
        found[kind] = max(found[kind], evidence)
    most = list(found.values())
    _tried_out[:] = [*_tried_out[-3:], (weights, most)]
    return most


def _most(curve: Curve) -> float:
    return max(height for _, height in curve)


def _along(curve: Curve, at: NDArray[np.float64]) -> NDArray[np.float64]:
    """The heights of a curve at many places."""
    places, heights = zip(*curve, strict=True)
    return np.asarray(np.interp(at, places, heights), np.float64)


def _reaching(curve: Curve, height: float) -> float:
    """Where a rising curve reaches a height; a little less for what rounding may do."""
    if height <= curve[0][1]:
        return 0.0
    for (left, low), (right, high) in pairwise(curve):
        if height <= high:
            return left + (right - left) * (height - low) / (high - low) - 1e-9
    return _NEVER


_NO_ALIGNMENT = Alignment(0, 0.0, 0.0, (), (), ())


def _listed_dates() -> Iterator[BirthDate]:
    """Dates of every kind beside those of ``_OURS``."""
    for year in (1874, 1934, 1947, 1955, 1963, 1964, *range(1968, 1981), 1984, 1989, 2001):
        yield BirthDate(PartialDate(year))
        yield BirthDate(PartialDate(year), circa=True)
        yield BirthDate(PartialDate(year, 8, 3), circa=True)
        yield BirthDate(PartialDate(year, 8))
        yield BirthDate(PartialDate(year - 1), PartialDate(year + 1))
        for month, day in ((8, 3), (3, 8), (8, 13), (8, 30), (1, 1), (11, 29)):
            yield BirthDate(PartialDate(year, month, day))


_OURS = (PartialDate(1974, 8, 3), PartialDate(1970, 8, 3), PartialDate(1974, 1, 1), PartialDate(1974, 8), PartialDate(1974))


@cache
def _tried() -> list[tuple[int, PartialDate, BirthDate]]:
    """Dates to try out, with how near they may be by what the index knows of them."""
    pairs = [(ours, theirs) for ours in _OURS for theirs in _listed_dates()]
    first, last, days = np.array([years_of((theirs,)) for _, theirs in pairs], np.int16).T
    year, day = np.array([(ours.year, day_of(ours)) for ours, _ in pairs], np.int64).T
    near = kinds(first, last, days, year, day).tolist()
    return [(kind, *pair) for kind, pair in zip(near, pairs, strict=True)]


def _born(date: PartialDate | None) -> Traveller:
    return Traveller(ordinal=0, key="", role=Role.PASSENGER, family_name="", given_names="", birth_date=date)


def _listed_born(born: BirthDate | None) -> Entry:
    return Entry(ref="", names=(), birth_dates=(born,) if born else ())
