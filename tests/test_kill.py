"""A node that is killed in the middle of its work has lost nothing, done nothing twice, and comes back by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime

import httpx
import psycopg
import pytest

from preclear.manifest import Mode
from preclear.store import carriers
from preclear.store.carriers import Carrier

MANIFESTS, PEOPLE, CONNECTIONS = 200, 3, 4
SERVE = [sys.executable, "-c", "from preclear.cli import main; main()", "serve"]
ADDRESS = "Preclear answers at "


@pytest.fixture
def start(database_url, tmp_path):
    """Start a real node on the test's database, and return its process and address."""
    running = []
    settings = {"PRECLEAR_DATABASE_URL": database_url, "PRECLEAR_DATA_FOLDER": str(tmp_path / "data"), "PRECLEAR_PORT": "0"}

    def start():
        environment = {name: value for name, value in os.environ.items() if not name.startswith("PRECLEAR_")} | settings
        process = subprocess.Popen(SERVE, env=environment, stderr=subprocess.PIPE, text=True)
        running.append(process)
        for line in process.stderr:
            if line.startswith(ADDRESS):
                threading.Thread(target=process.stderr.read, daemon=True).start()  # so that it never waits for us to read on
                return process, line.removeprefix(ADDRESS).split(";")[0]
        pytest.fail("the node did not start")

    yield start
    for process in running:
        process.terminate()
        process.wait(timeout=30)
        process.stderr.close()


def send(client, raw):
    """Send one message; return the answer where it was acknowledged with one."""
    with suppress(httpx.HTTPError):
        answered = client.post("/messages", content=raw)
        return answered.content if answered.status_code == 200 else None
    return None


def client_of(address, key):
    return httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=30)


def test_kill_in_the_middle_of_two_hundred_manifests(start, database_url, paxlst):
    process, address = start()
    with psycopg.connect(database_url) as db:
        carriers.add(db, Carrier(id="XX", name="Example Airways", mode=Mode.AIR), by="operator", now=datetime.now(UTC))
        key = carriers.add_key(db, "XX", "test", by="operator", now=datetime.now(UTC))
    lists = [
        paxlst(*((f"NAME{chr(65 + n % 26)}", "ANNE", "800101", f"P{n:04d}{p}") for p in range(PEOPLE)), flight=f"XX{n}", control=str(n))
        for n in range(1, MANIFESTS + 1)
    ]
    acknowledged: dict[int, bytes] = {}

    def deliver(number: int) -> None:
        if (answer := send(client, lists[number])) is not None:
            acknowledged[number] = answer
        if len(acknowledged) == MANIFESTS // 2 and process.poll() is None:
            process.send_signal(signal.SIGKILL)

    with client_of(address, key) as client, ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(deliver, range(MANIFESTS)))
    process.wait()
    assert MANIFESTS // 2 <= len(acknowledged) < MANIFESTS

    _, address = start()
    with psycopg.connect(database_url, autocommit=True) as db:

        def count(what):
            return db.execute(f"SELECT count(*) FROM {what}").fetchone()[0]

        deadline = time.monotonic() + 30
        while count("raw_message WHERE state = 'received'"):
            assert time.monotonic() < deadline, "what the kill left was not settled"
            time.sleep(0.1)
        assert len(acknowledged) <= count("raw_message") == count("manifest") == count("answer") <= len(acknowledged) + CONNECTIONS

        with client_of(address, key) as client, ThreadPoolExecutor(CONNECTIONS) as pool:  # the carrier sends everything again
            answers = list(pool.map(lambda raw: send(client, raw), lists))
        assert {number: answers[number] for number in acknowledged} == acknowledged
        assert None not in answers
        assert len(set(answers)) == MANIFESTS
        assert {what: count(what) for what in ("raw_message", "manifest", "answer", "traveller", "directive")} == {
            "raw_message": MANIFESTS, "manifest": MANIFESTS, "answer": MANIFESTS,
            "traveller": MANIFESTS * PEOPLE, "directive": MANIFESTS * PEOPLE,
        }  # fmt: skip
        assert count("event WHERE kind = 'manifest.saved'") == count("event WHERE kind = 'raw.received'") == MANIFESTS
