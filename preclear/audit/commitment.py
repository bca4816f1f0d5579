"""What stands in the tree for an event: a commitment, which says nothing about the event once its salt is deleted."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

import rfc8785

from preclear.audit.event import Event
from preclear.audit.tree import ProofError

SALT_BYTES = 32
_CONTEXT = b"preclear event 1\0"  # so that no other thing that is hashed can be taken for an event


def content(event: Event, at: datetime) -> bytes:
    """Return an event in the one form that is committed to: JSON, canonical by RFC 8785, the instant in UTC to the microsecond."""
    return rfc8785.dumps(
        {
            "at": at.astimezone(UTC).isoformat(timespec="microseconds"),
            "kind": event.kind,
            "actor": event.actor,
            "subject": event.subject,
            "purpose": event.purpose,
            "detail": dict(event.detail),
        }
    )


def commit(what: bytes, salt: bytes) -> bytes:
    """Return the commitment (32 bytes) to a content under a salt of 32 random bytes: a leaf of the tree.

    Whoever has both can make it again; whoever has it alone can neither learn the content nor try out guesses.
    """
    if len(salt) != SALT_BYTES:
        raise ProofError(f"a salt has {SALT_BYTES} bytes")
    return sha256(_CONTEXT + salt + what).digest()
