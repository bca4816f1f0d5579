"""Check digits of machine-readable zones."""

from __future__ import annotations

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
ODD = 255  # stands for a character outside the alphabet among the values of a field
VALUES = bytes((ALPHABET.index(chr(code)) % 36) if chr(code) in ALPHABET else ODD for code in range(256))  # by ASCII; the filler counts 0


def check_digit(field: str) -> int:
    """Return the check digit (0-9) of one field of a machine-readable zone.

    Weights 7, 3, 1 repeat from the left; A-Z count 10-35, the filler ``<`` counts 0 (ICAO Doc 9303-3, 4.9).
    Raises ``ValueError`` for any other character.

    >>> check_digit("L898902C3"), check_digit("740812")
    (6, 2)
    """
    values = field.encode("ascii", "replace").translate(VALUES)
    if ODD in values:
        raise ValueError("a machine-readable zone holds only A-Z, 0-9 and <")
    return weighed(values)


def weighed(values: bytes) -> int:
    """Return the check digit of the values of some characters, each 0 to 35."""
    return (7 * sum(values[::3]) + 3 * sum(values[1::3]) + sum(values[2::3])) % 10
