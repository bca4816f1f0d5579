"""``preclear retention``: what is kept how long, what is due, legal holds, and the figures of a year."""

from __future__ import annotations

import csv
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.table import Table

from preclear import clearance
from preclear import retention as room
from preclear.audit import Event
from preclear.cli import DONE, UNREADABLE
from preclear.cli.node import OPERATOR, Json, SettingsFile, open_node
from preclear.cli.output import json_lines, people, remarks
from preclear.errors import NotFound, SettingsError
from preclear.node import Node
from preclear.retention import figures as yearly_figures
from preclear.settings import load
from preclear.store import events, holds, officers, yearly
from preclear.store import retention as kept
from preclear.store.holds import Held
from preclear.trials import disparity

AHEAD = timedelta(days=31)
WAIT_SECONDS = 0.05

retention = App(name="retention", help="How long records are kept, what is due, legal holds, and the figures of a year.")


@retention.command
def policy(*, party: str | None = None, folder: Path | None = None, json: Json = False, settings: SettingsFile = None) -> int:
    """Print how long each kind of record is kept, from which event, and by which law. Needs no database.

    Parameters
    ----------
    party
        A country, as a three-letter code; that of the settings if left out.
    folder
        A folder of retention to read instead of that of the settings: whether it is sound is told with the exit status.
    """
    said = load(settings)
    found = room.load(party or said.party, folder or said.policy("retention"))
    rows = [
        {
            "kind": kind,
            "starts": one.starts,
            "masked_after": str(one.masked_after) if one.masked_after else None,
            "deleted_after": str(one.deleted_after),
            "source": one.source,
            "doubt": one.doubt_en or None,
        }
        for kind, one in found.on(datetime.now(UTC).date()).items()
    ]
    if json:
        json_lines(rows)
        return DONE
    table = Table("kind", "from", "masked after", "deleted after", "source")
    for row in rows:
        doubt = " (doubtful)" if row["doubt"] else ""
        table.add_row(row["kind"], row["starts"], row["masked_after"] or "", row["deleted_after"], f"{row['source']}{doubt}")
    people.print(table)
    return DONE


@retention.command
def due(*, json: Json = False, settings: SettingsFile = None) -> int:
    """Print what there is of each kind, since when, and what falls due in the next month; nothing is changed."""
    now = datetime.now(UTC)
    with open_node(settings) as node, node.pool.connection() as db:
        overview, states = kept.overview(db), kept.states(db)
        waiting, coming = kept.waiting(db, now), kept.coming(db, now + AHEAD)
        open_holds = [one for one in holds.every(db) if one.ended_at is None]
    lasting = node.retention.on(now.date())
    rows = [
        {
            "kind": kind,
            "records": records,
            "masked": masked,
            "oldest": oldest.date().isoformat() if oldest else None,
            "deleted_after": str(lasting[kind].deleted_after),  # type: ignore[index]  # one of the kinds
            "done_at": done.isoformat(timespec="seconds") if (done := kept.done_at(states, kind)) else None,
        }
        for kind, records, masked, oldest in overview
    ]
    if json:
        json_lines(rows)
    else:
        table = Table("kind", "records", "masked", "oldest", "deleted after", "nothing due at")
        for row in rows:
            table.add_row(*("" if value is None else str(value) for value in row.values()))
        people.print(table)
    for day, voyages in coming:
        remarks.print(f"{day}: something of {voyages} voyages falls due", markup=False)
    failed = [f"{kind}: {wrong}" for kind, (_, wrong) in states.items() if wrong]
    for wrong in failed:
        remarks.print(wrong, markup=False)
    remarks.print(f"{waiting[0]} voyages due now, {waiting[1]} not looked at yet; {len(open_holds)} holds", markup=False)
    return UNREADABLE if failed else DONE


