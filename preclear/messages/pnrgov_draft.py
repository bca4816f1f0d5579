"""A booking while it is read, and what becomes of it: whose each document, seat and bag is, who travels, what is wrong.

Both forms of PNRGOV (EDIFACT and XML) fill the same draft, so that the same rules hold for both.

The names that ``Traveller.places`` uses here: ``family_name``, ``given_names``, ``birth_date``, ``sex``, ``nationality``, ``document`` for
the first document and ``document 2`` for the next, ``residence``, ``birth_place``, ``address``, ``seat``, ``bags``, and references by
their name: ``AVF`` locator, ``REF`` unique reference, ``YZY`` ticket, ``AEA`` redress number, ``KTN`` known traveller number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal, NamedTuple, TypeVar

from preclear.manifest import Fault, Leg, Manifest, Mode, Part, PartialDate, Role, Sex, Span, TravelDocument, Traveller, Voyage
from preclear.manifest.booking import (
    CANCELLED,
    Act,
    Address,
    Agent,
    BookedLeg,
    BookedPerson,
    Booking,
    CheckedBags,
    CheckIn,
    Contact,
    Locator,
    Loyalty,
    OtherService,
    Payment,
    Remark,
    Seat,
    Service,
    Split,
    Ticket,
)
from preclear.manifest.faults import fault
from preclear.manifest.making import finished, quick
from preclear.manifest.names import is_placeholder
from preclear.messages import pnrgov_documents as texts
from preclear.messages.names import title

TICKET = re.compile(r"(?:HK[0-9]{1,3})?[ /]?([0-9]{13})(?![0-9])")  # of an infant, INF stands before it
MOST_ALIKE = 50  # people of one family name in one booking who are held against a document's name
NO_SEAT = frozenset({"", "XXX", "NOSEAT", "GATE", "STBY", "SBY", "INF", "000"})
AGED = 95  # years; the birth of somebody older is worth a second look


# Records are made by the thousand: these make them in half the time.
_ADDRESS = quick(Address)
_BOOKEDLEG = quick(BookedLeg)
_BOOKEDPERSON = quick(BookedPerson)
_BOOKING = quick(Booking)
_CHECKIN = quick(CheckIn)
_SEAT = quick(Seat)
_TRAVELDOCUMENT = quick(TravelDocument)
_TRAVELLER = quick(Traveller)
_LEG = quick(Leg)


Names = tuple[str, str]  # family and given names to compare by
Places = Callable[[Mapping[str, Any]], Mapping[str, Span]]  # marks of fields -> where they stand in the bytes


class Flight(NamedTuple):
    """The flight whose bookings a message holds."""

    carrier: str = ""
    number: str = ""
    departure: str = ""
    arrival: str = ""
    departs: datetime | None = None
    arrives: datetime | None = None

    @property
    def designator(self) -> str:
        """Carrier and number."""
        return f"{self.carrier}{self.number}"


@dataclass(slots=True)
class Somebody:
    """A person of a booking while it is read."""

    ordinal: int
    family_name: str
    given_names: str
    type: str
    reference: str
    with_infant: str  # of an adult: that it travels with an infant; of an infant: perhaps the reference of the adult
    start: int
    marks: dict[str, Any] = field(default_factory=dict)
    documents: list[TravelDocument] = field(default_factory=list)
    references: dict[str, str] = field(default_factory=dict)
    birth_date: PartialDate | None = None
    misread: bool = False  # a birth was sent and could not be read
    sex: Sex | None = None
    nationality: str = ""
    residence: str = ""
    birth_country: str = ""
    birth_place: str = ""
    address: str = ""
    adult: int | None = None
    end: int = 0
    title: str | None = None
    name: str = ""  # to compare by
    given: str = ""
    numbers: dict[str, set[str]] = field(default_factory=dict)  # states that issued a document, by its number

    def has(self, number: str, issuer: str) -> bool:
        """Whether a document was named before: equal number and issuer, whichever way the state is written. Keep it for the next time."""
        if not number:
            return False
        state = texts.state(issuer)
        states = self.numbers.setdefault(number, set())
        known = bool(states) and (not state or state in states)
        states.add(state)
        return known


@dataclass(slots=True)
class LegDraft:
    """A leg while it is read."""

    carrier: str
    number: str
    departure: str
    arrival: str
    departs: datetime | None
    arrives: datetime | None
    start: int
    operating_carrier: str = ""
    operating_number: str = ""
    booking_class: str = ""
    status: str = ""
    party: int | None = None
    equipment: str = ""
    locators: list[Locator] = field(default_factory=list)
    seats: list[Seat] = field(default_factory=list)
    bags: list[CheckedBags] = field(default_factory=list)
    check_ins: list[list[Any]] = field(default_factory=list)  # ordinal, boarding number, when, agent
    places: Mapping[str, Span] = field(default_factory=dict)
    seat_of: dict[int | None, Seat] = field(default_factory=dict)  # of each person
    seat_marks: dict[int | None, Any] = field(default_factory=dict)
    bags_of: dict[int | None, CheckedBags] = field(default_factory=dict)
    bag_marks: dict[int | None, Any] = field(default_factory=dict)


class Paper(NamedTuple):
    """A DOCS, DOCA or DOCO, and under what it was written."""

    code: str
    text: str
    references: tuple[str, ...]
    under: Somebody | None  # the person whose part of the booking it stands in
    by_reference_only: bool  # it stands under a flight
    mark: Callable[[int, int], Any]  # where some of its fields stand
    offset: int


class Asked(NamedTuple):
    """A service while it is read: whom it is for is told when everybody is known."""

    service: Any  # a Service that was begun
    references: tuple[str, ...]
    under: Somebody | None


class SeatAsked(NamedTuple):
    """A seat while it is read."""

    number: str
    source: str
    cabin: str | None
    departure: str | None
    arrival: str | None
    text: str | None
    reference: str
    under: Somebody | None
    leg: LegDraft | None
    mark: Any
    offset: int


@dataclass(slots=True)
class Draft:
    """A booking while it is read."""

    start: int
    before: int = 0  # people in the bookings before it
    people: list[Somebody] = field(default_factory=list)
    by_reference: dict[str, Somebody] = field(default_factory=dict)
    by_names: dict[tuple[str, str], Somebody] = field(default_factory=dict)
    families: dict[str, list[Somebody]] = field(default_factory=dict)  # by family name to compare by, when all are known
    little: list[Somebody] = field(default_factory=list)  # infants
    legs: list[LegDraft] = field(default_factory=list)
    locators: list[Locator] = field(default_factory=list)
    locator_mark: Any = None
    papers: list[Paper] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    seats: list[SeatAsked] = field(default_factory=list)
    infants: list[tuple[texts.Infant, tuple[str, ...], Somebody | None, Any, int]] = field(default_factory=list)
    group: str = ""
    agent: Agent | None = None
    changed_at: datetime | None = None
    ticketed_at: datetime | None = None
    tickets: list[Any] = field(default_factory=list)  # each a Ticket that was begun
    payments: list[Any] = field(default_factory=list)  # each a Payment that was begun
    loyalty: list[Loyalty] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    addresses: list[Address] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    others: list[OtherService] = field(default_factory=list)
    splits: list[Split] = field(default_factory=list)
    history: list[Act] = field(default_factory=list)
    excess_baggage: list[str] = field(default_factory=list)
    left_out: int = 0
    left_out_at: int | None = None
    cancels_flight: bool = False  # the history takes a flight out
    faults: list[Fault] = field(default_factory=list)

    @property
    def says_nothing(self) -> bool:
        """Whether nothing was read of it."""
        said = (self.people, self.legs, self.locators, self.papers, self.asked, self.infants, self.group, self.agent, self.tickets)
        more = (self.payments, self.contacts, self.addresses, self.remarks, self.history, self.splits, self.faults, self.left_out)
        return not any((*said, *more))

    @property
    def next_ordinal(self) -> int:
        """The ordinal of the next person, over all bookings of the message."""
        return self.before + len(self.people) + 1

    def wrong(self, code: str, where: str, offset: int | None, *, note: str = "", person: Somebody | None = None) -> None:
        """Note a fault of the booking."""
        self.faults.append(fault(code, where, note=note, offset=offset, traveller=person.ordinal if person else None))

    def join(self, one: Somebody) -> None:
        """Take somebody in."""
        self.people.append(one)
        self.by_names.setdefault((one.family_name, one.given_names), one)
        if one.reference:
            self.by_reference.setdefault(one.reference, one)

    def person(self, reference: str) -> Somebody | None:
        """The person with a reference."""
        return self.by_reference.get(reference)

    def know(self, one: Somebody) -> None:
        """Make somebody findable by the name to compare by."""
        one.title = title(one.family_name, one.given_names)
        one.name, one.given = squeezed(one.family_name), squeezed(bare(one.given_names, one.title))
        self.families.setdefault(one.name, []).append(one)
        if one.type == "IN":
            self.little.append(one)

    def drop(self, offset: int) -> None:
        """Count something sensitive that is left out."""
        self.left_out += 1
        self.left_out_at = offset if self.left_out_at is None else self.left_out_at


class Settled(NamedTuple):
    """A booking that was read to its end."""

    booking: Booking
    travels: bool  # on the flight at issue
    leg: BookedLeg | None  # of that flight


def settle(draft: Draft, flight: Flight, *, today: date, end: int, places: Places) -> Settled:
    """Return the booking that a draft comes to. What is wrong with it is in ``draft.faults``.

    ``today`` is the day of the message, by which two-digit years are read; ``places`` turns marks into places in the bytes.

    1. add infants that only a service request names, and say with whom each infant travels
    2. give each document to the person it belongs to
    3. tell for whom each seat is, and for which leg
    4. find the leg of the flight at issue
    5. put the people together
    """
    if today == date.max:
        days = (draft.changed_at, *[leg.departs for leg in draft.legs[:1]], *[one.created_at for one in draft.locators[:1]])
        today = next((day.date() for day in days if day), today)
    for one in draft.people:
        draft.know(one)
    born = _infants(draft)  # 1
    for paper in draft.papers:  # 2
        _hand_out(draft, paper, today)
    _births(draft, born, today)
    loose = _seat(draft)  # 3
    found = _leg_of(draft, flight)  # 4
    cancelled = _cancelled(draft)
    tickets = _services_tickets(draft) | {ticket.traveller: ticket.number for ticket in reversed(draft.tickets)}
    locator = next((one.reference for one in draft.locators if one.type != "C"), "")
    people = [
        _person(draft, one, found, locator=locator, ticket=tickets.get(one.ordinal), end=end, places=places) for one in draft.people
    ]  # 5
    legs = tuple([_leg(one) for one in draft.legs])
    leg = legs[draft.legs.index(found)] if found else None
    _check(draft, flight, found, leg, unnamed=[one.unnamed for one in people], cancelled=cancelled)
    booking = _BOOKING(
        locators=_once(draft.locators),
        people=tuple(people),
        legs=legs,
        cancelled=cancelled,
        group=draft.group or None,
        agent=draft.agent,
        created_at=next((one.created_at for one in draft.locators if one.created_at), None),
        changed_at=draft.changed_at,
        ticketed_at=draft.ticketed_at,
        services=tuple([_service(draft, one) for one in draft.asked]),
        seats=tuple(loose),
        tickets=tuple([finished(one, Ticket) for one in draft.tickets]),
        payments=tuple([finished(one, Payment) for one in draft.payments]),
        loyalty=tuple(draft.loyalty),
        contacts=_each(draft.contacts),
        addresses=_once(draft.addresses),
        remarks=tuple(draft.remarks),
        others=tuple(draft.others),
        splits=tuple(draft.splits),
        history=tuple(draft.history),
        excess_baggage=tuple(draft.excess_baggage),
        left_out=draft.left_out,
        segments=Span(draft.start, max(end, draft.start)),
    )
    return Settled(booking, travels=not cancelled and (leg is None or leg.active), leg=leg)


def _services_tickets(draft: Draft) -> dict[int | None, str]:
    """Ticket numbers by ordinal as the airline's service (TKNE, TKNA) names them, without the coupon: for whom no TKT stands."""
    found: dict[int | None, str] = {}
    if len(draft.tickets) >= len(draft.people):
        return found
    for asked in draft.asked:
        if asked.service.code not in ("TKNE", "TKNA") or not (named := TICKET.match(asked.service.text or "")):
            continue
        owner = next(filter(None, map(draft.person, asked.references)), asked.under)
        if owner is not None:
            found.setdefault(owner.ordinal, named[1])
    return found


