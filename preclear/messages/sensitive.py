"""What is left out of a booking at the door, and masked in every copy but the sealed bytes: sensitive codes and words, card numbers.

Which codes and words is policy (``policy/sensitive``); a node may replace it. Whatever is masked keeps its length, so that offsets hold.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from preclear.errors import SourceError

MASK = "X"
FILE = "booking-codes.toml"
HEAD = 4  # letters by which a word is looked up first
# Digits in groups, as cards are written; which of them are a card's is told by `is_card`. Bounded, so that no text takes long.
DIGITS = re.compile(r"(?<![0-9])[0-9](?:[ -]?[0-9]){12,18}(?![0-9])")
LENGTHS = {"3": (14, 15), "4": (16, 19), "5": (16,), "6": (16, 17, 18, 19), "2": (16,)}  # of a card's number, by its first digit
SHOWN = 4  # the last digits of a card's number, which may be shown
LONG = 13  # digits of the shortest card number
MASKED = 10  # digits of a card that may be shown: the first six and the last four (PCI DSS, requirement 3.4)


@dataclass(frozen=True, slots=True)
class Sensitive:
    """The codes and words that are left out."""

    version: str
    codes: frozenset[str]
    heads: frozenset[str]  # the first letters of each code and word
    pattern: re.Pattern[str]

    def hide(self, text: str) -> str:
        """Return a text with sensitive words and card numbers masked, each character by one.

        Behind a code, all that follows is masked too, since it says more of the same.

        >>> default().hide("PAX IS DIABETIC, CARD 4111 1111 1111 1111"), default().hide("SSR WCHR YY HK1 LEG")
        ('PAX IS XXXXXXXX, CARD XXXX XXXX XXXX 1111', 'SSR XXXXXXXXXXXXXXX')
        """
        words = WORDS.findall(text.upper())
        if not self.heads.isdisjoint([word[:HEAD] for word in words]):
            text = self.pattern.sub(_blank, text)
        return DIGITS.sub(_card, text) if len(text) >= LONG else text

    def found(self, text: str) -> list[tuple[int, int]]:
        """Return where sensitive words and card numbers stand in a text."""
        spans = [match.span() for match in self.pattern.finditer(text)]
        return spans + [(match.start(), _shown(match)) for match in DIGITS.finditer(text) if is_card(match[0])]


WORDS = re.compile("[A-Z]+")


def _blank(match: re.Match[str]) -> str:
    return MASK * len(match[0])


def _shown(match: re.Match[str]) -> int:
    """Where the last digits of a number begin, which may be shown."""
    return match.end() - SHOWN


def _card(match: re.Match[str]) -> str:
    return account(match[0]) if is_card(match[0]) else match[0]


def account(number: str) -> str:
    """Return the number of a card with all but its last four digits masked; one that came masked as it came.

    >>> account("4111111111111111"), account("372395XXXXX9581"), account("411111111111X111")
    ('XXXXXXXXXXXX1111', '372395XXXXX9581', 'XXXXXXXXXXXXX111')
    """
    if sum(map(str.isdigit, number)) <= MASKED:
        return number
    return re.sub("[0-9]", MASK, number[:-SHOWN]) + number[-SHOWN:]


def is_card(number: str) -> bool:
    """Return whether digits in free text are a card's: the length and first digit of one, and the check digit of ISO/IEC 7812-1.

    >>> is_card("4111 1111 1111 1111"), is_card("4111111111111112"), is_card("0062120234533")
    (True, False, False)
    """
    digits = [int(c) for c in number if c.isdigit()]
    if len(digits) not in LENGTHS.get(str(digits[0]), ()) and number[:2] != "35":
        return False
    doubled = [d if n % 2 == 0 else d * 2 - 9 * (d > 4) for n, d in enumerate(reversed(digits))]
    return sum(doubled) % 10 == 0


def is_whole(number: str) -> bool:
    """Return whether the account of a card was sent unmasked, or shows more than may be shown.

    >>> is_whole("4111111111111111"), is_whole("XXXXXXXXXXXX0000"), is_whole("372395XXXXX9581")
    (True, False, False)
    """
    return sum(map(str.isdigit, number)) > MASKED


def load(folder: Path | None = None) -> Sensitive:
    """Return the table of a folder, or the one that travels with the program. Raises ``SourceError`` for one that cannot be used."""
    source: Traversable = (folder or files("preclear") / "policy" / "sensitive") / FILE
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        codes = frozenset(code.upper() for several in table["codes"].values() for code in several)
        words = [word.upper() for several in table["words"].values() for word in several]
        return Sensitive(
            table["version"], codes, frozenset(word.rstrip("*")[:HEAD].split()[0] for word in (*codes, *words)), _pattern(codes, words)
        )
    except (OSError, tomllib.TOMLDecodeError, KeyError, AttributeError, TypeError) as error:
        raise SourceError(f"{source}: is no table of sensitive codes: it needs version, [codes] and [words] ({error})") from error


@cache
def default() -> Sensitive:
    """Return the table that travels with the program."""
    return load()


def _pattern(codes: Iterable[str], words: Iterable[str]) -> re.Pattern[str]:
    """Codes with what follows them, and words."""
    named = "|".join(sorted(codes))
    said = "|".join(re.escape(word.rstrip("*")) + ("[A-Z]*" if word.endswith("*") else "") for word in sorted(words))
    return re.compile(rf"(?<![A-Z])(?:(?:{named})(?![A-Z](?![A-Z][0-9])).*|(?:{said})(?![A-Z]))", re.IGNORECASE | re.DOTALL)
