"""PNRGOV in EDIFACT, versions 10.1 to 21.1: bookings -> records, and the list of the flight that they come to.

The nesting of PNRGOV is by order alone, and tags repeat in different meaning, so this is a small state machine: each tag has one method,
which looks at where in the booking it stands.

Source: IATA *PNRGOV EDIFACT Implementation Guide* 10.1 to 21.1; what is marked *seen* stands in public traffic samples.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from functools import cache, lru_cache, partial
from itertools import repeat
from operator import itemgetter
from typing import Any, Literal, NamedTuple, TypeVar

from preclear.manifest import Fault, Manifest, Part, Span
from preclear.manifest.booking import (
    Act,
    Address,
    Agent,
    BagTag,
    Booking,
    CheckedBags,
    Contact,
    Locator,
    Loyalty,
    OtherService,
    Payment,
    Remark,
    Service,
    Split,
    Ticket,
)
from preclear.manifest.faults import fault
from preclear.manifest.making import begun, quick
from preclear.messages import dates, pnrgov_draft, pnrgov_room, sensitive
from preclear.messages import pnrgov_documents as documents
from preclear.messages.edifact import Body, Stretch
from preclear.messages.limits import LIMITS, Limits
from preclear.messages.marks import Fixed, Mark, Marks
from preclear.messages.pnrgov_draft import NO_SEAT, Asked, Draft, Flight, LegDraft, Paper, SeatAsked, Settled, Somebody
from preclear.messages.sensitive import Sensitive

# What a message does (MSG 1225): the guide knows 22, all bookings of a flight, and 141, those that changed; 1 and 79 say "cancel" in the
# PADIS code set 1225. Other codes of it are none of bookings (5 verifies a fare), so they stay as sent, with a fault.
ACTIONS = {"22": "push", "141": "update", "1": "cancel", "79": "cancel"}
# Business functions (PADIS 4025) of what flies. Others say what was booked beside: 2 and 9 a car, 3 and 8 a hotel, 6 rail, 7 a tour.
# 5 stands in no list that was at hand; it is taken for a flight, since a leg too many is seen and one that is missing is not.
AIR = frozenset({"", "1", "5"})
# Kinds of free text (PADIS 4451 behind IFT+4), as the guide's examples have them: 28 other service information, 15 the fare's calculation,
# 43 a sponsor; 63 and 19 as seen in traffic. What is of another kind is kept as "other".
SEATS = frozenset({"SEAT", "NSST", "NSSA", "NSSW", "NSSB", "NSSR", "SMSA", "SMST", "SMSB", "SMSW", "SMSR", "RQST"})
PAPERS = frozenset({"DOCS", "DOCA", "DOCO"})
REMARKS: Mapping[str, Literal["remark", "fare", "sponsor", "loyalty", "history", "other"]] = {
    "28": "remark", "15": "fare", "43": "sponsor", "63": "loyalty", "19": "history",
}  # fmt: skip
ContactKind = Literal["email", "mobile", "home", "business", "agency", "fax", "telephone", "internet address"]
CONTACTS: Mapping[str, ContactKind] = {
    "E": "email", "M": "mobile", "H": "home", "B": "business", "T": "agency", "F": "fax", "R": "telephone", "P": "telephone",
    "C": "telephone", "A": "telephone",
}  # fmt: skip
CONTACT = re.compile(r"(?<![A-Z0-9])CTC ?(?P<kind>[A-Z])(?![A-Z])[ -]*(?:HK ?[0-9]{0,2}[ /]+)?(?P<value>\S.*)", re.DOTALL)
INTERNET_ADDRESS = re.compile(r"IP (?:ADDRESS|ADDR)[^0-9]{0,40}(?P<value>[0-9]{1,3}(?:\.[0-9]{1,3}){2,3})")
SPLIT_OUT_OF = re.compile(r"SPLIT (?:PARTY |PNR )?(?:FROM|FM|OUT OF)")
TEXT_MOMENT = re.compile(r"(?<![A-Z0-9])(?P<day>[0-9]{2})(?P<month>[A-Z]{3})(?P<year>[0-9]{2})(?P<time>[0-9]{4})Z?(?![A-Z0-9])")
TELEPHONE = re.compile(r"[+0-9][0-9 ()/.-]{4,24}\Z")
LANGUAGE = re.compile(r"/[A-Z]{2}\Z")
LOYALTY = frozenset({"FQTV", "FQTR", "FQTU", "FQTS"})
FREQUENT = re.compile(
    r"[ /.-]{0,3}(?P<carrier>[A-Z][A-Z0-9]|[0-9][A-Z])[ /-]?(?P<number>(?=[A-Z]{0,3}[0-9])[A-Z0-9]{4,20})"
    r"(?:[-/. ](?P<level>[A-Z]{3,12})\b)?"
)
SURFACE = "ARNK"  # in the place of a flight's number: the way to the next airport is not flown ("arrival unknown")
UNITS: Mapping[str, Literal["kg", "lb"]] = {"700": "kg", "701": "lb", "K": "kg", "L": "lb", "KGM": "kg", "LBR": "lb"}
LONGEST_TIME = 16  # characters of a time of day; what is longer is none
MANY_TAGS = 99  # tags of one person; more are a slip in the count


# Records are made by the thousand: these make them in half the time.
_ACT = quick(Act)
_ADDRESS = quick(Address)
_AGENT = quick(Agent)
_BAGTAG = quick(BagTag)
_CHECKEDBAGS = quick(CheckedBags)
_CONTACT = quick(Contact)
_LOCATOR = quick(Locator)
_LOYALTY = quick(Loyalty)
_OTHERSERVICE = quick(OtherService)
_PAYMENT = begun(Payment)
_REMARK = quick(Remark)
_SERVICE = begun(Service)
_SPLIT = quick(Split)
_TICKET = begun(Ticket)


class At(Enum):
    """Where in a message a segment stands."""

    HEADER = "before the first booking"
    BOOKING = "in a booking, before its people"
    PERSON = "behind a person"
    TICKET = "behind a ticket"
    LEG = "behind a leg"
    CHECK_IN = "behind a check-in"
    SPLIT = "behind the number of people split off"
    OTHER = "behind what is no flight"
    HISTORY = "in the history"


OF_PERSON = (At.PERSON, At.TICKET)
OF_FLIGHT = (At.LEG, At.CHECK_IN)
BEHIND_PEOPLE = (At.LEG, At.CHECK_IN, At.SPLIT, At.OTHER)
OF_BOOKING = (At.BOOKING, At.PERSON, At.TICKET)
LEG_PLACES = {"departs": (1, 0), "departure": (2, 0), "arrival": (3, 0), "carrier": (4, 0), "number": (5, 0)}
# Departure, arrival, from, to, carrier, operating carrier, number, class, and fault codes.
Leg = tuple[datetime | None, datetime | None, str, str, str, str, str, str, tuple[str, ...]]


class Read(NamedTuple):
    """What a PNRGOV message says."""

    manifest: Manifest
    bookings: tuple[Booking, ...]
    faults: list[Fault]


def read(
    stretch: Stretch,
    first: int,
    last: int,
    *,
    prepared: datetime | None,
    part: Part | None,
    policy: Sensitive | None = None,
    limits: Limits = LIMITS,
) -> Read:
    """Return what a message says: its bookings, the list of the flight that they come to, and what is wrong.

    ``first`` and ``last`` are where the text between UNH and UNT begins and ends; ``policy`` says what is left out, that of the program
    where it is None. Never raises. What is read takes memory in proportion to the length (``pnrgov_room``).
    """
    reader = _Reader(stretch, last - first, prepared, policy or sensitive.default(), limits)
    for body in pnrgov_room.blocks(stretch, first, last):
        reader.take_all(body)
    return reader.end(part)


class _Reader:
    """The state of reading one message."""

    def __init__(self, stretch: Stretch, length: int, prepared: datetime | None, policy: Sensitive, limits: Limits) -> None:
        self.stretch, self.policy, self.prepared = stretch, policy, prepared
        self.today = prepared.date() if prepared else date.max
        self.near = prepared.date() if prepared else None
        separators = stretch.separators
        self.element, self.component, self.release = separators.element, separators.component, separators.release
        self.ends = frozenset({"", self.element})  # what may stand behind a tag
        self.kinds = _kinds(self.element)
        self.loose = tuple(pair for c in (self.element, self.component) for pair in (f" {c}", f"{c} "))  # blanks around a value
        self.agents: dict[str, Agent | None] = {}  # agents by segment
        self.known_legs: dict[str, Leg] = {}  # legs by segment
        self.cache: dict[str, Known] = {}  # by segment: bookings of one flight repeat many
        self.said: dict[str, str] = {}  # what segments of the history say, by segment
        self.hidden: dict[str, str] = {}  # texts with what is sensitive masked: bookings repeat fares, flights, remarks
        self.plain = stretch.charset == "ascii"
        self.whole = not stretch.breaks  # no line end tears a segment, so that offsets are positions
        self.plain_joint = " " if stretch.separators.element == "+" else stretch.separators.element
        self.finish = 0  # behind the last segment
        self.room = pnrgov_room.CONSTANT + limits.bookings * length
        self.most = limits.elements  # of one segment, and components
        self.left = self.left_at = 0  # segments for which there was no room, and where the first of them stands
        self.faults: list[Fault] = []
        self.settled: list[Settled] = []
        self.at = At.HEADER
        self.action, self.flight, self.declared = "push", Flight(), ""
        self.seen: set[str] = set()  # tags of the header
        self.people = 0
        self.empty = self.empty_at = 0  # bookings that say nothing, and where the first of them stands
        self.other_kind = ""  # business function of what follows
        self.draft: Draft | None = None
        self.person: Somebody | None = None
        self.leg: LegDraft | None = None
        self.checked: Somebody | None = None  # who is checked in by the segments that follow
        self.check_reference = ""
        self.awaits_name = False  # a check-in was begun, and the name of whom it is of comes next
        self.check_at: datetime | None = None
        self.check_agent: Agent | None = None
        self.ticket: Any = None  # a Ticket that was begun
        self.split_count: int | None = None
        self.split_out_of = False
        self.history_agent: Agent | None = None
        self.history_at: datetime | None = None
        self.action_code = ""
        self.action_place: Span | None = None
        self.last_locators: tuple[str, int, list[list[str]]] | None = None  # RCI read last, in case a new booking began there
        self.text, self.start = "", 0

    # One segment --------------------------------------------------------------------------------------------------------

    def take_all(self, body: Body) -> None:
        """Take in the segments of a block."""
        if not body.texts:
            return
        whole = "\n".join(body.texts)
        if not self.plain or (self.release and self.release in whole) or any(pair in whole for pair in self.loose):
            for text, start in zip(body.texts, body.starts, strict=True):
                self.take(text, start)
        else:
            self.take_clean(body)
        self.finish = self.stretch.at(body.starts[-1], len(body.texts[-1]) - 1) + 1

    def take_clean(self, body: Body) -> None:
        """Take in segments of ASCII without release characters and loose blanks: what `take` does, with less to look at."""
        known = self.cache.get
        for text, start in zip(body.texts, body.starts, strict=True):
            found = known(text) or self.clean(text)
            if found is None:
                self.take(text, start)
                continue
            self.text, self.start = text, start
            method, price, history, elements = found
            self.room -= price
            if self.room < 0:
                self.leave()
            elif history and self.at is At.HISTORY:
                self.history(text[:3], elements)
            else:
                method(self, elements)

    def clean(self, text: str) -> Known | None:
        """What is known of a clean segment that is met for the first time, kept if it is of a kind that repeats.

        None where its tag is none, where it is too long, and where it may hold another segment, whose terminator was lost.
        """
        kind = self.kinds.get(text[:4])
        if kind is None or len(text) > self.most:
            return None
        pieces = text.split(self.element)
        if kind.glues and (not BEGUN.isdisjoint(map(TAIL, pieces[1:-1])) or text.endswith("SRC")):
            return None
        further = len(pieces) - kind.beyond
        price = kind.price + kind.more * further if further > 0 else kind.price
        found = kind.method, price, kind.history, list(map(str.split, pieces, repeat(self.component)))
        if kind.repeats:
            _room_in(self.cache)[text] = found
        return found

    def take(self, text: str, start: int) -> None:
        """Take in one segment, whatever it is."""
        self.text, self.start = text, start
        tag = text[:3]
        method = METHODS.get(tag)
        if method is None or text[3:4] not in self.ends:
            tag = text.split(self.element, 1)[0].split(self.component, 1)[0].strip().upper()
            method = METHODS.get(tag)
            if method is None:
                self.room -= pnrgov_room.FAULT
                if self.room < 0:
                    self.leave()
                    return
            where = "header" if self.draft is None else "SRC"
            code, note = ("EDI-TAG-DAMAGED", tag) if method else ("EDI-SEGMENT-UNKNOWN", "")
            self.faults.append(fault(code, where, note=note, offset=start))
            if method is None:
                return
        elements = self.apart(text)
        if elements is None:
            return
        self.room -= pnrgov_room.charge(tag, elements)
        if self.room < 0:
            self.leave()
            return
        if self.at is At.HISTORY and tag not in OWN_HISTORY:
            self.history(tag, elements)
            return
        method(self, elements)

    def leave(self) -> None:
        """Leave the segment out that is read: there is no room for it."""
        self.left_at = self.left_at if self.left else self.start
        self.left += 1

    def apart(self, text: str) -> list[list[str]] | None:
        """The elements of a segment, without blanks around them. None where it held two segments, which are then taken in apart."""
        text = self.held(text)
        if self.plain and not (self.release and self.release in text):
            component = self.component
            elements = [element.split(component) for element in text.split(self.element)]
        else:
            elements = self.stretch.elements(text)
        if " " in text:
            elements = [[component.strip() for component in element] for element in elements]
        if len(elements) == 1 or text[:3] in FREE:
            return elements
        for element in elements[1:-1]:
            if element[-1][-3:] in BEGINS:
                break
        else:
            if elements[-1][-1][-3:] != "SRC":
                return elements
        cuts = _cuts(text, self.element, elements[0][0])
        if not cuts:
            return elements
        start = self.start
        for first, last in zip([0, *cuts], [*cuts, len(text)], strict=True):
            at = self.stretch.at(start, first)
            if first:
                self.faults.append(fault("EDI-TERMINATOR-LOST", text[first : first + 3], offset=at))
            self.take(text[first:last], at)
        return None

    def held(self, text: str) -> str:
        """The segment that is read as far as its elements are read; what is behind is told."""
        found = pnrgov_room.held(text, self.element, self.component, self.most)
        if found is not text:
            self.wrong_at(self.stretch.at(self.start, len(found)), text[:3], f"{self.most} elements of one segment")
            self.text = found
        return found

    @property
    def place(self) -> Span:
        """The bytes of the segment that is read."""
        if self.whole:
            return _SPAN((self.start, self.start + len(self.text)))
        return Span(self.start, self.stretch.at(self.start, len(self.text) - 1) + 1)

    def mark(self, element: int, component: int | None = None) -> Mark:
        """Where a value of the segment that is read stands."""
        return self.text, self.start, element, component, 0, None

    def wrong_at(self, offset: int, where: str, note: str) -> None:
        """Note that more was sent than is read, from an offset on."""
        self.faults.append(fault("PNR-LIMIT", where, note=note, offset=offset))

    def wrong(self, code: str, where: str, *, note: str = "", person: Somebody | None = None) -> None:
        """Note a fault of the segment that is read."""
        self.room -= pnrgov_room.FAULT
        if self.draft is None:
            self.faults.append(fault(code, where, note=note, offset=self.start))
        else:
            self.draft.wrong(code, where, self.start, note=note, person=person)

    def here(self) -> Draft:
        """The booking that is read. One begins, with a fault, where its SRC was lost."""
        if self.draft is None:
            self.begin(self.start)
            self.wrong("PNR-SRC-MISSING", "SRC")
        assert self.draft is not None
        return self.draft

    def begin(self, start: int) -> None:
        """End the booking that is read, and begin another one."""
        self.close(start)
        self.draft = Draft(start, self.people)
        self.at, self.person, self.leg, self.checked, self.ticket = At.BOOKING, None, None, None, None
        self.check_reference, self.history_agent, self.history_at, self.last_locators = "", None, None, None
        self.split_out_of = False

    def close(self, end: int) -> None:
        """End the booking that is read."""
        if self.draft is None:
            return
        if self.draft.says_nothing:  # a mark that a booking begins, and none does: one fault for all of these
            self.empty_at = self.draft.start if not self.empty else self.empty_at
            self.empty += 1
            self.draft = None
            return
        if self.person is not None and not self.person.end:
            self.person.end = end
        found = pnrgov_draft.settle(self.draft, self.flight, today=self.today, end=end, places=lambda marks: Marks(self.stretch, marks))
        self.people += len(self.draft.people)
        self.faults += self.draft.faults
        self.settled.append(found)
        self.draft = None

    def end(self, part: Part | None) -> Read:
        """Return what was read."""
        self.close(self.finish)
        settled = pnrgov_draft.linked(self.settled)
        count = len(settled)
        whole = part is None or (part.first and part.last)
        if not whole:
            self.faults.append(fault("MSG-PART", "UNH", note=f"part {part.number if part else ''}; {count} bookings"))
        elif self.declared and (not self.declared.isdecimal() or int(self.declared[:9]) != count):
            self.faults.append(fault("PNR-COUNT", "EQN", note=f"{self.declared[:9]} declared, {count} in this message"))
        if self.empty:
            self.faults.append(fault("PNR-NOBODY", "SRC", note=f"{self.empty} bookings say nothing", offset=self.empty_at))
        if self.left:
            self.wrong_at(self.left_at, "from here on", f"{self.left} segments left out")
        for tag in ("MSG", "ORG", "TVL"):
            if tag not in self.seen:
                self.faults.append(fault("PNR-HEADER-MISSING", tag, note=tag))
        if not settled and self.declared.strip("0"):
            self.faults.append(fault("MSG-NOBODY", "SRC"))
        found = pnrgov_draft.manifest(settled, self.flight, self.action, prepared=self.prepared, part=part)
        return Read(found, tuple([one.booking for one in settled]), self.faults)

    # Header and booking -------------------------------------------------------------------------------------------------

    def msg(self, e: list[list[str]]) -> None:
        """MSG: what the message does; in a booking, what kind of service follows."""
        if self.draft is None:
            self.seen.add("MSG")
            code = _of(e, 1, 1) or _of(e, 1)
            self.action = ACTIONS.get(code, code or "push")
            if code not in ACTIONS:
                self.wrong("PNR-ACTION-UNKNOWN", "MSG")
            return
        kind = _of(e, 1)
        self.other_kind = kind
        self.at, self.leg = (At.LEG, None) if kind in AIR else (At.OTHER, None)

    def org(self, e: list[list[str]]) -> None:
        """ORG: the sender; the agent who booked, checked in, or changed."""
        agent = self.agents.get(self.text, NOBODY)
        if agent is NOBODY:
            agent = _room_in(self.agents)[self.text] = _agent(e)
        if self.draft is None:
            self.seen.add("ORG")
        elif self.at is At.CHECK_IN:
            self.check_agent = agent
        elif self.draft.agent is None:
            self.draft.agent = agent

    def eqn(self, e: list[list[str]]) -> None:
        """EQN: how many bookings the push holds; in a booking, how many people were split off it."""
        if self.draft is None:
            self.declared = _of(e, 1)
            return
        self.split_count = _number(_of(e, 1))
        self.at = At.SPLIT

    def src(self, _: list[list[str]]) -> None:
        """SRC: a booking begins."""
        self.begin(self.start)

    def rci(self, e: list[list[str]]) -> None:
        """RCI: the references of the booking, of a leg, or of another booking that was split off."""
        draft = self.draft or self.here()
        found = [one for one in map(self.locator, e[1:]) if one]
        if self.at is At.SPLIT:
            direction: Literal["into", "from"] = "from" if self.split_out_of else "into"
            draft.splits.append(_SPLIT(direction=direction, locators=tuple(found), count=self.split_count))
            self.at = At.BOOKING if not draft.legs else At.LEG
        elif self.at in OF_FLIGHT and self.leg is not None:
            self.leg.locators += found
            self.last_locators = (self.text, self.start, e)
        elif self.at in OF_BOOKING:
            if draft.locator_mark is None and found:
                draft.locator_mark = self.mark(1, 1)
            draft.locators += found

    def locator(self, e: Sequence[str]) -> Locator | None:
        """One reference; a date in the place of its type is a date (seen)."""
        carrier, reference, kind, *rest = [*e] + [""] * (5 - len(e))
        if not reference:
            return None
        day, time = rest[0], rest[1]
        if len(kind) in (6, 8) and kind.isdecimal():
            day, time, kind = kind, day, ""
            self.wrong("PNR-RCI-DATE", "RCI")
        return _LOCATOR(carrier=carrier, reference=reference, type=kind or None, created_at=self.moment(day, time))

    def moment(self, day: str, time: str) -> datetime | None:
        """A day and a time as PNRGOV writes them: DDMMYY, HHMM."""
        return moment(day, time, self.near) if day else None

    def dat(self, e: list[list[str]]) -> None:
        """DAT: when the booking was changed (700) or ticketed (710); when somebody was checked in (2; 3 in free text)."""
        draft = self.draft or self.here()
        for one in e[1:]:
            qualifier, day, time = one[:3] + [""] * (3 - len(one))
            if qualifier == "3":  # the check-in as the system has it, in free text
                day, time = _in_text(day)
            when = self.moment(day, time) if day else None
            if day and when is None:
                self.wrong("PNR-DATE-IMPOSSIBLE", f"DAT+{qualifier[:3]}")
            if qualifier == "700" and draft.changed_at is None:
                draft.changed_at = when
            elif qualifier == "710":
                draft.ticketed_at = draft.ticketed_at or when
                if self.at is At.TICKET and self.ticket is not None:
                    self.ticket.issued_at = self.ticket.issued_at or when
            elif qualifier in ("2", "3") and self.leg is not None:
                self.at, self.check_at, self.check_agent = At.CHECK_IN, when, None

    def ift(self, e: list[list[str]]) -> None:
        """IFT: remarks, contacts, fares, sponsors; and documents that were written as text."""
        draft = self.draft or self.here()
        kind = REMARKS.get(_of(e, 1, 1), "other")
        said = [text for one in e[2:] for text in one if text]
        whole = self.plain_joint.join(said)
        if kind == "sponsor" and self.at is At.TICKET and draft.payments and said:
            draft.payments[-1].holder = draft.payments[-1].holder or self.policy.hide(said[0]).strip()
        elif kind in ("remark", "other") and self.written(whole, 2, "IFT"):
            pass
        if self.plain_joint != " " and len(e) > 3 and kind == "remark":
            self.wrong("PNR-SEPARATOR-UNRELEASED", "IFT")
        hidden = tuple([self.hide(text) for text in said])
        self.split_out_of = self.split_out_of or ("SPLIT" in whole and SPLIT_OUT_OF.search(whole) is not None)
        draft.remarks.append(_REMARK(kind=kind, texts=hidden, carrier=_of(e, 1, 3) or None, traveller=self.ordinal, place=self.place))

    def hide(self, text: str) -> str:
        """A text with what is sensitive masked, and counted."""
        hidden = self.hidden.get(text)
        if hidden is None:
            hidden = _room_in(self.hidden)[text] = self.policy.hide(text)
        if hidden != text and self.draft is not None:
            self.draft.drop(self.start)
        return hidden

    @property
    def who(self) -> Somebody | None:
        """The person of whom the segment that is read speaks, if it speaks of one."""
        if self.at in OF_PERSON:
            return self.person
        return self.checked if self.at is At.CHECK_IN else None

    @property
    def ordinal(self) -> int | None:
        """The ordinal of that person."""
        owner = self.who
        return owner.ordinal if owner else None

    def written(self, text: str, element: int, source: str) -> bool:
        """Take in what free text holds: a way to reach somebody, or a document. Return whether it held something."""
        draft = self.draft or self.here()
        if "DOC" in text and (paper := documents.in_text(text)):
            mark = self.mark(element, 0)
            draft.papers.append(Paper(*paper, (), self.who, self.at is At.LEG, lambda _first, _last: mark, self.start))
            self.room -= pnrgov_room.PAPER
            self.wrong("PNR-DOCS-IN-TEXT", source)
            return True
        if "CTC" in text and (found := CONTACT.search(text)):
            self.contact(found["kind"], found["value"], source)
            return True
        if "IP ADDR" in text and (found := INTERNET_ADDRESS.search(text)):
            value = found["value"]
            if not _is_internet_address(value):
                self.wrong("PNR-INTERNET-ADDRESS", source)
            draft.contacts.append(_CONTACT(kind="internet address", value=value, raw=value, source=source, place=self.place))
            return True
        return False

    def contact(self, kind: str, raw: str, source: str) -> None:
        """Take in a way to reach somebody."""
        if found := reached(kind, raw):
            known, value = found
            self.here().contacts.append(
                _CONTACT(kind=known, value=value, raw=raw.strip(), source=f"{source} CTC{kind}", traveller=self.ordinal, place=self.place)
            )

    def add(self, e: list[list[str]]) -> None:
        """ADD: an address; the text behind it is a telephone, mostly."""
        draft = self.draft or self.here()
        for one in e[1:]:
            if not any(one):
                continue
            purpose, street, city, region, _name, country, postcode, *rest = one + [""] * (7 - len(one))
            text = " ".join(filter(None, rest))
            if text and not self.written(text, 2, "ADD") and TELEPHONE.match(text):
                draft.contacts.append(
                    _CONTACT(kind="telephone", value=text, raw=text, source="ADD", traveller=self.ordinal, place=self.place)
                )
            draft.addresses.append(
                _ADDRESS(
                    purpose=purpose,
                    street=street or None,
                    city=city or None,
                    region=region or _name or None,
                    country=country or None,
                    postcode=postcode or None,
                    text=self.hide(text) if text else None,
                    traveller=self.ordinal,
                    place=self.place,
                )
            )

    def ebd(self, e: list[list[str]]) -> None:
        """EBD: excess baggage, as sent."""
        self.here().excess_baggage.append(" ".join(filter(None, (c for one in e[1:] for c in one))))

    # People -------------------------------------------------------------------------------------------------------------

    def tif(self, e: list[list[str]]) -> None:
        """TIF: a person; behind a check-in, one of them again; with type G, the name of a group."""
        draft = self.draft or self.here()
        family = _of(e, 1)
        if self.at in BEHIND_PEOPLE and draft.people:
            if self.again(draft, e):
                return
            self.lost_begin()
            draft = self.draft or self.here()
        if _of(e, 1, 1) == "G" and len(e) < 3:
            draft.group = draft.group or family
            return
        if self.person is not None and not self.person.end:
            self.person.end = self.start
        for number, given in enumerate(e[2:] or [[""]], 2):
            one = Somebody(
                draft.next_ordinal,
                family,
                given[0],
                given[1] if len(given) > 1 else "",
                given[2] if len(given) > 2 else "",
                given[3] if len(given) > 3 else "",
                self.start,
            )
            if _of(e, 1, 1) == "G" or one.type == "G":
                draft.group = draft.group or family
                continue
            self.room -= pnrgov_room.PERSON
            if self.room < 0:
                self.leave()
                break
            one.marks = (
                {"family_name": self.mark(1, 0), "given_names": self.mark(number, 0)}
                if one.given_names
                else {"family_name": self.mark(1, 0)}
            )
            draft.join(one)
            self.person = one
        self.at, self.ticket = At.PERSON, None

    def again(self, draft: Draft, e: list[list[str]]) -> bool:
        """Whether a TIF behind a leg names somebody of the booking again; then what follows is theirs."""
        family, given, reference = _of(e, 1), _of(e, 2), _of(e, 2, 2)
        found = draft.person(reference) if reference else None
        if found is None or found.family_name != family:
            found = draft.by_names.get((family, given)) or (draft.person(self.check_reference) if self.awaits_name else None)
        self.awaits_name = False
        if found is None:
            return False
        if self.check_reference and found.reference and self.check_reference != found.reference and draft.person(self.check_reference):
            self.wrong("PNR-CHECK-IN-DISAGREES", "TRI", person=found)
        self.check_in(found)
        return True

    def lost_begin(self) -> None:
        """Begin a booking whose SRC was lost: somebody stands behind a leg who is nobody of the booking before."""
        lost = self.last_locators
        text, start = self.text, self.start
        self.begin(lost[1] if lost else start)
        if lost:
            self.text, self.start = lost[0], lost[1]
            self.rci(lost[2])
            self.text, self.start = text, start
        self.wrong("PNR-SRC-MISSING", "SRC")

    def fti(self, e: list[list[str]]) -> None:
        """FTI: frequent traveller numbers."""
        draft = self.draft or self.here()
        for one in e[1:]:
            if len(one) > 1 and one[1]:
                level = next((c for c in reversed(one[2:]) if c), None)
                draft.loyalty.append(_LOYALTY(carrier=one[0], number=one[1], traveller=self.ordinal, level=level, place=self.place))

    def ref(self, e: list[list[str]]) -> None:
        """REF: the unique reference of the person."""
        if self.person is None:
            return
        number, one = next(((n, one) for n, one in enumerate(e[1:], 1) if any(one)), (1, [""]))
        component, found = next(((n, c) for n, c in enumerate(one) if c), (0, ""))
        if found:
            self.person.references.setdefault("REF", found)
            self.person.marks.setdefault("REF", self.mark(number, component))

    def nothing(self, _: list[list[str]]) -> None:
        """A segment that says nothing that is kept: fare type, points of origin."""

    # Services -----------------------------------------------------------------------------------------------------------

    def ssr(self, e: list[list[str]]) -> None:
        """SSR: a service. Codes that tell of health or belief are left out here."""
        draft = self.draft or self.here()
        first = e[1] if len(e) > 1 else [""]
        code = first[0].upper()
        if code in self.policy.codes:
            draft.drop(self.start)
            return
        at = 8 if len(first) > 8 else next((n for n, c in enumerate(first) if "/" in c), len(first))
        text = ":".join(first[at:]).strip()
        references = tuple([one[2] for one in e[2:] if len(one) > 2 and one[2]])
        if code in PAPERS:
            if len(e) > 2 and "/" in e[2][0]:  # a separator in the text that was not released
                text = f"{text}{self.stretch.separators.element}{e[2][0]}"
            draft.papers.append(self.paper(code, text, references, at))
            self.room -= pnrgov_room.PAPER
            return
        if code in SEATS:
            self.seats(e, code, first, text)
            return
        if code == "INFT" and (infant := documents.infant(text)):
            draft.infants.append((infant, references, self.who, self.mark(1, at), self.start))
            self.room -= pnrgov_room.INFANT
        elif code[:3] == "CTC" and len(code) == 4 and text:
            self.contact(code[3], re.sub(r"\A(?:HK ?[0-9]{0,2})?[ /]+", "", text), "SSR")
        elif code in LOYALTY:
            self.loyal(text, references)
        elif text and ("DOC" in text or "CTC" in text):
            self.written(text, 1, "SSR")
        _, status, count, carrier, _, _, departure, arrival, *_ = first if len(first) > 7 else first + [""] * (8 - len(first))
        service = _SERVICE(
            code=code,
            status=status or None,
            count=_number(count),
            carrier=carrier or None,
            departure=departure or None,
            arrival=arrival or None,
            text=(self.hide(text) if text and code[:3] != "TKN" else text) or None,
            place=self.place,
        )
        draft.asked.append(Asked(service, references, self.who))

    def loyal(self, text: str, references: tuple[str, ...]) -> None:
        """Take in the frequent traveller number of a service, unless FTI told it."""
        draft = self.draft or self.here()
        found = loyal(text)
        owner = next(filter(None, map(draft.person, references)), self.who)
        if found and all(one.number != found[1] for one in draft.loyalty[-MANY_TAGS:]):
            carrier, number, level = found
            draft.loyalty.append(
                _LOYALTY(carrier=carrier, number=number, traveller=owner.ordinal if owner else None, level=level, place=self.place)
            )

    def paper(self, code: str, text: str, references: tuple[str, ...], component: int) -> Paper:
        """A document that stands in the segment that is read."""
        segment, start = self.text, self.start

        def mark(first: int, last: int) -> Mark:
            return segment, start, 1, component, first, last

        return Paper(code, text, references, self.who, self.at in OF_FLIGHT, mark, start)

    def seats(self, e: list[list[str]], code: str, first: Sequence[str], text: str) -> None:
        """The seats of an SSR, one an element."""
        draft = self.draft or self.here()
        departure = first[6] if len(first) > 6 else ""
        arrival = first[7] if len(first) > 7 else ""
        for number, one in enumerate(e[2:], 2):
            found = one[0]
            if found in NO_SEAT:
                continue
            reference = one[2] if len(one) > 2 else ""
            seat = ((found.lstrip("0") or found).upper(), f"SSR {code}", None, departure or None, arrival or None, text or None)
            draft.seats.append(SeatAsked(*seat, reference, self.who, self.leg, self.mark(number, 0), self.start))

    # Tickets ------------------------------------------------------------------------------------------------------------

    def tkt(self, e: list[list[str]]) -> None:
        """TKT: a ticket."""
        draft, owner = self.draft or self.here(), self.who
        for n, one in enumerate(e[1:], 1):
            if not one[0]:
                continue
            kind = one[1] if len(one) > 1 else ""
            self.ticket = _TICKET(
                number=one[0],
                traveller=owner.ordinal if owner else None,
                type=kind or None,
                booklets=_number(one[2]) if len(one) > 2 else None,
                place=self.place,
            )
            draft.tickets.append(self.ticket)
            if owner is not None:
                owner.marks.setdefault("YZY", self.mark(n, 0))
        if self.at is At.PERSON:
            self.at = At.TICKET

    def mon(self, e: list[list[str]]) -> None:
        """MON: what a ticket cost."""
        ticket = self.ticket
        if ticket is None:
            return
        for one in e[1:]:
            qualifier, amount, currency = one[:3] + [""] * (3 - len(one))
            if qualifier == "B" and amount:
                ticket.fare = amount
            elif qualifier == "T" and amount:
                ticket.total = amount
            ticket.currency = ticket.currency or currency or None

    def ptk(self, e: list[list[str]]) -> None:
        """PTK: when a ticket was issued."""
        if len(e) > 3 and self.ticket is not None and self.ticket.issued_at is None:
            self.ticket.issued_at = self.moment(_of(e, 3), _of(e, 3, 1))

    def fop(self, e: list[list[str]]) -> None:
        """FOP: how something was paid. A card's number is masked here, whatever was sent."""
        draft, owner = self.draft or self.here(), self.who
        for one in e[1:]:
            form, _, amount, vendor, number, expires = one[:6] + [""] * (6 - len(one))
            if not (form or amount or vendor or number):
                continue
            if sensitive.is_whole(number):
                self.wrong("PNR-CARD-WHOLE", "FOP", person=owner)
            draft.payments.append(
                _PAYMENT(
                    form=form,
                    traveller=owner.ordinal if owner else None,
                    amount=amount or None,
                    vendor=vendor or None,
                    account=sensitive.account(number) if number else None,
                    expires=expires or None,
                    place=self.place,
                )
            )

    # Legs ---------------------------------------------------------------------------------------------------------------

    def tvl(self, e: list[list[str]]) -> None:
        """TVL: the flight at issue; a leg of the itinerary; what was booked beside it."""
        if self.draft is None:
            self.seen.add("TVL")
            self.flight = self.flight_at_issue(e)
            return
        if self.at is At.OTHER:
            text = " ".join(filter(None, (":".join(one).strip(": ") for one in e[1:])))
            self.draft.others.append(_OTHERSERVICE(kind=self.other_kind, text=self.hide(text), place=self.place))
            return
        if self.person is not None and not self.person.end:
            self.person.end = self.start
        found = self.known_legs.get(self.text)
        if found is None:
            found = _room_in(self.known_legs)[self.text] = _leg(e, self.near)
        departs, arrives, departure, arrival, carrier, operating, number, booking_class, codes = found
        if number == SURFACE:
            self.draft.others.append(_OTHERSERVICE(kind=SURFACE, text=" ".join(filter(None, (departure, arrival))), place=self.place))
            self.at, self.leg = At.LEG, None
            return
        if self.leg is not None and number and not (departure or arrival or carrier) and departs is None:
            self.leg.operating_number = number  # a number alone is the operating one of the leg before
            return
        for code in codes:
            self.wrong(code, "TVL")
        self.leg = LegDraft(carrier, number, departure, arrival, departs, arrives, self.start, operating, "", booking_class)
        self.leg.places = Fixed(self.stretch, self.text, self.start, LEG_PLACES)
        self.draft.legs.append(self.leg)
        self.room -= pnrgov_room.LEG
        self.at, self.checked, self.check_reference, self.last_locators = At.LEG, None, "", None

    def flight_at_issue(self, e: list[list[str]]) -> Flight:
        """The flight whose bookings the message holds."""
        departs, arrives, departure, arrival, carrier, _, number, _, codes = _leg(e, self.near)
        for code in codes:
            self.wrong(code, "TVL before SRC")
        if departs is not None and self.prepared is None:
            self.today, self.near = departs.date(), departs.date()
        return Flight(carrier, number, departure, arrival, departs, arrives)

    def tra(self, e: list[list[str]]) -> None:
        """TRA: who operates the leg, under what number."""
        if self.leg is not None:
            self.leg.operating_carrier = _of(e, 1) or self.leg.operating_carrier
            self.leg.operating_number = _of(e, 2) or self.leg.operating_number

    def rpi(self, e: list[list[str]]) -> None:
        """RPI: how many seats, and where the booking stands."""
        if self.leg is not None and self.at is not At.OTHER:
            self.leg.party, self.leg.status = _number(_of(e, 1)), _of(e, 2).upper()

    def apd(self, e: list[list[str]]) -> None:
        """APD: the equipment of a leg."""
        if self.leg is not None:
            self.leg.equipment = _of(e, 1)

    def tri(self, e: list[list[str]]) -> None:
        """TRI: a boarding number; the reference of whom it is for stands in its fourth component."""
        self.at = At.CHECK_IN
        number, reference = _of(e, 2), _of(e, 2, 3)
        self.check_reference, self.awaits_name = reference, True
        self.check_in(self.here().person(reference), number)

    def check_in(self, person: Somebody | None, number: str = "") -> None:
        """Begin, or go on with, the check-in of a person."""
        self.at, self.checked = At.CHECK_IN, person
        if self.leg is None:
            return
        ordinal = person.ordinal if person else None
        if number or not self.leg.check_ins:
            self.leg.check_ins.append([ordinal, number or None, self.check_at, self.check_agent])
        else:
            self.leg.check_ins[-1][0] = ordinal

    def ssd(self, e: list[list[str]]) -> None:
        """SSD: the seat that somebody has."""
        draft, number = self.draft or self.here(), _of(e, 1)
        if self.leg is None or number in NO_SEAT:
            return
        seat = ((number.lstrip("0") or number).upper(), "SSD", _of(e, 5) or None, None, None, None)
        draft.seats.append(SeatAsked(*seat, "", self.checked, self.leg, self.mark(1, 0), self.start))

    def tbd(self, e: list[list[str]]) -> None:
        """TBD: checked bags."""
        if self.leg is None:
            return
        pieces, weight, unit = [*e[2], "", "", ""][:3] if len(e) > 2 else ("", "", "")
        pool, tags = "", list[BagTag]()
        for one in e[3:]:
            first = one[0]
            if first in ("HP", "MP"):
                pool = first
            elif len(one) > 1 and (tag := one[1]):
                count = (_number(one[2]) if len(one) > 2 else None) or 1
                if count > MANY_TAGS:
                    self.wrong("PAX-BAGS-UNREAD", "TBD", person=self.checked)
                    count = 1
                tags.append(_BAGTAG(number=tag, count=count, carrier=first or None, destination=(one[3] if len(one) > 3 else "") or None))
        ordinal = self.checked.ordinal if self.checked else None
        bags = _CHECKEDBAGS(
            traveller=ordinal,
            pieces=_number(pieces),
            weight=_amount(weight),
            unit=UNITS.get(unit),
            pool=pool or None,
            tags=tuple(tags),
        )
        self.leg.bags.append(bags)
        self.leg.bags_of.setdefault(ordinal, bags)
        self.leg.bag_marks.setdefault(ordinal, self.mark(2, None))

    # History --------------------------------------------------------------------------------------------------------------

    def abi(self, e: list[list[str]]) -> None:
        """ABI: who changed the booking; its history begins."""
        self.here()
        if self.person is not None and not self.person.end:
            self.person.end = self.start
        self.at = At.HISTORY
        carrier, source = _of(e, 5) or _of(e, 4), _of(e, 2)
        self.history_agent = _AGENT(
            system=carrier or source or None,
            agency=(source or None) if carrier else None,
            office=_of(e, 2, 1) or None,
            city=_of(e, 3) or None,
            type=_of(e, 1) or None,
        )
        self.history_at, self.action_code = None, ""

    def sac(self, e: list[list[str]]) -> None:
        """SAC: something was added or taken out: A and X in the guide's examples, any other action as sent."""
        draft = self.draft or self.here()
        self.at, self.action_code, self.action_place = At.HISTORY, _of(e, 3) or _of(e, 1), self.place
        draft.history.append(
            _ACT(action=self.action_code, what="", text="", at=self.history_at, agent=self.history_agent, place=self.place)
        )

    def lts(self, e: list[list[str]]) -> None:
        """LTS: the history in the words of the reservation system."""
        text = self.plain_joint.join(":".join(one) for one in e[1:]).strip(": ")
        self.here().remarks.append(_REMARK(kind="history", texts=(self.hide(text),), place=self.place))

    def history(self, tag: str, e: list[list[str]]) -> None:
        """A segment of the history: to what the last action was done."""
        draft = self.draft or self.here()
        if tag == "DAT":
            self.history_at = self.moment(_of(e, 1, 1), _of(e, 1, 2))
            return
        if tag == "RCI":
            self.last_locators = (self.text, self.start, e)
        if tag == "TIF" and self.last_locators is not None:
            self.lost_begin()
            self.tif(e)
            return
        if tag == "SSR" and _of(e, 1).upper() in self.policy.codes:
            draft.drop(self.start)
            return
        if tag == "TVL" and self.action_code.startswith("X"):
            draft.cancels_flight = True
        said = self.said.get(self.text)
        if said is None:
            said = _room_in(self.said)[self.text] = " ".join(filter(None, [":".join(one).strip(": ") for one in e[1:]]))
        text = self.hide(said)
        if tag == "FOP":
            text = re.sub("[0-9]{9,}", lambda match: sensitive.account(match[0]), text)
        if draft.history and draft.history[-1].what == "":
            last = draft.history[-1]
            draft.history[-1] = _ACT(action=last.action, what=tag, text=text, at=last.at, agent=last.agent, place=last.place)
        elif tag not in ("RPI", "APD", "RCI"):  # they go with the leg before
            draft.history.append(
                _ACT(action=self.action_code, what=tag, text=text, at=self.history_at, agent=self.history_agent, place=self.place)
            )


