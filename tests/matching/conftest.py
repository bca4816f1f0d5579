"""The index of the invented list, and the real list of 2021 where it is at hand."""

from __future__ import annotations

import pytest

from preclear import matching, watchlist
from tests.matching.people import LISTED, edition


@pytest.fixture(scope="session")
def index():
    return matching.build([edition(*LISTED)])


@pytest.fixture(scope="session")
def ofac(shared):
    """The edition of July 2021 and its index."""
    (found,) = watchlist.load(shared / "data" / "watchlists" / "ofac-2021-07")
    return found, matching.build([found])
