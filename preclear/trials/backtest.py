"""What a changed rule set would have meant for recorded traffic: who would be referred more or less, at what cost, with what lost or won.

What it can say, and what it cannot. It counts exactly what the two rule sets say of the same people, as if both were in force on one
day. What officers found is known only of those at whom somebody looked; of everybody else nothing is known, and nothing is assumed: people
at whom nobody looked are neither innocent nor missed. What a referral costs is stated with every result. Disparity is measured
afterwards, by ``preclear.trials.disparity``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from preclear.rules import columns, life
from preclear.rules.assess import NEEDS
from preclear.rules.columns import FALSE, FAULT, TRUE, UNKNOWN
from preclear.rules.facts import BY_CARRIER
from preclear.rules.rule import Rule, Then, Version
from preclear.rules.ruleset import RuleSet
from preclear.trials import disparity
from preclear.trials.disparity import Flags, Groups, GroupShare
from preclear.trials.statistics import Interval, Share, difference, differs
from preclear.trials.traffic import CONFIRMED, REFUTED, Traffic

Change = Literal["same", "new", "changed", "gone"]
MINUTES = 12.0  # of an officer for a referral, where a node has not measured its own
SAMPLE = 20  # people of each kind that are kept to be looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """How many people a rule set refers, sends back to the carrier, and clears."""

    refer: int
    incomplete: int
    clear: int

    @property
    def people(self) -> int:
        """Everybody."""
        return self.refer + self.incomplete + self.clear

    @property
    def referred(self) -> Share:
        """The share that is referred."""
        return Share(self.refer, self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What officers had found of people, and whether each rule set refers them. Nothing is known of anybody else."""

    confirmed: int  # somebody looked and found what the referral was about
    refuted: int  # somebody looked and found an ordinary cause
    held_before: int  # of the confirmed: referred by the rules before
    held_after: int
    lost: int  # of the confirmed: referred before and no more
    won: int  # of the confirmed: referred now and not before
    refuted_before: int  # of the refuted: referred
    refuted_after: int

    @property
    def change(self) -> Interval:
        """The interval of the change of the share of confirmed findings that is held."""
        return difference(self.won, self.lost, self.confirmed)

    @property
    def chance(self) -> float:
        """How likely chance alone parts what is won and lost as unevenly."""
        return differs(self.won, self.lost)


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResult:
    """What one rule does on the traffic."""

    rule: str
    change: Change
    refers: bool  # or, where it cannot be told, would refer
    before: int | None  # people for whom it fires; None: it is not in force there
    after: int | None
    hits: int  # people on whom it has its effect after: those for whom it fires, and of a mandatory rule those of whom it cannot be told
    alone: int  # people whom nothing but this rule refers, after
    undecided: int  # people of whom it cannot be told, after
    faulty: int  # people on whom it is at fault, after
    confirmed: int  # of those for whom it fires after: somebody found what there was to find
    refuted: int
    limit: float | None  # the largest share of people that it may refer
    stated: bool  # whether its file says so; else the limit is that for all
    stopped: bool  # it is new or changed, and would hit more than that, beyond chance
    throttled: bool = False  # it hits more people than it may, beyond chance: a node throttles it at work; or it has


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Somebody of the sample, to be looked at: what both rule sets say, and which rules make the difference."""

    number: int
    referred: bool  # after; before it was the other way round
    rules: tuple[str, ...]  # that refer and did not, or did and do not


@dataclass(frozen=True, slots=True, kw_only=True)
class BackTest:
    """What a changed rule set would have meant."""

    rules_before: str  # digests
    rules_after: str
    on: date  # as if in force on that day
    before: Outcomes
    after: Outcomes
    more: int  # people referred after and not before
    fewer: int
    minutes: float  # of an officer, for a referral
    measured: bool  # whether the node measured that; else it is assumed
    days: int  # of traffic; 0: not known
    known: Known
    rules: tuple[RuleResult, ...]
    groups: tuple[GroupShare, ...]  # of all referrals
    risk_groups: tuple[GroupShare, ...]  # of referrals by rules of kind risk alone
    tolerance: float
    sample: tuple[Looked, ...]
    with_throttling: int | None = None  # people referred after, once the rules that a node would throttle are; None: not counted then

    @property
    def change(self) -> Interval:
        """The interval of the change of the share that is referred."""
        return difference(self.more, self.fewer, self.before.people)

    @property
    def chance(self) -> float:
        """How likely chance alone parts more and fewer as unevenly."""
        return differs(self.more, self.fewer)

    @property
    def hours(self) -> float:
        """Hours of officers more (or fewer, below zero) for all of the traffic."""
        return (self.more - self.fewer) * self.minutes / 60

    @property
    def stopped(self) -> tuple[str, ...]:
        """The rules that must not start: each would refer more people than it may."""
        return tuple(one.rule for one in self.rules if one.stopped)

    @property
    def throttled(self) -> tuple[str, ...]:
        """The rules that a node would throttle, or has throttled: they fire, and refer nobody."""
        return tuple(one.rule for one in self.rules if one.throttled)


def back_test(
    traffic: Iterable[Traffic],
    before: RuleSet,
    after: RuleSet,
    *,
    on: date,
    groups: Groups,
    minutes: float = MINUTES,
    measured: bool = False,
    days: int = 0,
) -> BackTest:
    """Return what a changed rule set would have meant for traffic, both as if in force on a day; the traffic is read once, piece by piece.

    1. Every condition is evaluated once, also where it stands in both sets.  2. Outcomes follow as in ``assess``: a rule that is throttled
    now has no effect.  3. All is counted.  4. A rule that hits more people than it may would be throttled at work: who would be
    referred then is counted too, with the whole of the traffic judged as one.
    """
    counting = _Counting(before, after, on, groups)
    for piece in traffic:
        counting.add(piece)
    return counting.result(minutes=minutes, measured=measured, days=days)


def with_rule(base: RuleSet, rule: Rule) -> RuleSet:
    """Return a rule set with one rule changed or added. A new version begins anew: it is not throttled, though the one before was."""
    others = [one for one in base.rules if one.id != rule.id]
    digest = sha256(f"{base.digest}\n{rule.digest}".encode()).hexdigest()
    return replace(base, rules=tuple(sorted([*others, rule], key=lambda one: one.id)), digest=digest, throttled=base.throttled - {rule.id})


@dataclass(slots=True)
class _Counts:
    """The sums of one rule."""

    before: int = 0
    after: int = 0
    alone: int = 0
    undecided: int = 0
    faulty: int = 0
    confirmed: int = 0
    refuted: int = 0


@dataclass(slots=True)
class _Side:
    """One of the two rule sets, as numbers of conditions."""

    rules: tuple[tuple[Rule, Version], ...]
    throttled: frozenset[str]
    places: list[int] = field(default_factory=list)  # of each rule: which condition is its own


class _Counting:
    """Adds up piece by piece; nothing of a piece is kept but counts and the sample."""

    def __init__(self, before: RuleSet, after: RuleSet, on: date, groups: Groups) -> None:
        self.before, self.after, self.on = before, after, on
        self.sides = tuple(_Side(ruleset.in_force(on), ruleset.throttled) for ruleset in (before, after))
        self.asked: list[tuple[Rule, Version]] = []
        known: dict[object, int] = {}
        for side in self.sides:
            for rule, version in side.rules:
                place = known.setdefault(_same(rule, version), len(self.asked))
                if place == len(self.asked):
                    self.asked.append((rule, version))
                side.places.append(place)
        self.plan = columns.Plan([version.condition for _, version in self.asked])
        self.counts = {rule.id: _Counts() for side in self.sides for rule, _ in side.rules}
        self.outcomes = np.zeros((2, 3), dtype=np.int64)
        self.changed = np.zeros(2, dtype=np.int64)  # more, fewer
        self.known = np.zeros((8,), dtype=np.int64)
        self.of_all, self.of_risk = disparity.Counts(groups), disparity.Counts(groups)
        self.held_back = _HeldBack(self.sides[1])
        self.samples: tuple[list[tuple[int, Looked]], list[tuple[int, Looked]]] = ([], [])

    def add(self, piece: Traffic) -> None:
        """Count one piece."""
        values = self._values(piece)
        counted = piece.numbers > 0
        if not counted.all():
            piece, values = piece.only(counted), values[:, counted]
        unscreened = ~piece.facts["screened"].to_numpy()
        told = [_follow(side, values, unscreened) for side in self.sides]
        first, second = told
        self._rules(values, second, piece.found)
        self.held_back.add(second, unscreened)
        for row, one in enumerate(told):
            refer = int(one.refer.sum())
            incomplete = int((one.incomplete & ~one.refer).sum())
            self.outcomes[row] += (refer, incomplete, len(piece.numbers) - refer - incomplete)
        more, fewer = second.refer & ~first.refer, first.refer & ~second.refer
        self.changed += (int(more.sum()), int(fewer.sum()))
        confirmed, refuted = piece.found == CONFIRMED, piece.found == REFUTED
        self.known += [
            int(flags.sum())
            for flags in (
                confirmed, refuted, confirmed & first.refer, confirmed & second.refer, confirmed & fewer, confirmed & more,
                refuted & first.refer, refuted & second.refer,
            )
        ]  # fmt: skip
        of = self.of_all.groups.of(piece.facts["traveller"])
        self.of_all.add(of, first.refer, second.refer)
        self.of_risk.add(of, first.risk, second.risk)
        for kept, chosen in zip(self.samples, (more, fewer), strict=True):
            self._sample(kept, chosen, piece.numbers, first, second)

    def _values(self, piece: Traffic) -> NDArray[np.int8]:
        """The values of all conditions, a row a condition; of a random selection, false for all who are not drawn."""
        values = self.plan.values(piece.facts)
        for row, (rule, version) in enumerate(self.asked):
            if version.chance is not None:
                values[row, ~_drawn(rule, version.chance, piece.numbers)] = FALSE
        return values

    def _rules(self, values: NDArray[np.int8], second: _Told, found: NDArray[np.int8]) -> None:
        fires = (values == TRUE).sum(axis=1)
        for side, name in zip(self.sides, ("before", "after"), strict=True):
            for (rule, _), place in zip(side.rules, side.places, strict=True):
                counts = self.counts[rule.id]
                setattr(counts, name, getattr(counts, name) + int(fires[place]))
        alone = second.refer & (second.by.sum(axis=0, dtype=np.int16) == 1)
        for row, ((rule, _), place) in enumerate(zip(self.sides[1].rules, self.sides[1].places, strict=True)):
            counts, own = self.counts[rule.id], values[place]
            counts.undecided += int((own == UNKNOWN).sum())
            counts.faulty += int((own == FAULT).sum())
            hit = own == TRUE
            counts.confirmed += int((hit & (found == CONFIRMED)).sum())
            counts.refuted += int((hit & (found == REFUTED)).sum())
            counts.alone += int((second.by[row] & alone).sum())

    def _sample(self, kept: list[tuple[int, Looked]], chosen: Flags, numbers: NDArray[np.int64], first: _Told, second: _Told) -> None:
        """Keep those with the smallest mixed number: drawn evenly, and the same ones again for the same traffic."""
        places = np.flatnonzero(chosen)
        if not len(places):
            return
        mixed = _mixed(numbers[places])
        for at in np.argsort(mixed)[:SAMPLE]:
            place = int(places[at])
            now, then = second.rules_at(place), first.rules_at(place)
            looked = Looked(number=int(numbers[place]), referred=bool(second.refer[place]), rules=tuple(sorted(now ^ then)))
            kept.append((int(mixed[at]), looked))
        kept.sort(key=lambda one: one[0])
        del kept[SAMPLE:]

    def result(self, *, minutes: float, measured: bool, days: int) -> BackTest:
        """Return what the counts come to."""
        before, after = (Outcomes(refer=int(row[0]), incomplete=int(row[1]), clear=int(row[2])) for row in self.outcomes)
        results = tuple(self._result(rule_id, after.people) for rule_id in sorted(self.counts))
        names = ("confirmed", "refuted", "held_before", "held_after", "lost", "won", "refuted_before", "refuted_after")
        return BackTest(
            rules_before=self.before.digest,
            rules_after=self.after.digest,
            on=self.on,
            before=before,
            after=after,
            more=int(self.changed[0]),
            fewer=int(self.changed[1]),
            minutes=minutes,
            measured=measured,
            days=days,
            known=Known(**{name: int(count) for name, count in zip(names, self.known, strict=True)}),
            rules=results,
            groups=self.of_all.shares(),
            risk_groups=self.of_risk.shares(),
            tolerance=self.of_all.groups.tolerance,
            sample=tuple(looked for kept in self.samples for _, looked in kept),
            with_throttling=self.held_back.referred(frozenset(one.rule for one in results if one.throttled)),
        )

    def _result(self, rule_id: str, people: int) -> RuleResult:
        counts = self.counts[rule_id]
        then, now = ({rule.id: (rule, version) for rule, version in side.rules}.get(rule_id) for side in self.sides)
        rule = now[0] if now else None
        refers = rule is not None and (rule.then == "refer" or rule.mandatory)
        hits = counts.after + (counts.faulty + (counts.undecided if _untold(*now) == "refer" else 0) if now and now[0].mandatory else 0)
        limit = rule.limit if rule else None
        measure = life.Measure(people=people, fired=hits)
        change: Change = "gone" if now is None else "new" if then is None else "same" if _same(*then) == _same(*now) else "changed"
        return RuleResult(
            rule=rule_id,
            change=change,
            refers=refers,
            before=counts.before if then else None,
            after=counts.after if now else None,
            hits=hits,
            alone=counts.alone,
            undecided=counts.undecided,
            faulty=counts.faulty,
            confirmed=counts.confirmed,
            refuted=counts.refuted,
            limit=limit,
            stated=rule is not None and rule.share is not None,
            stopped=change in ("new", "changed") and life.exceeds(measure, limit),
            throttled=rule is not None and (rule_id in self.after.throttled or life.exceeds(measure, rule.limit)),
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """What one rule set says of the people of a piece."""

    rules: tuple[str, ...]
    by: Flags  # a row a rule: whether it refers the person
    mends: Flags  # a row a rule: whether it asks the carrier to mend what kept the person from being screened
    refer: Flags
    incomplete: Flags
    risk: Flags  # referred by a rule of kind risk

    def rules_at(self, place: int) -> frozenset[str]:
        """Return the rules that refer one person."""
        return frozenset(self.rules[row] for row in np.flatnonzero(self.by[:, place]))


class _HeldBack:
    """People by which of the rules that may be throttled bear on them: what throttling any of these would come to is counted from that."""

    def __init__(self, side: _Side) -> None:
        self.rules = tuple(rule.id for rule, _ in side.rules)
        self.may = [
            row for row, (rule, _) in enumerate(side.rules) if rule.limit is not None and rule.limit < 1 and rule.id not in side.throttled
        ]
        self.others = [row for row in range(len(self.rules)) if row not in set(self.may)]
        self.always = 0  # people whom another rule refers, whatever is throttled
        self.counts: Counter[bytes] = Counter()  # the others that are referred or were not screened, by the rules that bear on them

    def add(self, told: _Told, unscreened: Flags) -> None:
        """Count some people."""
        always = told.by[self.others].any(axis=0)
        self.always += int(always.sum())
        bits = np.vstack([told.by[self.may], told.mends[self.may], told.mends[self.others].any(axis=0), unscreened])
        chosen = bits[:, ~always & (told.by[self.may].any(axis=0) | unscreened)]
        if chosen.shape[1]:
            kinds, numbers = np.unique(np.packbits(chosen, axis=0), axis=1, return_counts=True)
            for kind, number in zip(kinds.T, numbers, strict=True):
                self.counts[kind.tobytes()] += int(number)

    def referred(self, throttled: frozenset[str]) -> int:
        """Return how many people are referred where some rules are throttled."""
        works = np.array([self.rules[row] not in throttled for row in self.may], dtype=np.bool_)
        people, size = self.always, len(self.may)
        for kind, number in self.counts.items():
            bits = np.unpackbits(np.frombuffer(kind, dtype=np.uint8), count=2 * size + 2).astype(np.bool_)
            mended = bits[2 * size] or bool((bits[size : 2 * size] & works).any())
            if (bits[:size] & works).any() or (bits[2 * size + 1] and not mended):
                people += number
        return people


def _follow(side: _Side, values: NDArray[np.int8], unscreened: Flags) -> _Told:
    """What follows from the values of the conditions, as ``assess`` says: who could not be screened never clears."""
    people = len(unscreened)
    by, mends = (np.zeros((len(side.rules), people), dtype=np.bool_) for _ in range(2))
    incomplete, risk = (np.zeros(people, dtype=np.bool_) for _ in range(2))
    for row, ((rule, version), place) in enumerate(zip(side.rules, side.places, strict=True)):
        if rule.id in side.throttled:
            continue
        own = values[place]
        for then, flags in (
            (rule.then, own == TRUE),
            (_untold(rule, version), own == UNKNOWN),
            ("refer" if rule.mandatory else "note", own == FAULT),
        ):
            if then == "refer":
                by[row] |= flags
            elif then == "incomplete":
                incomplete |= flags
                if rule.kind == "match":
                    mends[row] |= flags
        if NEEDS[rule.kind] == "rule":
            risk |= by[row]
    refer = by.any(axis=0) | (unscreened & ~mends.any(axis=0))
    return _Told(tuple(rule.id for rule, _ in side.rules), by, mends, refer, incomplete, risk)


def _untold(rule: Rule, version: Version) -> Then:
    """What follows where a rule cannot be told. Columns do not say which fact is lacking: where the carrier may supply any, it is asked."""
    reads = {part.needs.partition(".")[0] for part in version.condition.walk() if part.fact}
    if rule.unknown == "incomplete" and reads & BY_CARRIER:
        return "incomplete"
    return "refer" if rule.mandatory else "note"


def _drawn(rule: Rule, chance: float, numbers: NDArray[np.int64]) -> Flags:
    """Who is drawn: drawn anew, since the lots of another rule, or of a period whose seed is not told yet, cannot be known here."""
    salt = int.from_bytes(sha256(rule.id.encode()).digest()[:7])
    drawn: Flags = _mixed(numbers + salt) < np.uint64(min(int(chance * 2**64), 2**64 - 1))
    return drawn


def _same(rule: Rule, version: Version) -> object:
    """What makes two rules one condition: its tree, which holds the parameters, as this kind of rule reads it."""
    return (
        rule.kind,
        rule.when,
        repr(sorted(version.parameters.items())),
        rule.then,
        rule.unknown,
        rule.mandatory,
        version.chance,
        repr(version.condition.node),
    )


def _mixed(numbers: NDArray[np.int64]) -> NDArray[np.uint64]:
    """Numbers spread evenly, each always in the same way (the finalizer of splitmix64)."""
    mixed = numbers.astype(np.uint64)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return mixed ^ (mixed >> np.uint64(31))
