"""Check digits of machine-readable zones."""

from __future__ import annotations

VALUES = {character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}
WEIGHTS = (7, 3, 1)


def check_digit(field: str) -> int:
    """Return the check digit (0-9) of one field of a machine-readable zone.

    Weights 7, 3, 1 repeat from the left; A-Z count 10-35, the filler ``<`` counts 0 (ICAO Doc 9303-3, 4.9).
    Raises ``ValueError`` for any other character.

    >>> check_digit("L898902C3"), check_digit("740812")
    (6, 2)
    """
    try:
        return sum(VALUES[character] * WEIGHTS[place % 3] for place, character in enumerate(field)) % 10
    except KeyError:
        raise ValueError("a machine-readable zone holds only A-Z, 0-9 and <") from None
