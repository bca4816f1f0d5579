"""``python -m benchmarks.million N --out FILE``: a watchlist of N people who do not exist, each under two names, as plain CSV.

Name parts come from pools: the names of the demo's cultures stand at the head of each, made-up ones of the same syllables follow, and
how often a part is drawn falls with its rank (after Zipf). Everything follows from the seed, and the first thousand people are the same
however many follow. At a million people there are about 255,000 distinct name parts.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np

from preclear.demo.names import cultures
from preclear.demo.styles import in_zone_letters
from preclear.manifest import PartialDate, Role, TravelDocument, Traveller
from preclear.watchlist import BirthDate, Edition, Entry, ListedDocument, Name, Source, digest
from preclear.watchlist.plain import COLUMNS

SOURCE = "million"
PIECE = 10_000  # people made at once
FIRST_DAY, DAYS = date(1935, 1, 1), 25_500  # when they are born
KNOWN_DAY, KNOWN_YEAR, KNOWN_SEX, KNOWN_STATE, KNOWN_PAPER = 0.72, 0.08, 0.7, 0.6, 0.25
SPELLED, SHORTENED = 0.32, 0.43  # second names that are another spelling of the first, or leave a part out; the rest is another given name
STEEP = 1.02  # how fast the frequency of a name part falls with its rank
OTHER_SPELLINGS = (  # what a second spelling may change
    ("OU", "U"), ("EE", "I"), ("MM", "M"), ("SS", "S"), ("LL", "L"), ("KH", "H"), ("SH", "CH"), ("CH", "SH"), ("PH", "F"), ("TH", "T"),
    ("Y", "I"), ("I", "Y"), ("O", "U"), ("U", "O"), ("E", "A"), ("A", "E"), ("K", "C"), ("C", "K"), ("W", "V"), ("Z", "S"), ("J", "Y"),
)  # fmt: skip


@dataclass(frozen=True)
class Syllables:
    """What the made-up names of some cultures are put together from, and how many there are."""

    cultures: tuple[str, ...]
    share: float
    onsets: tuple[str, ...]
    nuclei: tuple[str, ...]
    codas: tuple[str, ...]
    endings: tuple[str, ...]
    states: tuple[str, ...]
    given: int  # names by which one of them calls themselves
    family: int


def _split(*texts: str) -> list[tuple[str, ...]]:
    return [tuple("" if each == "-" else each for each in text.split()) for text in texts]


_ROOTS = "B D F H J K KH L M N Q R S SH T W Y Z GH", "A I U A E O AA", "- - B D F H L M N R S Z Q"
_SLAVIC = "B BR D DR G GR K KR L M N P PR S SL ST T V VL Z ZH", "A E I O U YA", "- - N R S V L D T"
_WESTERN = "B BL C CH D F G GR H J L M N P R S ST T TH W", "A E I O U OU AI EA", "- L N R S T ND LD RT"
_ROMANCE = "B C D F G GU H J L LL M N P QU R S T V Z", "A E I O U IA IE UE", "- - N R S L"
_INDIC = "B BH CH D DH G H J K KH L M N P R S SH T V Y", "A AA E I O U EE OO", "- - N R T L M SH"
_EAST = "B CH D F G H J K L M N P S SH T W X Y Z ZH", "A AI AO E EI I IA O OU U", "- - N NG"
_AFRICAN = "A B CH D F G K KW L M MB N ND NG NK OL S T W Y Z", "A E I O U", "- - - N"
_MALAY = "B D G H J K L M N P R S SU T W Y", "A E I O U", "- - N NG R T H"


@cache
def groups() -> tuple[Syllables, ...]:
    """The groups of cultures, with what they call themselves."""
    told = (
        (
            ("arabic", "persian", "urdu"),
            0.34,
            _ROOTS,
            "- I IM AH UDDIN OUD AWI ANI ZADEH",
            "SYR IRQ IRN PAK AFG YEM LBY EGY",
            6_000,
            34_000,
        ),
        (
            ("russian", "ukrainian", "serbian", "polish"),
            0.17,
            _SLAVIC,
            "OV EV IN ENKO SKI IC OVIC UK",
            "RUS UKR BLR SRB POL",
            4_000,
            32_000,
        ),
        (("english", "german", "dutch", "nordic"), 0.1, _WESTERN, "- ER SON TON MAN LEY BERG", "USA GBR DEU NLD SWE", 4_000, 28_000),
        (("spanish", "portuguese", "french"), 0.14, _ROMANCE, "EZ O A ES ERA ADO ANO INO", "MEX COL VEN ESP BRA FRA", 4_000, 28_000),
        (("hindi", "bengali", "punjabi", "tamil"), 0.08, _INDIC, "- A AN ESH WAL KUMAR SINGH", "IND BGD LKA NPL", 5_000, 20_000),
        (("chinese", "korean", "vietnamese"), 0.06, _EAST, "-", "CHN PRK VNM", 6_000, 900),
        (("somali", "yoruba", "swahili", "ethiopian"), 0.07, _AFRICAN, "- A O E I", "SOM NGA KEN ETH COD", 5_000, 16_000),
        (("indonesian", "malay", "filipino"), 0.04, _MALAY, "- O A I WAN DIN", "IDN MYS PHL", 4_000, 12_000),
    )
    return tuple(
        Syllables(names, share, *_split(*syllables, endings, states), given, family)
        for names, share, syllables, endings, states, given, family in told
    )


@dataclass(frozen=True)
class Pool:
    """Name parts by rank, and the chance of each of being at that rank or before it."""

    parts: Sequence[str]
    chances: np.ndarray

    def at(self, uniform: float) -> str:
        """The part that a number from 0 to 1 draws."""
        return self.parts[int(self.chances.searchsorted(uniform))]


def _pool(group: Syllables, real: Sequence[str], size: int, seed: str, endings: Sequence[str]) -> Pool:
    random = Random(seed)
    parts = dict.fromkeys(random.sample(real, len(real)))
    while len(parts) < size:
        syllables = random.choice((1, 2, 2, 3)) if len(endings) == 1 else random.choice((1, 2, 2, 2, 3))
        made = "".join(random.choice(group.onsets) + random.choice(group.nuclei) + random.choice(group.codas) for _ in range(syllables))
        parts[made + random.choice(endings)] = None
    weights = 1 / np.arange(4, len(parts) + 4) ** STEEP
    sums = np.cumsum(weights / weights.sum())
    sums[-1] = 1.0
    return Pool(tuple(parts), sums)


@cache
def pools() -> tuple[tuple[Syllables, Pool, Pool], ...]:
    """Each group of cultures with its family names and its given names."""
    made = []
    for group in groups():
        known = [cultures()[name] for name in group.cultures]
        family, given = (
            [in_zone_letters(part.usual) for culture in known for kind in kinds for part in culture.parts.get(kind, ())]
            for kinds in (("family",), ("male", "female"))
        )
        made.append(
            (
                group,
                _pool(group, family, group.family, f"family {group.cultures}", group.endings),
                _pool(group, given, group.given, f"given {group.cultures}", ("", "", "A")),
            )
        )
    return tuple(made)


def entries(count: int, seed: int = 1) -> Iterator[Entry]:
    """Yield the listed people, one after the other."""
    return islice(_entries(seed), count)


def edition(count: int, seed: int = 1) -> Edition:
    """Return them as one edition of a list."""
    people = tuple(entries(count, seed))
    return Edition(
        source=Source(SOURCE, f"{count:,} people who do not exist"), dated=date(2026, 1, 1), entries=people, digest=digest(people)
    )


def write(path: Path, count: int, seed: int = 1) -> None:
    """Write them to a file, row by row, as the plain CSV that ``preclear.watchlist`` reads."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for entry in entries(count, seed):
            primary, other = entry.names
            papers = ";".join(f"{paper.issuer}/{paper.number}" for paper in entry.documents)
            writer.writerow(
                (
                    entry.ref.partition(":")[2], primary.text, primary.family_name, primary.given_names, other.text,
                    ";".join(map(str, entry.birth_dates)), ";".join(entry.nationalities), entry.sex or "", papers,
                )
            )  # fmt: skip


