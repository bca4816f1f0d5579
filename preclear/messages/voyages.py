"""The header of a passenger list: what kind of list it is, who answers for it, and the legs of the voyage."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from preclear.manifest import Fault, Leg, Mode, Voyage
from preclear.manifest.faults import fault, few
from preclear.messages import dates
from preclear.messages.edifact import Body, Stretch, value

DEPARTURE, ARRIVAL = frozenset({"189", "136", "133", "186"}), frozenset({"232", "132", "178"})  # DTM 2005: scheduled, actual, estimated
LEG_PLACES = frozenset({"125", "87", "92"})
OTHER_PLACES = frozenset({"130", "188", "172", "91", "60"})
TRANSPORT = {
    "1": Mode.MARINE,
    "2": Mode.RAIL,
    "3": Mode.ROAD,
    "4": Mode.AIR,
    "8": Mode.MARINE,
}  # UN/ECE recommendation 19, first digit of C220/8067


MASTER_LIST, NO_VOYAGE = "336", frozenset({"VOY-LEGS-MISSING", "VOY-NUMBER-MISSING"})  # a list of crew who may fly: of no voyage


@dataclass(slots=True)
class Stop:
    """A place of a leg, with the times that follow it."""

    qualifier: str  # 125 last departure before the border, 87 first arrival after it, 92 any other
    code: str
    offset: int
    departs: datetime | None = None
    arrives: datetime | None = None

    def repeats(self, before: Stop) -> bool:
        """Whether this is the same segment once more."""
        return (self.qualifier, self.code) == (before.qualifier, before.code) and not (before.departs or before.arrives)

    def at(self, qualifier: str, when: datetime) -> bool:
        """Take in a time that follows; the first of each kind counts. Return whether it is that, or the same."""
        if qualifier in DEPARTURE:
            self.departs = self.departs or when
            return self.departs == when
        self.arrives = self.arrives or when
        return self.arrives == when


@dataclass(slots=True)
class Run:
    """The stops under one TDT."""

    designator: str
    carrier: str | None
    mode: str  # as declared
    stops: list[Stop] = field(default_factory=list)
    loose: list[tuple[str, datetime]] = field(default_factory=list)  # times that stand before the places: qualifier, when

    def at(self, qualifier: str, when: datetime | None) -> str | None:
        """Take in a time that follows; return what is wrong with where it stands."""
        if not self.stops:
            self.loose += [(qualifier, when)] if when else []
            return "VOY-TIME-WITHOUT-PLACE"
        return "VOY-TIME-TWICE" if when and not self.stops[-1].at(qualifier, when) else None

    def settled(self) -> Run:
        """Return the run with times in their places that stand before the places, or of a single leg behind both of them."""
        for qualifier, when in self.loose if self.stops else ():
            self.stops[0 if qualifier in DEPARTURE else -1].at(qualifier, when)
        if self.departs_late:
            self.stops[0].departs, self.stops[1].departs = self.stops[1].departs, None
        return self

    @property
    def departs_late(self) -> bool:
        """Whether the departure of its single leg stands behind the place of arrival."""
        return len(self.stops) == 2 and self.stops[0].departs is None and self.stops[1].departs is not None


@dataclass(slots=True)
class Header:
    """What stands before the persons."""

    voyage: Voyage
    document: str | None = None  # BGM 1001
    function: str = ""  # BGM 1004
    number: str = ""  # BGM 1225, the directory's own message function
    transaction: str | None = None
    revision: str | None = None
    contacts: list[str] = field(default_factory=list)  # whom to call about the list, and how

    @property
    def contact(self) -> str | None:
        """Whom to call about the list, and how."""
        return ", ".join(filter(None, self.contacts)) or None

    def take(self, elements: Sequence[Sequence[str]]) -> bool:
        """Take in a segment that is not of the voyage; return whether it is known."""
        match elements[0][0].upper():
            case "BGM":
                self.document, self.number = value(elements, 1), value(elements, 3)
                self.function = value(elements, 2).upper() or self.number
            case "RFF":
                if value(elements, 1) == "TN":
                    self.transaction, self.revision = value(elements, 1, 1) or None, value(elements, 1, 4) or None
            case "NAD":
                self.contacts.append(value(elements, 4) or value(elements, 2))
            case "CTA":
                self.contacts.append(value(elements, 2, 1) or value(elements, 2))
            case "COM":
                self.contacts += [" ".join(filter(None, means[:2])) for means in elements[1:]]
            case tag:
                return tag in ("FTX", "GEI", "UNS")
        return True


def read(stretch: Stretch, body: Body, today: date, faults: list[Fault]) -> Header:
    """Return what the segments before the first person say; what is wrong with them goes to ``faults``."""
    header, given = Header(Voyage(carrier=None, designator="", mode=Mode.AIR)), len(faults)
    runs: list[Run] = []
    near = None if today == date.max else today
    for text, start in zip(body.texts, body.starts, strict=True):
        elements = [[c.strip() for c in element] for element in stretch.elements(text)]
        if not _voyage_says(runs, elements, near=near, start=start, faults=faults) and not header.take(elements):
            faults.append(fault("EDI-SEGMENT-UNKNOWN", "header", offset=start))
    faults += [fault("VOY-TIME-WITHOUT-PLACE", "DTM+189", offset=run.stops[1].offset) for run in runs if run.departs_late]
    faults[given:] = few(faults[given:])
    if not header.document:
        begin = body.starts[0] if body.starts else None
        faults.append(fault("MSG-BGM-MISSING", "BGM", offset=begin))
    header.voyage = voyage(runs)
    found = few(check(header.voyage, body.starts[0] if body.starts else None))
    faults += [fault for fault in found if header.document != MASTER_LIST or fault.code not in NO_VOYAGE]
    return header


def _voyage_says(
    runs: list[Run], elements: Sequence[Sequence[str]], near: date | None, start: int, faults: list[Fault]
) -> bool:  # all of one segment
    """Take in a segment of the voyage (TDT, its LOC and DTM); return whether it is one."""
    tag, qualifier = elements[0][0].upper(), value(elements, 1)
    if tag in ("TDT", "LOC") and value(elements, 2).upper() != value(elements, 2):
        elements = [[part.upper() for part in element] for element in elements]
        faults.append(fault("EDI-SMALL-LETTERS", tag, offset=start))
    if tag == "TDT":
        run = _run(value(elements, 2), value(elements, 5), value(elements, 3))
        if runs and not runs[-1].designator and not runs[-1].carrier:  # places that stand before the TDT
            run.stops = runs.pop().stops
        runs.append(run)
    elif tag == "LOC" and qualifier in LEG_PLACES:
        runs += () if runs else (_run("", "", ""),)
        stop = Stop(qualifier, value(elements, 2).replace(" ", ""), start)
        if qualifier == "92" or not runs[-1].stops or not stop.repeats(runs[-1].stops[-1]):
            runs[-1].stops.append(stop)
    elif tag == "DTM" and (qualifier in DEPARTURE or qualifier in ARRIVAL) and runs:
        when, code = dates.moment(value(elements, 1, 1), near)
        if code := runs[-1].at(qualifier, when) or code:
            faults.append(fault(code, f"DTM+{qualifier}", offset=start))
    elif tag == "LOC" and qualifier not in OTHER_PLACES:
        faults.append(fault("VOY-QUALIFIER-UNKNOWN", "LOC", offset=start))
    else:
        return tag in ("LOC", "DTM")
    return True


def _run(number: str, carrier: str, mode: str) -> Run:
    """A TDT. Where the number holds digits only, or digits and the letter of an extra flight, the carrier goes before it."""
    number = re.sub(r"\s", "", number)
    designator = carrier + number if carrier and re.fullmatch("[0-9]+[A-Z]?", number) else number
    return Run(designator or carrier, carrier or _carrier(designator), mode)


def _carrier(designator: str) -> str | None:
    """The carrier that a designator begins with: its letters if there are three or more, else its first two characters."""
    letters = re.match(r"[A-Z]{3,}(?=[0-9])", designator)
    two = re.match(r"(?![0-9]{2})[A-Z0-9]{2}(?=[0-9])", designator)
    return letters[0] if letters else two[0] if two else None


def voyage(runs: Iterable[Run]) -> Voyage:
    """Return the voyage of which each TDT is a run of legs; it is named after the leg that crosses the border."""
    runs = list(runs)
    legs: list[tuple[Leg, Run, str]] = []
    for run in runs:
        legs += [(leg, run, ends) for leg, ends in _legs(run.settled())]
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
