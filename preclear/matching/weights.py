"""The weights of the score, from a file that policy may replace."""

from __future__ import annotations

import math
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import msgspec

from preclear.errors import SourceError

Curve = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWeights:
    """How pairs of name parts make the strength of a name."""

    conflict: float
    missing: float
    one_part: float
    other_role: float
    cut: float
    whole: Curve


@dataclass(frozen=True, slots=True, kw_only=True)
class Admit:
    """From which alikeness on a name is compared in full."""

    near: float
    unknown: float
    far: float


class Weights(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"supports": "for"}):
    """What each finding tells, by its code."""

    version: str
    threshold: float
    name: NameWeights
    admit: Admit
    supports: dict[str, Curve]
    against: dict[str, Curve]

    def evidence(self, code: str, strength: float) -> float:
        """Return what a finding tells, in logarithms of odds: positive for, negative against."""
        return _on(self.supports.get(code) or self.against[code], strength)


def load(path: Path | None = None) -> Weights:
    """Return the weights in a file; without one, those that come with Preclear.

    Raises ``SourceError`` when the file cannot be read, names what is not known, or holds a curve that turns.
    """
    if path is None:
        return packaged()
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        raise SourceError(f"{path}: cannot be read ({exc}); check the path to the weights") from exc
    return read(text, str(path))


@cache
def packaged() -> Weights:
    """Return the weights that come with Preclear."""
    return read((files("preclear") / "policy" / "weights" / "matching.toml").read_text(encoding="utf-8"), "matching.toml")


def read(text: str, where: str) -> Weights:
    """Return the weights that a text says. Raises ``SourceError`` as ``load`` does."""
    try:
        weights = msgspec.convert(tomllib.loads(text), Weights)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as exc:
        raise SourceError(f"{where}: {exc}; mend the weights") from exc
    for curves, direction in ((weights.supports, 1), (weights.against, -1)):
        for code, curve in curves.items():
            if len(curve) < 2 or any(b[0] <= a[0] or (b[1] - a[1]) * direction < 0 for a, b in pairwise(curve)):
                raise SourceError(f"{where}: the curve of {code} turns or does not advance; a closer finding must never tell less")
    return weights


def probability(evidence: float) -> float:
    """Return the score of some evidence: 0.5 where nothing tells, never quite 0 or 1.

    >>> probability(0.0), round(probability(3.0), 3)
    (0.5, 0.953)
    """
    return 1 / (1 + math.exp(-evidence))


def _on(curve: Curve, at: float) -> float:
    """The height of a curve at a place, straight between its points, level outside them."""
    place = bisect_right(curve, at, key=lambda point: point[0])
    if place == 0:
        return curve[0][1]
    if place == len(curve):
        return curve[-1][1]
    (left, low), (right, high) = curve[place - 1 : place + 1]
    return low + (high - low) * (at - left) / (right - left)