def squeezed(name: str) -> str:
    """Return a name to compare by: capitals; no blanks, which line ends leave, no hyphens and apostrophes, which carriers drop."""
    if name.isalpha():
        return name.upper()
    return name.upper().replace(" ", "").replace("-", "").replace("'", "").replace(".", "")


def bare(given_names: str, known: str | None = "") -> str:
    """Return given names without a title at their end or front. ``known`` is the title, where it was told before.

    >>> bare("JOHNMR"), bare("PAT MS"), bare("AMR"), bare("MR")
    ('JOHN', 'PAT', 'AMR', '')
    """
    found = known if known != "" else title("", given_names) if given_names else None
    if found is None:
        return given_names
    upper = given_names.upper()
    if upper.endswith(found):
        return given_names[: -len(found)].rstrip()
    return given_names[len(found) :].lstrip()


# Infants ------------------------------------------------------------------------------------------------------------------


Record = TypeVar("Record")


def _once(records: Sequence[Record]) -> tuple[Record, ...]:
    """Records, each once."""
    if len(records) < 2 or (len(records) == 2 and records[0] != records[1]):
        return tuple(records)
    return tuple(dict.fromkeys(records))


def _each(contacts: Sequence[Contact]) -> tuple[Contact, ...]:
    """Contacts, each way to reach somebody once: where it was told first."""
    if len(contacts) < 2:
        return tuple(contacts)
    return tuple({(one.kind, one.value, one.traveller): one for one in reversed(contacts)}.values())[::-1]


