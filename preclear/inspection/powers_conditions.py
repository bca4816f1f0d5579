"""What a rule asks for, in the short writing of the policy files, and how sections of law are cited.

    condition = all ["or" all ...]        all = test ["and" test ...]
    test      = "ground:" GROUND          the ground is held, or the belief where it is a suspicion of the same thing
              | NAME OPERATOR VALUE       of a fact, or of the question's actor, subject or phase
    operator  = "=" "!=" "<" "<=" ">" ">="        value = a value of the fact, a number, a day, another fact, or "*": any value

A test of a fact that is not known is false; only ``!=`` is true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from preclear.inspection.powers import Powers, Question

ASKED = ("actor", "subject", "phase")  # of the question itself, beside facts
_TEST = re.compile(r"(?P<name>[a-z_0-9]+)\s*(?P<sign><=|>=|!=|=|<|>)\s*(?P<value>\S+)")
_NUMBER = re.compile(r"\d{1,9}(\.\d{1,9})?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Situation:
    """What conditions are read on."""

    grounds: frozenset[str]
    facts: Mapping[str, str]

    def holds(self, ground: str) -> bool:
        """Return whether a ground is held. Belief satisfies suspicion of the same thing; suspicion never satisfies belief."""
        return ground in self.grounds or ground.replace("suspect_", "believe_", 1) in self.grounds


@dataclass(frozen=True, slots=True)
class Clause:
    """One test."""

    name: str  # of a fact, of what is asked, or of a ground
    sign: str  # "ground" for a ground
    value: str = ""
    other: bool = False  # the value is the name of another fact

    def __call__(self, situation: Situation) -> bool:
        """Return whether it is known to be so."""
        if self.sign == "ground":
            return situation.holds(self.name)
        left = situation.facts.get(self.name) or None
        right = situation.facts.get(self.value) or None if self.other else self.value
        if self.sign == "!=":
            return left is None or right is None or _value(left) != _value(right)
        if left is None or right is None:
            return False
        if self.value == "*":
            return True
        ours, theirs = _value(left), _value(right)
        if self.sign == "=":
            return ours == theirs
        if isinstance(ours, Decimal) and isinstance(theirs, Decimal):
            return _compared(self.sign, ours < theirs, ours == theirs)
        if isinstance(ours, date) and isinstance(theirs, date):
            return _compared(self.sign, ours < theirs, ours == theirs)
        return False

    def __str__(self) -> str:
        return f"ground:{self.name}" if self.sign == "ground" else f"{self.name}{self.sign}{self.value}"


@dataclass(frozen=True, slots=True)
class Condition:
    """Alternatives, of which one must hold whole."""

    alternatives: tuple[tuple[Clause, ...], ...]

    def __call__(self, situation: Situation) -> bool:
        """Return whether one of them holds whole."""
        return any(all(test(situation) for test in alternative) for alternative in self.alternatives)

    def __str__(self) -> str:
        return " or ".join(" and ".join(map(str, alternative)) for alternative in self.alternatives)

    def tests(self) -> Iterator[Clause]:
        """Give all its tests."""
        for alternative in self.alternatives:
            yield from alternative


def parse(text: str, facts: frozenset[str]) -> Condition:
    """Return a condition. ``facts``: names of the facts there are, since one may stand on the right.

    Raises ``ValueError`` saying which part is no test.

    >>> str(parse("same_sex = yes or same_sex_officer_available = no and age<16", frozenset({"age"})))
    'same_sex=yes or same_sex_officer_available=no and age<16'
    """
    return Condition(tuple(tuple(_test(part.strip(), facts) for part in some.split(" and ")) for some in text.split(" or ")))


def _test(text: str, facts: frozenset[str]) -> Clause:
    if text.startswith("ground:"):
        return Clause(text.removeprefix("ground:"), "ground")
    found = _TEST.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no test: write fact=value, fact<number, fact!=value or ground:name")
    return Clause(found["name"], found["sign"], found["value"], found["value"] in facts)


def _value(text: str) -> Decimal | date | str:
    if _NUMBER.fullmatch(text):
        return Decimal(text)
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def _compared(sign: str, less: bool, same: bool) -> bool:
    return {"<": less, "<=": less or same, ">": not less and not same, ">=": not less}[sign]


def misread(question: Question, powers: Powers) -> tuple[str, ...]:
    """Return what cannot be understood of a question: words that the law's files do not know, values that a fact cannot have."""
    wrong = []
    if question.action not in powers.actions:
        wrong.append(f"no rule is about the action {shown(question.action)}")
    for kind, said in (
        ("direction", question.direction),
        ("actor", question.actor),
        ("place", question.place),
        ("phase", question.phase),
        ("subject", question.subject),
    ):
        if said not in powers.words[kind] and (said or kind == "direction"):
            wrong.append(f"the {kind} {shown(said)} is not known")
    wrong += [
        f"the ground {shown(ground)} is not known"
        for ground in sorted(question.grounds)
        if not {ground, ground.replace("believe_", "suspect_", 1)} & powers.words["ground"].keys()
    ]
    return (*wrong, *(said for name, value in question.facts.items() if (said := _misread_fact(name, value, powers))))


