"""The database stops in the middle and starts again: nothing acknowledged is lost, who sends is told when to come again."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import psycopg
import pytest

from preclear.manifest import Mode
from preclear.node import Node
from preclear.settings import Settings
from preclear.store import answers, carriers, embedded
from preclear.store.carriers import Carrier
from preclear.web.serve import serving

LISTS, AT_ONCE = 60, 4
MARTIN = ("MARTIN", "ANNE", "800101", "AA000001")
NOW = datetime(2026, 5, 1, 7, 0, tzinfo=UTC)


class Database:
    """A PostgreSQL server of this test's own, which can be stopped, as a machine that goes, and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server = embedded.start(folder)
        with psycopg.connect(self.server.url(), autocommit=True) as db:
            db.execute("CREATE DATABASE outage")
        self.url = self.server.url("outage")

    def stop(self, how: signal.Signals) -> None:
        """End the server with a signal to it, once nobody is there who would start it again. Waits until it has gone."""
        pid = int((self.folder / "postgres/postmaster.pid").read_text().split()[0])
        keeper = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
        os.kill(keeper, signal.SIGKILL)
        os.kill(pid, how)
        deadline = time.monotonic() + 30
        while Path(f"/proc/{pid}").exists():
            assert time.monotonic() < deadline, "the server did not stop"
            time.sleep(0.05)

    def start(self) -> None:
        """Start it again; it recovers from its log."""
        embedded.start(self.folder).close()  # the first user is still there, so that it goes on


@pytest.fixture
def database():
    folder = Path(tempfile.mkdtemp(prefix="preclear-outage-"))  # not in tmp_path: as root, the server's account must get in
    try:
        database = Database(folder)
        yield database
        database.server.close()
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def node(database, tmp_path):
    settings = Settings(
        database_url=database.url,
        data_folder=tmp_path / "data",
        sweep_seconds=1,
        answer_repeat_seconds=1,
        watch_folder=tmp_path / "watched",
    )
    with Node.open(settings) as node:
        with node.pool.connection() as db:
            carriers.add(db, Carrier(id="XX", name="Example Airways", mode=Mode.AIR), by="operator", now=NOW)
        (tmp_path / "watched" / "XX" / "incoming").mkdir(parents=True)
        yield node


@pytest.fixture
def client(node):
    with node.pool.connection() as db:
        key = carriers.add_key(db, "XX", "test", by="operator", now=NOW)
    with (
        serving(node, host="127.0.0.1", port=0) as address,
        httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=40) as client,
    ):
        yield client


def until(what, seconds=40):
    deadline = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.1)
    return found


@pytest.mark.parametrize(
    "how", [pytest.param(signal.SIGINT, id="stopped", marks=pytest.mark.long), pytest.param(signal.SIGKILL, id="killed")]
)
def test_carriers_send_while_the_database_stops_and_starts(database, node, client, paxlst, how):
    lists = [
        paxlst((f"NAME{chr(65 + n % 26)}", "ANNE", "800101", f"P{n:04d}"), flight=f"XX{n}", control=str(n)) for n in range(1, LISTS + 1)
    ]
    acknowledged: dict[int, bytes] = {}
    met: Counter[int] = Counter()
    enough, stopped = threading.Event(), threading.Event()

    def send(number: int) -> None:
        if len(acknowledged) >= LISTS // 3:
            enough.set()
            stopped.wait(30)  # the rest comes while the database is away
        answered = client.post("/messages", content=lists[number])
        met[answered.status_code] += 1
        if answered.status_code == 200:
            acknowledged[number] = answered.content
        else:
            assert (answered.status_code, answered.json()["code"]) == (503, "unreachable")
            assert int(answered.headers["Retry-After"]) > 0

    with ThreadPoolExecutor(AT_ONCE) as pool:
        sending = [pool.submit(send, number) for number in range(LISTS // 3 + AT_ONCE * 2)]
        assert enough.wait(30)
        database.stop(how)
        stopped.set()
        for one in sending:
            one.result()
    assert met[503] >= AT_ONCE
    assert (client.get("/health").status_code, client.get("/health").json()["database"]) == (503, False)
    page = client.get("/", headers={"Cookie": "preclear_session=x", "Accept-Language": "fr"})
    assert (page.status_code, "base de données" in page.text, "Retry-After" in page.headers) == (503, True, True)

    database.start()
    until(lambda: client.get("/health").status_code == 200)
    again = {number: client.post("/messages", content=raw) for number, raw in enumerate(lists)}
    assert {answered.status_code for answered in again.values()} == {200}
    assert {number: again[number].content for number in acknowledged} == acknowledged
    with node.pool.connection() as db:
        counts = {
            what: db.execute(f"SELECT count(*) FROM {what}").fetchone()[0]
            for what in ("raw_message", "manifest", "answer", "traveller", "directive")
        }
    assert counts == dict.fromkeys(counts, LISTS)


def test_all_that_the_node_does_on_its_own_goes_on_by_itself(database, node, client, paxlst, tmp_path):
    got = threading.Event()

    class Callback(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.end_headers()
            got.set()

        def log_message(self, *_):
            pass

    database.stop(signal.SIGINT)
    (tmp_path / "watched/XX/incoming/first.edi").write_bytes(paxlst(MARTIN))
    time.sleep(3)  # so that every thread has met it
    database.start()
    out = tmp_path / "watched/XX/outgoing"
    until(lambda: out.is_dir() and [path for path in out.iterdir() if not path.name.startswith(".")])
    until(lambda: client.get("/health").status_code == 200)

    waited = {}

    def wait():
        waited["answers"] = client.get("/answers", params={"wait": 30}).json()

    waiting = threading.Thread(target=wait)
    waiting.start()
    time.sleep(0.5)
    (tmp_path / "watched/XX/incoming").rmdir()  # so that the answer is not written out, but rung for
    with node.pool.connection() as db:
        number = answers.reserve(db, "XX", waits=True)
        answers.put(db, number, carrier="XX", kind="change", reference="R1", cusres=b"UNB", json={"answer": number}, now=datetime.now(UTC))
    waiting.join(20)
    assert [one["answer"] for one in waited["answers"]] == [number]

    server = ThreadingHTTPServer(("127.0.0.1", 0), Callback)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        with node.pool.connection() as db:
            db.execute("UPDATE carrier SET callback_url = %s", [f"http://127.0.0.1:{server.server_port}/"])
        assert got.wait(20)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    with suppress(KeyError):
        del waited["answers"]
