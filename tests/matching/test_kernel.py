"""With the kernel and without it the hits are the same, to the bit; and they are those of comparing with every name."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import million
from preclear import matching
from preclear.manifest import NotScreened
from preclear.matching import candidates, kernel, names
from preclear.matching.alignment import align
from preclear.matching.building import day_of
from preclear.matching.candidates import Sought
from preclear.matching.index import Index
from preclear.matching.screening import _Screener
from preclear.matching.weights import packaged
from tests.matching.people import traveller

pytestmark = pytest.mark.skipif(kernel.library() is None, reason="there is no compiled kernel here: python hatch_build.py")


@pytest.fixture(scope="module")
def listed():
    return million.edition(3000)


@pytest.fixture(scope="module")
def made(listed):
    return matching.build([listed])


@pytest.fixture(scope="module")
def people(listed):
    slipped = [
        traveller("SHARVENOFF", "KIRIL", "1970-02-14"),
        traveller("KARAMOVICZLATAN"),
        traveller("MOHAMMED"),
        traveller("LI", "A"),
        traveller("PARAMESWARANATHANVENKATARAMAN", "SRIVASTAVAKUM"),
        traveller("AAA BBB CCC DDD EEE FFF GGG HHH III JJJ KKK LLL", "MMM NNN OOO PPP QQQ RRR SSS TTT UUU VVV WWW"),
        traveller(""),
    ]
    undated = [traveller(each.family_name, each.given_names) for each in million.travellers(60, 5, listed=listed.entries)]
    return [*slipped, *undated, *million.travellers(300, listed=listed.entries[:200])]


def forgetful(index):
    """The index as nobody asked it yet."""
    return Index(index.about, index.arrays)


@pytest.mark.parametrize("threshold", [None, 0.0, 0.9])
def test_the_hits_are_the_same_without_the_kernel(made, people, threshold):
    by_kernel = matching.screen(forgetful(made), people, threshold=threshold)
    with kernel.without():
        assert matching.screen(forgetful(made), people, threshold=threshold) == by_kernel
    assert sum(len(hits) for hits in by_kernel if not isinstance(hits, NotScreened)) > 20


def test_the_index_is_the_same_without_the_kernel(made, listed, tmp_path):
    made.save(tmp_path / "a")
    with kernel.without():
        matching.build([listed]).save(tmp_path / "b")
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def found(index, sought, least):
    table = candidates.find(index, sought, packaged().name, least)
    return set(zip(*(column.tolist() for column in table), strict=True))


def sought(index, people):
    for each in people:
        name = names.declared(each)
        known = names.Declared(()) if isinstance(name, NotScreened) else names.Declared(name.parts[:20], name.cut)
        yield Sought(
            known,
            tuple(index.weight(part) for part in known.parts),
            index.asked.of(candidates.texts_of([known])),
            each.birth_date.year if each.birth_date else None,
            day_of(each.birth_date),
        )


def test_every_name_alike_enough_is_found_with_the_strength_that_alignment_gives(made, people):
    asked = list(sought(made, people))
    least = _Screener(made, packaged(), packaged().threshold, None, made.asked.names).least_strengths
    by_kernel = found(made, asked, least)
    rows = [made.row(place) for place in range(made.rows)]
    missed = []
    for place, each in enumerate(asked[:120]):
        kinds = candidates.kinds_of(made, np.arange(made.rows), each)
        for row in rows:
            admit, needed = least[int(kinds[row.place])]
            if needed > 1 or not each.name.parts:
                continue
            alignment = align(each.name, each.weights, each.told.surprise, row, packaged().name)
            enough = alignment.alike >= admit and alignment.strength >= needed
            if enough and (place, row.place, alignment.strength, alignment.told) not in by_kernel:
                missed.append((each.name, row.parts, alignment.strength))
    assert missed == []


def test_years_have_kinds():
    years = np.array([0, 1974, 1975, 1984, 1947, 1990], np.int16)
    assert candidates.kinds(years, years, 1974).tolist() == [
        candidates.UNKNOWN, candidates.SAME, candidates.NEAR, candidates.SLIP, candidates.SLIP, candidates.FAR,
    ]  # fmt: skip
    assert set(candidates.kinds(years, years, None).tolist()) == {candidates.UNKNOWN}
