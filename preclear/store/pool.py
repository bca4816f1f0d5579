"""Connections to the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection, InterfaceError, OperationalError
from psycopg_pool import ConnectionPool

from preclear.errors import SettingsError, Unreachable
from preclear.store import acting

Database = Connection[tuple[Any, ...]]
OPEN_SECONDS = 15
WAIT_SECONDS = 10  # for a connection, where all are in use or the server is away
RECONNECT_SECONDS = 10  # after which an attempt to connect is given up, and whoever comes next begins a new one: else it waits ever longer
RETRY_AFTER_SECONDS = 5
LINE: dict[str, Any] = {  # so that a server that has gone without a word is noticed, and nobody waits for it for minutes
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,  # milliseconds
}


class Pool(ConnectionPool[Database]):
    """A pool of connections; leaving ``with pool.connection() as db`` commits what was done in it.

    Each says first who acts (``acting``): nobody who does not may touch a row.
    """

    @contextmanager
    def connection(self, timeout: float | None = None) -> Iterator[Database]:
        """Give a connection until the block ends, and commit; roll back on an error.

        Raises ``Unreachable`` where the server is away, or goes away meanwhile. Of what was being committed just then it is not known
        whether it was: all that is done again has the effect of once.
        """
        try:
            with super().connection(timeout) as db:
                acting.say(db, acting.now())
                yield db
        except (OperationalError, InterfaceError) as error:
            raise Unreachable(
                "the database cannot be reached just now; nothing is lost: send it again", retry_after=RETRY_AFTER_SECONDS
            ) from error


def open_pool(url: str, *, size: int) -> Pool:
    """Return a pool of connections. Raises ``SettingsError`` when the database cannot be reached."""
    pool = Pool(
        url,
        kwargs=LINE,
        min_size=2,
        max_size=size,
        timeout=WAIT_SECONDS,
        reconnect_timeout=RECONNECT_SECONDS,
        configure=_configure,
        check=ConnectionPool.check_connection,
        open=False,
    )
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
