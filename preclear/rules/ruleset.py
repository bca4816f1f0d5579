"""The rules of a node: read from TOML files strictly, checked whole, never half loaded."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from preclear.errors import SourceError
from preclear.rules.cases import scope_of
from preclear.rules.cel import BOOL, Declared, Misread, Typed, check, compile_tree, parse, type_of
from preclear.rules.facts import FACTS
from preclear.rules.rule import PLACEHOLDER, Case, Kind, Language, Rule, Text, Then, Version, fill


class _Words(msgspec.Struct, forbid_unknown_fields=True):
    en: str
    fr: str


class _File(msgspec.Struct, forbid_unknown_fields=True):
    """The keys of a rule file. A key that is not here is refused: a typo must not weaken a rule."""

    kind: Kind
    title: _Words
    reason: _Words
    source: str
    owner: str
    when: str
    then: Then
    versions: list[dict[str, Any]]
    cases: list[dict[str, Any]]
    note: str = ""
    severity: int | None = None
    unknown: Then = "note"
    share: float | None = None


@dataclass(frozen=True)
class RuleSet:
    """All rules of a node."""

    rules: tuple[Rule, ...]  # by id
    digest: str  # SHA-256 over names and bytes of all files: what an outcome names as the rules it rests on
    throttled: frozenset[str] = frozenset()  # ids of rules that have no effect just now, since they fire for more people than was foreseen
    versions: Mapping[str, int] = field(default_factory=dict)  # where a node keeps them: number of the version, by id

    def in_force(self, on: date) -> tuple[tuple[Rule, Version], ...]:
        """Return the rules in force on a day, each with its version of that day."""
        return tuple((rule, version) for rule in self.rules if (version := rule.on(on)))

    def rule(self, rule_id: str) -> Rule | None:
        """Return one rule; None where there is none."""
        return self._by_id.get(rule_id)

    def text(self, rule_id: str, language: Language, facts: Mapping[str, str] | None = None) -> tuple[str, str] | None:
        """Return title and reason of a rule, filled from the facts of a ``Reason``; None where there is no such rule."""
        rule = self.rule(rule_id)
        return (rule.title[language], fill(rule.reason[language], facts or {})) if rule else None

    @cached_property
    def _by_id(self) -> dict[str, Rule]:
        return {rule.id: rule for rule in self.rules}


def load(folder: Path | None = None) -> RuleSet:
    """Return the rules of a folder; of those that travel with the program where none is given.

    Raises ``SourceError`` naming file, line and column for the first thing that is wrong; nothing is loaded then.
    """
    return of_files(contents(folder))


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


def of_files(found: Mapping[str, bytes], *, throttled: frozenset[str] = frozenset(), versions: Mapping[str, int] | None = None) -> RuleSet:
    """Return the rules of some files, given as their bytes by id.

    Raises ``SourceError`` naming file, line and column for the first thing that is wrong.
    """
    rules, digest = [], sha256()
    for rule_id, content in sorted(found.items()):
        digest.update(f"{rule_id}.toml {len(content)}\n".encode() + content)
        rules.append(read(content, f"{rule_id}.toml"))
    return RuleSet(tuple(rules), digest.hexdigest(), throttled, versions or {})


def read(content: bytes, file: str) -> Rule:
    """Return the rule of one file.

    Raises ``SourceError`` naming file, line and column.
    """
    try:
        text = content.decode()
        stated = msgspec.convert(tomllib.loads(text), _File)
    except (ValueError, msgspec.ValidationError) as wrong:
        raise SourceError(f"{file}: {wrong}") from wrong
    return _Reader(file, text, stated).rule()


class _Reader:
    """Turns one file into its rule, and knows where in the file it stands."""

    def __init__(self, file: str, text: str, stated: _File) -> None:
        self.file = file
        self.text = text
        self.stated = stated

    def rule(self) -> Rule:
        # 1 what stands alone; 2 the texts say something; 3 outcome and severity fit; 4 versions in order; 5 cases for and against
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
            share=stated.share,
            versions=versions,
            since=since,
            cases=cases,
        )

    def versions(self) -> tuple[tuple[date, ...], tuple[Version | None, ...]]:
        """Read the versions in the order of their days; all that are not repealed have the same parameters."""
        since: list[date] = []
        versions: list[Version | None] = []
        shape = None
        for stated in self.stated.versions:
            parameters = {name: value for name, value in stated.items() if name != "from"}
            day = _day(stated.get("from"))
            if day is None or (since and day <= since[-1]):
                self.fail("each version has a day (from = 2026-05-01), later than the one before", "versions")
            since.append(day)
            if parameters == {"repealed": True}:
                versions.append(None)
                continue
            types = {name: type_of(value) for name, value in parameters.items()}
            if None in types.values():
                self.fail("a parameter is text, a number, true or false, a date, or a list of one of them", "versions")
            if shape not in (None, types):
                self.fail("all versions have the same parameters, of the same types", "versions")
            shape = types
            versions.append(self.version(day, parameters))
        if not any(versions):
            self.fail("a rule needs a version that is not repealed", "versions")
        return tuple(since), tuple(versions)

    def version(self, since: date, parameters: Mapping[str, object]) -> Version:
        declared = Declared(FACTS, self.stated.kind, parameters)
        condition = self.typed(self.stated.when, "when", declared)
        if condition.type != BOOL:
            self.fail(f"the condition gives {condition.type}, not true or false", "when")
        reads = {part.node.name for part in condition.walk() if hasattr(part.node, "name")}
        if unused := parameters.keys() - reads - set(PLACEHOLDER.findall(self.stated.reason.en)):
            self.fail(f"the condition never uses the parameter {min(unused)}", "versions")
        shown = {
            found: compile_tree(self.typed(found, "reason", declared))
            for words in (self.stated.reason.en, self.stated.reason.fr)
            for found in PLACEHOLDER.findall(words)
        }
        return Version(since=since, parameters=parameters, condition=condition, fires=compile_tree(condition), shown=shown)

    def typed(self, expression: str, key: str, declared: Declared) -> Typed:
        try:
            return check(parse(expression), declared)
        except Misread as wrong:
            self.fail(str(wrong), key, expression, wrong.at)

    def case(self, stated: dict[str, Any]) -> Case:
        name, on, fires = stated.get("name"), _day(stated.get("on")), stated.get("fires")
        if not isinstance(name, str) or on is None or not (isinstance(fires, bool) or fires == "cannot tell"):
            self.fail('a case has a name, a day (on) and whether it fires: true, false or "cannot tell"', "cases")
        facts = {key: value for key, value in stated.items() if key not in ("name", "on", "fires")}
        try:
            scope = scope_of({"arrival": on, **facts})
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
