"""What a travel document can hold, in the letters A-Z, for a name that is listed in another script or in one way of romanising it.

Chinese names are spelled by the country that issued the document: in pinyin, in Wade-Giles (Taiwan, older documents), by Cantonese
reading (Hong Kong, Macao). Koreans choose their spelling themselves, mostly between the Revised Romanisation, the one of McCune and
Reischauer without its marks, and English habits; family names have settled spellings of their own. The tables of family names stand
in ``preclear/resources``; the readings of characters come from anyascii (pinyin) and ToJyutping (Cantonese). A Korean
name that is listed in Latin letters may stand in a document with the consonants of the other system (``respelled``).

Cyrillic is spelled by the state's own practice (Doc 9303-3, table B and its notes), which the letters tell, or by the general one. Greek
follows ELOT 743 (ISO 843), by which Greek passports are written, or English ears.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import product
from typing import NamedTuple

from anyascii import anyascii

from preclear.documents import transliterate
from preclear.matching.tables import rows

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
HANGUL = re.compile(r"[\uac00-\ud7a3]+")
CYRILLIC = re.compile(r"[\u0400-\u052f]")
GREEK = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")
_OTHER_LETTERS = re.compile(r"[^\W\d_]")
_LONGEST = 6  # characters of a personal name; more is a title or a firm


class Spelled(NamedTuple):
    """One way to write a name: parts of the family name, and a part for each character of the given names."""

    family: tuple[str, ...]
    given: tuple[str, ...]


def spellings(text: str, family_name: str = "", given_names: str = "") -> tuple[Spelled, ...]:
    """Return the ways to write a name in Chinese or Korean script, the commonest first; none for a name in any other script.

    Without ``family_name`` the first character is the family name, or the first two where they are a known one.

    >>> [" ".join((*way.family, *way.given)) for way in spellings("王小明")]
    ['WANG XIAO MING', 'WANG HSIAO MING', 'WONG SIU MING']
    >>> [" ".join((*way.family, *way.given)) for way in spellings("문현우")][:2]
    ['MOON HYEON U', 'MOON HYUN WOO']
    """
    for script, surnames, ways in ((HAN, _chinese_surnames, _chinese), (HANGUL, _korean_surnames, _korean)):
        found = _parted(script, text, family_name, given_names, surnames())
        if found:
            return tuple(dict.fromkeys(ways(*found)))
    return ()


def _parted(
    script: re.Pattern[str], text: str, family_name: str, given_names: str, surnames: dict[str, tuple[str, ...]]
) -> tuple[str, str] | None:
    """Family and given names in characters of a script alone; None where the name holds letters of another one."""
    if family_name and given_names:
        family, given = ("".join(script.findall(each)) for each in (family_name, given_names))
    else:
        whole = "".join(script.findall(text))
        cut = 2 if len(whole) > 2 and whole[:2] in surnames else 1
        family, given = whole[:cut], whole[cut:]
    rest = _OTHER_LETTERS.search(script.sub("", text))
    return (family, given) if family and not rest and len(family + given) <= _LONGEST else None


def _chinese(family: str, given: str) -> Iterator[Spelled]:
    told, settled = (_chinese_surnames().get(family, ("", ""))[n] for n in (0, 1))
    pinyin = [_pinyin(character) for character in given]
    own = (told,) if told else tuple(_pinyin(character) for character in family)
    yield Spelled(own, tuple(pinyin))
    yield Spelled(tuple(map(_wade_giles, own)), tuple(map(_wade_giles, pinyin)))
    read = _cantonese(family + given)
    by_ear = tuple(_hong_kong(re.sub("eng$", "ing", reading)) for reading in read[len(family) :])  # -eng is what people say, not write
    for way in settled.split("|") if settled else ["".join(map(_hong_kong, read[: len(family)]))]:
        yield Spelled(tuple(way.split()), by_ear)


@lru_cache(maxsize=1 << 14)
def _pinyin(character: str) -> str:
    return re.sub(r"[^A-Z]", "", anyascii(character).upper())


_WADE_INITIALS = (  # pinyin, Wade-Giles without its marks; the longer ones first
    ("ZH", "CH"), ("CH", "CH"), ("SH", "SH"), ("B", "P"), ("D", "T"), ("G", "K"), ("J", "CH"), ("Q", "CH"), ("X", "HS"), ("R", "J"),
    ("Z", "TS"), ("C", "TS"),
)  # fmt: skip
_WADE_WHOLE = {
    "ZHI": "CHIH", "CHI": "CHIH", "SHI": "SHIH", "RI": "JIH", "ZI": "TZU", "CI": "TZU", "SI": "SZU", "YE": "YEH", "YAN": "YEN", "YOU": "YU",
    "YONG": "YUNG", "YUE": "YUEH", "YI": "I", "GUI": "KUEI", "KUI": "KUEI", "ER": "ERH", "GE": "KO", "KE": "KO", "HE": "HO", "E": "O",
    "GUO": "KUO", "KUO": "KUO", "HUO": "HUO", "SHUO": "SHUO", "XIONG": "HSIUNG", "JIONG": "CHIUNG", "QIONG": "CHIUNG",
}  # fmt: skip
_WADE_FINALS = (("IAN", "IEN"), ("UO", "O"), ("ONG", "UNG"), ("UE", "UEH"), ("IE", "IEH"))


@lru_cache(maxsize=1 << 12)
def _wade_giles(syllable: str) -> str:
    """A syllable of pinyin in Wade-Giles, apostrophes and umlauts gone as in a machine-readable zone."""
    if syllable in _WADE_WHOLE:
        return _WADE_WHOLE[syllable]
    initial, written = next((pair for pair in _WADE_INITIALS if syllable.startswith(pair[0])), ("", ""))
    final = syllable.removeprefix(initial)
    for ending, other in _WADE_FINALS:
        if final.endswith(ending):
            final = final.removesuffix(ending) + other
            break
    return written + final


@lru_cache(maxsize=1 << 14)
def _cantonese(characters: str) -> tuple[str, ...]:
    """The Cantonese reading of each character, in Jyutping without tones; "" where there is none."""
    import ToJyutping  # noqa: PLC0415 - takes over a second, and most lists have no Chinese name

    return tuple((reading or "").split(" ")[0].rstrip("0123456789") for _, reading in ToJyutping.get_jyutping_list(characters))


_HONG_KONG_INITIALS = (
    ("GW", "KW"), ("KW", "KW"), ("NG", "NG"), ("B", "P"), ("D", "T"), ("G", "K"), ("Z", "CH"), ("C", "CH"), ("J", "Y"),
)  # fmt: skip
_HONG_KONG_FINALS = {
    "AA": "A", "AAI": "AI", "AAU": "AU", "AAM": "AM", "AAN": "AN", "AANG": "ANG", "AAP": "AP", "AAT": "AT", "AAK": "AK",
    "OU": "O", "OE": "EU", "OENG": "EUNG", "OEK": "EUK", "EOI": "UI", "EON": "UN", "EOT": "UT", "YU": "U", "YUN": "UEN", "YUT": "UET",
}  # fmt: skip
_HONG_KONG_WHOLE = {
    "ZI": "CHI", "SI": "SZE", "CI": "CHI", "JYU": "YU", "JYUN": "YUEN", "JYUT": "YUET",
    "JI": "YI", "JIN": "YIN", "JIU": "YIU", "JUNG": "YUNG",
    "LEI": "LEI", "SEK": "SHEK", "SOENG": "SHEUNG", "SING": "SING",
    "FU": "FU", "GU": "KOO", "ZEOI": "CHUI",
}  # fmt: skip


@lru_cache(maxsize=1 << 12)
def _hong_kong(reading: str) -> str:
    """A Cantonese syllable as the registers of Hong Kong write it."""
    syllable = reading.upper()
    if syllable in _HONG_KONG_WHOLE:
        return _HONG_KONG_WHOLE[syllable]
    initial, written = next((pair for pair in _HONG_KONG_INITIALS if syllable.startswith(pair[0]) and syllable != pair[0]), ("", ""))
    if not initial and syllable[:1] not in "AEIOU" and syllable[1:]:
        initial = written = syllable[0]
    final = syllable.removeprefix(initial)
    return written + _HONG_KONG_FINALS.get(final, final)


_INITIALS = ["G", "KK", "N", "D", "TT", "R", "M", "B", "PP", "S", "SS", "", "J", "JJ", "CH", "K", "T", "P", "H"]
_VOWELS = ["A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WO", "WE", "WI", "YU", "EU", "UI", "I"]
_FINALS = [
    "",
    "K",
    "K",
    "K",
    "N",
    "N",
    "N",
    "T",
    "L",
    "K",
    "M",
    "L",
    "L",
    "L",
    "P",
    "L",
    "M",
    "P",
    "P",
    "T",
    "T",
    "NG",
    "T",
    "T",
    "K",
    "T",
    "P",
    "T",
]
_MCCUNE = {"G": "K", "D": "T", "B": "P", "J": "CH", "KK": "K", "TT": "T", "PP": "P", "JJ": "CH", "SS": "S"}
_ENGLISH = {"EO": "U", "UI": "EE", "YU": "YOO"}  # how English ears write the vowels of given names


def _korean(family: str, given: str) -> Iterator[Spelled]:
    settled = _korean_surnames().get(family)
    syllables = [_syllable(character) for character in given]
    ways = [tuple(style(*syllable) for syllable in syllables) for style in (_revised, _by_ear, _mccune)]
    families = settled or tuple(dict.fromkeys("".join(style(*_syllable(c)) for c in family) for style in (_revised, _by_ear, _mccune)))
    for own, way in product(families, ways):
        yield Spelled((own,), way)


def _syllable(character: str) -> tuple[str, str, str]:
    """Initial, vowel and final of a Hangul syllable, in the Revised Romanisation."""
    number = ord(character) - 0xAC00
    return _INITIALS[number // 588], _VOWELS[number % 588 // 28], _FINALS[number % 28]


def _revised(initial: str, vowel: str, final: str) -> str:
    return initial + vowel + final


def _by_ear(initial: str, vowel: str, final: str) -> str:
    """As English ears write it: HYUN for HYEON, YOUNG for YEONG, JOON for JUN, WOO for U, KYUNG for GYEONG."""
    if vowel == "YEO":
        sound = "YU" if initial else "YOU"
    elif vowel == "U":
        sound = "OO" if initial else "WOO"
    else:
        sound = _ENGLISH.get(vowel, vowel)
    return ("K" if initial == "G" else initial) + sound + final


def _mccune(initial: str, vowel: str, final: str) -> str:
    return _MCCUNE.get(initial, initial) + {"EO": "O", "YEO": "YO", "EU": "U"}.get(vowel, vowel) + final


# Cyrillic and Greek -------------------------------------------------------------------------------------------------------------------

Reading = Callable[[str], str]
_APART = {"ё": "йо", "ђ": "дј"}
_TOLD_APART = re.compile("[ёђ]")
_LETTERS_OF = (  # which letters tell whose a name in Cyrillic is
    ("ukrainian", re.compile("[іїєґ]")),
    ("belarusian", re.compile("ў")),
    ("macedonian", re.compile("[ѓќѕ]")),
    ("serbian", re.compile("[ђјљњћџ]")),
    ("bulgarian", re.compile("ъ(?![еёюя])")),
)
_EASTERN = re.compile("[ёйщъыьэюя]")  # letters that Serbian and Macedonian do without
_OTHER_IN = {"ukrainian": re.compile("г"), "serbian": re.compile("[жцчшх]")}  # what would be spelled in another way there


def readings(text: str) -> tuple[Reading, ...]:
    """Return what spells a name in Cyrillic or Greek in Latin letters, in each way that documents do; nothing for another script.

    >>> [spell("Олег") for spell in readings("Олег")], [spell("Μπουρνάς") for spell in readings("Μπουρνάς")]
    (['OLEG', 'OLEH'], ['BOURNAS', 'BURNAS'])
    """
    lower = unicodedata.normalize("NFC", text).lower()
    if GREEK.search(lower):
        return partial(_greek, letters=_ELOT, begins=_ELOT_BEGINS), partial(_greek, letters=_GREEK_BY_EAR, begins=_GREEK_BY_EAR_BEGINS)
    if not CYRILLIC.search(lower):
        return ()
    own = [state for state, letters in _LETTERS_OF if letters.search(lower)]
    if not own:  # letters that every state has: read as Ukraine does, and as Serbia does where no other letter stands against it
        able = ("ukrainian",) if _EASTERN.search(lower) else ("ukrainian", "serbian")
        own = [state for state in able if _OTHER_IN[state].search(lower)]
    more = (_told_apart,) if _TOLD_APART.search(lower) else ()
    return (_cyrillic, *(partial(_cyrillic, state=state) for state in own), *more)


def _cyrillic(text: str, state: str | None = None) -> str:
    return transliterate(text, state).replace("<", " ")


def _told_apart(text: str) -> str:
    """With YO and DJ, as many are known, for letters that the table gives as E and D."""
    return _cyrillic(_TOLD_APART.sub(lambda letter: _APART[letter[0]], text.lower()))


_ELOT = {
    "ΑΥ": "AV", "ΕΥ": "EV", "ΗΥ": "IV", "ΟΥ": "OU", "ΓΓ": "NG", "ΓΞ": "NX", "ΓΧ": "NCH", "ΜΠ": "MP", "Α": "A", "Β": "V", "Γ": "G",
    "Δ": "D", "Ε": "E", "Ζ": "Z", "Η": "I", "Θ": "TH", "Ι": "I", "Κ": "K", "Λ": "L", "Μ": "M", "Ν": "N", "Ξ": "X", "Ο": "O", "Π": "P",
    "Ρ": "R", "Σ": "S", "Τ": "T", "Υ": "Y", "Φ": "F", "Χ": "CH", "Ψ": "PS", "Ω": "O",
}  # fmt: skip
_ELOT_BEGINS = {"ΜΠ": "B"}
_GREEK_BY_EAR = {
    **_ELOT, "ΟΥ": "U", "ΜΠ": "MB", "ΓΚ": "NG", "ΤΖ": "J", "ΑΙ": "E", "ΕΙ": "I", "ΟΙ": "I", "Υ": "I", "Χ": "H",
}  # fmt: skip
_GREEK_BY_EAR_BEGINS = {"ΜΠ": "B", "ΝΤ": "D", "ΓΚ": "G"}
_WITH_V = ("ΑΥ", "ΕΥ", "ΗΥ")
_VOICELESS = frozenset("ΘΚΞΠΣΤΦΧΨ")


def _greek(text: str, letters: Mapping[str, str], begins: Mapping[str, str]) -> str:
    """A text in Greek by a table of letters and pairs of them; -y after a vowel is f before what has no voice, and at the end."""
    parts = unicodedata.normalize("NFD", text)
    bare = unicodedata.normalize("NFC", re.sub(r"[\u0300-\u0307\u0309-\u036f]", "", parts)).upper().replace("ς", "Σ")
    out, place = [], 0
    while place < len(bare):
        pair, after = bare[place : place + 2], bare[place + 2 : place + 3]
        begins_word = place == 0 or not bare[place - 1].isalpha()
        spelled = (begins.get(pair) if begins_word else None) or (letters.get(pair) if len(pair) > 1 else None)
        if spelled and pair in _WITH_V and (after in _VOICELESS or not after.isalpha()):
            spelled = spelled[0] + "F"
        out.append(spelled or letters.get(_undotted(bare[place]), bare[place]))
        place += 2 if spelled else 1
    return "".join(out)


def _undotted(letter: str) -> str:
    """A Greek letter without its diaeresis, which parts it from the vowel before it."""
    return unicodedata.normalize("NFD", letter)[0]


# Names that are listed in one way of romanising them -----------------------------------------------------------------------------------

_KOREAN = re.compile(
    r"(?P<initial>CH|SH|[KGNDTRLMBPSJH])?"
    r"(?P<rest>(?:YEO|YAE|YOU|YOO|YE|YU|YA|YO|WAE|WOO|WA|WO|WE|WI|EUI|EO|EU|AE|OE|OO|OU|UI|EE|A|E|I|O|U)(?:NG|[KNTLMP])?)"
)
_WEAK = {"CH": "J", "K": "G", "T": "D", "P": "B"}  # McCune-Reischauer: the Revised Romanisation
_STRONG = {weak: strong for strong, weak in _WEAK.items()}
_FAMILIES_AS_THEY_ARE = frozenset({"KIM", "KANG", "KWON", "KO", "KOO", "PAK", "PARK", "CHOE", "CHOI", "CHA", "CHAE", "PYO"})
_SOUTH = {"RI": "LEE", "RIM": "LIM", "RYU": "YOO", "RO": "NOH", "RYANG": "YANG", "RA": "NA", "RYOM": "YEOM"}
_NORTH = {"LEE": "RI", "YI": "RI", "RHEE": "RI", "LIM": "RIM", "YOO": "RYU", "NOH": "RO", "ROH": "RO", "YEOM": "RYOM"}


def respelled(family: str, given: Sequence[str]) -> tuple[Spelled, ...]:
    """Return other ways to romanise a name in A-Z that seems to be Korean; none for one that does not.

    >>> [" ".join((*way.family, *way.given)) for way in respelled("JONG", ["MAN", "BOK"])]
    ['CHONG MAN POK']
    """
    syllables = _split(given) if family in romanised_families() else ()
    if not syllables:
        return ()
    ways = []
    for table, families in ((_WEAK, _SOUTH), (_STRONG, _NORTH)):
        other = families.get(family) or (family if family in _FAMILIES_AS_THEY_ARE else _turned(family, table))
        ways.append(Spelled((other,), tuple(_turned(each, table) for each in syllables)))
    plain = family + "".join(given)
    return tuple(dict.fromkeys(way for way in ways if "".join((*way.family, *way.given)) != plain))


def _split(given: Sequence[str]) -> tuple[str, ...]:
    """The one or two syllables that given names are of; nothing where they are something else."""
    if len(given) == 1:
        name = given[0]
        cuts = [at for at in range(1, len(name)) if _KOREAN.fullmatch(name[:at]) and _KOREAN.fullmatch(name[at:])]
        if cuts and not _KOREAN.fullmatch(name):
            return name[: cuts[-1]], name[cuts[-1] :]
    return tuple(given) if all(_KOREAN.fullmatch(each) for each in given) else ()


def _turned(syllable: str, table: Mapping[str, str]) -> str:
    found = _KOREAN.fullmatch(syllable)
    if not found or not found["initial"]:
        return syllable
    return table.get(found["initial"], found["initial"]) + found["rest"]


@cache
def romanised_families() -> frozenset[str]:
    """Return the family names in Latin letters of which ``respelled`` knows other spellings."""
    return frozenset(way for ways in _korean_surnames().values() for way in ways) | {"CHON", "CHONG", "JON", "JONG", "PYON", "SO", "RYOM"}


@cache
def _chinese_surnames() -> dict[str, tuple[str, ...]]:
    return {row[0]: (row[1], row[2]) for row in rows("chinese_surnames.csv")}


@cache
def _korean_surnames() -> dict[str, tuple[str, ...]]:
    return {row[0]: tuple(row[1].split("|")) for row in rows("korean_surnames.csv")}
