"""ACKRES, the acknowledgement of a PNRGOV or GOVREQ: read what a partner sent, write ours.

What an application error code (ERC) means is agreed between partners; the guide lists it without more. A code that the partner's profile
does not know is therefore never taken for acceptance.

Source: IATA *PNRGOV EDIFACT Implementation Guide*, acknowledgement message; PADIS data element 9321.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from preclear.manifest import Fault
from preclear.manifest.faults import fault
from preclear.messages.edifact import Body, Stretch, value
from preclear.messages.envelope import Envelope
from preclear.messages.writing import Segment, seal

ACKNOWLEDGEMENT = "23"  # MSG 1225, as in samples of traffic; the lists of 1225 at hand end before it was given
UNABLE = "118"  # PADIS 9321, "System unable to process": the one code of that list that does not blame a single field
TEXT_LENGTH = 70  # of one component of IFT C077
TEXTS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """What an acknowledgement says of the message that it answers."""

    accepted: bool | None  # None: a code stands there whose meaning is the partners' own
    codes: tuple[str, ...]  # ERC, as sent
    texts: tuple[str, ...]  # IFT
    reference: str | None  # common access reference, which echoes that of the message
    locators: tuple[str, ...] = ()  # bookings that it names


def read(stretch: Stretch, body: Body, reference: str) -> tuple[Acknowledged, list[Fault]]:
    """Return what an acknowledgement says, and what is wrong with it. Never raises."""
    faults: list[Fault] = []
    codes, texts, locators, known = list[str](), list[str](), list[str](), False
    for text, start in zip(body.texts, body.starts, strict=True):
        elements = stretch.elements(text)
        match elements[0][0].strip().upper():
            case "MSG":
                known = (value(elements, 1, 1) or value(elements, 1)) == ACKNOWLEDGEMENT
            case "ERC":
                codes += [code for code in (value(elements, n) for n in range(1, len(elements))) if code]
            case "IFT":
                texts += [part.strip() for element in elements[2:] for part in element if part.strip()]
            case "RCI":
                locators += [part for part in (value(elements, n, 1) for n in range(1, len(elements))) if part]
            case "ORG" | "TVL" | "SRC" | "EQN" | "DAT" | "TIF":
                pass
            case _:
                faults.append(fault("EDI-SEGMENT-UNKNOWN", "ACKRES", offset=start))
    if not known:
        faults.append(fault("PNR-ACTION-UNKNOWN", "MSG", offset=body.starts[0] if body.starts else None))
    accepted = None if codes else known or None
    return Acknowledged(
        accepted=accepted, codes=tuple(codes), texts=tuple(texts), reference=reference or None, locators=tuple(locators)
    ), faults


def write(envelope: Envelope, faults: Iterable[Fault], *, control: str, made_at: datetime) -> bytes:
    """Return the acknowledgement of a message: separators, references and version as in the message that it answers.

    Without an error among ``faults`` it was accepted, and no ERC is sent; with one, each is named with its place, so that it can be mended.
    """
    found = [one for one in faults if one.severity == "error"]
    body: list[Segment] = [("MSG", ("", ACKNOWLEDGEMENT))]
    if not found:
        body.append(("IFT", "3", "MESSAGE RECEIVED"))
    else:
        body.append(("ERC", UNABLE))
        for one in found[:TEXTS]:
            where = f"{one.code} {one.where}{'' if one.offset is None else f' BYTE {one.offset}'}"
            body.append(("IFT", "3", where[:TEXT_LENGTH], *_lines(one.detail)))
    major, _, minor = (envelope.release or "13:1").partition(":")
    return seal(body, envelope, ("ACKRES", major, minor or "1", envelope.agency or "IA"), control=control, made_at=made_at)


def _lines(text: str) -> list[str]:
    """A sentence in lines, broken at blanks; three at most."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= TEXT_LENGTH:
            lines[-1] += f" {word}"
        else:
            lines.append(word[:TEXT_LENGTH])
    return lines[:3]
