"""Disparity is measured apart: nothing that groups people for it can reach a rule, and a risk rule cannot ask what it groups by."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from preclear.errors import SourceError
from preclear.rules.cel import Type
from preclear.rules.facts import FACTS
from preclear.trials import disparity, query
from tests.house.test_imports import MAY_IMPORT, imported, sources


def names(of: Type) -> Iterator[str]:
    """Every name that a condition may write, in whatever record."""
    for fact in of.facts:
        yield fact.name
        for inner in (fact.type, fact.type.of):
            if inner is not None:
                yield from names(inner)


def test_rules_know_nothing_of_the_measure():
    assert "trials" not in MAY_IMPORT["rules"]
    assert [name for _, tree in sources("rules") for _, name in imported(tree) if name.startswith("preclear.trials")] == []


def test_no_fact_is_a_group_of_the_measure():
    groups = disparity.load()
    measured = {*groups.ages, *groups.nationalities, "disparity", "tolerance", "age_band", "nationality_group"}
    assert measured & set(names(FACTS)) == set()


@pytest.mark.parametrize("fact", ["nationality", "sex"])
@pytest.mark.parametrize("owner", ["traveller", "booking.exists(t, t", "travellers.exists(t, t"])
def test_a_risk_rule_cannot_ask_what_groups_are_made_of(fact: str, owner: str):
    asked = f"{owner}.{fact} == 'F'" + (")" if "(" in owner else "")
    with pytest.raises(SourceError, match="law 4"):
        query.read("travellers", "risk", asked)
