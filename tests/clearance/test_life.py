"""The messages of one voyage in many orders of arrival, with repeats: one end state in the database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from preclear import clearance
from preclear.store import events

NOW = datetime(2026, 5, 1, 7, 30, tzinfo=UTC)
LISTED = ("LISTED", "PERSON ALPHA", "740812", "AA000002")
PEOPLE = [(f"NAME{chr(65 + n)}", "ANNE", f"8001{n + 1:02d}", f"PP{n:06d}") for n in range(8)]
STRANGER = ("STRANGER", "SAM", "900101", "ZZ000009")
CHANGED = 8  # from this minute the flight leaves later, for another place

STATE = """
SELECT t.key, t.family_name, t.birth_date, t.document_number, t.seat, t.withdrawn, t.checked_in, t.on_board, t.stranger, t.outcome,
       d.status, r.state, r.questions, v.departs_at, v.arrives_at, v.departure, v.arrival, v.key, v.closed, v.cancelled, v.findings,
       (SELECT count(*) FROM voyage)
  FROM traveller t JOIN voyage v ON v.id = t.voyage_id
  LEFT JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL
  LEFT JOIN referral r ON r.voyage_id = t.voyage_id AND r.key = t.key AND r.closed_at IS NULL
 WHERE t.superseded_at IS NULL ORDER BY t.key
