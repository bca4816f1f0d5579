"""``preclear threshold`` and ``preclear replay``: what a score costs and which is in force; a recorded screening done again."""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import App, Parameter
from cyclopts.validators import Number
from rich.progress import MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from preclear import clearance, matching, node
from preclear.audit import Event
from preclear.clearance import Basis, bearing
from preclear.cli import DONE, UNREADABLE
from preclear.cli.match import PEOPLE_COLUMNS, read_person
from preclear.cli.node import OPERATOR, Json, SettingsFile, open_node
from preclear.cli.output import json_lines, people, remarks
from preclear.errors import SourceError
from preclear.manifest import NotScreened, Traveller
from preclear.matching import FLOOR, Layers, Price, Screening
from preclear.node import Node
from preclear.store import bases, events, thresholds
from preclear.store.thresholds import Priced

AT_ONCE = 300
WAIT_SECONDS = 0.5

threshold = App(
    name="threshold", help="The score from which a possible match is one: what each would cost, which is in force, set another."
)


@threshold.command(name="show")
def show(*, json: Json = False, settings: SettingsFile = None) -> int:
    """Show which threshold is in force, and what was set before."""
    with open_node(settings) as opened, opened.pool.connection() as db:
        now, history = opened.circumstances.threshold, thresholds.history(db)
    if json:
        json_lines([{"threshold": now, "set": [{"value": t.value, "by": t.set_by, "at": t.set_at, "reason": t.reason} for t in history]}])
        return DONE
    people.print(f"in force: {now:g}" + ("" if history else ", as it comes with the weights of the score"), markup=False)
    if history:
        table = Table("threshold", "set by", "at", "why")
        for t in history:
            table.add_row(f"{t.value:g}", t.set_by, f"{t.set_at:%Y-%m-%d %H:%M}", t.reason)
        people.print(table)
    return DONE


@threshold.command(name="set")
def put(value: Annotated[float, Parameter(validator=Number(gt=0, lt=1))], *, reason: str, settings: SettingsFile = None) -> int:
    """Put another threshold in force; everyone still to travel is screened again by it.

    Parameters
    ----------
    value
        The least score of a possible match.
    reason
        Why; kept and shown with the day.
    """
    with open_node(settings) as opened, opened.pool.connection() as db:
        thresholds.put(db, value, reason=reason, by=OPERATOR, now=datetime.now(UTC))
    remarks.print(f"{value:g} is in force; everyone still to travel will be screened again", markup=False)
    return DONE


@threshold.command(name="price")
def price(
    *,
    days: Annotated[int, Parameter(validator=Number(gte=1, lte=366))] = 30,
    known: Path | None = None,
    json: Json = False,
    settings: SettingsFile = None,
) -> int:
    """Screen recorded traffic again by the lists in force, and show what each threshold would cost.

    Parameters
    ----------
    days
        How many days of traffic, back from now.
    known
        A table of known matches as well: the columns of people, as for ``match``, and entry, the reference of the right one.
    """
    with open_node(settings) as opened, _progress() as progress:
        with opened.pool.connection() as db:
            number = thresholds.ask(db, days, by=OPERATOR, now=datetime.now(UTC))
        priced = _worked_out(opened, number, progress)
        table = _known(opened, known, progress) if known else None
        now = opened.circumstances.threshold
    if priced is None:
        remarks.print("it was not worked out", style="red", markup=False)
        return UNREADABLE
    rows = list(_rows(priced, table, now))
    if json:
        json_lines(rows)
        return DONE
    shown = Table("threshold", "hits a day", "people a day", "in 100", "known matches lost", *(["of the table lost"] if table else []))
    for row in rows:
        lost = [f"{row['lost']} of {row['known']}", *([f"{row['table_lost']} of {row['table_known']}"] if table else [])]
        mark = "  in force" if row["in_force"] else ""
        shown.add_row(f"{row['threshold']:.2f}{mark}", f"{row['hits']:.1f}", f"{row['people']:.1f}", f"{row['share']:.2f}", *lost)
    people.print(shown)
    one = priced.price
    remarks.print(f"{one.travellers} people on {priced.days} days, {one.not_screened} of them not screened", markup=False)
    return DONE


