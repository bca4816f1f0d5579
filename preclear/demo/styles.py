"""How senders write: separators, envelope, directory, letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from preclear.documents import transliterate

CHARSETS = {"UNOA": "ascii", "UNOC": "latin-1", "UNOW": "utf-8"}  # ISO 9735


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How one sender writes."""

    advice: str = ":+.? '"  # component, element, decimal mark, release, repetition, terminator
    advised: bool = True  # is the UNA written
    syntax: str = "UNOA"
    directory: str = "D:12B"
    agency: str = "IATA"
    group: bool = True
    interactive: bool = False
    line_end: str = "\n"
    given_apart: bool = True  # each given name in a component of its own
    long_dates: bool = False  # births as CCYYMMDD
    punctuated: bool = False  # apostrophes and hyphens stay in names
    people_in_a_message: int = 600  # a longer list goes in several parts

    def letters(self, name: str) -> str:
        """Return a name in the letters that this sender writes.

        >>> [STYLES[style].letters("O'Brien-Müller") for style in ("guide", "punctuated", "Latin-1")]
        ['OBRIEN MUELLER', "O'BRIEN-MUELLER", "O'Brien-Müller"]
        """
        if self.syntax == "UNOW" or (self.syntax == "UNOC" and _latin_1(name)):
            return name
        if self.punctuated:
            return "".join(mark if mark in "'-" else in_zone_letters(mark) for mark in re.split(r"(['-])", name))
        return in_zone_letters(name)


STYLES: Mapping[str, Style] = {
    "guide": Style(),
    "punctuated": Style(line_end="", punctuated=True),
    "given names joined": Style(given_apart=False, directory="D:02B", line_end="\r\n"),
    "United States": Style(agency="CBP", directory="D:05B", line_end="\r\n"),
    "stars and hashes": Style(advice=":*.? #", directory="D:05B", line_end=""),
    "no advice, no group": Style(advised=False, group=False, long_dates=True),
    "Latin-1": Style(syntax="UNOC", long_dates=True),
    "UTF-8": Style(syntax="UNOW", long_dates=True, given_apart=False),
    "interactive": Style(directory="D:05B", group=False, interactive=True, line_end=""),
}


def in_zone_letters(name: str) -> str:
    """Return a name in the letters of a machine-readable zone, its components parted by blanks.

    >>> in_zone_letters("Müller-Lüdenscheidt")
    'MUELLER LUEDENSCHEIDT'
    """
    return transliterate(name).replace("<", " ")


def _latin_1(text: str) -> bool:
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True
