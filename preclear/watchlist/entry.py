"""One listed person, as the list says it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from preclear.manifest import PartialDate, Sex

Quality = Literal["primary", "good", "low"]

SEPARATOR = ":"  # between the list's prefix and its own identifier in Entry.ref


@dataclass(frozen=True, slots=True)
class Name:
    """One name a person is listed under, in any script.

    >>> Name.of_parts("ERIKSSON", "Anna Maria").text
    'ERIKSSON, Anna Maria'
    """

    text: str  # as the list prints it
    quality: Quality = "primary"  # "low": the list itself calls the alias weak
    family_name: str = ""  # "" where the list does not tell the parts apart
    given_names: str = ""

    @classmethod
    def of_parts(cls, family_name: str, given_names: str, quality: Quality = "primary") -> Name:
        """Return the name whose parts the list tells apart, printed family name first."""
        text = ", ".join(part for part in (family_name, given_names) if part)
        return cls(text, quality, family_name, given_names)

    @classmethod
    def printed(cls, text: str, quality: Quality = "primary") -> Name:
        """Return a name that is printed ``FAMILY, Given``; without a comma the parts are not told apart.

        >>> Name.printed("ERIKSSON, Anna Maria").given_names
        'Anna Maria'
        """
        family_name, comma, given_names = (part.strip() for part in text.partition(","))
        return cls(text, quality, family_name, given_names) if comma else cls(text, quality)


@dataclass(frozen=True, slots=True)
class BirthDate:
    """A listed date of birth: a day, a month, a year, or a span of them; often only about right.

    >>> str(BirthDate(PartialDate(1961), PartialDate(1963))), str(BirthDate(PartialDate(1944), circa=True))
    ('1961 to 1963', 'about 1944')
    """

    first: PartialDate
    last: PartialDate | None = None  # the end of a span; None: one date
    circa: bool = False

    def __str__(self) -> str:
        return ("about " if self.circa else "") + (f"{self.first} to {self.last}" if self.last else f"{self.first}")


@dataclass(frozen=True, slots=True)
class ListedDocument:
    """A passport or identity number that the list gives."""

    number: str  # as the list prints it
    issuer: str | None = None  # three-letter code; None where the list does not say
    type: str = "P"  # "P" passport or other travel document, "I" identity number or card


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One listed person. Where a list gives several values, all of them are kept in its order."""

    ref: str  # list and its own identifier: "ofac:36", "un:QDi.001"
    names: tuple[Name, ...]
    birth_dates: tuple[BirthDate, ...] = ()
    nationalities: tuple[str, ...] = ()  # three-letter codes
    sex: Sex | None = None
    documents: tuple[ListedDocument, ...] = ()
    birth_places: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()  # why listed: sanctions programme, resolution, topic
    remarks: str = ""
