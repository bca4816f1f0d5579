"""Bookings in EDIFACT: what each segment says where, whose each document is, and damage that costs no more than it touches."""

# ruff: noqa: E501  # tables of cases, a case a line

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import messages
from preclear.manifest.booking import Booking
from preclear.messages.masking import masked

HEAD = ("MSG+:22", "ORG+XX:YVR", "TVL+140627:1000:140627:1105+YVR+SEA+XX+420", "EQN+{count}")
LEG = ("TVL+140627:1000:140627:1105+YVR+SEA+XX+420:Y", "RPI+1+HK")


def booking(*inside, locator="AB12CD", legs=LEG):
    return ("SRC", f"RCI+XX:{locator}::010327:0915", *inside, *legs)


def message(*bookings, una="UNA:+.?*'", end="'\n", head=HEAD, access="140627/0900/XX/420", part=""):
    body = [segment.format(count=len(bookings)) for segment in head] + [segment for one in bookings for segment in one]
    segments = ["UNB+IATA:1+XX+UTO+270614:0900+0001", f"UNH+1+PNRGOV:13:1:IA+{access}{part}", *body, f"UNT+{len(body) + 2}+1", "UNZ+1+0001"]
    return (una + "".join(segment + end for segment in segments)).encode()


def read(*bookings, **kwargs):
    interchange = messages.read(message(*bookings, **kwargs))
    (found,) = interchange.messages
    return found


def only(*inside, **kwargs) -> Booking:
    (found,) = read(booking(*inside, **kwargs)).bookings
    return found


def codes(found):
    return {fault.code for fault in found.faults}


LEE = ("TIF+LEE:I+ANN MRS:A:1", "SSR+DOCS:HK:1:XX:::::/P/CAN/ZZ1/CAN/01MAR85/F/01MAR31/LEE/ANN")
ROY = ("TIF+ROY:I+ALMR:A:2", "SSR+DOCS:HK:1:XX:::::/P/FRA/ZZ2/FRA/02MAR90/M/02MAR32/ROY/AL/JO")


def test_a_sound_push_has_no_faults():
    found = read(booking(*LEE), booking(*ROY, locator="EF34GH"))
    assert found.faults == ()
    assert [(one.family_name, one.documents[0].number, one.references["AVF"]) for one in found.manifest.travellers] == [
        ("LEE", "ZZ1", "AB12CD"),
        ("ROY", "ZZ2", "EF34GH"),
    ]
    assert found.manifest.voyage.key == "XX420/2027-06-14/YVR/SEA"


