"""Random selection that can be proved: nobody can foresee who is drawn, and everybody can check afterwards that it was chance.

1. For each period (a month) there is a secret seed. Its commitment, the SHA-256 of the seed, is made known before the period begins.
2. The lot of a traveller on a voyage is the HMAC-SHA-256 of both, under the seed: the same person on the same voyage has one lot, however
   often the list is sent again. A rule's draw is the SHA-256 of lot and rule, as a fraction of 1: two rules draw apart.
3. A rule with a stated chance draws whoever lies below it. Who is drawn at a chance is drawn at every greater one too.
4. When the period is over the seed is told: it must have the commitment, and each lot and draw can be made again.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from preclear.errors import SourceError

LEAST_BYTES = 32  # of a key
PLACES = 9  # of a draw, as a reason shows it


@dataclass(frozen=True, slots=True)
class Seed:
    """The secret of a period. It is never shown while people can still be drawn by it."""

    period: str  # "2026-05": the month of the legal day of the crossing
    secret: bytes

    def __repr__(self) -> str:
        return f"Seed({self.period!r})"

    @property
    def commitment(self) -> str:
        """What is made known beforehand: it fixes the seed and tells nothing of it."""
        return hashlib.sha256(self.secret).hexdigest()

    def lot(self, voyage: str, traveller: str) -> Lot:
        """Return the lot of a traveller (by key) on a voyage (by key)."""
        return Lot(self.period, self.commitment, hmac.new(self.secret, f"{voyage}\n{traveller}".encode(), hashlib.sha256).hexdigest())


@dataclass(frozen=True, slots=True)
class Lot:
    """What a traveller has drawn, once for a voyage."""

    period: str
    commitment: str
    number: str  # 64 hexadecimal digits

    def draw(self, rule: str) -> float:
        """Return what the lot says to a rule, 0.0 to 1.0 (1.0 itself never)."""
        digest = hashlib.sha256(f"{self.number}\n{rule}".encode()).digest()
        return int.from_bytes(digest[:6]) / 2**48


def seed(key: bytes, on: date) -> Seed:
    """Return the seed of the period in which a day lies, made from a key that the node keeps: telling it later tells nothing of the key."""
    period = f"{on:%Y-%m}"
    return Seed(period, hmac.new(key, f"preclear selection {period}".encode(), hashlib.sha256).digest())


def year(key: bytes, on: date) -> tuple[Seed, ...]:
    """Return the seeds of the month in which a day lies and of the eleven after it."""
    months = [on.year * 12 + on.month - 1 + ahead for ahead in range(12)]
    return tuple(seed(key, date(month // 12, month % 12 + 1, 1)) for month in months)


def read_key(file: Path) -> bytes:
    """Return the secret in a file.

    Raises ``SourceError`` where it cannot be read, is too short, or others than its owner may read it.
    """
    try:
        key = file.read_bytes()
        others = file.stat().st_mode & 0o077
    except OSError as wrong:
        raise SourceError(f"{file.name}: {wrong.strerror}") from wrong
    if len(key) < LEAST_BYTES:
        raise SourceError(f"{file.name}: a key of selection has {LEAST_BYTES} bytes or more, drawn at random")
    if others:
        raise SourceError(f"{file.name}: only its owner may read a key of selection (chmod 600)")
    return key


def verify(secret: bytes, commitment: str, *, voyage: str, traveller: str, rule: str, chance: float) -> bool:
    """Return whether a traveller was rightly drawn, from a seed that has been told.

    Raises ``ValueError`` where the seed is not the one that was committed to.
    """
    told = Seed("", secret)
    if not hmac.compare_digest(told.commitment, commitment):
        raise ValueError("this is not the seed that was committed to")
    return told.lot(voyage, traveller).draw(rule) < chance
