"""What came of the rules in force, from this node's own records: counts alone, nobody in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from preclear.rules import RuleSet
from preclear.store import sql
from preclear.store.pool import Database
from preclear.trials import effect
from preclear.trials.effect import Effects

SQL = sql.load("effects")


def of(db: Database, ruleset: RuleSet, *, since: date, until: date) -> Effects:
    """Return what came of every rule of a set from one day to another, both included."""
    bounds = {"since": datetime.combine(since, time(), UTC), "until": datetime.combine(until + timedelta(days=1), time(), UTC)}
    rows = db.execute(SQL["counts"], bounds).fetchall()
    counts = ((str(code), week, own, entries, bool(waits), int(people)) for code, week, own, entries, waits, people in rows)
    return effect.effects(counts, ruleset, since=since, until=until)
