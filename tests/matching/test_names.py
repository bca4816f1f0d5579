"""Names into parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear.manifest import NotScreened
from preclear.manifest.names import is_placeholder
from preclear.matching import names
from preclear.matching.names import Declared, Part
from preclear.watchlist import Name
from tests.matching.people import traveller

DECLARED = {  # family name, given names: the parts, each as (text, role)
    "two names": (("ERIKSSON", "ANNA MARIA"), [("ERIKSSON", "family"), ("ANNA", "given"), ("MARIA", "given")]),
    "marks and accents": (("Müller-Oberlein", "José"), [("MUELLER", "family"), ("OBERLEIN", "family"), ("JOSE", "given")]),
    "an apostrophe is no blank": (("O'Donovan", "Ann"), [("ODONOVAN", "family"), ("ANN", "given")]),
    "a title at the end": (("ERIKSSON", "ANNA MRS"), [("ERIKSSON", "family"), ("ANNA", "given")]),
    "a title at the beginning": (("MR ERIKSSON", "OLAF"), [("ERIKSSON", "family"), ("OLAF", "given")]),
    "a title that is all there is of a name": (("MASTER", ""), [("MASTER", "")]),
    "one field holds everything": (("ERIKSSON ANNA", ""), [("ERIKSSON", ""), ("ANNA", "")]),
    "an unknown given name falls away": (("ERIKSSON", "FNU"), [("ERIKSSON", "family")]),
    "digits fall away": (("ERIKSSON2", "ANNA"), [("ERIKSSON", "family"), ("ANNA", "given")]),
    "servant of": (("ABD AL RAHMAN", "ALI"), [("ABDULRAHMAN", "family"), ("ALI", "given")]),
    "son of, as a Malaysian list prints it": (("KRISHNAN", "RAMAN A/L"), [("KRISHNAN", "family"), ("RAMAN", "given")]),
    "son of, as a zone prints it": (("RAMAN A L KRISHNAN", ""), [("RAMAN", ""), ("KRISHNAN", "")]),
    "daughter of": (("DEVI D/O KUMAR", ""), [("DEVI", ""), ("KUMAR", "")]),
    "two initials at the end": (("KRISHNAN", "RAMAN A L"), [("KRISHNAN", "family"), ("RAMAN", "given"), ("A", "given"), ("L", "given")]),
    "an infant": (("ERIKSSON", "ANNA INF"), [("ERIKSSON", "family"), ("ANNA", "given")]),
    "a name that is not known": (("UNKNOWN", "ANNA"), [("ANNA", "given")]),
    "a family name of one letter": (("O", "MIN HO"), [("O", "family"), ("MIN", "given"), ("HO", "given")]),
    "servant of, the article mistyped": (("AL BAKKUR", "ABD KL AZIM"), [("AL", "family"), ("BAKKUR", "family"), ("ABDULAZIM", "given")]),
    "servant of, mistyped": (("ABKD AL AZIZ", "ALI"), [("ABDULAZIZ", "family"), ("ALI", "given")]),
    "father of": (("ABU AL HASSAN", "ALI"), [("ABU", "family"), ("AL", "family"), ("HASSAN", "family"), ("ALI", "given")]),
    "Cyrillic letters": (("Шарвенов", "Кирилл"), [("SHARVENOV", "family"), ("KIRILL", "given")]),
}  # fmt: skip


NAMED = (
    ("GUEST", ""), ("GUEST", "ANN"), ("CHILD", "LEE"), ("LEE", "CHILD"), ("TO", "BE"), ("TEN", "BOOM"), ("NO", "ONE"), ("BE", "ADVISED"),
    ("NULL", "KARL"), ("TEST", "ANNA"), ("NA", "MIN HO"), ("ADULT", "ANA"), ("ONE", "TWO"), ("PASSENGER", "ANNE"), ("TEN", "CHILD"),
)  # fmt: skip


@pytest.mark.parametrize(("family_name", "given_names"), NAMED)
def test_a_name_that_looks_like_a_placeholder_is_screened_as_it_is_read(family_name, given_names):
    assert not is_placeholder(family_name, given_names)
    declared = names.declared(traveller(family_name, given_names))
    assert isinstance(declared, Declared)
    assert " ".join(part.text for part in declared.parts) == f"{family_name} {given_names}".strip()


@pytest.mark.parametrize("case", DECLARED)
def test_the_parts_of_a_declared_name(case):
    fields, expected = DECLARED[case]
    found = names.declared(traveller(*fields))
    assert [(part.text, part.role) for part in found.parts] == expected


def test_a_glued_title_makes_a_second_reading_and_keeps_the_first():
    assert names.declared(traveller("ROSS", "ADAMR")).parts[-1] == Part("ADAMR", "given", other="ADA")


GLUED = {  # given names: the first one, its second reading
    "at the end": ("ANNAMRS", "ANNAMRS", "ANNA"),
    "a child": ("LEOCHD", "LEOCHD", "LEO"),
    "at the beginning": ("MRJOHN PAUL", "MRJOHN", "JOHN"),
    "a name that begins like one": ("DRAGAN", "DRAGAN", ""),
    "another": ("DREW", "DREW", ""),
    "a name that ends like one stays whole first": ("ADAMS", "ADAMS", "ADA"),
}


@pytest.mark.parametrize("case", GLUED)
def test_a_title_glued_to_a_given_name(case):
    given_names, text, other = GLUED[case]
    first = names.declared(traveller("ROSS", given_names)).parts[1]
    assert (first.text, first.other) == (text, other)


def test_the_servant_of_goes_on_in_the_family_name():
    family, *given_names = names.declared(traveller("GHAFUR", "HUMAM ABDEL")).parts
    assert (family.text, family.other) == ("GHAFUR", "ABDULGHAFUR")
    assert [part.text for part in given_names] == ["HUMAM", "ABDEL"]
    assert names.declared(traveller("MOHAMED", "AHMED ABDI")).parts[0].other == ""  # a name of its own in Somalia


def test_a_suffix_and_the_son_of_a_turkic_name_are_minor():
    assert [part.minor for part in names.declared(traveller("MEZA", "JR ARTURO")).parts] == [False, True, False]
    assert [part.minor for part in names.declared(traveller("ASLANOV", "JEYHUN NASIMI OGLY")).parts] == [False, False, False, True]


def test_a_particle_is_minor_and_a_last_part_never_is():
    parts = names.declared(traveller("VAN DER BERG", "JAN")).parts
    assert [part.minor for part in parts] == [True, True, False, False]
    assert [part.minor for part in names.declared(traveller("LE", "VAN")).parts] == [False, False]


CUT = {
    "a full passport field": ("SRIVASTAVAKUMARAN", "PARAMESWARANATHAN VE", True),
    "a full card field": ("SRIVASTAVAKUMARAN", "PARAMESWARA", True),
    "an ordinary name": ("ERIKSSON", "ANNA MARIA", False),
}


@pytest.mark.parametrize("case", CUT)
def test_a_name_that_fills_its_field_may_be_cut(case):
    family, given, cut = CUT[case]
    assert names.declared(traveller(family, given)).cut is cut


def test_the_last_part_of_a_cut_name_is_read_as_a_beginning_too():
    parts = names.declared(traveller("SRIVASTAVAKUMARAN", "PARAMESWARA")).parts
    assert [part.other for part in parts] == ["", "PARAMESWARA<"]
    assert names.declared(traveller("AL ANZI", "MUHAMMAD HADI ABD AL")).parts[-1] == Part("ABDUL", "given", other="ABDUL<")


LISTED = {  # as printed: the parts
    "told apart": ("KARAMOVIC, Zlatan", [("KARAMOVIC", "family"), ("ZLATAN", "given")]),
    "not told apart": ("Zlatan Karamovic", [("ZLATAN", ""), ("KARAMOVIC", "")]),
    "Cyrillic letters": ("Шарвенов", [("SHARVENOV", "")]),
    "Arabic letters keep their consonants": ("درويش", [("drs", "")]),
    "a common Arabic name is known": ("محمد", [("MUHAMMAD", "")]),
    "a title in front": ("Dr Zlatan Karamovic", [("ZLATAN", ""), ("KARAMOVIC", "")]),
    "too few letters to compare": ("H7", []),
    "none at all": ("77-12", []),
}


@pytest.mark.parametrize("case", LISTED)
def test_the_parts_of_a_listed_name(case):
    printed, expected = LISTED[case]
    assert [(part.text, part.role) for part in names.listed(Name.printed(printed))] == expected


@given(st.text(max_size=50), st.text(max_size=50))
def test_any_text_becomes_letters_or_a_reason(family, given_names):
    found = names.declared(traveller(family, given_names))
    assert isinstance(found, NotScreened) or (
        isinstance(found, Declared) and found.parts and all(part.text.isascii() and part.text.isalpha() for part in found.parts)
    )


@given(st.text(max_size=50))
def test_any_listed_text_becomes_letters(text):
    assert all(part.text.isascii() and part.text.isalpha() for part in names.listed(Name.printed(text)))
