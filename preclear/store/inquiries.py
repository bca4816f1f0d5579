"""Queries over stored travellers and voyages: saved, scheduled, and every run with who asked, what for, and all that was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from psycopg.rows import class_row

from preclear.audit import Event
from preclear.errors import Conflict, NotFound
from preclear.rules.rule import Kind
from preclear.store import events, sql
from preclear.store.pool import Database
from preclear.store.traffic import Span
from preclear.trials.query import Answer, Of, Query

SQL = sql.load("inquiries")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A query that was saved."""

    id: int
    name: str
    of: Of
    kind: Kind
    condition: str
    purpose: str
    days: int
    sites: list[str]
    every_hours: int | None
    next_at: datetime | None
    saved_by: str
    saved_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a query."""

    id: int
    inquiry_id: int | None
    of: Of
    kind: Kind
    condition: str
    purpose: str
    since: datetime
    until: datetime
    sites: list[str]
    asked_by: str
    asked_at: datetime
    looked_at: int | None  # None: not done yet, or not to be answered, as the next three
    found: list[int] | None
    untold: int | None
    faulty: int | None
    failed: str | None  # why it could not be answered
    finished_at: datetime | None

    @property
    def span(self) -> Span:
        """The time and places whose traffic counts."""
        return Span(self.since, self.until, tuple(self.sites))


def ask(
    db: Database, query: Query | Saved, *, purpose: str, days: int, sites: Sequence[str], by: str, now: datetime, inquiry: int | None = None
) -> int:
    """Ask a question over the traffic of so many days; a node answers. Returns the number of the run.

    Raises ``ValueError`` where no purpose is given.
    """
    if not purpose.strip():
        raise ValueError("a query has a purpose")
    said = {"inquiry": inquiry, "of": query.of, "kind": query.kind, "condition": query.condition, "purpose": purpose.strip()}
    row = db.execute(SQL["ask"], {**said, "since": now - timedelta(days=days), "now": now, "sites": list(sites), "by": by}).fetchone()
    number = int(row[0]) if row else 0
    events.notify(db, price=number)
    return number


def run(db: Database, number: int) -> Run:
    """Return one run. Raises ``NotFound``."""
    with db.cursor(row_factory=class_row(Run)) as cursor:
        found = cursor.execute(SQL["run"], {"id": number}).fetchone()
    if found is None:
        raise NotFound("there is no such run of a query")
    return found


def runs(db: Database, *, by: str, sites: Sequence[str]) -> list[Run]:
    """Return the latest runs that somebody asked for, or of saved queries, within their sites."""
    with db.cursor(row_factory=class_row(Run)) as cursor:
        return cursor.execute(SQL["runs"], {"by": by, "sites": list(sites)}).fetchall()


def still_open(db: Database) -> list[int]:
    """Return the runs that are not answered yet."""
    return [row[0] for row in db.execute(SQL["still_open"]).fetchall()]


def hold(db: Database, number: int) -> Run | None:
    """Keep others from answering a run until the transaction ends; None where another does so, or did."""
    row = db.execute(SQL["hold"], {"id": number}).fetchone()
    found = run(db, number) if row and row[0] else None
    return found if found and found.finished_at is None else None


def finish(db: Database, asked: Run, answer: Answer, *, now: datetime) -> Run:
    """Keep what was found, and that it was looked for (law 8)."""
    found = list(answer.found)
    if asked.of == "voyages":
        found = [int(row[0]) for row in db.execute(SQL["voyages_of"], {"ids": found}).fetchall()]
    counts = {"looked_at": answer.looked_at, "untold": len(answer.untold), "faulty": len(answer.faulty)}
    db.execute(SQL["finish"], {"id": asked.id, "found": found, "now": now, **counts})
    detail = {**counts, "of": asked.of, "found": len(found)}
    events.write(db, Event("query.run", asked.asked_by, f"inquiry_run:{asked.id}", asked.purpose, detail), at=now)
    return run(db, asked.id)


def fail(db: Database, asked: Run, why: str, *, now: datetime) -> Run:
    """Keep that a question could not be answered, why, and that it was asked."""
    db.execute(SQL["fail"], {"id": asked.id, "failed": why, "now": now})
    detail = {"of": asked.of, "failed": True}
    events.write(db, Event("query.run", asked.asked_by, f"inquiry_run:{asked.id}", asked.purpose, detail), at=now)
    return run(db, asked.id)


def new(db: Database, one: Run) -> int | None:
    """Return how many the run found that the one before of the same saved query had not; None where there was none before."""
    row = db.execute(SQL["before"], {"inquiry": one.inquiry_id, "id": one.id}).fetchone() if one.inquiry_id else None
    return len(set(one.found or ()) - set(row[0])) if row else None


def save(
    db: Database, name: str, query: Query, *, purpose: str, days: int, sites: Sequence[str], every: int | None, by: str, now: datetime
) -> int:
    """Save a query under a name; ``every`` so many hours it is run by the node, first at once. Returns its number.

    Raises ``Conflict`` where the name is taken, ``ValueError`` without a name or purpose.
    """
    if not name.strip() or not purpose.strip():
        raise ValueError("a saved query has a name and a purpose")
    said = {
        "name": name.strip(),
        "of": query.of,
        "kind": query.kind,
        "condition": query.condition,
        "purpose": purpose.strip(),
        "days": days,
    }
    row = db.execute(
        SQL["save"], {**said, "sites": list(sites), "every": every, "next": now if every else None, "by": by, "now": now}
    ).fetchone()
    if row is None:
        raise Conflict("another query has this name", code="query-name")
    number = int(row[0])
    detail = {"of": query.of, "every_hours": every}
    events.write(db, Event("query.saved", by, f"inquiry:{number}", purpose.strip(), detail), at=now)
    return number


def saved(db: Database, sites: Sequence[str] = ()) -> list[Saved]:
    """Return the saved queries, those within some sites where any are given."""
    with db.cursor(row_factory=class_row(Saved)) as cursor:
        return cursor.execute(SQL["saved"], {"sites": list(sites)}).fetchall()


def end(db: Database, number: int, *, by: str, now: datetime) -> None:
    """End a saved query; its runs are kept. Raises ``NotFound``."""
    if db.execute(SQL["end"], {"id": number, "now": now}).fetchone() is None:
        raise NotFound("there is no such saved query")
    events.write(db, Event("query.ended", by, f"inquiry:{number}"), at=now)


def due(db: Database, now: datetime) -> list[Saved]:
    """Return the saved queries whose time has come, and set the next time of each."""
    with db.cursor(row_factory=class_row(Saved)) as cursor:
        return cursor.execute(SQL["due"], {"now": now}).fetchall()


def shown(db: Database, one: Run, sites: Sequence[str], *, first: int, count: int) -> list[tuple[int, str, int | None, int]]:
    """Return some of what a run found: number, voyage, place in the list (of people), number of the voyage; none at other sites."""
    ids = (one.found or [])[first : first + count]
    rows = db.execute(SQL["travellers_shown" if one.of == "travellers" else "voyages_shown"], {"ids": ids, "sites": list(sites)}).fetchall()
    return [(int(number), str(voyage), ordinal, int(voyage_id)) for number, voyage, ordinal, voyage_id in rows]
