"""Whose a bag is, whose a machine-readable zone is, among the people of a voyage: by stated rules, each with its name.

People of lists and of bookings are told to be the same by ``manifest.life``. Here a bag label or a zone is put to one of them. A rule
holds only where exactly one person fits it; where several do, seat and locator may tell them apart, and else nobody is chosen: two
people of one name stay two.

Source: the links that the messages share (API guide of WCO, IATA and ICAO; PNRGOV guide; IATA Recommended Practice 1745; ICAO Doc 9303-3).
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from preclear.manifest.baggage import Bag, BagOwner
from preclear.manifest.dates import PartialDate
from preclear.manifest.names import TITLES
from preclear.manifest.traveller import Traveller

LONGEST_KNOWN = 80  # characters of a name that is remembered
RULES: Mapping[str, str] = {  # what each rule rests on, in the order in which they are tried
    "plate": "a licence plate of the bag is among the tags that the carrier declared of the person",
    "locator-name": "the bag and the person have the same booking reference and name",
    "seat-name": "the bag and the person have the same seat and family name",
    "locator": "the bag names nobody, and the booking reference is of one person",
    "seat": "the bag names nobody, and the seat is of one person",
    "name": "the name on the bag is of one person, and nothing speaks against it",
    "document": "the zone and a declared document have the same number and issuer",
    "number-birth": "the zone and a declared document have the same number, and the births agree",
    "name-birth": "the zone and the person have the same name and birth",
}


class Joined(NamedTuple):
    """To whom something was put, and by which rule."""

    place: int  # among the people, from 0
    rule: str  # a key of RULES


class Holder(NamedTuple):
    """What a machine-readable zone says of its holder."""

    family_name: str
    given_names: str
    number: str
    issuer: str = ""
    birth_date: PartialDate | None = None


class People:
    """The people of a voyage, found by what bags and zones tell. ``same_state`` says whether two codes stand for one state."""

    def __init__(self, people: Sequence[Traveller], same_state: Callable[[str, str], bool] = lambda one, other: one == other) -> None:
        self.people, self.same_state = people, same_state
        self.by: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
        for index, person in enumerate(people):
            for mark in _marks(person):
                self.by[mark].append(index)

    def of_bag(self, bag: Bag) -> Joined | None:
        """Return whose bags these are. Of a party, the first of its names that one person bears."""
        owners = bag.owners or (BagOwner(family_name=""),)
        return next((joined for owner in owners if (joined := self.of_owner(bag, owner))), None)

    def of_owner(self, bag: Bag, owner: BagOwner) -> Joined | None:
        """Return who one of the names on a bag is.

        1. who has one of its plates; 2. by name, with the locator, the seat, or alone; 3. without a name, by locator or seat
        """
        plates = sorted({index for plate in bag.numbers for index in self.by.get(("plate", plate), ())})  # 1
        if plates:
            chosen = plates if len(plates) == 1 else [n for n in plates if owner.family_name and self.bears(n, owner)]
            return Joined(chosen[0], "plate") if len(chosen) == 1 else None
        locator, seat = bag.locator or "", (bag.seat or "").lstrip("0")
        if owner.family_name:  # 2
            named = [n for n in self.by.get(("name", fold(owner.family_name)), ()) if self.bears(n, owner)]
            for rule, kept in (
                ("locator-name", [n for n in named if locator and self.locator(n) == locator]),
                ("seat-name", [n for n in named if seat and self.seat(n) == seat]),
            ):
                if kept:
                    return self.one(kept, rule, seat)
            return self.one([n for n in named if not self.speaks_against(n, locator, seat)], "name", seat)
        for rule, mark in (("locator", ("locator", locator)), ("seat", ("seat", seat))):  # 3
            if mark[1] and (kept := self.by.get(mark, [])):
                return self.one(kept, rule, seat)
        return None

    def of_zone(self, holder: Holder) -> Joined | None:
        """Return whose zone this is.

        1. who declared its number and issuer; 2. who declared its number, if the births agree; 3. who has its name and birth
        """
        numbered = [n for n in self.by.get(("number", squeezed(holder.number)), ()) if self.born(n, holder.birth_date) is not False]
        issued = [n for n in numbered if any(self.is_document(document, holder) for document in self.people[n].documents)]
        if issued:  # 1
            return self.one(issued, "document", "", holder)
        agreed = [n for n in numbered if self.born(n, holder.birth_date)]
        if agreed:  # 2
            return self.one(agreed, "number-birth", "", holder)
        owner = BagOwner(family_name=holder.family_name, given_names=holder.given_names)
        named = [n for n in self.by.get(("name", fold(holder.family_name)), ()) if self.bears(n, owner)]
        return self.one([n for n in named if self.born(n, holder.birth_date)], "name-birth", "")  # 3

    def is_document(self, document: object, holder: Holder) -> bool:
        """Whether a declared document has the number and the issuer of a zone."""
        number, issuer = getattr(document, "number", ""), getattr(document, "issuer", None) or ""
        return squeezed(number) == squeezed(holder.number) and bool(issuer) and self.same_state(issuer, holder.issuer)

    def one(self, indexes: Sequence[int], rule: str, seat: str, holder: Holder | None = None) -> Joined | None:
        """The only one, or the only one in that seat, or of that name; None where several stay."""
        if len(indexes) > 1 and seat:
            indexes = [n for n in indexes if self.seat(n) == seat] or indexes
        if len(indexes) > 1 and holder:
            owner = BagOwner(family_name=holder.family_name, given_names=holder.given_names)
            indexes = [n for n in indexes if self.bears(n, owner)] or indexes
        return Joined(indexes[0], rule) if len(indexes) == 1 else None

    def bears(self, index: int, owner: BagOwner) -> bool:
        """Whether somebody bears a name as a label or a zone has it: title glued, cut, first names alone."""
        person = self.people[index]
        if fold(person.family_name) != fold(owner.family_name):
            return False
        given, told = fold(untitled(person)), fold(owner.given_names)
        if not given or not told:
            return True
        if told.startswith(given):  # a title or another name stands behind it
            return True
        for title in TITLES:
            if told.endswith(title) and given.startswith(told[: -len(title)]) and len(told) > len(title):
                return True
        return given.startswith(told)

    def speaks_against(self, index: int, locator: str, seat: str) -> bool:
        """Whether a locator or a seat is another than that of a person."""
        return bool((locator and self.locator(index) and self.locator(index) != locator) or (seat and self.seat(index) not in ("", seat)))

    def locator(self, index: int) -> str:
        """The booking of a person."""
        return self.people[index].references.get("AVF", "")

    def seat(self, index: int) -> str:
        """The seat of a person, without leading zeros."""
        return (self.people[index].seat or "").lstrip("0")

    def born(self, index: int, birth: PartialDate | None) -> bool | None:
        """Whether the birth of a person agrees; None where either is not known."""
        known = self.people[index].birth_date
        return None if known is None or birth is None else known.may_equal(birth)


def join_bag(bag: Bag, people: Sequence[Traveller]) -> Joined | None:
    """Return to whom of some people a bag belongs, and by which rule; None where nobody, or more than one, fits."""
    return People(people).of_bag(bag)


def _marks(person: Traveller) -> Iterable[tuple[str, str]]:
    """By what somebody may be found."""
    yield "name", fold(person.family_name)
    if locator := person.references.get("AVF"):
        yield "locator", locator
    if person.seat:
        yield "seat", person.seat.lstrip("0")
    if person.bags:
        yield from (("plate", tag) for tag in dict.fromkeys(person.bags.tags))
    yield from (
        ("number", number) for number in dict.fromkeys(squeezed(document.number) for document in person.documents if document.number)
    )


def fold(name: str) -> str:
    """Return a name as its capital letters alone, marks, blanks and hyphens gone.

    >>> fold("O'Neil-Çelik")
    'ONEILCELIK'
    """
    return _folded(name) if len(name) <= LONGEST_KNOWN else _folded.__wrapped__(name)


@lru_cache(maxsize=8192)
def _folded(name: str) -> str:
    bare = unicodedata.normalize("NFKD", name.upper()) if not name.isascii() else name.upper()
    return "".join(c for c in bare if c.isalpha())


def squeezed(number: str) -> str:
    """Return a document's number without what printing adds to it: capital letters and digits alone.

    >>> squeezed(" ga-302 922")
    'GA302922'
    """
    return "".join(c for c in number.upper() if c.isalnum())


def untitled(person: Traveller) -> str:
    """Return the given names of a person without the title that stands in them."""
    given, title = person.given_names, person.title
    if not title or not given:
        return given
    if given.upper().endswith(title):
        return given[: -len(title)]
    return given[len(title) :] if given.upper().startswith(f"{title} ") else given


class Disagreement(NamedTuple):
    """A field of which two declarations of one person say different things. It is shown, and neither is chosen quietly."""

    field: str
    first: str
    second: str


def disagreements(first: Traveller, second: Traveller) -> tuple[Disagreement, ...]:
    """Return what two declarations of one person tell differently; what one of them does not tell is no disagreement."""
    pairs: list[tuple[str, str, str]] = [
        ("family_name", fold(first.family_name), fold(second.family_name)),
        ("birth_date", str(first.birth_date or ""), str(second.birth_date or "")),
        ("sex", first.sex or "", second.sex or ""),
        ("nationality", first.nationality or "", second.nationality or ""),
        ("seat", (first.seat or "").lstrip("0"), (second.seat or "").lstrip("0")),
    ]
    one, other = first.passport, second.passport
    if one and other:
        pairs.append(("document", squeezed(one.number), squeezed(other.number)))
        pairs.append(("expires", str(one.expires or ""), str(other.expires or "")))
    given, told = fold(untitled(first)), fold(untitled(second))
    if not given.startswith(told) and not told.startswith(given):
        pairs.append(("given_names", given, told))
    if first.birth_date and second.birth_date and first.birth_date.may_equal(second.birth_date):
        pairs[1] = ("birth_date", "", "")
    return tuple(Disagreement(*pair) for pair in pairs if pair[1] and pair[2] and pair[1] != pair[2])
