"""Names as parts that can be compared: letters A-Z, titles set apart, articles known as such.

Parts with letters of an abjad (Arabic, Hebrew) are kept as skeletons: their consonants in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, get_args

from rapidfuzz.distance import OSA

from preclear.documents import transliterate
from preclear.manifest import NotScreened, Traveller, names
from preclear.matching import abjads, scripts
from preclear.watchlist import Name

Role = Literal["", "family", "given"]  # "": the source does not tell the parts apart
ROLES: tuple[Role, ...] = get_args(Role)

TITLES = frozenset(names.TITLES) | {
    "MASTER", "MISTER", "MX", "DOCTOR", "PROF", "PROFESSOR", "REV", "INFT", "ADT", "MME", "MLLE", "SRA", "SRTA", "HERR", "FRAU",
}  # fmt: skip
_GLUED = re.compile(r"([A-Z]{2,}?)(?:MRS|MR|MISS|MS|MSTR|DR|CHD|INF)")  # airlines run the title together with the given names
_GLUED_BEFORE = re.compile(r"(?:MRS|MR|MISS|MSTR)([A-Z]{3,})")
_ARTICLES = frozenset({
    "AL", "EL", "UL", "AS", "ASH", "AR", "AD", "AT", "AZ", "ES", "EZ", "ED", "UR", "ECH", "BIN", "BEN", "IBN", "BINT", "BENT", "BTE",
    "BTI", "BINTE", "BINTI", "OULD", "WULD", "MINT", "ABU", "ABOU", "UMM", "OUM", "DE", "DEL", "DELA", "DA", "DO", "DOS", "DAS", "DI",
    "DU", "LA", "LE", "LOS", "LAS", "VAN", "VON", "DER", "DEN", "TER", "ZU", "Y", "E",
})  # fmt: skip
_SUFFIXES = frozenset({  # the last ones: son or daughter of, as Turkic names say it
    "JR", "SR", "JNR", "SNR", "II", "III", "IV", "OGLU", "OGLY", "OGLI", "OGHLU", "UGLI", "KIZI", "KYZY", "QIZI", "GYZY", "UULU",
})  # fmt: skip
_RELATED = re.compile(r"(?<![^\W_])(?:A[/\\][LP]|[SDWHB][/\\]O)(?![^\W_])", re.IGNORECASE)  # Malaysian, Indian: son or daughter of
_RELATED_APART = frozenset({("A", "L"), ("A", "P"), ("S", "O"), ("D", "O")})  # as a zone prints it
_SERVANT = re.compile(r"ABD(?:[AEIOU]L)?|ABDI|bd(?:l)?")  # Arabic "servant of": one name with the part that follows
_ARTICLE_SLIP = re.compile(r"[AEU][A-Z]?|[A-Z]L")  # after "servant of": the article, cut or mistyped
_ARTICLE_OF_SERVANT = frozenset({"AL", "EL", "UL"})
_LONGEST_SERVANT = 5
_SERVANT_ALONE = re.compile(r"ABD(?:[AEIOU]L)?")
_LEAST_BEFORE_SERVANT = 2  # given names, that one with them
CUT = "<"  # after a part that fills its field: a listed one may go on
_LEAST_CUT = 4  # letters of a part that what it may be the beginning of is looked for
_LEAST_LETTERS = 2
_ROMANISED = (2, 3)  # parts of a Korean name in Latin letters
_FULL_FIELDS = (range(29, 32), range(38, 1000))  # a full field: cards 30 and 31, passports 39 places; one less: a filler was cut off


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a name."""

    text: str  # A-Z; small letters: a skeleton
    role: Role = ""
    minor: bool = False  # an article or suffix, which documents often leave out
    other: str = ""  # a second reading: without a title that seems glued to it; with ``CUT``: as the beginning of a longer part


@dataclass(frozen=True, slots=True)
class Declared:
    """The name of a traveller, ready for comparison."""

    parts: tuple[Part, ...]
    cut: bool = False  # as long as a document's field: each part may be the beginning of a longer one


