"""Lists that change in a running node, and one traveller alone: ``python -m benchmarks.running [ENTRIES]``.

Prints the seconds from the commit of an accepted edition to the first hit on its new entry, with 100, 1,000 and 5,000 entries changed, the
CPU seconds of the node meanwhile, and what one traveller takes in a warm node. Uses the embedded PostgreSQL in a folder of its own.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from benchmarks import million
from preclear.cli import logs
from preclear.manifest import PartialDate, Role, Traveller
from preclear.node import Node
from preclear.settings import Settings
from preclear.store import lists
from preclear.watchlist import BirthDate, Edition, Entry, Name, digest

CHANGED = (99, 999, 4_999)  # entries besides the new one
LOOKED_UP = 600
POLL_SECONDS = 0.05


def main(entries: int) -> None:
    logs.configure("warning")
    with tempfile.TemporaryDirectory(prefix="preclear-bench-") as folder:
        Path(folder).chmod(0o755)  # as root, the server's account must get in
        with Node.open(Settings(data_folder=Path(folder), log_level="warning")) as node:
            edition = million.edition(entries)
            accept(node, edition)
            start = time.perf_counter()
            node.reload()
            print(f"{entries:,} entries: built in {time.perf_counter() - start:.1f} s")
            node.start()
            for number, changed in enumerate(CHANGED):
                edition = grown(edition, number, changed)
                start = time.perf_counter()
                accept(node, edition)
                accepted, began = time.perf_counter(), time.process_time()
                first_hit(node, edition.entries[-1])
                seconds = time.perf_counter() - accepted
                spent = time.process_time() - began
                print(f"{changed + 1:,} entries: accepted in {accepted - start:.1f} s, found {seconds:.2f} s later ({spent:.2f} s of CPU)")
            one_by_one(node, edition)


def grown(former: Edition, number: int, changed: int) -> Edition:
    """The edition with some entries changed and one more, the last."""
    new = Entry(
        ref=f"{former.source.id}:new{number}",
        names=(Name.of_parts(f"ZABRANSKYOBI{'ABCDEF'[number]}", "ULRIKE"),),
        birth_dates=(BirthDate(PartialDate(1980)),),
    )
    entries = (*(replace(entry, remarks=f"edition {number}") for entry in former.entries[:changed]), *former.entries[changed:], new)
    return replace(former, entries=entries, digest=digest(entries), dated=date(2026, 5, 2 + number))


def accept(node: Node, edition: Edition) -> None:
    with node.pool.connection() as db:
        lists.accept(db, edition, by="operator", now=datetime.now(UTC))


def first_hit(node: Node, entry: Entry) -> None:
    (name,) = entry.names
    while entry.ref not in {hit.entry for hit in screen(node, name.family_name, name.given_names)}:
        time.sleep(POLL_SECONDS)


def one_by_one(node: Node, edition: Edition) -> None:
    """The family name of one listed person with the given names of another, as most look-ups find nobody or somebody like it."""
    drawn = random.Random(5).sample(edition.entries, LOOKED_UP)
    names = [entry.names[0] for entry in drawn]
    for turn in ("first", "again"):
        took = []
        for family, given in zip(names, names[1:] + names[:1], strict=True):
            start = time.perf_counter()
            screen(node, family.family_name or family.text, given.given_names, "1974-05-06")
            took.append((time.perf_counter() - start) * 1000)
        took.sort()
        print(f"one traveller, {turn}: p50 {took[LOOKED_UP // 2]:.1f} ms, p99 {took[LOOKED_UP * 99 // 100]:.1f} ms")


def screen(node: Node, family_name: str, given_names: str, born: str | None = None) -> Sequence:
    birth_date = PartialDate.parse(born) if born else None
    one = Traveller(ordinal=1, key="1", role=Role.PASSENGER, family_name=family_name, given_names=given_names, birth_date=birth_date)
    (found,) = node.circumstances.screen([one])
    return found if isinstance(found, tuple) else ()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)
