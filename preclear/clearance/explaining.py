"""A past outcome had again from what was kept with it: the facts, the rules in force then, byte for byte, and the day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from preclear import rules as room
from preclear.store import rules
from preclear.store.pool import Database
from preclear.store.rules import Outcome, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A past outcome, and what the rules of then give on the facts of then."""

    outcome: Outcome
    again: Mapping[str, Any]  # what the rules give now, as ``outcome.recorded``
    fired: tuple[Version, ...]  # the versions that fired or could not be told, in the order of their rules

    @property
    def same(self) -> bool:
        """Whether both are equal to the byte."""
        return said(self.outcome.recorded) == said(self.again)


def said(record: Mapping[str, Any]) -> bytes:
    """Return what an outcome says as bytes: JSON with its keys in order."""
    return msgspec.json.encode(record, order="sorted")


def explain(db: Database, traveller: int) -> Explained:
    """Have a past outcome again, by the number of its declaration of a person.

    Raises ``NotFound`` where there is none, or it was saved before what it rests on was kept; ``SourceError`` where this program cannot
    read a rule of then any more.
    """
    outcome = rules.outcome(db, traveller)
    (assessment,) = room.judge((outcome.asked,), outcome.rules, on=outcome.on)
    named = {reason.code for reason in assessment.reasons} | {one.rule for one in assessment.undecided}
    return Explained(
        outcome=outcome,
        again=rules.record_of(assessment),
        fired=tuple(version for version in outcome.versions if version.rule in named),
    )
