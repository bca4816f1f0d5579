"""The whole durable path: manifests over HTTP, to disk, read, screened, assessed, saved with their events, and the answer in the outbox.

``python -m benchmarks.durable PART [--folder DIR] [--entries N] [--people N] [--count N] [--workers N]``, PART one of

- ``stages``: where each millisecond of CPU goes, by the steps of the procedure, PostgreSQL's own beside them;
- ``capacity``: travellers a second over HTTP, and the CPU of node, workers, PostgreSQL and load, each apart;
- ``latency``: an open load at a share of the capacity, with interactive look-ups of one person beside it.

A node is a process of its own with its embedded PostgreSQL (fsync on) in ``--folder``, where it is kept for the next run: a list of a
million takes minutes to accept and index. The load is a process of its own, too. Travellers are of the same names as the list; each
hundredth is on it.
"""

from __future__ import annotations

import argparse
import itertools
import json
import logging
import os
import queue
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from random import Random
from typing import Any

import httpx
import psutil
import psycopg
import structlog

from benchmarks import million
from preclear import clearance, documents, messages, rules
from preclear.clearance import answering, circumstances, receiving, saving
from preclear.demo import messages as written
from preclear.demo import people as drawn
from preclear.demo.bookings import book
from preclear.demo.styles import STYLES, in_zone_letters
from preclear.manifest import Leg, Manifest, Mode, Voyage
from preclear.node import Node
from preclear.node.node import DATABASE
from preclear.settings import Settings
from preclear.store import carriers, earlier, embedded, events, lists, lives, manifests
from preclear.store.carriers import Carrier

AIM_MS = 150.0  # of CPU for a manifest of 300, PostgreSQL included: 4,000 travellers a second on two cores
SETS, LISTED_IN = 16, 100  # sets of people that travel again and again; one in so many of them is on the list
SERVE = [sys.executable, "-c", "from preclear.cli import main; main()", "serve"]
DOCUMENT = re.compile(rb"(DOC\+[^+']*\+[A-Z0-9]+?)[A-Z0-9]{4}'")  # so that hardly anybody has flown before
ADDRESS = "Preclear answers at "
SINGLE_RATE = 10.0  # messages of one traveller a second, beside the lists
CARRIER, KEY = "XX", "key"  # the carrier that sends, and the file with its key in the folder


# The load ----------------------------------------------------------------------------------------------------------------------


def sets(people: int, entries: int, *, count: int = SETS, seed: int = 0) -> list[bytes]:
    """Return lists of one flight with so many people each, of the names of the list; a flight number takes the place of XB2207."""
    listed = tuple(itertools.islice(million.entries(entries), 3_000))
    return [_set(people, listed, seed + number) for number in range(count)]