_SPAN: Callable[[tuple[int, int]], Span] = partial(tuple.__new__, Span)  # Span without its check, for every record
Method = Callable[[_Reader, list[list[str]]], None]
METHODS: Mapping[str, Method] = {
    "MSG": _Reader.msg, "ORG": _Reader.org, "EQN": _Reader.eqn, "SRC": _Reader.src, "RCI": _Reader.rci, "DAT": _Reader.dat,
    "IFT": _Reader.ift, "ADD": _Reader.add, "EBD": _Reader.ebd, "TIF": _Reader.tif, "FTI": _Reader.fti, "REF": _Reader.ref,
    "FAR": _Reader.nothing, "SSR": _Reader.ssr, "TKT": _Reader.tkt, "MON": _Reader.mon, "PTK": _Reader.ptk, "TXD": _Reader.nothing,
    "FOP": _Reader.fop, "TVL": _Reader.tvl, "TRA": _Reader.tra, "RPI": _Reader.rpi, "APD": _Reader.apd, "TRI": _Reader.tri,
    "SSD": _Reader.ssd, "TBD": _Reader.tbd, "ABI": _Reader.abi, "SAC": _Reader.sac, "LTS": _Reader.lts, "PTI": _Reader.nothing,
    "RPD": _Reader.nothing, "PDI": _Reader.nothing, "CNX": _Reader.nothing, "ODI": _Reader.nothing, "NAD": _Reader.nothing,
    "FRM": _Reader.nothing, "PRD": _Reader.nothing, "HDR": _Reader.nothing, "CRI": _Reader.nothing, "SDT": _Reader.nothing,
}  # fmt: skip
REPEATED = frozenset({"ABI", "APD", "DAT", "EBD", "EQN", "FAR", "MSG", "ORG", "RCI", "RPI", "SAC", "SRC", "TVL", "TRA", "TXD"})
OWN_HISTORY = frozenset({"SRC", "ABI", "SAC", "LTS", "MSG", "EQN"})  # tags that stand for themselves in the history, too
Known = tuple[Method, int, bool, list[list[str]]]  # what takes a segment in, what it is charged, whether history takes it, its elements
TAIL = itemgetter(slice(-3, None))


