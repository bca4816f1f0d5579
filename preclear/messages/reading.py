"""Bytes -> messages: the envelope (UNB, UNG, UNH) and, by type, what each message says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from preclear import garbage
from preclear.manifest import Fault, Leg, Manifest, Part
from preclear.manifest.baggage import Bag
from preclear.manifest.booking import Booking
from preclear.manifest.faults import fault
from preclear.messages import (
    ackres,
    baggage,
    contrl,
    cusres,
    dates,
    edifact,
    form_reading,
    govreq,
    paxlst,
    paxlst_us,
    pnrgov,
    pnrgov_xml,
    sensitive,
    small_letters,
)
from preclear.messages.ackres import Acknowledged
from preclear.messages.contrl import Reported
from preclear.messages.cusres import Answered
from preclear.messages.edifact import BLANK, Service, Stretch, value
from preclear.messages.envelope import Envelope
from preclear.messages.form import RELEASE as FORM_RELEASE
from preclear.messages.govreq import Requested
from preclear.messages.limits import LIMITS, Limits
from preclear.messages.room import Room
from preclear.messages.sensitive import Sensitive

KNOWN = frozenset({"PAXLST", "CUSRES", "PNRGOV", "ACKRES", "GOVREQ", "CONTRL", "CUSCAR", "CUSREP", "APERAK", "IFTMIN"})
BY_DOCUMENT = {"745": "PAXLST", "250": "PAXLST", "266": "PAXLST", "336": "PAXLST", "962": "CUSRES", "132": "CUSRES", "312": "CUSRES"}
OTHERS = (  # what is no EDIFACT, by how it begins
    ("XML", re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<[?!A-Za-z]")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message of an interchange, and what it says."""

    number: int  # place among the messages received together, from 1
    type: str  # "PAXLST", "CUSRES", ...
    release: str  # "D:12B"
    function: str | None  # what a list does, as Manifest.function; the document code of an answer
    sender: str | None
    receiver: str | None
    reference: str | None  # the interchange's own, 0020
    transaction: str | None  # RFF+TN: what an answer names, and an acknowledgement echoes
    manifest: Manifest | None = None
    answers: tuple[Answered, ...] = ()
    legs: tuple[Leg, ...] = ()  # of the voyage that an answer is about
    text: str | None = None  # of an answer, before its results
    reports: tuple[Reported, ...] = ()  # of a CONTRL
    acknowledged: Acknowledged | None = None  # by an ACKRES
    requested: Requested | None = None  # by a GOVREQ
    bags: tuple[Bag, ...] = ()  # of a baggage message; ``function`` says whether they are added, changed or deleted
    bookings: tuple[Booking, ...] = ()  # of a PNRGOV; those who travel stand in the manifest, too
    faults: tuple[Fault, ...] = ()
    envelope: Envelope

    @property
    def readable(self) -> bool:
        """Whether it is of a type that is read, so that its content is known."""
        return self.manifest is not None or self.type in ("CUSRES", "CONTRL", "ACKRES", "GOVREQ", *baggage.KINDS)


@dataclass(frozen=True, slots=True)
class Interchange:
    """What was received: its messages, and what is wrong around them."""

    messages: tuple[Message, ...]
    faults: tuple[Fault, ...]

    @property
    def readable(self) -> bool:
        """Whether at least one message was read."""
        return any(message.readable for message in self.messages)


@garbage.left_alone()
def read(raw: bytes, *, policy: Sensitive | None = None, limits: Limits = LIMITS) -> Interchange:
    """Return every message in some bytes, whatever stands around them. Never raises.

    ``policy`` says which codes and words are nobody's business and are left out; without it the table that travels with the program.
    ``limits`` is how much is read; what lies beyond is told.
    """
    policy = policy or sensitive.default()
    if kind := form_reading.kind(raw):
        return _of_form(form_reading.read(raw, kind, limits=limits))
    capitals = small_letters.raised(raw)
    stretches, faults = edifact.parts(capitals)
    if capitals is not raw and stretches:
        faults.append(fault("EDI-SMALL-LETTERS", "UNB", offset=stretches[0].offset(stretches[0].first)))
    room = Room(len(raw), limits.lists)
    messages: list[Message] = []
    for stretch in stretches:
        faults += stretch.faults
        messages += _messages(stretch, len(messages), faults, policy=policy, limits=limits, room=room)
    if not messages and baggage.is_baggage(raw):
        return _of_baggage(raw, policy, limits)
    if not messages and pnrgov_xml.is_xml(raw):
        return _of_xml(raw, policy, limits)
    if not messages:
        faults.append(_other(raw))
    return Interchange(tuple(messages), tuple(faults))


