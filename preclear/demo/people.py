"""Invented people, alone and in parties, each with a passport."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from string import ascii_uppercase, digits

from preclear.demo.names import Culture, Name, Part, cultures
from preclear.manifest import Sex, TravelDocument

NUMBERS: Mapping[str, str] = {  # how a state numbers its passports: @ a letter, # a digit, % either; any other character stands for itself
    "AUS": "P@#######", "BRA": "@@######", "CAN": "@@######", "CHE": "X#######", "CHN": "E@#######", "DEU": "C%%%%%%%%",
    "EGY": "A########", "ESP": "@@@######", "ETH": "E@#######", "FRA": "##@@#####", "GBR": "#########", "GRC": "@@#######",
    "IND": "@#######", "IRL": "@@#######", "IRN": "@########", "ISR": "########", "JPN": "T@#######", "KOR": "M########",
    "MEX": "N########", "NGA": "A########", "NLD": "@@%%%%%%#", "PAK": "@@#######", "PHL": "P#######@", "POL": "@@#######",
    "RUS": "#########", "SWE": "########", "TUR": "U########", "UKR": "F@######", "USA": "#########", "VNM": "@########",
}  # fmt: skip
ELSEWHERE = "@########"  # every other state
LETTERS = ascii_uppercase.replace("I", "").replace("O", "").replace("Q", "")  # those that are not taken for digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who does not exist."""

    name: Name
    culture: str
    sex: Sex
    birth_date: date
    nationality: str
    birth_country: str
    residence: str
    passport: TravelDocument

    def age(self, on: date) -> int:
        """Return the age in whole years."""
        return on.year - self.birth_date.year - ((on.month, on.day) < (self.birth_date.month, self.birth_date.day))


def person(
    random: Random,
    on: date,
    *,
    culture: Culture | None = None,
    nationality: str | None = None,
    sex: Sex | None = None,
    line: tuple[Part, ...] = (),
    ages: tuple[int, int] = (19, 82),
) -> Person:
    """Return an invented person whose passport is good for more than half a year after ``on``."""
    culture = culture or any_culture(random)
    sex = sex or ("M" if random.random() < 0.5 else "F")
    youngest, oldest = ages
    days = int(random.triangular(youngest * 365.25 + 30, oldest * 365.25 + 300, (youngest * 2 + oldest) / 3 * 365.25))
    nationality = nationality or (culture.states[0] if random.random() < 0.55 else random.choice(culture.states))
    return Person(
        name=culture.name(random, sex, line),
        culture=culture.key,
        sex=sex,
        birth_date=on - timedelta(days=days),
        nationality=nationality,
        birth_country=culture.states[0],
        residence=nationality if random.random() < 0.7 else "CAN",
        passport=passport(random, on, nationality, years=10 if youngest >= 16 else 5),
    )


def passport(random: Random, on: date, issuer: str, *, years: int) -> TravelDocument:
    """Return a passport with an invented number, issued for so many years and good for more than half a year."""
    expires = on + timedelta(days=random.randint(190, years * 365 - 10))
    return TravelDocument(
        type="P", number=number(random, issuer), issuer=issuer, expires=expires, issued=expires - timedelta(days=years * 365 + years // 4)
    )


def number(random: Random, issuer: str) -> str:
    """Return an invented passport number in the pattern of its state.

    >>> number(Random(7), "CAN")
    'LE601815'
    """
    choices = {"@": LETTERS, "#": digits, "%": LETTERS + digits}
    return "".join(random.choice(choices[c]) if c in choices else c for c in NUMBERS.get(issuer, ELSEWHERE))


def any_culture(random: Random) -> Culture:
    """Return a culture, each as often as its people travel here."""
    every = tuple(cultures().values())
    return random.choices(every, weights=[culture.share for culture in every])[0]


def party(random: Random, on: date) -> tuple[Person, ...]:
    """Return the people of one booking: somebody alone, a couple, a family, or friends."""
    return random.choices((alone, couple, family, friends), weights=(50, 24, 20, 6))[0](random, on)


def alone(random: Random, on: date) -> tuple[Person, ...]:
    """One person."""
    return (person(random, on),)


def couple(random: Random, on: date) -> tuple[Person, ...]:
    """Two people, mostly of one culture, often of one family name and near in age."""
    first = person(random, on)
    age = first.age(on)
    return (first, _partner(random, on, first, ages=(max(19, age - 6), max(20, age + 6))))


def family(random: Random, on: date) -> tuple[Person, ...]:
    """Two adults and one to three children who have the family name and the nationality of the first."""
    first = person(random, on, ages=(26, 45))
    second = _partner(random, on, first, ages=(26, 45))

    def child() -> Person:
        return person(random, on, culture=cultures()[first.culture], nationality=first.nationality, line=first.name.line, ages=(0, 16))

    return (first, second, *(child() for _ in range(random.randint(1, 3))))


def friends(random: Random, on: date) -> tuple[Person, ...]:
    """Three to five people who are not related, near in age."""
    age = random.randint(19, 65)
    return tuple(person(random, on, ages=(age, age + 5)) for _ in range(random.randint(3, 5)))


LINEAGE = frozenset({"fathers_name", "father_and_grandfather_last", "bin_binti", "often_single"})  # forms in which spouses share nothing


def _partner(random: Random, on: date, first: Person, *, ages: tuple[int, int]) -> Person:
    culture = cultures()[first.culture] if random.random() < 0.8 else any_culture(random)
    shares = culture.key == first.culture and culture.form not in LINEAGE and random.random() < 0.6
    return person(random, on, culture=culture, line=first.name.line if shares else (), ages=ages)
