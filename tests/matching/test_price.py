"""What a threshold costs is counted, not guessed."""

import pytest

from preclear.manifest import NotScreened
from preclear.matching import Hit, price


def hit(entry, score):
    return Hit(f"test:{entry}", "digest", score, "NAME", (), ())


SCREENED = [
    ((hit(1, 0.91), hit(2, 0.40)), ["test:1"]),
    ((hit(3, 0.55),), ["test:9"]),
    ((), []),
    (NotScreened("no_name", "none"), ["test:4"]),
]
CASES = {  # threshold: hits, people, known matches lost
    "low": (0.30, (3, 2, 2)),
    "at a score itself": (0.40, (3, 2, 2)),
    "between": (0.50, (2, 2, 2)),
    "only the best": (0.91, (1, 1, 2)),
    "none": (0.92, (0, 0, 3)),
}


@pytest.mark.parametrize(("threshold", "cost"), CASES.values(), ids=CASES)
def test_hits_people_and_lost_matches_at_a_threshold(threshold, cost):
    assert price(SCREENED).at(threshold) == cost


def test_everyone_is_counted():
    found = price(SCREENED)
    assert (found.travellers, found.not_screened, found.known) == (4, 1, 3)


@pytest.mark.parametrize("hundredth", range(1, 100))
def test_a_score_of_a_hundredth_reaches_that_hundredth(hundredth):
    found = price([((hit(1, hundredth / 100),), [])])
    assert (found.hits[hundredth], found.hits[hundredth + 1]) == (1, 0)