Born = tuple[Somebody, str, Any, int]  # an infant, its birth, where that stands


def _infants(draft: Draft) -> list[Born]:
    """Add infants that stand in SSR INFT only, tell with whom each travels, and return the births that stand there."""
    born: list[Born] = []
    for infant, references, under, mark, offset in draft.infants:
        given = squeezed(bare(infant.given_names))
        family = draft.families.get(squeezed(infant.family_name), ())
        alike = [one for one in family[:MOST_ALIKE] if one.given == given]
        little = next((one for one in alike if one.type == "IN"), alike[0] if alike else None)
        adult = next(filter(None, map(draft.person, references)), under)
        if little is None:
            little = Somebody(draft.next_ordinal, infant.family_name, infant.given_names, "IN", "", "", offset, end=offset)
            little.marks["family_name"] = mark
            draft.join(little)
            draft.know(little)
            draft.wrong("PNR-INFANT-ADDED", "SSR INFT", offset, person=little)
        if adult is not None and adult is not little and little.adult is None:
            little.adult = adult.ordinal
        born.append((little, infant.birth, mark, offset))
    before: Somebody | None = None
    carrying = next((adult for adult in draft.people if adult.type != "IN" and adult.with_infant), None)
    for one in draft.people:
        if one.type != "IN":
            before = one
        elif one.adult is None:
            named = draft.person(one.with_infant)
            adult = named if named and named is not one else before or carrying
            one.adult = adult.ordinal if adult else None
    return born