class Kind(NamedTuple):
    """What is known of a segment by its tag."""

    method: Method
    price: int
    more: int
    beyond: int
    history: bool  # behind ABI or SAC it is part of the history
    repeats: bool  # it is worth remembering
    glues: bool  # it may hold another one, whose terminator was lost


@cache
def _kinds(element: str) -> Mapping[str, Kind]:
    """Kinds by the first four characters of a segment."""
    found = {}
    for tag, method in METHODS.items():
        price, more, beyond = pnrgov_room.prices(tag)
        glues = tag not in FREE
        for begin in (tag, tag + element):
            found[begin] = Kind(method, price, more, beyond, tag not in OWN_HISTORY, tag in REPEATED, glues and begin != tag)
    return found


# Terminators that were lost -------------------------------------------------------------------------------------------------

BEGINS: Mapping[str, str] = {  # how the first element of a segment begins that is known for one where its terminator was lost
    "RCI": "[A-Z0-9]{2,3}:[A-Z0-9]", "SSR": "[A-Z]{4}:?", "DAT": "(?:700|710|2|T|ZT):", "TIF": "[A-Z]", "TVL": "[0-9]{6}:",
    "RPI": "[0-9]+\\b", "APD": "[A-Z0-9]{3}\\b", "TKT": "[0-9]{10}", "MON": "[BT]:", "FOP": "[A-Z]{2}:", "SSD": "[0-9]{1,3}[A-Z]|XXX",
    "ABI": "[0-9]{1,2}[+]", "ORG": "[A-Z0-9]{2}:", "FTI": "[A-Z0-9]{2}:", "IFT": "4:", "EBD": "[A-Z]{3}:", "ADD": "[+]7[0-9]{2}:",
    "TRI": "[+]", "TBD": "[+]", "SAC": "[+][+][A-Z]",
}  # fmt: skip


