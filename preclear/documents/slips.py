"""Characters of a zone that an optical reader may have mistaken for others: suggestions for a person, never corrections.

A check digit proves little (it misses every substitution whose values differ by a multiple of ten), so what would make it right is
told with the digits that would then agree, and nothing of it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from preclear.documents import states
from preclear.documents.check_digit import ODD, VALUES, weighed
from preclear.documents.layouts import Layout, Stretch

DIGIT_FOR_LETTER = {"O": "0", "Q": "0", "D": "0", "I": "1", "L": "1", "Z": "2", "S": "5", "G": "6", "T": "7", "B": "8"}
LETTER_FOR_DIGIT = {"0": "ODQ", "1": "IL", "2": "Z", "5": "S", "6": "G", "7": "T", "8": "B"}  # the likeliest first
LIKE = DIGIT_FOR_LETTER | LETTER_FOR_DIGIT | {"K": "<", "C": "<", "L": "1<"}  # what may have been printed where this was read
MOST = 8  # suggestions for one wrong digit
DIGITS_ONLY = ("birth", "expiry")
LETTERS_ONLY = ("issuer", "nationality")
MISREAD_FILLERS = re.compile(r"<<([<KCL]*[KCL][<KCL]*)$")  # behind the names, where only fillers should stand


@dataclass(frozen=True, slots=True)
class Slip:
    """One or more characters that may have been read for others, and the check digits that would agree if they had."""

    field: str  # "number", "birth", "names", ... or "birth digit", "overall digit"
    places: tuple[str, ...]  # "line 2, 16"
    read: str  # the characters at these places
    meant: str  # what may have been printed there
    makes_right: tuple[str, ...]  # check digits that are wrong, and would agree: "number", "overall", ...


class Digits:
    """The check digits of one zone: which of them agree, and which would if some characters were others."""

    def __init__(self, layout: Layout, long_number: Stretch | None) -> None:
        self.parts: dict[str, tuple[Sequence[Stretch], int]] = {}
        for field, place in layout.digits.items():
            stretches: tuple[Stretch, ...] = (layout.fields[field],)
            if field == "number" and long_number:
                stretches, place = (*stretches, (long_number[0], long_number[1] - 1)), long_number[1] - 1  # noqa: PLW2901
            self.parts[field] = (stretches, place)
        if layout.overall_digit is not None:
            self.parts["overall"] = (layout.overall, layout.overall_digit)

    def agree(self, name: str, text: str) -> bool:
        """Return whether one digit agrees in the lines joined. Where optional data is empty its digit may be a filler."""
        stretches, place = self.parts[name]
        values = b"".join(text[start:end].encode("ascii", "replace") for start, end in stretches).translate(VALUES)
        digit = text[place]
        if digit == "<" and name == "optional":
            return not any(values)
        return digit in "0123456789" and ODD not in values and weighed(values) == int(digit)

    def rests_on(self, name: str, places: Sequence[int]) -> bool:
        """Return whether a digit is worked out from any of some places, or stands there."""
        stretches, own = self.parts[name]
        return any(place == own or any(start <= place < end for start, end in stretches) for place in places)

    def made_right(self, text: str, other: str) -> tuple[str, ...]:
        """Return the digits that are wrong in one reading and agree in another."""
        return tuple(name for name in self.parts if not self.agree(name, text) and self.agree(name, other))


def slips(layout: Layout, text: str, long_number: Stretch | None) -> tuple[Slip, ...]:
    """Return what may have been misread in a zone, its lines joined; the surest first.

    1. letters where only digits can stand, digits where only letters can, and K, C or L among the fillers behind the names;
    2. where a check digit is still wrong: every single character of its field, or the digit itself, that another would make agree.
    """
    digits = Digits(layout, long_number)
    found = [*_in_dates(layout, text), *_in_digits(digits, text), *_in_states(layout, text), *_in_names(layout, text)]  # 1
    mended = text
    for _, places, meant in found:
        mended = _changed(mended, places, meant)
    told = []
    for field, places, meant in found:
        together = (name for name in digits.made_right(text, mended) if digits.rests_on(name, places))
        right = tuple(dict.fromkeys((*digits.made_right(text, _changed(text, places, meant)), *together)))
        told.append(Slip(field, tuple(map(layout.where, places)), "".join(text[place] for place in places), meant, right))
    for name in digits.parts:  # 2
        if not digits.agree(name, mended):
            told += _single(layout, digits, name, text, mended)
    return tuple(dict.fromkeys(told))


Change = tuple[str, tuple[int, ...], str]  # field, places, what may have stood there


def _changed(text: str, places: Sequence[int], meant: str) -> str:
    characters = list(text)
    for place, character in zip(places, meant, strict=True):
        characters[place] = character
    return "".join(characters)


def _in_dates(layout: Layout, text: str) -> Iterator[Change]:
    """Letters in dates."""
    for field in DIGITS_ONLY:
        start, end = layout.fields.get(field, (0, 0))
        if places := tuple(place for place in range(start, end) if text[place] in DIGIT_FOR_LETTER):
            yield field, places, "".join(DIGIT_FOR_LETTER[text[place]] for place in places)


def _in_digits(digits: Digits, text: str) -> Iterator[Change]:
    """Letters for check digits."""
    for name, (_, place) in digits.parts.items():
        if text[place] in DIGIT_FOR_LETTER:
            yield f"{name} digit", (place,), DIGIT_FOR_LETTER[text[place]]


def _in_states(layout: Layout, text: str) -> Iterator[Change]:
    """Digits in the codes of states, where letters like them give a code there is."""
    for field in LETTERS_ONLY:
        start, end = layout.fields.get(field, (0, 0))
        places = tuple(place for place in range(start, end) if text[place] in LETTER_FOR_DIGIT)
        for letters in _letters(tuple(text[place] for place in places)) if places else ():
            if states.find(_changed(text, places, letters)[start:end].rstrip("<")):
                yield field, places, letters
                break


def _in_names(layout: Layout, text: str) -> Iterator[Change]:
    """Digits in names; K, C and L behind the names, two fillers or more after the last component that is sure."""
    for field in ("names", "given_names"):
        start, end = layout.fields.get(field, (0, 0))
        for place in range(start, end):
            if text[place] in LETTER_FOR_DIGIT:
                yield field, (place,), LETTER_FOR_DIGIT[text[place]][0]
    start, end = layout.fields["names"]
    field = text[start:end]
    if (tail := MISREAD_FILLERS.search(field)) and "<<" in field[: tail.start()].strip("<"):
        places = tuple(start + place for place in range(tail.start(1), len(field)) if field[place] != "<")
        yield "names", places, "<" * len(places)


def _letters(read: tuple[str, ...]) -> Iterator[str]:
    """Every way to read some digits as letters; at most three digits, so 27 ways."""
    if not read:
        yield ""
        return
    for letter in LETTER_FOR_DIGIT[read[0]]:
        for rest in _letters(read[1:]):
            yield letter + rest


def _single(layout: Layout, digits: Digits, name: str, text: str, mended: str) -> list[Slip]:
    """Single characters that would make one wrong digit agree; those that make a second one agree before the others."""
    stretches, own = digits.parts[name]
    if name == "overall":  # what another digit covers is looked at there
        covered = {p for n, (parts, place) in digits.parts.items() if n != "overall" for s, e in parts for p in (*range(s, e), place)}
        stretches = [(p, p + 1) for start, end in stretches for p in range(start, end) if p not in covered]
    found = []
    for place in (*(p for start, end in stretches for p in range(start, end)), own):
        for meant in LIKE.get(mended[place], ""):
            other = _changed(mended, (place,), meant)
            if digits.agree(name, other):
                field = f"{name} digit" if place == own else _field(layout, place)
                found.append(Slip(field, (layout.where(place),), text[place], meant, digits.made_right(mended, other)))
    return sorted(found, key=lambda slip: -len(slip.makes_right))[:MOST]


def _field(layout: Layout, place: int) -> str:
    return next((field for field, (start, end) in layout.fields.items() if start <= place < end), "digit")
