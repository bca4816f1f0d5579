"""GOVREQ: a state asks a carrier for bookings, of a flight, under a locator, or of a person.

The guide leaves most of it to the partners, so it is read by tag: what is asked about is gathered, whatever the order.

Source: IATA *PNRGOV EDIFACT Implementation Guide*, GOVREQ message.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from preclear.manifest import Fault
from preclear.manifest.booking import Locator
from preclear.manifest.faults import fault
from preclear.messages import sensitive
from preclear.messages.edifact import Body, Stretch, value
from preclear.messages.pnrgov import moment
from preclear.messages.sensitive import Sensitive

# What is asked for (MSG 1225), in the words of the PADIS code set: 43 flight report, 77 record locator request. The others are those of
# PNRGOV and ACKRES, which senders repeat here. Any other code stays as sent.
ACTIONS = {"43": "flight report", "77": "locator request", "22": "push", "141": "update", "23": "acknowledgement"}

KNOWN = frozenset({"MSG", "ORG", "TVL", "RCI", "TIF", "DAT", "SSR", "IFT", "SRC", "EQN", "ADD", "FTI", "FOP", "REF", "TKT"})
NUMBER = 3  # part of a DOCS in which the document's number stands: /type/issuer/number


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFlight:
    """A flight whose bookings are asked for."""

    voyage: str
    departure: str | None = None
    arrival: str | None = None
    departs: datetime | None = None  # naive: local time at `departure`


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPerson:
    """Somebody whose bookings are asked for."""

    family_name: str
    given_names: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requested:
    """What a state asks for."""

    action: str  # "flight report", "locator request", or the code as sent
    office: str | None = None  # who asks, as ORG says
    flights: tuple[AskedFlight, ...] = ()
    locators: tuple[Locator, ...] = ()
    people: tuple[AskedPerson, ...] = ()
    documents: tuple[str, ...] = ()  # numbers
    since: datetime | None = None
    texts: tuple[str, ...] = ()
    reference: str | None = None  # common access reference, to be echoed


def read(
    stretch: Stretch, body: Body, reference: str, *, near: date | None, policy: Sensitive | None = None
) -> tuple[Requested, list[Fault]]:
    """Return what is asked for, and what is wrong with the message. Never raises."""
    hide = (policy or sensitive.default()).hide
    faults: list[Fault] = []
    said: defaultdict[str, list[list[list[str]]]] = defaultdict(list)  # the segments of each tag
    for text, start in zip(body.texts, body.starts, strict=True):
        e = stretch.elements(text)
        tag = e[0][0].strip().upper()
        said[tag].append(e)
        if tag not in KNOWN:
            faults.append(fault("EDI-SEGMENT-UNKNOWN", "GOVREQ", offset=start))
    code = next((value(e, 1, 1) or value(e, 1) for e in said["MSG"]), "")
    office = next((" ".join(filter(None, (value(e, 1), value(e, 1, 1), value(e, 2), value(e, 3)))) for e in said["ORG"]), "")
    documents = [next((c for c in e[1] if "/" in c), "").split("/") for e in said["SSR"] if len(e) > 1]
    found = Requested(
        action=ACTIONS.get(code, code),
        office=office or None,
        flights=tuple(_flight(e, near) for e in said["TVL"]),
        locators=tuple(
            Locator(carrier=value(e, n), reference=value(e, n, 1)) for e in said["RCI"] for n in range(1, len(e)) if value(e, n, 1)
        ),
        people=tuple(AskedPerson(family_name=value(e, 1), given_names=value(e, 2)) for e in said["TIF"]),
        documents=tuple(fields[NUMBER].strip() for fields in documents if len(fields) > NUMBER and fields[NUMBER].strip()),
        since=next((moment(value(e, 1, 1), value(e, 1, 2), near) for e in said["DAT"]), None),
        texts=tuple(hide(part.strip()) for e in said["IFT"] for element in e[2:] for part in element if part.strip()),
        reference=reference or None,
    )
    if not code:
        faults.append(fault("PNR-HEADER-MISSING", "MSG", note="MSG"))
    if not (found.flights or found.locators or found.people or found.documents):
        faults.append(fault("PNR-REQUEST-EMPTY", "GOVREQ", offset=body.starts[0] if body.starts else None))
    return found, faults


def _flight(e: Sequence[Sequence[str]], near: date | None) -> AskedFlight:
    return AskedFlight(
        voyage=f"{value(e, 4)}{value(e, 5)}",
        departure=value(e, 2) or None,
        arrival=value(e, 3) or None,
        departs=moment(value(e, 1), value(e, 1, 1), near),
    )
