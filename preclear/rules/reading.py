"""A condition read aloud: a sentence in English or French for each part of its tree, so that a lawyer can follow it without its signs.

What must hold together, or in part, is a list of sentences; nothing is left to how tightly words bind. The facts have their names in
``resources/readings.toml``. The reading is made from the tree that decides, never from its text.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from preclear.rules.cel import DATE, STRING, Type, Typed
from preclear.rules.cel.syntax import Binary, Call, Choice, Has, ListOf, Literal, Macro, Name, Select, Unary
from preclear.rules.facts import FACTS
from preclear.rules.rule import Language

QUANTIFIERS = {"exists": "exists", "all": "every", "exists_one": "one"}
JOINS = {"&&": "all", "||": "any"}
MOST_VALUES = 8  # of a list that are read out

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "all": "All of these hold:",
        "any": "At least one of these holds:",
        "not": "It is not so that:",
        "if": "Where this holds:",
        "then": "this must hold:",
        "else": "and otherwise this:",
        "exists": "At least one of {list} (call it {name}) is such that:",
        "every": "Every one of {list} (call it {name}) is such that:",
        "one": "Exactly one of {list} (call it {name}) is such that:",
        "those": "those of {list} (call each {name}) for which {body}",
        "map": "of each of {list} (call it {name}) {body}",
        "%": "the remainder of {left} divided by {right}",
        "call": "{function} of {arguments}",
        "distance": "the kilometres between {left} and {right}",
        "has": "{what} is declared",
        "hasnot": "{what} is not declared",
        "true": "it is always so",
        "false": "it is never so",
        "==": "{left} is {right}",
        "!=": "{left} is not {right}",
        "<": "{left} is less than {right}",
        "<=": "{left} is {right} at most",
        ">": "{left} is more than {right}",
        ">=": "{left} is {right} at least",
        "day<": "{left} is before {right}",
        "day<=": "{left} is on {right} or before",
        "day>": "{left} is after {right}",
        "day>=": "{left} is on {right} or after",
        "in": "{left} is one of {right}",
        "notin": "{left} is none of {right}",
        "+": "{left} plus {right}",
        "-": "{left} less {right}",
        "*": "{left} times {right}",
        "/": "{left} divided by {right}",
        "minus": "minus {what}",
        "startsWith": "{left} begins with {right}",
        "endsWith": "{left} ends with {right}",
        "contains": "{left} contains {right}",
        "size": "the number of {what}",
        "length": "the number of letters of {what}",
        "days": "{what} days",
        "hours": "{what} hours",
        "date": "the day {what}",
        "of": "the {noun} of {owner}",
        "root": "the {noun}",
        "is": "{what} is true",
        "more": "{shown} and {n} more",
        "or": ", ",
        "named": "{value} ({name})",
        "quote": "“{what}”",
        "bracket": "({what})",
        "choice": "({condition} ? {then} : {otherwise})",
    },
    "fr": {
        "all": "Toutes ces conditions sont remplies :",
        "any": "Au moins une de ces conditions est remplie :",
        "not": "Ceci n'est pas le cas :",
        "if": "Si ceci est le cas :",
        "then": "il faut que :",
        "else": "et sinon que :",
        "exists": "Au moins un élément parmi {list} (nommé {name}) est tel que :",
        "every": "Chaque élément parmi {list} (nommé {name}) est tel que :",
        "one": "Exactement un élément parmi {list} (nommé {name}) est tel que :",
        "those": "ceux parmi {list} (chacun nommé {name}) pour lesquels {body}",
        "map": "de chaque élément parmi {list} (nommé {name}) {body}",
        "%": "le reste de {left} divisé par {right}",
        "call": "{function} de {arguments}",
        "distance": "la distance en kilomètres entre {left} et {right}",
        "has": "la déclaration indique {what}",
        "hasnot": "la déclaration n'indique pas {what}",
        "true": "c'est toujours le cas",
        "false": "ce n'est jamais le cas",
        "==": "{left} est {right}",
        "!=": "{left} n'est pas {right}",
        "<": "{left} est en dessous de {right}",
        "<=": "{left} ne dépasse pas {right}",
        ">": "{left} dépasse {right}",
        ">=": "{left} atteint au moins {right}",
        "day<": "{left} précède {right}",
        "day<=": "{left} précède {right} ou tombe le même jour",
        "day>": "{left} suit {right}",
        "day>=": "{left} suit {right} ou tombe le même jour",
        "in": "{left} figure parmi {right}",
        "notin": "{left} ne figure pas parmi {right}",
        "+": "{left} plus {right}",
        "-": "{left} moins {right}",
        "*": "{left} fois {right}",
        "/": "{left} divisé par {right}",
        "minus": "moins {what}",
        "startsWith": "{left} commence par {right}",
        "endsWith": "{left} se termine par {right}",
        "contains": "{left} contient {right}",
        "size": "le nombre d'éléments parmi {what}",
        "length": "le nombre de lettres {of}",
        "days": "{what} jours",
        "hours": "{what} heures",
        "date": "le {what}",
        "of": "{noun} {owner}",
        "root": "{noun}",
        "is": "{what} est vrai",
        "more": "{shown} et {n} autres",
        "or": ", ",
        "named": "{value} ({name})",
        "quote": "« {what} »",
        "bracket": "({what})",
        "choice": "({condition} ? {then} : {otherwise})",
    },
}


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence, and the sentences that it is about."""

    sentence: str
    parts: tuple[Reading, ...] = ()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """Give it as plain text, a line a sentence."""
        yield f"{'  ' * depth}{self.sentence}"
        for part in self.parts:
            yield from part.lines(depth + 1)

    @property
    def flat(self) -> str:
        """All in one line."""
        return f"{self.sentence} {'; '.join(part.flat for part in self.parts)}" if self.parts else self.sentence


