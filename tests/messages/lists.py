"""Passenger lists of our own invention, for the tests of this folder: nobody in them exists."""

from __future__ import annotations

from collections.abc import Sequence

HEADER = (
    "BGM+745",
    "RFF+TN:XX0420X1:::1",
    "NAD+MS+++XX HELP DESK",
    "COM+1 604 555 0100:TE",
    "TDT+20+XX420+++XX",
    "LOC+125+YVR",
    "DTM+189:2706141000:201",
    "LOC+87+SEA",
    "DTM+232:2706141105:201",
)
LEE = (
    "NAD+FL+++LEE-PARK:MINA:JO",
    "ATT+2++F",
    "DTM+329:740812",
    "MEA+CT++:2",
    "MEA+WT++KGM:31",
    "GEI+4+173",
    "FTX+BAG+++0220000009:2",
    "LOC+22+SEA",
    "LOC+174+CAN",
    "LOC+178+YVR",
    "LOC+179+SEA",
    "LOC+180+KOR:::SEOUL",
    "NAT+2+CAN",
    "RFF+AVF:QQ1234",
    "RFF+ABO:XX01",
    "RFF+SEA:012A",
    "DOC+P:110:111+QA000001",
    "DTM+36:320415",
    "LOC+91+CAN",
    "DOC+V:110:111+V77",
    "DTM+36:301231",
    "LOC+91+USA",
)
ROY = (
    "NAD+FL+++ROY:ALEX",
    "ATT+2++M",
    "DTM+329:850301",
    "LOC+178+YVR",
    "LOC+179+SEA",
    "NAT+2+FRA",
    "RFF+AVF:QQ1234",
    "RFF+ABO:XX02",
    "DOC+P:110:111+QB000002",
    "DTM+36:310301",
    "LOC+91+FRA",
)


def message(
    body: Sequence[str],
    *,
    una: str = "UNA:+.? '",
    release: str = "D:12B",
    part: str = "01:F",
    group: bool = True,
    end: str = "'\n",
    syntax: str = "UNOA:4",
    application: str = "APIS",
) -> str:
    """An interchange with one message, written with the default separators."""
    segments = [f"UNB+{syntax}+XXAPIS:ZZ+UTOAPIS:ZZ+270614:0915+C1++{application}"]
    segments += ["UNG+PAXLST+XXAPIS:ZZ+UTOAPIS:ZZ+270614:0915+1+UN+D:12B"] if group else []
    segments += [f"UNH+M1+PAXLST:{release}:UN:IATA+XX0420/270614/1000+{part}", *body, f"UNT+{len(body) + 2}+M1"]
    segments += [*(["UNE+1+1"] if group else []), "UNZ+1+C1"]
    return una + ("\n" if una and end.endswith("\n") else "") + "".join(segment + end for segment in segments)


def people(*persons: Sequence[str], count: int | None = None) -> list[str]:
    """The body of a list: header, persons, count."""
    return [*HEADER, *(segment for person in persons for segment in person), f"CNT+42:{len(persons) if count is None else count}"]
