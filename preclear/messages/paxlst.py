"""PAXLST, the passenger list: UN/EDIFACT D.93A to D.17A, batch and interactive, all function codes -> Manifest.

A person is read by tag and qualifier (``grammar``), not by position, since senders do not keep to the order.

The names that ``Traveller.places`` uses: ``family_name``, ``given_names``, ``birth_date``, ``sex``, ``nationality``, ``residence``,
``birth_place``, ``address``, ``seat``, ``bags``, ``embarks``, ``disembarks``, ``clears_at``, ``duty``, ``captured``, ``ABO`` and the other
references by their qualifier, ``document`` for the first document, ``document 2`` for the next.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from operator import add, itemgetter
from typing import Any, NamedTuple

from preclear.manifest import Bags, Fault, Manifest, Part, Role, Span, TravelDocument, Traveller
from preclear.manifest.faults import fault
from preclear.messages import voyages
from preclear.messages.edifact import Stretch
from preclear.messages.grammar import (
    COUNT,
    DETAIL,
    DOCUMENT,
    FIELD,
    NATIONALITY,
    PARTIES,
    PARTY,
    PERSON_BEGINS,
    REFERENCE,
    ROLES,
    TAGS,
    Effect,
    Effects,
    Named,
)  # fmt: skip
from preclear.messages.names import is_placeholder, title
from preclear.messages.stencil import Stencil, cut

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
PLACE_NAMES = {"pieces": "bags", "kilograms": "bags", "birth_country": "birth_place"}  # field -> its name in Traveller.places


class Body(NamedTuple):
    """The segments between UNH and UNT."""

    texts: list[str]
    starts: list[int]


def read(
    stretch: Stretch, body: Body, *, end: int, interactive: bool, prepared: datetime | None, part: Part | None
) -> tuple[Manifest, str | None, list[Fault]]:
    """Return what a list says, the document name code of its BGM, and what is wrong with it.

    ``body`` is what stands between UNH and UNT; ``end`` the offset behind it.

    1. read the persons: by blocks from NAD to NAD, or, where the list is too odd for that, segment by segment
    2. read the header: function, reference, contact, legs
    3. hold the persons against each other and the header
    """
    faults: list[Fault] = []
    today = prepared.date() if prepared else voyages.first_day(stretch, body.texts) or date.max
    effects = Effects(stretch, today)
    found = None if stretch.torn else _in_blocks(effects, body, end)  # 1
    if found is None:
        found, body = _one_by_one(effects, body, end, faults)
    header = voyages.read(stretch, Body(body.texts[: found.first], body.starts[: found.first]), today, faults)  # 2
    faults += found.faults
    travellers, counts = found.travellers, _counts(effects, body, found.last, faults)
    function = FUNCTIONS.get((header.document or "", header.function), header.function or header.document or "original")
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
    faults += check(manifest, faults)  # 3
    return manifest, header.document, faults


def _is_person(said: Sequence[Effect], index: int) -> bool:
    """Whether a NAD with an unknown qualifier has a person's segments under it."""
    for put, *_ in said[index + 1 :]:
        if put in (PERSON_BEGINS, PARTY, COUNT):
            return False
        if put in (FIELD, NATIONALITY, DOCUMENT):
            return True
    return False


def _part_glued(effects: Effects, body: Body, faults: list[Fault]) -> Body:
    """The segments, those parted that lost the terminator between them; what cannot be parted safely stays with the one before."""
    stretch, texts, starts = effects.stretch, list[str](), list[int]()
    for text, start in zip(body.texts, body.starts, strict=True):
        rest, begin = text, start
        while rest in effects.suspects and (at := effects.glued(rest)):
            texts.append(rest[:at])
            starts.append(begin)
            places = stretch.torn.get(begin)
            begin, rest = stretch.at(begin, at), rest[at:]
            if places:
                stretch.torn[begin] = places[at:]
            effects[rest]  # takes it apart, and so finds whether it holds a third
            faults.append(fault("EDI-TERMINATOR-LOST", rest[:3], offset=begin))
        texts.append(rest)
        starts.append(begin)
        if rest in effects.suspects and f"NAD{stretch.separators.element}" in rest[3:]:
            faults.append(fault("PAX-PERSON-LOST", rest[:3], offset=begin))
    return Body(texts, starts)


class People(NamedTuple):
    """The persons of a list."""

    travellers: list[Traveller]
    faults: list[Fault]
    first: int  # the segment at which the first of them begins
    last: int  # the one behind the last


