"""A place where people and goods leave, arrive or are inspected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class PlaceKind(StrEnum):
    """What sort of place it is."""

    AIRPORT = "airport"
    STATION = "station"
    PORT = "port"
    TERMINAL = "terminal"
    CROSSING = "crossing"
    STOP = "stop"


class SiteKind(StrEnum):
    """What is done there for the border."""

    PRECLEARANCE = "preclearance"  # the whole inspection by the other country, before departure
    PREINSPECTION = "preinspection"  # immigration alone; customs after arrival
    PORT_OF_ENTRY = "port_of_entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """An inspection site: whose officers inspect, on whose ground, by which law."""

    kind: SiteKind
    inspecting_party: str  # three letters of ICAO Doc 9303-3, as all countries here
    host_party: str  # whose law binds there (law 7)
    law: str
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """What others call the place; messages use any of these."""

    iata: str | None = None  # of IATA: airports, and the rail and ferry stations that have one
    icao: str | None = None
    unlocode: str | None = None  # five letters, without a blank
    station: str | None = None  # of the railway or ferry line
    port: str | None = None  # of US Customs and Border Protection, four digits
    office: str | None = None  # of the Canada Border Services Agency, four digits

    def all(self) -> tuple[str, ...]:
        """Return the codes by which messages name the place. Office codes are not among them: they clash with port codes."""
        return tuple(code for code in (self.iata, self.icao, self.unlocode, self.station, self.port) if code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place, as it is from a day on."""

    code: str  # ours and the carriers': IATA where there is one
    kind: PlaceKind
    name: str
    name_fr: str  # the same where French uses the same name
    country: str
    latitude: float
    longitude: float
    zone: str  # "America/Vancouver", a zone of the IANA time zone database
    codes: Codes
    source: str  # where these facts come from
    site: Site | None = None
    valid_from: date = date.min
    valid_to: date | None = None  # the last day

    def valid(self, on: date) -> bool:
        """Return whether this is how the place is on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def named(self, language: str) -> str:
        """Return the name in English (``en``) or French (``fr``)."""
        return self.name_fr if language == "fr" else self.name
