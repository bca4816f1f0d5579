"""May this person do this, to whom, here, now? The law of a preclearance site, asked one question at a time.

The rules are data (``policy/powers``, read by ``powers_policy``); this is the one engine that decides by them, for officers of the United
States in Canada and for officers of Canada in the United States alike. Nothing that is not given is permitted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from preclear.inspection.powers_conditions import Condition, Situation, cited, first_section, misread

Language = Literal["en", "fr"]
Effect = Literal["permit", "exempt", "require", "forbid", "limit", "define", "offence"]
GIVES = frozenset({"permit", "exempt", "require"})  # whoever must, also may
ONLY_IN_AREA = range(20, 27)  # sections whose powers a preclearance officer has in an area alone (s. 19)
CUTS = {"us_in_canada": "31(1)", "canada_in_us": "56"}  # what cuts the powers while a traveller withdraws


@dataclass(frozen=True, slots=True)
class Text:
    """Words in both languages."""

    en: str
    fr: str

    def __getitem__(self, language: Language) -> str:
        """Return them in one."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True, slots=True)
class Duty:
    """What must be done once a power is used. It is no condition of the power."""

    code: str  # "deliver", "written_notice": what a clock is named by
    text: Text
    section: str
    clock: Literal["at_once", "as_soon_as_feasible", "days", ""] = ""  # how soon; "" where nothing runs
    days: int | None = None  # where the clock counts them


@dataclass(frozen=True, slots=True)
class Term:
    """A condition of a rule: a need, which must hold, or a bar, which must not."""

    condition: Condition
    section: str  # what it rests on
    action: str = ""  # the one action that it is about; "" for all of the rule's
    since: date = date.min
    until: date = date.max

    def about(self, action: str, on: date) -> bool:
        """Return whether it counts for an action on a day."""
        return self.action in ("", action) and self.since <= on <= self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule of law, as restated in a file of ``policy/powers``."""

    id: str
    direction: str
    instrument: str  # a key of ``Powers.instruments``
    section: str  # as it is cited: "31(2)(a)-(c)", "Regulations 3"
    actors: tuple[str, ...]
    places: tuple[str, ...]  # () where no place matters
    phases: tuple[str, ...]
    subjects: tuple[str, ...]
    effect: Effect
    threshold: str
    text: Text
    needs: tuple[Term, ...] = ()
    bars: tuple[Term, ...] = ()
    duties: tuple[Duty, ...] = ()
    unclear: Text | None = None  # where the words of the law leave a doubt: which reading is taken
    since: date
    until: date | None = None  # the last day; where it equals the day before ``since``, never in force
    in_force: bool = True  # False: made, but no day is fixed

    def on(self, day: date) -> bool:
        """Return whether the rule is in force on a day."""
        return self.in_force and self.since <= day and (self.until is None or day <= self.until)

    def misfits(self, question: Question) -> tuple[str, ...]:
        """Return which of actor, place and phase the rule is not about."""
        return tuple(
            name
            for name, own, said in (
                ("actor", self.actors, question.actor),
                ("phase", self.phases, question.phase),
                ("place", self.places, question.place),
            )
            if not _fits(own, said) and not (name == "actor" and "person" in own)  # a person is anyone
        )

    def unmet(self, question: Question, on: date) -> tuple[Missing, ...]:
        """Return the needs that do not hold and the bars that do."""
        situation = question.situation()
        needs = [Missing("need", term, self.id) for term in self.needs if term.about(question.action, on) and not term.condition(situation)]
        bars = [Missing("bar", term, self.id) for term in self.bars if term.about(question.action, on) and term.condition(situation)]
        return (*needs, *bars)

    def applies(self, question: Question, on: date) -> bool:
        """Return whether the rule is in force, is about this actor, place and phase, and all that it asks for is so."""
        return self.direction == question.direction and self.on(on) and not self.misfits(question) and not self.unmet(question, on)


@dataclass(frozen=True, slots=True)
class Missing:
    """What stands between a question and a rule that would permit."""

    kind: Literal["need", "bar"]
    term: Term
    rule: str  # its id


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whether ``actor`` may do ``action`` to ``subject``, at ``place``, in this ``phase``, on these grounds, given these facts."""

    direction: str  # us_in_canada, canada_in_us
    actor: str
    place: str  # "" or "any": does not matter
    phase: str  # as for the place
    action: str
    subject: str = ""
    grounds: frozenset[str] = frozenset()
    facts: Mapping[str, str] = field(default_factory=dict)  # what is not here is not known

    def situation(self) -> Situation:
        """Return what conditions are read on."""
        return Situation(self.grounds, {**self.facts, "actor": self.actor, "phase": self.phase, "subject": self.subject})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Permitted or not, by which section, and why."""

    permitted: bool
    sections: tuple[str, ...] = ()  # what it rests on first; a range is given whole and in its parts
    rules: tuple[Rule, ...] = ()  # that which decided; else those that came nearest
    decided: Literal["forbidden", "permitted", "nearest", "unlisted", "misread"]
    missing: tuple[Missing, ...] = ()  # of the rules that came nearest
    misfits: tuple[str, ...] = ()  # "actor", "phase", "place": what the nearest rules are not about
    misread: tuple[str, ...] = ()  # what could not be understood of the question, in plain English
    cut: str = ""  # the section that cuts powers while a traveller withdraws
    outside: bool = False  # a power of ss. 20 to 26 was tried outside an area (s. 19)

    @property
    def duties(self) -> tuple[Duty, ...]:
        """What must follow, once it is done."""
        return tuple(duty for rule in self.rules for duty in rule.duties) if self.permitted else ()

    @property
    def unclear(self) -> tuple[Text, ...]:
        """Doubts about the words of the law that bear on the answer."""
        return tuple(rule.unclear for rule in self.rules if rule.unclear)


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something that somebody may want to do."""

    name: str
    text: Text
    rules: tuple[str, ...]  # ids of those that can allow or forbid it


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word that a question may hold."""

    name: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that may be known of a case."""

    name: str
    text: Text  # a clause that is true when the fact is: "told of the right to be taken before the senior officer"
    kind: Literal["choice", "number", "date", "text"]
    values: tuple[str, ...] = ()  # of a choice
    same: Mapping[str, str] = field(default_factory=dict)  # other ways of writing a value


