"""The grammar of PAXLST as a table: what each segment, by tag and qualifier, says of a person.

Sources: UN/EDIFACT PAXLST D.93A to D.17A; the *Passenger List Message Implementation Guide* of WCO, IATA and ICAO; the *DHS
Consolidated User Guide Part 4*.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from preclear.manifest import PartialDate, Role
from preclear.manifest.booking import consecutive
from preclear.messages import dates
from preclear.messages.edifact import Separators, Stretch, value

Elements = Sequence[Sequence[str]]  # of one segment, each as its components; the first is the tag
Found = tuple[Any, str | None]  # a value, and the fault code of what is wrong with it
Read = Callable[[str, Elements, date], Found]  # its text, its segment, day of the message -> what it reads as
Parts = Callable[[Sequence[str]], Found]  # the components of an element -> what they read as

# What is done with what a segment says.
FIELD, REFERENCE, DETAIL, DOCUMENT, NATIONALITY, TAGS, PERSON_BEGINS, PARTY, COUNT, NOTHING, UNKNOWN = range(11)

# What one segment says, whoever it is said of: what is done, a name, the value, where the value stands in the segment, and the fault
# code and note of what is wrong. The name is of that kind of effect alone: a field's, "RFF+ABO", "DOC+P", "NAD+FL", "?QQQ" for an
# unknown tag, "" for nothing. A bare tuple, since it is made and taken apart thousands of times a list.
Effect = tuple[int, str, Any, int, int, tuple[str, str] | None]

ROLES = {"FL": Role.PASSENGER, "DDU": Role.TRANSIT, "FM": Role.CREW, "DDT": Role.CREW}
PARTIES = frozenset({"MS", "MR", "CA", "ZZZ"})  # NAD of header parties, who are no persons of the list
SEXES = frozenset({"M", "F", "X"})
POUND = 0.45359237  # kilograms
MANY_TAGS = 99  # a person with more bags than this has a slip in the count


class Rule(NamedTuple):
    """One row of the grammar: where the value stands, and what becomes of it."""

    put: int
    name: str  # of the field; "" for tag and qualifier
    element: int
    component: int
    read: Read | None = None  # None: as it stands
    parts: Parts | None = None  # reads every component of the element, in place of ``read``


class Shape(NamedTuple):
    """Segments that differ only in the value that is read of them."""

    head: str  # what stands before the value
    tail: str  # what stands behind it
    rule: Rule
    name: str  # as in Effect
    elements: Elements  # of the first that was met; the value may be left out


def _late(elements: Elements) -> str:
    """A value that stands one element late."""
    return elements[2][0].strip() if len(elements) > 2 else ""


def _birth(text: str, elements: Elements, today: date) -> tuple[PartialDate | None, str | None]:
    if not text.strip() and (late := _late(elements)):
        found, code = dates.birth(late[: dates.LONGEST], "", today)
        return found, code or "PAX-VALUE-MISPLACED"
    return dates.birth(text[: dates.LONGEST], elements[1][2] if len(elements[1]) > 2 else "", today)


def _day(text: str, elements: Elements, today: date) -> tuple[date | None, str | None]:
    if not text.strip() and (late := _late(elements)):
        found, code = dates.day(late[: dates.LONGEST], "", today)
        return found, code or "PAX-VALUE-MISPLACED"
    return dates.day(text[: dates.LONGEST], elements[1][2] if len(elements[1]) > 2 else "", today)


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


def _tags(told: Sequence[str]) -> tuple[tuple[str, ...], str | None]:
    """Every tag, consecutive ones written out: the first, and how many."""
    text, count = told[0].strip(), (told[1].strip() if len(told) > 1 else "")
    code = "PAX-BAGS-UNREAD" if any(told[2:]) else None
    if text in ("", "NULL", "NIL", "NONE"):
        return (), code
    if count in ("", "1"):
        return (text,), code
    if not (count.isdecimal() and text[-1] in "0123456789" and 0 < int(count[:6]) <= MANY_TAGS):
        return (text,), "PAX-BAGS-UNREAD"
    return consecutive(text, int(count)), code


def _captured(text: str, *_: object) -> tuple[str | None, None]:
    return {"173": "machine", "174": "typed"}.get(text), None


def _count(text: str, elements: Elements, _: date) -> tuple[int | None, str | None]:
    """A count; seen one element late."""
    number = (text or _late(elements)).strip()
    return (int(number), None if text else "PAX-VALUE-MISPLACED") if number.isdecimal() and len(number) < 7 else (None, "MSG-COUNT-UNREAD")


def _birthplace(told: Sequence[str]) -> tuple[tuple[str, str], None]:
    """Country and place of birth: LOC+180+CAN:::TORONTO."""
    return (value((told,), 0), value((told,), 0, 3)), None


class Named(NamedTuple):
    """What a NAD says of a person. The names stand in one element, the address behind it."""

    family_name: str
    given_names: str
    address: str | None = None
    split: int = 0  # length of the family name as it stands
    address_length: int = 0


def _names(components: Sequence[str]) -> tuple[str, str]:
    """The family name is the first component, the given names are the others, joined by a blank."""
    return components[0].strip(), " ".join([name for name in map(str.strip, components[1:]) if name])


def _named(components: Sequence[str]) -> tuple[Named, None]:
    return Named(*_names(components), None, len(components[0])), None


F, D = FIELD, DETAIL
NAMED = Rule(PERSON_BEGINS, "", 4, 0, parts=_named)  # the NAD of nearly everyone: a known role, names, no address
PERSON: Mapping[tuple[str, str], Rule] = {  # group 4 to 7: what a segment says of a person, by tag and qualifier
    ("ATT", "2"): Rule(F, "sex", 3, 0, _sex),
    ("DTM", "329"): Rule(F, "birth_date", 1, 1, _birth),
    ("DTM", "36"): Rule(D, "expires", 1, 1, _day),
    ("DTM", "182"): Rule(D, "issued", 1, 1, _day),
    ("MEA", "CT"): Rule(F, "pieces", 3, 1, _pieces),
    ("MEA", "WT"): Rule(F, "kilograms", 3, 1, _weight),
    ("GEI", "4"): Rule(F, "captured", 2, 0, _captured),
    ("FTX", "BAG"): Rule(TAGS, "tags", 4, 0, parts=_tags),
    ("LOC", "22"): Rule(F, "clears_at", 2, 0),
    ("LOC", "174"): Rule(F, "residence", 2, 0),
    ("LOC", "178"): Rule(F, "embarks", 2, 0),
    ("LOC", "179"): Rule(F, "disembarks", 2, 0),
    ("LOC", "180"): Rule(F, "birth_country", 2, 0, parts=_birthplace),
    ("LOC", "91"): Rule(D, "issuer", 2, 0),
    ("EMP", "1"): Rule(F, "duty", 2, 0),
    ("NAT", "2"): Rule(NATIONALITY, "nationality", 2, 0),
    ("CNT", "42"): Rule(COUNT, "declared_passengers", 1, 1, _count),
    ("CNT", "41"): Rule(COUNT, "declared_crew", 1, 1, _count),
}
BY_TAG: Mapping[str, Rule] = {  # whatever the qualifier
    "DOC": Rule(DOCUMENT, "", 2, 0),
    "RFF": Rule(REFERENCE, "", 1, 1),
    "CNT": Rule(COUNT, "", 1, 1, _count),
    **{
        tag: Rule(NOTHING, "", 1, 0)
        for tag in ("COM", "CTA", "CPI", "QTY", "GID", "AUT", "TDT", "UNH", "BGM", "UNT", "UNE", "UNZ", "UNG", "UNB", "UNS")
    },
}
MOST = {  # elements of each segment, its tag counted (directories D.93A to D.17A)
    "ATT": 4, "CNT": 2, "DOC": 6, "DTM": 2, "EMP": 6, "FTX": 7, "GEI": 4, "LOC": 6, "MEA": 5, "NAT": 3, "RFF": 2,
}  # fmt: skip
HEADER = frozenset({"BGM", "RFF", "DTM", "LOC", "NAD", "CTA", "COM", "TDT", "FTX", "GEI"})  # tags before the first person
KNOWN_TAGS = frozenset({"LOC", "DTM", "RFF", "NAT", "ATT", "DOC", "GEI", "MEA", "FTX", "EMP", "NAD", "BGM", "TDT", "COM", "CNT"})
GLUED = (  # how a segment begins that is known for one though the terminator before it was lost; {e} parts elements, {c} components
    f"NAD{{e}}(?:{'|'.join([*ROLES, *sorted(PARTIES)])}){{e}}{{e}}",
    "ATT{e}2{e}{e}[MFXU]", "NAT{e}2{e}[A-Z]", "GEI{e}4{e}17[34]", "EMP{e}1{e}CR",
    "FTX{e}BAG{e}", "MEA{e}(?:CT|WT){e}{e}", "DTM{e}(?:36|182|189|232|329){c}" + "[0-9]" * 6,
    "RFF{e}(?:AVF|ABO|SEA|AEA|CR|YZY|TN){c}", "LOC{e}(?:22|87|91|92|125|130|174|178|179|180){e}[A-Z0-9]",
    "DOC{e}[A-Z][A-Z]?(?:{e}|{c}110)", "TDT{e}(?:20|34){e}", "CNT{e}4[12]{c}[0-9]",
    "BGM{e}(?:745|250|266|336|655)", "COM{e}[^{c}{e}]+{c}(?:TE|FX|EM)",
)  # fmt: skip


@lru_cache(maxsize=64)
def _glued(separators: Separators) -> re.Pattern[str]:
    """What finds a segment in another that lost the terminator between them."""
    return re.compile("|".join(GLUED).format(e=re.escape(separators.element), c=re.escape(separators.component)))


class Effects(dict[str, Effect]):
    """What each segment of one message says, worked out when it is first met.

    Segments that differ only in their last value (``RFF+ABO:``, ``LOC+178+``, ``NAD+FL+++``) are read alike: the first of them is
    taken apart and its shape kept; of the others, only that value is looked at.
    """

    def __init__(self, stretch: Stretch, today: date) -> None:
        self.stretch, self.today = stretch, today
        self.element, self.component, self.release = stretch.separators.element, stretch.separators.component, stretch.separators.release
        self.shapes: dict[str, Shape] = {}  # by head
        self.suspects: set[str] = set()  # segments that seem to hold another
        self.inside = _glued(stretch.separators)

    def __missing__(self, text: str) -> Effect:
        plain = text.isascii() and not (self.release and self.release in text)
        if plain and (shape := self.known_shape(text)) is not None:
            effect = self[text] = self.say(shape, text[len(shape.head) :], len(shape.head), len(text))
            return effect
        if plain:
            elements: Elements = [element.split(self.component) for element in text.split(self.element)]
        else:
            elements = self.stretch.elements(text)
        effect = self[text] = self.work_out(text, elements, plain=plain)
        return effect

    def is_header(self, texts: Sequence[str]) -> bool:
        """Whether some segments are surely none of a person: of tags that a header has, NADs of parties, and nothing glued to them."""
        for text in texts:
            tag, _, rest = text.partition(self.element)
            if tag not in HEADER or (tag == "NAD" and rest.split(self.element, 1)[0] not in PARTIES) or self.inside.search(text, 2):
                return False
        return True

    def known_shape(self, text: str) -> Shape | None:
        """The shape of a segment of plain ASCII that ends in its value, if one with this shape was met before."""
        first = text.rfind(self.element) + 1
        shape = self.shapes.get(text[:first])
        if self.component in text[first:] and not (shape and shape.rule.parts):
            first = text.rfind(self.component) + 1
            shape = self.shapes.get(text[:first])
        return shape if first < len(text) else None

    def work_out(self, text: str, elements: Elements, *, plain: bool = False) -> Effect:
        """What a segment says, from its elements. ``plain``: nothing in it is released or beyond ASCII."""
        tag = elements[0][0]
        qualifier = elements[1][0] if len(elements) > 1 else ""
        if self.inside.search(text, 2):
            self.suspects.add(text)
        rule = self.rule(tag, qualifier)
        if tag == "NAD" and plain and len(elements) == 5 and qualifier in ROLES:
            rule = NAMED
        if rule is None or (tag == "RFF" and qualifier != qualifier.strip().upper()):
            return self.odd(text, elements, tag, qualifier)
        if len(elements) > MOST.get(tag, len(elements)) and any(map(any, elements[MOST[tag] :])):
            effect = self.work_out(text, elements[: MOST[tag]])
            if tag in ("DTM", "CNT") and effect[2] is None:  # the value stands one element late
                effect = self.say(Shape(text, "", rule, rule.name or f"{tag}+{qualifier}", elements), "", 0, len(text))
            return (*effect[:5], effect[5] or ("EDI-ELEMENT-SURPLUS", ""))
        shape = Shape(text, "", rule, rule.name or f"{tag}+{qualifier}", elements)
        if rule.element >= len(elements) or rule.component >= len(elements[rule.element]):
            return self.say(shape, "", 0, len(text))
        if plain:
            shape = self.shaped(text, shape)
            if not shape.tail:
                self.shapes[shape.head] = shape
            first, last = len(shape.head), len(text) - len(shape.tail)
            return self.say(shape, text[first:last], first, last)
        first, last = self.stretch.span(text, rule.element, None if rule.parts else rule.component)
        found = rule.parts(elements[rule.element]) if rule.parts else self.value(shape, elements[rule.element][rule.component])
        return self.effect(shape, elements[rule.element][rule.component], found, first, last)

    @staticmethod
    def rule(tag: str, qualifier: str) -> Rule | None:
        """The row of the grammar for a segment; none for a reference of no kind."""
        return PERSON.get((tag, qualifier)) or (BY_TAG.get(tag) if qualifier or tag != "RFF" else None)

    def shaped(self, text: str, shape: Shape) -> Shape:
        """The shape of a segment with nothing released, with what stands around its value."""
        rule, elements = shape.rule, shape.elements
        first = sum(map(len, elements[rule.element][: rule.component])) + rule.component
        for before in elements[: rule.element]:
            first += sum(map(len, before)) + len(before)
        value = self.component.join(elements[rule.element]) if rule.parts else elements[rule.element][rule.component]
        return shape._replace(head=text[:first], tail=text[first + len(value) :])

    def shape(self, text: str) -> Shape | None:
        """The shape of a segment of a person; None where nothing in it may be read alike: what is released, unknown, or of no value."""
        if not text.isascii() or (self.release and self.release in text):
            return None
        elements: Elements = [element.split(self.component) for element in text.split(self.element)]
        tag, qualifier = elements[0][0], elements[1][0] if len(elements) > 1 else ""
        rule = self.rule(tag, qualifier)
        if rule is None or rule.element >= len(elements) or rule.component >= len(elements[rule.element]):
            return None
        if len(elements) > MOST.get(tag, len(elements)) or (tag == "RFF" and qualifier != qualifier.strip().upper()):
            return None
        shape = self.shaped(text, Shape(text, "", rule, rule.name or f"{tag}+{qualifier}", elements))
        if len(shape.head) + len(shape.tail) == len(text):
            return None
        told = ("",) if rule.parts else [*elements[rule.element][: rule.component], "", *elements[rule.element][rule.component + 1 :]]
        return shape._replace(elements=(*elements[: rule.element], told, *elements[rule.element + 1 :]))

    def say(self, shape: Shape, value: str, first: int, last: int) -> Effect:
        """The effect of a value in a segment of a shape."""
        return self.effect(shape, value, self.value(shape, value), first, last)

    @staticmethod
    def effect(shape: Shape, value: str, reading: Found, first: int, last: int) -> Effect:
        """The effect of a value that reads as something. A value that says nothing has none."""
        put, name = shape.rule.put, shape.name
        found, code = reading
        if (found is None and put != COUNT and not value.strip()) or (found == "" and put != DOCUMENT):
            code = code or ("PAX-VALUE-MISSING" if put in (FIELD, REFERENCE, DETAIL, NATIONALITY) else None)
            put, name = NOTHING, ""
        return put, name, found, first, last, (code, "") if code else None

    def value(self, shape: Shape, value: str) -> Found:
        """What a value reads as in a segment of a shape."""
        rule = shape.rule
        if rule.parts is not None:
            return rule.parts(value.split(self.component))
        if rule.read is not None:
            return rule.read(value, shape.elements, self.today)
        return value.strip(), None

    def reader(self, shape: Shape) -> Callable[[str], Found]:
        """What reads the values of segments of a shape."""
        rule, elements, today, component = shape.rule, shape.elements, self.today, self.component
        if (parts := rule.parts) is not None:
            return lambda value: parts(value.split(component))
        if (read := rule.read) in (_birth, _day):
            date_, code = (dates.birth if read is _birth else dates.day), elements[1][2] if len(elements[1]) > 2 else ""
            return lambda value: date_(value[: dates.LONGEST], code, today)
        if read is not None:
            return lambda value: read(value, elements, today)
        return lambda value: (value.strip(), None)

    def odd(self, text: str, elements: Elements, tag: str, qualifier: str) -> Effect:
        """A segment that the table does not know: an unusual NAD, an unknown qualifier, a damaged or unknown tag."""
        bare, known = tag.strip().upper(), qualifier.strip().upper()
        if (bare, known) != (tag, qualifier) and bare in KNOWN_TAGS:  # a blank in the tag or the qualifier, or small letters
            told = [[known, *elements[1][1:]]] if len(elements) > 1 else []
            again = self.work_out(text, [[bare, *elements[0][1:]], *told, *elements[2:]])
            return (*again[:5], again[5] or ("EDI-TAG-DAMAGED", bare))
        if tag == "NAD":
            return self.name(text, elements, qualifier)
        if len(elements) > 4 and qualifier in ROLES and elements[4][0]:
            return (*self.name(text, elements, qualifier)[:5], ("PAX-NAD-DAMAGED", ""))
        return UNKNOWN, f"?{tag}", None, 0, len(text), ("PAX-QUALIFIER-UNKNOWN" if bare in KNOWN_TAGS else "EDI-SEGMENT-UNKNOWN", "")

    def name(self, text: str, elements: Elements, qualifier: str) -> Effect:
        """A NAD in any form: who a person is, or a party of the header."""
        if qualifier in PARTIES:
            return PARTY, "", None, 0, len(text), None
        wrong = None if qualifier in ROLES else ("PAX-ROLE-UNKNOWN", "")
        at = next((n for n in (4, 3, 2) if len(elements) > n and any(elements[n])), 4)
        if at != 4:
            wrong = ("PAX-NAME-MISPLACED", "")
        first, last = self.stretch.span(text, at) if len(elements) > at else (0, 0)
        split = self.stretch.span(text, at, 0)[1] if last else 0
        family_name, given_names = _names(elements[at] if len(elements) > at else ("",))
        address = ", ".join(filter(None, (" ".join(filter(None, map(str.strip, e))) for e in elements[5:10])))
        value = Named(family_name, given_names, address or None, split - first, len(text) - last - 1 if address else 0)
        return PERSON_BEGINS, f"NAD+{qualifier}", value, first, last, wrong

    def glued(self, text: str) -> list[int]:
        """Where others begin in a segment that lost its terminator, told by tag, qualifier and shape."""
        return [found.start() for found in self.inside.finditer(text, 2)]
