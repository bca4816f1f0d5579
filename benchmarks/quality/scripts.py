"""Names in another script against Latin spellings of them: pairs with truth, made of tables of name parts (``data/*.csv``).

The tables say how each part is spelled in passports, by custom as much as by rule, and come from no romanisation code of ours. Parts
are kept apart between the halves, so that no part that weights or tables were tried on is in what is reported.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import numpy as np

from benchmarks.quality.asked import Asked, Half, chance, half, in_zone_letters, traveller
from benchmarks.quality.measure import AT_ONCE, Share
from preclear import matching, watchlist
from preclear.manifest import NotScreened
from preclear.watchlist import Edition, Entry, Name, Source

FALSE_PAIRS = 0.001  # the share of pairs of two people at which recall is read
DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a name with what it is spelled like: under "" by no particular system, else by system."""

    native: str
    latin: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody made of such parts: as a list prints them, as a document may, part by part."""

    native: str
    family: tuple[Part, ...]
    given: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Everybody listed in one script, and everybody asked for in Latin letters: the n-th is the n-th listed."""

    edition: Edition
    asked: tuple[Asked, ...]
    twins: frozenset[tuple[int, int]]  # asked and listed whose names can be spelled alike though they are others: no pair at all


def pairs(script: str, which: Half, count: int) -> Pairs:
    """Return so many people of one script, with as many Latin spellings."""
    make, systems, between = _SCRIPTS[script]
    table = {kind: [part for part in parts if half(part.native) == which] for kind, parts in _table(script.partition(",")[0]).items()}
    people: dict[str, Person] = {}
    number = 0
    while len(people) < count:
        person = make(chance("script", script, which, str(number)), table)
        people.setdefault(person.native, person)
        number += 1
    asked, spelled = [], []
    for place, person in enumerate(people.values()):
        random = chance("spelled", script, person.native)
        system = systems[place % len(systems)]
        family, given = ([random.choice(part.latin[system]) for part in parts] for parts in (person.family, person.given))
        spelled.append((family, given))
        declared = traveller(in_zone_letters(" ".join(family)), in_zone_letters(_put(given, between[system], random)))
        asked.append(Asked(script, script, declared, _ref(place)))
    twins = {
        (place, other)
        for place, (family, given) in enumerate(spelled)
        for other, person in enumerate(people.values())
        if other != place and _can_be(family, person.family) and _can_be(given, person.given)
    }
    entries = tuple(Entry(ref=_ref(place), names=(Name(person.native),)) for place, person in enumerate(people.values()))
    source = Source("script", f"invented people in {script} letters")
    edition = Edition(source=source, dated=None, entries=entries, digest=watchlist.digest(entries))
    return Pairs(edition, tuple(asked), frozenset(twins))


Scores = np.ndarray[tuple[int, int], np.dtype[np.float64]]


def ours(of: Pairs) -> Scores:
    """Return the score of everybody asked for (rows) with everybody listed (columns); 0 where the index does not lead there."""
    index = matching.build([of.edition])
    places = {entry.ref: place for place, entry in enumerate(of.edition.entries)}
    scores = np.zeros((len(of.asked), len(places)))
    for start in range(0, len(of.asked), AT_ONCE):
        batch = [each.traveller for each in of.asked[start : start + AT_ONCE]]
        for place, screening in enumerate(matching.screen(index, batch, threshold=0.0), start):
            for hit in () if isinstance(screening, NotScreened) else screening:
                scores[place, places[hit.entry]] = hit.score
    return scores


def found(of: Pairs, scores: Scores, threshold: float | None = None) -> tuple[Share, Share, float]:
    """Return how many pairs of one person, and of two people, reach a threshold, and which that was.

    Without one: the least at which no more than one pair of two people in 1,000 does.
    """
    right = np.eye(len(scores), dtype=bool)
    wrong = ~right
    for place, other in of.twins:
        wrong[place, other] = False
    true, false = scores[right], np.sort(scores[wrong])[::-1]
    if threshold is None:
        threshold = max(float(np.nextafter(false[int(FALSE_PAIRS * len(false))], 2.0)), 1e-9)
    return Share(int((true >= threshold).sum()), len(true)), Share(int((false >= threshold).sum()), len(false)), threshold


