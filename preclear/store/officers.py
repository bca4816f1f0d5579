"""Officers and their sessions."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from psycopg.errors import CheckViolation, UniqueViolation

from preclear.audit import Event
from preclear.errors import Conflict, NotFound, NotPermitted, PreclearError
from preclear.inspection import Officer, apart
from preclear.store import events, sql
from preclear.store.keys import hashed
from preclear.store.pool import Database
from preclear.store.records import jsonb

SQL = sql.load("officers")
LEAST_PASSWORD = 12  # characters, when an officer is added
TOKEN_BYTES = 32
SESSION_HOURS = 12

Way = Literal["password", "code", "passkey", "recovery", "agency", "demo"]  # how an officer came in; password: before second factors

# Argon2id as the OWASP password storage cheat sheet has it: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)
_HASH_OF_NOBODY = _hasher.hash(secrets.token_urlsafe())  # an unknown login takes as long as a known one


@dataclass(frozen=True, slots=True)
class Session:
    """Who is signed in, and until when if nothing happens."""

    officer: Officer
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Account:
    """An officer as an administrator sees one."""

    officer: Officer
    issuer: str | None  # of the agency's directory; None: a local account
    created_at: datetime
    signed_in_at: datetime | None
    closed_at: datetime | None
    factors: int
    sessions: int


def add(
    db: Database,
    login: str,
    password: str,
    *,
    name: str,
    roles: frozenset[str],
    sites: frozenset[str] = frozenset(),
    language: str = "en",
    by: str,
    now: datetime,
) -> Officer:
    """Add an officer. Raises ``Conflict`` when the login is taken, ``PreclearError`` when something does not fit."""
    _long_enough(password)
    columns = {
        "login": login,
        "name": name,
        "password_hash": _hasher.hash(password),
        "roles": sorted(roles),
        "sites": sorted(sites),
        "language": language,
        "now": now,
    }
    try:
        row = db.execute(SQL["add_officer"], columns).fetchone()
    except UniqueViolation as error:
        raise Conflict(f"there is an officer {login} already") from error
    except CheckViolation as error:
        if both := apart(roles):
            raise PreclearError(f"officer {login}: {both[0]} and {both[1]} are kept apart; nobody has both") from error
        raise PreclearError(f"officer {login}: does not fit ({error.diag.constraint_name})") from error
    officer = _officer(row)
    events.write(db, Event("officer.added", by, officer.actor, detail={"roles": sorted(roles)}), at=now)
    return officer


def admit(
    db: Database,
    *,
    issuer: str,
    subject: str,
    login: str,
    name: str,
    roles: frozenset[str],
    sites: frozenset[str],
    language: str,
    now: datetime,
) -> Officer:
    """Return the officer of an account in the agency's directory, as the directory describes them today: added, or changed to fit.

    Raises ``Conflict`` where a local account has the login, ``PreclearError`` where the duties are kept apart, ``NotPermitted`` where the
    officer was closed here.
    """
    if both := apart(roles):
        raise PreclearError(f"{both[0]} and {both[1]} are kept apart; nobody has both")
    said = {"issuer": issuer, "subject": subject, "login": login, "name": name, "roles": sorted(roles), "sites": sorted(sites)}
    row = db.execute(SQL["officer_of_subject"], said).fetchone()
    if row is None:
        try:
            with db.transaction():
                row = db.execute(SQL["admit_officer"], said | {"language": language, "now": now}).fetchone()
        except UniqueViolation as error:
            raise Conflict("an account of another kind has this user name") from error
        officer = _officer(row)
        events.write(db, Event("officer.added", "agency", officer.actor, detail={"roles": sorted(roles)}), at=now)
        return officer
    if row[-1] is not None:
        raise NotPermitted("this account was closed here")
    officer = _officer(row[:-1])
    if (officer.name, officer.roles, officer.sites) != (name, roles, sites):
        officer = _officer(db.execute(SQL["change_officer"], said | {"id": officer.id}).fetchone())
        events.write(db, Event("officer.changed", "agency", officer.actor, detail={"roles": sorted(roles)}), at=now)
    return officer


def leave(db: Database, *, issuer: str, subject: str, now: datetime) -> None:
    """End the sessions of an account that has no duty any more in the agency's directory, and let it in no more."""
    row = db.execute(SQL["officer_of_subject"], {"issuer": issuer, "subject": subject}).fetchone()
    if row is not None and row[-1] is None:
        close(db, row[1], by="agency", now=now)


