"""Travel documents: machine-readable zones, check digits, transliteration, validity, digital seals.

``seal`` and ``certificates`` are imported where they are used: few who read a zone need what verifies signatures.
"""

from preclear.documents import mrz, spellings, states
from preclear.documents.check import OtherName, check, check_all, other_names
from preclear.documents.check_digit import check_digit
from preclear.documents.mrz import Zone
from preclear.documents.name_field import name_field
from preclear.documents.slips import Slip
from preclear.documents.transliteration import transliterate
from preclear.documents.writing import write

__all__ = [
    "OtherName",
    "Slip",
    "Zone",
    "check",
    "check_all",
    "check_digit",
    "mrz",
    "name_field",
    "other_names",
    "spellings",
    "states",
    "transliterate",
    "write",
]
