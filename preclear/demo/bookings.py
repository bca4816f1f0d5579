"""People booked on a voyage: what a carrier declares of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from string import ascii_uppercase, digits

from preclear.demo.people import Person
from preclear.demo.styles import Style
from preclear.manifest import Bags, Mode, PartialDate, Role, Traveller, Voyage


def book(party: Sequence[Person], voyage: Voyage, style: Style, random: Random, *, first: int) -> tuple[Traveller, ...]:
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
                declared(person, style),
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


def declared(person: Person, style: Style) -> Traveller:
    """Return what a carrier knows of a person from the passport, the name in the letters that it writes."""
    return Traveller(
        ordinal=0,
        key="",
        role=Role.PASSENGER,
        family_name=style.letters(person.name.family_name),
        given_names=style.letters(person.name.given_names),
        birth_date=PartialDate.of(person.birth_date),
        sex=person.sex,
        nationalities=(person.nationality,),
        residence=person.residence,
        documents=(person.passport,),
    )


def _bags(random: Random, voyage: Voyage, ordinal: int) -> Bags | None:
    if voyage.mode is not Mode.AIR:
        return None
    pieces = random.choices((0, 1, 2), weights=(4, 5, 1))[0]
    if not pieces:
        return Bags(pieces=0)
    tag = 999_000_000 + int("".join(filter(str.isdigit, voyage.designator))) % 150 * 6000 + ordinal * 3
    return Bags(pieces=pieces, kilograms=float(random.randint(9, 23) * pieces), tags=tuple(f"{tag + n:010d}" for n in range(pieces)))
