"""Codes of states, transliteration, and what is said of the documents that a traveller declares."""

# ruff: noqa: E501  # tables of cases, a case a line; local times of places have no zone

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest

from preclear import documents
from preclear.documents import states
from preclear.documents.transliteration import LETTERS
from preclear.manifest import PartialDate, Role, Span, TravelDocument, Traveller
from tests.documents.test_mrz import td3

ON = date(2027, 6, 14)
PASSPORT = TravelDocument(type="P", number="QA0000012", issuer="CAN", expires=date(2032, 4, 15))
LEE = Traveller(
    ordinal=7,
    key="XX01",
    role=Role.PASSENGER,
    family_name="LÉE-PARK",
    given_names="MINA JO MRS",
    title="MRS",
    birth_date=PartialDate(1974, 8, 12),
    sex="F",
    nationalities=("CAN",),
    documents=(PASSPORT,),
    places={"document": Span(100, 140), "nationality": Span(90, 93)},
)


def checked(**changes):
    document = {name: changes.pop(name) for name in list(changes) if name in TravelDocument.__dataclass_fields__}
    traveller = replace(LEE, **changes)
    if document:
        traveller = replace(traveller, documents=(replace(PASSPORT, **document),))
    return [(fault.code, fault.offset) for fault in documents.check(traveller, on=ON)]


