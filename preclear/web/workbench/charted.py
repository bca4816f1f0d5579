"""The voyages of the day on a chart of the two countries: where something waits for a person. The table beside it says the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import hypot
from typing import Any

from litestar import Response, get

from preclear import clearance
from preclear.places import Place, SiteKind, chart
from preclear.places.chart import Point
from preclear.store import underway
from preclear.web.workbench.page import page
from preclear.web.workbench.visit import Visit, Visiting

BEHIND, AHEAD = timedelta(hours=6), timedelta(hours=18)  # the day shown, around now
STATES = ("waiting", "expected", "declared", "closed")  # in the order in which they ask for somebody
LOOKS = {"waiting": ("attn", "attn"), "expected": ("wait", "wait"), "declared": ("work", "work"), "closed": ("ok", "ok")}  # colour, shape
VIEWS: Mapping[str, tuple[float, float, float, float]] = {  # left, top, width, height of what is shown
    "all": chart.FRAME,
    "west": (170, 300, 240, 190),
    "east": (690, 380, 400, 316),
}
EACH, ALL = 6, 200  # voyages named of one route, and of all
BOW = 0.12  # of a route's length, so that there and back are two lines
LETTER, LINE = 8.5, 15  # units of a label, before a name that would run into another is left out


@dataclass(frozen=True, slots=True)
class Shown:
    """A voyage of the day. Of one that is only in the schedule nothing was heard: it has no number."""

    id: int | None
    carrier: str
    designator: str
    mode: str
    departure: str | None
    arrival: str | None
    departs_at: datetime
    state: str
    waiting: int


@get("/map", name="map", sync_to_thread=True)
def map_page(visit: Visiting) -> Response[str]:
    """Show the voyages that left in the last hours or leave in the next; one route's alone with ``?from=`` and ``?to=``."""
    since, until = visit.now - BEHIND, visit.now + AHEAD
    wanted = (visit.query.get("from"), visit.query.get("to"))
    view = visit.query.get("view", "")
    with visit.node.pool.connection() as db:
        voyages = [_known(one) for one in underway.of(db, since=since, until=until, sites=visit.sites, now=visit.now)]
        silent = clearance.awaited(db, visit.node.circumstances.places, visit.sites, since=since, due_before=until)
        voyages += [
            Shown(
                None,
                one.carrier.name,
                one.expected.regular.designator,
                one.carrier.mode,
                one.expected.regular.departure,
                one.expected.regular.arrival,
                one.expected.departs_at,
                "expected",
                0,
            )
            for one in silent
            if one.expected.departs_at < until
        ]
        routes = _routes(voyages)
        rows, left_out = _rows(routes, wanted if all(wanted) else None, visit)
        return page(
            visit,
            db,
            "map.html",
            here="board",
            voyages=len(voyages),
            counts={state: sum(one.state == state for one in voyages) for state in STATES},
            since=visit.moment(since, None),
            until=visit.moment(until, None),
            states=STATES,
            looks=LOOKS,
            routes=rows,
            left_out=left_out,
            chosen=all(wanted),
            views=tuple(VIEWS),
            view=view if view in VIEWS else "all",
            picture=_picture(routes, VIEWS.get(view, VIEWS["all"]), visit),
        )


def _known(one: underway.Underway) -> Shown:
    state = "waiting" if one.waiting else "closed" if one.closed else "declared" if one.listed else "expected"
    return Shown(one.id, one.carrier, one.designator, one.mode, one.departure, one.arrival, one.departs_at, state, one.waiting)


def _routes(voyages: Iterable[Shown]) -> list[tuple[tuple[str | None, str | None], list[Shown]]]:
    """Return the voyages by where they go, those first that ask for somebody; of a route likewise, then by time."""
    found: defaultdict[tuple[str | None, str | None], list[Shown]] = defaultdict(list)
    for one in sorted(voyages, key=lambda one: (STATES.index(one.state), one.departs_at)):
        found[(one.departure, one.arrival)].append(one)
    return sorted(found.items(), key=lambda route: (STATES.index(route[1][0].state), -len(route[1]), str(route[0])))


