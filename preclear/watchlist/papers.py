"""Numbers of documents out of the words that lists write around them."""

from __future__ import annotations

import re

_WHOLE = re.compile(r"[A-Z\d][A-Z\d ./-]{2,24}")
_WITHIN = re.compile(r"\b(?=[A-Z]{0,4}[ -]?[\d-]*\d)[A-Z]{0,4}[ -]?\d[A-Z\d/-]{3,}\b")


def number(text: str) -> str:
    """Return the number that a text says: all of it where it is one, else the first part that looks like one; "" where none does.

    >>> number("74 OA 1234567"), number("Passport no: G557170, issued on 16 Nov 1989."), number("unknown")
    ('74 OA 1234567', 'G557170', '')
    """
    bare = text.partition("(")[0].strip(" .,:")
    if _WHOLE.fullmatch(bare) and any(letter.isdigit() for letter in bare):
        return bare
    found = _WITHIN.search(text)
    return found[0].strip() if found else ""
