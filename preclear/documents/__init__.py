"""Travel documents: machine-readable zones, check digits, transliteration, validity, digital seals."""

from preclear.documents import certificates, mrz, seal, spellings, states
from preclear.documents.check import check
from preclear.documents.check_digit import check_digit
from preclear.documents.mrz import Zone
from preclear.documents.name_field import name_field
from preclear.documents.seal import Seal
from preclear.documents.slips import Slip
from preclear.documents.transliteration import transliterate
from preclear.documents.writing import write

__all__ = [
    "Seal", "Slip", "Zone", "certificates", "check", "check_digit", "mrz", "name_field", "seal", "spellings", "states", "transliterate",
    "write",
]  # fmt: skip
