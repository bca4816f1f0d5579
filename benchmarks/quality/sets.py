"""The labelled sets: questions of whom it is known who they are.

Everything comes from a seed, and each question from the reference of its person, so that another edition of a list asks the same of
the same people. Which half a person belongs to says whether weights may be fitted on them (``asked.half``).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from random import Random
from string import digits

from benchmarks.quality import groups
from benchmarks.quality.asked import Asked, Half, chance, half, in_zone_letters, name_only, traveller
from benchmarks.quality.forms import FORMS, Named
from benchmarks.quality.listed import ON, SHARED, Material, named
from preclear.demo import people
from preclear.demo.names import cultures
from preclear.manifest import PartialDate, Sex, TravelDocument
from preclear.watchlist import Entry, ListedDocument, Name
from preclear.watchlist.countries import alpha3

TRAVELLERS = SHARED / "populations" / "invented_travellers.csv"
ALIAS = "alias never seen"
WITH_FACTS = ("passport zone", "identity-card zone", "one typing error", "airline form", "parts left out", "swapped", "other spelling")
SEXES: dict[str, Sex] = {"male": "M", "female": "F"}
ELSEWHERE = ("CAN", "USA", "GBR", "FRA", "DEU", "BRA", "IND", "PHL", "ZAF", "JPN")


# Those who are listed ----------------------------------------------------------------------------------------------------------------


def spelled(material: Material, which: Half) -> Iterator[Asked]:
    """Every listed person of a half, their first name spelled in each way that rules make, by name alone."""
    for entry, name in _people(material, which):
        for kind, form in FORMS.items():
            declared = form(chance(kind, entry.ref), name)
            if declared and any(declared):
                yield Asked(kind, name.group, traveller(*declared), entry.ref)


def aliases(material: Material, which: Half) -> Iterator[Asked]:
    """Everyone of whom an alias was held out, under that alias."""
    for ref, alias in material.held_out.items():
        name = named(alias, material.group[ref], None)
        if half(ref) == which and name:
            yield Asked(ALIAS, name.group, traveller(in_zone_letters(name.family_name), in_zone_letters(name.given_names)), ref)


def with_facts(material: Material, which: Half) -> Iterator[Asked]:
    """Listed people of whom a day of birth is known, spelled in one way each: by name alone, with everything, with one slip each."""
    for entry, name in _people(material, which):
        born = next((each.first for each in entry.birth_dates if each.last is None and not each.circa and each.first.day), None)
        random = chance("facts", entry.ref)
        ways = list(WITH_FACTS)
        random.shuffle(ways)
        declared = next((found for way in ways if (found := FORMS[way](chance(way, entry.ref), name))), None)
        if not born or not declared:
            continue
        sex = entry.sex or "M"
        nationality = entry.nationalities[0] if entry.nationalities else random.choice(ELSEWHERE)
        exact = Asked("all facts exact", name.group, traveller(*declared, birth_date=born, sex=sex, nationality=nationality), entry.ref)
        yield name_only(exact, "the same, name alone")
        yield exact
        for kind, changed in _slips(random, born, sex, entry):
            yield replace(exact, kind=kind, traveller=replace(exact.traveller, **changed))


def documents(material: Material, which: Half) -> Iterator[Asked]:
    """Listed people with a listed passport: its number exact or with one slip, under their own name or another one."""
    for entry, name in _people(material, which):
        paper = next((each for each in entry.documents if each.type == "P" and len(_number(each)) >= 6), None)
        if not paper:
            continue
        random = chance("document", entry.ref)
        own = FORMS["passport zone"](random, name)
        assert own
        other = people.person(random, ON, sex="F" if entry.sex == "F" else "M").name
        another = in_zone_letters(other.family_name), in_zone_letters(other.given_names)
        held = material.held_out.get(entry.ref)
        alias = held and named(held, name.group, None)
        under = {"another name": another, "own name": own}
        if alias:
            under["unseen alias"] = in_zone_letters(alias.family_name), in_zone_letters(alias.given_names)
        for what, declared in under.items():
            for how, number in (("exact", paper.number), ("one slip", _one_slip(random, _number(paper)))):
                document = TravelDocument(type="P", number=number, issuer=paper.issuer)
                yield Asked(f"number {how}, {what}", name.group, traveller(*declared, document=document), entry.ref)


def _people(material: Material, which: Half) -> Iterator[tuple[Entry, Named]]:
    for entry in material.edition.entries:
        if half(entry.ref) == which and (name := named(entry.names[0], material.group[entry.ref], entry.sex)):
            yield entry, name


def _slips(random: Random, born: PartialDate, sex: str, entry: Entry) -> Iterator[tuple[str, dict[str, object]]]:
    """Each way in which one of the facts is off, as the fields that then differ."""
    assert born.month
    assert born.day
    yield "birth year, one digit off", {"birth_date": _year_slip(random, born)}
    if born.day <= 12 and born.day != born.month:
        yield "day and month swapped", {"birth_date": PartialDate(born.year, born.day, born.month)}
    yield "born on 1 January", {"birth_date": PartialDate(born.year, 1, 1)}
    yield "nationality not declared", {"nationalities": ()}
    others = [each for each in ELSEWHERE if each not in entry.nationalities]
    yield "another nationality", {"nationalities": (random.choice(others),)}
    yield "the other sex", {"sex": "F" if sex == "M" else "M"}
    yield "sex not declared", {"sex": None}


def _year_slip(random: Random, born: PartialDate) -> PartialDate:
    """Another last or last but one digit of the year, as typists and readers of print make it; nobody is born after today."""
    while True:
        year = list(str(born.year))
        year[random.choice((2, 3))] = random.choice(digits)
        slipped = int("".join(year))
        day = 28 if (born.month, born.day) == (2, 29) else born.day
        if slipped != born.year and 1915 <= slipped <= ON.year - 15:
            return PartialDate(slipped, born.month, day)


def _number(paper: ListedDocument) -> str:
    return re.sub(r"[^A-Z0-9]", "", paper.number.upper())


def _one_slip(random: Random, number: str) -> str:
    """A number with one character off: another one, one too many, one too few, two changed about."""
    place = random.randrange(len(number))
    before, character, after = number[:place], number[place], number[place + 1 :]
    alphabet = digits if character.isdigit() else "ABCDEFGHJKLMNPRSTUVWXYZ"
    other = random.choice(alphabet.replace(character, ""))
    if after and after[0] != character and random.random() < 0.25:
        return before + after[0] + character + after[1:]
    return random.choice((before + other + after, before + after, before + character + other + after, before + other + after))


# Those who are not -------------------------------------------------------------------------------------------------------------------


def ordinary(which: Half) -> Sequence[Asked]:
    """Invented travellers of a public population, with birth date, sex and nationality; none where it is not at hand."""
    return [asked for asked in _population() if half(asked.traveller.key) == which]


@cache
def _population() -> Sequence[Asked]:
    if not TRAVELLERS.is_file():
        return ()
    found = []
    with TRAVELLERS.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            given = " ".join(filter(None, (row["first_name"], row["middle_name"])))
            state = alpha3(row["nationality"])
            who = traveller(
                in_zone_letters(row["last_name"]),
                in_zone_letters(given),
                birth_date=PartialDate.parse(row["date_of_birth"]),
                sex=SEXES.get(row["gender"]),
                nationality=state,
                document=_invented_document(chance("traveller", str(number)), state or "GBR"),
            )
            found.append(Asked("ordinary", "", replace(who, key=f"traveller {number}")))
    return found


def of_our_making(which: Half, count: int, avoid: frozenset[tuple[str, str]] = frozenset()) -> Iterator[Asked]:
    """Invented people, as many of each culture of the demo's makers; those whose family and first given name is to be avoided left out."""
    keys = list(cultures())
    for number in range(count):
        random = chance("of our making", which, str(number))
        culture = cultures()[keys[number % len(keys)]]
        who = people.person(random, ON, culture=culture)
        family, given = in_zone_letters(who.name.family_name), in_zone_letters(who.name.given_names)
        if (family, given.partition(" ")[0]) in avoid:
            continue
        facts = traveller(
            family, given, birth_date=PartialDate.of(who.birth_date), sex=who.sex, nationality=who.nationality, document=who.passport
        )
        yield Asked("ordinary, of our making", groups.OF_CULTURE[culture.key], replace(facts, key=f"made {number}"))


