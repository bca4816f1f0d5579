"""PAXLST, the passenger list: UN/EDIFACT D.93A to D.17A, batch and interactive, all function codes -> Manifest.

Sources: the UN/EDIFACT directories; the *Passenger List Message Implementation Guide* of WCO, IATA and ICAO (2010, 2015, 2016); the
*DHS Consolidated User Guide Part 4*. The grammar is the table ``PERSON``: what a segment with a qualifier says of a person. A person is
read by tag, not by position, since senders do not keep to the order.

The names that ``Traveller.places`` uses: ``family_name``, ``given_names``, ``birth_date``, ``sex``, ``nationality``, ``residence``,
``birth_place``, ``address``, ``seat``, ``bags``, ``embarks``, ``disembarks``, ``clears_at``, ``duty``, ``captured``, ``ABO`` and the other
references by their qualifier, ``document`` for the first document, ``document 2`` for the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import IntEnum, auto
from typing import Any, NamedTuple

from preclear.manifest import Bags, Fault, Manifest, Part, PartialDate, Role, Span, TravelDocument, Traveller
from preclear.manifest.faults import fault
from preclear.messages import dates, voyages
from preclear.messages.edifact import Stretch
from preclear.messages.names import is_placeholder, title

Elements = Sequence[Sequence[str]]

FUNCTIONS = {  # BGM: document name, function code -> what the list does
    ("745", ""): "original",
    ("745", "CP"): "change",
    ("745", "XR"): "cancel_reservation",
    ("745", "RP"): "reduce_party",
    ("266", "CL"): "close",
    ("266", "CLNB"): "close_not_on_board",
    ("266", "CLOB"): "close_on_board",
    ("266", "XF"): "cancel_flight",
    ("266", "CF"): "change_flight",
    ("336", "G"): "add",
    ("336", "I"): "change",
    ("655", ""): "original",
} | {("250", code): "change" if len(code) == 2 else "original" for code in ("", "A", "B", "C", "D", "E", "F", "BC", "CC", "EC", "FC")}
CREW_LISTS = frozenset({"250", "336"})
WHOLE = frozenset({"original", "change", "request", "add"})  # lists that must say everything about a person
ROLES = {"FL": Role.PASSENGER, "DDU": Role.TRANSIT, "FM": Role.CREW, "DDT": Role.CREW, "VW": Role.PASSENGER}
SEXES = frozenset({"M", "F", "X"})
POUND = 0.45359237  # kilograms
MANY_TAGS = 99  # a person with more bags than this has a slip in the count
PARTIES = frozenset({"MS", "MR", "CA", "ZZZ"})  # NAD of header parties, who are no persons of the list
TAGS = frozenset(["UNH", "BGM", "RFF", "DTM", "LOC", "NAD", "CTA", "COM", "TDT", "ATT", "MEA", "GEI", "FTX", "EMP", "NAT", "DOC", "CPI", "QTY", "GID", "CNT", "AUT", "UNT", "UNE", "UNZ", "UNS"])


class Put(IntEnum):
    """What is done with what a segment says."""

    FIELD = auto()  # a field of the person
    NATIONALITY = auto()
    REFERENCE = auto()
    TAGS = auto()
    DOCUMENT = auto()  # a document begins
    DETAIL = auto()  # a field of the document
    PERSON = auto()  # a person begins
    PARTY = auto()  # somebody who is not on the list
    COUNT = auto()
    NOTHING = auto()  # understood, and no field of ours
    UNKNOWN = auto()


class Effect(NamedTuple):
    """What one segment says, whoever it is said of. Equal segments have equal effects, so each is worked out once a message."""

    put: Put
    name: str
    value: Any
    first: int = 0  # where the value stands in the segment
    last: int = 0
    wrong: tuple[str, str] | None = None  # fault code and note


class Rule(NamedTuple):
    """One row of the grammar: where the value stands, and what becomes of it."""

    put: Put
    name: str
    element: int
    component: int
    read: Callable[[str, Elements, date], tuple[Any, str | None]] | None = None  # None: as it stands


def _birth(text: str, elements: Elements, today: date) -> tuple[PartialDate | None, str | None]:
    return dates.birth(text, elements[1][2] if len(elements[1]) > 2 else "", today)


def _day(text: str, elements: Elements, today: date) -> tuple[date | None, str | None]:
    return dates.day(text, elements[1][2] if len(elements[1]) > 2 else "", today)


def _sex(text: str, elements: Elements, _: date) -> tuple[str | None, str | None]:
    code = (text or (elements[2][0] if len(elements) > 2 else "")).strip().upper()
    return (code, None if text else "PAX-VALUE-MISPLACED") if code in SEXES else (None, "PAX-SEX-UNKNOWN")


def _pieces(text: str, elements: Elements, _: date) -> tuple[int | None, str | None]:
    early = elements[3][0] if len(elements) > 3 else ""
    number = text or early
    return (int(number), None if text else "PAX-VALUE-MISPLACED") if number.isdecimal() and len(number) < 6 else (None, "PAX-BAGS-UNREAD")


def _weight(text: str, elements: Elements, _: date) -> tuple[float | None, str | None]:
    unit = elements[3][0].strip().upper() if len(elements) > 3 else ""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return None, "PAX-BAGS-UNREAD"
    if not 0 <= number < 100_000:
        return None, "PAX-BAGS-UNREAD"
    if unit in ("LBR", "LB"):
        return round(number * POUND, 1), None
    return number, None if unit in ("KGM", "KG") else "PAX-BAGS-UNIT"


def _tags(text: str, elements: Elements, _: date) -> tuple[tuple[str, ...], str | None]:
    """Every tag, consecutive ones written out."""
    text = text.strip()
    if text in ("", "NULL", "NIL", "NONE"):
        return (), None
    count = elements[4][1].strip() if len(elements[4]) > 1 else ""
    digits = len(text) - len(text.rstrip("0123456789"))
    if not count or count == "1":
        return (text,), None
    if not (count.isdecimal() and digits and 0 < int(count[:6]) <= MANY_TAGS):
        return (text,), "PAX-BAGS-UNREAD"
    stem, serial = text[: len(text) - digits], text[len(text) - digits :]
    return tuple(f"{stem}{int(serial) + n:0{digits}d}" for n in range(int(count))), None


def _seat(text: str, *_: object) -> tuple[str, None]:
    return text.strip(), None


def _captured(text: str, *_: object) -> tuple[str | None, None]:
    return {"173": "machine", "174": "typed"}.get(text), None


F, D, N = Put.FIELD, Put.DETAIL, Put.NOTHING
PERSON: Mapping[tuple[str, str], Rule] = {  # group 4 to 7: what a segment says of a person, by tag and qualifier
    ("ATT", "2"): Rule(F, "sex", 3, 0, _sex),
    ("DTM", "329"): Rule(F, "birth_date", 1, 1, _birth),
    ("DTM", "36"): Rule(D, "expires", 1, 1, _day),
    ("DTM", "182"): Rule(D, "issued", 1, 1, _day),
    ("MEA", "CT"): Rule(F, "pieces", 3, 1, _pieces),
    ("MEA", "WT"): Rule(F, "kilograms", 3, 1, _weight),
    ("GEI", "4"): Rule(F, "captured", 2, 0, _captured),
    ("FTX", "BAG"): Rule(Put.TAGS, "tags", 4, 0, _tags),
    ("LOC", "22"): Rule(F, "clears_at", 2, 0),
    ("LOC", "174"): Rule(F, "residence", 2, 0),
    ("LOC", "178"): Rule(F, "embarks", 2, 0),
    ("LOC", "179"): Rule(F, "disembarks", 2, 0),
    ("LOC", "180"): Rule(F, "birth_country", 2, 0),
    ("LOC", "91"): Rule(D, "issuer", 2, 0),
    ("EMP", "1"): Rule(F, "duty", 2, 0),
    ("NAT", "2"): Rule(Put.NATIONALITY, "nationality", 2, 0),
    ("CNT", "42"): Rule(Put.COUNT, "declared_passengers", 1, 1),
    ("CNT", "41"): Rule(Put.COUNT, "declared_crew", 1, 1),
}
BY_TAG: Mapping[str, Rule] = {  # whatever the qualifier
    "DOC": Rule(Put.DOCUMENT, "document", 2, 0),
    "RFF": Rule(Put.REFERENCE, "", 1, 1),
    "CNT": Rule(Put.COUNT, "", 1, 1),
    **{
        tag: Rule(N, "", 1, 0)
        for tag in ("COM", "CTA", "CPI", "QTY", "GID", "AUT", "TDT", "UNH", "BGM", "UNT", "UNE", "UNZ", "UNG", "UNB", "UNS")
    },
}
SHORT = {"LOC": 3, "DTM": 2, "RFF": 2, "NAT": 3, "ATT": 4, "DOC": 4, "GEI": 3, "MEA": 4, "FTX": 5, "EMP": 3, "NAD": 5, "BGM": 3, "TDT": 6,
         "COM": 2, "CNT": 2}  # elements that a segment usually has; one with more may hold two  # fmt: skip
LEAST = {"LOC": 3, "DTM": 2, "RFF": 2, "NAT": 3, "ATT": 3, "DOC": 3, "GEI": 3, "MEA": 4, "FTX": 5, "EMP": 3, "NAD": 5, "BGM": 2, "TDT": 3,
         "COM": 2, "CNT": 2}  # elements without which it does not stand complete  # fmt: skip
FOLLOWS = {  # qualifiers by which a segment that lost the terminator before it is known for one
    "RFF": {"AVF", "ABO", "SEA", "AEA", "CR", "YZY", "TN"},
    "LOC": {"22", "87", "91", "92", "125", "130", "174", "178", "179", "180"},
    "DTM": {"36", "182", "189", "232", "329"},
    "NAD": {"FL", "FM", "DDU", "DDT", "MS"},
    "DOC": {"P", "V", "I", "A", "C", "AC", "IP", "F", "L", "T", "M"},
    "TDT": {"20", "34"}, "ATT": {"2"}, "NAT": {"2"}, "GEI": {"4"}, "EMP": {"1"}, "FTX": {"BAG"}, "MEA": {"CT", "WT"}, "CNT": {"41", "42"},
    "BGM": {"745", "250", "266", "336", "655"},
}  # fmt: skip


class Effects(dict[str, Effect]):
    """What each segment of one message says, worked out when it is first met."""

    def __init__(self, stretch: Stretch, today: date) -> None:
        self.stretch, self.today = stretch, today
        self.element, self.component, self.release = stretch.separators.element, stretch.separators.component, stretch.separators.release

    def __missing__(self, text: str) -> Effect:
        if (self.release and self.release in text) or not text.isascii():
            elements: Elements = self.stretch.elements(text)
        else:
            component = self.component
            elements = [element.split(component) for element in text.split(self.element)]
        effect = self[text] = self.work_out(text, elements)
        return effect

    def work_out(self, text: str, elements: Elements) -> Effect:
        """What a segment says, from its elements."""
        tag = elements[0][0]
        qualifier = elements[1][0] if len(elements) > 1 else ""
        rule = PERSON.get((tag, qualifier)) or BY_TAG.get(tag)
        if rule is None:
            return self.odd(text, elements, tag, qualifier)
        put, name, element, component, read = rule
        try:
            value: Any = elements[element][component]
        except IndexError:
            value = ""
        if value and text.endswith(value):
            first, last = len(text) - len(value), len(text)
        else:
            first, last = self.stretch.span(text, element, component)
        code = None
        if read is not None:
            value, code = read(value, elements, self.today)
        elif put is Put.REFERENCE:
            name = qualifier
        elif put is Put.DOCUMENT:
            return Effect(put, qualifier, value, 0, len(text))
        elif put is Put.COUNT:
            value, code = _count(value, elements)
            name = name or qualifier
        elif name == "birth_country":
            place = elements[2][3] if len(elements) > 2 and len(elements[2]) > 3 else ""
            value = (value, place)
            first, last = self.stretch.span(text, element)
        return Effect(put, name, value, first, last, code and (code, ""))

    def odd(self, text: str, elements: Elements, tag: str, qualifier: str) -> Effect:
        """A segment that the table does not know: NAD, an unknown qualifier, a damaged or unknown tag."""
        if tag == "NAD":
            return self.name(text, elements, qualifier)
        bare = tag.strip().upper()
        if bare != tag and bare in TAGS:  # a blank in the tag, or small letters
            again = self.work_out(text, [[bare, *elements[0][1:]], *elements[1:]])
            return again._replace(wrong=again.wrong or ("EDI-TAG-DAMAGED", bare))
        if len(elements) > 4 and qualifier in ROLES and elements[4][0]:
            return self.name(text, elements, qualifier)._replace(wrong=("PAX-NAD-DAMAGED", ""))
        if bare in TAGS:
            return Effect(Put.UNKNOWN, f"{bare}+{qualifier}"[:12], None, 0, len(text), ("PAX-QUALIFIER-UNKNOWN", ""))
        return Effect(Put.UNKNOWN, "segment", None, 0, len(text), ("EDI-SEGMENT-UNKNOWN", ""))

    def name(self, text: str, elements: Elements, qualifier: str) -> Effect:
        """A NAD: who a person is, or a party of the header."""
        if qualifier in PARTIES:
            return Effect(Put.PARTY, qualifier, elements)
        wrong = None if qualifier in ROLES and qualifier != "VW" else ("PAX-ROLE-UNKNOWN", "")
        place = 4
        components = elements[4] if len(elements) > 4 else []
        if not any(components) and len(elements) > 3 and any(elements[3]):
            components, place, wrong = elements[3], 3, ("PAX-NAME-MISPLACED", "")
        family, given = components[0].strip() if components else "", " ".join(filter(None, map(str.strip, components[1:])))
        spans = {}
        if family:
            spans["family_name"] = self.stretch.span(text, place, 0)
        if given:
            spans["given_names"] = (self.stretch.span(text, place, 1)[0], self.stretch.span(text, place)[1])
        address = ", ".join(filter(None, (" ".join(filter(None, map(str.strip, e))) for e in elements[5:10])))
        if address:
            spans["address"] = (self.stretch.span(text, 5)[0], len(text))
        return Effect(Put.PERSON, qualifier, (family, given, address or None, spans), 0, len(text), wrong)

    def split_glued(self, text: str) -> int | None:
        """Where a segment ends that lost its terminator, if what follows surely is another one; None where nothing can be told."""
        elements = self.stretch.separators.split(text, self.element)
        tag = elements[0].strip()
        if len(elements) <= SHORT.get(tag, len(elements)):
            return None
        at = len(elements[0])
        for n, element in enumerate(elements[1:-1], 1):
            at += 1 + len(element)
            after, following = element[-3:], self.stretch.separators.split(elements[n + 1], self.component)[0]
            if following in FOLLOWS.get(after, ()) and n + 1 >= LEAST.get(tag, 2) and (len(element) > 3 or n >= LEAST.get(tag, 2)):
                return at - 3
        return None


def _count(value: str, elements: Elements) -> tuple[int | None, str | None]:
    late = elements[2][0] if len(elements) > 2 else ""
    number = (value or late).strip()
    return (int(number), None if value else "PAX-VALUE-MISPLACED") if number.isdecimal() and len(number) < 7 else (None, "MSG-COUNT-UNREAD")


class Body(NamedTuple):
    """The segments between UNH and UNT."""

    texts: list[str]
    starts: list[int]


def read(
    stretch: Stretch, body: Body, *, end: int, interactive: bool, prepared: datetime | None, part: Part | None
) -> tuple[Manifest, str | None, list[Fault]]:
    """Return what a list says, the document name code of its BGM, and what is wrong with it.

    ``body`` is what stands between UNH and UNT; ``end`` the offset behind it.

    1. work out what each segment says; part those that lost the terminator between them
    2. read the header: function, reference, contact, legs
    3. read the persons; 4. hold them against each other and the header
    """
    faults: list[Fault] = []
    body = _part_glued(stretch, body, faults)
    today = prepared.date() if prepared else voyages.first_day(stretch, body.texts) or date.max
    effects = Effects(stretch, today)
    said = [effects[text] for text in body.texts]  # 1
    persons = [n for n, effect in enumerate(said) if effect[0] is Put.PERSON and (effect[1] in ROLES or _is_person(said, n))]
    first = persons[0] if persons else next((n for n, e in enumerate(said) if e[0] is Put.COUNT), len(said))
    header = voyages.read(stretch, Body(body.texts[:first], body.starts[:first]), today, faults)  # 2
    travellers, counts = _persons(stretch, body, said, persons, first, end, faults)  # 3
    function = FUNCTIONS.get((header.document, header.function), header.function or header.document or "original")
    if function == "original" and interactive and header.document not in CREW_LISTS:
        function = "request"
    manifest = Manifest(
        voyage=header.voyage,
        travellers=tuple(travellers),
        function=function,
        crew_list=header.document in CREW_LISTS,
        transaction=header.transaction,
        revision=header.revision,
        prepared_at=prepared,
        declared_passengers=counts.get("declared_passengers"),
        declared_crew=counts.get("declared_crew"),
        part=part,
        contact=header.contact,
    )
    faults += check(manifest)  # 4
    return manifest, header.document, faults


def _is_person(said: Sequence[Effect], index: int) -> bool:
    """Whether a NAD with an unknown qualifier has a person's segments under it."""
    for effect in said[index + 1 :]:
        if effect[0] in (Put.PERSON, Put.PARTY, Put.COUNT):
            return False
        if effect[0] in (Put.FIELD, Put.NATIONALITY, Put.DOCUMENT):
            return True
    return False