@dataclass(frozen=True, slots=True, kw_only=True)
class Powers:
    """The law of preclearance sites, as a node holds it."""

    rules: Mapping[str, Rule]
    actions: Mapping[str, Action]
    words: Mapping[str, Mapping[str, Word]]  # direction, actor, place, phase, subject, ground
    facts: Mapping[str, Fact]
    instruments: Mapping[str, Text]
    read: date  # when the texts of the law were last read
    digest: str  # SHA-256 over names and bytes of all files

    def ruling(self, question: Question, on: date) -> Iterator[Rule]:
        """Give the rules that can allow or forbid an action, of the question's direction, in force on a day."""
        for rule_id in self.actions[question.action].rules:
            rule = self.rules[rule_id]
            if rule.direction == question.direction and rule.on(on):
                yield rule


def may(question: Question, powers: Powers, on: date) -> Answer:
    """Return whether the law permits it on a day, with the sections, the duties that follow, and else what is missing.

    1. What is not understood, and an action that no rule is about, is forbidden.
    2. A rule that forbids decides, where it fits and its needs hold.
    3. Else a rule that gives (permits, exempts, requires) decides, where it fits, all its needs hold and none of its bars.
    4. Else it is forbidden, by what was missing in the rules that came nearest; by s. 19, too, where a power of ss. 20 to 26 was tried
       outside an area.
    5. While a traveller withdraws, s. 31(1) (in Part 2: s. 56) is named as well.

    An unknown fact makes every test of it false but ``!=``: a need that cannot be told forbids, a bar that cannot be told does not.
    """
    question = tidy(question, powers)
    cut = CUTS[question.direction] if question.phase == "withdrawing" and question.direction in CUTS else ""
    if wrong := misread(question, powers):  # 1
        unlisted = question.action not in powers.actions
        return Answer(
            permitted=False, decided="unlisted" if unlisted else "misread", misread=wrong, cut=cut, sections=(cut,) if cut else ()
        )
    rules = tuple(powers.ruling(question, on))
    fitting = [rule for rule in rules if not rule.misfits(question)]
    for rule in fitting:  # 2
        if rule.effect == "forbid" and not rule.unmet(question, on):
            because = (rule.section, *(term.section for term in rule.needs))
            return Answer(permitted=False, decided="forbidden", rules=(rule,), sections=_sections(because, cut), cut=cut)
    for rule in fitting:  # 3
        if rule.effect in GIVES and not rule.unmet(question, on):
            survives = f"{cut} with {first_section(rule.section)}" if cut and "any" in rule.phases else ""  # 5
            because = (rule.section, survives)
            return Answer(permitted=True, decided="permitted", rules=(rule,), sections=_sections(because, cut), cut=cut)
    return _nearest(question, rules, on, cut)  # 4


