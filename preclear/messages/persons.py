"""The persons of a passenger list: found, taken apart, put together.

A person begins with NAD and goes as far as the next one. Segments are read by tag and qualifier (``grammar``), not by position, since
senders do not keep to the order. Where each field of a person stands is worked out once for each sequence of segments (``outline``).
People who are declared like others before are taken apart at one stroke (``stencil``) and put together by columns, many at a time.

The names that ``Traveller.places`` uses: ``family_name``, ``given_names``, ``birth_date``, ``sex``, ``nationality``, ``residence``,
``birth_place``, ``address``, ``seat``, ``bags``, ``embarks``, ``disembarks``, ``clears_at``, ``duty``, ``captured``, ``ABO`` and the other
references by their qualifier, ``document`` for the first document, ``document 2`` for the next. A value that could not be read has its
place, too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple

from preclear.manifest import Bags, Fault, Role, Span, TravelDocument, Traveller
from preclear.manifest.faults import fault
from preclear.manifest.making import Maker
from preclear.messages.edifact import Body, Separators, Stretch
from preclear.messages.grammar import (
    COUNT,
    DETAIL,
    DOCUMENT,
    FIELD,
    NATIONALITY,
    NOTHING,
    PERSON_BEGINS,
    REFERENCE,
    ROLES,
    TAGS,
    Effect,
    Effects,
    Named,
)
from preclear.messages.names import title
from preclear.messages.places import Places
from preclear.messages.stencil import Stencil, cut

PLACE_NAMES = {"pieces": "bags", "kilograms": "bags", "birth_country": "birth_place"}  # field -> its name in Traveller.places
TRIES = frozenset({2, 4, 8, 16, 32})  # a sequence met so often is worth a stencil; later ones are for other types of document in it
STENCILS = 24  # of one list; each costs some milliseconds to cut, and is tried on everyone whom those before do not fit
BATCH = 512  # persons put together at a time
TRAVELLERS, DOCUMENTS, BAGS = Maker(Traveller), Maker(TravelDocument), Maker(Bags)


class People(NamedTuple):
    """The persons of a list, and what stands before and behind them."""

    travellers: list[Traveller]
    faults: list[Fault]
    header: Body
    closing: Body


class Declared(NamedTuple):
    """What some persons' segments say, in columns: an item for each person."""

    plan: Outline
    families: Sequence[str]
    givens: Sequence[str]
    addresses: Sequence[str | None] | None
    values: Sequence[Sequence[Any]]  # by segment
    ordinals: Sequence[int]
    segments: Sequence[Span]
    places: Sequence[Mapping[str, Span]]


def first_person(stretch: Stretch, first: int, last: int) -> int:
    """Return where the first segment begins that is surely a person's, between two positions; the last where there is none."""
    known, begins = _person(stretch.separators)
    if known.match(stretch.text, first, last):
        return first
    found = begins.search(stretch.text, first, last)
    return found.end() if found else last


@lru_cache(maxsize=64)
def _person(separators: Separators) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What tells the NAD of a person of known role, and what finds where one begins behind a terminator that is none's data."""
    element, terminator, release = map(re.escape, (separators.element, separators.terminator, separators.release))
    known = rf"NAD{element}(?:{'|'.join(ROLES)})(?={element}|{terminator}|\r)"
    behind = rf"(?<!{release})(?:{release}{release})*{terminator}" if release else terminator
    return re.compile(known), re.compile(rf"{behind}[\x00-\x20]*(?={known})")


def read(effects: Effects, header: Body, first: int, last: int) -> People:
    """Return the persons of a list. ``header`` is what stands before the first of them, ``first`` and ``last`` where they do."""
    reader = Reader(effects, last)
    before, closing = reader.one_by_one(header, first, header=True)
    at, text, stencils = first, effects.stretch.text, reader.stencils
    while at < last:
        for stencil in stencils:
            match = stencil.pattern.match(text, at)
            if match is not None and match.end() <= last:
                reader.travellers.append(None)
                stencil.taken.append((len(reader.travellers), match))
                if len(stencil.taken) == BATCH:
                    reader.put_together(stencil)
                if stencil is not stencils[0]:
                    stencils.remove(stencil)
                    stencils.insert(0, stencil)
                at = match.end()
                break
        else:
            stop = first_person(effects.stretch, at + 1, last)
            _, closing = reader.one_by_one(effects.stretch.segments(at, stop), stop, header=False)
            at = stop
    for stencil in stencils:
        reader.put_together(stencil)
    travellers = [traveller for traveller in reader.travellers if traveller is not None]
    reader.faults.sort(key=lambda fault: fault.traveller or 0)
    return People(travellers, reader.faults, before, closing)


