"""Why: the one type in which hits, rules, decisions and refusals say their reasons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a verdict, in words that an officer can repeat to the person and to a judge."""

    code: str  # stable, from a published list: "birth_date_differs", "document-expired"
    strength: float  # 0.0 to 1.0: how fully it holds; 1.0 for a rule that fired
    detail: str  # plain English; other languages are made from `code` and `facts`
    source: str = ""  # the law, list edition or rule version that it rests on
    facts: Mapping[str, str] = field(default_factory=dict)  # the values that fill the sentence, by name


@dataclass(frozen=True, slots=True)
class NotScreened:
    """Somebody who could not be screened, and why: in place of hits, never a missing row."""

    code: str  # "placeholder_name", "no_name"
    detail: str