def _cuts(text: str, element: str, tag: str) -> list[int]:
    """Where other segments begin in one that lost its terminator; what cannot be parted safely stays with it.

    A known tag ends an element, and behind it stands what its first element begins with (``RPI+1+NNAPD+319``). Free text may hold anything.
    """
    if tag in FREE:
        return []
    found = re.compile(rf"(?<=[A-Z0-9])(?:(?P<tag>{'|'.join(BEGINS)}){re.escape(element)}|SRC\Z)").finditer(text, len(tag) + 1)
    return [match.start() for match in found if match["tag"] is None or _is_begin(text, match, element)]


def _is_begin(text: str, match: re.Match[str], element: str) -> bool:
    """Whether what stands behind a tag surely is the beginning of its segment."""
    return re.compile(BEGINS[match["tag"]].replace("[+]", re.escape(element))).match(text, match.end()) is not None


BEGUN = frozenset(BEGINS)
FREE = frozenset({"IFT", "LTS", "ADD", "SSR"})


Value = TypeVar("Value")


def _room_in(known: dict[str, Value]) -> dict[str, Value]:
    """What is remembered by segment, emptied where it is full."""
    if len(known) >= pnrgov_room.KNOWN:
        known.clear()
    return known


# Values ---------------------------------------------------------------------------------------------------------------------


