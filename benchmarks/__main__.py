"""``python -m benchmarks [NAME...] [--quick] [--json] [--check] [--freeze]``: run the benchmarks and show ours beside the peer's.

Exit status: 0 done, 1 a figure is malformed or quality has fallen (``--check``), 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import time
from importlib import import_module

from rich.console import Console

from benchmarks import harness

BENCHMARKS = {  # module: what it measures
    "backtest": "200 rules over a million recorded travellers: time, memory, and one traveller after the other",
    "quality": "who is found who is listed, and who is alerted on who is not, against nomenklatura and rapidfuzz",
    "matching": "300 travellers against a million listed people, with the kernel and without, against rapidfuzz",
    "growth": "what a list costs as it grows from one million people to ten, and the memory of several workers",
    "mrz": "machine-readable zones with all findings, against the mrz package on the same zones",
    "paxlst_read": "bytes of a passenger list to a manifest, against pydifact on the same bytes",
    "pages": "every page of the officers with a million people on record: CPU, time, weight",
    "pnrgov": "the bookings of a flight to records, against pydifact, the aim of 5 MB/s, and a bare split of the same bytes",
    "rules": "one traveller and 10,000 against 200 rules, against the CEL libraries of PyPI and zen-engine",
    "screening": "a manifest of 300 travellers against a watchlist",
    "whole_path": "travellers a second through HTTP, the rooms and PostgreSQL, to the answer",
}


def wanted() -> argparse.Namespace:
    """Read the command line; leaves with status 2 when it is wrong."""
    listing = "\n".join(f"  {name:14}{what}" for name, what in BENCHMARKS.items())
    parser = argparse.ArgumentParser("benchmarks", epilog=listing, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="which to run; all where none is named")
    parser.add_argument("--quick", action="store_true", help="smaller inputs: all of them within two minutes")
    parser.add_argument("--json", action="store_true", help="one object a figure on standard output")
    parser.add_argument("--check", action="store_true", help="quick; judge the form of the figures and no time")
    parser.add_argument("--freeze", action="store_true", help="keep the figures in benchmarks/results/")
    chosen = parser.parse_args()
    if unknown := sorted(set(chosen.names) - BENCHMARKS.keys()):
        parser.error(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(BENCHMARKS)}")
    return chosen


def main() -> int:
    """Run what was asked for and return the exit status."""
    chosen = wanted()
    console = Console(stderr=True)
    figures: list[harness.Figure] = []
    flaws: list[str] = []
    quick = chosen.quick or chosen.check
    shown: list[harness.Figure] = []
    for name in chosen.names or BENCHMARKS:
        start = time.perf_counter()
        module = import_module(f"benchmarks.{name}")
        found = module.run(quick)
        console.print(f"[dim]{name}: {BENCHMARKS[name]} ({time.perf_counter() - start:.1f} s)[/dim]", highlight=False)
        flaws += harness.flaws(found, name)
        figures += found
        if hasattr(module, "table"):  # it has a table, a file and noise limits of its own
            if not chosen.json:
                Console(width=None if sys.stdout.isatty() else 170).print(module.table(quick))
            if chosen.freeze:
                module.freeze(quick)
            flaws += module.fallen(quick)
        else:
            shown += found
    if chosen.json:
        for figure in figures:
            print(json.dumps(harness.as_object(figure)))
    elif shown:
        Console(width=None if sys.stdout.isatty() else 150).print(harness.table(shown))
    if chosen.freeze:
        harness.freeze(shown, f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for flaw in flaws:
        print(f"benchmarks: {flaw}", file=sys.stderr)
    return 1 if flaws else 0


if __name__ == "__main__":
    sys.exit(main())