def verify(db: Database, login: str, password: str) -> Officer | None:
    """Return the open officer whose login and password these are, else None; it takes as long either way."""
    row = db.execute(SQL["officer_by_login"], {"login": login}).fetchone()
    known = row[-1] if row and row[-1] else None
    try:
        _hasher.verify(known or _HASH_OF_NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    if row is None or known is None:
        return None
    officer = _officer(row[:-1])
    if _hasher.check_needs_rehash(known):
        db.execute(SQL["set_password"], {"id": officer.id, "password_hash": _hasher.hash(password)})
    return officer


def set_password(db: Database, officer: Officer, password: str, *, by: str, now: datetime) -> None:
    """Give a local account another password. Raises ``PreclearError`` where it is too short."""
    _long_enough(password)
    db.execute(SQL["set_password"], {"id": officer.id, "password_hash": _hasher.hash(password)})
    events.write(db, Event("officer.changed", by, officer.actor, detail={"what": "password"}), at=now)


def change(db: Database, login: str, *, roles: frozenset[str], sites: frozenset[str], by: str, now: datetime) -> Officer:
    """Give an officer other duties and sites; what they are doing goes on under the new ones. Raises ``NotFound``, ``PreclearError``."""
    if both := apart(roles):
        raise PreclearError(f"officer {login}: {both[0]} and {both[1]} are kept apart; nobody has both")
    row = db.execute(SQL["officer_by_login"], {"login": login}).fetchone()
    if row is None:
        raise NotFound(f"there is no open officer {login}")
    before = _officer(row[:-1])
    try:
        changed = db.execute(
            SQL["change_officer"], {"id": before.id, "name": before.name, "roles": sorted(roles), "sites": sorted(sites)}
        ).fetchone()
    except CheckViolation as error:
        raise PreclearError(f"officer {login}: does not fit ({error.diag.constraint_name})") from error
    detail = {"roles": sorted(roles), "former": sorted(before.roles), "sites": sorted(sites)}
    events.write(db, Event("officer.changed", by, before.actor, detail=detail), at=now)
    return _officer(changed)


def accounts(db: Database) -> tuple[Account, ...]:
    """Return all officers, the open ones first, by name."""
    rows = db.execute(SQL["accounts"]).fetchall()
    return tuple(Account(_officer(row[:7]), *row[7:]) for row in rows)


def find(db: Database, officer_id: int) -> Officer:
    """Return an officer, closed ones too: their decisions stay. Raises ``NotFound``."""
    row = db.execute(SQL["find_officer"], {"id": officer_id}).fetchone()
    if row is None:
        raise NotFound("there is no such officer")
    return _officer(row)


def all_open(db: Database) -> tuple[Officer, ...]:
    """Return the officers who may sign in, by name."""
    return tuple(_officer(row) for row in db.execute(SQL["open_officers"]).fetchall())


def close(db: Database, login: str, *, by: str, now: datetime) -> None:
    """Let an officer in no more, and end their sessions. Raises ``NotFound``."""
    row = db.execute(SQL["close_officer"], {"login": login, "now": now}).fetchone()
    if row is None:
        raise NotFound(f"there is no open officer {login}")
    db.execute(SQL["end_sessions"], {"officer": row[0]})
    events.write(db, Event("officer.closed", by, f"officer:{row[0]}"), at=now)


def close_dormant(db: Database, login: str, *, days: int, now: datetime) -> bool:
    """Close an officer who has not signed in for so many days, and return whether they were closed; 0: nobody is."""
    if not days or db.execute(SQL["dormant"], {"login": login, "since": now - timedelta(days=days)}).fetchone() is None:
        return False
    close(db, login, by="node", now=now)
    return True


def prefer(db: Database, officer: Officer, *, language: str, preferences: Mapping[str, Any]) -> None:
    """Keep how an officer likes the pages."""
    db.execute(SQL["prefer"], {"id": officer.id, "language": language, "preferences": jsonb(preferences)})


def open_session(db: Database, officer: Officer, *, minutes: int, hours: int = SESSION_HOURS, way: Way = "password", now: datetime) -> str:
    """Sign an officer in, and return the token that the browser keeps; only its hash is kept here.

    The session ends when nothing was done for so many minutes, and after so many hours in any case.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    ends = now + timedelta(hours=hours)
    until = min(now + timedelta(minutes=minutes), ends)
    db.execute(SQL["open_session"], {"hash": hashed(token), "officer": officer.id, "now": now, "until": until, "ends": ends, "way": way})
    events.write(db, Event("session.opened", officer.actor, officer.actor, detail={"way": way}), at=now)
    return token


def of_session(db: Database, token: str, *, minutes: int | None, now: datetime) -> Session | None:
    """Return who is signed in by a token, and let the session last on from now; without minutes, only look: a page asked, no person."""
    until = now + timedelta(minutes=minutes) if minutes is not None else None
    row = db.execute(SQL["officer_of_session"], {"hash": hashed(token), "now": now, "until": until}).fetchone()
    return Session(_officer(row[:-1]), row[-1]) if row else None


def close_session(db: Database, token: str, *, now: datetime) -> None:
    """Sign out."""
    row = db.execute(SQL["close_session"], {"hash": hashed(token)}).fetchone()
    if row:
        events.write(db, Event("session.closed", f"officer:{row[0]}", f"officer:{row[0]}"), at=now)


def close_sessions(db: Database, officer: Officer, *, by: str, now: datetime) -> int:
    """Sign an officer out everywhere, and return of how many sessions."""
    ended = db.execute(SQL["end_sessions"], {"officer": officer.id}).rowcount
    events.write(db, Event("session.closed", by, officer.actor, detail={"everywhere": ended}), at=now)
    return ended


def close_others(db: Database, officer: Officer, token: str) -> None:
    """End every session of an officer but one."""
    db.execute(SQL["end_others"], {"officer": officer.id, "hash": hashed(token)})


def sessions(db: Database, officer: Officer, token: str, *, now: datetime) -> tuple[tuple[datetime, str, bool], ...]:
    """Return the open sessions of an officer: since when, how they came in, and whether it is the one of this token."""
    rows = db.execute(SQL["sessions"], {"officer": officer.id, "hash": hashed(token), "now": now}).fetchall()
    return tuple((since, way, here) for since, way, here in rows)


def is_local(db: Database, officer: Officer) -> bool:
    """Return whether an officer signs in with a password here, and not with the agency's account."""
    return db.execute(SQL["is_local"], {"id": officer.id}).fetchone() is not None


def refuse_session(db: Database, login: str, *, locked: bool = False, now: datetime) -> None:
    """Record that somebody failed to sign in; what they typed is not kept, only whether there is such a login."""
    row = db.execute(SQL["officer_by_login"], {"login": login}).fetchone()
    subject = f"officer:{row[0]}" if row else "officer:unknown"
    events.write(db, Event("session.locked", "nobody", subject) if locked else Event("session.refused", "nobody", subject), at=now)


def _long_enough(password: str) -> None:
    if len(password) < LEAST_PASSWORD:
        raise PreclearError(f"a password needs at least {LEAST_PASSWORD} characters")


def _officer(row: tuple[Any, ...] | None) -> Officer:
    if row is None:
        raise NotFound("there is no such officer")
    number, login, name, roles, sites, language, preferences = row
    return Officer(
        id=number, login=login, name=name, roles=frozenset(roles), sites=frozenset(sites), language=language, preferences=preferences
    )
