"""The tables of Doc 9303-3 section 6 with all that they leave open: what a zone may show of a name, and what name it may stand for.

Both ways are lazy and in order, the likeliest first: a long name has millions of readings, and nobody needs them all.
"""

from __future__ import annotations

import heapq
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import count, islice
from typing import Literal

from preclear.documents.transliteration import ALPHABETS, ALTERNATIVES, FIRST, LETTERS, SHADDA, VARIANTS, transliterate

Script = Literal["latin", "cyrillic", "arabic"]
MOST = 64  # readings of one name, where no other number is asked for
TRIED = 8  # times as many are looked at, since two ways may come to the same

LETTER, LATER = 1.0, 0.3  # what each letter costs, and each place down in the order of letters that have the same code
SEVERAL, MARKED = 1.0, 2.0  # a Latin letter for two (UE: Ü), for one (U: Ú); A-Z stand for themselves and cost nothing
SURE = -1.0  # X-codes of Latin letters (NXX: Ñ), which come of nothing else
RARE, SOFTENED, DOUBLED = 1.5, 1.0, 0.5  # a hard sign; a soft sign, which no zone shows; a shadda, which shows a letter twice
CONSONANTS = frozenset("БВГДЖЗЛМНПРСТФХЧШЩ")  # behind which a soft sign may stand
TEH_MARBUTA = {"ة": ("XAH", "XTA")}  # at the end of a component, elsewhere

Edge = tuple[int, str, float]  # where it ends, what it adds, what it costs


def printed(name: str, variant: str | None = None, *, limit: int = MOST) -> Iterator[str]:
    """Yield what a zone may show of a name, as ``transliterate`` gives it first of all, components parted by ``<``; at most ``limit``.

    The others are the second choices of table A (Ä as A, Ñ as NXX) and, for a Cyrillic name of no stated ``variant``, what other
    languages and laws of states make of its letters.

    >>> list(printed("Müller")), list(printed("Гончар", "ukrainian"))
    (['MUELLER', 'MUXXLLER', 'MULLER'], ['HONCHAR', 'GONCHAR'])
    """
    upper = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).upper())
    anywhere, at_start = _choices(variant)
    edges: list[list[Edge]] = []
    for place, letter in enumerate(upper):
        others = anywhere.get(letter, ())
        if letter in at_start and (place == 0 or not upper[place - 1].isalpha()):
            others = (*at_start[letter], *others)
        codes = (letter, *(code for code in dict.fromkeys(others) if code != transliterate(letter, variant)))
        edges.append([(place + 1, code, float(rank)) for rank, code in enumerate(codes)])
    readings = (transliterate(reading, variant) for reading in _cheapest(edges))
    return islice(_each_once(islice(readings, limit * TRIED)), limit)


@cache
def _choices(variant: str | None) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """What else a letter may be shown as, anywhere and at the start of a component: in one language, or in all."""
    languages = [variant] if variant else sorted({*VARIANTS, *ALTERNATIVES} - {"latin"})
    anywhere: dict[str, tuple[str, ...]] = {letter: tuple(codes) for letter, codes in ALTERNATIVES["latin"].items()}
    at_start: dict[str, tuple[str, ...]] = {}
    for language in languages:
        for letter, code in VARIANTS.get(language, {}).items() if variant is None else ():
            anywhere[letter] = (*anywhere.get(letter, ()), code)
        for letter, codes in ALTERNATIVES.get(language, {}).items():
            anywhere[letter] = (*anywhere.get(letter, ()), *codes)
        for letter, code in FIRST.get(language, {}).items() if variant is None else ():
            at_start[letter] = (*at_start.get(letter, ()), code)
    return anywhere, at_start


