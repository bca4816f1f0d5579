"""The plain CSV: a header row, then one person a row.

Columns ``id, name`` and any of ``family_name, given_names, aliases, birth_dates, nationalities, sex, documents``; several values are
separated by ``;``, a document is ``ISSUER/NUMBER``, a span of birth dates ``1961/1963``, an uncertain one ``circa 1961``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from preclear.errors import SourceError
from preclear.manifest import Fault, PartialDate, Severity, Sex
from preclear.watchlist import file
from preclear.watchlist.countries import alpha3
from preclear.watchlist.entry import SEPARATOR, BirthDate, Entry, ListedDocument, Name
from preclear.watchlist.source import Edition, Source, digest

COLUMNS = ("id", "name", "family_name", "given_names", "aliases", "birth_dates", "nationalities", "sex", "documents")
_SEXES: dict[str, Sex] = {"M": "M", "F": "F", "X": "X"}


def recognises(path: Path, head: bytes) -> bool:
    """Return whether the file is named as CSV and is no JSON or XML."""
    return ".csv" in path.name.lower() and not head.lstrip().startswith((b"{", b"[", b"<"))


def read(path: Path, dated: date | None = None) -> Edition:
    """Return the edition in a plain CSV file; its entries are ``FILESTEM:ID``.

    Raises ``SourceError`` when the header lacks ``id`` or both ``name`` and ``family_name``, or names a column that is not known.
    """
    text = file.read_text(path)
    lines = file.rows(text, path, ";" if text.partition("\n")[0].count(";") > text.partition("\n")[0].count(",") else ",")
    header = [cell.strip().lower() for cell in next(lines, (0, [""]))[1]]
    if "id" not in header or not {"name", "family_name"} & set(header) or (unknown := set(header) - set(COLUMNS) - {""}):
        surplus = f"; not known: {', '.join(sorted(unknown))}" if "id" in header and "name" in header else ""
        raise SourceError(f"{path}, line 1: the header must have id and name, and may have {', '.join(COLUMNS[2:])}{surplus}")
    stem, entries, faults = file.stem(path), dict[str, Entry](), list[Fault]()
    for line, cells in lines:
        row = {column: cell.strip() for column, cell in zip(header, cells, strict=False)}
        ref = f"{stem}{SEPARATOR}{row.get('id', '')}"
        names = tuple(_names(row))
        if not row.get("id") or not names:
            faults.append(Fault("LIST-ROW", f"line {line}", "an id and a name are needed"))
        elif ref in entries:
            faults.append(Fault("LIST-ROW-TWICE", f"line {line}", "this id stands in an earlier row"))
        else:
            entries[ref] = _entry(ref, names, row, line, faults)
    people = tuple(entries.values())
    return Edition(source=Source(stem, stem), dated=dated, entries=people, faults=tuple(faults), digest=digest(people))


def _names(row: dict[str, str]) -> Iterator[Name]:
    family_name, given_names = row.get("family_name", ""), row.get("given_names", "")
    if name := row.get("name", ""):
        yield Name(name, "primary", family_name, given_names)
    elif family_name or given_names:
        yield Name.of_parts(family_name, given_names)
    for alias in _values(row, "aliases"):
        yield Name.printed(alias, "good")


def _entry(ref: str, names: tuple[Name, ...], row: dict[str, str], line: int, faults: list[Fault]) -> Entry:
    def warn(code: str, column: str, detail: str) -> None:
        faults.append(Fault(code, f"line {line}, {column}", detail, Severity.WARNING))

    birth_dates, nationalities, documents = [], [], []
    for text in _values(row, "birth_dates"):
        try:
            birth_dates.append(_birth_date(text))
        except ValueError:
            warn("LIST-BIRTH-DATE", "birth_dates", "a date of birth is not YYYY, YYYY-MM or YYYY-MM-DD")
    for text in _values(row, "nationalities"):
        if code := alpha3(text):
            nationalities.append(code)
        else:
            warn("LIST-COUNTRY", "nationalities", "a nationality is not a known country")
    for text in _values(row, "documents"):
        issuer, slash, number = text.rpartition("/")
        if not number:
            warn("LIST-DOCUMENT", "documents", "a document has no number")
            continue
        if issuer and not alpha3(issuer):
            warn("LIST-COUNTRY", "documents", "the issuer of a document is not a known country")
        documents.append(ListedDocument(number.strip(), alpha3(issuer) if slash else None))
    if row.get("sex") and row["sex"].upper() not in _SEXES:
        warn("LIST-SEX", "sex", "the sex is not M, F or X")
    return Entry(
        ref=ref,
        names=names,
        birth_dates=tuple(birth_dates),
        nationalities=tuple(nationalities),
        sex=_SEXES.get(row.get("sex", "").upper()),
        documents=tuple(documents),
    )


def _birth_date(text: str) -> BirthDate:
    about = text.removeprefix("circa ")
    first, _, last = about.partition("/")
    return BirthDate(PartialDate.parse(first), PartialDate.parse(last) if last else None, circa=about != text)


def _values(row: dict[str, str], column: str) -> list[str]:
    return [value.strip() for value in row.get(column, "").split(";") if value.strip()]
