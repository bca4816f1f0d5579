"""The embedded server, with real processes that are really killed."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from preclear.errors import SettingsError
from preclear.store import embedded
from preclear.store.keeper import cluster, server_pid

USES_IT = """
import sys, time
from pathlib import Path
from preclear.store import embedded
server = embedded.start(Path(sys.argv[1]))
print("up", flush=True)
time.sleep(600)
"""


@pytest.fixture(scope="module")
def folder():
    folder = Path(tempfile.mkdtemp(prefix="preclear-embedded-"))  # not in tmp_path: as root, the server's account must get in
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def user(folder):
    """Another process that uses the server."""
    running = []

    def user():
        process = subprocess.Popen([sys.executable, "-c", USES_IT, str(folder)], stdout=subprocess.PIPE, text=True)
        assert process.stdout.readline() == "up\n"
        running.append(process)
        return process

    yield user
    for process in running:
        process.kill()
        process.wait()
        process.stdout.close()


def number(url):
    with psycopg.connect(url, connect_timeout=5) as db:
        return db.execute("SELECT count(*) FROM kept").fetchone()[0]


def until(what, seconds=15):
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)


def running(folder, program=b"postgres"):
    """The numbers of the processes that run a program for this folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        if program in command and str(folder).encode() in command and b"embedded.start" not in command:
            found.append(int(process.name))
    return found


def nothing_runs(folder):
    """Hold that nothing of a folder is left; what a server forked just before it stopped ends a moment after it."""
    until(lambda: running(folder) == [], seconds=5)


def test_what_is_written_is_there_the_next_time_and_nothing_is_left_running(folder):
    with embedded.start(folder) as server, psycopg.connect(server.url()) as db:
        db.execute("CREATE TABLE kept AS SELECT 1")
    nothing_runs(folder)
    with embedded.start(folder) as server:
        assert number(server.url()) == 1
    server.close()  # a second time does no harm
    nothing_runs(folder)


def test_only_the_server_s_account_gets_in(folder):
    with embedded.start(folder):
        assert cluster(folder).stat().st_mode & 0o077 == 0


def test_two_processes_share_one_server(folder, user):
    other = user()
    pid = server_pid(cluster(folder) / "postmaster.pid")
    with embedded.start(folder) as server:
        assert number(server.url()) == 1
        assert server_pid(cluster(folder) / "postmaster.pid") == pid
    assert running(folder) != []
    other.terminate()
    other.wait()
    nothing_runs(folder)


def test_a_killed_user_leaves_nothing_running(folder, user):
    other = user()
    other.kill()
    nothing_runs(folder)


def test_a_killed_server_comes_back_by_itself(folder):
    with embedded.start(folder) as server:
        os.kill(int(server_pid(cluster(folder) / "postmaster.pid")), signal.SIGKILL)

        def back():
            try:
                return number(server.url()) == 1
            except psycopg.OperationalError:
                return False

        until(back)
    nothing_runs(folder)


def test_after_everything_was_killed_it_starts_again(folder, user):
    other = user()
    (keeper,) = running(folder, b"preclear.store.keeper")
    os.kill(keeper, signal.SIGKILL)
    other.kill()
    assert running(folder) != []  # the server itself is an orphan
    with embedded.start(folder) as server:
        assert number(server.url()) == 1
    nothing_runs(folder)


def test_a_user_whose_keeper_was_killed_leaves_nothing_running(folder):
    with embedded.start(folder) as server:
        (keeper,) = running(folder, b"preclear.store.keeper")
        os.kill(keeper, signal.SIGKILL)
        until(lambda: running(folder, b"preclear.store.keeper") == [])
        assert number(server.url()) == 1
    nothing_runs(folder)


def test_a_stale_note_of_another_program_s_number_is_no_hindrance(folder):
    note = cluster(folder) / "postmaster.pid"
    note.write_text(f"{os.getppid()}\n{cluster(folder)}\n0\n5432\n\n\n0 0\nready\n")
    with embedded.start(folder) as server:
        assert number(server.url()) == 1


def test_a_folder_that_cannot_hold_a_server_is_refused(tmp_path):
    with pytest.raises(SettingsError, match="too long"):
        embedded.start(tmp_path / ("x" * 100))
    (tmp_path / "file").write_text("")
    with pytest.raises(SettingsError, match="cannot be used"):
        embedded.start(tmp_path / "file")
