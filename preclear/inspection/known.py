"""What an officer found for good: this traveller is not that listed person, as long as both are as they were.

The finding is bound to the name, the birth date and the document exactly as declared, and to the entry exactly as listed. The least
difference, a missing document or birth date, or a passed date, and the officer is asked again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

import msgspec

from preclear.manifest import Traveller
from preclear.watchlist import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An officer found that a person is not the one whom an entry lists."""

    id: int
    person: str  # as ``person_digest``
    entry_ref: str
    entry_digest: str  # as ``entry_digest``
    decision_id: int
    expires_at: datetime


def person_digest(traveller: Traveller) -> str | None:
    """Return what names a person by name, birth date and document, exactly as declared; None where one of them is not declared in full."""
    document, born = traveller.passport, traveller.birth_date
    if document is None or not document.number.strip() or born is None or born.whole is None or not traveller.family_name.strip():
        return None
    said = (traveller.family_name, traveller.given_names, str(born), document.type, document.number, document.issuer)
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def entry_digest(entry: Entry) -> str:
    """Return what names an entry as it stands: any change of it gives another."""
    return hashlib.sha256(msgspec.json.encode(entry)).hexdigest()