def travellers(count: int, seed: int = 2, *, listed: Sequence[Entry] = ()) -> tuple[Traveller, ...]:
    """Return travellers of the same names, each with birth date, sex, nationality and passport; every tenth is one of ``listed``."""
    random, found = Random(f"travellers {seed}"), []
    for ordinal, like in enumerate(entries(count, seed + 1000), 1):
        entry = random.choice(listed) if listed and ordinal % 10 == 0 else like
        name = random.choice(entry.names)
        day = FIRST_DAY + timedelta(random.randrange(DAYS))
        born = next((each.first for each in entry.birth_dates if each.first.day), PartialDate(day.year, day.month, day.day))
        found.append(
            Traveller(
                ordinal=ordinal,
                key=str(ordinal),
                role=Role.PASSENGER,
                family_name=in_zone_letters(name.family_name),
                given_names=in_zone_letters(name.given_names),
                birth_date=born,
                sex=entry.sex or random.choice("MF"),
                nationalities=entry.nationalities or ("UTO",),
                documents=(TravelDocument(type="P", number=f"{random.randrange(10**8):08}", issuer="UTO"),),
            )
        )
    return tuple(found)


def _entries(seed: int) -> Iterator[Entry]:
    shares = np.cumsum([group.share for group, _, _ in pools()])
    piece = 0
    while True:
        draws = np.random.Generator(np.random.PCG64([seed, piece])).random((PIECE, 20)).tolist()
        for place, draw in enumerate(draws):
            which = int(shares.searchsorted(draw[0] * shares[-1], "right"))
            yield _entry(f"{piece * PIECE + place + 1:08}", draw, *pools()[min(which, len(shares) - 1)])
        piece += 1