DOCUMENTS = {
    "in order": ({}, []),
    "expired": ({"expires": date(2027, 6, 13)}, [("DOC-EXPIRED", 100)]),
    "expires on the day": ({"expires": ON}, [("DOC-EXPIRES-SOON", 100)]),
    "no issuer": ({"issuer": None}, [("DOC-ISSUER-MISSING", 100)]),
    "an airport for an issuer": ({"issuer": "LIM"}, [("DOC-STATE-UNKNOWN", 100)]),
    "an issuer that is no more": ({"issuer": "YUG"}, [("DOC-STATE-WITHDRAWN", 100)]),
    "an issuer that was one when it issued": ({"issuer": "SCG", "issued": date(2005, 1, 1)}, []),
    "two letters": ({"issuer": "US"}, [("DOC-STATE-TWO-LETTERS", 100)]),
    "Germany": ({"issuer": "D"}, []),
    "Utopia": ({"issuer": "UTO"}, [("DOC-STATE-SPECIMEN", 100)]),
    "no type": ({"type": ""}, [("DOC-TYPE-MISSING", 100)]),
    "a type of its own": ({"type": "Q"}, [("DOC-TYPE-UNKNOWN", 100)]),
    "no number": ({"number": ""}, [("DOC-NUMBER-MISSING", 100)]),
    "zeros": ({"number": "0000"}, [("DOC-NUMBER-SUSPICIOUS", 100)]),
    "counting": ({"number": "123456789"}, [("DOC-NUMBER-SUSPICIOUS", 100)]),
    "not applicable": ({"number": "N/A"}, [("DOC-NUMBER-SUSPICIOUS", 100)]),
    "hyphens": ({"number": "QA-0000012"}, [("DOC-NUMBER-PUNCTUATED", 100)]),
    "issued after it expires": ({"issued": date(2033, 1, 1)}, [("DOC-DATES-CROSSED", 100), ("DOC-ISSUED-LATER", 100)]),
    "a nationality that is none": ({"nationalities": ("ABC",)}, [("DOC-STATE-UNKNOWN", 90)]),
    "stateless": ({"nationalities": ("XXA",)}, []),
    "a residence that is none": ({"residence": "LIM"}, [("DOC-STATE-UNKNOWN", None)]),
    "the zone agrees": ({"zone": tuple(td3().split("\n"))}, []),
    "the zone has a wrong digit": (
        {"zone": tuple(td3().replace("QA000", "QB000").split("\n"))}, [("MRZ-DIGIT-NUMBER", None), ("MRZ-DIGIT-OVERALL", None), ("DOC-ZONE-DISAGREES", None)]
    ),
    "the zone is of somebody else": ({"zone": tuple(td3(names="ROY<<ALEX", birth="850301").split("\n"))}, [("DOC-ZONE-DISAGREES", None)] * 2),
    "the zone's name is cut": ({"zone": tuple(td3(names="LEE<PARK<<MINA").split("\n"))}, []),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "faults"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_what_is_said_of_a_document(changes, faults):
    assert checked(**changes) == faults


def test_faults_name_the_traveller_and_nothing_personal():
    (found,) = documents.check(replace(LEE, documents=(replace(PASSPORT, number="0000"),)), on=ON)
    assert (found.traveller, found.where) == (7, "traveller 7, document 1")
    assert "0000" not in found.detail


def test_states():
    assert (
        sum(state.kind == "state" and state.valid_to is None and len(state.code) == 3 for state in states.STATES.values()) == 249 + 2
    )  # Kosovo, ZIM
    assert [states.known(code, ON) for code in ("CAN", "D", "RKS", "XXB", "UNO", "ROM", "CAN ", "can", "LIM")] == [True] * 5 + [False] * 4
    assert [states.alpha3(code) for code in ("D", "US", "gbr", "ROM", "XK", "ABC", "")] == ["DEU", "USA", "GBR", "ROU", "RKS", None, None]
    assert [states.same(a, b) for a, b in (("D", "DEU"), ("TMP", "TLS"), ("CAN", "USA"), ("QQQ", "QQQ"), ("QQQ", "QQR"))] == [
        True,
        True,
        False,
        True,
        False,
    ]
    assert (states.find("DEU").en, states.find("DEU").fr) == ("Germany", "Allemagne")


NAMED = {  # family name and given names as declared, names in the zone, whether they may be one
    "the same": ("LEE", "MINA JO", "LEE<<MINA<JO", True),
    "declared with fewer": ("LEE", "MINA", "LEE<<MINA<JO", True),
    "printed with fewer": ("LEE", "MINA JO ANN", "LEE<<MINA<JO", True),
    "parted otherwise": ("LEEPARK", "MINAJO", "LEE<PARK<<MINA<JO", True),
    "another": ("ROY", "ALEX", "LEE<<MINA<JO", False),
    "recommended letters": ("Müller", "Jörg", "MUELLER<<JOERG", True),
    "second choice": ("Müller", "Jörg", "MULLER<<JORG", True),
    "second choice once": ("Müller", "Jörg", "MUELLER<<JORG", True),
    "in Cyrillic of another state": ("Гончар", "Юлия", "HONCHAR<<YULIYA", True),
    "cut to initials": ("BENNELONG WOOLOOMOOLOO WARRANDYTE WARNAMBOOL", "DINGO POTOROO", "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI", True),
    "cut, and another": ("BENNELONG WOOLOOMOOLOO WARRANDYTE BARNAMBOOL", "DINGO POTOROO", "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI", False),
    "initials of a field that is not full": ("BENNELONG WARNAMBOOL", "DINGO POTOROO", "BENNELONG<W<<DI", False),
}  # fmt: skip


@pytest.mark.parametrize(("family", "given", "printed", "same"), NAMED.values(), ids=NAMED)
def test_a_name_in_a_zone_may_be_the_declared_one(family, given, printed, same):
    passport = replace(PASSPORT, zone=tuple(td3(names=printed).splitlines()))
    found = documents.check(replace(LEE, family_name=family, given_names=given, title=None, documents=(passport,)), on=ON)
    assert ("DOC-ZONE-DISAGREES" in {fault.code for fault in found}) is not same


TRANSLITERATED = {
    ("Müller-Lüdenscheidt", None): "MUELLER<LUEDENSCHEIDT",
    ("Åsa Øster", None): "AASA<OESTER",
    ("O\u2019Connor", None): "OCONNOR",
    ("St. John", None): "ST<JOHN",
    ("Straße", None): "STRASSE",
    ("Nguyễn Đặng", None): "NGUYEN<DANG",
    ("Łukasz Ŋ", None): "LUKASZ<N",
    ("Щеголева", None): "SHCHEGOLEVA",
    ("Гончар Євген", "ukrainian"): "HONCHAR<YEVHEN",
    ("Щерьо", "bulgarian"): "SHTERO",
    ("محمّد", None): "MXHMMD",
    ("فاطمة", None): "FAXTTMXAH",
    ("Παπαδόπουλος", None): "PAPADOPOYLOS",
    ("", None): "",
}


@pytest.mark.parametrize(("name", "variant"), TRANSLITERATED, ids=lambda value: value or "-")
def test_transliteration(name, variant):
    assert documents.transliterate(name, variant) == TRANSLITERATED[name, variant]


def test_the_table_holds_single_letters_in_one_form():
    assert all(len(letter) == 1 and unicodedata.normalize("NFC", letter) == letter for letter in LETTERS)
    assert all(mrz == "" or (mrz.isascii() and mrz.isalpha() and mrz.isupper()) for mrz in LETTERS.values())
