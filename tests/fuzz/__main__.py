"""``python -m tests.fuzz [TARGET...] [--runs N] [--seed N] [--at-once N] [--by-chance]``.

Status 0: all stood it; 1: some did not; 2: wrong usage. A run goes in stretches, each in a process of its own with the next seed: guided by
coverage where atheris is installed (requirements/fuzz.txt), else by chance. At the end it says how many inputs each target stood, and with
which seed to go on, so that the counts of several runs add up.
"""

# ruff: noqa: T201  # it reports on the terminal

from __future__ import annotations

import argparse
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from typing import NamedTuple

from tests.fuzz import running

STRETCH = 100_000  # inputs of one seed


class Stretch(NamedTuple):
    """One target, one seed."""

    name: str
    seed: int
    runs: int


def main() -> int:
    """Run what was asked for and return the exit status."""
    parser = argparse.ArgumentParser("tests.fuzz")
    parser.add_argument("names", nargs="*", metavar="TARGET", help="which to run; all where none is named")
    parser.add_argument("--runs", type=int, default=10_000, help=f"inputs for each; a seed is good for {STRETCH:,}")
    parser.add_argument("--seed", type=int, default=1, help="the first one")
    parser.add_argument("--at-once", type=int, default=1, help="processes")
    parser.add_argument("--by-chance", action="store_true", help="without atheris")
    chosen = parser.parse_args()
    by_chance = chosen.by_chance or find_spec("atheris") is None
    alone = len(chosen.names) == 1 and chosen.runs <= STRETCH
    if alone and not by_chance:  # before anything is imported that it looks into
        running.guided(chosen.names[0], chosen.runs, chosen.seed)
    from tests.fuzz.targets import TARGETS

    if unknown := sorted(set(chosen.names) - TARGETS.keys()):
        parser.error(f"no such target: {', '.join(unknown)}; there are {', '.join(TARGETS)}")
    if alone:
        name = chosen.names[0]
        print(running.by_chance(name, TARGETS[name], chosen.runs, chosen.seed).report("chance"), flush=True)
        return 0
    stretches = [
        Stretch(name, chosen.seed + n, min(STRETCH, chosen.runs - n * STRETCH))
        for name in chosen.names or TARGETS
        for n in range(-(-chosen.runs // STRETCH))
    ]
    with ThreadPoolExecutor(chosen.at_once) as pool:
        stood = dict(zip(stretches, pool.map(lambda one: _stood(one, by_chance=by_chance), stretches), strict=True))
    for name in dict.fromkeys(one.name for one in stretches):
        failed = [one.seed for one in stretches if one.name == name and not stood[one]]
        runs = sum(one.runs for one in stretches if one.name == name and stood[one])
        outcome = f"not stood with seed {', '.join(map(str, failed))}" if failed else f"go on with --seed {stretches[-1].seed + 1}"
        print(f"{name:16}{runs:>10,} runs  {'chance' if by_chance else 'atheris':8}in all; {outcome}")
    return 0 if all(stood.values()) else 1


def _stood(one: Stretch, *, by_chance: bool) -> bool:
    """Whether a target stands a stretch."""
    command = [sys.executable, "-m", "tests.fuzz", one.name, f"--runs={one.runs}", f"--seed={one.seed}"]
    return subprocess.run([*command, *(["--by-chance"] if by_chance else [])], check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main())
