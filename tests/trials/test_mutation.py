"""Mutants: every small change of a condition; what a rule's own cases notice of it."""

from __future__ import annotations

import pytest

from preclear import rules
from preclear.trials import mutation

RULE = """
kind = "document"
title = {en = "Old and expired", fr = "Vieux et expiré"}
reason = {en = "Old.", fr = "Vieux."}
source = "a law"
seen = 2026-05-01
owner = "tests"
then = "note"
when = "COND"
versions = [{from = 2020-01-01, oldest = 70}]
cases = [
  CASES
]
"""
BOTH = """{name = "for", on = 2026-05-01, traveller.age = 71, traveller.bags = 0, fires = true},
  {name = "against", on = 2026-05-01, traveller.age = 70, traveller.bags = 0, fires = false},"""
MORE = """{name = "younger", on = 2026-05-01, traveller.age = 69, traveller.bags = 1, fires = false},
  {name = "a year more", on = 2026-05-01, traveller.age = 72, traveller.bags = 1, fires = false},"""


def score(tmp_path, condition, *cases, more=""):
    stated = RULE.replace("COND", condition).replace("CASES", "\n  ".join(cases)) + more
    (tmp_path / "old.toml").write_text(stated, encoding="utf-8")
    ruleset = rules.load(tmp_path)
    assert all(result.passed for result in rules.check(ruleset))
    return mutation.mutate(ruleset, ruleset.rules[0])


def test_every_small_change_is_made_once(tmp_path):
    found = score(tmp_path, "traveller.age > oldest && traveller.bags == 0", BOTH, MORE)
    assert {mutant.change: mutant.caught for mutant in found.mutants} == {
        "traveller.age > oldest && traveller.bags == 0 -> traveller.bags == 0": True,  # a clause dropped
        "traveller.age > oldest && traveller.bags == 0 -> traveller.age > oldest": True,
        "traveller.age > oldest && traveller.bags == 0 -> traveller.age > oldest || traveller.bags == 0": True,
        "traveller.age > oldest -> traveller.age >= oldest": True,
        "traveller.age > oldest -> traveller.age <= oldest": True,
        "traveller.bags == 0 -> traveller.bags != 0": True,
        "traveller.bags == 0 -> traveller.bags == 1": True,
        "traveller.bags == 0 -> traveller.bags == -1": True,
        "oldest = 70 -> 71": True,
        "oldest = 70 -> 69": True,
    }


def test_few_cases_notice_little_and_what_is_argued_is_counted_apart(tmp_path):
    poor = score(tmp_path, "traveller.age > oldest && traveller.bags == 0", BOTH)
    left = {mutant.change for mutant in poor.mutants if not mutant.caught}
    dropped = "traveller.age > oldest && traveller.bags == 0 -> traveller.age > oldest"
    assert dropped in left
    assert poor.share < mutation.LEAST
    more = f"equivalent = [{{mutant = '{dropped}', why = 'nobody has bags'}}]\n"
    argued = score(tmp_path, "traveller.age > oldest && traveller.bags == 0", BOTH, more=more)
    assert (argued.argued, argued.caught) == (1, poor.caught)
    assert argued.share > poor.share


def test_what_a_rule_covers_is_changed_too(tmp_path):
    found = score(tmp_path, "traveller.age > oldest", BOTH, more='covers = {modes = ["air", "rail"]}\n[given.voyage]\nmode = "air"\n')
    assert {mutant.change for mutant in found.mutants if "voyage.mode" in mutant.change and not mutant.caught} >= {
        'voyage.mode in ["air", "rail"] -> voyage.mode in ["air"]'
    }


@pytest.mark.parametrize("rule", [rule for place, rule in enumerate(rules.load().rules) if place % 5 == 0], ids=lambda rule: rule.id)
def test_the_cases_of_our_rules_notice_nineteen_of_twenty_changes(rule):
    assert mutation.mutate(rules.load(), rule).share >= mutation.LEAST


@pytest.mark.long
def test_the_cases_of_all_our_rules_notice_nineteen_of_twenty_changes():
    ruleset = rules.load()
    scores = [mutation.mutate(ruleset, rule) for rule in ruleset.rules]
    assert [score.rule for score in scores if score.share < mutation.LEAST] == []
    changes = sum(len(score.mutants) for score in scores)
    assert changes > 1_500
    assert sum(score.caught for score in scores) >= 0.99 * changes  # argued ones are not taken off
