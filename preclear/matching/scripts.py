"""What a travel document can hold for a name that is listed in Chinese or Korean script, in the letters A-Z.

Chinese names are spelled by the country that issued the document: in pinyin, in Wade-Giles (Taiwan, older documents), by Cantonese
reading (Hong Kong, Macao). Koreans choose their spelling themselves, mostly between the Revised Romanisation, the one of McCune and
Reischauer without its marks, and English habits; family names have settled spellings of their own. The tables of family names stand
in ``preclear/resources``; the readings of characters come from anyascii (pinyin) and ToJyutping (Cantonese).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from typing import NamedTuple

from anyascii import anyascii

HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")
HANGUL = re.compile(r"[\uac00-\ud7a3]+")
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
    by_ear = tuple(_hong_kong(reading) for reading in read[len(family) :])
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


@cache
def arabic_names() -> Mapping[str, str]:
    """Return a Latin spelling of common Arabic names, and of those that have too few consonants to be known by them."""
    return {row[0]: row[1] for row in _rows("arabic_names.csv")}


@cache
def _chinese_surnames() -> dict[str, tuple[str, ...]]:
    return {row[0]: (row[1], row[2]) for row in _rows("chinese_surnames.csv")}


@cache
def _korean_surnames() -> dict[str, tuple[str, ...]]:
    return {row[0]: tuple(row[1].split("|")) for row in _rows("korean_surnames.csv")}


def _rows(name: str) -> Iterator[Sequence[str]]:
    lines = (files("preclear") / "resources" / name).read_text(encoding="utf-8").splitlines()
    return csv.reader(line for line in lines if not line.startswith("#"))
