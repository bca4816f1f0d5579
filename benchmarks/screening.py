"""Screening 300 travellers against a watchlist, against rapidfuzz comparing their names with all listed names.

The peer scores whole names alone, all against all; ours also weighs birth dates, documents and the rest, and gives reasons. *Cold* is
an index that nobody was screened against yet, in a process that remembers no name, as after a start; *other travellers* are new people
on an index that has seen a manifest; *warm* is an index that has seen these very travellers.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process, utils

from benchmarks.harness import Figure, seconds
from preclear import matching, messages, watchlist
from preclear.demo import messages as invented
from preclear.demo import watchlist as fictional
from preclear.manifest import Traveller
from preclear.matching import Index, names, spelling

PEOPLE = 300
BATCH = 50  # names that the peer compares at once: all at once would take memory, not time
PEER = "rapidfuzz cdist, names alone"
KEPT = (spelling.fold, spelling.skeleton, spelling.closeness, names._components)  # noqa: SLF001 - what a process remembers of names
OFAC = Path(__file__).resolve().parents[2] / "shared/data/watchlists/ofac-2021-07"


def run(quick: bool) -> list[Figure]:
    """Return the milliseconds of a manifest cold, after another manifest, and warm."""
    editions = _editions()
    built = matching.build(editions)
    listed = [utils.default_process(name.text) for edition in editions for entry in edition.entries for name in entry.names]
    people, others = _people(1), _people(2)
    times = 2 if quick else 5
    peer = seconds(lambda: _all_against_all(people, listed), times=times)
    cold = min(_first(built, people, after=()) for _ in range(times))
    new = min(_first(built, people, after=others) for _ in range(times))
    warm = seconds(lambda: matching.screen(built, people), times=2 * times + 1)  # the first of these warms it
    against = f"{PEOPLE} travellers, {built.entries:,} listed"
    return [
        Figure("screening", f"{against}: {measure}", ours * 1000, peer * 1000, PEER, "ms", "lower")
        for measure, ours in (("cold", cold), ("other travellers", new), ("warm", warm))
    ]


def _first(built: Index, people: Sequence[Traveller], *, after: Sequence[Traveller]) -> float:
    """The seconds that people take for the first time, on an index that has seen only those ``after`` whom they come."""
    for kept in KEPT:
        kept.cache_clear()
    index = Index(built.about, built.arrays)
    matching.screen(index, after)
    return seconds(lambda: matching.screen(index, people), times=1)


def _all_against_all(people: Sequence[Traveller], listed: Sequence[str]) -> int:
    """How many pairs of names are alike, by the usual score of names in any order."""
    declared = [utils.default_process(f"{each.family_name} {each.given_names}") for each in people]
    batches = (declared[start : start + BATCH] for start in range(0, len(declared), BATCH))
    return sum(
        int(np.count_nonzero(process.cdist(batch, listed, scorer=fuzz.token_sort_ratio, score_cutoff=85, dtype=np.uint8)))
        for batch in batches
    )


def _people(seed: int) -> Sequence[Traveller]:
    """Invented people, as they come out of a list that a carrier sends."""
    manifest = messages.read(invented.list_of(PEOPLE, seed)).messages[0].manifest
    assert manifest is not None
    return manifest.travellers


def _editions() -> Sequence[watchlist.Edition]:
    """The 2021 list of OFAC where it is at hand, else the demo's fictional one."""
    if OFAC.is_dir():
        return watchlist.load(OFAC)
    with tempfile.TemporaryDirectory(prefix="preclear-bench-") as folder:
        file = Path(folder) / "ncl.csv"
        file.write_bytes(fictional.write(fictional.listed(1, date(2026, 6, 1))))
        return watchlist.load(file)