def _rows(
    routes: Sequence[tuple[tuple[str | None, str | None], list[Shown]]], wanted: tuple[str | None, str | None] | None, visit: Visit
) -> tuple[list[dict[str, Any]], int]:
    """Return the routes for the table with the first of their voyages, and how many routes have no room there."""
    rows: list[dict[str, Any]] = []
    room = ALL
    mine = [route for route in routes if wanted is None or route[0] == wanted]
    for (start, end), voyages in mine:
        if not room:
            break
        named = voyages[: room if wanted else min(EACH, room)]
        room -= len(named)
        rows.append(
            {
                "start": start,
                "end": end,
                "names": visit.route(start, end),
                "count": len(voyages),
                "more": len(voyages) - len(named),
                "voyages": [
                    {
                        "voyage": one,
                        "path": one.id and f"/voyages/{one.id}" + ("" if visit.may("voyage") else "/answers"),
                        "departs": visit.moment(one.departs_at, one.departure),
                        "word": visit.words(f"map-state-{one.state}", n=one.waiting),
                        "look": LOOKS[one.state],
                    }
                    for one in named
                ],
            }
        )
    return rows, len(mine) - len(rows)


def _picture(
    routes: Sequence[tuple[tuple[str | None, str | None], list[Shown]]], view: tuple[float, float, float, float], visit: Visit
) -> dict[str, Any]:
    """Return what stands where. Sizes go with the part that is shown, so that marks and letters look the same in each."""
    size = view[2] / chart.WIDTH
    ends: dict[str, Place] = {}
    lines, marks = [], []
    for (start, end), voyages in reversed(routes):  # what asks for somebody lies on top
        first, last = visit.place(start), visit.place(end)
        ends |= {place.code: place for place in (first, last) if place}
        if first is None or last is None or first.code == last.code:
            continue
        drawn = chart.clip(_at(first), _at(last), view)
        if drawn is None:
            continue
        curve, middle = _bowed(*drawn)
        lines.append(curve)
        marks.append({"x": middle.x, "y": middle.y, "state": voyages[0].state})
    for place in visit.node.circumstances.places:
        if place.valid(visit.now.date()) and place.site and place.site.kind is not SiteKind.PORT_OF_ENTRY:
            ends.setdefault(place.code, place)
    return {
        "box": " ".join(f"{edge:g}" for edge in view),
        "size": round(size, 3),
        "outlines": chart.outlines(),
        "lines": lines,
        "marks": marks,
        "places": _labelled([place for place in ends.values() if _at(place).inside], size, view),
    }


def _at(place: Place) -> Point:
    return chart.project(place.latitude, place.longitude)


def _bowed(start: Point, end: Point) -> tuple[str, Point]:
    """Return a line that bows to the left of its way, as the path of an SVG, and its middle."""
    across, down = end.x - start.x, end.y - start.y
    turn = Point((start.x + end.x) / 2 + 2 * BOW * down, (start.y + end.y) / 2 - 2 * BOW * across)
    middle = Point(round((start.x + end.x + 2 * turn.x) / 4, 1), round((start.y + end.y + 2 * turn.y) / 4, 1))
    return f"M{start.x:.1f} {start.y:.1f}Q{turn.x:.1f} {turn.y:.1f} {end.x:.1f} {end.y:.1f}", middle


def _labelled(places: Sequence[Place], size: float, view: tuple[float, float, float, float]) -> list[dict[str, Any]]:
    """Return the places with their codes where there is room: sites of inspection before departure first."""
    left, top, width, height = view
    shown: list[dict[str, Any]] = []
    taken: list[tuple[float, float, float]] = []
    for place in sorted(
        places, key=lambda place: (place.site is None or place.site.kind is SiteKind.PORT_OF_ENTRY, len(place.code), place.code)
    ):
        at = _at(place)
        if not (left <= at.x <= left + width and top <= at.y <= top + height):
            continue
        long = LETTER * len(place.code) * size
        start = at.x + 8 * size if at.x + 8 * size + long < left + width else at.x - 8 * size - long
        free = all(abs(at.y - y) > LINE * size or start > x + wide or start + long < x for x, y, wide in taken)
        if free:
            taken.append((start, at.y, long))
        crowded = any(hypot(at.x - one["x"], at.y - one["y"]) < 3 * size for one in shown)
        if free or not crowded:
            shown.append(
                {
                    "x": round(at.x, 1),
                    "y": round(at.y, 1),
                    "site": place.site is not None and place.site.kind is not SiteKind.PORT_OF_ENTRY,
                    "label": place.code if free else "",
                    "start": round(start, 1),
                }
            )
    return shown