def _of(e: Sequence[Sequence[str]], element: int, component: int = 0) -> str:
    """One component; "" where it is not there."""
    try:
        return e[element][component]
    except IndexError:
        return ""


def _leg(e: Sequence[Sequence[str]], near: date | None) -> Leg:
    """What a TVL says. Four digits in the place of the arrival's date are its time, of a day that is not said (seen)."""
    places = [_of(e, 2), _of(e, 3), _of(e, 4), _of(e, 4, 1), _of(e, 5), _of(e, 5, 1)]
    day, time, last_day, last_time = (_of(e, 1, n) for n in range(4))
    codes: list[str] = []
    departs = moment(day, time, near) if day else None
    if day and departs is None:
        codes.append("VOY-TIME-IMPOSSIBLE")
    arrives = None
    if len(last_day) == 4 and last_day.isdecimal() and not last_time:
        codes.append("PNR-TIME-IN-DATE")
    elif last_day or last_time:
        arrives = moment(last_day or day, last_time, near)
        if arrives is None:
            codes.append("VOY-TIME-IMPOSSIBLE")
        elif not last_day and departs is not None and arrives < departs:  # of the next day, or beyond the date line
            codes.append("PNR-ARRIVAL-DAY")
            arrives = None
    return departs, arrives, *places, tuple(codes)  # type: ignore[return-value]


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 7 else None


