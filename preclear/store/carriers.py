"""Carriers, what is agreed with each, and their keys."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from psycopg.errors import CheckViolation, UniqueViolation

from preclear.audit import Event
from preclear.errors import Conflict, NotFound, PreclearError
from preclear.manifest import Mode
from preclear.messages import STANDARD, Profile
from preclear.store import events, sql
from preclear.store.pool import Database
from preclear.store.records import jsonb, read

SQL = sql.load("carriers")
KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """Who sends, and what was agreed with them."""

    id: str
    name: str
    mode: Mode
    answers: Literal["now", "later"] = "now"  # in the response, or by the outbox
    referred: Literal["contact", "hold"] = "contact"  # what is said about a referred person before an officer has looked
    answer_minutes: int = 30  # before departure, by which everyone is answered
    callback_url: str | None = None
    contact: str | None = None
    profile: Profile = STANDARD
    closed_at: datetime | None = None

    @property
    def actor(self) -> str:
        """How events name this carrier."""
        return f"carrier:{self.id}"


def add(db: Database, carrier: Carrier, *, by: str, now: datetime) -> None:
    """Add a carrier. Raises ``Conflict`` when its id is taken."""
    try:
        db.execute(SQL["add_carrier"], _columns(carrier) | {"now": now})
    except UniqueViolation as error:
        raise Conflict(f"there is a carrier {carrier.id} already") from error
    except CheckViolation as error:
        raise PreclearError(f"carrier {carrier.id}: does not fit ({error.diag.constraint_name})") from error
    events.write(db, Event("carrier.added", by, carrier.actor, detail={"mode": carrier.mode}), at=now)


def add_key(db: Database, carrier_id: str, label: str, *, by: str, now: datetime) -> str:
    """Give a carrier one more key, and return it: only its hash is kept, so it is seen this once."""
    carrier = find(db, carrier_id)
    if carrier.closed_at:
        raise Conflict(f"carrier {carrier_id} is closed")
    key = secrets.token_urlsafe(KEY_BYTES)
    db.execute(SQL["add_key"], {"hash": _hash(key), "carrier": carrier_id, "label": label, "now": now})
    events.write(db, Event("carrier.key_added", by, carrier.actor, detail={"label": label}), at=now)
    return key


def of_key(db: Database, key: str) -> Carrier | None:
    """Return the open carrier that holds a key. Found by the key's hash, so the time it takes tells nothing of any key."""
    row = db.execute(SQL["carrier_of_key"], {"hash": _hash(key)}).fetchone()
    return _carrier(row) if row else None


def find(db: Database, carrier_id: str) -> Carrier:
    """Return a carrier. Raises ``NotFound``."""
    row = db.execute(SQL["find_carrier"], {"id": carrier_id}).fetchone()
    if row is None:
        raise NotFound(f"there is no carrier {carrier_id}")
    return _carrier(row)


def all_of_them(db: Database) -> tuple[Carrier, ...]:
    """Return every carrier, closed ones too, by id."""
    return tuple(_carrier(row) for row in db.execute(SQL["all_carriers"]).fetchall())


def close(db: Database, carrier_id: str, *, by: str, now: datetime) -> None:
    """Take no more from a carrier; what it sent stays. Its keys end with it."""
    carrier = find(db, carrier_id)
    db.execute(SQL["close_carrier"], {"id": carrier_id, "now": now})
    db.execute(SQL["revoke_keys"], {"id": carrier_id, "now": now})
    events.write(db, Event("carrier.closed", by, carrier.actor), at=now)


def _hash(key: str) -> bytes:
    return hashlib.sha256(key.encode()).digest()


def _columns(carrier: Carrier) -> dict[str, Any]:
    return {name: getattr(carrier, name) for name in Carrier.__slots__} | {"profile": jsonb(carrier.profile)}


def _carrier(row: tuple[Any, ...]) -> Carrier:
    columns = dict(zip(Carrier.__slots__, row, strict=True))
    return Carrier(**columns | {"mode": Mode(columns["mode"]), "profile": read(Profile, columns["profile"])})