def _part_glued(stretch: Stretch, body: Body, faults: list[Fault]) -> Body:
    """The segments, those parted that lost the terminator between them; what cannot be parted safely stays with the one before."""
    element = stretch.separators.element
    effects = Effects(stretch, date.max)
    suspects = [n for n, text in enumerate(body.texts) if text.count(element) >= SHORT.get(text[:3], 99)]
    glued = {n: at for n in suspects if (at := effects.split_glued(body.texts[n]))}
    for n in suspects:
        if n not in glued and f"NAD{element}" in body.texts[n][3:]:
            faults.append(fault("PAX-PERSON-LOST", body.texts[n][:3], offset=body.starts[n]))
    if not glued:
        return body
    texts, starts = [], []
    for n, (text, start) in enumerate(zip(body.texts, body.starts, strict=True)):
        at = glued.get(n)
        while at:
            texts.append(text[:at])
            starts.append(start)
            places = stretch.torn.get(start)
            text, start = text[at:], stretch.at(start, at)  # noqa: PLW2901  # the rest is looked at again
            if places:
                stretch.torn[start] = places[at:]
            faults.append(fault("EDI-TERMINATOR-LOST", text[:3], offset=start))
            at = effects.split_glued(text)
        texts.append(text)
        starts.append(start)
    return Body(texts, starts)


