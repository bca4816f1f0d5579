"""Both evaluators give the same for the same condition and facts."""

from __future__ import annotations

import numpy as np
import pytest

from preclear.rules import columns
from preclear.rules.cases import scope_of
from preclear.rules.cel import Declared, Misread, Unknown, check, compile_tree, parse
from preclear.rules.cel.sieve import sieve
from preclear.rules.cel.straight import evaluator
from preclear.rules.columns import FALSE, FAULT, TRUE, UNKNOWN
from preclear.rules.facts import FACTS
from preclear.trials import traffic
from tests.rules.chance import Chance


def conditions(chance: Chance, count: int, depth: int):
    """Conditions that the checker takes: a literal that makes no sense, and a novel, are refused before anybody comes."""
    found = []
    while len(found) < count:
        text = chance.condition(depth=depth)
        try:
            found.append((text, check(parse(text), Declared(FACTS, "match", {}))))
        except Misread:
            continue
    return found


def one(value: object) -> int:
    return TRUE if value is True else FALSE if value is False else UNKNOWN if isinstance(value, Unknown) else FAULT


def agree(seed: int, rules: int = 40, people: int = 50) -> np.ndarray:
    """Hold both evaluators against each other; return how often each value came."""
    chance = Chance(seed)
    chosen = conditions(chance, rules, depth=3 + seed % 3)
    scopes, lists = chance.people(people)
    told = columns.evaluate([typed for _, typed in chosen], traffic.frame(scopes, lists))
    sift = sieve([typed for _, typed in chosen])
    for place, scope in enumerate(scopes):  # what is sifted is a shorter way to the same
        trues, others = sift(scope)
        assert {n for n, value in enumerate(told[:, place]) if value == TRUE} - set(trues) <= set(others)
        assert {n for n, value in enumerate(told[:, place]) if value in (UNKNOWN, FAULT)} <= set(others)
        assert all(told[n, place] == TRUE for n in trues)
    for (text, typed), row in zip(chosen, told, strict=True):
        evaluate, straight = compile_tree(typed), evaluator(typed)
        expected = [one(evaluate(scope)) for scope in scopes]
        assert [one(straight(scope)) for scope in scopes] == expected, (seed, text)
        differs = [n for n, (a, b) in enumerate(zip(expected, row, strict=True)) if a != b]
        assert not differs, (
            seed,
            text,
            [(expected[n], int(row[n])) for n in differs[:3]],
            evaluate(scopes[differs[0]]),
            scopes[differs[0]],
        )
    return np.bincount(told.ravel(), minlength=4)


@pytest.mark.parametrize("seed", range(2))
def test_both_evaluators_agree(seed):
    assert (agree(seed) > 0).all()  # every value came


def test_what_is_unknown_stays_so_beside_what_is_no_number():
    told = columns.evaluate(
        [check(parse(f"double(traveller.bags) {sign} 0.0 / 0.0"), Declared(FACTS, "match", {})) for sign in ("<", "==", "!=")],
        traffic.frame([scope_of({"traveller": {"ordinal": 1}}), scope_of({"traveller": {"bags": 1}})], [1, 2]),
    )
    assert told.tolist() == [[UNKNOWN, FALSE], [UNKNOWN, FALSE], [UNKNOWN, TRUE]]


@pytest.mark.long
def test_both_evaluators_agree_on_100_000_pairs():
    assert sum(agree(seed).sum() for seed in range(100, 150)) == 100_000