def _of_form(lists: form_reading.Lists) -> Interchange:
    """The lists of a form as messages."""
    messages = [
        Message(
            number=number,
            type=lists.kind,
            release=FORM_RELEASE,
            function=form.manifest.function,
            sender=form.sender,
            receiver=None,
            reference=form.reference,
            transaction=form.manifest.transaction,
            manifest=form.manifest,
            faults=form.faults,
            envelope=form_reading.envelope(lists, form),
        )
        for number, form in enumerate(lists.forms, 1)
    ]
    return Interchange(tuple(messages), tuple(lists.faults))


def _of_baggage(raw: bytes, policy: Sensitive, limits: Limits) -> Interchange:
    """The baggage messages of a text."""
    found, faults = baggage.read(raw, policy=policy, limits=limits)
    messages = [
        Message(
            number=number,
            type=message.kind,
            release=message.version or "",
            function=message.action,
            sender=message.airport,
            receiver=None,
            reference=message.number,
            transaction=None,
            bags=message.bags,
            faults=tuple(wrong),
            envelope=Envelope(type=message.kind, sender=message.airport or ""),
        )
        for number, (message, wrong) in enumerate(found, 1)
    ]
    return Interchange(tuple(messages), tuple(faults))


def _of_xml(raw: bytes, policy: Sensitive, limits: Limits) -> Interchange:
    """The bookings of a text in XML."""
    found, faults = pnrgov_xml.read(raw, policy=policy, limits=limits)
    if not found:
        return Interchange((), (*faults, _other(raw)))
    messages = [
        Message(
            number=number,
            type="PNRGOV",
            release=document.version,
            function=document.manifest.function,
            sender=document.sender or None,
            receiver=None,
            reference=document.transaction or None,
            transaction=document.manifest.transaction,
            manifest=document.manifest,
            bookings=document.bookings,
            faults=tuple(document.faults),
            envelope=Envelope(type="PNRGOV", release=document.version, sender=document.sender, control_reference=document.transaction),
        )
        for number, document in enumerate(found, 1)
    ]
    return Interchange(tuple(messages), tuple(faults))


def _other(raw: bytes) -> Fault:
    """Why nothing was read: a kind of message that is not read yet, or nothing that is known."""
    kind = next((name for name, beginning in OTHERS if beginning.search(raw[:4000])), None)
    return fault("MSG-TYPE-NOT-READ", "the whole", note=kind, offset=0) if kind else fault("MSG-UNREADABLE", "the whole", offset=0)


Fields = Mapping[Service, list[list[str]]]  # service segments in order, with their elements


class Framed(NamedTuple):
    """One message: where its body stands in the text of the stretch, and the service segments around it."""

    group: Service | None
    head: Service | None  # UNH; None: it is lost
    first: int
    last: int
    tail: Service | None  # UNT


def _frames(stretch: Stretch, faults: list[Fault]) -> Iterator[Framed]:
    """Part an interchange into messages. A lost UNT ends at the next service segment; a body with no UNH may still be one."""
    group: Service | None = None
    head: Service | None = None
    first, terminator = stretch.first, stretch.separators.terminator
    for service in [*stretch.services, Service("", stretch.last, stretch.last)]:
        frame = Framed(group, head, first, service.first, service if service.tag == "UNT" else None)
        if stretch.text[first : service.first].strip(BLANK):
            if head is not None or _kind(stretch, frame):
                yield frame
            else:
                faults.append(fault("EDI-SEGMENT-UNKNOWN", "between messages", offset=stretch.offset(first)))
        elif head is not None and service.tag != "UNH":
            yield frame
        elif head is not None or service.tag == "UNT":
            faults.append(fault("EDI-SERVICE-STRAY", (head or service).tag, offset=stretch.offset((head or service).first)))
        elif (
            group is not None
            and service.tag == "UNG"
            and stretch.text[group.first : group.last] == stretch.text[service.first : service.last]
        ):
            faults.append(fault("EDI-SERVICE-STRAY", "UNG", offset=stretch.offset(service.first)))
        group = service if service.tag == "UNG" else None if service.tag in ("UNE", "UNB") else group
        head = service if service.tag == "UNH" else None
        first = service.last + len(terminator) if stretch.text.startswith(terminator, service.last) else service.last


