"""``python -m tests.fuzz [TARGET...] [--runs N] [--seed N] [--by-chance]``: exit status 0 all stood it, 1 some did not, 2 wrong usage.

Each target runs in a process of its own, guided by coverage where atheris is installed (it is no part of the lock), else by chance.
"""

# ruff: noqa: T201  # it reports on the terminal

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib.util import find_spec

from tests.fuzz import running


def main() -> int:
    """Run what was asked for and return the exit status."""
    parser = argparse.ArgumentParser("tests.fuzz")
    parser.add_argument("names", nargs="*", metavar="TARGET", help="which to run; all where none is named")
    parser.add_argument("--runs", type=int, default=10_000, help="inputs for each")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--by-chance", action="store_true", help="without atheris")
    chosen = parser.parse_args()
    by_chance = chosen.by_chance or find_spec("atheris") is None
    if len(chosen.names) == 1 and not by_chance:
        running.guided(chosen.names[0], chosen.runs, chosen.seed)
    from tests.fuzz.targets import TARGETS

    if unknown := sorted(set(chosen.names) - TARGETS.keys()):
        parser.error(f"no such target: {', '.join(unknown)}; there are {', '.join(TARGETS)}")
    failed = 0
    for name in chosen.names or TARGETS:
        if by_chance:
            print(running.by_chance(name, TARGETS[name], chosen.runs, chosen.seed).report("chance"), flush=True)
        else:
            command = [sys.executable, "-m", "tests.fuzz", name, f"--runs={chosen.runs}", f"--seed={chosen.seed}"]
            failed += subprocess.run(command, check=False).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
