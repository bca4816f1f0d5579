"""Fitting the curves of the score on the half of the people that is kept for it.

The score is additive: each finding of a pair (traveller, listed person) has a strength, and its curve says what that tells. So the fit
is a logistic regression on the heights of the curves at their points, under the law that no curve turns and no agreement speaks against
(nor contradiction for). Heights are written as steps from point to point, none of which may be negative; what the sets never show stays
near what it was. The pair that stands for a person is that of the name which the weights of the moment find likest, so it is done over
again with the new weights.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks import million
from benchmarks.quality import listed, measure, scripts, sets
from benchmarks.quality.asked import SEED, Asked, name_only, some
from preclear import matching
from preclear.manifest import NotScreened, Reason
from preclear.matching import Index, Weights
from preclear.matching.building import LEAST_ROWS
from preclear.matching.features import LONG_LIST
from preclear.matching.weights import read

ROUNDS = 3
MOST, ORDINARY, HARD, SCRIPT = 1500, 15_000, 3000, 300
OTHERS = 3  # of the people whom somebody is not, the likest ones
ALERTED = 0.004  # of ordinary travellers by name alone: the aim is 0.005
HOLD = 1e-3  # how fast a height is held to what it was, beside the mean loss of all pairs
IMPORTANCE = {
    "ordinary": 6.0, "ordinary, all facts": 3.0, "hard": 2.2, sets.ALIAS: 2.2, "one typing error": 6.0, "parts left out": 5.0,
    "Korean": 2.0, "Chinese, Wade-Giles": 2.0,
}  # fmt: skip
MOST_TOLD = {  # policy, not data: these tell people apart who share a name, and the invented positives say nothing of how often lists err
    "nationality_agrees": 0.5, "nationality_differs": 0.8, "sex_agrees": 0.2, "sex_differs": 1.0,
}  # fmt: skip
SEEN_FROM = 0.8  # of a name's alikeness: below, few pairs are looked at in full, and the curve is held firmly to what it was
FIRM = 50.0
SPREAD = 3.0  # natural logarithms for each unit of the file: a score has but so many digits, in which the surest hits must differ
DOCUMENT, FAR, MARGIN = "document_same", "birth_date_differs", 0.3
SHIFTED = "name_alike"  # every pair has this finding: where its curve begins is free, and sets the level of all scores
LONG = "list_long"  # set afterwards, so that the threshold alerts on as many ordinary travellers at a million as of the list alone
CROWD, AT_A_MILLION, CROWDED = 1_000_000, ", at a million", 700  # of each kind

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A pair with its truth."""

    reasons: tuple[Reason, ...]
    same: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Step:
    """From one point of a curve to the next: a column of the design."""

    code: str
    left: float  # strength at which the step begins
    right: float
    sign: float  # 1 for, -1 against
    was: float  # height of the step, not negative


def fitted(text: str) -> str:
    """Return the text of a file of weights with its curves fitted, and the head that says on what."""
    material = listed.real()
    if material is None:
        raise SystemExit("benchmarks.quality fit: the list and the population that weights are fitted on are not at hand")
    text = _scaled(text, SPREAD)
    indexes = [(matching.build([material.edition]), _questions(material))]
    for script in scripts.SCRIPTS:
        of = scripts.pairs(script, "fit", SCRIPT)
        indexes.append((matching.build([of.edition]), list(of.asked)))
    crowd = matching.build([material.edition, million.edition(CROWD)]), _crowded(indexes[0][1])
    indexes.append(crowd)
    steps, first = _steps(tomllib.loads(text))
    for _ in range(ROUNDS):
        weights = read(text, "weights")
        examples = [example for index, asked in indexes for example in _examples(index, asked, weights)]
        text = _level(_written(text, _fit(examples, steps, first)), *indexes[0])
        text = _long(text, *crowd)
        text = _by_policy(text)
    return _headed(_scaled(text, 1 / SPREAD), material, sum(len(asked) for _, asked in indexes))


def _questions(material: listed.Material) -> list[Asked]:
    by_kind: dict[str, list[Asked]] = {}
    for make in (sets.spelled, sets.aliases, sets.with_facts):
        for each in make(material, "fit"):
            by_kind.setdefault(each.kind, []).append(each)
    ordinary = some(sets.ordinary("fit"), ORDINARY, "ordinary")
    return [
        *(each for kind, theirs in by_kind.items() for each in some(theirs, MOST, kind)),
        *(name_only(each) for each in ordinary),
        *(Asked("ordinary, all facts", each.group, each.traveller) for each in ordinary),
        *sets.hard(material, "fit", HARD),
    ]


