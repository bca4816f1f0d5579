"""PNRGOV in XML (IATA_PNRGOV_NotifRQ, 13.1 to 2018.1): the same records as out of EDIFACT.

Names of elements and attributes vary between versions and senders, so they are looked up by their letters alone, without prefix, case and
underscores, under every name that is known; ``PNR`` may stand under any root (seen). What is not known is left alone.

Nothing is expanded, loaded or looked up: a document type declaration ends the reading. A booking is read when it ends, and its elements
are forgotten. What is taken in stays in proportion to the length, whatever was sent: each element is charged what it and its records come
to at most (``pnrgov_room``), a tag is as long and has as many attributes as real ones have, and what finds no room is told with its place.

Source: IATA *PNRGOV XML Implementation Guide* 13.1, 14.1, 2016.1; public traffic samples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import zip_longest
from typing import Literal, NamedTuple
from xml.parsers import expat

from preclear.manifest import Fault, Manifest, Span
from preclear.manifest.booking import (
    Address,
    Agent,
    BagTag,
    Booking,
    CheckedBags,
    Contact,
    Locator,
    Loyalty,
    Payment,
    Remark,
    Service,
    Split,
    Ticket,
)
from preclear.manifest.faults import fault
from preclear.manifest.making import begun
from preclear.messages import pnrgov, pnrgov_draft, pnrgov_room, sensitive
from preclear.messages import pnrgov_documents as documents
from preclear.messages.limits import LIMITS, Limits
from preclear.messages.pnrgov_draft import Asked, Draft, Flight, LegDraft, Paper, SeatAsked, Settled, Somebody
from preclear.messages.sensitive import Sensitive

_PAYMENT, _SERVICE, _TICKET = begun(Payment), begun(Service), begun(Ticket)
AGAIN = 1_000  # damages after which the reading goes on at the next booking
CHUNK = 16_384  # bytes that are read at a time; a tag of as many is none that is read
ATTRIBUTES = 60  # of one element; real ones have a dozen
NAMES = 1_000  # different names of elements and attributes in one document; the guide has some three hundred
MANY = 20_000  # elements of one booking; real ones have some hundreds
MANY_NUMBERS = 99  # of frequent travellers in one booking among which a number is looked for
LONG = 20_000  # characters of one text
BEGINS = re.compile(rb"<\?xml|<(?:[A-Za-z0-9_-]{1,40}:)?(?:IATA_?PNRGOV|PNRs?[ >/])")
ATTRIBUTE = re.compile(rb"\s(?P<name>[^\s=<>\"'/]+)\s*=\s*(?P<mark>[\"'])(?P<value>.*?)(?P=mark)", re.DOTALL)
NEXT = re.compile(rb"<(?:[A-Za-z0-9_-]{1,40}:)?PNR[ >/]")
TYPES = {"ADT": "A", "A": "A", "CHD": "C", "CNN": "C", "C": "C", "INF": "IN", "INS": "IN", "IN": "IN"}  # of passengers
KNOWN = frozenset({
    "originator", "flightleg", "departureairport", "arrivalairport", "pnrs", "pnr", "bookingrefid", "companyname", "pos", "source",
    "requestorid", "contactinfo", "addressline", "cityname", "postalcode", "stateprov", "countryname", "prepaidbag", "passenger",
    "givenname", "surname", "nameprefix", "custloyalty", "fareinfo", "ssr", "airline", "text", "ticketdocument", "totalfare",
    "paymentinfo", "docssr", "flightinfo", "docs", "doca", "doco", "flight", "operatingairline", "marketingairline", "equipment",
    "checkininfo", "boardingnumber", "seatnumber", "seat", "checkedbaggage", "bagtag", "baggage", "remark", "remarks", "osi", "groupname",
    "splitpnr", "streetnmbr", "middlename", "excessbaggage",
})  # fmt: skip
TOPS = frozenset({"originator", "flightleg", "pnrs", "pnr"})  # elements with which something begins that is read; others are inside these


class Refused(Exception):  # never leaves this module
    """The document holds what ends the reading."""


class Oversized(Exception):  # never leaves this module
    """Something is deeper or longer than is read, from here on to the next booking."""

    def __init__(self, note: str) -> None:
        super().__init__(note)
        self.note = note


@dataclass(slots=True)
class Element:
    """One element that is known, with what it holds."""

    name: str  # letters alone, small
    start: int  # offset of its tag
    names: tuple[str, ...]  # of its attributes, by their letters alone, small
    values: tuple[str, ...]  # of these
    children: list[Element] | None = None
    text: str = ""

    def all(self, *names: str) -> Iterator[Element]:
        """The children of some names."""
        return (child for child in self.children or () if child.name in names)

    def one(self, *names: str) -> Element | None:
        """The first child of some names."""
        return next(self.all(*names), None)

    def get(self, *names: str) -> str:
        """An attribute, under the first of some names by which it stands there."""
        for name in names:
            if name in self.names and (found := self.values[self.names.index(name)].strip()):
                return found
        return ""

    def of(self, *names: str) -> str:
        """The text of a child."""
        child = self.one(*names)
        return child.text.strip() if child else ""


class Mark(NamedTuple):
    """Where a value stands: an attribute of a tag, or the text behind it."""

    start: int
    attribute: str | None  # by its letters alone, small; None: the text; "": the whole tag


class Marks(Mapping[str, Span]):
    """Field name -> the bytes its value stands in, worked out when asked."""

    __slots__ = ("_marks", "_raw")

    def __init__(self, raw: bytes, marks: Mapping[str, Mark]) -> None:
        self._raw, self._marks = raw, marks

    def __getitem__(self, name: str) -> Span:
        start, attribute = self._marks[name]
        end = self._raw.find(b">", start) + 1 or len(self._raw)
        if not attribute and attribute is not None:
            return Span(start, end)
        if attribute is None:
            stop = self._raw.find(b"<", end)
            return _trimmed(self._raw, end, stop if stop >= 0 else len(self._raw))
        for found in ATTRIBUTE.finditer(self._raw, start, min(end, start + 2 * CHUNK)):
            if _letters(found["name"].decode("latin-1")) == attribute:
                return _trimmed(self._raw, *found.span("value"))
        return Span(start, end)

    def __iter__(self) -> Iterator[str]:
        return iter(self._marks)

    def __len__(self) -> int:
        return len(self._marks)

    def __repr__(self) -> str:
        return repr(dict(self))


def _trimmed(raw: bytes, first: int, last: int) -> Span:
    inside = raw[first:last]
    first += len(inside) - len(inside.lstrip())
    return Span(first, max(first, last - (len(inside) - len(inside.rstrip()))))


@dataclass(frozen=True, slots=True)
class Document:
    """What one document says."""

    root: str
    version: str
    sender: str
    transaction: str
    manifest: Manifest
    bookings: tuple[Booking, ...]
    faults: list[Fault]


class Read(NamedTuple):
    """What a text says."""

    documents: list[Document]
    faults: list[Fault]  # around them


def is_xml(raw: bytes) -> bool:
    """Return whether a text holds a document that may be bookings."""
    return BEGINS.search(raw[:20_000]) is not None


def read(raw: bytes, policy: Sensitive | None = None, limits: Limits = LIMITS) -> Read:
    """Return every document in a text that is one of bookings, as far as its limits go. Never raises.

    1. find where each begins; 2. read it; what came before a damage is kept, and the fault says at which byte it is
    """
    policy = policy or sensitive.default()
    found: list[Document] = []
    faults: list[Fault] = []
    room = pnrgov_room.Room(len(raw), limits.bookings)
    match = BEGINS.search(raw)
    if match and raw[: match.start()].strip(b"\xef\xbb\xbf \t\r\n"):
        faults.append(fault("EDI-TEXT-BEFORE", "before the document", offset=0))
    while match:  # 1
        if not room.holds(pnrgov_room.DOCUMENT):
            faults.append(fault("PNR-LIMIT", "from here on", note="documents left out", offset=match.start()))
            break
        room.take(pnrgov_room.DOCUMENT)
        reader = _Reader(raw, match.start(), policy, room, limits.depth)
        end = reader.read()  # 2
        del reader.parser  # the two hold each other
        if reader.is_pnrgov:
            found.append(reader.document())
        else:
            faults += [one for one in reader.faults if one.code.startswith("XML-")]
        match = BEGINS.search(raw, end)
        if match is None and found and raw[end:].strip(b" \t\r\n\x00"):
            faults.append(fault("EDI-TEXT-AFTER", "after the document", offset=end))
    return Read(found, faults)


class _Reader:
    """The state of reading one document."""

    def __init__(self, raw: bytes, begin: int, policy: Sensitive, room: pnrgov_room.Room, deepest: int) -> None:
        self.raw, self.begin, self.policy, self.room, self.deepest = raw, begin, policy, room, deepest
        self.held = 0  # what the elements weigh that are kept until their booking ends
        self.left = self.left_at = 0  # elements for which there was no room, and where the first of them stands
        self.letters: dict[str, str] = {}  # names as they are spelled -> as they are looked up
        self.draft: Draft | None = None  # the booking that is open
        self.before = 0  # what was held when the passenger began that is open
        self.faults: list[Fault] = []
        self.stack: list[Element] = []  # open elements that are kept
        self.depth = 0
        self.kept: list[bool] = []  # of each open element: whether it is kept
        self.count = 0
        self.full = False
        self.root = ""
        self.root_attributes: dict[str, str] = {}
        self.is_pnrgov = False
        self.flight = Flight()
        self.flight_read = False
        self.sender = ""
        self.declared = ""
        self.settled: list[Settled] = []
        self.people = 0
        self.empty = self.empty_at = 0  # bookings that say nothing, and where the first of them stands
        self.parser = self.new_parser()

    def new_parser(self) -> expat.XMLParserType:
        """A parser that tells this reader what it meets."""
        parser = expat.ParserCreate(intern=None)  # names are not kept beside the document
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartElementHandler = self.open
        parser.EndElementHandler = self.close
        parser.CharacterDataHandler = self.said
        parser.StartDoctypeDeclHandler = self.refuse
        parser.EntityDeclHandler = self.refuse
        return parser

    @property
    def today(self) -> date:
        """The day of the message."""
        prepared = self.prepared
        return prepared.date() if prepared else self.flight.departs.date() if self.flight.departs else date.max

    @property
    def prepared(self) -> datetime | None:
        """When the document says that it was made."""
        return moment(self.root_attributes.get("timestamp", ""))

    def refuse(self, *_: object) -> None:
        """End the reading at a document type or an entity."""
        raise Refused

    def read(self) -> int:
        """Read as far as the document goes, and return where it ended. Behind a damage, go on at the next booking."""
        damages = 0
        while True:
            try:
                self.parse()
            except Refused:
                self.faults.append(fault("XML-DOCTYPE", "document", offset=self.at()))
                return len(self.raw)
            except (expat.ExpatError, Oversized) as error:
                if isinstance(error, Oversized):
                    ended, after = self.at(), False
                    damage = fault("XML-LIMIT", "document", note=error.note, offset=ended)
                else:
                    ended = self.begin + max(self.parser.ErrorByteIndex, 0)
                    after = error.code == expat.errors.codes[expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
                    damage = fault("XML-DAMAGED", "document", offset=ended)
                if not after:
                    damages += 1
                    self.room.take(pnrgov_room.FAULT)
                    self.faults.append(damage)
                    self.rescue()
                if (after and not damages) or damages > AGAIN:
                    return max(ended, self.begin + 1)
                again = NEXT.search(self.raw, max(ended, self.begin + 1))
                if again is None:
                    return len(self.raw)
                self.begin, self.parser = again.start(), self.new_parser()
                self.stack.clear()
                self.kept.clear()
                self.depth = self.held = 0
                self.draft = None
            except (LookupError, ValueError):  # the document names a character set that there is not
                self.faults.append(fault("XML-DAMAGED", "encoding", offset=self.begin))
                return len(self.raw)
            else:
                return len(self.raw)

    def parse(self) -> None:
        """Hand the rest of the text to the parser, some of it at a time, so that a new start costs little and no tag is long."""
        view = memoryview(self.raw)
        for first in range(self.begin, len(self.raw), CHUNK):
            if first - self.at() > CHUNK:
                raise Oversized(f"a tag of more than {CHUNK} bytes")
            self.parser.Parse(view[first : first + CHUNK], False)
        self.parser.Parse(b"", True)

    def rescue(self) -> None:
        """Take in the booking that is open, and who is in it, when the document breaks off or another one begins."""
        for element, inside in zip_longest(self.stack, self.stack[1:]):
            if element.name != "pnr" or self.draft is None:
                continue
            if inside is not None and inside.name == "passenger":
                self.passenger(self.draft, inside)
                inside.name = ""  # read already, whenever it ends
            self.booking(element)
            element.children = None

    def at(self) -> int:
        """Where the parser stands."""
        return self.begin + max(self.parser.CurrentByteIndex, 0)

    # Events -------------------------------------------------------------------------------------------------------------

    def open(self, name: str, attributes: Sequence[str]) -> None:
        """An element begins. One that is not known is passed through; its known children are kept with the one above."""
        self.depth += 1
        if self.depth > self.deepest:
            raise Oversized(f"{self.deepest} elements inside each other")
        letters = self.named(name)
        names, values = tuple(map(self.named, attributes[: 2 * ATTRIBUTES : 2])), tuple(attributes[1 : 2 * ATTRIBUTES : 2])
        if not self.root:
            self.root = name.rpartition(":")[2]
            self.root_attributes = dict(zip(names, values, strict=True))
            self.is_pnrgov = "pnrgov" in letters
        if letters == "pnr":
            self.rescue()  # one inside another
            self.count, self.full = 0, False
            self.is_pnrgov = True
        kept = letters in KNOWN and not self.full and (bool(self.stack) or letters in TOPS) and self.finds_room(letters, values)
        self.kept.append(kept)
        if not kept:
            return
        if len(attributes) > 2 * len(names):
            self.leave()
        self.count += 1
        if self.count > MANY:
            self.full = True
            self.faults.append(fault("XML-LIMIT", "PNR", note=f"{MANY} elements", offset=self.at()))
        element = Element(letters, self.at(), names, values)
        above = self.stack[-1] if self.stack else None
        if letters == "pnr":
            self.draft = Draft(element.start, self.people)
        elif above is not None and above.name != "pnrs" and not (letters == "passenger" and above.name == "pnr"):
            above.children = above.children or []
            above.children.append(element)
        self.stack.append(element)

    def named(self, name: str) -> str:
        """A name as it is looked up. The names that the parser has to keep are counted: those of the guide are few."""
        letters = self.letters.get(name)
        if letters is None:
            if len(self.letters) >= NAMES:
                self.letters.clear()
                raise Oversized(f"{NAMES} names of elements and attributes")
            letters = self.letters[name] = _letters(name)
        return letters

    def finds_room(self, letters: str, values: Sequence[str]) -> bool:
        """Whether there is room for an element and its records, which is then taken. Without, nothing more of its booking is kept."""
        price = pnrgov_room.OF_ELEMENTS.get(letters, 0)
        if letters == "ssr" and "INFT" in map(str.upper, values):
            price += pnrgov_room.INFANT
        weight = pnrgov_room.ELEMENT + sum(map(pnrgov_room.of_text, values))
        if not self.room.holds(price + self.held + weight):
            self.leave()
            self.full = True
            return False
        self.room.take(price)
        if letters == "passenger":
            self.before = self.held
        self.held += weight
        return True

    def close(self, _: str) -> None:
        """An element ends."""
        self.depth -= 1
        if not self.kept.pop():
            return
        element = self.stack.pop()
        if element.name == "pnr":
            self.booking(element)
        elif element.name == "passenger" and self.stack and self.stack[-1].name == "pnr":
            self.passenger(self.draft_of(self.stack[-1]), element)
            self.held = self.before
        elif element.name == "flightleg" and not self.flight_read:
            self.flight, self.flight_read = self.flight_at_issue(element), True
        elif element.name == "originator" and not self.sender:
            self.sender = element.get("airlinecode", "systemcode")
        elif element.name == "pnrs":
            self.declared = element.get("numberofpnrs", "numberofpnr")
        if all(one.name == "pnrs" for one in self.stack):
            self.held = 0

    def said(self, text: str) -> None:
        """Text inside an element."""
        if not self.kept or not self.kept[-1] or not (self.stack[-1].text or text.strip()):
            return
        weight = pnrgov_room.of_text(text)
        if len(self.stack[-1].text) < LONG and self.room.holds(weight * 2 + self.held):
            self.held += weight
            self.room.take(weight)
            self.stack[-1].text += text
        else:
            self.leave()

    def leave(self) -> None:
        """Leave out what is read: there is no room for it."""
        self.left_at = self.left_at if self.left else self.at()
        self.left += 1

    # A booking ----------------------------------------------------------------------------------------------------------

    def flight_at_issue(self, e: Element) -> Flight:
        """The flight whose bookings the document holds."""
        departure, arrival = e.one("departureairport"), e.one("arrivalairport")
        return Flight(
            e.get("carriercode", "airlinecode") or _code(e.one("operatingairline")) or _code(e.one("marketingairline")),
            e.get("flightnumber"),
            departure.get("locationcode") if departure else "",
            arrival.get("locationcode") if arrival else "",
            moment(e.get("departuredatetime", "dateofdeparture", "departuredate")),
            moment(e.get("arrivaldatetime", "dateofarrival", "arrivaldate")),
        )

    def booking(self, e: Element) -> None:
        """A booking that was read to its end, or as far as it came."""
        draft, self.draft = self.draft_of(e), None
        draft.changed_at = moment(e.get("pnrtransdate", "transdate"))
        draft.ticketed_at = moment(e.get("lasttktdate"))
        draft.group = e.of("groupname") or e.get("groupname")
        created = moment(e.get("pnrcreationdate", "creationdate"))
        for one in e.all("bookingrefid"):
            if locator := _locator(one, created):
                draft.locators.append(locator)
                draft.locator_mark = draft.locator_mark or _mark(one, "id")
        for one in e.all("flight"):
            self.leg(draft, one)
        for one in e.all("prepaidbag", "excessbaggage"):
            self.paid_bags(draft, one)
        draft.splits += [_split(one) for one in e.all("splitpnr")]
        for one in e.all("ssr"):
            self.ssr(draft, one, None, None)
        for one in e.all("docssr"):
            self.papers(draft, one, None)
        for one in e.all("contactinfo"):
            self.contact(draft, one, None)
        for one in e.all("remark", "remarks", "osi", "text"):
            self.remark(draft, one, None)
        source = next((source for pos in e.all("pos") for source in pos.all("source")), None)
        draft.agent = _agent(source)
        if draft.says_nothing:
            self.empty_at = e.start if not self.empty else self.empty_at
            self.empty += 1
            return
        end = self.at() if self.depth or self.root else e.start
        found = pnrgov_draft.settle(draft, self.flight, today=self.today, end=end, places=lambda marks: Marks(self.raw, marks))
        self.people += len(draft.people)
        self.faults += draft.faults
        self.settled.append(found)

    def draft_of(self, e: Element) -> Draft:
        """The booking that an element begins."""
        if self.draft is None:
            self.draft = Draft(e.start, self.people)
        return self.draft

    def passenger(self, draft: Draft, e: Element) -> None:
        """A person."""
        surname, given = e.one("surname"), e.one("givenname")
        prefix = e.of("nameprefix")
        fare = e.one("fareinfo")
        kind = e.get("passengertypecode", "ptccode", "type") or (fare.get("ptccode") if fare else "")
        infant = e.get("accompaniedbyinfantind").lower() in ("true", "1", "y")
        one = Somebody(
            draft.next_ordinal,
            surname.text.strip() if surname else "",
            " ".join(filter(None, (given.text.strip() if given else "", e.of("middlename"), prefix))),
            TYPES.get(kind.upper(), ""),
            e.get("rph", "surnamerefnumber"),
            "1" if infant else e.get("accompaniedbyrph"),
            e.start,
            end=self.at(),
        )
        if surname:
            one.marks["family_name"] = Mark(surname.start, None)
        if given:
            one.marks["given_names"] = Mark(given.start, None)
        draft.join(one)
        self.of_passenger(draft, e, one)

    def of_passenger(self, draft: Draft, e: Element, one: Somebody) -> None:
        """What belongs to a person."""
        for loyalty in e.all("custloyalty"):
            if number := loyalty.get("membershipid"):
                level = loyalty.get("loyallevel", "level") or None
                draft.loyalty.append(
                    Loyalty(carrier=loyalty.get("programid", "vendorcode"), number=number, traveller=one.ordinal, level=level)
                )
        for bags in e.all("excessbaggage", "prepaidbag"):
            self.paid_bags(draft, bags)
        for ticket in e.all("ticketdocument"):
            self.ticket(draft, ticket, one)
        for service in e.all("ssr"):
            self.ssr(draft, service, one, None)
        for paper in e.all("docssr"):
            self.papers(draft, paper, one)
        for contact in e.all("contactinfo"):
            self.contact(draft, contact, one)
        for remark in e.all("remark", "remarks", "osi"):
            self.remark(draft, remark, one)

    def paid_bags(self, draft: Draft, e: Element) -> None:
        """Bags beyond the allowance, or paid before: currency, amount, pieces, as sent."""
        told = " ".join(filter(None, (e.get("currencycode"), e.get("amount"), e.get("unitofmeasurequantity", "quantity"))))
        if told:
            draft.excess_baggage.append(told)

    def ticket(self, draft: Draft, e: Element, owner: Somebody) -> None:
        """A ticket, and how it was paid."""
        number = e.get("ticketdocumentnbr", "ticketnumber", "number")
        total = e.one("totalfare")
        if number:
            draft.tickets.append(
                _TICKET(
                    number=number,
                    traveller=owner.ordinal,
                    type=e.get("type") or None,
                    total=(total.get("amount") or None) if total else None,
                    currency=(total.get("currencycode") or None) if total else None,
                    issued_at=moment(e.get("dateofissue")),
                )
            )
            owner.marks["YZY"] = _mark(e, *("ticketdocumentnbr", "ticketnumber", "number"))
        for paid in e.all("paymentinfo"):
            account = paid.get("accountnbr", "cardnumber", "accountnumber")
            if sensitive.is_whole(account):
                draft.wrong("PNR-CARD-WHOLE", "PaymentInfo", paid.start, person=owner)
            draft.payments.append(
                _PAYMENT(
                    form=paid.get("paymenttype"),
                    traveller=owner.ordinal,
                    amount=paid.get("paymentamount") or None,
                    vendor=paid.get("vendorcode") or None,
                    account=sensitive.account(account) if account else None,
                    expires=paid.get("expirydate", "expiredate") or None,
                    holder=paid.get("cardholdername") or None,
                )
            )

    def ssr(self, draft: Draft, e: Element, owner: Somebody | None, leg: LegDraft | None) -> None:
        """A service. Codes that tell of health or belief are left out here."""
        code = e.get("ssrcode", "code").upper()
        if code in self.policy.codes:
            draft.drop(e.start)
            return
        text = (e.of("text") or e.text).strip()
        reference = e.get("rph", "surnamerefnumber")
        references = (reference,) if reference else ()
        if code in pnrgov.PAPERS and text:
            child = e.one("text")
            mark = Mark(child.start if child else e.start, None)
            draft.papers.append(Paper(code, text, references, owner, leg is not None, lambda _first, _last: mark, e.start))
            return
        departure, arrival = e.get("boardpoint"), e.get("offpoint")
        number = e.get("seatnumber") or (text if code in pnrgov.SEATS else "")
        if code in pnrgov.SEATS:
            if re.fullmatch("[0-9]{1,3}[A-Z]", number):
                seat = (number.lstrip("0"), f"SSR {code}", None, departure or None, arrival or None, None)
                draft.seats.append(SeatAsked(*seat, reference, owner, leg, Mark(e.start, None), e.start))
            return
        if code == "INFT" and (infant := documents.infant(text)):
            draft.infants.append((infant, references, owner, Mark(e.start, None), e.start))
        elif code[:3] == "CTC" and len(code) == 4 and text:
            self.reach(draft, code[3], text, "SSR", owner)
        elif (
            code in pnrgov.LOYALTY and (told := pnrgov.loyal(text)) and all(one.number != told[1] for one in draft.loyalty[-MANY_NUMBERS:])
        ):
            bearer = draft.person(reference) or owner
            carrier, number, level = told
            draft.loyalty.append(Loyalty(carrier=carrier, number=number, traveller=bearer.ordinal if bearer else None, level=level))
        hidden = self.policy.hide(text) if text and code[:3] != "TKN" else text
        if hidden != text:
            draft.drop(e.start)
        quantity = e.get("servicequantity")
        service = _SERVICE(
            code=code,
            status=e.get("status") or None,
            count=int(quantity) if quantity.isdecimal() and len(quantity) < 7 else None,
            carrier=_code(e.one("airline", "flightinfo")) or None,
            departure=departure or None,
            arrival=arrival or None,
            text=hidden or None,
        )
        draft.asked.append(Asked(service, references, owner))

    def loyal(self, draft: Draft, told: tuple[str, str, str | None], owner: Somebody | None) -> None:
        """A frequent traveller number of a service, unless CustLoyalty told it."""
        carrier, number, level = told
        if all(one.number != number for one in draft.loyalty[-MANY_NUMBERS:]):
            draft.loyalty.append(Loyalty(carrier=carrier, number=number, traveller=owner.ordinal if owner else None, level=level))

    def papers(self, draft: Draft, e: Element, owner: Somebody | None) -> None:
        """A DOCS, DOCA or DOCO with its fields in attributes."""
        reference = e.get("rph")
        for one in e.all("docs", "doca", "doco"):
            code = one.name.upper()
            fields = [next((name for name in names if one.get(name)), names[0]) for names in FIELDS[code]]
            values = [_day(one.get(name)).replace("/", " ") for name in fields]
            if code == "DOCS":
                values[5] = {"MALE": "M", "FEMALE": "F"}.get(values[5].upper(), values[5])
            if not any(values):
                continue

            def mark(first: int, last: int, one: Element = one, fields: Sequence[str] = fields) -> Mark:
                return _mark(one, fields[first - 1]) if last - first == 1 else Mark(one.start, "")

            text = "/" + "/".join(values).rstrip("/")
            draft.papers.append(Paper(code, text, (reference,) if reference else (), owner, False, mark, one.start))

    def contact(self, draft: Draft, e: Element, owner: Somebody | None) -> None:
        """Ways to reach somebody, and an address."""
        ordinal = owner.ordinal if owner else None
        number, mail = e.get("phonenumber", "telephonenumber"), e.get("emailaddress", "email")
        if "@" in number or "//" in number:  # a mail address stands there (seen), E+ before it
            number, mail = "", mail or re.sub(r"\A[A-Z]\+", "", number)
        if mail.strip("-"):
            draft.contacts.append(Contact(kind="email", value=pnrgov.mail(mail), raw=mail, source="ContactInfo", traveller=ordinal))
        if number.strip("-"):
            draft.contacts.append(Contact(kind="telephone", value=number, raw=number, source="ContactInfo", traveller=ordinal))
        street = " ".join(filter(None, (line.text.strip() for line in e.all("addressline", "streetnmbr"))))
        parts = [e.of(name) for name in ("cityname", "stateprov", "countryname", "postalcode")]
        if any(part.strip("-") for part in (street, *parts)):
            city, region, country, postcode = (part or None for part in parts)
            draft.addresses.append(
                Address(
                    purpose=e.get("type") or "700",
                    street=street or None,
                    city=city,
                    region=region,
                    country=country,
                    postcode=postcode,
                    traveller=ordinal,
                )
            )

    def remark(self, draft: Draft, e: Element, owner: Somebody | None) -> None:
        """Free text."""
        text = (e.of("text") or e.text).strip()
        if not text:
            return
        if "DOC" in text and (paper := documents.in_text(text)) and self.room.holds(pnrgov_room.PAPER + pnrgov_room.FAULT):
            self.room.take(pnrgov_room.PAPER + pnrgov_room.FAULT)
            mark = Mark(e.start, None)
            draft.papers.append(Paper(*paper, (), owner, False, lambda _first, _last: mark, e.start))
            draft.wrong("PNR-DOCS-IN-TEXT", "Remark", e.start)
        elif "CTC" in text and (found := pnrgov.CONTACT.search(text)):
            self.reach(draft, found["kind"], found["value"], "Remark", owner)
        hidden = self.policy.hide(text)
        if hidden != text:
            draft.drop(e.start)
        draft.remarks.append(Remark(kind="remark", texts=(hidden,), traveller=owner.ordinal if owner else None))

    def reach(self, draft: Draft, kind: str, raw: str, source: str, owner: Somebody | None) -> None:
        """A way to reach somebody."""
        raw = raw.strip().strip("/")
        if found := pnrgov.reached(kind, raw):
            known, value = found
            ordinal = owner.ordinal if owner else None
            draft.contacts.append(Contact(kind=known, value=value, raw=raw, source=f"{source} CTC{kind}", traveller=ordinal))

    def leg(self, draft: Draft, e: Element) -> None:
        """A leg of the itinerary, its services, seats and bags."""
        departure, arrival = e.one("departureairport"), e.one("arrivalairport")
        marketing, operating = _code(e.one("marketingairline")), e.one("operatingairline")
        number, party = e.get("flightnumber"), e.get("numberinparty")
        equipment = e.one("equipment")
        leg = LegDraft(
            marketing or _code(operating) or e.get("carriercode"),
            number,
            departure.get("locationcode") if departure else "",
            arrival.get("locationcode") if arrival else "",
            moment(e.get("departuredatetime")),
            moment(e.get("arrivaldatetime")),
            e.start,
            operating_carrier=_code(operating) if marketing else "",
            operating_number=operating.get("flightnumber") if operating else "",
            booking_class=e.get("resbookdesigcode"),
            status=e.get("status").upper(),
            party=int(party) if party.isdecimal() and len(party) < 7 else None,
            equipment=equipment.get("airequiptype") if equipment else "",
            places=Marks(self.raw, {"number": _mark(e, "flightnumber"), "departs": _mark(e, "departuredatetime")}),
        )
        leg.locators += [locator for locator in (_locator(one, None) for one in e.all("bookingrefid")) if locator]
        draft.legs.append(leg)
        for service in e.all("ssr"):
            self.ssr(draft, service, None, leg)
        for paper in e.all("docssr"):
            self.papers(draft, paper, None)
        for info in e.all("checkininfo"):
            for boarding in info.all("boardingnumber"):
                self.check_in(draft, leg, info, boarding)

    def check_in(self, draft: Draft, leg: LegDraft, info: Element, e: Element) -> None:
        """One person checked in."""
        again = e.one("passenger")
        names = (again.of("surname"), again.of("givenname")) if again else ("", "")
        owner = draft.person(e.get("rph")) or draft.by_names.get(names)
        ordinal = owner.ordinal if owner else None
        leg.check_ins.append([ordinal, e.get("number") or None, moment(info.get("time", "datetime")), None])
        for one in e.all("seatnumber", "seat"):
            number = (one.text.strip() or one.get("number")).lstrip("0")
            seat = (number.upper(), "SSD", one.get("cabinclass") or None, None, None, None)
            draft.seats.append(SeatAsked(*seat, "", owner, leg, Mark(one.start, None), one.start))
        for one in e.all("checkedbaggage", "baggage"):
            pieces, weight = one.get("unitofmeasurequantity", "numberofpieces", "quantity"), one.get("weight", "amount")
            unit: Literal["kg", "lb"] | None = {"kg": "kg", "kgm": "kg", "700": "kg", "lb": "lb", "lbr": "lb", "701": "lb"}.get(  # type: ignore[assignment]
                one.get("unitofmeasurecode", "unit").lower()
            )
            tags = tuple(
                BagTag(number=tag.get("number", "tagnumber") or tag.text.strip(), carrier=tag.get("issuercode") or None)
                for tag in one.all("bagtag")
            )
            bags = CheckedBags(
                traveller=ordinal,
                pieces=int(pieces) if pieces.isdecimal() and len(pieces) < 4 else None,
                weight=float(weight) if re.fullmatch(r"[0-9]{1,5}(?:\.[0-9]+)?", weight) else None,
                unit=unit,
                tags=tuple(tag for tag in tags if tag.number),
            )
            leg.bags.append(bags)
            leg.bags_of.setdefault(ordinal, bags)
            leg.bag_marks.setdefault(ordinal, Mark(one.start, None))

    # The whole ----------------------------------------------------------------------------------------------------------

    def document(self) -> Document:
        """What the document says."""
        settled = pnrgov_draft.linked(self.settled)
        if self.declared and (not self.declared.isdecimal() or int(self.declared[:9]) != len(settled)):
            self.faults.append(fault("PNR-COUNT", "PNRs", note=f"{self.declared[:9]} declared, {len(settled)} in this message"))
        if self.empty:
            self.faults.append(fault("PNR-NOBODY", "PNR", note=f"{self.empty} bookings say nothing", offset=self.empty_at))
        if self.left:
            self.faults.append(
                fault("PNR-LIMIT", "from here on", note=f"{self.left} elements, attributes or texts left out", offset=self.left_at)
            )
        if not self.flight_read:
            self.faults.append(fault("PNR-HEADER-MISSING", "FlightLeg", note="FlightLeg"))
        if not settled:
            self.faults.append(fault("MSG-NOBODY", "PNR"))
        action = {"update": "update", "cancel": "cancel"}.get(self.root_attributes.get("target", "").lower(), "push")
        found = pnrgov_draft.manifest(settled, self.flight, action, prepared=self.prepared, part=None)
        return Document(
            self.root,
            self.root_attributes.get("version", ""),
            self.sender,
            self.root_attributes.get("transactionidentifier", "") or self.root_attributes.get("correlationid", ""),
            found,
            tuple([one.booking for one in settled]),
            self.faults,
        )


FIELDS: Mapping[str, Sequence[Sequence[str]]] = {  # the fields of each document in the order of its SSR text, under the names they go by
    "DOCS": (
        ("doctypecode", "traveldoctype", "doctype"),
        ("docissuestateprov", "docissuelocation", "docissuecountry", "issuingloc", "issuingcountry"),
        ("docid", "traveldocnbr", "docnumber"),
        ("docholdernationality", "paxnationality", "nationality"),
        ("dateofbirth", "birthdate"),
        ("gender", "sex"),
        ("expiredate", "expirydate", "docexpiredate"),
        ("surname",),
        ("firstgivenname", "givenname"),
        ("secondgivenname",),
    ),
    "DOCA": (
        ("addresstype", "type"), ("country", "countrycode"), ("address", "street", "addressline"), ("cityname", "city"),
        ("stateprovcounty", "stateprov"), ("postalcode",),
    ),
    "DOCO": (
        ("birthlocation",), ("traveldoctype", "doctype"), ("traveldocnbr", "docid"), ("placeofissue",), ("dateofissue",),
        ("countrystate", "country"),
    ),
}  # fmt: skip


def _letters(name: str) -> str:
    """A name without prefix, underscores and case."""
    return name.rpartition(":")[2].replace("_", "").replace("-", "").lower()


def _mark(e: Element, *names: str) -> Mark:
    """Where the first attribute that stands there is."""
    found = next((name for name in names if e.get(name)), None)
    return Mark(e.start, found)


def _code(e: Element | None) -> str:
    return e.get("code", "companycode") if e else ""


def _locator(e: Element, created: datetime | None) -> Locator | None:
    """A reference of the booking."""
    reference = e.get("id")
    if not reference:
        return None
    return Locator(carrier=_code(e.one("companyname")), reference=reference, type=e.get("type") or None, created_at=created)


def _split(e: Element) -> Split:
    """Another booking into which people of this one were split, or out of which they came."""
    told = [_locator(one, None) for one in (e, *e.all("bookingrefid"))]
    count = e.get("numberofpassengers", "numberinparty", "quantity")
    return Split(
        direction="from" if e.get("direction", "type").lower() == "from" else "into",
        locators=tuple([one for one in told if one]),
        count=int(count) if count.isdecimal() and len(count) < 7 else None,
    )


def _agent(e: Element | None) -> Agent | None:
    """The agent of POS."""
    if e is None:
        return None
    requestor = e.one("requestorid")
    found = Agent(
        system=e.get("airlinevendorid") or None,
        place=e.get("airportcode") or None,
        agency=(requestor.get("id") or None) if requestor else None,
        office=e.get("pseudocitycode") or None,
        country=e.get("isocountry") or None,
        currency=e.get("isocurrency") or None,
        sign=e.get("agentsine") or None,
    )
    return found if found != Agent() else None


def moment(text: str) -> datetime | None:
    """Return a moment as XML writes it, the zone left out since times are local; None where it is none.

    >>> moment("2027-06-14T10:00:00"), moment("2027-06-14"), moment("soon")
    (datetime.datetime(2027, 6, 14, 10, 0), datetime.datetime(2027, 6, 14, 0, 0), None)
    """
    found = re.match(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2}))?", text)
    try:
        return datetime.fromisoformat(f"{found[1]}T{found[2] or '00:00'}") if found else None
    except ValueError:
        return None


def _day(text: str) -> str:
    """A day of XML as digits, so that DOCS and attributes are read alike; anything else as it is."""
    found = re.match(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T.*)?\Z", text)
    return f"{found[1]}{found[2]}{found[3]}" if found else text
