"""The plain CSV: a header row, then one person a row.

Columns ``id, name`` and any of ``family_name, given_names, aliases, birth_dates, nationalities, sex, documents``, or what tables usually
call them; several values are separated by ``;``, a document is ``ISSUER/NUMBER``, a span of birth dates ``1961/1963``, an uncertain one
``circa 1961``. The simple table of OpenSanctions is such a one: its rows that are no persons are counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from preclear.errors import SourceError
from preclear.manifest import Fault, PartialDate, Severity, Sex
from preclear.watchlist import dates, file
from preclear.watchlist.countries import alpha3
from preclear.watchlist.entry import SEPARATOR, BirthDate, Entry, ListedDocument, Name
from preclear.watchlist.source import Edition, Source, digest

COLUMNS = ("id", "name", "family_name", "given_names", "aliases", "birth_dates", "nationalities", "sex", "documents")
_CALLED = {  # what tables call a column, in small letters with low lines between the words: ours
    **dict.fromkeys(("uid", "ref", "reference", "entry_id", "entity_id", "person_id"), "id"),
    **dict.fromkeys(("full_name", "fullname", "whole_name", "primary_name"), "name"),
    **dict.fromkeys(("surname", "last_name", "lastname", "family_names", "surnames"), "family_name"),
    **dict.fromkeys(("given_name", "first_name", "first_names", "firstname", "forename", "forenames"), "given_names"),
    **dict.fromkeys(("alias", "aka", "also_known_as", "other_names", "alt_names"), "aliases"),
    **dict.fromkeys(("birth_date", "birthdate", "date_of_birth", "dates_of_birth", "dob", "born"), "birth_dates"),
    **dict.fromkeys(("nationality", "citizenship", "citizenships", "countries", "country"), "nationalities"),
    "gender": "sex",
    **dict.fromkeys(("document", "passport", "passports", "passport_number", "document_number"), "documents"),
    **dict.fromkeys(("document_issuer", "passport_issuer", "passport_country", "issuing_country"), "issuer"),
    **dict.fromkeys(("birth_place", "place_of_birth", "places_of_birth", "pob"), "birth_places"),
    "address": "addresses",
    **dict.fromkeys(("programme", "program", "programs", "program_ids", "sanctions"), "programmes"),
    **dict.fromkeys(("remark", "notes", "comments"), "remarks"),
    **dict.fromkeys(("type", "entity_type", "subject_type"), "schema"),
}
_FURTHER = ("issuer", "identifiers", "birth_places", "addresses", "programmes", "remarks", "schema")  # taken too where they are
_UNTOLD = ("phones", "emails", "dataset", "first_seen", "last_seen", "last_change")  # of OpenSanctions: nothing that people are screened by
_SEXES: dict[str, Sex] = {"M": "M", "F": "F", "X": "X", "MALE": "M", "FEMALE": "F"}
_PERSON = ("person", "individual", "people", "p", "i")  # what a column of kinds may say of them
_NAMED_AS_TABLES = (".csv", ".tsv", ".txt")
_MOST_BEFORE_HEADER = 3
_HEADER_LETTERS = 4000  # within which it must be
_MOST_SHOWN = 20  # columns of a table that is refused


def recognises(path: Path, head: bytes) -> bool:
    """Return whether the file begins with such a header, or is named as a table and is no JSON or XML."""
    if head.lstrip().startswith((b"{", b"[", b"<")):
        return False
    beginning = _beginning(head.decode("utf-8", errors="replace"))
    delimiter = file.delimiter_of(beginning)
    fits = any(_fits(_called(line.split(delimiter))) for line in beginning.split("\n"))
    return fits or any(ending in path.name.lower() for ending in _NAMED_AS_TABLES)


def read(path: Path, dated: date | None = None) -> Edition:
    """Return the edition in a plain CSV file; its entries are ``FILESTEM:ID``.

    Raises ``SourceError`` when the header lacks ``id`` or both ``name`` and ``family_name``.
    """
    faults: list[Fault] = []
    text = file.read_tolerantly(path, faults)
    lines = file.rows(text, path, file.delimiter_of(_beginning(text)))
    columns = _columns(path, lines, faults)
    stem, entries, others = file.stem(path), dict[str, Entry](), 0
    for line, cells in lines:
        row: dict[str, str] = {}
        for column, cell in zip(columns, cells, strict=False):
            row[column] = row.get(column) or cell.strip()  # of two columns for one thing the first that says anything
        if (row.get("schema") or "person").lower() not in _PERSON:
            others += 1
            continue
        ref = f"{stem}{SEPARATOR}{row.get('id', '')}"
        names = tuple(dict.fromkeys(_names(row)))
        if not row.get("id") or not names:
            faults.append(Fault("LIST-ROW", f"line {line}", "an id and a name are needed"))
        elif ref in entries:
            faults.append(Fault("LIST-ROW-TWICE", f"line {line}", "this id stands in an earlier row"))
        else:
            entries[ref] = _entry(ref, names, row, line, faults)
    people = tuple(entries.values())
    return Edition(source=Source(stem, stem), dated=dated, entries=people, others=others, faults=tuple(faults), digest=digest(people))


def _beginning(text: str) -> str:
    """The lines among which the header must be."""
    return "\n".join(text[:_HEADER_LETTERS].lstrip().split("\n")[: _MOST_BEFORE_HEADER + 1])


def _columns(path: Path, lines: Iterator[tuple[int, list[str]]], faults: list[Fault]) -> list[str]:
    """Take the header off the rows, and return what its columns are to us. It may stand below a line or two about the list."""
    first = line, header = next(lines, (1, []))
    for _ in range(_MOST_BEFORE_HEADER):
        if _fits(_called(header)):
            break
        line, header = next(lines, first)
    columns = _called(header)
    if not _fits(columns):
        raise SourceError(_refusal(path, *first))
    for column, said in zip(columns, header, strict=True):
        if column not in (*COLUMNS, *_FURTHER, *_UNTOLD, ""):
            faults.append(Fault("LIST-COLUMN", f"line {line}, {said.strip()}", "not known, and not used", Severity.WARNING))
    return columns


def _called(header: list[str]) -> list[str]:
    """What the columns of a table are to us; one that is not known stays as it is."""
    said = ("_".join(cell.strip(' "\r\ufeff').lower().replace("_", " ").replace("-", " ").split()) for cell in header)
    return [_CALLED.get(column, column) for column in said]


def _fits(columns: list[str]) -> bool:
    return "id" in columns and not {"name", "family_name"}.isdisjoint(columns)


def _refusal(path: Path, line: int, header: list[str]) -> str:
    """Why a table cannot be read as it is, and how it can be. Cells with a figure are no names of columns and may be data: not shown."""
    shown = [cell.strip() for cell in header if cell.strip() and cell.isprintable() and not any(letter.isdigit() for letter in cell)]
    seen = f"has the columns {', '.join(shown[:_MOST_SHOWN])}" if shown else "has no header"
    return (
        f"{path}, line {line}: the table {seen}; it must have id and name, and may have {', '.join(COLUMNS[2:])}. "
        "Name the columns so, or say which column is what in a mapping file beside it (docs/lists.md)"
    )


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
            warn("LIST-BIRTH-DATE", "birth_dates", "a date of birth is not YYYY, YYYY-MM, YYYY-MM-DD or DD/MM/YYYY")
    for text in _values(row, "nationalities"):
        if code := alpha3(text):
            nationalities.append(code)
        else:
            warn("LIST-COUNTRY", "nationalities", "a nationality is not a known country")
    for text in _values(row, "documents"):
        issuer, _, number = text.rpartition("/")
        issuer = issuer or row.get("issuer", "")
        if not number:
            warn("LIST-DOCUMENT", "documents", "a document has no number")
            continue
        if issuer and not alpha3(issuer):
            warn("LIST-COUNTRY", "documents", "the issuer of a document is not a known country")
        documents.append(ListedDocument(number.strip(), alpha3(issuer) if issuer else None))
    documents += [ListedDocument(number, None, "I") for number in _values(row, "identifiers")]
    if row.get("sex") and row["sex"].upper() not in _SEXES:
        warn("LIST-SEX", "sex", "the sex is not M, F or X")
    return Entry(
        ref=ref,
        names=names,
        birth_dates=tuple(birth_dates),
        nationalities=tuple(nationalities),
        sex=_SEXES.get(row.get("sex", "").upper()),
        documents=tuple(dict.fromkeys(documents)),
        birth_places=tuple(_values(row, "birth_places")),
        addresses=tuple(_values(row, "addresses")),
        programmes=tuple(_values(row, "programmes")),
        remarks=row.get("remarks", ""),
    )


def _birth_date(text: str) -> BirthDate:
    about = text.removeprefix("circa ")
    first, _, last = about.partition("/")
    try:
        return BirthDate(PartialDate.parse(first), PartialDate.parse(last) if last else None, circa=about != text)
    except ValueError:
        return dates.read(text)


def _values(row: dict[str, str], column: str) -> list[str]:
    said = row.get(column)
    return [value.strip() for value in said.split(";") if value.strip()] if said else []
