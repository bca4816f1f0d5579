"""CONTRL, the syntax and service report: that an interchange came, whether it could be read, and if not, where not.

Source: ISO 9735, service message CONTRL; code lists 0083 (action) and 0085 (syntax error).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from preclear.manifest import Fault
from preclear.manifest.faults import fault
from preclear.messages.edifact import Body, Stretch, value
from preclear.messages.envelope import Envelope
from preclear.messages.writing import Segment, seal

Action = Literal["acknowledged", "rejected", "received", "unknown"]
ACTIONS: Mapping[str, Action] = {"4": "rejected", "7": "acknowledged", "8": "received"}  # 0083; what is none of them acknowledges nothing
REJECTED, ACKNOWLEDGED = "4", "7"
ERRORS: Mapping[str, str] = {  # 0085, of our own faults
    "EDI-UNB-MISSING": "13", "EDI-UNH-MISSING": "13", "EDI-UNT-MISSING": "13", "EDI-UNE-MISSING": "13", "EDI-CUT-OFF": "13",
    "EDI-UNH-DAMAGED": "12", "EDI-TAG-DAMAGED": "12", "EDI-REFERENCE": "28", "EDI-COUNT": "29", "EDI-CHARSET": "21",
    "MSG-TYPE-UNKNOWN": "12", "MSG-TYPE-NOT-READ": "12", "MSG-SENDER-UNKNOWN": "23", "MSG-BGM-MISSING": "13", "MSG-NOT-EXPECTED": "15",
}  # fmt: skip
UNSPECIFIED = "18"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What a report says of an interchange, or of one message in it."""

    interchange: str  # its control reference, 0020
    message: str | None  # the message's reference, 0062; None: the interchange as a whole
    action: Action
    error: str | None  # 0085
    places: tuple[str, ...] = ()  # where it is wrong: "segment 4", "segment 4, element 2.1"


def read(stretch: Stretch, body: Body) -> tuple[tuple[Reported, ...], list[Fault]]:
    """Return what a report says, and what is wrong with it."""
    faults: list[Fault] = []
    reports: list[Reported] = []
    interchange, segment = "", ""
    for text, start in zip(body.texts, body.starts, strict=True):
        elements = [[c.strip() for c in element] for element in stretch.elements(text)]
        match elements[0][0].upper():
            case "UCI":
                interchange = value(elements, 1)
                reports.append(_reported(interchange, None, value(elements, 4), value(elements, 5)))
            case "UCM" if reports:
                reports.append(_reported(interchange, value(elements, 1), value(elements, 3), value(elements, 4)))
            case "UCS" if reports:
                segment = f"segment {value(elements, 1)}"
                reports[-1] = _placed(reports[-1], segment, value(elements, 2))
            case "UCD" if reports:
                place = ".".join(filter(None, (value(elements, 2), value(elements, 2, 1))))
                reports[-1] = _placed(reports[-1], f"{segment}, element {place}", value(elements, 1))
        if elements[0][0].upper() in {"UCI", "UCM"} and reports and reports[-1].action == "unknown":
            faults.append(fault("CTL-ACTION-UNKNOWN", elements[0][0].upper(), offset=start))
    if not reports:
        faults.append(fault("CTL-UCI-MISSING", "UCI"))
    return tuple(reports), faults


def _reported(interchange: str, message: str | None, action: str, error: str) -> Reported:
    return Reported(interchange=interchange, message=message, action=ACTIONS.get(action, "unknown"), error=error or None)


def _placed(one: Reported, place: str, error: str) -> Reported:
    return replace(one, places=(*one.places, place), error=one.error or error or None)


def write(
    envelope: Envelope,
    messages: Sequence[tuple[Envelope, Iterable[Fault] | None]],
    faults: Iterable[Fault] = (),
    *,
    control: str,
    made_at: datetime,
) -> bytes:
    """Return the report on one interchange: acknowledged, but for the messages that come with faults here, which are rejected.

    ``envelope`` is that of the interchange; ``messages`` are the envelopes of its messages, each with None where it was read. An
    interchange of which nothing was read is rejected as a whole, for the first of ``faults`` that is an error of syntax.
    """
    whole = any(wrong is None for _, wrong in messages)
    sender, receiver = (envelope.sender, envelope.sender_qualifier), (envelope.receiver, envelope.receiver_qualifier)
    uci: Segment = ("UCI", envelope.control_reference, sender, receiver, ACKNOWLEDGED if whole else REJECTED)
    body: list[Segment] = [uci if whole else (*uci, _error(faults))]
    for each, wrong in messages:
        kind = (each.type, *each.release.split(":"), each.agency)
        if wrong is not None:
            body.append(("UCM", each.message_reference, kind, REJECTED, _error(wrong)))
        elif whole:
            body.append(("UCM", each.message_reference, kind, ACKNOWLEDGED))
    version = ("CONTRL", "4", "1", "UN") if envelope.syntax.endswith((":4", ":5")) else ("CONTRL", "D", "3", "UN")
    bare = replace(envelope, message_reference=control[:14], common_access_reference="")
    return seal(body, bare, version, control=control, made_at=made_at, group=False)


def _error(faults: Iterable[Fault]) -> str:
    return next((ERRORS[one.code] for one in faults if one.code in ERRORS), UNSPECIFIED)
