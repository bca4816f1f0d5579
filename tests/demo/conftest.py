"""One run of the demo's traffic, made once."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import islice

import pytest

from preclear import places
from preclear.demo.lives import Dispatch
from preclear.demo.traffic import traffic, world


@pytest.fixture(scope="session")
def noon() -> datetime:
    """When the run starts: noon in Vancouver."""
    return datetime(2026, 7, 14, 19, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def sent(noon: datetime) -> tuple[Dispatch, ...]:
    """The first messages of a seed: all lists of the opening, and what follows them."""
    return tuple(islice(traffic(world(1, noon, places.load())), 250))
