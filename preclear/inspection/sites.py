"""Sites over time: who inspects where, by whose law, since when; and whether a spot is a preclearance area or perimeter at this minute.

A place's standing is a function of time and of conveyances, never a flag (Preclearance Act, 2016, ss. 6 and 7; Part 2, s. 46):

1. Ground that is designated as an area is one in the periods for which it is designated, s. 6(1).
2. While a conveyance for what is precleared stands ready for departure, its inside, the corridor to it and the shuttle are area, s. 6(2).
3. Ground that is designated next to where it stands is a perimeter while it stands there, and at no other time, s. 7.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Literal
from zoneinfo import ZoneInfo

from preclear.errors import SourceError
from preclear.places import Place, Places, SiteKind

FILE = "sites.csv"
COLUMNS = (
    "code", "name", "name_fr", "country", "mode", "kind", "inspecting_party", "host_party", "law", "status", "valid_from", "valid_to",
    "source",
)  # fmt: skip
MODES: Mapping[str, str] = {"airport": "air", "station": "rail", "port": "marine", "terminal": "marine", "crossing": "road", "stop": "road"}
LONGEST = timedelta(days=31)  # for which intervals are told at once


class Status(StrEnum):
    """Whether inspection is done at a site."""

    OPERATING = "operating"
    SEASONAL = "operating_seasonal"
    AGREED = "agreed_in_principle"
    ANNOUNCED = "pilot_announced"
    SUSPENDED = "suspended"
    ENDED = "ended"


OPEN = frozenset({Status.OPERATING, Status.SEASONAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteState:
    """How a site is from a day on."""

    code: str  # of the place
    name: str
    name_fr: str
    country: str
    mode: str  # air, rail, marine, road
    kind: SiteKind
    inspecting_party: str  # three letters
    host_party: str  # whose law binds
    law: str
    status: Status
    source: str
    valid_from: date = date.min  # date.min: not said
    valid_to: date | None = None  # the last day

    def valid(self, on: date) -> bool:
        """Return whether this is how the site is on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    def named(self, language: str) -> str:
        """Return the name in English (``en``) or French (``fr``)."""
        return self.name_fr if language == "fr" else self.name

    @property
    def direction(self) -> str | None:
        """Whose officers inspect whose side, in the words of the powers; None where neither Part of the Act is about it."""
        parties = {("USA", "CAN"): "us_in_canada", ("CAN", "USA"): "canada_in_us"}
        return parties.get((self.inspecting_party, self.host_party)) if self.kind is SiteKind.PRECLEARANCE else None


class Register:
    """All sites of a node, over time. What is said later about a site goes before what was said earlier, for its days."""

    def __init__(self, states: Iterable[SiteState]) -> None:
        self._by_code: dict[str, list[SiteState]] = {}
        for state in states:
            self._by_code.setdefault(state.code, []).insert(0, state)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._by_code))

    def on(self, code: str, day: date) -> SiteState | None:
        """Return how a site is on a day; None where there is none."""
        return next((state for state in self._by_code.get(code, ()) if state.valid(day)), None)

    def history(self, code: str) -> tuple[SiteState, ...]:
        """Return all that was said about a site: by its first day, the newest word first where days are the same."""
        return tuple(sorted(self._by_code.get(code, ()), key=lambda state: state.valid_from))

    def all_on(self, day: date) -> tuple[SiteState, ...]:
        """Return every site as it is on a day, by country, mode and name."""
        found = (self.on(code, day) for code in self)
        return tuple(sorted((state for state in found if state), key=lambda state: (state.country, state.mode, state.name)))


def register(places: Places, added: Iterable[SiteState] = ()) -> Register:
    """Return the sites of all places, with what the program and a node say of them besides."""
    of_places = (state for place in reversed(tuple(places)) if (state := _of(place)))
    return Register((*of_places, *_packaged(), *added))


def _of(place: Place) -> SiteState | None:
    site = place.site
    if site is None:
        return None
    return SiteState(
        code=place.code,
        name=place.name,
        name_fr=place.name_fr,
        country=place.country,
        mode=MODES[place.kind],
        kind=site.kind,
        inspecting_party=site.inspecting_party,
        host_party=site.host_party,
        law=site.law,
        status=Status.OPERATING,
        source=place.source,
        valid_from=max(place.valid_from, site.since or date.min),
        valid_to=place.valid_to,
    )


