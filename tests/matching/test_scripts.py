"""Names in Chinese, Korean and Arabic script, as the people who bear them are known in Latin letters."""

from __future__ import annotations

import pytest

from preclear import matching
from preclear.matching import names
from preclear.matching.scripts import spellings
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


FOUND = [
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
