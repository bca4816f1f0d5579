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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise, repeat
from typing import Any, NamedTuple

from preclear.manifest import Bags, Fault, Span, TravelDocument, Traveller
from preclear.manifest.faults import fault, few
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
    UNKNOWN,
    Effect,
    Effects,
    Named,
)
from preclear.messages.names import title
from preclear.messages.outline import Outline, outline
from preclear.messages.places import Places
from preclear.messages.stencil import LONGEST, Form, Stencil, cut, form, merged, remember, remembered

STENCILS = 12  # of one list; each costs some milliseconds to cut, and is tried on everyone whom those before do not fit
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
    known, begins, _ = _person(stretch.separators)
    if known.match(stretch.text, first, last):
        return first
    found = begins.search(stretch.text, first, last)
    return found.end() if found else last


def next_nad(stretch: Stretch, first: int, last: int) -> int:
    """Return where the first NAD of any kind begins between two positions; the last where there is none."""
    found = _person(stretch.separators)[2].search(stretch.text, first, last)
    return found.end() if found else last


@lru_cache(maxsize=64)
def _person(separators: Separators) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What tells the NAD of a person of known role, and what finds where one, or any NAD, begins behind a terminator that is no data."""
    element, terminator, release = map(re.escape, (separators.element, separators.terminator, separators.release))
    known = rf"NAD{element}(?:{'|'.join(ROLES)})(?={element}|{terminator}|\r)"
    behind = rf"(?<!{release})(?:{release}{release})*{terminator}" if release else terminator
    begins, any_nad = (re.compile(rf"{behind}[\x00-\x20]*(?={what})") for what in (known, f"NAD{element}"))
    return re.compile(known), begins, any_nad


def read(effects: Effects, header: Body, first: int, last: int) -> People:
    """Return the persons of a list. ``header`` is what stands before the first of them, ``first`` and ``last`` where they do."""
    reader = Reader(effects, last)
    before, closing = reader.one_by_one(header, first, header=True)
    at = first
    while at < last:
        reached = reader.at_one_stroke(at)
        if reached > at:
            at = reached
        elif not reader.learns():
            stop = next_nad(effects.stretch, at + 1, last)
            _, closing = reader.one_by_one(effects.stretch.segments(at, stop), stop, header=False)
            at = stop
    for stencil in reader.stencils:
        reader.put_together(stencil)
    remember(effects.stretch.separators, reader.stencils)
    travellers = [traveller for traveller in reader.travellers if traveller is not None]
    reader.faults.sort(key=lambda fault: fault.traveller or 0)
    return People(travellers, reader.faults, before, closing)


class Reader:
    """Reads the persons of one list, and learns from each how the next may be declared."""

    def __init__(self, effects: Effects, last: int) -> None:
        self.effects, self.stretch, self.last = effects, effects.stretch, last
        self.travellers: list[Traveller | None] = []  # None: taken apart, not yet put together
        self.faults: list[Fault] = []
        self.stencils = remembered(effects)
        self.outlines: dict[tuple[str, ...], Outline] = {}
        self.forms: list[Form] = []  # of those read one by one since stencils were last cut
        self.enough = 2  # how many of them are worth cutting stencils

    def at_one_stroke(self, at: int) -> int:
        """Take those apart whom a stencil fits, from a position on; return where the first begins whom it does not."""
        text, last, travellers = self.stretch.text, self.last, self.travellers
        for stencil in self.stencils:
            fits, taken = stencil.pattern.match, stencil.taken
            begin = at
            while (match := fits(text, at)) is not None and match.end() <= last:
                travellers.append(None)
                taken.append((len(travellers), match))
                at = match.end()
            if at > begin:
                if len(taken) >= BATCH:
                    self.put_together(stencil)
                if stencil is not self.stencils[0]:
                    self.stencils.remove(stencil)
                    self.stencils.insert(0, stencil)
                break
        return at

    def learns(self) -> bool:
        """Cut stencils for those who were read one by one, if there are enough of them; return whether any was cut."""
        if len(self.forms) < self.enough:
            return False
        forms, cut_anew = {stencil: stencil.form for stencil in self.stencils}, False
        new: list[Form] = []
        for one in self.forms:
            for stencil, known in forms.items():
                if (both := merged(known, one)) is not None:
                    forms[stencil] = both
                    break
            else:
                for n, known in enumerate(new):
                    if (both := merged(known, one)) is not None:
                        new[n] = both
                        break
                else:
                    new.append(one)
        for stencil, known in forms.items():
            if known is not stencil.form:
                self.put_together(stencil)
                self.stencils[self.stencils.index(stencil)] = self.stencil(known)
                cut_anew = True
        for known in new[: STENCILS - len(self.stencils)]:
            self.stencils.append(self.stencil(known))
            cut_anew = True
        self.forms.clear()
        self.enough *= 2
        return cut_anew

    def stencil(self, of: Form) -> Stencil:
        """Return the stencil of a form."""
        kinds = [PERSON_BEGINS, *[slot.shape.rule.put for slot in of.slots]]
        names = [of.nad.rstrip(self.effects.element).replace(self.effects.element, "+"), *[slot.shape.name for slot in of.slots]]
        return cut(self.effects, of, outline(kinds, names, [n for n, slot in enumerate(of.slots, 1) if slot.optional]))

    def one_by_one(self, body: Body, stop: int, *, header: bool) -> tuple[Body, Body]:
        """Read some segments each by itself; return what stands before the first person and behind the last.

        Segments that lost the terminator between them are parted, NADs of any kind looked at.
        """
        effects, faults = self.effects, self.faults
        if header and stop < self.last and effects.is_header(body.texts):
            faults.extend(few(list(_twice(self.stretch, body.texts, body.starts))))
            return body, Body([], [])
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
        around = [*_twice(self.stretch, texts[:first], starts), *_twice(self.stretch, texts[closing:], starts[closing:])]
        if not header:
            around += [
                fault(wrong[0], "NAD", note=wrong[1], offset=start)
                for (*_, wrong), start in zip(said[:first], starts, strict=False)
                if wrong
            ]
        faults.extend(few(around))
        ends = [*starts, self.stretch.offset(stop)]
        for begin, end in zip(begins, [*begins[1:], closing], strict=False):
            for at, last in pairwise([begin, *_restarts(said, begin, end), end]):
                one = said[at:last], Body(texts[at:last], starts[at:last])
                self.person(*(one if at == begin else _with_nad(*one)), ends[last])
        return Body(texts[:first], starts[:first]), Body(texts[closing:], starts[closing:])

    def person(self, said: Sequence[Effect], body: Body, end: int, ordinal: int = 0) -> None:
        """Take in one person, whose segments end before an offset; in the place of an ordinal, else behind those before."""
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
        if not ordinal:
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
        found = [
            fault(code, _where(plan, ordinal, labels[n] if n else ""), note=note, offset=spans[n].start, traveller=ordinal)
            for n, code, note in wrong
        ]
        self.faults += few([*found, *_twice(self.stretch, body.texts, body.starts, ordinal)])
        if len(self.stencils) < STENCILS and (one := form(self.effects, body.texts, labels)) is not None:
            self.forms.append(one)

    def put_together(self, stencil: Stencil) -> None:
        """Put together everyone who was taken apart by a stencil and is not yet put together."""
        if any(n in stencil.plan.optional for _, n, *_ in stencil.plan.documents):
            self.apart_after_all(stencil)
        for first in range(0, len(stencil.taken), BATCH):
            ordinals, matches = zip(*stencil.taken[first : first + BATCH], strict=True)
            self.batch(stencil, ordinals, matches)
        stencil.taken.clear()

    def batch(self, stencil: Stencil, ordinals: Sequence[int], matches: Sequence[re.Match[str]]) -> None:
        """Put some together whom a stencil took apart."""
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
            fault(code, _where(plan, ordinal, stencil.form.slots[n - 1].label), offset=offset(matches[row].start(n + 2)), traveller=ordinal)
            for row, n, code in [*wrong, *doubted(declared)]
            for ordinal in [ordinals[row]]
        ]

    def apart_after_all(self, stencil: Stencil) -> None:
        """Read those segment by segment who say something of a document that they do not name."""
        groups = [[n + 2 for n in places if n is not None] for _, *places in stencil.plan.documents]
        odd = []
        for ordinal, match in stencil.taken:
            absent = False
            for number, *details in groups:
                absent = absent or match.start(number) < 0
                if absent and any(match.start(group) >= 0 for group in (number, *details)):
                    odd.append((ordinal, match))
                    break
        names = {ordinal for ordinal, _ in odd}
        stencil.taken[:] = [taken for taken in stencil.taken if taken[0] not in names]
        for ordinal, match in odd:
            body = self.stretch.segments(match.start(), match.end())
            self.person([self.effects[text] for text in body.texts], body, self.stretch.offset(match.end()), ordinal)


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


def _twice(stretch: Stretch, texts: Sequence[str], starts: Sequence[int], ordinal: int | None = None) -> Iterator[Fault]:
    """Segments that stand twice in a row."""
    for before, text, start in zip(texts, texts[1:], starts[1:], strict=False):
        if text == before:
            yield fault("EDI-SEGMENT-TWICE", _segment(text, stretch), offset=start, traveller=ordinal)


def _restarts(said: Sequence[Effect], begin: int, end: int) -> list[int]:
    """Where, among the segments under one NAD, other persons begin whose NAD was lost.

    One does where what was said of the person begins to be said again, if birth or unique reference are among it, and differ. If a segment
    that is not known stands before that, it is the damaged NAD.
    """
    found: list[int] = []
    n = begin
    first: dict[str, Any] = {}
    again: dict[str, int] = {}  # what is said again, and where
    differs = False
    while n < end:
        put, name, value, *_ = said[n]
        if put in (FIELD, REFERENCE) and value is not None:
            if name in first:
                again.setdefault(name, n)
                differs = differs or (name in ("birth_date", "RFF+ABO") and value != first[name])
            first.setdefault(name, value)
        if again and n - min(again.values()) > LONGEST:
            again, differs = {}, False
        if differs and len(again) > 1:
            n = min(again.values())
            found.append(n - 1 if said[n - 1][0] == UNKNOWN else n)
            first, again, differs = {}, {}, False
        else:
            n += 1
    return found


def _with_nad(said: Sequence[Effect], body: Body) -> tuple[Sequence[Effect], Body]:
    """The segments of a person whose NAD was lost, with one that says only that: in the place of the damaged one, if it stands there."""
    nad: Effect = (PERSON_BEGINS, "NAD", Named("", ""), 0, 0, ("PAX-NAD-LOST", ""))
    if said[0][0] == UNKNOWN:
        return [nad, *said[1:]], body
    return [nad, *said], Body(["", *body.texts], [body.starts[0], *body.starts])


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
        cuts = [0, *(effects.glued(text) if text in effects.suspects else ()), len(text)]
        for first, last in pairwise(cuts):
            parted.texts.append(text[first:last])
            parted.starts.append(stretch.at(start, first))
            if first:
                faults.append(fault("EDI-TERMINATOR-LOST", text[first : first + 3], offset=parted.starts[-1]))
            if f"NAD{stretch.separators.element}" in text[first + 3 : last]:
                faults.append(fault("PAX-PERSON-LOST", text[first : first + 3], offset=parted.starts[-1]))
    return parted


def put_together(declared: Declared) -> list[Traveller]:
    """Return some people, put together as their outline says."""
    plan, families, givens, addresses, values, ordinals, segments, places = declared
    count = len(ordinals)
    fields = {name: values[n] for name, n in plan.fields.items()}
    pieces, kilograms = fields.pop("pieces", None), fields.pop("kilograms", None)
    if plan.tags or pieces or kilograms:
        fields["bags"] = _bags(count, pieces, kilograms, [values[n] for n in plan.tags])
    if births := fields.get("birth_country"):
        fields["birth_country"] = [birth[0] or None if birth else None for birth in births]
        fields["birth_place"] = [birth[1] or None if birth else None for birth in births]
    references = _references(plan, values, count)
    if (seat := plan.references.get("SEA")) is not None:
        fields["seat"] = [text.lstrip("0") or text or None for text in values[seat]]
    if plan.nationalities:
        once = lru_cache(maxsize=1024)(_once)  # kept with this list alone: a text may be long
        fields["nationalities"] = list(map(once, zip(*[values[n] for n in plan.nationalities], strict=True)))
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
        if any(n in plan.optional for _, n, *_ in plan.documents):
            fields["documents"] = [tuple([paper for paper in row if paper.number]) for row in fields["documents"]]
    if addresses:
        fields["address"] = addresses
    keys = values[plan.references["ABO"]] if "ABO" in plan.references else ()
    if not keys or not all(keys):
        births, numbers = (
            fields.get("birth_date") or [None] * count,
            [of[0].number if of else "" for of in fields["documents"]] if papers else [""] * count,
        )
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


def _once(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Some texts, each once; those that say nothing left out."""
    return tuple(dict.fromkeys(filter(None, texts)))


def _references(plan: Outline, values: Sequence[Sequence[Any]], count: int) -> list[dict[str, str]]:
    """The references of some people, by qualifier."""
    if not plan.references:
        return [{} for _ in range(count)]
    names = tuple(plan.references)
    rows = zip(*[values[n] for n in plan.references.values()], strict=True)
    if plan.optional.isdisjoint(plan.references.values()):
        return [dict(zip(names, row, strict=True)) for row in rows]
    return [{name: text for name, text in zip(names, row, strict=True) if text} for row in rows]


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
        if (earlier is None or declared.values[earlier][row] != declared.values[n][row])
        and (n not in declared.plan.optional or declared.values[n][row] not in (None, ""))
    ]


def _places(stretch: Stretch, plan: Outline, spans: Sequence[Span], nad: Effect, start: int) -> dict[str, Span]:
    """Where the values of a person stand who was read segment by segment, and the parts of the NAD, which begins at an offset."""
    named, first, last = nad[2], nad[3], nad[4]
    found = {name: Span(spans[several[0]].start, max(spans[n].end for n in several)) for name, several in plan.places.items()}
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
