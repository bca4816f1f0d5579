"""What the rules in force say of each traveller, and what each rule says of its own cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Literal

from preclear.manifest import Fault, Manifest, NotScreened, Reason
from preclear.places import Places
from preclear.rules.cel import Error, Scope, Unknown
from preclear.rules.facts import BY_CARRIER, Hit, scopes
from preclear.rules.facts_earlier import NOTHING_KNOWN, Past
from preclear.rules.held import Held
from preclear.rules.rule import Rule, Then, Version, fill, show
from preclear.rules.ruleset import RuleSet
from preclear.rules.selection import PLACES, Lot, Seed

Outcome = Literal["clear", "refer", "incomplete"]
Need = Literal["match", "document", "rule", "not_screened", "incomplete"]

NEEDS: dict[str, Need] = {"match": "match", "document": "document", "data": "document", "risk": "rule"}  # of a referral, by kind of rule
NO_REGISTER = "held"  # what a rule lacks where the node asks nobody else
NOT_SCREENED_SEVERITY = UNKNOWN_SEVERITY = 2


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule that could not be told, or is at fault: it harms nothing but itself, and is shown."""

    rule: str
    source: str
    needs: tuple[str, ...]  # the facts that were not declared, "traveller.birth_date"; none: the rule is at fault
    error: str | None = None  # what is wrong with the rule
    then: Then = "note"  # what followed


@dataclass(frozen=True, slots=True)
class Asked:
    """One traveller as the rules are asked about them: all that an assessment reads beside the rules and the day."""

    ordinal: int
    key: str
    facts: Scope
    not_screened: NotScreened | None  # why the watchlists could not be searched
    lot: Lot | None = None  # what random selection draws by; None: nobody is drawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What the rules say of one traveller. Never a refusal: that is an officer's (law 2)."""

    ordinal: int
    key: str
    outcome: Outcome
    reasons: tuple[Reason, ...]  # one a rule that fired; notes too, which change no outcome
    needs: frozenset[Need]  # what somebody must look at or mend
    severity: int | None  # of the referral: 1 gravest to 3
    undecided: tuple[Undecided, ...] = ()
    throttled: tuple[str, ...] = ()  # rules that fired and had no effect, since they fire for more people than was foreseen


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What one case of one rule gave."""

    rule: str
    case: str
    on: date
    expected: bool | None  # None: it cannot be told
    fires: bool | None
    error: str | None = None

    @property
    def passed(self) -> bool:
        """Whether the rule did what the case says."""
        return self.error is None and self.fires is self.expected


def assess(
    manifest: Manifest,
    screenings: Sequence[Sequence[Hit] | NotScreened],
    faults: Sequence[Fault],
    ruleset: RuleSet,
    *,
    on: date,
    places: Places,
    held: Mapping[int, Held] | None = None,
    seed: Seed | None = None,
    past: Past = NOTHING_KNOWN,
) -> tuple[Assessment, ...]:
    """Return one assessment a traveller, in the order of the list, by the rules in force on a day.

    1. A rule that fires refers, finds the declaration incomplete, or notes something. A rule with a chance fires for those who are drawn
       among those on whom its condition is true; without a ``seed`` nobody is drawn.
    2. A rule that cannot be told is listed as undecided. The carrier is asked where the rule says so (``unknown = "incomplete"``) and the
       carrier can supply what is lacking; else an officer looks where the rule is mandatory; else nothing follows. A rule that lacks
       registers of others, at a node that asks none, is not listed with each traveller.
    3. Who could not be screened never clears: an officer looks, unless a rule of kind match says that the carrier must mend it.
    4. Where one rule refers and another asks the carrier, both needs are kept and the outcome is ``refer``: a person looks, and what
       the carrier sends meanwhile is assessed anew.

    ``held`` is what others answered about people, by ordinal; ``past`` the bookings and crossings that were known before.
    """
    return judge(asked(manifest, screenings, faults, places, on=on, held=held, seed=seed, past=past), ruleset, on=on)


def asked(
    manifest: Manifest,
    screenings: Sequence[Sequence[Hit] | NotScreened],
    faults: Sequence[Fault],
    places: Places,
    *,
    on: date,
    held: Mapping[int, Held] | None = None,
    seed: Seed | None = None,
    past: Past = NOTHING_KNOWN,
) -> tuple[Asked, ...]:
    """Return what the rules are asked about everyone of a list, in its order: kept, it can be judged again at any time."""
    facts = scopes(manifest, screenings, faults, places, on=on, held=held, past=past)
    voyage = manifest.voyage.key
    return tuple(
        Asked(
            ordinal=traveller.ordinal,
            key=traveller.key,
            facts=scope,
            not_screened=screening if isinstance(screening, NotScreened) else None,
            lot=seed.lot(voyage, traveller.key) if seed else None,
        )
        for traveller, scope, screening in zip(manifest.travellers, facts, screenings, strict=True)
    )


def judge(people: Sequence[Asked], ruleset: RuleSet, *, on: date) -> tuple[Assessment, ...]:
    """Return one assessment a traveller, by the rules in force on a day, as ``assess`` does: the same people and rules give the same."""
    in_force, sift = ruleset.in_force(on), ruleset.sieve(on)
    return tuple(_assess(person, [in_force[place] for place in sorted(chain(*sift(person.facts)))], ruleset.throttled) for person in people)


def to_mend(assessment: Assessment, ruleset: RuleSet) -> tuple[str, ...]:
    """Return in plain words what the carrier must mend: what rules say that ask it, and those that lack what it can supply.

    Nothing else: notes, and why an officer looks at somebody, are none of the carrier's.
    """
    fired = [reason.detail for reason in assessment.reasons if (rule := ruleset.rule(reason.code)) and rule.then == "incomplete"]
    lacking = [
        f"{rule.title.en}: {', '.join(one.needs)} is needed."
        for one in assessment.undecided
        if one.then == "incomplete" and (rule := ruleset.rule(one.rule))
    ]
    return (*fired, *lacking)


def check(ruleset: RuleSet) -> tuple[CaseResult, ...]:
    """Run every rule's own cases, each with the version in force on its day; where none is, the rule does not fire."""
    results = []
    for rule in ruleset.rules:
        for case in rule.cases:
            version = rule.on(case.on)
            value = version.fires(case.facts) if version else False
            error = value.sentence if isinstance(value, Error) else None
            results.append(CaseResult(rule.id, case.name, case.on, case.fires, value if isinstance(value, bool) else None, error))
    return tuple(results)


