"""Who is on a voyage: ordinary people, some of the list under other spellings, some who only have the name, some with bad documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from preclear.demo import defects, people
from preclear.demo.bookings import book
from preclear.demo.people import Person
from preclear.demo.spelling import Declared, spell
from preclear.demo.styles import Style
from preclear.demo.truth import TrueHit, TruePerson
from preclear.demo.watchlist import Listed, likeness, namesake
from preclear.manifest import Role, Traveller, Voyage

DEFECTS_IN_1000, NAMESAKES_IN_1000 = 18, 3
LISTED = ((0, 1, 2, 3), (30, 42, 20, 8))  # people of the list on a voyage, of 100 voyages so many; on a big ship three times as many
BIG = 600
DUTIES = ("CR1", "CR1", "CR2", "CR2", "CR2", "CR2")  # flight deck, then cabin
UNKNOWN = "name not known yet"


@dataclass(frozen=True, slots=True)
class Passenger:
    """Somebody on a voyage: what the carrier would declare of them, and what is true."""

    declared: Traveller
    listed: TrueHit | None = None
    namesake_of: str | None = None
    defect: str | None = None  # what goes wrong in the first list; a key of demo.defects.OF_A_PERSON

    def truth(self, ordinal: int) -> TruePerson:
        """Return what is true of this passenger in the place that a message gives them."""
        unknown = self.defect == UNKNOWN
        return TruePerson(
            ordinal=ordinal,
            reference=self.declared.references["ABO"],
            family_name="TBA" if unknown else self.declared.family_name,
            given_names="TBA" if unknown else self.declared.given_names,
            listed=None if unknown else self.listed,
            namesake_of=None if unknown else self.namesake_of,
            defects=(self.defect,) if self.defect else (),
        )


def alike(listed: Sequence[Listed]) -> frozenset[frozenset[str]]:
    """Return the names that no ordinary traveller has, so that who has one has it on purpose."""
    return frozenset(likeness(name) for entry in listed for name in (entry.person.name, *entry.aliases))


def passengers(
    random: Random, voyage: Voyage, style: Style, *, count: int, listed: Sequence[Listed], avoid: frozenset[frozenset[str]]
) -> tuple[Passenger, ...]:
    """Return about so many people booked on a voyage, in the order of its list."""
    on = _day(voyage)
    special = _special(random, on, count, listed)
    found: list[Passenger] = []
    while len(found) < count:
        if special and random.random() < 2 * len(special) / (count - len(found)):
            one = special.pop()
            traveller = book((one.person,), voyage, style, random, first=len(found) + 1)[0]
            if one.names:
                traveller = replace(traveller, family_name=one.names[0], given_names=one.names[1])
            found.append(Passenger(traveller, listed=one.listed, namesake_of=one.namesake_of))
        else:
            party = _unlike(avoid, lambda: people.party(random, on))
            found.extend(Passenger(t, defect=_defect(random)) for t in book(party, voyage, style, random, first=len(found) + 1))
    return tuple(found)


def late(random: Random, voyage: Voyage, style: Style, *, place: int, avoid: frozenset[frozenset[str]]) -> Passenger:
    """Return somebody who booked after the list was sent, and has a place behind it."""
    party = _unlike(avoid, lambda: people.alone(random, _day(voyage)))
    return Passenger(book(party, voyage, style, random, first=place)[0])


def crew(random: Random, voyage: Voyage, style: Style, *, avoid: frozenset[frozenset[str]]) -> tuple[Passenger, ...]:
    """Return the crew of a flight."""
    everyone = [_unlike(avoid, lambda: (people.person(random, _day(voyage), ages=(24, 60)),))[0] for _ in DUTIES]
    members = [book((person,), voyage, style, random, first=9001 + n)[0] for n, person in enumerate(everyone)]
    return tuple(
        Passenger(
            replace(
                member,
                role=Role.CREW,
                duty=duty,
                birth_country=person.birth_country,
                seat=None,
                bags=None,
                clears_at=None,
                references={"ABO": member.references["ABO"]},
            )
        )
        for person, member, duty in zip(everyone, members, DUTIES, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Special:
    """Somebody whom matching must find, or must be able to tell from one that it must find."""

    person: Person
    names: Declared | None = None  # None: as the passport has it
    listed: TrueHit | None = None
    namesake_of: str | None = None


def _special(random: Random, on: date, count: int, listed: Sequence[Listed]) -> list[Special]:
    """Those who are on the list, each spelled in one way, and those who share a name with somebody who is."""
    if not listed:
        return []
    special = []
    for entry in random.sample(listed, random.choices(*LISTED)[0] * (3 if count > BIG else 1)):
        way, names = spell(random, entry)
        special.append(Special(_travelling(random, entry, on), names, listed=TrueHit(entry=entry.ref, spelled=way)))
    namesakes = sum(random.random() * 1000 < NAMESAKES_IN_1000 for _ in range(count))
    special += [Special(namesake(random, entry, on), namesake_of=entry.ref) for entry in random.sample(listed, namesakes)]
    random.shuffle(special)
    return special


def _travelling(random: Random, entry: Listed, on: date) -> Person:
    """A listed person with the passport that the list knows, or a later one."""
    if entry.knows_passport and random.random() < 0.5:
        return entry.person
    return replace(entry.person, passport=people.passport(random, on, entry.person.nationality, years=10))


def _unlike(avoid: frozenset[frozenset[str]], draw: Callable[[], tuple[Person, ...]]) -> tuple[Person, ...]:
    """Draw a party until nobody in it has a name to be avoided."""
    while True:
        party = draw()
        if not any(likeness(person.name) in avoid for person in party):
            return party


def _defect(random: Random) -> str | None:
    return random.choice(tuple(defects.OF_A_PERSON)) if random.random() * 1000 < DEFECTS_IN_1000 else None


def _day(voyage: Voyage) -> date:
    assert voyage.arrival_date is not None
    return voyage.arrival_date