class Outlines(dict[tuple[str, ...], "Outline"]):
    """Outlines by what the segments of a person say, in order."""

    def of(self, kinds: Sequence[int], names: tuple[str, ...]) -> Outline:
        """Return the outline of a sequence, worked out when it is first met."""
        plan = self.get(names)
        if plan is None:
            plan = self[names] = outline(kinds, names)
        return plan


class Declared(NamedTuple):
    """What the segments of one person say, in columns."""

    plan: Outline
    values: Sequence[Any]
    spans: Sequence[Span]
    wrong: Sequence[tuple[int, str, str]]  # segment, fault code, note


def _in_blocks(effects: Effects, body: Body, end: int) -> People | None:
    """Read everyone from NAD to NAD, those declared alike at one stroke. None where a NAD, or what follows it, is odd."""
    stretch, element = effects.stretch, effects.stretch.separators.element
    begins = [n for n, text in enumerate(body.texts) if text.startswith("NAD")]
    while begins and (qualifier := body.texts[begins[0]].split(element, 2)[1:2]) and qualifier[0] in PARTIES:
        del begins[0]  # in the header
    if not begins:
        return None
    count = f"CNT{element}"
    closing = next((n for n in range(begins[-1], len(body.texts)) if body.texts[n].startswith(count)), len(body.texts))
    people, outlines = People([], [], begins[0], closing), Outlines()
    stencils, met = list[tuple[Stencil, Outline]](), Counter[tuple[str, ...]]()
    starts = [*body.starts, end]
    for ordinal, (first, last) in enumerate(zip(begins, [*begins[1:], closing], strict=True), 1):
        segments = _SPAN((starts[first], starts[last]))
        declared = _at_one_stroke(effects, stencils, outlines, segments)
        if declared is None:
            texts = body.texts[first:last]
            said = [effects[text] for text in texts]
            if effects.suspects or _is_odd(said):
                return None
            declared = _apart(stretch, said, starts[first:last], outlines)
            names = tuple([effect[1] for effect in said])
            met[names] += 1
            if met[names] in TRIES and (stencil := cut(effects, texts)):
                stencils.append((stencil, declared.plan))
        if declared.wrong or declared.plan.doubts:
            people.faults.extend(_wrong(stretch, declared, ordinal, body.texts[first:last]))
        people.travellers.append(_traveller(declared, ordinal, segments))
    return people


TRIES = frozenset({3, 6, 12, 24, 48})  # a sequence met so often is worth a stencil; later ones are for other types of document in it


def _at_one_stroke(effects: Effects, stencils: list[tuple[Stencil, Outline]], outlines: Outlines, segments: Span) -> Declared | None:
    """What a person's segments say, by the first stencil that fits all of them; None where none does. One that fits moves to the front."""
    for at, (stencil, plan) in enumerate(stencils):
        match = stencil.pattern.match(effects.stretch.received, segments.start)
        if match is None or match.end() != segments.end:
            continue
        values, wrong, gaps = stencil.values(effects, match.groups())
        if at:
            stencils.insert(0, stencils.pop(at))
        if gaps:  # what is not said has no place in the outline
            plan = outlines.of(*stencil.said(values))  # noqa: PLW2901  # the loop ends here
        return Declared(plan, values, list(map(_SPAN, match.regs[1:])), wrong)
    return None


def _apart(stretch: Stretch, said: Sequence[Effect], starts: Sequence[int], outlines: Outlines) -> Declared:
    """What a person's segments say, each taken apart by itself."""
    kinds, names, values, firsts, lasts, wrongs = zip(*said, strict=True)
    wrong = [(n, *one) for n, one in enumerate(wrongs) if one]
    return Declared(outlines.of(kinds, names), values, _spans(stretch, starts, firsts, lasts), wrong)


def _is_odd(said: Sequence[Effect]) -> bool:
    """Whether some segments are not just a known person's: a NAD of no known role, another NAD or a count among them."""
    return said[0][1].removeprefix("NAD+") not in ROLES or any(effect[0] in (PERSON_BEGINS, PARTY, COUNT) for effect in said[1:])


