"""Zones beside the usual: long numbers, visas, crew, cards, noise about them, and characters that were misread."""

# ruff: noqa: E501  # tables of cases, a case a line

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import documents
from preclear.documents import mrz
from preclear.documents.slips import LIKE
from preclear.manifest import PartialDate
from tests.documents.test_mrz import codes, digit, french, td3
from tests.documents.test_writing import zones

ON = date(2026, 11, 24)


def td1(
    number: str = "QA0000012", optional: str = "", type_: str = "I<", optional_2: str = "", digit_: str | None = None, state: str = "CAN"
) -> str:
    upper = f"{type_}{state:<<3}{number:<<9}"[:14] + (digit(f"{number:<<9}") if digit_ is None else digit_)
    upper += optional.ljust(15, "<")
    middle = f"740812{digit('740812')}F320415{digit('320415')}{state:<<3}{optional_2.ljust(11, '<')}"
    return f"{upper}\n{middle}{digit(upper[5:] + middle[:7] + middle[8:15] + middle[18:29])}\n{'LEE<PARK<<MINA<JO':<<30}"


def td2(number: str = "QA0000012", optional: str = "", type_: str = "I<", state: str = "CAN", digit_: str | None = None) -> str:
    fields = (
        f"{number:<<9}" + (digit(f"{number:<<9}") if digit_ is None else digit_),
        f"740812{digit('740812')}",
        f"320415{digit('320415')}",
    )
    optional = optional.ljust(7, "<")
    return f"{type_}{state:<<3}{'LEE<PARK<<MINA<JO':<<31}\n{fields[0]}{state:<<3}{fields[1]}F{fields[2]}{optional}{digit(''.join(fields) + optional)}"


def visa(width: int) -> str:
    names, optional = ("V<CAN" + "LEE<PARK<<MINA<JO").ljust(width, "<"), "B3SG12".ljust(width - 28, "<")
    return f"{names}\nQA0000012{digit('QA0000012')}CAN740812{digit('740812')}F320415{digit('320415')}{optional}"


def rest(number: str, first: int = 9) -> str:
    return number[first:] + digit(number)


READ = {  # text, format, number, optional
    "card of size 1": (td1(), "TD1", "QA0000012", None),
    "card of size 2": (td2(), "TD2", "QA0000012", None),
    "optional data on both lines": (td1(optional="ABC", optional_2="XYZ9"), "TD1", "QA0000012", "ABC XYZ9"),
    "a number of 12 on size 1": (td1("D23145890", rest("D23145890734"), digit_="<"), "TD1", "D23145890734", None),
    "a number of 22, the longest": (td1("D23145890", rest("D231458907341234567890"), digit_="<"), "TD1", "D231458907341234567890", None),
    "a long number and optional data": (td1("D23145890", rest("D23145890734") + "<AB", digit_="<"), "TD1", "D23145890734", "AB"),
    "a long number and all optional data": (td1("D23145890", rest("D23145890734") + "<AB", digit_="<", optional_2="C"), "TD1", "D23145890734", "AB C"),
    "a number of 10": (td1("590330101", rest("5903301018"), digit_="<"), "TD1", "5903301018", None),
    "a number of 12 on size 2": (td2("D23145890", rest("D23145890734"), digit_="<"), "TD2", "D23145890734", None),
    "a number of 14 on size 2": (td2("D23145890", rest("D2314589073412"), digit_="<"), "TD2", "D2314589073412", None),
    "a short number": (td3(number="AB12<<<<<"), "TD3", "AB12", None),
    "a number with a hyphen": (td3(number="AB<12<<<<"), "TD3", "AB<12", None),
    "visa A": (visa(44), "MRVA", "QA0000012", "B3SG12"),
    "visa B": (visa(36), "MRVB", "QA0000012", "B3SG12"),
    "the old card of Germany": (td2(type_="ID", state="D"), "TD2", "QA0000012", None),
    "a passport card": (td1(type_="IP"), "TD1", "QA0000012", None),
    "a residence permit": (td2(type_="AR"), "TD2", "QA0000012", None),
    "the card of France since 2021": (td1(type_="ID", state="FRA"), "TD1", "QA0000012", None),
    "the old card of France": (french(number="160692310285"), "FRA", "160692310285", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "layout", "number", "optional"), READ.values(), ids=READ)
def test_layouts_and_numbers(text, layout, number, optional):
    zone = mrz.read(text, on=ON)
    assert (zone.format, zone.valid, zone.number, zone.optional, zone.faults) == (layout, True, number, optional, ())
    names = ("SPECIMEN", "MARIE ANNE") if layout == "FRA" else ("LEE PARK", "MINA JO")
    assert (zone.family_name, zone.given_names) == names


