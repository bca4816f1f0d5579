"""The lists of the United Kingdom: the UK Sanctions List in CSV and in XML, and the older consolidated list of HM Treasury in CSV.

In CSV a line that says of which day they are, the header, then a row for each name of a subject, and for each combination of its dates
and places. ``Name 6`` is the family name or the whole name, ``Name 1`` to ``Name 5`` what stands before it. A cell may hold several
values, numbered ``(1) ... (2) ...``; a day or month that is not known is ``00``, ``dd`` or ``mm``. In XML a ``Designation`` holds each
subject whole, under the same words: each of its names, dates, documents and addresses is taken as a row of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from preclear.errors import SourceError
from preclear.manifest import Fault, Severity, Sex
from preclear.watchlist import dates, elements, file, papers
from preclear.watchlist.countries import alpha3, mentioned
from preclear.watchlist.entry import BirthDate, Entry, ListedDocument, Name, Quality
from preclear.watchlist.source import Edition, digest, known

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # the type alone; defusedxml does the parsing

Row = Mapping[str, str]  # what a column is about: cell; empty ones left out
Subjects = tuple[str, date | None, Mapping[str, list[tuple[str, Row]]]]  # which list, of which day: rows with their places by identifier

# What a column is about: how each list calls it, in small letters.
_COLUMNS = {
    "id": ("unique id", "group id"),
    "kind": ("designation type", "group type", "individual, entity, ship", "individual/entity/ship"),
    "name type": ("name type", "alias type"),
    "strength": ("alias strength", "alias quality"),
    "script": ("name non-latin script",),
    "born": ("d.o.b", "dob"),
    "nationality": ("nationality(/ies)", "nationality"),
    "passport": ("passport number",),
    "passport details": ("passport additional information", "passport details"),
    "identity": ("national identifier number", "national identification number", "ni number"),
    "identity details": ("national identifier additional information", "national identification details", "ni details"),
    "sex": ("gender",),
    "town": ("town of birth",),
    "country of birth": ("country of birth",),
    "regime": ("regime name", "regime"),
    "position": ("position",),
    "information": ("other information",),
    "reasons": ("uk statement of reasons",),
    "country": ("address country", "country"),
    **{f"name {number}": (f"name {number}",) for number in range(1, 7)},
    **{f"address {number}": (f"address line {number}", f"address {number}") for number in range(1, 7)},
    "post code": ("address postal code", "post/zip code"),
}
_NAMES = tuple(f"name {number}" for number in range(1, 6))
_ADDRESS = (*(f"address {number}" for number in range(1, 7)), "post code", "country")
_PRIMARY = ("primary name", "prime alias")
_WEAK = ("low", "weak")
# Elements of a Designation in XML: those that stand once, and those of which each is a row, with what is in them.
_ONCE = {"RegimeName": "regime", "OtherInformation": "information", "UKStatementofReasons": "reasons", "IndividualEntityShip": "kind"}
_REPEATED: Mapping[str, Mapping[str, str]] = {
    "Names/Name": {**{f"Name{number}": f"name {number}" for number in range(1, 7)}, "NameType": "name type", "AliasStrength": "strength"},
    "NonLatinNames/NonLatinName": {"NameNonLatinScript": "script"},
    "Addresses/Address": {
        **{f"AddressLine{number}": f"address {number}" for number in range(1, 7)},
        "AddressPostalCode": "post code",
        "AddressCountry": "country",
    },
    "IndividualDetails/Individual/DOBs": {"DOB": "born"},
    "IndividualDetails/Individual/Nationalities": {"Nationality": "nationality"},
    "IndividualDetails/Individual/Genders": {"Gender": "sex"},
    "IndividualDetails/Individual/Positions": {"Position": "position"},
    "IndividualDetails/Individual/PassportDetails/Passport": {
        "PassportNumber": "passport",
        "PassportAdditionalInformation": "passport details",
    },
    "IndividualDetails/Individual/NationalIdentifierDetails/NationalIdentifier": {
        "NationalIdentifierNumber": "identity",
        "NationalIdentifierAdditionalInformation": "identity details",
    },
    "IndividualDetails/Individual/BirthDetails/Location": {"TownOfBirth": "town", "CountryOfBirth": "country of birth"},
}
_SEXES: dict[str, Sex] = {"male": "M", "female": "F"}
_NUMBERED = re.compile(r"(?:^|\s)\(?[1-9a-z]\)(?:\s?-\s?\(?[1-9a-z]\))?\.?\s*")
_MOST_HEADER_LINES = 5
_HEADER_LETTERS = 2000  # among which what separates the cells is counted


def recognises(path: Path, head: bytes) -> bool:
    """Return whether a header with ``Name 6`` stands at the beginning, or XML that begins as the list does."""
    return recognises_xml(path, head) or (b"name 6" in head.lower() and b"name 1" in head.lower())


def recognises_xml(_path: Path, head: bytes) -> bool:
    """Return whether the file begins as the XML form does."""
    return b"<Designations" in head


def read(path: Path, dated: date | None = None) -> Edition:
    """Return the edition in the file, dated as it says; its entries are ``uk:UNIQUE_ID``, in the older list ``uk:GROUP_ID``.

    Raises ``SourceError`` when it is no such XML, or a table without a header with ``Name 6`` and an identifier.
    """
    faults: list[Fault] = []
    list_, of_day, subjects = (_xml if recognises_xml(path, file.head(path, 4096)) else _csv)(path, faults)
    people: list[Entry] = []
    others = 0
    for key, rows in subjects.items():
        kinds = {row["kind"].lower() for _, row in rows if "kind" in row}
        if kinds and "individual" not in kinds:  # where no kind is told, in doubt a person
            others += 1
        else:
            people.append(_entry(f"uk:{key}", rows, faults))
    return Edition(
        source=known(list_),
        dated=of_day or dated,
        entries=tuple(people),
        others=others,
        faults=tuple(faults),
        digest=digest(people),
    )


def _csv(path: Path, faults: list[Fault]) -> Subjects:
    text = file.read_tolerantly(path, faults)
    lines = file.rows(text, path, file.delimiter_of(text[:_HEADER_LETTERS]))
    of_day: date | None = None
    columns: dict[str, int] = {}
    for _ in range(_MOST_HEADER_LINES):
        said = [cell.strip().lower() for cell in next(lines, (0, []))[1]]
        columns = {about: said.index(name) for about, names in _COLUMNS.items() for name in names if name in said}
        if "name 6" in columns:
            break
        of_day = of_day or dates.day(" ".join(filter(None, said)))
    if not {"name 6", "id", "kind"} <= columns.keys():
        raise SourceError(
            f"{path}: no header with Name 6, Unique ID or Group ID, and the type of subject; fetch the list again in its CSV form"
        )
    subjects: dict[str, list[tuple[str, Row]]] = {}
    for line, cells in lines:
        row = {about: value for about, at in columns.items() if at < len(cells) and (value := " ".join(cells[at].split()))}
        if "id" not in row or not (row.keys() & {"name 6", *_NAMES}):
            faults.append(Fault("LIST-ROW", f"line {line}", "an identifier and a name are needed"))
        else:
            subjects.setdefault(row["id"], []).append((f"line {line}", row))
    return "uk" if "unique id" in said else "uk-ofsi", of_day, subjects


def _xml(path: Path, faults: list[Fault]) -> Subjects:
    of_day: date | None = None
    subjects: dict[str, list[tuple[str, Row]]] = {}
    number = 0
    for _, element in elements.records(path, "Designations", 1):
        if element.tag == "DateGenerated":
            of_day = dates.day(elements.said(element))
        elif element.tag == "Designation":
            number += 1
            where, key = f"Designation {number}", elements.text(element, "{*}UniqueID")
            rows = [(where, row) for row in _rows(element)]
            if not key or not any(row.keys() & {"name 6", *_NAMES} for _, row in rows):
                faults.append(Fault("LIST-ROW", where, "an identifier and a name are needed"))
            elif key in subjects:
                faults.append(Fault("LIST-ROW-TWICE", where, "this identifier stands twice"))
            else:
                subjects[key] = rows
    return "uk", of_day, subjects


def _rows(element: Element) -> Iterator[Row]:
    """What a Designation says, as rows."""
    yield {about: said for tag, about in _ONCE.items() if (said := elements.text(element, f"{{*}}{tag}"))}
    for path, names in _REPEATED.items():
        for each in element.iterfind("/".join(f"{{*}}{tag}" for tag in path.split("/"))):
            if len(names) == 1:
                ((tag, about),) = names.items()
                yield from ({about: said} for one in each.iterfind(f"{{*}}{tag}") if (said := elements.said(one)))
            elif row := {about: said for tag, about in names.items() if (said := elements.text(each, f"{{*}}{tag}"))}:
                yield row


def _entry(ref: str, rows: Iterable[tuple[str, Row]], faults: list[Fault]) -> Entry:
    told: set[tuple[str, str]] = set()  # the same cell stands in many rows of a subject: its fault is told once

    def warn(code: str, where: str, column: str, value: str, detail: str) -> None:
        if (code, value) not in told:
            told.add((code, value))
            faults.append(Fault(code, f"{where}, {column}", detail, Severity.WARNING))

    birth_dates: list[BirthDate] = []
    nationalities: list[str] = []
    documents: list[ListedDocument] = []
    for where, row in rows:
        for text in _values(row.get("born", "")):
            try:
                birth_dates.append(dates.read(text))
            except ValueError:
                warn("LIST-BIRTH-DATE", where, "date of birth", text, "not dd/mm/yyyy, a year or a span of years")
        for text in _values(row.get("nationality", "")):
            if code := alpha3(text.rstrip(".")) or mentioned(text):
                nationalities.append(code)
            else:
                warn("LIST-COUNTRY", where, "nationality", text, "not a known country")
        for about, kind in (("passport", "P"), ("identity", "I")):
            said = row.get(about, "") or row.get(f"{about} details", "")
            found = list(_documents(said, row.get(f"{about} details", ""), kind))
            documents += found
            if said and not found:
                warn("LIST-DOCUMENT", where, about, said, "no number in it")
    given = [row for _, row in rows]
    return Entry(
        ref=ref,
        names=tuple(dict.fromkeys(_names(given))),
        birth_dates=tuple(dict.fromkeys(birth_dates)),
        nationalities=tuple(dict.fromkeys(nationalities)),
        sex=next((_SEXES[sex] for row in given if (sex := row.get("sex", "").lower()) in _SEXES), None),
        documents=tuple(dict.fromkeys(documents)),
        birth_places=tuple(dict.fromkeys(filter(None, (", ".join(_each(row, "town", "country of birth")) for row in given)))),
        addresses=tuple(dict.fromkeys(filter(None, (", ".join(_each(row, *_ADDRESS)) for row in given)))),
        programmes=tuple(dict.fromkeys(_each(row, "regime")[0] for row in given if "regime" in row)),
        remarks="; ".join(dict.fromkeys(value for row in given for value in _each(row, "position", "information", "reasons"))),
    )


def _names(rows: Iterable[Row]) -> Iterator[Name]:
    """The primary name first, then the others in the order of the list, each followed by its original script."""
    ordered = sorted(rows, key=lambda row: not row.get("name type", "").lower().startswith(_PRIMARY))
    for place, row in enumerate(ordered):
        quality: Quality = "good"
        if place == 0 or row.get("name type", "").lower().startswith(_PRIMARY):
            quality = "primary"
        elif row.get("strength", "").lower().startswith(_WEAK):
            quality = "low"
        family, given = row.get("name 6", ""), " ".join(_each(row, *_NAMES))
        if family or given:
            yield Name.of_parts(family, given, quality) if family and given else Name(family or given, quality)
        if original := row.get("script"):
            for text in _values(original):
                yield Name(text, "low" if quality == "low" else "good")


def _documents(said: str, details: str, kind: str) -> Iterator[ListedDocument]:
    """The numbers in a cell. Who issued one stands in the cell itself or, in the same order, in the one with the details."""
    values, about = _values(said), _values(details)
    for place, value in enumerate(values):
        beside = about[place] if place < len(about) else details if len(values) == 1 else ""
        if number := papers.number(value):
            yield ListedDocument(number, mentioned(value.replace(number, " ")) or mentioned(beside), kind)


def _values(cell: str) -> list[str]:
    """What a cell says, each value for itself.

    >>> _values("(1) Saudi Arabia (2) Qatar"), _values("1) 1958 2) 1959"), _values("(1)-(2) Indonesia"), _values("Tunisian")
    (['Saudi Arabia', 'Qatar'], ['1958', '1959'], ['Indonesia'], ['Tunisian'])
    """
    return [value for part in _NUMBERED.split(cell) if (value := part.strip(" ;,"))]


def _each(row: Row, *columns: str) -> list[str]:
    return [row[column] for column in columns if column in row]