def _births(draft: Draft, born: Iterable[Born], today: date) -> None:
    """Give infants without a document their birth."""
    for little, text, mark, offset in born:
        if little.birth_date is None and text:
            little.birth_date, code = texts.birth(text, today)
            little.marks.setdefault("birth_date", mark)
            if code:
                draft.wrong(code, "SSR INFT", offset, person=little)
                little.misread = True


# Documents ----------------------------------------------------------------------------------------------------------------


def _hand_out(draft: Draft, paper: Paper, today: date) -> None:
    """Give a document to whom it belongs.

    1. the person that its reference names; without one, the person under whom it stands, unless it stands under a flight
    2. a DOCS with the name of another traveller, or of an infant, is that one's, wherever it stands
    3. in a booking of one, theirs
    """
    named = [one for one in map(draft.person, paper.references) if one]
    owner = named[0] if named else None if paper.by_reference_only else paper.under  # 1
    moved = False
    if paper.code == "DOCS":
        told = texts.docs(paper.text)
        names = squeezed(told.family_name), squeezed(bare(told.given_names))
        other = _bearer(draft, told, names, owner)  # 2
        moved = other is not None and owner is not None and other is not owner
        owner = other or owner
    if owner is None and len(draft.people) == 1:  # 3
        owner = draft.people[0]
    if owner is None:
        draft.wrong("PNR-DOCUMENT-NOBODY", f"SSR {paper.code}", paper.offset)
        return
    if moved:
        draft.wrong("PNR-DOCUMENT-MOVED", f"SSR {paper.code}", paper.offset, person=owner)
    if paper.code == "DOCS":
        _passport(draft, paper, told, names, owner, today=today)
    elif paper.code == "DOCO":
        _visa(draft, paper, owner, today)
    else:
        _home(draft, paper, owner)


