"""CUSRES, the answer: read what an authority or a carrier answered, write ours.

Sources: UN/EDIFACT CUSRES D.05B; *API Response Message Implementation Guide* of WCO, IATA and ICAO (2013).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from preclear.manifest import Fault, Leg, Voyage
from preclear.manifest.faults import fault
from preclear.messages import dates
from preclear.messages.edifact import Body, Stretch, value
from preclear.messages.envelope import Envelope
from preclear.messages.profile import DIALECTS, Dialect, Status
from preclear.messages.writing import Segment, seal

CODES: Mapping[str, str] = {status: codes[0] for status, codes in DIALECTS["Z"].items()}  # as they are written, unless agreed otherwise
STATUSES = {
    "1": "do_not_board",
    "2": "contact",
    "4": "incomplete",
    "8": "error",
    "9": "error",
}  # by first character; "board" is not told so
DOCUMENTS = frozenset({"962", "132", "312"})  # answer; unsolicited; the carrier's acknowledgement of a 132
HEADER = {"accepted": "0", "exception": "1"}
PERSONAL = frozenset({"RFF", "ERC"})  # segments that can begin the result of a person where its ERP is missing
TAGS = frozenset(  # of the message in its directory; goods use more of them than passengers
    {"BGM", "DTM", "FTX", "TDT", "LOC", "GEI", "GIS", "EQD", "SEL", "NAD", "CTA", "COM", "RFF", "ERP", "ERC", "TAX", "MOA", "DOC", "PAC",
     "PCI", "CST", "QTY", "CNT", "AUT", "UNS"}
)  # fmt: skip
TEXT_LENGTH = 512  # of one component of FTX C108, which holds five
RELEASE = "D:05B"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """One result as an answer that was read gives it."""

    reference: str | None  # the person's own reference (ABO, else AVF); of the request (TN) where it is about the whole message
    person: Mapping[str, str | None] | None  # family_name, given_names, document; None: about the whole message
    status: str  # "board", "do_not_board", "contact", "incomplete", "error"; "unknown" never means permission
    code: str  # as sent; several that disagree, a blank between
    text: str | None
    solicited: bool  # False: the authority changed its mind (132)
    references: Mapping[str, str] = field(default_factory=dict)
    transaction: str | None = None  # RFF+TN


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An answer that was read."""

    answers: tuple[Answered, ...]
    document: str | None  # 962, 132, 312
    transaction: str | None  # RFF+TN
    legs: tuple[Leg, ...]  # of the voyage that it is about
    text: str | None  # that stands before the results
    faults: Sequence[Fault]


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
    dialect: Dialect = field(default_factory=lambda: DIALECTS["Z"])  # how statuses are written


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
            case "FTX":
                self.texts += _free(elements)
            case "NAD" if len(elements) > 4:
                self.person |= {"family_name": value(elements, 4) or None, "given_names": " ".join(filter(None, elements[4][1:])) or None}
            case "DOC":
                self.person |= {"document": value(elements, 2) or None}