def _misread_fact(name: str, value: str, powers: Powers) -> str:
    fact = powers.facts.get(name)
    if fact is None:
        return f"the fact {shown(name)} is not known"
    if fact.kind == "choice" and value not in fact.values:
        return f"{name} is {' or '.join(fact.values)}, not {shown(value)}"
    if fact.kind == "number" and not _NUMBER.fullmatch(value):
        return f"{name} is a number, not {shown(value)}"
    if fact.kind == "date" and not isinstance(_value(value), date):
        return f"{name} is a day written 2026-05-01, not {shown(value)}"
    return "" if value else f"{name} has no value"


def shown(text: str) -> str:
    """Return what somebody wrote, cut to a length and safe to print."""
    return repr(text if len(text) <= 40 else text[:39] + "…")


def first_section(section: str) -> str:
    """Return the number of a section without its parts.

    >>> first_section("13(1)-(2)"), first_section("Regulations 2.15(3)(e)")
    ('13', 'Regulations 2.15')
    """
    return section.partition("(")[0].partition(",")[0].partition(" with ")[0].strip()


def cited(section: str) -> tuple[str, ...]:
    """Return the single sections that a citation names.

    >>> cited("32(1)(a),(c)-(e)"), cited("32(1)(g),(2)")
    (('32(1)(a)', '32(1)(c)', '32(1)(d)', '32(1)(e)'), ('32(1)(g)', '32(2)'))
    >>> cited("26.1 with Regulations 6"), cited("Regulations 2.07(1)-(2), 2.1(2)")
    (('26.1', 'Regulations 6'), ('Regulations 2.07(1)', 'Regulations 2.07(2)', 'Regulations 2.1(2)'))
    """
    return tuple(one for part in section.split(" with ") for one in _cited(part.strip()))


def _cited(part: str) -> Iterator[str]:
    instrument = "Regulations " if part.startswith("Regulations ") else ""
    before = ""
    for item in part.removeprefix(instrument).split(","):
        said = item.strip()
        if said.startswith("("):  # more of the section before: (2) of its subsections, (c) of its paragraphs
            base = before.partition("(")[0] if said[1].isdigit() else re.sub(r"(\([a-z]+\))+$", "", before)
            said = base + said
        whole = re.fullmatch(r"(.*)\((\w+)\)-\((\w+)\)", said)
        if whole is None:
            before = said
            yield instrument + said
            continue
        stem, first, last = whole.groups()
        for one in _between(first, last):
            before = f"{stem}({one})"
            yield instrument + before


def _between(first: str, last: str) -> Iterator[str]:
    if first.isdigit() and last.isdigit():
        yield from map(str, range(int(first), min(int(last), int(first) + 50) + 1))
    else:
        yield from map(chr, range(ord(first[0]), ord(last[0]) + 1))
