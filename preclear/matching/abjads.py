"""Names in Arabic and Hebrew letters, which leave most vowels out: common names by a table, all others by their consonants.

Such a part is kept in small letters: the consonants that its Latin spellings have in common, as ``spelling.skeleton`` gives them for
these. Letters that are read in several ways are read in each of them, one name each (``readings``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from anyascii import anyascii

from preclear.matching.spelling import fold, skeleton
from preclear.matching.tables import rows

LETTERS = re.compile(r"[\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_HEBREW = re.compile(r"[\u05d0-\u05ea\ufb1d-\ufb4f]")
_MARKS = re.compile(r"[\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0591-\u05bb\u05bd-\u05c7]")  # vowels and stretchings; not dagesh
_APART = re.compile(r"[^\w'+\u05bc\u05f3]+")
_SILENT = re.compile(r"\u0629$|(?<=\w{3})\u0647$|(?<=\w{2})\u062d$")  # Arabic, at the end: a vowel or H in Latin, or nothing
_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"(?<!\w)\u0627\u0644(?=\w{3})")  # Arabic al-, written together with its word
_OF_THE_FAITH, _FAITH = re.compile(r"(?<=\w) \u0627\u0644\u062f\u064a\u0646(?!\w)"), "+"  # Arabic X al-Din: one name in Latin letters

Habit = Mapping[int, int | str]

# Letters of Arabic as they are read: as usual; in the Maghreb (sh as CH); in Egypt and the Gulf (j and q as G, th as S).
_ARABIC_HABITS: tuple[Habit, ...] = (
    {},
    {0x0634: 0x0686},
    {0x062C: 0x06AF, 0x0642: 0x06AF, 0x062B: 0x0633},
)
# Letters of Hebrew, which is written without points: B and P soft within a word (V, F); hard; the gutturals as CH; vav as V, not O or U;
# names of German and Yiddish, with Z for ts, S for z, and W, which tells no more than a vowel.
_DAGESH, _GERESH = "\u05bc", "\u05f3"
_HARD, _CH = {0x05D1: "\u05d1" + _DAGESH, 0x05E4: "\u05e4" + _DAGESH}, "\u05e6" + _GERESH
_HEBREW_HABITS: tuple[Habit, ...] = (
    {},
    _HARD,
    {0x05D7: _CH, 0x05DA: _CH},
    {0x05D5: "\u05d5\u05d5"},
    {**_HARD, 0x05D5: "", 0x05D6: 0x05E1, 0x05E6: 0x05D6, 0x05E5: 0x05D6},
)
_HEBREW_WHOLE = (  # in this order; consonants as ``skeleton`` gives them for Latin spellings: x for CH, nothing for J and W
    ("צ׳", "x"), ("ץ׳", "x"), ("ג׳", ""), ("ז׳", "zh"), ("ת׳", "t"), ("וו", "v"), ("בּ", "b"), ("פּ", "p"), ("כּ", "k"), (_DAGESH, ""),
    (_GERESH, ""),
)  # fmt: skip
_HEBREW_LETTERS = str.maketrans({  # alef, ayin, and what only lengthens a vowel, have none
    "א": "", "ב": "v", "ג": "g", "ד": "d", "ה": "h", "ו": "", "ז": "z", "ח": "h", "ט": "t", "י": "", "כ": "k", "ך": "k", "ל": "l", "מ": "m",
    "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "", "פ": "f", "ף": "f", "צ": "ts", "ץ": "ts", "ק": "k", "ר": "r", "ש": "s", "ת": "t",
})  # fmt: skip
_HEBREW_BEGINS = {"ב": "b", "פ": "p", "ו": "v"}


def parts(text: str) -> Iterator[str]:
    """Return the parts of a text that holds letters of an abjad: a usual Latin spelling in A-Z, or consonants in small letters.

    >>> list(parts("محمد الطيب")), list(parts("نور الدين")), list(parts("מֹשֶׁה רבינוביץ"))
    (['MUHAMMAD', 'ltb'], ['NOURUDDIN'], ['MOSHE', 'rvnvts'])
    """
    plain = _OF_THE_FAITH.sub(_FAITH, _MARKS.sub("", unicodedata.normalize("NFKC", text)))
    known = names()
    for word in _APART.split(plain):
        name = word.removesuffix(_FAITH)
        found = known.get(name) or (_hebrew(name) if _HEBREW.search(name) else _arabic(name))
        if found:
            yield found if name is word else found + ("dn" if found.islower() else "UDDIN")


def readings(texts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Return texts of one name in every way to read them, the first as they stand.

    A name in Arabic is looked for with its articles and without, since Latin spellings write them apart, together with the word, or not
    at all, and as its letters are read in one region or another. Common names are the same in all.
    """
    if any(map(_HEBREW.search, texts)):
        ways, habits = [tuple(texts)], _HEBREW_HABITS
    else:
        joined = tuple(_OF_THE_FAITH.sub(_FAITH, text) for text in texts)
        ways, habits = [joined, tuple(_ARTICLE.sub("", text) for text in joined)], _ARABIC_HABITS
    for habit in habits:
        yield from (tuple(_read(text, habit) for text in way) for way in ways)


@cache
def names() -> Mapping[str, str]:
    """Return a Latin spelling of common Arabic and Hebrew names, and of those that have too few consonants to be known by them."""
    return {row[0]: row[1] for table in ("arabic_names.csv", "hebrew_names.csv") for row in rows(table)}


def _read(text: str, habit: Habit) -> str:
    known = names()
    return _WORD.sub(lambda word: word[0] if word[0] in known else word[0].translate(habit), text)


def _arabic(word: str) -> str:
    return skeleton("".join(map(_arabic_letter, _SILENT.sub("", word))))


@cache
def _arabic_letter(letter: str) -> str:
    """The consonants of one letter: each by itself, or k and h would be read as kh."""
    return skeleton(fold(re.sub(r"[^A-Z]", "", anyascii(letter).upper())))


def _hebrew(word: str) -> str:
    spelled = word.removesuffix("ה")
    if spelled[1:2] != _DAGESH:
        spelled = _HEBREW_BEGINS.get(spelled[:1], spelled[:1]) + (spelled[2:] if spelled.startswith("וו") else spelled[1:])
    for letters, by in _HEBREW_WHOLE:
        spelled = spelled.replace(letters, by)
    return skeleton(re.sub(r"[^a-z]", "", spelled.translate(_HEBREW_LETTERS)))
