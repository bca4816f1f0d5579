"""Reading machine-readable zones, against the PyPI package ``mrz`` on the same zones.

The package says whether a zone is valid, and only when asked for them gives its fields, which it reads anew; both are measured. Ours
gives all fields, dates in their centuries, states looked up, and every finding with its place, in one reading. The package is GPL: it
lives in an environment of its own, made on demand in the user's cache folder, and runs as a program of its own (``PROGRAM``).
Processor time is measured. A zone in which something was misread costs more than a good one, since every likely slip is tried: a third
of the zones that are held against the goal have such a character.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

from benchmarks import environments
from benchmarks.harness import Figure
from preclear import documents
from preclear.documents import mrz
from preclear.manifest import PartialDate

PEER = "mrz"
VERSION = "0.6.2"
GOAL = 30_000  # zones a second on one core
ON = date(2027, 6, 14)
STATES = ("CAN", "USA", "GBR", "FRA", "DEU", "IND", "UTO")
LETTERS = "ABCDEFGHIKLMNORST"

PROGRAM = """
import json, sys, time
from mrz.checker.td1 import TD1CodeChecker
from mrz.checker.td3 import TD3CodeChecker
zones = json.load(sys.stdin)
said = {}
for name, checker in (("TD3", TD3CodeChecker), ("TD1", TD1CodeChecker)):
    texts = zones[name]
    valid, fields = [], []
    for _ in range(3):
        start = time.process_time()
        good = sum(bool(checker(text)) for text in texts)
        valid.append(time.process_time() - start)
        start = time.process_time()
        for text in texts:
            found = checker(text)
            bool(found), found.fields()
        fields.append(time.process_time() - start)
    said[name] = {"good": good, "valid": len(texts) / min(valid), "fields": len(texts) / min(fields)}
json.dump(said, sys.stdout)
"""


def zone(layout: str, chance: random.Random) -> tuple[str, ...]:
    """One invented zone without a flaw."""
    word = "".join(chance.choices(LETTERS, k=chance.randint(4, 11)))
    expires = date(2028, 1, 1).toordinal() + chance.randrange(3000)
    return documents.write(
        layout,
        type={"TD3": "P", "TD1": "I", "TD2": "I", "MRVA": "V", "MRVB": "V"}[layout],
        issuer=chance.choice(STATES),
        family_name=word,
        given_names=f"{word[::-1]} MARIA"[: 24 - len(word)],
        number="".join(chance.choices("ABCDEFGHJKLMNPRTVWXYZ0123456789", k=9)),
        nationality=chance.choice(STATES),
        birth_date=PartialDate(chance.randint(1940, 2020), chance.randint(1, 12), chance.randint(1, 28)),
        sex=chance.choice(("M", "F")),
        expires=date.fromordinal(expires),
    )


def flawed(lines: Sequence[str], chance: random.Random) -> tuple[str, ...]:
    """The same zone with a character of its second half misread."""
    text = list("".join(lines))
    place = chance.randrange(len(text) // 2, len(text))
    text[place] = {"0": "O", "1": "I", "5": "S", "8": "B", "<": "K"}.get(text[place], "0")
    width = len(lines[0])
    return tuple("".join(text[n : n + width]) for n in range(0, len(text), width))


def rate(zones: Sequence[Sequence[str] | str], work: Callable[[Sequence[str] | str], object], *, times: int) -> float:
    """Return how many zones a second of processor time some work does, in the best of several rounds."""
    found = []
    for _ in range(times):
        start = time.process_time()
        for one in zones:
            work(one)
        found.append(len(zones) / (time.process_time() - start))
    return max(found)


def run(quick: bool) -> list[Figure]:
    """Return zones a second of ours and of the peer for passports and cards, and of ours against the goal for all kinds, some damaged."""
    chance = random.Random(20_270_614)
    count, times = (1_500, 3) if quick else (6_000, 8)
    zones = {layout: ["\n".join(zone(layout, chance)) for _ in range(count)] for layout in ("TD3", "TD1")}
    mixed = [zone(layout, chance) for layout in ("TD1", "TD2", "TD3", "MRVA", "MRVB") for _ in range(count // 5)]
    mixed = [flawed(lines, chance) if n % 3 == 0 else lines for n, lines in enumerate(mixed)]
    chance.shuffle(mixed)

    def read(lines: Sequence[str] | str) -> object:
        return mrz.read(lines, on=ON)

    ours = {layout: rate(texts, read, times=times) for layout, texts in zones.items()}
    assert all(mrz.read(text, on=ON).valid for texts in zones.values() for text in texts)
    theirs = _peer(zones)
    figures = []
    for layout, what in (("TD3", "passports"), ("TD1", "cards")):
        good = theirs.get(layout, {})
        for key, said in (("valid", "valid or not"), ("fields", "with its fields")):
            measure = f"{what}, all findings; the peer {said}"
            figures.append(Figure("mrz", measure, ours[layout], good.get(key), PEER if good else "", "zones/s", "higher"))
    figures.append(Figure("mrz", "all layouts, a third damaged", rate(mixed, read, times=times), GOAL, "goal", "zones/s", "higher"))
    written = rate(mixed[: count // 5], _written, times=times)
    figures.append(Figure("mrz", "written", written, None, "", "zones/s", "higher"))
    return figures


def _written(_: object) -> object:
    return documents.write(
        "TD3", type="P", issuer="CAN", family_name="LEE PARK", given_names="MINA JO", number="QA0000012", nationality="CAN",
        birth_date=PartialDate(1974, 8, 12), sex="F", expires=ON,
    )  # fmt: skip


def _peer(zones: dict[str, list[str]]) -> dict[str, dict[str, float]]:
    """What the peer makes of the same zones: how many are good, and zones a second; empty where it cannot be installed."""
    python = environment()
    if python is None:
        return {}
    return cast("dict[str, dict[str, float]]", environments.answer([python, "-c", PROGRAM], zones, "mrz"))


@cache
def environment() -> Path | None:
    """Return the Python of the peer's environment, made if need be; None where it cannot be made."""
    python, imports = environments.python_of("mrz"), "mrz.checker.td3"
    if not environments.works(python, imports):
        environments.make(python)
        if environments.install(python, f"mrz=={VERSION}") or not environments.works(python, imports):
            print("mrz: the peer cannot be installed; ours alone is measured", file=sys.stderr)
            return None
    return python