def _bearer(draft: Draft, told: texts.Docs, names: Names, owner: Somebody | None) -> Somebody | None:
    """The person whose name a DOCS bears; None where nobody's, or more than one person's."""
    family, given = names
    infant = told.sex in texts.INFANTS
    if owner is not None and _bears(owner, family, given) and (not infant or owner.type == "IN" or not draft.little):
        return owner
    alike = [one for one in draft.families.get(family, ())[:MOST_ALIKE] if one is not owner and _bears(one, family, given)]
    if infant:
        alike = [one for one in alike if one.type == "IN"] or alike
        if not alike and len(draft.little) == 1 and (owner is None or owner.type != "IN"):
            return draft.little[0]
    if len(alike) == 1:
        return alike[0]
    exact = [one for one in alike if one.given == given]
    return exact[0] if len(exact) == 1 else None


def _bears(one: Somebody, family: str, given: str) -> bool:
    """Whether a document's name is somebody's: the same family name, and given names of which one begins as the other does."""
    if one.name != family:
        return False
    return not one.given or not given or one.given.startswith(given) or given.startswith(one.given)


def _passport(draft: Draft, paper: Paper, told: texts.Docs, names: Names, owner: Somebody, *, today: date) -> None:
    """Take a DOCS in: what it says of the person, and the document."""
    where, first = "SSR DOCS", told.first
    _bearers_data(draft, paper, told, owner, today)
    family = told.family_name
    if family and " " in family and names[0] == owner.name and " " not in owner.family_name:
        draft.wrong("PNR-NAME-BROKEN", where, paper.offset, person=owner)
        family = owner.family_name
    elif family and not _bears(owner, *names):
        draft.wrong("PNR-NAME-DIFFERS", where, paper.offset, person=owner)
    if not (told.number or told.type or told.issuer) or owner.has(told.number, told.issuer):
        return  # it tells of the person alone, or was named before
    expires, code = texts.expiry(told.expiry, today)
    if code:
        draft.wrong(code, where, paper.offset, person=owner)
    owner.documents.append(
        _TRAVELDOCUMENT(
            type=told.type,
            number=told.number,
            issuer=told.issuer or None,
            expires=expires,
            family_name=family,
            given_names=told.given_names,
        )
    )
    owner.marks[_document(owner)] = paper.mark(first, first + 7)


def _bearers_data(draft: Draft, paper: Paper, told: texts.Docs, owner: Somebody, today: date) -> None:
    """Take in birth, sex and nationality; what was told before holds."""
    where, first = "SSR DOCS", told.first
    born, code = texts.birth(told.birth, today)
    if code:
        draft.wrong(code, where, paper.offset, person=owner)
        owner.misread = owner.misread or born is None
    if born is not None and owner.birth_date is None:
        owner.birth_date = born
        owner.marks["birth_date"] = paper.mark(first + 4, first + 5)
        if born.year < today.year - AGED:
            draft.wrong("PNR-BIRTH-CENTURY", where, paper.offset, person=owner)
    elif born is not None and owner.birth_date != born:
        draft.wrong("PNR-DOCUMENTS-DISAGREE", where, paper.offset, note="birth", person=owner)
    sex = texts.SEXES.get(told.sex.upper())
    if sex is None and told.sex not in ("", "U"):
        draft.wrong("PAX-SEX-UNKNOWN", where, paper.offset, person=owner)
    if sex and owner.sex is None:
        owner.sex = sex
        owner.marks["sex"] = paper.mark(first + 5, first + 6)
    if told.nationality and not owner.nationality:
        owner.nationality = told.nationality
        owner.marks["nationality"] = paper.mark(first + 3, first + 4)


def _document(owner: Somebody) -> str:
    return "document" if len(owner.documents) == 1 else f"document {len(owner.documents)}"


def _visa(draft: Draft, paper: Paper, owner: Somebody, today: date) -> None:
    """Take a DOCO in: place of birth, visa, redress or known traveller number."""
    told = texts.doco(paper.text)
    if told.birth_place and not owner.birth_place:
        owner.birth_place = told.birth_place
        owner.marks["birth_place"] = paper.mark(told.first, told.first + 1)
    if not told.number:
        return
    if told.type in ("R", "K"):
        name = {"R": "AEA", "K": "KTN"}[told.type]
        owner.references.setdefault(name, told.number)
        owner.marks.setdefault(name, paper.mark(told.first + 2, told.first + 3))
        return
    issued, code = texts.expiry(told.issued, today)
    if code:
        draft.wrong(code, "SSR DOCO", paper.offset, person=owner)
    if owner.has(f"V {told.number}", ""):
        return
    owner.documents.append(_TRAVELDOCUMENT(type=told.type or "V", number=told.number, issued=issued, place_of_issue=told.place or None))
    owner.marks[_document(owner)] = paper.mark(told.first + 1, told.first + 6)


