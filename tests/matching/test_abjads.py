"""Names listed in Arabic or Hebrew letters, asked for as passports spell them."""

import pytest

from preclear import matching
from preclear.matching import abjads
from preclear.watchlist import Edition, Entry, Name, Source, digest
from tests.matching.people import traveller

SPELLED = [  # as listed; family name and given names in Latin letters
    ("יצחק רבין", "RABIN", "YITZHAK"),
    ("יצחק רבין", "RABIN", "ITZHAK"),
    ("בנימין נתניהו", "NETANYAHU", "BINYAMIN"),
    ("משה כהן", "KOHEN", "MOSHE"),
    ("שרה לוי", "LEVY", "SARA"),
    ("חיים וייצמן", "WEIZMANN", "CHAIM"),
    ("חיים וייצמן", "WEIZMAN", "HAIM"),
    ("יאיר לפיד", "LAPID", "YAIR"),
    ("אביגדור ליברמן", "LIEBERMAN", "AVIGDOR"),
    ("מרדכי ואנונו", "VANUNU", "MORDECHAI"),
    ("רחל יחזקאלי", "YECHEZKELI", "RACHEL"),
    ("פנינה רוזנבלום", "ROSENBLUM", "PNINA"),
    ("מאיר כהנא", "KAHANE", "MEIR"),
    ("רוני אלשיך", "ALSHEICH", "RONI"),
    ("זַלְמָן שַׁזָּר", "SHAZAR", "ZALMAN"),
    ("مُحَمَّد الشمري", "AL SHAMMARI", "MOHAMMED"),
    ("نور الدين النجار", "EL NAGGAR", "NOORUDDIN"),
    ("صلاح الدين الحربي", "ALHARBI", "SALAH ELDIN"),
    ("رضا دهقان", "DEHGHAN", "REZA"),
]
LISTED = list(dict.fromkeys(listed for listed, _, _ in SPELLED))


@pytest.fixture(scope="module")
def index():
    entries = tuple(Entry(ref=f"a:{n}", names=(Name(text),)) for n, text in enumerate(LISTED))
    return matching.build([Edition(source=Source("a", "a"), dated=None, entries=entries, digest=digest(entries))])


@pytest.mark.parametrize(("listed", "family", "given"), SPELLED)
def test_a_passport_s_spelling_finds_its_own_alone(index, listed, family, given):
    asked = traveller(family, given)
    (hits,) = matching.screen(index, [asked])
    assert [hit.entry for hit in hits] == [f"a:{LISTED.index(listed)}"]


def test_letters_are_read_one_by_one():
    assert list(abjads.parts("כהנא دهقان")) == ["khn", "dhkn"]


def test_the_first_reading_is_the_text_as_it_stands():
    assert next(abjads.readings(("רבין", "", ""))) == ("רבין", "", "")
