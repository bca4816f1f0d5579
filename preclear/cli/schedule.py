"""``preclear schedule``: the regular voyages of carriers, what they make one expect, and files of them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.table import Table

from preclear import clearance
from preclear.clearance import expecting
from preclear.cli import DONE, UNREADABLE
from preclear.cli.node import OPERATOR, Json, SettingsFile, now, open_node
from preclear.cli.output import json_lines, people, remarks
from preclear.errors import PreclearError
from preclear.manifest import Fault
from preclear.places.schedule import arrival
from preclear.places.schedule_file import read_schedule
from preclear.store import carriers
from preclear.store import schedule as rows_of

schedule = App(name="schedule", help="Regular voyages of carriers: what they say, and of which voyages nothing is heard yet.")


@schedule.command(name="import")
def import_file(
    file: Annotated[Path, Parameter(help="A table (CSV), TOML, or the airlines' own form (IATA SSIM, chapter 7).")],
    *,
    source: str = "",
    replace: bool = False,
    good: bool = False,
    dry_run: bool = False,
    json: Json = False,
    settings: SettingsFile = None,
) -> int:
    """Take in a file of regular voyages. Where a row does not fit nothing is taken in, unless ``--good`` asks for the others.

    Parameters
    ----------
    source
        Who says so, for rows that do not say it.
    replace
        Take back all that was said before of the carriers in the file.
    good
        Take what has no fault, and leave the other rows out.
    dry_run
        Only read the file, and tell its faults.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise PreclearError(f"{file}: {error.strerror}") from error
    with open_node(settings) as node, node.pool.connection() as db:
        open_ones = {carrier.id for carrier in carriers.all_of_them(db) if carrier.closed_at is None}
        found = read_schedule(data, node.circumstances.places, open_ones, party=node.settings.party, source=source)
        taken = bool(found.rows) and (good or not found.faults) and not dry_run
        if taken:
            rows_of.say(db, found.rows, replace=replace, by=OPERATOR, now=now())
    if json:
        json_lines({"code": fault.code, "where": fault.where, "severity": fault.severity, "detail": fault.detail} for fault in found.faults)
    else:
        _tell(found.faults)
    done = "taken in" if taken else "read, and none taken in"
    remarks.print(f"{len(found.rows)} rows {done}; {found.aside} set aside, since they do not cross the border", markup=False)
    return DONE if taken or (dry_run and not found.faults) else UNREADABLE


@schedule.command(name="list")
def list_rows(carrier: str | None = None, *, json: Json = False, settings: SettingsFile = None) -> int:
    """Show what is said of regular voyages from yesterday on, of one carrier or of all, in the order in which it was said."""
    with open_node(settings) as node, node.pool.connection() as db:
        found = rows_of.holding(db, now().date() - timedelta(days=1), date.max, carrier)
    if json:
        json_lines(
            {
                "row": row.id,
                "carrier": row.regular.carrier,
                "designator": row.regular.designator,
                "departure": row.regular.departure,
                "arrival": row.regular.arrival,
                "days": sorted(row.regular.days),
                "departs": row.regular.departs and f"{row.regular.departs:%H:%M}",
                "arrives": row.regular.arrives and f"{row.regular.arrives:%H:%M}",
                "valid_from": row.regular.valid_from,
                "valid_to": row.regular.valid_to,
                "source": row.regular.source,
                "said_by": row.said_by,
                "said_at": row.regular.said_at,
            }
            for row in found
        )
        return DONE
    table = Table("row", "voyage", "from", "to", "days", "leaves", "first day", "last day", "who says so")
    for row in found:
        one = row.regular
        leaves = f"{one.departs:%H:%M}" if one.departs else "does not run"
        days = "".join(map(str, sorted(one.days)))
        table.add_row(
            str(row.id), one.designator, one.departure, one.arrival, days, leaves, str(one.valid_from), str(one.valid_to or ""), one.source
        )
    people.print(table)
    return DONE


@schedule.command
def expected(*, hours: int = 24, json: Json = False, settings: SettingsFile = None) -> int:
    """Show the voyages of which nothing is heard yet, and whose first list is late or due in the next hours.

    Parameters
    ----------
    hours
        How far ahead, up to a week.
    """
    ahead = timedelta(hours=max(0, min(hours, 168)))
    with open_node(settings) as node, node.pool.connection() as db:
        moment = now()
        places = node.circumstances.places
        found = clearance.awaited(db, places, (), since=moment - expecting.BEHIND, due_before=moment + ahead)
    if json:
        json_lines(
            {
                "carrier": one.carrier.id,
                "designator": one.expected.regular.designator,
                "departure": one.expected.regular.departure,
                "arrival": one.expected.regular.arrival,
                "departs_at": one.expected.departs_at,
                "arrives_at": arrival(one.expected, places),
                "list_due_at": one.due_at,
                "late": one.due_at <= moment,
            }
            for one in found
        )
        return DONE
    table = Table("list due (UTC)", "voyage", "from", "to", "leaves (UTC)", "late")
    for one in found:
        regular = one.expected.regular
        late = "late" if one.due_at <= moment else ""
        table.add_row(
            f"{one.due_at:%m-%d %H:%M}",
            regular.designator,
            regular.departure,
            regular.arrival,
            f"{one.expected.departs_at:%m-%d %H:%M}",
            late,
        )
    people.print(table)
    return DONE


@schedule.command(name="take-back")
def take_back(row: int, *, settings: SettingsFile = None) -> int:
    """Take back one row, by its number: from now on it is as if it had not been said."""
    with open_node(settings) as node, node.pool.connection() as db:
        rows_of.take_back(db, row, by=OPERATOR, now=now())
    remarks.print(f"row {row} is taken back", markup=False)
    return DONE


def _tell(faults: tuple[Fault, ...]) -> None:
    if faults:
        table = Table("where", "what is wrong, and how to mend it")
        for fault in faults:
            table.add_row(fault.where, fault.detail)
        people.print(table)