def may_show(name: str, shown: str, variant: str | None = None, *, more: bool = False) -> bool:
    """Return whether some print of a name begins with what a zone shows, letters alone: a zone may show only the beginning.

    With ``more``, what the zone shows may also go on behind the name, which was declared in part. Every print counts, however many
    there are: it takes time in proportion to the length of the name times the number of places that its prints reach.

    >>> may_show("Müller", "MULLER"), may_show("Müller", "MUELL"), may_show("Müller", "MUELLERIN")
    (True, True, False)
    >>> may_show("Müller", "MUELLERIN", more=True)
    True
    """
    upper = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).upper())
    letters = "".join(filter(str.isalnum, shown.upper()))
    reached = {0}
    for place, letter in enumerate(upper):
        if letter == SHADDA:
            continue
        codes = _codes_of(letter, variant, start=place == 0 or not upper[place - 1].isalpha())
        if upper[place + 1 : place + 2] == SHADDA:
            codes = {code * 2 for code in codes}
        ends = [(at + len(code), letters[at : at + len(code)], code) for at in reached for code in codes]
        if any(len(seen) < len(code) and code.startswith(seen) for _, seen, code in ends):
            return True
        reached = {end for end, seen, code in ends if seen == code}
        if not reached:
            return False
    return more or len(letters) in reached


def _codes_of(letter: str, variant: str | None, *, start: bool) -> set[str]:
    """All that one letter of a name may be shown as."""
    anywhere, at_start = _choices(variant)
    usual = transliterate(letter, variant if start else None)
    if variant and not start:
        usual = VARIANTS.get(variant, {}).get(letter, usual)
    return {usual, *TEH_MARBUTA.get(letter, ()), *anywhere.get(letter, ()), *(at_start.get(letter, ()) if start else ())}


def names(shown: str, script: Script, variant: str | None = None, *, letters: str | None = None, limit: int = MOST) -> Iterator[str]:
    """Yield the names in a script that a zone would show so, in capitals, the likeliest first; at most ``limit``, none where none is.

    Each of them gives ``shown`` again by ``printed``. ``variant`` is the language of a Cyrillic name; ``letters`` are the only ones
    beside A-Z that a Latin name may hold (Germany: ``ÄÖÜẞ``). Arabic comes without vowels, which no zone shows.
    Raises ``ValueError`` for a variant without an alphabet.

    >>> list(names("MUELLER", "latin", letters="ÄÖÜẞ")), list(names("PENXXA", "latin", limit=1))
    (['MUELLER', 'MÜLLER', 'MÜELLER'], ['PEÑA'])
    >>> next(names("SHCHEGOLEVA", "cyrillic", "russian")), next(names("MXHMD<BN<XKHALD", "arabic"))
    ('ЩЕГОЛЕВА', 'محمد بن خالد')
    """
    if variant is not None and (script != "cyrillic" or variant not in ALPHABETS):
        raise ValueError(f"{script} has no variant {variant!r}")
    codes = _codes(script, variant, letters)
    text = "<".join(part for part in shown.upper().replace(" ", "<").split("<") if part)
    longest = max(map(len, codes), default=1)
    edges: list[list[Edge]] = []
    for place, character in enumerate(text):
        if character == "<":
            edges.append([(place + 1, " ", 0.0)])
            continue
        here = [(place + 1, character, 0.0)] if character.isdigit() or (script == "latin" and character.isascii()) else []
        for end in range(place + 1, min(place + longest, len(text)) + 1):
            start, last = place == 0 or text[place - 1] == "<", end == len(text) or text[end] == "<"
            here += [(end, letter, cost) for letter, cost, fits in codes.get(text[place:end], ()) if _stands(fits, start=start, last=last)]
        edges.append(here)
    return islice(_each_once(islice(_cheapest(edges), limit * TRIED)), limit)


def _stands(fits: str, *, start: bool, last: bool) -> bool:
    return {"": True, "start": start, "not start": not start, "last": last, "not last": not last}[fits]


Codes = Mapping[str, Sequence[tuple[str, float, str]]]  # code: letters with what each costs and where in a component it may stand


