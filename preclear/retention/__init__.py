"""How long each kind of record is kept, when it is masked, and when it is over: lengths in calendar time from a stated event."""

from preclear.retention.fate import Fate, fate
from preclear.retention.length import Length
from preclear.retention.policy import KINDS, Kind, Retention, load

__all__ = ["KINDS", "Fate", "Kind", "Length", "Retention", "fate", "load"]
