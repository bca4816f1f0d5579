"""How much is read is the operator's to set; what lies beyond is told with its place, and costs nothing that stands before it."""

from __future__ import annotations

import pytest

from preclear import messages
from preclear.clearance.receiving import reading_limits
from preclear.messages import Limits
from preclear.messages.room import PERSON
from preclear.settings import Settings
from tests.fuzz.targets import OLDER
from tests.messages import bookings
from tests.messages.test_hostile import HEAD
from tests.messages.test_memory import BAGS, repeated

LONG = 30_000  # bytes


def limit(found, code):
    """The one fault of a code, wherever it stands."""
    (said,) = [one for one in (*found.faults, *(fault for message in found.messages for fault in message.faults)) if one.code == code]
    return said


SEGMENTS = repeated("TIF+A'", LONG)
DOCUMENT = bookings.shaped(*bookings.XML_SHAPES["people"], LONG)
TEXT = (BAGS["messages"][1] * (LONG // len(BAGS["messages"][1]))).encode()
ROOMS = {  # what is read, how more of it is, and what says that there was no room
    "bookings": (SEGMENTS, "bookings", "PNR-LIMIT", lambda found: len(found.messages[0].manifest.travellers)),
    "bookings in XML": (DOCUMENT, "bookings", "PNR-LIMIT", lambda found: len(found.messages[0].manifest.travellers)),
    "bags": (TEXT, "bags", "BAG-LIMIT", lambda found: len(found.messages)),
}


@pytest.mark.parametrize(("raw", "name", "code", "count"), ROOMS.values(), ids=ROOMS)
def test_the_memory_that_records_may_take_is_set(raw, name, code, count):
    little, more = (messages.read(raw, limits=Limits(**{name: times})) for times in (5, 10))
    assert 0 < count(little) < count(more)
    assert 0 < limit(little, code).offset < limit(more, code).offset < len(raw)
    everything = messages.read(raw, limits=Limits(**{name: 2000}))
    assert code not in {one.code for one in (*everything.faults, *everything.messages[0].faults)}


MANY = 7_000  # people of whom nothing is said
FIT = 20_000_000 // PERSON
LISTS = {  # one list, or many in one text: all of them share the room
    "one list": HEAD + "NAD+FL'" * MANY,
    "damaged tags": HEAD + "NXD+FL+++A'" * MANY,
    "many lists": HEAD + ("NAD+FL'" * 500 + "UNT+1+M1'UNH+M1+PAXLST:D:12B:UN:IATA'BGM+745'") * (MANY // 500),
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_who_finds_no_room_in_a_list_is_told(text):
    found = messages.read(text.encode(), limits=Limits(lists=5))
    people = sum(len(message.manifest.travellers) for message in found.messages)
    assert FIT <= people <= FIT + 5 * len(text) // PERSON < MANY
    first = min(fault.offset for message in found.messages for fault in message.faults if fault.code == "MSG-LIMIT")
    assert text[first:].startswith(("NAD+FL'", "NXD+FL"))
    assert text[:first].count("+FL") == people


def test_who_finds_no_room_in_a_list_of_the_older_kind_is_told():
    head, person = OLDER[: OLDER.index(b"PDT")], b"PDT+P/1'"
    found = messages.read(head + person * MANY, limits=Limits(lists=5))
    (limit_,) = [one for one in found.messages[0].faults if one.code == "MSG-LIMIT"]
    assert len(found.messages[0].manifest.travellers) == (limit_.offset - len(head)) // len(person) >= FIT


def test_the_elements_of_one_segment_are_set():
    raw = repeated("RCI" + "".join(f"+XX:L{n}" for n in range(90)) + "'", 700)
    (found,) = messages.read(raw, limits=Limits(elements=100)).messages
    assert [one.reference for one in found.bookings[0].legs[0].locators or found.bookings[0].locators][:2] == ["L0", "L1"]
    assert "100 elements of one segment" in limit(messages.read(raw, limits=Limits(elements=100)), "PNR-LIMIT").detail
    (whole,) = messages.read(raw, limits=Limits(elements=200)).messages
    assert "PNR-LIMIT" not in {one.code for one in whole.faults}


def test_the_elements_inside_each_other_are_set():
    person = "<Passenger><Surname>ROY</Surname></Passenger>"
    raw = f"{bookings.XML_BEGIN}<PNR>{'<a>' * 10}{person}{'</a>' * 10}</PNR></PNRs></IATA_PNRGOV_NotifRQ>"
    (whole,) = messages.read(raw.encode()).messages
    assert [one.family_name for one in whole.manifest.travellers] == ["ROY"]
    cut = messages.read(raw.encode(), limits=Limits(depth=12))
    assert "12 elements inside each other" in limit(cut, "XML-LIMIT").detail


def test_each_limit_is_a_setting():
    settings = Settings(
        max_form_people=1,
        max_form_rows=11,
        max_workbook_bytes=100_001,
        max_list_memory=8,
        max_booking_memory=6,
        max_bag_memory=7,
        max_segment_elements=51,
        max_xml_depth=13,
    )
    assert reading_limits(settings) == Limits(people=1, rows=11, unpacked=100_001, lists=8, bookings=6, bags=7, elements=51, depth=13)
    assert reading_limits(Settings()) == Limits()