def _crowded(asked: Sequence[Asked]) -> list[Asked]:
    """Fewer of the questions by name alone, to ask of the list with a million others behind it."""
    by_kind: dict[str, list[Asked]] = {}
    for each in asked:
        by_kind.setdefault(each.kind, []).append(each)
    return [
        Asked(kind + AT_A_MILLION, each.group, each.traveller, each.ref)
        for kind, theirs in by_kind.items()
        for each in (theirs if kind == "ordinary" else some(theirs, CROWDED, kind))
        if each.traveller.birth_date is None and not each.traveller.documents
    ]


def _examples(index: Index, asked: Sequence[Asked], weights: Weights) -> Iterator[Example]:
    for start in range(0, len(asked), measure.AT_ONCE):
        batch = asked[start : start + measure.AT_ONCE]
        for each, screening in zip(
            batch, matching.screen(index, [a.traveller for a in batch], threshold=0.0, weights=weights), strict=True
        ):
            hits = () if isinstance(screening, NotScreened) else screening
            yield from (Example(hit.reasons, True, each.kind) for hit in hits if hit.entry == each.ref)
            if each.ref is None or each.ref.startswith("script"):
                others = [hit for hit in hits if hit.entry != each.ref]
                yield from (Example(hit.reasons, False, each.kind) for hit in others[:OTHERS])


def _fit(examples: Sequence[Example], steps: Sequence[Step], first: Mapping[str, float]) -> Mapping[str, list[list[float]]]:
    """Return the curves that make the truth of the examples likeliest."""
    design = np.zeros((len(examples), len(steps) + 1))
    design[:, -1] = 1.0  # where the free curve begins
    columns: dict[str, list[int]] = {}
    for column, step in enumerate(steps):
        columns.setdefault(step.code, []).append(column)
    for row, example in enumerate(examples):
        for reason in example.reasons:
            for column in columns[reason.code]:
                step = steps[column]
                design[row, column] = step.sign * min(max((reason.strength - step.left) / (step.right - step.left), 0.0), 1.0)
    sought = Sought(
        design,
        np.array([example.same for example in examples], float),
        _importance(examples),
        np.array([*(step.was for step in steps), first[SHIFTED]]),
        HOLD
        * np.array([*(FIRM if step.code == LONG or (step.code == SHIFTED and step.right <= SEEN_FROM) else 1.0 for step in steps), 1.0]),
        np.array([*(MOST_TOLD.get(step.code, np.inf) for step in steps), np.inf]),
    )
    *found, begin = sought.best()
    curves: dict[str, list[list[float]]] = {}
    for step, height in zip(steps, found, strict=True):
        curve = curves.setdefault(step.code, [[step.left, begin if step.code == SHIFTED else first[step.code]]])
        curve.append([step.right, curve[-1][1] + step.sign * height])
    return curves


def _steps(toml: Mapping[str, dict[str, object]]) -> tuple[list[Step], dict[str, float]]:
    """The steps of every curve in a file of weights, and the height at which each curve begins."""
    steps, first = [], {}
    for section, sign in (("for", 1.0), ("against", -1.0)):
        for code, curve in toml[section].items():
            assert isinstance(curve, list)
            first[code] = float(curve[0][1])
            steps += [Step(code, left, right, sign, abs(high - low)) for (left, low), (right, high) in pairwise(curve)]
    return steps, first


def _importance(examples: Sequence[Example]) -> Array:
    """The weight of each example: every kind alike but for ``IMPORTANCE``, whatever its number; they sum to 1."""
    counts: dict[tuple[str, bool], int] = {}
    for example in examples:
        counts[example.kind, example.same] = counts.get((example.kind, example.same), 0) + 1
    weight = np.array([IMPORTANCE.get(each.kind.removesuffix(AT_A_MILLION), 1.0) / counts[each.kind, each.same] for each in examples])
    scaled: Array = weight / weight.sum()
    return scaled


@dataclass(frozen=True, slots=True)
class Sought:
    """A logistic regression of which all coefficients but the last lie between 0 and a most."""

    columns: Array
    truth: Array
    weight: Array
    was: Array
    hold: Array  # how firmly each coefficient is held to what it was
    most: Array

    def best(self) -> Array:
        """Return the coefficients, by Newton steps on those that do not stand at a bound and want beyond it."""
        at = self._within(self.was)
        for _ in range(200):
            odds = 1 / (1 + np.exp(-(self.columns @ at)))
            slope = self.columns.T @ (self.weight * (odds - self.truth)) + self.hold * (at - self.was)
            free = ~(((at <= 0) & (slope > 0)) | ((at >= self.most) & (slope < 0)))
            free[-1] = True
            chosen = self.columns[:, free]
            bend = (chosen * (self.weight * odds * (1 - odds))[:, None]).T @ chosen + np.diag(self.hold[free])
            move = np.zeros_like(at)
            move[free] = np.linalg.solve(bend, slope[free])
            former, at = at, self._moved(at, move)
            if np.abs(at - former).max() < 1e-5:
                break
        return at

    def _moved(self, at: Array, move: Array) -> Array:
        """The longest of ever shorter steps that makes the loss less."""
        before, length = self._loss(at), 1.0
        while length > 1e-6:
            tried = self._within(at - length * move)
            if self._loss(tried) < before:
                return tried
            length /= 2
        return at

    def _loss(self, at: Array) -> float:
        evidence = self.columns @ at
        return float(self.weight @ (np.logaddexp(0, evidence) - self.truth * evidence) + (self.hold * (at - self.was) ** 2).sum() / 2)

    def _within(self, at: Array) -> Array:
        bounded = np.clip(at, 0.0, self.most)
        bounded[-1] = at[-1]
        return bounded