def listed(name: Name) -> tuple[Part, ...]:
    """Return the parts of a listed name, empty where it holds too few letters to compare: an alias like ``H7``."""
    if name.family_name and name.given_names:
        parts = _untitled((*_parts(name.family_name, "family"), *_parts(name.given_names, "given")))
    else:
        parts = _untitled(_parts(name.text, ""))
    return parts if sum(len(part.text) for part in parts if not part.minor) >= _LEAST_LETTERS else ()


def listings(name: Name) -> tuple[tuple[Part, ...], ...]:
    """Return the parts of a listed name in each spelling that a document may have; none where it holds too few letters.

    The first is the name as it is listed. What is written in another script, or romanised in one of several ways, has more (``scripts``).
    """
    latin = name.text.isascii()
    ways = () if latin else scripts.spellings(name.text, name.family_name, name.given_names)
    if ways:
        return tuple((*(Part(text, "family") for text in way.family), *(Part(text, "given") for text in way.given)) for way in ways)
    texts = (name.text, name.family_name, name.given_names)
    if latin or not abjads.LETTERS.search(name.text):
        spell = () if latin else scripts.readings(name.text)
        if spell:
            return tuple(dict.fromkeys(filter(None, (listed(_spelled(name, map(each, texts))) for each in spell))))
        parts = listed(name)
        if len(parts) in _ROMANISED and parts[0].text in scripts.romanised_families():
            return (parts, *_respelled(parts))
        return (parts,) if parts else ()
    found = (listed(_spelled(name, way)) for way in abjads.readings(texts))
    return tuple(dict.fromkeys(filter(None, found)))


def _respelled(parts: tuple[Part, ...]) -> Iterator[tuple[Part, ...]]:
    """Other romanisations of a name in two or three parts, the family name first where the list does not tell them apart."""
    family, *given = parts
    if any(part.role == "family" for part in given):
        return
    roles: tuple[Role, Role] = ("family", "given") if family.role else ("", "")
    for way in scripts.respelled(family.text, [part.text for part in given]):
        yield (*(Part(text, roles[0]) for text in way.family), *(Part(text, roles[1]) for text in way.given))


def _spelled(name: Name, texts: Iterable[str]) -> Name:
    """A name with its text, family name and given names in another spelling."""
    text, family_name, given_names = texts
    return replace(name, text=text, family_name=family_name, given_names=given_names)


def declared(traveller: Traveller) -> Declared | NotScreened:
    """Return the parts of a traveller's name, or why there is nothing to compare.

    Titles at either end are set apart; placeholders for a name that is not known fall away.
    """
    told_apart = bool(traveller.family_name.strip() and traveller.given_names.strip())
    family = _parts(traveller.family_name, "family" if told_apart else "")
    given = _parts(traveller.given_names, "given" if told_apart else "")
    everything = _untitled((*_with_servant(family, given), *given))
    if not everything:
        return NotScreened("no_name", "no name was declared")
    if _is_placeholder(everything, traveller):
        return NotScreened("placeholder_name", "the name is a placeholder")
    parts = tuple(part for part in everything if not names.names_nobody(part.text))
    cut = any(_length(traveller) in full for full in _FULL_FIELDS)
    read = _unglued(parts, given)
    return Declared((*read[:-1], _begun(read[-1])) if cut else read, cut)


def typed(text: str) -> tuple[Part, ...]:
    """Return the parts of a name as somebody typed it, family and given names not told apart."""
    return _untitled(_parts(text, ""))


def _is_placeholder(parts: tuple[Part, ...], traveller: Traveller) -> bool:
    """Whether a name whose titles are set apart stands for one that is not known yet; a number in it is none of its parts."""
    if not all(part.text in names.WORDS or names.names_nobody(part.text) for part in parts):  # nearly all
        return False
    return names.name_nobody([part.text for part in parts], counted=any(map(str.isdigit, traveller.family_name + traveller.given_names)))


