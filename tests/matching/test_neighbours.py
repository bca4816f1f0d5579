"""Similar words by what is left of them when letters are left out."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from preclear.matching import kernel, neighbours

words = st.lists(st.text(alphabet="ABCDEKLMN", min_size=2, max_size=12), min_size=1, max_size=12, unique=True)


def found(asked, listed, *, twice=True):
    """The pairs of places of words that share a form."""
    forms = np.sort(neighbours.forms(listed, [twice] * len(listed)))
    ours = neighbours.forms(asked, [twice] * len(asked))
    places, hits = neighbours.spread(forms >> np.uint64(32), ours >> np.uint64(32))
    low = np.uint64(0xFFFFFFFF)
    return set(zip((ours[places] & low).tolist(), (forms[hits] & low).tolist(), strict=True))


@given(words, words)
def test_every_word_an_edit_away_is_a_candidate(asked, listed):
    near = {(i, j) for i, a in enumerate(asked) for j, b in enumerate(listed) if OSA.distance(a, b) <= 1}
    assert near <= found(asked, listed, twice=False)


@given(words, words)
def test_of_longer_words_every_one_two_edits_away_is_a_candidate(asked, listed):
    near = {
        (i, j)
        for i, a in enumerate(asked)
        for j, b in enumerate(listed)
        if min(len(a), len(b)) >= 7 and OSA.distance(a, b) <= 2
    }  # fmt: skip
    assert near <= found(asked, listed)


def test_far_words_are_no_candidates():
    assert found(["KARAMOVIC", "SMITH"], ["BRZEZICKI", "SMITHSON", "SMITT"]) == {(1, 2)}


@given(words)
def test_the_kernel_makes_the_same_forms(listed):
    twice = [bool(place % 2) for place in range(len(listed))]
    by_kernel = np.sort(neighbours.forms(listed, twice))
    with kernel.without():
        assert np.sort(neighbours.forms(listed, twice)).tolist() == by_kernel.tolist()


def test_everything_asked_finds_every_place_it_stands_at():
    asked, places = neighbours.spread(np.array([2, 4, 4, 9]), np.array([4, 1, 9]))
    assert list(zip(asked.tolist(), places.tolist(), strict=True)) == [(0, 1), (0, 2), (2, 3)]


def test_ranges_one_after_the_other():
    owner, numbers = neighbours.ranges(np.array([5, 0, 7]), np.array([7, 0, 8]))
    assert (owner.tolist(), numbers.tolist()) == ([0, 0, 2], [5, 6, 7])
