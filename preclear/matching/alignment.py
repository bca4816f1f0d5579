"""Which part of a declared name is which part of a listed one.

1. Every part, and every run of neighbouring parts written together, is held against every part of the other name.
2. The best pairs are taken first; each part is used once.
3. What is paired speaks for, what is left over on both sides speaks against, what only one side has speaks against a little.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from preclear.matching.index import Row
from preclear.matching.names import Declared, Part, Role
from preclear.matching.spelling import DIFFERENT, Closeness, closeness, fold
from preclear.matching.weights import NameWeights

RUN_STRENGTH = 0.85  # parts written together must be at least so alike,
APART = 2  # and of lengths no further apart
CUT_LETTERS = 3
BEGINNING = 0.5  # of a part cut to one letter or two
OF_A_PARTICLE = 1.0  # what an article or particle that agrees tells

Surprise = Callable[[str, float], float]  # what it tells that a listed part is so alike to one that was asked for, see ``asked``


@dataclass(frozen=True, slots=True)
class Pair:
    """Parts of both names that stand for each other; several on one side where the other writes them together."""

    declared: tuple[Part, ...]
    listed: tuple[Part, ...]
    strength: float
    code: str  # as Closeness.code; "run_together", "swapped"
    weight: float
    told: float  # by the strength, and by how few of the list are so alike


@dataclass(frozen=True, slots=True)
class Alignment:
    """A declared name beside a listed one."""

    row: int
    strength: float  # 0.0 to 1.0
    told: float  # what the parts that agree tell, in natural logarithms: small where many on the list agree so far
    pairs: tuple[Pair, ...]
    declared_left: tuple[Part, ...]
    listed_left: tuple[Part, ...]
    alike: float = 0.0  # the strength without regard to how many parts agree
    left: float = 0.0  # weight of the declared parts without counterpart
    over: float = 0.0  # of the listed ones


def align(declared: Declared, weights: Sequence[float], surprise: Surprise, row: Row, policy: NameWeights) -> Alignment:
    """Return how the parts pair, and how alike that makes the names."""
    options = sorted(
        _options(declared, weights, surprise, row, policy),
        key=lambda o: (-o[0].strength, -o[0].weight, o[1].start, o[2].start, o[1].stop, o[2].stop),
    )
    free_ours, free_theirs = set(range(len(declared.parts))), set(range(len(row.parts)))
    pairs: list[Pair] = []
    matched = told = 0.0
    for pair, ours, theirs in options:
        if free_ours.issuperset(ours) and free_theirs.issuperset(theirs):
            free_ours.difference_update(ours)
            free_theirs.difference_update(theirs)
            pairs.append(pair)
            matched += pair.strength * pair.weight
            told += pair.told
    total = _added(pair.weight for pair in pairs)
    left, over = _added(weights[i] for i in sorted(free_ours)), _added(row.weights[j] for j in sorted(free_theirs))
    strength = matched / (total + policy.conflict * min(left, over) + policy.missing * abs(left - over)) if pairs else 0.0
    alike = strength
    if _parts_paired(pairs) < 2 and (_main(declared.parts) > 1 or _main(row.parts) > 1):
        strength = min(strength, policy.one_part)
    whole = _whole(declared, row, policy)
    return Alignment(
        row.place,
        max(strength, whole),
        told if strength >= whole else max(told, whole * _added(_told(part, 1.0, surprise) for part in declared.parts)),
        tuple(pairs),
        tuple(declared.parts[i] for i in sorted(free_ours)),
        tuple(row.parts[j] for j in sorted(free_theirs)),
        max(alike, whole),
        left,
        over,
    )


def _options(
    declared: Declared, weights: Sequence[float], surprise: Surprise, row: Row, policy: NameWeights
) -> Iterator[tuple[Pair, range, range]]:
    """Every pair worth considering, with the places of its parts."""
    ours, theirs = declared.parts, row.parts
    for i, part in enumerate(ours):
        for j, other in enumerate(theirs):
            found = _close(part, other, policy, cut=declared.cut)
            if found.strength:
                strength = found.strength * _role_factor(part.role, other.role, policy)
                weight = (weights[i] + row.weights[j]) / 2
                told = strength * _told(part, strength, surprise)
                yield Pair((part,), (other,), strength, found.code, weight, told), range(i, i + 1), range(j, j + 1)
    for run, text in runs(ours):
        for j, other in enumerate(theirs):
            found = _together(text, other.text, policy, cut=declared.cut)
            if found.strength:
                weight = (_added(weights[i] for i in run) + row.weights[j]) / 2
                told = found.strength * surprise(text, found.strength)
                yield Pair(ours[run.start : run.stop], (other,), found.strength, "run_together", weight, told), run, range(j, j + 1)
    for run, text in runs(theirs):
        for i, part in enumerate(ours):
            reaches = declared.cut and len(part.text) > len(text) - len(theirs[run[-1]].text)  # into the last part of the run
            found = max(_together(reading, text, policy, cut=reaches) for reading in (part.text, part.other) if reading)
            if found.strength:
                weight = (weights[i] + _added(row.weights[j] for j in run)) / 2
                told = found.strength * _told(part, found.strength, surprise)
                yield Pair((part,), theirs[run.start : run.stop], found.strength, "run_together", weight, told), range(i, i + 1), run


def _told(part: Part, strength: float, surprise: Surprise) -> float:
    """What it tells that a listed part is so alike: as little as the likelier of its readings."""
    if part.minor:
        return OF_A_PARTICLE
    told = surprise(part.text, strength)
    return min(told, surprise(part.other, strength)) if part.other else told


def _close(ours: Part, theirs: Part, policy: NameWeights, *, cut: bool) -> Closeness:
    found = closeness(ours.text, theirs.text)
    if ours.other:
        found = max(found, closeness(ours.other, theirs.text))
    if cut and found.strength < policy.cut and theirs.text.startswith(ours.text):
        return Closeness(policy.cut if len(ours.text) >= CUT_LETTERS else BEGINNING, "cut")
    return found


def _together(ours: str, theirs: str, policy: NameWeights, *, cut: bool) -> Closeness:
    """How alike a run of parts is to a part of the other side, or to the beginning of it."""
    if cut and len(ours) > CUT_LETTERS and theirs.startswith(ours):
        return Closeness(policy.cut, "cut")
    if abs(len(ours) - len(theirs)) > APART:
        return DIFFERENT
    found = closeness(ours, theirs)
    return found if found.strength >= RUN_STRENGTH else DIFFERENT


def runs(parts: Sequence[Part]) -> Iterator[tuple[range, str]]:
    """Yield each run of two or more neighbouring parts of one role, with what it reads written together."""
    for first in range(len(parts)):
        for last in range(first + 2, len(parts) + 1):
            if parts[last - 1].role != parts[first].role:
                break
            yield range(first, last), "".join(part.text for part in parts[first:last])


def _role_factor(ours: Role, theirs: Role, policy: NameWeights) -> float:
    return policy.other_role if ours and theirs and ours != theirs else 1.0


def _whole(declared: Declared, row: Row, policy: NameWeights) -> float:
    """The strength of the names run together, where they are one slip apart or none: what very short parts need."""
    theirs = fold("".join(part.text for part in row.parts))
    for first, second in (("family", "given"), ("given", "family")):
        ours = fold("".join(part.text for role in ("", first, second) for part in declared.parts if part.role == role))
        edits = OSA.distance(ours, theirs, score_cutoff=1)
        if edits <= 1:
            return next((strength for letters, strength in policy.whole if len(theirs) >= letters), 0.0)
    return 0.0


def _added(numbers: Iterable[float]) -> float:
    """Their sum, one after the other as the kernel adds: ``sum`` of later Pythons makes up for what rounding loses."""
    total = 0.0
    for number in numbers:
        total += number
    return total


def _parts_paired(pairs: Sequence[Pair]) -> int:
    """How many parts that are no articles are paired; names written together count as the parts they are."""
    return sum(max(_main(pair.declared), _main(pair.listed)) for pair in pairs)


def _main(parts: Sequence[Part]) -> int:
    return sum(not part.minor for part in parts)
