"""Bytes -> messages: the envelope (UNB, UNG, UNH) and, by type, what each message says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from preclear.manifest import Fault, Manifest, Part
from preclear.manifest.faults import fault
from preclear.messages import cusres, dates, edifact, paxlst, paxlst_us
from preclear.messages.cusres import Answered
from preclear.messages.edifact import Stretch, value
from preclear.messages.envelope import Envelope
from preclear.messages.paxlst import Body

KNOWN = frozenset({"PAXLST", "CUSRES", "PNRGOV", "ACKRES", "GOVREQ", "CONTRL", "CUSCAR", "CUSREP", "APERAK", "IFTMIN"})
BY_DOCUMENT = {"745": "PAXLST", "250": "PAXLST", "266": "PAXLST", "336": "PAXLST", "962": "CUSRES", "132": "CUSRES", "312": "CUSRES"}
OTHERS = (  # what is no EDIFACT, by how it begins
    ("XML", re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<[?!A-Za-z]")),
    ("BSM", re.compile(rb"(?:^|[\r\n\x02])\s*BSM\s*[\r\n]")),
    ("BPM", re.compile(rb"(?:^|[\r\n\x02])\s*BPM\s*[\r\n]")),
    ("BTM", re.compile(rb"(?:^|[\r\n\x02])\s*BTM\s*[\r\n]")),
    ("BUM", re.compile(rb"(?:^|[\r\n\x02])\s*BUM\s*[\r\n]")),
    ("JSON", re.compile(rb'\A(?:\xef\xbb\xbf)?\s*\{\s*["}]')),
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
    faults: tuple[Fault, ...] = ()
    envelope: Envelope

    @property
    def readable(self) -> bool:
        """Whether it is of a type that is read, so that its content is known."""
        return self.manifest is not None or self.type == "CUSRES"


@dataclass(frozen=True, slots=True)
class Interchange:
    """What was received: its messages, and what is wrong around them."""

    messages: tuple[Message, ...]
    faults: tuple[Fault, ...]

    @property
    def readable(self) -> bool:
        """Whether at least one message was read."""
        return any(message.readable for message in self.messages)


def read(raw: bytes) -> Interchange:
    """Return every message in some bytes, whatever stands around them. Never raises."""
    stretches, faults = edifact.parts(raw)
    messages: list[Message] = []
    for stretch in stretches:
        faults += stretch.faults
        messages += _messages(stretch, len(messages), faults)
    if not messages:
        faults.append(_other(raw))
    return Interchange(tuple(messages), tuple(faults))


def _other(raw: bytes) -> Fault:
    """Why nothing was read: a kind of message that is not read yet, or nothing that is known."""
    kind = next((name for name, beginning in OTHERS if beginning.search(raw[:4000])), None)
    return fault("MSG-TYPE-NOT-READ", "the whole", note=kind, offset=0) if kind else fault("MSG-UNREADABLE", "the whole", offset=0)


class Framed(NamedTuple):
    """The segments of one message, and the service segments around them, as indexes into the stretch."""

    group: int | None
    head: int | None  # UNH; None: it is lost
    first: int
    last: int  # behind the last segment of the body
    tail: int | None  # UNT


def _frames(services: Sequence[tuple[int, str]], count: int) -> Iterator[Framed]:
    """Part an interchange into messages. A lost UNT ends at the next service segment; a body with no UNH is still one."""
    group: int | None = None
    head: int | None = None
    first = 0
    for index, tag in [*services, (count, "")]:
        if tag == "UNB":
            group, head, first = None, None, index + 1
            continue
        if head is not None or index > first:
            yield Framed(group, head, first, index, index if tag == "UNT" else None)
        group = index if tag == "UNG" else None if tag == "UNE" else group
        head = index if tag == "UNH" else None
        first = index + 1


def _messages(stretch: Stretch, before: int, faults: list[Fault]) -> list[Message]:
    """The messages of one interchange; what is wrong with the interchange goes to ``faults``."""
    services = list(stretch.services())
    fields = {index: stretch.elements(stretch.texts[index]) for index, _ in services}
    unb = next((fields[index] for index, tag in services if tag == "UNB"), [])
    if not unb:
        faults.append(fault("EDI-UNB-MISSING", "UNB", offset=stretch.starts[0] if stretch.starts else 0))
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
    )
    frames = list(_frames(services, len(stretch.texts)))
    messages = [
        _message(stretch, frame, fields, base, prepared=prepared, number=before + n)
        for n, frame in enumerate(frames, 1)
        if frame.head is not None or _body_has_type(stretch, frame)
    ]
    faults += _envelope_faults(stretch, services, fields, len(messages))
    return messages


def _document(stretch: Stretch, frame: Framed) -> str:
    """The document name code of a message's BGM."""
    tag = f"BGM{stretch.separators.element}"
    text = next((text for text in stretch.texts[frame.first : frame.last] if text.startswith(tag)), "")
    return value(stretch.elements(text), 1) if text else ""