def _entry(number: str, draw: Sequence[float], group: Syllables, families: Pool, givens: Pool) -> Entry:
    family, given = [families.at(draw[1])], [givens.at(draw[2])]
    if draw[3] < 0.45:
        given.append(givens.at(draw[4]))
    if draw[3] < 0.12:
        given.append(givens.at(draw[5]))
    if draw[6] < (0.7 if "spanish" in group.cultures else 0.08):
        family.append(families.at(draw[7]))
    state = group.states[int(draw[8] * len(group.states))]
    papers = (ListedDocument(f"{'ABCEGHKLMNPRST'[int(draw[9] * 14)]}{int(draw[10] * 10**7):07}", state),) if draw[11] < KNOWN_PAPER else ()
    return Entry(
        ref=f"{SOURCE}:{number}",
        names=(Name.of_parts(" ".join(family), " ".join(given)), Name.printed(_second(family, given, draw, givens), "good")),
        birth_dates=_born(draw[12], draw[13]),
        nationalities=(state,) if draw[14] < KNOWN_STATE else (),
        sex=("M" if draw[15] < KNOWN_SEX * 0.8 else "F") if draw[15] < KNOWN_SEX else None,
        documents=papers,
    )


def _born(known: float, when: float) -> tuple[BirthDate, ...]:
    day = FIRST_DAY + timedelta(int(when * DAYS))
    if known < KNOWN_DAY:
        return (BirthDate(PartialDate(day.year, day.month, day.day)),)
    return (BirthDate(PartialDate(day.year)),) if known < KNOWN_DAY + KNOWN_YEAR else ()


def _second(family: list[str], given: list[str], draw: Sequence[float], givens: Pool) -> str:
    if draw[16] < SPELLED:
        if draw[18] < 0.5:
            return f"{' '.join([_respelled(family[0], draw[17]), *family[1:]])}, {' '.join(given)}"
        return f"{' '.join(family)}, {' '.join([_respelled(given[0], draw[17]), *given[1:]])}"
    if draw[16] < SPELLED + SHORTENED and len(family) + len(given) > 2:
        return f"{family[-1]}, {given[0]}"
    return f"{' '.join(family)}, {givens.at(draw[19])}"


def _respelled(part: str, chance: float) -> str:
    """Another spelling of a part: one rule applied once, from the second letter on."""
    possible = [(old, new) for old, new in OTHER_SPELLINGS if old in part[1:]]
    if not possible:
        return part
    old, new = possible[int(chance * len(possible))]
    return part[0] + part[1:].replace(old, new, 1)


def main() -> None:
    """Write the list that the command line asks for."""
    parser = argparse.ArgumentParser("benchmarks.million", description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    write(chosen.out, chosen.count, chosen.seed)


if __name__ == "__main__":
    main()
