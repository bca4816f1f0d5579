"""What an officer raises by hand on a person, or another system tells of one: a question of its own, and whether it means somebody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from preclear.manifest import PartialDate, Role, Traveller
from preclear.matching import resemblance

HitKind = Literal["identity", "document", "itinerary", "goods", "security", "other"]
HIT_KINDS: tuple[HitKind, ...] = get_args(HitKind)
MARK = "hit#"  # before the number of a raised hit, in questions: neither entries of lists nor rules are written so
LEAST_PARTS = 2  # of a name, where one side has more parts than the other


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Whom another system means: by a document, by name and birth date on a voyage, or both. Empty where an officer points to a person."""

    family_name: str = ""
    given_names: str = ""
    birth_date: PartialDate | None = None
    document_number: str = ""
    document_issuer: str | None = None  # three letters
    designator: str | None = None  # of the voyage: "XX420"; None: any voyage
    departs: date | None = None  # the day on which it leaves, by the clock of the place
    carrier: str | None = None

    @property
    def named(self) -> bool:
        """Whether it says a name."""
        return bool(self.family_name or self.given_names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A raised hit, as what becomes of its person depends on it."""

    id: int
    question: int  # rises where what is said changes: an officer is asked anew
    severity: int  # 1 gravest, 3 least
    external: bool  # told by another system

    @property
    def code(self) -> str:
        """The question that an officer must find on.

        >>> Raised(id=17, question=2, severity=1, external=True).code
        'hit#17.2'
        """
        return f"{MARK}{self.id}.{self.question}"


def raised_number(code: str) -> int | None:
    """Return the number of the raised hit that a question is about; None for an entry of a list, or a rule.

    >>> raised_number("hit#17.2"), raised_number("ofac:36"), raised_number("document-expired")
    (17, None, None)
    """
    number = code.removeprefix(MARK).partition(".")[0]
    return int(number) if code.startswith(MARK) and number.isdecimal() else None


def codes(raised: Iterable[Raised]) -> frozenset[str]:
    """Return the questions of some raised hits."""
    return frozenset(one.code for one in raised)


def fits(sought: Sought, traveller: Traveller) -> bool:
    """Return whether a traveller is whom another system means: the document is theirs, or, on a voyage that it names, name and birth date.

    1. A document: its number in letters and digits alone, and its issuer unless one side does not say.
    2. A name: the same parts in folded spelling, in any order, and birth dates that may be the same. Where one side has fewer parts,
       both birth dates must be known whole and the same.

    Who is met in doubt is looked at by an officer; nobody is refused by it.
    """
    number = resemblance.plain(sought.document_number)
    if number and any(_document(number, sought.document_issuer, one.number, one.issuer) for one in traveller.documents):  # 1
        return True
    if not sought.named or sought.designator is None:
        return False
    ours, theirs = _parts(sought.family_name, sought.given_names), set(resemblance.folded(traveller).split())
    if not ours or not theirs:
        return False
    born, declared = sought.birth_date, traveller.birth_date
    if ours == theirs:  # 2
        return born is None or declared is None or born.may_equal(declared)
    fewer = min(len(ours), len(theirs))
    return fewer >= LEAST_PARTS and (ours < theirs or theirs < ours) and born is not None and born.whole is not None and born == declared


def _document(number: str, issuer: str | None, declared: str, declared_by: str | None) -> bool:
    return resemblance.plain(declared) == number and (not issuer or not declared_by or issuer == declared_by)


def _parts(family_name: str, given_names: str) -> set[str]:
    named = Traveller(ordinal=0, key="", role=Role.PASSENGER, family_name=family_name, given_names=given_names)
    return set(resemblance.folded(named).split())
