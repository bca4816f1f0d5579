"""What becomes of a record now, and when something will next become of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from preclear.retention.policy import Kind, Lengths


@dataclass(frozen=True, slots=True)
class Fate:
    """What is to be done with a record, and the next instant at which that changes; None: it is over."""

    masked: bool
    over: bool
    then: datetime | None


def fate(starts: Mapping[Kind, Mapping[str, datetime]], lengths: Mapping[Kind, Lengths], now: datetime) -> Fate:
    """Return what becomes of a record that is of one or more kinds, each with the instants from which its lengths may run.

    A record that is of several kinds, as the declaration of somebody on whom an officer decided, is kept for as long as any of them, and
    is masked when all of them say so; a kind that is never masked says so at its end. A kind without its event has not begun.
    """
    masks, ends = [], []
    for kind, instants in starts.items():
        held = lengths[kind]
        start = instants[held.starts]
        end = held.deleted_after.ends(start)
        ends.append(end)
        masks.append(min(end, held.masked_after.ends(start)) if held.masked_after else end)
    end, mask = max(ends), max(masks)
    if end <= now:
        return Fate(masked=True, over=True, then=None)
    return Fate(masked=mask <= now, over=False, then=end if mask <= now else mask)
