"""A newer list of the same voyage: referrals follow their people, decisions stand while nothing changed."""

from datetime import UTC, datetime

import pytest

from preclear import clearance
from preclear.inspection import Finding

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
MARTIN = ("MARTIN", "ANNE", "800101", "AA000001")
LISTED = ("LISTED", "PERSON ALPHA", "740812", "AA000002")
MENDED = ("LISTER", "ROBERT", "900101", "AA000002")  # the same reference, another person's data
CLEAR = Finding(findings={"test:1": "no_match"}, compared=("birth_date", "document"), outcome="clear", reason="another passport holder")
REFUSE = Finding(findings={"test:1": "match"}, compared=("birth_date", "document"), outcome="propose_refusal", reason="same passport")
CONFIRM = Finding(outcome="confirm_refusal", reason="I find the same")


@pytest.fixture
def send(node, paxlst):
    numbers = iter(range(1, 100))

    def send(*people, **how):
        raw = paxlst(*people, control=str(next(numbers)), **how)
        receipt = clearance.receive(node, raw, carrier="XX", transport="http", now=NOW)
        return {r["references"]["ABO"]: r["status"] for one in receipt.answer.json["messages"] for r in one["results"]}

    return send


def state(node):
    with node.pool.connection() as db:
        return db.execute(
            "SELECT r.state, t.family_name FROM referral r JOIN traveller t ON t.id = r.traveller_id ORDER BY r.id"
        ).fetchall()


def test_a_referral_follows_its_person_to_the_newer_declaration(node, send):
    send(LISTED)
    assert send(LISTED, MARTIN, document="745+CP") == {"AA000002": "contact", "AA000001": "board"}
    assert state(node) == [("open", "LISTED")]
    with node.pool.connection() as db:
        assert db.execute("SELECT version, traveller_id FROM referral").fetchall() == [(2, 2)]
        assert db.execute("SELECT count(*) FROM traveller WHERE superseded_at IS NULL").fetchall() == [(2,)]


def test_a_referral_lapses_when_nothing_is_asked_any_more(node, send):
    send(LISTED)
    assert send(MENDED, document="745+CP") == {"AA000002": "board"}
    assert state(node) == [("lapsed", "LISTED")]


def test_a_clearance_stands_while_the_person_is_the_same(node, send, officers_of):
    send(LISTED)
    clearance.decide(node, 1, CLEAR, by=officers_of["ana"], version=1, now=NOW)
    assert send(LISTED, document="745+CP") == {"AA000002": "board"}
    assert state(node) == [("closed", "LISTED")]


def test_a_clearance_does_not_cover_another_document(node, send, officers_of):
    send(LISTED)
    clearance.decide(node, 1, CLEAR, by=officers_of["ana"], version=1, now=NOW)
    with node.pool.connection() as db:
        before = db.execute("SELECT record FROM traveller").fetchall()
    other = ("LISTED", "PERSON ALPHA", "740813", "AA000002")
    assert send(other, document="745+CP") == {"AA000002": "contact"}
    assert state(node) == [("closed", "LISTED"), ("open", "LISTED")]
    with node.pool.connection() as db:
        assert db.execute("SELECT record FROM traveller WHERE superseded_at IS NOT NULL").fetchall() == before  # history is kept


def test_a_refused_person_with_new_data_is_for_an_officer_not_for_the_machine(node, send, officers_of):
    send(LISTED)
    clearance.decide(node, 1, REFUSE, by=officers_of["ana"], version=1, now=NOW)
    clearance.confirm(node, 1, CONFIRM, by=officers_of["sue"], version=2, now=NOW)
    assert send(LISTED, document="745+CP") == {"AA000002": "do_not_board"}
    assert send(MENDED, document="745+CP") == {"AA000002": "contact"}
    assert state(node) == [("closed", "LISTED"), ("open", "LISTER")]


def test_a_person_taken_off_is_withdrawn_and_the_referral_lapses(node, send):
    send(LISTED, MARTIN)
    assert send(LISTED, document="745+XR") == {}
    assert state(node) == [("lapsed", "LISTED")]
    with node.pool.connection() as db:
        assert db.execute("SELECT family_name, withdrawn FROM traveller ORDER BY id").fetchall() == [("LISTED", True), ("MARTIN", False)]
        assert db.execute("SELECT subject FROM event WHERE kind = 'traveller.withdrawn'").fetchall() == [("traveller:1",)]


def test_a_refusal_outlives_being_taken_off(node, send, officers_of):
    send(LISTED)
    clearance.decide(node, 1, REFUSE, by=officers_of["ana"], version=1, now=NOW)
    clearance.confirm(node, 1, CONFIRM, by=officers_of["sue"], version=2, now=NOW)
    send(LISTED, document="745+XR")
    assert send(LISTED, document="745+CP") == {"AA000002": "do_not_board"}


def test_a_cancelled_flight_takes_everybody_off(node, send):
    send(LISTED, MARTIN)
    send(document="266+XF")
    with node.pool.connection() as db:
        assert db.execute("SELECT count(*) FROM traveller WHERE NOT withdrawn").fetchall() == [(0,)]


def test_a_closing_list_enters_only_who_was_not_declared(node, send):
    send(LISTED)
    assert send(LISTED, MARTIN, document="266+CLOB") == {"AA000001": "board"}
    with node.pool.connection() as db:
        assert db.execute("SELECT family_name FROM traveller ORDER BY id").fetchall() == [("LISTED",), ("MARTIN",)]
