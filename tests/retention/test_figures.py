"""Figures for the public: small numbers are left out, and none of them can be had from what is shown."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from preclear.retention.figures import LEAST, Cell, suppressed

COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 40), min_size=1)


@given(COUNTS)
def test_no_small_number_is_shown_or_can_be_had_from_the_sum(counts):
    total = sum(counts.values())
    cells = [Cell("hits", "sex", group, count) for group, count in counts.items()] + [Cell("hits", "all", "all", total)]
    told = {(one.by, one.group): one.count for one in suppressed(cells)}
    assert set(told) == {(one.by, one.group) for one in cells}
    hidden = [group for group, count in counts.items() if told["sex", group] is None]
    assert all(count is None or count >= LEAST for count in told.values())
    assert all(told["sex", group] in (None, count) for group, count in counts.items())
    if hidden and len(hidden) < len(counts):  # where all are hidden the sum says no more than it would alone
        assert len(hidden) > 1
        assert sum(counts[group] for group in hidden) >= LEAST


def test_messages_are_no_people():
    assert suppressed([Cell("messages", "all", "all", 3)]) == (Cell("messages", "all", "all", 3),)