def _amount(text: str) -> float | None:
    try:
        number = float(text.replace(",", ".")) if len(text) < 12 else -1.0
    except ValueError:
        return None
    return number if 0 <= number < 100_000 else None


NOBODY = Agent()


def _agent(e: Sequence[Sequence[str]]) -> Agent | None:
    """The agent that an ORG names; None where it is empty."""
    told = _AGENT(
        system=_of(e, 1) or None,
        place=_of(e, 1, 1) or None,
        agency=_of(e, 2) or None,
        office=_of(e, 2, 1) or None,
        city=_of(e, 3) or None,
        type=_of(e, 5) or None if len(_of(e, 5)) == 1 else _of(e, 6) or None,
        country=_of(e, 6) if len(_of(e, 6)) == 2 else _of(e, 7) or None,
        currency=_of(e, 6, 1) or _of(e, 7, 1) or None,
        sign=_of(e, 8) or _of(e, 7) or None,
    )
    return told if told != NOBODY else None


def reached(kind: str, raw: str) -> tuple[ContactKind, str] | None:
    """Return what the letter behind CTC says a text is, and the text as it is used: the language behind a number left out.

    None where a number is none (``CTCR`` with "REFUSED").

    >>> reached("M", "16045550100/EN"), reached("R", "REFUSED")
    (('mobile', '16045550100'), None)
    """
    known, value = CONTACTS.get(kind, "telephone"), raw.strip()
    if known == "email":
        return known, mail(LANGUAGE.sub("", value))
    return (known, LANGUAGE.sub("", value)) if any(map(str.isdigit, value)) else None


