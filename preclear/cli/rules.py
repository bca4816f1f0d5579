"""``preclear rules``: run every rule's own cases; show what is in force on a day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.table import Column, Table

from preclear import rules as room
from preclear.cli import DONE, UNREADABLE
from preclear.cli.output import json_lines, people, remarks
from preclear.rules.ruleset import registers_of

rules = App(name="rules", help="Check the rules, and show which are in force.")
for _name, _where in (("import", "import_"), ("export", "export"), ("history", "history"), ("suspend", "suspend"), ("explain", "explain")):
    rules.command(f"preclear.cli.rules_life:{_where}", name=_name)
rules.command("preclear.cli.mutate:mutate", name="mutate")
rules.command("preclear.cli.lots:lots", name="lots")
rules.command("preclear.cli.lots:drawn", name="drawn")
rules.command("preclear.cli.backtest:rules_backtest", name="backtest")
rules.command("preclear.cli.effect:rules_effect", name="effect")

Folder = Annotated[Path | None, Parameter(help="a folder of rules (*.toml); by default those that travel with the program")]
Json = Annotated[bool, Parameter(name="--json", negative="", help="print JSON Lines")]

SHOWN = {True: "fires", False: "does not fire", None: "cannot tell"}


@rules.command
def check(folder: Folder = None, *, json: Json = False) -> int:
    """Run every rule's own cases. Leaves with 0 when every case gave what its author expects, else with 1."""
    ruleset = room.load(folder)
    results = room.check(ruleset)
    if json:
        json_lines(
            {
                "rule": result.rule,
                "case": result.case,
                "on": result.on,
                "fires": result.fires,
                "expected": result.expected,
                "ok": result.passed,
                "error": result.error,
            }
            for result in results
        )
    else:
        table = Table(Column("rule", no_wrap=True), "case", Column("on", no_wrap=True), "gave", "expected", "")
        for result in results:
            gave = result.error or SHOWN[result.fires]
            table.add_row(
                result.rule, result.case, str(result.on), gave, SHOWN[result.expected], "ok" if result.passed else "[bold red]WRONG"
            )
        people.print(table)
    wrong = sum(not result.passed for result in results)
    undated = [rule.id for rule in ruleset.rules if rule.seen is None]
    if undated:
        remarks.print(f"Not said when the source was read (seen): {', '.join(undated)}")
    remarks.print(f"{len(ruleset.rules)} rules, {len(results)} cases, {wrong} wrong; digest {ruleset.digest[:16]}")
    return UNREADABLE if wrong else DONE


@rules.command(name="list")
def list_rules(folder: Folder = None, *, on: date | None = None, json: Json = False) -> int:
    """Show the rules in force on a day, by default today, each with its version, its law and what follows from it.

    Parameters
    ----------
    on
        the day, as 2026-05-01
    """
    in_force = room.load(folder).in_force(on or datetime.now(UTC).date())
    if json:
        json_lines(
            {
                "rule": rule.id,
                "version": version.since,
                "kind": rule.kind,
                "then": rule.then,
                "severity": rule.severity,
                "unknown": rule.unknown,
                "mandatory": rule.mandatory,
                "digest": rule.digest,
                "title": {"en": rule.title.en, "fr": rule.title.fr},
                "source": rule.source,
                "seen": rule.seen,
                "note": rule.note or None,
                "owner": rule.owner,
                "when": rule.when.strip(),
                "asks": registers_of(rule),
                "parameters": version.parameters,
            }
            for rule, version in in_force
        )
    else:
        table = Table(Column("rule", no_wrap=True), "title", Column("since", no_wrap=True), "then", Column("source", ratio=1))
        for rule, version in in_force:
            then = f"{rule.then} {rule.severity}" if rule.severity else rule.then
            table.add_row(rule.id, rule.title.en, str(version.since), then, rule.source)
        people.print(table)
        asking = [rule.id for rule, _ in in_force if registers_of(rule)]
        if asking:
            remarks.print(f"A node that asks no register of others cannot tell: {', '.join(asking)}")
        drawing = [rule.id for rule, version in in_force if version.chance is not None]
        if drawing:
            remarks.print(f"A node without a key of selection draws nobody for: {', '.join(drawing)}")
    return DONE
