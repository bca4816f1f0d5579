"""What was written is read: invented bookings and bags, in any names and separators, documents wherever they may stand."""

from __future__ import annotations

from datetime import date
from string import ascii_uppercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from preclear import messages
from preclear.manifest import PartialDate
from preclear.manifest.joining import People
from preclear.messages.edifact import Separators

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
LETTERS = ascii_uppercase + "'+:?*-"
SIDES = {
    "default": Separators(":", "+", ".", "?", "*", "'"),
    "stars": Separators(":", "*", ".", "?", "", "#"),
    "backslash": Separators(":", "+", ".", "\\", "*", "'"),
}

words = st.text(LETTERS, min_size=2, max_size=12).map(lambda text: "Q" + text.strip("-'") + "N")
days = st.dates(date(1940, 1, 1), date(2026, 12, 31))
people = st.lists(
    st.fixed_dictionaries(
        {
            "family": words,
            "given": words,
            "birth": days,
            "sex": st.sampled_from("MF"),
            "number": st.text(ascii_uppercase + "0123456789", min_size=6, max_size=9),
        }
    ),
    min_size=1,
    max_size=5,
    unique_by=(lambda one: one["family"], lambda one: one["number"]),
)
parties = st.lists(people, min_size=1, max_size=4)


def day(one: date) -> str:
    return f"{one:%d}{MONTHS[one.month - 1]}{one:%y}"


def docs(one, place):
    return f"/P/CAN/{one['number']}/CAN/{day(one['birth'])}/{one['sex']}/01MAR31/{one['family']}/{one['given']}", place


def edifact(parties, s, where):
    """A push, the documents under their people, under the flight, or before the people."""
    lines = [
        ["UNB", ["IATA", "1"], "XX", "UTO", ["270614", "0900"], "1"],
        ["UNH", "1", ["PNRGOV", "13", "1", "IA"], "A"],
        ["MSG", ["", "22"]],
        ["ORG", "XX"],
    ]
    flight = [["140627", "1000", "140627", "1105"], "YVR", "SEA", "XX"]
    lines += [["TVL", *flight, "420"], ["EQN", str(len(parties))]]
    for number, party in enumerate(parties):
        papers = [["SSR", ["DOCS", "HK", "1", "XX", "", "", "", "", docs(one, n)[0]], ["", "", str(n)]] for n, one in enumerate(party, 1)]
        lines += [["SRC"], ["RCI", ["XX", f"L{number:05}"]]]
        lines += papers if where == "before" else []
        for n, one in enumerate(party, 1):
            lines.append(["TIF", [one["family"], "I"], [one["given"], "A", str(n)]])
            lines += [papers[n - 1]] if where == "person" else []
        lines += [["TVL", *flight, ["420", "Y"]], ["RPI", str(len(party)), "HK"]]
        lines += papers if where == "flight" else []
        for n, one in enumerate(party, 1):
            lines += [
                ["TRI", "", [f"{n:03}", "", "", str(n)]],
                ["TIF", one["family"], [one["given"], "A", str(n)]],
                ["SSD", f"{n}{'ABCDE'[number]}"],
            ]
    lines += [["UNT", str(len(lines)), "1"], ["UNZ", "1", "1"]]

    def written(element):
        return s.component.join(map(s.escape, [element] if isinstance(element, str) else element))

    advice = f"UNA{s.component}{s.element}{s.decimal}{s.release}{s.repetition or ' '}{s.terminator}"
    return (advice + "".join(s.element.join(map(written, line)) + s.terminator for line in lines)).encode()


@settings(max_examples=60)
@given(parties, st.sampled_from(list(SIDES)), st.sampled_from(["person", "flight", "before"]))
def test_bookings_in_edifact(parties, side, where):
    found = messages.read(edifact(parties, SIDES[side], where)).messages[0]
    assert [booking.locator for booking in found.bookings] == [f"L{n:05}" for n in range(len(parties))]
    wanted = [
        one | {"seat": f"{n}{'ABCDE'[k]}", "locator": f"L{k:05}"} for k, party in enumerate(parties) for n, one in enumerate(party, 1)
    ]
    read = [
        {
            "family": one.family_name,
            "given": one.given_names,
            "birth": one.birth_date and one.birth_date.whole,
            "sex": one.sex,
            "number": one.documents[0].number if one.documents else None,
            "seat": one.seat,
            "locator": one.references["AVF"],
        }
        for one in found.manifest.travellers
    ]
    assert read == wanted
    assert not [fault for fault in found.faults if fault.severity == "error"]


@settings(max_examples=40)
@given(parties)
def test_bags_find_their_owners(parties):
    (found,) = messages.read(edifact(parties, SIDES["default"], "person")).messages
    everybody = found.manifest.travellers
    text = "".join(
        f"BSM\n.V/1LYVR\n.F/XX420/14JUN/SEA\n.N/{n:010}001\n.S/Y/{one.seat}/C/{n:03}\n.P/1{one.family_name}/{one.given_names}MR\n.L/{one.references['AVF']}\nENDBSM\n"
        for n, one in enumerate(everybody)
    )
    told = [bag for message in messages.read(text.encode()).messages for bag in message.bags]
    assert [bag.numbers for bag in told] == [(f"{n:010}",) for n in range(len(everybody))]
    asked = People(everybody)
    assert [asked.of_bag(bag).place for bag in told] == list(range(len(everybody)))


@pytest.mark.long
@settings(max_examples=3000)
@given(parties, st.sampled_from(list(SIDES)), st.sampled_from(["person", "flight", "before"]))
def test_many_bookings_in_edifact(parties, side, where):
    found = messages.read(edifact(parties, SIDES[side], where)).messages[0]
    assert [one.documents[0].number for one in found.manifest.travellers] == [one["number"] for party in parties for one in party]
    assert all(
        one.birth_date == PartialDate.of(wanted["birth"])
        for one, wanted in zip(found.manifest.travellers, (p for party in parties for p in party), strict=True)
    )
