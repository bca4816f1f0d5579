"""What stands in the tree for an event: a commitment, which says nothing about the event once its salt is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import rfc8785

from preclear.audit.tree import ProofError

FIELDS = ("kind", "actor", "subject", "purpose", "detail")
SALT_BYTES = 32
_LARGEST_EXACT = 2**53 - 1
_CONTEXT = b"preclear event 1\0"  # so that no other thing that is hashed can be taken for an event


def content(at: datetime, said: Mapping[str, Any]) -> bytes:
    """Return an event in the one form that is committed to: JSON, canonical by RFC 8785, the instant in UTC to the microsecond.

    ``said`` has the fields of ``Event`` by name. Whole numbers that no double holds exactly, which RFC 8785 has no form for, stand as text.
    """
    return rfc8785.dumps({"at": at.astimezone(UTC).isoformat(timespec="microseconds"), **{field: _exact(said[field]) for field in FIELDS}})


def commit(what: bytes, salt: bytes) -> bytes:
    """Return the commitment (32 bytes) to a content under a salt of 32 random bytes: a leaf of the tree.

    Whoever has both can make it again; whoever has it alone can neither learn the content nor try out guesses.
    """
    if len(salt) != SALT_BYTES:
        raise ProofError(f"a salt has {SALT_BYTES} bytes")
    return sha256(_CONTEXT + salt + what).digest()


def _exact(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _exact(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(each) for each in value]
    return str(value) if isinstance(value, int) and abs(value) > _LARGEST_EXACT else value