def likenesses(material: Material) -> frozenset[tuple[str, str]]:
    """Family name and first given name of everyone listed: whom made-up people of the same few name parts must not be."""
    found = set()
    for entry in material.edition.entries:
        for name in (*entry.names, *filter(None, (material.held_out.get(entry.ref),))):
            if asked := named(name, "", None):
                family, given = in_zone_letters(asked.family_name), in_zone_letters(asked.given_names)
                found |= {(family, given.partition(" ")[0]), (given, family.partition(" ")[0])}
    return frozenset(found)


def hard(material: Material, which: Half, count: int) -> Iterator[Asked]:
    """Given names of one listed person with the family name of another one of the same group: nobody's name on the list."""
    by_group: dict[str, list[tuple[Entry, Named]]] = {}
    for entry, name in _people(material, which):
        if name.given_names:
            by_group.setdefault(name.group, []).append((entry, name))
    listed = {_bag(name) for entry in material.edition.entries for name in (*entry.names, *_held(material, entry))}
    pool = [pair for pairs in by_group.values() if len(pairs) > 20 for pair in pairs]
    for number in range(count):
        random = chance("hard", which, str(number))
        _, one = random.choice(pool)
        _, other = random.choice(by_group[one.group])
        family, given = in_zone_letters(other.family_name), in_zone_letters(one.given_names)
        if frozenset((family + " " + given).split()) not in listed and one.given_names != other.given_names:
            yield Asked("hard", one.group, traveller(family, given))


def _held(material: Material, entry: Entry) -> tuple[Name, ...]:
    return tuple(filter(None, (material.held_out.get(entry.ref),)))


def _bag(name: Name) -> frozenset[str]:
    return frozenset(in_zone_letters(name.text).split())


def _invented_document(random: Random, state: str) -> TravelDocument:
    return people.passport(random, ON, state, years=10)
