"""Evidence: the bytes as received, sealed, and what became of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from preclear.audit import Event
from preclear.errors import NotFound, NotPermitted
from preclear.manifest import Fault
from preclear.store import events, sql, unmasking
from preclear.store.pool import Database
from preclear.store.records import jsonb, read
from preclear.store.vault import Vault

SQL = sql.load("raw_messages")

Transport = Literal["http", "folder", "page"]
State = Literal["received", "saved", "unreadable"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RawMessage:
    """A message as received, without its bytes."""

    id: int
    carrier_id: str
    transport: Transport
    size: int
    received_at: datetime
    state: State
    type: str | None
    faults: tuple[Fault, ...]
    digest: str  # SHA-256 of the bytes as received

    @property
    def subject(self) -> str:
        """How events name this message."""
        return f"raw_message:{self.id}"


def keep(db: Database, vault: Vault, message: bytes, *, carrier: str, transport: Transport, now: datetime) -> tuple[RawMessage, bool]:
    """Seal a message and keep it, once; return it, and whether the same bytes were kept before.

    Evidence first: the caller commits before anything is answered.
    """
    columns = {
        "carrier": carrier,
        "transport": transport,
        "digest": hashlib.sha256(message).digest(),
        "size": len(message),
        "sealed": vault.seal(message, carrier),
        "now": now,
    }
    row = db.execute(SQL["keep"], columns).fetchone()
    if row is not None:
        kept = _raw_message(row)
        events.write(
            db, Event("raw.received", f"carrier:{carrier}", kept.subject, detail={"size": len(message), "transport": transport}), at=now
        )
        return kept, False
    kept = _raw_message(db.execute(SQL["kept_before"], columns).fetchone())
    events.write(db, Event("raw.repeated", f"carrier:{carrier}", kept.subject, detail={"transport": transport}), at=now)
    return kept, True


def find(db: Database, number: int) -> RawMessage:
    """Return a message. Raises ``NotFound``."""
    return _raw_message(db.execute(SQL["find"], {"id": number}).fetchone())


def open_sealed(db: Database, vault: Vault, number: int, *, by: str, purpose: str, now: datetime) -> bytes:
    """Return the bytes as received, and record who opened them, for what purpose.

    Raises ``NotFound``, also where their time is over; ``NotPermitted`` where they are masked and no order to unmask is in force.
    """
    row = db.execute(SQL["sealed"], {"id": number}).fetchone()
    if row is None:
        raise NotFound("there is no such message")
    carrier, sealed, masked, erased = row
    if erased:
        raise NotFound("The bytes of this message were deleted when their time was over", code="message-erased")
    if masked and not unmasking.opens_message(db, number, now):
        raise NotPermitted("This message is masked: it is opened by an order to unmask its voyage", code="message-masked")
    events.write(db, Event("raw.opened", by, f"raw_message:{number}", purpose), at=now)
    return vault.open(sealed, carrier)


def claim(db: Database, number: int) -> bool:
    """Hold an unsettled message until the transaction ends; False when it is settled. Waits for whoever holds it."""
    row = db.execute(SQL["claim"], {"id": number}).fetchone()
    return row is not None and row[0] == "received"


def settle(
    db: Database, number: int, *, state: Literal["saved", "unreadable"], message_type: str | None, faults: Sequence[Fault], now: datetime
) -> None:
    """Note that a message has had its effect, and of what type it is."""
    db.execute(SQL["settle"], {"id": number, "state": state, "type": message_type, "faults": jsonb(tuple(faults)), "now": now})


def unsettled(db: Database, *, before: datetime, limit: int = 100) -> tuple[int, ...]:
    """Return the messages received before an instant that have not had their effect, oldest first."""
    return tuple(row[0] for row in db.execute(SQL["unsettled"], {"before": before, "limit": limit}).fetchall())


def see(db: Database, number: int, officer: int, *, now: datetime) -> None:
    """Note that an officer looked at an unreadable message."""
    db.execute(SQL["see"], {"id": number, "officer": officer, "now": now})
    events.write(db, Event("raw.seen", f"officer:{officer}", f"raw_message:{number}"), at=now)


def none_yet(db: Database) -> bool:
    """Return whether nothing was ever sealed in this database."""
    return db.execute(SQL["first"]).fetchone() is None


def _raw_message(row: tuple[Any, ...] | None) -> RawMessage:
    if row is None:
        raise NotFound("there is no such message")
    number, carrier, transport, size, received_at, state, kind, faults, digest = row
    return RawMessage(
        id=number,
        carrier_id=carrier,
        transport=transport,
        size=size,
        received_at=received_at,
        state=state,
        type=kind,
        faults=read(tuple[Fault, ...], faults),
        digest=bytes(digest).hex(),
    )
