"""Which listed names are worth comparing with a traveller: found without looking at every entry.

1. A name is met when two parts of the traveller's lead to it (one, where the traveller has but one), or when the whole name run
   together differs by one letter. Only dates are read with which a hit is possible.
2. An overestimate of how alike the names are, and of what that tells, lets few through.
3. Those are aligned; what is as alike as its date of birth asks (``Least``) is found.

The kernel does all this in one go; ``by_numpy`` does the same without it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from preclear.matching import by_numpy, kernel
from preclear.matching.alignment import APART, BEGINNING, CUT_LETTERS, RUN_STRENGTH
from preclear.matching.asked import SIMILAR
from preclear.matching.index import MINOR_WEIGHT, Index
from preclear.matching.sought import Found, Least, Sought, columns_of
from preclear.matching.weights import NameWeights

_ROOM = 1 << 14


def find(index: Index, sought: Sequence[Sought], policy: NameWeights, least: Least) -> Found:
    """Return the rows worth comparing with each traveller, by traveller and then by row."""
    if not sought or not index.rows:
        return Found(np.empty(0, np.int32), np.empty(0, np.int32), np.empty(0), np.empty(0))
    found = _by_kernel(index, sought, policy, least) if kernel.library() else by_numpy.find(index, sought, policy, least)
    order = np.lexsort((found.rows, found.travellers))
    return Found(found.travellers[order], found.rows[order], found.strengths[order], found.told[order])


def _by_kernel(index: Index, sought: Sequence[Sought], policy: NameWeights, least: Least) -> Found:
    kept, columns = columns_of(index, sought)
    asked = kernel.Sought.of(columns, travellers=len(sought))
    told_policy = kernel.Policy.of(
        policy,
        admit=least.admit.tolist(),
        needed=least.needed,
        step=least.step,
        similar=SIMILAR,
        beginning=BEGINNING,
        run=RUN_STRENGTH,
        cut_letters=CUT_LETTERS,
        most_apart=APART,
    )
    listed, texts = index.asked.listed, kept.texts
    pieces: list[Found] = []
    first, room = 0, _ROOM
    while first < len(sought):
        out: dict[str, NDArray[Any]] = {
            "traveller": np.empty(room, np.int32),
            "row": np.empty(room, np.int32),
            "strength": np.empty(room, np.float64),
            "told": np.empty(room, np.float64),
        }
        target, written = kernel.Found.of(out, room=room), np.zeros(1, np.int64)
        upto = kernel.library().preclear_find(
            kernel.address(listed), kernel.address(texts), kernel.address(asked), kernel.address(told_policy),
            MINOR_WEIGHT, index.longest, first, kernel.address(target), written.ctypes.data,
        )  # fmt: skip
        pieces.append(Found(*(column[: int(written[0])] for column in out.values())))
        if upto == first:
            room *= 8
        first = upto
    return Found(*(np.concatenate(column) for column in zip(*pieces, strict=True)))
