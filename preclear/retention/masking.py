"""What is left of a person's data when it is masked: the same records with fields emptied or cut, so that everything still reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from preclear.manifest import PartialDate, Reason, TravelDocument, Traveller
from preclear.manifest.booking import BookedLeg, BookedPerson, Booking
from preclear.matching import Compared

_Value = TypeVar("_Value")
Masks = Mapping[str, str]  # field -> way

FIELDS = (
    "names",
    "birth",
    "sex",
    "nationality",
    "residence",
    "documents",
    "address",
    "references",
    "seat",
    "baggage",
    "contacts",
    "payment",
    "remarks",
)
WAYS = ("nothing", "year", "last two", "kept")
_LAST = 2


def text(value: str, way: str) -> str:
    """Return what a way of masking leaves of a text.

    >>> text("C01X00T47", "last two"), text("C01X00T47", "nothing"), text("C01X00T47", "kept"), text("7", "last two")
    ('*******47', '', 'C01X00T47', '*')
    """
    if way == "kept":
        return value
    if way == "last two":
        return "*" * (len(value) - _LAST) + value[-_LAST:] if len(value) > _LAST else "*" * len(value)
    return ""


def traveller(declared: Traveller, masks: Masks, key: str) -> Traveller:
    """Return a declaration masked, under another key: the key of before is made of the name.

    Of a field that is neither kept nor cut nothing is left, nor where it stood in the message.
    """
    names = masks["names"] == "kept"
    documents = tuple(_document(one, masks) for one in declared.documents) if masks["documents"] != "nothing" else ()
    return replace(
        declared,
        key=key,
        family_name=declared.family_name if names else "",
        given_names=declared.given_names if names else "",
        title=declared.title if names else None,
        birth_date=_birth(declared.birth_date, masks["birth"]),
        birth_country=_kept(declared.birth_country, masks["birth"]),
        birth_place=_kept(declared.birth_place, masks["birth"]),
        sex=_kept(declared.sex, masks["sex"]),
        nationalities=declared.nationalities if masks["nationality"] == "kept" else (),
        residence=_kept(declared.residence, masks["residence"]),
        address=_kept(declared.address, masks["address"]),
        documents=documents,
        seat=_kept(declared.seat, masks["seat"]),
        bags=_kept(declared.bags, masks["baggage"]),
        references=dict(declared.references) if masks["references"] == "kept" else {},
        segments=None,
        places={},
    )


def booking(declared: Booking, masks: Masks) -> Booking:
    """Return a booking masked: its legs, and how many travelled on them, stay where the policy keeps nothing else."""
    kept = {field for field, way in masks.items() if way == "kept"}
    people = tuple(
        BookedPerson(traveller=traveller(one.traveller, masks, ""), type=one.type, unnamed=one.unnamed) for one in declared.people
    )
    return Booking(
        locators=declared.locators if "references" in kept else (),
        people=people,
        legs=tuple(_leg(one, kept) for one in declared.legs),
        cancelled=declared.cancelled,
        created_at=declared.created_at,
        changed_at=declared.changed_at,
        ticketed_at=declared.ticketed_at,
        seats=declared.seats if "seat" in kept else (),
        tickets=declared.tickets if "payment" in kept else (),
        payments=declared.payments if "payment" in kept else (),
        loyalty=declared.loyalty if "references" in kept else (),
        contacts=declared.contacts if "contacts" in kept else (),
        addresses=declared.addresses if "address" in kept else (),
        services=declared.services if "remarks" in kept else (),
        remarks=declared.remarks if "remarks" in kept else (),
        others=declared.others if "remarks" in kept else (),
        history=declared.history if "remarks" in kept else (),
        left_out=declared.left_out,
    )


def reason(said: Reason) -> Reason:
    """Return a reason without the values that filled its sentence."""
    return Reason(code=said.code, strength=said.strength, detail="", source=said.source)


def compared(said: Compared) -> Compared:
    """Return a row of a comparison without the values, declared and listed: how they compare is left."""
    return Compared(field=said.field, declared=None, agreement=said.agreement, listed=None, code=said.code)


def _leg(one: BookedLeg, kept: set[str]) -> BookedLeg:
    return replace(
        one,
        locators=one.locators if "references" in kept else (),
        seats=one.seats if "seat" in kept else (),
        bags=one.bags if "baggage" in kept else (),
        check_ins=(),
        places={},
    )


def _document(one: TravelDocument, masks: Masks) -> TravelDocument:
    """A document without its holder and without its lines, which hold all of it."""
    if masks["documents"] == "kept" and masks["names"] == "kept":
        return one
    return replace(one, number=text(one.number, masks["documents"]), family_name="", given_names="", zone=())


def _birth(born: PartialDate | None, way: str) -> PartialDate | None:
    if born is None or way == "kept":
        return born
    return PartialDate(born.year) if way == "year" else None


def _kept(value: _Value | None, way: str) -> _Value | None:
    return value if way == "kept" else None
