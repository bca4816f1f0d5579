"""The lists of the United States Treasury's Office of Foreign Assets Control (OFAC), in their fixed-field CSV form.

Without header rows; ``ent_num`` in the first column joins the files: the primary names with remarks (``sdn.csv``, or ``cons_prim.csv``
for the consolidated list of everyone who is not on the SDN list), other names, addresses, and remarks too long for their row. ``-0-``
stands for nothing, the text is Latin-1 or UTF-8 (OFAC, "SDN data specification"; the remarks have no specification and are read as seen).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from preclear.errors import SourceError
from preclear.manifest import Fault, PartialDate, Severity, Sex
from preclear.watchlist import file
from preclear.watchlist.countries import alpha3
from preclear.watchlist.entry import BirthDate, Entry, ListedDocument, Name
from preclear.watchlist.source import Edition, Source, digest, known


class _Files(NamedTuple):
    source: Source
    primary: str
    names: str
    addresses: str
    comments: str


_LISTS = (
    _Files(known("ofac"), "sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"),
    _Files(known("ofac-nonsdn"), "cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"),
)
PRIMARY_FILES = tuple(each.primary for each in _LISTS)

_NOTHING = "-0-"
_PRIMARY_COLUMNS, _NAME_COLUMNS, _ADDRESS_COLUMNS = 12, 4, 5
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(r"(?:(?:(\d{2}) )?([A-Z][a-z]{2}) )?(\d{4})")
_BIRTH = re.compile(rf"(circa )?({_DATE.pattern})(?:(?: to |-)({_DATE.pattern}))?(?:,? (?:approximately|circa))?")
_DOCUMENT = re.compile(r"(?: Booklet)?[ #:]*(?=.*\d)([A-Z(\d][\w./() -]*?)(?:,? \(([^()\d]+)\))?(?: (?:issued|expires) .*)?")
DOCUMENT_TYPES = {  # as OFAC calls them, to ours; what is none of these is no document that a traveller shows
    "Passport": "P",
    "Diplomatic Passport": "P",
    "British National Overseas Passport": "P",
    "Stateless Person Passport": "P",
    "Travel Document Number": "P",
    "National ID No.": "I",
    "National Foreign ID Number": "I",
    "Identification Number": "I",
    "Personal ID Card": "I",
    "Stateless Person ID Card": "I",
    "Refugee ID Card": "I",
    "Citizen's Card Number": "I",
    "Cedula No.": "I",
    "D.N.I.": "I",
    "C.U.R.P.": "I",
    "Turkish Identification Number": "I",
    "Kenyan ID No.": "I",
    "Tazkira National ID Card": "I",
    "Residency Number": "I",
}
_SEXES: dict[str, Sex] = {"Male": "M", "Female": "F"}


def recognises(path: Path, head: bytes) -> bool:
    """Return whether this is the file of primary names, by its name or by its first row."""
    return path.name.lower() in PRIMARY_FILES or re.match(rb'"?\d+"?,"[^"]+",', head) is not None


def read(path: Path, dated: date | None = None) -> Edition:
    """Return the edition whose primary names stand in ``path``; the files beside it add what they have.

    The lists carry no date of their own. Raises ``SourceError`` when a file cannot be read at all.
    """
    files = next((each for each in _LISTS if each.primary.removesuffix(".csv") in path.name.lower()), _LISTS[0])
    return _Reader(path, files).edition(dated)


class _Reader:
    """Puts one list together from its files, collecting faults on the way."""

    def __init__(self, path: Path, files: _Files) -> None:
        self.path, self.files = path, files
        self.faults: list[Fault] = []
        self.known: set[str] = set()

    def edition(self, dated: date | None) -> Edition:
        primary = self._primary()
        aliases, addresses, comments = defaultdict[str, list[Name]](list), defaultdict[str, list[str]](list), defaultdict[str, str](str)
        for number, row in self._beside(self.files.names, _NAME_COLUMNS):
            aliases[number].append(Name.printed(row[3], "good"))
        for number, row in self._beside(self.files.addresses, _ADDRESS_COLUMNS):
            if address := ", ".join(filter(None, row[2:5])):
                addresses[number].append(address)
        for number, row in self._beside(self.files.comments, 2):
            comments[number] += row[1]
        entries, others = [], 0
        for line, row in primary:
            if row[2] != "individual":
                others += 1
                continue
            number, remarks = row[0], row[11] + comments[row[0]]
            entries.append(self._entry(line, row, remarks, tuple(aliases[number]), tuple(addresses[number])))
        return Edition(
            source=self.files.source,
            dated=dated,
            entries=tuple(entries),
            others=others,
            faults=tuple(self.faults),
            digest=digest(entries),
        )

    def _primary(self) -> list[tuple[int, list[str]]]:
        rows = []
        for line, row in _rows(self.path):
            if len(row) < _PRIMARY_COLUMNS or not row[0].isdigit() or not row[1]:
                self._fault("LIST-ROW", self.path, line, f"{len(row)} columns; a number, a name and {_PRIMARY_COLUMNS} columns are needed")
            elif row[0] in self.known:
                self._fault("LIST-ROW-TWICE", self.path, line, f"entry {row[0]} stands twice")
            else:
                self.known.add(row[0])
                rows.append((line, row))
        if not rows:
            raise SourceError(f"{self.path}: no row of it reads as OFAC's {self.files.primary}; fetch the list again in its CSV form")
        return rows

    def _beside(self, name: str, columns: int) -> Iterator[tuple[str, list[str]]]:
        """The rows of a further file that belong to an entry; a list may come without the file."""
        path = beside(self.path, name) or beside(self.path, self._called(name))
        for line, row in _rows(path) if path else ():
            if len(row) < columns or not row[0].isdigit():
                self._fault("LIST-ROW", path, line, f"{len(row)} columns; a number and {columns} columns are needed")
            elif row[0] not in self.known:
                self._fault("LIST-JOIN", path, line, f"no entry {row[0]}", Severity.NOTE)
            elif any(row[1:]):
                yield row[0], row

    def _called(self, name: str) -> str:
        """How a further file is called where the primary one has words around its name: ``2026-sdn.csv``, ``2026-alt.csv``."""
        primary, further = (each.removesuffix(".csv") for each in (self.files.primary, name))
        here = self.path.name.lower()
        return here.replace(primary, further) if primary in here else name

    def _entry(self, line: int, row: list[str], text: str, aliases: tuple[Name, ...], addresses: tuple[str, ...]) -> Entry:
        remarks = _Remarks.of(text)
        for code in remarks.faults:
            self._fault(code, self.path, line, f"in the remarks of entry {row[0]}", Severity.WARNING)
        return Entry(
            ref=f"ofac:{row[0]}",
            names=(Name.printed(row[1]), *aliases, *remarks.names),
            birth_dates=tuple(remarks.birth_dates),
            nationalities=tuple(dict.fromkeys(remarks.nationalities)),
            sex=remarks.sex,
            documents=tuple(remarks.documents),
            birth_places=tuple(remarks.birth_places),
            addresses=addresses,
            programmes=tuple(row[3].split("] [")) if row[3] else (),
            remarks=text,
        )

    def _fault(self, code: str, path: Path | None, line: int, detail: str, severity: Severity = Severity.ERROR) -> None:
        self.faults.append(Fault(code, f"{path.name if path else ''} line {line}", detail, severity))


class _Remarks:
    """What the sentences of a remarks field say about a person, each ended by a semicolon."""

    def __init__(self) -> None:
        self.names: list[Name] = []
        self.birth_dates: list[BirthDate] = []
        self.birth_places: list[str] = []
        self.nationalities: list[str] = []
        self.documents: list[ListedDocument] = []
        self.sex: Sex | None = None
        self.faults: list[str] = []

    @classmethod
    def of(cls, text: str) -> _Remarks:
        remarks = cls()
        for sentence in text.removesuffix(".").split(";"):
            said = sentence.strip().removeprefix("alt. ")
            read = next((read for start, read in _SENTENCES if said.startswith(start)), None)
            if read:
                read(remarks, said)
            else:
                remarks.document(said)
        return remarks

    def birth_date(self, said: str) -> None:
        try:
            self.birth_dates.append(_birth_date(said.removeprefix("DOB ")))
        except ValueError:
            self.faults.append("LIST-BIRTH-DATE")

    def birth_place(self, said: str) -> None:
        self.birth_places.append(said.removeprefix("POB "))

    def nationality(self, said: str) -> None:
        code = alpha3(said.partition(" ")[2].removeprefix("possibly "))
        if code:
            self.nationalities.append(code)
        else:
            self.faults.append("LIST-COUNTRY")

    def gender(self, said: str) -> None:
        self.sex = _SEXES.get(said.removeprefix("Gender "))

    def name(self, said: str) -> None:
        if text := said.partition(" ")[2].strip("'\" ."):
            self.names.append(Name.printed(text, "low"))  # OFAC sets its weak aliases in the remarks, in quotation marks

    def document(self, said: str) -> None:
        kind = next((kind for kind in DOCUMENT_TYPES if said.startswith(kind)), None)
        if kind and (found := _DOCUMENT.fullmatch(said, len(kind))):
            self.documents.append(ListedDocument(found[1], found[2] and alpha3(found[2]), DOCUMENT_TYPES[kind]))


_SENTENCES = (
    ("DOB ", _Remarks.birth_date),
    ("POB ", _Remarks.birth_place),
    ("nationality ", _Remarks.nationality),
    ("citizen ", _Remarks.nationality),
    ("Gender ", _Remarks.gender),
    ("a.k.a. ", _Remarks.name),
    ("f.k.a. ", _Remarks.name),
)


def _birth_date(text: str) -> BirthDate:
    found = _BIRTH.fullmatch(text)
    if not found:
        raise ValueError("neither a date nor a span of dates")
    return BirthDate(_date(found[2]), _date(found[6]) if found[6] else None, circa=bool(found[1]))


def _date(text: str) -> PartialDate:
    *before, year = text.split()
    month = _MONTHS.index(before[-1]) + 1 if before else None
    return PartialDate(int(year), month, int(before[0]) if len(before) == 2 else None)


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    for line, row in file.rows(_decoded(file.read_utf8(path)), path):
        yield line, ["" if (cell := raw.strip()) == _NOTHING else cell for raw in row]


def _decoded(raw: bytes) -> str:
    """The text of a file: UTF-8, as OFAC's newer service writes it, or Latin-1, which knows every byte."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def beside(path: Path, name: str) -> Path | None:
    """Return the file of that name in the folder of ``path``, in capital letters or small ones, if it is there."""
    return next((each for each in sorted(path.parent.iterdir()) if each.name.lower() == name), None)
