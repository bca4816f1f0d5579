"""Facts that others hold: travel authorizations, visas, lost and stolen documents. One way to ask for them, whoever holds them.

A register answers that it knows of one, that it knows of none, or not at all. The last is an outage: the fact is unknown then, never
false, and the rules that need it say so. What was answered, and when, is kept with the outcome that rests on it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal, Protocol

from preclear.errors import SourceError
from preclear.manifest import TravelDocument, Traveller
from preclear.manifest.joining import squeezed

Register = Literal["esta", "eta", "visa", "lost"]
REGISTERS: tuple[Register, ...] = ("esta", "eta", "visa", "lost")
COLUMNS = ("register", "country", "number", "issuer", "kind", "from", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What one register is asked about one document; nothing that it does not need."""

    register: Register
    country: str | None  # whose authorization or visa is asked for; None: not for one country, as a lost document
    number: str  # of the travel document, letters and digits alone
    issuer: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a register said, and when."""

    register: Register
    state: Literal["found", "none", "outage"]
    asked_at: datetime
    answered_at: datetime | None = None  # None: it never did
    kind: str | None = None  # of a visa: its class, as B1/B2
    since: date | None = None  # the first day on which what was found is good; None: it always was
    until: date | None = None  # the last one; None: without end
    detail: str = ""  # of an outage: what went wrong; no personal data

    def on(self, day: date | None) -> bool | None:
        """Return whether there is one that is good on a day; None where that cannot be told."""
        if self.state == "outage" or (self.state == "found" and day is None):
            return None
        if self.state == "none" or day is None:
            return False
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


Held = Mapping[Register, Answer]  # what was answered about one traveller; a register that was not asked is not in it


class Registers(Protocol):
    """Whoever answers for registers: an agency's service, or a table."""

    def ask(self, requests: Sequence[Request], now: datetime) -> Sequence[Answer]:
        """Return an answer a request, in their order, the best one where several documents or visas are known. An outage is an answer."""


class Table:
    """Registers held in a table, for small nodes and for trying rules: rows of a CSV file, or of a database, with the same columns.

    ``register`` esta, eta, visa or lost; ``country`` whose it is, empty for lost documents; ``number`` and ``issuer`` of the travel
    document; ``kind`` of a visa; ``from`` and ``until`` as 2026-05-01, or empty. A register without a row ``register,,,,,,`` or any other
    row is not held here: asking it gives an outage, since the table cannot know that there is none.
    """

    def __init__(self, rows: Sequence[Mapping[str, str]], name: str = "table") -> None:
        """Raises ``SourceError`` naming the row that cannot be used."""
        self._held: set[str] = set()
        self._known: defaultdict[tuple[str, str | None, str, str | None], list[Mapping[str, str]]] = defaultdict(list)
        for line, row in enumerate(rows, 2):
            register = row.get("register", "")
            if register not in REGISTERS:
                raise SourceError(f"{name}, line {line}: there is no register {register!r}; there are {', '.join(REGISTERS)}")
            for column in ("from", "until"):
                if row.get(column):
                    _day(row[column], f"{name}, line {line}, {column}")
            self._held.add(register)
            if row.get("number"):
                self._known[register, row.get("country") or None, squeezed(row["number"]), row.get("issuer") or None].append(row)

    def ask(self, requests: Sequence[Request], now: datetime) -> tuple[Answer, ...]:
        """Return what the table knows, at once."""
        return tuple(self._answer(request, now) for request in requests)

    def _answer(self, request: Request, now: datetime) -> Answer:
        if request.register not in self._held:
            return Answer(register=request.register, state="outage", asked_at=now, detail="no such register is connected")
        rows = self._known.get((request.register, request.country, request.number, request.issuer))
        if not rows:
            return Answer(register=request.register, state="none", asked_at=now, answered_at=now)
        best = max(rows, key=lambda row: row.get("until") or "9999-12-31")
        return Answer(
            register=request.register,
            state="found",
            asked_at=now,
            answered_at=now,
            kind=best.get("kind") or None,
            since=_day(best["from"], "from") if best.get("from") else None,
            until=_day(best["until"], "until") if best.get("until") else None,
        )


def read_table(file: Path) -> Table:
    """Return the table of a CSV file (UTF-8, its columns in the first line).

    Raises ``SourceError`` for a file that cannot be read, lacks a column, or has a row that makes no sense; it names the line.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened)
            if missing := set(COLUMNS) - set(reader.fieldnames or ()):
                raise SourceError(f"{file.name}: the first line lacks {', '.join(sorted(missing))}")
            rows = [{column: (row[column] or "").strip() for column in COLUMNS} for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as wrong:
        raise SourceError(f"{file.name}: {wrong}") from wrong
    return Table(rows, file.name)


def requests(traveller: Traveller, country: str | None, registers: Sequence[Register]) -> tuple[Request, ...]:
    """Return what is asked about a traveller on the way to a country: nothing without the number of a document to travel on."""
    document = traveller.passport
    if document is None or not squeezed(document.number):
        return ()
    return tuple(_request(register, country, document) for register in registers if register == "lost" or country)


def _request(register: Register, country: str | None, document: TravelDocument) -> Request:
    return Request(
        register=register,
        country=None if register == "lost" else country,
        number=squeezed(document.number),
        issuer=document.issuer,
    )


def ask(registers: Registers, people: Sequence[tuple[int, Request]], now: datetime) -> dict[int, dict[Register, Answer]]:
    """Return what registers answer about people, by the people's ordinals. A register that fails is out: nothing else stops for it."""
    wanted = [request for _, request in people]
    detail = "the answers were not those to what was asked"
    try:
        answers = tuple(registers.ask(wanted, now))
    except Exception as wrong:  # noqa: BLE001  # whatever a foreign service does, it is an outage, and is shown as one
        answers, detail = (), f"{type(wrong).__name__}: the register could not be asked"
    if [answer.register for answer in answers] != [request.register for request in wanted]:
        answers = tuple(Answer(register=request.register, state="outage", asked_at=now, detail=detail) for request in wanted)
    found: dict[int, dict[Register, Answer]] = {}
    for (ordinal, _), answer in zip(people, answers, strict=True):
        found.setdefault(ordinal, {})[answer.register] = answer
    return found


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise SourceError(f"{where}: {text!r} is no day; a day is written 2026-05-01") from wrong
