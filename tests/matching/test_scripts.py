"""Names in Chinese, Korean and Arabic script, as the people who bear them are known in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import matching
from preclear.matching import names
from preclear.matching.scripts import readings, respelled, spellings
from preclear.watchlist import Name
from tests.matching.people import edition, entry, traveller


def written(text: str) -> set[str]:
    return {" ".join((*way.family, *way.given)) for way in spellings(text)}


@pytest.mark.parametrize(
    ("listed", "documents"),
    [
        ("陳大文", {"CHEN DA WEN", "CHEN TA WEN", "CHAN TAI MAN"}),
        ("毛澤東", {"MAO ZE DONG", "MAO TSE TUNG"}),
        ("蔣介石", {"JIANG JIE SHI", "CHIANG CHIEH SHIH"}),
        ("歐陽修", {"OUYANG XIU", "AU YEUNG SAU"}),
        ("曾國藩", {"ZENG GUO FAN", "TSENG KUO FAN"}),
        ("沈平", {"SHEN PING", "SHUM PING"}),  # the colloquial reading of the given name is PENG
        ("蕭家輝", {"XIAO JIA HUI", "HSIAO CHIA HUI", "SIU KA FAI"}),
        ("王 小明", {"WANG XIAO MING", "WONG SIU MING"}),
        ("박지성", {"PARK JI SUNG", "PAK JI SEONG"}),
        ("이영애", {"LEE YOUNG AE", "YI YEONG AE"}),
        ("남궁민", {"NAMKOONG MIN"}),
    ],
)
def test_a_name_is_spelled_as_documents_spell_it(listed, documents):
    assert documents <= written(listed)


@pytest.mark.parametrize("text", ["ERIKSSON", "Шарвенов", "محمد", "Wang 王", "山田たろう", "中国国际航空公司集团", ""])
def test_a_name_in_no_such_script_is_left_to_others(text):
    assert written(text) == set()


CYRILLIC_AND_GREEK = {  # Doc 9303-3 table B with its notes; ELOT 743 and what is heard
    "Гордієнко": {"GORDIIENKO", "HORDIIENKO"},
    "Гончар": {"GONCHAR", "HONCHAR", "HONCAR"},  # nothing tells whose it is
    "Юлія": {"IULIIA", "YULIIA"},
    "Зубкоў": {"ZUBKOU"},
    "Живковић": {"ZHIVKOVIC", "ZIVKOVIC"},
    "Ђорђевић": {"DORDEVIC", "DJORDJEVIC"},
    "Ќосев": {"KOSEV", "KJOSEV"},
    "Пётр": {"PETR", "PIOTR"},
    "Николай": {"NIKOLAI"},
    "Жуков": {"ZHUKOV", "ZUKOV"},
    "Παπαδόπουλος": {"PAPADOPOULOS", "PAPADOPULOS"},
    "Ευάγγελος": {"EVANGELOS"},
    "Ευθύμιος": {"EFTHYMIOS", "EFTHIMIOS"},
    "Μπουρνάς": {"BOURNAS", "BURNAS"},
    "Λάμπρος": {"LAMPROS", "LAMBROS"},
    "Ντόκος": {"NTOKOS", "DOKOS"},
    "Χαΐνης": {"CHAINIS", "HAINIS"},  # the diaeresis parts two vowels
}


@pytest.mark.parametrize("listed", CYRILLIC_AND_GREEK)
def test_a_name_in_cyrillic_or_greek_is_spelled_as_states_do(listed):
    assert {spell(listed) for spell in readings(listed)} == CYRILLIC_AND_GREEK[listed]


OTHER_ROMANISATIONS = [
    ("JONG, Man Bok", {"CHONG MAN POK"}),
    ("CHOE, Pu Il", {"CHOE BU IL"}),
    ("RI, Je-Son", {"LEE JE SON", "RI CHE SON"}),
    ("JO, Yongwon", {"CHO YONG WON"}),
    ("Kim Jong Un", {"KIM CHONG UN"}),
    ("ZHANG, Xiaoming", set()),  # a passport in pinyin is
    ("KIM, Il", set()),  # the same in both
    ("LIU, Emily", set()),
    ("KIM, Basinger", set()),
    ("ERIKSSON, Anna Maria", set()),
]


@pytest.mark.parametrize(("listed", "others"), OTHER_ROMANISATIONS)
def test_a_romanised_name_has_the_other_romanisations_besides(listed, others):
    first, *more = names.listings(Name.printed(listed))
    assert first == names.listed(Name.printed(listed))
    assert {" ".join(part.text for part in parts) for parts in more} == others


@given(st.text("ABCEGHIJKNOPSTUXYZ", min_size=1, max_size=10), st.lists(st.text("ABCEGHIJKNOPSTUXYZ", min_size=1, max_size=10), max_size=3))
def test_other_romanisations_are_few_and_of_letters(family, given_names):
    found = respelled(family, given_names)
    assert len(found) <= 2
    assert all(part.isalpha() for way in found for part in (*way.family, *way.given))


@given(st.text(max_size=40))
def test_every_spelling_of_a_listed_name_is_of_letters_and_they_are_few(text):
    name = Name.printed(text)
    found = names.listings(name)
    assert found == names.listings(name)
    assert len(found) <= 12
    assert all(part.text.isascii() and part.text.isalpha() for parts in found for part in parts)


FOUND = [
    ("Гончаренко, Олег", "HONCHARENKO", "OLEH"),
    ("Милошевић, Слободан", "MILOSEVIC", "SLOBODAN"),
    ("Μπουρνάς, Αντώνης", "BOURNAS", "ANTONIOS"),
    ("Παπαδόπουλος, Γεώργιος", "PAPADOPOULOS", "GEORGE"),
    ("JONG, Man-Bok", "CHONG", "MANPOK"),
    ("王小明", "WANG", "XIAOMING"),
    ("王小明", "WONG", "SIU-MING"),
    ("김철수", "KIM", "CHULSOO"),
    ("محمد الحسن", "AL HASSAN", "MOHAMED"),
    ("محمد الحسن", "ELHASSAN", "MUHAMMAD"),
    ("محمد الحسن", "HASSAN", "MOHAMMED"),
    ("محمود درويش", "DARWICH", "MAHMOUD"),
    ("طارق القذافي", "GADDAFI", "TAREK"),
]


@pytest.mark.parametrize(("listed", "family", "given"), FOUND)
def test_a_bearer_is_found(listed, family, given):
    index = matching.build([edition(entry(1, listed, born="1974-08-12"))])
    (hits,) = matching.screen(index, [traveller(family, given, born="1974-08-12")])
    assert hits[0].name == listed


@pytest.mark.parametrize(
    ("listed", "family", "given"), [("王小明", "WANG", "DALI"), ("김철수", "KIM", "YOUNGHEE"), ("محمد الحسن", "KARIMI", "MOHAMED")]
)
def test_a_namesake_of_half_a_name_is_not(listed, family, given):
    index = matching.build([edition(entry(1, listed))])
    assert matching.screen(index, [traveller(family, given)]) == ((),)


def test_rows_of_a_name_stay_few():
    assert len(names.listings(Name("عبد القادر القذافي"))) <= 6
    assert len(names.listings(Name("이경훈"))) <= 12
    assert len(names.listings(Name("ERIKSSON, Anna"))) == 1
    assert names.listings(Name("H7")) == ()
