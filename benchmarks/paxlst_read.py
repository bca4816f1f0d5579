"""Reading passenger lists: 300 people against pydifact and against the bare splitting of the same bytes, then lists of up to 100,000.

pydifact only parts the text into segments, elements and components; ours also finds interchange and character set, reads every
person into a record with the bytes that each value stands in, and checks the list. The second list is of people who are declared in
many ways. The floor (``bare``) is what any reader in Python has to do at least: split the bytes at terminators and separators, and make
a tuple of each person's segments. Times are CPU seconds, the shortest of several runs, taken by turns; garbage is collected as ever.
"""

from __future__ import annotations

import random
import time
import tracemalloc
import warnings
from collections.abc import Callable, Sequence
from itertools import pairwise

from pydifact.segmentcollection import Interchange

from benchmarks.harness import Figure
from preclear import messages

PEOPLE = 300
AIM = 4  # times the floor
MANY, MOST = 10_000, 100_000
STATES = ("CAN", "USA", "GBR", "FRA", "DEU", "IND")
HEAD = (
    "UNB+UNOA:4+XXAPIS:ZZ+UTOAPIS:ZZ+270614:0915+2706140915++APIS",
    "UNH+PAX001+PAXLST:D:12B:UN:IATA+XX0420/270614/1000+01:F",
    "BGM+745",
    "RFF+TN:XX042027061401:::1",
    "NAD+MS+++XX AIR HELP DESK",
    "COM+1 604 555 0100:TE",
    "TDT+20+XX420+++XX",
    "LOC+125+YVR",
    "DTM+189:2706141000:201",
    "LOC+87+SEA",
    "DTM+232:2706141105:201",
)


def person(number: int, chance: random.Random, *, varied: bool) -> Sequence[str]:
    """One invented person; if ``varied``, some segments are left out or added as they are in mixed traffic."""
    word = "".join(chance.choices("ABCDEFGHIKLMNORST", k=chance.randint(4, 10)))
    state = chance.choice(STATES)
    segments = [
        f"NAD+FL+++{word}:{word[::-1]}:MARIA",
        f"ATT+2++{chance.choice('MF')}",
        f"DTM+329:{chance.randint(40, 99)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}",
        "MEA+CT++:1",
        f"MEA+WT++KGM:{chance.randint(10, 32)}",
        "GEI+4+173",
        f"FTX+BAG+++0220{chance.randint(100_000, 999_999)}:1",
        "LOC+22+SEA",
        f"LOC+174+{state}",
        "LOC+178+YVR",
        "LOC+179+SEA",
        f"NAT+2+{state}",
        f"RFF+AVF:{''.join(chance.choices('ABCDEFGHJK123456', k=6))}",
        f"RFF+ABO:XX{number:010}",
        f"RFF+SEA:{chance.randint(1, 50)}{chance.choice('ABCDEF')}",
        f"DOC+P:110:111+{chance.choice('ABCL')}{chance.randint(10**7, 10**8 - 1)}",
        f"DTM+36:{chance.randint(28, 36)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}",
        f"LOC+91+{state}",
    ]
    if varied:
        bags = [segment for segment in segments if segment.startswith(("MEA", "FTX"))]
        gone = set(chance.choice([bags, [], [], segments[7:9]]))
        segments = [segment for segment in segments if segment not in gone]
        segments += chance.choice([[], [], ["DOC+V:110:111+V1234567", "DTM+36:301231", "LOC+91+USA"]])
    return segments


def passenger_list(*, varied: bool, people: int = PEOPLE) -> bytes:
    """A list without a group, since pydifact does not take one."""
    chance = random.Random(20_270_614)
    segments = [segment for number in range(people) for segment in person(number, chance, varied=varied)]
    segments = [*HEAD, *segments, f"CNT+42:{people}"]
    segments += [f"UNT+{len(segments)}+PAX001", "UNZ+1+2706140915"]
    return ("UNA:+.? '\n" + "".join(f"{segment}'\n" for segment in segments)).encode()


def bare(raw: bytes) -> list[tuple[list[bytes], ...]]:
    """The floor: split into segments and elements, and a tuple for each person."""
    segments = [segment.split(b"+") for segment in raw.split(b"'")]
    begins = [n for n, segment in enumerate(segments) if segment[0] == b"\nNAD" and segment[1] == b"FL"]
    return [tuple(segments[first:last]) for first, last in pairwise([*begins, len(segments)])]


def by_turns(works: Sequence[tuple[Callable[[], object], int]]) -> list[float]:
    """CPU seconds of some pieces of work, each the shortest of so many runs, taken by turns."""
    found = [float("inf")] * len(works)
    for turn in range(max(times for _, times in works)):
        for n, (work, times) in enumerate(works):
            if turn < times:
                start = time.process_time()
                work()
                found[n] = min(found[n], time.process_time() - start)
    return found


def growth(people: int) -> tuple[float, float]:
    """CPU microseconds and bytes at the peak that each person of a long list takes."""
    raw = passenger_list(varied=True, people=people)
    (taken,) = by_turns([(lambda: messages.read(raw), 3 if people < MOST else 2)])
    tracemalloc.start()
    found = messages.read(raw)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found.messages[0].manifest.travellers) == people
    return taken / people * 1e6, peak / people


def run(quick: bool) -> list[Figure]:
    """Return megabytes a second of ours and of pydifact, milliseconds beside the floor, and how time and memory grow."""
    figures = []
    for measure, varied in (("300 people declared alike", False), ("300 people declared in many ways", True)):
        raw = passenger_list(varied=varied)
        text, size = raw.decode(), len(raw) / 1e6
        assert len(messages.read(raw).messages[0].manifest.travellers) == PEOPLE == len(bare(raw))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pydifact warns of directories that it does not carry
            ours, floor, peer = by_turns(
                [
                    (lambda raw=raw: messages.read(raw), 20 if quick else 100),
                    (lambda raw=raw: bare(raw), 20 if quick else 100),
                    (lambda text=text: Interchange.from_str(text), 2 if quick else 5),
                ]
            )
        figures += [
            Figure("paxlst_read", measure, size / ours, size / peer, "pydifact", "MB/s", "higher"),
            Figure(
                "paxlst_read",
                f"{measure}, beside the floor",
                ours * 1000,
                floor * 1000 * AIM,
                f"{AIM} times the bare splitting",
                "ms",
                "lower",
            ),
        ]
    first_time, first_memory = growth(PEOPLE)
    for people in (MANY,) if quick else (MANY, MOST):
        taken, memory = growth(people)
        figures += [
            Figure("paxlst_read", f"a person of {people:,}, time", taken, first_time, "of 300", "us", "lower"),
            Figure("paxlst_read", f"a person of {people:,}, memory at the peak", memory, first_memory, "of 300", "bytes", "lower"),
        ]
    return figures