def _persons(
    stretch: Stretch, body: Body, said: list[Effect], persons: list[int], first: int, end: int, faults: list[Fault]
) -> tuple[list[Traveller], dict[str, int]]:
    """The persons of a list, in order, and the counts that end it."""
    travellers: list[Traveller] = []
    counts: dict[str, int] = {}
    limits = [*persons[1:], len(said)] if persons else []
    for ordinal, (begin, limit) in enumerate(zip(persons, limits, strict=True), 1):
        person = Person(ordinal, stretch)
        for n in range(begin, limit):
            effect = said[n]
            if effect[0] is Put.COUNT or effect[0] is Put.PARTY:
                limit = n  # noqa: PLW2901  # the list ends here
                break
            person.take(effect, body.starts[n], body.texts[n])
        travellers.append(person.traveller(body.starts[limit] if limit < len(said) else end))
        faults += person.faults
        first = limit
    for n in range(first, len(said)):
        effect = said[n]
        if effect[0] is Put.COUNT:
            if effect[5]:
                faults.append(fault(effect[5][0], "CNT", offset=body.starts[n]))
            if effect[1] not in ("declared_passengers", "declared_crew"):
                faults.append(fault("MSG-COUNT-UNKNOWN", "CNT", offset=body.starts[n]))
            elif effect[2] is not None:
                counts[effect[1]] = effect[2]
        elif effect[0] is Put.UNKNOWN and persons and n > persons[-1]:
            faults.append(fault(effect[5][0] if effect[5] else "EDI-SEGMENT-UNKNOWN", effect[1], offset=body.starts[n]))
    return travellers, counts


