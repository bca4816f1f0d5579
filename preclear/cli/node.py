"""The commands by which a node is run: ``serve``, ``migrate``, ``carrier`` and ``officer``; those about its lists are in ``lists``."""

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
from preclear.manifest import Mode
from preclear.node import Node
from preclear.store import carriers, officers
from preclear.store import migrate as migrations
from preclear.store.carriers import Carrier
from preclear.store.pool import Database

OPERATOR = "operator"  # how events name whoever gives these commands

SettingsFile = Annotated[Path | None, Parameter(name="--settings", help="The settings file; see docs/reference/settings.md.")]
Json = Annotated[bool, Parameter(name="--json", negative="", help="Print JSON Lines.")]

carrier = App(name="carrier", help="Add carriers, give them keys, list and close them.")
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


@carrier.command(name="add")
def add_carrier(
    carrier_id: str,
    *,
    name: str,
    mode: Mode,
    answers: Literal["now", "later"] = "now",
    referred: Literal["contact", "hold"] = "contact",
    answer_minutes: int = 30,
    callback_url: str | None = None,
    contact: str | None = None,
    settings: SettingsFile = None,
) -> int:
    """Add a carrier, and print its first key on standard output: it cannot be shown again.

    Parameters
    ----------
    carrier_id
        Its designator: two to eight capitals and digits.
    name
        As people know it.
    mode
        How it crosses the border.
    answers
        In the response, or later, fetched or sent to the callback.
    referred
        What it is told of a person whom an officer must see: to contact the duty desk, or nothing until then.
    answer_minutes
        So long before departure everyone is to be answered.
    callback_url
        Where changed answers are sent.
    contact
        Whom to call there.
    """
    added = Carrier(
        id=carrier_id,
        name=name,
        mode=mode,
        answers=answers,
        referred=referred,
        answer_minutes=answer_minutes,
        callback_url=callback_url,
        contact=contact,
    )
    with database(settings) as db:
        carriers.add(db, added, by=OPERATOR, now=now())
        key = carriers.add_key(db, carrier_id, "first", by=OPERATOR, now=now())
    _tell_key(carrier_id, key)
    return DONE


@carrier.command(name="key")
def add_key(carrier_id: str, *, label: str = "further", settings: SettingsFile = None) -> int:
    """Give a carrier one more key, and print it on standard output: it cannot be shown again.

    Parameters
    ----------
    label
        What tells it from the carrier's other keys.
    """
    with database(settings) as db:
        key = carriers.add_key(db, carrier_id, label, by=OPERATOR, now=now())
    _tell_key(carrier_id, key)
    return DONE


@carrier.command(name="list")
def list_carriers(*, json: Json = False, settings: SettingsFile = None) -> int:
    """Show the carriers."""
    with database(settings) as db:
        known = carriers.all_of_them(db)
    if json:
        json_lines({"id": c.id, "name": c.name, "mode": c.mode, "answers": c.answers, "closed_at": c.closed_at} for c in known)
        return DONE
    table = Table("carrier", "name", "mode", "answers", "referred people", "answered by", "closed")
    for c in known:
        table.add_row(c.id, c.name, c.mode, c.answers, c.referred, f"{c.answer_minutes} min before", str(c.closed_at or ""))
    people.print(table)
    return DONE


@carrier.command(name="close")
def close_carrier(carrier_id: str, *, settings: SettingsFile = None) -> int:
    """Take no more from a carrier, and end its keys. What it sent stays."""
    with database(settings) as db:
        carriers.close(db, carrier_id, by=OPERATOR, now=now())
    remarks.print(f"{carrier_id} is closed", markup=False)
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
        One or more of primary, secondary, analyst, supervisor, privacy, administrator.
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


def _tell_key(carrier_id: str, key: str) -> None:
    remarks.print(f"the key of {carrier_id}, which cannot be shown again:", markup=False)
    people.print(key, markup=False, soft_wrap=True)
