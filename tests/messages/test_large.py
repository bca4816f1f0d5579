"""Inputs of megabytes take time in proportion to their length, whatever stands in them: three hundred shapes, each in a process of its own.

``python -m tests.messages.large --sizes 1 10`` says what each takes of time and memory.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.messages.large import READERS, SHAPES

SIZES = ("0.2", "2")  # megabytes
WORST, NOISE = 2.5, 0.1  # times what the length alone explains; seconds that are no measure. Quadratic would be 10
EACH_RUN = ("dates",)  # readers asked in each run; all others at night
KINDS = [*READERS, "xlsx"]


def test_every_shape_is_asked():
    assert {name.partition(":")[0] for name in SHAPES} == set(KINDS)


@pytest.mark.parametrize("kind", [kind if kind in EACH_RUN else pytest.param(kind, marks=pytest.mark.long) for kind in KINDS])
def test_time_is_in_proportion_to_length(kind):
    asked = [sys.executable, "-m", "tests.messages.large", f"{kind}:", "--sizes", *SIZES, "--json"]
    told = subprocess.run(asked, check=True, capture_output=True, text=True).stdout  # our own module
    found = dict(map(json.loads, told.splitlines()))
    assert set(found) == {name for name in SHAPES if name.startswith(f"{kind}:")}
    for name, ((short, taken, _, wrong), *longer) in found.items():
        assert not wrong, name
        for length, seconds, _, failed in longer:
            assert not failed, name
            assert seconds <= WORST * length / short * taken + NOISE, name