def _one_by_one(effects: Effects, body: Body, end: int, faults: list[Fault]) -> tuple[People, Body]:
    """Read everyone segment by segment: segments that lost the terminator between them are parted, NADs of any kind looked at."""
    stretch = effects.stretch
    said = [effects[text] for text in body.texts]
    if effects.suspects:
        body = _part_glued(effects, body, faults)
        said = [effects[text] for text in body.texts]
    persons = [n for n, e in enumerate(said) if e[0] == PERSON_BEGINS and (e[1].removeprefix("NAD+") in ROLES or _is_person(said, n))]
    counts = [n for n, effect in enumerate(said) if effect[0] == COUNT and (not persons or n > persons[-1])]
    closing = counts[0] if counts else len(said)
    people, outlines = People([], [], persons[0] if persons else closing, closing), Outlines()
    starts = [*body.starts, end]
    for ordinal, (first, last) in enumerate(zip(persons, [*persons[1:], closing], strict=False), 1):
        declared = _apart(stretch, said[first:last], starts[first:last], outlines)
        people.faults.extend(_wrong(stretch, declared, ordinal, body.texts[first:last]))
        traveller = _traveller(declared, ordinal, Span(starts[first], starts[last]))
        if stretch.torn:
            _, _, named, begin, stop, _ = said[first]
            places = {**traveller.places, **dict(_torn_names(stretch, starts[first], begin, stop, named))}
            traveller = replace(traveller, places=places)
        people.travellers.append(traveller)
    return people, body


def _torn_names(stretch: Stretch, start: int, first: int, last: int, named: Named) -> Iterator[tuple[str, Span]]:
    """Where the names and the address of a NAD stand that a line break may have torn."""
    for name, present, begin, end in (
        ("family_name", named.family_name, first, first + named.split),
        ("given_names", named.given_names, first + named.split + 1, last),
        ("address", named.address, last + 1, last + 1 + named.address_length),
    ):
        if present:
            yield name, Span(stretch.at(start, begin), stretch.at(start, end - 1) + 1)


def _counts(effects: Effects, body: Body, closing: int, faults: list[Fault]) -> dict[str, int]:
    """The counts that end the list."""
    counts: dict[str, int] = {}
    for text, start in zip(body.texts[closing:], body.starts[closing:], strict=True):
        put, name, value, _, _, wrong = effects[text]
        if wrong:
            faults.append(fault(wrong[0], "CNT" if put == COUNT else "behind the list", offset=start))
        if put == COUNT and name not in ("declared_passengers", "declared_crew"):
            faults.append(fault("MSG-COUNT-UNKNOWN", "CNT", offset=start))
        elif put == COUNT and value is not None:
            counts[name] = value
    return counts


def _spans(stretch: Stretch, starts: Sequence[int], firsts: Sequence[int], lasts: Sequence[int]) -> list[Span]:
    """Where each value stands in what was received."""
    if stretch.torn:
        at = stretch.at
        return [Span(at(s, first), at(s, max(last - 1, first)) + 1) for s, first, last in zip(starts, firsts, lasts, strict=True)]
    return list(map(_SPAN, zip(map(add, starts, firsts), map(add, starts, lasts), strict=True)))


_SPAN: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)  # Span._make without its check, for every segment of a list
Pick = Callable[[Sequence[Any]], tuple[Any, ...]]


def _picker(positions: Sequence[int]) -> Pick:
    """A function that takes what stands at some positions out of a column."""
    if len(positions) > 1:
        return itemgetter(*positions)
    return lambda column: tuple([column[position] for position in positions])


@dataclass(frozen=True, slots=True)
class Outline:
    """Where each field of a person stands in a sequence of segments."""

    role: Role
    label: str  # "NAD+FL"
    fields: tuple[str, ...]
    field_values: Pick
    references: tuple[str, ...]
    reference_values: Pick
    nationalities: Pick
    tags: Pick
    documents: tuple[tuple[str, int, int, int, int], ...]  # type; where number, issuer, expiry, issue stand, -1 for nowhere
    places: tuple[str, ...]
    place_values: Pick
    stretches: tuple[tuple[str, int, int], ...]  # places that go from one segment to another
    doubts: tuple[tuple[int, int | None, str], ...]  # segment, the earlier one that it may contradict, and the fault if so


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
    places = {PLACE_NAMES.get(name, name): n for name, n in fields.items()} | {
        name.removeprefix("RFF+"): n for name, n in references.items()
    }
    if "RFF+SEA" in references:
        places["seat"] = references["RFF+SEA"]
    if nationalities := positions.get(NATIONALITY, []):
        places["nationality"] = nationalities[0]
    tags = positions.get(TAGS, [])
    stretches = [("bags", tags[0], tags[-1])] if tags else []
    documents = []
    begins = positions.get(DOCUMENT, [])
    for number, (first, last) in enumerate(zip(begins, [*begins[1:], len(kinds)], strict=False), 1):
        details = _firsts(names, [n for n in positions.get(DETAIL, ()) if first < n < last])
        kind = names[first].removeprefix("DOC+").strip()
        documents.append((kind, first, details.get("issuer", -1), details.get("expires", -1), details.get("issued", -1)))
        stretches.append(("document" if number == 1 else f"document {number}", first, max([first, *details.values()])))
    doubts += [(n, None, "PAX-DOCUMENT-ABSENT") for n in positions.get(DETAIL, ()) if not begins or n < begins[0]]
    label = names[0]
    return Outline(
        role=ROLES.get(label.removeprefix("NAD+"), Role.PASSENGER),
        label=label,
        fields=tuple(fields),
        field_values=_picker(list(fields.values())),
        references=tuple(name.removeprefix("RFF+") for name in references),
        reference_values=_picker(list(references.values())),
        nationalities=_picker(nationalities),
        tags=_picker(tags),
        documents=tuple(documents),
        places=tuple(places),
        place_values=_picker(list(places.values())),
        stretches=tuple(stretches),
        doubts=tuple(doubts),
    )