def test_the_digit_of_a_long_number():
    wrong = td1("D23145890", "7348", digit_="<")
    zone = mrz.read(wrong, on=ON)
    assert (zone.valid, zone.number, codes(zone)[:1], zone.faults[0].where) == (False, "D23145890734", ["MRZ-DIGIT-NUMBER"], "line 1, 15")


def test_a_filler_for_a_digit_without_more_of_the_number():
    zone = mrz.read(td1(digit_="<"), on=ON)
    assert (zone.valid, zone.number, codes(zone)) == (False, "QA0000012", ["MRZ-DIGIT-NUMBER"])


def test_crew():
    zone = mrz.read(td1(type_="AC", optional="XX<"), on=ON)
    assert (zone.type, zone.employer, zone.valid, zone.faults) == ("AC", "XX", True, ())
    assert mrz.read(td1(type_="AC", optional="XXA"), on=ON).employer == "XXA"
    assert mrz.read(td1(type_="AC"), on=ON).employer is None
    assert mrz.read(td1(type_="I<", optional="XXA"), on=ON).employer is None


TYPES = {
    "P< on a card": (td1(type_="P<"), ["MRZ-TYPE-UNKNOWN"]),
    "V second on a card": (td1(type_="IV"), ["MRZ-TYPE-UNKNOWN"]),
    "AI": (td1(type_="AI"), ["MRZ-TYPE-UNKNOWN"]),
    "crew on size 2": (td2(type_="AC"), ["MRZ-TYPE-UNKNOWN"]),
    "a digit": (td1(type_="I1"), ["MRZ-TYPE-UNKNOWN"]),
    "I on a passport": ("I" + td3()[1:], ["MRZ-TYPE-UNKNOWN"]),
    "PP": ("PP" + td3()[2:], []),
    "a visa of a kind": ("VN" + visa(44)[2:], []),
}


@pytest.mark.parametrize(("text", "expected"), TYPES.values(), ids=TYPES)
def test_the_code_of_the_document(text, expected):
    zone = mrz.read(text, on=ON)
    assert (zone.valid, codes(zone)) == (True, expected)


def test_the_old_french_card_expires_with_its_longest_validity():
    assert codes(mrz.read(french(number="111092310285"), on=ON)) == ["MRZ-EXPIRED"]
    assert codes(mrz.read(french(number="111192310285"), on=ON)) == []
    assert codes(mrz.read(french(number="111192310285"), on=date(2026, 12, 1))) == ["MRZ-EXPIRED"]
    assert mrz.read(french(number="889992310285"), on=ON).issued is None  # no such month
    assert mrz.read(french(given="MAXIMILIENNE<<"), on=ON).name_cut is False
    zone = mrz.read(french(surname="A" * 25, number="160692310285", given="MAXIMILIENNE<A"), on=ON)
    assert (zone.name_cut, [fault.where for fault in zone.faults]) == (True, ["line 1, 30", "line 2, 27"])


NOISE = {  # what stands about a zone
    "a label and a remark": ("MACHINE READABLE ZONE\n{}\nend of scan", ["MRZ-TYPED"]),
    "prose of the very width": ("this line has the very width of a passport's zone\n{}", ["MRZ-TYPED"]),
    "labels on its lines": ("MRZ1: {0}\nMRZ2: {1}", ["MRZ-TYPED"]),
    "quotes": ('"{0}",\n"{1}"', ["MRZ-TYPED"]),
    "line numbers": ("1. {0}\n2. {1}", ["MRZ-TYPED"]),
    "a page number between": ("{0}\n- 2 -\n{1}", ["MRZ-TYPED"]),
    "blanks at both ends": ("   {0}   \n\t{1}  ", []),
    "blank lines": ("\n\n{0}\n\n{1}\n\n", []),
    "a mark of byte order": ("\ufeff{0}\n{1}", []),
    "marks of HTML": (None, ["MRZ-TYPED"]),
    "small letters in groups": (None, ["MRZ-TYPED", "MRZ-TYPED"]),
    "full width": (None, ["MRZ-TYPED", "MRZ-TYPED"]),
    "one run with a label": ("mrz: {0}{1}.", ["MRZ-TYPED"]),
    "names without their last blanks": (None, ["MRZ-TYPED"]),
}  # fmt: skip


