"""Watchlists as dated editions, each under the terms of its list; one edition of each list is in force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import msgspec
from psycopg.rows import class_row

from preclear.audit import Event
from preclear.errors import Conflict, NotFound
from preclear.manifest import Fault
from preclear.store import events, sql
from preclear.store.pool import Database
from preclear.store.records import jsonb, read, text
from preclear.watchlist import Change, Delta, Edition, Entry, Source, apart, between, changes, entry_digest

SQL = sql.load("lists")
ENTRY = msgspec.json.Decoder(Entry)  # from the text of the column at once: a list has a million of them
LEAST_GUARDED = 20  # entries from which a list that loses more than half of them is taken for one that was cut off
WHOLE_FROM = 20_000  # entries that an edition touches, and more than half of it, from which on it is kept whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An edition that the database holds, without its entries, and the terms of its list."""

    id: int
    source_id: str
    title: str
    owner: str
    legal_basis: str
    handling: str
    visible_to: Sequence[str]
    valid_days: int | None
    stop_when_expired: bool
    terms_set_by: str | None
    digest: str
    dated: date
    imported_at: datetime
    imported_by: str
    entries: int
    others: int
    added: int
    changed: int
    removed: int
    reused: int
    expires: date | None
    faults: int
    in_force: bool
    former_id: int | None
    undone_at: datetime | None
    undone_by: str | None

    @property
    def source(self) -> Source:
        """The list, under its terms on this node."""
        return Source(self.source_id, self.title, self.owner, self.legal_basis, self.handling, tuple(self.visible_to), self.valid_days)

    def expired(self, on: date) -> bool:
        """Return whether the last day of the edition has passed."""
        return self.expires is not None and self.expires < on

    def screened(self, on: date) -> bool:
        """Return whether people are screened by it on a day: while it is in force, an expired one too unless its terms say otherwise."""
        return self.in_force and not (self.stop_when_expired and self.expired(on))


@dataclass(frozen=True, slots=True)
class Preview:
    """What an edition would change in what is in force."""

    former: Held | None
    new: Edition
    delta: Delta
    entries: Mapping[str, tuple[Entry | None, Entry]]  # those added and changed by reference: as they were, and as they would be

    def changed(self) -> Iterator[tuple[str, tuple[Change, ...]]]:
        """Yield each changed entry, with what is said otherwise field by field."""
        for ref in self.delta.changed:
            before, after = self.entries[ref]
            yield ref, tuple(changes(before, after)) if before else ()


def in_force(db: Database) -> tuple[Held, ...]:
    """Return the editions in force, by source."""
    return tuple(held for held in editions(db) if held.in_force)


def screened(db: Database, on: date) -> tuple[Held, ...]:
    """Return the editions by which people are screened on a day, by source."""
    return tuple(held for held in editions(db) if held.screened(on))


def editions(db: Database) -> tuple[Held, ...]:
    """Return every edition, by source, newest first."""
    with db.cursor(row_factory=class_row(Held)) as cursor:
        return tuple(cursor.execute(SQL["editions"]).fetchall())


def open_edition(db: Database, held: Held) -> Edition:
    """Return an edition with its entries."""
    with _copied(db, "entries", held, "text") as rows:
        entries = tuple(ENTRY.decode(record) for (record,) in rows)
    return Edition(source=held.source, dated=held.dated, entries=entries, others=held.others, digest=held.digest)


def differing(db: Database, source: str, former: str, held: Held) -> set[str] | None:
    """Return the entries that may differ between an edition of a list, by its digest, and another: those of every step between the two.

    None where the former is not held, or an edition between them was kept whole.
    """
    steps = {row[0]: row[1:] for row in db.execute(SQL["steps"], {"source": source}).fetchall()}
    start = max((number for number, (digest, *_) in steps.items() if digest == former), default=None)
    if start is None or held.id not in steps:
        return None
    lines: list[list[int]] = []
    for number in (start, held.id):
        line: list[int] = [number]
        while (before := steps[line[-1]][1]) is not None:
            line.append(before)
        lines.append(line)
    crossed = set(lines[0]) ^ set(lines[1])  # each of these was reached by a step from the one before it
    if lines[0][-1] != lines[1][-1] or not all(steps[number][2] for number in crossed):
        return None
    return {row[0] for row in db.execute(SQL["stepped"], {"editions": list(crossed)}).fetchall()}


