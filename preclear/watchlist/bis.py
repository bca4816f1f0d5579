"""The Denied Persons List of the United States Department of Commerce's Bureau of Industry and Security (``dpl.txt``).

A header, then a denied person a row, separated by tabs. The list neither gives identifiers nor tells people from companies: a row is known
by a digest of what it says, and is a company where its name holds a word that only companies bear. In doubt it is a person, and screened.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

from preclear.errors import SourceError
from preclear.manifest import Fault
from preclear.watchlist import file
from preclear.watchlist.entry import Entry, Name
from preclear.watchlist.source import Edition, digest, known

_NEEDED = ("Name", "Effective_Date")
_ADDRESS = ("Street_Address", "City", "State", "Postal_Code", "Country")
_COMPANY = re.compile(
    r"\b(?:AG|AIRLINES?|AIRWAYS|AVIATION|BANK|BV|BVBA|CENT(?:ER|RE)|CO|COMMERCE|COMPAN(?:Y|IES)|CONSULTANTS|CORP(?:ORATION)?|DISTRIBUTION"
    r"|ELECTRONICS|ENGINEERING|ENTERPRISES?|EXPORTS?|FOUNDATION|FZCO|FZE|GBR|GMBH|GROUP|HOLDINGS?|IMPORTS?|INC|INCORPORATED|INDUSTRI(?:AL|ES)"
    r"|INSTITUTE|INTERNA[CT]IONAL|INVEST|KG|LIMITED|LLC|LLP|LOGISTICS|LTD|LTDA|MANAGEMENT|OAO|OOO|PLC|PTE|PTY|PVT|RESULTS|SARL|SDN|SERVICES"
    r"|SL|SOLUTIONS|SPA|SRL|SYSTEMS?|TECH|TECHNIK|TECHNOLOG(?:Y|IES)|TRADE|TRADING|TRANSPORTATION|UNIVERSITY|VERTRIEBS)\b"
)
_DIGITS = 12  # of the digest: among a million rows two are alike once in five hundred lists


def recognises(_path: Path, head: bytes) -> bool:
    """Return whether the header is that of the list."""
    first = head.partition(b"\n")[0].replace(b'"', b"")
    return b"\t" in first and b"Name\t" in first and b"Effective_Date" in first


def read(path: Path, dated: date | None = None) -> Edition:
    """Return the edition in the file; its entries are ``bis:DIGEST``. The list carries no date of its own.

    Raises ``SourceError`` when the header lacks the name or the date of the order.
    """
    faults: list[Fault] = []
    lines = file.rows(file.read_tolerantly(path, faults), path, "\t")
    header = [cell.strip() for cell in next(lines, (0, [""]))[1]]
    if missing := [column for column in _NEEDED if column not in header]:
        raise SourceError(f"{path}, line 1: the header lacks {', '.join(missing)}; fetch the list again as text separated by tabs")
    entries: dict[str, Entry] = {}
    others = 0
    for line, cells in lines:
        row = {column: " ".join(cell.split()) for column, cell in zip(header, cells, strict=False)}
        name = row.get("Name", "")
        ref = f"bis:{_digest(row)}"
        if len(cells) < len(header) or not name:
            faults.append(Fault("LIST-ROW", f"line {line}", f"{len(cells)} columns; a name and {len(header)} columns are needed"))
        elif _company(name):
            others += 1
        elif ref in entries:
            faults.append(Fault("LIST-ROW-TWICE", f"line {line}", "the same row stands further up"))
        else:
            entries[ref] = _entry(ref, name, row)
    people = tuple(entries.values())
    return Edition(source=known("bis"), dated=dated, entries=people, others=others, faults=tuple(faults), digest=digest(people))


def _entry(ref: str, name: str, row: dict[str, str]) -> Entry:
    address = ", ".join(filter(None, (row.get(column, "") for column in _ADDRESS)))
    order = ", ".join(
        f"{word} {row[column]}" for word, column in (("from", "Effective_Date"), ("to", "Expiration_Date")) if row.get(column)
    )
    return Entry(
        ref=ref,
        names=(_named(name),),
        addresses=(address,) if address else (),
        programmes=tuple(filter(None, (row.get("FR_Citation", ""),))),
        remarks="; ".join(filter(None, (f"denied {order}", row.get("Action", "")))),
    )


def _named(name: str) -> Name:
    """The name as printed: given names first, or the family name before a comma unless only a title stands behind it.

    >>> _named("OAKENSHIELD, WILMA").family_name, _named("BASIL QUILLFEATHER, JR.").family_name
    ('OAKENSHIELD', '')
    """
    behind = name.partition(",")[2].strip(" .").upper()
    return Name(name) if behind in ("JR", "SR", "II", "III", "IV", "MD", "PHD") else Name.printed(name)


def _company(name: str) -> bool:
    """Whether a word of the name is one that only companies bear.

    >>> _company("QUILLFEATHER S.R.L."), _company("GULL-INVEST"), _company("BASIL QUILLFEATHER")
    (True, True, False)
    """
    return _COMPANY.search(name.upper().replace(".", "")) is not None


def _digest(row: dict[str, str]) -> str:
    return hashlib.sha256("\x1f".join(f"{column}={row[column]}" for column in sorted(row) if row[column]).encode()).hexdigest()[:_DIGITS]
