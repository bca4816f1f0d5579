"""Officers decide; the carrier is told in the same transaction."""

from datetime import UTC, datetime

import psycopg
import pytest

from preclear import clearance, messages
from preclear.errors import Conflict, NotFound, NotPermitted
from preclear.inspection import Finding
from preclear.store import answers, events, pages

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
LISTED = ("LISTED", "PERSON ALPHA", "740812", "AA000002")
FOUND = {"findings": {"test:1": "no_match"}, "compared": ("birth_date", "document")}
CLEAR = Finding(**FOUND, outcome="clear", reason="another passport holder")
ASK = Finding(**FOUND, outcome="ask_carrier", reason="the number has a digit too few")
SECONDARY = Finding(
    findings={"test:1": "cannot_tell"}, compared=("birth_date", "document"), outcome="refer_secondary", reason="to be asked"
)
REFUSE = Finding(findings={"test:1": "match"}, compared=("birth_date", "document"), outcome="propose_refusal", reason="same passport")
CONFIRM = Finding(outcome="confirm_refusal", reason="I find the same")
REJECT = Finding(outcome="reject_refusal", reason="the number is of a cancelled book")


@pytest.fixture
def referred(node, paxlst):
    """A node with one open referral, number 1."""
    clearance.receive(node, paxlst(LISTED), carrier="XX", transport="http", now=NOW)
    return node


def outbox(node, carrier="XX"):
    with node.pool.connection() as db:
        return answers.waiting(db, carrier, after=0)


def told(node, carrier="XX"):
    return [(one.kind, [r["status"] for m in one.json["messages"] for r in m["results"]]) for one in outbox(node, carrier)]


def test_clearing_tells_the_carrier_on_our_own_account(referred, officers_of):
    clearance.take(referred, 1, by=officers_of["ana"], now=NOW)
    decided = clearance.decide(referred, 1, CLEAR, by=officers_of["ana"], version=2, now=NOW)
    assert outbox(referred) == [decided.answer]
    assert told(referred) == [("change", ["board"])]
    (message,) = messages.read(decided.answer.cusres).messages
    assert (message.function, [one.code for one in message.answers if one.person]) == ("132", ["0Z"])
    assert {one.transaction for one in message.answers} == {decided.answer.reference}
    with referred.pool.connection() as db:
        assert db.execute("SELECT state, closed_at, version FROM referral").fetchall() == [("closed", NOW, 3)]
        current = db.execute("SELECT status, decision_id FROM directive WHERE superseded_at IS NULL").fetchall()
        kinds = [event.kind for _, event in events.about(db, ["referral:1", "traveller:1", decided.answer.subject])]
    assert current == [("board", decided.decision)]
    assert kinds == ["referral.raised", "referral.taken", "decision.made", "match.remembered", "directive.given", "answer.made"]


@pytest.mark.parametrize("results", [True, False], ids=["with the results", "with the reference alone"])
def test_a_carriers_acknowledging_message_empties_the_outbox(referred, officers_of, results):
    decided = clearance.decide(referred, 1, CLEAR, by=officers_of["ana"], version=1, now=NOW)
    acknowledgement = decided.answer.cusres.replace(b"BGM+132", b"BGM+312")
    if not results:
        acknowledgement = acknowledgement[: acknowledgement.index(b"ERP")] + acknowledgement[acknowledgement.index(b"UNT") :]
    receipt = clearance.receive(referred, acknowledgement, carrier="XX", transport="http", now=NOW)
    assert (receipt.message.state, receipt.message.type, receipt.answer) == ("saved", "CUSRES", None)
    assert outbox(referred) == []


def test_a_carrier_that_could_not_act_has_not_acknowledged(referred, officers_of):
    decided = clearance.decide(referred, 1, CLEAR, by=officers_of["ana"], version=1, now=NOW)
    acknowledgement = decided.answer.cusres.replace(b"BGM+132", b"BGM+312").replace(b"ERP+2", b"ERP+1'ERC+1'ERP+2", 1)
    assert clearance.receive(referred, acknowledgement, carrier="XX", transport="http", now=NOW).message.state == "saved"
    assert [one.id for one in outbox(referred)] == [decided.answer.id]
    with referred.pool.connection() as db:
        assert [one.kind for one in pages.alarms(db, [], NOW)] == ["rejected"]


def test_an_acknowledgement_of_nothing_of_ours_is_told_to_be_that(referred):
    other = b"UNB+UNOA:4+XX+YY+260501:1200+9'UNH+1+CUSRES:D:05B:UN:IATA'BGM+312'RFF+TN:ELSE'ERP+1'ERC+0'UNT+6+1'UNZ+1+9'"
    receipt = clearance.receive(referred, other, carrier="XX", transport="http", now=NOW)
    assert (receipt.message.state, [fault.code for fault in receipt.message.faults]) == ("unreadable", ["MSG-NOT-EXPECTED"])


def test_another_carrier_cannot_acknowledge(referred, officers_of):
    decided = clearance.decide(referred, 1, CLEAR, by=officers_of["ana"], version=1, now=NOW)
    with pytest.raises(NotFound):
        clearance.acknowledge(referred, "HH", decided.answer.id, way="http", now=NOW)
    clearance.acknowledge(referred, "XX", decided.answer.id, way="http", now=NOW)
    clearance.acknowledge(referred, "XX", decided.answer.id, way="http", now=NOW)
    assert outbox(referred) == []


