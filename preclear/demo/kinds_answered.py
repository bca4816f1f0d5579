"""What is answered and asked between a state and its carriers, about an invented list: CUSRES, CONTRL, ACKRES, GOVREQ.

Each function returns the message and what is true of it, in the words of ``read --json``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from random import Random
from typing import Any, NamedTuple

from preclear.demo.kinds_booked import GUIDE
from preclear.demo.messages import Segment, spelled
from preclear.demo.styles import CHARSETS, Style
from preclear.manifest import Manifest, Severity
from preclear.manifest.faults import fault
from preclear.messages import Reply, Result, ackres, contrl, cusres
from preclear.messages.edifact import Separators
from preclear.messages.envelope import Envelope
from preclear.messages.profile import DIALECTS, Status

STATUSES: Mapping[Status, int] = {"board": 90, "contact": 4, "do_not_board": 2, "incomplete": 3, "error": 1}  # how many in a hundred
INSTRUCTION = "CALL THE DUTY DESK + 1 604 555 0142, ROOM 'B'"
REQUESTS = {"43": "flight report", "77": "locator request"}  # MSG 1225


class Said(NamedTuple):
    """A message, and what it says."""

    raw: bytes
    truth: Sequence[dict[str, Any]]


def results(manifest: Manifest, style: Style, random: Random, made_at: datetime) -> Said:
    """Return an answer (CUSRES) to a list, in the separators of its sender and in a dialect of statuses."""
    dialect = DIALECTS[random.choice(tuple(DIALECTS))]
    found = []
    for one in manifest.travellers:
        status = random.choices(tuple(STATUSES), weights=tuple(STATUSES.values()))[0]
        text = None if status == "board" else INSTRUCTION
        found.append(Result(references={k: one.references[k] for k in ("AVF", "ABO")}, status=status, text=text))
    unsolicited = random.random() < 0.5
    reply = Reply(
        envelope=_envelope(manifest, style),
        document="132" if unsolicited else "962",
        transaction=manifest.transaction,
        voyage=manifest.voyage,
        results=found,
        control="PC0000000001",
        made_at=made_at,
        header=None if unsolicited else "accepted",
        dialect=dialect,
    )
    truth = [
        {
            "references": dict(one.references),
            "status": one.status,
            "code": dialect[one.status][0],
            "text": one.text,
            "solicited": not unsolicited,
        }
        for one in found
    ]
    return Said(cusres.write(reply), truth)


def report(manifest: Manifest, style: Style, random: Random, made_at: datetime) -> Said:
    """Return the syntax report (CONTRL) on an interchange of one to three messages, some of which could not be read."""
    envelope = _envelope(manifest, style)
    codes = [random.choice((None, None, "EDI-COUNT", "EDI-UNT-MISSING", "MSG-NOBODY")) for _ in range(random.randint(1, 3))]
    envelopes = [replace(envelope, message_reference=f"PAX{n:03d}") for n in range(1, len(codes) + 1)]
    raw = contrl.write(
        envelope,
        [(each, [fault(code, "UNT")] if code else None) for each, code in zip(envelopes, codes, strict=True)],
        [fault(code, "UNT") for code in codes if code],
        control="PC0000000001",
        made_at=made_at,
    )
    whole = None in codes
    of_all = next((contrl.ERRORS[code] for code in codes if code and code in contrl.ERRORS), contrl.UNSPECIFIED)
    errors = [contrl.ERRORS.get(code, contrl.UNSPECIFIED) if code else None for code in codes]
    actions = [(None, None if whole else of_all), *((each.message_reference, e) for each, e in zip(envelopes, errors, strict=True))]
    truth = [
        {"interchange": envelope.control_reference, "message": message, "action": "rejected" if error else "acknowledged", "error": error}
        for message, error in actions
    ]
    return Said(raw, truth)


def acknowledgement(manifest: Manifest, random: Random, made_at: datetime) -> Said:
    """Return the acknowledgement (ACKRES) of a push of bookings, accepted or refused."""
    envelope = replace(_envelope(manifest, GUIDE), syntax="IATA:1", type="PNRGOV", release="13:1", agency="IA", group=False)
    accepted = random.random() < 0.7
    codes = () if accepted else random.sample(("PNR-HEADER-MISSING", "PNR-COUNT", "PNR-NOBODY", "EDI-CUT-OFF"), k=2)
    faults = [replace(fault(code, "TVL", offset=random.randint(100, 9000)), severity=Severity.ERROR) for code in codes]
    texts = [f"{one.code} {one.where} BYTE {one.offset}" for one in faults] or ["MESSAGE RECEIVED"]
    truth = {
        "accepted": True if accepted else None,
        "codes": [] if accepted else [ackres.UNABLE],
        "texts": texts,
        "reference": envelope.common_access_reference,
    }
    return Said(ackres.write(envelope, faults, control="PC0000000001", made_at=made_at), [truth])


def request(manifest: Manifest, random: Random) -> Said:
    """Return a request (GOVREQ) for the bookings of a flight, or for those of some people or locators on it."""
    leg = manifest.voyage.border
    assert leg is not None
    assert leg.departs is not None
    assert manifest.prepared_at is not None
    carrier = manifest.voyage.carrier or ""
    code = random.choice(tuple(REQUESTS))
    asked = manifest.travellers[:3] if code == "77" else ()
    locators = list(dict.fromkeys(one.references["AVF"] for one in asked))
    papers = [one.documents[0].number for one in asked if one.documents]
    body: list[Segment] = [
        ("MSG", ("", code)),
        ("ORG", ("CAN", "YVR")),
        ("TVL", (f"{leg.departs:%d%m%y}", f"{leg.departs:%H%M}"), leg.departure or "", leg.arrival or "", carrier,
         leg.voyage.removeprefix(carrier)),
        *(("RCI", (carrier, locator)) for locator in locators),
        *(("TIF", one.family_name, one.given_names) for one in asked),
        *(("SSR", ("DOCS", "", "", "", "", "", "", "", f"/P//{paper}")) for paper in papers),
    ]  # fmt: skip
    stamp = (f"{manifest.prepared_at:%y%m%d}", f"{manifest.prepared_at:%H%M}")
    access = f"{leg.departs:%d%m%y/%H%M}/{carrier}/{leg.voyage.removeprefix(carrier)}"
    segments: list[Segment] = [
        ("UNB", ("IATA", "1"), "PRECLEAR", carrier, stamp, "0001"),
        ("UNH", "1", ("GOVREQ", "13", "1", "IA"), access),
        *body,
        ("UNT", str(len(body) + 2), "1"),
        ("UNZ", "1", "0001"),
    ]
    truth = {
        "action": REQUESTS[code],
        "flights": [
            {
                "voyage": leg.voyage,
                "departure": leg.departure,
                "arrival": leg.arrival,
                "departs": leg.departs.isoformat(timespec="minutes"),
            }
        ],
        "locators": locators,
        "people": [{"family_name": one.family_name, "given_names": one.given_names} for one in asked],
        "documents": papers,
        "reference": access,
    }
    return Said(b"".join(spelled(segments, GUIDE)), [truth])


def _envelope(manifest: Manifest, style: Style) -> Envelope:
    """Of the message that is answered."""
    component, element, decimal, release, repetition, terminator = tuple(style.advice)
    return Envelope(
        separators=Separators(
            component=component,
            element=element,
            decimal=decimal,
            release=release,
            repetition=repetition.strip(),
            terminator=terminator,
        ),
        charset=CHARSETS[style.syntax],
        syntax=f"{style.syntax}:4",
        sender=f"{manifest.voyage.carrier}APIS",
        receiver="PRECLEAR",
        control_reference="1",
        message_reference="PAX001",
        type="PAXLST",
        release=style.directory,
        agency="UN",
        common_access_reference=manifest.voyage.designator,
        group=style.group,
    )
