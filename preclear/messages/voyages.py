"""The header of a passenger list: what kind of list it is, who answers for it, and the legs of the voyage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from preclear.manifest import Fault, Leg, Mode, Voyage
from preclear.manifest.faults import fault
from preclear.messages import dates
from preclear.messages.edifact import Stretch

if TYPE_CHECKING:
    from preclear.messages.paxlst import Body

DEPARTURE, ARRIVAL = frozenset({"189", "136", "133", "186"}), frozenset({"232", "132", "178"})  # DTM 2005: scheduled, actual, estimated
LEG_PLACES = frozenset({"125", "87", "92"})
OTHER_PLACES = frozenset({"130", "188", "172", "91", "60"})
TRANSPORT = {"1": Mode.MARINE, "2": Mode.RAIL, "3": Mode.ROAD, "4": Mode.AIR}  # UN/ECE recommendation 19, first digit of C220/8067


@dataclass(slots=True)
class Stop:
    """A place of a leg, with the times that follow it."""

    qualifier: str  # 125 last departure before the border, 87 first arrival after it, 92 any other
    code: str
    offset: int
    departs: datetime | None = None
    arrives: datetime | None = None


@dataclass(slots=True)
class Run:
    """The stops under one TDT."""

    designator: str
    carrier: str | None
    mode: str  # as declared
    stops: list[Stop] = field(default_factory=list)


@dataclass(slots=True)
class Header:
    """What stands before the persons."""

    voyage: Voyage
    document: str | None = None  # BGM 1001
    function: str = ""  # BGM 1004
    transaction: str | None = None
    revision: str | None = None
    contact: str | None = None


def read(stretch: Stretch, body: Body, today: date, faults: list[Fault]) -> Header:
    """Return what the segments before the first person say; what is wrong with them goes to ``faults``."""
    header = Header(Voyage(carrier=None, designator="", mode=Mode.AIR))
    runs: list[Run] = []
    contact: list[str] = []
    near = None if today == date.max else today
    for text, start in zip(body.texts, body.starts, strict=True):
        elements = [[c.strip() for c in element] for element in stretch.elements(text)]

        def value(element: int, component: int = 0, elements: Sequence[Sequence[str]] = elements) -> str:
            return elements[element][component] if element < len(elements) and component < len(elements[element]) else ""

        tag, qualifier = value(0).upper(), value(1)
        match tag:
            case "BGM":
                header.document, header.function = qualifier, value(2).upper()
            case "RFF" if qualifier == "TN":
                header.transaction, header.revision = value(1, 1) or None, value(1, 4) or None
            case "NAD":
                contact += filter(None, (value(4), value(2) if not value(4) else ""))
            case "CTA":
                contact += filter(None, (value(2, 1) or value(2),))
            case "COM":
                contact += [" ".join(filter(None, element[:2])) for element in elements[1:] if element[0]]
            case "TDT":
                runs.append(_run(value(2), value(5), value(3)))
            case "LOC" if qualifier in LEG_PLACES and runs:
                runs[-1].stops.append(Stop(qualifier, value(2), start))
            case "DTM" if (qualifier in DEPARTURE or qualifier in ARRIVAL) and runs:
                _time(runs[-1], qualifier, value(1, 1), near, start, faults)
            case "LOC" if qualifier not in OTHER_PLACES:
                faults.append(fault("VOY-QUALIFIER-UNKNOWN", "LOC", offset=start))
            case "RFF" | "LOC" | "DTM" | "FTX" | "GEI" | "UNS":
                pass
            case _:
                faults.append(fault("EDI-SEGMENT-UNKNOWN", "header", offset=start))
    if header.document is None:
        faults.append(fault("MSG-BGM-MISSING", "BGM"))
    header.contact = ", ".join(contact) or None
    header.voyage = voyage(runs)
    faults += check(header.voyage, body.starts[0] if body.starts else None)
    return header


def _run(number: str, carrier: str, mode: str) -> Run:
    """A TDT. Where the number holds digits only, the carrier goes before it."""
    number = re.sub(r"\s", "", number)
    designator = carrier + number if carrier and number[:1].isdigit() and number.isdigit() else number
    return Run(designator or carrier, carrier or _carrier(designator), mode)


def _carrier(designator: str) -> str | None:
    """The carrier that a designator begins with: its letters if there are three or more, else its first two characters."""
    letters = re.match(r"[A-Z]{3,}(?=[0-9])", designator)
    two = re.match(r"(?![0-9]{2})[A-Z0-9]{2}(?=[0-9])", designator)
    return letters[0] if letters else two[0] if two else None


def _time(run: Run, qualifier: str, text: str, near: date | None, start: int, faults: list[Fault]) -> None:
    """Give a stop its time: a DTM belongs to the LOC before it."""
    when, code = dates.moment(text, near)
    if code:
        faults.append(fault(code, f"DTM+{qualifier}", offset=start))
    if not run.stops:
        faults.append(fault("VOY-TIME-WITHOUT-PLACE", f"DTM+{qualifier}", offset=start))
    elif qualifier in DEPARTURE:
        run.stops[-1].departs = run.stops[-1].departs or when
    else:
        run.stops[-1].arrives = run.stops[-1].arrives or when


def voyage(runs: Iterable[Run]) -> Voyage:
    """Return the voyage of which each TDT is a run of legs; it is named after the leg that crosses the border."""
    runs = list(runs)
    legs: list[tuple[Leg, Run, str]] = []
    for run in runs:
        legs += [(leg, run, ends) for leg, ends in _legs(run)]
    crossing = next((n for shape in ("125-87", "125-", "-87") for n, (_, _, ends) in enumerate(legs) if shape in ends), None)
    run = legs[crossing][1] if crossing is not None else runs[0] if runs else Run("", None, "")
    return Voyage(
        carrier=run.carrier,
        designator=run.designator,
        mode=mode(run.mode, [code for leg, _, _ in legs for code in (leg.departure, leg.arrival) if code], run.carrier or ""),
        legs=tuple(leg for leg, _, _ in legs),
        border_leg=crossing,
    )


def _legs(run: Run) -> Iterable[tuple[Leg, str]]:
    """The legs of one TDT in order, each with the qualifiers of its ends.

    A 125, or a 92 while no leg is open, opens a leg; the next 87 or 92 closes it; a second 125 or the end closes it with the arrival
    unknown; an 87 alone has its departure unknown.
    """
    opened: Stop | None = None
    for stop in run.stops:
        if stop.qualifier == "125" or (stop.qualifier == "92" and opened is None):
            if opened:
                yield _leg(run, opened, None)
            opened = stop
        else:
            yield _leg(run, opened, stop)
            opened = None
    if opened:
        yield _leg(run, opened, None)


def _leg(run: Run, start: Stop | None, end: Stop | None) -> tuple[Leg, str]:
    leg = Leg(
        voyage=run.designator,
        departure=(start and start.code) or None,
        arrival=(end and end.code) or None,
        departs=start.departs if start else None,
        arrives=end.arrives if end else None,
    )
    return leg, f"{start.qualifier if start else ''}-{end.qualifier if end else ''}"


def mode(declared: str, places: Sequence[str], carrier: str) -> Mode:
    """Return how the border is crossed.

    1. as the transport mode of TDT (C220, 8067) says: 1 maritime, 2 rail, 3 road, 4 air; of a two-digit code the first digit
    2. none declared: a place of five letters (UN/LOCODE) and a carrier that is no airline designator (two characters, or three
       letters) is a ship's, since the guides let ships, not airlines, use such places; everything else is a flight

    >>> mode("2", [], "VIA"), mode("", ["CAVAN"], "BCFE"), mode("", ["YVR"], "XX")
    (<Mode.RAIL: 'rail'>, <Mode.MARINE: 'marine'>, <Mode.AIR: 'air'>)
    """
    if found := TRANSPORT.get(declared[:1]):
        return found
    return Mode.MARINE if any(len(place) == 5 for place in places) and len(carrier) > 3 else Mode.AIR


def check(declared: Voyage, offset: int | None) -> list[Fault]:
    """Return what is wrong with a voyage: no number, no legs, places or times that cannot be."""
    found = []
    if not declared.designator:
        found.append(fault("VOY-NUMBER-MISSING", "TDT", offset=offset))
    if not declared.legs:
        found.append(fault("VOY-LEGS-MISSING", "LOC", offset=offset))
    for n, leg in enumerate(declared.legs, 1):
        codes = [
            code
            for code, wrong in (
                ("VOY-PLACE-MISSING", not leg.departure or not leg.arrival),
                ("VOY-TIME-UNKNOWN", leg.departs is None),
                ("VOY-SAME-PLACE", bool(leg.departure) and leg.departure == leg.arrival),
                ("VOY-ARRIVES-FIRST", bool(leg.departs and leg.arrives) and _before(leg)),
            )
            if wrong
        ]
        found += [fault(code, f"leg {n}", offset=offset) for code in codes]
    return found


def _before(leg: Leg) -> bool:
    """Whether a leg arrives a day or more before it departs: less can be the date line or a time zone."""
    return leg.departs is not None and leg.arrives is not None and (leg.departs - leg.arrives).total_seconds() > 86_400


def first_day(stretch: Stretch, texts: Iterable[str]) -> date | None:
    """Return the day of the first departure that a list names: what two-digit years are read against where UNB has no date."""
    tag = f"DTM{stretch.separators.element}189{stretch.separators.component}"
    found = next((text for text in texts if text.startswith(tag)), "")
    when, _ = dates.moment(found.removeprefix(tag).split(stretch.separators.component)[0], None)
    return when and when.date()
