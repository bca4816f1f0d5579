"""The law's tables read a second time, without the engine, straight from their columns: to compare with it."""

from __future__ import annotations

import csv
import re
from pathlib import Path

GIVES = ("permit", "exempt", "require")


class Tables:
    """What the shared tables say, and how a case is decided by them."""

    def __init__(self, folder: Path) -> None:
        def rows(name):
            with (folder / name).open(encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))

        self.rules = {row["id"]: row for row in rows("preclearance_powers.csv")}
        vocabulary = rows("preclearance_vocabulary.csv")
        self.values = {
            kind: [row["term"] for row in vocabulary if row["kind"] == kind and not row["term"].startswith("(")]
            for kind in ("direction", "actor", "place", "phase", "subject", "ground")
        }
        self.actions = {row["term"]: row["rules"].split("|") for row in vocabulary if row["kind"] == "action"}
        self.facts = {row["term"]: row["test"] for row in vocabulary if row["kind"] == "fact"}
        self.terms = [
            (row["kind"], row["term"], row["rules"].split("|"), row["test"], row["section"])
            for row in vocabulary
            if row["kind"] in ("need", "bar")
        ]
        self.facts_of = {
            rule: [fact for fact in self.facts if any(rule in rules and fact in test for _, _, rules, test, _ in self.terms)]
            for rule in self.rules
        }

    def decider(self, case):
        """The rule that decides a case, or None: step 2, then step 3."""
        part = "C" if case["direction"] == "canada_in_us" else "PA"
        fit = [rule for rule in self.actions[case["action"]] if rule[0] in part and self.fits(rule, case) and not self.unmet(rule, case)]
        for effects in (("forbid",), GIVES):
            for rule in fit:
                if self.rules[rule]["effect"] in effects:
                    return rule
        return None

    def permitted(self, case):
        decider = self.decider(case)
        return decider is not None and self.rules[decider]["effect"] in GIVES

    def fits(self, rule, case):
        for column in ("actor", "place", "phase"):
            own = [one for one in self.rules[rule][column].split("|") if one]
            anyone = not own or "any" in own or (column == "actor" and "person" in own)
            if not (anyone or case[column] in ("", "any") or case[column] in own):
                return False
        return True

    def unmet(self, rule, case):
        """The sections of needs that do not hold and of bars that do."""
        return [
            section
            for kind, term, rules, test, section in self.terms
            if rule in rules and term in ("", case["action"]) and self.holds(test, case) != (kind == "need")
        ]

    def holds(self, text, case):
        return any(all(self.test(one, case) for one in some.split(" and ")) for some in text.split(" or "))

    def test(self, text, case):
        if text.startswith("ground:"):
            ground = text.removeprefix("ground:")
            return ground in case["grounds"] or ground.replace("suspect_", "believe_", 1) in case["grounds"]
        name, sign, value = re.fullmatch(r"(\w+?)(<=|>=|!=|=|<|>)(.*)", text).groups()
        left = case[name] if name in ("actor", "subject", "phase") else case["facts"].get(name)
        right = case["facts"].get(value) if value in self.facts else value
        if sign == "!=":
            return left != right
        if not left or right is None:
            return False
        if sign == "=":
            return right == "*" or left == right
        if left.isdigit() and right.isdigit():
            left, right = int(left), int(right)
        return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[sign]
