"""What is written is read back; names are cut as the examples of Doc 9303 are."""

# ruff: noqa: E501  # tables of cases, a case a line

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import documents
from preclear.documents import mrz, states
from preclear.manifest import PartialDate

ON = date(2026, 11, 24)

EXAMPLES = {  # Doc 9303 Parts 4, 5 and 6, section 4.2.3: family name, given names, width of the field, what is printed
    "usual": ("Eriksson", "Anna Maria", 39, "ERIKSSON<<ANNA<MARIA"),
    "hyphen": ("Smith-Jones", "Susie Margaret", 39, "SMITH<JONES<<SUSIE<MARGARET"),
    "apostrophe": ("O'Connor", "Enya Siobhan", 39, "OCONNOR<<ENYA<SIOBHAN"),
    "components": ("Van Der Muellen", "Martin", 30, "VAN<DER<MUELLEN<<MARTIN"),
    "article": ("Al-Basri", "Huda Muhammad Jawad", 30, "AL<BASRI<<HUDA<MUHAMMAD<JAWAD"),
    "no secondary identifier": ("Arkfreith", "", 31, "ARKFREITH"),
    "two components, no secondary": ("Satriya Sudarpa", "", 30, "SATRIYA<SUDARPA"),
    "passport, secondary cut": ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang", 39, "NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"),
    "card of size 2, secondary cut": ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang", 31, "NILAVADHANANANDA<<CHAYAPA<DEJ<K"),
    "card of size 1, secondary cut": ("Nilavadhanananda", "Chayapa Dejthamrong Krasuang", 30, "NILAVADHANANANDA<<CHAYAPA<DE<K"),
    "passport, last component cut": ("Nilavadhanananda", "Arnpol Petch Charonguang", 39, "NILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU"),
    "card of size 1, last component cut": ("Vilarchao Fernandez", "Jose Ramon", 30, "VILARCHAO<FERNANDEZ<<JOSE<RAMO"),
    "passport, primary cut": ("Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo", 39, "BENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI"),
    "card of size 2, primary cut": ("Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo", 31, "BENNELONG<WOOLOOMOOLOO<W<W<<D<P"),
    "card of size 1, primary cut": ("Bennelong Wooloomooloo Warrandyte Warnambool", "Dingo Potoroo", 30, "BENNELONG<WOOLOOMOOLOO<W<W<<DI"),
    "just fits a passport": ("Papandropoulous", "Jonathon Warren Trevor", 39, "PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR"),
    "just fits a card of size 1": ("Papandropoulous", "Jonathon Alec", 30, "PAPANDROPOULOUS<<JONATHON<ALEC"),
    "one long component": ("A" * 50, "Bo", 39, "A" * 36 + "<<B"),
    "a long second component": ("Anna " + "B" * 40, "Cy", 39, "ANNA<" + "B" * 30 + "<<CY"),
    "one long component, long secondary": ("A" * 50, "Bartholomew Christopher", 39, "A" * 36 + "<<B"),
    "long primary alone": ("A" * 30 + " " + "B" * 30, "", 39, "A" * 30 + "<" + "B" * 8),
    "a single name in the other field": ("", "Arkfreith", 30, "ARKFREITH"),
}  # fmt: skip


@pytest.mark.parametrize(("family", "names", "width", "printed"), EXAMPLES.values(), ids=EXAMPLES)
def test_examples_of_the_standard(family, names, width, printed):
    assert documents.name_field(family, names, width) == printed.ljust(width, "<")


WORDS = st.text(st.sampled_from("ABCDEFGHIKLMNORSTZÄØßŁÑЖЩЮم"), min_size=1, max_size=14)
NAMES = st.lists(WORDS, max_size=6).map(" ".join)


@given(NAMES, NAMES, st.sampled_from([25, 30, 31, 39]))
def test_a_name_field_is_full_only_if_cut_and_then_ends_in_a_letter(family, names, width):
    field = documents.name_field(family, names, width)
    assert len(field) == width
    assert set(field) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ<")
    primary, secondary = documents.transliterate(family), documents.transliterate(names)
    whole = "<<".join(filter(None, (primary, secondary)))
    if len(whole) <= width:
        assert field == whole.ljust(width, "<")
    else:
        assert field[-1] != "<"
        shown, _, more = field.partition("<<")
        for part, of in ((shown, primary or secondary), (more, secondary if primary else "")):
            assert all(w.startswith(p) for p, w in zip(part.split("<"), of.split("<"), strict=False))
            assert (part == "") == (of == "")


CODES = sorted(code for code, state in states.STATES.items() if state.in_force(ON) and code != "DEU")
PLAIN = st.lists(st.text(st.sampled_from("ABCDEFGHIJLMNOPRSTUVWZ"), min_size=1, max_size=8), min_size=1, max_size=2).map(" ".join)
CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
LAYOUTS = {  # type of document, longest number, optional data
    "TD1": (("I", "ID", "A", "C", "AC", "IP"), 22, 15),
    "TD2": (("I", "C", "AR"), 14, 7),
    "TD3": (("P", "PP", "PD"), 9, 14),
    "MRVA": (("V", "VN"), 9, 16),
    "MRVB": (("V",), 9, 8),
}


