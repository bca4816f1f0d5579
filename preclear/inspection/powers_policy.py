"""The law of preclearance sites as files: read strictly, checked whole, never half loaded; and run against its own cases.

A folder holds ``words.toml`` (what a question may say), ``actions.toml`` (which rules are about what) and files of rules, each a
part of an instrument. What each key means is said in ``docs/powers.md``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal, NoReturn, TypeVar

import msgspec

from preclear.errors import SourceError
from preclear.inspection.powers import GIVES, Action, Answer, Duty, Effect, Fact, Powers, Question, Rule, Term, Text, Word, may
from preclear.inspection.powers_conditions import ASKED, Condition, cited, parse

KINDS = ("direction", "actor", "place", "phase", "subject", "ground")
THRESHOLDS = frozenset(
    {"", "none", "reasonable_grounds_to_suspect", "reasonable_grounds_to_believe", "reasonable_grounds", "opinion", "suspects"}
)
_Read = TypeVar("_Read")


class _Text(msgspec.Struct, forbid_unknown_fields=True):
    en: str
    fr: str


class _Fact(msgspec.Struct, forbid_unknown_fields=True):
    en: str
    fr: str
    kind: Literal["choice", "number", "date", "text"] = "choice"
    values: tuple[str, ...] = ()
    same: dict[str, str] = msgspec.field(default_factory=dict)


class _Words(msgspec.Struct, forbid_unknown_fields=True):
    source: str
    read: date
    instrument: dict[str, _Text]
    direction: dict[str, _Text]
    actor: dict[str, _Text]
    place: dict[str, _Text]
    phase: dict[str, _Text]
    subject: dict[str, _Text]
    ground: dict[str, _Text]
    fact: dict[str, _Fact]


class _Action(msgspec.Struct, forbid_unknown_fields=True):
    en: str
    fr: str
    rules: tuple[str, ...]


class _Term(msgspec.Struct, forbid_unknown_fields=True):
    test: str
    section: str
    action: str = ""
    since: date = date.min
    until: date = date.max


class _Duty(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    en: str
    fr: str
    section: str
    clock: Literal["at_once", "as_soon_as_feasible", "days", ""] = ""
    days: int | None = None


class _Given(msgspec.Struct, forbid_unknown_fields=True):
    actor: str = ""
    place: str = ""
    phase: str = ""
    subject: str = ""
    action: str = ""
    grounds: tuple[str, ...] = ()
    facts: dict[str, str] = msgspec.field(default_factory=dict)


class _Case(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    name: str
    applies: bool
    actor: str | None = None  # these, where they differ from what is given
    place: str | None = None
    phase: str | None = None
    subject: str | None = None
    action: str | None = None
    grounds: tuple[str, ...] | None = None
    facts: dict[str, str] = msgspec.field(default_factory=dict)  # beside those that are given
    lacks: tuple[str, ...] = ()  # facts that are given, but not known in this case
    on: date | None = None
    answer: Literal["permitted", "forbidden"] | None = None  # where another rule decides
    section: str = ""  # that the answer must name


class _Rule(msgspec.Struct, forbid_unknown_fields=True):
    section: str
    effect: Effect
    en: str
    fr: str
    cases: tuple[_Case, ...]
    given: _Given = msgspec.field(default_factory=_Given)
    instrument: str = ""
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    threshold: str = ""
    needs: tuple[_Term, ...] = ()
    bars: tuple[_Term, ...] = ()
    duties: tuple[_Duty, ...] = ()
    unclear: _Text | None = None
    since: date | None = None
    until: date | None = None
    in_force: bool = True


class _File(msgspec.Struct, forbid_unknown_fields=True):
    title: _Text
    instrument: str
    direction: str
    since: date
    rules: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case of a rule's own."""

    rule: str
    name: str
    question: Question
    on: date
    applies: bool  # whether the rule holds in this case
    permitted: bool | None  # what the whole law answers; None: nothing is asked
    section: str  # that the answer must name; "" for any


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What became of a case."""

    case: Case
    applies: bool
    answer: Answer | None

    @property
    def passed(self) -> bool:
        """Return whether it gave what its author expects."""
        case, answer = self.case, self.answer
        if self.applies != case.applies:
            return False
        if case.permitted is None or answer is None:
            return case.permitted is None
        return answer.permitted == case.permitted and (not case.section or case.section in answer.sections)


@dataclass(frozen=True, slots=True)
class Law:
    """What a folder holds: the powers, and the cases of each rule."""

    powers: Powers
    cases: tuple[Case, ...]


def load(folder: Path | None = None) -> Powers:
    """Return the law of a folder; that which travels with the program where none is given.

    Raises ``SourceError`` naming file and line for the first thing that is wrong; nothing is loaded then.
    """
    return (read(contents(folder)) if folder else _packaged()).powers


@cache
def _packaged() -> Law:
    return read(contents())


def contents(folder: Path | None = None) -> dict[str, bytes]:
    """Return the bytes of each file of a folder by its name. Raises ``SourceError`` where there is no such folder."""
    source: Traversable = folder or files("preclear") / "policy" / "powers"
    if not source.is_dir():
        raise SourceError(f"{folder}: there is no such folder of powers")
    return {file.name: file.read_bytes() for file in sorted(source.iterdir(), key=lambda one: one.name) if file.name.endswith(".toml")}


def law(folder: Path | None = None) -> Law:
    """Return the law of a folder with its rules' own cases. Raises ``SourceError``."""
    return read(contents(folder)) if folder else _packaged()


