"""The facts of a rule's own case, written in TOML, as the facts of a traveller."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce

from preclear.rules.cel import Record, Scope, Type, type_of
from preclear.rules.facts import FACTS, ROOM


def scope_of(facts: Mapping[str, object]) -> Scope:
    """Return the facts of a case, ready for a condition. A list that the case does not name is empty, all else is not declared.

    Raises ``ValueError`` for a fact that is not declared in ``FACTS``, or of another type.
    """
    return [*_record(FACTS, facts, ""), *ROOM]


def merged(given: Mapping[str, object], own: Mapping[str, object], lacks: Sequence[str] = ()) -> dict[str, object]:
    """Return the facts that all cases of a rule share with those of one case over them, less those that it lacks.

    Raises ``ValueError`` where a case lacks what is not given to it.

    >>> merged({"voyage": {"mode": "air", "carrier": "XX"}}, {"voyage": {"mode": "rail"}}, ["voyage.carrier"])
    {'voyage': {'mode': 'rail'}}
    """
    facts: dict[str, object] = {**given}
    for key, value in own.items():
        shared = facts.get(key)
        facts[key] = merged(shared, value) if isinstance(shared, dict) and isinstance(value, dict) else value
    return reduce(_without, lacks, facts)


def _without(facts: dict[str, object], path: str) -> dict[str, object]:
    name, _, rest = path.partition(".")
    below = facts.get(name)
    if name not in facts or (rest and not isinstance(below, dict)):
        raise ValueError(f"it lacks {path}, which is not given")
    without = {key: value for key, value in facts.items() if key != name}
    return {**without, name: _without(below, rest)} if rest and isinstance(below, dict) else without


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
