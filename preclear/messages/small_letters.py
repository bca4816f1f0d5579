"""Interchanges in small letters: tags and codes are raised to the capitals that ISO 9735 has for them; what people declared stays."""

from __future__ import annotations

import re
from collections.abc import Mapping

from preclear.messages import edifact
from preclear.messages.edifact import Separators

_SIGNS = (b"unb", b"unh")  # one of these stands in every such interchange, and in hardly any other
ALL = range(99)
DECLARED: Mapping[str, tuple[range, range]] = {  # by tag: the elements, and their components, that hold names, words and references
    "ERC": (ALL, ALL),  # permission is a known code letter for letter
    "NAD": (range(4, 99), ALL), "FTX": (range(4, 99), ALL), "COM": (ALL, ALL), "CTA": (range(2, 99), ALL), "RFF": (ALL, range(1, 99)),
    "DOC": (range(2, 99), ALL), "LOC": (ALL, range(1, 99)), "PDT": (range(2, 3), range(3)), "TIF": (ALL, range(1)),
    "IFT": (range(2, 99), ALL), "ADD": (range(2, 99), range(1, 99)), "LTS": (ALL, ALL), "RCI": (ALL, range(1, 99)),
    "UNB": (range(2, 99), ALL), "UNG": (range(2, 99), ALL), "UNH": (range(1, 99, 2), ALL), "UNT": (ALL, ALL),
    "UNE": (ALL, ALL), "UNZ": (ALL, ALL),
}  # fmt: skip


def raised(raw: bytes) -> bytes:
    """Return what was received with tags and codes of segments whose tags are in small letters in capitals; else as it is.

    Every byte keeps its place, and names, words and references are as declared.

    >>> raised(b"unb+unoa:4+xx+gov+260501:0900+1'nad+fl+++smith:ann'rff+avf:ab1'")
    b"UNB+UNOA:4+xx+gov+260501:0900+1'NAD+FL+++smith:ann'RFF+AVF:ab1'"
    """
    if not any(sign in raw for sign in _SIGNS):  # nearly all
        return raw
    separators = edifact.in_use(raw.upper())
    if separators is None or separators.terminator.isspace():
        return raw
    tag = re.compile(rf"(?:\A[\x00-\x20]*|(?<![A-Za-z0-9])(?=[Uu][Nn][Bb]))([A-Za-z]{{3}}) ?{re.escape(separators.element)}")
    text = raw.decode("latin-1")
    pieces = separators.split(text, separators.terminator)
    found = separators.terminator.join([_raised(piece, separators, tag) for piece in pieces]).encode("latin-1")
    if found == raw:
        return raw
    return re.sub(rb"[Uu][Nn][Aa](?=[^A-Za-z0-9\r\n]{1,8}[\x00-\x20]{0,8}UNB)", b"UNA", found)


def _raised(piece: str, separators: Separators, tag: re.Pattern[str]) -> str:
    """One segment, and what stands before it."""
    match = tag.search(piece)
    if match is None or match[1].isupper():
        return piece
    elements, components = DECLARED.get(match[1].upper(), (range(0), range(0)))
    told = separators.split(piece[match.start(1) :], separators.element)
    told[1:] = [
        separators.component.join(
            component if n in elements and place in components else _capitals(component)
            for place, component in enumerate(separators.split(element, separators.component))
        )
        for n, element in enumerate(told[1:], 1)
    ]
    return piece[: match.start(1)] + separators.element.join([told[0].upper(), *told[1:]])


def _capitals(value: str) -> str:
    """A value with its letters A to Z in capitals, as long as it was."""
    return value.encode("latin-1").upper().decode("latin-1")