def read(lines: Iterable[str], file: str) -> Iterator[SiteState]:
    """Read states of sites from the lines of a CSV file; lines that begin with ``#`` say where it comes from.

    Raises ``SourceError`` with file, site and column for anything that does not fit.
    """
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise SourceError(f"{file}: the columns must be {', '.join(COLUMNS)}")
    for row in rows:
        if None in row or None in row.values():
            raise SourceError(f"{file}: site {row['code']!r} has not {len(COLUMNS)} columns")
        try:
            yield state_of(row)
        except ValueError as wrong:
            raise SourceError(f"{file}: site {row['code']!r}: {wrong}") from wrong


def state_of(said: Mapping[str, str]) -> SiteState:
    """Return the state that some texts say, by the names of the columns. Raises ``ValueError`` saying which does not fit."""
    for column in ("code", "name", "country", "inspecting_party", "host_party", "law", "source"):
        if not said[column].strip():
            raise ValueError(f"{column} is missing")
    if said["mode"] not in set(MODES.values()):
        raise ValueError(f"mode is one of {', '.join(sorted(set(MODES.values())))}")
    first = date.fromisoformat(said["valid_from"]) if said["valid_from"] else date.min
    last = date.fromisoformat(said["valid_to"]) if said["valid_to"] else None
    if last and last < first:
        raise ValueError("valid_to is before valid_from")
    names = ("code", "name", "country", "mode", "inspecting_party", "host_party", "law", "source")
    return SiteState(
        **{name: said[name].strip() for name in names},
        name_fr=said["name_fr"].strip() or said["name"].strip(),
        kind=SiteKind(said["kind"]),
        status=Status(said["status"]),
        valid_from=first,
        valid_to=last,
    )


@cache
def _packaged() -> tuple[SiteState, ...]:
    text = (files("preclear") / "resources" / FILE).read_text(encoding="utf-8")
    return tuple(read(text.splitlines(keepends=True), FILE))


