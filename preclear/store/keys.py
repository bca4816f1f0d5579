"""Keys and tokens that are handed out once: here only their hashes are kept."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A key of a carrier or of another system, without itself."""

    label: str
    created_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


def new() -> str:
    """Return a key that nobody can guess."""
    return secrets.token_urlsafe(KEY_BYTES)


def hashed(secret: str) -> bytes:
    """Return what is kept of a key, token or code, 32 bytes. Looked up by it, the time a look-up takes tells nothing of any secret."""
    return hashlib.sha256(secret.encode()).digest()
