"""A list, bookings and baggage of one voyage: one person stays one, and whoever is another stays another."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

import pytest

from preclear import clearance, messages
from preclear.store import joined, lives

NOW = datetime(2027, 6, 14, 9, 30, tzinfo=UTC)


@pytest.fixture
def send(node):
    return lambda raw: clearance.receive(node, raw, carrier="XX", transport="http", now=NOW)


@pytest.fixture
def three(shared):
    folder = shared / "data" / "passenger"
    files = ("paxlst/p01_batch_full_d12b.edi", "pnrgov/g01_push_two_pnrs_13_1.edi", "baggage/b01_bsm_local.txt")
    return [(folder / file).read_bytes() for file in files]


def people(node):
    with node.pool.connection() as db:
        return db.execute(
            "SELECT key, family_name, given_names, seat, withdrawn FROM traveller WHERE superseded_at IS NULL ORDER BY key"
        ).fetchall()


def test_the_person_of_the_list_and_of_the_booking_is_one_in_any_order(node, db, send, three):
    states = []
    for order in permutations(three[:2]):
        db.execute("TRUNCATE raw_message, voyage, manifest, traveller, answer RESTART IDENTITY CASCADE")
        db.commit()
        for raw in order:
            assert send(raw).message.state == "saved"
        states.append(people(node))
        with node.pool.connection() as node_db:
            rules = {(one.head.booking, one.rule) for one in lives.namings(node_db, 1, "XX0000000002")}
        assert rules == {(False, None), (True, "document-birth")}  # the list's word holds before the booking's
    assert states[0] == states[1]
    assert [row[1:3] for row in states[0] if row[0] == "XX0000000002"] == [("SPECIMEN", "PAT")]
    assert len({row[1:3] for row in states[0]}) == len(states[0])


def test_bookings_are_kept_with_their_message(node, send, three):
    send(three[1])
    with node.pool.connection() as db:
        found = joined.bookings(db, [1], ["AB12CD"])
    assert [(manifest, booking.locator) for manifest, booking in found] == [(1, "AB12CD")]


def test_what_is_said_of_bags_is_kept_with_their_voyage_and_not_answered(node, send, three):
    receipt = send(three[2])
    assert (receipt.message.state, receipt.message.type, receipt.answer) == ("saved", "BSM", None)
    send(three[0])
    with node.pool.connection() as db:
        (bag,) = joined.bags(db, 1)
    assert (bag.kind, bag.action, bag.plates) == ("BSM", "add", ("0220123456", "0220123457"))


def test_a_bag_is_of_its_owner_by_a_stated_rule(node, send, three):
    def owner():
        with node.pool.connection() as db:
            (one,) = joined.owned(db, 1)
        return one.key, one.rule

    send(three[0])
    send(three[2])
    assert owner() == ("XX0000000001", "plate")  # as the list has the tags
    with node.pool.connection() as db:
        db.execute("UPDATE traveller SET record = jsonb_set(record, '{bags}', 'null')")
    send(three[1])
    assert owner() == ("XX0000000002", "plate")  # as the booking has them: the list says nothing now


def test_bookings_are_acknowledged_and_tell_nobody_to_board(node, send, three):
    receipt = send(three[1])
    (message,) = messages.read(bytes(receipt.answer.cusres)).messages
    assert (message.type, message.acknowledged.accepted) == ("ACKRES", True)
    with node.pool.connection() as db:
        assert db.execute("SELECT DISTINCT status FROM directive").fetchall() == [("held",)]
    assert clearance.alarm(node, datetime(2027, 6, 14, 23, tzinfo=UTC)) == 0  # nobody has asked for them
    answer = send(three[0]).answer
    said = {one["references"].get("ABO"): one["status"] for one in answer.json["messages"][0]["results"]}
    assert said["XX0000000002"] in {"board", "incomplete"}  # the list asks, and is answered


def test_bookings_get_a_status_for_each_where_that_is_agreed(node, send, three):
    with node.pool.connection() as db:
        db.execute("UPDATE carrier SET profile = '{\"bookings\": \"cusres\"}' WHERE id = 'XX'")
    assert [message.type for message in messages.read(bytes(send(three[1]).answer.cusres)).messages] == ["CUSRES"]