# Areas and perimeters within a site


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A time of the week, by the clock of the place, for which ground is designated. One that ends before it begins ends the next day."""

    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)  # on which it begins: Monday is 0
    begins: time = time.min
    ends: time = time.min  # midnight at the end of the day, where it is not after the beginning


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Ground of a site that was designated."""

    code: str  # within the site
    site: str
    kind: Literal["area", "perimeter"]
    name: str
    name_fr: str
    source: str
    stand: str = ""  # of a perimeter: where the conveyance next to it stands
    periods: tuple[Period, ...] = ()  # (): always
    valid_from: date = date.min
    valid_to: date | None = None  # the last day

    def valid(self, on: date) -> bool:
        """Return whether the designation holds on a day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A conveyance for what is precleared that stands ready for departure."""

    site: str
    stand: str  # gate, berth, track
    conveyance: str  # as people there call it: a flight, a train, a vessel
    since: datetime
    until: datetime | None = None  # None: it still stands

    def at(self, instant: datetime) -> bool:
        """Return whether it stands there at an instant."""
        return self.since <= instant and (self.until is None or instant < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Somewhere at a site: on ground that has a name, or in what leads to a conveyance and in the conveyance itself."""

    site: str
    part: Literal["ground", "inside", "corridor", "shuttle"] = "ground"
    ground: str = ""  # code of the ground
    stand: str = ""  # of the conveyance, for the other parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """What a spot is at a minute, and why."""

    kind: Literal["area", "perimeter", "outside"]
    why: str  # a code: "designated", "conveyance", "perimeter", "not_open", "not_designated", "no_period", "no_conveyance", "unknown"
    section: str = ""  # of Part 1; Part 2 takes the words over by s. 46
    conveyance: str = ""
    until: datetime | None = None  # as far as is known now

    def place(self, direction: str) -> str:
        """Return the place in the words of the powers."""
        return f"us_{self.kind}" if direction == "canada_in_us" and self.kind != "outside" else self.kind


def whole(state: SiteState) -> Ground:
    """Return the area of a preclearance site of which no grounds were entered: all of it, for as long as it operates."""
    return Ground(
        code="area", site=state.code, kind="area", name=state.name, name_fr=state.name_fr, source=state.source, valid_from=state.valid_from
    )


def where(spot: Spot, at: datetime, *, site: SiteState | None, zone: str, grounds: Iterable[Ground], stays: Iterable[Stay]) -> Where:
    """Return whether a spot is an area or a perimeter at an instant, and why.

    ``site`` is the site as it is on that day, ``zone`` its clock; ``grounds`` and ``stays`` are those of the site.
    Where nothing is designated or known the spot is outside: no power holds there.
    """
    local = at.astimezone(ZoneInfo(zone))
    if site is None or site.kind is not SiteKind.PRECLEARANCE or site.status not in OPEN:
        return Where(kind="outside", why="not_open")
    known = [ground for ground in grounds if ground.site == site.code] or [whole(site)]
    standing = [stay for stay in stays if stay.site == site.code and stay.at(at)]
    designated = [ground for ground in known if ground.valid(local.date())]
    if spot.part != "ground":  # 2
        if not any(ground.kind == "area" for ground in designated):
            return Where(kind="outside", why="not_designated", section="6(1)")
        stay = next((stay for stay in standing if stay.stand == spot.stand), None)
        if stay is None:
            return Where(kind="outside", why="no_conveyance", section="6(2)")
        return Where(kind="area", why="conveyance", section="6(2)", conveyance=stay.conveyance, until=stay.until)
    named = [ground for ground in known if ground.code == spot.ground]
    if not named:
        return Where(kind="outside", why="unknown")
    ground = next((one for one in reversed(designated) if one.code == spot.ground), None)  # what was said last
    if ground is None:
        return Where(kind="outside", why="not_designated", section="6(1)" if named[-1].kind == "area" else "7")
    span = next((span for span in spans(ground, zone, at - timedelta(days=2), at + timedelta(days=8)) if span[0] <= at < span[1]), None)
    if span is None:
        return Where(kind="outside", why="no_period", section="6(1)" if ground.kind == "area" else "7")
    if ground.kind == "area":  # 1
        return Where(kind="area", why="designated", section="6(1)", until=span[1] if ground.periods or ground.valid_to else None)
    stay = next((stay for stay in standing if stay.stand == ground.stand), None)  # 3
    if stay is None:
        return Where(kind="outside", why="no_conveyance", section="7")
    return Where(kind="perimeter", why="perimeter", section="7", conveyance=stay.conveyance, until=stay.until)


def spans(ground: Ground, zone: str, start: datetime, end: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """Return when ground is designated between two instants: intervals from, until, in UTC, in order, none touching the next.

    For an area these are when it is one; for a perimeter, when it may be one. At most 31 days are told at once.
    """
    clock = ZoneInfo(zone)
    end = min(end, start + LONGEST)
    first, last = start.astimezone(clock).date() - timedelta(days=1), end.astimezone(clock).date()
    found: list[tuple[datetime, datetime]] = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        for period in ground.periods or (Period(),):
            if day.weekday() not in period.days or not ground.valid(day):
                continue
            ends = day if period.ends > period.begins else day + timedelta(days=1)
            if ground.valid_to is not None and ends > ground.valid_to:  # a designation that ends today ends at midnight
                closes = min(_instant(ends, period.ends, clock), _instant(ground.valid_to + timedelta(days=1), time.min, clock))
            else:
                closes = _instant(ends, period.ends, clock)
            found.append((_instant(day, period.begins, clock), closes))
    return tuple(_joined(sorted((max(begins, start), min(closes, end)) for begins, closes in found if begins < end and closes > start)))


def _instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return when a clock shows this; an hour shown twice is the first of the two (PEP 495, fold 0)."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def _joined(intervals: Iterable[tuple[datetime, datetime]]) -> Iterator[tuple[datetime, datetime]]:
    """Give intervals in which those that meet are one."""
    running: tuple[datetime, datetime] | None = None
    for begins, ends in intervals:
        if begins >= ends:
            continue
        if running and begins <= running[1]:
            running = (running[0], max(running[1], ends))
            continue
        if running:
            yield running
        running = (begins, ends)
    if running:
        yield running
