"""Watchlists as dated editions; one of each source is in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from psycopg.rows import class_row

from preclear.audit import Event
from preclear.manifest import Fault
from preclear.store import events, sql
from preclear.store.pool import Database
from preclear.store.records import jsonb, read, text
from preclear.watchlist import Delta, Edition, Entry, Source, delta

SQL = sql.load("lists")


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An edition that the database holds, without its entries."""

    id: int
    source_id: str
    title: str
    owner: str
    legal_basis: str
    digest: str
    dated: date
    imported_at: datetime
    imported_by: str
    entries: int
    added: int
    changed: int
    removed: int
    in_force: bool


def in_force(db: Database) -> tuple[Held, ...]:
    """Return the editions in force, by source."""
    return tuple(held for held in editions(db) if held.in_force)


def editions(db: Database) -> tuple[Held, ...]:
    """Return every edition, by source, newest first."""
    with db.cursor(row_factory=class_row(Held)) as cursor:
        return tuple(cursor.execute(SQL["editions"]).fetchall())


def open_edition(db: Database, held: Held) -> Edition:
    """Return an edition with its entries."""
    rows = db.execute(SQL["entries"], {"edition": held.id}).fetchall()
    return Edition(
        source=Source(held.source_id, held.title, held.owner, held.legal_basis),
        dated=held.dated,
        entries=tuple(read(Entry, row[0]) for row in rows),
        digest=held.digest,
    )


def preview(db: Database, edition: Edition) -> Delta:
    """Return what an edition would change in what is in force."""
    former = next((held for held in in_force(db) if held.source_id == edition.source.id), None)
    return delta(open_edition(db, former) if former else None, edition)


def accept(db: Database, edition: Edition, *, by: str, now: datetime) -> int | None:
    """Put an edition in force in place of the one before, and return its number; None where the same entries are in force already.

    Every node on this database is told, screens by it from then on, and screens everyone still to travel again.
    """
    if any(held.digest == edition.digest and held.source_id == edition.source.id for held in in_force(db)):
        return None
    change = preview(db, edition)
    source = edition.source
    db.execute(SQL["source"], {"id": source.id, "title": source.title, "owner": source.owner, "legal_basis": source.legal_basis})
    db.execute(SQL["retire"], {"source": source.id})
    counts = {"added": len(change.added), "changed": len(change.changed), "removed": len(change.removed)}
    columns = {
        "source": source.id,
        "digest": edition.digest,
        "dated": edition.dated or now.date(),
        "by": by,
        "entries": len(edition.entries),
        "faults": jsonb(edition.faults),
        "now": now,
        **counts,
    }
    row = db.execute(SQL["accept"], columns).fetchone()
    number = int(row[0]) if row else 0
    with db.cursor() as cursor, cursor.copy(SQL["copy_entries"]) as copy:
        for entry in edition.entries:
            copy.write_row((number, entry.ref, text(entry)))
    events.write(db, Event("list.imported", by, f"list:{source.id}", detail={**counts, "faults": len(edition.faults)}), at=now)
    events.notify(db, list=source.id)
    return number


def faults(db: Database, edition: int) -> tuple[Fault, ...]:
    """Return what was wrong with an edition when it was imported."""
    rows = db.execute(SQL["faults"], {"edition": edition}).fetchall()
    return read(tuple[Fault, ...], rows[0][0]) if rows else ()
