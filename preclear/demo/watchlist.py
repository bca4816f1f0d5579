"""The Northern Consolidated List: a watchlist of people who do not exist, in the plain CSV that ``preclear.watchlist`` imports."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from preclear.demo.names import Name, cultures
from preclear.demo.people import Person, person
from preclear.demo.styles import in_zone_letters

SOURCE, TITLE = "ncl", "Northern Consolidated List"
COLUMNS = ("id", "name", "family_name", "given_names", "aliases", "birth_dates", "nationalities", "sex", "documents")
SIZE = 2500


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entry and the invented person behind it."""

    id: str
    person: Person
    aliases: tuple[Name, ...]  # other names of this person, romanised
    scripts: tuple[str, ...]  # the name in its own script, where the list has it
    birth_dates: tuple[str, ...]  # as far as the list knows them: "1974", "1974-08", "1974-08-12"
    knows_sex: bool
    knows_passport: bool

    @property
    def ref(self) -> str:
        """How a hit names this entry."""
        return f"{SOURCE}:{self.id}"


def listed(seed: int, on: date, size: int = SIZE) -> tuple[Listed, ...]:
    """Return the people of the list, of every culture alike."""
    random = Random(f"{seed} watchlist")
    every = tuple(cultures().values())
    return tuple(_entry(random, on, str(10_001 + n), every[n % len(every)].key) for n in range(size))


def write(entries: Iterable[Listed]) -> bytes:
    """Return the list as a CSV file in UTF-8."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    rows.writerows(_row(entry) for entry in entries)
    return text.getvalue().encode()


def likeness(name: Name) -> frozenset[str]:
    """Return what makes two names alike at first sight: the family name and the first given name, in whatever order.

    Ordinary travellers are drawn so that they are not alike to anybody listed; who is, is so on purpose, and the truth says it.
    """
    return frozenset({in_zone_letters(name.family_name), in_zone_letters(name.given_names).partition(" ")[0]})


def namesake(random: Random, entry: Listed, on: date) -> Person:
    """Return somebody else who has the name of a listed person: another age, often another nationality."""
    other = person(random, on, culture=cultures()[entry.person.culture], sex=entry.person.sex)
    apart = abs((other.birth_date - entry.person.birth_date).days)
    born = other.birth_date if apart > 900 else other.birth_date + timedelta(days=1200)
    return replace(other, name=entry.person.name, birth_date=born)


def _entry(random: Random, on: date, number: str, culture: str) -> Listed:
    who = person(random, on, culture=cultures()[culture], ages=(22, 76))
    aliases = []
    if (other := who.name.romanised_otherwise) and random.random() < 0.5:
        aliases.append(other)
    if random.random() < 0.2:
        aliases.append(cultures()[culture].name(random, who.sex))
    scripts = (who.name.original,) if who.name.original and random.random() < 0.8 else ()
    return Listed(
        id=number,
        person=who,
        aliases=tuple(aliases),
        scripts=scripts,
        birth_dates=_birth_dates(random, who.birth_date),
        knows_sex=random.random() < 0.7,
        knows_passport=random.random() < 0.35,
    )


def _birth_dates(random: Random, born: date) -> tuple[str, ...]:
    """What a list knows of a birth: mostly the day, else month or year, sometimes two dates, sometimes nothing."""
    known = random.random()
    if known < 0.62:
        return (born.isoformat(),)
    if known < 0.72:
        return (born.isoformat()[:7],)
    if known < 0.87:
        return (born.isoformat()[:4],)
    return (born.isoformat(), str(born.year + random.choice((-2, -1, 1, 2)))) if known < 0.92 else ()


def _row(entry: Listed) -> Sequence[str]:
    name, passport = entry.person.name, entry.person.passport
    return (
        entry.id,
        name.written,
        name.family_name,
        name.given_names,
        ";".join([*(alias.written for alias in entry.aliases), *entry.scripts]),
        ";".join(entry.birth_dates),
        entry.person.nationality,
        entry.person.sex if entry.knows_sex else "",
        f"{passport.issuer}/{passport.number}" if entry.knows_passport else "",
    )
