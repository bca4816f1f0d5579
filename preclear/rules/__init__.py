"""Dated, sourced rules as data, and what they say of each traveller."""

from preclear.rules.assess import Asked, Assessment, CaseResult, Need, Outcome, Undecided, asked, assess, check, judge, to_mend
from preclear.rules.facts import FACTS
from preclear.rules.rule import Case, Rule, Version, fill
from preclear.rules.ruleset import RuleSet, contents, load, of_files, of_whole, read, whole
from preclear.rules.traits import KINDS

__all__ = [
    "FACTS",
    "KINDS",
    "Asked",
    "Assessment",
    "Case",
    "CaseResult",
    "Need",
    "Outcome",
    "Rule",
    "RuleSet",
    "Undecided",
    "Version",
    "asked",
    "assess",
    "check",
    "contents",
    "fill",
    "judge",
    "load",
    "of_files",
    "of_whole",
    "read",
    "to_mend",
    "whole",
]
