"""Zones of every layout: what they say, whether they are valid, and what is wrong beside that."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import documents
from preclear.documents import check_digit, mrz
from preclear.manifest import PartialDate

ON = date(2026, 11, 24)


def digit(text: str) -> str:
    return str(check_digit(text))


def td3(
    names: str = "LEE<PARK<<MINA<JO",
    number: str = "QA0000012",
    birth: str = "740812",
    expiry: str = "320415",
    optional: str = "",
    state: str = "CAN",
    sex: str = "F",
) -> str:
    optional = optional.ljust(14, "<")
    fields = number + digit(number), birth + digit(birth), expiry + digit(expiry), optional + digit(optional)
    return f"{'P<' + state + names:<<44}\n{fields[0]}{state}{fields[1]}{sex}{fields[2]}{fields[3]}{digit(''.join(fields))}"


def french(surname: str = "SPECIMEN", number: str = "880692310285", given: str = "MARIE<<ANNE", birth: str = "700101") -> str:
    line = f"{'IDFRA' + surname:<<30}<<<<<<"
    second = f"{number}{digit(number)}{given:<<14}{birth}{digit(birth)}F"
    return f"{line}\n{second}{digit(line + second)}"


def codes(zone: documents.Zone) -> list[str]:
    return [fault.code for fault in zone.faults]


def test_a_passport():
    zone = mrz.read(td3(optional="ZE184226B"), on=ON)
    assert zone == documents.Zone(
        format="TD3",
        valid=True,
        type="P",
        issuer="CAN",
        family_name="LEE PARK",
        given_names="MINA JO",
        number="QA0000012",
        nationality="CAN",
        birth_date=PartialDate(1974, 8, 12),
        sex="F",
        expires=date(2032, 4, 15),
        optional="ZE184226B",
        lines=zone.lines,
    )


def test_the_old_french_card():
    zone = mrz.read(french(), on=ON)
    assert (zone.format, zone.valid, zone.family_name, zone.given_names, zone.number, zone.nationality, zone.expires, zone.sex) == (
        "FRA", True, "SPECIMEN", "MARIE ANNE", "880692310285", "FRA", None, "F",
    )  # fmt: skip
    assert not mrz.read(french().replace("SPECIMEN", "SPECIMAN"), on=ON).valid  # its overall digit covers the name


TYPED = {
    "small letters": (td3().lower(), ["MRZ-TYPED"]),
    "blanks between": (td3().replace("<<", " <<", 1), ["MRZ-TYPED"]),
    "one run": (td3().replace("\n", ""), ["MRZ-TYPED"]),
    "blanks for fillers": (td3().replace("<", " "), ["MRZ-TYPED"]),
    "double angle quotes": (td3().replace("<<<<", "««"), ["MRZ-TYPED"]),
    "a filler lost behind the names": (td3().replace("<\n", "\n"), ["MRZ-MENDED"]),
    "two fillers too many": (td3().replace("<\n", "<<<\n"), ["MRZ-MENDED"]),
    "line ends of Windows": (td3().replace("\n", "\r\n"), []),
}


@pytest.mark.parametrize(("text", "faults"), TYPED.values(), ids=TYPED)
def test_typed_zones_are_folded_and_each_step_is_reported(text, faults):
    zone = mrz.read(text, on=ON)
    assert (zone.valid, zone.family_name, zone.given_names, codes(zone)) == (True, "LEE PARK", "MINA JO", faults)


ODD = {
    "number misread": (td3().replace("QA000", "QB000"), False, ["MRZ-DIGIT-NUMBER", "MRZ-DIGIT-OVERALL"]),
    "a letter for a digit in the birth date": (
        td3().replace("740812", "74O812"),
        False,
        ["MRZ-DIGIT-BIRTH", "MRZ-DIGIT-OVERALL", "MRZ-BIRTH-IMPOSSIBLE", "MRZ-SLIP"],
    ),
    "no such day": (td3(birth="740230"), True, ["MRZ-BIRTH-IMPOSSIBLE"]),
    "birth known in part": (td3(birth="85<<<<"), True, ["MRZ-BIRTH-PARTIAL"]),
    "birth not known": (td3(birth="<<<<<<"), True, ["MRZ-BIRTH-UNKNOWN"]),
    "a digit in the name": (td3(names="LEE<<M1NA"), True, ["MRZ-NAME-DIGIT", "MRZ-SLIP"]),
    "a state that is none": (td3(state="LIM"), True, ["MRZ-STATE-UNKNOWN", "MRZ-STATE-UNKNOWN"]),
    "a state that is no more": (td3(state="YUG"), True, ["MRZ-STATE-WITHDRAWN", "MRZ-STATE-WITHDRAWN"]),
    "expired": (td3(expiry="200101"), True, ["MRZ-EXPIRED"]),
    "expiry before birth": (td3(birth="200101", expiry="150101"), True, ["MRZ-EXPIRED", "MRZ-CENTURY-OPEN"]),
    "a full name": (td3(names="NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K"), True, ["MRZ-NAME-CUT"]),
    "no name": (td3(names=""), True, ["MRZ-NAME-MISSING"]),
    "a sex that is none": (td3(sex="Q"), True, ["MRZ-SEX"]),
    "a character outside the alphabet": (td3(names="LEE<<MI*A"), False, ["MRZ-ALPHABET"]),
    "a short second line": (td3()[:-1], False, ["MRZ-LAYOUT-UNKNOWN"]),
    "a line short by too much": (td3().replace("<<<<<<<<\n", "\n"), False, ["MRZ-LAYOUT-UNKNOWN"]),
    "nothing": ("", False, ["MRZ-LAYOUT-UNKNOWN"]),
}


@pytest.mark.parametrize(("text", "valid", "faults"), ODD.values(), ids=ODD)
def test_odd_zones(text, valid, faults):
    zone = mrz.read(text, on=ON)
    assert (zone.valid, codes(zone)) == (valid, faults)


NAMES = {
    "no primary": ("<<MINA", "", "MINA"),
    "no secondary": ("LEE<PARK", "LEE PARK", ""),
    "the same on both sides": ("LEE<<LEE", "LEE", "LEE"),
    "three parts": ("LEE<<MINA<<JO", "LEE", "MINA JO"),
}


@pytest.mark.parametrize(("names", "family_name", "given_names"), NAMES.values(), ids=NAMES)
def test_names(names, family_name, given_names):
    zone = mrz.read(td3(names=names), on=ON)
    assert (zone.family_name, zone.given_names) == (family_name, given_names)


def test_centuries():
    assert mrz.read(td3(birth="270101"), on=ON).birth_date == PartialDate(1927, 1, 1)
    assert mrz.read(td3(birth="261123", expiry="310101"), on=ON).birth_date == PartialDate(2026, 11, 23)
    assert mrz.read(td3(expiry="990101"), on=ON).expires == date(1999, 1, 1)


@given(st.text(st.sampled_from("ABCZ0189<"), min_size=9, max_size=9), st.dates(date(1930, 1, 1), date(2020, 1, 1)))
def test_what_is_made_by_the_rule_is_valid(number, birth):
    assert mrz.read(td3(number=number, birth=f"{birth:%y%m%d}"), on=ON).valid
