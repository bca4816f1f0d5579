"""What screening proposes: a possible match, with everything that an officer needs to judge it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from preclear.manifest import NotScreened, Reason

Agreement = Literal["agrees", "close", "in_part", "differs", "not_comparable"]
Field = Literal["family_name", "given_names", "birth_date", "sex", "nationality", "document", "birth_place"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One declared value beside the listed one."""

    field: Field
    declared: str | None  # as declared; None: not declared
    agreement: Agreement
    listed: str | None  # as listed; None: the list does not say
    code: str  # how they compare, a key of the catalogue in which the workbench words it
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)  # what fills those words


@dataclass(frozen=True, slots=True)
class Hit:
    """A traveller may be a listed person. An officer finds whether that is so."""

    entry: str  # reference of the listed person: "ofac:36"
    edition: str  # digest of the list edition that holds them
    score: float  # 0.0 to 1.0: puts work in order, and is not the chance that this is the person
    name: str  # the listed name that is most like the declared one
    reasons: tuple[Reason, ...]
    compared: tuple[Compared, ...]


Screening = tuple[Hit, ...] | NotScreened  # best hit first
