"""Reading the bookings of a flight, PNRGOV 13.1, against pydifact on the same bytes.

pydifact only parts the text into segments, elements and components; ours also tells the bookings apart, gives each document, seat and bag
to its person, leaves out and masks what is nobody's business, keeps where each value stands, and checks the whole. A second figure holds
the same against the aim of 5 MB/s, a third against the floor: ``bytes.split`` into segments, elements and components and a tuple of each.
"""

from __future__ import annotations

import random
import warnings
from collections.abc import Sequence

from benchmarks.harness import Figure, seconds
from preclear import messages

BOOKINGS = 150
AIM = 5.0  # MB/s
HEAD = (
    "UNB+IATA:1+XX+UTOPNRGOV+270614:0900+0001++PNRGOV",
    "UNH+1+PNRGOV:13:1:IA+140627/0900/XX/420",
    "MSG+:22",
    "ORG+XX:YVR",
    "TVL+140627:1000:140627:1105+YVR+SEA+XX+420",
    f"EQN+{BOOKINGS}",
)
STATES = ("CAN", "USA", "GBR", "FRA", "DEU", "IND")


def person(number: int, name: str, chance: random.Random) -> Sequence[str]:
    """One invented person of a booking, with what carriers send of each."""
    state = chance.choice(STATES)
    given = chance.choice(("ANNA MARIA", "JOHN", "PAT", "ROBIN", "ALEX LEE"))
    documents = f"/P/{state}/{chance.randint(10**8, 10**9)}/{state}/0{chance.randint(1, 9)}MAR{chance.randint(40, 99)}/F/01MAR31/{name}/"
    documents += given.replace(" ", "/")
    ticket = f"999{chance.randint(10**9, 10**10 - 1)}"
    return (
        f"TIF+{name}:I+{given} MS:A:{number}",
        f"FTI+XX:{chance.randint(10**8, 10**9)}::GOLD",
        "IFT+4:15:9+YVR XX SEA 100.00YOW XX YVR Q12.50 210.00CAD322.50END ROE1.000000XT 7.12CA14.96XG",
        f"REF+:{chance.randint(10**15, 10**16)}",
        "FAR+N+++++YOWFLEX",
        f"SSR+DOCS:HK:1:XX:::::{documents}+::{number}",
        f"SSR+DOCA:HK:1:XX:::::/D/USA/{chance.randint(1, 999)} TEST STREET/SEATTLE/WA/98101+::{number}",
        f"SSR+TKNE:HK:1:XX:::YVR:SEA:{ticket}C1+::{number}",
        f"TKT+{ticket}:T:1",
        "MON+B:322.50:CAD+T:352.00:CAD",
        "PTK+NR++020327:1200+XX+001+YVR",
        "TXD++29.50:::XG+7.12:::CA",
        "DAT+710:020327",
        f"FOP+CC::352.00:VI:XXXXXXXXXXXX{chance.randint(1000, 9999)}:0130",
    )


def booking(number: int, chance: random.Random) -> Sequence[str]:
    """One booking of one to three people, checked in."""
    locator = "".join(chance.choices("ABCDEFGHJK123456", k=6))
    names = ["".join(chance.choices("ABCDEFGHIKLMNORST", k=chance.randint(4, 10))) for _ in range(chance.choice((1, 2, 2, 3)))]
    people = [segment for n, name in enumerate(names, 1) for segment in person(n, name, chance)]
    seats = "".join(f"+{number % 60 + 1}{'ABCDEF'[n]}::{n}" for n in range(1, len(names) + 1))
    checked = [
        segment
        for n, (name, given) in enumerate(zip(names, (one.split("+")[2] for one in people if one.startswith("TIF")), strict=True), 1)
        for segment in (
            f"TRI++{number:03}:::{n}",
            f"TIF+{name}:I+{given}",
            f"SSD+{number % 60 + 1}{'ABCDEF'[n]}++++Y",
            f"TBD++1:{chance.randint(9, 23)}:700+++XX:0220{chance.randint(10**5, 10**6 - 1)}:1:SEA",
        )
    ]
    return (
        "SRC",
        f"RCI+XX:{locator}::010327:0915+ZZ:{locator[::-1]}",
        "DAT+700:120627:1010+710:020327:1200",
        f"IFT+4:28::XX+CTCE {names[0]}..{number}//MAIL.EXAMPLE",
        f"IFT+4:28::XX+CTCM 1604555{number:04}",
        "ORG+XX:YVR+99999992:YVR+YVR++T+CA:CAD+AG01",
        f"ADD++702:{number} SPECIMEN WAY:ZENITH:BC::CA:V0V0V0:1604555{number:04}",
        "EBD+CAD:60.00+1::N",
        *people,
        "TVL+130627:1900:140627:0005+YOW+YVR+XX+101:Y",
        f"RPI+{len(names)}+HK",
        "APD+321",
        "TVL+140627:1000:140627:1105+YVR+SEA+XX+420:Y",
        f"RPI+{len(names)}+HK",
        "APD+320",
        f"SSR+SEAT:HK:{len(names)}:XX:::YVR:SEA{seats}",
        f"RCI+XX:{locator}::010327:0915",
        "DAT+2:140627:0815",
        "ORG+XX:YVR",
        *checked,
        "ABI+1+:YVRRR+YVR++XX",
        "DAT+T:050327:1010",
        "SAC+++X",
        "TVL+130627:1000:130627:1105+YVR+SEA+XX+420:Y",
        "RPI+1+HK",
        "SAC+++A",
        "TVL+140627:1000:140627:1105+YVR+SEA+XX+420:Y",
        "RPI+1+HK",
    )


def push() -> tuple[bytes, int]:
    """A push of all bookings of a flight, and how many people are in it."""
    chance = random.Random(20_270_614)
    body = [segment for number in range(BOOKINGS) for segment in booking(number, chance)]
    segments = [*HEAD, *body]
    segments += [f"UNT+{len(segments)}+1", "UNZ+1+0001"]
    people = sum(segment.startswith("FTI") for segment in body)
    return ("UNA:+.?*'\n" + "".join(f"{segment}'\n" for segment in segments)).encode(), people


def floor(raw: bytes) -> list[tuple[list[bytes], ...]]:
    """The least that any reader of these bytes has to do."""
    return [tuple(element.split(b":") for element in segment.split(b"+")) for segment in raw.split(b"'\n")]


def run(quick: bool) -> list[Figure]:
    """Return megabytes a second of ours, beside pydifact's, the aim, and the floor's."""
    from pydifact.segmentcollection import Interchange  # noqa: PLC0415 - tests take `push`, and have no peer

    raw, people = push()
    text = raw.decode()
    (found,) = messages.read(raw).messages
    assert len(found.manifest.travellers) == people
    assert all(person.documents and person.seat for person in found.manifest.travellers)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydifact warns of directories that it does not carry
        peer = seconds(lambda: Interchange.from_str(text), times=2 if quick else 4)
    ours = seconds(lambda: messages.read(raw), times=4 if quick else 20)
    least = seconds(lambda: floor(raw), times=4 if quick else 20)
    size, measure = len(raw) / 1e6, f"{BOOKINGS} bookings"
    return [
        Figure("pnrgov", measure, size / ours, size / peer, "pydifact", "MB/s", "higher"),
        Figure("pnrgov", f"{measure}, the aim", size / ours, AIM, "aim", "MB/s", "higher"),
        Figure("pnrgov", f"{measure}, the floor", size / ours, size / least, "bare split", "MB/s", "higher"),
    ]
