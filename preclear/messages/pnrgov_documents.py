"""What the texts of SSR DOCS, DOCA, DOCO and INFT say, wherever a carrier wrote them.

Source: IATA Reservations Interline Message Procedures (AIRIMP), 3.14; *PNRGOV EDIFACT Implementation Guide*, appendix on SSR DOCS.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from preclear.documents import states
from preclear.manifest import PartialDate, Sex
from preclear.messages import dates

SEXES: dict[str, Sex] = {"M": "M", "F": "F", "MI": "M", "FI": "F", "X": "X"}
INFANTS = frozenset({"MI", "FI"})
NAMED_DAY = re.compile(r"([0-9]{1,2}) ?([A-Z]{3}) ?([0-9]{2}(?:[0-9]{2})?)\Z")
# A DOCS, DOCA or DOCO inside other text: perhaps SSR before it, a carrier, a status, then fields between slashes.
IN_TEXT = re.compile(
    r"(?<![A-Z0-9])(?:SSR ?)?DOC(?P<kind>[SAO])(?:[ /]?[A-Z0-9]{2}(?=[ /]))?[ /]?(?:[A-Z]{2} ?[0-9]{0,3}(?=[ /]))?(?P<text> ?/|[^/]*/)"
)
TYPE = re.compile(r"[A-Z]{1,2}\Z")
STATUSES = frozenset({"HK", "HN", "NN", "KK", "KH", "UC", "UN", "NO", "HX", "XX", "TK", "SS", "PN", "LK"})


class Docs(NamedTuple):
    """A DOCS: one document, and whose it is."""

    first: int  # parts of the text before the first field
    type: str
    issuer: str
    number: str
    nationality: str
    birth: str
    sex: str
    expiry: str
    family_name: str
    given_names: str
    holder: bool  # the other people in the document travel under this one


def skipped(text: str) -> int:
    """Return how many parts between slashes stand before the first field: a leading slash or status text is one.

    >>> skipped("/P/CAN/ZZ1"), skipped("HK1/P/CAN/ZZ1"), skipped("P/CAN/ZZ1")
    (1, 1, 0)
    """
    before, slash, rest = text.partition("/")
    before = before.strip()
    issuer = rest.partition("/")[0].strip()
    typed = bool(slash) and TYPE.match(before) is not None and before not in STATUSES and (not issuer or len(issuer) in (2, 3))
    return 0 if typed or not slash else 1


def docs(text: str) -> Docs:
    """Return what the text of a DOCS says. Nothing is cut, whatever is missing or left over.

    >>> docs("/P/CAN/ZZ0000001/CAN/01MAR85/F/01MAR31/SPECIMEN/PAT")[1:5]
    ('P', 'CAN', 'ZZ0000001', 'CAN')
    """
    first = skipped(text)
    fields = [field.strip() for field in text.split("/")[first:]]
    holder = len(fields) > 9 and fields[-1] == "H"
    if holder:
        fields.pop()
    fields += [""] * (8 - len(fields))
    given = " ".join(filter(None, fields[8:]))
    type_, issuer, number, nationality, born, sex, expiry, family = fields[:8]
    return Docs(first, type_, issuer, number, nationality, born, sex, expiry, family, given, holder)


def birth(text: str, today: date) -> tuple[PartialDate | None, str | None]:
    """Return a date of birth as DOCS writes it (``01MAR85``), and the fault that it has."""
    return _birth(text[: dates.LONGEST].upper(), today)


@lru_cache(maxsize=8192)
def _birth(text: str, today: date) -> tuple[PartialDate | None, str | None]:
    if not text:
        return None, None
    digits = digits_of(text)
    if today == date.max and len(digits) < 8:  # no day is known by which two digits tell a year
        return None, "PAX-DATE-CENTURY-OPEN"
    found, code = dates.birth(digits, "102" if len(digits) == 8 else "", today)
    return found, code


def expiry(text: str, today: date) -> tuple[date | None, str | None]:
    """Return a date of expiry or issue as DOCS and DOCO write it, and the fault that it has."""
    return _expiry(text[: dates.LONGEST].upper(), today)


@lru_cache(maxsize=8192)
def _expiry(text: str, today: date) -> tuple[date | None, str | None]:
    if not text:
        return None, None
    digits = digits_of(text)
    return dates.day(digits, "102" if len(digits) == 8 else "", today)


def digits_of(text: str) -> str:
    """Return a named day as digits, the year first; anything else as it is.

    >>> digits_of("01MAR85"), digits_of("1MAR1985"), digits_of("850301")
    ('850301', '19850301', '850301')
    """
    named = NAMED_DAY.match(text.strip())
    if named is None or named[2] not in dates.MONTHS:
        return text.strip()
    return f"{named[3]}{dates.MONTHS[named[2]]:02d}{int(named[1]):02d}"


def same_state(first: str | None, second: str | None) -> bool:
    """Return whether two codes stand for one state: ``CO`` and ``COL``, ``D`` and ``DEU``.

    >>> same_state("CO", "COL"), same_state("CA", "USA")
    (True, False)
    """
    return state(first) == state(second)


def state(code: str | None) -> str:
    """Return a state's code in three letters, as far as it is known."""
    code = (code or "").upper()
    return states.SAME.get(code, states.TWO_LETTERS.get(code, code))


