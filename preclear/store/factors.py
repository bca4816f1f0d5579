"""Second factors of officers with a local account: codes by the clock, passkeys, and recovery codes for the day both are lost."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pyotp
from psycopg.errors import UniqueViolation

from preclear.audit import Event
from preclear.errors import Conflict, PreclearError
from preclear.inspection import Officer
from preclear.store import events, sql
from preclear.store.keys import hashed
from preclear.store.pool import Database
from preclear.store.vault import Vault

SQL = sql.load("factors")
STEP_SECONDS = 30  # RFC 6238, section 5.2; pyotp's own default, like six digits of HMAC-SHA-1
DRIFT = 1  # steps that a clock may be off, either way
RECOVERY_CODES, RECOVERY_BYTES = 10, 10


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey of an officer."""

    id: bytes
    public_key: bytes  # COSE
    sign_count: int
    label: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True, slots=True)
class Factors:
    """What an officer can show beside a password."""

    code_since: datetime | None
    recovery_left: int
    passkeys: tuple[Passkey, ...]

    @property
    def enough(self) -> bool:
        """Whether there is a second factor; recovery codes alone are none."""
        return self.code_since is not None or bool(self.passkeys)


def of(db: Database, officer_id: int) -> Factors:
    """Return the second factors of an officer."""
    row = db.execute(SQL["factors"], {"officer": officer_id}).fetchone()
    assert row is not None
    passkeys = db.execute(SQL["passkeys"], {"officer": officer_id}).fetchall()
    return Factors(row[0], row[1], tuple(Passkey(bytes(one[0]), bytes(one[1]), *one[2:]) for one in passkeys))


def new_secret() -> str:
    """Return a new secret for codes: 160 bits as base32 (RFC 4226, section 4)."""
    return pyotp.random_base32()


def step_of(secret: str, code: str, now: datetime) -> int | None:
    """Return the step of the clock that six digits belong to, one either way allowed (RFC 6238, section 5.2); None: they are wrong."""
    digits = "".join(code.split())
    if len(digits) != 6 or not digits.isascii() or not digits.isdigit():
        return None
    clock, at = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    steps = [step for step in range(at - DRIFT, at + DRIFT + 1) if secrets.compare_digest(clock.at(step * STEP_SECONDS), digits)]
    return max(steps, default=None)


def set_code(db: Database, vault: Vault, officer: Officer, secret: str, code: str, *, now: datetime) -> bool:
    """Give an officer codes by the clock, once one code shows that their device has the secret; return whether it did."""
    step = step_of(secret, code, now)
    if step is None:
        return False
    db.execute(SQL["set_code"], {"officer": officer.id, "sealed": vault.seal(secret.encode(), officer.actor), "step": step, "now": now})
    events.write(db, Event("factor.added", officer.actor, officer.actor, detail={"factor": "code"}), at=now)
    return True


def check_code(db: Database, vault: Vault, officer: Officer, code: str, *, now: datetime) -> bool:
    """Return whether a code is the officer's; each counts once."""
    row = db.execute(SQL["code"], {"officer": officer.id}).fetchone()
    if row is None:
        return False
    step = step_of(vault.open(row[0], officer.actor).decode(), code, now)
    return step is not None and db.execute(SQL["take_step"], {"officer": officer.id, "step": step}).fetchone() is not None


def add_passkey(
    db: Database, officer: Officer, *, credential: bytes, public_key: bytes, sign_count: int, label: str, now: datetime
) -> None:
    """Give an officer a passkey whose registration was verified. Raises ``Conflict`` where it is somebody's already."""
    try:
        with db.transaction():
            db.execute(
                SQL["add_passkey"],
                {"id": credential, "officer": officer.id, "key": public_key, "count": sign_count, "label": label, "now": now},
            )
    except UniqueViolation as error:
        raise Conflict("this passkey is registered already") from error
    events.write(db, Event("factor.added", officer.actor, officer.actor, detail={"factor": "passkey"}), at=now)


def used_passkey(db: Database, officer: Officer, credential: bytes, *, sign_count: int, now: datetime) -> None:
    """Keep the counter of a passkey that was just shown."""
    db.execute(SQL["use_passkey"], {"id": credential, "officer": officer.id, "count": sign_count, "now": now})


def new_recovery(db: Database, officer: Officer, *, now: datetime) -> Sequence[str]:
    """Give an officer new recovery codes in place of all before, and return them: they are shown this once."""
    db.execute(SQL["forget_recovery"], {"officer": officer.id})
    codes = [base64.b32encode(secrets.token_bytes(RECOVERY_BYTES)).decode() for _ in range(RECOVERY_CODES)]
    for code in codes:
        db.execute(SQL["add_recovery"], {"officer": officer.id, "hash": hashed(code)})
    events.write(db, Event("factor.added", officer.actor, officer.actor, detail={"factor": "recovery"}), at=now)
    return ["-".join(code[at : at + 4] for at in range(0, 16, 4)) for code in codes]


def use_recovery(db: Database, officer: Officer, code: str, *, now: datetime) -> bool:
    """Return whether a recovery code is the officer's and was not used before; now it is."""
    plain = code.replace("-", "").replace(" ", "").upper()
    row = db.execute(SQL["use_recovery"], {"officer": officer.id, "hash": hashed(plain), "now": now}).fetchone()
    if row:
        events.write(db, Event("factor.recovery_used", officer.actor, officer.actor), at=now)
    return row is not None


def remove(db: Database, officer: Officer, factor: str, *, now: datetime) -> None:
    """Take a factor away: ``code``, or a passkey by its id in hexadecimal. Raises ``PreclearError`` for the last one."""
    held = of(db, officer.id)
    if (held.code_since is not None) + len(held.passkeys) < 2:
        raise PreclearError("the last second factor stays; add another one first")
    if factor == "code":
        gone = db.execute(SQL["remove_code"], {"officer": officer.id}).fetchone()
    else:
        key = bytes.fromhex(factor) if all(c in "0123456789abcdef" for c in factor) and len(factor) % 2 == 0 else b""
        gone = db.execute(SQL["remove_passkey"], {"id": key, "officer": officer.id}).fetchone()
    if gone:
        kind = "code" if factor == "code" else "passkey"
        events.write(db, Event("factor.removed", officer.actor, officer.actor, detail={"factor": kind}), at=now)


def forget(db: Database, officer: Officer, *, by: str, now: datetime) -> None:
    """Take all factors of an officer away, who enrols anew at the next sign-in."""
    db.execute(SQL["forget_all"], {"officer": officer.id})
    events.write(db, Event("factor.removed", by, officer.actor, detail={"factor": "all"}), at=now)
