"""From a path to the editions it holds, whatever their format."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from preclear.errors import SourceError
from preclear.watchlist import bis, eu, file, ftm, mapped, ofac, ofac_advanced, plain, sltd, uk, un
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
    Format("European Union consolidated list, XML and CSV", eu.recognises, eu.read),
    Format("United Kingdom lists, CSV", uk.recognises, uk.read),
    Format("BIS denied persons, text separated by tabs", bis.recognises, bis.read),
    Format("United Nations consolidated list, XML", un.recognises, un.read),
    Format("FollowTheMoney, JSON lines", ftm.recognises, ftm.read),
    Format("stolen and lost travel documents, CSV", sltd.recognises, sltd.read),
    Format("plain CSV with the columns id and name", plain.recognises, plain.read),
)

_HEAD_BYTES = 4096


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
        raise SourceError(f"{path}: no watchlist format that Preclear knows ({known})")
    return chosen.read(path, dated)
