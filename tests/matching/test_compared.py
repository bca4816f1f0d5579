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
    "only the year": (traveller("KARAMOVIC", "ZLATAN", "1974"), "birth_date", "in_part", "birth_date_year"),
    "only the month": (traveller("KARAMOVIC", "ZLATAN", "1974-08"), "birth_date", "in_part", "birth_date_month"),
    "1 January": (traveller("KARAMOVIC", "ZLATAN", "1974-01-01"), "birth_date", "in_part", "birth_date_new_year"),
    "a slip in the year": (traveller("KARAMOVIC", "ZLATAN", "1984-08-23"), "birth_date", "close", "birth_date_slip_year"),
    "a slip in the month": (traveller("KARAMOVIC", "ZLATAN", "1974-09-23"), "birth_date", "close", "birth_date_slip_month"),
    "a slip in the day": (traveller("KARAMOVIC", "ZLATAN", "1974-08-24"), "birth_date", "close", "birth_date_slip_day"),
    "two digits changed places": (traveller("KARAMOVIC", "ZLATAN", "1947-08-23"), "birth_date", "close", "birth_date_slip_exchanged"),
    "a slip in the number": (traveller("KARAMOVIC", "ZLATAN", None, "BIH/BH4471903"), "document", "close", "document_slip"),
    "O for nought": (traveller("KARAMOVIC", "ZLATAN", None, "BIH/BH44719O2"), "document", "close", "document_alike"),
    "no issuer": (traveller("KARAMOVIC", "ZLATAN", None, "/BH4471902"), "document", "close", "document_issuer_unknown"),
    "another issuer": (traveller("KARAMOVIC", "ZLATAN", None, "HRV/BH4471902"), "document", "close", "document_other_issuer"),
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


VAN_DER, SRI_LANKA = "VAN DER HEUVELINK, Johannes", "WIJESINGHE MUDIYANSELAGE, Rajapaksa Bandaranayake"
LISTED_AS = {  # how the list writes a name, who travels, a field: how it compares, and which parts are told
    "national letters": ("KARAMOVIĆ, Zlatan", ("KARAMOVIC", "ZLATAN"), "family_name", "name_transliterated", None),
    "written together": (VAN_DER, ("VANDERHEUVELINK", "JOHANNES"), "family_name", "name_run_together",
        "VANDERHEUVELINK ~ VAN DER HEUVELINK: run_together"),
    "written together in another spelling": ("AL-ZARQANI, Tariq", ("ALZARKANI", "TARIQ"), "family_name", "name_run_together_otherwise",
        "ALZARKANI ~ AL ZARQANI: run_together_otherwise"),
    "Arabic": ("عبد الرحمن الخطيب", ("ALKHATIB", "ABDULRAHMAN"), "family_name", "name_consonants", "ALKHATIB ~ الخطيب: consonants"),
    "Arabic in two words": ("عبد الرحمن الخطيب", ("ALKHATIB", "ABDULRAHMAN"), "given_names", "name_consonants",
        "ABDULRAHMAN ~ عبد الرحمن: consonants"),
    "cut": (SRI_LANKA, ("WIJESINGHE MUDIYANSELAGE", "RAJAPAKSA BAN"), "given_names", "name_cut", "BAN ~ BANDARANAYAKE: cut"),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTED_AS)
def test_how_a_listed_name_compares(case):
    name, person, field, code, aligned = LISTED_AS[case]
    row = rows(traveller(*person), entry(1, name))[field]
    assert (row.code, row.facts.get("aligned")) == (code, aligned)


def test_day_and_month_in_the_other_order_are_told_so():
    found = rows(traveller("KARAMOVIC", "ZLATAN", "1974-08-03"), entry(1, "KARAMOVIC, Zlatan", born="1974-03-08"))
    assert found["birth_date"].code == "birth_date_slip_day_month"