def _firsts(names: Sequence[str], positions: Iterable[int]) -> dict[str, int]:
    """Each name with the first position at which it stands."""
    found: dict[str, int] = {}
    for n in positions:
        found.setdefault(names[n], n)
    return found


def _traveller(declared: Declared, ordinal: int, segments: Span) -> Traveller:
    """One person, put together as the outline says."""
    plan, values, spans, _ = declared
    named: Named = values[0]
    fields: dict[str, Any] = dict(zip(plan.fields, plan.field_values(values), strict=True))
    references: dict[str, str] = dict(zip(plan.references, plan.reference_values(values), strict=True))
    places: dict[str, Span] = dict(zip(plan.places, plan.place_values(spans), strict=True))
    for name, first, last in plan.stretches:
        places[name] = _SPAN((spans[first][0], spans[last][1]))
    name_start, name_end = spans[0]
    if named.family_name:
        places["family_name"] = _SPAN((name_start, name_start + named.split))
    if named.given_names:
        places["given_names"] = _SPAN((name_start + named.split + 1, name_end))
    if named.address:
        places["address"] = _SPAN((name_end + 1, name_end + 1 + named.address_length))
    pieces, kilograms = fields.pop("pieces", None), fields.pop("kilograms", None)
    tags = tuple([tag for several in plan.tags(values) for tag in several])
    if pieces is not None or kilograms is not None or tags:
        fields["bags"] = Bags(pieces=pieces, kilograms=kilograms, tags=tags)
    if "birth_country" in fields:
        country, place = fields["birth_country"]
        fields["birth_country"], fields["birth_place"] = country or None, place or None
    if seat := references.get("SEA"):
        fields["seat"] = seat.strip().lstrip("0") or seat
    column = [*values, None]  # so that -1 is None
    documents = tuple(
        [
            TravelDocument(type=kind, number=column[number].strip(), issuer=column[issuer], expires=column[expires], issued=column[issued])
            for kind, number, issuer, expires, issued in plan.documents
        ]
    )
    return Traveller(
        ordinal=ordinal,
        key=references.get("ABO") or _key(references, named, fields, documents),
        role=plan.role,
        family_name=named.family_name,
        given_names=named.given_names,
        address=named.address,
        title=title(named.family_name, named.given_names),
        nationalities=tuple(dict.fromkeys(plan.nationalities(values))),
        documents=documents,
        references=references,
        segments=segments,
        places=places,
        **fields,
    )


def _key(references: Mapping[str, str], named: Named, fields: Mapping[str, Any], documents: Sequence[TravelDocument]) -> str:
    """What tells a person without a unique reference apart: locator, name, birth, document."""
    number = documents[0].number if documents else ""
    return f"{references.get('AVF', '')}/{named.family_name}/{named.given_names}/{fields.get('birth_date') or ''}/{number}"


def _wrong(stretch: Stretch, declared: Declared, ordinal: int, texts: Sequence[str]) -> Iterator[Fault]:
    """What is wrong with the segments of one person, each by itself and against those before."""
    plan, values, spans, wrong = declared
    label = f"{plan.label} {ordinal}"
    doubts = [(n, code, "") for n, earlier, code in plan.doubts if earlier is None or values[earlier] != values[n]]
    for n, code, note in [*wrong, *doubts]:
        where = f"{label}, {_segment(texts[n], stretch)}" if n else label
        yield fault(code, where, note=note, offset=spans[n].start, traveller=ordinal)


QUALIFIED = frozenset({"ATT", "DTM", "EMP", "FTX", "GEI", "LOC", "MEA", "NAD", "NAT", "RFF"})


