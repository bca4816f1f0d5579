"""What changed between two editions of a list."""

from __future__ import annotations

import pytest

from preclear import watchlist
from preclear.watchlist import Change, Delta, changes

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
    "a number that was given to somebody else": (
        (ONE, TWO),
        (ONE, "2,Tariq Zarqani,1970"),
        Delta(("list:2",), (), ("list:2",), ("list:2",)),
    ),
    "another name and the same birth date are one person": ((TWO,), ("2,Tariq Zarqani,1960-04-02",), Delta((), ("list:2",), ())),
    "another birth date and part of the name are one person": ((TWO,), ("2,Oakénshield Ann,1970",), Delta((), ("list:2",), ())),
    "a span that holds the former date is one person": ((TWO,), ("2,Tariq Zarqani,1958/1962",), Delta((), ("list:2",), ())),
    "names alone do not tell": (("2,Wilma Oakenshield,",), ("2,Tariq Zarqani,",), Delta((), ("list:2",), ())),
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


def test_what_changed_is_told_field_by_field(tmp_path):
    header = "id,name,aliases,birth_dates,sex,documents"
    before = '1,"Oakenshield, Wilma",Billie;Will,1960,,CAN/C1\n'
    after = '1,"Oakenshield, Wilma",Billie,1960;circa 1961,F,CAN/C1;FRA/F2\n'
    editions = []
    for text in (before, after):
        (tmp_path / "list.csv").write_text(f"{header}\n{text}")
        editions += watchlist.load(tmp_path / "list.csv")
    (first,), (second,) = (edition.entries for edition in editions)
    assert tuple(changes(first, second)) == (
        Change("names", ("Will",), ()),
        Change("birth_dates", (), ("about 1961",)),
        Change("sex", (), ("F",)),
        Change("documents", (), ("P FRA F2",)),
    )
    assert tuple(changes(first, first)) == ()


def test_between_two_editions_of_ofac(shared):
    folder = shared / "data/watchlists"
    (former,), (new,) = (watchlist.load(folder / name) for name in ("ofac-2019-01", "ofac-2021-07"))
    found = watchlist.delta(former, new)
    assert (len(found.added), len(found.changed), len(found.removed), len(found.reused)) == (852, 247, 77, 0)
