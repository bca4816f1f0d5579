"""The figures of a year, for public and oversight: counted from the records, and kept when the people are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from preclear.retention.figures import Cell
from preclear.store import sql
from preclear.store.pool import Database
from preclear.store.records import jsonb
from preclear.trials.disparity import Groups

SQL = sql.load("yearly")


def count(db: Database, ids: Collection[int], groups: Groups) -> None:
    """Add people to the figures that are kept, before they are masked or deleted. Who is masked already was added then."""
    if ids:
        _keep(db, db.execute(SQL["live"], {**_groups(groups), "ids": list(ids), "year": None}).fetchall())


def count_messages(db: Database, ids: Collection[int]) -> None:
    """Add messages to the figures that are kept, before their bytes are deleted."""
    if ids:
        _keep(db, db.execute(SQL["live_messages"], {"ids": list(ids), "year": None}).fetchall())


def figures(db: Database, year: int, groups: Groups) -> list[Cell]:
    """Return the exact figures of a year: those kept of people who are gone or masked, and those of people on record."""
    asked: dict[str, Any] = {"year": year, "ids": None}
    found: Counter[tuple[str, str, str]] = Counter()
    for rows in (
        db.execute(SQL["kept"], asked).fetchall(),
        db.execute(SQL["live"], {**asked, **_groups(groups)}).fetchall(),
        db.execute(SQL["live_messages"], asked).fetchall(),
    ):
        for _, measure, by, group, people in rows:
            found[measure, by, group] += people
    return [Cell(measure, by, group, people) for (measure, by, group), people in sorted(found.items())]


def years(db: Database) -> list[int]:
    """Return the years of which there are figures, the latest first."""
    return [row[0] for row in db.execute(SQL["years"]).fetchall()]


def _keep(db: Database, rows: list[tuple[Any, ...]]) -> None:
    with db.cursor() as cursor:
        cursor.executemany(
            SQL["keep"],
            [{"year": year, "measure": measure, "by": by, "grp": group, "count": people} for year, measure, by, group, people in rows],
        )


def _groups(groups: Groups) -> dict[str, Any]:
    return {
        "states": jsonb({code: name for name, codes in groups.nationalities.items() for code in codes}),
        "ages": jsonb([[name, first, last] for name, (first, last) in groups.ages.items()]),
    }
