"""Carriers that do not exist, the routes they run between real places, and when.

The designators of the airlines are of those that IATA keeps for its own services, so no airline flies under them; the other lines
have four letters, which no airline has.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from preclear.manifest import Leg, Mode, Voyage
from preclear.places import Places


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A carrier of the demo: who it is, how it writes, what was agreed with it."""

    id: str
    name: str
    mode: Mode
    style: str  # a key of demo.styles.STYLES
    answer_minutes: int  # before departure, by which everyone is answered
    answers: Literal["now", "later"] = "now"
    referred: Literal["contact", "hold"] = "contact"
    acknowledges: Literal["at once", "late", "never"] = "at once"

    @property
    def contact(self) -> str:
        """Whom to call about a message."""
        return f"{self.name.upper()} OPERATIONS"


LINES = {
    line.id: line
    for line in (
        Line(id="XB", name="Boreal Air", mode=Mode.AIR, style="guide", answer_minutes=30),
        Line(id="XD", name="Meridian Pacific", mode=Mode.AIR, style="punctuated", answer_minutes=30),
        Line(id="XA", name="Laurentide Air", mode=Mode.AIR, style="Latin-1", answer_minutes=45, acknowledges="late"),
        Line(id="XS", name="Prairie Link", mode=Mode.AIR, style="United States", answer_minutes=30),
        Line(id="CSCR", name="Cascades Rail", mode=Mode.RAIL, style="no advice, no group", answer_minutes=30),
        Line(
            id="NCFY", name="Northcoast Ferries", mode=Mode.MARINE, style="UTF-8", answer_minutes=15, referred="hold", acknowledges="never"
        ),
        Line(id="STCR", name="Strait Cruises", mode=Mode.MARINE, style="given names joined", answer_minutes=60, answers="later"),
        Line(id="NLCX", name="Northline Coaches", mode=Mode.ROAD, style="stars and hashes", answer_minutes=10),
    )
}


@dataclass(frozen=True, slots=True)
class Route:
    """A voyage that is run again and again. The first two stops are the crossing; a third is a leg beyond it."""

    designator: str
    stops: tuple[str, ...]
    minutes: tuple[int, ...]  # of each leg
    people: int  # about so many

    @property
    def line(self) -> Line:
        """Who runs it."""
        return LINES[self.designator.rstrip("0123456789")]


ROUTES = {
    route.designator: route
    for route in (
        Route("XB2207", ("YVR", "SEA"), (65,), 74),
        Route("XD418", ("YVR", "SFO"), (135,), 178),
        Route("XA511", ("YUL", "BOS"), (80,), 76),
        Route("CSCR517", ("VAC", "SEA-KSS", "PDX-UNS"), (265, 210), 231),
        Route("NLCX88", ("VAN-BUS", "BLI-BUS"), (95,), 47),
        Route("XS902", ("YWG", "MSP"), (85,), 70),
        Route("XB2225", ("YVR", "PHX"), (180,), 160),
        Route("STCR9", ("VAN-CRUISE", "KTN-PORT"), (2160,), 1950),
        Route("NCFY12", ("VIC-BELL", "PA-BLACKBALL"), (90,), 88),
        Route("XA733", ("YYZ", "LGA"), (95,), 118),
        Route("XD440", ("YVR", "HNL"), (365,), 273),
        Route("XD436", ("YVR", "JFK"), (315,), 176),
        Route("XS914", ("YYC", "DEN"), (150,), 132),
        Route("XB2240", ("YEG", "LAS"), (195,), 150),
        Route("XA590", ("YOW", "IAD"), (95,), 72),
        Route("XA645", ("YHZ", "BOS"), (100,), 74),
        Route("XD417", ("SEA", "YVR"), (60,), 76),
        Route("XA512", ("EWR", "YUL"), (85,), 96),
        Route("XA801", ("YTZ", "BOS"), (95,), 78),
        Route("XS930", ("YYC", "IAH"), (255,), 164),
        Route("XB2213", ("YVR", "LAX"), (175,), 154),
        Route("XA755", ("YYZ", "MIA"), (200,), 182),
        Route("XD422", ("YVR", "ORD"), (255,), 168),
        Route("NCFY13", ("PA-BLACKBALL", "VIC-BELL"), (90,), 64),
        Route("CSCR516", ("SEA-KSS", "VAC"), (265,), 186),
        Route("NLCX90", ("VAN-BUS", "SEA-BUS"), (225,), 49),
    )
}


def sailing(route: Route, departs_at: datetime, places: Places) -> Voyage:
    """Return the voyage that runs a route and leaves at an instant, rounded up to five minutes. Times are those of each place."""
    instant = departs_at + timedelta(minutes=-departs_at.minute % 5, seconds=-departs_at.second, microseconds=-departs_at.microsecond)
    legs = []
    for departure, arrival, minutes in zip(route.stops, route.stops[1:], route.minutes, strict=False):
        arrives = instant + timedelta(minutes=minutes)
        legs.append(
            Leg(
                voyage=route.designator,
                departure=departure,
                arrival=arrival,
                departs=_clock(places, departure, instant),
                arrives=_clock(places, arrival, arrives),
            )
        )
        instant = arrives + timedelta(minutes=20)
    return Voyage(carrier=route.line.id, designator=route.designator, mode=route.line.mode, legs=tuple(legs), border_leg=0)


def numbered(route: Route, run: int) -> Route:
    """Return the same route under the number of a later run: each run of a day has its own."""
    head = route.line.id
    return replace(route, designator=f"{head}{int(route.designator.removeprefix(head)) + 1000 * run}") if run else route


def _clock(places: Places, code: str, instant: datetime) -> datetime:
    local = places.local(code, instant)
    assert local is not None, code
    return local.replace(tzinfo=None)
