"""Hostile input gets nothing: four times the length takes about four times as long, whatever stands in it."""

from __future__ import annotations

import gc
import time

import pytest

from preclear import messages
from tests.messages.lists import HEADER

HEAD = "UNB+UNOA:4+XXAPIS:ZZ+UTOAPIS:ZZ+270614:0915+C1'UNH+M1+PAXLST:D:12B:UN:IATA+X+01:F'" + "".join(f"{segment}'" for segment in HEADER)
SHORT, FACTOR = 12_000, 4  # bytes of the shorter input, and how much longer the other is
WORST = 3  # times what the length alone explains, so that a busy machine is no fault; quadratic would be 4

REPEATED = {  # what is repeated behind the head of a list
    "terminators": "'",
    "release characters": "?",
    "released terminators": "?'",
    "element separators": "+",
    "component separators": ":",
    "line ends": "\n",
    "blanks": " ",
    "letters": "A",
    "unknown segments": "A'",
    "persons with a name": "NAD+FL+++A'",
    "persons without": "NAD+FL'",
    "persons of no known role": "NAD+QX+++A:B'ATT+2++M'",
    "damaged persons": "NXD+FL+++A:B'",
    "one person's documents": "DOC+P+1'DTM+36:300101'",
    "one person's dates and sexes": "DTM+329:740812'ATT+2++M'",
    "one person's births, all different": "DTM+329:740812'DTM+329:750812'ATT+2++M'RFF+ABO:1'RFF+ABO:2'",
    "one person's tags": "FTX+BAG+++1:99'",
    "nationalities": "NAT+2+CAN'",
    "segments glued": "DTM+36:300101",
    "persons glued": "NAD+FL+++A:B",
    "glued service segments": "UNH+1+PAXLST:D",
    "service segments": "UNT+1+1'",
    "messages": "UNT+1+M'UNH+M+PAXLST:D:12B:UN'BGM+745'",
    "interchanges": "UNZ+1+1'UNA:+.? 'UNB+UNOA:4+A+B+270614:0915+1'",
    "beginnings": "UNB+UNOA",
    "advices": "UNA:+.? '",
    "legs": "TDT+20+X1'LOC+125+AAA'LOC+87+BBB'",
    "counts": "CNT+42:1'",
    "quotation marks": "\u2019UNH+",
    "torn segments": "NAD+FL\n+++A'",
    "torn letters": "A\n",
    "persons of ever other segments": "NAD+FL+++A:B'LOC+178+A'NAD+FL+++A:B'LOC+179+A'LOC+178+A'NAD+FL+++A'NAT+2+A'LOC+178+B'",
}


@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED)
def test_time_is_linear(piece):
    short, long = ((HEAD + piece * (size // len(piece))).encode() for size in (SHORT, SHORT * FACTOR))
    taken = [taken_by(short), taken_by(long)]
    for _ in range(4):
        if taken[1] < FACTOR * WORST / 2 * taken[0] + 0.02:
            break
        taken = [min(taken[0], taken_by(short)), min(taken[1], taken_by(long))]
    assert taken[1] < FACTOR * WORST / 2 * taken[0] + 0.02


def taken_by(raw: bytes) -> float:
    """CPU seconds to read it; what the collector of garbage makes of all that the tests hold besides is not counted."""
    gc.freeze()
    try:
        start = time.process_time()
        messages.read(raw)
        return time.process_time() - start
    finally:
        gc.unfreeze()
