"""``preclear rules backtest``: what changed rules would have meant for recorded traffic; ``preclear make people`` makes such traffic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import Parameter
from cyclopts.validators import Number
from rich.box import SIMPLE
from rich.table import Column, Table

from preclear import places
from preclear import rules as room
from preclear.audit import Event
from preclear.cli import DONE, UNREADABLE
from preclear.cli.node import OPERATOR, Json, SettingsFile, open_node
from preclear.cli.output import json_lines, people, remarks
from preclear.errors import SettingsError, SourceError
from preclear.rules import RuleSet
from preclear.store import events
from preclear.store import rules as stored_rules
from preclear.store import traffic as stored
from preclear.trials import backtest, disparity, traffic
from preclear.trials.backtest import MINUTES, BackTest
from preclear.trials.statistics import Interval, Share

SHOWN = 12  # rows of a table


def rules_backtest(
    changed: Path,
    *,
    before: Path | None = None,
    recorded: Annotated[Path | None, Parameter(name="--traffic")] = None,
    days: Annotated[int, Parameter(validator=Number(gte=1, lte=366))] = 30,
    on: date | None = None,
    minutes: Annotated[float | None, Parameter(validator=Number(gt=0))] = None,
    groups: Path | None = None,
    json: Json = False,
    settings: SettingsFile = None,
) -> int:
    """Say what changed rules would have meant for recorded traffic: who is referred more or less, at what cost, with what lost or won.

    Leaves with 0, or with 1 when a rule would refer more people than it may: it must not start.

    Parameters
    ----------
    changed
        A folder of rules, or one rule (a TOML file) that is changed or added to the others.
    before
        The folder of rules to compare with; left out: with `--traffic`, those that travel with the program, else those in force.
    recorded
        A file or folder of traffic in columns (*.parquet); left out: what this node recorded.
    days
        How many days of the node's traffic, back from now.
    on
        Both rule sets as if in force on this day; left out: today.
    minutes
        What a referral costs an officer; left out: what the node measured, else 12.
    groups
        A folder with groups.toml, which says into which groups people are told and what disparity is tolerated.
    """
    told, day = disparity.load(groups), on or datetime.now(UTC).date()
    if recorded:
        base = room.load(before)
        found = backtest.back_test(
            traffic.read(recorded), base, _changed(base, changed), on=day, groups=told, minutes=minutes or MINUTES, measured=False
        )
    else:
        with open_node(settings) as node, node.pool.connection() as db:
            now = datetime.now(UTC)
            base = room.load(before) if before else stored_rules.in_force(db)
            span = stored.Span(now - timedelta(days=days), now)
            measured = stored.minutes(db, span)
            found = backtest.back_test(
                stored.recorded(db, span),
                base,
                _changed(base, changed),
                on=day,
                groups=told,
                minutes=minutes or measured or MINUTES,
                measured=minutes is None and measured is not None,
                days=stored.size(db, span)[0],
            )
            events.write(db, Event("rules.backtested", OPERATOR, f"rules:{found.rules_after[:16]}", detail=_detail(found)), at=now)
    if not found.before.people:
        raise SourceError("no traffic is recorded in this time, so nothing can be said")
    if json:
        json_lines(rows(found))
    else:
        _print(found)
    for rule in found.stopped:
        one = next(each for each in found.rules if each.rule == rule)
        said = "its file states" if one.stated else "is allowed where a file states no share"
        remarks.print(
            f"STOPPED: {rule} would hit {_share(Share(one.hits, found.after.people))}; {one.limit:.2%} {said}",
            style="bold red",
            markup=False,
        )
    return UNREADABLE if found.stopped else DONE


def _changed(base: RuleSet, path: Path) -> RuleSet:
    """The rules of a folder; or those of the base with one file changed or added."""
    if path.is_dir():
        changed = room.load(path)
        unchanged = {one.id for one in changed.rules if (former := base.rule(one.id)) and former.digest == one.digest}
        return replace(changed, throttled=base.throttled & unchanged)
    try:
        rule = room.read(path.read_bytes(), path.name)
    except OSError as wrong:
        raise SourceError(f"{path}: it cannot be read: {wrong.strerror}") from wrong
    return backtest.with_rule(base, rule)


def _detail(found: BackTest) -> dict[str, object]:
    return {"people": found.before.people, "more": found.more, "fewer": found.fewer, "stopped": list(found.stopped)}


def rows(found: BackTest) -> Iterator[dict[str, object]]:
    """Yield the result as objects: the whole, each rule, each group, and the sample."""
    known = found.known
    yield {
        "what": "whole",
        "on": found.on,
        "people": found.before.people,
        "before": msgspec.to_builtins(found.before),
        "after": msgspec.to_builtins(found.after),
        "more": found.more,
        "fewer": found.fewer,
        "change": _ends(found.change),
        "chance": found.chance,
        "minutes": found.minutes,
        "measured": found.measured,
        "hours": round(found.hours, 1),
        "days": found.days,
        "known": {**msgspec.to_builtins(known), "change": _ends(known.change), "chance": known.chance},
        "stopped": found.stopped,
        "throttled": found.throttled,
        "with_throttling": found.with_throttling,
    }
    for rule in found.rules:
        yield {"what": "rule", **msgspec.to_builtins(rule)}
    for of, groups in (("all", found.groups), ("risk", found.risk_groups)):
        for group in groups:
            yield {
                "what": "group",
                "of": of,
                "dimension": group.dimension,
                "group": group.group,
                "people": group.after.of,
                "before": group.before.n,
                "after": group.after.n,
                "times": group.times,
                "ratio": _ends(group.ratio),
                "tolerance": found.tolerance,
                "verdict": group.verdict,
            }
    for looked in found.sample:
        yield {"what": "sample", **msgspec.to_builtins(looked)}


def _ends(interval: Interval) -> list[float]:
    return [round(interval.low, 6), round(interval.high, 6)]


def _share(share: Share) -> str:
    span = share.interval
    return f"{share.n:,} of {share.of:,}, {share.value or 0:.3%} ({span.low:.3%} to {span.high:.3%})"


def _print(found: BackTest) -> None:
    known = found.known
    people.print(f"{found.before.people:,} people, both rule sets as if in force on {found.on}", markup=False)
    people.print(f"referred before: {_share(found.before.referred)}", markup=False)
    people.print(f"referred after:  {_share(found.after.referred)}", markup=False)
    people.print(
        f"{found.more:,} more and {found.fewer:,} fewer; the share changes by {found.change.low:+.4%} to {found.change.high:+.4%}; "
        f"by chance alone as uneven: {found.chance:.2g}",
        markup=False,
    )
    rate = "as measured here" if found.measured else "as stated"
    per_day = f", {found.hours / found.days:+,.1f} a day" if found.days else ""
    people.print(f"officers: {found.hours:+,.1f} hours{per_day}, at {found.minutes:g} minutes a referral, {rate}", markup=False)
    people.print(
        f"confirmed findings: {known.held_before} of {known.confirmed} held before, {known.held_after} after; {known.lost} lost, "
        f"{known.won} won; refuted ones referred: {known.refuted_before} before, {known.refuted_after} after. "
        "Of people at whom nobody looked nothing is known.",
        markup=False,
    )
    if found.throttled and found.with_throttling is not None:
        people.print(
            f"throttled at work, since they hit more people than they may: {', '.join(found.throttled)}; then "
            f"{_share(Share(found.with_throttling, found.after.people))} are referred, and every hit is kept",
            markup=False,
        )
    words = ("before", "after", "alone", "untold", "found", "refuted", "limit")  # short: no number is cut on a screen of 80 columns
    numbers = (Column(word, justify="right", no_wrap=True) for word in words)
    table = Table(Column("rule", overflow="fold", min_width=20), *numbers, box=SIMPLE, padding=(0, 0, 0, 1))
    for one in sorted(found.rules, key=lambda each: (each.change == "same", -(each.after or 0)))[:SHOWN]:
        marked = "\n[bold red]STOPPED" if one.stopped else "" if one.change == "same" else f"\n{one.change}"
        counts = (one.before, one.after, one.alone, one.undecided + one.faulty, one.confirmed, one.refuted)
        limit = "" if one.limit is None else f"{one.limit:.2%}"
        table.add_row(f"{one.rule}{marked}", *("–" if n is None else f"{n:,}" for n in counts), limit)
    people.print(table)
    columns = (Column(word, justify="right", no_wrap=True) for word in ("people", "before", "after", "ratio", "interval"))
    groups = Table(Column("group, beside the rest", overflow="fold"), *columns, "", box=SIMPLE, padding=(0, 0, 0, 1))
    for group in found.groups:
        times = "–" if group.times is None else f"{group.times:.2f}"
        groups.add_row(
            f"{group.dimension} {group.group}", f"{group.after.of:,}", f"{group.before.n:,}", f"{group.after.n:,}", times,
            f"{group.ratio.low:.2f} to {group.ratio.high:.2f}", group.verdict,
        )  # fmt: skip
    people.print(groups)
    remarks.print(
        f"tolerance of disparity: {found.tolerance:g}; sample: {', '.join(str(one.number) for one in found.sample[:10]) or 'nobody'}",
        markup=False,
    )


def make_people(
    folder: Path, *, people: Annotated[int, Parameter(validator=Number(gte=1))] = 100_000, seed: int = 1, until: date | None = None
) -> int:
    """Write recorded traffic of invented people, in columns, for trying rules: bookings, documents, possible matches, findings.

    Parameters
    ----------
    folder
        Where to; made where there is none. Must hold no traffic yet.
    people
        How many.
    seed
        The same number makes the same people, where `until` is the same too.
    until
        The last day of arrival; left out: today.
    """
    from preclear.demo import recorded  # noqa: PLC0415 - its names are loaded for this command alone

    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.glob("*.parquet")):
        raise SettingsError(f"{folder} holds traffic already; name another folder")
    made = 0
    for number, piece in enumerate(recorded.pieces(people, seed, until or datetime.now(UTC).date(), places.load()), 1):
        traffic.write(piece, folder / f"{number:05d}.parquet")
        made += len(piece.numbers)
    remarks.print(f"{folder}: {made:,} people", markup=False)
    return DONE