def _home(draft: Draft, paper: Paper, owner: Somebody) -> None:
    """Take a DOCA in: address of destination, residence or birth."""
    told = texts.doca(paper.text)
    mark = paper.mark(told.first + 1, told.first + 6)
    written = ", ".join(filter(None, (told.street, " ".join(filter(None, (told.city, told.region, told.postcode))), told.country)))
    if told.type == "D" and not owner.address:
        owner.address, owner.marks["address"] = written, mark
    elif told.type == "R" and not owner.residence:
        owner.residence, owner.marks["residence"] = told.country, mark
    elif told.type == "B" and not owner.birth_country:
        owner.birth_country, owner.birth_place = told.country, owner.birth_place or told.city
        owner.marks.setdefault("birth_place", mark)
    address = _ADDRESS(
        purpose=told.type,
        street=told.street or None,
        city=told.city or None,
        region=told.region or None,
        country=told.country or None,
        postcode=told.postcode or None,
        traveller=owner.ordinal,
    )
    draft.addresses.append(address)


# Seats and legs -------------------------------------------------------------------------------------------------------------


def _seat(draft: Draft) -> list[Seat]:
    """Put each seat to its leg and person, and return those for legs that are not booked."""
    loose: list[Seat] = []
    routes: dict[tuple[str | None, str | None], LegDraft] = {}
    for leg in draft.legs:
        routes.setdefault((leg.departure, leg.arrival), leg)
    alone = draft.people[0] if len(draft.people) == 1 else None
    for asked in draft.seats:
        if asked.number in NO_SEAT:
            continue
        owner = draft.by_reference.get(asked.reference) or asked.under or alone
        ordinal = owner.ordinal if owner else None
        seat = _SEAT(
            number=asked.number,
            traveller=ordinal,
            source=asked.source,
            cabin=asked.cabin,
            departure=asked.departure,
            arrival=asked.arrival,
            text=asked.text,
        )
        found, route = asked.leg, (asked.departure, asked.arrival)
        if all(route) and (found is None or (found.departure, found.arrival) != route):
            found = routes.get(route)
        if found is None:
            loose.append(seat)
            draft.wrong("PNR-SEAT-ELSEWHERE", seat.source, asked.offset, person=owner)
            continue
        earlier = found.seat_of.get(ordinal)
        if earlier and earlier.number != seat.number and owner and seat.source == "SSD":
            draft.wrong("PNR-SEAT-DIFFERS", "SSD", asked.offset, person=owner)
        if earlier is None or (seat.source == "SSD" and earlier.source != "SSD"):  # the seat that somebody has, before one asked for
            found.seat_of[ordinal], found.seat_marks[ordinal] = seat, asked.mark
        found.seats.append(seat)
    return loose


def _leg_of(draft: Draft, flight: Flight) -> LegDraft | None:
    """The leg of the flight at issue.

    1. the same number (sold or operated), places and day; 2. the same places and time of departure: a code share under a number that
    the flight does not name; 3. the same number and places, on another day
    """
    if not flight.number and not flight.departure:
        return None
    there = [one for one in draft.legs if _between(one, flight)]
    numbered = [one for one in there if flight.designator in _designators(one)]
    on_the_day = [one for one in numbered if one.departs and flight.departs and one.departs.date() == flight.departs.date()]
    at_the_time = [one for one in there if one.departs and one.departs == flight.departs]
    return next(iter([*on_the_day, *at_the_time, *numbered]), None)


def _between(leg: LegDraft, flight: Flight) -> bool:
    return (not flight.departure or leg.departure == flight.departure) and (not flight.arrival or leg.arrival == flight.arrival)


def _designators(leg: LegDraft) -> set[str]:
    """The numbers that a leg goes by, leading zeros of the number left out."""
    pairs = (
        (leg.carrier, leg.number),
        (leg.operating_carrier, leg.operating_number),
        (leg.operating_carrier, leg.number),
        (leg.carrier, leg.operating_number),
    )
    return {f"{carrier}{number}" for carrier, number in pairs if carrier and number}


