"""A chart of Canada, the United States and their neighbours: where a place stands on it, and the outlines of the countries.

Lambert's conformal conic projection with standard parallels 33° and 60° north and the meridian 96° west, on a sphere (Snyder, Map
Projections: A Working Manual, USGS Professional Paper 1395, equations 15-1 to 15-4), in a frame from Alaska to Newfoundland.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import cos, log, pi, radians, sin, tan
from typing import NamedTuple

WIDTH = 1200
FIRST, SECOND, MERIDIAN = radians(33), radians(60), -96.0
LEFT, RIGHT, TOP, BOTTOM = -0.52, 0.50, 0.50, 1.30  # of the frame, in radii of the earth, from the meridian and from the pole
SCALE = WIDTH / (RIGHT - LEFT)
HEIGHT = round((BOTTOM - TOP) * SCALE)
CONE = log(cos(FIRST) / cos(SECOND)) / log(tan(pi / 4 + SECOND / 2) / tan(pi / 4 + FIRST / 2))
REACH = cos(FIRST) * tan(pi / 4 + FIRST / 2) ** CONE / CONE
FRAME = (0.0, 0.0, float(WIDTH), float(HEIGHT))  # left, top, width, height
SOUTHERNMOST, NORTHERNMOST = -60.0, 89.0  # a cone has no south pole; what is outside is outside the frame anyway


class Point(NamedTuple):
    """A point of the chart, from its upper left corner."""

    x: float
    y: float

    @property
    def inside(self) -> bool:
        """Whether it is in the frame."""
        return 0 <= self.x <= WIDTH and 0 <= self.y <= HEIGHT


def project(latitude: float, longitude: float) -> Point:
    """Return where a place is on the chart, also where that is outside its frame.

    >>> [round(at) for at in project(49.19, -123.18)], project(51.47, -0.45).inside  # Vancouver; London
    ([264, 372], False)
    """
    east = radians((longitude - MERIDIAN + 180) % 360 - 180) * CONE
    reach = REACH / tan(pi / 4 + radians(max(SOUTHERNMOST, min(NORTHERNMOST, latitude))) / 2) ** CONE
    return Point((reach * sin(east) - LEFT) * SCALE, (reach * cos(east) - TOP) * SCALE)


def clip(start: Point, end: Point, frame: tuple[float, float, float, float] = FRAME) -> tuple[Point, Point] | None:
    """Return the part of a straight line that is in a frame, None where there is none (Liang and Barsky, 1984).

    >>> clip(Point(-100, 10), Point(100, 10)), clip(Point(-5, -5), Point(-1, 10))
    ((Point(x=0.0, y=10.0), Point(x=100.0, y=10.0)), None)
    """
    first, last = 0.0, 1.0
    across, down = end.x - start.x, end.y - start.y
    left, top, width, height = frame
    edges = ((-across, start.x - left), (across, left + width - start.x), (-down, start.y - top), (down, top + height - start.y))
    for step, room in edges:
        if step == 0:
            if room < 0:
                return None
        elif step < 0:
            first = max(first, room / step)
        else:
            last = min(last, room / step)
    if first > last:
        return None
    return Point(start.x + first * across, start.y + first * down), Point(start.x + last * across, start.y + last * down)


@cache
def outlines() -> tuple[tuple[str, str], ...]:
    """Return the outlines that travel with the program: the country, and its ring as the path of an SVG."""
    lines = (files("preclear") / "resources" / "boundaries.csv").read_text(encoding="utf-8").splitlines()
    rings = [line.split(",", 1) for line in lines if not line.startswith("#")][1:]
    return tuple((country, _path(ring)) for country, ring in rings)


def _path(ring: str) -> str:
    points = [project(float(latitude), float(longitude)) for longitude, latitude in (point.split(" ") for point in ring.split(";"))]
    return "M" + "L".join(f"{at.x:.0f} {at.y:.0f}" for at in points) + "z"
