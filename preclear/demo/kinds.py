"""Test messages of every kind and size, whole or damaged on purpose, with the truth beside each.

``made`` gives one message of a kind; the same arguments give the same bytes. The truth says what a reader must find: everybody whom no
damage touches, whole; of the others what is left; and for each damage the fault codes of which one must be told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any, NamedTuple

import msgspec

from preclear import documents
from preclear.demo import damages, defects, forms, kinds_answered, kinds_booked, people
from preclear.demo.bookings import book
from preclear.demo.damages import Whole
from preclear.demo.kinds_answered import Said
from preclear.demo.messages import CREW, FUNCTIONS, NAMES_ONLY, Draft, Segment, draft, enveloped, spelled
from preclear.demo.styles import STYLES, Style, in_zone_letters
from preclear.demo.voyages import ROUTES, sailing
from preclear.manifest import Bags, Manifest, Part, PartialDate, Role, Span, TravelDocument, Traveller
from preclear.places import Places

Thing = dict[str, Any]
WHOLE = frozenset({"original", "change", "request"})  # lists that must say everything about a person
NO_PEOPLE = frozenset({"cancel_flight", "close"})  # lists that name nobody
SMALL = ("NCFY12", "NCFY13", "NLCX88", "NLCX90", "CSCR517")  # routes of carriers without EDIFACT


class TrueDamage(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was broken on purpose."""

    name: str  # a key of the tables of demo.damages or demo.defects
    what: str  # in words
    offset: int | None  # the byte from which the message is another; null: no one place
    touched: list[int]  # ordinals of people who may read otherwise than declared
    lost: list[int]  # of them, those who may not be found at all
    faults: list[str]  # a reader must tell one of these; "any": one, whichever; empty: nothing need be seen


class TrueMessage(msgspec.Struct, frozen=True, kw_only=True):
    """What is true of one test message."""

    file: str
    kind: str  # a key of KINDS
    style: str
    function: str | None
    carrier: str | None
    voyage: str | None
    departure: str | None
    arrival: str | None
    departs: str | None  # local time of the place
    people: list[Thing]  # everybody as declared, in the shape of ``read --json``
    answers: list[Thing]  # of a CUSRES, CONTRL or ACKRES; what a GOVREQ asks
    bookings: list[Thing]  # of a PNRGOV: locator, people, cancelled, splits
    damages: list[TrueDamage]
    readable: bool