def _level(text: str, index: Index, asked: Sequence[Asked]) -> str:
    """The weights with the curve that every pair has raised or lowered: the threshold alerts on as many ordinary travellers as wanted."""
    weights = read(text, "weights")
    ordinary = measure.ours(index, [each for each in asked if each.kind == "ordinary"], weights)
    limit = measure.threshold_at((each.best for each in ordinary), ALERTED)
    shift = np.log(weights.threshold / (1 - weights.threshold)) - np.log(limit / (1 - limit))
    curve = [[strength, height + float(shift)] for strength, height in weights.supports[SHIFTED]]
    return _written(text, {SHIFTED: curve})


def _long(text: str, index: Index, asked: Sequence[Asked]) -> str:
    """The weights with what a long list tells against set by the same measure."""
    weights = read(text, "weights")
    ordinary = measure.ours(index, [each for each in asked if each.kind == "ordinary" + AT_A_MILLION], weights)
    limit = measure.threshold_at((each.best for each in ordinary), ALERTED)
    missing = float(np.log(limit / (1 - limit)) - np.log(weights.threshold / (1 - weights.threshold)))
    ((left, level), (right, height)) = weights.against[LONG]
    share = np.log10(index.asked.names / LEAST_ROWS) / LONG_LIST
    return _written(text, {LONG: [[left, level], [right, min(height - missing / share, 0.0)]]})


def _by_policy(text: str) -> str:
    """The weights with what is no matter of data: no name outweighs another year of birth, and a listed number is a hit under any name.

    An exact number is a hit whatever else contradicts it: a stolen document is used by somebody else. One slip from a listed number is a
    hit under any name, but for another year of birth.
    """
    weights = read(text, "weights")
    most = {code: max(height for _, height in curve) for code, curve in weights.supports.items()}
    far = sum(height for code, height in most.items() if code != DOCUMENT and not code.startswith("birth_date")) + MARGIN
    least = {code: min(height for _, height in curve) for code, curve in weights.against.items()}
    under_any_name = MARGIN - weights.supports[SHIFTED][0][1] - sum(h for code, h in least.items() if code.startswith(("name_", LONG)))
    whatever = under_any_name + far - least["nationality_differs"] - least["sex_differs"]
    heights = {0.6: under_any_name, 0.75: under_any_name + 1, 0.8: whatever, 1.0: whatever + 5}
    document = [[strength, height] for strength, height in weights.supports[DOCUMENT] if strength < min(heights)]
    return _written(text, {DOCUMENT: [*document, *([at, height] for at, height in heights.items())], FAR: [[0, 0], [1, -far]]})


def _scaled(text: str, by: float) -> str:
    """The weights with the heights of all curves multiplied."""
    weights = read(text, "weights")
    curves = {**weights.supports, **weights.against}
    return _written(text, {code: [[strength, height * by] for strength, height in curve] for code, curve in curves.items()})


def _written(text: str, curves: Mapping[str, Sequence[Sequence[float]]]) -> str:
    for code, curve in curves.items():
        shown = ", ".join(f"[{strength:g}, {round(height, 3):g}]" for strength, height in curve)
        text, changed = re.subn(rf"(?m)^{code} = \[\[.*?\]\]", f"{code} = [{shown}]", text)
        assert changed == 1, code
    return text


def _headed(text: str, material: listed.Material, questions: int) -> str:
    head = (
        f"# Curves fitted by: python -m benchmarks.quality fit  (seed {SEED}; {questions:,} questions)\n"
        f"# on half of the people of {material.name} ({material.edition.digest[:12]}), half of a population of invented travellers, half\n"
        "# of the name parts in other scripts; what is reported is of the other half.\n"
    )
    return head + re.sub(r"\A# Curves fitted by.*\n# .*\n# .*\n", "", text)


def fit(path: Path) -> None:
    """Fit the weights in a file and write them back."""
    path.write_text(fitted(path.read_text(encoding="utf-8")), encoding="utf-8")