def entries_of(db: Database, held: Held, refs: Iterable[str]) -> tuple[Entry, ...]:
    """Return those of some entries that an edition holds."""
    rows = db.execute(SQL["entries_of"], {"edition": held.id, "refs": sorted(refs)}).fetchall()
    return tuple(ENTRY.decode(row[0]) for row in rows)


def preview(db: Database, edition: Edition) -> Preview:
    """Return what an edition would change in what is in force. Only what differs by its digest is read."""
    held = _in_force(db, edition.source.id)
    if held is None:
        return Preview(None, edition, between({}, {}, (entry.ref for entry in edition.entries), ()), _new(edition.entries))
    if held.digest == edition.digest:
        return Preview(held, edition, Delta((), (), ()), {})
    with _copied(db, "digests", held, "text", "bytea") as former:
        found = apart(former, edition.entries)
    after = {entry.ref: entry for entry in found.differ}
    before = {entry.ref: entry for entry in entries_of(db, held, after)}
    change = between(before, after, (entry.ref for entry in found.came), found.went)
    touched = {ref: (before[ref], after[ref]) for ref in (*change.changed, *change.reused)}
    return Preview(held, edition, change, {**_new(found.came), **touched})


def previewed(db: Database, shown: Preview, *, by: str, now: datetime) -> None:
    """Record that somebody looked at what an edition would change."""
    detail = {**_counts(shown.delta), "faults": len(shown.new.faults), "digest": shown.new.digest}
    events.write(db, Event("list.previewed", by, f"list:{shown.new.source.id}", detail=detail), at=now)


def accept(db: Database, edition: Edition, *, by: str, now: datetime, shrunk: bool = False) -> int | None:
    """Put an edition in force in place of the one before, and return its number; None where the same entries are in force already.

    Every node on this database is told, screens by it from then on, and screens everyone still to travel again. Raises ``Conflict`` where
    more than half of the list would go, as when its file was cut off, unless somebody said that it has ``shrunk``.
    """
    source = edition.source
    db.execute(SQL["alone"], {"source": source.id})
    shown = preview(db, edition)
    held, change = shown.former, shown.delta
    if held and held.digest == edition.digest:
        return None
    if held and not shrunk and held.entries >= LEAST_GUARDED and len(change.removed) > held.entries / 2:
        raise Conflict(
            f"{source.title}: {len(change.removed):,} of {held.entries:,} entries would go; the file may be cut off. "
            "Fetch it again, or say that the list has shrunk",
            code="list-shrunk",
        )
    db.execute(SQL["source"], _terms(source))
    db.execute(SQL["retire"], {"source": source.id})
    valid_days = db.execute(SQL["valid_days"], {"source": source.id}).fetchone()
    dated = edition.dated or now.date()
    touched = len(shown.entries) + len(change.removed)
    step = held is not None and (touched < WHOLE_FROM or touched <= len(edition.entries) / 2)
    columns = {
        "source": source.id,
        "digest": edition.digest,
        "dated": dated,
        "by": by,
        "entries": len(edition.entries),
        "others": edition.others,
        "faults": jsonb(edition.faults),
        "expires": Source("", "", valid_days=valid_days[0] if valid_days else None).expires(dated),
        "former": held.id if held else None,
        "on": held.id if held and step else None,
        "now": now,
        **_counts(change),
    }
    row = db.execute(SQL["accept"], columns).fetchone()
    number = int(row[0]) if row else 0
    with db.cursor() as cursor, cursor.copy(SQL["copy_entries"]) as copy:
        for entry in (after for _, after in shown.entries.values()) if step else edition.entries:
            copy.write_row((number, entry.ref, entry_digest(entry), text(entry)))
        for ref in set(change.removed).difference(change.reused) if step else ():
            copy.write_row((number, ref, None, None))
    detail = {**_counts(change), "faults": len(edition.faults), "edition": number, "digest": edition.digest}
    events.write(db, Event("list.imported", by, f"list:{source.id}", detail=detail), at=now)
    events.notify(db, list=source.id)
    return number


