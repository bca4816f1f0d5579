"""Carriers, what is agreed with each, and their keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Literal, get_args

import msgspec
from psycopg.errors import CheckViolation, UniqueViolation
from psycopg.rows import class_row

from preclear.audit import Event
from preclear.errors import Conflict, NotFound, PreclearError
from preclear.manifest import Mode
from preclear.messages import STANDARD, Profile
from preclear.store import events, sql
from preclear.store.keys import Key, hashed, new
from preclear.store.pool import Database
from preclear.store.records import jsonb, read

SQL = sql.load("carriers")


Duty = Literal["duty", "technical", "data"]
TRANSPORTS = ("http", "folder", "page")  # ways on which a message comes in; what SFTP and gateways put down comes as a file
AGREED = ("name", "mode", "answers", "referred", "answer_minutes", "callback_url", "contact", "contacts", "transports", "profile")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Whom to call at a carrier: its duty desk, its engineers, or who answers for its data."""

    duty: Duty
    name: str
    phone: str = ""
    mail: str = ""

    def __post_init__(self) -> None:
        if self.duty not in get_args(Duty):
            raise PreclearError(f"a contact's duty is one of {', '.join(get_args(Duty))}, not {self.duty}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traffic:
    """What goes on with a carrier, in counts."""

    carrier_id: str
    last_at: datetime | None  # of its messages
    day: int  # messages in the last day
    unreadable: int  # of them
    waiting: int  # answers that it has not acknowledged
    oldest: datetime | None  # of them
    escalated: int  # of them
    keys: int


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
    contacts: tuple[Contact, ...] = ()
    transports: tuple[str, ...] = TRANSPORTS
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


def agree(db: Database, carrier: Carrier, *, by: str, now: datetime) -> tuple[str, ...]:
    """Put new terms in place of those that were agreed with a carrier, and return the names of what changed.

    Raises ``NotFound``, ``Conflict`` for a closed one, ``PreclearError`` for terms that do not fit.
    """
    before = find(db, carrier.id)
    if before.closed_at:
        raise Conflict(f"carrier {carrier.id} is closed")
    changed = tuple(name for name in AGREED if getattr(before, name) != getattr(carrier, name))
    if changed:
        try:
            with db.transaction():
                db.execute(SQL["agree"], _columns(carrier))
        except CheckViolation as error:
            raise PreclearError(f"carrier {carrier.id}: does not fit ({error.diag.constraint_name})") from error
        events.write(db, Event("carrier.agreed", by, carrier.actor, detail={"changed": changed}), at=now)
    return changed


def terms(said: Mapping[str, Any], carrier: Carrier) -> Carrier:
    """Return a carrier under terms as people write them, those left out as they are. Raises ``PreclearError``, naming what does not fit."""
    try:
        words = msgspec.convert(dict(said), Terms, strict=True)
        kept = {name: getattr(carrier, name) for name in AGREED}
        given = {name: value for name in AGREED if (value := getattr(words, name)) is not msgspec.UNSET}
        if "profile" in given:
            known = {each.name for each in fields(Profile)}
            if unknown := set(given["profile"]) - known:
                raise PreclearError(f"profile: there is no {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}")
            given["profile"] = msgspec.convert(given["profile"], Profile)
        return replace(carrier, **kept | given)
    except msgspec.ValidationError as error:
        raise PreclearError(f"these are no terms: {error}") from error


class Terms(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """What a file of terms may say."""

    name: str | msgspec.UnsetType = msgspec.UNSET
    mode: Mode | msgspec.UnsetType = msgspec.UNSET
    answers: Literal["now", "later"] | msgspec.UnsetType = msgspec.UNSET
    referred: Literal["contact", "hold"] | msgspec.UnsetType = msgspec.UNSET
    answer_minutes: int | msgspec.UnsetType = msgspec.UNSET
    callback_url: str | msgspec.UnsetType | None = msgspec.UNSET
    contact: str | msgspec.UnsetType | None = msgspec.UNSET
    contacts: tuple[Contact, ...] | msgspec.UnsetType = msgspec.UNSET
    transports: tuple[Literal["http", "folder", "page"], ...] | msgspec.UnsetType = msgspec.UNSET
    profile: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET


def keys(db: Database, carrier_id: str) -> tuple[Key, ...]:
    """Return the keys of a carrier, ended ones last."""
    with db.cursor(row_factory=class_row(Key)) as cursor:
        return tuple(cursor.execute(SQL["keys"], {"id": carrier_id}).fetchall())


def revoke(db: Database, carrier_id: str, label: str, *, by: str, now: datetime) -> None:
    """End the keys of a carrier that bear a label. Raises ``NotFound`` where it has none of this label."""
    if db.execute(SQL["revoke_key"], {"id": carrier_id, "label": label, "now": now}).fetchone() is None:
        raise NotFound(f"carrier {carrier_id} has no key {label}")
    events.write(db, Event("carrier.key_revoked", by, f"carrier:{carrier_id}", detail={"label": label}), at=now)


def used(db: Database, key: str, *, now: datetime) -> None:
    """Note that a key was used; to the day."""
    db.execute(SQL["use_key"], {"hash": hashed(key), "now": now})


def traffic(db: Database, *, now: datetime) -> tuple[Traffic, ...]:
    """Return what goes on with each carrier, closed ones last."""
    return tuple(Traffic(**dict(zip(Traffic.__slots__, row, strict=True))) for row in db.execute(SQL["traffic"], {"now": now}).fetchall())


def add_key(db: Database, carrier_id: str, label: str, *, by: str, now: datetime) -> str:
    """Give a carrier one more key, and return it: only its hash is kept, so it is seen this once."""
    carrier = find(db, carrier_id)
    if carrier.closed_at:
        raise Conflict(f"carrier {carrier_id} is closed")
    key = new()
    db.execute(SQL["add_key"], {"hash": hashed(key), "carrier": carrier_id, "label": label, "now": now})
    events.write(db, Event("carrier.key_added", by, carrier.actor, detail={"label": label}), at=now)
    return key


def of_key(db: Database, key: str) -> Carrier | None:
    """Return the open carrier that holds a key. Found by the key's hash, so the time it takes tells nothing of any key."""
    row = db.execute(SQL["carrier_of_key"], {"hash": hashed(key)}).fetchone()
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


def _columns(carrier: Carrier) -> dict[str, Any]:
    return {name: getattr(carrier, name) for name in Carrier.__slots__} | {
        "contacts": jsonb(carrier.contacts),
        "transports": list(carrier.transports),
        "profile": jsonb(carrier.profile),
    }


def _carrier(row: tuple[Any, ...]) -> Carrier:
    columns = dict(zip(Carrier.__slots__, row, strict=True))
    return Carrier(
        **columns
        | {
            "mode": Mode(columns["mode"]),
            "contacts": read(tuple[Contact, ...], columns["contacts"]),
            "transports": tuple(columns["transports"]),
            "profile": read(Profile, columns["profile"]),
        }
    )