def tidy(question: Question, powers: Powers) -> Question:
    """Return a question with other ways of writing a fact's value (CAN for CA) brought to the one that the rules use."""
    facts = {name: fact.same.get(value, value) if (fact := powers.facts.get(name)) else value for name, value in question.facts.items()}
    return replace(question, facts=facts)


def _nearest(question: Question, rules: tuple[Rule, ...], on: date, cut: str) -> Answer:
    """Return the answer that forbids by what was missing in the rules that came nearest: those that fit before those that do not."""

    def distance(rule: Rule) -> tuple[int, int]:
        return len(rule.misfits(question)), len(rule.unmet(question, on))

    near = sorted((rule for rule in rules if rule.effect in GIVES), key=distance) or list(rules)
    nearest = tuple(rule for rule in near if distance(rule) == distance(near[0]))
    as_close = [rule for rule in near if distance(rule)[0] == distance(near[0])[0]]  # each of them could have given it
    missing = tuple(one for rule in nearest for one in rule.unmet(question, on))
    misfits = tuple(dict.fromkeys(name for rule in nearest for name in rule.misfits(question)))
    outside = question.actor == "preclearance_officer" and any(_only_in_area(rule, question) for rule in rules)
    because = [section for rule in nearest for section in _lacking(rule, question, on)] + (["19"] if outside else [])
    because += [section for rule in as_close for section in _lacking(rule, question, on)]
    return Answer(
        permitted=False,
        decided="nearest" if nearest else "unlisted",
        rules=nearest,
        missing=missing,
        misfits=misfits,
        sections=_sections(tuple(because), cut),
        cut=cut,
        outside=outside,
    )


def _lacking(rule: Rule, question: Question, on: date) -> list[str]:
    """Return the sections that a rule's answer rests on: those of what is missing first, unless the rule is about others altogether."""
    missing = [one.term.section for one in rule.unmet(question, on)]
    return [rule.section, *missing] if rule.misfits(question) else [*missing, rule.section]


def _only_in_area(rule: Rule, question: Question) -> bool:
    """Return whether a rule gives preclearance officers a power of ss. 20 to 26, and not at this place."""
    sections = (first_section(section) for section in cited(rule.section))
    return (
        rule.effect in GIVES
        and "preclearance_officer" in rule.actors
        and "place" in rule.misfits(question)
        and any(section.isdigit() and int(section) in ONLY_IN_AREA for section in sections)
    )


def _fits(own: tuple[str, ...], said: str) -> bool:
    return not own or "any" in own or said in ("", "any") or said in own


def _sections(because: tuple[str, ...], cut: str) -> tuple[str, ...]:
    """Return what an answer rests on, each section once: as it is cited, then in its parts."""
    named = [section for section in (*because, cut) if section]
    return tuple(dict.fromkeys((*named, *(part for section in named for part in cited(section)))))