class Made(NamedTuple):
    """One test message."""

    raw: bytes
    truth: TrueMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A message as written, before anything is damaged in its bytes."""

    raw: bytes
    style: str
    manifest: Manifest | None = None
    people: tuple[Span, ...] = ()
    terminator: bytes = b"'"
    zones: Sequence[Thing] = ()
    answers: Sequence[Thing] = ()
    bookings: Sequence[Thing] = ()
    damage: TrueDamage | None = None  # in a value


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked for."""

    random: Random
    at: datetime  # when it is sent, UTC
    places: Places
    people: int
    value: bool  # is a value of somebody to be spoiled


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of message: how it is written, and what may be broken in its bytes."""

    write: Callable[[Asked], Written]
    ending: str
    damages: Mapping[str, damages.OfBytes]


def made(kind: str, seed: int | str, *, people: int, at: datetime, places: Places, damaged: bool = False, number: int = 1) -> Made:
    """Return one message of a kind with about so many people; ``damaged``: with one defect."""
    random = Random(f"{seed} {kind} {number}")
    of_kind = KINDS[kind]
    in_a_value = damaged and (not of_kind.damages or random.random() < 0.4)
    written = of_kind.write(Asked(random=random, at=at, places=places, people=people, value=in_a_value))
    found = [written.damage] if written.damage else []
    raw = written.raw
    readable = True
    if damaged and not found and of_kind.damages and written.people:
        name = random.choice(tuple(of_kind.damages))
        defect = of_kind.damages[name]
        spoiled = defect.spoil(Whole(raw, written.people, written.terminator), random)
        within = range(len(written.people))
        raw, readable = spoiled.raw, defect.readable
        found.append(
            TrueDamage(
                name=name,
                what=words(defect.spoil),
                offset=spoiled.at,
                touched=[who + 1 for who in sorted(spoiled.touched) if who in within],
                lost=[who + 1 for who in sorted(spoiled.lost) if who in within],
                faults=sorted(defect.faults),
            )
        )
    manifest = written.manifest
    leg = manifest.voyage.border if manifest else None
    truth = TrueMessage(
        file=f"{number:05d}-{kind.replace(' ', '-')}.{of_kind.ending}",
        kind=kind,
        style=written.style,
        function=manifest.function if manifest else None,
        carrier=manifest.voyage.carrier if manifest else None,
        voyage=manifest.voyage.designator if manifest else None,
        departure=leg.departure if leg else None,
        arrival=leg.arrival if leg else None,
        departs=leg.departs.isoformat(timespec="minutes") if leg and leg.departs else None,
        people=[declared(traveller) for traveller in manifest.travellers] if manifest else list(written.zones),
        answers=list(written.answers),
        bookings=list(written.bookings),
        damages=found,
        readable=readable,
    )
    return Made(raw, truth)


def several(
    chosen: Sequence[str], seed: int, *, count: int, sizes: tuple[int, int], damaged: float, at: datetime, places: Places
) -> Iterator[Made]:
    """Yield so many messages, of each kind in turn, with from ... to ... people, a share of them damaged."""
    random = Random(f"{seed} messages")
    for number in range(1, count + 1):
        size, broken = random.randint(*sizes), random.random() < damaged
        yield made(chosen[(number - 1) % len(chosen)], seed, people=size, at=at, places=places, damaged=broken, number=number)


def words(spoil: Callable[..., Any]) -> str:
    """Return the sentence that says what a spoiler does."""
    return (spoil.__doc__ or "").partition("\n")[0]


def declared(traveller: Traveller) -> Thing:
    """Return a person as ``read --json`` gives them, as far as every kind of list can say."""
    return {
        "ordinal": traveller.ordinal,
        "role": str(traveller.role),
        "family_name": traveller.family_name or None,
        "given_names": traveller.given_names or None,
        "birth_date": traveller.birth_date and str(traveller.birth_date),
        "sex": traveller.sex,
        "nationality": traveller.nationality,
        "documents": [
            {"type": d.type, "number": d.number, "issuer": d.issuer, "expires": d.expires and d.expires.isoformat()}
            for d in traveller.documents
        ],
        "seat": traveller.seat,
        "references": dict(traveller.references),
    }


# Who is on it -------------------------------------------------------------------------------------------------------------


def listed(asked: Asked, style: Style, routes: Sequence[str] = tuple(ROUTES), *, function: str = "original") -> Manifest:
    """Return a list of about so many people, with what lists hold beside ordinary passengers: crew, transit, visas, no document."""
    random = asked.random
    voyage = sailing(ROUTES[random.choice(routes)], asked.at + timedelta(minutes=random.randint(40, 2000)), asked.places)
    on = voyage.arrival_date
    assert on is not None
    found: list[Traveller] = []
    while len(found) < asked.people:
        party = people.party(random, on)[: asked.people - len(found)]
        found.extend(_varied(random, one) for one in book(party, voyage, style, random, first=len(found) + 1))
    if function in NO_PEOPLE:
        found = []
    if function in NAMES_ONLY:
        found = [_named(one) for one in found]
    return Manifest(
        voyage=voyage,
        travellers=tuple(found),
        function=function,
        transaction=f"{voyage.designator}{asked.at:%y%m%d%H%M}",
        revision="1" if random.random() < 0.8 else None,
        prepared_at=asked.at.replace(tzinfo=None, second=0, microsecond=0),
        declared_passengers=sum(one.role is not Role.CREW for one in found) if function == "original" else None,
        declared_crew=(sum(one.role is Role.CREW for one in found) or None) if function == "original" else None,
        contact="HARBOUR OFFICE" if random.random() < 0.7 else None,
    )


def _varied(random: Random, traveller: Traveller) -> Traveller:
    """Somebody as lists have them: mostly as booked; some with a visa, two nationalities, no document, in transit, or of the crew."""
    chance = random.random()
    if chance < 0.08:
        visa = TravelDocument(type="V", number=f"V{random.randint(10**6, 10**7)}", issuer="USA", expires=traveller.documents[0].expires)
        return replace(traveller, documents=(*traveller.documents, visa))
    if chance < 0.12:
        return replace(traveller, nationalities=tuple(dict.fromkeys((*traveller.nationalities, "CAN"))))
    if chance < 0.15:
        return replace(traveller, documents=())
    if chance < 0.18:
        return replace(traveller, role=Role.TRANSIT)
    if chance < 0.21:
        return replace(traveller, role=Role.CREW, duty="CR2", bags=None)
    if chance < 0.24:
        return replace(traveller, bags=Bags(pieces=2, kilograms=31.0, tags=("0999000001", "0999000002")) if traveller.bags else None)
    return traveller


def _named(traveller: Traveller) -> Traveller:
    """What a list says that says who, and no more."""
    return Traveller(
        ordinal=traveller.ordinal,
        key=traveller.key,
        role=traveller.role,
        family_name=traveller.family_name,
        given_names=traveller.given_names,
        references=traveller.references,
        seat=traveller.seat,
    )


# PAXLST -------------------------------------------------------------------------------------------------------------------


def paxlst(asked: Asked) -> Written:
    """A passenger list in any dialect and of any function."""
    random = asked.random
    name = random.choice(tuple(STYLES))
    function = random.choices(
        (*FUNCTIONS, "crew", "crew change"), weights=[12, 2, 3, 2, 1, 1, 1, 1, 2, 2, 1, 1] if len(FUNCTIONS) == 10 else None
    )[0]
    style = STYLES[name]
    if style.interactive:
        function = "request" if function in ("original", "crew", "crew change") else function
        asked = replace(asked, people=min(asked.people, 8))
    elif function == "request":
        function = "original"
    crew = function.startswith("crew")
    manifest = listed(asked, style, function="original" if function == "crew" else "change" if crew else function)
    if crew:
        members = tuple(replace(one, role=Role.CREW, duty="CR1", bags=None, seat=None) for one in manifest.travellers)
        members = tuple(replace(one, references={"ABO": one.references["ABO"]}) for one in members)
        manifest = replace(manifest, travellers=members, crew_list=True, declared_passengers=None)
        manifest = replace(manifest, declared_crew=len(members), function=next(f for f in CREW if (f == "change") == (function != "crew")))
    if manifest.function == "original" and not crew and random.random() < 0.1:
        manifest = replace(manifest, part=Part(1, first=True, last=False))
    body, damage = draft(manifest, style), None
    if asked.value and body.people and manifest.function in WHOLE:
        body, damage = _spoiled(random, body, manifest)
    return _written(body, manifest, style, name, damage)


def _spoiled(random: Random, body: Draft, manifest: Manifest) -> tuple[Draft, TrueDamage]:
    who, name = random.randrange(len(body.people)), random.choice(tuple(defects.OF_A_PERSON))
    if not manifest.travellers[who].documents and "document" in name:
        name = "birth date missing"
    defect = defects.OF_A_PERSON[name]
    arrival = manifest.voyage.arrival_date
    assert arrival is not None
    lost = name == "name not known yet"
    if not manifest.travellers[who].documents and name in ("passport expired", "airport as issuer"):
        name, defect = "birth date missing", defects.OF_A_PERSON["birth date missing"]
    return defects.spoil_people(body, {who: name}, random, arrival), TrueDamage(
        name=name,
        what=words(defect.spoil),
        offset=None,
        touched=[who + 1],
        lost=[who + 1] if lost else [],
        faults=sorted(defect.faults),
    )


def _written(body: Draft, manifest: Manifest, style: Style, name: str, damage: TrueDamage | None) -> Written:
    """A draft in its envelope, with where each person stands."""
    segments = enveloped(body, manifest, style, sender=f"{manifest.voyage.carrier}APIS", control="PC0000000001")
    lines = spelled(segments, style)
    first = segments.index(body.people[0][0]) if body.people else 0
    at = [0]
    for line in lines:
        at.append(at[-1] + len(line))
    ahead = len(lines) - len(segments)  # the UNA
    spans, n = [], first + ahead
    for person in body.people:
        spans.append(Span(at[n], at[n + len(person)]))
        n += len(person)
    return Written(
        raw=b"".join(lines),
        style=name,
        manifest=manifest,
        people=tuple(spans),
        terminator=style.advice[5].encode(),
        damage=damage,
    )


def paxlst_us(asked: Asked) -> Written:
    """A list in the older form of the United States: PAXLST:001:000, a PDT a person."""
    style = Style(directory="001:000", agency="", group=False, syntax="UNOA", given_apart=True)
    manifest = listed(asked, style, tuple(name for name in ROUTES if name.startswith("X")))
    travellers = tuple(
        replace(
            one,
            role=one.role,
            nationalities=(),
            residence=None,
            bags=None,
            seat=None,
            references={},
            captured=None,
            clears_at=None,
            duty=None,
            documents=one.documents[:1],
        )
        for one in manifest.travellers
    )
    leg = manifest.voyage.border
    assert leg is not None
    manifest = replace(manifest, travellers=travellers, transaction=None, revision=None, declared_passengers=None, declared_crew=None)
    body = Draft(
        (("CTA", ("IC", ""), ("", "HARBOUR OFFICE")), *_us_leg(manifest)), tuple((_pdt(one),) for one in travellers), (("UNS", "S"),)
    )
    return _written(body, manifest, style, "older United States", None)


def _us_leg(manifest: Manifest) -> tuple[Segment, ...]:
    leg = manifest.voyage.border
    assert leg is not None
    assert leg.departs is not None
    assert leg.arrives is not None
    carrier = manifest.voyage.carrier or ""
    return (
        ("TDT", "", leg.voyage.removeprefix(carrier), "40", carrier),
        ("LOC", "5", (f"CA{leg.departure}", "50")),
        ("DTM", "136", f"{leg.departs:%y%m%d}", f"{leg.departs:%H%M}"),
        ("LOC", "8", (f"US{leg.arrival}", "50")),
        ("DTM", "132", f"{leg.arrives:%y%m%d}", f"{leg.arrives:%H%M}"),
        ("UNS", "D"),
    )


def _pdt(traveller: Traveller) -> Segment:
    given = [*traveller.given_names.split(" ", 1), ""][:2]
    born = traveller.birth_date.whole if traveller.birth_date else None
    paper: tuple[str, ...] = ("",)
    if traveller.documents:
        document = traveller.documents[0]
        paper = (f"{document.type}/{document.number}", f"{document.expires:%y%m%d}" if document.expires else "", document.issuer or "")
    role = {Role.PASSENGER: "PAX", Role.CREW: "CRW", Role.TRANSIT: "ITI"}[traveller.role]
    person = (traveller.family_name, *given, f"{born:%y%m%d}" if born else "", traveller.sex or "U")
    return ("PDT", paper, person, role, (traveller.embarks or "", traveller.disembarks or ""))


# Forms --------------------------------------------------------------------------------------------------------------------


def json_list(asked: Asked) -> Written:
    """A list as JSON."""
    manifest = listed(asked, STYLES["UTF-8"], SMALL, function=asked.random.choice(("original", "original", "change", "close_on_board")))
    said, damage = _spoiled_form(asked, [forms.json_person(one) for one in manifest.travellers], manifest)
    parted = forms.json_list(manifest, said, asked.random)
    return Written(raw=parted.raw, style="JSON", manifest=manifest, people=parted.people, damage=damage)


def csv_list(asked: Asked) -> Written:
    """A list as CSV."""
    name = asked.random.choice(tuple(forms.SHEETS))
    sheet = forms.SHEETS[name]
    manifest = listed(asked, STYLES["Latin-1" if sheet.charset == "cp1252" else "UTF-8"], SMALL)
    manifest, rows, damage = _rows(asked, manifest)
    parted = forms.csv_list(forms.table(manifest, rows, sheet), len(rows), sheet)
    return Written(raw=parted.raw, style=name, manifest=manifest, people=parted.people, damage=damage)


def xlsx_list(asked: Asked) -> Written:
    """A list as a workbook."""
    manifest = listed(asked, STYLES["UTF-8"], SMALL)
    manifest, rows, damage = _rows(asked, manifest)
    cells = forms.table(manifest, rows, forms.Sheet(language=asked.random.choice(("en", "fr"))))
    return Written(raw=forms.xlsx_list(cells), style="workbook", manifest=manifest, damage=damage)


def _rows(asked: Asked, manifest: Manifest) -> tuple[Manifest, list[forms.Row], TrueDamage | None]:
    """A table says less: one nationality, no count of its own, no time of preparation."""
    people_ = tuple(replace(one, nationalities=one.nationalities[:1]) for one in manifest.travellers)
    manifest = replace(manifest, travellers=people_, prepared_at=None, revision=None, declared_crew=None, declared_passengers=None)
    rows, damage = _spoiled_form(asked, [forms.row(one) for one in people_], manifest)
    return manifest, rows, damage


def _spoiled_form(asked: Asked, said: list[Thing], manifest: Manifest) -> tuple[list[Thing], TrueDamage | None]:
    """What is said of everybody, with one value of somebody spoiled where that is asked for."""
    whole = [n for n, one in enumerate(manifest.travellers) if one.documents and one.birth_date]
    if not asked.value or not whole or manifest.function == "close_on_board":
        return said, None
    who, name = asked.random.choice(whole), asked.random.choice(tuple(damages.OF_A_FORM))
    defect = damages.OF_A_FORM[name]
    spoiled = defect.spoil(said[who], asked.random)
    if name == "name not known yet":
        spoiled = {key: value for key, value in spoiled.items() if key != "given_names"}
    lost = [who + 1] if name == "name not known yet" else []
    damage = TrueDamage(name=name, what=name, offset=None, touched=[who + 1], lost=lost, faults=sorted(defect.faults))
    return [spoiled if n == who else one for n, one in enumerate(said)], damage


# Answers and zones --------------------------------------------------------------------------------------------------------


def _answering(asked: Asked, say: Callable[[Manifest, Style, Random, datetime], Said]) -> Written:
    """An answer to a list, in the separators of any sender."""
    name = asked.random.choice(tuple(STYLES))
    said = say(listed(asked, STYLES[name]), STYLES[name], asked.random, asked.at)
    return Written(raw=said.raw, style=name, answers=said.truth, terminator=STYLES[name].advice[5].encode())


def cusres_answer(asked: Asked) -> Written:
    """An answer to a list."""
    return _answering(asked, kinds_answered.results)


def contrl_report(asked: Asked) -> Written:
    """A syntax report."""
    return _answering(asked, kinds_answered.report)


def ackres_acknowledgement(asked: Asked) -> Written:
    """An acknowledgement of bookings."""
    said = kinds_answered.acknowledgement(listed(asked, STYLES["guide"], AIR), asked.random, asked.at)
    return Written(raw=said.raw, style="PNRGOV 13.1", answers=said.truth)


def govreq_request(asked: Asked) -> Written:
    """A request for bookings."""
    said = kinds_answered.request(listed(asked, STYLES["guide"], AIR), asked.random)
    return Written(raw=said.raw, style="PNRGOV 13.1", answers=said.truth)


def zones(asked: Asked) -> Written:
    """Machine-readable zones of invented documents, parted by blank lines."""
    random = asked.random
    written, spans, said = b"", list[Span](), list[Thing]()
    for _ in range(asked.people):
        person = people.person(random, asked.at.date())
        layout = random.choice(("TD1", "TD2", "TD3", "MRVA", "MRVB"))
        paper = person.passport
        lines = documents.write(
            layout,
            type={"TD3": "P", "MRVA": "V", "MRVB": "V"}.get(layout, "I"),
            issuer=paper.issuer or "UTO",
            family_name=person.name.family_name,
            given_names=person.name.given_names,
            number=paper.number,
            nationality=person.nationality,
            birth_date=PartialDate.of(person.birth_date),
            sex=person.sex,
            expires=paper.expires,
        )
        zone = "".join(f"{line}\n" for line in lines).encode()
        spans.append(Span(len(written), len(written) + len(zone)))
        written += zone + b"\n"
        said.append(
            {
                "ordinal": len(said) + 1,
                "format": layout,
                "family_name": _printed(person.name.family_name),
                "given_names": _printed(person.name.given_names) or None,
                "number": paper.number,
                "birth_date": person.birth_date.isoformat(),
                "sex": person.sex,
                "expires": paper.expires and paper.expires.isoformat(),
            }
        )
    return Written(raw=written, style="zones", people=tuple(spans), zones=said)


AIR = tuple(name for name in ROUTES if name.startswith("X"))


def _of_bookings(asked: Asked) -> Manifest:
    """A list as far as bookings say it: of each traveller the first passport, or nothing but the name."""
    manifest = listed(asked, STYLES["guide"], AIR, function="change" if asked.random.random() < 0.3 else "original")
    plain = tuple(
        replace(
            one,
            role=Role.PASSENGER,
            duty=None,
            seat=None,
            bags=None,
            nationalities=one.nationalities[:1] if one.documents else (),
            birth_date=one.birth_date if one.documents else None,
            sex=one.sex if one.documents else None,
            documents=one.documents[:1],
            references={"AVF": one.references["AVF"]},
        )
        for one in manifest.travellers
    )
    return replace(manifest, travellers=plain)


def bookings(asked: Asked) -> Written:
    """A push or an update of the bookings of a flight, some cancelled or split."""
    manifest = _of_bookings(asked)
    sent = kinds_booked.pnrgov(manifest, asked.random)
    return Written(raw=sent.raw, style="PNRGOV 13.1", manifest=manifest, people=sent.people, bookings=sent.bookings)


def bookings_xml(asked: Asked) -> Written:
    """The same in XML."""
    manifest = _of_bookings(asked)
    sent = kinds_booked.pnrgov_xml(manifest, asked.random)
    return Written(raw=sent.raw, style="PNRGOV 13.1 XML", manifest=manifest, people=sent.people, bookings=sent.bookings)


def bags(asked: Asked) -> Written:
    """Baggage messages of the travellers of a flight, one for each with bags."""
    manifest = listed(asked, STYLES["guide"], AIR)
    sent = kinds_booked.bags(manifest, asked.random)
    return Written(raw=sent.raw, style="teletype", zones=[dict(one) for one in kinds_booked.bag_truth(manifest)])


def _printed(name: str) -> str:
    """A name in the letters of a zone, which has no digits in names."""
    return "".join(c for c in in_zone_letters(name) if not c.isdecimal())


OF_A_BOOKING = ("mail around", "UNZ lost", "segment count wrong", "segment doubled", "cut off")
KINDS: Mapping[str, Kind] = {
    "PAXLST": Kind(paxlst, "edi", damages.EDIFACT),
    "PAXLST US": Kind(
        paxlst_us, "edi", {name: damages.EDIFACT[name] for name in ("mail around", "telex", "UNZ lost", "segment count wrong")}
    ),
    "CUSRES": Kind(cusres_answer, "edi", {}),
    "CONTRL": Kind(contrl_report, "edi", {}),
    "ACKRES": Kind(ackres_acknowledgement, "edi", {}),
    "GOVREQ": Kind(govreq_request, "edi", {}),
    "JSON": Kind(json_list, "json", damages.JSON),
    "CSV": Kind(csv_list, "csv", damages.CSV),
    "XLSX": Kind(xlsx_list, "xlsx", {}),
    "PNRGOV": Kind(bookings, "edi", {name: damages.EDIFACT[name] for name in OF_A_BOOKING}),
    "PNRGOV XML": Kind(bookings_xml, "xml", damages.XML),
    "BSM": Kind(bags, "txt", {}),
    "MRZ": Kind(zones, "txt", damages.ZONES),
}
