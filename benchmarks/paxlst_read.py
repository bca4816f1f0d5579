"""Reading a passenger list of 300 people, against pydifact on the same bytes.

pydifact only parts the text into segments, elements and components; ours also finds interchange and character set, reads every
person into a record with the bytes that each value stands in, and checks the list. A second figure is for people who are declared in
many ways, so that fewer of them are read at one stroke.
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Sequence

from pydifact.segmentcollection import Interchange

from benchmarks.harness import Figure, seconds
from preclear import messages

PEOPLE = 300
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


def passenger_list(*, varied: bool) -> bytes:
    """A list without a group, since pydifact does not take one."""
    chance = random.Random(20_270_614)
    people = [segment for number in range(PEOPLE) for segment in person(number, chance, varied=varied)]
    segments = [*HEAD, *people, f"CNT+42:{PEOPLE}"]
    segments += [f"UNT+{len(segments)}+PAX001", "UNZ+1+2706140915"]
    return ("UNA:+.? '\n" + "".join(f"{segment}'\n" for segment in segments)).encode()


def run(quick: bool) -> list[Figure]:
    """Return megabytes a second of ours and of pydifact, for people declared alike and in many ways."""
    figures = []
    for measure, varied in (("300 people declared alike", False), ("300 people declared in many ways", True)):
        raw = passenger_list(varied=varied)
        text = raw.decode()
        found = messages.read(raw)
        assert len(found.messages[0].manifest.travellers) == PEOPLE
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # pydifact warns of directories that it does not carry
            peer = seconds(lambda text=text: Interchange.from_str(text), times=2 if quick else 5)
        ours = seconds(lambda raw=raw: messages.read(raw), times=10 if quick else 40)
        size = len(raw) / 1e6
        figures.append(Figure("paxlst_read", measure, size / ours, size / peer, "pydifact", "MB/s", "higher"))
    return figures
