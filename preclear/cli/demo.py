"""``preclear demo``: a whole node with invented traffic."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

from cyclopts import Parameter
from rich.box import SIMPLE_HEAD
from rich.console import Group
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table

from preclear import places
from preclear.audit import Event
from preclear.cli import DONE, logs
from preclear.cli.output import people, remarks
from preclear.demo.carriers import post, sending
from preclear.demo.example import example
from preclear.demo.folder import data_folder as folder_for
from preclear.demo.furnishing import furnish
from preclear.demo.lives import World
from preclear.demo.traffic import traffic, world
from preclear.demo.visits import visit
from preclear.demo.voyages import LINES
from preclear.node import Node
from preclear.settings import Settings
from preclear.store import events, officers, pages
from preclear.web.serve import serving

USUAL_PORT = 8080
ESCALATE_MINUTES = 3  # so that a silent carrier shows while somebody watches
PURPOSE = "demonstration"  # of reading the records that --once prints
STYLES = {"board": "green", "contact": "bold yellow", "incomplete": "cyan"}
WHAT_TO_TRY = (
    "Choose a post on the first page: each officer sees, and may do, other things.",
    "Voyages arrive by themselves; what needs a person comes first, by the time that is left.",
    "Open a possible match, compare, decide: the carrier is told at once. A refusal needs a second officer.",
    "In the area: people at the site, where they are in the course, and what the law gives next. W opens a withdrawal.",
    "{silent} acknowledges nothing: change an answer to one of its people, and in {minutes} minutes it is an alarm.",
    "The same messages as files, with the truth beside them: preclear make traffic FOLDER",
    "Ctrl-C stops everything.",
)


def demo(
    *,
    port: int | None = None,
    once: Annotated[bool, Parameter(negative="")] = False,
    seed: int = 1,
    data_folder: Path | None = None,
) -> int:
    """Run a whole node with invented traffic, until it is told to stop.

    Parameters
    ----------
    port
        Where the workbench opens; left out: 8080, or a free one where that is taken.
    once
        Clear one voyage, print who was on it and what was found, and stop.
    seed
        The same number makes the same people and messages.
    data_folder
        Keep the node's data here. Left out: in a folder of its own, deleted in the end.
    """
    logs.configure("error")
    with _stopped_in_order(), folder_for(data_folder) as folder:
        settings = Settings(
            demo=True,
            data_folder=folder,
            port=0 if once else _port(port),
            answer_escalate_minutes=ESCALATE_MINUTES,
            log_level="error",
        )
        made = world(seed, datetime.now(UTC), places.load())
        with remarks.status("starting the database") as status, Node.open(settings) as node:
            status.update(f"importing a list of {len(made.listed):,} people, adding carriers and officers")
            keys = furnish(node, made, now=made.now)
            with serving(node) as address:
                status.stop()
                if once:
                    _clear_one(node, made, address, keys)
                else:
                    visit(node, made)
                    _show_what_to_try(address)
                    with sending(address, keys, traffic(made)):
                        threading.Event().wait()
    return DONE


@contextmanager
def _stopped_in_order() -> Iterator[None]:
    """Let Ctrl-C, a closed terminal and ``kill`` end what is inside as its own end would, once; a second one cannot cut that short."""
    asked = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop(*_: object) -> NoReturn:
        for each in asked:
            signal.signal(each, signal.SIG_IGN)
        remarks.print("stopping", markup=False)
        raise KeyboardInterrupt

    before = {each: signal.signal(each, stop) for each in asked}
    try:
        yield
    except KeyboardInterrupt:
        return
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _port(wanted: int | None) -> int:
    """Return the port that is wanted; else the usual one if it is free, else 0, which takes any."""
    if wanted is not None:
        return wanted
    with socket.socket() as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind(("127.0.0.1", USUAL_PORT))
        except OSError:
            return 0
    return USUAL_PORT


def _show_what_to_try(address: str) -> None:
    silent = next(line.name for line in LINES.values() if line.acknowledges == "never")
    tips = Table.grid(padding=(0, 1))
    for tip in WHAT_TO_TRY:
        tips.add_row("[dim]•[/]", tip.format(silent=silent, minutes=ESCALATE_MINUTES))
    invented = "Everything there is invented: travellers, carriers, officers, and the list that travellers are screened against."
    people.print(Panel(Group(f"[bold]{address}[/]", "", invented, "", tips), title="Preclear", border_style="dim", width=88))


def _clear_one(node: Node, made: World, address: str, keys: Mapping[str, str]) -> None:
    """Send the example as its carrier does, and print what the node found on each person and what it answered."""
    sent = example(made)
    answer = post(address, keys[sent.truth.carrier], sent.message).raise_for_status()
    with node.pool.connection() as db:
        officer = next(one for one in officers.all_open(db) if "primary" in one.roles)
        voyage = next(row for row in pages.board(db, officer, made.now) if row.designator == sent.truth.voyage)
        found = [(person, pages.hits(db, person.id)) for person in pages.people(db, voyage.id)]
        events.write(db, Event("record.read", officer.actor, f"voyage:{voyage.id}", PURPOSE, {"people": len(found)}), at=made.now)
    table = Table("who", "born", "possible matches", "outcome", "reasons", "carrier is told", box=SIMPLE_HEAD)
    for person, hits in found:
        table.add_row(
            escape(", ".join(filter(None, (person.family_name, person.given_names)))),
            person.birth_date,
            escape("\n".join(f"{hit.name} ({hit.score:.2f})" for hit in hits)),
            person.outcome,
            escape("\n".join(reason.detail for reason in person.why)),
            f"[{STYLES.get(person.status or '', 'default')}]{person.status}",
        )
    people.print(f"{voyage.carrier} {voyage.designator}, {voyage.departure} to {voyage.arrival}, leaves {voyage.departs_local:%H:%M}")
    people.print(table)
    people.print("The answer to the carrier (CUSRES):\n")
    people.print(answer.content.decode("latin-1"), markup=False, soft_wrap=True)