class Visa(NamedTuple):
    """A DOCO: a place of birth, and a visa, redress or known traveller number."""

    first: int
    birth_place: str
    type: str  # "V" visa, "R" redress, "K" known traveller
    number: str
    place: str
    issued: str
    country: str


def doco(text: str) -> Visa:
    """Return what the text of a DOCO says.

    >>> doco("/AMBER HILL GBR/V/9891404/LONDON/14MAR07/USA")[1:4]
    ('AMBER HILL GBR', 'V', '9891404')
    """
    pieces = [piece.strip() for piece in text.split("/")]
    status = re.fullmatch("[A-Z]{2} ?[0-9]{0,3}", pieces[0]) is not None and pieces[0][:2] in STATUSES
    kinds = ("V", "R", "K")
    first = 1 if len(pieces) > 1 and (not pieces[0] or status) and not (len(pieces) > 2 and pieces[1] in kinds) else 0
    if first == 0 and pieces[0] in kinds:  # the place of birth was left out with its slash
        pieces = ["", *pieces]
        first = -1
        fields = pieces
    else:
        fields = pieces[first:]
    fields = [*fields, *[""] * (6 - len(fields))]
    return Visa(first, fields[0], fields[1], fields[2], fields[3], fields[4], fields[5])


class Home(NamedTuple):
    """A DOCA: an address."""

    first: int
    type: str  # "D" destination, "R" residence, "B" birth
    country: str
    street: str
    city: str
    region: str
    postcode: str


def doca(text: str) -> Home:
    """Return what the text of a DOCA says.

    >>> doca("/D/USA/100 TEST STREET/SEATTLE/WA/98101")[1:4]
    ('D', 'USA', '100 TEST STREET')
    """
    pieces = [piece.strip() for piece in text.split("/")]
    first = 0 if pieces[0] in ("D", "R", "B") else min(1, len(pieces) - 1)
    fields = [*pieces[first:], *[""] * 6]
    return Home(first, *fields[:6])


class Infant(NamedTuple):
    """An INFT: an infant and its birth."""

    family_name: str
    given_names: str
    birth: str


def infant(text: str) -> Infant | None:
    """Return the infant that the text of an INFT names; None where it names none.

    >>> infant("SURNAME/GIVEN 10AUG11"), infant("SURNAME/GIVEN/10AUG11")[2]
    (Infant(family_name='SURNAME', given_names='GIVEN', birth='10AUG11'), '10AUG11')
    """
    text = re.sub(r"\A\s*(?:/|[A-Z]{2} ?[0-9]{1,3} ?/?)", "", text).strip()
    day = re.search(r"[ /]?([0-9]{1,2}[A-Z]{3}[0-9]{2}(?:[0-9]{2})?)", text)
    names = (text[: day.start()] if day else text).strip(" /")
    family, _, given = names.partition("/")
    if not family.strip():
        return None
    return Infant(family.strip(), given.replace("/", " ").strip(), day[1] if day else "")


def in_text(text: str) -> tuple[str, str] | None:
    """Return the kind (``DOCS``) and text of a document that stands inside other text; None where there is none.

    >>> in_text("SSR DOCS AM HK1/P/MEX/G1/MEX/01JAN80/M/01JAN25/GARCIA/ANA")
    ('DOCS', '/P/MEX/G1/MEX/01JAN80/M/01JAN25/GARCIA/ANA')
    """
    found = IN_TEXT.search(text, 0, text.rfind("/") + 1)  # so that a slash follows wherever it looks, and no text takes long
    return (f"DOC{found['kind']}", text[found.start("text") :].strip()) if found else None