def _assess(person: Asked, in_force: Sequence[tuple[Rule, Version]], throttled: frozenset[str]) -> Assessment:
    reasons: list[Reason] = []
    undecided: list[Undecided] = []
    follows: list[tuple[Rule, Then]] = []
    held_back: list[str] = []
    for rule, version in in_force:
        if version.chance is not None and not _drawn(rule, version.chance, person.lot):
            continue
        value = version.fires(person.facts)
        if value is False:
            continue
        if value is True:
            reasons.append(_reason(rule, version, person))
            then = rule.then
        else:
            if isinstance(value, Unknown) and NO_REGISTER in value.needs and rule.unknown == "note" and not rule.mandatory:
                continue  # so it is with everyone at this node: not said with each traveller
            untold = _undecided(rule, version, value)
            undecided.append(untold)
            then = untold.then
        if rule.id in throttled:
            held_back.append(rule.id)
        else:
            follows.append((rule, then))

    needs: set[Need] = {"incomplete" if then == "incomplete" else NEEDS[rule.kind] for rule, then in follows if then != "note"}
    severities = [rule.severity or UNKNOWN_SEVERITY for rule, then in follows if then == "refer"]
    if person.not_screened:
        reasons.append(Reason(person.not_screened.code, 1.0, person.not_screened.detail))
        if not any(rule.kind == "match" and then == "incomplete" for rule, then in follows):
            needs.add("not_screened")
            severities.append(NOT_SCREENED_SEVERITY)
    return Assessment(
        ordinal=person.ordinal,
        key=person.key,
        outcome="refer" if severities else "incomplete" if needs else "clear",
        reasons=tuple(reasons),
        needs=frozenset(needs),
        severity=min(severities, default=None),
        undecided=tuple(undecided),
        throttled=tuple(held_back),
    )


def _drawn(rule: Rule, chance: float, lot: Lot | None) -> bool:
    return lot is not None and lot.draw(rule.id) < chance


def _reason(rule: Rule, version: Version, person: Asked) -> Reason:
    facts = {placeholder: show(evaluate(person.facts)) for placeholder, evaluate in version.shown.items()}
    source = rule.cited(version)
    if version.chance is not None and person.lot:  # with the seed, which is told later, anybody can draw again
        lot, drawn = person.lot, f"{person.lot.draw(rule.id):.{PLACES}f}"
        facts |= {"drawn": drawn, "chance": f"{version.chance:g}", "period": lot.period, "commitment": lot.commitment}
        source += f"; drawn {drawn} < {version.chance:g}, seed of {lot.period}: SHA-256 {lot.commitment[:16]}..."
    return Reason(rule.id, 1.0, fill(rule.reason.en, facts), source, facts)


def _undecided(rule: Rule, version: Version, value: object) -> Undecided:
    needs = tuple(sorted(value.needs)) if isinstance(value, Unknown) else ()
    error = None
    if not isinstance(value, Unknown):
        error = value.sentence if isinstance(value, Error) else "it gave neither true nor false"
    then: Then = "refer" if rule.mandatory else "note"
    if rule.unknown == "incomplete" and any(need.partition(".")[0] in BY_CARRIER for need in needs):
        then = "incomplete"
    return Undecided(rule.id, rule.cited(version), needs, error, then)
