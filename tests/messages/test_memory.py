"""What bookings take of memory stays in proportion to their length, whatever was sent; what found no room is told with its place."""

from __future__ import annotations

import gc
import tracemalloc

import pytest

from benchmarks import pnrgov
from preclear import messages
from tests.fuzz.running import CONSTANT, MEMORY
from tests.messages import bookings

HEAD = (
    "UNB+IATA:1+XX+UTO+270614:0900+1'UNH+1+PNRGOV:13:1:IA'MSG+:22'ORG+XX'TVL+140627:1000:140627:1105+YVR+SEA+XX+420'"
    "SRC'RCI+XX:AB12CD'TIF+LEE:I+ANN:A:1'TVL+140627:1000:140627:1105+YVR+SEA+XX+420:Y'"
)
TAIL = "'UNT+1+1'UNZ+1+1'"
LENGTH = 50_000
SHORT = 4_000

REPEATED = {  # what is repeated behind the head of a message; the cheapest way to each kind of record
    "bookings": "SRC'",
    "bookings of one person": "SRC'TIF+A'",
    "bookings of one leg": "SRC'TVL'",
    "bookings with a locator": "SRC'RCI+A:B'",
    "people": "TIF+A'",
    "people without a name": "TIF'",
    "people of one segment": "+B",
    "legs": "TVL'",
    "services": "SSR+A'",
    "services with a text": "SSR+A:::::::::B'",
    "contacts": "SSR+CTCA:1'",
    "documents": "SSR+DOCS:/P/A/{n}'",
    "infants": "SSR+INFT:A/B{n}'",
    "seats": "SSR+SEAT+1A'",
    "texts": "IFT+4+A'",
    "addresses": "ADD+:A'",
    "tickets": "TKT+1'",
    "payments": "FOP+A'",
    "numbers of travellers": "FTI+A:1'",
    "history": "SAC'",
    "its words": "LTS+A'",
    "seats that somebody has": "SSD+1'",
    "bags": "TBD+++X:1'",
    "bags with many tags": "TBD+++X:0220123456:99'",
    "check-ins": "TRI++1'",
    "dates that are none": "DAT+:9'",
    "hotels": "MSG+8'TVL'",
    "splits": "EQN'RCI+A:B'",
    "unknown segments": "A'",
    "elements": "+",
    "components": ":",
    "terminators": "'",
}


