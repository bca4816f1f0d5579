"""The bytes of a list file, packed or not."""

from __future__ import annotations

import csv
import gzip
import io
import zlib
from collections.abc import Iterator
from pathlib import Path

from preclear.errors import SourceError

_GZIP = b"\x1f\x8b"
_END_OF_FILE = "\x1a"  # how OFAC's files end, after the habit of an older operating system


def read_bytes(path: Path) -> bytes:
    """Return what a file holds, unpacked if it is packed with gzip.

    Raises ``SourceError`` when it cannot be opened or unpacked.
    """
    try:
        raw = path.read_bytes()
        return gzip.decompress(raw) if raw.startswith(_GZIP) else raw
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


def rows(text: str, path: Path, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a CSV text that hold anything, with the number of the line each ends on.

    Raises ``SourceError`` where the text stops being CSV.
    """
    reader = csv.reader(io.StringIO(text.rstrip(_END_OF_FILE), newline=""), delimiter=delimiter)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                yield reader.line_num, row
    except csv.Error as exc:
        raise SourceError(f"{path}, line {reader.line_num}: not readable as CSV ({exc}); mend the line or export the list again") from exc


def stem(path: Path) -> str:
    """Return the name of a file without its endings.

    >>> stem(Path("lists/harbour.csv.gz"))
    'harbour'
    """
    return path.name.split(".", 1)[0]
