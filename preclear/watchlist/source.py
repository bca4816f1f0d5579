"""A list, and one dated state of it."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import msgspec

from preclear.manifest import Fault
from preclear.watchlist.entry import Entry

FAULTS = {  # code: what it means and how to mend it
    "LIST-ROW": "A row or line cannot be read, or has no identifier or name; it was left out. Mend the row and import again.",
    "LIST-ROW-TWICE": "An identifier stands twice; the first row was kept. Give each person an identifier of their own.",
    "LIST-BIRTH-DATE": "A date of birth cannot be read; the entry is screened without it.",
    "LIST-COUNTRY": "A country is not known; the entry is screened without it. Use the three-letter code.",
    "LIST-DOCUMENT": "A document cannot be read; the entry is screened without it. Write ISSUER/NUMBER.",
    "LIST-SEX": "The sex is none of M, F and X; the entry is screened without it.",
    "LIST-ENCODING": "The file is not in the encoding that it should be in; letters beyond A to Z may be wrong. Save it as UTF-8.",
    "LIST-COLUMN": "A column is not known and was not used. Name it as docs/lists.md does, or say in a mapping file what it is.",
    "LIST-JOIN": "An alias, address, comment or document belongs to no entry of the list.",
}


@dataclass(frozen=True, slots=True)
class Source:
    """A list: whose it is, and under which law it may be used."""

    id: str  # "ofac"
    title: str
    owner: str = ""
    legal_basis: str = ""
    handling: str = ""  # the owner's marking, such as "public" or "restricted"
    visible_to: tuple[str, ...] = ()  # roles that may see what an entry says; none named: everyone who may see travellers
    valid_days: int | None = None  # so long after its date an edition is good; None: for ever

    def expires(self, dated: date) -> date | None:
        """Return the last day on which an edition of that date is good; None where editions do not expire.

        >>> Source("ofac", "SDN", valid_days=30).expires(date(2026, 5, 1))
        datetime.date(2026, 5, 31)
        """
        return dated + timedelta(self.valid_days) if self.valid_days is not None else None


@cache
def _known() -> Mapping[str, Source]:
    table = tomllib.loads((files("preclear") / "resources" / "lists.toml").read_text(encoding="utf-8"))
    return {key: Source(id=key, **row | {"visible_to": tuple(row.get("visible_to", ()))}) for key, row in table.items()}


def known(key: str) -> Source:
    """Return a list that Preclear knows by name, under the terms that travel with it. Raises ``KeyError`` for another.

    >>> known("un").owner
    'United Nations Security Council'
    """
    return _known()[key]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One state of a list. Only persons are entries: they alone are screened."""

    source: Source
    dated: date | None  # the day the list itself gives, else the day the importer knew; None: unknown
    entries: tuple[Entry, ...]
    others: int = 0  # organisations, vessels and aircraft that the list holds besides
    faults: tuple[Fault, ...] = ()
    digest: str  # of the entries, whatever order they came in


def entry_digest(entry: Entry) -> bytes:
    """Return the SHA-256 over what an entry says."""
    return hashlib.sha256(msgspec.msgpack.encode(entry)).digest()


def digest(entries: Iterable[Entry]) -> str:
    """Return the SHA-256 over the entries, in hexadecimal; their order does not matter."""
    whole = hashlib.sha256()
    for each in sorted(map(entry_digest, entries)):
        whole.update(each)
    return whole.hexdigest()