class Person:
    """One person as the segments come in."""

    def __init__(self, ordinal: int, stretch: Stretch) -> None:
        self.ordinal, self.stretch = ordinal, stretch
        self.torn = stretch.torn
        self.begin = 0
        self.fields: dict[str, Any] = {}
        self.places: dict[str, Span] = {}
        self.nationalities: list[str] = []
        self.references: dict[str, str] = {}
        self.tags: list[str] = []
        self.documents: list[dict[str, Any]] = []
        self.document = ""  # name under which the place of the document at hand is kept
        self.label = ""
        self.faults: list[Fault] = []

    def wrong(self, code: str, segment: str, offset: int | None, note: str = "") -> None:
        """Note a fault of this person."""
        self.faults.append(
            fault(code, f"{self.label}, {segment}" if segment else self.label, note=note, offset=offset, traveller=self.ordinal)
        )

    def take(self, effect: Effect, start: int, text: str) -> None:
        """Take in what one segment says."""
        put, name, value, first, last, wrong = effect
        if self.torn and start in self.torn:
            begin, stop = self.stretch.at(start, first), self.stretch.at(start, max(last - 1, first)) + 1
        else:
            begin, stop = start + first, start + last
        if wrong and put is not Put.PERSON:
            self.wrong(wrong[0], _segment(text, self.stretch), begin, wrong[1])
        if put is Put.FIELD:
            if value is None or value == "":
                return
            if name in self.fields and self.fields[name] != value:
                self.wrong("PAX-FIELD-TWICE", _segment(text, self.stretch), begin)
                return
            self.fields[name] = value
            self.places[PLACE_NAMES.get(name, name)] = Span(begin, stop)
        elif put is Put.REFERENCE:
            if name in self.references:
                if self.references[name] != value:
                    self.wrong("PAX-REFERENCE-TWICE", _segment(text, self.stretch), begin)
            elif value:
                self.references[name] = value
                self.places[name] = Span(begin, stop)
        elif put is Put.DETAIL:
            if not self.documents:
                self.wrong("PAX-DOCUMENT-ABSENT", _segment(text, self.stretch), begin)
            elif value:
                self.documents[-1][name] = value
                self.places[self.document] = Span(self.places[self.document].start, stop)
        elif put is Put.DOCUMENT:
            self.documents.append({"type": name.strip(), "number": value.strip()})
            self.document = "document" if len(self.documents) == 1 else f"document {len(self.documents)}"
            self.places[self.document] = Span(begin, stop)
        elif put is Put.NATIONALITY:
            if value and value not in self.nationalities:
                self.nationalities.append(value)
                self.places.setdefault("nationality", Span(begin, stop))
        elif put is Put.TAGS:
            self.tags += value
            if value:
                self.places["bags"] = Span(self.places["bags"].start if "bags" in self.places else begin, stop)
        elif put is Put.PERSON:
            self.begin, self.label = start, f"NAD+{name} {self.ordinal}"
            self.fields["role"] = ROLES.get(name, Role.PASSENGER)
            self.fields["family_name"], self.fields["given_names"], self.fields["address"], spans = value
            for field, (a, b) in spans.items():
                self.places[field] = (
                    Span(self.stretch.at(start, a), self.stretch.at(start, max(b - 1, a)) + 1) if self.torn else Span(start + a, start + b)
                )
            if wrong:
                self.wrong(wrong[0], "", start, wrong[1])

    def traveller(self, end: int) -> Traveller:
        """The person, all segments taken in; ``end`` is the offset behind the last."""
        fields, references = self.fields, self.references
        pieces, kilograms = fields.pop("pieces", None), fields.pop("kilograms", None)
        if pieces is not None or kilograms is not None or self.tags:
            fields["bags"] = Bags(pieces=pieces, kilograms=kilograms, tags=tuple(self.tags))
        if "birth_country" in fields:
            country, place = fields["birth_country"]
            fields["birth_country"], fields["birth_place"] = country.strip() or None, place.strip() or None
        if seat := references.get("SEA"):
            fields["seat"] = seat.strip().lstrip("0") or seat
            self.places["seat"] = self.places["SEA"]
        documents = tuple(TravelDocument(**document) for document in self.documents)
        return Traveller(
            ordinal=self.ordinal,
            key=references.get("ABO") or self.key(documents),
            title=title(fields["family_name"], fields["given_names"]),
            nationalities=tuple(self.nationalities),
            documents=documents,
            references=references,
            segments=Span(self.begin, end),
            places=self.places,
            **fields,
        )

    def key(self, documents: Sequence[TravelDocument]) -> str:
        """What tells a person without a unique reference apart: locator, name, birth, document."""
        fields = self.fields
        number = documents[0].number if documents else ""
        return f"{self.references.get('AVF', '')}/{fields['family_name']}/{fields['given_names']}/{fields.get('birth_date') or ''}/{number}"


