"""Stolen, lost and revoked travel documents: a CSV table with a document a row, as Interpol's database of them is exchanged.

Columns ``number, issuer, type`` and any of ``status`` (stolen, lost, ...) and ``reported`` (the day), between commas, semicolons or tabs.
An entry has no name: it is found by its document alone.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from preclear.errors import SourceError
from preclear.manifest import Fault, Severity
from preclear.manifest.joining import squeezed
from preclear.watchlist import file
from preclear.watchlist.countries import alpha3
from preclear.watchlist.entry import Entry, ListedDocument
from preclear.watchlist.source import Edition, digest, known

_COLUMNS = {  # what a column is about: how it may be called, in small letters with low lines between the words
    "number": ("number", "document_number", "document_no", "doc_number", "passport_number", "travel_document_number", "din"),
    "issuer": ("issuer", "document_issuer", "issuing_country", "issuing_state", "country_of_issue", "issued_by", "country"),
    "type": ("type", "document_type", "doc_type"),
    "status": ("status", "reason", "fraud_type"),
    "reported": ("reported", "date", "reported_date", "date_of_theft_or_loss", "date_of_loss", "theft_date"),
}
_OF_PEOPLE = frozenset({"id", "name", "family_name", "surname", "last_name", "full_name"})  # a table with such a column lists people
_TYPES = {"P": "P", "PASSPORT": "P", "I": "I", "ID": "I", "IDENTITY CARD": "I", "ID CARD": "I", "A": "I", "C": "I", "V": "V", "VISA": "V"}


def recognises(_path: Path, head: bytes) -> bool:
    """Return whether the first row names a number and an issuer, and no name."""
    header = set(_header(head.decode("utf-8", errors="replace"))[1])
    return all(header & set(_COLUMNS[about]) for about in ("number", "issuer")) and not header & _OF_PEOPLE


def _header(text: str) -> tuple[str, list[str]]:
    """What separates the cells of a table, and what its columns are called."""
    line = text.partition("\n")[0]
    delimiter = file.delimiter_of(line)
    return delimiter, ["_".join(cell.strip(' "\r').lower().replace("_", " ").split()) for cell in line.split(delimiter)]


def read(path: Path, dated: date | None = None) -> Edition:
    """Return the edition in the table; its entries are ``sltd:ISSUER-NUMBER``, with the type behind it where it is no passport.

    Raises ``SourceError`` when the header lacks the number or the issuer.
    """
    faults: list[Fault] = []
    text = file.read_tolerantly(path, faults)
    delimiter, header = _header(text)
    lines = file.rows(text, path, delimiter)
    next(lines, None)
    columns = {about: header.index(name) for about, names in _COLUMNS.items() for name in names if name in header}
    if not {"number", "issuer"} <= columns.keys():
        raise SourceError(f"{path}, line 1: the header must have number and issuer, and may have type, status and reported")
    entries: dict[str, Entry] = {}
    for line, cells in lines:
        row = {about: cells[at].strip() for about, at in columns.items() if at < len(cells)}
        number, issuer, kind = row.get("number", ""), alpha3(row.get("issuer", "")), row.get("type", "").upper() or "P"
        if not any(letter.isalnum() for letter in number):
            faults.append(Fault("LIST-ROW", f"line {line}, number", "a number is needed"))
            continue
        if issuer is None:
            faults.append(Fault("LIST-COUNTRY", f"line {line}, issuer", "not a known country", Severity.WARNING))
        type_ = _TYPES.get(kind) or _TYPES.get(kind[:1], "P")
        ref = f"sltd:{issuer or 'XXX'}-{squeezed(number)}" + ("" if type_ == "P" else f"-{type_}")
        if ref in entries:
            faults.append(Fault("LIST-ROW-TWICE", f"line {line}", "this document stands further up"))
            continue
        reported = f"reported {row['reported']}" if row.get("reported") else ""
        entries[ref] = Entry(
            ref=ref,
            names=(),
            documents=(ListedDocument(number, issuer, type_),),
            programmes=tuple(filter(None, (row.get("status", "").lower(),))),
            remarks=reported,
        )
    documents = tuple(entries.values())
    return Edition(source=known("sltd"), dated=dated, entries=documents, faults=tuple(faults), digest=digest(documents))
