"""What changed between two editions of a list."""

from __future__ import annotations

import pytest

from preclear import watchlist
from preclear.watchlist import Delta

ONE, TWO, THREE = "1,Basil Quillfeather,1950", "2,Wilma Oakenshield,1960", "3,Tariq Zarqani,1970"


@pytest.fixture
def edition(tmp_path):
    """Return the edition that a plain list of some rows is."""

    def edition(*rows: str) -> watchlist.Edition:
        (tmp_path / "list.csv").write_text("\n".join(("id,name,birth_dates", *rows)))
        (loaded,) = watchlist.load(tmp_path / "list.csv")
        return loaded

    return edition


DELTAS = {  # rows before, rows after, what became of them
    "nothing": ((ONE, TWO), (ONE, TWO), Delta((), (), ())),
    "another order is no change": ((ONE, TWO), (TWO, ONE), Delta((), (), ())),
    "one came, in alphabetical order": ((TWO,), (THREE, TWO, ONE), Delta(("list:1", "list:3"), (), ())),
    "one went": ((ONE, TWO), (TWO,), Delta((), (), ("list:1",))),
    "one changed": ((ONE, TWO), (ONE, TWO.replace("1960", "1961")), Delta((), ("list:2",), ())),
    "all of it": ((ONE, TWO), (TWO.replace("Wilma", "Vilma"), THREE), Delta(("list:3",), ("list:2",), ("list:1",))),
    "the list was emptied": ((ONE,), (), Delta((), (), ("list:1",))),
}


@pytest.mark.parametrize(("before", "after", "expected"), DELTAS.values(), ids=DELTAS)
def test_between_two_editions(edition, before, after, expected):
    assert watchlist.delta(edition(*before), edition(*after)) == expected


def test_without_a_former_edition_everything_is_added(edition):
    assert watchlist.delta(None, edition(TWO, ONE)) == Delta(("list:1", "list:2"), (), ())


def test_the_digest_is_of_the_people_and_not_of_their_order(edition):
    assert edition(ONE, TWO).digest == edition(TWO, ONE).digest
    assert edition(ONE, TWO).digest != edition(ONE, TWO.replace("1960", "1961")).digest


def test_the_sums_of_two_real_editions_agree(shared):
    (former,), (new,) = (watchlist.load(shared / "data/watchlists" / name) for name in ("ofac-2019-01", "ofac-2021-07"))
    found = watchlist.delta(former, new)
    assert (len(found.added), len(found.changed), len(found.removed)) == (852, 247, 77)
    assert len(former.entries) + len(found.added) - len(found.removed) == len(new.entries) == 4620
    assert not set(found.changed) & {*found.added, *found.removed}