def _messages(stretch: Stretch, before: int, faults: list[Fault], *, policy: Sensitive, limits: Limits, room: Room) -> list[Message]:
    """The messages of one interchange; what is wrong with the interchange goes to ``faults``."""
    fields = {service: stretch.told(service) for service in stretch.services}
    unb = next((elements for service, elements in fields.items() if service.tag == "UNB"), [])
    if not unb:
        faults.append(fault("EDI-UNB-MISSING", "UNB", offset=stretch.offset(stretch.first)))
    prepared = dates.prepared(value(unb, 4), value(unb, 4, 1))
    base = Envelope(
        separators=stretch.separators,
        advised=stretch.advised,
        lines=stretch.lines,
        charset=stretch.charset if stretch.charset != "ascii" else edifact.CHARSETS.get(value(unb, 1), "ascii"),
        syntax=":".join(unb[1][:2]) if len(unb) > 1 else "UNOA:4",
        sender=value(unb, 2),
        sender_qualifier=value(unb, 2, 1),
        receiver=value(unb, 3),
        receiver_qualifier=value(unb, 3, 1),
        control_reference=value(unb, 5),
        application_reference=value(unb, 7),
        acknowledgement=value(unb, 9) in ("1", "2"),
        test=value(unb, 11) == "1",
    )
    messages = [
        _message(stretch, frame, fields, base, prepared=prepared, number=before + n, policy=policy, limits=limits, room=room)
        for n, frame in enumerate(_frames(stretch, faults), 1)
    ]
    faults += _envelope_faults(stretch, fields, len(messages))
    return messages


def _document(stretch: Stretch, frame: Framed) -> str:
    """The document name code of a message's BGM."""
    element, terminator = map(re.escape, (stretch.separators.element, stretch.separators.terminator))
    bgm = rf"BGM ?{element}([0-9]{{3}})"
    found = re.compile(bgm).match(stretch.text, frame.first, frame.last) or re.compile(rf"{terminator}[\x00-\x20]*{bgm}").search(
        stretch.text, max(frame.first - 1, 0), frame.last
    )
    return found[1] if found else ""


def _kind(stretch: Stretch, frame: Framed) -> str:
    """The type of a message that does not say it, by its BGM, or by the SRC and RCI of a booking; "" where neither stands there."""
    if kind := BY_DOCUMENT.get(_document(stretch, frame), ""):
        return kind
    element, terminator = map(re.escape, (stretch.separators.element, stretch.separators.terminator))
    booking = re.compile(rf"SRC{terminator}[\x00-\x20]*RCI{element}").search(stretch.text, frame.first, frame.last)
    return "PNRGOV" if booking else ""


