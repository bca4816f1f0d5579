"""People booked on a voyage: what a carrier declares of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from string import ascii_uppercase, digits

from preclear.demo.people import Person
from preclear.documents.transliteration import transliterate
from preclear.manifest import Bags, Mode, PartialDate, Role, Traveller, Voyage


def book(party: Sequence[Person], voyage: Voyage, random: Random, *, first: int) -> tuple[Traveller, ...]:
    """Return the travellers of one booking, numbered from ``first``: one locator, neighbouring seats, a reference for each."""
    locator = "".join(random.choices(ascii_uppercase + digits[2:], k=6))
    border = voyage.border
    assert border is not None
    assert border.departs is not None
    travellers = []
    for ordinal, person in enumerate(party, first):
        reference = f"{voyage.designator}{border.departs:%d}{ordinal:05d}"
        seat = {"SEA": f"{(ordinal - 1) // 6 + 1}{'ABCDEF'[(ordinal - 1) % 6]}"} if voyage.mode in (Mode.AIR, Mode.RAIL) else {}
        travellers.append(
            replace(
                declared(person),
                ordinal=ordinal,
                key=reference,
                references={"AVF": locator, "ABO": reference, **seat},
                seat=seat.get("SEA"),
                bags=_bags(random, voyage, ordinal),
                clears_at=border.arrival,
                embarks=border.departure,
                disembarks=border.arrival,
                captured="machine" if random.random() < 0.8 else "typed",
            )
        )
    return tuple(travellers)


def declared(person: Person) -> Traveller:
    """Return what a machine reads of a person's passport, the name in the letters of its zone."""
    return Traveller(
        ordinal=0,
        key="",
        role=Role.PASSENGER,
        family_name=in_zone_letters(person.name.family_name),
        given_names=in_zone_letters(person.name.given_names),
        birth_date=PartialDate.of(person.birth_date),
        sex=person.sex,
        nationalities=(person.nationality,),
        residence=person.residence,
        documents=(person.passport,),
    )


def in_zone_letters(name: str) -> str:
    """Return a name in the letters of a machine-readable zone, its components parted by blanks.

    >>> in_zone_letters("Müller-Lüdenscheidt")
    'MUELLER LUEDENSCHEIDT'
    """
    return transliterate(name).replace("<", " ")


def _bags(random: Random, voyage: Voyage, ordinal: int) -> Bags | None:
    if voyage.mode is not Mode.AIR:
        return None
    pieces = random.choices((0, 1, 2), weights=(4, 5, 1))[0]
    if not pieces:
        return Bags(pieces=0)
    tag = int(f"0999{random.randrange(10_000, 90_000):05d}0") + ordinal
    return Bags(pieces=pieces, kilograms=float(random.randint(9, 23) * pieces), tags=tuple(f"{tag + n:010d}" for n in range(pieces)))