def check(found: Law) -> Iterator[Checked]:
    """Run every rule's own cases."""
    for case in found.cases:
        answer = may(case.question, found.powers, case.on) if case.permitted is not None else None
        yield Checked(case=case, applies=found.powers.rules[case.rule].applies(case.question, case.on), answer=answer)


def read(found: Mapping[str, bytes]) -> Law:
    """Return the law of some files, given as their bytes by name. Raises ``SourceError`` naming file and line."""
    # 1 words and actions; 2 the rules of each file; 3 every action's rules exist; 4 every rule has a case for and one against
    for wanted in ("words.toml", "actions.toml"):
        if wanted not in found:
            raise SourceError(f"{wanted}: this file is missing")
    words = _Source("words.toml", found["words.toml"])
    said = words.convert(words.table, _Words)
    facts = {name: _fact(words, name, fact) for name, fact in said.fact.items()}
    known = {kind: {name: Word(name=name, text=_text(text)) for name, text in getattr(said, kind).items()} for kind in KINDS}
    reader = _Reader(known, facts, frozenset(said.instrument), said.read)
    for name, content in sorted(found.items()):  # 2
        if name not in ("words.toml", "actions.toml"):
            reader.file(_Source(name, content))
    source = _Source("actions.toml", found["actions.toml"])
    actions = {}
    for name, table in source.table.items():  # 3
        stated = source.convert(table, _Action, name)
        for rule_id in stated.rules:
            if rule_id not in reader.rules:
                source.fail(f"{name}: there is no rule {rule_id}", name, rule_id)
        actions[name] = Action(name=name, text=Text(stated.en, stated.fr), rules=stated.rules)
    reader.finish(actions)  # 4
    digest = sha256(b"".join(f"{name} {len(found[name])}\n".encode() + found[name] for name in sorted(found))).hexdigest()
    powers = Powers(
        rules=reader.rules,
        actions=actions,
        words=known,
        facts=facts,
        instruments={name: _text(text) for name, text in said.instrument.items()},
        read=said.read,
        digest=digest,
    )
    return Law(powers, tuple(reader.cases))


