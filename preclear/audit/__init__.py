"""What is worth remembering for ever: one event for each step of the procedure and each look at a person's record.

An event holds ids, codes and counts; never a name or the number of a document. It is written in the transaction of what it records.
"""

from preclear.audit.event import KINDS, Event

__all__ = ["KINDS", "Event"]
