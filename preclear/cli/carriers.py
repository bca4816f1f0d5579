"""The commands about carriers: who sends, with which keys, under which terms."""

from __future__ import annotations

import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal

from cyclopts import App, Parameter
from rich.table import Table

from preclear.cli import DONE
from preclear.cli.node import OPERATOR, Json, SettingsFile, database, now
from preclear.cli.output import json_lines, key_once, people, remarks
from preclear.errors import PreclearError
from preclear.manifest import Mode
from preclear.store import carriers as registry
from preclear.store.carriers import AGREED, Carrier

carriers = App(name="carriers", help="The registry of carriers: their keys, contacts, ways of sending, deadlines, and what is agreed.")
formerly = App(name="carrier", help="The same as ``carriers add``, ``key``, ``list`` and ``close``, as they were called first.")


@carriers.command(name="add")
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
        registry.add(db, added, by=OPERATOR, now=now())
        key = registry.add_key(db, carrier_id, "first", by=OPERATOR, now=now())
    key_once(carrier_id, key)
    return DONE


@carriers.command(name="agree")
def agree(
    carrier_id: str, file: Annotated[Path, Parameter(help="A TOML file; see the guide for carriers.")], *, settings: SettingsFile = None
) -> int:
    """Put the terms of a file in place of what was agreed with a carrier; what the file leaves out stays as it is.

    ``preclear carriers show ID --json`` prints the terms in force under the same names.
    """
    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise PreclearError(f"{file}: {error}") from error
    with database(settings) as db:
        changed = registry.agree(db, registry.terms(said, registry.find(db, carrier_id)), by=OPERATOR, now=now())
    remarks.print(f"{carrier_id}: {', '.join(changed) or 'nothing'} changed", markup=False)
    return DONE


@carriers.command(name="show")
def show_carrier(carrier_id: str, *, json: Json = False, settings: SettingsFile = None) -> int:
    """Show what is agreed with a carrier, and its keys."""
    with database(settings) as db:
        found, keys = registry.find(db, carrier_id), registry.keys(db, carrier_id)
    terms = {name: _plain(getattr(found, name)) for name in AGREED}
    if json:
        held = [{"label": key.label, "created_at": key.created_at, "used_at": key.used_at, "revoked_at": key.revoked_at} for key in keys]
        json_lines([{"id": found.id, **terms, "closed_at": found.closed_at, "keys": held}])
        return DONE
    table = Table("term", "agreed")
    profile = terms.pop("profile")
    for name, value in [*terms.items(), *((f"profile.{name}", value) for name, value in profile.items())]:
        table.add_row(name, str(value))
    people.print(table)
    keys_table = Table("key", "since", "last used", "ended")
    for key in keys:
        keys_table.add_row(key.label, f"{key.created_at:%Y-%m-%d}", _day(key.used_at), _day(key.revoked_at))
    people.print(keys_table)
    return DONE


@carriers.command(name="key")
def add_key(carrier_id: str, *, label: str = "further", settings: SettingsFile = None) -> int:
    """Give a carrier one more key, and print it on standard output: it cannot be shown again.

    Parameters
    ----------
    label
        What tells it from the carrier's other keys.
    """
    with database(settings) as db:
        key = registry.add_key(db, carrier_id, label, by=OPERATOR, now=now())
    key_once(carrier_id, key)
    return DONE


@carriers.command(name="revoke")
def revoke_key(carrier_id: str, label: str, *, settings: SettingsFile = None) -> int:
    """End one key of a carrier."""
    with database(settings) as db:
        registry.revoke(db, carrier_id, label, by=OPERATOR, now=now())
    remarks.print(f"the key {label} of {carrier_id} has ended", markup=False)
    return DONE


@carriers.command(name="list")
def list_carriers(*, json: Json = False, settings: SettingsFile = None) -> int:
    """Show the carriers, and what goes on with each."""
    with database(settings) as db:
        known = {carrier.id: carrier for carrier in registry.all_of_them(db)}
        traffic = registry.traffic(db, now=now())
    if json:
        json_lines({"id": c.id, "name": c.name, "mode": c.mode, "answers": c.answers, "closed_at": c.closed_at} for c in known.values())
        return DONE
    table = Table("carrier", "name", "answers", "last message", "in a day", "waiting", "closed")
    for t in traffic:
        c = known[t.carrier_id]
        table.add_row(c.id, c.name, c.answers, _day(t.last_at), str(t.day), str(t.waiting), _day(c.closed_at))
    people.print(table)
    return DONE


@carriers.command(name="close")
def close_carrier(carrier_id: str, *, settings: SettingsFile = None) -> int:
    """Take no more from a carrier, and end its keys. What it sent stays."""
    with database(settings) as db:
        registry.close(db, carrier_id, by=OPERATOR, now=now())
    remarks.print(f"{carrier_id} is closed", markup=False)
    return DONE


formerly.command(add_carrier, name="add")
formerly.command(add_key, name="key")
formerly.command(list_carriers, name="list")
formerly.command(close_carrier, name="close")


def _plain(value: Any) -> Any:
    """A term as JSON has it."""
    if hasattr(value, "__dataclass_fields__"):
        return asdict(value)
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _day(moment: Any) -> str:
    return f"{moment:%Y-%m-%d}" if moment else ""