@cache
def _codes(script: Script, variant: str | None, letters: str | None) -> Codes:
    """A table of section 6 turned round."""
    found: dict[str, list[tuple[str, float, str]]] = {}
    match script:
        case "latin":
            for letter in ALPHABETS["latin"] if letters is None else letters:
                for code in (transliterate(letter), *ALTERNATIVES["latin"].get(letter, ())):
                    known = found.setdefault(code, [])
                    cost = SURE if code.endswith("XX") else MARKED if len(code) == 1 else SEVERAL
                    known.append((letter, cost + LATER * len(known), ""))
        case "cyrillic":
            _cyrillic(found, variant)
        case "arabic":
            _arabic(found)
    return found


def _cyrillic(found: dict[str, list[tuple[str, float, str]]], variant: str | None) -> None:
    """Table B turned round, for one language or for all letters that it has."""
    alphabet = ALPHABETS[variant] if variant else "".join(dict.fromkeys(ALPHABETS["russian"] + "".join(_CYRILLIC)))
    firsts = FIRST.get(variant or "", {})
    for letter in alphabet:
        code = VARIANTS.get(variant or "", {}).get(letter, LETTERS[letter])
        if not code:
            continue
        known = found.setdefault(code, [])
        cost = LETTER + LATER * len(known) + (RARE if letter == "Ъ" else 0.0)
        known.append((letter, cost, "not start" if letter in firsts else ""))
        if "Ь" in alphabet and letter in CONSONANTS:
            known.append((f"{letter}Ь", cost + SOFTENED, ""))
    for letter, code in firsts.items():
        found.setdefault(code, []).append((letter, LETTER, "start"))


_CYRILLIC = [letter for letter in LETTERS if "\u0400" <= letter <= "\u04ff"]
_ARABIC = [letter for letter in LETTERS if "\u0600" <= letter <= "\u06ff"]


def _arabic(found: dict[str, list[tuple[str, float, str]]]) -> None:
    """Table C turned round; a code that stands twice may also be one letter with a shadda."""
    for letter in _ARABIC:
        for code, fits in (
            zip(TEH_MARBUTA[letter], ("last", "not last"), strict=True) if letter in TEH_MARBUTA else ((LETTERS[letter], ""),)
        ):
            if not code:
                continue
            known = found.setdefault(code, [])
            cost = LETTER + LATER * len(known)
            known.append((letter, cost, fits))
            if fits != "last":
                found.setdefault(code * 2, []).append((letter + SHADDA, cost + DOUBLED, fits))


def _each_once(readings: Iterator[str]) -> Iterator[str]:
    seen: set[str] = set()
    for reading in readings:
        if reading not in seen:
            seen.add(reading)
            yield reading


def _cheapest(edges: Sequence[Sequence[Edge]]) -> Iterator[str]:
    """Yield what the ways through a row of places add up to, the cheapest way first.

    The cost of the rest is known from each place, so no step is taken that is not on the way to the next reading but for its siblings:
    each reading takes time in proportion to the length of the name.
    """
    rest = [0.0] * (len(edges) + 1)
    for place in range(len(edges) - 1, -1, -1):
        rest[place] = min((cost + rest[end] for end, _, cost in edges[place]), default=float("inf"))
    if rest[0] == float("inf"):
        return
    order = count()
    waiting: list[tuple[float, int, int, float, tuple[object, str]]] = [(rest[0], 0, next(order), 0.0, (None, ""))]
    while waiting:
        _, place, _, spent, path = heapq.heappop(waiting)
        if -place == len(edges):
            yield _walked(path)
            continue
        for end, adds, cost in edges[-place]:
            if rest[end] < float("inf"):
                estimate = round(spent + cost + rest[end], 6)
                heapq.heappush(waiting, (estimate, -end, next(order), spent + cost, (path, adds)))


def _walked(path: tuple[object, str]) -> str:
    parts: list[str] = []
    step: object = path
    while isinstance(step, tuple):
        step, adds = step
        parts.append(adds)
    return "".join(reversed(parts))