def noisy(case: str, text: str) -> str:
    first, second = text.splitlines()
    match case:
        case "marks of HTML":
            return text.replace("<", "&lt;")
        case "small letters in groups":
            return "\n".join(" ".join(line[n : n + 5] for n in range(0, 44, 5)) for line in text.lower().splitlines())
        case "full width":
            return "".join("＜" if c == "<" else chr(ord(c) + 0xFEE0) if c.isalnum() else c for c in text)
        case "names without their last blanks":
            return text.replace("<", " ").replace(" \n", "\n")
    shape = NOISE[case][0]
    return shape.format(text) if "{}" in shape else shape.format(first, second)


@pytest.mark.parametrize("case", NOISE)
def test_noise_about_a_zone(case):
    text = td3(optional="ZE184226B")
    zone = mrz.read(noisy(case, text), on=ON)
    assert (zone.valid, zone.lines, codes(zone)) == (True, tuple(text.splitlines()), NOISE[case][1])


def test_several_zones_of_one_text():
    text = f"{td3()}\n\n{td1()}\n{td2()}\n{french(number='160692310285')}\n \n\nno zone\n"
    assert [zone.format for zone in mrz.read_all(text, on=ON)] == ["TD3", "TD1", "TD2", "FRA", None]
    assert list(mrz.read_all("\n \n", on=ON)) == []


UNREAD = {  # text, where, what is told
    "a line short": (td3()[:-1], "line 2", "43 characters, TD3 has 44"),
    "the first line of a card short": (td1()[1:], "line 1", "29 characters, TD1 has 30"),
    "one lost and one doubled": ("<" + td3()[:-1], "line 2", "lines of 45, 43 characters"),
    "one line": (td3().splitlines()[0], "line 1", "a line of 44 characters"),
    "many lines": ("A\n" * 9, "line 9", "lines of 1, 1, 1, 1 ... characters"),
    "nothing": ("", "line 0", "lines of no characters"),
}


@pytest.mark.parametrize(("text", "where", "told"), UNREAD.values(), ids=UNREAD)
def test_what_is_of_no_layout_is_told_with_its_place(text, where, told):
    zone = mrz.read(text, on=ON)
    assert (zone.format, zone.valid, zone.lines) == (None, False, tuple(text.splitlines()))
    (fault,) = zone.faults
    assert (fault.code, fault.where, told in fault.detail) == ("MRZ-LAYOUT-UNKNOWN", where, True)


def test_a_zone_in_a_long_text():
    noise = "nothing to be read here\n" * 3_000
    assert mrz.read(noise + td3() + "\n" + noise, on=ON).number == "QA0000012"
    assert [zone.format for zone in mrz.read_all(noise + td1() + "\n" + noise, on=ON)] == ["TD1", None]
    assert mrz.read(noise, on=ON).format is None
    for lines in (509, 510, 511, 1_020):
        assert [zone.format for zone in mrz.read_all("A\n" * lines + "\n", on=ON)] == [None]
    many = "\n".join([td3()] * 700)
    assert [zone.valid for zone in mrz.read_all(many, on=ON)] == [True] * 700


def test_a_run_that_was_broken_anywhere():
    text = td3().replace("\n", "")
    for width in (20, 22, 40, 60):
        zone = mrz.read([text[n : n + width] for n in range(0, 88, width)], on=ON)
        assert (zone.valid, zone.format, codes(zone)) == (True, "TD3", ["MRZ-TYPED"])


