"""Both ways through the tables of Doc 9303-3 section 6: what is yielded is sound, complete for short names, lazy and in order."""

from __future__ import annotations

import time
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear.documents import spellings, transliterate
from preclear.documents.transliteration import ALPHABETS, LETTERS

LANGUAGES = sorted(set(ALPHABETS) - {"latin"})

FIRST = {  # what a zone shows, script, variant: the likeliest names, in order
    ("IULIIA<SHCHEGOLEVA", "cyrillic", "russian"): ["ЮЛИЯ ЩЕГОЛЕВА"],
    ("YEVHEN<HONCHAR", "cyrillic", "ukrainian"): ["ЄВГЕН ГОНЧАР"],
    ("SHTERO", "cyrillic", "bulgarian"): ["ЩЕРО", "ЩЕРЬО"],
    ("MXHMMD", "arabic", None): ["محمّد", "محممد"],
    ("FAXTTMXAH", "arabic", None): ["فاطمة"],
    ("XAEXHMD<BN<XKHALD", "arabic", None): ["أحمد بن خالد"],
    ("MUELLER", "latin", None): ["MUELLER", "MÜLLER"],
    ("PENXXA", "latin", None): ["PEÑA", "PÉÑA"],
    ("THORDUR", "latin", None): ["THORDUR", "ÞORDUR"],
    ("VLAD", "arabic", None): [],
    ("QWX", "cyrillic", None): [],
    ("", "latin", None): [""],
}


@pytest.mark.parametrize(("shown", "script", "variant"), FIRST)
def test_the_likeliest_names(shown, script, variant):
    expected = FIRST[shown, script, variant]
    found = list(spellings.names(shown, script, variant))
    assert [name for name in found if name in expected] == expected
    assert found[:1] == expected[:1]


def test_letters_of_one_state_alone():
    assert set(spellings.names("GROSSMUELLER", "latin", letters="ÄÖÜẞ")) == {
        "GROSSMUELLER", "GROSSMÜLLER", "GROSSMÜELLER", "GROẞMUELLER", "GROẞMÜLLER", "GROẞMÜELLER",
        "GRÖSSMUELLER", "GRÖSSMÜLLER", "GRÖSSMÜELLER", "GRÖẞMUELLER", "GRÖẞMÜLLER", "GRÖẞMÜELLER",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.data())
def test_every_name_of_a_language_is_among_those_that_its_print_may_stand_for(language, data):
    consonants = "БВГДЖЗКЛМНПРСТФХЦЧШ"
    alphabet = [letter for letter in ALPHABETS[language] if letter not in "ЬЪ"]
    name = data.draw(st.text(st.sampled_from(alphabet), min_size=1, max_size=4))
    if "Ь" in ALPHABETS[language] and name[-1] in consonants.replace("К", "").replace("Ц", ""):
        name += data.draw(st.sampled_from(["", "Ь"]))
    shown = transliterate(name, language)
    assert name in set(spellings.names(shown, "cyrillic", language, limit=5_000))


ARABIC = [letter for letter, code in LETTERS.items() if "\u0600" <= letter <= "\u06ff" and code]


@given(st.lists(st.text(st.sampled_from(ARABIC), min_size=1, max_size=4), min_size=1, max_size=2).map(" ".join))
def test_every_arabic_name_too(name):
    assert name in set(spellings.names(transliterate(name), "arabic", limit=20_000))


@given(st.text(st.sampled_from("ABCDEGHIKLMNORSTUXYZ<"), max_size=14), st.sampled_from(["latin", "cyrillic", "arabic"]))
def test_every_name_gives_the_print_again(shown, script):
    tidy = "<".join(filter(None, shown.split("<")))
    for name in spellings.names(shown, script, limit=40):
        if script == "latin":
            assert tidy in set(spellings.printed(name, limit=5_000))
        else:
            assert transliterate(name) == tidy


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.data())
def test_every_name_of_a_language_gives_the_print_again(language, data):
    shown = data.draw(st.text(st.sampled_from("ABVGDEIKLMNORSTUHZYCJ"), max_size=8))
    assert {transliterate(name, language) for name in spellings.names(shown, "cyrillic", language, limit=40)} <= {shown}


@given(st.text(max_size=12))
def test_what_a_zone_may_show_begins_with_the_recommended(name):
    found = list(spellings.printed(name, limit=10))
    assert found[0] == transliterate(name)
    assert len(set(found)) == len(found) <= 10


def test_second_choices():
    assert set(spellings.printed("Åsa Ñandú")) == {"AASA<NANDU", "ASA<NANDU", "AASA<NXXANDU", "ASA<NXXANDU"}
    assert {"GONCHAR", "HONCHAR"} <= set(spellings.printed("Гончар"))
    assert {"IULIIA", "YULIYA"} <= set(spellings.printed("Юлия"))
    assert list(spellings.printed("Юлия", "russian")) == ["IULIIA"]
    assert set(spellings.printed("Юлия", "bulgarian")) == {"IULIIA", "YULIIA", "IULIYA", "YULIYA"}


def test_a_variant_that_there_is_not():
    for script, variant in (("cyrillic", "klingon"), ("latin", "russian"), ("arabic", "russian")):
        with pytest.raises(ValueError, match=f"{script} has no variant '{variant}'"):
            next(spellings.names("ANNA", script, variant))


def test_no_more_than_asked_for_are_worked_out():
    """A name of a thousand letters has more readings than there are atoms; the first are there at once, in time in proportion to it."""

    def spent(length: int) -> float:
        start = time.process_time()
        assert len(list(spellings.names("I" * length, "cyrillic", limit=20))) == 20
        return time.process_time() - start

    short = min(spent(500) for _ in range(3))
    long = min(spent(4_000) for _ in range(3))
    assert long < 8 * short * 3
    assert next(islice(spellings.printed("Ü" * 2_000), 1)) == "UE" * 2_000


@pytest.mark.parametrize("letter", ["Г", "Ц", "Ъ", "Ь", "Ü", "Я", "ß"])
def test_ways_that_come_to_the_same_are_not_walked_without_end(letter):
    assert 1 <= len(list(spellings.printed(letter * 40))) <= spellings.MOST  # of all ways there are two to the fortieth


@given(
    st.text(st.sampled_from("ÄÜÑAEUNXГЦЪЯЄя -"), max_size=4)
    | st.lists(st.sampled_from(["م", "خ", "حّ", "ضّ", " "]), max_size=4).map("".join),
    st.data(),
)
def test_what_a_zone_may_show_is_told_as_the_prints_are(name, data):
    prints = {"".join(filter(str.isalnum, one)) for one in spellings.printed(name, limit=2_000)}
    one = data.draw(st.sampled_from(sorted(prints)))
    end = data.draw(st.integers(0, len(one)))
    assert spellings.may_show(name, one[:end])
    assert spellings.may_show(name, one + "Q", more=True)
    assert not spellings.may_show(name, one + "QQQQ")
    for other in (one[:end] + "V", one[:end] + "A"):
        if not any(each.startswith(other) for each in prints):
            assert not spellings.may_show(name, other)


def test_all_prints_of_a_long_name_count_at_once():
    assert spellings.may_show("ЪГ" * 300, "AH" * 300)
    assert not spellings.may_show("ЪГ" * 300, "AH" * 299 + "AQ")
