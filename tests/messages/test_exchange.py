"""Which answer counts: that to the last request, unless the authority changed its mind; nothing else is permission."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import permutations

import pytest

from preclear.messages.cusres import Answered
from preclear.messages.exchange import Asked, Heard, exchange

BEGAN = datetime(2026, 5, 1, 6, 0)  # noqa: DTZ001 - as messages say it


def ask(minute, transaction, person="A"):
    return Asked(person=person, transaction=transaction, asked_at=BEGAN + timedelta(minutes=minute))


def hear(minute, transaction, status, *, person="A", solicited=True):
    answer = Answered(
        reference=person, person=None if person is None else {}, status=status, code="", text=None, solicited=solicited,
        transaction=transaction,
    )  # fmt: skip
    return Heard(answer=answer, made_at=BEGAN + timedelta(minutes=minute))


CASES = {
    "silence is no permission": ([ask(1, "T1")], [], {"A": "unanswered"}, 0),
    "an answer to the request": ([ask(1, "T1")], [hear(2, "T1", "board")], {"A": "board"}, 0),
    "an unknown status is no permission": ([ask(1, "T1")], [hear(2, "T1", "unknown")], {"A": "unknown"}, 0),
    "a late answer to a request that was overtaken is put aside": (
        [ask(1, "T1"), ask(3, "T2")], [hear(4, "T1", "board")], {"A": "unanswered"}, 1),
    "only the last request counts": (
        [ask(1, "T1"), ask(3, "T2")], [hear(4, "T1", "board"), hear(5, "T2", "incomplete")], {"A": "incomplete"}, 1),
    "a change overrides": (
        [ask(1, "T1")], [hear(2, "T1", "board"), hear(3, "S9", "do_not_board", solicited=False)], {"A": "do_not_board"}, 0),
    "an older answer does not lift a change": (
        [ask(1, "T1")], [hear(2, "S9", "do_not_board", solicited=False), hear(1, "T1", "board")], {"A": "do_not_board"}, 0),
    "in the same minute the change holds": (
        [ask(1, "T1")], [hear(2, "S9", "do_not_board", solicited=False), hear(2, "T1", "board")], {"A": "do_not_board"}, 0),
    "an answer about the whole message permits nobody": ([ask(1, "T1")], [hear(2, "T1", "board", person=None)], {"A": "unanswered"}, 0),
    "and refuses everybody of it": ([ask(1, "T1")], [hear(2, "T1", "error", person=None)], {"A": "error"}, 0),
    "of two that contradict each other, the one that permits does not hold": (
        [ask(1, "T1")], [hear(2, "T1", "contact"), hear(2, "T1", "board")], {"A": "contact"}, 0),
    "a change that names nobody is about everybody": (
        [ask(1, "T1"), ask(1, "T2", person="B")],
        [hear(2, "T1", "board"), hear(2, "T2", "board", person="B"), hear(3, "S9", "do_not_board", person=None, solicited=False)],
        {"A": "do_not_board", "B": "do_not_board"}, 0),
    "an answer to nothing": ([], [hear(2, "T1", "board")], {}, 1),
}  # fmt: skip


@pytest.mark.parametrize(("asked", "heard", "statuses", "aside"), CASES.values(), ids=CASES)
def test_what_counts(asked, heard, statuses, aside):
    for order in permutations(heard):
        found = exchange(asked, order)
        assert found.statuses == statuses
        assert found.permitted == {person for person, status in statuses.items() if status == "board"}
        assert len(found.aside) == aside


def test_changes_are_to_be_acknowledged_each_once():
    heard = [hear(2, "S9", "do_not_board", solicited=False), hear(2, "S9", "board", person="B", solicited=False)]
    assert exchange([], heard).to_acknowledge == ("S9",)
