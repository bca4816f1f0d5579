"""What officers note about a person on a voyage, and what they attach: sealed as raw messages are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.rows import class_row

from preclear.audit import Event
from preclear.errors import NotFound, PreclearError
from preclear.inspection import Officer
from preclear.store import events, sql
from preclear.store.pool import Database
from preclear.store.vault import Vault

SQL = sql.load("notes")
LONGEST_NAME = 120
MARKS: Mapping[str, bytes] = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
}  # how a file of a type begins


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What an officer wrote, with one of its attachments; a note of several stands once for each."""

    id: int
    voyage_id: int
    key: str
    officer_id: int
    officer: str
    written_at: datetime
    words: str
    told_to: int | None
    colleague: str | None
    seen_at: datetime | None
    attachment: int | None
    attached: str | None
    type: str | None
    size: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a colleague told an officer who has not read it yet."""

    id: int
    traveller_id: int
    family_name: str
    given_names: str
    voyage_id: int
    designator: str
    officer: str
    written_at: datetime
    words: str


def kind_of(content: bytes) -> str | None:
    """Return the type of a file by what stands in it: PDF, PNG, JPEG, plain UTF-8 text; None for anything else.

    >>> kind_of(b"%PDF-1.7 ..."), kind_of(b"a word"), kind_of(bytes(4))
    ('application/pdf', 'text/plain', None)
    """
    for kind, mark in MARKS.items():
        if content.startswith(mark):
            return kind
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return None
    readable = all(sign.isprintable() or sign in "\n\r\t" for sign in text)
    return "text/plain" if readable and not text.lstrip().startswith("<") else None


def write(
    db: Database,
    vault: Vault,
    *,
    voyage: int,
    key: str,
    words: str,
    by: Officer,
    told_to: int | None = None,
    files: Sequence[tuple[str, bytes]] = (),
    now: datetime,
) -> int:
    """Keep a note with its files (name, content), and return its number. Raises ``PreclearError`` for a file of another type."""
    kinds = [kind_of(content) for _, content in files]
    if None in kinds:
        raise PreclearError("only PDF, PNG, JPEG and plain text can be attached", code="note-type")
    named: dict[str, Any] = {"voyage": voyage, "key": key, "officer": by.id, "now": now, "words": words, "told_to": told_to}
    row = db.execute(SQL["write"], named).fetchone()
    assert row is not None, "it returns what it inserts"
    number = int(row[0])
    for (name, content), kind in zip(files, kinds, strict=True):
        digest, sealed = hashlib.sha256(content).hexdigest(), vault.seal(content, _owner(number))
        file = {"note": number, "name": name[:LONGEST_NAME], "type": kind, "size": len(content), "digest": digest, "sealed": sealed}
        db.execute(SQL["attach"], file)
    detail = {"attached": len(files)} | ({"told": told_to} if told_to else {})
    events.write(db, Event("note.written", by.actor, f"voyage:{voyage}", detail={"note": number, **detail}), at=now)
    events.notify(db, voyage=voyage)
    return number


def of(db: Database, voyage: int, key: str) -> list[Note]:
    """Return the notes on a person, oldest first."""
    with db.cursor(row_factory=class_row(Note)) as cursor:
        return cursor.execute(SQL["of_person"], {"voyage": voyage, "key": key}).fetchall()


def told(db: Database, officer: Officer) -> list[Told]:
    """Return what colleagues told an officer who has not read it yet."""
    with db.cursor(row_factory=class_row(Told)) as cursor:
        return cursor.execute(SQL["told"], {"officer": officer.id}).fetchall()


def see(db: Database, voyage: int, key: str, officer: Officer, now: datetime) -> int:
    """Note that an officer has read what colleagues told about a person, and return how many notes that were."""
    return len(db.execute(SQL["seen"], {"voyage": voyage, "key": key, "officer": officer.id, "now": now}).fetchall())


def last_words(db: Database, referrals: Sequence[int]) -> dict[int, tuple[str, datetime, str]]:
    """Return the last note on the person of each referral, by its number: officer, instant, words."""
    rows = db.execute(SQL["last_words"], {"referrals": list(referrals)}).fetchall()
    return {number: (officer, at, words) for number, officer, at, words in rows}


def attachment(
    db: Database, vault: Vault, number: int, *, voyage: int, key: str, by: Officer, purpose: str, now: datetime
) -> tuple[str, str, bytes]:
    """Return name, type and content of an attachment on a person, and record that it was opened. Raises ``NotFound``."""
    row = db.execute(SQL["attachment"], {"id": number}).fetchone()
    if row is None or row[4:] != (voyage, key):
        raise NotFound("There is no such attachment")
    name, kind, sealed, note, *_ = row
    events.write(db, Event("attachment.opened", by.actor, f"voyage:{voyage}", purpose, {"attachment": number}), at=now)
    return name, kind, vault.open(bytes(sealed), _owner(note))


def _owner(note: int) -> str:
    return f"note:{note}"