"""


@pytest.fixture
def ten(paxlst):
    """Ten messages of one voyage, in the order of what they say."""

    def say(minute, *people, **how):
        raw = paxlst(*people, control=f"K{minute:03d}", **how)
        raw = raw.replace(b":0600+", b":%02d%02d+" % (6 + minute // 60, minute % 60))
        return raw if minute < CHANGED else raw.replace(b"2605011015", b"2605011045").replace(b"LOC+87+SEA", b"LOC+87+PDX")

    changed = (*PEOPLE[3][:3], "QQ000003")
    return [
        say(1, *PEOPLE[:6]),
        say(2, ("CREW", "CARL", "700101", "CC000001"), document="250+C").replace(b"NAD+FL", b"NAD+FM"),
        say(3, LISTED, PEOPLE[6], document="745+CP"),
        say(4, changed, document="745+CP").replace(b"RFF+ABO:QQ000003", b"RFF+ABO:PP000003"),
        say(5, PEOPLE[1], document="745+XR"),
        say(6, PEOPLE[1], document="745+CP"),
        say(7, PEOPLE[2], document="745+XR"),
        say(CHANGED, document="266+CF"),
        say(9, (PEOPLE[4][0], PEOPLE[4][1], "800105", PEOPLE[4][3]), document="745+CP"),
        say(10, *PEOPLE[:2], *PEOPLE[3:6], LISTED, STRANGER, document="266+CLOB"),
    ]


@pytest.fixture
def end_state(node, db):
    """What the records say in the end, after messages arrived in some order."""

    def end(arriving):
        db.execute("TRUNCATE raw_message, voyage, manifest, traveller, answer RESTART IDENTITY CASCADE")
        db.commit()
        for n, raw in enumerate(arriving):
            clearance.receive(node, raw, carrier="XX", transport="http", now=NOW + timedelta(minutes=n))
        found = db.execute(STATE).fetchall()
        db.commit()
        return found

    return end


def check(ten, end_state, orders):
    expected = end_state(ten)
    random = Random(7)
    for _ in range(orders):
        arriving = [*ten, *random.choices(ten, k=random.randint(0, 5))]
        random.shuffle(arriving)
        assert end_state(arriving) == expected
    return {row[0]: row[1:] for row in expected}


def test_ten_messages_in_some_orders(ten, end_state):
    expected = check(ten, end_state, 5)
    assert len(expected) == 10
    on_board = {key for key, row in expected.items() if row[6]}
    assert on_board == {"CC000001", "AA000002", "PP000000", "PP000001", "PP000003", "PP000004", "PP000005", "ZZ000009"}
    assert {key for key, row in expected.items() if row[7]} == {"ZZ000009"}
    assert {key for key, row in expected.items() if row[4]} == {"PP000002"}
    assert expected["PP000003"][2] == "QQ000003"
    row = expected["AA000002"]
    assert (row[9], row[10], row[11]) == ("contact", "open", ["test:1"])
    assert (row[12], row[15], row[17], row[20]) == (datetime(2026, 5, 1, 17, 45, tzinfo=UTC), "PDX", "close_on_board", 1)
    assert [finding["code"] for finding in row[19]] == ["LIST-CHANGE-UNKNOWN", "LIST-ON-BOARD-UNKNOWN"]


@pytest.mark.long
def test_ten_messages_in_sixty_orders(ten, end_state):
    check(ten, end_state, 60)


def told(receipt):
    return {r["references"].get("ABO"): r["status"] for one in receipt.answer.json["messages"] for r in one["results"]}


@pytest.fixture
def send(node):
    return lambda raw: clearance.receive(node, raw, carrier="XX", transport="http", now=NOW)


def test_a_late_old_list_is_answered_with_what_holds_now(node, paxlst, send):
    newer = paxlst(LISTED, PEOPLE[0], document="745+CP", control="2")
    older = paxlst(("MENDED", "OTHER", "740812", "AA000002"), PEOPLE[1], control="1")
    assert told(send(newer)) == {"AA000002": "contact", "PP000000": "board"}
    assert told(send(older)) == {"AA000002": "contact", "PP000001": "board"}
    with node.pool.connection() as db:
        assert db.execute("SELECT family_name FROM traveller WHERE superseded_at IS NULL ORDER BY key").fetchall() == [
            ("LISTED",), ("NAMEA",), ("NAMEB",),
        ]  # fmt: skip
        assert db.execute("SELECT record ->> 'family_name' FROM mention").fetchall() == [("MENDED",)]  # kept, as what was said once


def test_a_reference_that_comes_later_joins_what_was_known_without_it(node, paxlst, send):
    bare = paxlst(LISTED, control="1").replace(b"RFF+ABO:AA000002", b"RFF+AVF:QQ1234")
    send(bare)
    send(paxlst(LISTED, document="745+CP", control="2"))
    with node.pool.connection() as db:
        assert db.execute("SELECT key FROM traveller WHERE superseded_at IS NULL").fetchall() == [("AA000002",)]
        assert db.execute("SELECT key, state FROM referral").fetchall() == [("AA000002", "open")]
        assert db.execute("SELECT DISTINCT key FROM directive WHERE superseded_at IS NULL").fetchall() == [("AA000002",)]


def test_two_that_turn_out_to_be_one_keep_the_stricter_answer(node, paxlst, send):
    """A closing list without references comes first, then the list that it closes; the person is one, and nothing is told twice."""
    bare = paxlst(LISTED, document="266+CLOB", control="9").replace(b"RFF+ABO:AA000002'\n", b"")
    send(bare)
    send(paxlst(LISTED, ("LISTED", "PERSON BETA", "750812", "AA000003"), control="1"))
    with node.pool.connection() as db:
        rows = db.execute("SELECT key, on_board, stranger FROM traveller WHERE superseded_at IS NULL ORDER BY key").fetchall()
        assert rows == [("AA000002", True, False), ("AA000003", False, False)]
        assert db.execute("SELECT count(*) FROM referral WHERE closed_at IS NULL AND key = 'AA000002'").fetchall() == [(1,)]


def test_a_message_that_knows_less_of_its_voyage_belongs_to_the_one_that_fits(node, paxlst, send):
    thin = paxlst(PEOPLE[0], document="745+XR", control="2").replace(b"LOC+125+YVR'\n", b"").replace(b"LOC+87+SEA'\n", b"")
    send(thin)
    send(paxlst(PEOPLE[0], control="1"))
    with node.pool.connection() as db:
        assert db.execute("SELECT departure, arrival FROM voyage").fetchall() == [("YVR", "SEA")]
        assert db.execute("SELECT withdrawn FROM traveller").fetchall() == [(True,)]


def test_a_message_that_does_not_say_when_it_was_made_counts_from_its_receipt(node, paxlst):
    def receive(raw, at):
        clearance.receive(node, raw.replace(b"+260501:0600+", b"++"), carrier="XX", transport="http", now=at)

    receive(paxlst(LISTED, PEOPLE[0], control="9"), NOW)
    receive(paxlst(("MENDED", "OTHER", "740812", "AA000002"), control="1"), NOW + timedelta(minutes=5))
    with node.pool.connection() as db:
        names = db.execute("SELECT family_name FROM traveller WHERE superseded_at IS NULL ORDER BY key").fetchall()
    assert names == [("MENDED",), ("NAMEA",)]


def test_an_unscreened_person_on_board_is_an_alarm_once(node, paxlst, send):
    send(paxlst(PEOPLE[0], control="1"))
    send(paxlst(PEOPLE[0], STRANGER, document="266+CLOB", control="2"))
    send(paxlst(PEOPLE[0], STRANGER, document="266+CLOB", control="3"))
    with node.pool.connection() as db:
        assert [event.kind for _, event in events.about(db, ["voyage:1"])] == ["alarm.unscreened"]


def test_somebody_on_board_against_the_answer_is_an_alarm(node, paxlst, send):
    send(paxlst(PEOPLE[0], LISTED, control="1"))
    send(paxlst(PEOPLE[0], LISTED, document="266+CLOB", control="2"))
    with node.pool.connection() as db:
        ((_, event),) = events.about(db, ["voyage:1"])
    assert (event.kind, event.detail) == ("alarm.against", {"people": 1})


def test_a_carrier_that_sends_full_lists_takes_people_off_by_leaving_them_out(node, paxlst, send):
    with node.pool.connection() as db:
        db.execute("UPDATE carrier SET profile = '{\"full_lists\": true}' WHERE id = 'XX'")
    send(paxlst(PEOPLE[1], control="2"))
    send(paxlst(PEOPLE[0], PEOPLE[1], control="1"))  # an older list that comes late
    with node.pool.connection() as db:
        rows = db.execute("SELECT key, withdrawn FROM traveller WHERE superseded_at IS NULL ORDER BY key").fetchall()
    assert rows == [("PP000000", True), ("PP000001", False)]
