"""What speaks for and against a traveller being a listed person: one small function a finding.

The sentences are what an officer reads. What a finding weighs stands in policy/weights; which way it speaks, in ``FINDINGS``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from preclear.documents import states
from preclear.manifest import PartialDate, Reason, TravelDocument, Traveller
from preclear.matching.alignment import Alignment
from preclear.matching.building import LEAST_ROWS, document_number
from preclear.matching.names import Part
from preclear.watchlist import BirthDate, Entry, ListedDocument, Name

MUCH_TOLD, LITTLE_TOLD = 20.0, -10.0  # in natural logarithms, beyond what a name of a list so long tells by chance
LONG_LIST = 3.0  # powers of ten beyond which a list gets no longer
_MANY_LEFT = 2.0  # weight of name parts without counterpart
Told = TypeVar("Told", float, NDArray[np.float64])
_NEAR_YEARS, _CIRCA_YEARS = 2, 1
_PART_AGREES, _MONTH_AGREES, _NEW_YEAR_AGREES = 0.4, 0.6, 0.55  # 1 January is often put for a day that is not known
_NEW_YEAR_PUT = 0.3  # and then only the year agrees with the day that is known
_ISSUER_UNKNOWN, _ISSUER_DIFFERS, _LOOK_ALIKE = 0.8, 0.3, 0.9
_SLIP, _SLIP_SHORT_OR_ISSUER_UNKNOWN = 0.75, 0.6  # of a number that is one letter or digit off
_LONG_NUMBER = 7  # from so many letters and digits on, numbers one slip apart are rarely two people's
_PLACE_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Pairing:
    """A traveller beside a listed person, under the listed name that is most like theirs."""

    traveller: Traveller
    entry: Entry
    name: Name
    alignment: Alignment
    names: int  # on the list, by which chance is measured


def name_alike(pairing: Pairing) -> Reason:
    """The parts of the names agree so far."""
    alignment = pairing.alignment
    pairs = "; ".join(f"{_said(pair.declared)} ~ {_said(pair.listed)}" for pair in alignment.pairs) or "no part agrees"
    return Reason("name_alike", alignment.strength, pairs, facts={"pairs": pairs, "listed": pairing.name.text})


def name_common(pairing: Pairing) -> Reason | None:
    """The parts that agree are common ones on the list, or few."""
    strength = commonness(pairing.alignment.told, pairing.names)
    if strength <= 0:
        return None
    return Reason("name_common", strength, "the name parts that agree are common or few")


def commonness(told: float, names: int) -> float:
    """How near it is to chance that so much agrees with one of so many names: 0.0 for no chance."""
    return min(max(towards_chance(told, names), 0.0), 1.0)


def towards_chance(told: Told, names: int) -> Told:
    """The same without its ends, of one name or of many: below 0.0 far from chance, above 1.0 well within it."""
    return (MUCH_TOLD - (told - math.log(names))) / (MUCH_TOLD - LITTLE_TOLD)


def list_long(pairing: Pairing) -> Reason | None:
    """The longer a list, the more people on it are alike by chance."""
    strength = math.log10(pairing.names / LEAST_ROWS) / LONG_LIST
    if strength <= 0:
        return None
    detail = f"people are alike by chance on a list of {pairing.names} names"
    return Reason("list_long", min(strength, 1.0), detail, facts={"names": str(pairing.names)})


def name_part_not_listed(pairing: Pairing) -> Reason | None:
    """Declared parts have no counterpart in the listed name."""
    return _left("name_part_not_listed", "not in the listed name", pairing.alignment.left, pairing.alignment.declared_left)


def name_part_not_declared(pairing: Pairing) -> Reason | None:
    """Listed parts have no counterpart in the declared name."""
    return _left("name_part_not_declared", "not in the declared name", pairing.alignment.over, pairing.alignment.listed_left)


def _left(code: str, sentence: str, weight: float, parts: Sequence[Part]) -> Reason | None:
    if not parts:
        return None
    said = _said(tuple(parts))
    return Reason(code, min(weight / _MANY_LEFT, 1.0), f"{sentence}: {said}", facts={"parts": said})


def name_low_quality(pairing: Pairing) -> Reason | None:
    """The list itself calls this name of the person weak."""
    if pairing.name.quality != "low":
        return None
    return Reason("name_low_quality", 1.0, "the list calls this alias weak", facts={"listed": pairing.name.text})


def birth_date(pairing: Pairing) -> Reason | None:
    """The dates of birth agree, agree in part, differ by a slip, are near each other, or differ; by the listed date that is closest."""
    ours, listed = pairing.traveller.birth_date, pairing.entry.birth_dates
    if ours is None or not listed:
        return None
    order = list(_DATE_SENTENCES)
    code, strength, best = min(
        ((*_born(ours, born), born) for born in listed), key=lambda found: (order.index(found[0]), -found[1], str(found[2]))
    )
    facts = {"declared": str(ours), "listed": str(best)}
    return Reason(code, strength, f"{_DATE_SENTENCES[code]}: {ours}, listed {best}", facts=facts)


def document_same(pairing: Pairing) -> Reason | None:
    """A document has a listed number, or is one slip from it; strongest where the issuer is the same, weak where it is another."""
    found = _same_document(pairing)
    if found is None:
        return None
    strength, number, listed = found
    issued = f" of {listed.issuer}" if listed.issuer else ""
    slip = ", one slip apart" if document_number(number) != document_number(listed.number) else ""
    facts = {"declared": number, "listed": listed.number, "issuer": listed.issuer or ""}
    return Reason("document_same", strength, f"document {number} is listed as {listed.number}{issued}{slip}", facts=facts)


def nationality(pairing: Pairing) -> Reason | None:
    """A nationality is among the listed ones, or none is. It only tells people apart."""
    ours, listed = pairing.traveller.nationalities, pairing.entry.nationalities
    if not ours or not listed:
        return None
    agrees = any(states.same(a, b) for a in ours for b in listed)
    facts = {"declared": ", ".join(ours), "listed": ", ".join(listed)}
    detail = f"nationality {facts['declared']}, listed {facts['listed']}"
    return Reason("nationality_agrees" if agrees else "nationality_differs", 1.0, detail, facts=facts)


def sex(pairing: Pairing) -> Reason | None:
    """The sex is the same as the listed one, or another; X on either side says nothing."""
    ours, listed = pairing.traveller.sex, pairing.entry.sex
    if ours not in ("M", "F") or listed not in ("M", "F"):
        return None
    return Reason(
        "sex_agrees" if ours == listed else "sex_differs", 1.0, f"sex {ours}, listed {listed}", facts={"declared": ours, "listed": listed}
    )


def birth_place(pairing: Pairing) -> Reason | None:
    """The place of birth stands in a listed one."""
    ours = (pairing.traveller.birth_place or "").casefold().strip()
    found = next((place for place in pairing.entry.birth_places if len(ours) >= _PLACE_LETTERS and ours in place.casefold()), None)
    if found is None:
        return None
    facts = {"declared": pairing.traveller.birth_place or "", "listed": found}
    return Reason("birth_place_agrees", 1.0, f"born in {facts['declared']}, listed {found}", facts=facts)


def findings(pairing: Pairing, features: Sequence[Feature]) -> tuple[Reason, ...]:
    """Return what the features find, in their order."""
    return tuple(reason for feature in features if (reason := feature(pairing)))


Feature = Callable[[Pairing], Reason | None]
NAME_FEATURES: tuple[Feature, ...] = (
    name_alike,
    name_common,
    name_part_not_listed,
    name_part_not_declared,
    list_long,
    name_low_quality,
)
FEATURES: tuple[Feature, ...] = (  # in the order in which officers read them
    *NAME_FEATURES,
    birth_date,
    document_same,
    nationality,
    sex,
    birth_place,
)

FINDINGS: dict[str, Literal["for", "against"]] = {  # every code of a hit's reasons, and which way it speaks
    "name_alike": "for",
    "name_common": "against",
    "name_part_not_listed": "against",
    "name_part_not_declared": "against",
    "list_long": "against",
    "name_low_quality": "against",
    "birth_date_agrees": "for",
    "birth_date_slip": "against",
    "birth_date_near": "against",
    "birth_date_differs": "against",
    "document_same": "for",
    "nationality_agrees": "for",
    "nationality_differs": "against",
    "sex_agrees": "for",
    "sex_differs": "against",
    "birth_place_agrees": "for",
}

_DATE_SENTENCES = {  # the closest first
    "birth_date_agrees": "the date of birth agrees as far as it is known",
    "birth_date_slip": "the dates of birth differ by a slip",
    "birth_date_near": "the dates of birth are near each other",
    "birth_date_differs": "the dates of birth differ",
}


def _born(ours: PartialDate, listed: BirthDate) -> tuple[str, float]:
    """How a date agrees with one listed date, and how fully that holds."""
    first, last = listed.first, listed.last or listed.first
    if listed.last is None and ours.may_equal(first):
        return "birth_date_agrees", _agreement(ours, first) if not listed.circa else min(_agreement(ours, first), _MONTH_AGREES)
    if listed.last is None and first.year == ours.year and any((date.month, date.day) == (1, 1) for date in (ours, first)):
        return "birth_date_agrees", _NEW_YEAR_PUT
    if listed.last and first.year <= ours.year <= last.year:
        return "birth_date_agrees", _PART_AGREES
    years_off = max(first.year - ours.year, ours.year - last.year, 0)
    if listed.circa and years_off <= _CIRCA_YEARS:
        return "birth_date_agrees", _PART_AGREES
    if listed.last is None and ours.whole and first.whole and _slip(ours, first):
        return "birth_date_slip", 1.0
    if years_off <= _NEAR_YEARS + (_CIRCA_YEARS if listed.circa else 0):
        return "birth_date_near", 1.0
    return "birth_date_differs", 1.0


def _agreement(ours: PartialDate, listed: PartialDate) -> float:
    """How much it tells that two dates may be one: all of it known tells most, a year alone least."""
    known = [date for date in (ours, listed) if date.month is None]
    if known:
        return _PART_AGREES
    if ours.whole is None or listed.whole is None:
        return _MONTH_AGREES
    return _NEW_YEAR_AGREES if (ours.month, ours.day) == (1, 1) else 1.0


def _slip(ours: PartialDate, listed: PartialDate) -> bool:
    """Whether day and month are swapped, or one digit is another, left out or swapped with its neighbour."""
    return (ours.year, ours.month, ours.day) == (listed.year, listed.day, listed.month) or OSA.distance(str(ours), str(listed)) == 1


def _same_document(pairing: Pairing) -> tuple[float, str, ListedDocument] | None:
    """The best agreement of a declared document with a listed one: strength, the number as declared, the listed document."""
    found = [
        (strength, ours.number, listed)
        for ours in pairing.traveller.documents
        for listed in pairing.entry.documents
        if (strength := _document_agreement(ours, listed, named=bool(pairing.entry.names)))
    ]
    return max(found, key=lambda each: (each[0], each[1]), default=None)


def _document_agreement(ours: TravelDocument, listed: ListedDocument, *, named: bool) -> float:
    """How fully two documents agree, 0.0 for not at all. Where no name is listed, nothing could bear a slip out: it counts for none."""
    number, other = document_number(ours.number), document_number(listed.number)
    if number is None or other is None:
        return 0.0
    issuer_known = ours.issuer is not None and listed.issuer is not None
    same_issuer = issuer_known and states.same(ours.issuer or "", listed.issuer or "")
    if number == other:
        strength = 1.0 if same_issuer else _ISSUER_DIFFERS if issuer_known else _ISSUER_UNKNOWN
        return strength if _bare(ours.number) == _bare(listed.number) else strength * _LOOK_ALIKE
    if not named or (issuer_known and not same_issuer) or OSA.distance(number, other, score_cutoff=1) > 1:
        return 0.0
    return _SLIP if same_issuer and min(len(number), len(other)) >= _LONG_NUMBER else _SLIP_SHORT_OR_ISSUER_UNKNOWN


def _bare(number: str) -> str:
    return "".join(filter(str.isalnum, number.upper()))


def _said(parts: tuple[Part, ...]) -> str:
    return " ".join(part.text for part in parts)
