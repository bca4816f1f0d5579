"""``preclear keys`` and ``preclear database``: the node's own secrets replaced, and what an administrator of the server must do once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from cyclopts import App

from preclear import node
from preclear import settings as room
from preclear.audit import Event
from preclear.audit.checkpoint import Signer
from preclear.cli import DONE
from preclear.cli.node import OPERATOR, SettingsFile
from preclear.cli.output import remarks
from preclear.store import events, vault, walls
from preclear.store.acting import APPLICATION

keys = App(name="keys", help="Replace the node's own keys. Carriers' keys: preclear carriers key, then revoke.")
database = App(name="database", help="What the node needs of its database.")


@keys.command
def rotate(which: Literal["sealing", "audit"], *, settings: SettingsFile = None) -> int:
    """Put a new key in front of the former ones: it seals or signs what comes, they open and prove what was.

    Start every node of this database again after it, and keep a copy of the key file: what was sealed cannot be opened without it.

    Parameters
    ----------
    which
        sealing, the key that seals raw messages; or audit, the key that signs the log. The former audit key signs that it hands on.
    """
    said = room.load(settings)
    file = said.sealing_key if which == "sealing" else said.audit_key
    with node.database(said) as pool:
        before = vault.read_keys(file)[0]
        vault.rotate(file)
        detail: dict[str, int | str] = {"keys": len(vault.read_keys(file))}
        if which == "audit":
            former, new = (Signer.of(said.audit_name, key) for key in (before, vault.read_keys(file)[0]))
            detail |= {"statement": former.hand_on(new.public)}
        with pool.connection() as db:
            events.write(db, Event("key.rotated", OPERATOR, f"key:{which}", detail=detail), at=datetime.now(UTC))
    remarks.print(f"{file}: a new key stands first; start every node of this database again", markup=False)
    return DONE


@database.command
def roles(*, login: str = APPLICATION) -> int:
    """Print the SQL that an administrator of the server runs once, where the node's user may make no roles.

    Parameters
    ----------
    login
        as whom the node logs in, with database_url.
    """
    print(walls.roles_sql(login))  # noqa: T201
    return DONE
