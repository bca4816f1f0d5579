"""The pure part: what an assessment rests on, and the assessment of a list under it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

import msgspec

from preclear import __version__, documents, inspection, matching, rules
from preclear.clearance import bearing
from preclear.inspection import Known, Questions
from preclear.manifest import Fault, Manifest, NotScreened, Reason, Traveller
from preclear.matching import Hit, Layers, Screening, Weights
from preclear.places import Places
from preclear.rules import Asked, Assessment, RuleSet, held, selection
from preclear.rules.facts_earlier import NOTHING_KNOWN, Past
from preclear.rules.held import Answer, Register, Registers

NO_RULES = RuleSet((), "")
NO_LIST = NotScreened("no_list", "no watchlist is in force, so nobody can be screened")


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """All that the hits of a screening follow from, beside what was declared: with it they can be found again, to the bit."""

    editions: tuple[str, ...]  # digests of the list editions that were screened by
    base: tuple[str, ...]  # of those from which the large index was built; what changed since lay beside it
    weights: str  # version of the weights of the score
    weights_digest: str  # of the weights themselves
    threshold: float
    program: str  # version

    @property
    def index(self) -> str:
        """What tells the index from others: the same for the same base and the same editions."""
        return matching.digest_of(self.base, self.editions)

    @property
    def digest(self) -> str:
        """By which people name it."""
        return hashlib.sha256(msgspec.json.encode(self)).hexdigest()[:32]


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What an assessment rests on beside the list itself. Never changed: a new list or rule makes new circumstances."""

    index: Layers | None  # None: no watchlist is in force
    rules: RuleSet
    places: Places
    editions: Mapping[str, int] = field(default_factory=dict)  # what a hit names as its edition -> the number it has in the database
    weights: Weights = field(default_factory=matching.load_weights)
    least: float | None = None  # the score from which a hit is one; None: as the weights say
    shadow: RuleSet = NO_RULES  # what else is asked, and kept, and changes nothing
    registers: Registers | None = None  # who answers for authorizations, visas and lost documents; None: nobody is asked
    selection_key: bytes | None = field(default=None, repr=False)  # from which chance draws; None: nobody is drawn

    @property
    def threshold(self) -> float:
        """The score from which a hit is one."""
        return self.weights.threshold if self.least is None else self.least

    @cached_property
    def digest(self) -> str:
        """The same for the same lists, rules, weights and threshold: who was assessed under another is assessed again."""
        return self._digest(*sorted(self.rules.throttled))

    @cached_property
    def holding(self) -> tuple[str, ...]:
        """Digests under which an outcome holds: its own, and that from before rules were throttled, so that no referral lapses by it."""
        return (self.digest, self._digest())

    def _digest(self, *throttled: str) -> str:
        said = [*sorted(self.editions), self.rules.digest, digest_of(self.weights), f"{self.threshold}", *throttled]
        return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]

    @cached_property
    def basis(self) -> Basis:
        """What screenings under these circumstances rest on."""
        return Basis(
            editions=tuple(sorted(self.editions)),
            base=self.index.base_editions if self.index else (),
            weights=self.weights.version,
            weights_digest=digest_of(self.weights),
            threshold=self.threshold,
            program=__version__,
        )

    def screen(self, travellers: Sequence[Traveller], *, late: Callable[[], bool] | None = None) -> tuple[Screening, ...]:
        """Return the possible matches of some travellers under all their names, in order; ``late``: as in ``bearing.screen``."""
        if self.index is None:
            return (NO_LIST,) * len(travellers)
        return bearing.screen(self.index, travellers, threshold=self.threshold, weights=self.weights, late=late)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What an assessment used, kept with it: the same inputs give the same assessment years later."""

    on: date  # the legal day whose rules applied
    editions: tuple[str, ...]
    rules: str  # digest of the rule set
    program: str  # version
    basis: str = ""  # digest of what the screening rested on
    answers: tuple[tuple[int, Answer], ...] = ()  # what others answered, and when, each with the person's ordinal


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """What was found on everyone of a list, in its order."""

    screenings: tuple[Screening, ...]
    faults: tuple[Fault, ...]  # of the message, then of the documents
    assessments: tuple[Assessment, ...]
    questions: tuple[Questions, ...]  # what an officer must find on, of each
    known: tuple[tuple[Known, ...], ...]  # of each: the hits, by entry, on which an officer has found "not the same person" before
    snapshot: Snapshot
    asked: tuple[Asked, ...]  # what the rules were asked, of each
    shadowed: tuple[tuple[int, str, Reason], ...]  # place in the list, rule, reason: what rules in shadow would have said


def assess(
    manifest: Manifest,
    circumstances: Circumstances,
    *,
    on: date,
    faults: Sequence[Fault] = (),
    known: Mapping[str, Sequence[Known]] | None = None,
    late: Callable[[], bool] | None = None,
    now: datetime | None = None,
    past: Past = NOTHING_KNOWN,
) -> Assessed:
    """Screen and assess everyone of a list, as of a day. ``faults`` are what reading the message found.

    ``known`` says by ``inspection.person_digest`` on which entries an officer has found that the person is not the listed one: such a
    hit is kept and shown, but does not refer anybody by itself. ``late`` says when no time is left: see ``Layers.screen``.
    ``now`` is when registers of others are asked; without it they are not. ``past``: bookings and crossings that were known before.

    A pure function of its arguments and of what registers answer, which is kept: no clock, no database.
    """
    found = tuple(dict.fromkeys((*faults, *documents.check_all(manifest, on=on))))  # each once, also where a saved list is assessed anew
    screenings = circumstances.screen(manifest.travellers, late=late)
    before = tuple(_known(*one, circumstances.index, known or {}) for one in zip(manifest.travellers, screenings, strict=True))
    new = tuple(_new(screening, {one.entry_ref for one in own}) for screening, own in zip(screenings, before, strict=True))
    answers = _ask(manifest, circumstances, on, now) if circumstances.registers and now else None
    seed = selection.seed(circumstances.selection_key, on) if circumstances.selection_key else None
    asked = rules.asked(manifest, new, found, circumstances.places, on=on, held=answers, seed=seed, past=past)
    assessments = rules.judge(asked, circumstances.rules, on=on)
    return Assessed(
        screenings=screenings,
        faults=found,
        assessments=assessments,
        questions=tuple(
            inspection.questions(assessment, _entries(screening), circumstances.rules)
            for assessment, screening in zip(assessments, new, strict=True)
        ),
        known=before,
        snapshot=Snapshot(
            on=on,
            editions=tuple(sorted(circumstances.editions)),
            rules=circumstances.rules.digest,
            program=__version__,
            basis=circumstances.basis.digest,
            answers=tuple((ordinal, answer) for ordinal, own in (answers or {}).items() for answer in own.values()),
        ),
        asked=asked,
        shadowed=_shadowed(asked, circumstances.shadow, on) if circumstances.shadow.rules else (),
    )


def _ask(manifest: Manifest, circumstances: Circumstances, on: date, now: datetime) -> dict[int, dict[Register, Answer]]:
    """Ask the registers that rules read about everyone of a list. Whom nothing can be asked about has no answers."""
    border = manifest.voyage.border
    reached = circumstances.places.find(border.arrival, on) if border and border.arrival else None
    wanted = circumstances.rules.registers
    people = [
        (traveller.ordinal, request)
        for traveller in manifest.travellers
        for request in held.requests(traveller, reached.country if reached else None, wanted)
    ]
    assert circumstances.registers is not None, "the caller saw that there is one"
    return held.ask(circumstances.registers, people, now) if people else {}


def _shadowed(asked: Sequence[Asked], shadow: RuleSet, on: date) -> tuple[tuple[int, str, Reason], ...]:
    return tuple(
        (assessment.ordinal, reason.code, reason)
        for assessment in rules.judge(asked, shadow, on=on)
        for reason in assessment.reasons
        if reason.code in shadow.versions
    )


def _known(traveller: Traveller, screening: Screening, index: Layers | None, known: Mapping[str, Sequence[Known]]) -> tuple[Known, ...]:
    """What officers had found on the hits of one person, as far as it still holds: person and entry are as they were."""
    person = inspection.person_digest(traveller)
    own = {one.entry_ref: one for one in known.get(person, ())} if person else {}
    if not own or index is None or isinstance(screening, NotScreened):
        return ()
    return tuple(
        one
        for hit in screening
        if (one := own.get(hit.entry)) and inspection.entry_digest(index.entry(hit.entry, hit.edition)) == one.entry_digest
    )


def _new(screening: Screening, known: set[str]) -> Sequence[Hit] | NotScreened:
    return screening if isinstance(screening, NotScreened) else tuple(hit for hit in screening if hit.entry not in known)


def _entries(screening: Sequence[Hit] | NotScreened) -> tuple[str, ...]:
    return () if isinstance(screening, NotScreened) else tuple(hit.entry for hit in screening)


def digest_of(weights: Weights) -> str:
    """Return what names weights: any change of them gives another."""
    return hashlib.sha256(msgspec.json.encode(weights)).hexdigest()[:16]
