"""300 travellers against a million listed people of two names each, with the kernel and without it, against rapidfuzz.

One core; CPU seconds, which a busy machine disturbs least. *Cold* is an index that nobody was screened against yet, in a process that
remembers no name, as after a start; *other travellers* are new people on an index that has seen a manifest; *warm* is an index that has
seen these very travellers. Every tenth traveller is listed; all have a birth date, a sex, a nationality and a passport, but for the
figures *by name alone*. Hits are taken whole: with reasons and the comparison that an officer reads. The peer compares whole names of
a few travellers with all listed names (batched ``cdist``), and its time is scaled to all; it weighs nothing else and explains nothing.
In the long form nomenklatura's DuckDB blocker and then logic-v2 answer the same 300; the time to build that blocker is left out.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
from rapidfuzz import fuzz, process, utils

from benchmarks import million
from benchmarks.harness import Figure
from benchmarks.quality import peers
from benchmarks.quality.asked import Asked
from preclear import matching
from preclear.manifest import Traveller
from preclear.matching import Index, kernel, names, sought, spelling
from preclear.watchlist import Edition

ENTRIES, QUICK, PEOPLE, PEERS = 1_000_000, 100_000, 300, 10
PEER = "rapidfuzz cdist, names alone"
KEPT = (  # what a process remembers of names
    spelling.fold, spelling.skeleton, spelling.closeness, names._components,  # noqa: SLF001
    sought._written_together, sought.whole_names,  # noqa: SLF001
)  # fmt: skip
AIM_TIMES = 30.0  # as quick as nomenklatura
AIM_ONE_MS, AIM_BUILD_S, AIM_LOAD_S, AIM_FILE_MB, AIM_MEMORY_MB = 5.0, 60.0, 2.0, 1200.0, 1000.0


def run(quick: bool) -> list[Figure]:
    """Return rates, build, load and sizes."""
    count = QUICK if quick else ENTRIES
    edition = million.edition(count)
    start = time.process_time()
    made = matching.build([edition])
    build_s = time.process_time() - start
    listed = edition.entries[:: max(1, count // 500)]
    people, others = (million.travellers(PEOPLE, seed, listed=listed) for seed in (7, 8))
    peer = _peer(people, [name.text for entry in edition.entries for name in entry.names])
    whole = None if quick else _nomenklatura(edition, people)
    with tempfile.TemporaryDirectory(prefix="preclear-bench-") as folder:
        path = Path(folder) / "index"
        made.save(path)
        del made, edition
        size = path.stat().st_size / 1e6
        start = time.perf_counter()
        loaded = matching.load(path)
        load_s = time.perf_counter() - start
        what = f"{count:,} entities"
        figures = [
            Figure("matching", f"{what}: {measure}", rate, peer, PEER, "travellers/s", "higher")
            for with_kernel in (True, False)
            if with_kernel is False or kernel.library()
            for measure, rate in _rates(loaded, people, others, with_kernel=with_kernel)
        ]
        middle, slowest = _one_at_a_time(loaded, people)
        mapped = psutil.Process().memory_full_info().pss / 1e6
    if whole:
        how = "kernel" if kernel.library() else "no kernel"
        cold = next(figure.ours for figure in figures if figure.measure == f"{what}: cold, {how}")
        other = f"{peers.NOMENKLATURA} behind its blocker"
        figures += [
            Figure("matching", f"{what}: cold, {how}, beside a whole pipeline", cold, whole, other, "travellers/s", "higher"),
            Figure("matching", f"{what}: times as quick as that pipeline", cold / whole, AIM_TIMES, "aim", "times", "higher"),
        ]
    return [
        *figures,
        Figure("matching", f"{what}: one traveller, warm, median", middle, None, "", "ms", "lower"),
        Figure("matching", f"{what}: one traveller, warm, 99 of 100", slowest, AIM_ONE_MS, "aim", "ms", "lower"),
        Figure("matching", f"{what}: build, one core", build_s, AIM_BUILD_S, "aim at a million", "s", "lower"),
        Figure("matching", f"{what}: open the file", load_s, AIM_LOAD_S, "aim at a million", "s", "lower"),
        Figure("matching", f"{what}: file", size, AIM_FILE_MB, "aim at a million", "MB", "lower"),
        Figure(
            "matching", f"{what}: memory of the process that built and screened", mapped, AIM_MEMORY_MB, "aim at a million", "MB", "lower"
        ),
    ]


def _rates(loaded: Index, people: Sequence[Traveller], others: Sequence[Traveller], *, with_kernel: bool) -> list[tuple[str, float]]:
    how = "kernel" if with_kernel else "no kernel"
    by_name = [replace(each, birth_date=None, sex=None, nationalities=(), documents=()) for each in people]
    with nullcontext() if with_kernel else kernel.without():
        matching.screen(Index(loaded.about, loaded.arrays), people)  # the file is in memory from here on
        found: list[tuple[str, float]] = []
        for kept in KEPT:
            kept.cache_clear()
        index = Index(loaded.about, loaded.arrays)
        found.append((f"cold, {how}", _rate(lambda: matching.screen(index, people))))
        found.append((f"other travellers, {how}", _rate(lambda: matching.screen(index, others))))
        found.append((f"warm, {how}", max(_rate(lambda: matching.screen(index, people)) for _ in range(5))))
        matching.screen(index, by_name)
        found.append((f"warm by name alone, {how}", max(_rate(lambda: matching.screen(index, by_name)) for _ in range(3))))
    return found


def _rate(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return PEOPLE / (time.process_time() - start)


def _one_at_a_time(loaded: Index, people: Sequence[Traveller]) -> tuple[float, float]:
    """Milliseconds of screening each alone, once all have been seen: the median and the slowest but one in a hundred."""
    took = []
    for each in people:
        matching.screen(loaded, [each])
        start = time.process_time()
        matching.screen(loaded, [each])
        took.append((time.process_time() - start) * 1000)
    return float(np.median(took)), float(np.quantile(took, 0.99))


def _nomenklatura(edition: Edition, people: Sequence[Traveller]) -> float | None:
    """How many travellers a second of CPU its pipeline answers; None, and the reason told, where it cannot be had."""
    made = peers.environment()
    if isinstance(made, str):
        print(f"nomenklatura is not measured: {made}", file=sys.stderr)
        return None
    return peers.pipeline([edition], [Asked("", "", each) for each in people])[1]


def _peer(people: Sequence[Traveller], listed: Sequence[str]) -> float:
    declared = [utils.default_process(f"{each.family_name} {each.given_names}") for each in people[:PEERS]]
    processed = [utils.default_process(name) for name in listed]
    start = time.process_time()
    process.cdist(declared, processed, scorer=fuzz.token_sort_ratio, score_cutoff=85, dtype=np.uint8, workers=1)
    return PEERS / (time.process_time() - start)
