"""The facts of a rule's own case, written in TOML, as the facts of a traveller."""

from __future__ import annotations

from collections.abc import Mapping

from preclear.rules.cel import Record, Scope, Type, type_of
from preclear.rules.facts import FACTS, ROOM


def scope_of(facts: Mapping[str, object]) -> Scope:
    """Return the facts of a case, ready for a condition. A list that the case does not name is empty, all else is not declared.

    Raises ``ValueError`` for a fact that is not declared in ``FACTS``, or of another type.
    """
    return [*_record(FACTS, facts, ""), *ROOM]


def _record(of: Type, given: Mapping[str, object], path: str) -> Record:
    if unknown := given.keys() - {fact.name for fact in of.facts}:
        raise ValueError(f"there is no fact {path}{min(unknown)}")
    return tuple(_value(fact.type, given.get(fact.name), f"{path}{fact.name}") for fact in of.facts)


def _value(of: Type, given: object, path: str) -> object:
    if of.name == "list" and of.of is not None:
        if not isinstance(given, list | None):
            raise ValueError(f"{path} is a list")
        return tuple(_value(of.of, item, path) for item in given or ())
    if given is None:
        return None
    if of.facts:
        if not isinstance(given, dict):
            raise ValueError(f"{path} has fields of its own")
        return _record(of, given, f"{path}.")
    if type_of(given) != of:
        raise ValueError(f"{path} is of type {of}")
    return given