def _message(
    stretch: Stretch,
    frame: Framed,
    fields: Fields,
    base: Envelope,
    *,
    prepared: datetime | None,
    number: int,
    policy: Sensitive,
    limits: Limits,
    room: Room,
) -> Message:
    """One message: its envelope, and what it says if its type is read."""
    faults: list[Fault] = []
    unh = fields.get(frame.head, []) if frame.head is not None else []
    ung = fields.get(frame.group, []) if frame.group is not None else []
    type_ = value(unh, 2).upper()
    start = stretch.offset(frame.head.first if frame.head is not None else frame.first)
    if type_ not in KNOWN:
        guess = _kind(stretch, frame)
        if guess:
            faults.append(fault("EDI-UNH-DAMAGED" if unh else "EDI-UNH-MISSING", "UNH", note=f"taken for {guess}", offset=start))
            type_ = guess
    envelope = replace(
        base,
        group=bool(ung),
        group_sender=value(ung, 2),
        group_sender_qualifier=value(ung, 2, 1),
        group_receiver=value(ung, 3),
        group_receiver_qualifier=value(ung, 3, 1),
        message_reference=value(unh, 1),
        common_access_reference=value(unh, 3),
        type=type_,
        release=":".join(filter(None, (value(unh, 2, 1), value(unh, 2, 2)))),
        agency=value(unh, 2, 3),
        association=value(unh, 2, 4),
    )
    faults += _count_faults(stretch, frame, fields, unh)
    manifest: Manifest | None = None
    answers: tuple[Answered, ...] = ()
    said: cusres.Said | None = None
    reports: tuple[Reported, ...] = ()
    bookings: tuple[Booking, ...] = ()
    acknowledged: Acknowledged | None = None
    requested: Requested | None = None
    function: str | None = None
    transaction: str | None = None
    if type_ == "PAXLST" and (envelope.release == "001:000" or _older(stretch, frame)):
        manifest, found = paxlst_us.read(stretch, frame.first, frame.last, prepared=prepared, part=_part(unh), room=room)
    elif type_ == "PAXLST":
        manifest, _, found = paxlst.read(
            stretch, frame.first, frame.last, interactive=_interactive(envelope), prepared=prepared, part=_part(unh), room=room
        )
    elif type_ == "ACKRES":
        acknowledged, found = ackres.read(stretch, stretch.segments(frame.first, frame.last), envelope.common_access_reference)
    elif type_ == "GOVREQ":
        near = prepared.date() if prepared else None
        requested, found = govreq.read(
            stretch, stretch.segments(frame.first, frame.last), envelope.common_access_reference, near=near, policy=policy
        )
    elif type_ == "PNRGOV":
        manifest, bookings, found = pnrgov.read(
            stretch, frame.first, frame.last, prepared=prepared, part=_part(unh), policy=policy, limits=limits
        )
    elif type_ == "CUSRES":
        said = cusres.read(stretch, stretch.segments(frame.first, frame.last), near=prepared.date() if prepared else None)
        answers, function, transaction, found = said.answers, said.document, said.transaction, list(said.faults)
    elif type_ == "CONTRL":
        reports, found = contrl.read(stretch, stretch.segments(frame.first, frame.last))
        function, transaction = (reports[0].action, reports[0].interchange) if reports else (None, None)
    else:
        found = [
            fault("MSG-TYPE-NOT-READ" if type_ in KNOWN else "MSG-TYPE-UNKNOWN", "UNH", note=type_ if type_ in KNOWN else "", offset=start)
        ]
    return Message(
        number=number,
        type=type_,
        release=envelope.release,
        function=manifest.function if manifest else function,
        sender=envelope.sender or None,
        receiver=envelope.receiver or None,
        reference=envelope.control_reference or None,
        transaction=manifest.transaction if manifest else transaction,
        manifest=manifest,
        answers=answers,
        legs=said.legs if said else (),
        text=said.text if said else None,
        reports=reports,
        bookings=bookings,
        acknowledged=acknowledged,
        requested=requested,
        faults=(*faults, *found),
        envelope=envelope,
    )


def _older(stretch: Stretch, frame: Framed) -> bool:
    """Whether a list of another release is the older one of the United States: a PDT for each person and no NAD."""
    separators, text = stretch.separators, stretch.text
    return (
        text.find(f"PDT{separators.element}", frame.first, frame.last) >= 0 > text.find(f"NAD{separators.element}", frame.first, frame.last)
    )


def _interactive(envelope: Envelope) -> bool:
    """Whether a list is a request that waits for its answer: UNB says so, or all references are one value and no group is used."""
    one = len({envelope.control_reference, envelope.message_reference, envelope.common_access_reference}) == 1
    return "IAPI" in envelope.application_reference.upper() or (one and not envelope.group and bool(envelope.message_reference))


def _part(unh: Sequence[Sequence[str]]) -> Part | None:
    """Which part of a list in several messages this is (S010); None where UNH does not say."""
    number, flag = value(unh, 4), value(unh, 4, 1).upper()
    if not number.isdecimal() or len(number) > 4:
        return None
    return Part(int(number), first=flag == "C" or int(number) == 1, last=flag == "F")


