"""What a list that grows costs: a manifest of 300 against one million to ten million listed people of two names each.

The same travellers ask every list, and every tenth is listed in all of them. CPU seconds, which a busy machine disturbs least. *Cold* is an
index that nobody was screened against yet, in a process that remembers no name; *warm* one that has seen these very travellers. The list is
read from a file entry by entry while its index is built, in a process of its own, so that what a build holds in memory is the build's.

How cost grows is held against the list's own growth: a ratio above 1 is better than linear. The memory of several workers is their
proportional share (PSS) of all pages, the shared file with it, at its most while they screen.

``python -m benchmarks.growth 1000000 10000000`` asks lists of other sizes: a build of ten million takes some 17 GB of memory.
"""

from __future__ import annotations

import csv
import mmap
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple, TypeVar, cast

import msgspec
import numpy as np
import psutil

from benchmarks import million
from benchmarks.harness import Figure
from benchmarks.matching import KEPT
from preclear import matching
from preclear.cli.match import PEOPLE_COLUMNS
from preclear.manifest import Traveller
from preclear.matching import Index
from preclear.watchlist import Edition, Entry, Source

SIZES, QUICK_SIZES = (1_000_000, 3_000_000), (10_000, 30_000)
PEOPLE, LISTED = 300, 500  # travellers; listed ones of which some are among them
WORKERS, SCREENED = (2, 4), 12_000  # processes, and the people they share
AIM_SHARED_MB = 1000.0  # at a million
POLL_SECONDS = 0.1
Result = TypeVar("Result")


class Spooled:
    """Entries that lie in a file, each decoded when it is looked at."""

    def __init__(self, path: Path, count: int) -> None:
        self.path, self.count = path, count
        self._starts = np.load(path.with_suffix(".npy"), mmap_mode="r")
        with path.open("rb") as file:
            self._letters = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._decode = msgspec.msgpack.Decoder(Entry).decode

    @classmethod
    def write(cls, path: Path, entries: Iterator[Entry], count: int) -> Spooled:
        lengths = array("H")
        with path.open("wb") as file:
            for entry in islice(entries, count):
                lengths.append(file.write(msgspec.msgpack.encode(entry)))
        np.save(path.with_suffix(".npy"), np.concatenate([[0], np.cumsum(np.frombuffer(lengths, np.uint16), dtype=np.int64)]))
        return cls(path, count)

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, place: int) -> Entry:
        if not 0 <= place < self.count:
            raise IndexError(place)
        return self._decode(self._letters[self._starts[place] : self._starts[place + 1]])


class Built(NamedTuple):
    """What a build took."""

    seconds: float  # of CPU
    peak_mb: float
    file_mb: float


class Cost(NamedTuple):
    """Milliseconds of CPU a traveller."""

    cold: float
    warm: float
    warm_by_name: float


def run(quick: bool) -> list[Figure]:
    """Return what builds and travellers cost by the size of the list, and the memory of several workers."""
    return of_sizes(QUICK_SIZES if quick else SIZES)


def of_sizes(sizes: Sequence[int]) -> list[Figure]:
    """Return the same of lists of these sizes, the smallest first."""
    with tempfile.TemporaryDirectory(prefix="preclear-bench-") as folder:
        people = Path(folder) / "people"
        Spooled.write(people, million.entries(sizes[-1]), sizes[-1])
        return figures(people, sizes)


def figures(people: Path, sizes: Sequence[int]) -> list[Figure]:
    """Return them, of the first so many of the people in a file; the indexes are made beside it, one after the other."""
    file = people.with_name("index")
    found: list[Figure] = []
    costs: list[Cost] = []
    for size in sizes:
        built, cost = _apart(_build, people, size, file), _apart(_ask, people, sizes[0], file)
        costs.append(cost)
        what = f"{size:,} entities"
        found += [
            _figure(f"{what}: build, one core", built.seconds, "s"),
            _figure(f"{what}: memory of the build", built.peak_mb, "MB"),
            _figure(f"{what}: file", built.file_mb, "MB"),
            *(_figure(f"{what}: {name.replace('_', ' ')}", each, "ms a traveller") for name, each in cost._asdict().items()),
        ]
        if size == sizes[0]:
            found += [
                Figure(
                    "growth",
                    f"{what}: memory of {workers} workers together",
                    _shared(people, size, file, workers),
                    AIM_SHARED_MB,
                    "aim at a million",
                    "MB",
                    "lower",
                )
                for workers in WORKERS
            ]
        else:
            found += [
                Figure("growth", f"{what}: cost of {name.replace('_', ' ')}", after / before, size / sizes[0], "linear", "times", "lower")
                for name, before, after in zip(Cost._fields, costs[0], cost, strict=True)
            ]
        file.unlink()
    return found


