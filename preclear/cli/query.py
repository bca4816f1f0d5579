"""``preclear query``: questions in the language of rules over stored travellers and voyages."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from functools import partial
from typing import Annotated, Any

import msgspec
from cyclopts import App, Parameter
from cyclopts.validators import Number
from rich.table import Table

from preclear import clearance
from preclear.cli import DONE
from preclear.cli.node import OPERATOR, Json, SettingsFile, open_node
from preclear.cli.output import json_lines, people, remarks
from preclear.errors import NotFound, SettingsError, SourceError
from preclear.node import Node
from preclear.rules.rule import Kind
from preclear.store import inquiries
from preclear.trials import query as room
from preclear.trials.query import Of

WAIT_SECONDS = 0.5

query = App(name="query", help="Ask of stored travellers and voyages what rules ask; every question is recorded with its purpose.")

Purpose = Annotated[str, Parameter(name="--for")]
Days = Annotated[int, Parameter(validator=Number(gte=1, lte=366))]


@query.command(name="run")
def run(
    condition: str,
    *,
    purpose: Purpose,
    of: Of = "travellers",
    kind: Kind = "risk",
    days: Days = 30,
    json: Json = False,
    settings: SettingsFile = None,
) -> int:
    """Ask a question once, and print everybody or every voyage for which it holds: none is cut off.

    Parameters
    ----------
    condition
        As in a rule, e.g. 'size(booking) >= 3 && traveller.bags == 0'.
    purpose
        What for; recorded.
    of
        Travellers, or voyages.
    kind
        The kind of rule whose facts may be read; risk may not read nationality and what stands for it.
    days
        Traffic of how many days, back from now.
    """
    asked = room.read(of, kind, condition)
    if not purpose.strip():
        raise SettingsError("a query has a purpose: --for")
    with open_node(settings) as node:
        with node.pool.connection() as db:
            number = inquiries.ask(db, asked, purpose=purpose, days=days, sites=(), by=OPERATOR, now=datetime.now(UTC))
        return _answer(node, number, json=json)


@query.command(name="again")
def again(number: int, *, json: Json = False, settings: SettingsFile = None) -> int:
    """Ask a saved question now, for the purpose it was saved with, and print what it holds for.

    Parameters
    ----------
    number
        Of the saved question, as `list` shows it.
    """
    with open_node(settings) as node:
        with node.pool.connection() as db:
            one = next((each for each in inquiries.saved(db) if each.id == number), None)
            if one is None:
                raise NotFound("there is no such saved query")
            terms: dict[str, Any] = {"purpose": one.purpose, "days": one.days, "sites": one.sites, "by": OPERATOR}
            asked = inquiries.ask(db, one, now=datetime.now(UTC), inquiry=number, **terms)
        return _answer(node, asked, json=json)


def _answer(node: Node, number: int, *, json: bool) -> int:
    """Answer a run, or wait for the running node to do so, and print everybody. Raises ``SourceError`` where it cannot be answered."""
    clearance.look(node, number, now=partial(datetime.now, UTC))
    with node.pool.connection() as db:
        found = inquiries.run(db, number)
        while found.finished_at is None:  # the running node has it in hand
            time.sleep(WAIT_SECONDS)
            found = inquiries.run(db, number)
        rows = inquiries.shown(db, found, (), first=0, count=len(found.found or ()))
    if found.failed:
        raise SourceError(f"the question cannot be asked any more: {found.failed}; end it, and save it anew")
    if json:
        json_lines({"number": n, "voyage": voyage, "ordinal": ordinal} for n, voyage, ordinal, _ in rows)
    else:
        table = Table("number", "voyage", "place in the list")
        for n, voyage, ordinal, _ in rows:
            table.add_row(str(n), voyage, "" if ordinal is None else str(ordinal))
        people.print(table)
    remarks.print(f"{len(rows)} of {found.looked_at} {found.of}; cannot be told: {found.untold}; at fault: {found.faulty}", markup=False)
    return DONE


@query.command(name="save")
def save(
    name: str,
    condition: str,
    *,
    purpose: Purpose,
    of: Of = "travellers",
    kind: Kind = "risk",
    days: Days = 30,
    every: Annotated[int | None, Parameter(validator=Number(gte=1, lte=8784))] = None,
    settings: SettingsFile = None,
) -> int:
    """Save a question under a name; with `--every`, a running node asks it again and again.

    Parameters
    ----------
    name
        Of the query.
    condition
        As in a rule.
    purpose
        What for; recorded with every run.
    of
        Travellers, or voyages.
    kind
        The kind of rule whose facts may be read.
    days
        Traffic of how many days, back from each run.
    every
        So many hours.
    """
    asked = room.read(of, kind, condition)
    with open_node(settings) as node, node.pool.connection() as db:
        try:
            inquiries.save(db, name, asked, purpose=purpose, days=days, sites=(), every=every, by=OPERATOR, now=datetime.now(UTC))
        except ValueError as wrong:
            raise SettingsError(str(wrong)) from wrong
    remarks.print(f"{name} is saved" + (f"; a running node asks it every {every} hours" if every else ""), markup=False)
    return DONE


@query.command(name="list")
def list_(*, json: Json = False, settings: SettingsFile = None) -> int:
    """Show the saved questions."""
    with open_node(settings) as node, node.pool.connection() as db:
        found = inquiries.saved(db)
    if json:
        json_lines(msgspec.to_builtins(one) for one in found)
        return DONE
    table = Table("number", "name", "of", "condition", "for", "every")
    for one in found:
        table.add_row(str(one.id), one.name, one.of, one.condition, one.purpose, f"{one.every_hours} h" if one.every_hours else "")
    people.print(table)
    return DONE


@query.command(name="end")
def end(number: int, *, settings: SettingsFile = None) -> int:
    """End a saved question; what was found stays.

    Parameters
    ----------
    number
        Of the saved question, as `list` shows it.
    """
    with open_node(settings) as node, node.pool.connection() as db:
        inquiries.end(db, number, by=OPERATOR, now=datetime.now(UTC))
    return DONE
