"""With the kernel and without it the hits are the same, to the bit; and they are those of comparing with every name."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import million
from preclear import matching
from preclear.manifest import NotScreened, PartialDate
from preclear.matching import candidates, kernel, names
from preclear.matching import sought as whom
from preclear.matching.alignment import align
from preclear.matching.building import day_of, years_of
from preclear.matching.candidates import Sought
from preclear.matching.features import Pairing, birth_date
from preclear.matching.index import Index
from preclear.matching.screening import _most_of_dates, _Screener
from preclear.matching.weights import packaged
from preclear.watchlist import BirthDate, Entry
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


def sought(index, people):
    for each in people:
        name = names.declared(each)
        known = names.Declared(()) if isinstance(name, NotScreened) else names.Declared(name.parts[:20], name.cut)
        yield Sought(
            known,
            tuple(index.weight(part) for part in known.parts),
            index.asked.of(whom.texts_of([known])),
            each.birth_date.year if each.birth_date else None,
            day_of(each.birth_date),
        )


def rows_of(found):
    return sorted(zip(*(column.tolist() for column in found), strict=True))


@pytest.mark.parametrize("threshold", [0.5, 0.2])
def test_every_name_that_may_be_a_hit_is_found_with_the_strength_that_alignment_gives(threshold):
    """Against the alignment of every row with every traveller."""
    listed = million.edition(1000)
    few = matching.build([listed])
    asked = list(sought(few, list(kin(listed.entries[::20]))))
    screener = _Screener(few, packaged(), threshold, None, few.asked.names)
    least = screener.least_strengths
    rows = [few.row(place) for place in range(few.rows)]
    every = []
    for place, each in enumerate(asked):
        kinds = whom.kinds_of(few, np.arange(few.rows), asked, np.full(few.rows, place)).tolist()
        for row in rows if each.name.parts else ():
            alignment = align(each.name, each.weights, each.told.surprise, row, packaged().name)
            if alignment.alike >= least.admit[kinds[row.place]]:
                every.append((place, row.place, alignment.strength, alignment.told))
    aligned = whom.Found(*(np.array(column) for column in zip(*every, strict=True)))
    possible, _ = screener.possible(aligned, asked)
    found, _ = screener.possible(candidates.find(few, asked, packaged().name, least), asked)
    assert rows_of(found) == rows_of(possible)
    assert len(found.rows) > 50


def kin(entries):
    """Travellers who may be listed: under their other name, with a slip in it or in their birth date, or with no date."""
    for place, each in enumerate(entries):
        name, born = each.names[place % 2], each.birth_dates[0].first if each.birth_dates else PartialDate(1974, 8, 3)
        given = name.given_names[1:] if place % 3 == 0 else name.given_names
        moved = [born, born, replace(born, year=born.year + 1), replace(born, year=born.year + 10), None][place % 5]
        yield traveller(name.family_name, given, str(moved) if moved else None)


DATES = st.builds(
    lambda day, known: PartialDate(day.year, *(day.month, day.day)[:known]), st.dates(date(1930, 1, 1), date(2010, 1, 1)), st.integers(0, 2)
)


def _later(born, years):
    """The same day so many years later; of 29 February the day before, where that year has none."""
    return replace(born, year=born.year + years, day=born.day and min(born.day, monthrange(born.year + years, born.month)[1]))


NEAR_DATES = DATES.flatmap(
    lambda born: st.tuples(
        st.just(born),
        st.one_of(
            DATES,
            st.sampled_from([_later(born, years) for years in (*range(-4, 5), 10, -10, 30)]),
            st.sampled_from([replace(born, day=day) for day in range(1, 29)] if born.day else [born]),
            st.just(PartialDate(born.year, born.day, born.month) if born.day and born.day <= 12 else born),
        ),
    )
)


@given(NEAR_DATES, st.booleans(), st.one_of(st.none(), st.integers(0, 5)), st.one_of(st.none(), DATES))
def test_a_date_tells_no_more_than_its_kind_may(dates, circa, years, another):
    ours, theirs = dates
    births = [BirthDate(theirs, circa=circa) if years is None else BirthDate(theirs, replace(theirs, year=theirs.year + years))]
    births += [BirthDate(another)] if another else []
    most = _most_of_dates(packaged())
    first, last, day = (np.array([number], np.int16) for number in years_of(births))
    kind = whom.kinds(first, last, day, np.array([ours.year]), np.array([day_of(ours)]))[0]
    reason = birth_date(Pairing(traveller("A", born=str(ours)), Entry(ref="test:1", names=(), birth_dates=tuple(births)), None, None, 1))
    assert packaged().evidence(reason.code, reason.strength) <= most[kind]


def test_dates_have_kinds():
    none = (0, 0, 0)
    listed = [none, *map(years_of, [[BirthDate(PartialDate.parse(each))] for each in LISTED_DATES])]
    first, last, day = np.array(listed, np.int16).T
    year = np.full(len(listed), 1974)
    assert whom.kinds(first, last, day, year, np.full(len(listed), day_of(PartialDate(1974, 8, 3)))).tolist() == [
        whom.UNKNOWN, *LISTED_DATES.values(),
    ]  # fmt: skip
    assert set(whom.kinds(first, last, day, year * 0, year * 0).tolist()) == {whom.UNKNOWN}


LISTED_DATES = {
    "1974-08-03": whom.SAME,
    "1974": whom.SAME,
    "1974-01-01": whom.SAME,
    "1974-03-08": whom.CLOSE,
    "1974-08-13": whom.CLOSE,
    "1974-08-14": whom.NEAR,
    "1975": whom.NEAR,
    "1975-08-03": whom.CLOSE,
    "1975-08-04": whom.NEAR,
    "1977-08-03": whom.CLOSE,
    "1977-08-04": whom.FAR,
    "1984-08-03": whom.SLIP,
    "1984-08-04": whom.FAR,
    "1984": whom.FAR,
    "1984-01-01": whom.SLIP,
    "1947-08-03": whom.SLIP,
    "1990-08-03": whom.FAR,
}
