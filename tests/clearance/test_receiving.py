"""A message comes in: kept, read, assessed, saved, answered."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from preclear import clearance, messages
from preclear.audit import Event
from preclear.store import answers, events, raw_messages

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
MARTIN = ("MARTIN", "ANNE", "800101", "AA000001")
LISTED = ("LISTED", "PERSON ALPHA", "740812", "AA000002")
NOBODY = ("", "", "800101", "AA000003")


def statuses(answer):
    """What an answer says, by passport number."""
    return {result["references"]["ABO"]: result["status"] for one in answer.json["messages"] for result in one["results"]}


def rows(node, query, *args):
    with node.pool.connection() as db:
        return db.execute(query, args).fetchall()


def test_a_clean_list_is_kept_saved_and_answered(node, paxlst):
    raw = paxlst(MARTIN)
    receipt = clearance.receive(node, raw, carrier="XX", transport="http", now=NOW)
    assert (receipt.message.state, receipt.message.type, receipt.repeated, receipt.later) == ("saved", "PAXLST", False, False)
    assert statuses(receipt.answer) == {"AA000001": "board"}
    assert (receipt.answer.kind, receipt.answer.sent_at, receipt.answer.acknowledged_at) == ("answer", NOW, NOW)
    (told,) = messages.read(receipt.answer.cusres).messages
    assert [(one.reference, one.code, one.solicited) for one in told.answers if one.person] == [("AA000001", "0Z", True)]
    assert rows(node, "SELECT family_name, outcome, withdrawn, superseded_at FROM traveller") == [("MARTIN", "clear", False, None)]
    assert rows(node, "SELECT departs_at, answer_due FROM voyage") == [
        (datetime(2026, 5, 1, 17, 15, tzinfo=UTC), datetime(2026, 5, 1, 16, 45, tzinfo=UTC))
    ]
    with node.pool.connection() as db:
        assert raw_messages.open_sealed(db, node.vault, receipt.message.id, by="officer:1", purpose="test", now=NOW) == raw
        kinds = [event.kind for _, event in events.about(db, ["raw_message:1", "manifest:1", receipt.answer.subject])]
    assert kinds == ["raw.received", "manifest.saved", "answer.made", "raw.opened"]


def test_the_same_message_twice_has_the_effect_of_one(node, paxlst):
    first = clearance.receive(node, paxlst(MARTIN), carrier="XX", transport="http", now=NOW)
    second = clearance.receive(node, paxlst(MARTIN), carrier="XX", transport="http", now=NOW)
    assert (second.repeated, second.answer, second.message) == (True, first.answer, first.message)
    assert rows(node, "SELECT count(*) FROM manifest") == [(1,)]


def test_the_same_message_at_once_has_the_effect_of_one(node, paxlst):
    raw = paxlst(MARTIN, LISTED)
    with ThreadPoolExecutor(6) as pool:
        receipts = list(pool.map(lambda _: clearance.receive(node, raw, carrier="XX", transport="http", now=NOW), range(6)))
    assert {receipt.answer.id for receipt in receipts} == {receipts[0].answer.id}
    assert rows(node, "SELECT (SELECT count(*) FROM manifest), (SELECT count(*) FROM referral), (SELECT count(*) FROM answer)") == [
        (1, 1, 1)
    ]


def test_the_same_bytes_of_another_carrier_are_another_message(node, paxlst):
    clearance.receive(node, paxlst(MARTIN), carrier="XX", transport="http", now=NOW)
    assert not clearance.receive(node, paxlst(MARTIN), carrier="HH", transport="http", now=NOW).repeated


UNREADABLE = {"nothing": b"", "text": b"hello", "zeros": bytes(100), "half an envelope": b"UNB+UNOA:4+XX+YY", "json": b'{"a": 1}'}


@pytest.mark.parametrize("raw", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_read_is_kept_and_answered_with_faults(node, raw):
    receipt = clearance.receive(node, raw, carrier="XX", transport="http", now=NOW)
    assert (receipt.message.state, receipt.message.type, receipt.answer.kind) == ("unreadable", None, "fault")
    assert receipt.message.faults
    assert [fault["code"] for fault in receipt.answer.json["faults"]] == [fault.code for fault in receipt.message.faults]
    (told,) = messages.read(receipt.answer.cusres).messages
    assert told.type == "CUSRES"
    assert rows(node, "SELECT state, length(sealed) > 0 FROM raw_message") == [("unreadable", True)]


def test_a_possible_match_goes_to_an_officer_and_the_carrier_is_told_whom_to_call(node, paxlst):
    receipt = clearance.receive(node, paxlst(MARTIN, LISTED), carrier="XX", transport="http", now=NOW)
    assert statuses(receipt.answer) == {"AA000001": "board", "AA000002": "contact"}
    told = receipt.answer.json["messages"][0]["results"][1]
    assert told["text"] == node.settings.contact
    assert rows(node, "SELECT kind, state, questions FROM referral") == [("match", "open", ["test:1"])]
    assert rows(node, "SELECT entry_ref, edition_id FROM hit") == [("test:1", 1)]
    with node.pool.connection() as db:
        ((_, event),) = events.about(db, ["referral:1"])
    assert event.kind == "referral.raised"
    assert event.detail["questions"] == ["test:1"]


def test_who_is_held_is_left_out_of_the_answer(node, paxlst):
    receipt = clearance.receive(node, paxlst(MARTIN, LISTED, flight="HH1"), carrier="HH", transport="http", now=NOW)
    assert statuses(receipt.answer) == {"AA000001": "board"}
    assert rows(node, "SELECT status FROM directive ORDER BY id") == [("board",), ("held",)]


def test_who_is_answered_later_gets_a_receipt_and_finds_the_answer_waiting(node, paxlst):
    receipt = clearance.receive(node, paxlst(MARTIN, flight="LL1"), carrier="LL", transport="http", now=NOW)
    assert receipt.later
    with node.pool.connection() as db:
        assert answers.waiting(db, "LL", after=0) == [receipt.answer]
        assert answers.waiting(db, "LL", after=receipt.answer.id) == []
        assert answers.waiting(db, "XX", after=0) == []


def test_without_any_list_in_force_nobody_is_cleared(node, paxlst):
    with node.pool.connection() as db:
        db.execute("UPDATE list_edition SET in_force = false")
    node.reload()
    receipt = clearance.receive(node, paxlst(MARTIN), carrier="XX", transport="http", now=NOW)
    assert statuses(receipt.answer) == {"AA000001": "contact"}
    assert rows(node, "SELECT kind, questions FROM referral") == [("not_screened", ["no_list"])]
    assert rows(node, "SELECT not_screened ->> 'code' FROM traveller") == [("no_list",)]


def test_two_people_whom_a_carrier_names_alike_are_both_kept(node, paxlst):
    clearance.receive(node, paxlst(MARTIN, MARTIN), carrier="XX", transport="http", now=NOW)
    assert rows(node, "SELECT count(*), count(DISTINCT key) FROM traveller WHERE superseded_at IS NULL") == [(2, 2)]


def test_several_messages_in_one_interchange_are_settled_together_with_one_answer(node, paxlst):
    first, second = paxlst(MARTIN), paxlst(LISTED, flight="XX421")
    receipt = clearance.receive(node, first + second, carrier="XX", transport="http", now=NOW)
    assert statuses(receipt.answer) == {"AA000001": "board", "AA000002": "contact"}
    assert [message.type for message in messages.read(receipt.answer.cusres).messages] == ["CUSRES", "CUSRES"]
    assert rows(node, "SELECT count(*) FROM manifest") == [(2,)]


def test_what_a_kill_left_is_settled_once_and_its_answer_waits(node, paxlst):
    with node.pool.connection() as db:
        kept, _ = raw_messages.keep(db, node.vault, paxlst(MARTIN), carrier="XX", transport="http", now=NOW)
    with node.pool.connection() as db:
        assert raw_messages.unsettled(db, before=NOW) == (kept.id,)
    receipt = clearance.settle(node, kept.id, now=NOW)
    assert (receipt.message.state, receipt.answer.acknowledged_at) == ("saved", None)
    again = clearance.receive(node, paxlst(MARTIN), carrier="XX", transport="http", now=NOW)
    assert (again.repeated, again.answer.id) == (True, receipt.answer.id)
    with node.pool.connection() as db:
        assert raw_messages.unsettled(db, before=NOW) == ()
        assert answers.waiting(db, "XX", after=0) == []  # the repeat took it with it
        opened = [event for _, event in events.about(db, [kept.subject]) if event.kind == "raw.opened"]
    assert opened == [Event("raw.opened", "node", kept.subject, "to settle what a stop left open")]


def test_a_failure_in_the_middle_leaves_nothing_half_done(node, db, paxlst):
    db.execute("ALTER TABLE answer ADD CHECK (kind <> 'answer')")  # the last thing that is written fails
    db.commit()
    with pytest.raises(Exception, match="answer_kind_check1"):
        clearance.receive(node, paxlst(MARTIN, LISTED), carrier="XX", transport="http", now=NOW)
    counts = (
        "SELECT (SELECT count(*) FROM raw_message WHERE state = 'received'), (SELECT count(*) FROM voyage), (SELECT count(*) FROM event)"
    )
    assert rows(node, counts) == [(1, 0, 1 + len(rows(node, "SELECT 1 FROM event WHERE kind <> 'raw.received'")))]
    assert rows(node, "SELECT 1 FROM event WHERE kind IN ('manifest.saved', 'referral.raised')") == []
    db.execute("ALTER TABLE answer DROP CONSTRAINT answer_kind_check1")
    db.commit()
    assert clearance.receive(node, paxlst(MARTIN, LISTED), carrier="XX", transport="http", now=NOW).message.state == "saved"
