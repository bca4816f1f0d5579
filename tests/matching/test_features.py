"""What each finding says."""

from __future__ import annotations

import pytest

from preclear import matching
from preclear.manifest import PartialDate
from preclear.matching import FINDINGS
from preclear.watchlist import BirthDate, Entry, ListedDocument
from tests.matching.people import edition, entry, traveller

DAY = PartialDate.parse


def reasons(person, listed):
    """The findings on a traveller beside the one person of a list, by code."""
    (hits,) = matching.screen(matching.build([edition(listed)]), [person], threshold=0.0)
    return {reason.code: reason for reason in hits[0].reasons}


def karamovic(**facts):
    return entry(1, "KARAMOVIC, Zlatan", **facts)


BORN = {  # declared, listed dates: what is found, and the listed date that it is about
    "the same day": ("1974-08-23", [BirthDate(DAY("1974-08-23"))], "birth_date_agrees", "1974-08-23"),
    "only the year declared": ("1974", [BirthDate(DAY("1974-08-23"))], "birth_date_agrees", "1974-08-23"),
    "only the year listed": ("1974-08-23", [BirthDate(DAY("1974"))], "birth_date_agrees", "1974"),
    "within a span": ("1974-08-23", [BirthDate(DAY("1972"), DAY("1975"))], "birth_date_agrees", "1972 to 1975"),
    "a year from about": ("1975-08-23", [BirthDate(DAY("1974"), circa=True)], "birth_date_agrees", "about 1974"),
    "day and month swapped": ("1974-03-08", [BirthDate(DAY("1974-08-03"))], "birth_date_slip", "1974-08-03"),
    "one wrong digit in the year": ("1984-08-23", [BirthDate(DAY("1974-08-23"))], "birth_date_slip", "1974-08-23"),
    "1 January for a day that is not known": ("1974-01-01", [BirthDate(DAY("1974-08-23"))], "birth_date_agrees", "1974-08-23"),
    "1 January listed": ("1974-08-23", [BirthDate(DAY("1974-01-01"))], "birth_date_agrees", "1974-01-01"),
    "two digits swapped": ("1947-08-23", [BirthDate(DAY("1974-08-23"))], "birth_date_slip", "1974-08-23"),
    "a year on": ("1975-01-02", [BirthDate(DAY("1974-08-23"))], "birth_date_near", "1974-08-23"),
    "twenty years on": ("1994-01-02", [BirthDate(DAY("1974-08-23"))], "birth_date_differs", "1974-08-23"),
    "twenty years after a span": ("1995-01-02", [BirthDate(DAY("1972"), DAY("1975"))], "birth_date_differs", "1972 to 1975"),
    "the closest of several": ("1974-08-23", [BirthDate(DAY("1950")), BirthDate(DAY("1974-08-23"))], "birth_date_agrees", "1974-08-23"),
}


@pytest.mark.parametrize("case", BORN)
def test_how_dates_of_birth_agree(case):
    declared, listed, code, about = BORN[case]
    person = karamovic()
    found = reasons(traveller("KARAMOVIC", "ZLATAN", declared), type(person)(ref="test:1", names=person.names, birth_dates=tuple(listed)))
    assert [each for each in found if each.startswith("birth_date")] == [code]
    assert found[code].facts == {"declared": declared, "listed": about}


def test_a_whole_date_tells_more_than_a_month_and_a_month_more_than_a_year():
    strengths = [
        reasons(traveller("KARAMOVIC", "ZLATAN", born), karamovic(born="1974-08-23"))["birth_date_agrees"].strength
        for born in ("1974-08-23", "1974-08", "1974")
    ]
    assert strengths == sorted(set(strengths), reverse=True)


@pytest.mark.parametrize(("declared", "listed"), [(None, "1974-08-23"), ("1974-08-23", ())])
def test_a_birth_date_on_one_side_only_says_nothing(declared, listed):
    found = reasons(traveller("KARAMOVIC", "ZLATAN", declared), karamovic(born=listed))
    assert not any(code.startswith("birth_date") for code in found)


def test_a_number_tells_most_with_its_issuer_and_least_of_another_issuer():
    papers = [ListedDocument("BH4471902", "BIH"), ListedDocument("BH4471902"), ListedDocument("BH4471902", "SWE")]
    person = traveller("KARAMOVIC", "ZLATAN", None, "BIH/BH4471902")
    strengths = [reasons(person, karamovic(documents=(paper,)))["document_same"].strength for paper in papers]
    assert strengths == sorted(set(strengths), reverse=True)
    assert strengths[0] == 1.0