def _cancelled(draft: Draft) -> bool:
    """Whether nothing that the booking booked is left."""
    flown = [leg for leg in draft.legs if leg.number or leg.departure]
    if flown:
        return all(leg.status in CANCELLED for leg in flown)
    return draft.cancels_flight


def _leg(draft: LegDraft) -> BookedLeg:
    number = f"{draft.carrier}{draft.number}"
    return _BOOKEDLEG(
        leg=_LEG(
            voyage=number,
            departure=draft.departure or None,
            arrival=draft.arrival or None,
            departs=draft.departs,
            arrives=draft.arrives,
        ),
        carrier=draft.carrier or None,
        number=draft.number or None,
        operating_carrier=draft.operating_carrier or None,
        operating_number=draft.operating_number or None,
        booking_class=draft.booking_class or None,
        status=draft.status or None,
        party=draft.party,
        equipment=draft.equipment or None,
        locators=tuple(draft.locators),
        seats=tuple(draft.seats),
        bags=tuple(draft.bags),
        check_ins=tuple(
            [_CHECKIN(traveller=who, boarding_number=number, at=at, agent=agent) for who, number, at, agent in draft.check_ins]
        ),
        places=draft.places,
    )


# People -------------------------------------------------------------------------------------------------------------------


def _person(
    draft: Draft, one: Somebody, leg: LegDraft | None, *, locator: str, ticket: str | None, end: int, places: Places
) -> BookedPerson:
    """Somebody as a traveller on the flight at issue, and as the booking calls them."""
    references, marks = one.references, one.marks
    if locator:
        references["AVF"] = locator
        if draft.locator_mark is not None:
            marks["AVF"] = draft.locator_mark
    if ticket:
        references.setdefault("YZY", ticket)
    seat = bags = None
    if leg is not None:
        if chosen := leg.seat_of.get(one.ordinal):
            seat = references["SEA"] = chosen.number
            marks["seat"] = leg.seat_marks[one.ordinal]
        if checked := leg.bags_of.get(one.ordinal):
            bags = checked.bags
            marks["bags"] = leg.bag_marks[one.ordinal]
    number = one.documents[0].number if one.documents else ""
    traveller = _TRAVELLER(
        ordinal=one.ordinal,
        key=f"{locator}/{one.family_name}/{one.given_names}/{one.birth_date or ''}/{number}",
        role=Role.PASSENGER,
        family_name=one.family_name,
        given_names=one.given_names,
        title=one.title,
        birth_date=one.birth_date,
        sex=one.sex,
        nationalities=(one.nationality,) if one.nationality else (),
        residence=one.residence or None,
        birth_country=one.birth_country or None,
        birth_place=one.birth_place or None,
        address=one.address or None,
        documents=tuple(one.documents),
        seat=seat,
        bags=bags,
        references=references,
        embarks=(leg.departure or None) if leg else None,
        disembarks=(leg.arrival or None) if leg else None,
        segments=Span(one.start, max(one.end or end, one.start)),
        places=places(marks),
    )
    unnamed = is_placeholder(one.family_name, one.given_names)
    return _BOOKEDPERSON(traveller=traveller, type=one.type or None, reference=one.reference or None, adult=one.adult, unnamed=unnamed)


# What is wrong --------------------------------------------------------------------------------------------------------------


def _check(
    draft: Draft, flight: Flight, found: LegDraft | None, leg: BookedLeg | None, *, unnamed: Iterable[bool], cancelled: bool
) -> None:
    """Note what is missing in a booking, and what does not agree."""
    if not draft.locators:
        draft.wrong("PNR-LOCATOR-MISSING", "RCI", draft.start)
    if not draft.people:
        draft.wrong("PNR-NOBODY", "TIF", draft.start)
    _check_flight(draft, flight, found, leg, cancelled=cancelled)
    if draft.left_out:
        draft.wrong("PNR-SENSITIVE", "SSR", draft.left_out_at, note=f"{draft.left_out} left out")
    seated = {seat.traveller for seat in leg.seats} if leg else set()
    for one, nameless in zip(draft.people, unnamed, strict=True):
        for code in _lacks(one, seated, unnamed=nameless):
            draft.wrong(code, f"TIF {one.ordinal}", one.start, person=one)
    named = sum(one.type != "IN" for one in draft.people)
    if found is not None and found.party is not None and draft.people and found.party not in (named, len(draft.people)):
        draft.wrong("PNR-PARTY", "RPI", found.start, note=f"{found.party} seats, {named} people")


