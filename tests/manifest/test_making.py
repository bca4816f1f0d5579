"""Records made by columns are the records that are made one by one."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace

import pytest

from preclear.manifest import Bags, Role, Traveller
from preclear.manifest.making import Maker


def test_a_record_made_by_columns_is_the_record():
    (made, _) = Maker(Traveller)(2, ordinal=[1, 2], key="ab", role=[Role.CREW] * 2, family_name=["ROY", "LEE"], given_names=["A", "B"])
    one = Traveller(ordinal=1, key="a", role=Role.CREW, family_name="ROY", given_names="A")
    assert (type(made), made, hash(Bags()), replace(made, key="c").key) == (Traveller, one, hash(*Maker(Bags)(1)), "c")
    assert made.references == {}


def test_a_record_made_by_columns_is_frozen():
    (bags,) = Maker(Bags)(1, pieces=[2])
    with pytest.raises(FrozenInstanceError):
        bags.pieces = 3


def test_defaults_that_are_made_are_not_shared():
    first, second = Maker(Traveller)(2, ordinal=[1, 2], key="ab", role=[Role.CREW] * 2, family_name="ab", given_names="ab")
    assert first.references is not second.references


WRONG = {
    "a field that must be given": (1, {"pieces": [1]}, Traveller),
    "a field that there is not": (1, {"weight": [1]}, Bags),
    "too few": (2, {"pieces": [1]}, Bags),
}


@pytest.mark.parametrize(("count", "columns", "record"), WRONG.values(), ids=WRONG)
def test_wrong_columns(count, columns, record):
    with pytest.raises(TypeError):
        Maker(record)(count, **columns)
