"""The forms of a passenger list for carriers without EDIFACT: JSON, and a table (CSV, or a workbook).

One table of fields (``FIELDS``) says what a form can hold, under which headings, and how each value is read; the JSON Schema is made from
the records here (``schema``), and both readers (``form_json``, ``form_table``) give the same ``Manifest`` as a PAXLST.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from typing import Annotated, Any, NamedTuple

import msgspec
from msgspec import Meta

from preclear.documents import mrz, states
from preclear.documents.check import NO_DAY
from preclear.manifest import FUNCTIONS, Bags, Fault, Leg, Manifest, Mode, Part, Role, Span, TravelDocument, Traveller, Voyage
from preclear.manifest.faults import fault
from preclear.manifest.names import TITLES
from preclear.messages import form_dates, paxlst, voyages
from preclear.messages.form_dates import Order
from preclear.messages.names import title

RELEASE = "1"  # of the form; a later one will be read beside it
MOST_ALIKE = 200  # faults of one kind that are told one by one
LONGEST = 500  # characters of a value
LONGEST_KNOWN = 80  # characters of a heading that is remembered
EXAMPLE = "EXAMPLE"  # what the template's own row has for a document number

# What JSON may hold: the schema is made from these records ------------------------------------------------------------------

Code = Annotated[str, Meta(description="Three letters, as the document shows them (ICAO Doc 9303-3 section 5).", examples=["CAN"])]
Day = Annotated[str, Meta(description="A day, as 2031-04-15.", pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", examples=["2031-04-15"])]
Moment = Annotated[
    str,
    Meta(
        description="Local time of the place, without a zone, as 2026-05-01T10:15.",
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$",
        examples=["2026-05-01T10:15"],
    ),
]
Birth = Annotated[
    str,
    Meta(
        description="Date of birth as the document shows it: 1974-08-12; 1974-08 or 1974 where no more is known.",
        pattern=r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$",
        examples=["1974-08-12"],
    ),
]
Place = Annotated[str, Meta(description="IATA code of the airport, or UN/LOCODE of the port, station or stop.", examples=["YVR", "CAVIC"])]


class JsonDocument(msgspec.Struct, rename={"kind": "type"}, kw_only=True):
    """A travel document."""

    kind: Annotated[str | None, Meta(description="P passport, I identity card, V visa, AC crew member certificate, ...")] = None
    number: Annotated[str | None, Meta(description="As printed.")] = None
    issuer: Code | None = None
    expires: Day | None = None
    issued: Day | None = None
    zone: Annotated[str | None, Meta(description="The machine-readable zone as it was scanned, its lines parted by line ends.")] = None


class JsonBags(msgspec.Struct, kw_only=True):
    """Checked baggage of one person."""

    pieces: Annotated[int, Meta(ge=0, le=99_999)] | None = None
    kilograms: Annotated[float, Meta(ge=0, lt=100_000)] | None = None
    tags: list[str] | None = None


class JsonPerson(msgspec.Struct, kw_only=True):
    """A person on the voyage. Leave out, or send null for, what is not known."""

    family_name: Annotated[str | None, Meta(description="As the document shows it. Needed, unless the document shows given names alone.")]
    given_names: Annotated[str | None, Meta(description="All of them, parted by blanks.")] = None
    title: Annotated[str | None, Meta(description="MR, MRS, ...: not needed.")] = None
    role: (
        Annotated[str, Meta(pattern="^(passenger|crew|transit)$", description="passenger, crew or transit; passenger if left out.")] | None
    ) = None
    birth_date: Birth | None = None
    sex: Annotated[str, Meta(pattern="^[MFX]$", description="M, F or X, as the document shows it.")] | None = None
    nationality: Code | None = None
    nationalities: Annotated[list[Code] | None, Meta(description="Where there are several; the first is the document's.")] = None
    documents: Annotated[list[JsonDocument] | None, Meta(description="The passport first; none for a person without one.")] = None
    residence: Code | None = None
    birth_country: Code | None = None
    birth_place: str | None = None
    address: Annotated[str | None, Meta(description="In the country of destination.")] = None
    embarks: Place | None = None
    disembarks: Place | None = None
    clears_at: Place | None = None
    seat: str | None = None
    bags: JsonBags | None = None
    duty: Annotated[str | None, Meta(description="Crew only: CR1 to CR5.")] = None
    captured: (
        Annotated[str, Meta(pattern="^(machine|typed)$", description="Were the document's data read by a machine, or typed.")] | None
    ) = None
    references: Annotated[
        dict[str, str] | None,
        Meta(description="ABO: your own reference of the person, which the answer names and a change repeats; AVF: of the booking.")
    ] = None  # fmt: skip


class JsonLeg(msgspec.Struct, rename={"departure": "from", "arrival": "to"}, kw_only=True):
    """One movement without a stop."""

    departure: Place
    arrival: Place
    departs: Moment
    arrives: Moment | None = None
    voyage: Annotated[str | None, Meta(description="Number of this leg, where it has one of its own.")] = None


class JsonPart(msgspec.Struct, kw_only=True):
    """Which part of a list in several messages this is."""

    number: Annotated[int, Meta(ge=1, le=9999)]
    first: bool | None = None
    last: bool | None = None


class JsonList(msgspec.Struct, kw_only=True):
    """A list of the people on a voyage."""

    voyage: Annotated[str, Meta(description="Carrier and number.", examples=["NCFY12"])]
    legs: Annotated[list[JsonLeg], Meta(description="In order; one for a crossing without a stop.")]
    people: Annotated[list[JsonPerson], Meta(description="Everybody on the list, passengers and crew.")]
    carrier: Annotated[str | None, Meta(description="The carrier's code.")] = None
    mode: Annotated[str, Meta(pattern="^(air|rail|marine|road)$", description="air, rail, marine or road.")] | None = None
    border_leg: Annotated[int, Meta(ge=0, le=99, description="Which leg crosses the border, from 0.")] | None = None
    function: (
        Annotated[
            str,
            Meta(
                pattern=f"^({'|'.join(FUNCTIONS)})$",
                description="original if left out; change for people again, cancel_reservation for those who do not travel, "
                "close_on_board for those on board in the end.",
            ),
        ]
        | None
    ) = None
    prepared: Moment | None = None
    transaction: Annotated[str | None, Meta(description="Your reference of this list, which the answer repeats.")] = None
    revision: str | None = None
    crew_list: Annotated[bool | None, Meta(description="Whether it is a list of the crew.")] = None
    contact: Annotated[str | None, Meta(description="Whom to call about the list.")] = None
    declared_passengers: Annotated[int, Meta(ge=0, le=999_999, description="Passengers on the voyage, to compare.")] | None = None
    declared_crew: Annotated[int, Meta(ge=0, le=999_999)] | None = None
    part: JsonPart | None = None
    sender: str | None = None
    reference: Annotated[str | None, Meta(description="Your reference of the message.")] = None


def schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of the JSON form, made from the records that the reader uses."""
    made = msgspec.json.schema(JsonList)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Preclear passenger list, release {RELEASE}",
        "description": "What POST /messages takes as application/json; the same as `preclear read --json` prints of a list.",
        **made,
    }