@st.composite
def zones(draw):
    """The fields of one zone that has nothing cut."""
    layout = draw(st.sampled_from(sorted(LAYOUTS)))
    types, longest, room = LAYOUTS[layout]
    number = draw(st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=longest))
    if len(number) > 9:
        room -= len(number) - 9 + 2
    birth = draw(st.dates(date(1930, 1, 1), date(2015, 12, 31)))
    return {
        "format": layout,
        "type": draw(st.sampled_from(types)),
        "issuer": draw(st.sampled_from(CODES)),
        "family_name": draw(PLAIN),
        "given_names": draw(st.one_of(st.just(""), PLAIN.filter(lambda text: len(text) < 10))),
        "number": number,
        "nationality": draw(st.sampled_from(CODES)),
        "birth_date": draw(st.sampled_from([PartialDate(birth.year, birth.month), PartialDate(birth.year), None, *[PartialDate.of(birth)] * 5])),
        "sex": draw(st.sampled_from(["M", "F", None])),
        "expires": draw(st.dates(date(2026, 11, 24), date(2060, 1, 1))),
        "optional": draw(st.text(st.sampled_from(CHARACTERS), max_size=max(room, 0))),
    }  # fmt: skip


@given(zones())
def test_what_is_written_is_read(fields):
    lines = documents.write(**fields)
    zone = mrz.read(lines, on=ON)
    assert zone.valid, zone.faults
    read = {name: getattr(zone, name) for name in fields} | {"optional": zone.optional or ""}
    assert read == fields
    assert {fault.code for fault in zone.faults} <= {"MRZ-NAME-CUT", "MRZ-BIRTH-PARTIAL", "MRZ-BIRTH-UNKNOWN"}


def test_an_old_french_card():
    lines = documents.write(
        "FRA", type="ID", issuer="FRA", family_name="Specimen", given_names="Marie Anne", number="160692310285",
        birth_date=PartialDate(1970, 1, 1), sex="F", optional="692028",
    )  # fmt: skip
    zone = mrz.read(lines, on=ON)
    assert (zone.valid, zone.format, zone.given_names, zone.optional, str(zone.issued), zone.faults) == (
        True, "FRA", "MARIE ANNE", "692028", "2016-06", (),
    )  # fmt: skip


def test_the_specimen_of_the_standard_with_a_long_number():
    assert documents.write(
        "TD1", type="I", issuer="UTO", family_name="Stevenson", given_names="Peter John", number="D23145890734", nationality="UTO",
        birth_date=PartialDate(1934, 7, 12), sex="M", expires=date(1995, 7, 12),
    ) == ("I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<")  # fmt: skip


TOO_MUCH = {
    "number of a passport": ({"format": "TD3", "number": "A123456789"}, "number has 10 characters, TD3 has room for 9"),
    "number of a card": ({"format": "TD1", "number": "A" * 23}, "number has 23 characters, TD1 has room for 22"),
    "number of a card of size 2": ({"format": "TD2", "number": "A" * 15}, "number has 15 characters, TD2 has room for 14"),
    "blank in a long number": ({"format": "TD1", "number": "A12 34567890"}, "a number above nine characters can hold letters and digits only"),
    "optional data": ({"format": "TD3", "number": "A1", "optional": "A" * 15}, "optional has 15 characters, TD3 has room for 14"),
    "long number and optional data": ({"format": "TD2", "number": "A" * 14, "optional": "B"}, "optional has 8 characters, TD2 has room for 7"),
    "second optional data": ({"format": "TD3", "number": "A1", "optional_2": "A"}, "TD3 has no field optional_2"),
    "issuer": ({"format": "TD3", "number": "A1", "issuer": "CANADA"}, "issuer has 6 characters, TD3 has room for 3"),
    "type": ({"format": "TD3", "number": "A1", "type": "PASS"}, "type has 4 characters, TD3 has room for 2"),
    "format": ({"format": "TD9", "number": "A1"}, "format is one of TD1, TD2, TD3, MRVA, MRVB, FRA, not 'TD9'"),
    "expiry of an old French card": ({"format": "FRA", "number": "1", "issuer": "FRA", "expires": ON}, "the old French card is of France and has no expiry"),
    "a letter of another script": ({"format": "TD3", "number": "A1", "issuer": "ÄÖÜ"}, "issuer can hold letters A-Z, digits and < only"),
}  # fmt: skip


@pytest.mark.parametrize(("fields", "told"), TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_does_not_fit_is_refused(fields, told):
    with pytest.raises(ValueError, match="^" + told.replace("(", r"\(") + "$"):
        documents.write(**{"type": "P", "issuer": "CAN", "family_name": "A", "nationality": "CAN"} | fields)


def test_germany_is_one_letter_in_a_zone():
    lines = documents.write("TD3", type="P", issuer="DEU", family_name="Müßig", number="C01X00T47", nationality="DEU")
    assert (lines[0][:12], lines[1][10:13]) == ("P<D<<MUESSIG", "D<<")
    assert mrz.read(lines, on=ON).issuer == "D"
