"""The whole durable path: bytes over HTTP, kept, read, screened, assessed and saved in PostgreSQL with events, and answered.

A real node in a process of its own with its embedded server. The senders share the machine with it, so their work counts too.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import httpx
import structlog

from benchmarks.harness import Figure
from preclear import watchlist
from preclear.demo import messages
from preclear.demo import watchlist as fictional
from preclear.manifest import Mode
from preclear.node import Node
from preclear.settings import Settings
from preclear.store import carriers, lists
from preclear.store.carriers import Carrier

PEOPLE, CONNECTIONS = 300, 4
AIM = 500  # travellers a second: the first aim, on two cores against a national list
OFAC = Path(__file__).resolve().parents[2] / "shared/data/watchlists/ofac-2021-07"
SERVE = [sys.executable, "-c", "from preclear.cli import main; main()", "serve"]
ADDRESS = "Preclear answers at "


def run(quick: bool) -> list[Figure]:
    """Send manifests of 300 over four connections; then one by one."""
    count = 24 if quick else 120
    raws = [_list(number) for number in range(count + 2)]
    with tempfile.TemporaryDirectory(prefix="preclear-bench-") as folder:
        Path(folder).chmod(0o711)  # as root, the server's account must get in
        settings = Settings(data_folder=Path(folder))
        key, entries = _furnish(settings)
        with _serving(settings) as address, _client(address, key) as client:
            for raw in raws[:2]:  # warm
                _send(client, raw)
            began = time.perf_counter()
            with ThreadPoolExecutor(CONNECTIONS) as pool:
                list(pool.map(lambda raw: _send(client, raw), raws[2:]))
            rate = count * PEOPLE / (time.perf_counter() - began)
            one = min(_seconds(client, _list(1000 + n)) for n in range(3 if quick else 10))
    against = f"300-person lists, {CONNECTIONS} connections, {entries:,} listed"
    return [
        Figure("whole_path", against, rate, AIM, "first aim", "travellers/s", "higher"),
        Figure("whole_path", "one such list alone, to its answer", one * 1000, PEOPLE / AIM * 1000, "first aim", "ms", "lower"),
    ]


def _list(number: int) -> bytes:
    """A list of a flight of its own: lists of one flight are saved one after the other."""
    return messages.list_of(PEOPLE, number).replace(b"XB2207", b"XB%04d" % number)


def _furnish(settings: Settings) -> tuple[str, int]:
    """Put a list in force and add a carrier; return its key, and how many people are listed."""
    now = datetime.now(UTC)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    with Node.open(settings) as node, node.pool.connection() as db:
        for edition in _editions(settings.data_folder):
            lists.accept(db, edition, by="benchmark", now=now)
        carriers.add(db, Carrier(id="XX", name="Example Airways", mode=Mode.AIR), by="benchmark", now=now)
        key = carriers.add_key(db, "XX", "benchmark", by="benchmark", now=now)
        return key, sum(held.entries for held in lists.in_force(db))


def _editions(folder: Path) -> Sequence[watchlist.Edition]:
    """The 2021 list of OFAC where it is at hand, else the demo's fictional one."""
    if OFAC.is_dir():
        return watchlist.load(OFAC)
    file = folder / "ncl.csv"
    file.write_bytes(fictional.write(fictional.listed(1, datetime.now(UTC).date())))
    return watchlist.load(file)


@contextmanager
def _serving(settings: Settings) -> Iterator[str]:
    """Run a node in a process of its own, and give its address."""
    said = {"PRECLEAR_DATA_FOLDER": str(settings.data_folder), "PRECLEAR_PORT": "0", "PRECLEAR_LOG_LEVEL": "warning"}
    with subprocess.Popen(SERVE, env=os.environ | said, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            yield next(line.removeprefix(ADDRESS).split(";")[0] for line in process.stderr if line.startswith(ADDRESS))
        finally:
            process.terminate()


def _client(address: str, key: str) -> httpx.Client:
    return httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=120)


def _send(client: httpx.Client, raw: bytes) -> None:
    answered = client.post("/messages", content=raw)
    assert answered.status_code == 200, answered.text


def _seconds(client: httpx.Client, raw: bytes) -> float:
    began = time.perf_counter()
    _send(client, raw)
    return time.perf_counter() - began