def _set(people: int, listed: Sequence[Any], seed: int) -> bytes:
    random, on = Random(f"set {seed}"), date(2030, 6, 1)
    departs = datetime.combine(on, clock(15, 40))
    leg = Leg(voyage="XB2207", departure="YVR", arrival="SEA", departs=departs, arrives=departs + timedelta(minutes=65))
    voyage = Voyage(carrier="XB", designator="XB2207", mode=Mode.AIR, legs=(leg,), border_leg=0)
    passengers: list[Any] = []
    while len(passengers) < people:
        party = drawn.party(random, on)[: people - len(passengers)]
        passengers.extend(book(party, voyage, STYLES["guide"], random, first=len(passengers) + 1))
    named = million.travellers(people, 100 + seed)
    met = random.sample(list(listed), max(1, people // LISTED_IN))
    declared = []
    for number, (one, like) in enumerate(zip(passengers, named, strict=True)):
        family, given, born = like.family_name, like.given_names, like.birth_date
        if number % LISTED_IN == LISTED_IN // 2 and met:
            entry = met.pop()
            born = next((each.first for each in entry.birth_dates if each.first.day), born)
            family, given = in_zone_letters(entry.names[0].family_name), in_zone_letters(entry.names[0].given_names)
        declared.append(replace(one, family_name=family, given_names=given, birth_date=born, sex=like.sex))
    manifest = Manifest(
        voyage=voyage,
        travellers=tuple(declared),
        transaction=f"XB2207{seed:06d}",
        revision="1",
        prepared_at=departs - timedelta(hours=3),
        declared_passengers=people,
    )
    return written.write(manifest, STYLES["guide"], sender="XBAPIS", control=f"{seed:06d}XB2207")


class Flights:
    """Messages without end, each of a flight that nobody has declared yet."""

    def __init__(self, raws: Sequence[bytes], first: int) -> None:
        self._raws, self.number, self._lock = raws, first, threading.Lock()

    @property
    def sets(self) -> int:
        """How many sets of people there are."""
        return len(self._raws)

    def take(self) -> bytes:
        """Return the next."""
        with self._lock:
            number = self.number
            self.number += 1
        day = date(2030, 1, 1) + timedelta(number // 10_000)
        flown = self._raws[number % len(self._raws)].replace(b"XB2207", b"XB%04d" % (number % 10_000))
        flown = DOCUMENT.sub(rb"\g<1>%04d'" % (number % 10_000), flown)
        return flown.replace(b"300601", f"{day:%y%m%d}".encode())


# The node ----------------------------------------------------------------------------------------------------------------------


def furnish(folder: Path, entries: int) -> Settings:
    """Return the settings of a node in a folder, with a list of so many people in force and a carrier whose key lies beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o711)  # as root, the server's account must get in
    settings = Settings(data_folder=folder)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    if (folder / KEY).exists():
        return settings
    with Node.open(settings) as node, node.pool.connection() as db:
        now = datetime.now(UTC)
        lists.accept(db, million.edition(entries), by="benchmark", now=now)
        carriers.add(db, Carrier(id=CARRIER, name="Example Airways", mode=Mode.AIR), by="benchmark", now=now)
        key = carriers.add_key(db, CARRIER, "benchmark", by="benchmark", now=now)
        db.commit()
        node.reload()  # builds the index
    (folder / KEY).write_text(key)
    return settings


def sent_before(settings: Settings) -> int:
    """Return a number from which on no flight has been declared."""
    with embedded.start(settings.data_folder) as server, psycopg.connect(server.url(DATABASE)) as db:
        row = db.execute("SELECT count(*) FROM raw_message").fetchone()
        return int(row[0]) if row else 0


@contextmanager
def serving(settings: Settings, **said: object) -> Iterator[tuple[str, psutil.Process]]:
    """Run a node in a process of its own; give its address and the process."""
    told = {"data_folder": settings.data_folder, "port": 0, "log_level": "warning", "queue": 256, **said}
    environment = {f"PRECLEAR_{name.upper()}": str(value) for name, value in told.items()}
    with subprocess.Popen(SERVE, env=os.environ | environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            address = next(line.removeprefix(ADDRESS).split(";")[0] for line in process.stderr if line.startswith(ADDRESS))
            threading.Thread(target=lambda: [sys.stderr.write(line) for line in process.stderr or ()], daemon=True).start()
            yield address, psutil.Process(process.pid)
        finally:
            process.terminate()


@dataclass(frozen=True)
class Spent:
    """Seconds of CPU since they began."""

    node: float
    workers: float
    database: float

    def since(self, before: Spent, over: int) -> dict[str, float]:
        """Return milliseconds of each for one of so many."""
        return {name: round((value - getattr(before, name)) * 1000 / over, 1) for name, value in asdict(self).items()}


def _cpu(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return times.user + times.system


def spent(node: psutil.Process | None, folder: Path) -> Spent:
    """Return the CPU of a node, of its worker processes, and of its PostgreSQL, as they are now."""
    master = psutil.Process(int((folder / "postgres/postmaster.pid").read_text().splitlines()[0]))
    over = master.cpu_times()
    database = over.user + over.system + over.children_user + over.children_system + sum(map(_cpu, master.children()))
    workers = sum(_cpu(child) for child in node.children()) if node else 0.0
    return Spent(_cpu(node) if node else time.process_time(), workers, database)


# Where the time goes -------------------------------------------------------------------------------------------------------------


class Stages:
    """CPU of this thread by the step it is in; what a step calls that is a step itself counts there alone."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self._open: list[str] = []
        self._since = 0.0

    def _mark(self) -> None:
        now = time.thread_time()
        if self._open:
            self.seconds[self._open[-1]] += now - self._since
        self._since = now

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Count what is done in the block."""
        self._mark()
        self._open.append(name)
        try:
            yield
        finally:
            self._mark()
            self._open.pop()

    def wrap(self, room: Any, function: str, name: str) -> None:
        """Count a function of a module or class as a step, wherever it is called through that name."""
        before: Callable[..., Any] = getattr(room, function)

        def counted(*given: Any, **named: Any) -> Any:
            with self.step(name):
                return before(*given, **named)

        setattr(room, function, counted)


STEPS: tuple[tuple[Any, str, str], ...] = (
    (clearance.receiving.raw_messages, "keep", "raw bytes to disk"),
    (messages, "read", "reading"),
    (receiving, "_known", "known before"),
    (earlier, "past", "known before"),
    (documents, "check_all", "documents"),
    (circumstances.Circumstances, "screen", "matching"),
    (rules, "asked", "rules"),
    (rules, "judge", "rules"),
    (receiving, "assess", "assessment"),
    (saving, "save", "saving: the rest"),
    (saving.life, "life", "saving: what the messages come to"),
    (lives, "standing", "saving: rows of the voyage"),
    (lives, "history", "saving: what the messages come to"),
    (saving.rules, "keep_assessment", "saving: what it rests on"),
    (saving.rules, "count", "saving: what it rests on"),
    (manifests, "save_people", "saving: people (COPY)"),
    (manifests, "aboard", "saving: rows of the voyage"),
    (saving.decisions, "direct", "saving: directives"),
    (saving, "_refer", "saving: referrals"),
    (events, "write", "events"),
    (answering, "answer", "answer to the outbox"),
)


def stages(settings: Settings, flights: Flights, count: int, *, profile: bool = False) -> dict[str, float]:
    """Return milliseconds of CPU a manifest by step, of a node in this process, warm; and of PostgreSQL."""
    with Node.open(settings) as node:
        for _ in range(flights.sets + 2):
            clearance.receive(node, flights.take(), carrier=CARRIER, transport="http", now=datetime.now(UTC))
        taken = [flights.take() for _ in range(count)]
        counted = Stages()
        for step in () if profile else STEPS:
            counted.wrap(*step)
        before = spent(None, settings.data_folder)
        with _profiled(profile), counted.step("transactions"):
            for raw in taken:
                receipt = clearance.receive(node, raw, carrier=CARRIER, transport="http", now=datetime.now(UTC))
                assert receipt.message.state == "saved", receipt.message.faults[:3]
        database = spent(None, settings.data_folder).since(before, count)["database"]
    found = {name: round(seconds * 1000 / count, 2) for name, seconds in sorted(counted.seconds.items(), key=lambda one: -one[1])}
    return found | {"node": round(sum(found.values()), 1), "PostgreSQL": database}


@contextmanager
def _profiled(wanted: bool) -> Iterator[None]:
    if not wanted:
        yield
        return
    import cProfile  # noqa: PLC0415 - only where it is asked for
    import pstats  # noqa: PLC0415

    profiler = cProfile.Profile(time.thread_time)
    with profiler:
        yield
    pstats.Stats(profiler).sort_stats("cumulative").print_stats(70)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(45)


# Over HTTP -----------------------------------------------------------------------------------------------------------------------


def _client(address: str, key: str) -> httpx.Client:
    return httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=120)


def _send(client: httpx.Client, raw: bytes) -> None:
    while True:
        answered = client.post("/messages", content=raw)
        if answered.status_code != 429:
            break
        time.sleep(0.2)
    assert answered.status_code == 200, answered.text


@contextmanager
def _warm(settings: Settings, flights: Flights, connections: int, said: Mapping[str, object]) -> Iterator[tuple[psutil.Process, str, str]]:
    """Run a node that has seen every set of people in each of its processes; give the process, its address and the carrier's key."""
    key = (settings.data_folder / KEY).read_text()
    with serving(settings, **said) as (address, process):
        wanted = int(str(said.get("workers", os.cpu_count())))
        deadline = time.monotonic() + 180
        while wanted and httpx.get(f"{address}/health", timeout=60).json().get("workers", 0) <= wanted and time.monotonic() < deadline:
            time.sleep(0.2)
        _many(address, key, flights, (wanted + 1) * 2 * flights.sets, connections)
        yield process, address, key


def _many(address: str, key: str, flights: Flights, count: int, connections: int) -> None:
    """Send so many lists, the next of each connection when it has the answer."""
    left = iter(range(count))
    lock = threading.Lock()

    def work(client: httpx.Client) -> None:
        while True:
            with lock:
                if next(left, None) is None:
                    return
            _send(client, flights.take())

    clients = [_client(address, key) for _ in range(connections)]
    with ThreadPoolExecutor(connections) as pool:
        list(pool.map(work, clients))
    for client in clients:
        client.close()


def capacity(settings: Settings, flights: Flights, count: int, *, connections: int = 4, **said: object) -> dict[str, float]:
    """Return travellers a second, and milliseconds of CPU a manifest, of a load that sends the next list when it has the answer."""
    with _warm(settings, flights, connections, said) as (process, address, key):
        before, load, began = spent(process, settings.data_folder), time.process_time(), time.perf_counter()
        _many(address, key, flights, count, connections)
        seconds, load = time.perf_counter() - began, time.process_time() - load
        cost = spent(process, settings.data_folder).since(before, count)
    total = round(sum(cost.values()), 1)
    busy = round(total * count / 1000 / seconds, 2)  # processors
    return {
        **cost,
        "sum": total,
        "load": round(load * 1000 / count, 1),
        "manifests_a_second": round(count / seconds, 2),
        "processors": busy,
    }


def latency(settings: Settings, flights: Flights, seconds: float, rate: float, *, connections: int = 16, **said: object) -> dict[str, Any]:
    """Return how long answers take, in milliseconds from the instant a list was due, so many a second whether or not the node is behind.

    Beside them come messages of one traveller, ten a second, on connections of their own.
    """
    (single,) = sets(1, 10_000, count=1, seed=500)
    singles = Flights([single], flights.number + 5_000_000)
    with _warm(settings, flights, 4, said) as (_, address, key):
        clients = [_client(address, key) for _ in range(connections + 4)]
        free: queue.Queue[httpx.Client] = queue.Queue()
        for client in clients[:connections]:
            free.put(client)
        few: queue.Queue[httpx.Client] = queue.Queue()
        for client in clients[connections:]:
            few.put(client)
        took: dict[str, list[float]] = {"manifests": [], "single": []}

        def one(kind: str, idle: queue.Queue[httpx.Client], raw: bytes, due: float) -> None:
            client = idle.get()
            _send(client, raw)
            took[kind].append((time.perf_counter() - due) * 1000)
            idle.put(client)

        with ThreadPoolExecutor(connections) as pool, ThreadPoolExecutor(4) as beside:
            loads = [
                threading.Thread(target=_open_loop, args=(flights, rate, seconds, lambda *due: pool.submit(one, "manifests", free, *due))),
                threading.Thread(
                    target=_open_loop, args=(singles, SINGLE_RATE, seconds, lambda *due: beside.submit(one, "single", few, *due))
                ),
            ]
            for load in loads:
                load.start()
            for load in loads:
                load.join()
    return {"rate": rate} | {f"{kind}, {name}": round(value, 1) for kind, all_ in took.items() for name, value in _spread(all_).items()}


def _open_loop(source: Flights, rate: float, seconds: float, send: Callable[[bytes, float], object]) -> None:
    """Give each message out at the instant when it is due, whether or not the ones before are answered."""
    random, due = Random(rate), time.perf_counter()
    ends = due + seconds
    while due < ends:
        due += random.expovariate(rate)
        raw = source.take()
        time.sleep(max(0.0, due - time.perf_counter()))
        send(raw, due)


def _spread(values: list[float]) -> dict[str, float]:
    values.sort()
    return (
        {"count": len(values), "p50": values[len(values) // 2], "p99": values[min(len(values) - 1, len(values) * 99 // 100)]}
        if values
        else {}
    )


def main() -> None:
    """Run the part that the command line asks for, and print one JSON object."""
    parser = argparse.ArgumentParser("benchmarks.durable", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=("furnish", "stages", "profile", "capacity", "latency"))
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=300)
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--sets", type=int, default=SETS)
    parser.add_argument("--rate", type=float, default=5.0, help="lists a second of the open load")
    parser.add_argument("--seconds", type=float, default=20.0)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="preclear-bench-") as own:
        settings = furnish(chosen.folder or Path(own), chosen.entries)
        if chosen.part == "furnish":
            return
        flights = Flights(sets(chosen.people, chosen.entries, count=chosen.sets), sent_before(settings))
        if chosen.part in ("stages", "profile"):
            found: dict[str, Any] = stages(settings, flights, chosen.count, profile=chosen.part == "profile")
        elif chosen.part == "capacity":
            found = capacity(settings, flights, chosen.count, workers=chosen.workers)
        else:
            found = latency(settings, flights, chosen.seconds, chosen.rate, workers=chosen.workers)
    said = {"entries": chosen.entries, "people": chosen.people, "workers": chosen.workers, "load_average": os.getloadavg()[0]}
    print(json.dumps({"part": chosen.part, **said, **found}))


if __name__ == "__main__":
    main()
