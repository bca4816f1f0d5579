"""Travel documents: machine-readable zones, check digits, transliteration, validity."""
