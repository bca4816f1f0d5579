"""Whom referrals fall upon: shares by group of nationality, age and sex against the tolerance that policy states.

This is computed apart from every rule, after the rules have spoken, and never is an input to one (law 4).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Literal

import msgspec
import numpy as np
import polars as pl
from numpy.typing import NDArray

from preclear.errors import SourceError
from preclear.trials.statistics import CONFIDENCE, Interval, Share, ratio

Dimension = Literal["nationality", "age", "sex"]
DIMENSIONS: tuple[Dimension, ...] = ("nationality", "age", "sex")
Verdict = Literal["within", "beyond", "open", "too_few"]
SEXES = ("F", "M", "X")
NOT_KNOWN = "not_known"
Flags = NDArray[np.bool_]


class Groups(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How people are told into groups for this measure, and what is tolerated: a file of policy."""

    source: str
    tolerance: Annotated[float, msgspec.Meta(gt=1)]  # how many times as often as everybody else
    least: Annotated[int, msgspec.Meta(ge=1)]  # people of a group; of fewer nothing is said
    ages: dict[str, tuple[int, int]]
    nationalities: dict[str, list[str]]

    def names(self, dimension: Dimension) -> tuple[str, ...]:
        """Return the groups of a dimension, in order; the last is of those of whom it is not known."""
        known: Mapping[Dimension, Sequence[str]] = {"nationality": tuple(self.nationalities), "age": tuple(self.ages), "sex": SEXES}
        return (*known[dimension], NOT_KNOWN)

    def of(self, traveller: pl.Series) -> dict[Dimension, NDArray[np.intp]]:
        """Return for each person of a column of facts the number of their group in each dimension."""
        states = {code: name for name, codes in self.nationalities.items() for code in codes}
        age = traveller.struct.field("age").to_numpy().astype(float)  # not known: not a number
        ages = np.full(len(age), len(self.ages), dtype=np.intp)
        for number, (first, last) in enumerate(self.ages.values()):
            ages[(age >= first) & (age <= last)] = number
        return {
            "nationality": _numbers(traveller.struct.field("nationality").replace_strict(states, default=None), self.names("nationality")),
            "age": ages,
            "sex": _numbers(traveller.struct.field("sex"), self.names("sex")),
        }


def load(folder: Path | None = None) -> Groups:
    """Return the groups of a folder of policy; by default those that travel with the program.

    Raises ``SourceError`` for a file that is wrong, or where a code stands in two groups.
    """
    source: Traversable = folder or files("preclear") / "policy" / "disparity"
    try:
        groups = msgspec.convert(tomllib.loads((source / "groups.toml").read_text(encoding="utf-8")), Groups)
    except (OSError, ValueError, msgspec.ValidationError) as wrong:
        raise SourceError(f"groups.toml: {wrong}") from wrong
    codes = [code for group in groups.nationalities.values() for code in group]
    if twice := {code for code in codes if codes.count(code) > 1}:
        raise SourceError(f"groups.toml: {min(twice)} stands in two groups of nationalities")
    return groups


def _numbers(values: pl.Series, names: Sequence[str]) -> NDArray[np.intp]:
    numbers = {name: number for number, name in enumerate(names)}
    return values.replace_strict(numbers, default=len(names) - 1, return_dtype=pl.Int64).to_numpy().astype(np.intp)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupShare:
    """How often one group is referred, beside everybody else."""

    dimension: Dimension
    group: str
    before: Share
    after: Share
    rest: Share  # everybody else, after
    ratio: Interval  # of the two shares after; all intervals of a table hold together in 95 %
    verdict: Verdict

    @property
    def times(self) -> float | None:
        """How many times as often as everybody else."""
        return self.after.value / self.rest.value if self.after.value is not None and self.rest.value else None


class Counts:
    """People, and those of them referred before and after, by group; filled batch by batch."""

    def __init__(self, groups: Groups) -> None:
        self.groups = groups
        self._counts: dict[Dimension, NDArray[np.int64]] = {
            dimension: np.zeros((3, len(groups.names(dimension))), dtype=np.int64) for dimension in DIMENSIONS
        }

    def add(self, of: Mapping[Dimension, NDArray[np.intp]], before: Flags, after: Flags) -> None:
        """Add some people: their groups, and whether each is referred."""
        for dimension, numbers in of.items():
            table = self._counts[dimension]
            for row, chosen in enumerate((numbers, numbers[before], numbers[after])):
                table[row] += np.bincount(chosen, minlength=table.shape[1])

    def shares(self) -> tuple[GroupShare, ...]:
        """Return every group that anybody is in. The confidence is shared out over all of them (Bonferroni)."""
        rows = [
            (dimension, name, *(int(count) for count in table[:, number]), table.sum(axis=1))
            for dimension, table in self._counts.items()
            for number, name in enumerate(self.groups.names(dimension))
            if table[0, number]
        ]
        confidence = 1 - (1 - CONFIDENCE) / max(len(rows), 1)
        found = []
        for dimension, name, people, before, after, sums in rows:
            own, rest = Share(after, people), Share(int(sums[2]) - after, int(sums[0]) - people)
            span = ratio(own, rest, confidence)
            found.append(
                GroupShare(
                    dimension=dimension,
                    group=name,
                    before=Share(before, people),
                    after=own,
                    rest=rest,
                    ratio=span,
                    verdict=self._verdict(own, rest, span),
                )
            )
        return tuple(found)

    def _verdict(self, own: Share, rest: Share, span: Interval) -> Verdict:
        """Beyond: the whole interval lies outside the tolerance; within: the whole lies inside; else it stays open."""
        tolerance = self.groups.tolerance
        if min(own.of, rest.of) < self.groups.least:
            return "too_few"
        if span.low > tolerance or span.high < 1 / tolerance:
            return "beyond"
        return "within" if 1 / tolerance <= span.low and span.high <= tolerance else "open"
