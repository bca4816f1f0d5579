"""How alike what an officer typed and a person's name are: for finding people again, where no list and no weights are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from preclear.manifest import NotScreened, Traveller
from preclear.matching import names
from preclear.matching.names import Part
from preclear.matching.spelling import Closeness, closeness, fold

LEAST_BEGUN = 3  # letters, that may be the beginning of a part
OTHERS = 0.1  # of the strength, what parts that were not asked for cost

KINDS = ("same", "spelling", "form", "vowels", "letters", "initial", "cut")  # from the closest on


class Resemblance(NamedTuple):
    """How well a name answers to what was typed."""

    strength: float  # 0.0 to 1.0, which every part in the same letters has, and no part besides
    kind: str  # of ``KINDS``: the least close pair; "" where a typed part has no counterpart


def folded(traveller: Traveller) -> str:
    """Return the main parts of a person's name in their folded spelling, with blanks between; "" for a name that names nobody.

    >>> from preclear.manifest import Role
    >>> folded(Traveller(ordinal=1, key="", role=Role.PASSENGER, family_name="AL-MOHAMMED", given_names="YUSUF MR"))
    'MUHAMED IUSUF'
    """
    told = names.declared(traveller)
    return "" if isinstance(told, NotScreened) else " ".join(dict.fromkeys(fold(part.text) for part in told.parts if not part.minor))


def numbers(traveller: Traveller) -> str:
    """Return the numbers by which a person can be found, letters and digits alone: documents, locators, references, bag tags."""
    told = [document.number for document in traveller.documents] + list(traveller.references.values())
    told += traveller.bags.tags if traveller.bags else ()
    return " ".join(dict.fromkeys(filter(None, map(plain, told))))


def plain(number: str) -> str:
    """Return a number without what is written between its letters and digits.

    >>> plain("ab 123-456")
    'AB123456'
    """
    number = number.upper()
    if number.isascii() and number.isalnum():
        return number
    return "".join(sign for sign in number if sign.isalnum() and sign.isascii())


def typed(text: str) -> tuple[Part, ...]:
    """Return the parts of a name as somebody typed it, in any script that documents transliterate."""
    return names.typed(text)


def resemblance(asked: Sequence[Part], traveller: Traveller) -> Resemblance:
    """Return how well a person's name answers to typed parts, each paired once, the closest pairs first.

    Two parts that follow each other may be written as one on either side.
    """
    told = names.declared(traveller)
    theirs = () if isinstance(told, NotScreened) else tuple(part.text for part in told.parts)
    ours = tuple(part.text for part in asked)
    return max((_paired(mine, others) for mine in _joined(ours) for others in _joined(theirs)), key=lambda each: each.strength)


def _joined(texts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The parts, and again with each two that follow each other as one."""
    yield texts
    for place in range(len(texts) - 1):
        yield (*texts[:place], texts[place] + texts[place + 1], *texts[place + 2 :])


def _paired(asked: tuple[str, ...], theirs: tuple[str, ...]) -> Resemblance:
    pairs = sorted(
        ((_close(part, other), i, j) for i, part in enumerate(asked) for j, other in enumerate(theirs)), key=lambda pair: -pair[0].strength
    )
    ours, others, found = set(range(len(asked))), set(range(len(theirs))), []
    for close, i, j in pairs:
        if close.strength and i in ours and j in others:
            ours.remove(i)
            others.remove(j)
            found.append(close)
    if not asked:
        return Resemblance(0.0, "")
    strength = sum(close.strength for close in found) / len(asked) - OTHERS * len(others) / (len(theirs) or 1)
    return Resemblance(max(0.0, strength), "" if ours else max((close.code for close in found), key=KINDS.index))


@lru_cache(1 << 14)
def _close(part: str, other: str) -> Closeness:
    """How close two parts are; one that is typed may be the beginning of the other."""
    close, typed_so, whole = closeness(part, other), fold(part), fold(other)
    if LEAST_BEGUN <= len(typed_so) < len(whole) and whole.startswith(typed_so):
        close = max(close, Closeness((1 + len(typed_so) / len(whole)) / 2, "cut"), key=lambda each: each.strength)
    return close
