"""Named lists: sets of codes that the law states and changes, such as the countries of the Visa Waiver Program, each member with its days.

One TOML file a list, in the folder ``lists`` of the rules. A condition names the list, and means its members on the day of the version.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import msgspec

from preclear.errors import SourceError
from preclear.rules.traits import MADE_OF, hidden

FOLDER = "lists"
NAME = re.compile(r"[a-z][a-z0-9_]*")


class _Member(msgspec.Struct, forbid_unknown_fields=True):
    value: str
    since: date | None = msgspec.field(default=None, name="from")
    until: date | None = None  # the first day on which it is no member any more
    note: str = ""


class Words(msgspec.Struct, forbid_unknown_fields=True):
    """A text of a file, in both languages."""

    en: str
    fr: str


class _File(msgspec.Struct, forbid_unknown_fields=True):
    title: Words
    source: str
    seen: date
    owner: str
    members: list[_Member]
    note: str = ""
    made_of: str = "unstated"  # a key of ``traits.MADE_OF``


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One member, from its first day to the last but one."""

    value: str
    since: date
    until: date
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedList:
    """A list with its members of all days."""

    name: str
    source: str
    seen: date  # the day as of which it states the law: no confirmation of it
    note: str
    members: tuple[Member, ...]
    digest: str  # SHA-256 of its file
    content: bytes
    made_of: str = "unstated"  # a key of ``traits.MADE_OF``: which kinds of rule may name it

    def on(self, day: date) -> list[str]:
        """Return the members on a day, in the order of the alphabet."""
        return sorted({member.value for member in self.members if member.since <= day < member.until})

    def changes(self, after: date, before: date) -> set[date]:
        """Return the days between two others (neither of them) on which the list changes."""
        return {day for member in self.members for day in (member.since, member.until) if after < day < before}


Lists = Mapping[str, NamedList]


def load(folder: Path | None = None) -> Lists:
    """Return the named lists beside a folder's rules; those that travel with the program where the folder has none.

    Raises ``SourceError`` naming the file and what is wrong with it.
    """
    own = folder / FOLDER if folder else None
    return _packaged() if own is None or not own.is_dir() else _read_all(own)


def read(content: bytes, file: str) -> NamedList:
    """Return the list of one file.

    Raises ``SourceError`` naming the file.
    """
    name = file.removesuffix(".toml")
    if not NAME.fullmatch(name):
        raise SourceError(f"{file}: the name of a list is small letters, digits and _")
    try:
        stated = msgspec.convert(tomllib.loads(content.decode("utf-8-sig")), _File)
    except (ValueError, msgspec.ValidationError) as wrong:
        raise SourceError(f"{file}: {wrong}") from wrong
    members = tuple(Member(value=m.value, since=m.since or date.min, until=m.until or date.max, note=m.note) for m in stated.members)
    if wrong_way := next((m for m in members if m.since >= m.until or isinstance(m.since, datetime)), None):
        raise SourceError(f"{file}: {wrong_way.value} ends before it begins")
    if not stated.source.strip() or not members:
        raise SourceError(f"{file}: a list has a source and members")
    if stated.made_of not in MADE_OF:
        raise SourceError(f"{file}: made_of is one of {', '.join(MADE_OF)}")
    if state := hidden(stated.made_of, tuple(member.value for member in members)):
        raise SourceError(f"{file}: {state} is the code of a country; the list is made of states, and no risk rule may name it (law 4)")
    return NamedList(
        name=name,
        source=stated.source,
        seen=stated.seen,
        note=stated.note,
        members=members,
        digest=sha256(content).hexdigest(),
        content=content,
        made_of=stated.made_of,
    )


@cache
def _packaged() -> Lists:
    return _read_all(files("preclear") / "policy" / "rules" / FOLDER)


def _read_all(folder: Traversable) -> Lists:
    if not folder.is_dir():
        return {}
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return {one.name: one for one in (read(file.read_bytes(), file.name) for file in found)}