SLIPS = {  # text, what is suggested: field, places, read, meant, digits made right
    "O for 0 and I for 1 in a date": (td3().replace("740812", "74O8I2"), [("birth", ("line 2, 16", "line 2, 18"), "OI", "01", ("birth", "overall"))]),
    "B for 8 in an expiry": (td3(expiry="380415").replace("380415", "3B0415"), [("expiry", ("line 2, 23",), "B", "8", ("expiry", "overall"))]),
    "O for 0 in a digit": (td3(number="QA0000015").replace("QA00000150", "QA0000015O"), [("number digit", ("line 2, 10",), "O", "0", ("number", "overall"))]),
    "0 for O in a state": (td3(state="GBO").replace("P<GBO", "P<GB0"), [("issuer", ("line 1, 5",), "0", "O", ())]),
    "a state of one letter": (td3(state="D<<").replace("P<D<<", "P<0<<"), [("issuer", ("line 1, 3",), "0", "D", ())]),
    "1 for I in a name": (td3(names="LEE<<M1NA"), [("names", ("line 1, 12",), "1", "I", ())]),
    "K for fillers": (td3(names="LEE<<MINA<<<<<K<<KL<<<"), [("names", ("line 1, 20", "line 1, 23", "line 1, 24"), "KKL", "<<<", ())]),
    "an initial K is none": (td3(names="LEE<<MINA<K"), []),
    "a name K is none": (td3(names="LEE<<K"), []),
    "a clean zone": (td3(), []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SLIPS.values(), ids=SLIPS)
def test_slips_are_suggested(text, expected):
    zone = mrz.read(text, on=ON)
    assert [(s.field, s.places, s.read, s.meant, s.makes_right) for s in zone.slips] == expected
    assert [fault.code for fault in zone.faults if fault.code == "MRZ-SLIP"] == ["MRZ-SLIP"] * len(expected)
    assert zone.lines == tuple(text.splitlines())  # nothing was put right


@given(zones(), st.data())
def test_a_character_misread_for_one_like_it_is_among_the_suggestions(fields, data):
    """In a number, a date or a check digit; unless the digit cannot see it, as with 1 for L."""
    lines = documents.write(**fields)
    text = "".join(lines)
    layout = mrz.read(lines, on=ON)
    at = {"TD1": [(5, 14), (30, 36), (38, 44)], "TD2": [(36, 45), (49, 55), (57, 63)]}.get(layout.format, [(44, 53), (57, 63), (65, 71)])
    if layout.format == "MRVB":
        at = [(36, 45), (49, 55), (57, 63)]
    places = [place for start, end in at for place in range(start, end) if text[place] in LIKE]
    if not places:
        return
    place = data.draw(st.sampled_from(places))
    meant = text[place]
    read = data.draw(st.sampled_from([c for c, others in LIKE.items() if meant in others] or [meant]))
    width = len(lines[0])
    wrong = text[:place] + read + text[place + 1 :]
    zone = mrz.read([wrong[n : n + width] for n in range(0, len(wrong), width)], on=ON)
    if zone.valid or zone.format != fields["format"]:
        return
    where = f"line {place // width + 1}, {place % width + 1}"
    assert (where, meant) in {(p, m) for slip in zone.slips for p, m in zip(slip.places, slip.meant, strict=True)}
    assert getattr(zone, "number") != fields["number"] or zone.faults  # noqa: B009  # as printed, and told


DATES = {  # birth, expiry, read on, both as read
    "unknown day": ("8507<<", "310101", ON, (PartialDate(1985, 7), date(2031, 1, 1))),
    "unknown month and day": ("85<<<<", "310101", ON, (PartialDate(1985), date(2031, 1, 1))),
    "noughts for what is unknown": ("850000", "310101", ON, (PartialDate(1985), date(2031, 1, 1))),
    "noughts for the day": ("850700", "310101", ON, (PartialDate(1985, 7), date(2031, 1, 1))),
    "nothing known": ("000000", "310101", ON, (None, date(2031, 1, 1))),
    "a day without its month": ("85<<12", "310101", ON, (None, date(2031, 1, 1))),
    "born today": ("261124", "310101", ON, (PartialDate(2026, 11, 24), date(2031, 1, 1))),
    "born tomorrow, a hundred years ago": ("261125", "310101", ON, (PartialDate(1926, 11, 25), date(2031, 1, 1))),
    "this year, nothing more": ("26<<<<", "310101", ON, (PartialDate(2026), date(2031, 1, 1))),
    "next year": ("27<<<<", "310101", ON, (PartialDate(1927), date(2031, 1, 1))),
    "29 February of one century only": ("000229", "310101", ON, (PartialDate(2000, 2, 29), date(2031, 1, 1))),
    "expiry in the last century": ("600101", "991231", ON, (PartialDate(1960, 1, 1), date(1999, 12, 31))),
    "no expiry": ("600101", "<<<<<<", ON, (PartialDate(1960, 1, 1), None)),
    "expiry in part": ("600101", "31<<<<", ON, (PartialDate(1960, 1, 1), None)),
    "read in 2080": ("600101", "850101", date(2080, 1, 1), (PartialDate(2060, 1, 1), date(2085, 1, 1))),
    "read in 1999": ("600101", "050101", date(1999, 6, 1), (PartialDate(1960, 1, 1), date(2005, 1, 1))),
    "fifty years on": ("600101", "761123", ON, (PartialDate(1960, 1, 1), date(2076, 11, 23))),
    "more than fifty years on": ("600101", "761225", ON, (PartialDate(1960, 1, 1), date(1976, 12, 25))),
    "expiry before birth": ("200101", "150101", ON, (None, None)),
}  # fmt: skip


@pytest.mark.parametrize(("birth", "expiry", "on", "expected"), DATES.values(), ids=DATES)
def test_dates(birth, expiry, on, expected):
    zone = mrz.read(td3(birth=birth, expiry=expiry), on=on)
    assert zone.valid
    assert (zone.birth_date, zone.expires) == expected