class Reader:
    """Reads the persons of one list, and learns from each how the next may be declared."""

    def __init__(self, effects: Effects, last: int) -> None:
        self.effects, self.stretch, self.last = effects, effects.stretch, last
        self.travellers: list[Traveller | None] = []  # None: taken apart, not yet put together
        self.faults: list[Fault] = []
        self.stencils: list[Stencil] = []
        self.outlines: dict[tuple[str, ...], Outline] = {}
        self.met = Counter[tuple[str, ...]]()

    def one_by_one(self, body: Body, stop: int, *, header: bool) -> tuple[Body, Body]:
        """Read some segments each by itself; return what stands before the first person and behind the last.

        Segments that lost the terminator between them are parted, NADs of any kind looked at.
        """
        effects, faults = self.effects, self.faults
        said = [effects[text] for text in body.texts]
        if not effects.suspects.isdisjoint(body.texts):
            body = _part_glued(effects, body, faults)
            said = [effects[text] for text in body.texts]
        texts, starts = body
        begins = [n for n, effect in enumerate(said) if effect[0] == PERSON_BEGINS and _is_person(said, n, texts, header=header)]
        closing = len(said)
        if stop == self.last:
            closing = next((n for n in range(begins[-1] if begins else 0, len(said)) if said[n][0] == COUNT), closing)
        first = begins[0] if begins else closing
        if not header:
            faults.extend(
                fault(wrong[0], "NAD", note=wrong[1], offset=start)
                for (*_, wrong), start in zip(said[:first], starts, strict=False)
                if wrong
            )
        ends = [*starts, self.stretch.offset(stop)]
        for begin, end in zip(begins, [*begins[1:], closing], strict=False):
            self.person(said[begin:end], Body(texts[begin:end], starts[begin:end]), ends[end])
        return Body(texts[:first], starts[:first]), Body(texts[closing:], starts[closing:])

    def person(self, said: Sequence[Effect], body: Body, end: int) -> None:
        """Take in one person, whose segments end before an offset."""
        kinds, names, values, firsts, lasts, wrongs = zip(*_unread_left_out(said), strict=True)
        plan = self.outlines.get(names)
        if plan is None:
            plan = self.outlines[names] = outline(kinds, names)
        at = self.stretch.at
        spans = [
            Span(at(start, first), at(start, last - 1) + 1 if last > first else at(start, first))
            for start, first, last in zip(body.starts, firsts, lasts, strict=True)
        ]
        named: Named = values[0]
        self.travellers.append(None)
        ordinal = len(self.travellers)
        labels = [_segment(text, self.stretch) for text in body.texts]
        declared = Declared(
            plan=plan,
            families=(named.family_name,),
            givens=(named.given_names,),
            addresses=(named.address,),
            values=[(value,) for value in values],
            ordinals=(ordinal,),
            segments=(Span(body.starts[0], end),),
            places=(_places(self.stretch, plan, spans, said[0], body.starts[0]),),
        )
        self.travellers[ordinal - 1] = put_together(declared)[0]
        wrong = [(n, *one) for n, one in enumerate(wrongs) if one] + [(n, code, "") for _, n, code in doubted(declared)]
        self.faults += [
            fault(code, _where(plan, ordinal, labels[n] if n else ""), note=note, offset=spans[n].start, traveller=ordinal)
            for n, code, note in wrong
        ]
        self.met[names] += 1
        if self.met[names] in TRIES and len(self.stencils) < STENCILS and (stencil := cut(self.effects, body.texts, labels, plan)):
            self.stencils.append(stencil)

    def put_together(self, stencil: Stencil) -> None:
        """Put together everyone who was taken apart by a stencil and is not yet put together."""
        if not stencil.taken:
            return
        ordinals, matches = zip(*stencil.taken, strict=True)
        stencil.taken.clear()
        stretch, plan = self.stretch, stencil.plan
        families, givens, *texts = zip(*[match.groups("") for match in matches], strict=True)
        values = [
            list(map(str.strip, column)) if readings is None else readings.column(column)
            for column, readings in zip(texts, stencil.readings[1:], strict=True)
        ]
        offset = stretch.offset
        words = str if stretch.charset == "ascii" else stretch.words
        component = self.effects.component
        declared = Declared(
            plan=plan,
            families=list(map(str.strip, map(words, families))),
            givens=[_joined(names, component) if component in names else names.strip() for names in map(words, givens)],
            addresses=None,
            values=[(), *values],
            ordinals=ordinals,
            segments=[Span(offset(match.start()), offset(match.end())) for match in matches] if stretch.breaks else _spans(matches),
            places=[Places(match, plan.groups, stretch) for match in matches],
        )
        for ordinal, traveller in zip(ordinals, put_together(declared), strict=True):
            self.travellers[ordinal - 1] = traveller
        wrong = [
            (row, n, readings.wrong[text])
            for n, readings in enumerate(stencil.readings)
            if readings is not None and readings.wrong
            for row, text in enumerate(texts[n - 1])
            if text in readings.wrong
        ]
        self.faults += [
            fault(code, _where(plan, ordinal, stencil.labels[n]), offset=offset(matches[row].start(n + 2)), traveller=ordinal)
            for row, n, code in [*wrong, *doubted(declared)]
            for ordinal in [ordinals[row]]
        ]