def _segment(text: str, stretch: Stretch) -> str:
    """Tag and qualifier of a segment, for a fault's place. What stands where a qualifier should may be anything, so only short ones."""
    elements = text.split(stretch.separators.element, 2)
    tag = elements[0].strip()[:3]
    qualifier = elements[1].split(stretch.separators.component)[0] if len(elements) > 1 else ""
    return f"{tag}+{qualifier}" if tag in QUALIFIED and len(qualifier) < 4 else tag


def check(manifest: Manifest, known: Iterable[Fault]) -> list[Fault]:
    """Return what is wrong with a list beyond its single segments: what is missing, and what does not agree.

    ``known`` is what was found before: a birth that could not be read is not also missing.
    """
    found: list[Fault] = []
    misread = {fault.traveller for fault in known if fault.code.startswith("PAX-BIRTH-DATE")}
    whole = manifest.function in WHOLE
    stops = {code for leg in manifest.voyage.legs for code in (leg.departure, leg.arrival) if code}
    for person in manifest.travellers:
        codes = _missing(person, whole, misread)
        if stops and any(place and place not in stops and place[2:] not in stops for place in (person.embarks, person.disembarks)):
            codes.append("PAX-ROUTE-DISAGREES")
        if codes:
            label = f"{'NAD+FM' if person.role is Role.CREW else 'NAD+FL'} {person.ordinal}"
            offset = person.segments.start if person.segments else None
            found += [fault(code, label, offset=offset, traveller=person.ordinal) for code in codes]
    found += _repeated(manifest.travellers)
    crew = sum(person.role is Role.CREW for person in manifest.travellers)
    counts = [
        (declared, listed, qualifier)
        for declared, listed, qualifier in (
            (manifest.declared_passengers, len(manifest.travellers) - crew, "42"),
            (manifest.declared_crew, crew, "41"),
        )
        if declared is not None and declared != listed and not (manifest.crew_list and qualifier == "42")
    ]
    part = manifest.part
    if part is not None and not (part.first and part.last):
        told = "".join(f"; CNT+{qualifier} declares {declared}, {listed} are in this part" for declared, listed, qualifier in counts)
        found.append(fault("MSG-PART", "UNH", note=f"part {part.number}{told}"))
    elif manifest.function in ("original", "request"):
        found += [
            fault("MSG-COUNT-DIFFERS", f"CNT+{q}", note=f"{declared} declared, {listed} in this message") for declared, listed, q in counts
        ]
    leg = manifest.voyage.border or next(iter(manifest.voyage.legs), None)
    if whole and leg and leg.departs and manifest.prepared_at and (manifest.prepared_at - leg.departs).days > 1:
        found.append(fault("VOY-DEPARTED", "DTM+189"))
    if not manifest.travellers and manifest.function in (*WHOLE, "close_on_board"):
        found.append(fault("MSG-NOBODY", "NAD"))
    return found


def _missing(person: Traveller, whole: bool, misread: Container[int | None]) -> list[str]:
    """Fault codes for what a list should say of a person, and does not."""
    codes = []
    if not person.family_name and not person.given_names:
        if whole or not person.references:
            codes.append("PAX-NAME-MISSING")
    elif is_placeholder(person.family_name, person.given_names):
        codes.append("PAX-NAME-PLACEHOLDER")
    if whole:
        if person.birth_date is None and person.ordinal not in misread:
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
        ("PAX-KEY-SHARED", [(t.references.get("ABO"), t.ordinal) for t in travellers]),
        ("PAX-DOCUMENT-SHARED", [(d.number and (d.issuer, d.number), t.ordinal) for t in travellers for d in t.documents]),
        ("PAX-TAG-SHARED", [(tag, t.ordinal) for t in travellers if t.bags for tag in t.bags.tags]),
    ):
        holders: dict[Any, set[int]] = {}
        if len({value for value, _ in values}) < len(values):
            for value, ordinal in values:
                holders.setdefault(value, set()).add(ordinal)
        shared = [who for value, who in holders.items() if value and len(who) > 1]
        found += [fault(code, f"NAD {min(who)}", note=_listed(who), traveller=min(who)) for who in shared]
    if zeros := {t.ordinal for t in travellers if t.references.get("SEA", "").startswith("0")}:
        found.append(fault("PAX-SEAT-ZEROS", "RFF+SEA", note=_listed(zeros)))
    if len(travellers) > 4 and travellers[0].birth_date and all(t.birth_date == travellers[0].birth_date for t in travellers):
        found.append(fault("PAX-CLONED", "DTM+329"))
    return found


def _listed(ordinals: set[int]) -> str:
    shown = sorted(ordinals)[:10]
    return "persons " + ", ".join(map(str, shown)) + (", ..." if len(ordinals) > 10 else "")
