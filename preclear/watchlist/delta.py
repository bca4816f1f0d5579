"""What changed between two editions of a list."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter

from preclear.watchlist.entry import BirthDate, Entry, ListedDocument, Name
from preclear.watchlist.source import Edition, entry_digest

_SHORTEST_PART = 3  # letters: what two people's names have in common below that says nothing


@dataclass(frozen=True, slots=True)
class Delta:
    """The entries that differ, by reference, each in alphabetical order."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    reused: tuple[str, ...] = ()  # the number of somebody else now: among the removed and among the added, not among the changed


@dataclass(frozen=True, slots=True)
class Change:
    """What is said otherwise in one field of an entry, as people read it."""

    field: str  # "names", "birth_dates", ...
    gone: tuple[str, ...]
    came: tuple[str, ...]


def delta(former: Edition | None, new: Edition) -> Delta:
    """Return what became of a list; without a former edition everything is added.

    A number whose person changed altogether, name and date of birth both, was given to somebody else: one entry went and another came.
    """
    before = {entry.ref: entry for entry in former.entries} if former else {}
    after = {entry.ref: entry for entry in new.entries}
    return between(before, after, after.keys() - before.keys(), before.keys() - after.keys())


def between(before: Mapping[str, Entry], after: Mapping[str, Entry], came: Iterable[str], went: Iterable[str]) -> Delta:
    """Return the delta of two editions, given who came and who went, and the others by reference: at least those who may differ."""
    differ = [ref for ref in after.keys() & before.keys() if after[ref] != before[ref]]
    reused = {ref for ref in differ if is_another(before[ref], after[ref])}
    return Delta(
        added=tuple(sorted(reused.union(came))),
        changed=tuple(sorted(ref for ref in differ if ref not in reused)),
        removed=tuple(sorted(reused.union(went))),
        reused=tuple(sorted(reused)),
    )


@dataclass(frozen=True, slots=True)
class Apart:
    """How the entries of an edition stand to the former ones. None of them is held whole for it."""

    came: list[Entry]  # their references are new
    differ: list[Entry]  # what they say may be another thing than before
    went: list[str]


def apart(former: Iterable[tuple[str, bytes | None]], entries: Iterable[Entry]) -> Apart:
    """Return how entries stand to the former ones, which are given by reference and ``entry_digest`` in the order of references.

    A digest of None may be that of any entry.
    """
    found = Apart([], [], [])
    following = iter(former)
    before = next(following, None)
    for entry in sorted(entries, key=attrgetter("ref")):
        while before is not None and before[0] < entry.ref:
            found.went.append(before[0])
            before = next(following, None)
        if before is None or before[0] != entry.ref:
            found.came.append(entry)
            continue
        if before[1] != entry_digest(entry):
            found.differ.append(entry)
        before = next(following, None)
    if before is not None:
        found.went.extend([before[0], *(ref for ref, _ in following)])
    return found


def is_another(before: Entry, after: Entry) -> bool:
    """Return whether two entries with one number are two people: no part of any name in common, and no date of birth that may agree."""
    if not _parts(before.names).isdisjoint(_parts(after.names)):
        return False
    return bool(before.birth_dates or after.birth_dates) and not any(
        _may_agree(ours, theirs) for ours in before.birth_dates for theirs in after.birth_dates
    )


def changes(before: Entry, after: Entry) -> Iterator[Change]:
    """Yield what differs between two entries, field by field in the order in which an entry has them."""
    for name in (field.name for field in fields(Entry)):
        ours, theirs = (tuple(_told(getattr(entry, name))) for entry in (before, after))
        if ours != theirs:
            yield Change(name, tuple(each for each in ours if each not in theirs), tuple(each for each in theirs if each not in ours))


def _parts(names: Iterable[Name]) -> set[str]:
    """The parts of all names, in small letters without their marks."""
    spelt = unicodedata.normalize("NFKD", " ".join(name.text for name in names).casefold())
    plain = "".join(letter if letter.isalnum() else " " for letter in spelt if not unicodedata.combining(letter))
    return {part for part in plain.split() if len(part) >= _SHORTEST_PART or not part.isascii()}


def _may_agree(ours: BirthDate, theirs: BirthDate) -> bool:
    if ours.last is None and theirs.last is None and not ours.circa and not theirs.circa:
        return ours.first.may_equal(theirs.first)
    slack = int(ours.circa or theirs.circa)
    first, last = max(ours.first.year, theirs.first.year), min((ours.last or ours.first).year, (theirs.last or theirs.first).year)
    return first <= last + slack


def _told(value: object) -> Iterator[str]:
    """What a field holds, one text each."""
    match value:
        case tuple():
            for each in value:
                yield from _told(each)
        case Name():
            yield value.text + (" (low quality)" if value.quality == "low" else "")
        case ListedDocument():
            yield " ".join(filter(None, (value.type, value.issuer, value.number)))
        case None | "":
            return
        case _:
            yield str(value)
