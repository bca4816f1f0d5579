"""Baggage messages: what each element says, several in one text, and damage that costs a line alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear import messages
from preclear.manifest.baggage import BagFlight, BagOwner
from preclear.messages import baggage

BSM = """BSM
.V/1LYVR
.F/XX420/14JUN/SEA/Y
.N/0220123456002
.S/Y/12A/C/042/051//N
.W/K/2/31
.P/2SPECIMEN/PATMS/ROBINMSTR
.L/AB12CD
.Y/XX000000017/GOLD
.X//CLR///HBS302
ENDBSM
"""
BTM = """BTM
.V/1TSEA/000123/2
.I/XX420/14JUN/YVR
.F/ZZ88/14JUN/DEN/Y
.N/0220000001001
.P/1LEE/ANNMS
.N/0220000002001
.N/0220000003001
.P/1ROY/ALMR
.F/ZZ90/15JUN/MIA
.O/ZZ95/16JUN/GRU
.N/0220000004001
.P/1DOE/JO
ENDBTM
"""


def only(text):
    (found,) = baggage.read(text.encode()).messages
    return found


def test_the_specimens(shared):
    found = {path.name: messages.read(path.read_bytes()).messages[0] for path in (shared / "data/passenger/baggage").iterdir()}
    first = found["b01_bsm_local.txt"].bags[0]
    assert (first.numbers, first.load, first.seat, first.passenger_status, first.sequence) == (
        ("0220123456", "0220123457"),
        True,
        "12A",
        "C",
        "042",
    )
    assert (first.pieces, first.weight, first.unit, first.locator, first.owners) == (
        2,
        31,
        "K",
        "AB12CD",
        (BagOwner(family_name="SPECIMEN", given_names="PATMS"),),
    )
    assert (found["b02_bsm_delete.txt"].function, found["b02_bsm_delete.txt"].bags[0].numbers) == ("delete", ("0220123457",))
    moved = found["b03_bsm_transfer_rush.txt"].bags[0]
    assert (moved.inbound.voyage, moved.outbound.voyage, [one.voyage for one in moved.onward]) == ("XX420", "ZZ88", ["ZZ90"])
    assert not [fault for message in found.values() for fault in message.faults]


def test_every_element_of_a_source_message():
    message, faults = only(BSM)
    (bag,) = message.bags
    assert faults == []
    assert (message.kind, message.action, message.source, message.airport) == ("BSM", "add", "local", "YVR")
    assert bag.outbound == BagFlight(voyage="XX420", month=6, day=14, airport="SEA", booking_class="Y")
    assert (bag.party, [owner.given_names for owner in bag.owners]) == (2, ["PATMS", "ROBINMSTR"])
    assert (bag.security, bag.transport, bag.loyalty, bag.screening) == ("051", False, "XX000000017/GOLD", ("/CLR///HBS302",))
    raw = BSM.encode()
    assert {letter: raw[span.start : span.end].decode()[:2] for letter, span in bag.places.items()} == {
        letter: letter for letter in bag.places
    }


def test_a_day_without_a_year_is_the_nearest_one():
    flight = BagFlight(voyage="XX1", month=1, day=2)
    assert (flight.on(date(2027, 12, 30)), flight.on(date(2027, 1, 1))) == (date(2028, 1, 2), date(2027, 1, 2))
    assert BagFlight(voyage="XX1", month=2, day=30).on(date(2027, 1, 1)) is None


def test_each_set_of_a_transfer_message_is_somebody_elses():
    message, faults = only(BTM)
    assert faults == []
    assert [(bag.numbers, bag.owners[0].family_name, bag.inbound.voyage, bag.outbound.voyage) for bag in message.bags] == [
        (("0220000001",), "LEE", "XX420", "ZZ88"),
        (("0220000002", "0220000003"), "ROY", "XX420", "ZZ88"),
        (("0220000004",), "DOE", "XX420", "ZZ90"),
    ]
    assert [one.voyage for one in message.bags[2].onward] == ["ZZ95"]


@pytest.mark.parametrize("action", ["CHG", "DEL"])
def test_changes_and_deletions(action):
    message, faults = only(BSM.replace("BSM\n.V", f"BSM\n{action}\n.V", 1))
    assert (message.action, faults) == ({"CHG": "change", "DEL": "delete"}[action], [])


def test_several_messages_in_a_text_with_a_teletype_around():
    raw = f"\x01QU YVRBBXX\r\n.SEAKKXX 141200\r\n\x02{BSM}{BTM.replace(chr(10), chr(13) + chr(10))}=\r\n\x03".encode()
    found = messages.read(raw)
    assert [(message.type, len(message.bags)) for message in found.messages] == [("BSM", 1), ("BTM", 3)]
    assert [fault.code for fault in found.faults] == ["BAG-TEXT-AROUND"]
    for message in found.messages:
        assert all(raw[bag.places[".N"].start :].startswith(b".N/" + bag.numbers[0].encode()) for bag in message.bags)


@pytest.mark.parametrize("number", range(1, len(BTM.splitlines()) - 1))
@pytest.mark.parametrize("damage", ["noise", "dropped", "doubled", "cut"])
def test_damage_costs_a_line(number, damage):
    lines = BTM.splitlines()
    hurt = {"noise": ["#?*/+'"], "dropped": [], "doubled": [lines[number]] * 2, "cut": [lines[number][:2]]}[damage]
    text = "\n".join([*lines[:number], *hurt, *lines[number + 1 :]])
    message, faults = only(text)
    owners = {owner.family_name for bag in message.bags for owner in bag.owners}
    plates = {plate for bag in message.bags for plate in bag.numbers}
    assert len({"LEE", "ROY", "DOE"} - owners) <= (1 if lines[number].startswith(".P") else 0)
    assert len({f"022000000{n}" for n in range(1, 5)} - plates) <= (1 if lines[number].startswith(".N") else 0)
    if damage in ("noise", "cut"):
        assert ("BAG-LINE-UNREAD", f"line {number + 1}") in [(fault.code, fault.where) for fault in faults]


def test_a_message_without_end_ends_where_the_next_begins():
    found = baggage.read((BSM.replace("ENDBSM\n", "") + BTM).encode())
    assert [len(message.bags) for message, _ in found.messages] == [1, 3]
    assert [fault.code for fault in found.messages[0][1]] == ["BAG-END-MISSING"]


def test_a_line_that_the_teletype_broke_is_joined():
    names = "/".join(f"GIVEN{n:02}" for n in range(9))
    line = f".P/9SPECIMEN/{names}"
    message, faults = only(BSM.replace(".P/2SPECIMEN/PATMS/ROBINMSTR", f"{line[:69]}\n{line[69:]}"))
    assert [owner.given_names for owner in message.bags[0].owners] == [f"GIVEN{n:02}" for n in range(9)]
    assert [fault.code for fault in faults] == ["BAG-LINE-BROKEN"]


def test_what_tells_of_health_is_left_out():
    message, faults = only(BSM.replace(".L/AB12CD", ".E/WCHR\n.R/PAX IS DIABETIC\n.L/AB12CD"))
    (bag,) = message.bags
    assert (bag.exceptions, bag.remarks) == ((), ("PAX IS XXXXXXXX",))
    assert [fault.code for fault in faults] == ["PNR-SENSITIVE"]


PIECES = st.sampled_from(
    [
        b"BSM",
        b"BTM",
        b"ENDBSM",
        b".V/1LYVR",
        b".F/XX420/14JUN/SEA",
        b".N/0220123456002",
        b".P/1A/B",
        b".S/Y",
        b".W/K/1/9",
        b"DEL",
        b".",
        b"/",
        b"\r",
        b"\x02",
        b"\xff",
    ]
)


@given(st.lists(st.one_of(PIECES, st.binary(max_size=9)), max_size=40), st.sampled_from([b"\n", b"\r\n", b""]))
def test_any_text(pieces, end):
    raw = b"BSM\n" + end.join(pieces)
    for message in messages.read(raw).messages:
        for bag in message.bags:
            assert all(0 <= span.start <= span.end <= len(raw) for span in bag.places.values())
    assert list(messages.describe(messages.read(raw), "x"))
