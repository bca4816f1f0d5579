"""What a threshold costs: how many possible matches and people it sends to officers, and how many known matches it loses.

Counted once for every hundredth of the score, from screenings at a floor that lies below any threshold worth thinking of.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from preclear.manifest import NotScreened
from preclear.matching.hit import Screening

FLOOR = 0.2  # of the score: what screenings are counted from
_STEPS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """Counts at each hundredth of the score from 0.00 to 1.00, of what reaches it."""

    floor: float  # below it nothing was counted
    travellers: int
    not_screened: int
    hits: tuple[int, ...]
    people: tuple[int, ...]  # with at least one hit
    known: int  # matches that are known to be right
    found: tuple[int, ...]  # of them

    def at(self, threshold: float) -> tuple[int, int, int]:
        """Return hits, people with a hit, and known matches lost at a threshold, taken to the hundredth."""
        place = min(max(round(threshold * _STEPS), 0), _STEPS)
        return self.hits[place], self.people[place], self.known - self.found[place]


def price(screened: Iterable[tuple[Screening, Collection[str]]], floor: float = FLOOR) -> Price:
    """Return what thresholds cost, given screenings at the floor, each with the entries that are known to be the person.

    >>> nobody = price([((), ["ofac:36"]), ((), [])])
    >>> nobody.travellers, nobody.known, nobody.at(0.5)
    (2, 1, (0, 0, 1))
    """
    hits, people, found = ([0] * (_STEPS + 1) for _ in range(3))
    travellers = not_screened = known = 0
    for screening, matches in screened:
        travellers += 1
        known += len(set(matches))
        if isinstance(screening, NotScreened):
            not_screened += 1
            continue
        scores = {hit.entry: _step(hit.score) for hit in screening}
        for step in scores.values():
            hits[step] += 1
        if scores:
            people[max(scores.values())] += 1
        for ref in set(matches) & scores.keys():
            found[scores[ref]] += 1
    return Price(
        floor=floor,
        travellers=travellers,
        not_screened=not_screened,
        hits=_reaching(hits),
        people=_reaching(people),
        known=known,
        found=_reaching(found),
    )


def _step(score: float) -> int:
    """The highest hundredth that a score reaches; a score of 0.29 reaches 0.29, whatever binary fractions make of it."""
    return int(score * _STEPS + 1e-9)


def _reaching(counts: list[int]) -> tuple[int, ...]:
    """Counts at or above each step."""
    total, out = 0, []
    for count in reversed(counts):
        total += count
        out.append(total)
    return tuple(reversed(out))
