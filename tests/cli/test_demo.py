"""The demonstration as its user runs it: real processes, from the address to the last trace."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from preclear.demo.folder import PREFIX, delete_left_behind

PATIENCE = 60  # seconds; on a machine that is not busy it takes five


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A folder for temporary files that every account may enter, as the system's own: the database's account must."""
    with tempfile.TemporaryDirectory(prefix="preclear-test-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def start(temporary: Path, *words: str) -> subprocess.Popen[str]:
    """Start the demonstration with its temporary files in a folder of ours."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PRECLEAR_")}
    return subprocess.Popen(
        [sys.executable, "-m", "preclear", "demo", *words],
        env=environment | {"TMPDIR": str(temporary), "COLUMNS": "200"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def address_of(demo: subprocess.Popen[str]) -> str:
    """Where the demonstration says that it is."""
    assert demo.stdout is not None
    for line in demo.stdout:
        if found := re.search(r"http://[\d.]+:\d+", line):
            return found[0]
    raise AssertionError(demo.communicate())


def wait_for(what: Callable[[], object]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def processes_of(folder: Path) -> list[str]:
    """The command lines of all processes that name a folder or work in it."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if str(folder) in words or str((process / "cwd").readlink()).startswith(str(folder)):
                found.append(words)
        except OSError:
            continue
    return found


def test_once_clears_a_voyage_prints_it_and_leaves_nothing(temporary):
    demo = start(temporary, "--once")
    out, err = demo.communicate(timeout=PATIENCE)
    assert (demo.returncode, processes_of(temporary), list(temporary.iterdir())) == (0, [], []), err
    rows = [line for line in out.splitlines() if re.search(r" (refer|incomplete|clear) ", line)]
    told = [line for line in out.splitlines() if line.startswith("ERC+") and len(line) == len("ERC+0Z'")]
    assert (len(rows), len(told)) == (len(told), len(rows))
    assert len(rows) >= 40
    assert sum(" refer " in row and re.search(r"\((0\.\d\d|1\.00)\)", row) is not None for row in rows) >= 3
    assert {line[4] for line in told} == {"0", "2", "4"}
    assert "The travel document expires on" in out
    assert re.search(r"TBA, TBA .* incomplete ", out)


def test_it_opens_fills_itself_and_stops_in_order(temporary):
    demo = start(temporary, "--port", "0")
    address = address_of(demo)
    page = httpx.get(address, follow_redirects=True, trust_env=False)
    assert (page.status_code, page.headers["Content-Type"].split(";")[0]) == (200, "text/html")

    def counted(what: str) -> float:
        found = re.search(rf"^preclear_{what} (\S+)$", httpx.get(f"{address}/metrics", trust_env=False).text, re.MULTILINE)
        assert found
        return float(found[1])

    wait_for(lambda: counted("voyages") >= 12 and counted("referrals") >= 5 and counted("unreadable") >= 1)
    demo.send_signal(signal.SIGINT)
    assert demo.wait(timeout=PATIENCE) == 0
    assert (processes_of(temporary), list(temporary.iterdir())) == ([], [])
    demo.communicate()


def test_what_a_killed_one_leaves_is_deleted_by_the_next(temporary):
    demo = start(temporary, "--port", "0")
    address_of(demo)
    demo.kill()
    demo.communicate(timeout=PATIENCE)
    (left,) = temporary.glob(f"{PREFIX}*")
    wait_for(lambda: not processes_of(temporary))
    delete_left_behind(temporary)
    assert not left.exists()


def test_a_kept_folder_goes_on_where_it_stopped(temporary):
    kept = temporary / "kept"
    for _ in range(2):
        demo = start(temporary, "--once", "--data-folder", str(kept))
        out, err = demo.communicate(timeout=PATIENCE)
        assert demo.returncode == 0, err
        assert "Boreal Air" in out
    assert (kept / "postgres").is_dir()
    assert processes_of(temporary) == []
