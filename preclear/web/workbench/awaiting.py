"""Voyages of which nothing is heard yet, in the words of the board: a row form of their own, since there is no voyage to open."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from preclear import clearance
from preclear.clearance import Awaited, expecting
from preclear.places.schedule import arrival
from preclear.store.pool import Database
from preclear.web.workbench.clock import minutes_left
from preclear.web.workbench.visit import Visit

SOON = timedelta(hours=4)  # before its first list is due, a silent voyage stands on the board
DAY = timedelta(hours=24)
SHOWN = 50  # that are not late yet; those that are late are all there


def awaited(db: Database, visit: Visit, *, whole_day: bool) -> list[dict[str, Any]]:
    """Return the silent voyages of the officer's sites whose first list is late or due in four hours, where asked for in a day."""
    found = clearance.awaited(
        db,
        visit.node.circumstances.places,
        visit.sites,
        since=visit.now - expecting.BEHIND,
        due_before=visit.now + (DAY if whole_day else SOON),
    )
    return [_row(one, visit, whole=whole_day) for one in found]


def fitting(rows: list[dict[str, Any]], filters: dict[str, str]) -> list[dict[str, Any]]:
    """Return the silent voyages that pass the filters of the board: none of them needs a decision, or is anybody's."""
    said = filters["q"].casefold().replace(" ", "")
    return [
        row
        for row in rows
        if filters["show"] not in {"person", "mine"}
        and (filters["show"] != "hour" or row["minutes"] < 60)
        and (not filters["mode"] or row["mode"] == filters["mode"])
        and said in f"{row['designator']}{row['carrier']}{row['departure']}{row['arrival']}{row['names'] or ''}".casefold().replace(" ", "")
    ]


def _row(one: Awaited, visit: Visit, *, whole: bool) -> dict[str, Any]:
    regular = one.expected.regular
    arrives = arrival(one.expected, visit.node.circumstances.places) if whole else None
    return {
        "awaited": True,
        "id": f"{regular.carrier}-{regular.designator}-{regular.departure}-{one.expected.day}",
        "designator": regular.designator,
        "carrier": one.carrier.name,
        "mode": one.carrier.mode,
        "departure": regular.departure,
        "arrival": regular.arrival,
        "names": visit.route(regular.departure, regular.arrival),
        "departs": visit.moment(one.expected.departs_at, regular.departure),
        "arrives": visit.moment(arrives, regular.arrival) if arrives else None,
        "due": visit.moment(one.due_at, regular.departure),
        "minutes": minutes_left(one.due_at, visit.now),
        "left": visit.left(one.due_at),
    }
