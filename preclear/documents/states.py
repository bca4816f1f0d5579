"""Codes of states and other issuers: ICAO Doc 9303-3 section 5, that is ISO 3166-1 alpha-3 with additions and withdrawn codes."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class State:
    """What one code stands for."""

    code: str
    alpha2: str | None
    kind: str  # "state", "nationality" (British kinds), "organization", "person" (stateless, refugee), "specimen"
    valid_from: date | None  # first day it stood for this; None: before anything that matters
    valid_to: date | None  # last day; None: still does
    en: str
    fr: str

    def in_force(self, on: date) -> bool:
        """Return whether the code stands on a day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


def _load() -> Mapping[str, State]:
    lines = (files("preclear") / "resources" / "states.csv").read_text(encoding="utf-8").splitlines()
    return MappingProxyType(
        {
            row["code"]: State(
                row["code"],
                row["alpha2"] or None,
                row["kind"],
                date.fromisoformat(row["valid_from"]) if row["valid_from"] else None,
                date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                row["en"],
                row["fr"],
            )
            for row in csv.DictReader(line for line in lines if not line.startswith("#"))
        }
    )


STATES = _load()
SAME = {"D": "DEU", "ROM": "ROU", "TMP": "TLS", "ZAR": "COD", "ZIM": "ZWE", "BUR": "MMR", "UNK": "RKS"}  # two codes, one state
TWO_LETTERS = {s.alpha2: s.code for s in STATES.values() if s.alpha2 and s.valid_to is None and s.code not in SAME}


def find(code: str) -> State | None:
    """Return what a code stands for, withdrawn ones included; None where it stands for nothing.

    >>> find("XXA").en, find("LIM")
    ('stateless person', None)
    """
    return STATES.get(code)


def known(code: str, on: date) -> bool:
    """Return whether a code stands for a state, organization or kind of person on a day.

    >>> known("ROM", date(2001, 1, 1)), known("ROM", date(2020, 1, 1)), known("D", date(2020, 1, 1))
    (True, False, True)
    """
    state = STATES.get(code)
    return state is not None and state.in_force(on)


def alpha3(code: str) -> str | None:
    """Return the three-letter code of today for a code of one, two or three letters; None where it stands for nothing.

    >>> alpha3("D"), alpha3("us"), alpha3("ROM"), alpha3("LIM")
    ('DEU', 'USA', 'ROU', None)
    """
    code = code.strip().upper()
    code = TWO_LETTERS.get(code, code)
    return SAME.get(code, code) if code in STATES else None


def same(a: str, b: str) -> bool:
    """Return whether two codes stand for one state (``D`` and ``DEU`` do).

    >>> same("D", "DEU"), same("XXA", "XXB")
    (True, False)
    """
    return a == b or (alpha3(a) is not None and alpha3(a) == alpha3(b))