def read(condition: Typed, language: Language) -> Reading:
    """Return a condition (or any part of it that is true or false) as sentences."""
    return _Reader(language).sentence(condition)


class _Reader:
    def __init__(self, language: Language) -> None:
        self.language = language
        self.words = WORDS[language]

    def say(self, key: str, **facts: object) -> str:
        return self.words[key].format(**facts)

    def sentence(self, typed: Typed, *, so: bool = True) -> Reading:  # noqa: C901, PLR0912  # one case a kind of node
        """Return what a part that is true or false says; with ``so`` false, that it does not hold, where that has a sentence of its own."""
        match typed.node:
            case Unary("!"):
                return self.sentence(typed.parts[0], so=not so)
            case Has():
                return Reading(self.say("has" if so else "hasnot", what=self.value(typed.parts[0])))
            case Binary("in"):
                left, right = map(self.value, typed.parts)
                return Reading(self.say("in" if so else "notin", left=left, right=right))
            case Binary("==") if not so:
                return self.compared("!=", typed)
            case Binary("!=") if not so:
                return self.compared("==", typed)
            case Literal(value):
                return Reading(self.say("true" if value == so else "false"))
            case Name() | Select() if typed.fact and "yes" in self.noun(typed):
                said = self.noun(typed)["yes" if so else "no"][self.language]
                return Reading(said.format(of=self.of(typed.parts[0]) if typed.parts else ""))
        if not so:
            return Reading(self.say("not"), (self.sentence(typed),))
        match typed.node:
            case Binary(operator):
                if operator not in JOINS:
                    return self.compared(operator, typed)
                return Reading(self.say(JOINS[operator]), tuple(self.sentence(part) for part in _flat(typed, operator)))
            case Macro(macro, variable=variable) if macro in QUANTIFIERS:
                said = self.say(QUANTIFIERS[macro], list=self.value(typed.parts[0]), name=variable)
                return Reading(said, (self.sentence(typed.parts[1]),))
            case Call(function) if function in ("startsWith", "endsWith", "contains"):
                left, right = map(self.value, typed.parts)
                return Reading(self.say(function, left=left, right=right))
            case Choice():
                words = ("if", "then", "else")
                return Reading(
                    self.say("all"),
                    tuple(Reading(self.say(word), (self.sentence(part),)) for word, part in zip(words, typed.parts, strict=True)),
                )
        return Reading(self.say("is", what=self.value(typed)))

    def compared(self, operator: str, typed: Typed) -> Reading:
        of_days = operator in ("<", "<=", ">", ">=") and typed.parts[0].type == DATE
        left, right = map(self.value, typed.parts)
        return Reading(self.say(f"day{operator}" if of_days else operator, left=left, right=right))

    def value(self, typed: Typed) -> str:  # noqa: C901, PLR0912  # one case a kind of node
        """Return what a part says as a noun."""
        match typed.node:
            case Literal(value):
                return self.written(value)
            case Name(name) if typed.fact is None:
                if typed.index >= 0:
                    return name
                return self.say("named", value=self.written(typed.value), name=name.replace("_", " "))
            case Name() | Select() if typed.fact:
                noun = self.noun(typed)
                if "yes" in noun:
                    return self.say("bracket", what=self.sentence(typed).flat)
                if typed.parts:
                    return self.say("of", noun=noun[self.language], owner=self.of(typed.parts[0]))
                return self.say("root", noun=noun[self.language])
            case ListOf():
                return self.listed([self.value(part) for part in typed.parts])
            case Unary("-"):
                return self.say("minus", what=self.value(typed.parts[0]))
            case Call("days"):
                return self.say("days", what=self.value(typed.parts[0]))
            case Call("date"):
                return self.say("date", what=self.value(typed.parts[0]).strip("“”«»\u00a0"))
            case Call("duration") if isinstance(typed.parts[0].node, Literal):
                return str(typed.parts[0].node.value)
            case Call("size"):
                what = typed.parts[0]
                key = "length" if what.type == STRING else "size"
                return self.say(key, what=self.value(what), of=self.of(what))
            case Macro("filter", variable=variable):
                return self.say("those", list=self.value(typed.parts[0]), name=variable, body=self.sentence(typed.parts[1]).flat)
            case Macro("map", variable=variable):
                return self.say("map", list=self.value(typed.parts[0]), name=variable, body=self.value(typed.parts[1]))
            case Call("distance"):
                ends = [self.value(typed.parts[n].parts[0]) for n in (0, 2)]
                return self.say("distance", left=ends[0], right=ends[1])
            case Call(function) if function not in ("startsWith", "endsWith", "contains"):
                return self.say("call", function=function, arguments=self.listed([self.value(part) for part in typed.parts]))
            case Binary(operator) if operator in ("+", "-", "*", "/", "%"):
                left, right = (
                    self.say("bracket", what=self.value(part))
                    if isinstance(part.node, Binary) and operator in ("*", "/", "%", "-")
                    else self.value(part)
                    for part in typed.parts
                )
                return self.say(operator, left=left, right=right)
            case Choice():
                condition, then, otherwise = typed.parts
                return self.say("choice", condition=self.sentence(condition).flat, then=self.value(then), otherwise=self.value(otherwise))
        return self.say("bracket", what=self.sentence(typed).flat)

    def of(self, owner: Typed) -> str:
        """Return an owner as it stands behind what it owns."""
        said = self.value(owner)
        return contracted(said) if self.language == "fr" else said

    def noun(self, typed: Typed) -> Mapping[str, Any]:
        held_by = typed.parts[0].type if typed.parts else FACTS
        name = typed.fact.name if typed.fact else ""
        found: Mapping[str, Any] = nouns()[held_by.name][name]
        return found

    def written(self, value: object) -> str:
        """Return a value as it is written."""
        if isinstance(value, str):
            return self.say("quote", what=value)
        if isinstance(value, list | tuple):
            return self.listed([self.written(item) for item in value])
        if isinstance(value, timedelta):
            return self.say("days", what=value.days) if not value.seconds else self.say("hours", what=value.total_seconds() / 3600)
        if isinstance(value, bool):
            return self.say("true" if value else "false")
        if isinstance(value, date):
            return value.isoformat()
        text = str(value)
        return text.replace(".", ",") if self.language == "fr" and isinstance(value, float) else text

    def listed(self, values: list[str]) -> str:
        shown = self.words["or"].join(values[:MOST_VALUES])
        return self.say("more", shown=shown, n=len(values) - MOST_VALUES) if len(values) > MOST_VALUES else shown


