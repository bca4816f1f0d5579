"""The node's own list: nobody is screened by what one officer alone proposed, and what has expired is gone."""

from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest

from preclear import clearance
from preclear.errors import Conflict, NotFound, NotPermitted
from preclear.manifest import PartialDate
from preclear.store import lookouts
from preclear.watchlist import BirthDate, Entry, ListedDocument, Name

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
LAST = date(2026, 5, 3)
WANTED = Entry(ref="", names=(Name.of_parts("KOVALENKO", "MYKOLA"),), birth_dates=(BirthDate(PartialDate(1971, 3, 2)),))
BOOK = Entry(ref="", names=(Name("lost book"),), documents=(ListedDocument("ZZ7654321", "CAN"),))
TRAVELLER = ("KOVALENKO", "MYKOLA", "710302", "UA1234567")


def propose(node, who, entry=WANTED, expires=LAST):
    with node.pool.connection() as db:
        return lookouts.propose(db, entry, reason="seen with a listed person", expires=expires, by=who, now=NOW)


def approve(node, number, who, now=NOW):
    with node.pool.connection() as db:
        lookouts.approve(db, number, by=who, now=now)
    node.reload()


def outcome(node, raw, now=NOW):
    clearance.receive(node, raw, carrier="XX", transport="http", now=now)
    with node.pool.connection() as db:
        return db.execute(
            "SELECT t.outcome, array(SELECT entry_ref FROM hit WHERE traveller_id = t.id) FROM traveller t ORDER BY id DESC LIMIT 1"
        ).fetchone()


def test_nobody_is_screened_by_what_one_officer_proposed(node, officers_of, paxlst):
    number = propose(node, officers_of["ana"])
    node.reload()
    assert outcome(node, paxlst(TRAVELLER))[1] == []
    with pytest.raises(NotPermitted):
        approve(node, number, officers_of["ana"])
    approve(node, number, officers_of["sue"])
    assert outcome(node, paxlst(TRAVELLER, flight="XX421", control="2")) == ("refer", [f"lookout:{number}"])


def test_a_document_alone_can_be_looked_out_for(node, officers_of, paxlst):
    number = propose(node, officers_of["ana"], BOOK)
    approve(node, number, officers_of["sue"])
    assert outcome(node, paxlst(("MARTIN", "ANNE", "800101", "ZZ7654321"))) == ("refer", [f"lookout:{number}"])


def test_what_has_expired_is_gone_by_itself(node, officers_of, paxlst):
    approve(node, propose(node, officers_of["ana"]), officers_of["sue"])
    for day, listed in ((LAST, True), (LAST + timedelta(days=1), False)):
        now = datetime(day.year, day.month, day.day, 0, 1, tzinfo=UTC)
        with node.pool.connection() as db:
            assert lookouts.publish(db, now) is not listed
            assert [one.listed for one in lookouts.every(db)] == [listed]
            assert not lookouts.publish(db, now)
    node.reload()
    assert outcome(node, paxlst(TRAVELLER))[1] == []


def test_who_takes_one_back_ends_it(node, officers_of, paxlst):
    number = propose(node, officers_of["ana"])
    approve(node, number, officers_of["sue"])
    with node.pool.connection() as db:
        lookouts.end(db, number, why="found to be another person", by=officers_of["ben"], now=NOW)
    node.reload()
    assert outcome(node, paxlst(TRAVELLER))[1] == []
    with node.pool.connection() as db:
        assert lookouts.find(db, number).state(NOW.date()) == "ended"
        for again in (
            lambda: lookouts.end(db, number, why="x", by=officers_of["ana"], now=NOW),
            lambda: approve(node, number, officers_of["ben"]),
        ):
            with pytest.raises(Conflict):
                again()


def test_an_expired_proposal_cannot_be_approved(node, officers_of):
    number = propose(node, officers_of["ana"])
    with pytest.raises(Conflict):
        approve(node, number, officers_of["sue"], now=NOW + timedelta(days=9))
    with pytest.raises(NotFound):
        approve(node, 4711, officers_of["sue"])


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("UPDATE lookout SET approved_by = proposed_by, approved_at = now()", psycopg.errors.CheckViolation),
        ("UPDATE lookout SET reason = 'other'", psycopg.errors.InsufficientPrivilege),
        ("UPDATE lookout SET entry = jsonb_set(entry, '{remarks}', '\"x\"')", psycopg.errors.InsufficientPrivilege),
        ("UPDATE lookout SET listed = true", psycopg.errors.CheckViolation),
        ("DELETE FROM lookout", psycopg.errors.InsufficientPrivilege),
    ],
)
def test_the_database_holds_it_too(node, officers_of, statement, error):
    propose(node, officers_of["ana"])
    with node.pool.connection() as db, db.transaction(force_rollback=True), pytest.raises(error):
        db.execute(statement)