def _spans(matches: Iterable[re.Match[str]]) -> list[Span]:
    """What some matches cover: ``Span._make`` without its checks."""
    new = tuple.__new__
    return [new(Span, match.span()) for match in matches]


def _joined(names: str, component: str) -> str:
    """Given names that stand in several components, joined by a blank."""
    if " " not in names and names[0] != component != names[-1] and component + component not in names:
        return names.replace(component, " ")
    return " ".join([name for name in map(str.strip, names.split(component)) if name])


def _unread_left_out(said: Sequence[Effect]) -> Iterable[Effect]:
    """What the segments of a person say, without a value that could not be read where the same is said again."""
    unread = [name for put, name, value, *_ in said if value is None and put in (FIELD, DETAIL)]
    if not unread:
        return said
    times = Counter(effect[1] for effect in said)
    return [(NOTHING, "", *effect[2:]) if effect[2] is None and effect[1] in unread and times[effect[1]] > 1 else effect for effect in said]


def _is_person(said: Sequence[Effect], index: int, texts: Sequence[str], *, header: bool) -> bool:
    """Whether a NAD is a person's: its role is known; it stands among persons; or, in the header, a person's segments are under it."""
    if said[index][1].removeprefix("NAD+") in ROLES or not header:
        return True
    if any(text.startswith("TDT") for text in texts[:index]):
        return True
    for put, *_ in said[index + 1 :]:
        if put in (PERSON_BEGINS, COUNT):
            return False
        if put in (FIELD, NATIONALITY, DOCUMENT):
            return True
    return False


def _part_glued(effects: Effects, body: Body, faults: list[Fault]) -> Body:
    """The segments, those parted that lost the terminator between them; what cannot be parted safely stays with the one before."""
    stretch, parted = effects.stretch, Body([], [])
    for text, start in zip(body.texts, body.starts, strict=True):
        rest, begin = text, start
        while rest in effects.suspects and (at := effects.glued(rest)):
            parted.texts.append(rest[:at])
            parted.starts.append(begin)
            begin, rest = stretch.at(begin, at), rest[at:]
            effects[rest]  # takes it apart, and so finds whether it holds a third
            faults.append(fault("EDI-TERMINATOR-LOST", rest[:3], offset=begin))
        parted.texts.append(rest)
        parted.starts.append(begin)
        if rest in effects.suspects and f"NAD{stretch.separators.element}" in rest[3:]:
            faults.append(fault("PAX-PERSON-LOST", rest[:3], offset=begin))
    return parted