def _body_has_type(stretch: Stretch, frame: Framed) -> bool:
    """Whether segments without a UNH are surely a message of a kind that is read."""
    return _document(stretch, frame) in BY_DOCUMENT


def _message(
    stretch: Stretch, frame: Framed, fields: dict[int, list[list[str]]], base: Envelope, *, prepared: datetime | None, number: int
) -> Message:
    """One message: its envelope, and what it says if its type is read."""
    faults: list[Fault] = []
    unh = fields.get(frame.head, []) if frame.head is not None else []
    ung = fields.get(frame.group, []) if frame.group is not None else []
    type_ = value(unh, 2).upper()
    start = stretch.starts[frame.head if frame.head is not None else frame.first]
    if type_ not in KNOWN:
        guess = BY_DOCUMENT.get(_document(stretch, frame), "")
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
    body = Body(stretch.texts[frame.first : frame.last], stretch.starts[frame.first : frame.last])
    end = stretch.starts[frame.last] if frame.last < len(stretch.starts) else _end(stretch)
    manifest: Manifest | None = None
    answers: tuple[Answered, ...] = ()
    function: str | None = None
    transaction: str | None = None
    if type_ == "PAXLST" and envelope.release == "001:000":
        manifest, found = paxlst_us.read(stretch, body, end=end, prepared=prepared, part=_part(unh))
    elif type_ == "PAXLST":
        manifest, _, found = paxlst.read(stretch, body, end=end, interactive=_interactive(envelope), prepared=prepared, part=_part(unh))
    elif type_ == "CUSRES":
        answers, function, transaction, found = cusres.read(stretch, body)
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
        faults=(*faults, *found),
        envelope=envelope,
    )


def _end(stretch: Stretch) -> int:
    """The offset behind the last segment."""
    return stretch.at(stretch.starts[-1], max(len(stretch.texts[-1]) - 1, 0)) + 1


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


def _count_faults(stretch: Stretch, frame: Framed, fields: dict[int, list[list[str]]], unh: Sequence[Sequence[str]]) -> Iterator[Fault]:
    """Whether UNT counts and names the message rightly."""
    if frame.tail is None:
        if unh and frame.last < len(stretch.texts):
            yield fault("EDI-UNT-MISSING", "UNT", offset=stretch.starts[frame.last])
        return
    unt, offset = fields[frame.tail], stretch.starts[frame.tail]
    counted = frame.last - frame.first + 2
    declared = value(unt, 1)
    if not declared.isdecimal() or int(declared[:9]) != counted:
        yield fault("EDI-COUNT", "UNT", note=f"{counted} segments were counted", offset=offset)
    if unh and value(unt, 2) != value(unh, 1):
        yield fault("EDI-REFERENCE", "UNT", offset=offset)


def _envelope_faults(
    stretch: Stretch, services: Sequence[tuple[int, str]], fields: dict[int, list[list[str]]], messages: int
) -> Iterator[Fault]:
    """Whether UNG, UNE and UNZ count and name what they belong to, and whether the interchange ends at all."""
    tags = [tag for _, tag in services]
    unb = next((fields[index] for index, tag in services if tag == "UNB"), [])
    opened = unb  # UNB or UNG, whichever was opened last
    for index, tag in services:
        found, offset = fields[index], stretch.starts[index]
        if found[0][0] != found[0][0].strip():
            yield fault("EDI-TAG-DAMAGED", tag, note=tag, offset=offset)
        if tag == "UNG":
            opened = found
            if (value(found, 2), value(found, 3)) != (value(unb, 2), value(unb, 3)):
                yield fault("EDI-GROUP-ADDRESS", tag, offset=offset)
        elif tag in ("UNE", "UNZ"):
            if value(found, 2) != value(opened if tag == "UNE" else unb, 5):
                yield fault("EDI-REFERENCE", tag, offset=offset)
            expected = tags.count("UNG") or messages
            if tag == "UNZ" and value(found, 1).lstrip("0") != str(expected):
                yield fault("EDI-COUNT", tag, note=f"{expected} were counted", offset=offset)
    if "UNZ" not in tags:
        yield fault("EDI-CUT-OFF", "UNZ", offset=_end(stretch) if stretch.texts else None)
    elif "UNG" in tags and "UNE" not in tags:
        yield fault("EDI-UNE-MISSING", "UNE")
