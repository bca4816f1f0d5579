"""CUSRES, the answer: read what an authority or a carrier answered, write ours.

Sources: UN/EDIFACT CUSRES D.05B; *API Response Message Implementation Guide* of WCO, IATA and ICAO (2013).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Literal

from preclear.manifest import Fault, Leg, Voyage
from preclear.manifest.faults import fault
from preclear.messages.edifact import Body, Separators, Stretch, value
from preclear.messages.envelope import Envelope

Status = Literal["board", "do_not_board", "contact", "incomplete", "error"]
CODES: Mapping[Status, str] = {"board": "0Z", "do_not_board": "1Z", "contact": "2Z", "incomplete": "4Z", "error": "8Z"}
STATUSES = {"0": "board", "1": "do_not_board", "2": "contact", "4": "incomplete", "8": "error", "9": "error"}  # by first character
DOCUMENTS = frozenset({"962", "132", "312"})  # answer; unsolicited; the carrier's acknowledgement of a 132
HEADER = {"accepted": "0", "exception": "1"}
TEXT_LENGTH = 512  # of one component of FTX C108, which holds five
RELEASE = "D:05B"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One result as an answer that was read gives it."""

    reference: str | None  # the person's own reference (ABO, else AVF); of the request (TN) where it is about the whole message
    person: Mapping[str, str | None] | None  # family_name, given_names, document; None: about the whole message
    status: str  # "board", "do_not_board", "contact", "incomplete", "error"; "unknown" never means permission
    code: str  # as sent
    text: str | None
    solicited: bool  # False: the authority changed its mind (132)
    references: Mapping[str, str] = field(default_factory=dict)
    transaction: str | None = None  # RFF+TN


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What is said about one person."""

    references: Mapping[str, str]  # as the request gave them: AVF, ABO
    status: Status
    text: str | None = None  # the instruction; never why


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer to be written."""

    envelope: Envelope  # of the request
    document: Literal["962", "132"]
    transaction: str | None  # RFF+TN: of the request; our own for a 132
    voyage: Voyage | None
    results: Sequence[Result]
    control: str  # the interchange reference, ours
    made_at: datetime
    reference: str | None = None  # of the message; None: that of the request
    header: Literal["accepted", "exception"] | None = None  # the result for the message as a whole
    text: str | None = None


@dataclass(slots=True)
class Group:
    """One ERP group as it comes in: a result."""

    level: str  # "1" the whole message, "2" one person
    offset: int
    references: dict[str, str] = field(default_factory=dict)
    codes: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    person: dict[str, str | None] = field(default_factory=lambda: {"family_name": None, "given_names": None, "document": None})

    def take(self, elements: Sequence[Sequence[str]]) -> None:
        """Take in one segment of the group."""
        match elements[0][0]:
            case "RFF":
                self.references.setdefault(value(elements, 1), value(elements, 1, 1))
            case "ERC":
                self.codes.append(value(elements, 1))
            case "FTX" if len(elements) > 4:
                self.texts += filter(None, elements[4])
            case "NAD" if len(elements) > 4:
                self.person |= {"family_name": value(elements, 4) or None, "given_names": " ".join(filter(None, elements[4][1:])) or None}
            case "DOC":
                self.person |= {"document": value(elements, 2) or None}


def read(stretch: Stretch, body: Body) -> tuple[tuple[Answered, ...], str | None, str | None, list[Fault]]:
    """Return the results of an answer, its document code (962, 132, 312), its transaction (RFF+TN), and what is wrong with it."""
    faults: list[Fault] = []
    document = transaction = None
    groups: list[Group] = []
    for text, start in zip(body.texts, body.starts, strict=True):
        elements = [[c.strip() for c in element] for element in stretch.elements(text)]
        match elements[0][0], value(elements, 1):
            case "BGM", _:
                document = value(elements, 1)
                if document not in DOCUMENTS:
                    faults.append(fault("CUS-DOCUMENT-UNKNOWN", "BGM", offset=start))
            case "ERP", level:
                groups.append(Group(level, start))
            case "RFF", "TN" if not groups:
                transaction = value(elements, 1, 1) or None
            case _ if groups:
                groups[-1].take(elements)
    if document is None:
        faults.append(fault("MSG-BGM-MISSING", "BGM"))
    if not groups and document != "312":
        faults.append(fault("CUS-RESULT-MISSING", "ERP"))
    return tuple([_answered(group, document, transaction, faults) for group in groups]), document, transaction, faults


def _answered(group: Group, document: str | None, transaction: str | None, faults: list[Fault]) -> Answered:
    """One result. No code, one that is not known, or several that disagree are no permission."""
    whole = group.level == "1" or (group.level != "2" and not group.references)
    code = group.codes[0] if group.codes else ""
    agreed = len({code[:1] for code in group.codes}) == 1 and len(code) in (1, 2)
    status = STATUSES.get(code[:1], "unknown") if agreed else "unknown"
    if status == "unknown":
        faults.append(fault("CUS-STATUS-UNKNOWN", "ERC", offset=group.offset))
    reference = group.references.get("ABO") or group.references.get("AVF")
    if not whole and not reference:
        faults.append(fault("CUS-PERSON-UNKNOWN", "ERP", offset=group.offset))
    return Answered(
        reference=transaction if whole else reference,
        person=None if whole else group.person,
        status=status,
        code=code,
        text=" ".join(group.texts) or None,
        solicited=document != "132",
        references=group.references,
        transaction=transaction,
    )


