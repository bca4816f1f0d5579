"""Connections to the database."""

from __future__ import annotations

from typing import Any

from psycopg import Connection
from psycopg_pool import ConnectionPool

from preclear.errors import SettingsError

Database = Connection[tuple[Any, ...]]
OPEN_SECONDS = 15


def open_pool(url: str, *, size: int) -> ConnectionPool[Database]:
    """Return a pool of connections; leaving ``with pool.connection() as db`` commits what was done in it.

    Raises ``SettingsError`` when the database cannot be reached.
    """
    pool = ConnectionPool[Database](url, min_size=2, max_size=size, configure=_configure, check=ConnectionPool.check_connection, open=False)
    try:
        pool.open(wait=True, timeout=OPEN_SECONDS)
    except Exception as error:
        pool.close()
        raise SettingsError("the database cannot be reached; see database_url") from error
    return pool


def _configure(db: Database) -> None:
    """Make sure of what the rest relies on, whatever the server's own defaults are."""
    db.execute("SET synchronous_commit = on")  # what is committed is on disk (law 1)
    db.execute("SET TIME ZONE 'UTC'")
    db.commit()
