"""Dated, sourced rules as data, and what they say of each traveller."""

from preclear.rules.assess import Assessment, CaseResult, Need, Outcome, Undecided, assess, check
from preclear.rules.facts import FACTS, KINDS
from preclear.rules.rule import Case, Rule, Version, fill
from preclear.rules.ruleset import RuleSet, load

__all__ = [
    "FACTS",
    "KINDS",
    "Assessment",
    "Case",
    "CaseResult",
    "Need",
    "Outcome",
    "Rule",
    "RuleSet",
    "Undecided",
    "Version",
    "assess",
    "check",
    "fill",
    "load",
]
