"""What rules in life, and entries of lists, lead to: for whom they fire, and what officers then find; beside people drawn by lot.

A rule that refers finds something or does not: officers say so, question by question. Only a random selection says how much there is to
find on anybody; where a rule finds no more often than that, it might as well be a lot.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Literal, NamedTuple

from preclear.rules import Rule, RuleSet
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
    site_found: int = 0  # of all of them: refused, delivered to the police, or goods seized at the site
    site_nothing: int = 0  # of all of them: let go after secondary inspection

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


class Count(NamedTuple):
    """So many people for whom a rule fired, of whom the same came."""

    rule: str
    week: date
    own: str | None  # finding on the rule
    entries: str | None  # finding on entries of lists
    waiting: bool
    at_site: str | None  # what inspection came to
    version: int | None  # that fired; only where one rule is asked about
    people: int


class EntryCount(NamedTuple):
    """So many people whom an entry of a list hit, of whom the same came."""

    entry: str
    edition: int
    dated: date
    week: date
    finding: str | None
    waiting: bool
    at_site: str | None
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryEffect:
    """What came of one entry of a list in a time."""

    entry: str
    weeks: tuple[Week, ...]  # those in which it hit
    editions: tuple[tuple[int, date, Tally], ...]  # number and day of each edition that hit, the newest first

    @property
    def total(self) -> Tally:
        """All weeks as one."""
        return sum((week.tally for week in self.weeks), NOTHING)

    @property
    def only_false(self) -> bool:
        """Whether officers found on it, and always that it is somebody else."""
        return self.total.refuted > 0 and not self.total.confirmed


FINDINGS = {"match": "confirmed", "no_match": "refuted", "cannot_tell": "not_told"}
AT_SITE = {"refused": "site_found", "delivered": "site_found", "seized": "site_found", "nothing": "site_nothing"}


def effects(counts: Iterable[Count], ruleset: RuleSet, *, since: date, until: date) -> Effects:
    """Return what came of every rule of a set. A rule of kind match is asked about by its entries, every other by its own name."""
    tallies: dict[str, dict[date, Tally]] = {rule.id: {} for rule in ruleset.rules}
    for count in counts:
        rule = ruleset.rule(count.rule)
        if rule is not None:  # why somebody could not be screened is no rule, and a rule that is gone has no effect any more
            weeks = tallies[count.rule]
            weeks[count.week] = weeks.get(count.week, NOTHING) + _of_rule(count, rule)
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


def by_version(counts: Iterable[Count], ruleset: RuleSet) -> tuple[tuple[int | None, Tally], ...]:
    """Return what came of each version of one rule, by its number, the newest first; None where it was not kept which one fired."""
    tallies: dict[int | None, Tally] = {}
    for count in counts:
        if (rule := ruleset.rule(count.rule)) is not None:
            tallies[count.version] = tallies.get(count.version, NOTHING) + _of_rule(count, rule)
    return tuple(sorted(tallies.items(), key=lambda one: -(one[0] or 0)))


def of_entries(counts: Iterable[EntryCount]) -> tuple[EntryEffect, ...]:
    """Return what came of each entry that hit somebody, by its reference."""
    weeks: dict[str, dict[date, Tally]] = {}
    editions: dict[str, dict[tuple[int, date], Tally]] = {}
    for count in counts:
        tally = _tally("waiting" if count.waiting else "not_asked", count.finding, count.at_site, count.people)
        of_week, of_edition = weeks.setdefault(count.entry, {}), editions.setdefault(count.entry, {})
        of_week[count.week] = of_week.get(count.week, NOTHING) + tally
        edition = (count.edition, count.dated)
        of_edition[edition] = of_edition.get(edition, NOTHING) + tally
    return tuple(
        EntryEffect(
            entry=entry,
            weeks=tuple(Week(start, tally) for start, tally in sorted(weeks[entry].items())),
            editions=tuple((number, dated, tally) for (number, dated), tally in sorted(editions[entry].items(), reverse=True)),
        )
        for entry in sorted(weeks)
    )


def _of_rule(count: Count, rule: Rule) -> Tally:
    finding = count.entries if rule.kind == "match" else count.own
    return _tally("waiting" if count.waiting and rule.then == "refer" else "not_asked", finding, count.at_site, count.people)


def _tally(unfound: str, finding: str | None, at_site: str | None, people: int) -> Tally:
    counted = {FINDINGS[finding] if finding else unfound: people}
    if at_site in AT_SITE:
        counted[AT_SITE[at_site]] = people
    return Tally(**counted)
