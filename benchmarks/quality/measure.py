"""Recall and false alerts of a matcher on labelled questions, with how far chance alone may have moved them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.quality.asked import Asked
from preclear import matching
from preclear.manifest import NotScreened, Traveller
from preclear.matching import Index, Weights

AT_ONCE = 300
LEAST = 0.001  # from which score on hits are looked at: far below every threshold


@dataclass(frozen=True, slots=True)
class Scored:
    """What a matcher made of one question."""

    asked: Asked
    right: float  # score of the listed person that it is; 0.0 where they were not among the candidates, or nobody is right
    best: float  # the best score of anybody


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, with the 95 % interval of Wilson.

    >>> Share(95, 100)
    Share(of=95, all=100)
    >>> [round(end, 3) for end in Share(95, 100).interval]
    [0.888, 0.978]
    """

    of: int
    all: int

    @property
    def value(self) -> float:
        return self.of / self.all if self.all else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        if not self.all:
            return math.nan, math.nan
        z, n, p = 1.96, self.all, self.value
        middle, spread = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max((middle - spread) / (1 + z * z / n), 0.0), min((middle + spread) / (1 + z * z / n), 1.0)


def ours(index: Index, questions: Sequence[Asked], weights: Weights | None = None, *, least: float = LEAST) -> list[Scored]:
    """Return what Preclear's screening makes of some questions, in their order; scores below ``least`` count as 0.0."""
    found: list[Scored] = []
    for start in range(0, len(questions), AT_ONCE):
        batch = questions[start : start + AT_ONCE]
        travellers: list[Traveller] = [asked.traveller for asked in batch]
        for asked, screening in zip(batch, matching.screen(index, travellers, threshold=least, weights=weights), strict=True):
            hits = () if isinstance(screening, NotScreened) else screening
            right = max((hit.score for hit in hits if hit.entry == asked.ref), default=0.0)
            found.append(Scored(asked, right, max((hit.score for hit in hits), default=0.0)))
    return found


def recall(scored: Iterable[Scored], threshold: float) -> Share:
    """Return how many of those who are listed were found at a threshold."""
    scores = [each.right for each in scored if each.asked.ref]
    return Share(sum(score >= threshold for score in scores), len(scores))


def alerts(scored: Iterable[Scored], threshold: float) -> Share:
    """Return how many of those who are not listed had a hit at a threshold."""
    scores = [each.best for each in scored if not each.asked.ref]
    return Share(sum(score >= threshold for score in scores), len(scores))


def threshold_at(best: Iterable[float], share: float) -> float:
    """Return the least threshold that alerts on no more than a share of people of whom these are the best scores.

    >>> threshold_at([0.1, 0.2, 0.3, 0.9], 0.25) > 0.3
    True
    """
    scores = np.sort(np.fromiter(best, float))[::-1]
    allowed = math.floor(share * len(scores))
    return float(np.nextafter(scores[allowed], 2.0)) if allowed < len(scores) else 0.0


def by_kind(scored: Iterable[Scored]) -> Mapping[str, list[Scored]]:
    """Return what was scored by kind of question, in the order in which the kinds first came."""
    found: dict[str, list[Scored]] = {}
    for each in scored:
        found.setdefault(each.asked.kind, []).append(each)
    return found


def by_group(scored: Iterable[Scored]) -> Mapping[str, list[Scored]]:
    """Return what was scored by culture group, the largest first."""
    found: dict[str, list[Scored]] = {}
    for each in scored:
        found.setdefault(each.asked.group or "any", []).append(each)
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))