DOCUMENTS = {  # a DOCS wherever it may stand -> who has which number
    "under its person": ((*LEE, *ROY), {"LEE": ["ZZ1"], "ROY": ["ZZ2"]}, set()),
    "with the reference of another": (("TIF+LEE:I+ANN:A:1", "TIF+ROY:I+AL:A:2", LEE[1] + "+::1"), {"LEE": ["ZZ1"], "ROY": []}, set()),
    "under another, by its name": ((LEE[0], ROY[1], ROY[0]), {"LEE": [], "ROY": ["ZZ2"]}, {"PNR-DOCUMENT-MOVED"}),
    "of an infant under the adult": (
        (*LEE, "SSR+DOCS:HK:1:XX:::::/P/CAN/ZZ3/CAN/01MAR27/FI/01MAR31/LEE/MIA+::1", "TIF+LEE:I+MIA:IN:2:1"),
        {"LEE": ["ZZ1"], "MIA": ["ZZ3"]},
        {"PNR-DOCUMENT-MOVED"},
    ),
    "twice": ((*LEE, LEE[1], LEE[1].replace("/CAN/ZZ1/", "/CA/ZZ1/")), {"LEE": ["ZZ1"]}, set()),
    "two passports": ((*LEE, LEE[1].replace("CAN/ZZ1", "GBR/ZZ8")), {"LEE": ["ZZ1", "ZZ8"]}, set()),
    "before the people, by name": ((ROY[1], LEE[0], ROY[0]), {"LEE": [], "ROY": ["ZZ2"]}, set()),
    "of nobody": ((ROY[1].replace("ROY", "DOE"), LEE[0], ROY[0]), {"LEE": [], "ROY": []}, {"PNR-DOCUMENT-NOBODY"}),
    "in a remark": ((LEE[0], "IFT+4:28::XX+SSR DOCS XX HK1/P/CAN/ZZ1/CAN/01MAR85/F/01MAR31/LEE/ANN"), {"LEE": ["ZZ1"]}, {"PNR-DOCS-IN-TEXT"}),
    "in a remark, glued, without a carrier": ((LEE[0], "IFT+4:28+DOCSHK1/P/CAN/ZZ1/CAN/01MAR85/F/01MAR31/LEE/ANN"), {"LEE": ["ZZ1"]}, {"PNR-DOCS-IN-TEXT"}),
    "in another service": ((LEE[0], "SSR+OTHS:HK:1:XX:::::DOCS XX HK1/P/CAN/ZZ1/CAN/01MAR85/F/01MAR31/LEE/ANN"), {"LEE": ["ZZ1"]}, {"PNR-DOCS-IN-TEXT"}),
    "with a status before it": ((LEE[0], "SSR+DOCS:HK:1:XX:::::HK1/P/CAN/ZZ1/CAN/01MAR85/F/01MAR31/LEE/ANN"), {"LEE": ["ZZ1"]}, set()),
    "without the first slash": ((LEE[0], "SSR+DOCS:HK:1:XX:::::P/CAN/ZZ1/CAN/01MAR85/F/01MAR31/LEE/ANN"), {"LEE": ["ZZ1"]}, set()),
    "one component early": ((LEE[0], "SSR+DOCS:HK:1:XX::::/P/CAN/ZZ1/CAN/01MAR85/F/01MAR31/LEE/ANN"), {"LEE": ["ZZ1"]}, set()),
    "a year of four digits": ((LEE[0], LEE[1].replace("01MAR85", "01MAR1985")), {"LEE": ["ZZ1"]}, set()),
}  # fmt: skip


