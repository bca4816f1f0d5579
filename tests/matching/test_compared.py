"""The rows that an officer reads."""

from __future__ import annotations

import pytest

from preclear import matching
from preclear.matching import Compared
from preclear.watchlist import ListedDocument
from tests.matching.people import edition, entry, traveller

KARAMOVIC = entry(
    1, "KARAMOVIC, Zlatan", born="1974-08-23", sex="M", nationalities=("BIH",), documents=(ListedDocument("BH4471902", "BIH"),),
    birth_places=("Banja Luka, Bosnia",),
)  # fmt: skip


def rows(person, listed=KARAMOVIC):
    (hits,) = matching.screen(matching.build([edition(listed)]), [person], threshold=0.0)
    return {row.field: row for row in hits[0].compared}


def test_everything_agrees():
    person = traveller(
        "KARAMOVIC", "ZLATAN", "1974-08-23", "BIH/BH4471902", sex="M", nationalities=("BIH",), birth_place="Banja Luka"
    )  # fmt: skip
    found = rows(person)
    assert [(row.field, row.declared, row.agreement, row.listed, row.code) for row in found.values()] == [
        ("family_name", "KARAMOVIC", "agrees", "KARAMOVIC", "name_same"),
        ("given_names", "ZLATAN", "agrees", "Zlatan", "name_same"),
        ("birth_date", "1974-08-23", "agrees", "1974-08-23", "birth_date_same"),
        ("sex", "M", "agrees", "M", "sex_agrees"),
        ("nationality", "BIH", "agrees", "BIH", "nationality_agrees"),
        ("document", "BIH/BH4471902", "agrees", "BIH/BH4471902", "document_same"),
        ("birth_place", "Banja Luka", "agrees", "Banja Luka, Bosnia", "birth_place_agrees"),
    ]


def test_what_neither_side_says_is_no_row():
    assert set(rows(traveller("KARAMOVIC", "ZLATAN"), entry(1, "KARAMOVIC, Zlatan"))) == {"family_name", "given_names"}


def test_what_one_side_does_not_say_is_not_comparable():
    found = rows(traveller("KARAMOVIC", "ZLATAN"))
    assert found["birth_date"] == Compared("birth_date", None, "not_comparable", "1974-08-23", "not_declared")
    found = rows(traveller("KARAMOVIC", "ZLATAN", sex="M"), entry(1, "KARAMOVIC, Zlatan"))
    assert found["sex"] == Compared("sex", "M", "not_comparable", None, "not_listed")


FIELDS = {  # a traveller, a field: how it compares
    "another given name": (traveller("KARAMOVIC", "MIROSLAV", None, "BIH/BH4471902"), "given_names", "differs", "name_differs"),
    "a slip in the family name": (traveller("KARAMOVIK", "ZLATAN"), "family_name", "close", "name_spelling"),
    "a name more": (traveller("KARAMOVIC", "ZLATAN EMIR"), "given_names", "in_part", "name_parts_missing"),
    "swapped": (traveller("ZLATAN", "KARAMOVIC"), "family_name", "close", "name_swapped"),
    "no given names": (traveller("KARAMOVIC"), "given_names", "not_comparable", "name_not_declared"),
    "only the year": (traveller("KARAMOVIC", "ZLATAN", "1974"), "birth_date", "in_part", "birth_date_agrees"),
    "a slip in the date": (traveller("KARAMOVIC", "ZLATAN", "1984-08-23"), "birth_date", "close", "birth_date_slip"),
    "another date": (traveller("KARAMOVIC", "ZLATAN", "1999-01-02"), "birth_date", "differs", "birth_date_differs"),
    "another sex": (traveller("KARAMOVIC", "ZLATAN", sex="F"), "sex", "differs", "sex_differs"),
    "another document": (traveller("KARAMOVIC", "ZLATAN", None, "BIH/AB1234567"), "document", "differs", "document_differs"),
    "another town": (traveller("KARAMOVIC", "ZLATAN", birth_place="Uppsala"), "birth_place", "differs", "birth_place_differs"),
}


@pytest.mark.parametrize("case", FIELDS)
def test_how_a_field_compares(case):
    person, field, agreement, code = FIELDS[case]
    row = rows(person)[field]
    assert (row.agreement, row.code) == (agreement, code)


def test_a_slip_names_the_parts():
    assert rows(traveller("KARAMOVIK", "ZLATAN"))["family_name"].facts == {
        "pairs": "KARAMOVIK ~ KARAMOVIC",
        "aligned": "KARAMOVIK ~ KARAMOVIC: spelling",
    }


def test_the_whole_listed_name_stands_beside_both_where_the_list_does_not_tell_the_parts_apart():
    found = rows(traveller("KARAMOVIC", "ZLATAN"), entry(1, "Zlatan Karamovic"))
    assert [(row.agreement, row.listed) for row in found.values()] == [("agrees", "Zlatan Karamovic")] * 2
