"""The commands about other systems that tell of people: what each may send, and its keys."""

from __future__ import annotations

from cyclopts import App
from rich.table import Table

from preclear.cli import DONE
from preclear.cli.node import OPERATOR, Json, SettingsFile, database, now
from preclear.cli.output import json_lines, key_once, people, remarks
from preclear.inspection import HIT_KINDS, HitKind
from preclear.store import systems as register
from preclear.store.systems import System

systems = App(name="systems", help="The register of other systems that tell of people: what each may send, at what pace, and its keys.")


@systems.command(name="add")
def add_system(
    system_id: str,
    *,
    name: str,
    kinds: tuple[HitKind, ...] = HIT_KINDS,
    severest: int = 2,
    per_minute: int = 60,
    settings: SettingsFile = None,
) -> int:
    """Add a system, and print its first key on standard output: it cannot be shown again.

    Parameters
    ----------
    system_id
        Its sign: small letters, digits and hyphens.
    name
        As people know it.
    kinds
        What it may tell of.
    severest
        The gravest severity that it may give, 1 to 3.
    per_minute
        How many requests it may make in a minute.
    """
    added = System(id=system_id, name=name, kinds=kinds, severest=severest, per_minute=per_minute)
    with database(settings) as db:
        register.add(db, added, by=OPERATOR, now=now())
        key = register.add_key(db, system_id, "first", by=OPERATOR, now=now())
    key_once(system_id, key)
    return DONE


@systems.command(name="key")
def add_key(system_id: str, *, label: str = "further", settings: SettingsFile = None) -> int:
    """Give a system one more key, and print it on standard output: it cannot be shown again.

    Parameters
    ----------
    label
        What tells it from the system's other keys.
    """
    with database(settings) as db:
        key = register.add_key(db, system_id, label, by=OPERATOR, now=now())
    key_once(system_id, key)
    return DONE


@systems.command(name="revoke")
def revoke_key(system_id: str, label: str, *, settings: SettingsFile = None) -> int:
    """End one key of a system."""
    with database(settings) as db:
        register.revoke(db, system_id, label, by=OPERATOR, now=now())
    remarks.print(f"the key {label} of {system_id} has ended", markup=False)
    return DONE


@systems.command(name="list")
def list_systems(*, json: Json = False, settings: SettingsFile = None) -> int:
    """Show the systems, and what goes on with each."""
    with database(settings) as db:
        known = {system.id: system for system in register.every(db)}
        traffic = register.traffic(db, now=now())
    rows = [(known[one.system_id], one) for one in traffic]
    if json:
        json_lines(
            {
                "id": system.id,
                "name": system.name,
                "kinds": list(system.kinds),
                "severest": system.severest,
                "per_minute": system.per_minute,
                "closed_at": system.closed_at,
                "hits": one.hits,
                "standing": one.standing,
                "not_found": one.not_found,
                "keys": one.keys,
            }
            for system, one in rows
        )
        return DONE
    table = Table("system", "name", "may tell of", "told", "standing", "not found yet", "keys", "closed")
    for system, one in rows:
        closed = f"{system.closed_at:%Y-%m-%d}" if system.closed_at else ""
        counts = (str(one.hits), str(one.standing), str(one.not_found), str(one.keys))
        table.add_row(system.id, system.name, ", ".join(system.kinds), *counts, closed)
    people.print(table)
    return DONE


@systems.command(name="close")
def close_system(system_id: str, *, settings: SettingsFile = None) -> int:
    """Take no more from a system, and end its keys. What it told stays."""
    with database(settings) as db:
        register.close(db, system_id, by=OPERATOR, now=now())
    remarks.print(f"{system_id} is closed", markup=False)
    return DONE