def _ref(place: int) -> str:
    return f"script:{place:05}"


def _can_be(spelled: Sequence[str], parts: Sequence[Part]) -> bool:
    """Whether parts may be spelled so in one of their systems."""
    written = "".join(map(in_zone_letters, spelled))
    every = {""}
    for part in parts:
        every = {begun + in_zone_letters(latin) for begun in every for way in part.latin.values() for latin in way}
        every = {begun for begun in every if written.startswith(begun)}
    return written in every


def _put(parts: Sequence[str], between: str, random: Random) -> str:
    """Syllables with what stands between them: ``-`` and blank by chance where both are usual."""
    return (random.choice(" -") if between == "- " else between).join(parts)


@cache
def _table(script: str) -> Mapping[str, Sequence[Part]]:
    found: dict[str, list[Part]] = {}
    for row in _rows(DATA / f"{script.lower()}.csv"):
        kind, native = row.pop("kind"), row.pop("native")
        found.setdefault(kind, []).append(Part(native, {system: latin.split("|") for system, latin in row.items()}))
    return found


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(line for line in lines if not line.startswith("#"))


# How each script makes a name -----------------------------------------------------------------------------------------------------------


Table = Mapping[str, Sequence[Part]]


def _often(random: Random, parts: Sequence[Part]) -> Part:
    """One of some parts, the first of the table more often than the last."""
    return parts[int(random.random() ** 1.5 * len(parts))]


def _arabic(random: Random, table: Table) -> Person:
    """Own name, mostly the father's, then the family's."""
    own = _often(random, table["female" if random.random() < 0.3 else "male"])
    fathers = (_often(random, table["male"]),) if random.random() < 0.6 else ()
    family = _often(random, table["family"])
    return Person(" ".join(part.native for part in (own, *fathers, family)), (family,), (own, *fathers))


def _cyrillic(random: Random, table: Table) -> Person:
    """Family and given name, in either order; a woman of a family in -ов, -ев, -ин, -ский by the feminine form."""
    female = random.random() < 0.3
    family, given = _often(random, table["family"]), _often(random, table["female" if female else "male"])
    if female:
        family = _feminine(family)
    order = (family, given) if random.random() < 0.5 else (given, family)
    return Person(" ".join(part.native for part in order), (family,), (given,))


def _feminine(part: Part) -> Part:
    native = part.native
    if native.endswith(("ов", "ев", "ёв", "ин")):
        return Part(native + "а", {"latin": [f"{latin}a" for latin in _plain_v(part)]})
    return part


def _plain_v(part: Part) -> Sequence[str]:
    """The spellings of a family name that take a plain -a for a woman: not those in French -off and -ine."""
    return [latin for latin in part.latin["latin"] if latin.endswith(("v", "in"))] or part.latin["latin"]


def _syllables(random: Random, table: Table) -> Person:
    """A family name and a given name of two syllables, seldom of one, written together."""
    family = _often(random, table["family"])
    given = tuple(random.sample(table["syllable"], 1 if random.random() < 0.15 else 2))
    return Person("".join(part.native for part in (family, *given)), (family,), given)


_SCRIPTS: Mapping[str, tuple[Callable[[Random, Table], Person], Sequence[str], Mapping[str, str]]] = {
    "Arabic": (_arabic, ("latin",), {"latin": " "}),
    "Cyrillic": (_cyrillic, ("latin",), {"latin": " "}),
    "Chinese, pinyin or Cantonese": (_syllables, ("pinyin", "cantonese"), {"pinyin": "", "cantonese": " "}),
    "Chinese, Wade-Giles": (_syllables, ("wade_giles",), {"wade_giles": "- "}),
    "Korean": (_syllables, ("latin",), {"latin": "- "}),
}
AIMS = {"Arabic": 0.85, "Cyrillic": 0.95, "Chinese, pinyin or Cantonese": 0.80, "Korean": 0.80}
SCRIPTS = tuple(_SCRIPTS)