def contracted(phrase: str) -> str:
    """Return a French noun behind "de".

    >>> contracted("le voyage"), contracted("les documents"), contracted("l'origine du voyage"), contracted("la personne"), contracted("d")
    ('du voyage', 'des documents', "de l'origine du voyage", 'de la personne', 'de d')
    """
    for article, joined in (("le ", "du "), ("les ", "des ")):
        if phrase.startswith(article):
            return joined + phrase.removeprefix(article)
    return f"de {phrase}"


def _flat(typed: Typed, operator: str) -> Iterator[Typed]:
    """Give the parts that one operator joins, through all its levels."""
    for part in typed.parts:
        if isinstance(part.node, Binary) and part.node.operator == operator:
            yield from _flat(part, operator)
        else:
            yield part


@cache
def nouns() -> Mapping[str, Mapping[str, Any]]:
    """Return how facts are named, by the record that holds them."""
    return tomllib.loads((files("preclear") / "resources" / "readings.toml").read_text(encoding="utf-8"))


def completions() -> list[dict[str, str]]:
    """Return every fact by its full name as a condition writes it, with its type and what it is: for an editor to offer."""
    return list(_completions(FACTS, ""))


def _completions(of: Type, before: str) -> Iterator[dict[str, str]]:
    for fact in of.facts:
        name = f"{before}{fact.name}"
        said = nouns()[of.name][fact.name]
        said = said.get("yes", said)
        yield {"name": name, "type": str(fact.type), "en": str(said["en"]).replace("{of}", "…"), "fr": str(said["fr"]).replace("{of}", "…")}
        if fact.type.facts:
            yield from _completions(fact.type, f"{name}.")