def _figure(measure: str, ours: float, unit: str) -> Figure:
    return Figure("growth", measure, ours, None, "", unit, "lower")


def _apart(work: Callable[[Path, int, Path], Result], people: Path, size: int, file: Path) -> Result:
    """What some work gives in a process that has done nothing else."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(work, people, size, file).result()


def _build(people: Path, size: int, file: Path) -> Built:
    most, ended = [0.0], Event()
    watch = Thread(target=_watch, args=(most, ended))
    watch.start()
    start = time.process_time()
    try:
        entries = cast("tuple[Entry, ...]", Spooled(people, size))  # whatever can be gone through
        source = Source("million", "people who do not exist")
        matching.build([Edition(source=source, dated=date(2026, 1, 1), entries=entries, digest="0" * 64)]).save(file)
        seconds = time.process_time() - start
    finally:
        ended.set()
        watch.join()
    return Built(seconds, most[0], file.stat().st_size / 1e6)


def _watch(most: list[float], ended: Event) -> None:
    """Keep the most megabytes that this process holds for itself, files that it maps left out."""
    process = psutil.Process()
    while not ended.wait(POLL_SECONDS):
        held = process.memory_info()
        most[0] = max(most[0], (held.rss - held.shared) / 1e6)


def _ask(people: Path, size: int, file: Path) -> Cost:
    """``size`` is that of the smallest list: from it the listed travellers are drawn."""
    loaded, asked = matching.load(file), _travellers(people, size, PEOPLE)
    by_name = [replace(each, birth_date=None, sex=None, nationalities=(), documents=()) for each in asked]
    matching.screen(Index(loaded.about, loaded.arrays), asked)  # the file is in memory from here on
    for kept in KEPT:
        kept.cache_clear()
    index = Index(loaded.about, loaded.arrays)
    cold = _milliseconds(index, asked)
    warm = min(_milliseconds(index, asked) for _ in range(5))
    matching.screen(index, by_name)
    return Cost(cold, warm, min(_milliseconds(index, by_name) for _ in range(3)))


def _travellers(people: Path, size: int, count: int) -> tuple[Traveller, ...]:
    every = Spooled(people, size)
    return million.travellers(count, 7, listed=[every[place] for place in range(0, size, max(1, size // LISTED))])


def _milliseconds(index: Index, travellers: Sequence[Traveller]) -> float:
    start = time.process_time()
    matching.screen(index, travellers)
    return (time.process_time() - start) * 1000 / len(travellers)


def _shared(people: Path, size: int, file: Path, workers: int) -> float:
    """The most megabytes that ``preclear match`` and its workers hold together."""
    table, out = people.with_name("asked.csv"), people.with_name("hits.csv")
    with table.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, PEOPLE_COLUMNS, lineterminator="\n", restval="")
        writer.writeheader()
        for each in _travellers(people, size, SCREENED):
            writer.writerow(
                {
                    "id": each.key, "family_name": each.family_name, "given_names": each.given_names, "birth_date": str(each.birth_date),
                    "nationality": each.nationalities[0], "sex": each.sex, "document_number": each.documents[0].number,
                    "document_issuer": each.documents[0].issuer,
                }
            )  # fmt: skip
    command = [sys.executable, "-m", "preclear", "match", "--watchlist", file, "--in", table, "--out", out, "--workers", str(workers)]
    most = 0.0
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None:
            most = max(most, _held(psutil.Process(running.pid)))
            time.sleep(POLL_SECONDS)
    if running.returncode:
        raise RuntimeError(f"preclear match ended with {running.returncode}")
    return most


def _held(parent: psutil.Process) -> float:
    """Megabytes of a process and of those that it started, what is shared counted once."""
    total = 0.0
    for process in (parent, *_of(parent)):
        try:
            total += process.memory_full_info().pss / 1e6
        except psutil.Error:  # it has just ended
            continue
    return total


def _of(parent: psutil.Process) -> list[psutil.Process]:
    try:
        return parent.children(recursive=True)
    except psutil.Error:
        return []


if __name__ == "__main__":
    for figure in of_sizes([int(size) for size in sys.argv[1:]] or SIZES):
        print(f"{figure.measure}: {figure.ours:.4g} {figure.unit}", flush=True)