def write(reply: Reply) -> bytes:
    """Return the answer as bytes: separators, envelope style and references as in the request.

    ``962`` answers a request and echoes its references; ``132`` says on our own account that an earlier answer no longer holds.
    """
    segments: list[Segment] = [("BGM", reply.document)]
    if reply.transaction:
        segments.append(("RFF", ("TN", reply.transaction)))
    for leg in reply.voyage.legs if reply.voyage else ():
        segments += _leg(leg, border=leg is reply.voyage.border if reply.voyage else False)
    if reply.header:
        segments += [("ERP", "1"), ("ERC", HEADER[reply.header]), *_text(reply.text)]
    for result in reply.results:
        segments.append(("ERP", "2"))
        segments += [("RFF", (qualifier, result.references[qualifier])) for qualifier in ("AVF", "ABO") if result.references.get(qualifier)]
        segments += [("ERC", CODES[result.status]), *_text(result.text)]
    return _seal(segments, reply.envelope, reply.control, reply.made_at, reply.reference)


def write_faults(
    envelope: Envelope | None, faults: Iterable[Fault], *, control: str, made_at: datetime, sender: str = "PRECLEAR", receiver: str = ""
) -> bytes:
    """Return the answer to what could not be read: nothing is decided, and what is wrong, so that it can be sent again.

    ``envelope`` is that of the message as far as it was read; None where nothing was, then ``sender`` and ``receiver`` stand in ours.
    """
    envelope = envelope or Envelope(sender=receiver, receiver=sender, message_reference=control)
    texts = [f"{f.code} {f.where}{'' if f.offset is None else f' BYTE {f.offset}'}: {f.detail}" for f in list(faults)[:90]]
    segments: list[Segment] = [("BGM", "962"), ("ERP", "1"), ("ERC", CODES["incomplete"])]
    segments += [segment for text in texts for segment in _text(text)]
    return _seal(segments, replace(envelope, type="CUSRES"), control, made_at, None)


Segment = tuple[str | tuple[str, ...], ...]  # the tag, then elements; an element of several components is a tuple


def _leg(leg: Leg, *, border: bool) -> Iterator[Segment]:
    yield "RFF", ("AF", leg.voyage)
    for qualifier, moment in (("189", leg.departs), ("232", leg.arrives)):
        if moment:
            yield "DTM", (qualifier, f"{moment:%y%m%d%H%M}", "201")
    for qualifier, place in (("125" if border else "92", leg.departure), ("87" if border else "92", leg.arrival)):
        if place:
            yield "LOC", qualifier, place


def _text(text: str | None) -> list[Segment]:
    """The instruction, in components of 512 characters, broken at blanks; five at most."""
    lines: list[str] = []
    for word in (text or "").split():
        for piece in (word[n : n + TEXT_LENGTH] for n in range(0, len(word), TEXT_LENGTH)):
            if lines and len(lines[-1]) + 1 + len(piece) <= TEXT_LENGTH:
                lines[-1] += f" {piece}"
            else:
                lines.append(piece)
    return [("FTX", "AAP", "", "", tuple(lines[:5]))] if lines else []


def _seal(body: Sequence[Segment], envelope: Envelope, control: str, made_at: datetime, reference: str | None) -> bytes:
    """Put segments into the envelope that mirrors the request's, and turn them into bytes."""
    stamp = (f"{made_at:%y%m%d}", f"{made_at:%H%M}")
    ours, theirs = (envelope.receiver, envelope.receiver_qualifier), (envelope.sender, envelope.sender_qualifier)
    number = reference or envelope.message_reference or control
    access = reference or envelope.common_access_reference or number
    version = (*RELEASE.split(":"), envelope.agency or "UN", envelope.association or "IATA")
    head: list[Segment] = [("UNB", tuple(envelope.syntax.split(":")), ours, theirs, stamp, control, "", envelope.application_reference)]
    tail: list[Segment] = [("UNZ", "1", control)]
    if envelope.group:
        ours = (envelope.group_receiver, envelope.group_receiver_qualifier)
        theirs = (envelope.group_sender, envelope.group_sender_qualifier)
        head.append(("UNG", "CUSRES", ours, theirs, stamp, "1", version[2], version[:2]))
        tail.insert(0, ("UNE", "1", "1"))
    head.append(("UNH", number, ("CUSRES", *version), access, ("01", "F")))
    tail.insert(0, ("UNT", str(len(body) + 2), number))
    s = envelope.separators
    end = s.terminator + ("\n" if envelope.lines and s.terminator != "\n" else "")
    advice = (
        f"UNA{s.component}{s.element}{s.decimal}{s.release or ' '}{s.repetition or ' '}{end}"
        if envelope.advised or s != Separators()
        else ""
    )
    text = advice + "".join(_write(segment, envelope) + end for segment in (*head, *body, *tail))
    return text.encode(envelope.charset, "replace")


def _write(segment: Segment, envelope: Envelope) -> str:
    """One segment: trailing empty components and elements left out, characters that have a meaning released."""
    s = envelope.separators
    elements = []
    for element in segment:
        components = [s.escape(_plain(c, envelope.charset)) for c in ((element,) if isinstance(element, str) else element)]
        elements.append(_trim(components, s.component))
    return _trim(elements, s.element)


def _trim(parts: list[str], separator: str) -> str:
    while parts and not parts[-1]:
        parts.pop()
    return separator.join(parts)


def _plain(value: str, charset: str) -> str:
    """A value in the characters of the request's character set; letters beyond it lose their marks, control characters are blanks."""
    return "".join(c if _fits(c, charset) else _bare(c, charset) for c in "".join(c if c.isprintable() else " " for c in value))


def _bare(character: str, charset: str) -> str:
    """A character without its marks; a blank where that does not fit either."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    return bare if bare and _fits(bare, charset) else " "


def _fits(value: str, charset: str) -> bool:
    try:
        value.encode(charset)
    except UnicodeEncodeError:
        return False
    return True
