"""Unreadable messages: what we received and did not understand."""

from __future__ import annotations

from typing import Any

from litestar import Request, Response, get, post
from litestar.params import FromPath

from preclear.manifest import Span
from preclear.messages.masking import masked
from preclear.store import pages, raw_messages
from preclear.store.pages import Unreadable
from preclear.store.pool import Database
from preclear.web.workbench import faults
from preclear.web.workbench.bytes import segments
from preclear.web.workbench.page import fragment, page, see
from preclear.web.workbench.visit import Form, Visit, Visiting


@get("/unreadable", name="messages", sync_to_thread=True)
def messages(visit: Visiting) -> Response[str]:
    """Show the messages that could not be read; those nobody has seen first."""
    with visit.node.pool.connection() as db:
        return page(visit, db, "messages.html", here="messages", messages=[_row(message, visit) for message in pages.unreadable(db)])


@get("/unreadable/{message_id:int}", name="message", sync_to_thread=True)
def message(message_id: FromPath[int], visit: Visiting) -> Response[str]:
    """Show what is wrong with one message. Its bytes stay sealed until somebody says what for."""
    with visit.node.pool.connection() as db:
        return _message(db, pages.unreadable_one(db, message_id), visit)


@post("/unreadable/{message_id:int}/message", name="message_raw", sync_to_thread=True, status_code=200)
def message_raw(message_id: FromPath[int], request: Request[Any, Any, Any], form: Form, visit: Visiting) -> Response[str]:
    """Open an unreadable message, for a stated purpose."""
    purpose = str(form.get("purpose", "")).strip()[:200]
    with visit.node.pool.connection() as db:
        found = pages.unreadable_one(db, message_id)
        raw = _sealed(found, missing=not purpose)
        if purpose:
            received = raw_messages.open_sealed(db, visit.node.vault, message_id, by=visit.officer.actor, purpose=purpose, now=visit.now)
            marks = [Span(fault.offset, fault.offset + 1) for fault in found.found if fault.offset is not None]
            raw |= {"lines": segments(masked(received, visit.node.sensitive), marks), "purpose": purpose}
        if "HX-Request" in request.headers:
            return fragment(visit, "raw.html", raw=raw, received=visit.moment(found.received_at))
        return _message(db, found, visit, raw=raw)


@post("/unreadable/{message_id:int}/seen", name="message_seen", sync_to_thread=True)
def message_seen(message_id: FromPath[int], visit: Visiting) -> Response[None]:
    """Note that an officer looked at it, so that the next shift need not."""
    with visit.node.pool.connection() as db:
        pages.unreadable_one(db, message_id)
        raw_messages.see(db, message_id, visit.officer.id, now=visit.now)
    return see(visit, f"/unreadable/{message_id}")


def _message(db: Database, found: Unreadable, visit: Visit, raw: dict[str, Any] | None = None) -> Response[str]:
    opened = Span(0, found.size) if raw and raw["lines"] else None
    return page(
        visit,
        db,
        "message.html",
        here="messages",
        message=found,
        raw=raw or _sealed(found),
        received=visit.moment(found.received_at),
        seen=visit.moment(found.seen_at) if found.seen_at else None,
        faults=[faults.told(fault, visit.language, opened) for fault in found.found],
    )


def _sealed(found: Unreadable, *, missing: bool = False) -> dict[str, Any]:
    return {
        "lines": None,
        "whole": None,
        "type": None,
        "size": found.size,
        "action": f"/unreadable/{found.id}/message",
        "missing": missing,
        "purpose": "",
    }


def _row(found: Unreadable, visit: Visit) -> dict[str, Any]:
    first = next(iter(found.found), None)
    return {
        "id": found.id,
        "carrier": found.carrier,
        "size": found.size,
        "at": visit.moment(found.received_at),
        "first_fault": first and faults.titled(first, visit.language),
        "first_code": first and first.code,
        "seen_by": found.seen_by,
        "seen": visit.moment(found.seen_at) if found.seen_at else None,
    }
