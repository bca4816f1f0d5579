"""Names in the letters of a machine-readable zone."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from anyascii import anyascii

_TABLE = tomllib.loads((files("preclear") / "resources" / "transliteration.toml").read_text(encoding="utf-8"))
LETTERS: dict[str, str] = _TABLE["latin"] | _TABLE["cyrillic"] | _TABLE["arabic"]
VARIANTS: dict[str, dict[str, str]] = _TABLE["variant"]  # how a state departs from the Cyrillic table
FIRST: dict[str, dict[str, str]] = _TABLE["first"]  # the same, for the first letter of a name only
SHADDA = "\u0651"  # doubles the letter before it
ALTERNATIVES: dict[str, dict[str, list[str]]] = _TABLE["alternatives"]  # what zones show beside that, by language
ALPHABETS: dict[str, str] = _TABLE["alphabet"]  # letters of names in Latin script, and in the languages of table B
DROPPED = frozenset("'.`´\u2018\u2019\u02bc\u02bb")  # apostrophes and full stops: the parts are joined (Doc 9303-3, 4.6)


def transliterate(text: str, variant: str | None = None) -> str:
    """Return a name in A-Z as a zone prints it, its components parted by the filler ``<`` (ICAO Doc 9303-3, section 6).

    ``variant`` names a state's own practice: ``ukrainian``, ``belarusian``, ``serbian``, ``macedonian``, ``bulgarian``. Letters of
    scripts for which Doc 9303 has no table (Greek, for one) are given as ``anyascii`` gives them. Arabic comes out as a code,
    without vowels, and is no spelling.

    >>> transliterate("Müller-Lüdenscheidt"), transliterate("O'Connor"), transliterate("Юлия"), transliterate("Євген", "ukrainian")
    ('MUELLER<LUEDENSCHEIDT', 'OCONNOR', 'IULIIA', 'YEVHEN')
    """
    upper = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).upper())
    components = "".join(" " if _parts(c) else c for c in upper if c not in DROPPED).split()
    return "<".join(filter(None, (_component(component, variant) for component in components)))


def _parts(character: str) -> bool:
    """Whether a character parts two components: a blank, a hyphen, a comma, and whatever is neither letter, digit nor mark."""
    return unicodedata.category(character)[0] not in "LNM"


def _component(component: str, variant: str | None) -> str:
    out: list[str] = []
    for place, letter in enumerate(component):
        if letter == SHADDA:
            out.append(out[-1] if out else "")
        elif letter == "ة" and place == len(component) - 1:
            out.append("XAH")
        elif variant and place == 0 and letter in FIRST.get(variant, {}):
            out.append(FIRST[variant][letter])
        elif variant and letter in VARIANTS.get(variant, {}):
            out.append(VARIANTS[variant][letter])
        else:
            out.append(_letter(letter))
    return "".join(out)


@cache
def _letter(letter: str) -> str:
    """One letter by the table; else without its outermost mark by the table; else as anyascii has it."""
    if letter.isascii():
        return letter if letter.isalnum() else ""
    if letter in LETTERS:
        return LETTERS[letter]
    if unicodedata.category(letter).startswith("M"):
        return ""
    apart = unicodedata.normalize("NFD", letter)
    if len(apart) > 1 and unicodedata.category(apart[-1]).startswith("M"):  # a Hangul syllable comes apart, too, but into letters
        return "".join(map(_letter, unicodedata.normalize("NFC", apart[:-1])))
    return "".join(c for c in anyascii(letter).upper() if c.isascii() and c.isalnum())
