"""What is left of somebody who is masked: nothing that a policy does not keep, whatever the record holds."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import msgspec
import pytest

from preclear import messages
from preclear.manifest import PartialDate, Reason, TravelDocument, Traveller
from preclear.manifest.booking import Booking
from preclear.manifest.traveller import Bags, Role, Span
from preclear.matching import Compared
from preclear.retention import masking
from preclear.retention.masking import FIELDS
from tests.messages.bookings import EDIFACT

NOTHING = dict.fromkeys(FIELDS, "nothing")
KEPT = dict.fromkeys(FIELDS, "kept")
PASSPORT = TravelDocument(
    type="P",
    number="MARK0001",
    issuer="CAN",
    expires=date(2030, 1, 1),
    family_name="MARK",
    given_names="MARK",
    zone=("P<CANMARK", "MARK0001<"),
)
PERSON = Traveller(
    ordinal=3,
    key="MARK/1985-07-04",
    role=Role.PASSENGER,
    family_name="MARK",
    given_names="MARK",
    title="MARK",
    birth_date=PartialDate(1985, 7, 4),
    sex="F",
    nationalities=("CAN",),
    residence="MARK",
    birth_country="MARK",
    birth_place="MARK",
    address="MARK",
    documents=(PASSPORT,),
    seat="MARK",
    bags=Bags(pieces=1, tags=("MARK",)),
    references={"ABO": "MARK"},
    embarks="YVR",
    disembarks="SEA",
    segments=Span(1, 2),
    places={"seat": Span(1, 2)},
)


def said(record):
    return msgspec.json.encode(record, enc_hook=dict).decode()


def test_the_person_of_this_test_has_everything():
    empty = {field.name for field in fields(Traveller) if not getattr(PERSON, field.name)}
    assert empty == {"clears_at", "duty", "captured"}  # where, what work, and how it was read: of nobody


def test_of_a_declaration_nothing_is_left():
    left = masking.traveller(PERSON, NOTHING, "masked:1")
    assert "MARK" not in said(left)
    assert "1985" not in said(left)
    assert (left.key, left.nationalities, left.sex, left.documents, left.embarks) == ("masked:1", (), None, (), "YVR")
    assert msgspec.convert(msgspec.json.decode(said(left)), Traveller) == left  # everything still reads it


def test_what_a_policy_keeps_is_kept():
    left = masking.traveller(PERSON, NOTHING | {"birth": "year", "documents": "last two", "nationality": "kept", "sex": "kept"}, "k")
    assert (str(left.birth_date), left.documents[0].number, left.nationalities, left.sex) == ("1985", "******01", ("CAN",), "F")
    assert "MARK" not in said(left)
    whole = masking.traveller(PERSON, KEPT, PERSON.key)
    assert (whole.family_name, whole.documents, whole.references, whole.places) == ("MARK", (PASSPORT,), {"ABO": "MARK"}, {})


def test_of_a_booking_its_legs_are_left():
    (found,) = messages.read(EDIFACT[0]).messages
    whole = found.bookings[0]
    marks = ("LEE", "ANN", "C.EXAMPLE", "ELM", "YORK", "ZZ1", "9990", "AB12CD", "EF34GH", "1604", "0220123456", "1111", "12A", "1985")
    assert [mark for mark in marks if mark not in said(whole)] == []
    left = masking.booking(whole, NOTHING)
    assert [mark for mark in marks if mark in said(left)] == []
    assert [leg.leg for leg in left.legs] == [leg.leg for leg in whole.legs]
    assert len(left.people) == len(whole.people)
    assert msgspec.convert(msgspec.json.decode(said(left)), Booking) == left


@pytest.mark.parametrize(
    ("full", "left"),
    [
        (Reason("name_alike", 0.5, "MARK / MARK", "ofac", {"a": "MARK"}), masking.reason),
        (Compared("birth_date", "MARK", "agrees", "MARK", "same", {"a": "MARK"}), masking.compared),
    ],
)
def test_reasons_keep_their_code_and_no_value(full, left):
    assert "MARK" in said(full)
    assert "MARK" not in said(left(full))
    assert left(full).code == full.code
