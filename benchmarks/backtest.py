"""A back-test on a million invented travellers by 200 rules, against the aim of 60 seconds, and against one traveller after the other.

The rules are those of a unit that has collected them for years: of every kind, with lists, bookings, dates, and parameters of their own.
Peak memory is that of a process of its own, traffic read from its files piece by piece, as ``preclear rules backtest --traffic`` does.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.harness import Figure

PEOPLE, QUICK = 1_000_000, 60_000
RULES, CHANGED = 200, 10
ON = date(2026, 11, 1)
AIM_SECONDS, AIM_MEGABYTES = 60.0, 4096.0
ONE_BY_ONE = 1_500  # people for the other evaluator

CONDITIONS = (  # kind, condition with one number in it that tells rules apart
    (
        "risk",
        (
            'traveller.role == "passenger" && traveller.bags == 0 && size(booking) == 1 '
            "&& traveller.age_at_least >= 18 + {n} && traveller.age_at_most < 22 + {n}"
        ),
    ),
    ("risk", "size(booking) >= 3 && booking.all(t, t.bags == 0) && manifest.size > 20 + {n}"),
    ("risk", "traveller.age_at_most < 18 && !booking.exists(t, t.age_at_least >= 18 + {n})"),
    ("risk", 'voyage.mode == "air" && legs.exists(l, l.departure == "YVR") && traveller.bags == 2 && traveller.ordinal > 30 + {n}'),
    ("match", "hits.exists(h, h.score >= 0.8 + 0.004 * {f})"),
    ("match", 'hits.exists(h, h.source in ["ofac", "un"] && h.score > 0.75 + 0.004 * {f})'),
    ("document", "document.expires < arrival + days({n})"),
    (
        "document",
        (
            'voyage.destination.country == "USA" && !documents.exists(d, d.type.startsWith("P") || d.type in ["C", "A", "M"]) '
            "&& traveller.age_at_least > {n}"
        ),
    ),
    ("document", "traveller.nationality != document.issuer && document.expires > arrival + days({n} * 30)"),
    ("data", 'size(faults) > 0 && faults.exists(f, f.severity == "error") && manifest.size > {n} * 3'),
)  # fmt: skip
FILE = """kind = "{kind}"
title = {{en = "{name}", fr = "{name}"}}
reason = {{en = "It fired.", fr = "Elle s'est déclenchée."}}
source = "Instruction {number}"
seen = 2026-11-01
owner = "benchmark"
then = "refer"
severity = 3
share = 1.0
when = '{when}'
versions = [{{from = 2020-01-01}}]
cases = [{{name = "for", on = 2026-05-01, fires = true}}, {{name = "against", on = 2026-05-01, fires = false}}]
"""


def write_rules(folder: Path, changed: int = 0) -> None:
    """Write the rules; of the last ``changed`` of them, a stricter form. Their cases are there for the form alone."""
    folder.mkdir()
    for number in range(RULES):
        kind, condition = CONDITIONS[number % len(CONDITIONS)]
        n = number // len(CONDITIONS) + (1 if number >= RULES - changed else 0)
        text = FILE.format(kind=kind, name=f"rule-{number:03d}", number=number, when=condition.format(n=n, f=f"{n}.0"))
        (folder / f"rule-{number:03d}.toml").write_text(text, encoding="utf-8")


def measure(folder: Path) -> dict[str, float]:
    """Do the back-test of a folder in this process, and return what each part took."""
    import resource  # noqa: PLC0415 - not on every system
    import time  # noqa: PLC0415 - of this process alone

    from preclear import rules  # noqa: PLC0415 - its memory is measured too
    from preclear.trials import backtest, disparity, traffic  # noqa: PLC0415

    reading = 0.0

    def pieces() -> Iterator[traffic.Traffic]:
        nonlocal reading
        every = traffic.read(folder / "traffic")
        while True:
            start = time.perf_counter()
            piece = next(every, None)
            reading += time.perf_counter() - start
            if piece is None:
                return
            yield piece

    before, after = rules.load(folder / "before"), rules.load(folder / "after")
    wall, cpu = time.perf_counter(), time.process_time()
    found = backtest.back_test(pieces(), before, after, on=ON, groups=disparity.load())
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    people = found.before.people
    some = next(iter(traffic.read(folder / "traffic")))
    some = traffic.Traffic(facts=some.facts.head(ONE_BY_ONE), numbers=some.numbers[:ONE_BY_ONE], found=some.found[:ONE_BY_ONE])
    start = time.process_time()
    traffic.one_by_one([version.fires for _, version in after.in_force(ON)], some.facts)
    singly = (time.process_time() - start) / ONE_BY_ONE * people
    return {
        "people": people,
        "wall": wall,
        "cpu": cpu,
        "reading": reading,
        "singly": singly,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "more": found.more,
        "fewer": found.fewer,
    }


def run(quick: bool) -> list[Figure]:
    """Return time and memory of the whole, and of its parts."""
    people = QUICK if quick else PEOPLE
    with tempfile.TemporaryDirectory(prefix="preclear-bench-") as name:
        folder = Path(name)
        write_rules(folder / "before")
        write_rules(folder / "after", CHANGED)
        made = [sys.executable, "-m", "preclear", "make", "people", str(folder / "traffic"), "--people", str(people), "--until", str(ON)]
        subprocess.run(made, check=True, stderr=subprocess.DEVNULL)
        told = subprocess.run([sys.executable, "-m", "benchmarks.backtest", name], check=True, stdout=subprocess.PIPE, text=True)
        found = json.loads(told.stdout)
    share = found["people"] / PEOPLE  # of the aim, which is for a million
    title = f"{found['people']:,} travellers x {RULES} rules"
    return [
        Figure(
            "backtest", f"{title}, {CHANGED} of them changed", found["wall"], AIM_SECONDS * share, "aim for a million: 60 s", "s", "lower"
        ),
        Figure(
            "backtest", f"{title}: CPU of all threads", found["cpu"], found["singly"], "one traveller after the other, CPU", "s", "lower"
        ),
        Figure("backtest", "of that, reading the files", found["reading"], found["wall"], "the whole", "s", "lower"),
        Figure("backtest", "peak memory of the process", found["megabytes"], AIM_MEGABYTES, "limit", "MB", "lower"),
    ]


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]))))