def undo(db: Database, source: str, *, by: str, now: datetime, edition: int | None = None) -> Held:
    """Take the edition in force back, put the one before it in force again, and return that.

    ``edition`` is the one that the administrator saw in force. Raises ``NotFound`` where none of that list is in force, ``Conflict``
    where another came in force meanwhile or there is none before.
    """
    db.execute(SQL["alone"], {"source": source})
    held = _in_force(db, source)
    if held is None:
        raise NotFound(f"no edition of a list {source} is in force")
    if edition not in (None, held.id):
        raise Conflict("another edition came into force meanwhile: look again", code="list-changed")
    taken = db.execute(SQL["undo"], {"edition": held.id, "by": by, "now": now}).fetchone()
    if taken is None:
        raise Conflict(f"there is no edition of {source} before the one in force", code="list-first")
    db.execute(SQL["restore"], {"edition": taken[0]})
    detail = {"edition": held.id, "restored": taken[0]}
    events.write(db, Event("list.undone", by, f"list:{source}", detail=detail), at=now)
    events.notify(db, list=source)
    return next(each for each in editions(db) if each.id == taken[0])


def set_terms(db: Database, terms: Source, *, stop_when_expired: bool, by: str, now: datetime) -> None:
    """Set under which terms a list is used on this node, also before its first edition; its edition in force expires by them."""
    db.execute(SQL["set_terms"], {**_terms(terms), "stop_when_expired": stop_when_expired, "by": by})
    if held := _in_force(db, terms.id):
        db.execute(SQL["set_expiry"], {"source": terms.id, "expires": terms.expires(held.dated)})
    detail = {
        "handling": terms.handling,
        "visible_to": list(terms.visible_to),
        "valid_days": terms.valid_days,
        "stop_when_expired": stop_when_expired,
    }
    events.write(db, Event("list.terms_set", by, f"list:{terms.id}", detail=detail), at=now)
    events.notify(db, list=terms.id)


def terms(db: Database, source: str) -> tuple[Source, bool] | None:
    """Return under which terms a list is used on this node, and whether screening by it stops when it has expired; None: not yet known."""
    row = db.execute(SQL["terms"], {"source": source}).fetchone()
    return (Source(row[0], row[1], row[2], row[3], row[4], tuple(row[5]), row[6]), row[7]) if row else None


def expired(held: Iterable[Held], on: date) -> tuple[Held, ...]:
    """Return those in force whose last day has passed."""
    return tuple(each for each in held if each.in_force and each.expired(on))


def faults(db: Database, edition: int) -> tuple[Fault, ...]:
    """Return what was wrong with an edition when it was imported."""
    rows = db.execute(SQL["faults"], {"edition": edition}).fetchall()
    return read(tuple[Fault, ...], rows[0][0]) if rows else ()


def _in_force(db: Database, source: str) -> Held | None:
    return next((held for held in in_force(db) if held.source_id == source), None)


@contextmanager
def _copied(db: Database, query: str, held: Held, *types: str) -> Iterator[Iterator[tuple[Any, ...]]]:
    """Give the rows of a query about an edition one after the other, without holding them all."""
    with db.cursor() as cursor, cursor.copy(SQL[query], {"edition": held.id}) as copy:
        copy.set_types(types)
        yield copy.rows()


def _new(entries: Iterable[Entry]) -> dict[str, tuple[Entry | None, Entry]]:
    return {entry.ref: (None, entry) for entry in entries}


def _counts(change: Delta) -> dict[str, int]:
    return {name: len(getattr(change, name)) for name in ("added", "changed", "removed", "reused")}


def _terms(source: Source) -> dict[str, object]:
    return {
        "id": source.id,
        "title": source.title,
        "owner": source.owner,
        "legal_basis": source.legal_basis,
        "handling": source.handling,
        "visible_to": list(source.visible_to),
        "valid_days": source.valid_days,
    }