@pytest.mark.parametrize(("inside", "wanted", "faults"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_whose_a_document_is(inside, wanted, faults):
    found = read(booking(*inside))
    people = found.manifest.travellers
    names = [("MIA" if one.given_names == "MIA" else one.family_name) for one in people]
    assert dict(zip(names, [[d.number for d in one.documents] for one in people], strict=True)) == wanted
    assert faults <= codes(found)
    if wanted.get("LEE") == ["ZZ1"]:
        assert (str(people[0].birth_date), people[0].sex, people[0].nationalities) == ("1985-03-01", "F", ("CAN",))


def test_a_document_under_a_flight_needs_its_reference():
    legs = (*LEG, LEE[1] + "+::1", ROY[1] + "+::2")
    people = read(booking(LEE[0], ROY[0], legs=legs)).manifest.travellers
    assert [[document.number for document in one.documents] for one in people] == [["ZZ1"], ["ZZ2"]]


def test_an_infant_that_stands_in_a_service_only():
    found = read(booking(*LEE, "SSR+INFT:HK:1:XX:::::LEE/MIA 10AUG26+::1"))
    (lee, mia) = found.bookings[0].people
    assert (mia.traveller.given_names, str(mia.traveller.birth_date), mia.type, mia.adult) == (
        "MIA",
        "2026-08-10",
        "IN",
        lee.traveller.ordinal,
    )
    assert "PNR-INFANT-ADDED" in codes(found)


def test_several_people_in_one_name_segment():
    found = only("TIF+LEE:I+ANN MRS:A:1+BO MR:A:2")
    assert [(one.traveller.family_name, one.traveller.given_names, one.reference) for one in found.people] == [
        ("LEE", "ANN MRS", "1"),
        ("LEE", "BO MR", "2"),
    ]


def test_a_group_with_names_still_to_come():
    found = read(booking("TIF+CHOIR:G", *LEE, "TIF+TBA:I+TBA:A:2", "TIF+TBA:I+TBA:A:3", legs=(LEG[0], "RPI+3+HK")))
    (group,) = found.bookings
    assert (group.group, [one.unnamed for one in group.people]) == ("CHOIR", [False, True, True])
    assert len(found.manifest.travellers) == 3
    assert sum(fault.code == "PAX-NAME-PLACEHOLDER" for fault in found.faults) == 2


CODE_SHARES = {
    "in the carrier": (("TVL+140627:1000:140627:1105+YVR+SEA+ZZ:XX+9420:Y",), ("ZZ", "9420", "XX", None)),
    "by TRA": (("TVL+140627:1000:140627:1105+YVR+SEA+ZZ+9420:Y", "TRA+XX+420:Y"), ("ZZ", "9420", "XX", "420")),
    "by a number alone": (("TVL+140627:1000:140627:1105+YVR+SEA+ZZ:XX+9420:Y", "TVL+++++420:Y"), ("ZZ", "9420", "XX", "420")),
}


@pytest.mark.parametrize(("legs", "wanted"), CODE_SHARES.values(), ids=CODE_SHARES)
def test_a_seat_sold_under_another_number_is_on_the_flight(legs, wanted):
    found = read(booking(*LEE, legs=legs))
    (leg,) = found.bookings[0].legs
    assert (leg.carrier, leg.number, leg.operating_carrier, leg.operating_number) == wanted
    assert found.manifest.travellers[0].embarks == "YVR"
    assert "PNR-FLIGHT-ABSENT" not in codes(found)


def test_who_no_longer_travels_is_withdrawn():
    cancelled = booking(*LEE, legs=("ABI+1+:YVRRR+YVR++XX", "DAT+T:130627:2010", "SAC+++X", LEG[0], "RPI+1+HK"))
    refused = booking(*ROY, locator="EF34GH", legs=(LEG[0], "RPI+1+HX"))
    stays = booking("TIF+DOE:I+JO:A:1", locator="JK56MN")
    found = read(cancelled, refused, stays)
    assert [one.family_name for one in found.manifest.travellers] == ["DOE"]
    assert [one.family_name for one in found.manifest.withdrawn] == ["LEE", "ROY"]
    assert found.bookings[0].cancelled
    assert {"PNR-CANCELLED"} <= codes(found)


def test_a_leg_cancelled_beside_one_that_stands():
    legs = (LEG[0], "RPI+1+HX", "TVL+150627:1000:150627:1105+YVR+SEA+XX+420:Y", "RPI+1+HK")
    found = read(booking(*LEE, legs=legs))
    assert (found.manifest.travellers, len(found.manifest.withdrawn)) == ((), 1)
    assert "PNR-LEG-CANCELLED" in codes(found)


def test_an_update_is_a_change():
    found = read(booking(*LEE), head=("MSG+:141", *HEAD[1:]))
    assert found.manifest.function == "change"


FUNCTIONS = {"22": "original", "141": "change", "1": "cancel_reservation", "79": "cancel_reservation"}  # PADIS 1225


@pytest.mark.parametrize(("code", "function"), FUNCTIONS.items())
def test_what_a_message_does(code, function):
    found = read(booking(*LEE), head=(f"MSG+:{code}", *HEAD[1:]))
    assert (found.function, codes(found)) == (function, set())


@pytest.mark.parametrize("code", ["5", "7", "9", "43"])  # of PADIS 1225, but none of bookings: 5 verifies a fare, 43 is a flight report
def test_what_a_message_does_is_not_guessed(code):
    found = read(booking(*LEE), head=(f"MSG+:{code}", *HEAD[1:]))
    assert (found.function, codes(found)) == (code, {"PNR-ACTION-UNKNOWN"})
    assert [one.family_name for one in found.manifest.travellers] == ["LEE"]


def test_a_check_in_told_in_free_text():
    checked = ("DAT+3:L FT WW D014357 12JUN270923Z 1D5723", "TRI++042:::1", LEE[0], "SSD+12A++++Y")
    found = read(booking(*LEE, legs=(*LEG, *checked)))
    (leg,) = found.bookings[0].legs
    assert [(one.traveller, one.boarding_number, str(one.at)) for one in leg.check_ins] == [(1, "042", "2027-06-12 09:23:00")]
    assert found.manifest.travellers[0].seat == "12A"
    assert found.faults == ()


def test_a_check_in_in_free_text_without_a_time():
    found = read(booking(*LEE, legs=(*LEG, "DAT+3:CHECKED IN AT THE DESK", "TRI++042:::1", LEE[0])))
    assert [(one.boarding_number, one.at) for one in found.bookings[0].legs[0].check_ins] == [("042", None)]


ON_THE_GROUND = {"alone": "TVL+++++ARNK", "between two places": "TVL+140627+YVR+YOW++ARNK"}


@pytest.mark.parametrize("surface", ON_THE_GROUND.values(), ids=ON_THE_GROUND)
def test_a_way_on_the_ground_is_no_leg_and_no_number_of_one(surface):
    found = only(*LEE, legs=(*LEG, surface, "RPI+1+HK", "TVL+150627:1000:150627:1105+YOW+SEA+XX+421:Y", "RPI+1+HK"))
    assert [(leg.number, leg.operating_number, leg.status) for leg in found.legs] == [("420", None, "HK"), ("421", None, "HK")]
    assert [one.kind for one in found.others] == ["ARNK"]


TIMES = {  # the first element of a TVL -> departure, arrival, faults
    "140627:1000:140627:1105": ("2027-06-14 10:00:00", "2027-06-14 11:05:00", set()),
    "140627:1000::1105": ("2027-06-14 10:00:00", "2027-06-14 11:05:00", set()),
    "140627:1000": ("2027-06-14 10:00:00", "None", set()),
    "140627:1000:1105": ("2027-06-14 10:00:00", "None", {"PNR-TIME-IN-DATE"}),
    "140627:1000::0105": ("2027-06-14 10:00:00", "None", {"PNR-ARRIVAL-DAY"}),
}  # fmt: skip


@pytest.mark.parametrize(("when", "wanted"), TIMES.items())
def test_the_times_of_a_leg_in_every_form(when, wanted):
    found = read(booking(*LEE, legs=(f"TVL+{when}+YVR+SEA+XX+420:Y", "RPI+1+HK")))
    (leg,) = found.bookings[0].legs
    assert (str(leg.leg.departs), str(leg.leg.arrives), codes(found)) == wanted


BAGS = {  # a TBD -> pieces, weight, unit, pool, tags
    "TBD++3:84:700++HP+KL:4074902824:3:MSP": (3, 84.0, "kg", "HP", [("4074902824", 3, "KL", "MSP")]),
    "TBD+++MP:0741234123456": (None, None, None, "MP", []),
    "TBD++5:155:701+++KL:8074902824:2:MSP+KL:8074902826:3:JFK": (5, 155.0, "lb", None, [("8074902824", 2, "KL", "MSP"), ("8074902826", 3, "KL", "JFK")]),
    "TBD++2::702+++618:0220123456::SEA": (2, None, None, None, [("0220123456", 1, "618", "SEA")]),
}  # fmt: skip


@pytest.mark.parametrize(("segment", "wanted"), BAGS.items())
def test_bags_in_every_form(segment, wanted):
    found = only(*LEE, legs=(*LEG, "TRI++042:::1", LEE[0], segment))
    (bags,) = found.legs[0].bags
    tags = [(one.number, one.count, one.carrier, one.destination) for one in bags.tags]
    assert (bags.pieces, bags.weight, bags.unit, bags.pool, tags) == wanted
    assert bags.traveller == 1


def test_frequent_travellers_in_every_form():
    found = only(LEE[0], "FTI+XX:123456789::GOLD+ZZ:987::::SILVER", "FTI+YY:55", *LEE[1:])
    assert [(one.carrier, one.number, one.level) for one in found.loyalty] == [
        ("XX", "123456789", "GOLD"),
        ("ZZ", "987", "SILVER"),
        ("YY", "55", None),
    ]


def test_a_document_without_slashes_is_lost_to_nobody():
    found = read(booking(LEE[0], "SSR+DOCS:HK:1:XX:::::PCANZZ101MAR85"))
    (person,) = found.manifest.travellers
    assert (person.family_name, person.birth_date) == ("LEE", None)
    assert {"PAX-BIRTH-DATE-MISSING", "PAX-NATIONALITY-MISSING"} <= codes(found)


def test_splits_are_told_on_both_sides():
    found = read(booking(*LEE, legs=(*LEG, "EQN+1", "RCI+XX:EF34GH")), booking(*ROY, locator="EF34GH"))
    mother, child = found.bookings
    assert [(one.direction, one.locators[0].reference, one.count) for one in mother.splits] == [("into", "EF34GH", 1)]
    assert [(one.direction, one.locators[0].reference) for one in child.splits] == [("from", "AB12CD")]


def test_history_is_no_itinerary_and_names_nobody():
    history = (
        "ABI+1+:YVRRR+YVR++XX",
        "DAT+T:050327:1010",
        "SAC+++X",
        "TIF+LEE+ANNE:A:1",
        "SAC+++A",
        "TVL+150627:1000+YVR+PDX+XX+9:Y",
        "RPI+1+HK",
    )
    found = only(*LEE, legs=(*LEG, *history))
    assert (len(found.people), len(found.legs)) == (1, 1)
    assert [(one.action, one.what) for one in found.history] == [("X", "TIF"), ("A", "TVL")]


def test_what_is_no_flight_is_none():
    found = only(
        *LEE, legs=(*LEG, "MSG+8", "TVL+140627:1500:150627+SEA:SEATTLE INN++VN+67576:ROH", "MSG+1", "TVL+160627:1000+SEA+YVR+XX+421:Y")
    )
    assert [one.leg.voyage for one in found.legs] == ["XX420", "XX421"]
    assert [(one.kind, "SEATTLE INN" in one.text) for one in found.others] == [("8", True)]


def test_check_in_seats_and_bags():
    check_in = (
        "DAT+2:140627:0815",
        "ORG+XX:YVR",
        "TRI++042:::1",
        "TIF+LEE:I+ANN MRS:A:1",
        "SSD+012A++++Y",
        "TBD++3:84:701++HP+618:0220123456:2:SEA+618:0220999999::SEA",
    )
    found = read(booking(*LEE, legs=(*LEG, "SSR+SEAT:HK:1:XX:::YVR:SEA+12C::1", *check_in)))
    (lee,) = found.manifest.travellers
    assert (lee.seat, lee.bags.pieces, lee.bags.kilograms, lee.bags.tags) == ("12A", 3, 38.1, ("0220123456", "0220123457", "0220999999"))
    (leg,) = found.bookings[0].legs
    assert (leg.check_ins[0].boarding_number, leg.check_ins[0].traveller, leg.bags[0].pool) == ("042", 1, "HP")
    assert "PNR-SEAT-DIFFERS" in codes(found)


def test_ways_to_reach_somebody():
    inside = (
        "IFT+4:28::XX+CTCE ANN..LEE//MAIL./BOX.EXAMPLE", "SSR+CTCM:HK:1:XX:::::16045550100", "IFT+4:28+XX CTC H 604 555 0101",
        "ADD++700:1 ELM ST:YORK:::CA:V0V0V0:16045550102",
    )  # fmt: skip
    found = only(*LEE, *inside)
    assert [(one.kind, one.value, one.traveller) for one in found.contacts] == [
        ("email", "ann_lee@mail-box.example", 1),
        ("mobile", "16045550100", 1),
        ("home", "604 555 0101", 1),
        ("telephone", "16045550102", 1),
    ]
    assert (found.addresses[0].street, found.addresses[0].postcode) == ("1 ELM ST", "V0V0V0")


def test_addresses_and_permits():
    inside = (
        "SSR+DOCA:HK:1:XX:::::/D/USA/100 TEST STREET/SEATTLE/WA/98101",
        "SSR+DOCA:HK:1:XX:::::/R/CAN",
        "SSR+DOCO:HK:1:XX:::::/YORK GBR/V/V77/LONDON/14MAR27/USA",
    )
    (lee,) = read(booking(*LEE, *inside, "SSR+DOCO:HK:1:XX:::::/YORK GBR/K/KTN123///USA")).manifest.travellers
    assert (lee.address, lee.residence, lee.birth_place) == ("100 TEST STREET, SEATTLE WA 98101, USA", "CAN", "YORK GBR")
    assert (lee.documents[1].type, lee.documents[1].number, lee.references["KTN"]) == ("V", "V77", "KTN123")


def test_parts_of_a_push():
    found = read(booking(*LEE), part="+01:C", head=(*HEAD[:3], "EQN+9"))
    assert (found.manifest.part.number, found.manifest.part.last) == (1, False)
    assert "PNR-COUNT" not in codes(found)


GLUED = {
    "two segments of a leg": ("RPI+1+HK'\nAPD+320", "RPI+1+HKAPD+320"),
    "a person behind a fare": ("FAR+N'\nTIF+ROY:I+ALMR:A:2", "FAR+NTIF+ROY:I+ALMR:A:2"),
    "a booking behind a leg": ("APD+320'\nSRC", "APD+320SRC"),
}


@pytest.mark.parametrize(("whole", "glued"), GLUED.values(), ids=GLUED)
def test_a_lost_terminator_loses_nothing(whole, glued):
    raw = message(booking(*LEE, "FAR+N", *ROY, legs=(*LEG, "APD+320")), booking("TIF+DOE:I+JO:A:1", locator="EF34GH")).decode()
    assert whole in raw
    sound, (found,) = messages.read(raw.encode()).messages[0], messages.read(raw.replace(whole, glued, 1).encode()).messages
    assert [one.family_name for one in found.manifest.travellers] == [one.family_name for one in sound.manifest.travellers]
    assert "EDI-TERMINATOR-LOST" in codes(found)


def push(count=60):
    """A push in which each booking has one person with everything."""
    names = [f"{a}{b}{c}SON" for a in "BCDFG" for b in "AEIO" for c in "LMN"][:count]
    bookings = [
        booking(
            f"TIF+{name}:I+ANN MRS:A:1", f"REF+:R{n:09}", f"SSR+DOCS:HK:1:XX:::::/P/CAN/Q{n:07}/CAN/01MAR85/F/01MAR31/{name}/ANN",
            f"TKT+9990000{n:06}:T:1", locator=f"L{n:05}",
            legs=(*LEG, "DAT+2:140627:0815", f"TRI++{n}:::1", f"TIF+{name}:I+ANN MRS:A:1", f"SSD+{n + 1}A++++Y"),
        )
        for n, name in enumerate(names)
    ]  # fmt: skip
    return names, bookings


NOISE = "#*!\x7f%"


@pytest.mark.parametrize("damage", ["dropped", "cut", "doubled", "noise"])
def test_damage_to_one_segment_costs_one_person_at_most(damage):
    names, bookings = push()
    segments = message(*bookings).decode().split("'\n")
    first = segments.index("SRC")
    for at in range(first + 5, len(segments) - 3, 11):
        hurt = {"dropped": [], "cut": [segments[at][: len(segments[at]) // 2]], "doubled": [segments[at]] * 2, "noise": [NOISE]}[damage]
        raw = "'\n".join([*segments[:at], *hurt, *segments[at + 1 :]]).encode()
        (found,) = messages.read(raw).messages
        people = [one for booking in found.bookings for one in booking.people]
        left = {one.traveller.family_name for one in people}
        assert len(set(names) - left) <= 1, (damage, segments[at])
        if damage == "noise":
            assert {"EDI-SEGMENT-UNKNOWN", "EDI-TAG-DAMAGED"} & codes(found)


def test_a_booking_that_lost_its_begin_is_still_one():
    names, bookings = push(3)
    raw = message(bookings[0], bookings[1][1:], bookings[2])
    (found,) = messages.read(raw).messages
    assert [one.family_name for one in found.manifest.travellers] == names
    assert [one.locator for one in found.bookings] == ["L00000", "L00001", "L00002"]
    assert "PNR-SRC-MISSING" in codes(found)


def test_cut_off_anywhere_keeps_what_came():
    _, bookings = push(4)
    raw, before = message(*bookings), 0
    for end in range(0, len(raw), 13):
        count = sum(len(one.people) for found in messages.read(raw[:end]).messages for one in found.bookings)
        assert count >= before
        before = count
    assert before == 4


def seconds(raw):
    best = 9.0
    for _ in range(3):
        begin = time.process_time()
        messages.read(raw)
        best = min(best, time.process_time() - begin)
    return best


MANY = {  # what may come without end in one booking
    "people": lambda n: booking(*[segment.replace("+1", f"+{k}").replace("A:1", f"A:{k}") for k in range(n) for segment in LEE]),
    "people of one name, and documents": lambda n: booking(
        *[s for k in range(n) for s in (f"TIF+LEE:I+A{k}:A:{k}", LEE[1].replace("ANN", f"A{k}"))]
    ),
    "check-ins": lambda n: booking(*LEE, legs=(*LEG, *["TRI++042:::1", "TIF+LEE:I+ANN MRS:A:1", "SSD+12A++++Y"] * n)),
    "history": lambda n: booking(*LEE, legs=(*LEG, "ABI+1+:YVR", "SAC+++X", *["SSR+OTHS:HK:1:XX", "RPI+1+HK"] * n)),
    "splits": lambda n: booking(*LEE, legs=(*LEG, *["EQN+1", "RCI+XX:EF34GH"] * n)),
    "locators": lambda n: ("SRC", "RCI+" + "+".join(f"XX:L{k}" for k in range(n)), *LEE, *LEG),
    "documents of one person": lambda n: booking(LEE[0], *[LEE[1].replace("ZZ1", f"Z{k}") for k in range(n)]),
    "legs and seats": lambda n: booking(*LEE, legs=(*LEG * n, *["SSR+SEAT:HK:1:XX:::YVR:SEA+12A::1"] * n)),
    "infants": lambda n: booking(*LEE, *[f"SSR+INFT:HK:1:XX:::::LEE/M{k} 10AUG26+::1" for k in range(n)]),
    "one long text": lambda n: booking(*LEE, "IFT+4:28+" + "DOCS CTC SPLIT IP ADDRESS 4111 1111 " * n),
    "elements": lambda n: booking(*LEE, "RPI" + "+1APD" * n),
}


@pytest.mark.parametrize("make", MANY.values(), ids=MANY)
def test_no_booking_takes_longer_than_its_length(make):
    small, large = message(make(400)), message(make(3200))
    assert seconds(large) < 24 * max(seconds(small), 0.004)  # eight times as much; a square would be sixty-four


TOKENS = st.sampled_from(
    ["SRC", "RCI+XX:A1", "TIF+LEE:I+ANN:A:1", "TIF+P:G", LEE[1], "SSR+INFT:HK:1:XX:::::A/B 10AUG11", "TVL+140627:1000+YVR+SEA+XX+420:Y", "TVL+++++9",
     "TRI++1:::1", "SSD+12A", "TBD++1:2:700++HP+A:1:9", "ABI+1", "SAC+++X", "MSG+8", "EQN+1", "DAT+2:140627", "FOP+CC:::VI:4111111111111111", "ORG",
     "TKT+9", "MON+B:1", "IFT+4:28+CTCE A//B", "ADD++700:A:B", "UNT+1+1", "LTS+X", "RPI+1+HX", "TVL", "SSR", "TIF", "DAT+:::", "RCI+:::"]
)  # fmt: skip


@given(st.lists(st.one_of(TOKENS, st.text("+:'?A1/ \n", max_size=9)), max_size=40), st.sampled_from(["'", "'\n"]))
def test_any_segments(segments, end):
    raw = ("UNB+IATA:1+XX+UTO+270614:0900+1'UNH+1+PNRGOV:13:1:IA'" + end.join(segments) + "'UNZ+1+1'").encode()
    for found in messages.read(raw).messages:
        for one in found.bookings:
            for person in one.people:
                assert all(0 <= span.start <= span.end <= len(raw) for span in person.traveller.places.values())
    assert list(messages.describe(messages.read(raw), "x"))


@pytest.mark.parametrize("version", ["10:1", "11:1", "12:1", "13:1", "14:1", "15:1", "16:1", "18:1", "20:1", "21:1"])
def test_every_version_of_the_guide_is_read(version):
    (found,) = messages.read(message(booking(*LEE)).replace(b"PNRGOV:13:1", f"PNRGOV:{version}".encode())).messages
    assert (found.release, found.faults, found.bookings[0].locator) == (version, (), "AB12CD")


CARDS = {  # as sent -> as kept
    "4111111111111111": "XXXXXXXXXXXX1111",
    "371449635398431": "XXXXXXXXXXX8431",
    "5500-0000-0000-0004": "XXXX-XXXX-XXXX-0004",
    "4111 1111 1111 1111": "XXXX XXXX XXXX 1111",
    "372395XXXXX9581": "372395XXXXX9581",
}


@pytest.mark.parametrize(("sent", "kept"), CARDS.items(), ids=CARDS)
def test_a_card_is_masked_in_the_record_and_in_every_copy_and_offsets_hold(sent, kept):
    raw = message(booking(*LEE, "TKT+9991234567890:T:1", f"FOP+CC::1.00:VI:{sent}:0130+CA::3.00", ROY[0]))
    found, shown = messages.read(raw).messages[0], masked(raw)
    card, cash = found.bookings[0].payments
    assert (card.account, card.expires, cash.account) == (kept, "0130", None)
    assert len(shown) == len(raw)
    begin = raw.index(sent.encode())
    account = shown[begin : begin + len(sent)].decode()  # of groups of digits, what parts them is masked, too
    assert account.replace("X", "") == kept.replace("X", "").replace("-", "").replace(" ", "")
    roy = found.bookings[0].people[1].traveller.places["family_name"]
    assert raw[roy.start : roy.end] == shown[roy.start : roy.end] == b"ROY"


def test_a_frequent_traveller_number_told_by_a_service():
    inside = ("FTI+XX:1234567890::GOLD", "SSR+FQTV:HK:1:XX:::::XX1234567890", "SSR+FQTV:HK:1:ZZ:::YVR:SEA:ZZ/99887766-SILVER+::1")
    found = only(*LEE, *inside)
    assert [(one.carrier, one.number, one.level, one.traveller) for one in found.loyalty] == [
        ("XX", "1234567890", "GOLD", 1),
        ("ZZ", "99887766", "SILVER", 1),
    ]


TICKETS = {  # a service -> the ticket that the person has by it
    "9991234567890C1": "9991234567890",
    "HK1/9991234567890C2": "9991234567890",
    "INF9991234567890C1": None,  # of the infant
    "999123456789": None,
}


@pytest.mark.parametrize(("text", "number"), TICKETS.items())
def test_a_ticket_that_only_a_service_names(text, number):
    found = only(*LEE, f"SSR+TKNE:HK:1:XX:::YVR:SEA:{text}+::1")
    assert (found.people[0].traveller.references.get("YZY"), found.tickets) == (number, ())


def test_a_ticket_goes_before_the_service_that_names_one():
    found = only(*LEE, "TKT+9990000000001:T:1", "SSR+TKNE:HK:1:XX:::YVR:SEA:9991234567890C1+::1")
    assert found.people[0].traveller.references["YZY"] == "9990000000001"


def test_a_number_with_its_language_and_one_that_was_refused():
    found = only(*LEE, "SSR+CTCM:HK:1:XX:::::16045550100/EN", "SSR+CTCR:HK:1:XX:::::REFUSED", "SSR+CTCE:HK:1:XX:::::A..B//C.EXAMPLE/FR")
    assert [(one.kind, one.value, one.raw) for one in found.contacts] == [
        ("mobile", "16045550100", "16045550100/EN"),
        ("email", "a_b@c.example", "A..B//C.EXAMPLE/FR"),
    ]
    assert [one.code for one in found.services] == ["CTCM", "CTCR", "CTCE"]


SOURCES = {  # an ABI -> system, agency, office, city
    "ABI+1+:YVRRR+YVR++XX": ("XX", None, "YVRRR", "YVR"),
    "ABI+4+05FD28:GS+DFW++AA": ("AA", "05FD28", "GS", "DFW"),
    "ABI+4+1A+MUC": ("1A", None, None, "MUC"),
}


@pytest.mark.parametrize(("segment", "wanted"), SOURCES.items())
def test_who_changed_a_booking(segment, wanted):
    found = only(*LEE, legs=(*LEG, segment, "DAT+T:050327:1010", "SAC+++A", "TVL+140627:1000+YVR+SEA+XX+420:Y"))
    (act,) = found.history
    assert (act.agent.system, act.agent.agency, act.agent.office, act.agent.city, str(act.at)) == (*wanted, "2027-03-05 10:10:00")
