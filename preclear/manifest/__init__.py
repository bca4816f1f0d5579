"""The words that every other room speaks: voyage, traveller, travel document, manifest, reason, fault.

All records are frozen: an amendment supersedes, nothing is edited. This room imports nothing of ours.
"""

from preclear.manifest.dates import PartialDate
from preclear.manifest.document import TravelDocument
from preclear.manifest.fault import Fault, Severity
from preclear.manifest.manifest import FUNCTIONS, Manifest, Part
from preclear.manifest.reason import NotScreened, Reason
from preclear.manifest.traveller import Bags, Role, Sex, Span, Traveller
from preclear.manifest.voyage import Leg, Mode, Voyage

__all__ = [
    "FUNCTIONS",
    "Bags",
    "Fault",
    "Leg",
    "Manifest",
    "Mode",
    "NotScreened",
    "Part",
    "PartialDate",
    "Reason",
    "Role",
    "Severity",
    "Sex",
    "Span",
    "TravelDocument",
    "Traveller",
    "Voyage",
]
