"""What came of the rules in force and of the entries of lists, from this node's own records: counts alone, nobody in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from preclear.rules import RuleSet
from preclear.store import sql
from preclear.store.pool import Database
from preclear.trials import effect
from preclear.trials.effect import Count, Effects, EntryCount, EntryEffect, Tally

SQL = sql.load("effects")


def of(db: Database, ruleset: RuleSet, *, since: date, until: date) -> Effects:
    """Return what came of every rule of a set from one day to another, both included."""
    return effect.effects(_counts(db, since, until, None), ruleset, since=since, until=until)


def versions(db: Database, ruleset: RuleSet, rule: str, *, since: date, until: date) -> tuple[tuple[int | None, Tally], ...]:
    """Return what came of each version of a rule in force, by its number, the newest first; None: it was not kept which one fired."""
    return effect.by_version(_counts(db, since, until, rule), ruleset)


def entries(db: Database, source: str, *, since: date, until: date, ref: str | None = None) -> tuple[EntryEffect, ...]:
    """Return what came of the entries of a list that hit somebody, or of one of them, from one day to another, both included."""
    rows = db.execute(SQL["entries"], _bounds(since, until) | {"source": source, "ref": ref}).fetchall()
    return effect.of_entries(EntryCount(*row) for row in rows)


def _counts(db: Database, since: date, until: date, rule: str | None) -> list[Count]:
    return [Count(*row) for row in db.execute(SQL["counts"], _bounds(since, until) | {"rule": rule}).fetchall()]


def _bounds(since: date, until: date) -> dict[str, Any]:
    return {"since": datetime.combine(since, time(), UTC), "until": datetime.combine(until + timedelta(days=1), time(), UTC)}
