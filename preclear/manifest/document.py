"""A travel document as it was declared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class TravelDocument:
    """One passport, card, visa or permit, as the carrier declared it. Nothing here has been proved."""

    type: str  # as declared: "P", "V", "AC", "IP" (ICAO Doc 9303-3; API guide code list)
    number: str  # as declared, blanks and hyphens included; "" when a document was named without a number
    issuer: str | None = None  # three-letter code as declared, so also "D", "UTO", "XXA"
    expires: date | None = None
    issued: date | None = None
    place_of_issue: str | None = None  # as declared, where it is no state's code
    family_name: str = ""  # of the holder as the document shows it, where the carrier sent that beside the booked name
    given_names: str = ""
    zone: tuple[str, ...] = ()  # the lines of a machine-readable zone, where the carrier sent one
