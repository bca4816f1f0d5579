"""The chart of the two countries: places where they are, lines inside the frame, outlines that are small and whole."""

from __future__ import annotations

import re
from datetime import date
from importlib.resources import files
from math import cos, hypot, radians

import pytest

from preclear.places import chart, load
from preclear.places.chart import Point, clip, project

STEP = 1e-4  # degrees


@pytest.mark.parametrize(("latitude", "longitude"), [(33, -96), (49, -123), (45, -75), (61, -150), (47.6, -52.7), (25.8, -80.3)])
def test_the_projection_keeps_angles(latitude: float, longitude: float):
    here = project(latitude, longitude)
    north, east = project(latitude + STEP, longitude), project(latitude, longitude + STEP)
    up, right = (north.x - here.x, north.y - here.y), (east.x - here.x, east.y - here.y)
    assert up[0] * right[0] + up[1] * right[1] == pytest.approx(0, abs=1e-8)
    assert hypot(*right) == pytest.approx(hypot(*up) * cos(radians(latitude)), rel=1e-4)


@pytest.mark.parametrize("latitude", [33, 60])
def test_the_standard_parallels_have_their_true_length(latitude: float):
    here, north = project(latitude - STEP / 2, -96), project(latitude + STEP / 2, -96)
    assert here.y - north.y == pytest.approx(radians(STEP) * chart.SCALE, rel=1e-6)


def test_the_places_of_both_countries_are_in_the_frame_and_those_beyond_are_not():
    places = load()
    inside = {place.code for place in places if project(place.latitude, place.longitude).inside}
    assert {"YVR", "YYT", "YXY", "ANC", "SEA", "MIA", "SAN", "YUL", "JNU-PORT"} <= inside
    assert not {"LHR", "HNL", "NRT", "GRU"} & inside
    found = [places.find(code, date(2026, 5, 1)) for code in ("YVR", "SEA", "YYZ")]
    vancouver, seattle, toronto = (project(place.latitude, place.longitude) for place in found)
    assert vancouver.y < seattle.y
    assert seattle.x < toronto.x


@pytest.mark.parametrize("start", [Point(-50, 10), Point(300, -400), Point(chart.WIDTH + 9, 5), Point(200, 200), Point(-1e6, 1e6)])
@pytest.mark.parametrize("end", [Point(600, 500), Point(10, chart.HEIGHT + 900), Point(600, 200)])
def test_a_clipped_line_is_in_the_frame_and_on_the_line(start: Point, end: Point):
    for point in clip(start, end) or ():
        assert -1e-6 <= point.x <= chart.WIDTH + 1e-6
        assert -1e-6 <= point.y <= chart.HEIGHT + 1e-6
        off = (point.x - start.x) * (end.y - start.y) - (point.y - start.y) * (end.x - start.x)
        assert abs(off) < 1e-6 * max(1.0, hypot(end.x - start.x, end.y - start.y) ** 2)


def test_lines_beside_the_frame_are_not_there():
    assert clip(Point(-5, 0), Point(-5, 900)) is None
    assert clip(Point(0, -9), Point(900, -2)) is None
    assert clip(Point(0, 50), Point(900, 50), (100, 100, 50, 50)) is None
    assert clip(Point(0, 120), Point(900, 120), (100, 100, 50, 50)) == (Point(100, 120), Point(150, 120))


def test_the_outlines_are_small_whole_and_say_where_they_come_from():
    raw = (files("preclear") / "resources" / "boundaries.csv").read_bytes()
    assert len(raw) < 60_000
    assert b"Natural Earth" in raw
    assert b"Michael Bostock" in raw
    countries = [country for country, _ in chart.outlines()]
    assert {"CAN", "USA", "MEX"} <= set(countries)
    for _, path in chart.outlines():
        assert re.fullmatch(r"M-?\d+ -?\d+(L-?\d+ -?\d+){2,}z", path)
    assert sum(len(path) for _, path in chart.outlines()) < 40_000