def _check_flight(draft: Draft, flight: Flight, found: LegDraft | None, leg: BookedLeg | None, *, cancelled: bool) -> None:
    """Note how the booking stands to the flight at issue."""
    if cancelled:
        draft.wrong("PNR-CANCELLED", "TVL", draft.start)
    elif not draft.legs:
        draft.wrong("PNR-NO-ITINERARY", "TVL", draft.start)
    elif found is None and flight.number:
        draft.wrong("PNR-FLIGHT-ABSENT", "TVL", draft.start, note=f"{flight.designator} {flight.departure}-{flight.arrival}")
    elif found is not None and found.departs and flight.departs and found.departs.date() != flight.departs.date():
        draft.wrong("PNR-FLIGHT-DATE", "TVL", found.start, note=f"{found.departs.date()} and {flight.departs.date()}")
    elif found is not None and leg is not None and not leg.active:
        draft.wrong("PNR-LEG-CANCELLED", "RPI", found.start, note=leg.status or "")


def _lacks(one: Somebody, seated: set[int | None], *, unnamed: bool) -> Iterator[str]:
    """Fault codes for what is not said of a person."""
    if not one.family_name and not one.given_names:
        yield "PAX-NAME-MISSING"
    elif unnamed:
        yield "PAX-NAME-PLACEHOLDER"
        return
    if one.birth_date is None and not one.misread:
        yield "PAX-BIRTH-DATE-MISSING"
    if not one.nationality:
        yield "PAX-NATIONALITY-MISSING"
    if not one.documents:
        yield "PAX-DOCUMENT-MISSING"
    if seated and one.ordinal not in seated and one.type != "IN":
        yield "PNR-SEAT-MISSING"


# The message ----------------------------------------------------------------------------------------------------------------

FUNCTIONS = {"push": "original", "update": "change", "cancel": "cancel_reservation"}


def manifest(
    settled: Sequence[Settled], flight: Flight, action: str, *, prepared: datetime | None, part: Part | None, contact: str | None = None
) -> Manifest:
    """Return the bookings of a message as a list of the flight: who travels, and who does not any more."""
    legs = [one.leg.leg for one in settled if one.leg]
    arrives = flight.arrives or next((leg.arrives for leg in legs if leg.arrives and leg.departs == flight.departs), None)
    border = _LEG(
        voyage=flight.designator,
        departure=flight.departure or None,
        arrival=flight.arrival or None,
        departs=flight.departs,
        arrives=arrives,
    )
    known = bool(flight.designator or flight.departure or flight.arrival)
    voyage = Voyage(
        carrier=flight.carrier or None,
        designator=flight.designator,
        mode=Mode.AIR,
        legs=(border,) if known else (),
        border_leg=0 if known else None,
    )
    groups: dict[bool, list[Traveller]] = {True: [], False: []}
    for one in settled:
        travels = one.travels or action == "cancel"
        groups[travels] += [person.traveller for person in one.booking.people]
    return Manifest(
        voyage=voyage,
        travellers=tuple(groups[True]),
        withdrawn=tuple(groups[False]),
        function=FUNCTIONS.get(action, action),
        prepared_at=prepared,
        part=part,
        contact=contact,
    )


def linked(settled: Sequence[Settled]) -> list[Settled]:
    """Return bookings in which a split is told on both sides: who was split off, and out of what."""
    by_locator = {locator.reference: n for n, one in enumerate(settled) for locator in one.booking.locators}
    back: dict[int, list[Split]] = {}
    for one in settled:
        for split in one.booking.splits:
            other = next((by_locator[found.reference] for found in split.locators if found.reference in by_locator), None)
            if other is None or settled[other] is one:
                continue
            direction: Literal["into", "from"] = "into" if split.direction == "from" else "from"
            told = {found.reference for known in settled[other].booking.splits for found in known.locators}
            if not told & {found.reference for found in one.booking.locators}:
                back.setdefault(other, []).append(Split(direction=direction, locators=one.booking.locators, count=split.count))
    return [
        one._replace(booking=replace(one.booking, splits=(*one.booking.splits, *back[n]))) if n in back else one
        for n, one in enumerate(settled)
    ]


def _service(draft: Draft, asked: Asked) -> Service:
    """A service with the ordinals of those whom it is for."""
    people: Iterable[Somebody] = [one for one in map(draft.person, asked.references) if one] or ([asked.under] if asked.under else [])
    asked.service.travellers = tuple([one.ordinal for one in people])
    return finished(asked.service, Service)