def test_a_number_with_look_alikes_tells_a_little_less_than_the_very_number():
    listed = karamovic(documents=(ListedDocument("BH0010190", "BIH"),))
    same, alike = (
        reasons(traveller("KARAMOVIC", "ZLATAN", None, f"BIH/{number}"), listed)["document_same"].strength
        for number in ("BH 001-0190", "BHO0IO190")
    )
    assert alike < same == 1.0


NUMBERS = {  # declared, listed: how fully they agree at the most, None for not at all
    "one digit another, the same issuer": ("BIH/BH4471903", ListedDocument("BH4471902", "BIH"), 0.75),
    "two digits swapped": ("BIH/BH4417902", ListedDocument("BH4471902", "BIH"), 0.75),
    "a digit left out": ("BIH/BH471902", ListedDocument("BH4471902", "BIH"), 0.75),
    "a slip, the issuer not listed": ("BIH/BH4471903", ListedDocument("BH4471902"), 0.6),
    "a slip in a short number": ("BIH/447190", ListedDocument("447192", "BIH"), 0.6),
    "a slip and another issuer": ("SWE/BH4471903", ListedDocument("BH4471902", "BIH"), None),
    "two slips": ("BIH/BH4471933", ListedDocument("BH4471902", "BIH"), None),
}


@pytest.mark.parametrize("case", NUMBERS)
def test_how_numbers_of_documents_agree(case):
    declared, listed, strength = NUMBERS[case]
    found = reasons(traveller("KARAMOVIC", "ZLATAN", None, declared), karamovic(documents=(listed,)))
    assert (found["document_same"].strength if "document_same" in found else None) == strength


def test_a_slip_is_said():
    found = reasons(traveller("KARAMOVIC", "ZLATAN", None, "BIH/BH4471903"), karamovic(documents=(ListedDocument("BH4471902", "BIH"),)))
    assert found["document_same"].detail == "document BH4471903 is listed as BH4471902 of BIH, one slip apart"


def test_a_number_one_slip_from_a_lost_document_of_nobody_is_no_match():
    lost = Entry(ref="lost:1", names=(), documents=(ListedDocument("BH4471902", "BIH"),))
    index = matching.build([edition(lost)])
    exact, slip = matching.screen(index, [traveller("DOE", "ANN", None, f"BIH/{number}") for number in ("BH4471902", "BH4471903")])
    assert [hit.entry for hit in exact] == ["lost:1"]
    assert slip == ()


def test_a_number_one_slip_from_a_listed_one_is_no_match_under_a_placeholder_without_its_issuer():
    index = matching.build([edition(karamovic(documents=(ListedDocument("BH4471902", "BIH"),)))])
    (found,) = matching.screen(index, [traveller("UNKNOWN", "UNKNOWN", None, "SWE/BH4471903")])
    assert not isinstance(found, tuple) or found == ()


def test_both_codes_of_germany_are_one_nationality():
    found = reasons(traveller("KARAMOVIC", "ZLATAN", nationalities=("D",)), karamovic(nationalities=("DEU",)))
    assert "nationality_agrees" in found


FACTS = {
    "one of several nationalities": ({"nationalities": ("HRV", "BIH")}, {"nationalities": ("BIH", "SRB")}, "nationality_agrees"),
    "other nationalities": ({"nationalities": ("SWE",)}, {"nationalities": ("BIH",)}, "nationality_differs"),
    "the same sex": ({"sex": "M"}, {"sex": "M"}, "sex_agrees"),
    "the other sex": ({"sex": "F"}, {"sex": "M"}, "sex_differs"),
    "born in the listed town": ({"birth_place": "BANJA LUKA"}, {"birth_places": ("Banja Luka, Bosnia",)}, "birth_place_agrees"),
}


@pytest.mark.parametrize("case", FACTS)
def test_what_else_is_found(case):
    declared, listed, code = FACTS[case]
    assert code in reasons(traveller("KARAMOVIC", "ZLATAN", **declared), karamovic(**listed))


SILENT = {
    "sex unspecified": ({"sex": "X"}, {"sex": "M"}),
    "no nationality listed": ({"nationalities": ("SWE",)}, {}),
    "another town": ({"birth_place": "UPPSALA"}, {"birth_places": ("Banja Luka, Bosnia",)}),
    "a town of two letters": ({"birth_place": "BA"}, {"birth_places": ("Banja Luka, Bosnia",)}),
}


@pytest.mark.parametrize("case", SILENT)
def test_what_says_nothing(case):
    declared, listed = SILENT[case]
    assert not set(reasons(traveller("KARAMOVIC", "ZLATAN", **declared), karamovic(**listed))) - {"name_alike", "name_common"}


def test_the_weights_know_every_finding_and_nothing_else():
    weights = matching.load_weights()
    assert set(weights.supports) == {code for code, way in FINDINGS.items() if way == "for"}
    assert set(weights.against) == {code for code, way in FINDINGS.items() if way == "against"}
