"""Travel documents: machine-readable zones, check digits, transliteration, validity."""

from preclear.documents import mrz, states
from preclear.documents.check import check
from preclear.documents.check_digit import check_digit
from preclear.documents.mrz import Zone
from preclear.documents.transliteration import transliterate

__all__ = ["Zone", "check", "check_digit", "mrz", "states", "transliterate"]
