"""A table that somebody keeps in columns of their own, and the mapping file (TOML) that says which column is what.

The mapping stands in the folder of its table and is what is imported; docs/lists.md explains every key with an example.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

import msgspec

from preclear.errors import SourceError
from preclear.manifest import Fault, PartialDate, Severity, Sex
from preclear.watchlist import dates, file
from preclear.watchlist.countries import alpha3
from preclear.watchlist.entry import SEPARATOR, BirthDate, Entry, ListedDocument, Name, Quality
from preclear.watchlist.source import Edition, Source, digest

_SEXES: dict[str, Sex] = {"m": "M", "male": "M", "f": "F", "female": "F", "x": "X"}
_PARTS = ("%d", "%m", "%b", "%B", "%j")  # of a format of dates; one without a day is a month or a year

Columns = tuple[str, ...] | str  # one column, or several that are put together


class Paper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the documents of a kind stand."""

    number: str
    issuer: str = ""  # a column; "" where there is none
    type: str = "P"
    issued_by: str = ""  # the issuer of all of them, where no column tells it


class Fields(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which column is what."""

    id: Columns
    name: Columns = ()
    family_name: Columns = ()
    given_names: Columns = ()
    aliases: Columns = ()
    weak_aliases: Columns = ()
    original_script: Columns = ()
    birth_dates: Columns = ()
    nationalities: Columns = ()
    sex: Columns = ()
    birth_places: Columns = ()
    addresses: Columns = ()
    programmes: Columns = ()
    remarks: Columns = ()


class Only(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which rows are people: those whose column says one of some values. The others are counted."""

    column: str
    values: tuple[str, ...]


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping file."""

    prefix: str  # of the entries, and the id of the list
    file: str
    columns: Fields
    title: str = ""
    owner: str = ""
    legal_basis: str = ""
    handling: str = ""
    visible_to: tuple[str, ...] = ()
    valid_days: int | None = None
    encoding: str = "utf-8-sig"
    delimiter: str = ","
    skip_lines: int = 0  # before the header
    separator: str = ";"  # between several values of a cell
    dates: tuple[str, ...] = ()  # formats of strptime; none: as lists usually write them
    sexes: dict[str, str] = {}  # what the table writes: M, F or X
    constants: dict[str, str] = {}  # what is true of every row: nationalities, programmes, remarks, sex
    documents: tuple[Paper, ...] = ()
    only: Only | None = None


def recognises(path: Path, _head: bytes) -> bool:
    """Return whether the file is named as TOML; which table it is about stands in it."""
    return path.name.lower().endswith(".toml")


def read_mapping(path: Path) -> Mapping:
    """Return what a mapping file says. Raises ``SourceError`` for an unknown key, a missing one, or a value that cannot be."""
    try:
        mapping = msgspec.toml.decode(file.read_bytes(path), type=Mapping)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as exc:
        raise SourceError(f"{path}: no mapping file ({exc}); docs/lists.md explains its keys") from exc
    wrong = {
        "prefix must be small letters, digits and hyphens": not re.fullmatch(r"[a-z][a-z\d-]{1,30}", mapping.prefix),
        "file must be the name of a file beside the mapping": Path(mapping.file).name != mapping.file or mapping.file in ("", ".", ".."),
        "delimiter must be one character": len(mapping.delimiter) != 1 or mapping.delimiter in '\r\n"',
        "separator must not be empty": not mapping.separator,
        "skip_lines and valid_days must not be negative": mapping.skip_lines < 0 or (mapping.valid_days or 0) < 0,
        "columns must have name, family_name or a document": not (mapping.columns.name or mapping.columns.family_name or mapping.documents),
        "sexes must be M, F or X": not set(mapping.sexes.values()) <= {"M", "F", "X"},
        "constants may be nationalities, programmes, remarks and sex": not set(mapping.constants)
        <= {"nationalities", "programmes", "remarks", "sex"},
    }
    if said := next((sentence for sentence, is_so in wrong.items() if is_so), None):
        raise SourceError(f"{path}: {said}; docs/lists.md explains the keys")
    return mapping


def read(path: Path, dated: date | None = None) -> Edition:
    """Return the edition in the table that a mapping file is about; its entries are ``PREFIX:ID``.

    Raises ``SourceError`` when the mapping or the table cannot be read, or a column that the mapping names is not in its header.
    """
    mapping = read_mapping(path)
    table = path.parent / mapping.file
    try:
        text = file.read_text(table, mapping.encoding)
    except LookupError as exc:
        raise SourceError(f"{path}: there is no encoding {mapping.encoding}; write one such as utf-8 or cp1252") from exc
    lines = file.rows(text, table, mapping.delimiter)
    for _ in range(mapping.skip_lines):
        next(lines, None)
    header = [cell.strip() for cell in next(lines, (0, [""]))[1]]
    if missing := sorted(_named(mapping) - set(header)):
        raise SourceError(f"{table}: the header lacks {', '.join(missing)}, which {path.name} names; mend either")
    reader = _Reader(mapping)
    for line, cells in lines:
        reader.take(line, {column: cell.strip() for column, cell in zip(header, cells, strict=False)})
    people = tuple(reader.entries.values())
    return Edition(
        source=Source(
            mapping.prefix,
            mapping.title or mapping.prefix,
            mapping.owner,
            mapping.legal_basis,
            mapping.handling,
            mapping.visible_to,
            mapping.valid_days,
        ),
        dated=dated,
        entries=people,
        others=reader.others,
        faults=tuple(reader.faults),
        digest=digest(people),
    )


class _Reader:
    """Takes the rows of a table one after the other."""

    def __init__(self, mapping: Mapping) -> None:
        self.mapping = mapping
        self.entries: dict[str, Entry] = {}
        self.others = 0
        self.faults: list[Fault] = []

    def take(self, line: int, row: dict[str, str]) -> None:
        only = self.mapping.only
        if only and row.get(only.column, "") not in only.values:
            self.others += 1
            return
        key = self._said(row, "id")
        ref = f"{self.mapping.prefix}{SEPARATOR}{key}"
        names = tuple(dict.fromkeys(self._names(row)))
        documents = tuple(dict.fromkeys(self._documents(line, row)))
        if not key or not (names or documents):
            self.faults.append(Fault("LIST-ROW", f"line {line}", "an id, and a name or a document, are needed"))
        elif ref in self.entries:
            self.faults.append(Fault("LIST-ROW-TWICE", f"line {line}", "this id stands in an earlier row"))
        else:
            self.entries[ref] = self._entry(ref, names, documents, line, row)

    def _entry(self, ref: str, names: tuple[Name, ...], documents: tuple[ListedDocument, ...], line: int, row: dict[str, str]) -> Entry:
        return Entry(
            ref=ref,
            names=names,
            birth_dates=tuple(dict.fromkeys(self._birth_dates(line, row))),
            nationalities=tuple(dict.fromkeys(self._nationalities(line, row))),
            sex=self._sex(line, row),
            documents=documents,
            birth_places=tuple(dict.fromkeys(self._values(row, "birth_places"))),
            addresses=tuple(dict.fromkeys(self._values(row, "addresses"))),
            programmes=tuple(dict.fromkeys([*self._values(row, "programmes"), *self._constant("programmes")])),
            remarks="; ".join([*filter(None, (self._said(row, "remarks"),)), *self._constant("remarks")]),
        )

    def _names(self, row: dict[str, str]) -> Iterator[Name]:
        family_name, given_names = self._said(row, "family_name"), self._said(row, "given_names")
        if name := self._said(row, "name"):
            yield Name(name, "primary", family_name, given_names) if family_name or given_names else Name.printed(name)
        elif family_name or given_names:
            yield Name.of_parts(family_name, given_names)
        qualities: tuple[tuple[str, Quality], ...] = (("aliases", "good"), ("weak_aliases", "low"))
        for column, quality in qualities:
            yield from (Name.printed(alias, quality) for alias in self._values(row, column))
        yield from (Name(name, "good") for name in self._values(row, "original_script"))

    def _documents(self, line: int, row: dict[str, str]) -> Iterator[ListedDocument]:
        for paper in self.mapping.documents:
            numbers = self._split(row.get(paper.number, ""))
            issuers = self._split(row.get(paper.issuer, "")) if paper.issuer else []
            for place, number in enumerate(numbers):
                said = issuers[place] if place < len(issuers) else issuers[0] if len(issuers) == 1 else paper.issued_by
                if said and not alpha3(said):
                    self._warn("LIST-COUNTRY", line, paper.issuer or "issued_by", "not a known country")
                yield ListedDocument(number, alpha3(said), paper.type)

    def _birth_dates(self, line: int, row: dict[str, str]) -> Iterator[BirthDate]:
        for text in self._values(row, "birth_dates"):
            try:
                yield self._birth_date(text)
            except ValueError:
                self._warn("LIST-BIRTH-DATE", line, self._columns("birth_dates")[0], "not in a format that the mapping names")

    def _birth_date(self, text: str) -> BirthDate:
        for form in self.mapping.dates:
            try:
                read = datetime.strptime(text, form)  # noqa: DTZ007 - a day of birth has no zone
            except ValueError:
                continue
            month = any(part in form for part in _PARTS[1:])
            return BirthDate(PartialDate(read.year, read.month if month else None, read.day if month and "%d" in form else None))
        if self.mapping.dates:
            raise ValueError("no format fits")
        return dates.read(text)

    def _nationalities(self, line: int, row: dict[str, str]) -> Iterator[str]:
        for text in [*self._values(row, "nationalities"), *self._constant("nationalities")]:
            if code := alpha3(text):
                yield code
            else:
                self._warn("LIST-COUNTRY", line, (*self._columns("nationalities"), "constants")[0], "not a known country")

    def _sex(self, line: int, row: dict[str, str]) -> Sex | None:
        said = self._said(row, "sex") or self.mapping.constants.get("sex", "")
        sex = _SEXES.get(self.mapping.sexes.get(said, said).lower())
        if said and sex is None:
            self._warn("LIST-SEX", line, (*self._columns("sex"), "constants")[0], "not M, F or X, and not in sexes")
        return sex

    def _columns(self, name: str) -> Sequence[str]:
        return _columns(getattr(self.mapping.columns, name))

    def _said(self, row: dict[str, str], name: str) -> str:
        return " ".join(filter(None, (row.get(column, "") for column in self._columns(name))))

    def _values(self, row: dict[str, str], name: str) -> list[str]:
        return [value for column in self._columns(name) for value in self._split(row.get(column, ""))]

    def _split(self, cell: str) -> list[str]:
        return [value.strip() for value in cell.split(self.mapping.separator) if value.strip()]

    def _constant(self, name: str) -> list[str]:
        return self._split(self.mapping.constants.get(name, ""))

    def _warn(self, code: str, line: int, column: str, detail: str) -> None:
        self.faults.append(Fault(code, f"line {line}, {column}", detail, Severity.WARNING))


def _columns(said: Columns) -> Sequence[str]:
    return (said,) if isinstance(said, str) else said


def _named(mapping: Mapping) -> set[str]:
    """Every column that a mapping names."""
    fields = {column for name in Fields.__struct_fields__ for column in _columns(getattr(mapping.columns, name))}
    papers = {column for paper in mapping.documents for column in (paper.number, paper.issuer) if column}
    return fields | papers | ({mapping.only.column} if mapping.only else set())