PLACE_NAMES = {"pieces": "bags", "kilograms": "bags", "birth_country": "birth_place"}


def _segment(text: str, stretch: Stretch) -> str:
    """Tag and qualifier of a segment, for a fault's place."""
    elements = text.split(stretch.separators.element, 2)
    tag, qualifier = elements[0].strip()[:3], elements[1].split(stretch.separators.component)[0] if len(elements) > 1 else ""
    return f"{tag}+{qualifier}" if (tag, qualifier) in PERSON or (tag in ("RFF", "LOC", "DTM", "NAD") and len(qualifier) < 4) else tag


def check(manifest: Manifest) -> list[Fault]:
    """Return what is wrong with a list beyond its single segments: what is missing, and what does not agree."""
    found: list[Fault] = []
    whole = manifest.function in WHOLE
    stops = {code for leg in manifest.voyage.legs for code in (leg.departure, leg.arrival) if code}
    for person in manifest.travellers:
        label = f"{'NAD+FM' if person.role is Role.CREW else 'NAD+FL'} {person.ordinal}"
        offset = person.segments.start if person.segments else None
        found += [fault(code, label, offset=offset, traveller=person.ordinal) for code in _missing(person, whole)]
        if stops and any(place and not {place, place[2:]} & stops for place in (person.embarks, person.disembarks)):
            found.append(fault("PAX-ROUTE-DISAGREES", label, offset=offset, traveller=person.ordinal))
    found += _repeated(manifest.travellers)
    part = manifest.part
    if part is not None and not (part.first and part.last):
        found.append(fault("MSG-PART", "UNH", note=f"part {part.number}"))
    elif manifest.function in ("original", "request"):
        crew = sum(person.role is Role.CREW for person in manifest.travellers)
        for declared, listed, qualifier in (
            (manifest.declared_passengers, len(manifest.travellers) - crew, "42"),
            (manifest.declared_crew, crew, "41"),
        ):
            if declared is not None and declared != listed and not (manifest.crew_list and qualifier == "42"):
                found.append(fault("MSG-COUNT-DIFFERS", f"CNT+{qualifier}", note=f"{declared} declared, {listed} in this message"))
    if not manifest.travellers and manifest.function in (*WHOLE, "close_on_board"):
        found.append(fault("MSG-NOBODY", "NAD"))
    return found