# How each value is read ---------------------------------------------------------------------------------------------------

Read = tuple[Any, str | None, str]  # the value, the fault, and what is special about it


class Said(NamedTuple):
    """What a form says in one place."""

    text: str
    where: str  # "row 7, column D (birth date)", "people[6].birth_date"
    span: Span | None = None  # the bytes it stands in
    order: Order | None = None  # of a date, as its heading states it


TABLE = tomllib.loads((files("preclear") / "resources" / "form.toml").read_text(encoding="utf-8"))
KINDS: Mapping[str, Callable[[str], Any]] = {"role": Role, "mode": Mode}  # what the words of a field stand for, where not for texts
NOTHING = frozenset(
    {"", "-", "--", "---", "n/a", "na", "n.a.", "nil", "none", "null", "s/o", "so", "sans objet", "aucun", "aucune", "#n/a", "."}
)
NO_NAME = frozenset({"", "-", "--", "---", ".", "n/a", "#n/a"})  # of a name: NA, SO and NONE are names
BROKEN = re.compile(r"#(?:REF|VALUE|NAME|NUM|DIV/0|NULL|N/A|SPILL|CALC|NOM|VALEUR|NOMBRE)[!?]?|#+")
SHORTENED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,3}", re.IGNORECASE)  # what a spreadsheet makes of a long number

BRACKETED = re.compile(r"[(\[][^()\[\]]{0,80}[)\]]")
RUN_TOGETHER = re.compile(r"(?<=[a-z])(?=[A-Z])")
LETTERS = re.compile("[a-z0-9]+")


