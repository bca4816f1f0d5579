"""Machine-readable zones of invented passports (ICAO Doc 9303-4), and what their name fields leave of a name."""

from __future__ import annotations

from preclear.demo.people import Person
from preclear.documents import check_digit, transliterate
from preclear.documents.writing import ZONE_CODES

NAME_FIELDS = {"TD1": 30, "TD2": 31, "TD3": 39}


def passport_zone(person: Person) -> tuple[str, str]:
    """Return the two lines of a passport's zone (TD3), check digits right."""
    passport = person.passport
    assert passport.issuer is not None
    assert passport.expires is not None
    issuer, nationality = (ZONE_CODES.get(code, code).ljust(3, "<") for code in (passport.issuer, person.nationality))
    number, birth, expires = (
        field + str(check_digit(field))
        for field in (passport.number.ljust(9, "<"), f"{person.birth_date:%y%m%d}", f"{passport.expires:%y%m%d}")
    )
    sex = "<" if person.sex == "X" else person.sex
    optional = "<" * 14 + "0"
    overall = check_digit(number + birth + expires + optional)
    upper = f"P<{issuer}{name_field(person.name.family_name, person.name.given_names, NAME_FIELDS['TD3'])}"
    return upper, f"{number}{nationality}{birth}{sex}{expires}{optional}{overall}"


def name_field(family_name: str, given_names: str, length: int) -> str:
    """Return the name field of a zone; a name that is too long is cut so that a letter of the given names stays.

    >>> name_field("Müller", "Jörg", 20), name_field("Thirunavukkarasu", "Parameswari", 20)
    ('MUELLER<<JOERG<<<<<<', 'THIRUNAVUKKARASU<<PA')
    """
    family, given = transliterate(family_name), transliterate(given_names)
    if not given:
        return family[:length].ljust(length, "<")
    return f"{family[: length - 3]}<<{given}"[:length].ljust(length, "<")


def names_of(field: str) -> tuple[str, str]:
    """Return the family name and the given names that a name field shows.

    >>> names_of('THIRUNAVUKKARASU<<PA')
    ('THIRUNAVUKKARASU', 'PA')
    """
    family, _, given = field.partition("<<")
    return family.replace("<", " ").strip(), given.replace("<", " ").strip()