@dataclass(frozen=True, slots=True)
class Outline:
    """Where each field of a person stands in a sequence of segments."""

    role: Role
    label: str  # "NAD+FL"
    fields: Mapping[str, int]  # name -> segment
    references: Mapping[str, int]  # qualifier -> segment
    nationalities: Sequence[int]
    tags: Sequence[int]
    documents: Sequence[tuple[str, int, int | None, int | None, int | None]]  # type; where number, issuer, expiry, issue stand
    places: Mapping[str, tuple[int, int]]  # name of a place -> the segments that it goes from and to
    doubts: Sequence[tuple[int, int | None, str]]  # segment, the earlier one that it may contradict, and the fault if so
    groups: Mapping[str, tuple[int, int]]  # the places, by the groups of a stencil


def outline(kinds: Sequence[int], names: Sequence[str]) -> Outline:
    """Return where each field of a person stands, from what its segments say. What is said twice counts the first time."""
    positions: dict[int, list[int]] = {kind: [n for n, k in enumerate(kinds) if k == kind] for kind in set(kinds)}
    fields = _firsts(names, positions.get(FIELD, ()))
    references = _firsts(names, positions.get(REFERENCE, ()))
    doubts: list[tuple[int, int | None, str]] = [
        (n, kept[names[n]], code)
        for kept, kind, code in ((fields, FIELD, "PAX-FIELD-TWICE"), (references, REFERENCE, "PAX-REFERENCE-TWICE"))
        for n in positions.get(kind, ())
        if kept[names[n]] != n
    ]
    at = {PLACE_NAMES.get(name, name): n for name, n in fields.items()} | {name.removeprefix("RFF+"): n for name, n in references.items()}
    if "RFF+SEA" in references:
        at["seat"] = references["RFF+SEA"]
    if nationalities := positions.get(NATIONALITY, []):
        at["nationality"] = nationalities[0]
    places = {name: (n, n) for name, n in at.items()}
    if tags := positions.get(TAGS, []):
        places["bags"] = (tags[0], tags[-1])
    documents = []
    begins = positions.get(DOCUMENT, [])
    for number, (first, last) in enumerate(zip(begins, [*begins[1:], len(kinds)], strict=False), 1):
        details = _firsts(names, [n for n in positions.get(DETAIL, ()) if first < n < last])
        kind = names[first].removeprefix("DOC+").strip()
        documents.append((kind, first, details.get("issuer"), details.get("expires"), details.get("issued")))
        places["document" if number == 1 else f"document {number}"] = (first, max([first, *details.values()]))
    doubts += [(n, None, "PAX-DOCUMENT-ABSENT") for n in positions.get(DETAIL, ()) if not begins or n < begins[0]]
    label = names[0]
    return Outline(
        role=ROLES.get(label.removeprefix("NAD+"), Role.PASSENGER),
        label=label,
        fields=fields,
        references={name.removeprefix("RFF+"): n for name, n in references.items()},
        nationalities=nationalities,
        tags=tags,
        documents=documents,
        places=places,
        doubts=doubts,
        groups={"family_name": (1, 1), "given_names": (2, 2)} | {name: (first + 2, last + 2) for name, (first, last) in places.items()},
    )


def _firsts(names: Sequence[str], positions: Iterable[int]) -> dict[str, int]:
    """Each name with the first position at which it stands."""
    found: dict[str, int] = {}
    for n in positions:
        found.setdefault(names[n], n)
    return found


def put_together(declared: Declared) -> list[Traveller]:
    """Return some people, put together as their outline says."""
    plan, families, givens, addresses, values, ordinals, segments, places = declared
    count = len(ordinals)
    fields = {name: values[n] for name, n in plan.fields.items()}
    pieces, kilograms = fields.pop("pieces", None), fields.pop("kilograms", None)
    if plan.tags or pieces or kilograms:
        fields["bags"] = _bags(count, pieces, kilograms, [values[n] for n in plan.tags])
    if births := fields.get("birth_country"):
        fields["birth_country"] = [country or None for country, _ in births]
        fields["birth_place"] = [place or None for _, place in births]
    references = _references(plan, values, count)
    if (seat := plan.references.get("SEA")) is not None:
        fields["seat"] = [text.strip().lstrip("0") or text for text in values[seat]]
    if plan.nationalities:
        fields["nationalities"] = list(map(_once, zip(*[values[n] for n in plan.nationalities], strict=True)))
    papers = [
        DOCUMENTS(
            count,
            type=repeat(kind, count),
            number=values[n],
            **{name: values[n] for name, n in (("issuer", issuer), ("expires", expires), ("issued", issued)) if n is not None},
        )
        for kind, n, issuer, expires, issued in plan.documents
    ]
    if papers:
        fields["documents"] = list(zip(*papers, strict=True))
    if addresses:
        fields["address"] = addresses
    keys = values[plan.references["ABO"]] if "ABO" in plan.references else ()
    if not keys or not all(keys):
        births, numbers = fields.get("birth_date") or [None] * count, [paper.number for paper in papers[0]] if papers else [""] * count
        keys = [
            reference.get("ABO") or _key(reference, *one)
            for reference, *one in zip(references, families, givens, births, numbers, strict=True)
        ]
    return TRAVELLERS(
        count,
        ordinal=ordinals,
        key=keys,
        role=repeat(plan.role, count),
        family_name=families,
        given_names=givens,
        title=list(map(title, families, givens)),
        references=references,
        segments=segments,
        places=places,
        **fields,
    )


