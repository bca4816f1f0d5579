"""One question of a labelled set: somebody on a voyage, and which listed person it is, if any."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Literal

from preclear.demo import styles
from preclear.manifest import PartialDate, Role, Sex, TravelDocument, Traveller

SEED = 2026
in_zone_letters = cache(styles.in_zone_letters)  # the same names are spelled in every way and many are asked for
Half = Literal["fit", "report"]


@dataclass(frozen=True, slots=True)
class Asked:
    """A traveller, with the truth."""

    kind: str  # what was done to the name or the facts: "passport zone"; of whom nothing is listed: "ordinary"
    group: str  # culture group of the listed person, or of the ordinary traveller; "" where nothing tells
    traveller: Traveller
    ref: str | None = None  # who it is, as a hit names them; None: nobody on the list


def half(ref: str) -> Half:
    """Return whether what is known of a person may be used to set weights, or only to report; half of all people each.

    >>> half("ofac:10286"), half("ofac:10288")
    ('report', 'fit')
    """
    return "fit" if hashlib.blake2b(ref.encode(), digest_size=1).digest()[0] & 1 else "report"


def chance(*of: str) -> Random:
    """Return the chance that one question is made with: it does not depend on how many others there are."""
    return Random(" ".join((str(SEED), *of)))


def some(questions: Sequence[Asked], most: int, salt: str) -> list[Asked]:
    """Return at most so many of some questions, the same ones every time."""
    return list(questions) if len(questions) <= most else chance("some", salt).sample(list(questions), most)


def traveller(
    family_name: str,
    given_names: str,
    *,
    birth_date: PartialDate | None = None,
    sex: Sex | None = None,
    nationality: str | None = None,
    document: TravelDocument | None = None,
) -> Traveller:
    """Return a passenger of whom this was declared, and nothing else."""
    return Traveller(
        ordinal=1,
        key="",
        role=Role.PASSENGER,
        family_name=family_name,
        given_names=given_names,
        birth_date=birth_date,
        sex=sex,
        nationalities=(nationality,) if nationality else (),
        documents=(document,) if document else (),
    )


def name_only(question: Asked, kind: str | None = None) -> Asked:
    """Return a question of which the name alone was declared."""
    bare = traveller(question.traveller.family_name, question.traveller.given_names)
    return replace(question, traveller=bare, kind=kind or question.kind)
