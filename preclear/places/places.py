"""All known places, found by any of their codes, and their clocks."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from preclear.errors import SourceError
from preclear.places.place import Codes, Place, PlaceKind, Site, SiteKind

FILE = "places.csv"
COLUMNS = (
    "code", "kind", "name", "name_fr", "country", "latitude", "longitude", "zone", "iata", "icao", "unlocode", "station", "port", "office",
    "site", "inspecting_party", "host_party", "law", "since", "valid_from", "valid_to", "source",
)  # fmt: skip


class Places:
    """The places of a node: those that travel with the program, and those that an administrator added."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._all = tuple(places)
        by_code: defaultdict[str, list[Place]] = defaultdict(list)
        for place in self._all:
            for code in dict.fromkeys((place.code, *place.codes.all())):
                by_code[code].append(place)
        # A place whose own code it is goes before one that others call so; else the order given decides.
        self._by_code: Mapping[str, tuple[Place, ...]] = {
            code: tuple(sorted(found, key=lambda place: place.code != code)) for code, found in by_code.items()
        }

    def __iter__(self) -> Iterator[Place]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def find(self, code: str, on: date) -> Place | None:
        """Return the place that a carrier's code (IATA, ICAO, UN/LOCODE, station) means on a day; None where none is known.

        >>> load().find("CYVR", date(2026, 5, 1)).code
        'YVR'
        """
        found = self._by_code.get(code.strip().upper().replace(" ", ""), ())
        return next((place for place in found if place.valid(on)), None)

    def utc(self, code: str, local: datetime, on: date | None = None) -> datetime | None:
        """Return the instant at which a clock of the place shows this time; None where the place is unknown.

        ``on`` is the day for which the place is looked up: by default the day of the clock.
        An hour that the clock shows twice in autumn is the first of the two. An hour that it skips in spring is counted on the clock
        as it was before (02:30 is the instant that the clock then shows as 03:30). Both as PEP 495 has it for fold 0.

        >>> load().utc("YVR", datetime(2026, 5, 1, 10, 15)).isoformat()
        '2026-05-01T17:15:00+00:00'
        """
        place = self.find(code, on or local.date())
        return local.replace(tzinfo=_zone(place.zone), fold=0).astimezone(UTC) if place else None

    def local(self, code: str, instant: datetime) -> datetime | None:
        """Return what the clock of the place shows at an instant, with its zone; None where the place is unknown.

        Raises ``ValueError`` for a time that is not aware.
        """
        if instant.tzinfo is None:
            raise ValueError("an instant is aware UTC")
        place = self.find(code, instant.date())
        return instant.astimezone(_zone(place.zone)) if place else None


def load(additions: Iterable[Place] = ()) -> Places:
    """Return the places that travel with the program, with a node's own on top of them.

    An added place goes before a packaged one with the same code, and before one added earlier, for the days on which it is valid.
    """
    return Places((*reversed(tuple(additions)), *_packaged()))


def read(lines: Iterable[str], file: str) -> Iterator[Place]:
    """Read places from the lines of a CSV file; lines that begin with ``#`` say where it comes from.

    Raises ``SourceError`` with file, place and column for anything that does not fit.
    """
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise SourceError(f"{file}: the columns must be {', '.join(COLUMNS)}")
    for row in rows:
        if None in row or None in row.values():
            raise SourceError(f"{file}: place {row['code']!r} has not {len(COLUMNS)} columns")
        try:
            yield _place(row)
        except (ValueError, ZoneInfoNotFoundError) as wrong:
            raise SourceError(f"{file}: place {row['code']!r}: {wrong}") from wrong


@cache
def _packaged() -> tuple[Place, ...]:
    text = (files("preclear") / "resources" / FILE).read_text(encoding="utf-8")
    return tuple(read(text.splitlines(keepends=True), FILE))


_zone = cache(ZoneInfo)


def _place(row: Mapping[str, str]) -> Place:
    for column in ("code", "name", "country", "zone", "source"):
        if not row[column]:
            raise ValueError(f"{column} is missing")
    latitude, longitude = float(row["latitude"]), float(row["longitude"])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("latitude or longitude is not on the earth")
    _zone(row["zone"])
    return Place(
        code=row["code"],
        kind=PlaceKind(row["kind"]),
        name=row["name"],
        name_fr=row["name_fr"] or row["name"],
        country=row["country"],
        latitude=latitude,
        longitude=longitude,
        zone=row["zone"],
        codes=Codes(**{code: row[code] or None for code in ("iata", "icao", "unlocode", "station", "port", "office")}),
        source=row["source"],
        site=_site(row) if row["site"] else None,
        valid_from=_day(row["valid_from"]) or date.min,
        valid_to=_day(row["valid_to"]),
    )


def _site(row: Mapping[str, str]) -> Site:
    return Site(
        kind=SiteKind(row["site"]),
        inspecting_party=row["inspecting_party"],
        host_party=row["host_party"],
        law=row["law"],
        since=_day(row["since"]),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