@lru_cache(maxsize=1024)
def _once(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Some texts, each once."""
    return tuple(dict.fromkeys(texts))


def _references(plan: Outline, values: Sequence[Sequence[Any]], count: int) -> list[dict[str, str]]:
    """The references of some people, by qualifier."""
    if not plan.references:
        return [{} for _ in range(count)]
    names = tuple(plan.references)
    return [dict(zip(names, row, strict=True)) for row in zip(*[values[n] for n in plan.references.values()], strict=True)]


def _bags(count: int, pieces: Sequence[Any] | None, kilograms: Sequence[Any] | None, tags: Sequence[Sequence[Any]]) -> list[Bags | None]:
    """The bags of some people; None for those of whom nothing is said."""
    several = [tuple([tag for one in row for tag in one]) for row in zip(*tags, strict=True)] if len(tags) > 1 else tags[0] if tags else ()
    made = BAGS(count, **{name: column for name, column in (("pieces", pieces), ("kilograms", kilograms), ("tags", several)) if column})
    return [bag if bag.tags or bag.pieces is not None or bag.kilograms is not None else None for bag in made]


def _key(references: Mapping[str, str], family: str, given: str, birth: Any, number: Any) -> str:
    """What tells a person without a unique reference apart: locator, name, birth, document."""
    return f"{references.get('AVF', '')}/{family}/{given}/{birth or ''}/{number or ''}"


def doubted(declared: Declared) -> list[tuple[int, int, str]]:
    """Return which segments contradict earlier ones, or belong to nothing: whose (by row), which segment, fault code."""
    return [
        (row, n, code)
        for n, earlier, code in declared.plan.doubts
        for row in range(len(declared.ordinals))
        if earlier is None or declared.values[earlier][row] != declared.values[n][row]
    ]


def _places(stretch: Stretch, plan: Outline, spans: Sequence[Span], nad: Effect, start: int) -> dict[str, Span]:
    """Where the values of a person stand who was read segment by segment, and the parts of the NAD, which begins at an offset."""
    named, first, last = nad[2], nad[3], nad[4]
    found = {name: Span(spans[begin].start, spans[end].end) for name, (begin, end) in plan.places.items()}
    for name, present, begin, end in (
        ("family_name", named.family_name, first, first + named.split),
        ("given_names", named.given_names, first + named.split + 1, last),
        ("address", named.address, last + 1, last + 1 + named.address_length),
    ):
        if present:
            found[name] = Span(stretch.at(start, begin), stretch.at(start, end - 1) + 1)
    return found


def _where(plan: Outline, ordinal: int, label: str) -> str:
    """The place of what is wrong with a person: in a segment, or in the NAD itself."""
    return f"{plan.label} {ordinal}" + (label and f", {label}")


QUALIFIED = frozenset({"ATT", "DTM", "EMP", "FTX", "GEI", "LOC", "MEA", "NAD", "NAT", "RFF"})


def _segment(text: str, stretch: Stretch) -> str:
    """Tag and qualifier of a segment, for a fault's place. What stands where a qualifier should may be anything, so only short ones."""
    elements = text.split(stretch.separators.element, 2)
    tag = elements[0].strip()[:3]
    qualifier = elements[1].split(stretch.separators.component)[0] if len(elements) > 1 else ""
    return f"{tag}+{qualifier}" if tag in QUALIFIED and len(qualifier) < 4 else tag
