"""Questions in the language of rules over many travellers or voyages: the same facts, the same checks, the same three values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from preclear.errors import SourceError
from preclear.rules.cel import BOOL, Declared, Misread, Typed, check, parse
from preclear.rules.cel.syntax import Name
from preclear.rules.columns import FAULT, LIST, TRUE, UNKNOWN
from preclear.rules.facts import FACTS
from preclear.rules.rule import Kind
from preclear.trials.traffic import Traffic, values

Of = Literal["travellers", "voyages"]
OF_VOYAGE = frozenset({"voyage", "legs", "manifest", "travellers", "arrival"})  # facts that are the same for everyone of a list


@dataclass(frozen=True, slots=True)
class Query:
    """A question that was read and fits the facts."""

    of: Of
    kind: Kind  # of rule: it may read what such a rule may, so that law 4 holds for questions too
    condition: str
    tree: Typed


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Who or what a question holds for."""

    looked_at: int  # people, of lists that are counted
    found: tuple[int, ...]  # numbers of all people for whom it holds
    untold: tuple[int, ...]  # of whom it cannot be told
    faulty: tuple[int, ...]  # on whom it is at fault


def read(of: Of, kind: Kind, text: str) -> Query:
    """Return a question. Raises ``SourceError`` saying at which character it is wrong, or what it may not read."""
    try:
        return Query(of, kind, text, _checked(of, kind, text))
    except Misread as wrong:
        raise SourceError(f"character {wrong.at + 1}: {wrong}") from wrong


def _checked(of: Of, kind: Kind, text: str) -> Typed:
    condition = check(parse(text), Declared(FACTS, kind, {}))
    if condition.type != BOOL:
        raise Misread(f"it gives {condition.type}, not true or false", 0)
    for part in condition.walk():
        if of == "voyages" and isinstance(part.node, Name) and part.fact and part.node.name not in OF_VOYAGE:
            raise Misread(f"{part.node.name} is of one person; of voyages one can ask {', '.join(sorted(OF_VOYAGE))}", part.node.at)
    return condition


def answer(query: Query, traffic: Iterable[Traffic]) -> Answer:
    """Return everybody for whom a question holds, all of them; of voyages, one person of each list stands for it."""
    looked_at = 0
    found: dict[int, list[int]] = {TRUE: [], UNKNOWN: [], FAULT: []}
    for piece in traffic:
        told, counted = values([query.tree], piece.facts)[0], piece.numbers > 0
        if query.of == "voyages":
            lists = piece.facts[LIST].to_numpy()
            first = np.zeros(len(lists), dtype=np.bool_)
            first[np.unique(np.where(counted, lists, -1), return_index=True)[1]] = True
            counted &= first
        looked_at += int(counted.sum())
        for value, numbers in found.items():
            numbers.extend(piece.numbers[counted & (told == value)].tolist())
    return Answer(looked_at=looked_at, found=tuple(found[TRUE]), untold=tuple(found[UNKNOWN]), faulty=tuple(found[FAULT]))