def _unglued(parts: tuple[Part, ...], given: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts, the first and the last given name read a second way where it begins or ends in a title. The first reading stays."""
    found = list(parts)
    for place, of in ((len(parts) - len(given), 0), (len(parts) - 1, -1)):
        if given and place >= 0 and found[place] == given[of]:
            glued = (_GLUED if of else _GLUED_BEFORE).fullmatch(found[place].text)
            found[place] = replace(found[place], other=glued[1]) if glued else found[place]
    return tuple(found)


def _begun(part: Part) -> Part:
    """The last part of a name that is cut, read as the beginning of a longer one as well."""
    return part if part.other or part.minor or len(part.text) < _LEAST_CUT else replace(part, other=part.text + CUT)


def _length(traveller: Traveller) -> int:
    """How many places the name takes in a machine-readable zone, with one filler between parts and two before the given names."""
    family, given = (_components(text) for text in (traveller.family_name, traveller.given_names))
    return sum(len(component) + 1 for component in (*family, *given)) + bool(family and given) - 1


@lru_cache(maxsize=1 << 17)
def _parts(text: str, role: Role) -> tuple[Part, ...]:
    components = _components(text)
    if len(components) > 1:
        components = _unrelated(components)
        if any(len(component) <= _LONGEST_SERVANT and component[0] in "ABb" for component in components):  # else there is none
            components = tuple(_servants(components))
    last = len(components) - 1
    return tuple(
        Part(component, role, minor=bool(last) and (component in _SUFFIXES or (place < last and component in _ARTICLES)))
        for place, component in enumerate(components)
    )


@lru_cache(maxsize=1 << 16)
def _components(text: str) -> tuple[str, ...]:
    if text.isascii() and text.replace(" ", "").isalpha():  # nearly all
        return tuple(text.upper().split())
    text = _RELATED.sub(" ", text)
    if not abjads.LETTERS.search(text):
        return tuple(filter(str.isalpha, re.sub(r"\d", "", transliterate(text)).split("<")))
    return tuple(abjads.parts(text))


def _unrelated(components: tuple[str, ...]) -> tuple[str, ...]:
    """The components without what stands between a name and the father's as two letters: ``RAMAN A L KRISHNAN``."""
    for place in range(1, len(components) - 2):
        if components[place : place + 2] in _RELATED_APART:
            return components[:place] + components[place + 2 :]
    return components


def _servants(components: Sequence[str]) -> Iterator[str]:
    """Put ``abd al-X`` and its kin together as ``ABDULX``; at the end, where a field is cut, the beginning of that as ``ABDUL``."""
    pending = ""
    for place, component in enumerate(components):
        after = components[place + 1 : place + 3]
        if pending and (component in _ARTICLES or _ARTICLE_SLIP.fullmatch(component)):
            if after:
                continue
            component = "" if pending != "bdl" else component  # noqa: PLW2901 - what an article began is cut off
        elif not pending and after and (_SERVANT.fullmatch(component) or _is_slip_of_servant(component, after)):
            pending = "bdl" if component.islower() else "ABDUL"
            continue
        yield pending + component.removeprefix("l") if pending == "bdl" else pending + component
        pending = ""


def _is_slip_of_servant(component: str, after: Sequence[str]) -> bool:
    """Whether a part before ``al-X`` is ``abd`` with one letter mistyped."""
    return (
        len(after) > 1
        and after[0] in _ARTICLE_OF_SERVANT
        and component not in _ARTICLES
        and component[:1] in ("A", "B")
        and OSA.distance(component, "ABD", score_cutoff=1) == 1
        and component != "ABI"
    )


def _with_servant(family: tuple[Part, ...], given: tuple[Part, ...]) -> tuple[Part, ...]:
    """The family name, read a second way where the given names end in ``abd al-``: the name that it begins goes on there."""
    place = next((place for place, part in enumerate(family) if not part.minor), None)
    if place is None or len(given) < _LEAST_BEFORE_SERVANT or not _SERVANT_ALONE.fullmatch(given[-1].text):
        return family
    part = family[place]
    return (*family[:place], replace(part, other=f"ABDUL{part.text}"), *family[place + 1 :])


def _untitled(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The parts without titles at the ends of the name and of the family name, as long as something is left."""
    if TITLES.isdisjoint([part.text for part in parts]):  # nearly all
        return parts
    kept = tuple(
        part
        for place, part in enumerate(parts)
        if part.text not in TITLES or not (place in (0, len(parts) - 1) or parts[place - 1].role != parts[place + 1].role)
    )
    return kept or parts
