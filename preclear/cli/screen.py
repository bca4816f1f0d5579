"""``preclear screen``: messages to assessments, with no server and no database."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

from cyclopts import Parameter
from rich.markup import escape
from rich.table import Table

from preclear import clearance, matching, messages, places, rules
from preclear import settings as room
from preclear.clearance import Circumstances
from preclear.cli import DONE, UNREADABLE
from preclear.cli.faults import tell, told
from preclear.cli.output import json_lines, people, remarks
from preclear.messages import Sensitive
from preclear.watchlist import Edition

STYLES = {"clear": "green", "refer": "bold yellow", "incomplete": "cyan"}


def screen(
    *files: str,
    watchlist: Annotated[list[Path], Parameter(consume_multiple=True)],
    on: date | None = None,
    json: Annotated[bool, Parameter(negative="")] = False,
    settings: Annotated[Path | None, Parameter(name="--settings")] = None,
) -> int:
    """Screen everyone in messages against watchlists, and assess them by the rules in force.

    Parameters
    ----------
    files
        Files of messages; - is standard input.
    watchlist
        Lists in any format that Preclear knows, folders of them, or built indexes.
    on
        The day whose rules apply; by default that of each voyage's arrival.
    json
        Print one JSON object a person, before them one for each list that has faults, and nothing else.
    settings
        A node's settings file, whose policy holds (``policy_folder``); else that of ``preclear.toml`` and ``PRECLEAR_*``.
    """
    said = room.load(settings)
    faulty: list[tuple[Path, Edition]] = []
    index = matching.open_paths(watchlist, lambda path, edition: faulty.append((path, edition)) if edition.faults else None)
    for path, edition in faulty:
        tell(path, edition)
    circumstances = Circumstances(
        index=matching.Layers.of(index),
        rules=rules.load(said.policy("rules")),
        places=places.load(),
        editions={edition.digest: 0 for edition in index.editions},
    )
    unread: list[str] = []
    things = _screen(files or ("-",), circumstances, on, unread, messages.sensitive.load(said.policy("sensitive")))
    if json:
        json_lines(chain((_list(*each) for each in faulty), things))
    else:
        _show(things)
    return UNREADABLE if unread else DONE


def _screen(
    files: tuple[str, ...], circumstances: Circumstances, on: date | None, unread: list[str], policy: Sensitive
) -> Iterator[dict[str, Any]]:
    """Screen each file in turn; those in which something could not be read are noted, with the place of the first fault."""
    for file in files:
        try:
            raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        except OSError as error:
            remarks.print(f"{file}: {error.strerror}", style="red", markup=False)
            unread.append(file)
            continue
        for thing in clearance.screen(raw, circumstances, file=file, on=on, today=datetime.now(UTC).date(), policy=policy):
            if thing["outcome"] is None:
                unread.append(file)
                for fault in thing["faults"]:
                    place = fault["where"] + ("" if fault["offset"] is None else f", byte {fault['offset']}")
                    remarks.print(f"{file}: {fault['code']} at {place}: {fault['detail']}", style="red", markup=False)
            yield thing


def _list(path: Path, edition: Edition) -> dict[str, Any]:
    """What stands before the people for a list that has faults."""
    faults = [told(fault) for fault in edition.faults]
    return {"file": str(path), "list": edition.source.id, "entries": len(edition.entries), "outcome": None, "faults": faults}


def _show(things: Iterator[dict[str, Any]]) -> None:
    table = Table("voyage", "name", "born", "outcome", "possible matches", "reasons", box=None, header_style="dim")
    for thing in things:
        if thing["outcome"] is None:
            continue
        name = ", ".join(filter(None, (thing["family_name"], thing["given_names"])))
        hits = "\n".join(f"{hit['entry']} {hit['name']} ({hit['score']:.2f})" for hit in thing["hits"])
        reasons = "\n".join(reason["detail"] for reason in thing["reasons"])
        outcome = f"[{STYLES[thing['outcome']]}]{thing['outcome']}"
        table.add_row(thing["voyage"], escape(name), thing["birth_date"], outcome, escape(hits), escape(reasons))
    people.print(table)