def replay(
    traveller: int,
    *,
    purpose: Annotated[str, Parameter(name="--for")],
    weights: Path | None = None,
    json: Json = False,
    settings: SettingsFile = None,
) -> int:
    """Do a recorded screening again from what was kept of it, and say whether the same was found, to the last digit. Looking is recorded.

    Parameters
    ----------
    traveller
        The number of a declaration, as in the address of its page.
    purpose
        What it is looked at for.
    weights
        The weights of that time, where they are no longer those of the program.
    """
    with open_node(settings) as opened, opened.pool.connection() as db:
        declared, saved, record = bases.screened(db, traveller)
        if record is None:
            raise SourceError(f"declaration {traveller} was screened before it was kept what that rested on")
        basis = msgspec.convert(record, Basis)
        used = matching.load_weights(weights) if weights else opened.circumstances.weights
        if clearance.digest_of(used) != basis.weights_digest:
            raise SourceError(f"it was screened by weights {basis.weights}, which these are not: name their file with --weights")
        (found,) = bearing.screen(_layers(opened, basis), [declared], threshold=basis.threshold, weights=used)
        same = found == saved
        event = Event("screening.replayed", OPERATOR, f"traveller:{traveller}", purpose, {"same": same, "basis": basis.digest})
        events.write(db, event, at=datetime.now(UTC))
    hits = [{"entry": hit.entry, "edition": hit.edition, "score": hit.score, "same": hit in _hits(saved)} for hit in _hits(found)] + [
        {"entry": hit.entry, "edition": hit.edition, "score": None, "same": False} for hit in _hits(saved) if hit not in _hits(found)
    ]
    if json:
        json_lines([{"traveller": traveller, "same": same, "basis": msgspec.to_builtins(basis), "hits": hits}])
    else:
        for hit in hits:
            score = "not found again" if hit["score"] is None else f"{hit['score']:.6f}"
            people.print(f"{hit['entry']}, {str(hit['edition'])[:12]}: {score}, {'the same' if hit['same'] else 'differs'}", markup=False)
        remarks.print("the same, to the last digit" if same else "NOT the same", markup=False)
        if basis.program != opened.circumstances.basis.program:
            remarks.print(f"it was screened by version {basis.program} of this program", markup=False)
    return DONE if same else UNREADABLE


def _layers(opened: Node, basis: Basis) -> Layers:
    """The index that a screening rested on: the one in use where it is that, else built again from the editions kept."""
    now = opened.circumstances
    if now.index is not None and (now.basis.base, now.basis.editions) == (basis.base, basis.editions):
        return now.index
    remarks.print("building the index of that time", markup=False)
    with opened.pool.connection() as db:
        return node.again(db, bases.held(db, basis.base), bases.held(db, basis.editions))


def _hits(screening: Screening) -> tuple[matching.Hit, ...]:
    return () if isinstance(screening, NotScreened) else screening


def _worked_out(opened: Node, number: int, progress: Progress) -> Priced | None:
    """Work a request out here, or wait for the running node that is at it already."""
    task = progress.add_task("screening recorded traffic", total=None)

    def told(done: int, people: int) -> bool:
        progress.update(task, completed=done, total=people)
        return True

    priced = clearance.work_out(opened, number, now=partial(datetime.now, UTC), told=told)
    while priced is None:
        with opened.pool.connection() as db:
            asked = thresholds.asked(db, number)
        if asked is None or asked.priced:
            return asked.priced if asked else None
        told(asked.done, asked.travellers)
        time.sleep(WAIT_SECONDS)
        priced = clearance.work_out(opened, number, now=partial(datetime.now, UTC), told=told)
    return priced


def _known(opened: Node, path: Path, progress: Progress) -> Price:
    """What thresholds would lose of a table of known matches."""
    rows = list(_table(path))
    task = progress.add_task("screening the table", total=len(rows))
    index = opened.circumstances.index

    def screened() -> Iterator[tuple[Screening, list[str]]]:
        for start in range(0, len(rows), AT_ONCE):
            piece = rows[start : start + AT_ONCE]
            found = index.screen([person for person, _ in piece], threshold=FLOOR, weights=opened.circumstances.weights) if index else ()
            yield from zip(found, ([entry] for _, entry in piece), strict=True)
            progress.update(task, advance=len(piece))

    return matching.price(screened())


def _table(path: Path) -> Iterator[tuple[Traveller, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if "entry" not in (reader.fieldnames or ()):
                raise SourceError(f"{path}, line 1: the header must have entry, and any of {', '.join(PEOPLE_COLUMNS)}")
            for row in reader:
                said = {name: (value or "").strip() for name, value in row.items() if name}
                yield read_person(said, path, reader.line_num).traveller, said["entry"]
    except (OSError, UnicodeDecodeError, csv.Error) as exc:
        raise SourceError(f"{path}: cannot be read ({exc}); save the table as CSV in UTF-8") from exc


def _rows(priced: Priced, table: Price | None, now: float) -> Iterator[dict[str, object]]:
    one, days = priced.price, max(priced.days, 1)
    for step in sorted({step / 20 for step in range(1, 20) if step / 20 >= one.floor} | {round(now, 2)}):
        hits, referred, lost = one.at(step)
        yield {
            "threshold": step,
            "in_force": step == round(now, 2),
            "hits": hits / days,
            "people": referred / days,
            "share": 100 * referred / one.travellers if one.travellers else 0.0,
            "lost": lost,
            "known": one.known,
            **({"table_lost": table.at(step)[2], "table_known": table.known} if table else {}),
        }


def _progress() -> Progress:
    columns = (TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=remarks, transient=True, disable=not sys.stderr.isatty())