def weighed(raw):
    """What was read, and the bytes that reading took at the most."""
    messages.read(raw[:2000])  # what is made once
    gc.collect()
    tracemalloc.start()
    try:
        found = messages.read(raw)
        return found, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def repeated(piece, length):
    return (HEAD + "".join(piece.format(n=n) for n in range(length // len(piece))) + TAIL).encode()


@pytest.mark.parametrize("length", [SHORT, LENGTH])
@pytest.mark.parametrize("piece", REPEATED.values(), ids=REPEATED)
def test_memory_is_in_proportion_to_length(piece, length):
    raw = repeated(piece, length)
    _, taken = weighed(raw)
    assert taken < CONSTANT + MEMORY * len(raw)


@pytest.mark.parametrize("length", [SHORT, LENGTH])
@pytest.mark.parametrize("shape", bookings.XML_SHAPES.values(), ids=bookings.XML_SHAPES)
def test_memory_of_xml_is_in_proportion_to_length(shape, length):
    raw = bookings.shaped(*shape, length)
    _, taken = weighed(raw)
    assert taken < CONSTANT + MEMORY * len(raw)


def test_what_found_no_room_in_xml_is_told_with_its_place():
    raw = bookings.shaped(*bookings.XML_SHAPES["people"], LENGTH)
    (found,) = messages.read(raw).messages
    (limit,) = [one for one in found.faults if one.code == "PNR-LIMIT"]
    begin, piece = bookings.XML_SHAPES["people"]
    assert len(found.manifest.travellers) == (limit.offset - len(begin)) // len(piece)  # all before that place, none behind it
    assert raw[limit.offset :].startswith(piece.encode())


LIMITS = {  # a shape -> what the fault names, and that the booking behind it is read
    "depth": "elements inside each other",
    "attributes": "a tag of more than",
    "names": "names of elements and attributes",
    "a comment": "a tag of more than",
}


@pytest.mark.parametrize(("shape", "note"), LIMITS.items(), ids=LIMITS)
def test_what_is_deeper_or_longer_than_is_read_costs_no_other_booking(shape, note):
    raw = bookings.shaped(*bookings.XML_SHAPES[shape], LENGTH) + b"<PNR><Passenger><Surname>ROY</Surname></Passenger></PNR>"
    (found,) = messages.read(raw).messages
    assert [one.detail for one in found.faults if one.code == "XML-LIMIT" and note in one.detail]
    assert found.manifest.travellers[-1].family_name == "ROY"


def test_a_booking_of_a_large_group_in_xml_is_read_whole():
    people = "".join(
        f"<Passenger RPH='{n}'><GivenName>PAX{n}</GivenName><Surname>PARTY</Surname><DOC_SSR SSRCode='DOCS'><DOCS DocID='ZZ{n:07}'"
        f" DocIssueStateProv='CAN' DateOfBirth='1985-03-01'/></DOC_SSR></Passenger>"
        for n in range(500)
    )
    raw = f"{bookings.XML_BEGIN}<PNR><BookingRefID ID='AB12CD'/>{people}</PNR></PNRs></IATA_PNRGOV_NotifRQ>".encode()
    (found,) = messages.read(raw).messages
    assert [one.documents[0].number for one in found.manifest.travellers] == [f"ZZ{n:07}" for n in range(500)]
    assert not {"PNR-LIMIT", "XML-LIMIT"} & {one.code for one in found.faults}


def test_bookings_of_a_flight_take_less_than_twenty_times_their_length():
    raw, people = pnrgov.push()
    found, taken = weighed(raw)
    assert len(found.messages[0].manifest.travellers) == people
    assert found.messages[0].faults == ()
    assert taken < MEMORY * len(raw)  # no constant beside it


def test_what_found_no_room_is_told_with_its_place():
    raw = repeated("TIF+A'", LENGTH)
    (found,) = messages.read(raw).messages
    (limit,) = [one for one in found.faults if one.code == "PNR-LIMIT"]
    people = found.manifest.travellers
    assert people[0].family_name == "LEE"
    assert len(people) - 1 == (limit.offset - len(HEAD)) // len("TIF+A'")  # all before that place, none behind it
    assert raw[limit.offset :].startswith(b"TIF+A'")


def test_a_segment_of_too_many_elements_is_read_as_far_as_the_limit():
    raw = (HEAD + "RCI" + "".join(f"+XX:L{n}" for n in range(9000)) + TAIL).encode()
    (found,) = messages.read(raw).messages
    (limit,) = [one for one in found.faults if one.code == "PNR-LIMIT"]
    references = [one.reference for one in found.bookings[0].legs[0].locators]
    assert references == [f"L{n}" for n in range(len(references))]
    assert references[-1].encode() in raw[: limit.offset]
    assert limit.where == "RCI"
    assert 200 < len(references) < 300


@pytest.mark.parametrize("tags", [40, 99])
def test_a_booking_of_a_large_group_is_read_whole(tags):
    """Nothing that is sent in earnest comes near a limit: 500 people in one booking, each with a document, a seat and bags."""
    people = "".join(
        f"TIF+PARTY:I+PAX{n} MR:A:{n}'SSR+DOCS:HK:1:XX:::::/P/CAN/ZZ{n:07}/CAN/01MAR85/M/01MAR31/PARTY/PAX{n}+::{n}'" for n in range(1, 501)
    )
    checked = "".join(
        f"TRI++{n}:::{n}'TIF+PARTY:I+PAX{n} MR:A:{n}'SSD+{n % 60 + 1}A++++Y'TBD++{tags}:31:700+++XX:0220{n:06}:1:SEA'"
        for n in range(1, 501)
    )
    raw = (
        HEAD.replace("TIF+LEE:I+ANN:A:1'TVL+140627:1000:140627:1105+YVR+SEA+XX+420:Y'", people)
        + HEAD[HEAD.rindex("TVL") :]
        + checked[:-1]
        + TAIL
    ).encode()
    (found,) = messages.read(raw).messages
    assert [one.documents[0].number for one in found.manifest.travellers] == [f"ZZ{n:07}" for n in range(1, 501)]
    assert all(one.seat and one.bags for one in found.manifest.travellers)
    assert "PNR-LIMIT" not in {one.code for one in found.faults}


BAGS = {  # a beginning, and what is repeated behind it
    "messages": ("", "BSM\n.N/0220123456\nENDBSM\n"),
    "messages that say nothing": ("", "BSM\nENDBSM\n"),
    "messages without an end": ("", "BSM\n"),
    "messages with another's end": ("", "BSM\n.V/1LYVR\nENDX\n"),
    "plates": ("BSM\n", ".N/0220123456001\n"),
    "plates that are none": ("BSM\n", ".N/\n"),
    "bags": ("BSM\n", ".N/022012\n.L/A\n"),
    "bags of a flight each": ("BSM\n", ".F/XX1\n.N/022012\n"),
    "bags that go on": ("BSM\n" + ".O/XX1\n" * 30, ".N/022012\n.L/A\n"),
    "bags with all that is told": ("BSM\n", ".N/022012\n.S/Y/1/B/1/1//N\n.P/A\n.X/A\n.J/A\n.U/A\n.R/A\n"),
    "owners": ("BSM\n.N/022012\n", ".P/A\n"),
    "owners of one line": ("BSM\n.N/022012\n.P/1LEE", "/A"),
    "exceptions": ("BSM\n.N/022012\n.E/", "/A"),
    "flights": ("BSM\n.N/022012\n", ".O/XX1\n"),
    "remarks": ("BSM\n.N/022012\n", ".R/A\n"),
    "lines of no element": ("BSM\n", "A\n"),
    "empty lines": ("BSM\n", "\n"),
}
SENT = """BSM
.V/1LYVR
.F/XX420/14JUN/SEA/Y
.O/ZZ88/14JUN/DEN/Y
.N/0220{n:06}001
.S/Y/12A/C/042//N/A
.W/K/1/21
.P/1SPECIMEN/PATRICKMR
.L/AB{n:04}
.Y/XX{n:09}
.E/PRIO
ENDBSM

"""


@pytest.mark.parametrize("length", [SHORT, LENGTH])
@pytest.mark.parametrize(("head", "piece"), BAGS.values(), ids=BAGS)
def test_memory_of_bags_is_in_proportion_to_length(head, piece, length):
    raw = (head + piece * (length // len(piece)) + "\nENDBSM\n").encode()
    _, taken = weighed(raw)
    assert taken < CONSTANT + MEMORY * len(raw)


def test_bags_that_are_sent_in_earnest_find_room():
    raw = "".join(SENT.format(n=n) for n in range(2000)).encode()
    found, taken = weighed(raw)
    assert [one.bags[0].locator for one in found.messages] == [f"AB{n:04}" for n in range(2000)]
    assert found.faults == ()
    assert taken < MEMORY * len(raw)


def test_bags_that_found_no_room_are_told_with_their_place():
    raw = b"BSM\n.N/022012\nENDBSM\n" * 4000
    found = messages.read(raw)
    (limit,) = [one for one in found.faults if one.code == "BAG-LIMIT"]
    assert raw[limit.offset :].startswith((b"BSM\n", b".N/"))
    assert len(found.messages) == limit.offset // len(b"BSM\n.N/022012\nENDBSM\n")
    assert all(one.bags for one in found.messages)
