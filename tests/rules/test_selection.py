"""Random selection: chance that nobody foresees and everybody can check."""

from __future__ import annotations

from datetime import date
from math import sqrt

import pytest

from preclear.rules.selection import seed, verify

MAY = seed(b"the key of a node", date(2026, 5, 1))
VOYAGE = "XX420/2026-05-01/YVR/SEA"


def test_a_month_has_one_seed_and_its_commitment_tells_nothing_of_it():
    assert seed(b"the key of a node", date(2026, 5, 31)) == MAY
    others = {MAY.commitment, seed(b"the key of a node", date(2026, 6, 1)).commitment, seed(b"another key", date(2026, 5, 1)).commitment}
    assert len(others) == 3
    assert MAY.secret.hex() not in f"{MAY!r} {MAY.commitment}"


def test_the_draws_are_even_and_two_rules_draw_apart():
    people = 20_000
    draws = [(lot.draw("a"), lot.draw("b")) for lot in (MAY.lot(VOYAGE, f"{n}") for n in range(people))]
    for chance in (0.005, 0.02, 0.5):
        for rule in (0, 1):
            drawn = sum(draw[rule] < chance for draw in draws)
            assert abs(drawn - people * chance) < 4 * sqrt(people * chance * (1 - chance))
    both = sum(a < 0.1 and b < 0.1 for a, b in draws)
    assert abs(both - people * 0.01) < 4 * sqrt(people * 0.01 * 0.99)


def test_who_is_drawn_at_a_chance_is_drawn_at_a_greater_one():
    lots = [MAY.lot(VOYAGE, f"{n}") for n in range(2_000)]
    few, many = ({lot.number for lot in lots if lot.draw("rule") < chance} for chance in (0.01, 0.05))
    assert few < many


def test_a_lot_can_be_checked_with_the_seed_that_is_told_later():
    drawn = [verify(MAY.secret, MAY.commitment, voyage=VOYAGE, traveller=f"{n}", rule="rule", chance=0.5) for n in range(50)]
    assert drawn == [MAY.lot(VOYAGE, f"{n}").draw("rule") < 0.5 for n in range(50)]
    assert set(drawn) == {True, False}
    with pytest.raises(ValueError, match="not the seed"):
        verify(b"another seed", MAY.commitment, voyage=VOYAGE, traveller="1", rule="rule", chance=0.5)