def _count_faults(stretch: Stretch, frame: Framed, fields: Fields, unh: Sequence[Sequence[str]]) -> Iterator[Fault]:
    """Whether UNT counts and names the message rightly."""
    if frame.tail is None:
        if unh and frame.last < stretch.last:
            yield fault("EDI-UNT-MISSING", "UNT", offset=stretch.offset(frame.last))
        return
    unt, offset = fields[frame.tail], stretch.offset(frame.tail.first)
    counted = stretch.count(frame.first, frame.last) + 2
    declared = value(unt, 1)
    if not declared.isdecimal() or int(declared[:9]) != counted:
        yield fault("EDI-COUNT", "UNT", note=f"{counted} segments were counted", offset=offset)
    if unh and value(unt, 2) != value(unh, 1):
        yield fault("EDI-REFERENCE", "UNT", offset=offset)


def _envelope_faults(stretch: Stretch, fields: Fields, messages: int) -> Iterator[Fault]:
    """Whether UNG, UNE and UNZ count and name what they belong to, and whether the interchange ends at all."""
    tags = Counter(service.tag for service in fields)
    unb = next((elements for service, elements in fields.items() if service.tag == "UNB"), [])
    opened = unb  # UNB or UNG, whichever was opened last
    within = _within(fields)
    for service, found in fields.items():
        tag, offset = service.tag, stretch.offset(service.first)
        if found[0][0] != tag:
            yield fault("EDI-TAG-DAMAGED", tag, note=tag, offset=offset)
        if tag == "UNG":
            opened = found
            if (value(found, 2), value(found, 3)) != (value(unb, 2), value(unb, 3)):
                yield fault("EDI-GROUP-ADDRESS", tag, offset=offset)
        elif tag in ("UNE", "UNZ"):
            if value(found, 2) != value(opened if tag == "UNE" else unb, 5):
                yield fault("EDI-REFERENCE", tag, offset=offset)
            if tag == "UNE" and value(found, 1).lstrip("0") != str(within[service]):
                yield fault("EDI-COUNT", tag, note=f"{within[service]} were counted", offset=offset)
            expected = tags["UNG"] or messages
            if tag == "UNZ" and value(found, 1).lstrip("0") != str(expected):
                yield fault("EDI-COUNT", tag, note=f"{expected} were counted", offset=offset)
    yield from _unclosed(stretch, tags)


def _within(services: Iterable[Service]) -> dict[Service, int]:
    """How many messages each UNE closes a group of."""
    found, tags = dict[Service, int](), Counter[str]()
    for service in services:
        if service.tag == "UNG":
            tags.clear()
        elif service.tag == "UNE":
            found[service] = min(tags["UNH"], tags["UNT"]) or max(
                tags["UNH"], tags["UNT"]
            )  # of one that is doubled or lost, the other tells
        tags[service.tag] += 1
    return found


def _unclosed(stretch: Stretch, tags: Mapping[str, int]) -> Iterator[Fault]:
    """Whether what is opened is closed, and what is closed was opened."""
    if not tags["UNZ"]:
        yield fault("EDI-CUT-OFF", "UNZ", offset=stretch.offset(stretch.last - 1) + 1 if stretch.last > stretch.first else None)
    elif tags["UNG"] > tags["UNE"]:
        yield fault(
            "EDI-UNE-MISSING", "UNE", offset=stretch.offset(next(service.first for service in stretch.services if service.tag == "UNZ"))
        )
    elif tags["UNE"] > max(tags["UNG"], 1):
        yield fault(
            "EDI-SERVICE-STRAY", "UNE", offset=stretch.offset([service.first for service in stretch.services if service.tag == "UNE"][-1])
        )
    elif tags["UNE"] > tags["UNG"]:
        yield fault("EDI-UNG-MISSING", "UNG", offset=stretch.offset(stretch.services[0].last))
    if tags["UNZ"] and not stretch.ended:
        yield fault("EDI-END-OPEN", "UNZ", offset=stretch.offset(stretch.last - 1) + 1)
