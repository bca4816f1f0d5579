"""What documents, reservation systems and typists make of a name: rules, each with its source where it has one.

A form takes chance and a name as it is listed, and returns the family name and given names that are declared, or None where the rule
changes nothing of this name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from string import ascii_uppercase

from benchmarks.quality.asked import in_zone_letters
from benchmarks.quality.spellings import other_spelling
from preclear.demo.spelling import CARD, PASSPORT, shown

PARTICLES = frozenset(
    "AL EL UL AS BIN BEN IBN BINT ABU ABOU DE DEL DELA DA DO DOS DAS DI DU LA LE LOS LAS VAN VON DER DEN TER Y E".split()  # noqa: SIM905
)
AIRLINE_FIELD = 39  # letters of a name with its title that interchange between airlines and states keeps
_SERVANT = re.compile(r"ABD|ABD[AEU]?L|ABDOUL")
_SUFFIXES = frozenset({"JR", "SR", "II", "III"})


@dataclass(frozen=True, slots=True)
class Named:
    """A name as a list has it."""

    family_name: str
    given_names: str  # "" for a single name
    sex: str | None = None
    group: str = ""  # whose spelling rules apply


Declared = tuple[str, str]
Form = Callable[[Random, Named], Declared | None]


def as_listed(_: Random, name: Named) -> Declared | None:
    """In the letters of a zone."""
    return in_zone_letters(name.family_name), in_zone_letters(name.given_names)


def passport_zone(_: Random, name: Named) -> Declared | None:
    """The 39 positions of a passport (Doc 9303-4), cut by its rules where the name is longer."""
    return shown(name.family_name, name.given_names, PASSPORT)


def card_zone(_: Random, name: Named) -> Declared | None:
    """The 30 positions of a card of size 1 (Doc 9303-5)."""
    return shown(name.family_name, name.given_names, CARD)


def shortened_zone(_: Random, name: Named) -> Declared | None:
    """A card on which the names behind the first given name stand as initials, the other practice of Doc 9303-3, 4.6, for long names."""
    family, given = (in_zone_letters(part) for part in (name.family_name, name.given_names))
    first, *others = given.split() or [""]
    if len(family) + len(given) + 2 <= CARD or not others:
        return None
    return shown(family, " ".join((first, *(part[0] for part in others))), CARD)


def one_typing_error(random: Random, name: Named) -> Declared | None:
    """A letter too many, too few, another one, or two changed about, anywhere in the name; a blank is never touched."""
    family, given = (in_zone_letters(part) for part in (name.family_name, name.given_names))
    whole = f"{family}\t{given}"
    places = [place for place, letter in enumerate(whole) if letter.isalpha()]
    place, how = random.choice(places), random.choice(("insert", "delete", "substitute", "transpose"))
    before, letter, after = whole[:place], whole[place], whole[place + 1 :]
    other = random.choice(ascii_uppercase.replace(letter, ""))
    alone = not before[-1:].isalpha() and not after[:1].isalpha()
    if how == "delete" and not alone:
        slipped = before + after
    elif how == "transpose" and after[:1].isalpha() and after[0] != letter:
        slipped = before + after[0] + letter + after[1:]
    elif how == "insert":
        slipped = before + other + letter + after
    else:
        slipped = before + other + after
    family, _, given = slipped.partition("\t")
    return family, given


def airline(_: Random, name: Named) -> Declared | None:
    """Surname run together, given names run together with the title glued to them, cut at the end of the field."""
    family, given = (in_zone_letters(part).replace(" ", "") for part in (name.family_name, name.given_names))
    family = family[: AIRLINE_FIELD - 5]
    return family, (given + ("MRS" if name.sex == "F" else "MR") if given else "")[: AIRLINE_FIELD - len(family)]


def parts_left_out(random: Random, name: Named) -> Declared | None:
    """One or more of: further given names, one of two family names, particles; a family and a given name at least are left."""
    family, given = (_units(in_zone_letters(part).split()) for part in (name.family_name, name.given_names))
    if not given or not family:
        return None
    options: list[tuple[Sequence[str], Sequence[str]]] = [(family, given[:count]) for count in range(1, len(given)) if len(given[0]) > 1]
    if len(family) > 1:
        options += [(family[:1], given), *([] if family[-1] in _SUFFIXES else [(family[-1:], given)])]
    bare = [unit.split()[-1] for unit in family]
    if bare != family and not any(unit.startswith("ABD") for unit in family):
        options.append((bare, given))
    if not options:
        return None
    kept = random.choice(options)
    return " ".join(kept[0]), " ".join(kept[1])


def _units(parts: Sequence[str]) -> list[str]:
    """Parts that are left out together: particles and "servant of" with what follows them."""
    found: list[str] = []
    pending: list[str] = []
    for place, part in enumerate(parts):
        pending.append(part)
        if place + 1 == len(parts) or (part not in PARTICLES and not _SERVANT.fullmatch(part)):
            found.append(" ".join(pending))
            pending = []
    return found


def swapped(_: Random, name: Named) -> Declared | None:
    """Given names in the place of the family name, and the other way round."""
    family, given = (in_zone_letters(part) for part in (name.family_name, name.given_names))
    return (given, family) if given else None


def hyphens_and_particles(random: Random, name: Named) -> Declared | None:
    """Particles and hyphened parts written together with what follows, or parted from what they were written with."""
    changed = [_joined(random, part) for part in (name.family_name, name.given_names)]
    before = as_listed(random, name)
    return None if before == (changed[0], changed[1]) else (changed[0], changed[1])


def spelled_otherwise(random: Random, name: Named) -> Declared | None:
    """Another Latin spelling by the customs of the name's writing system: one to three of its rules, each once."""
    family, given = (in_zone_letters(part) for part in (name.family_name, name.given_names))
    changed = other_spelling(random, f"{family}\t{given}", name.group)
    if changed is None:
        return None
    family, _, given = changed.partition("\t")
    return family, given


def _joined(random: Random, text: str) -> str:
    hyphened = re.sub(r"(?<=\w)-(?=\w)", "" if random.random() < 0.5 else " ", text)
    parts = in_zone_letters(hyphened).split()
    out: list[str] = []
    pending = ""
    for place, part in enumerate(parts):
        if part in PARTICLES and place + 1 < len(parts):
            pending += part
        else:
            out.append(pending + part)
            pending = ""
    return " ".join(out)


FORMS: Mapping[str, Form] = {
    "as listed": as_listed,
    "passport zone": passport_zone,
    "identity-card zone": card_zone,
    "card, shortened names": shortened_zone,
    "one typing error": one_typing_error,
    "airline form": airline,
    "parts left out": parts_left_out,
    "swapped": swapped,
    "hyphens, particles": hyphens_and_particles,
    "other spelling": spelled_otherwise,
}
