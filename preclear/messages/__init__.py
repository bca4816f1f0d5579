"""Bytes <-> manifest: the messages that carriers send, and the answers they get."""

from preclear.manifest.faults import FAULTS, FaultKind
from preclear.messages import ackres, contrl, cusres, sensitive
from preclear.messages.cusres import Answered, Reply, Result
from preclear.messages.describe import describe
from preclear.messages.edifact import Separators
from preclear.messages.envelope import Envelope
from preclear.messages.limits import LIMITS, Limits
from preclear.messages.profile import STANDARD, Profile
from preclear.messages.reading import Interchange, Message, read
from preclear.messages.sensitive import Sensitive

__all__ = [
    "FAULTS",
    "LIMITS",
    "STANDARD",
    "Answered",
    "Envelope",
    "FaultKind",
    "Interchange",
    "Limits",
    "Message",
    "Profile",
    "Reply",
    "Result",
    "Sensitive",
    "Separators",
    "ackres",
    "contrl",
    "cusres",
    "describe",
    "read",
    "sensitive",
]
