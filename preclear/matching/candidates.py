"""Which listed names are worth comparing with a traveller: found without looking at every entry.

A row is looked at when two parts of the traveller's name are like parts of it (one, where the traveller has but one name), or when the
whole name run together differs by one letter. An overestimate of how alike the names are then lets the few through that could matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from preclear.matching import names, neighbours
from preclear.matching.index import Index, Reached, half_keys
from preclear.matching.names import ROLES, Declared, Role
from preclear.matching.spelling import fold
from preclear.matching.weights import Admit, Weights

_YEARS_NEAR = 3

Rows = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Sought:
    """A traveller's name, the weight of each part, and the year of birth if it was declared."""

    name: Declared
    weights: tuple[float, ...]
    year: int | None


class _Board:
    """What is lent from traveller to traveller: a place for every row of the index."""

    def __init__(self, rows: int) -> None:
        self.seen = np.zeros(rows, np.uint8)  # how many parts led to a row; all 0 between travellers
        self.slot = np.zeros(rows, np.int32)  # where a row stands among the candidates


def find(index: Index, sought: Sequence[Sought], weights: Weights) -> list[list[int]]:
    """Return for each traveller the rows worth comparing, in order."""
    reached = index.reached(chain.from_iterable(_spellings(each.name) for each in sought))
    board = _Board(index.rows)
    return [
        sorted({*_by_parts(index, each, weights, reached, board).tolist(), *whole})
        for each, whole in zip(sought, _by_whole_name(index, [each.name for each in sought]), strict=True)
    ]


def _spellings(name: Declared) -> list[str]:
    readings = [text for part in name.parts if not part.minor for text in (part.text, part.other) if text]
    return readings + list(_joined(name).values())


def _joined(name: Declared) -> dict[Role, str]:
    return {role: text for role in ROLES if (text := names.joined(name.parts, role))}


def _by_parts(index: Index, sought: Sought, weights: Weights, reached: Mapping[str, Reached], board: _Board) -> Rows:
    """The rows that enough parts lead to, as far as the overestimate lets them through."""
    main = [place for place, part in enumerate(sought.name.parts) if not part.minor]
    parts, together = [sought.name.parts[place] for place in main], _joined(sought.name)
    found = [_likest([reached[text] for text in (part.text, part.other) if text]) for part in parts]
    found += [reached[text] for text in together.values()]
    needed = min(2, len(parts))
    if sum(len(each.rows) > 0 for each in found) < max(needed, 1):
        return np.empty(0, np.int32)
    for rows, _ in found:
        board.seen[rows] += 1
    enough = [Reached(each.rows[often], each.strengths[often]) for each in found for often in (board.seen[each.rows] >= needed,)]
    for rows, _ in found:
        board.seen[rows] = 0
    candidates = np.unique(np.concatenate([rows for rows, _ in enough]))
    if not len(candidates):
        return candidates
    board.slot[candidates] = np.arange(len(candidates), dtype=np.int32)
    strengths = np.zeros((len(found), len(candidates)), np.float32)
    for place, each in enumerate(enough):
        strengths[place, board.slot[each.rows]] = each.strengths
    for place, part in enumerate(parts):
        if part.role in together:  # a part is found, too, where all of its role are found written together
            np.maximum(strengths[place], strengths[len(parts) + list(together).index(part.role)], out=strengths[place])
    if sought.name.cut:  # its last part may be the beginning of any other
        np.maximum(strengths[len(parts) - 1], weights.name.cut, out=strengths[len(parts) - 1])
    ours = np.array([sought.weights[place] for place in main], np.float32)
    best = _overestimate(strengths[: len(parts)], ours, index.arrays["row_weight"][candidates], weights)
    return candidates[best >= _least(index, candidates, sought.year, weights.admit)]


def _likest(readings: Sequence[Reached]) -> Reached:
    """What several readings of one part lead to, each row once."""
    if len(readings) == 1:
        return readings[0]
    rows, strengths = (np.concatenate(column) for column in zip(*readings, strict=True))
    order = np.lexsort((-strengths, rows))
    rows, first = np.unique(rows[order], return_index=True)
    return Reached(rows, strengths[order][first])


def _overestimate(
    covered: NDArray[np.float32], ours: NDArray[np.float32], theirs: NDArray[np.float32], weights: Weights
) -> NDArray[np.float32]:
    """How alike each row can be at the most, by the same formula as the alignment."""
    matched, total = ours @ covered, ours @ (covered > 0)
    left, over = ours.sum() - total, np.maximum(theirs - total, 0)
    against = weights.name.conflict * np.minimum(left, over) + weights.name.missing * np.abs(left - over)
    found: NDArray[np.float32] = matched / np.maximum(total + against, 1e-6)
    return found


def _least(index: Index, rows: Rows, year: int | None, admit: Admit) -> NDArray[np.float64] | float:
    """How alike each row must be to be compared, by how near the years of birth are."""
    if year is None:
        return admit.unknown
    entries = index.arrays["row_entry"][rows]
    first, last = index.arrays["entry_first_year"][entries], index.arrays["entry_last_year"][entries]
    near = (first - _YEARS_NEAR <= year) & (year <= last + _YEARS_NEAR)
    return np.where(first == 0, admit.unknown, np.where(near, admit.near, admit.far))


def _by_whole_name(index: Index, sought: Sequence[Declared]) -> list[list[int]]:
    """The rows whose whole name run together is the same or one slip away, in either order of family and given names."""
    orders = [_run_together(name) for name in sought]
    flat = [(place, text) for place, texts in enumerate(orders) for text in texts]
    keys, owners = half_keys([text for _, text in flat], (-1, 0, 1))
    asked, hits = neighbours.spread(index.arrays["half_keys"], keys)
    pairs = {(int(owner), int(row)) for owner, row in zip(owners[asked], index.arrays["half_rows"][hits], strict=True)}
    found: list[list[int]] = [[] for _ in sought]
    for owner, row in sorted(pairs):
        place, text = flat[owner]
        if OSA.distance(text, index.whole[row].decode(), score_cutoff=1) <= 1:
            found[place].append(row)
    return found


def _run_together(name: Declared) -> list[str]:
    untold, family, given = ("".join(part.text for part in name.parts if part.role == role) for role in ROLES)
    return list(dict.fromkeys((fold(untold + family + given), fold(untold + given + family))))
