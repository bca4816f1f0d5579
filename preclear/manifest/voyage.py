"""A movement of a craft between two ports: flight leg, sailing, train, bus run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Mode(StrEnum):
    """How the border is crossed."""

    AIR = "air"
    RAIL = "rail"
    MARINE = "marine"
    ROAD = "road"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One movement without a stop. Times are local times of the place, without a zone, as carriers send them."""

    voyage: str  # the number it runs under: "XX420"
    departure: str | None  # place code: IATA, or UN/LOCODE where there is no airport; None: not declared
    arrival: str | None
    departs: datetime | None = None  # naive: local time at `departure`
    arrives: datetime | None = None  # naive: local time at `arrival`


@dataclass(frozen=True, slots=True, kw_only=True)
class Voyage:
    """A voyage as declared: its legs in order, and the one that crosses the border."""

    carrier: str | None  # two- or three-letter designator, or the operator's code
    designator: str  # carrier and number: "XX420", "AMTK517"
    mode: Mode
    legs: tuple[Leg, ...] = ()
    border_leg: int | None = None  # index into `legs`; None where no leg crosses, or none can be told

    @property
    def border(self) -> Leg | None:
        """The leg that crosses the border; where none is marked, the only leg."""
        if self.border_leg is not None:
            return self.legs[self.border_leg]
        return self.legs[0] if len(self.legs) == 1 else None

    @property
    def key(self) -> str:
        """What makes two declarations the same voyage: number, local day of departure, from, to (API guide, key of the flight)."""
        leg = self.border or (self.legs[0] if self.legs else None)
        day = leg.departs.date().isoformat() if leg and leg.departs else "?"
        return f"{self.designator}/{day}/{(leg and leg.departure) or '?'}/{(leg and leg.arrival) or '?'}"

    @property
    def arrival_date(self) -> date | None:
        """The legal day of the crossing: the day of arrival at the port, else that of departure."""
        leg = self.border or (self.legs[0] if self.legs else None)
        moment = leg and (leg.arrives or leg.departs)
        return moment.date() if moment else None