def plain(text: str) -> str:
    """Return a heading or a word in small letters, without marks, signs, or what stands in brackets.

    >>> plain("Prénom(s)"), plain("Date of birth (DD/MM/YYYY) *"), plain("documentNumber")
    ('prenom', 'date of birth', 'document number')
    """
    text = BRACKETED.sub(" ", text[:200])
    if not text.isascii():
        text = text.replace("n°", "number").replace("N°", "number").replace("№", "number")
    text = RUN_TOGETHER.sub(" ", text)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(LETTERS.findall(text.casefold().replace("œ", "oe")))


def clean(text: str) -> str:
    """Return a value on one line, without control characters or blanks around it."""
    return " ".join((text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)).split())


WORDS: Mapping[str, Mapping[str, Any]] = {
    name: {plain(word): KINDS.get(name, str)(stands_for) for stands_for, words in table.items() for word in words}
    for name, table in TABLE["words"].items()
}


@cache
def _state_names() -> Mapping[str, str]:
    """Codes of states by their names, English and French."""
    return {plain(name): state.code for state in states.STATES.values() if state.valid_to is None and len(state.code) == 3
            for name in (state.en, state.fr)}  # fmt: skip


def state(text: str) -> Read:
    """Read the code of a state as it stands; a name that is exactly a state's gives its code.

    >>> state("can"), state("Côte d'Ivoire")[0], state("Atlantis")[0]
    (('CAN', None, ''), 'CIV', 'ATLANTIS')
    """
    if len(text) <= 3:
        return text.upper(), None, ""
    if code := _state_names().get(plain(text)):
        return code, "FORM-STATE-NAMED", code
    return text.upper(), None, ""


def number(text: str) -> Read:
    """Read a document's number as it stands; one that a spreadsheet has shortened is none."""
    if SHORTENED.fullmatch(text):
        return "", "FORM-NUMBER-SHORTENED", ""
    return re.sub(r"^'|\.0$", "", text) if re.fullmatch(r"'?[0-9]+\.0|'.*", text) else text, None, ""


def pieces(text: str) -> Read:
    """Read a number of bags."""
    found = re.fullmatch(r"([0-9]{1,5})(?:[.,]0+)?(?: ?(?:bags?|pcs?|pieces?|x|bagages?|colis))?", text.casefold())
    return (int(found[1]), None, "") if found else (None, "PAX-BAGS-UNREAD", "")


def kilograms(text: str) -> Read:
    """Read a weight, in kilograms unless pounds are named."""
    found = re.fullmatch(r"([0-9]{1,5}(?:[.,][0-9]{1,3})?) ?(kgs?|kilos?|kilograms?|lbs?|pounds?|livres?)?", text.casefold())
    if found is None:
        return None, "PAX-BAGS-UNREAD", ""
    weight = float(found[1].replace(",", "."))
    return round(weight * 0.45359237, 1) if (found[2] or "").startswith(("lb", "po", "li")) else weight, None, ""


def count(text: str) -> Read:
    """Read a number of people."""
    digits = re.sub(r"\.0$", "", text)
    return (int(digits), None, "") if re.fullmatch("[0-9]{1,6}", digits) else (None, "MSG-COUNT-UNREAD", "")


def worded(field_: str, code: str) -> Callable[[str], Read]:
    """Return the reader of a field whose values are words of the table; ``code`` is the fault of any other."""

    def read(text: str) -> Read:
        found = WORDS[field_].get(plain(text))
        return found, None if found is not None else code, ""

    return read


def capitals(text: str) -> Read:
    """Read a code of letters."""
    return text.upper(), None, ""


def document_type(text: str) -> Read:
    """Read the type of a document: its name, or its code as it stands."""
    return WORDS["type"].get(plain(text)) or text.upper(), None, ""


def zone(text: str) -> Read:
    """Read a machine-readable zone: its lines, where they are told apart. What is none stays as it stands, for ``documents`` to fault."""
    lines = tuple(text.split())
    return (lines if mrz.read(lines, on=NO_DAY).format else (text,)), None, ""


