"""How a listed person stands on a carrier's list: what zones, airlines and typists make of a name, each way with its label."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from string import ascii_uppercase

from preclear.demo.names import Name
from preclear.demo.styles import in_zone_letters
from preclear.demo.watchlist import Listed
from preclear.documents import name_field

Declared = tuple[str, str]  # family name, given names
CARD, PASSPORT = 30, 39  # characters of the name field (ICAO Doc 9303-5, TD1; Doc 9303-4, TD3)


def shown(family_name: str, given_names: str, length: int) -> Declared:
    """Return the family name and the given names that the name field of a zone shows.

    >>> shown("Müller", "Jörg", CARD), shown("Thirunavukkarasu", "Parameswari", 20)
    (('MUELLER', 'JOERG'), ('THIRUNAVUKKARASU', 'PA'))
    """
    family, _, given = name_field(family_name, given_names, length).partition("<<")
    return family.replace("<", " ").strip(), given.replace("<", " ").strip()


def as_listed(_: Random, entry: Listed) -> Declared | None:
    """As the list has it, in the letters of a zone."""
    return _plain(entry.person.name)


def passport_zone(_: Random, entry: Listed) -> Declared | None:
    """As the zone of a passport has it, cut where it is too long."""
    return shown(entry.person.name.family_name, entry.person.name.given_names, PASSPORT)


def card_zone(_: Random, entry: Listed) -> Declared | None:
    """As the zone of an identity card has it, which cuts more."""
    return shown(entry.person.name.family_name, entry.person.name.given_names, CARD)


def run_together(_: Random, entry: Listed) -> Declared | None:
    """All blanks left out, as reservation systems do."""
    family, given = _plain(entry.person.name)
    return (family.replace(" ", ""), given.replace(" ", "")) if " " in family + given else None


def title_glued(_: Random, entry: Listed) -> Declared | None:
    """A title glued to the given names."""
    family, given = _plain(entry.person.name)
    return (family, given + ("MR" if entry.person.sex == "M" else "MRS")) if given else None


def swapped(_: Random, entry: Listed) -> Declared | None:
    """Given names in the place of the family name, and the other way round."""
    family, given = _plain(entry.person.name)
    return (given, family) if given else None


def middle_left_out(_: Random, entry: Listed) -> Declared | None:
    """The first given name alone."""
    family, given = _plain(entry.person.name)
    first, blank, _rest = given.partition(" ")
    return (family, first) if blank else None


def one_family_name(_: Random, entry: Listed) -> Declared | None:
    """Of two family names the first alone."""
    name = entry.person.name
    return (in_zone_letters(name.family[0].usual), in_zone_letters(name.given_names)) if len(name.family) > 1 and name.given else None


def alias(random: Random, entry: Listed) -> Declared | None:
    """Another name that the list has for the person."""
    return _plain(random.choice(entry.aliases)) if entry.aliases else None


def other_romanisation(_: Random, entry: Listed) -> Declared | None:
    """Romanised in another way, which the list may not have."""
    other = entry.person.name.romanised_otherwise
    return _plain(other) if other else None


def one_slip(random: Random, entry: Listed) -> Declared | None:
    """One typing error in a name of five letters or more: a letter lost, doubled, another one, or two changed about."""
    family, given = _plain(entry.person.name)
    if len(family) < 5:
        return None
    at = random.randrange(1, len(family) - 1)
    before, letter, behind = family[:at], family[at], family[at + 1 :]
    if " " in (letter, behind[0]):
        return (before + letter + letter + behind, given)
    other = random.choice(ascii_uppercase.replace(letter, ""))
    slips = (before + behind, before + letter + letter + behind, before + other + behind, before + behind[0] + letter + behind[1:])
    return (random.choice([slip for slip in slips if slip != family]), given)


SPELLINGS: Mapping[str, Callable[[Random, Listed], Declared | None]] = {
    "as listed": as_listed,
    "passport zone": passport_zone,
    "identity card zone": card_zone,
    "run together": run_together,
    "title glued": title_glued,
    "swapped": swapped,
    "middle name left out": middle_left_out,
    "one family name": one_family_name,
    "alias": alias,
    "other romanisation": other_romanisation,
    "one slip": one_slip,
}


def spell(random: Random, entry: Listed) -> tuple[str, Declared]:
    """Return one way in which a carrier may declare a listed person, with its label."""
    ways = list(SPELLINGS)
    random.shuffle(ways)
    return next((way, declared) for way in ways if (declared := SPELLINGS[way](random, entry)) is not None)


def _plain(name: Name) -> Declared:
    return in_zone_letters(name.family_name), in_zone_letters(name.given_names)