def _missing(person: Traveller, whole: bool) -> list[str]:
    """Fault codes for what a list should say of a person, and does not."""
    codes = []
    if not person.family_name and not person.given_names:
        if whole or not person.references:
            codes.append("PAX-NAME-MISSING")
    elif is_placeholder(person.family_name, person.given_names):
        codes.append("PAX-NAME-PLACEHOLDER")
    if whole:
        if person.birth_date is None and "birth_date" not in person.places:
            codes.append("PAX-BIRTH-DATE-MISSING")
        if not person.nationalities:
            codes.append("PAX-NATIONALITY-MISSING")
        if not person.documents:
            codes.append("PAX-DOCUMENT-MISSING")
    return codes


def _repeated(travellers: Sequence[Traveller]) -> list[Fault]:
    """What stands with more than one person and should stand with one."""
    found = []
    for code, values in (
        ("PAX-KEY-SHARED", [(t.references.get("ABO"), t) for t in travellers]),
        ("PAX-DOCUMENT-SHARED", [((d.issuer, d.number), t) for t in travellers for d in t.documents if d.number]),
        ("PAX-TAG-SHARED", [(tag, t) for t in travellers if t.bags for tag in t.bags.tags]),
    ):
        holders: dict[Any, set[int]] = {}
        for value, person in values:
            if value:
                holders.setdefault(value, set()).add(person.ordinal)
        found += [fault(code, f"NAD {min(who)}", note=_listed(who), traveller=min(who)) for who in holders.values() if len(who) > 1]
    births = Counter(t.birth_date for t in travellers if t.birth_date)
    if len(travellers) > 4 and len(births) == 1 and births.total() == len(travellers):
        found.append(fault("PAX-CLONED", "DTM+329"))
    return found


def _listed(ordinals: set[int]) -> str:
    shown = sorted(ordinals)[:10]
    return "persons " + ", ".join(map(str, shown)) + (", ..." if len(ordinals) > 10 else "")
