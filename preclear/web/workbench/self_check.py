"""What a carrier's engineer asks before sending: would this message be read, and what is to be mended? Nothing is kept or counted."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import UploadFile

from preclear import documents, messages
from preclear.clearance.receiving import reading_limits
from preclear.errors import Behind, NotPermitted, PreclearError
from preclear.manifest import Fault, Severity, Span
from preclear.messages import Interchange, Message, form_reading
from preclear.store import carriers
from preclear.web.workbench import faults
from preclear.web.workbench.access import form_token
from preclear.web.workbench.bytes import Line, lines, segments
from preclear.web.workbench.page import fragment
from preclear.web.workbench.visit import Form, Visit, Visiting

MOST_SHOWN = 300  # people, faults and lines of one message that the page shows; beyond it counts
TEXTS = frozenset({"CSV", "JSON"})  # forms whose lines can be shown


@dataclass(frozen=True, slots=True)
class Checked:
    """What one message came to."""

    interchange: Interchange
    told: tuple[tuple[Message, tuple[Fault, ...]], ...]  # each message with all that is wrong in it
    milliseconds: float

    @property
    def found(self) -> tuple[Fault, ...]:
        """Every fault, the gravest first, then as they stand."""
        every = (*self.interchange.faults, *(fault for _, some in self.told for fault in some))
        return tuple(sorted(every, key=lambda fault: list(Severity).index(fault.severity)))


@get("/self-check", name="self_check", sync_to_thread=True)
def self_check(visit: Visiting) -> Response[str]:
    """Show the form."""
    return _page(visit)


@post("/self-check", name="self_check_read", sync_to_thread=True, status_code=200)
def self_check_read(form: Form, visit: Visiting) -> Response[str]:
    """Read a message as it would be read if it were sent, and say what was found. It is not kept, screened or counted."""
    settings = visit.node.settings
    try:
        _admit(visit, str(form.get("key", "")))
        raw = _given(form.get("file"), str(form.get("message", "")))
    except NotPermitted:
        return _page(visit, refused="self-check-no-key", status=403)
    if not raw:
        return _page(visit, refused="self-check-nothing", status=422)
    if len(raw) > settings.max_message_bytes:
        return _page(visit, refused="self-check-too-long", status=413)
    try:
        with visit.node.intake.place():
            checked = check(raw, visit)
    except Behind:
        return _page(visit, refused="self-check-behind", status=429)
    return _page(visit, raw=raw, checked=checked, pasted=str(form.get("message", ""))[: settings.max_message_bytes])


def check(raw: bytes, visit: Visit) -> Checked:
    """Read a message, and its documents as of the day of arrival."""
    begun = time.perf_counter()
    interchange = messages.read(raw, policy=visit.node.sensitive, limits=reading_limits(visit.node.settings))
    told = []
    for message in interchange.messages:
        some = list(message.faults)
        if manifest := message.manifest:
            on = manifest.voyage.arrival_date or visit.now.date()
            some += documents.check_all(manifest, on=on)
        told.append((message, tuple(some)))
    return Checked(interchange, tuple(told), (time.perf_counter() - begun) * 1000)


def _admit(visit: Visit, key: str) -> None:
    """Let officers in, those with a carrier's key, and everybody where the node is open for it."""
    if visit.node.settings.self_check == "open" or visit.officer.id:
        return
    with visit.node.pool.connection() as db:
        if not key.strip() or carriers.of_key(db, key.strip()) is None:
            raise NotPermitted("A carrier's key is needed here")


def _given(file: object, pasted: str) -> bytes:
    """The bytes of a file, or else what was pasted."""
    if isinstance(file, UploadFile) and file.filename:
        return file.file.read()
    return pasted.encode()


def _page(
    visit: Visit, *, raw: bytes = b"", checked: Checked | None = None, pasted: str = "", refused: str | None = None, status: int = 200
) -> Response[str]:
    if visit.node.settings.self_check == "off":
        raise PreclearError("This node has no page for checking messages")
    found = checked.found if checked else ()
    opened = Span(0, len(raw)) if checked else None
    people = sum(len(message.manifest.travellers) for message, _ in checked.told if message.manifest) if checked else 0
    return fragment(
        visit,
        "self_check.html",
        status=status,
        token_of_nobody=form_token(visit.secret, None),
        needs_key=visit.node.settings.self_check != "open" and not visit.officer.id,
        refused=refused,
        pasted=pasted if checked else "",
        checked=checked,
        readable=bool(checked and checked.interchange.readable),
        counts={str(severity): sum(fault.severity is severity for fault in found) for severity in Severity},
        people=people,
        heads=[_head(message, some) for message, some in checked.told] if checked else [],
        found=[faults.told(fault, visit.language, opened) for fault in found[:MOST_SHOWN]],
        more_faults=max(0, len(found) - MOST_SHOWN),
        lines=_lines(raw, checked, found) if checked else [],
        size=len(raw),
        milliseconds=round(checked.milliseconds, 1) if checked else 0,
    )


def _head(message: Message, some: tuple[Fault, ...]) -> dict[str, Any]:
    """One message and its people, for the page."""
    manifest = message.manifest
    leg = manifest.voyage.border if manifest else None
    lacking = {fault.traveller for fault in some if fault.severity is Severity.ERROR}
    people = manifest.travellers if manifest else ()
    return {
        "type": message.type,
        "release": message.release,
        "function": message.function,
        "voyage": manifest.voyage.designator if manifest else None,
        "departure": leg.departure if leg else None,
        "arrival": leg.arrival if leg else None,
        "departs": leg.departs.isoformat(" ", "minutes") if leg and leg.departs else None,
        "more": max(0, len(people) - MOST_SHOWN),
        "answers": len(message.answers),
        "people": [
            {
                "label": manifest.labels[one.ordinal - 1] if manifest and manifest.labels else str(one.ordinal),
                "family_name": one.family_name,
                "given_names": one.given_names,
                "born": str(one.birth_date or ""),
                "sex": one.sex or "",
                "nationality": one.nationality or "",
                "document": " ".join(filter(None, (one.documents[0].type, one.documents[0].number))) if one.documents else "",
                "expires": one.documents[0].expires.isoformat() if one.documents and one.documents[0].expires else "",
                "lacks": one.ordinal in lacking,
            }
            for one in people[:MOST_SHOWN]
        ],
    }


def _lines(raw: bytes, checked: Checked, found: tuple[Fault, ...]) -> list[Line]:
    """The lines of what was sent, with the places of faults marked; of a long one those with a fault. A workbook has none."""
    kind = form_reading.kind(raw)
    if kind == "XLSX" or b"\0" in raw[:200]:
        return []
    marks = [Span(fault.offset, fault.offset + 1) for fault in found if fault.offset is not None]
    every = lines(raw, marks) if kind in TEXTS else segments(raw, marks)
    if len(every) > MOST_SHOWN:
        every = [line for line in every if any(marked for _, marked in line.runs)]
    return every[:MOST_SHOWN] if checked.interchange.messages or kind else every[:40]
