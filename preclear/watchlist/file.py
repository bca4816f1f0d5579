"""The bytes of a list file, packed or not."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from preclear.errors import SourceError
from preclear.manifest import Fault, Severity

LARGEST_BYTES = 4 << 30  # of a list, unpacked: more is no list but a packed file that grows without end

_WIDE = 8  # columns from which as many separators in one cell are no sentence
_WORD = 16  # bytes at the beginning by which UTF-16 without a mark is known
_DELIMITERS = ",;\t|"
_GZIP = b"\x1f\x8b"
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_END_OF_FILE = "\x1a"  # how OFAC's files end, after the habit of an older operating system


def read_bytes(path: Path) -> bytes:
    """Return what a file holds, unpacked if it is packed with gzip.

    Raises ``SourceError`` when it cannot be opened or unpacked.
    """
    with open_bytes(path) as stream:
        raw = stream.read(LARGEST_BYTES + 1)
    if len(raw) > LARGEST_BYTES:
        raise SourceError(f"{path}: unpacks to more than {LARGEST_BYTES:,} bytes, which no list has; fetch it again")
    return raw


def head(path: Path, size: int) -> bytes:
    """Return the beginning of a file, unpacked and in UTF-8 without a mark, whatever it is written in.

    Raises ``SourceError`` as ``read_bytes`` does.
    """
    with open_bytes(path) as stream:
        return _utf8(stream.read(size))


def _encoding(raw: bytes) -> str:
    """How bytes are encoded, by their mark, or as UTF-16 by the noughts beside the letters of its first words; else UTF-8."""
    marked = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), None)
    if marked is None and len(raw) >= _WORD and (0 in raw[:_WORD]):
        little, big = raw[1:_WORD:2].count(0), raw[:_WORD:2].count(0)
        marked = "utf-16-le" if little > big == 0 else "utf-16-be" if big > little == 0 else None
    return marked or "utf-8"


@contextmanager
def open_bytes(path: Path) -> Iterator[IO[bytes]]:
    """Give the bytes of a file to read one after the other, unpacked if it is packed with gzip.

    Raises ``SourceError`` when it cannot be opened, or when what the block reads of it cannot be unpacked.
    """
    try:
        with path.open("rb") as packed:
            start = packed.read(len(_GZIP))
            packed.seek(0)
            if start != _GZIP:
                yield packed
                return
            with gzip.open(packed) as unpacked:
                yield unpacked  # type: ignore[misc]  # reads as a binary stream does
    except (OSError, EOFError, zlib.error) as exc:
        raise SourceError(f"{path}: cannot be opened ({exc}); check the path, the permissions and that the file is whole") from exc


def read_text(path: Path, encoding: str = "utf-8-sig") -> str:
    """Return the text of a file.

    Raises ``SourceError`` at the first byte that the encoding does not know.
    """
    try:
        return read_bytes(path).decode(encoding)
    except UnicodeDecodeError as exc:
        raise SourceError(
            f"{path}: byte {exc.start} is not {encoding.removesuffix('-sig').upper()}; save the file in that encoding"
        ) from exc


def read_utf8(path: Path) -> bytes:
    """Return what a file holds in UTF-8 without a mark, where it has the mark of another encoding; else as it is."""
    return _utf8(read_bytes(path))


def _utf8(raw: bytes) -> bytes:
    encoding = _encoding(raw)
    return raw.removeprefix(codecs.BOM_UTF8) if encoding.startswith("utf-8") else raw.decode(encoding, errors="replace").encode()


def read_tolerantly(path: Path, faults: list[Fault]) -> str:
    """Return the text of a file whose encoding its owner does not state: by its mark, else UTF-8, else Windows-1252, which is a fault."""
    raw = read_bytes(path)
    marked = _encoding(raw)
    try:
        return raw.decode(marked)
    except UnicodeDecodeError as exc:
        line = raw.count(b"\n", 0, exc.start) + 1
        faults.append(
            Fault("LIST-ENCODING", f"line {line}", f"byte {exc.start} is not {marked.upper()}; read as Windows-1252", Severity.WARNING)
        )
        return raw.decode("cp1252", errors="replace")


def delimiter_of(beginning: str) -> str:
    """Return what separates the cells of a table: of comma, semicolon, tab and bar the one that a line of its beginning has most of.

    >>> delimiter_of("id;name;first, middle"), delimiter_of("id|name|born"), delimiter_of("name")
    (';', '|', ',')
    """
    lines = beginning.split("\n")
    return max(_DELIMITERS, key=lambda delimiter: max(line.count(delimiter) for line in lines))


def rows(text: str, path: Path, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV text that hold anything, with the number of the line each ends on.

    Raises ``SourceError`` where the text stops being CSV, and where a quotation mark that is not closed has swallowed a row: what would
    read as one odd row is then people who are not screened.
    """
    reader = csv.reader(io.StringIO(text.rstrip(_END_OF_FILE), newline=""), delimiter=delimiter)
    width, line = 0, 1
    try:
        for row in reader:
            if reader.line_num > line and _swallowed(row, delimiter, width):
                raise SourceError(f"{path}, line {line}: a quotation mark is not closed; mend the line or export the list again")
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
            width, line = max(width, len(row)), reader.line_num + 1
    except csv.Error as exc:
        raise SourceError(f"{path}, line {reader.line_num}: not readable as CSV ({exc}); mend the line or export the list again") from exc


def _swallowed(row: list[str], delimiter: str, width: int) -> bool:
    """Whether a row over several lines holds another row: a whole one in a cell, or so many cells or separators that it must."""
    cells = [cell for cell in row if "\n" in cell]
    whole = (line for cell in cells for line in cell.split("\n")[1:-1])
    return (
        1 < width < len(row)
        or any(1 < width <= line.count(delimiter) + 1 for line in whole)
        or any(_WIDE <= width <= cell.count(delimiter) + 1 for cell in cells)
    )


def stem(path: Path) -> str:
    """Return the name of a file without its endings.

    >>> stem(Path("lists/harbour.csv.gz"))
    'harbour'
    """
    return path.name.split(".", 1)[0]
