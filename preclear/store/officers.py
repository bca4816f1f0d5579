"""Officers and their sessions."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from psycopg.errors import CheckViolation, UniqueViolation

from preclear.audit import Event
from preclear.errors import Conflict, NotFound, PreclearError
from preclear.inspection import Officer, apart
from preclear.store import events, sql
from preclear.store.pool import Database
from preclear.store.records import jsonb

SQL = sql.load("officers")
LEAST_PASSWORD = 12  # characters, when an officer is added
TOKEN_BYTES = 32

# Argon2id as the OWASP password storage cheat sheet has it: 19 MiB, two passes, one lane.
_hasher = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)
_HASH_OF_NOBODY = _hasher.hash(secrets.token_urlsafe())  # an unknown login takes as long as a known one


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
    if len(password) < LEAST_PASSWORD:
        raise PreclearError(f"a password needs at least {LEAST_PASSWORD} characters")
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


def verify(db: Database, login: str, password: str) -> Officer | None:
    """Return the open officer whose login and password these are, else None; it takes as long either way."""
    row = db.execute(SQL["officer_by_login"], {"login": login}).fetchone()
    try:
        _hasher.verify(row[-1] if row else _HASH_OF_NOBODY, password)
    except (VerificationError, InvalidHashError):
        return None
    return _officer(row[:-1]) if row else None


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


def prefer(db: Database, officer: Officer, *, language: str, preferences: Mapping[str, Any]) -> None:
    """Keep how an officer likes the pages."""
    db.execute(SQL["prefer"], {"id": officer.id, "language": language, "preferences": jsonb(preferences)})


def open_session(db: Database, officer: Officer, *, minutes: int, now: datetime) -> str:
    """Sign an officer in, and return the token that the browser keeps; only its hash is kept here."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    until = now + timedelta(minutes=minutes)
    db.execute(SQL["open_session"], {"hash": _hash(token), "officer": officer.id, "now": now, "until": until})
    events.write(db, Event("session.opened", officer.actor, officer.actor), at=now)
    return token


def of_session(db: Database, token: str, *, minutes: int | None, now: datetime) -> Officer | None:
    """Return who is signed in by a token, and let the session last on from now; without minutes, only look: a page asked, no person."""
    until = now + timedelta(minutes=minutes) if minutes is not None else None
    row = db.execute(SQL["officer_of_session"], {"hash": _hash(token), "now": now, "until": until}).fetchone()
    return _officer(row) if row else None


def close_session(db: Database, token: str, *, now: datetime) -> None:
    """Sign out."""
    row = db.execute(SQL["close_session"], {"hash": _hash(token)}).fetchone()
    if row:
        events.write(db, Event("session.closed", f"officer:{row[0]}", f"officer:{row[0]}"), at=now)


def refuse_session(db: Database, login: str, *, now: datetime) -> None:
    """Record that somebody failed to sign in; what they typed is not kept, only whether there is such a login."""
    row = db.execute(SQL["officer_by_login"], {"login": login}).fetchone()
    events.write(db, Event("session.refused", "nobody", f"officer:{row[0]}" if row else "officer:unknown"), at=now)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _officer(row: tuple[Any, ...] | None) -> Officer:
    if row is None:
        raise NotFound("there is no such officer")
    number, login, name, roles, sites, language, preferences = row
    return Officer(
        id=number, login=login, name=name, roles=frozenset(roles), sites=frozenset(sites), language=language, preferences=preferences
    )
