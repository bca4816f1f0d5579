"""A rule as its file states it: texts, law, condition, dated versions and its own cases."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from preclear.rules.cel import Evaluate, Scope, Typed
from preclear.rules.cel.values import ABSENT

Kind = Literal["match", "document", "data", "risk"]
Then = Literal["refer", "incomplete", "note"]
Untold = Literal["incomplete", "note"]
Language = Literal["en", "fr"]
PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
MISSING = "—"  # in a sentence, for a fact that was not declared


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages of the border."""

    en: str
    fr: str

    def __getitem__(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A rule from one day to the next version: its parameters, and its condition compiled with them."""

    since: date
    parameters: Mapping[str, object]
    condition: Typed  # what the rule covers, and its own condition: one tree
    fires: Evaluate
    shown: Mapping[str, Evaluate]  # by placeholder: what its reason shows of the facts
    chance: float | None = None  # of a random selection: it fires for so many of those on whom its condition is true


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Facts, and whether the rule fires on them: for or against it, kept beside it."""

    name: str
    on: date
    facts: Scope
    fires: bool | None  # None: it cannot be told


@dataclass(frozen=True, slots=True, kw_only=True)
class Covers:
    """Which voyages and people a rule is about. Nothing said: all."""

    modes: tuple[str, ...] = ()
    to: tuple[str, ...] = ()  # countries in which the border leg ends
    origins: tuple[str, ...] = ()  # countries in which it begins (`from` in the file)
    places: tuple[str, ...] = ()  # it begins or ends at one of these
    roles: tuple[str, ...] = ()
    references_only: bool = True  # also lists that name people by their references alone


@dataclass(frozen=True, slots=True)
class Argued:
    """A mutant of the condition that no case can tell from it, and why not."""

    mutant: str  # as `preclear rules mutate` shows it
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule with all its versions."""

    id: str  # the name of its file; the code of its reasons
    kind: Kind
    title: Text
    reason: Text  # what an officer reads; {expressions} in it are filled from the facts
    source: str  # the law
    note: str  # how far the source is confirmed
    owner: str
    when: str
    then: Then
    severity: int | None  # of a referral: 1 gravest to 3
    unknown: Untold  # what follows when it cannot be told: the carrier is asked, if it can supply what is lacking, or nothing
    mandatory: bool  # then an officer looks when it cannot be told, unless the carrier is asked
    covers: Covers
    versions: tuple[Version | None, ...]  # None: repealed
    since: tuple[date, ...]  # the day each version begins
    cases: tuple[Case, ...]
    digest: str  # SHA-256 of its file and of the lists that it names
    seen: date | None = None  # the day as of which it states the law: no confirmation of it
    equivalent: tuple[Argued, ...] = ()
    share: float | None = None  # the largest share of people that it may refer, or fire for where it refers nobody; None: not stated

    @property
    def limit(self) -> float | None:
        """The largest share of people for whom it may fire: as stated, else as policy has it for rules that refer; None: no limit."""
        refers = self.then == "refer" or self.mandatory
        return self.share if self.share is not None or not refers else default_shares()[self.kind]

    def on(self, day: date) -> Version | None:
        """Return the version in force on a day; None before the first and while repealed."""
        place = bisect_right(self.since, day)
        return self.versions[place - 1] if place else None

    def cited(self, version: Version) -> str:
        """Return what an outcome rests on: the law, and the version of the rule."""
        return f"{self.source} ({self.id}, version of {version.since})"


@cache
def default_shares() -> Mapping[str, float]:
    """Return the largest share of people that a rule may refer which states none, by kind."""
    stated = tomllib.loads((files("preclear") / "policy" / "shares" / "default.toml").read_text(encoding="utf-8"))
    return {kind: float(stated[kind]) for kind in get_args(Kind)}


def show(value: object) -> str:
    """Return a value as a sentence shows it; the same in every language."""
    if value is None or value.__class__ in ABSENT:
        return MISSING
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    if isinstance(value, timedelta):
        return str(value.days)
    if isinstance(value, float):
        return f"{value:.2f}"
    if isinstance(value, tuple):
        return ", ".join(map(show, value))
    return str(value)


def fill(sentence: str, facts: Mapping[str, str]) -> str:
    """Return a rule's text with its placeholders filled.

    >>> fill("It expires on {document.expires}.", {"document.expires": "2026-04-30"})
    'It expires on 2026-04-30.'
    """
    return PLACEHOLDER.sub(lambda found: facts.get(found[1], MISSING), sentence)
