"""What rules in life lead to: for whom they fire, and what officers then find; beside what is found on people drawn by lot.

A rule that refers finds something or does not: officers say so, question by question. Only a random selection says how much there is to
find on anybody; where a rule finds no more often than that, it might as well be a lot.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal

from preclear.rules.ruleset import RuleSet
from preclear.trials.statistics import Share

Verdict = Literal["better", "worse", "open", "nothing", "no_hit", "not_asked"]
ENOUGH = 30  # findings, before a rule that found nothing is said to find nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """People for whom a rule fired, by what came of it."""

    confirmed: int = 0  # an officer found what the rule is about
    refuted: int = 0  # an officer found an ordinary cause, or another person
    not_told: int = 0  # an officer could not tell
    waiting: int = 0  # nobody has decided yet
    not_asked: int = 0  # no officer was asked, or the referral lapsed

    @property
    def hits(self) -> int:
        """Everybody for whom it fired."""
        return self.confirmed + self.refuted + self.not_told + self.waiting + self.not_asked

    @property
    def found(self) -> Share:
        """The share of findings that confirm, of those that say either."""
        return Share(self.confirmed, self.confirmed + self.refuted)

    def __add__(self, other: Tally) -> Tally:
        return Tally(**{each.name: getattr(self, each.name) + getattr(other, each.name) for each in fields(self)})


NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class Week:
    """One week of one rule, from Monday, in UTC."""

    start: date
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What came of one rule in a time."""

    rule: str
    asks: bool  # whether it refers, so that an officer finds
    by_lot: bool  # whether it draws people at random
    weeks: tuple[Week, ...]  # those in which it fired

    @property
    def total(self) -> Tally:
        """All weeks as one."""
        return sum((week.tally for week in self.weeks), NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What came of all rules in a time."""

    since: date
    until: date
    rules: tuple[Effect, ...]

    @property
    def base(self) -> Share:
        """What is found on people drawn by lot: how much there is to find on anybody. Of nobody where no rule draws."""
        drawn = sum((one.total for one in self.rules if one.by_lot), NOTHING)
        return drawn.found

    def verdict(self, one: Effect) -> Verdict:
        """Return how a rule stands to chance: better or worse where the two intervals lie apart, else open."""
        total, base = one.total, self.base
        if not total.hits:
            return "no_hit"
        if not one.asks:
            return "not_asked"
        if total.found.of >= ENOUGH and not total.confirmed:
            return "nothing"
        if one.by_lot or not base.of or not total.found.of:
            return "open"
        own, lot = total.found.interval, base.interval
        return "better" if own.low > lot.high else "worse" if own.high < lot.low else "open"


Count = tuple[str, date, str | None, str | None, bool, int]  # rule, week, finding on the rule, finding on entries, waiting, people
FINDINGS = {"match": "confirmed", "no_match": "refuted", "cannot_tell": "not_told"}


def effects(counts: Iterable[Count], ruleset: RuleSet, *, since: date, until: date) -> Effects:
    """Return what came of every rule of a set. A rule of kind match is asked about by its entries, every other by its own name."""
    tallies: dict[str, dict[date, Tally]] = {rule.id: {} for rule in ruleset.rules}
    for code, week, own, entries, waiting, people in counts:
        rule = ruleset.rule(code)
        if rule is None:  # why somebody could not be screened is no rule, and a rule that is gone has no effect any more
            continue
        finding = entries if rule.kind == "match" else own
        what = FINDINGS[finding] if finding else "waiting" if waiting and rule.then == "refer" else "not_asked"
        tallies[code][week] = tallies[code].get(week, NOTHING) + Tally(**{what: people})
    found = []
    for rule in ruleset.rules:
        version = rule.on(until)
        found.append(
            Effect(
                rule=rule.id,
                asks=rule.then == "refer",
                by_lot=version is not None and version.chance is not None,
                weeks=tuple(Week(start, tally) for start, tally in sorted(tallies[rule.id].items())),
            )
        )
    return Effects(since=since, until=until, rules=tuple(found))
