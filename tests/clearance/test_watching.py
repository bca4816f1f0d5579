"""Time passes, lists change."""

from datetime import UTC, date, datetime, timedelta

import pytest

from preclear import clearance, watchlist
from preclear.inspection import Finding
from preclear.store import answers, events, lists

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
DUE = datetime(2026, 5, 1, 16, 45, tzinfo=UTC)
MARTIN = ("MARTIN", "ANNE", "800101", "AA000001")
LISTED = ("LISTED", "PERSON ALPHA", "740812", "AA000002")
CLEAR = Finding(findings={"test:1": "no_match"}, compared=("birth_date", "document"), outcome="clear", reason="another passport holder")


@pytest.fixture
def put_in_force(node, tmp_path):
    def put(*lines, day):
        path = tmp_path / "test.csv"
        path.write_text("id,name,birth_dates\n" + "\n".join(lines) + "\n")
        with node.pool.connection() as db:
            for edition in watchlist.load(path, dated=date(2026, 5, day)):
                lists.accept(db, edition, by="operator", now=NOW)
        assert node.reload()

    return put


def told(node):
    with node.pool.connection() as db:
        found = answers.waiting(db, "XX", after=0)
    return [(one.kind, {r["references"]["ABO"]: r["status"] for m in one.json["messages"] for r in m["results"]}) for one in found]


def test_a_passed_deadline_is_an_alarm_once_and_never_a_permission(node, paxlst):
    clearance.receive(node, paxlst(MARTIN, LISTED), carrier="XX", transport="http", now=NOW)
    assert clearance.alarm(node, DUE - timedelta(seconds=1)) == 0
    assert clearance.alarm(node, DUE) == 1
    assert clearance.alarm(node, DUE + timedelta(hours=5)) == 0
    with node.pool.connection() as db:
        assert db.execute("SELECT status FROM directive WHERE superseded_at IS NULL ORDER BY id").fetchall() == [("board",), ("contact",)]
        ((at, event),) = events.about(db, ["voyage:1"])
    assert (at, event.kind, event.detail) == (DUE, "alarm.late", {"people": 1})
    assert told(node) == []


def test_a_voyage_on_which_everyone_is_answered_is_not_late(node, paxlst):
    clearance.receive(node, paxlst(MARTIN), carrier="XX", transport="http", now=NOW)
    assert clearance.alarm(node, DUE + timedelta(minutes=1)) == 0


def test_a_carrier_that_does_not_acknowledge_a_change_is_an_alarm_once(node, paxlst, officers_of):
    clearance.receive(node, paxlst(LISTED), carrier="XX", transport="http", now=NOW)
    decided = clearance.decide(node, 1, CLEAR, by=officers_of["ana"], version=1, now=NOW)
    later = NOW + timedelta(minutes=node.settings.answer_escalate_minutes)
    assert clearance.alarm(node, later - timedelta(seconds=1)) == 0
    assert clearance.alarm(node, later) == 1
    assert clearance.alarm(node, later) == 0
    with node.pool.connection() as db:
        kinds = [event.kind for _, event in events.about(db, [decided.answer.subject])]
    assert kinds == ["answer.made", "alarm.silent"]


def test_a_changed_list_meets_everyone_still_to_travel(node, paxlst, put_in_force):
    clearance.receive(node, paxlst(MARTIN, LISTED), carrier="XX", transport="http", now=NOW)
    assert not clearance.rescreen(node, NOW)
    put_in_force('9,"MARTIN, ANNE",1980-01-01', day=2)
    assert clearance.rescreen(node, NOW)
    assert not clearance.rescreen(node, NOW)
    assert told(node) == [("change", {"AA000001": "contact", "AA000002": "board"})]
    with node.pool.connection() as db:
        states = db.execute(
            "SELECT t.family_name, r.state, r.questions FROM referral r JOIN traveller t ON t.id = r.traveller_id ORDER BY r.id"
        ).fetchall()
        (detail,) = db.execute("SELECT detail FROM event WHERE kind = 'manifest.rescreened'").fetchone()
    assert states == [("LISTED", "lapsed", ["test:1"]), ("MARTIN", "open", ["test:9"])]
    assert (detail["travellers"], detail["changed"]) == (2, 2)


def test_who_is_found_as_before_is_left_as_before(node, paxlst, put_in_force, officers_of):
    clearance.receive(node, paxlst(MARTIN, LISTED), carrier="XX", transport="http", now=NOW)
    clearance.decide(node, 1, CLEAR, by=officers_of["ana"], version=1, now=NOW)
    before = told(node)
    put_in_force('1,"LISTED, PERSON ALPHA",1974-08-12', '7,"QUITE, ANOTHER",1950', day=3)
    assert clearance.rescreen(node, NOW)
    assert told(node) == before
    with node.pool.connection() as db:
        assert db.execute("SELECT count(*), count(DISTINCT circumstances) FROM traveller").fetchall() == [(2, 1)]


def test_who_has_departed_is_not_screened_again(node, paxlst, put_in_force):
    clearance.receive(node, paxlst(MARTIN), carrier="XX", transport="http", now=NOW)
    put_in_force('9,"MARTIN, ANNE",1980-01-01', day=2)
    assert not clearance.rescreen(node, datetime(2026, 5, 1, 17, 15, tzinfo=UTC))