def tags(text: str) -> Read:
    """Read the tags of bags."""
    return tuple(tag for tag in re.split(r"[\s;,/]+", text) if tag), None, ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that a form can say."""

    name: str
    of: str  # "voyage", "person", "document"
    en: tuple[str, ...]  # headings; the first is the template's
    fr: tuple[str, ...]
    read: Any = None  # text -> Read; None: the text as it stands
    example: tuple[str, str] | None = None  # in the template, English and French; None: not in it


MOMENT, BIRTH, DAY = "moment", "birth", "day"  # readers that need more than the text
READERS: Mapping[str, Any] = {
    **dict.fromkeys(("departs", "arrives", "prepared"), MOMENT),
    "birth_date": BIRTH,
    **dict.fromkeys(("expires", "issued"), DAY),
    **dict.fromkeys(("carrier", "from", "to", "embarks", "disembarks", "clears_at", "duty"), capitals),
    **dict.fromkeys(("nationality", "nationality 2", "issuer", "residence", "birth_country"), state),
    **dict.fromkeys(("declared_passengers", "declared_crew"), count),
    "type": document_type,
    "number": number,
    "pieces": pieces,
    "kilograms": kilograms,
    "tags": tags,
    "zone": zone,
    "sex": worded("sex", "PAX-SEX-UNKNOWN"),
    "role": worded("role", "PAX-ROLE-UNKNOWN"),
    "mode": worded("mode", "FORM-WORD-UNKNOWN"),
    "function": worded("function", "FORM-WORD-UNKNOWN"),
    "captured": worded("captured", "FORM-WORD-UNKNOWN"),
}
FIELDS = tuple(
    Field(
        name=name,
        of=row["of"],
        en=tuple(row["en"]),
        fr=tuple(row["fr"]),
        read=READERS.get(name),
        example=(row["example"][0], row["example"][1]) if "example" in row else None,
    )
    for name, row in TABLE["field"].items()
)
BY_NAME = {each.name: each for each in FIELDS}
ROW_NUMBERS = frozenset(TABLE["rows"]["numbers"])
SLOTS = {
    "passport": "P",
    "passeport": "P",
    "visa": "V",
    "id card": "I",
    "identity card": "I",
    "carte d identite": "I",
    "carte identite": "I",
}
ATTRIBUTES = (  # words of a heading about a document of a stated kind -> what it says of it
    ("expires", {"expiry", "expires", "expiration", "expire", "valid", "valable", "valide", "validity", "validite", "exp"}),
    ("issued", {"issued on", "issue date", "date of issue", "delivre le", "date de delivrance", "date d emission"}),
    ("issuer", {"country", "issuing", "issuer", "issued", "issue", "state", "authority", "nationality"}),
    ("issuer", {"pays", "emetteur", "delivrance", "delivre", "etat", "autorite"}),
    ("type", {"type", "kind", "genre", "nature"}),
    ("number", {"number", "no", "nr", "num", "numero"}),
)  # fmt: skip
OF_A_DOCUMENT = re.compile(rf"\b(?:{'|'.join(SLOTS)}|document|doc)\b")
SMALL = re.compile(r"\b(?:passenger|passager|traveller|traveler|voyageur|pax|of|the|s|du|de|des|d|l|le|la|un|une)\b")


@cache
def _headings() -> Mapping[str, str]:
    """What each heading means: as written, and without the small words."""
    found: dict[str, str] = {}
    for each in FIELDS:
        for heading in (each.name.replace("_", " "), *each.en, *each.fr):
            found.setdefault(plain(heading), each.name)
    for heading, name in tuple(found.items()):
        if short := _short(heading):
            found.setdefault(short, name)
    for heading in ("de", "a", "d"):  # of French, and too short to be sure of out of a heading row
        found.pop(heading, None)
    return found | {"de": "from", "a": "to"}


def _short(heading: str) -> str:
    return " ".join(SMALL.sub(" ", heading).split())


class Column(NamedTuple):
    """What a column holds, or a key of JSON."""

    name: str  # of a field; "" where the heading is not known, "#" where it numbers the rows
    document: str = ""  # for fields of a document: which one: "1", "2", "P", "V", "I"
    order: Order | None = None


def column(heading: str) -> Column:
    """Return what a heading says that its column holds.

    >>> column("Date de naissance (JJ/MM/AAAA)"), column("Passport No."), column("Shoe size").name
    (Column(name='birth_date', document='', order='dmy'), Column(name='number', document='P', order=None), '')
    """
    return _known_column(heading) if len(heading) <= LONGEST_KNOWN else _column(heading)


def _column(heading: str) -> Column:
    words, stated = plain(heading), form_dates.order(heading)
    if not words or words in ROW_NUMBERS:
        return Column("#" if words or heading.strip() in ("#", "No.", "N°") else "")
    if name := _headings().get(words) or _headings().get(_short(words)):
        return Column(name, "1" if BY_NAME[name].of == "document" else "", stated)
    return (_of_document(words, stated) if OF_A_DOCUMENT.search(words) else None) or Column("")


_known_column = lru_cache(maxsize=1024)(_column)  # forms of one maker are headed alike, and a reader looks at headings again and again


def _of_document(words: str, stated: Order | None) -> Column | None:
    """A heading about a document of a stated kind or number: "passport number", "expiry date of visa", "document 2 number"."""
    slot = next((kind for name, kind in SLOTS.items() if re.search(rf"\b{name}\b", words)), "")
    rest = words
    for name in SLOTS:
        rest = re.sub(rf"\b{name}\b", " ", rest)
    numbered = re.search(r"\b(?:document|doc) ?([1-9])\b|\b([1-9])\b|\b(second|deuxieme|other|autre)\b", rest)
    if not slot and not (numbered and re.search(r"\b(?:document|doc)\b", rest)):
        return None
    slot = slot or (numbered[1] or numbered[2] or "2" if numbered else "1")
    rest = " ".join(re.sub(r"\b(?:document|doc|travel|[1-9]|second|deuxieme|other|autre)\b", " ", rest).split())
    for name, marks in ATTRIBUTES:
        if any(re.search(rf"\b{mark}\b", rest) for mark in marks):
            return Column(name, slot, stated)
    return Column("number" if slot in SLOTS.values() else "type", slot, stated) if not _short(rest) else None


# From what was said to records --------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Found:
    """What is wrong, told one by one up to so many of a kind."""

    faults: list[Fault] = field(default_factory=list)
    met: Counter[str] = field(default_factory=Counter)
    misread: set[int] = field(default_factory=set)  # people whose birth is given and could not be read: it is not also missing

    def add(self, code: str, where: str, *, note: str = "", span: Span | None = None, person: int | None = None) -> None:
        """Note a fault."""
        self.met[code] += 1
        if self.met[code] <= MOST_ALIKE:
            self.faults.append(fault(code, where, note=note, offset=span.start if span else None, traveller=person, form=True))

    def told(self) -> list[Fault]:
        """Return the faults, person by person; where there were too many of a kind, how many more."""
        more = {code: n - MOST_ALIKE for code, n in self.met.items() if n > MOST_ALIKE}
        ordered = sorted(self.faults, key=lambda one: one.traveller or 0)
        return [*ordered, *(fault("FORM-MORE-ALIKE", "the whole", note=f"{n} more of {code}") for code, n in more.items())]


@dataclass(frozen=True, slots=True)
class Form:
    """One list of a form, and what is wrong with it."""

    manifest: Manifest
    faults: tuple[Fault, ...]
    sender: str | None = None
    reference: str | None = None


Saying = Mapping[str, Said]


def value(name: str, said: Said, today: date) -> Read:
    """Read one value as its field is read. What stands for nothing is None."""
    text = said.text
    if text.casefold() in (NO_NAME if name.endswith(("_name", "_names")) else NOTHING):
        return None, None, ""
    if BROKEN.fullmatch(text):
        return None, "FORM-CELL-BROKEN", ""
    if len(text) > LONGEST:
        return None, "FORM-VALUE-LONG", f"{len(text)} characters"
    read = BY_NAME[name].read
    if read == BIRTH:
        return (*form_dates.birth(text, today, said.order), "")
    if read == DAY:
        return (*form_dates.day(text, today, said.order), "")
    if read == MOMENT:
        return (*form_dates.moment(text, said.order), "")
    if read is None:
        return text, None, ""
    found: Read = read(text)
    return found


def values(said: Saying, today: date, found: Found, person: int | None = None) -> dict[str, Any]:
    """Read several values; those that could not be read are None, and faults."""
    read: dict[str, Any] = {}
    for name, one in said.items():
        read[name], code, note = value(name, one, today)
        if code:
            found.add(code, one.where, note=note, span=one.span, person=person)
            if name == "birth_date" and person is not None:
                found.misread.add(person)
    return read


def traveller(
    said: Saying, documents: Sequence[Saying], references: Mapping[str, str], *, ordinal: int, span: Span | None, today: date, found: Found
) -> Traveller:
    """Return the person that a row or an object declares."""
    read = values(said, today, found, ordinal)
    family, given = read.get("family_name") or "", " ".join(filter(None, (read.get("given_names"), read.get("middle_names"))))
    if whole := read.get("full_name"):
        family, given, code = name_parts(whole, family, given)
        if code:
            found.add(code, said["full_name"].where, span=said["full_name"].span, person=ordinal)
    elif given and not family and "family_name" in said:
        found.add("FORM-FAMILY-NAME-BLANK", said["family_name"].where, span=said["family_name"].span, person=ordinal)
    papers = [paper for each in documents if (paper := _document(values(each, today, found, ordinal)))]
    known = {**references, **{q: v for q, name in (("ABO", "reference"), ("AVF", "locator"), ("SEA", "seat")) if (v := read.get(name))}}
    bags = Bags(pieces=read.get("pieces"), kilograms=read.get("kilograms"), tags=read.get("tags") or ())
    called = (read.get("title") or "").upper().rstrip(".")
    return Traveller(
        ordinal=ordinal,
        key=known.get("ABO")
        or f"{known.get('AVF', '')}/{family}/{given}/{read.get('birth_date') or ''}/{papers[0].number if papers else ''}",
        role=read.get("role") or Role.PASSENGER,
        family_name=family,
        given_names=given,
        title=called if called in TITLES else title(family, given),
        birth_date=read.get("birth_date"),
        sex=read.get("sex"),
        nationalities=tuple(dict.fromkeys(filter(None, (read.get("nationality"), read.get("nationality 2"))))),
        residence=read.get("residence"),
        birth_country=read.get("birth_country"),
        birth_place=read.get("birth_place"),
        address=read.get("address"),
        documents=tuple(papers),
        seat=read.get("seat"),
        bags=bags if bags != Bags() else None,
        references=known,
        embarks=read.get("embarks"),
        disembarks=read.get("disembarks"),
        clears_at=read.get("clears_at"),
        duty=read.get("duty"),
        captured=read.get("captured"),
        segments=span,
        places=_places(said, documents),
    )


def name_parts(whole: str, family: str, given: str) -> tuple[str, str, str | None]:
    """Return family name and given names out of one cell, and what was done.

    >>> name_parts("ROY, Marie", "", "")[:2], name_parts("ROY/MARIE MRS", "", "")[:2], name_parts("ROY Marie Louise", "", "")[:2]
    (('ROY', 'Marie'), ('ROY', 'MARIE MRS'), ('ROY', 'Marie Louise'))
    >>> name_parts("Marie Roy", "", "")
    ('Marie Roy', '', 'FORM-NAME-WHOLE')
    """
    if family or given:
        return (family or whole, given, None) if not family else (family, given or whole, None)
    for mark in (",", "/", ";"):
        first, parted, rest = whole.partition(mark)
        if parted and first.strip() and rest.strip():
            return first.strip(), rest.strip(), None
    words = whole.split()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if 0 < len(capitals) < len(words) and words[: len(capitals)] == capitals:
        return " ".join(capitals), " ".join(words[len(capitals) :]), "FORM-NAME-PARTED"
    if 0 < len(capitals) < len(words) and words[-len(capitals) :] == capitals:
        return " ".join(capitals), " ".join(words[: -len(capitals)]), "FORM-NAME-PARTED"
    return whole, "", "FORM-NAME-WHOLE" if len(words) > 1 else None


def _document(read: Mapping[str, Any]) -> TravelDocument | None:
    if not any(value for name, value in read.items() if name != "type"):
        return None
    return TravelDocument(
        type=read.get("type") or "",
        number=read.get("number") or "",
        issuer=read.get("issuer"),
        expires=read.get("expires"),
        issued=read.get("issued"),
        zone=read.get("zone") or (),
    )


PLACES = {"full_name": "family_name", "pieces": "bags", "kilograms": "bags", "tags": "bags", "reference": "ABO", "locator": "AVF",
          "birth_country": "birth_place", "middle_names": "given_names"}  # field of the form -> name in Traveller.places  # fmt: skip


def _places(said: Saying, documents: Sequence[Saying]) -> dict[str, Span]:
    places: dict[str, Span] = {}
    for name, one in said.items():
        if one.span and one.text:
            places.setdefault(PLACES.get(name, name), one.span)
    papers = [[one.span for one in each.values() if one.span and one.text] for each in documents]
    for n, spans in enumerate(filter(None, papers), 1):
        places["document" if n == 1 else f"document {n}"] = Span(min(s.start for s in spans), max(s.end for s in spans))
    return places


def voyage(
    designator: str, carrier: str | None, mode: Mode | None, legs: Iterable[Leg], border_leg: int | None = None
) -> Voyage:  # fmt: skip
    """Return the voyage that a form declares. Where its number holds digits only, the carrier goes before it."""
    bare = re.sub(r"\s", "", designator).upper()
    whole = f"{carrier}{bare}" if carrier and bare.isdigit() else bare
    letters = re.match(r"[A-Z]{3,}(?=[0-9])", whole) or re.match(r"(?![0-9]{2})[A-Z0-9]{2}(?=[0-9])", whole)
    carrier = carrier or (letters[0] if letters else None)
    legs = tuple(replace(leg, voyage=leg.voyage or whole) for leg in legs)
    if border_leg is None and len(legs) == 1:
        border_leg = 0
    places = [place for leg in legs for place in (leg.departure, leg.arrival) if place]
    return Voyage(
        carrier=carrier,
        designator=whole,
        mode=mode or voyages.mode("", places, carrier or ""),
        legs=legs,
        border_leg=border_leg if border_leg is not None and border_leg < len(legs) else None,
    )


def whole(
    declared: Voyage,
    travellers: Sequence[Traveller],
    read: Mapping[str, Any],
    *,
    labels: Sequence[str],
    part: Part | None = None,
    found: Found,
    where: str,
) -> Manifest:
    """Return the list, and add to what was found what a list as a whole has wrong."""
    manifest = Manifest(
        voyage=declared,
        travellers=tuple(travellers),
        function=read.get("function") or "original",
        crew_list=bool(read.get("crew_list")) or (bool(travellers) and all(t.role is Role.CREW for t in travellers)),
        transaction=read.get("transaction"),
        revision=read.get("revision"),
        prepared_at=read.get("prepared"),
        declared_passengers=read.get("declared_passengers"),
        declared_crew=read.get("declared_crew"),
        part=part,
        contact=read.get("contact"),
        labels=tuple(labels),
    )
    for one in (*voyages.check(declared, None), *paxlst.check(manifest, found.faults)):
        if one.code == "PAX-BIRTH-DATE-MISSING" and one.traveller in found.misread:
            continue
        label = labels[one.traveller - 1] if one.traveller is not None else where
        note = _note(one)
        found.add(one.code, label, note=note, span=None, person=one.traveller)
        if found.met[one.code] <= MOST_ALIKE:
            found.faults[-1] = replace(found.faults[-1], offset=one.offset)
    return manifest


def _note(one: Fault) -> str:
    """What a fault says beside the words of its kind, in a form's own words."""
    match = re.search(r"\((.*)\)\. ", one.detail)
    return re.sub(r"CNT\+4[12] ", "", match[1]) if match else ""


def leg(read: Mapping[str, Any], number_: str = "") -> Leg | None:
    """Return the leg that a voyage's fields declare; None where they declare none."""
    names = ("from", "to", "departs", "arrives")
    if not any(read.get(name) for name in names):
        return None
    return Leg(voyage=number_, departure=read.get("from"), arrival=read.get("to"), departs=read.get("departs"), arrives=read.get("arrives"))


def first_day(legs: Iterable[Leg], prepared: datetime | None) -> date:
    """Return the day against which births are read: of preparation, or else of departure."""
    moments = [prepared, *(leg.departs for leg in legs)]
    return next((moment.date() for moment in moments if moment), date.max)


def template(language: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the headings of the table's template, and its example row."""
    shown = [each for each in FIELDS if each.example is not None]
    french = language == "fr"
    headings = tuple((each.fr if french else each.en)[0] for each in shown)
    return headings, tuple(each.example[french] for each in shown if each.example)


def template_csv(language: str) -> bytes:
    """Return the template as CSV in the way that spreadsheets open it rightly: with a byte order mark, and semicolons."""
    return ("\ufeff" + "".join(";".join(row) + "\r\n" for row in template(language))).encode()
