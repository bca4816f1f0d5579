"""Bring a database to the shape that this program needs: the files of ``migrations/``, in order, each in one transaction, forward only."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, LiteralString

import psycopg

from preclear.errors import SettingsError
from preclear.store import walls

LOCK = 0x707265636C656172  # "preclear": two processes that start together migrate one after the other
LEAST_VERSION = 150000

LEDGER = """
CREATE TABLE IF NOT EXISTS migration (
    name        text PRIMARY KEY,
    digest      text NOT NULL,
    applied_at  timestamptz NOT NULL DEFAULT clock_timestamp()
)
"""


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of ``migrations/``."""

    name: str  # "0001_foundation"
    sql: LiteralString  # literal in the sense that matters: it travels with the program

    @property
    def digest(self) -> str:
        """What an applied file is recognised by: it must never change again."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


def available() -> tuple[Migration, ...]:
    """Return the migrations that travel with the program, in order."""
    found = (file for file in files("preclear.store").joinpath("migrations").iterdir() if file.name.endswith(".sql"))
    return tuple(
        sorted((Migration(file.name.removesuffix(".sql"), file.read_text(encoding="utf-8")) for file in found), key=lambda m: m.name)
    )


def migrate(url: str, migrations: tuple[Migration, ...] | None = None) -> tuple[str, ...]:
    """Apply what is missing, raise the walls around what is there, and return the names of what was applied.

    ``url`` is the owner's. Raises ``SettingsError`` when the server cannot be reached or is too old, an applied file has changed, the
    database is ahead of the program, or roles are missing that this user may not make.
    """
    wanted = available() if migrations is None else migrations
    with _connect(url) as db:
        if db.info.server_version < LEAST_VERSION:
            raise SettingsError(f"the server is PostgreSQL {db.info.server_version // 10000}; 15 or later is needed")
        db.execute("SELECT pg_advisory_lock(%s)", [LOCK])  # ends with the connection
        db.execute("SET client_min_messages = warning")
        db.execute(LEDGER)
        applied: dict[str, str] = dict(db.execute("SELECT name, digest FROM migration").fetchall())
        _check(applied, wanted)
        missing = [migration for migration in wanted if migration.name not in applied]
        for migration in missing:
            with db.transaction():
                db.execute(migration.sql)
                db.execute("INSERT INTO migration (name, digest) VALUES (%s, %s)", [migration.name, migration.digest])
        if migrations is None:
            walls.raise_walls(db)
    return tuple(migration.name for migration in missing)


def let_in(owner: str, url: str) -> None:
    """Let the user of an address act for the node. Raises ``SettingsError`` where the owner may not let it in."""
    with _connect(url) as db:
        login = db.info.user
    with _connect(owner) as db:
        walls.let_in(db, login)


def _connect(url: str) -> psycopg.Connection[tuple[Any, ...]]:
    try:
        return psycopg.connect(url, autocommit=True)
    except psycopg.OperationalError as error:
        raise SettingsError(f"the database cannot be reached; see database_url ({str(error).splitlines()[0]})") from error


def _check(applied: dict[str, str], wanted: tuple[Migration, ...]) -> None:
    known = {migration.name: migration.digest for migration in wanted}
    for name, digest in applied.items():
        if name not in known:
            raise SettingsError(f"the database has migration {name}, which this program does not know: it is older than its database")
        if known[name] != digest:
            raise SettingsError(f"migration {name} was applied in another form than this program has; its file must never change")
    waiting = [name for name in known if name not in applied]
    if applied and waiting and min(waiting) < max(applied):
        raise SettingsError(f"migration {min(waiting)} comes before {max(applied)}, which is applied: migrations go forward only")
