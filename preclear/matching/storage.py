"""The index file: a header, then arrays that are mapped into memory as they lie.

``PRECLEAR-INDEX``, a format number, the length of the header, the header as JSON (what the list editions are, where each array lies),
then the arrays, each on a boundary of 64 bytes. Processes that map one file share its memory.
"""

from __future__ import annotations

import os
import struct
from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from preclear.errors import SourceError

MAGIC = b"PRECLEAR-INDEX\0\0"
FORMAT = 6  # rises whenever names are folded, hashed or laid out differently: an older file no longer fits
_LEAD = struct.Struct("<16sII")  # magic, format, length of the header
_ALIGNED = 64
_BUILD = "build it again with: preclear index LIST... --out FILE"

Arrays = Mapping[str, NDArray[Any]]


class _Array(msgspec.Struct):
    name: str
    dtype: str
    length: int
    start: int  # from the end of the header, rounded up


class _Header(msgspec.Struct):
    about: dict[str, Any]
    arrays: list[_Array]


class Strings:
    """Many short strings, kept as one run of bytes with the places where they begin. Read one at a time."""

    def __init__(self, letters: NDArray[np.uint8], starts: NDArray[np.int64]) -> None:
        self.letters, self.starts = letters, starts

    @staticmethod
    def arrays(name: str, texts: list[bytes]) -> dict[str, NDArray[Any]]:
        """Return the two arrays that hold some strings, by the names under which they are stored."""
        starts = np.zeros(len(texts) + 1, np.int64)
        np.cumsum([len(text) for text in texts], out=starts[1:])
        return {f"{name}.letters": np.frombuffer(b"".join(texts), np.uint8), f"{name}.starts": starts}

    @classmethod
    def of(cls, arrays: Arrays, name: str) -> Strings:
        """Return the strings that are stored under a name."""
        return cls(arrays[f"{name}.letters"], arrays[f"{name}.starts"])

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, place: int) -> bytes:
        return self.letters[self.starts[place] : self.starts[place + 1]].tobytes()

    def __iter__(self) -> Iterator[bytes]:
        return (self[place] for place in range(len(self)))

    def find(self, text: bytes) -> int:
        """Return the first place of a string among strings in order, or the place where it would stand."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self[middle] < text else (low, middle)
        return low


class Letters:
    """Short strings in the making, one run of bytes that grows."""

    def __init__(self) -> None:
        self._letters, self._lengths = bytearray(), array("i")

    def add(self, text: bytes) -> None:
        """Put one more behind the others."""
        self._letters += text
        self._lengths.append(len(text))

    def __len__(self) -> int:
        return len(self._lengths)

    def arrays(self, name: str) -> dict[str, NDArray[Any]]:
        """Return the two arrays that hold them, as ``Strings.arrays`` does; nothing can be added any more."""
        starts = np.zeros(len(self) + 1, np.int64)
        np.cumsum(self._lengths, out=starts[1:])
        return {f"{name}.letters": np.frombuffer(self._letters, np.uint8), f"{name}.starts": starts}


def recognises(path: Path) -> bool:
    """Return whether a file is an index, of whatever format number."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def write(path: Path, about: dict[str, Any], arrays: Arrays) -> None:
    """Write the file in one step: a reader finds the former one or the new one, never half of it."""
    described, start = [], 0
    for name, numbers in arrays.items():
        described.append(_Array(name, numbers.dtype.str, len(numbers), start))
        start = _up(start + numbers.nbytes)
    header = msgspec.json.encode(_Header(about, described))
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with unfinished.open("wb") as file:
            file.write(_LEAD.pack(MAGIC, FORMAT, len(header)) + header)
            base = _up(_LEAD.size + len(header))
            for each, numbers in zip(described, arrays.values(), strict=True):
                file.seek(base + each.start)
                file.write(np.ascontiguousarray(numbers).data)
            file.truncate(base + start)
        unfinished.replace(path)
    except OSError as exc:
        unfinished.unlink(missing_ok=True)
        raise SourceError(f"{path}: cannot be written ({exc.strerror}); choose another place for the index") from exc


def read(path: Path) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    """Return what the header says and the arrays, mapped from the file and not to be written to.

    Raises ``SourceError`` when the file is no index, was built by another version, or is not whole.
    """
    try:
        mapped = np.memmap(path, np.uint8, "r")
    except (OSError, ValueError) as exc:
        raise SourceError(f"{path}: cannot be opened as an index ({exc}); {_BUILD}") from exc
    magic, number, length = _LEAD.unpack(mapped[: _LEAD.size].tobytes()) if len(mapped) >= _LEAD.size else (b"", 0, 0)
    if magic != MAGIC:
        raise SourceError(f"{path}: is no watchlist index; {_BUILD}")
    if number != FORMAT:
        raise SourceError(f"{path}: an index of format {number}, and this version reads format {FORMAT}; {_BUILD}")
    try:
        header = msgspec.json.decode(mapped[_LEAD.size : _LEAD.size + length].tobytes(), type=_Header)
        base = _up(_LEAD.size + length)
        return header.about, {
            each.name: np.frombuffer(mapped, np.dtype(each.dtype), each.length, base + each.start) if each.length else _none(each)
            for each in header.arrays
        }
    except (msgspec.DecodeError, ValueError) as exc:
        raise SourceError(f"{path}: the index is not whole; {_BUILD}") from exc


def _none(each: _Array) -> NDArray[Any]:
    return np.empty(0, np.dtype(each.dtype))


def _up(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED
