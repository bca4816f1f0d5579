"""Feeding a reader with damaged input: guided by what it has not yet run (atheris), or by chance alone."""

# ruff: noqa: T201  # it reports on the terminal

from __future__ import annotations

import hashlib
import importlib
import os
import random
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fuzz.targets import Target

LONGEST = 4096  # bytes of an input
SECONDS, BYTES_A_SECOND = 1.0, 100_000  # an input may take the first, and a second more for each so many bytes
MEMORY, CONSTANT = 20, 1 << 20  # times the length of the input, and what any reader may take
WEIGHED = 97  # every so many inputs the memory is measured, too: that takes three times as long


class Excess(Exception):
    """An input took more time or memory than it may."""


class Feeding:
    """What happened to one target so far."""

    def __init__(self, name: str, target: Target) -> None:
        self.name, self.target = name, target
        self.runs, self.slowest, self.heaviest = 0, 0.0, 0.0
        self.began = time.monotonic()

    def feed(self, raw: bytes) -> None:
        """Read one input. Raises what the reader must not raise, and ``Excess``."""
        self.runs += 1
        weighed = self.runs % WEIGHED == 0
        if weighed:
            tracemalloc.start()
        start = time.process_time()
        try:
            self.target.read(raw)
        except self.target.raises:
            pass
        finally:
            taken = time.process_time() - start
            peak = tracemalloc.get_traced_memory()[1] if weighed else 0
            if weighed:
                tracemalloc.stop()
        self.slowest = max(self.slowest, taken)
        self.heaviest = max(self.heaviest, peak / (CONSTANT + MEMORY * len(raw)))
        if taken > SECONDS + len(raw) / BYTES_A_SECOND:
            raise Excess(f"{taken:.1f} s for {len(raw)} bytes")
        if peak > CONSTANT + MEMORY * len(raw):
            raise Excess(f"{peak} bytes of memory for {len(raw)} bytes")

    def report(self, engine: str) -> str:
        """One line: how often, how fast, the slowest input, the share of the memory limit that the heaviest one took."""
        seconds = time.monotonic() - self.began
        return (
            f"{self.name:16}{self.runs:>10,} runs  {engine:8}{seconds:>7.0f} s  slowest {self.slowest * 1000:.0f} ms"
            f"  heaviest {self.heaviest:.0%} of its limit"
        )


def damaged(chance: random.Random, target: Target, seeds: list[bytes]) -> bytes:
    """A seed with a few pieces cut, doubled, overwritten, or mixed with another."""
    raw = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        at, length = chance.randrange(len(raw) + 1), chance.choice((0, 0, 1, 2, 5, 40))
        other = chance.choice(seeds)
        begin = chance.randrange(len(other) + 1)
        raw[at : at + length] = chance.choice(
            (
                b"",
                chance.randbytes(chance.randint(1, 4)),
                chance.choice(target.words or (b"\x00",)),
                bytes(raw[at : at + length]) * 2,
                other[begin : begin + 60],
            )
        )
    return bytes(raw[:LONGEST])


def by_chance(name: str, target: Target, runs: int, seed: int) -> Feeding:
    """Feed a target with inputs damaged by chance; the same seed gives the same."""
    chance, seeds, feeding = random.Random(seed), list(target.seeds()), Feeding(name, target)
    for raw in seeds:
        feeding.feed(raw)
    while feeding.runs < runs:
        raw = damaged(chance, target, seeds)
        try:
            feeding.feed(raw)
        except Exception:
            print(keep(name, raw), file=sys.stderr)
            raise
    return feeding


def guided(name: str, runs: int, seed: int) -> None:
    """Feed a target guided by coverage; the process ends with it."""
    import atheris  # only where it is wanted: it has to be there before what it looks into is imported

    with atheris.instrument_imports(include=["preclear.messages", "preclear.documents", "preclear.manifest"]):
        target = importlib.import_module("tests.fuzz.targets").TARGETS[name]
    feeding = Feeding(name, target)

    def feed(raw: bytes) -> None:
        try:
            feeding.feed(raw)
        except Exception:
            print(keep(name, raw), file=sys.stderr)
            raise
        if feeding.runs >= runs:
            print(feeding.report("atheris"), flush=True)
            os._exit(0)

    with tempfile.TemporaryDirectory() as folder:
        for n, raw in enumerate(target.seeds()):
            (Path(folder) / f"{n}").write_bytes(raw)
        words = Path(folder) / "words.txt"
        words.write_text("".join(f'"{_escaped(word)}"\n' for word in target.words), encoding="ascii")
        options = [
            f"-max_len={LONGEST}",
            f"-seed={seed}",
            f"-dict={words}",
            "-timeout=20",
            "-rss_limit_mb=2048",
            "-verbosity=0",
        ]
        corpus = Path(folder) / "found"
        corpus.mkdir()
        atheris.Setup([sys.argv[0], *options, str(corpus), folder], feed)
        atheris.Fuzz()


def _escaped(word: bytes) -> str:
    return "".join(f"\\x{byte:02x}" for byte in word)


def keep(name: str, raw: bytes) -> str:
    """Write an input that a reader did not stand into the working folder, and say so."""
    path = Path(f"fuzz-{name}-{hashlib.sha256(raw).hexdigest()[:12]}.bin")
    path.write_bytes(raw)
    return f"{name}: an input of {len(raw)} bytes was kept in {path}"
