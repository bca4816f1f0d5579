"""The compiled loops of matching, where they are at hand.

Without them everything is found, too, by numpy and Python: the very same hits, only later.
"""

from __future__ import annotations

import ctypes
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from preclear.matching import spelling
from preclear.matching.spelling import after_edits
from preclear.matching.weights import NameWeights

LONGEST, MOST_EDITS = 40, 2
KINDS, STEPS = 6, 64
SPELLED = np.dtype(  # what the kernel asks of a spelling most, in one place
    [
        ("skeleton", np.uint64), ("start", np.int64), ("mask", np.uint32), ("folded_mask", np.uint32), ("folding", np.int32),
        ("weight", np.float32), ("length", np.int32), ("folds", np.int32),
    ]
)  # fmt: skip
_SOURCE = Path(__file__).with_suffix(".c")
_chosen = [True]


class _Pointers(ctypes.Structure):
    """A structure of the kernel that is filled from arrays of the names of its fields; keeps them alive."""

    kept: tuple[NDArray[Any], ...]

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], **numbers: int) -> Any:
        made = cls()
        names = [field[0] for field in cls._fields_ if field[1] is ctypes.c_void_p]
        made.kept = tuple(np.ascontiguousarray(arrays[name]) for name in names)
        for name, array in zip(names, made.kept, strict=True):
            setattr(made, name, array.ctypes.data)
        for name, number in numbers.items():
            setattr(made, name, number)
        return made


def _pointers(names: str) -> list[tuple[str, Any]]:
    return [(name, ctypes.c_void_p) for name in names.split()]


class Listed(_Pointers):
    """The arrays of an index."""

    _fields_ = [
        *_pointers(
            "spelled spelling_letters spelling_starts folding_letters folding_starts spelling_folding folding_mask folding_skeleton"
            " folding_longest row_starts row_spellings row_marks run_starts run_foldings row_first row_last row_day"
            " whole_letters whole_starts half_keys half_rows posting_starts posting_rows form_table form_hashes form_ids"
        ),
        *((name, ctypes.c_int64) for name in ("rows", "foldings", "halves", "form_bits")),
        *_pointers("span_rows year_rows"),
    ]


class Texts(_Pointers):
    """Name parts that were asked for, and what of the list is like each."""

    _fields_ = _pointers("letters starts skeleton similar_start similar_count similar_folding similar_strength")


class Sought(_Pointers):
    """Travellers, as parts of names."""

    _fields_ = [
        *_pointers(
            "part_start part_text part_other part_mark part_weight part_surprise run_start run_first run_last run_text run_role"
            " run_surprise cut year day whole_start whole_letters whole_starts"
        ),
        ("travellers", ctypes.c_int32),
    ]


class Policy(ctypes.Structure):
    """What the weights and the tables of ``spelling`` say."""

    _fields_ = [
        ("after_edits", ctypes.c_double * (3 * (LONGEST + 1))),
        *(
            (name, ctypes.c_double)
            for name in (
                "spelling_cost", "skeleton", "skeleton_other", "consonants", "initial", "similar", "conflict", "missing", "one_part",
                "other_role", "cut", "beginning", "run",
            )
        ),
        ("cut_letters", ctypes.c_int32),
        ("most_apart", ctypes.c_int32),
        ("admit", ctypes.c_double * KINDS),
        ("needed", ctypes.c_double * STEPS * KINDS),
        ("step", ctypes.c_double),
        ("whole_letters", ctypes.c_int32 * 4),
        ("whole_strength", ctypes.c_double * 4),
        ("wholes", ctypes.c_int32),
    ]  # fmt: skip

    @classmethod
    def of(cls, name: NameWeights, admit: Sequence[float] = (), needed: NDArray[np.float64] | None = None, **constants: float) -> Policy:
        """Return the policy; ``admit`` and ``needed`` are as in ``candidates.Least``, ``constants`` those of alignment and of the index."""
        table = [after_edits(edits, letters) for edits in range(MOST_EDITS + 1) for letters in range(LONGEST + 1)]
        made = cls()
        made.after_edits[:] = table
        made.spelling_cost, made.skeleton, made.initial = spelling.SPELLING_COST, spelling.SKELETON, spelling.INITIAL
        made.skeleton_other, made.consonants = spelling.SKELETON_OTHER_VOWELS, spelling.CONSONANTS
        for field in ("conflict", "missing", "one_part", "other_role", "cut"):
            setattr(made, field, getattr(name, field))
        for field, value in constants.items():
            setattr(made, field, value)
        made.admit[: len(admit)] = list(admit)
        for kind, strengths in enumerate(() if needed is None else needed.tolist()):
            made.needed[kind][:] = strengths
        made.wholes = min(len(name.whole), 4)
        for place, (letters, strength) in enumerate(name.whole[:4]):
            made.whole_letters[place], made.whole_strength[place] = int(letters), strength
        return made


def spelled(arrays: Mapping[str, NDArray[Any]]) -> NDArray[Any]:
    """Return ``SPELLED`` of each spelling of an index."""
    foldings, starts = arrays["spelling_folding"], arrays["spellings.starts"]
    packed = np.zeros(len(foldings), SPELLED)
    packed["skeleton"], packed["folded_mask"] = arrays["folding_skeleton"][foldings], arrays["folding_mask"][foldings]
    packed["start"], packed["length"] = starts[:-1], np.diff(starts)
    packed["folds"] = np.diff(arrays["foldings.starts"])[foldings]
    packed["mask"], packed["folding"], packed["weight"] = arrays["spelling_mask"], foldings, arrays["spelling_weight"]
    return packed


class Found(_Pointers):
    """Where rows that were found are written."""

    _fields_ = [*_pointers("traveller row strength told"), ("room", ctypes.c_int64)]


def library() -> Any:
    """Return the kernel, or None where it is not at hand or not wanted."""
    return _loaded() if _chosen[0] else None


@contextmanager
def without() -> Iterator[None]:
    """Do without the kernel for a while, in all threads: for tests and benchmarks."""
    before = _chosen[0]
    _chosen[0] = False
    try:
        yield
    finally:
        _chosen[0] = before


@cache
def _loaded() -> Any:
    """The kernel, if it was compiled from the source that lies beside it."""
    try:
        found = ctypes.CDLL(str(_SOURCE.with_name("libkernel.so")))
        found.preclear_source.restype = ctypes.c_uint32
        if found.preclear_source() != zlib.crc32(_SOURCE.read_bytes()):
            return None
    except (OSError, AttributeError):
        return None
    i32, i64, pointer = ctypes.c_int32, ctypes.c_int64, ctypes.c_void_p
    found.preclear_similar.argtypes = [pointer, pointer, pointer, *[i32] * 5, pointer, pointer, pointer, i64]
    found.preclear_similar.restype = i32
    found.preclear_find.argtypes = [pointer, pointer, pointer, pointer, ctypes.c_double, i32, i32, pointer, pointer]
    found.preclear_find.restype = i32
    found.preclear_forms.argtypes = [pointer, pointer, pointer, i64, i64, *[i32] * 3, pointer, i64, pointer]
    found.preclear_forms.restype = i64
    return found


def address(structure: ctypes.Structure) -> int:
    """Return where a structure lies."""
    return ctypes.addressof(structure)
