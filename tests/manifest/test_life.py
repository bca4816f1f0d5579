"""What the messages of a voyage come to: the same, in whatever order they arrive."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

import pytest

from preclear.manifest import Part
from preclear.manifest.life import Head, Named, Said, life

BEGAN = datetime(2026, 5, 1, 6, 0)  # noqa: DTZ001 - as messages say it


def person(n, *, unique=True, name=None, birth="1980-01-01", document=None, locator="", crew=False, tagged=False):
    family = name if name is not None else f"NAME{n}"
    return Named(n, f"U{n}" if unique else "", locator, family, "ANNE" if family else "", birth, document or f"P{n}", crew, tagged)


def thin(n, **known):
    """Somebody as a cancellation names them."""
    return Named(**{"ordinal": n, "unique": "", "locator": "", "family_name": "", "given_names": "", "birth": "", "document": ""} | known,
                 crew=False, checked_in=False)  # fmt: skip


def say(number, function, *people, minutes=None, **head):
    at = BEGAN + timedelta(minutes=number if minutes is None else minutes)
    about = {"function": function, "said_at": at, "control": str(number), "digest": f"{number:04d}", "told": 5} | head
    return Said(number, Head(**about), tuple(one._replace(ordinal=n) for n, one in enumerate(people, 1)))


def stands(found):
    return {key: (one.declared, one.withdrawn, one.on_board, one.stranger, one.checked_in) for key, one in found.people.items()}


TEN = (
    say(1, "original", *(person(n) for n in range(1, 30)), passengers=31),
    say(2, "original", person(50, crew=True), person(51, crew=True), crew_list=True, crew=2),
    say(3, "change", person(4, document="Q4")),
    say(4, "request", person(40)),
    say(5, "cancel_reservation", thin(1, unique="U7")),
    say(6, "change", person(7, document="Q7")),  # and booked again
    say(7, "cancel_reservation", thin(1, unique="U9")),
    say(8, "change_flight"),
    say(9, "change", person(60, unique=False, name="NAME6", document="P6")),  # the reference is forgotten
    say(10, "close_on_board", *(person(n) for n in range(2, 29)), person(70)),
)


def test_ten_messages_in_any_order_with_repeats():
    expected = life(TEN)
    assert {key for key, one in expected.people.items() if one.stranger} == {"U70"}
    assert expected.people["U1"].on_board is False
    assert expected.people["U9"].withdrawn is False  # on board in the end, whatever was cancelled
    assert expected.people["U4"].declared == (3, 1)
    assert expected.people["U7"].declared == (6, 1)
    assert expected.people["U6"].declared == (9, 1)
    assert expected.people["U50"].on_board is True  # the list of those on board names no crew
    random = Random(4)
    for _ in range(1000):
        messages = [*TEN, *random.choices(TEN, k=random.randint(0, 10))]
        random.shuffle(messages)
        assert life(messages) == expected


FUNCTIONS = {
    "a later list replaces nobody by absence": (
        [say(1, "original", person(1), person(2)), say(2, "original", person(1))], {}, {"U1", "U2"}),
    "a full list does, where so agreed": (
        [say(1, "original", person(1), person(2)), say(2, "original", person(1))], {"full_lists": True}, {"U1"}),
    "and so does a replacement": ([say(1, "original", person(1), person(2)), say(2, "replace", person(1))], {}, {"U1"}),
    "a full list leaves the crew alone": (
        [say(1, "original", person(9, crew=True), crew_list=True), say(2, "original", person(1))], {"full_lists": True}, {"U1", "U9"}),
    "a full list in parts replaces when it is whole": (
        [say(1, "original", person(1), person(2), person(3)),
         say(2, "original", person(1), part=Part(1, True, False), access="A"),
         say(3, "original", person(2), part=Part(2, False, True), access="A")], {"full_lists": True}, {"U1", "U2"}),
    "and not before": (
        [say(1, "original", person(1), person(2), person(3)), say(2, "original", person(1), part=Part(1, True, False), access="A")],
        {"full_lists": True}, {"U1", "U2", "U3"}),
    "a reservation is cancelled": (
        [say(1, "original", person(1), person(2)), say(2, "cancel_reservation", thin(1, unique="U2"))], {}, {"U1"}),
    "a party is reduced": (
        [say(1, "original", person(1), person(2)), say(2, "reduce_party", thin(1, unique="U2"))], {}, {"U1"}),
    "a cancellation that was said before the list takes nobody off": (
        [say(2, "original", person(1)), say(1, "cancel_reservation", thin(1, unique="U1"))], {}, {"U1"}),
    "a flight is cancelled": ([say(1, "original", person(1)), say(2, "cancel_flight")], {}, set()),
    "and runs after all": ([say(1, "original", person(1)), say(2, "cancel_flight"), say(3, "original", person(1))], {}, {"U1"}),
    "who is not on board does not travel": (
        [say(1, "original", person(1), person(2)), say(2, "close_not_on_board", thin(1, unique="U2"))], {}, {"U1"}),
    "an undated message outdoes nothing": (
        [say(1, "original", person(1)), say(2, "cancel_reservation", thin(1, unique="U1"), said_at=None)], {}, {"U1"}),
}  # fmt: skip


@pytest.mark.parametrize(("messages", "how", "travels"), FUNCTIONS.values(), ids=FUNCTIONS)
def test_who_travels(messages, how, travels):
    for order in (messages, messages[::-1]):
        assert {key for key, one in life(order, **how).people.items() if not one.withdrawn} == travels


def test_close_outs():
    booked = say(1, "original", person(1), person(2), person(3))
    on_board = life([booked, say(2, "close_on_board", person(1), person(4))])
    assert {key: (one.on_board, one.stranger) for key, one in on_board.people.items()} == {
        "U1": (True, False), "U2": (False, False), "U3": (False, False), "U4": (True, True),
    }  # fmt: skip
    assert [one.code for one in on_board.findings] == ["LIST-ON-BOARD-UNKNOWN"]
    not_on_board = life([booked, say(2, "close_not_on_board", thin(1, unique="U2"))])
    assert {key: one.on_board for key, one in not_on_board.people.items()} == {"U1": True, "U2": False, "U3": True}
    assert {one.on_board for one in life([booked, say(2, "close")]).people.values()} == {True}
    assert {one.on_board for one in life([booked]).people.values()} == {None}


def test_a_part_of_those_on_board_is_missing_so_that_nobody_is_known_to_have_stayed():
    booked = say(1, "original", person(1), person(2))
    first = say(2, "close_on_board", person(1), part=Part(1, True, False), access="A")
    found = life([first, booked])
    assert (found.missing, [one.code for one in found.findings]) == (True, ["LIST-PART-MISSING"])
    assert {key: one.on_board for key, one in found.people.items()} == {"U1": True, "U2": None}
    last = say(3, "close_on_board", part=Part(2, False, True), access="A")
    assert {key: one.on_board for key, one in life([last, first, booked]).people.items()} == {"U1": True, "U2": False}


def test_who_is_declared_after_the_close_out_boarded_unscreened():
    found = life([say(1, "original", person(1)), say(2, "close"), say(3, "original", person(2))])
    assert {key: (one.on_board, one.stranger) for key, one in found.people.items()} == {"U1": (True, False), "U2": (True, True)}


SAME = {
    "by name and booking": (person(1, locator="ABC"), thin(1, family_name="NAME1", given_names="ANNE", locator="ABC"), True),
    "by booking alone, where one person is on it": (person(1, locator="ABC"), thin(1, locator="ABC"), True),
    "another document, all else the same": (person(1, locator="ABC"), person(1, unique=False, locator="ABC", document="Q1"), True),
    "another document, no booking": (person(1), person(1, unique=False, document="Q1"), False),
    "another birth date": (person(1, locator="ABC"), person(1, unique=False, locator="ABC", birth="1990-01-01"), False),
    "another booking": (person(1, locator="ABC"), person(1, unique=False, locator="XYZ", document="Q1"), False),
    "another booking, but the same document and birth date": (person(1, locator="ABC"), person(1, unique=False, locator="XYZ"), True),
    "a name corrected": (person(1), person(1, unique=False, name="NAMEE1"), True),
    "two unique references": (person(1), person(2, name="NAME1", document="P1"), False),
}


@pytest.mark.parametrize(("first", "second", "same"), SAME.values(), ids=SAME)
def test_who_is_who(first, second, same):
    found = life([say(1, "original", first), say(2, "change", second)])
    assert len(found.people) == (1 if same else 2)
    again = life([say(2, "original", first, minutes=2), say(1, "change", second, minutes=1)])
    assert len(again.people) == (1 if same else 2)


def test_two_people_of_one_name_stay_two():
    twins = [person(1, unique=False, locator="ABC")._replace(document="")] * 2
    found = life([say(1, "original", *twins), say(2, "close_on_board", twins[0])])
    assert len(found.people) == 2


def test_whoever_cannot_be_told_is_not_taken_off():
    two = [person(1, name="SAME"), person(2, name="SAME")]
    found = life([say(1, "original", *two), say(2, "cancel_reservation", thin(1, family_name="SAME", given_names="ANNE"))])
    assert not any(one.withdrawn for one in found.people.values())
    assert [one.code for one in found.findings] == ["LIST-CANCEL-UNKNOWN"]


def test_different_bytes_under_one_reference_are_a_conflict_and_both_are_read():
    first, second = say(1, "original", person(1)), say(1, "original", person(2), digest="other")
    found = life([first, Said(2, second.head, second.people)])
    assert sorted(found.people) == ["U1", "U2"]
    assert [one.code for one in found.findings] == ["LIST-REFERENCE-CONFLICT"]


def test_counts_are_compared_when_all_parts_are_in():
    found = life([say(1, "original", person(1), passengers=2)])
    assert [(one.code, "2 declared, 1 named" in one.detail) for one in found.findings] == [("LIST-COUNT", True)]


def test_the_word_on_the_voyage_is_the_latest_that_tells_most_since_it_was_changed():
    lists = [say(1, "original", person(1), told=5), say(2, "change", person(1), told=1), say(3, "cancel_reservation", told=0)]
    assert life(lists).voyage == 1
    assert life([*lists, say(4, "change_flight", told=3)]).voyage == 4


def test_a_crowd_of_one_name_costs_no_more_than_its_size():
    crowd = [person(n, unique=False, name="TBA", document="", birth="")._replace(document="") for n in range(20_000)]
    assert len(life([say(1, "original", *crowd)]).people) == 20_000


def test_who_only_booked_is_not_known_to_be_on_board():
    booked = say(1, "original", person(1), person(2, tagged=True), person(3), booking=True)
    listed = say(2, "original", person(3))
    found = life([booked, listed, say(3, "close_not_on_board")])
    assert {key: (one.on_board, one.stranger) for key, one in found.people.items()} == {
        "U1": (None, False), "U2": (True, False), "U3": (True, False),
    }  # fmt: skip
    assert found.people["U3"].declared == (2, 1)
    assert found.people["U3"].booked == (1, 3)
    exact = life([booked, listed, say(3, "close_on_board", person(3))])
    assert {key: one.on_board for key, one in exact.people.items()} == {"U1": False, "U2": False, "U3": True}


def test_a_booking_says_less_than_a_list_and_takes_people_off_all_the_same():
    late = say(2, "change", person(1, document="Q1"), booking=True)
    assert life([late, say(1, "original", person(1))]).people["U1"].declared == (1, 1)
    gone = say(3, "change", person(1)._replace(gone=True), booking=True)
    assert life([gone, late, say(1, "original", person(1))]).people["U1"].withdrawn is True


def test_a_changed_flight_that_names_people_by_reference_takes_nothing_from_them():
    found = life([say(1, "original", person(1)), say(2, "change_flight", thin(1, unique="U1"), thin(2, unique="U2"))])
    assert {key: one.declared for key, one in found.people.items()} == {"U1": (1, 1), "U2": (2, 2)}
