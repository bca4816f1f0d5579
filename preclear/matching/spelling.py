"""How alike two name parts are, both in the letters A-Z.

Spellings of one name differ between documents by transliteration more than by mistake. A part is therefore *folded* first: digraphs,
doubled letters and vowels that stand for one another become one letter, so that MOHAMMED, MUHAMMED and MOHAMED are the same. What is a
form of another name (``name_forms``: Volodya of Vladimir) folds to that. Its *skeleton*, in small letters, keeps the consonants alone:
all that a name in Arabic or Hebrew letters tells.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from preclear.matching.tables import rows

_FOLDINGS = tuple(  # applied in this order
    (re.compile(pattern), by)
    for pattern, by in (
        (r"NXX", "N"),  # Doc 9303 permits NXX for Ñ and UXX for Ü
        (r"UXX", "U"),
        (r"X", "KS"),
        (r"^ABD[AEIOU]?[LR]?(?:AL(?=[B-DF-HJ-NP-TV-Z][A-Z]{2}))?(?=[AEIOU]?[B-Z][A-Z]{2})", "ABDL"),  # abd al-, abdul, abdel, abdur, abdi
        (r"(?<=[A-Z]{2}[EO])FF$", "V"),  # Slavic -off, -eff
        (r"(?<=[AEIOUR])YEV", "EV"),
        (r"[AO]V[IY]T?CH$", "OVICH"),  # Slavic, son of, by language
        (r"[IY]?EV[IY]T?CH$", "EVICH"),
        (r"ES$", "EZ"),  # Spanish and Portuguese
        (r"^(?:PARK|BAK)$", "PAK"),  # Korean family names as passports spell them, beside McCune-Reischauer
        (r"^GIM$", "KIM"),
        (r"^CHOI$", "CHOE"),
        (r"(?<=[A-Z]{2})(?:[AEU]L?|[AEU]D)D(?:I|EE)NE?$", "UDIN"),  # of the faith: -al-Din, -eddine, -uddin
        (r"N(?:[AEI]J?ZH?AD|[EI]JH?AD)$", "NEJAD"),  # Persian, of the line of
        (r"ZAD(?:EH?|AH?)$", "ZADE"),  # born of
        (r"SHCH|SCH|SH", "S"),
        (r"TCH|CH", "X"),  # X is free by now
        (r"KH|CK|C|Q", "K"),
        (r"PH", "F"),
        (r"TH", "T"),
        (r"DH|DZ", "D"),
        (r"DJ|[JY]", "I"),
        (r"GH", "G"),
        (r"TZ", "TS"),
        (r"W", "U"),
        (r"AEE", "AI"),  # Saeed, Said
        (r"AE", "A"),
        (r"OE", "O"),
        (r"UE|OU|OO|O", "U"),
        (r"EE|[AE]I", "I"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[AEIU])H$", ""),
    )
)
_VOWELS = re.compile(r"[AEIOU]")
_MANY_LETTERS = 6
_FEW_LETTERS = 3  # of a folded form: so short, it is other names as well


class Closeness(NamedTuple):
    """How alike two parts are, and in which way."""

    strength: float  # 0.0 different, 1.0 the same letters
    code: str  # "same", "spelling", "form", "vowels", "letters", "initial", "cut"; "" where they are different


DIFFERENT = Closeness(0.0, "")
_BY_LENGTH = {  # edits: strength by the letters of the longer part, from the shortest length at which it counts
    1: ((8, 0.93), (6, 0.90), (5, 0.85), (4, 0.78), (3, 0.60)),
    2: ((9, 0.82), (7, 0.76), (6, 0.60)),
}
SKELETON, SKELETON_OTHER_VOWELS, INITIAL = 0.86, 0.76, 0.5
CONSONANTS = 0.93  # of a name that the list has in letters that leave vowels out: nothing else can agree
SPELLING_COST = 0.25  # of a name with every letter another, and still the same when folded


@lru_cache(maxsize=1 << 18)
def fold(part: str) -> str:
    """Return the folded form of a part; a skeleton stays as it is.

    >>> fold("MOHAMMED"), fold("MUHAMMED"), fold("MUELLER"), fold("ABDURRAHMAN"), fold("ABDELRAHMAN")
    ('MUHAMED', 'MUHAMED', 'MULER', 'ABDLRAHMAN', 'ABDLRAHMAN')
    """
    if part.islower():
        return part
    by_rule, forms = _by_rule(part), name_forms()
    return forms.get(part) or forms.get(by_rule, by_rule)


def _by_rule(part: str) -> str:
    for pattern, by in _FOLDINGS:
        part = pattern.sub(by, part)
    return part


@cache
def name_forms() -> Mapping[str, str]:
    """Return the folded form of the name that a short form, or its form in another language, stands for.

    It is found under the form as the rules fold it, so that other spellings of it count as well; under its letters where so few would
    be left that other names fold to the same. A long form that is one letter off is found without, and tells more as it is spelled.

    >>> name_forms()["SASA"], name_forms()["BILL"]
    ('ALEKSANDR', 'UILIAM')
    """
    return {
        by_rule if len(by_rule) > _FEW_LETTERS else form: name
        for form, by_rule, name in _told()
        if by_rule != name and not (len(form) >= _MANY_LETTERS and OSA.distance(by_rule, name) == 1)
    }


@cache
def _told() -> tuple[tuple[str, str, str], ...]:
    """Each form of a name in the table, as the rules fold it, and the name itself so."""
    return tuple((form, _by_rule(form), _by_rule(name)) for name, forms in rows("name_forms.csv") for form in forms.split("|"))


@cache
def _names() -> Mapping[str, str]:
    """The name that each folded form stands for, be it found by that or by its letters."""
    return {by_rule: name for _, by_rule, name in _told()}


def _one_name(folded: str, other: str) -> bool:
    return _names().get(folded, folded) == _names().get(other, other)


def fold_all(parts: Sequence[str]) -> list[str]:
    """Return what ``fold`` gives for each part, many times quicker for many: each rule goes once over all of them.

    >>> fold_all(["MOHAMMED", "mhmd", "MUELLER"])
    ['MUHAMED', 'mhmd', 'MULER']
    """
    folded = list(parts)
    spelled = [place for place, part in enumerate(parts) if part and not part.islower()]
    text = "\n".join(parts[place] for place in spelled)
    for pattern, by in _FOLDINGS:
        text = re.compile(pattern.pattern, re.MULTILINE).sub(by, text)
    forms = name_forms()
    for place, part in zip(spelled, text.split("\n") if spelled else (), strict=True):
        folded[place] = forms.get(parts[place]) or forms.get(part, part)
    return folded


def skeleton_all(folded: Sequence[str]) -> list[str]:
    """Return what ``skeleton`` gives for each folded part, quicker for many.

    >>> skeleton_all(["MUHAMED", "MHMD", ""])
    ['mhmd', 'mhmd', '']
    """
    return re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", "\n".join(folded))).lower().split("\n")


@lru_cache(maxsize=1 << 18)
def skeleton(folded: str) -> str:
    """Return the consonants of a folded part in small letters.

    >>> skeleton(fold("MOHAMMED")), skeleton(fold("MHMD"))
    ('mhmd', 'mhmd')
    """
    return re.sub(r"(.)\1+", r"\1", _VOWELS.sub("", folded)).lower()


def after_edits(edits: int, letters: int) -> float:
    """Return how alike two parts are that so many edits part, by the letters of the longer one."""
    if edits == 0:
        return 1.0
    return next((strength for least, strength in _BY_LENGTH.get(edits, ()) if letters >= least), 0.0)


@lru_cache(maxsize=1 << 19)
def closeness(a: str, b: str) -> Closeness:
    """Return how alike two parts are, whichever comes first.

    >>> closeness("MOHAMMED", "MUHAMMAD").code, closeness("SMITH", "SMYTH").code, closeness("J", "JOHN").code, closeness("LI", "LU").code
    ('form', 'spelling', 'initial', '')
    """
    if a == b:
        return Closeness(1.0, "same")
    if 1 in (len(a), len(b)) and a[0] == b[0] and not a.islower():
        return Closeness(INITIAL, "initial")
    folded_a, folded_b = fold(a), fold(b)
    longer = max(len(a), len(b))
    if folded_a == folded_b:
        code = "spelling" if a.islower() or _by_rule(a) == _by_rule(b) else "form"
        return Closeness(1.0 - SPELLING_COST * OSA.distance(a, b) / longer, code)
    if a.islower() or b.islower():
        same = skeleton(folded_a) == skeleton(folded_b)
        return Closeness(CONSONANTS, "vowels") if same and len(skeleton(folded_a)) > 1 else DIFFERENT
    edits = min(OSA.distance(a, b, score_cutoff=3), OSA.distance(folded_a, folded_b, score_cutoff=3))
    by_letters = after_edits(edits, longer)
    if len(skeleton(folded_a)) > 2 and skeleton(folded_a) == skeleton(folded_b):
        by_skeleton = SKELETON if edits == 1 else SKELETON_OTHER_VOWELS
        if by_skeleton > by_letters:
            return Closeness(by_skeleton, "vowels")
    if not by_letters:
        return DIFFERENT
    return Closeness(by_letters, "form" if _one_name(folded_a, folded_b) else "letters")