@retention.command
def run(*, settings: SettingsFile = None) -> int:
    """Mask and delete all that is due now, and print what was done. A running node does the same on its own, a little at a time."""
    now = datetime.now(UTC)
    with open_node(settings) as node:
        with node.pool.connection() as db:
            before = kept.last_erasure(db)
        while clearance.retain(node, now) or _left(node, now):
            time.sleep(WAIT_SECONDS)  # a running node may have the same in hand
        with node.pool.connection() as db:
            done = kept.done_since(db, before)
    for kind, table, rows in done:
        people.print(f"{kind}: {table}: {rows}", markup=False)
    remarks.print("nothing more is due", markup=False)
    return DONE


def _left(node: Node, now: datetime) -> bool:
    with node.pool.connection() as db:
        due, unseen, _ = kept.waiting(db, now)
    return due + unseen > 0


@retention.command
def hold(
    kind: Held | None = None,
    number: int | None = None,
    *,
    reason: str = "",
    authority: str = "",
    until: date | None = None,
    by: str = "",
    json: Json = False,
    settings: SettingsFile = None,
) -> int:
    """Put a legal hold on a person, a case or a voyage; without words, print the holds. Another officer confirms it on the page.

    Parameters
    ----------
    kind
        A person (number of a declaration), a case (of a referral), or a voyage.
    number
        Of what is held.
    reason
        Why.
    authority
        Who orders it, and under which number.
    until
        Its last day; without one it holds until somebody else ends it.
    by
        The sign-in name of the officer who asks.
    """
    with open_node(settings) as node, node.pool.connection() as db:
        if kind is not None:
            officer = next((one for one in officers.all_open(db) if one.login == by), None)
            if number is None or officer is None or not reason.strip() or not authority.strip():
                raise SettingsError("a hold needs a kind and a number, --reason, --authority, and --by with an officer's sign-in name")
            made = holds.ask(db, kind, number, reason=reason, authority=authority, until=until, by=officer, now=datetime.now(UTC))
            remarks.print(f"hold {made} is on; another officer confirms it", markup=False)
            return DONE
        found = holds.every(db)
    rows = [
        {
            "hold": one.id,
            "of": f"{one.kind}:{one.subject_id}",
            "authority": one.authority,
            "until": one.until.isoformat() if one.until else None,
            "asked_by": one.asker,
            "confirmed_by": one.confirmer,
            "ended_at": one.ended_at.isoformat(timespec="seconds") if one.ended_at else None,
        }
        for one in found
    ]
    if json:
        json_lines(rows)
    else:
        table = Table(*(rows[0] if rows else ("hold", "of", "authority", "until", "asked_by", "confirmed_by", "ended_at")))
        for row in rows:
            table.add_row(*("" if value is None else str(value) for value in row.values()))
        people.print(table)
    return DONE


@retention.command
def figures(
    year: int,
    *,
    exact: Annotated[bool, Parameter(negative="")] = False,
    as_csv: Annotated[bool, Parameter(name="--csv", negative="")] = False,
    json: Json = False,
    settings: SettingsFile = None,
) -> int:
    """Print the figures of a year, by group: of everybody, those included whose records are gone.

    Parameters
    ----------
    year
        Of the voyages.
    exact
        For oversight alone: small numbers are not left out. Recorded as such.
    as_csv
        Print a table for spreadsheets (CSV).
    """
    with open_node(settings) as node, node.pool.connection() as db:
        found = yearly.figures(db, year, disparity.load(node.settings.policy("disparity")))
        if not found:
            raise NotFound(f"there are no figures of {year}")
        detail = {"year": year, "exact": exact}
        events.write(db, Event("figures.exported", OPERATOR, "figures", detail=detail), at=datetime.now(UTC))
    cells = found if exact else yearly_figures.suppressed(found)
    if json:
        json_lines({"year": year, "measure": one.measure, "by": one.by, "group": one.group, "count": one.count} for one in cells)
    elif as_csv:
        table = csv.writer(sys.stdout)
        table.writerow(("year", "measure", "by", "group", "count"))
        table.writerows((year, one.measure, one.by, one.group, one.shown) for one in cells)
    else:
        shown = Table("measure", "by", "group", "count")
        for one in cells:
            shown.add_row(
                one.measure,
                one.by,
                one.group,
                one.shown or f"not shown (small, or it gives a small one away; least {yearly_figures.LEAST})",
            )
        people.print(shown)
    return DONE
