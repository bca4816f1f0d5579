"""Attempts to sign in: how many failed of late, and what is kept between one step and the next."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from preclear.store import sql
from preclear.store.keys import hashed
from preclear.store.pool import Database
from preclear.store.vault import Vault

SQL = sql.load("sign_ins")
Step = Literal["second", "enrol", "agency", "on"]

COUNTED = timedelta(minutes=15)  # for so long a failed attempt counts; and after the last one too many, so long is the wait
MOST_TOGETHER = 5  # failures for one user name from one address
MOST_OF_ACCOUNT = 20  # for one user name from everywhere: whoever guesses from elsewhere does not lock a desk out at once
MOST_OF_ADDRESS = 50  # from one address, whatever the name: a desk's whole shift may share one
HALF_WAY = timedelta(minutes=10)  # for so long a sign-in may be half done
OWNER = "sign-in"  # what is sealed here opens for nothing else


@dataclass(frozen=True, slots=True)
class Half:
    """A sign-in that is half done. ``kept`` must come back to the next step."""

    token: str
    officer_id: int | None
    step: Step
    kept: dict[str, Any]


def locked_until(db: Database, vault: Vault, login: str, address: str, *, now: datetime) -> datetime | None:
    """Return until when a user name or an address has to wait, or None. An unknown name waits as a known one does."""
    marks = {"account": vault.mark(login, "account"), "address": vault.mark(address, "address"), "since": now - COUNTED}
    row = db.execute(SQL["failures"], marks).fetchone()
    assert row is not None
    limits = (MOST_TOGETHER, MOST_OF_ACCOUNT, MOST_OF_ADDRESS)
    ends = [last + COUNTED for count, last, most in zip(row[::2], row[1::2], limits, strict=True) if count >= most]
    return max(ends, default=None)


def failed(db: Database, vault: Vault, login: str, address: str, *, now: datetime) -> None:
    """Count a failed attempt."""
    db.execute(SQL["add_failure"], {"account": vault.mark(login, "account"), "address": vault.mark(address, "address"), "now": now})


def succeeded(db: Database, vault: Vault, login: str, address: str, *, now: datetime) -> None:
    """Forget the failures of a name at an address, and all that count no more."""
    marks = {"account": vault.mark(login, "account"), "address": vault.mark(address, "address"), "since": now - COUNTED}
    db.execute(SQL["forget_failures"], marks)


def unlock(db: Database, vault: Vault, login: str) -> None:
    """Let a user name be tried again at once."""
    db.execute(SQL["forget_account"], {"account": vault.mark(login, "account")})


def begin(db: Database, vault: Vault, step: Step, kept: dict[str, Any], *, officer_id: int | None = None, now: datetime) -> Half:
    """Begin a sign-in, and return it with the token that the browser keeps; only its hash is kept here."""
    half = Half(secrets.token_urlsafe(32), officer_id, step, kept)
    db.execute(
        SQL["begin"],
        {
            "hash": hashed(half.token),
            "officer": officer_id,
            "step": step,
            "sealed": _seal(vault, kept),
            "now": now,
            "until": now + HALF_WAY,
        },
    )
    return half


def half(db: Database, vault: Vault, token: str, *, now: datetime) -> Half | None:
    """Return a sign-in that is half done; None where there is none, or it took too long."""
    row = db.execute(SQL["half"], {"hash": hashed(token), "now": now}).fetchone()
    return Half(token, row[0], row[1], json.loads(vault.open(row[2], OWNER))) if row else None


def keep(db: Database, vault: Vault, of: Half, kept: dict[str, Any], *, step: Step | None = None) -> Half:
    """Keep something else for the next step, which may be another one."""
    new = Half(of.token, of.officer_id, step or of.step, kept)
    db.execute(SQL["keep"], {"hash": hashed(of.token), "sealed": _seal(vault, kept), "step": new.step})
    return new


def end(db: Database, of: Half) -> bool:
    """End a sign-in that was half done; return whether nobody else has ended it before."""
    return db.execute(SQL["end"], {"hash": hashed(of.token)}).fetchone() is not None


def _seal(vault: Vault, kept: dict[str, Any]) -> bytes:
    return vault.seal(json.dumps(kept).encode(), OWNER)