def loyal(text: str) -> tuple[str, str, str | None] | None:
    """Return carrier, number and level that the text of an SSR FQTV says; None where it says none.

    >>> loyal("XX1234567890"), loyal("ZZ/99887766-GOLD")
    (('XX', '1234567890', None), ('ZZ', '99887766', 'GOLD'))
    """
    found = FREQUENT.match(text)
    return (found["carrier"], found["number"], found["level"]) if found else None


def mail(raw: str) -> str:
    """Return a mail address as it is used: ``//`` stands for @, ``..`` for _, ``./`` for -.

    >>> mail("PAT..SPECIMEN//MAIL.EXAMPLE")
    'pat_specimen@mail.example'
    """
    return raw.strip().replace("//", "@").replace("..", "_").replace("./", "-").lower()


def moment(day: str, time: str, near: date | None) -> datetime | None:
    """Return a moment written DDMMYY (or DDMMCCYY) and HHMM; seconds are left out. None where there is no such moment.

    >>> moment("140627", "1000", None)
    datetime.datetime(2027, 6, 14, 10, 0)
    """
    return _moment(day, time, near) if len(day) in (6, 8) and len(time) <= LONGEST_TIME else None


@lru_cache(maxsize=4096)
def _moment(day: str, time: str, near: date | None) -> datetime | None:
    if not day.isdecimal() or (time and not time.isdecimal()):
        return None
    found, _ = dates.moment(day[4:] + day[2:4] + day[:2] + (time[:4] or "0000").rjust(4, "0"), near)
    return found


def _in_text(text: str) -> tuple[str, str]:
    """The day and time in the free text of a check-in (``DAT+3``): ("120812", "1423") of "L FT WW D014357 12AUG121423Z 1D5723"."""
    found = TEXT_MOMENT.search(text)
    month = dates.MONTHS.get(found["month"]) if found else None
    return (f"{found['day']}{month:02}{found['year']}", found["time"]) if found and month else ("", "")


def _is_internet_address(value: str) -> bool:
    try:
        ipaddress.ip_address(value)
    except ValueError:
        return False
    return True
