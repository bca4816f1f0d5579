"""Pairs of a person and an entry on which an officer has found "not the same person", for as long as that may be relied on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from psycopg.rows import class_row

from preclear.inspection import Known, person_digest
from preclear.manifest import Traveller
from preclear.store import sql
from preclear.store.pool import Database
from preclear.store.records import read
from preclear.watchlist import Entry

SQL = sql.load("known")


def of_people(db: Database, travellers: Iterable[Traveller], *, now: datetime) -> Mapping[str, Sequence[Known]]:
    """Return what is known of some people, by ``person_digest``."""
    people = list(filter(None, map(person_digest, travellers)))
    found: defaultdict[str, list[Known]] = defaultdict(list)
    if people:
        with db.cursor(row_factory=class_row(Known)) as cursor:
            for one in cursor.execute(SQL["of_people"], {"people": people, "now": now}):
                found[one.person].append(one)
    return found


def entries_hit(db: Database, traveller: int, refs: Iterable[str]) -> dict[str, Entry]:
    """Return the entries that a declaration was hit on, as the list had them, by reference."""
    rows = db.execute(SQL["entries_hit"], {"traveller": traveller, "refs": list(refs)}).fetchall()
    return {ref: read(Entry, record) for ref, record in rows if record is not None}


def keep(db: Database, person: str, entries: Mapping[str, str], *, decision: int, now: datetime, until: datetime) -> None:
    """Keep that a person is none of some entries, each with its digest, in place of what was kept on them before."""
    end(db, person, entries, now=now)
    for ref, digest in entries.items():
        columns = {"person": person, "entry_ref": ref, "entry_digest": digest, "decision": decision, "now": now, "expires": until}
        db.execute(SQL["keep"], columns)


def end(db: Database, person: str, refs: Iterable[str], *, now: datetime) -> list[str]:
    """Rely no longer on what was kept of a person and some entries; return those of them on which anything was kept."""
    return [row[0] for row in db.execute(SQL["end"], {"person": person, "refs": list(refs), "now": now}).fetchall()]


def forget(db: Database, *, now: datetime) -> int:
    """Delete what may no longer be relied on, and return how many pairs that were."""
    return db.execute(SQL["forget"], {"now": now}).rowcount
