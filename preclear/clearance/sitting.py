"""One transaction in which people of one carrier are entered, and what holds throughout it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from preclear.clearance.circumstances import Circumstances
from preclear.store.carriers import Carrier
from preclear.store.pool import Database


@dataclass(frozen=True, slots=True)
class Sitting:
    """All that is done in it is saved together, or not at all."""

    db: Database
    carrier: Carrier
    circumstances: Circumstances
    contact: str  # what a carrier is told to do about a person whom an officer must see
    now: datetime
