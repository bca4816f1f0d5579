"""A cabin is read from the seats that were declared, and says what it does not know."""

from __future__ import annotations

import pytest

from preclear.manifest.cabin import Near, Neighbour, Seat, cabin, customs, seat

WHOLE = {  # a cabin in which every seat is taken in eight rows: its letters with a bar for an aisle and "?" where nobody knows
    "ABCDEF": "ABC|DEF",
    "ABCD": "AB|CD",
    "ACDF": "AC|DF",
    "ACDEF": "AC|DEF",
    "ABCDEFGHJK": "ABC|DEFG|HJK",
    "ACDEFGHK": "AC|DEFG|HK",
    "ADGK": "A|DG|K",
    "ABCDEFGHJKL": "A?B?C?D?E?F?G?H?J?K?L",  # no custom has these letters
}
PART = {  # some seats alone
    "AF": "A|F",
    "CD": "C?D",  # the aisle of many cabins, and two seats side by side in the smallest
    "ABC": "A?B?C",
    "ABCDEF": "ABC|DEF",
    "HJK": "HJK",
    "A": "A",
}


def told(letters: str, rows: int) -> str:
    found = cabin(Seat(row, letter) for row in range(1, rows + 1) for letter in letters)
    signs = {True: "|", False: "", None: "?"}
    return "".join(letter + signs[aisle] for letter, aisle in zip(found.letters, (*found.aisles, False), strict=True))


@pytest.mark.parametrize(("letters", "expected"), WHOLE.items(), ids=WHOLE)
def test_a_full_cabin(letters: str, expected: str):
    assert told(letters, 8) == expected


@pytest.mark.parametrize(("letters", "expected"), PART.items(), ids=PART)
def test_a_few_seats_say_only_what_every_custom_that_fits_says(letters: str, expected: str):
    assert told(letters, 1) == expected


def test_who_is_next_in_the_row():
    found = cabin([Seat(9, letter) for letter in "ABCDEF"] + [Seat(12, letter) for letter in "ACF"] + [Seat(30, "A")])
    assert found.neighbours(Seat(9, "C")) == (Neighbour(Seat(9, "B"), Near.BESIDE), Neighbour(Seat(9, "D"), Near.AISLE))
    assert found.neighbours(Seat(12, "C")) == (Neighbour(Seat(12, "A"), Near.APART), Neighbour(Seat(12, "F"), Near.AISLE))
    assert found.neighbours(Seat(30, "A")) == ()
    assert cabin([Seat(1, "C"), Seat(1, "D")]).neighbours(Seat(1, "C")) == (Neighbour(Seat(1, "D"), Near.ROW),)


@pytest.mark.parametrize("text", ["", None, "12", "A", "12I", "12O", "1234A", "0A", "000A", "COACH 3", "3/12A", "12AB", "١٢A", "12A\n12B"])
def test_what_is_no_row_and_letter_is_no_seat(text: str | None):
    assert seat(text) is None


def test_rows_come_in_their_order_and_nobody_is_no_cabin():
    assert list(cabin([Seat(100, "A"), Seat(9, "A"), Seat(20, "A")]).rows) == [9, 20, 100]
    assert (cabin([]).letters, cabin([]).aisles, cabin([]).rows) == ("", (), {})


def test_the_customs_are_in_order_of_the_alphabet_and_leave_out_the_letter_that_looks_like_one():
    for blocks in customs():
        letters = blocks.replace(" ", "")
        assert list(letters) == sorted(set(letters)), blocks
        assert not set(letters) - set("ABCDEFGHJKL"), blocks
    assert len(set(customs())) == len(customs())