@dataclass(slots=True)
class Head:
    """What stands before the results, as it comes in."""

    near: date | None
    document: str | None = None
    transaction: str | None = None
    legs: list[dict[str, Any]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def take(self, elements: Sequence[Sequence[str]]) -> None:
        """Take in one segment. A leg of the voyage begins with RFF+AF, or TDT."""
        match elements[0][0], value(elements, 1):
            case "BGM", document:
                self.document = document
            case "RFF", "TN":
                self.transaction = self.transaction or value(elements, 1, 1) or None
            case "FTX", _:
                self.texts += _free(elements)
            case "RFF", "AF":
                self._begin(value(elements, 1, 1))
            case "TDT", _:
                self._begin(value(elements, 2))
            case "DTM", ("189" | "232") as qualifier if self.legs:
                self.legs[-1]["departs" if qualifier == "189" else "arrives"] = dates.moment(value(elements, 1, 1), self.near)[0]
            case "LOC", ("125" | "87" | "92") as qualifier if self.legs:
                ends = qualifier == "87" or (qualifier == "92" and self.legs[-1]["departure"] is not None)
                self.legs[-1]["arrival" if ends else "departure"] = value(elements, 2) or None

    def _begin(self, voyage: str) -> None:
        self.legs.append({"voyage": voyage, "departure": None, "arrival": None})


def read(stretch: Stretch, body: Body, *, near: date | None = None) -> Said:
    """Return what an answer says, and what is wrong with it. ``near`` is the day of the interchange, for years of two digits.

    A result whose ERP is missing begins with the reference that cannot be of the one before: no status goes over to somebody else.
    """
    faults: list[Fault] = []
    head = Head(near)
    groups: list[Group] = []
    for text, start in zip(body.texts, body.starts, strict=True):
        elements = [[c.strip() for c in element] for element in stretch.elements(text)]
        tag = elements[0][0]
        if tag == "ERP":
            groups.append(Group(value(elements, 1), start))
        elif tag in PERSONAL and _begins(groups[-1] if groups else None, elements):
            faults.append(fault("CUS-ERP-MISSING", tag, offset=start))
            groups.append(Group("2" if tag == "RFF" else "", start))
        taking = groups[-1] if groups else head
        taking.take(elements)
        if tag == "BGM" and head.document not in DOCUMENTS:
            faults.append(fault("CUS-DOCUMENT-UNKNOWN", "BGM", offset=start))
        if tag not in TAGS:
            faults.append(fault("EDI-SEGMENT-UNKNOWN", "CUSRES", offset=start))
    if head.document is None:
        faults.append(fault("MSG-BGM-MISSING", "BGM"))
    if not groups and head.document != "312":
        faults.append(fault("CUS-RESULT-MISSING", "ERP"))
    return Said(
        answers=tuple([_answered(group, head.document, head.transaction, faults) for group in groups]),
        document=head.document,
        transaction=head.transaction,
        legs=tuple(Leg(**leg) for leg in head.legs),
        text=" ".join(head.texts) or None,
        faults=faults,
    )


def _begins(before: Group | None, elements: Sequence[Sequence[str]]) -> bool:
    """Whether a segment begins the result of another person than the one before, though no ERP says so."""
    if elements[0][0] == "ERC":
        return before is None
    qualifier, reference = value(elements, 1), value(elements, 1, 1)
    if qualifier not in ("AVF", "ABO"):
        return False
    return (
        before is None
        or before.level == "1"
        or bool(before.codes)
        or (qualifier == "ABO" and before.references.get("ABO", reference) != reference)
    )


def _free(elements: Sequence[Sequence[str]]) -> list[str]:
    """The text of an FTX; where it has none, the code that stands for one."""
    text = [part for part in elements[4] if part] if len(elements) > 4 else []
    return text or [code for code in (value(elements, 3),) if code]


def _answered(group: Group, document: str | None, transaction: str | None, faults: list[Fault]) -> Answered:
    """One result. No code, one that is not known, or several that disagree are no permission."""
    whole = group.level == "1" or (group.level != "2" and not group.references)
    agreed = len({status_of(code) for code in group.codes}) == 1
    code = group.codes[0] if agreed else " ".join(group.codes)
    status = status_of(code) if agreed else "unknown"
    if status == "unknown":
        faults.append(fault("CUS-STATUS-UNKNOWN", "ERC", offset=group.offset))
    reference = group.references.get("ABO") or group.references.get("AVF")
    if not whole and not reference:
        faults.append(fault("CUS-PERSON-UNKNOWN", "ERP", offset=group.offset))
    return Answered(
        reference=(group.references.get("TN") or transaction) if whole else reference,
        person=None if whole else group.person,
        status=status,
        code=code,
        text=" ".join(group.texts) or None,
        solicited=document != "132",
        references=group.references,
        transaction=group.references.get("TN") or transaction,
    )


def status_of(code: str, dialect: Dialect = DIALECTS["Z"]) -> str:
    """Return what a status code says; "unknown" where it is none that is known.

    Permission is told by a known code alone, letter for letter. What refuses, asks or fails is told by its first character too, whatever
    second opinion of the authority follows.

    >>> [status_of(code) for code in ("0Z", "0", "0X", "1X", "2", "3Z", "")]
    ['board', 'board', 'unknown', 'do_not_board', 'contact', 'unknown', 'unknown']
    """
    known = next((status for status, codes in dialect.items() if code in codes), None)
    return known or (STATUSES.get(code[:1], "unknown") if len(code) in (1, 2) else "unknown")


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
        segments += [("ERC", reply.dialect[result.status][0]), *_text(result.text)]
    return _seal(segments, reply.envelope, reply.control, reply.made_at, reply.reference)


def write_faults(
    envelope: Envelope | None,
    faults: Iterable[Fault],
    *,
    control: str,
    made_at: datetime,
    sender: str = "PRECLEAR",
    receiver: str = "",
    dialect: Dialect = DIALECTS["Z"],
) -> bytes:
    """Return the answer to what could not be read: nothing is decided, and what is wrong, so that it can be sent again.

    ``envelope`` is that of the message as far as it was read; None where nothing was, then ``sender`` and ``receiver`` stand in ours.
    """
    envelope = envelope or Envelope(sender=receiver, receiver=sender, message_reference=control)
    texts = [f"{f.code} {f.where}{'' if f.offset is None else f' BYTE {f.offset}'}: {f.detail}" for f in list(faults)[:90]]
    segments: list[Segment] = [("BGM", "962"), ("ERP", "1"), ("ERC", dialect["incomplete"][0])]
    segments += [segment for text in texts for segment in _text(text)]
    return _seal(segments, replace(envelope, type="CUSRES"), control, made_at, None)


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
    version = ("CUSRES", *RELEASE.split(":"), envelope.agency or "UN", envelope.association or "IATA")
    return seal(body, envelope, version, control=control, made_at=made_at, reference=reference)
