"""What a rule covers, as a part of its condition: every evaluator then reads one tree."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from preclear.rules.cel.syntax import Binary, Expression, ListOf, Literal, Name, Select, Unary
from preclear.rules.rule import Covers


def coverage(covers: Covers) -> Expression | None:
    """Return the condition that a voyage and a person are covered; None where everybody is."""
    parts = _voyage(covers) + _person(covers)
    return reduce(lambda left, right: Binary("&&", left, right), parts) if parts else None


def _person(covers: Covers) -> list[Expression]:
    parts: list[Expression] = []
    if covers.roles:
        parts.append(_among(Select(Name("traveller"), "role"), covers.roles))
    if not covers.references_only:
        parts.append(Unary("!", Select(Name("manifest"), "references_only")))
    return parts


def _voyage(covers: Covers) -> list[Expression]:
    begins, ends = (Select(Name("voyage"), end) for end in ("origin", "destination"))
    parts: list[Expression] = []
    if covers.modes:
        parts.append(_among(Select(Name("voyage"), "mode"), covers.modes))
    parts.extend(_among(Select(end, "country"), countries) for end, countries in ((ends, covers.to), (begins, covers.origins)) if countries)
    if covers.places:
        parts.append(Binary("||", _among(Select(begins, "code"), covers.places), _among(Select(ends, "code"), covers.places)))
    return parts


def _among(fact: Expression, values: Sequence[str]) -> Expression:
    if len(values) == 1:
        return Binary("==", fact, Literal(values[0]))
    return Binary("in", fact, ListOf(tuple(map(Literal, values))))
