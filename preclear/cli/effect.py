"""``preclear rules effect``: what came of the rules in force."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

import msgspec
from cyclopts import Parameter
from cyclopts.validators import Number
from rich.table import Column, Table

from preclear.cli import DONE
from preclear.cli.node import Json, SettingsFile, open_node
from preclear.cli.output import json_lines, people, remarks
from preclear.store import effects, rules
from preclear.trials.statistics import Share


def rules_effect(
    *, weeks: Annotated[int, Parameter(validator=Number(gte=1, lte=260))] = 12, json: Json = False, settings: SettingsFile = None
) -> int:
    """Show what came of each rule in force: for how many people it fired, and what officers found; rules that find nothing come first.

    Parameters
    ----------
    weeks
        How many weeks, back from today.
    """
    until = datetime.now(UTC).date()
    since = until - timedelta(days=until.weekday() + 7 * (weeks - 1))
    with open_node(settings) as node, node.pool.connection() as db:
        found = effects.of(db, rules.in_force(db), since=since, until=until)
    worst = ("nothing", "worse", "open", "better", "not_asked", "no_hit")
    ordered = sorted(found.rules, key=lambda one: (worst.index(found.verdict(one)), one.rule))
    if json:
        json_lines(
            {
                "rule": one.rule,
                "verdict": found.verdict(one),
                **msgspec.to_builtins(one.total),
                "hits": one.total.hits,
                "found": one.total.found.value,
                "interval": msgspec.to_builtins(one.total.found.interval),
                "weeks": [{"week": week.start, **msgspec.to_builtins(week.tally)} for week in one.weeks],
            }
            for one in ordered
        )
        return DONE
    words = ("hits", "confirmed", "refuted", "not told", "waiting")
    found_in_100 = Column("found, in 100", justify="right", no_wrap=True)
    table = Table(Column("rule", overflow="fold"), *(Column(word, justify="right") for word in words), found_in_100, "")
    for one in ordered:
        total = one.total
        counts = (total.hits, total.confirmed, total.refuted, total.not_told, total.waiting)
        table.add_row(one.rule, *map(str, counts), _in_100(total.found), found.verdict(one).replace("_", " "))
    people.print(table)
    remarks.print(f"{since} to {until}; found on people drawn by lot: {_in_100(found.base)}", markup=False)
    return DONE


def _in_100(share: Share) -> str:
    if share.value is None:
        return "–"
    span = share.interval
    return f"{100 * share.value:.1f} ({100 * span.low:.1f} to {100 * span.high:.1f})"
