"""The rules of a node: read from TOML files strictly, checked whole, never half loaded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import msgspec

from preclear.errors import SourceError
from preclear.rules import named
from preclear.rules.cases import merged, scope_of
from preclear.rules.cel import BOOL, Declared, Misread, Typed, check, compile_tree, parse, type_of
from preclear.rules.cel.sieve import Sieve, sieve
from preclear.rules.cel.straight import evaluator
from preclear.rules.cel.syntax import Binary, Expression, Name
from preclear.rules.coverage import coverage
from preclear.rules.facts import BY_CARRIER, FACTS
from preclear.rules.held import REGISTERS, Register
from preclear.rules.named import Lists, NamedList, Words
from preclear.rules.rule import PLACEHOLDER, Argued, Case, Covers, Kind, Language, Rule, Text, Then, Untold, Version, fill
from preclear.rules.traits import MADE_OF

_State = Annotated[str, msgspec.Meta(pattern="^[A-Z]{3}$")]


class _Covers(msgspec.Struct, forbid_unknown_fields=True):
    modes: tuple[Literal["air", "rail", "marine", "road"], ...] = ()
    to: tuple[_State, ...] = ()
    origins: tuple[_State, ...] = msgspec.field(default=(), name="from")
    places: tuple[str, ...] = ()
    roles: tuple[Literal["passenger", "crew", "transit"], ...] = ()
    references_only: bool = True


class _Argued(msgspec.Struct, forbid_unknown_fields=True):
    mutant: str
    why: str


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """The keys of a rule file. A key that is not here is refused: a typo must not weaken a rule."""

    kind: Kind
    title: Words
    reason: Words
    source: str
    owner: str
    when: str
    then: Then
    versions: list[dict[str, Any]]
    cases: list[dict[str, Any]]
    note: str = ""
    severity: int | None = None
    seen: date | None = None
    unknown: Untold = "note"
    mandatory: bool = False
    covers: _Covers = msgspec.field(default_factory=_Covers)
    given: dict[str, Any] = msgspec.field(default_factory=dict)
    equivalent: tuple[_Argued, ...] = ()
    share: float | None = None


@dataclass(frozen=True)
class RuleSet:
    """All rules of a node."""

    rules: tuple[Rule, ...]  # by id
    digest: str  # SHA-256 over names and bytes of all files: what an outcome names as the rules it rests on
    throttled: frozenset[str] = frozenset()  # ids of rules that have no effect just now, since they fire for more people than was foreseen
    versions: Mapping[str, int] = field(default_factory=dict)  # where a node keeps them: number of the version, by id
    lists: Lists = field(default_factory=dict)  # the named lists that the rules name
    _sieves: dict[tuple[int, ...], Sieve] = field(default_factory=dict, compare=False, repr=False)  # by the versions in force

    def in_force(self, on: date) -> tuple[tuple[Rule, Version], ...]:
        """Return the rules in force on a day, each with its version of that day."""
        return tuple((rule, version) for rule in self.rules if (version := rule.on(on)))

    def sieve(self, on: date) -> Sieve:
        """Return what tells, by their places in ``in_force``, which rules are true for somebody and which must be evaluated."""
        versions = tuple(id(version) for _, version in self.in_force(on))
        if versions not in self._sieves:
            self._sieves[versions] = sieve([version.condition for _, version in self.in_force(on)])
        return self._sieves[versions]

    def rule(self, rule_id: str) -> Rule | None:
        """Return one rule; None where there is none."""
        return self._by_id.get(rule_id)

    def text(self, rule_id: str, language: Language, facts: Mapping[str, str] | None = None) -> tuple[str, str] | None:
        """Return title and reason of a rule, filled from the facts of a ``Reason``; None where there is no such rule."""
        rule = self.rule(rule_id)
        return (rule.title[language], fill(rule.reason[language], facts or {})) if rule else None

    @cached_property
    def registers(self) -> tuple[Register, ...]:
        """The registers of others that the rules read: no other need be asked."""
        asked = {register for rule in self.rules for register in registers_of(rule)}
        return tuple(register for register in REGISTERS if register in asked)

    @cached_property
    def _by_id(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}


def registers_of(rule: Rule) -> tuple[Register, ...]:
    """Return the registers of others that a rule reads, in any of its versions."""
    read = {part.needs for version in rule.versions if version for part in version.condition.walk()}
    return tuple(register for register in REGISTERS if f"held.{register}" in read)


def load(folder: Path | None = None) -> RuleSet:
    """Return the rules of a folder; of those that travel with the program where none is given.

    Raises ``SourceError`` naming file, line and column for the first thing that is wrong; nothing is loaded then.
    """
    return of_files(contents(folder), lists=named.load(folder))


def contents(folder: Path | None = None) -> dict[str, bytes]:
    """Return the bytes of each rule of a folder by its id, in order; of those that travel with the program where none is given.

    Raises ``SourceError`` where there is no such folder, or no rule in it.
    """
    source: Traversable = folder or files("preclear") / "policy" / "rules"
    if not source.is_dir():
        raise SourceError(f"{folder}: there is no such folder of rules")
    found = sorted((file for file in source.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    if not found:
        raise SourceError(f"{folder}: there is no rule (*.toml) in it")
    return {file.name.removesuffix(".toml"): file.read_bytes() for file in found}


def whole(folder: Path | None = None) -> dict[str, bytes]:
    """Return the bytes of each rule of a folder by its id, and those of each list as ``lists/NAME``. Raises ``SourceError``."""
    return contents(folder) | {f"{named.FOLDER}/{name}": one.content for name, one in named.load(folder).items()}


def of_whole(found: Mapping[str, bytes], *, throttled: frozenset[str] = frozenset(), versions: Mapping[str, int] | None = None) -> RuleSet:
    """Return the rules of some files, given with the lists that they may name, as ``whole`` gives them. Raises ``SourceError``."""
    beside = f"{named.FOLDER}/"
    lists = {
        name.removeprefix(beside): named.read(found[name], f"{name.removeprefix(beside)}.toml") for name in found if name.startswith(beside)
    }
    rules = {name: content for name, content in found.items() if not name.startswith(beside)}
    return of_files(rules, lists=lists, throttled=throttled, versions=versions)


def of_files(
    found: Mapping[str, bytes],
    *,
    lists: Lists | None = None,
    throttled: frozenset[str] = frozenset(),
    versions: Mapping[str, int] | None = None,
) -> RuleSet:
    """Return the rules of some files, given as their bytes by id. ``lists``: those that they may name; by default the program's.

    Raises ``SourceError`` naming file, line and column for the first thing that is wrong.
    """
    known = named.load() if lists is None else lists
    rules, digest, used = [], sha256(), set()
    for rule_id, content in sorted(found.items()):
        digest.update(f"{rule_id}.toml {len(content)}\n".encode() + content)
        reader = _reader(content, f"{rule_id}.toml", known)
        rules.append(reader.rule())
        used |= reader.used
    for name in sorted(used):
        digest.update(f"{named.FOLDER}/{name}.toml {known[name].digest}\n".encode())
    return RuleSet(tuple(rules), digest.hexdigest(), throttled, versions or {}, {name: known[name] for name in sorted(used)})


def read(content: bytes, file: str, lists: Lists | None = None) -> Rule:
    """Return the rule of one file. ``lists``: those that it may name; by default the program's.

    Raises ``SourceError`` naming file, line and column.
    """
    return _reader(content, file, named.load() if lists is None else lists).rule()


def _reader(content: bytes, file: str, lists: Lists) -> _Reader:
    try:
        text = content.decode("utf-8-sig")  # some editors put a mark before the first letter
        stated = msgspec.convert(tomllib.loads(text), _File)
    except (ValueError, msgspec.ValidationError) as wrong:
        raise SourceError(f"{file}: {wrong}") from wrong
    return _Reader(file, text, stated, lists)


class _Reader:
    """Turns one file into its rule, and knows where in the file it stands."""

    def __init__(self, file: str, text: str, stated: _File, lists: Lists) -> None:
        self.file = file
        self.text = text
        self.stated = stated
        self.lists = lists
        self.used: set[str] = set()  # names of the lists that the rule names

    def rule(self) -> Rule:
        # 1 what stands alone; 2 the texts say something; 3 outcome and severity fit; 4 versions in order; 5 cases for and against
        # 6 who is asked when it cannot be told can tell
        stated = self.stated
        for key in ("source", "owner", "when"):
            if not getattr(stated, key).strip():
                self.fail(f"{key} is empty", key)
        for key, words in (("title", stated.title), ("reason", stated.reason)):
            if not (words.en.strip() and words.fr.strip()):
                self.fail(f"{key} is wanted in English and in French", key)
        if (stated.then == "refer") != (stated.severity in (1, 2, 3)) or (stated.then != "refer" and stated.severity is not None):
            self.fail("a rule that refers has a severity, 1 (gravest) to 3; no other rule has one", "then")
        if stated.share is not None and not 0 < stated.share <= 1:
            self.fail("a share lies above 0 and is 1 at most: 0.02 is two people of a hundred", "share")
        since, versions = self.versions()
        cases = tuple(map(self.case, stated.cases))
        if not {True, False} <= {case.fires for case in cases}:
            self.fail("a rule needs at least one case on which it fires and one on which it does not", "cases")
        if stated.unknown == "incomplete" and not any(self.by_carrier(version) for version in versions if version):
            self.fail("the condition reads nothing that a carrier could supply, so the carrier cannot be asked for it", "unknown")
        return Rule(
            id=self.file.removesuffix(".toml"),
            kind=stated.kind,
            title=Text(stated.title.en, stated.title.fr),
            reason=Text(stated.reason.en, stated.reason.fr),
            source=stated.source,
            note=stated.note,
            owner=stated.owner,
            when=stated.when,
            then=stated.then,
            severity=stated.severity,
            unknown=stated.unknown,
            mandatory=stated.mandatory,
            covers=self.covers,
            digest=self.digest(),
            seen=stated.seen,
            equivalent=tuple(Argued(one.mutant, one.why) for one in stated.equivalent),
            share=stated.share,
            versions=versions,
            since=since,
            cases=cases,
        )

    @property
    def covers(self) -> Covers:
        said = self.stated.covers
        return Covers(**{name: getattr(said, name) for name in said.__struct_fields__})

    def digest(self) -> str:
        """Return what names this text of the rule, with the lists that it names."""
        lists = "".join(f"\n{name} {self.lists[name].digest}" for name in sorted(self.used))
        return sha256(self.text.encode() + lists.encode()).hexdigest()

    def versions(self) -> tuple[tuple[date, ...], tuple[Version | None, ...]]:
        """Read the versions in the order of their days; all that are not repealed have the same parameters.

        A version begins anew on each day on which a list that it names changes: its day as stated stays the same.
        """
        since: list[date] = []
        versions: list[Version | None] = []
        shape = None
        days = [_day(stated.get("from")) for stated in self.stated.versions]
        tree = self.tree()
        for day, until, stated in zip(days, [*days[1:], None], self.stated.versions, strict=True):
            parameters = {name: value for name, value in stated.items() if name != "from"}
            if day is None or (since and day <= since[-1]) or (until and until <= day):
                self.fail("each version has a day (from = 2026-05-01), later than the one before", "versions")
            if parameters == {"repealed": True}:
                since.append(day)
                versions.append(None)
                continue
            types = {name: type_of(value) for name, value in parameters.items()}
            if None in types.values():
                self.fail("a parameter is text, a number, true or false, a date, or a list of one of them", "versions")
            if shape not in (None, types):
                self.fail("all versions have the same parameters, of the same types", "versions")
            shape = types
            lists = self.named(tree, parameters)
            for begins in sorted({day}.union(*(one.changes(day, until or date.max) for one in lists))):
                since.append(begins)
                versions.append(self.version(day, tree, parameters, lists, begins))
        if not any(versions):
            self.fail("a rule needs a version that is not repealed", "versions")
        return tuple(since), tuple(versions)

    def tree(self) -> Expression:
        """Return the condition as it was written."""
        try:
            return parse(self.stated.when)
        except Misread as wrong:
            self.fail(str(wrong), "when", self.stated.when, wrong.at)

    def named(self, tree: Expression, parameters: Mapping[str, object]) -> list[named.NamedList]:
        """Return the lists that a condition or its reason names."""
        if hidden := self.lists.keys() & {fact.name for fact in FACTS.facts}:
            self.fail(f"a list has the name of a fact: {min(hidden)}", "when")
        said = f"{self.stated.when}\n{self.stated.reason.en}"
        names = {name for name in self.lists if name not in parameters and re.search(rf"\b{name}\b", said)}
        self.used |= names & {node.name for node in _nodes(tree) if isinstance(node, Name)}
        return [self.lists[name] for name in sorted(names & self.used)]

    def version(self, since: date, tree: Expression, parameters: Mapping[str, object], lists: Sequence[NamedList], begins: date) -> Version:
        """Return a version as it is from a day on: the lists that it names have the members of that day."""
        marks = {one.name: MADE_OF[one.made_of].reserved for one in lists}
        declared = Declared(
            FACTS,
            self.stated.kind,
            {**{one.name: one.on(begins) for one in lists}, **parameters},
            {name: reserved for name, reserved in marks.items() if reserved},
        )
        own = self.typed(self.stated.when, "when", declared)
        if own.type != BOOL:
            self.fail(f"the condition gives {own.type}, not true or false", "when")
        reads = {part.node.name for part in own.walk() if isinstance(part.node, Name)}
        if unused := parameters.keys() - reads - set(PLACEHOLDER.findall(self.stated.reason.en)) - {"chance"}:
            self.fail(f"the condition never uses the parameter {min(unused)}", "versions")
        shown = {
            found: compile_tree(self.typed(found, "reason", declared))
            for words in (self.stated.reason.en, self.stated.reason.fr)
            for found in PLACEHOLDER.findall(words)
        }
        covered = coverage(self.covers)
        condition = check(Binary("&&", covered, tree), declared) if covered else own
        return Version(
            since=since,
            parameters=declared.parameters,
            condition=condition,
            fires=evaluator(condition),
            shown=shown,
            chance=self.chance(parameters),
        )

    def chance(self, parameters: Mapping[str, object]) -> float | None:
        chance = parameters.get("chance")
        if chance is None:
            return None
        if not isinstance(chance, float) or not 0 < chance <= 1 or self.stated.then == "incomplete":
            self.fail("a chance lies above 0 and is 1.0 at most, and the carrier has nothing to mend about it", "versions")
        return chance

    @staticmethod
    def by_carrier(version: Version) -> bool:
        """Return whether the condition reads anything that a carrier supplies."""
        return any(part.needs.partition(".")[0] in BY_CARRIER for part in version.condition.walk())

    def typed(self, expression: str, key: str, declared: Declared) -> Typed:
        try:
            return check(parse(expression), declared)
        except Misread as wrong:
            self.fail(str(wrong), key, expression, wrong.at)

    def case(self, stated: dict[str, Any]) -> Case:
        name, on, fires = stated.get("name"), _day(stated.get("on")), stated.get("fires")
        if not isinstance(name, str) or on is None or not (isinstance(fires, bool) or fires == "cannot tell"):
            self.fail('a case has a name, a day (on) and whether it fires: true, false or "cannot tell"', "cases")
        facts = {key: value for key, value in stated.items() if key not in ("name", "on", "fires", "lacks")}
        try:
            scope = scope_of({"arrival": on, **merged(self.stated.given, facts, stated.get("lacks", []))})
        except ValueError as wrong:
            self.fail(f"case {name!r}: {wrong}", "cases")
        return Case(name=name, on=on, facts=scope, fires=fires if isinstance(fires, bool) else None)

    def fail(self, sentence: str, key: str, expression: str = "", at: int = 0) -> NoReturn:
        """Raise ``SourceError`` for a place in the file: a character of an expression, or the key that holds it."""
        begins = re.search(rf"^{key}\b", self.text, re.MULTILINE)
        start = begins.start() if begins else 0
        found = self.text.find(expression, start) if expression else -1
        place = found + at if found >= 0 else start
        line = self.text.count("\n", 0, place) + 1
        column = place - (self.text.rfind("\n", 0, place) + 1) + 1
        raise SourceError(f"{self.file}, line {line}, column {column}: {sentence}")


def _day(value: object) -> date | None:
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def _nodes(tree: Expression) -> Iterator[Expression]:
    """Give a tree and all below it."""
    yield tree
    for part in fields(tree):
        value = getattr(tree, part.name)
        for one in value if isinstance(value, tuple) else (value,):
            if is_dataclass(one):
                yield from _nodes(one)  # type: ignore[arg-type]  # every part of a tree that is a dataclass is a tree