def test_asking_the_carrier_says_incomplete(referred, officers_of):
    clearance.decide(referred, 1, ASK, by=officers_of["ana"], version=1, now=NOW)
    assert told(referred) == [("change", ["incomplete"])]


def test_secondary_inspection_changes_nothing_for_the_carrier_and_is_not_primarys_any_more(referred, officers_of):
    clearance.decide(referred, 1, SECONDARY, by=officers_of["ana"], version=1, now=NOW)
    assert told(referred) == []
    with pytest.raises(NotPermitted) as refused:
        clearance.decide(referred, 1, CLEAR, by=officers_of["ana"], version=2, now=NOW)
    assert refused.value.code == "in-secondary"
    clearance.decide(referred, 1, CLEAR, by=officers_of["ben"], version=2, now=NOW)
    assert told(referred) == [("change", ["board"])]


def test_a_refusal_needs_a_second_officer(referred, officers_of):
    clearance.decide(referred, 1, REFUSE, by=officers_of["ben"], version=1, now=NOW)
    assert told(referred) == []
    with pytest.raises(NotPermitted) as refused:
        clearance.confirm(referred, 1, CONFIRM, by=officers_of["ben"], version=2, now=NOW)
    assert refused.value.code == "own-proposal"
    with pytest.raises(NotPermitted) as refused:
        clearance.confirm(referred, 1, CONFIRM, by=officers_of["ana"], version=2, now=NOW)
    assert refused.value.code == "role"
    clearance.confirm(referred, 1, CONFIRM, by=officers_of["sue"], version=2, now=NOW)
    assert told(referred) == [("change", ["do_not_board"])]


def test_a_rejected_refusal_goes_back_to_the_queue(referred, officers_of):
    clearance.decide(referred, 1, REFUSE, by=officers_of["ana"], version=1, now=NOW)
    clearance.confirm(referred, 1, REJECT, by=officers_of["sue"], version=2, now=NOW)
    assert told(referred) == []
    with referred.pool.connection() as db:
        assert db.execute("SELECT state, taken_by FROM referral").fetchall() == [("open", None)]


def test_the_database_itself_knows_no_refusal_by_one_officer(referred, officers_of):
    clearance.decide(referred, 1, REFUSE, by=officers_of["ana"], version=1, now=NOW)
    insert = """INSERT INTO decision (referral_id, traveller_id, officer_id, findings, compared, outcome, reason, proposal_id, decided_at)
                VALUES (1, 1, %s, '{}', '{}', 'confirm_refusal', 'x', 1, now())"""
    with pytest.raises(psycopg.errors.CheckViolation), referred.pool.connection() as db:
        db.execute(insert, [officers_of["ana"].id])
    refuse = (
        "INSERT INTO directive (voyage_id, traveller_id, key, status, decision_id, given_at) VALUES (1, 1, 'k', 'do_not_board', 1, now())"
    )
    with pytest.raises(psycopg.errors.CheckViolation), referred.pool.connection() as db:
        db.execute(refuse)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), referred.pool.connection() as db:
        db.execute("UPDATE decision SET reason = 'another'")
    with pytest.raises(psycopg.errors.InsufficientPrivilege), referred.pool.connection() as db:
        db.execute("DELETE FROM event")


def test_who_acts_on_what_has_changed_is_told_so(referred, officers_of):
    clearance.take(referred, 1, by=officers_of["ana"], now=NOW)
    with pytest.raises(Conflict):
        clearance.decide(referred, 1, CLEAR, by=officers_of["ana"], version=1, now=NOW)
    with pytest.raises(NotPermitted) as refused:
        clearance.take(referred, 1, by=officers_of["ben"], now=NOW)
    assert refused.value.code == "taken-by-other"


def test_giving_back_is_for_the_one_who_took_it_or_a_supervisor(referred, officers_of):
    clearance.take(referred, 1, by=officers_of["ana"], now=NOW)
    with pytest.raises(NotPermitted):
        clearance.release(referred, 1, by=officers_of["ben"], now=NOW)
    clearance.release(referred, 1, by=officers_of["sue"], now=NOW)
    clearance.take(referred, 1, by=officers_of["ben"], now=NOW)
    clearance.release(referred, 1, by=officers_of["ben"], now=NOW)
    with referred.pool.connection() as db:
        kinds = [event.kind for _, event in events.about(db, ["referral:1"])]
    assert kinds == ["referral.raised", "referral.taken", "referral.released", "referral.taken", "referral.released"]


def test_who_is_held_is_told_of_first_when_an_officer_has_cleared(node, paxlst, officers_of):
    clearance.receive(node, paxlst(LISTED, flight="HH1"), carrier="HH", transport="http", now=NOW)
    clearance.decide(node, 1, SECONDARY, by=officers_of["ana"], version=1, now=NOW)
    assert told(node, "HH") == []
    clearance.decide(node, 1, CLEAR, by=officers_of["ben"], version=2, now=NOW)
    assert told(node, "HH") == [("change", ["board"])]
