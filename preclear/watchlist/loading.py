"""From a path to the editions it holds, whatever their format."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from preclear import garbage
from preclear.errors import SourceError
from preclear.watchlist import bis, eu, file, ftm, mapped, ofac, ofac_advanced, ofac_standard, plain, sltd, uk, un
from preclear.watchlist.source import Edition


class Format(NamedTuple):
    """One way in which lists are written."""

    title: str
    recognises: Callable[[Path, bytes], bool]
    read: Callable[[Path, date | None], Edition]


FORMATS = (  # the first that recognises a file reads it
    Format("a mapping file (TOML) and its table", mapped.recognises, mapped.read),
    Format("OFAC, fixed-field CSV", ofac.recognises, ofac.read),
    Format("OFAC, advanced XML", ofac_advanced.recognises, ofac_advanced.read),
    Format("OFAC, standard XML", ofac_standard.recognises, ofac_standard.read),
    Format("European Union consolidated list, XML and CSV", eu.recognises, eu.read),
    Format("United Kingdom lists, CSV and XML", uk.recognises, uk.read),
    Format("BIS denied persons, text separated by tabs", bis.recognises, bis.read),
    Format("United Nations consolidated list, XML", un.recognises, un.read),
    Format("FollowTheMoney, JSON lines", ftm.recognises, ftm.read),
    Format("stolen and lost travel documents, CSV", sltd.recognises, sltd.read),
    Format("a table with the columns id and name", plain.recognises, plain.read),
)

_HEAD_BYTES = 4096
_NOT_LISTS = (
    (b"<!doctype html", "a web page, as when a download has failed: fetch the list again; "),
    (b"pk\x03\x04", "a workbook or an archive: save its table as CSV, or unpack it; "),
    (b"%pdf", "a PDF: fetch the list as a table or as XML; "),
    (b"\xd0\xcf\x11\xe0", "a workbook of an older kind: save its table as CSV; "),
)


def load(path: Path, *, dated: date | None = None) -> tuple[Edition, ...]:
    """Return the editions that a path holds: one for a file, one or more for a folder.

    A folder with OFAC's primary file is read as OFAC's list; of any other folder every file is read, but a table that a mapping file is
    about only by it. ``dated`` is the day of the list where it does not give one itself. Raises ``SourceError`` when something cannot be
    read at all, saying where and how to mend it.
    """
    if not path.exists():
        raise SourceError(f"{path}: there is no such file or folder; check the path")
    if not path.is_dir():
        return (_read(path, dated),)
    files = sorted(each for each in path.iterdir() if each.is_file() and not each.name.startswith("."))
    chosen = [each for each in files if each.name.lower() in ofac.PRIMARY_FILES] or files
    tables = {mapped.read_mapping(each).file for each in chosen if mapped.recognises(each, b"")}
    chosen = [each for each in chosen if each.name not in tables]
    if not chosen:
        raise SourceError(f"{path}: the folder is empty; put a watchlist into it")
    return tuple(_read(each, dated) for each in chosen)


def _read(path: Path, dated: date | None) -> Edition:
    head = file.head(path, _HEAD_BYTES)
    chosen = next((each for each in FORMATS if each.recognises(path, head)), None)
    if chosen is None:
        known = "; ".join(each.title for each in FORMATS)
        raise SourceError(f"{path}: {_likely(head)}no watchlist format that Preclear knows ({known}); see docs/lists.md")
    with garbage.left_alone():
        edition = chosen.read(path, dated)
    if edition.faults and not edition.entries and not edition.others:
        fault = edition.faults[0]
        raise SourceError(f"{path}: no row of it can be read as {chosen.title}; the first, {fault.where}: {fault.detail}")
    return edition


def _likely(head: bytes) -> str:
    """What a file seems to be that is no list."""
    start = head.lstrip()[:500].lower()
    if root := re.match(rb"(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<([a-z_][\w:.-]*)", start, re.DOTALL):
        return f"XML that begins with {root[1].decode()}; " if root[1] != b"html" else _NOT_LISTS[0][1]
    return next((sentence for mark, sentence in _NOT_LISTS if start.startswith(mark)), "")