class _Source:
    """One file, and where in it things stand."""

    def __init__(self, file: str, content: bytes) -> None:
        self.file = file
        try:
            self.text = content.decode("utf-8-sig")
            self.table = tomllib.loads(self.text)
        except ValueError as wrong:
            raise SourceError(f"{file}: {wrong}") from wrong

    def convert(self, table: object, into: Callable[..., _Read], *near: str) -> _Read:
        try:
            return msgspec.convert(table, into)  # type: ignore[no-any-return]  # a class is what it takes
        except msgspec.ValidationError as wrong:
            self.fail(": ".join((*near, str(wrong))), *near)

    def fail(self, sentence: str, *near: str) -> NoReturn:
        """Raise the fault, with the line on which the last of these words stands, each sought behind the one before."""
        at = 0
        for word in near:
            found = self.text.find(word, at)
            at = found if found >= 0 else at
        raise SourceError(f"{self.file}, line {self.text.count(chr(10), 0, at) + 1}: {sentence}")


class _Reader:
    """Turns files of rules into rules and their cases."""

    def __init__(self, words: Mapping[str, Mapping[str, Word]], facts: Mapping[str, Fact], instruments: frozenset[str], read: date) -> None:
        self.words = words
        self.facts = facts
        self.instruments = instruments
        self.read = read
        self.rules: dict[str, Rule] = {}
        self.cases: list[Case] = []
        self.sources: dict[str, _Source] = {}
        self._for_actions: list[tuple[_Source, str, str]] = []

    def file(self, source: _Source) -> None:
        said = source.convert(source.table, _File)
        for name, known in (("direction", self.words["direction"]), ("instrument", self.instruments)):
            if getattr(said, name) not in known:
                source.fail(f"the {name} {getattr(said, name)!r} is not in words.toml", name)
        for rule_id, table in said.rules.items():
            if rule_id in self.rules:
                source.fail(f"{rule_id} stands in {self.sources[rule_id].file} already", f"[rules.{rule_id}]")
            self.sources[rule_id] = source
            self.rules[rule_id] = self.rule(source, said, rule_id, source.convert(table, _Rule, f"[rules.{rule_id}]"))

    def rule(self, source: _Source, file: _File, rule_id: str, said: _Rule) -> Rule:
        head = f"[rules.{rule_id}]"
        for kind, names in (("actor", said.actors), ("place", said.places), ("phase", said.phases), ("subject", said.subjects)):
            for name in names:
                if name not in self.words[kind]:
                    source.fail(f"{rule_id}: the {kind} {name!r} is not in words.toml", head, f'"{name}"')
        if said.threshold not in THRESHOLDS:
            source.fail(f"{rule_id}: the threshold {said.threshold!r} is none of {', '.join(sorted(THRESHOLDS - {''}))}", head, "threshold")
        if said.instrument and said.instrument not in self.instruments:
            source.fail(f"{rule_id}: the instrument {said.instrument!r} is not in words.toml", head, "instrument")
        if not (said.en.strip() and said.fr.strip() and said.section.strip()):
            source.fail(f"{rule_id}: a rule has a section, and says what it is in English and in French", head)
        rule = Rule(
            id=rule_id,
            direction=file.direction,
            instrument=said.instrument or file.instrument,
            section=said.section,
            actors=said.actors,
            places=said.places,
            phases=said.phases,
            subjects=said.subjects,
            effect=said.effect,
            threshold=said.threshold,
            text=Text(said.en, said.fr),
            needs=tuple(self.term(source, head, term) for term in said.needs),
            bars=tuple(self.term(source, head, term) for term in said.bars),
            duties=tuple(Duty(one.code, Text(one.en, one.fr), one.section, one.clock, one.days) for one in said.duties),
            unclear=_text(said.unclear) if said.unclear else None,
            since=said.since or file.since,
            until=said.until,
            in_force=said.in_force,
        )
        self.cases += [self.case(source, head, rule, said.given, case) for case in said.cases]
        if {case.applies for case in said.cases} != ({True, False} if rule.in_force else {False}):
            wanted = (
                "at least one case in which it holds and one in which it does not"
                if rule.in_force
                else "only cases in which it does not hold"
            )
            source.fail(f"{rule_id}: a rule {'in force' if rule.in_force else 'that is not in force'} has {wanted}", head)
        return rule

    def term(self, source: _Source, head: str, said: _Term) -> Term:
        try:
            condition = parse(said.test, frozenset(self.facts))
            self.known(condition)
            cited(said.section)
        except ValueError as wrong:
            source.fail(f"{head[7:-1]}: {wrong}", head, said.test)
        if said.action:
            self._for_actions.append((source, head, said.action))
        return Term(condition, said.section, said.action, said.since, said.until)

    def known(self, condition: Condition) -> None:
        """Raise ``ValueError`` where a test can never be what it seems: a fact or a value that does not exist."""
        for test in condition.tests():
            if test.sign == "ground":
                if test.name not in self.words["ground"]:
                    raise ValueError(f"the ground {test.name!r} is not in words.toml")
            elif test.name in ASKED:
                if test.value not in self.words[test.name]:
                    raise ValueError(f"{test.name} is never {test.value!r}")
            elif test.name not in self.facts:
                raise ValueError(f"the fact {test.name!r} is not in words.toml")
            else:
                self._fits(self.facts[test.name], test.sign, test.value, other=test.other)

    def _fits(self, fact: Fact, sign: str, value: str, *, other: bool) -> None:
        if other and self.facts[value].kind != fact.kind:
            raise ValueError(f"{fact.name} and {value} cannot be compared")
        if fact.kind == "choice" and not other and value not in (*fact.values, "*"):
            raise ValueError(f"{fact.name} is never {value!r}")
        if fact.kind == "number" and not other and not value.isdigit():
            raise ValueError(f"{fact.name} is a number, not {value!r}")
        if sign not in ("=", "!=") and fact.kind not in ("number", "date"):
            raise ValueError(f"{fact.name} is neither a number nor a day: it is equal or not")

    def case(self, source: _Source, head: str, rule: Rule, given: _Given, said: _Case) -> Case:
        if strange := [name for name in (*said.lacks, *said.facts) if name not in self.facts]:
            source.fail(f"{rule.id}: {said.name}: the fact {strange[0]!r} is not in words.toml", head, said.name)
        names = ("actor", "place", "phase", "action", "subject", "grounds")
        stated = {name: getattr(given if getattr(said, name) is None else said, name) for name in names}
        facts = {name: value for name, value in {**given.facts, **said.facts}.items() if name not in said.lacks}
        action = stated["action"]
        if action:
            self._for_actions.append((source, head, action))
        elif said.answer or said.section:
            source.fail(f"{rule.id}: {said.name}: an answer is wanted, but no action is asked", head, said.name)
        gives = rule.effect in GIVES and said.applies
        return Case(
            rule=rule.id,
            name=said.name,
            question=Question(direction=rule.direction, facts=facts, **{**stated, "grounds": frozenset(stated["grounds"])}),
            on=said.on or self.read,
            applies=said.applies,
            permitted=None if not action else said.answer == "permitted" if said.answer else gives,
            section=said.section,
        )

    def finish(self, actions: Mapping[str, Action]) -> None:
        """Raise ``SourceError`` where a rule or a case names an action that there is not."""
        for source, head, action in self._for_actions:
            if action not in actions:
                source.fail(f"{head[7:-1]}: the action {action!r} is not in actions.toml", head, action)


def _text(said: _Text) -> Text:
    return Text(said.en, said.fr)


def _fact(source: _Source, name: str, said: _Fact) -> Fact:
    values = said.values or (("yes", "no") if said.kind == "choice" else ())
    if said.kind != "choice" and said.values:
        source.fail(f"{name}: only a choice has values", "[fact", name)
    return Fact(name=name, text=Text(said.en, said.fr), kind=said.kind, values=values, same=said.same)
