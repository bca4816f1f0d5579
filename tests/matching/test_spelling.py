"""How alike two parts of names are."""

from __future__ import annotations

from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear.matching.spelling import DIFFERENT, after_edits, closeness, fold, fold_all, name_forms, skeleton, skeleton_all

ONE_NAME = [
    ("MOHAMMED", "MUHAMMAD", False),
    ("MOHAMMED", "MUHAMED", True),
    ("MUELLER", "MULLER", True),
    ("ABDURRAHMAN", "ABDELRAHMAN", True),
    ("YUSUF", "JUSUF", True),
    ("SHARVENOV", "SCHARVENOV", True),
    ("KHALID", "CALID", True),
    ("NUNXXEZ", "NUNEZ", True),
    ("ALI", "ALY", True),
    ("SMITH", "JONES", False),
    ("SAEED", "SAID", True),
    ("KLYUYEV", "KLYUEV", True),
    ("GUCHAEFF", "GUCHAYEV", True),
    ("ABDULALNASSIR", "ABDELNASIR", True),  # the servant of al-Nasir
    ("ABDULALIM", "ABDULIM", False),  # of al-Alim: the article is none
    ("PARK", "PAK", True),
    ("CHOI", "CHOE", True),
    ("PARKER", "PAKER", False),
    ("BADREDDINE", "BADRALDIN", True),  # Badr al-Din: the run of parts that a list prints apart
    ("SALAHUDDIN", "SALAHEDDINE", True),
    ("LANDIN", "LANDDIN", True),
    ("SABURINEZHAD", "SABURINEJAD", True),
    ("ZHANG", "JANG", False),  # zh is j in Persian alone
    ("GHASEMZADEH", "GHASEMZADA", True),
    ("VOLODYA", "VLADIMIR", True),
    ("BILL", "WILLIAM", True),
    ("PACO", "FRANCISCO", True),
    ("YOSEF", "JOSEPH", True),
    ("ADEL", "ADIL", True),
    ("NASSER", "NASIR", True),
    ("GONZALES", "GONZALEZ", True),
    ("PETROVYCH", "PETROVICH", True),
    ("JON", "JOHN", False),  # a family name of Korea
    ("SU", "SUE", False),
]


@pytest.mark.parametrize(("one", "other", "same"), ONE_NAME)
def test_spellings_of_one_name_fold_to_the_same(one, other, same):
    assert (fold(one) == fold(other)) is same


ALIKE = [  # long forms that are a letter off are left to the edits
    ("VOLODYMYR", "ULADZIMIR"),
    ("TYMOFIY", "TIMOTHY"),
    ("TAWFIQ", "TOUFIK"),
    ("YEVGENIEVICH", "YAUGENAVICH"),
    ("MOHAMMED", "MUHAMMAD"),
    ("MEHMET", "MUHAMMAD"),
    ("KHALED", "KHALID"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_forms_of_one_name_are_alike(one, other):
    assert closeness(one, other).strength >= 0.75


CODES = {
    "the same letters": ("ANNA", "ANNA", "same"),
    "another romanisation": ("MOHAMMED", "MUHAMMED", "spelling"),
    "an initial": ("J", "JOHN", "initial"),
    "another initial": ("P", "JOHN", ""),
    "a short form": ("BILL", "WILLIAM", "form"),
    "the form of a neighbouring language": ("SIARHEI", "SERGEI", "form"),
    "consonants as Arabic letters tell them": ("MOHAMMED", "mhmd", "vowels"),
    "one letter wrong": ("KARAMOVIC", "KARAMOVIB", "letters"),
    "another name": ("SMITH", "JONES", ""),
    "a short name with another letter": ("LI", "LU", ""),
}


@pytest.mark.parametrize("case", CODES)
def test_in_which_way_parts_are_alike(case):
    one, other, code = CODES[case]
    assert closeness(one, other).code == code


def test_the_longer_the_part_the_less_a_slip_takes_away():
    for edits in (1, 2):
        strengths = [after_edits(edits, letters) for letters in range(2, 20)]
        assert strengths == sorted(strengths)
    assert after_edits(0, 2) == 1.0
    assert after_edits(3, 20) == 0.0
    assert all(after_edits(1, letters) > after_edits(2, letters) for letters in range(3, 20))


def test_no_form_stands_for_two_names_and_no_name_is_a_form_of_another():
    """Folding once more changes nothing: what a form stands for stands for itself."""
    forms = name_forms()
    assert len(forms) > 500
    assert [name for name in forms.values() if forms.get(name, name) != name] == []


def test_each_form_stands_once_in_the_table():
    """What two lines claim would go to the last of them."""
    lines = (files("preclear") / "resources" / "name_forms.csv").read_text(encoding="utf-8").splitlines()
    told = [form for line in lines if not line.startswith("#") for form in {fold(each) for each in line.split(",")[1].split("|")}]
    assert sorted(told) == sorted(set(told))


def test_a_form_of_a_name_tells_less_than_its_spelling_and_more_than_nothing():
    assert 0.75 <= closeness("VOLODYA", "VLADIMIR").strength < closeness("VLADIMER", "VLADIMIR").strength < 1


parts = st.text(alphabet="ABCDEHIKLMNOSTUXYZ", min_size=1, max_size=12)


@given(parts, parts)
def test_closeness_is_the_same_either_way_and_full_only_for_the_same(one, other):
    found = closeness(one, other)
    assert found == closeness(other, one)
    assert 0 <= found.strength <= 1
    assert (found.code == "same") is (one == other)
    assert (found == DIFFERENT) is (found.strength == 0)


@given(parts)
def test_a_skeleton_holds_no_vowel_and_stays_as_it_is(part):
    bones = skeleton(fold(part))
    assert not set(bones) & set("aeiouAEIOU")
    assert fold(bones) == skeleton(bones) == bones


@given(st.lists(st.text("ABCEHJKNOUXYZ", min_size=1, max_size=12) | st.text("bdhmr", min_size=1, max_size=5), min_size=1))
def test_many_parts_are_folded_as_each_alone(parts):
    folded = fold_all(parts)
    assert folded == [fold(part) for part in parts]
    assert skeleton_all(folded) == [skeleton(part) for part in folded]
