"""The commands by which a node is run: ``serve``, ``migrate`` and ``officer``; its carriers and lists have modules of their own."""

from __future__ import annotations

import getpass
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from typing import Annotated, Literal

from cyclopts import App, Parameter
from rich.table import Table

from preclear import settings as room
from preclear.cli import DONE, logs
from preclear.cli.output import json_lines, people, remarks
from preclear.errors import PreclearError
from preclear.inspection import ROLES
from preclear.node import Node
from preclear.store import migrate as migrations
from preclear.store import officers
from preclear.store.pool import Database

OPERATOR = "operator"  # how events name whoever gives these commands

SettingsFile = Annotated[Path | None, Parameter(name="--settings", help="The settings file; see docs/reference/settings.md.")]
Json = Annotated[bool, Parameter(name="--json", negative="", help="Print JSON Lines.")]

officer = App(name="officer", help="Add officers and list them.")


def serve(*, settings: SettingsFile = None) -> int:
    """Run a node until it is told to stop: the carriers' interface, the officers' workbench, and the node's own work."""
    from preclear.web.serve import serving  # noqa: PLC0415 - the web framework is loaded for this command alone

    said = room.load(settings)
    logs.configure(said.log_level)
    stop = Event()
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: stop.set())
    with Node.open(said) as node, serving(node) as address:
        remarks.print(f"Preclear answers at {address}; Ctrl-C stops it", markup=False)
        if not node.circumstances.editions:
            remarks.print("No watchlist is in force yet, so everyone is referred: preclear lists import PATH", style="yellow", markup=False)
        stop.wait()
        remarks.print("stopping", markup=False)
    return DONE


def migrate(*, settings: SettingsFile = None) -> int:
    """Bring the database to the shape that this program needs. The other commands do it too when they start."""
    with open_node(settings):
        names = ", ".join(migration.name for migration in migrations.available())
        remarks.print(f"the database is ready, with {names}", markup=False)
    return DONE


@officer.command(name="add")
def add_officer(
    login: str,
    *,
    name: str,
    role: Annotated[list[str], Parameter(consume_multiple=True)],
    site: Annotated[list[str] | None, Parameter(consume_multiple=True)] = None,
    language: Literal["en", "fr"] = "en",
    settings: SettingsFile = None,
) -> int:
    """Add an officer. The password is asked for, or read from the first line of standard input.

    Parameters
    ----------
    login
        What they type to sign in.
    name
        As colleagues know them.
    role
        One or more of intake, primary, secondary, analyst, list_owner, rule_owner, approver, supervisor, privacy, auditor, administrator;
        an administrator has none that sees travellers, an auditor has no other.
    site
        Place codes; left out: every site.
    language
        Of their pages.
    """
    if unknown := set(role) - set(ROLES):
        raise PreclearError(f"there is no role {', '.join(sorted(unknown))}; there are {', '.join(ROLES)}")
    password = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    with database(settings) as db:
        sites = frozenset(site or ())
        officers.add(db, login, password, name=name, roles=frozenset(role), sites=sites, language=language, by=OPERATOR, now=now())
    remarks.print(f"{login} may sign in", markup=False)
    return DONE


@officer.command(name="list")
def list_officers(*, json: Json = False, settings: SettingsFile = None) -> int:
    """Show the officers who may sign in."""
    with database(settings) as db:
        known = officers.all_open(db)
    if json:
        json_lines({"login": o.login, "name": o.name, "roles": sorted(o.roles), "sites": sorted(o.sites)} for o in known)
        return DONE
    table = Table("login", "name", "roles", "sites")
    for o in known:
        table.add_row(o.login, o.name, ", ".join(sorted(o.roles)), ", ".join(sorted(o.sites)) or "all")
    people.print(table)
    return DONE


def open_node(settings: Path | None) -> Node:
    """Open the node for one command, which says itself what it did: only warnings are logged."""
    logs.configure("warning")
    return Node.open(room.load(settings))


@contextmanager
def database(settings: Path | None) -> Iterator[Database]:
    """Give a connection to the node's database; what was done is saved when the block ends well."""
    with open_node(settings) as node, node.pool.connection() as db:
        yield db


def now() -> datetime:
    """Return the instant of a command."""
    return datetime.now(UTC)
