"""``preclear rules import``, ``export``, ``history``, ``suspend`` and ``explain``: the rules of a node, and what outcomes rest on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import msgspec
from cyclopts import Parameter
from rich.table import Column, Table

from preclear import clearance
from preclear import rules as room
from preclear import settings as configuration
from preclear.audit import Event
from preclear.clearance import Explained
from preclear.cli import DONE, UNREADABLE, logs
from preclear.cli.node import OPERATOR, Json, SettingsFile, open_node
from preclear.cli.output import json_lines, people, remarks
from preclear.errors import NotFound, SourceError
from preclear.node import Node, database
from preclear.rules import fill
from preclear.store import events
from preclear.store import rules as held


def import_(folder: Path | None = None, *, draft: bool = False, settings: SettingsFile = None) -> int:
    """Take in a folder of rules: new and changed files come into force, or wait as drafts where the rule was changed in the workbench.

    A running node takes them up at once. A folder that is given here ends no rule; the node's own does, where a file of it is gone.

    Parameters
    ----------
    folder
        By default the rules of the node's policy, else those that travel with the program.
    draft
        Let everything new wait as a draft for an approver.
    """
    with open_node(settings) as opened:
        files = room.whole(folder or opened.settings.policy("rules"))
        with opened.pool.connection() as db:
            became = held.take_in(db, files, by=OPERATOR, now=datetime.now(UTC), start=not draft, own=folder is None)
    for name, rules in (("in force", became.started), ("draft", became.drafts), ("repealed, its file is gone", became.repealed)):
        for rule in rules:
            people.print(f"{rule}: {name}", markup=False)
    remarks.print(f"{len(became.same)} unchanged", markup=False)
    return DONE


def export(folder: Path, *, settings: SettingsFile = None) -> int:
    """Write the rules in force as files, byte for byte as they were written; a file that is no rule of the node is left alone.

    Parameters
    ----------
    folder
        Where; made if it is not there.
    """
    with open_node(settings) as opened, opened.pool.connection() as db:
        standing = held.in_state(db, "in_force", "throttled")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for version in standing:
            file = folder / f"{version.rule}.toml"
            file.parent.mkdir(exist_ok=True)
            file.write_bytes(version.content)
        known = {folder / f"{version.rule}.toml" for version in standing}
        strange = sorted({*folder.glob("*.toml"), *folder.glob("lists/*.toml")} - known)
    except OSError as wrong:
        raise SourceError(f"{folder}: cannot be written ({wrong.strerror}); choose another folder") from wrong
    for file in strange:
        remarks.print(f"{file}: no rule in force; left as it is", style="yellow", markup=False)
    remarks.print(f"{len(standing)} rules and lists written to {folder}", markup=False)
    return DONE


def history(rule: str, *, json: Json = False, settings: SettingsFile = None) -> int:
    """Show every version of a rule and each step of its life: who, when and why.

    Parameters
    ----------
    rule
        The name of its file, without .toml.
    """
    with open_node(settings) as opened, opened.pool.connection() as db:
        versions, steps = held.versions(db, rule), held.steps(db, rule)
    if not versions:
        raise NotFound(f"{rule}: there is no such rule")
    if json:
        json_lines(
            {
                "rule": rule,
                "version": version.number,
                "digest": version.digest,
                "state": version.state,
                "origin": version.origin,
                "by": version.written_by,
                "at": version.written_at,
                "why": version.why,
                "steps": [
                    {"former": s.former, "new": s.state, "by": s.taken_by, "at": s.taken_at, "why": s.why, "evidence": s.evidence}
                    for s in reversed(steps)
                    if s.version_id == version.id
                ],
            }
            for version in versions
        )
        return DONE
    table = Table("version", "what", "by", "at", Column("why", overflow="fold"))
    said = [(s.taken_at, s.number, s.state.replace("_", " "), s.taken_by, s.why) for s in steps]
    said += [
        (v.written_at, v.number, f"written ({v.origin})", v.written_by, v.why) for v in versions
    ]  # where the time is one, below its steps
    for at, number, what, by, why in sorted(said, key=lambda each: each[:2], reverse=True):
        table.add_row(str(number), what, by, f"{at:%Y-%m-%d %H:%M}", why)
    people.print(table)
    return DONE


def suspend(rule: str, *, reason: str, settings: SettingsFile = None) -> int:
    """Stop a rule at once, even one that keeps the node from opening; an approver lets it again in the workbench.

    Everyone still to travel is assessed anew.

    Parameters
    ----------
    rule
        The name of its file, without .toml.
    reason
        Why; kept and shown.
    """
    logs.configure("warning")
    with database(configuration.load(settings)) as pool, pool.connection() as db:
        version = next((each for each in held.in_state(db, "in_force", "throttled") if each.rule == rule), None)
        if version is None:
            raise NotFound(f"{rule}: no version of it is in force")
        held.step(db, version.id, "suspended", by=OPERATOR, duties=frozenset({"owner"}), why=reason, now=datetime.now(UTC))
    remarks.print(f"{rule} is suspended", markup=False)
    return DONE


def explain(
    outcomes: Annotated[tuple[int, ...], Parameter(consume_multiple=True)], *, json: Json = False, settings: SettingsFile = None
) -> int:
    """Have past outcomes again from what was kept with each: the facts, the rules in force then, byte for byte, and the day.

    Leaves with 1 where one comes out otherwise, or nothing was kept of it.

    Parameters
    ----------
    outcomes
        Numbers of declarations of people, as a traveller's address in the workbench ends in.
    """
    with open_node(settings) as opened:
        things = list(_explained(opened, outcomes))
    if json:
        json_lines(things)
    else:
        for thing in things:
            _print(thing)
    return DONE if all(thing["same"] for thing in things) else UNREADABLE


def _explained(node: Node, outcomes: tuple[int, ...]) -> Iterator[dict[str, Any]]:
    for number in outcomes:
        with node.pool.connection() as db:
            try:
                found = clearance.explain(db, number)
            except (NotFound, SourceError) as missing:
                yield {"traveller": number, "same": False, "missing": str(missing)}
                continue
            events.write(
                db,
                Event("record.read", OPERATOR, f"traveller:{number}", purpose="to explain an outcome"),
                Event("rule.explained", OPERATOR, f"traveller:{number}", detail={"same": found.same}),
                at=datetime.now(UTC),
            )
            yield _thing(found)


def _thing(found: Explained) -> dict[str, Any]:
    outcome = found.outcome
    return {
        "traveller": outcome.traveller,
        "same": found.same,
        "on": outcome.on,
        "assessed_at": outcome.assessed_at,
        "program": outcome.program,
        "rules": outcome.rules.digest,
        "fired": [{"rule": v.rule, "version": v.number, "digest": v.digest, "by": v.written_by, "state": v.state} for v in found.fired],
        "recorded": msgspec.to_builtins(outcome.recorded),
        "again": msgspec.to_builtins(found.again),
    }


def _print(thing: dict[str, Any]) -> None:
    if "missing" in thing:
        people.print(f"{thing['traveller']}: {thing['missing']}", style="yellow", markup=False)
        return
    verdict = "the same again, to the byte" if thing["same"] else f"NOT the same again: {thing['again']['outcome']}"
    people.print(f"{thing['traveller']}: {thing['recorded']['outcome']} on {thing['on']}; {verdict}", markup=False)
    versions = {each["rule"]: each for each in thing["fired"]}
    for reason in thing["recorded"]["reasons"]:
        version = versions.get(reason["code"])
        cited = f" (version {version['version']} of its file, {version['digest'][:12]}, now {version['state']})" if version else ""
        held_back = ", throttled" if reason["code"] in thing["recorded"]["throttled"] else ""
        people.print(f"  {reason['code']}{cited}{held_back}: {fill(reason['detail'], reason['facts'])}", markup=False)
    for one in thing["recorded"]["undecided"]:
        people.print(f"  {one['rule']}: could not be told: {one['error'] or ', '.join(one['needs'])}", markup=False)
