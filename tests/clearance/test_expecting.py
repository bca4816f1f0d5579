"""Expected voyages: what is not heard in time is an alarm once, which a message or an officer ends."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest

from preclear import clearance
from preclear.errors import NotFound, PreclearError
from preclear.manifest import Mode
from preclear.node import Node
from preclear.places.schedule_file import COLUMNS, read_schedule
from preclear.settings import Settings
from preclear.store import alarms, carriers, events, pages, schedule
from preclear.store.carriers import Carrier

SAID = datetime(2026, 4, 28, 12, 0, tzinfo=UTC)
LEAVES = datetime(2026, 5, 1, 17, 15, tzinfo=UTC)  # as the lists of ``paxlst`` say
DUE = LEAVES - timedelta(minutes=30)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
MARTIN = ("MARTIN", "ANNE", "800101", "AA000001")
DAILY = "XX,XX0420,YVR,SEA,1234567,10:15,11:20,2026-04-01,2026-12-31,spring schedule"


@pytest.fixture(scope="module")
def opened(new_database, tmp_path_factory):
    """One node for these tests, with the carriers XX and HH."""
    with (
        new_database() as url,
        psycopg.connect(url, autocommit=True) as owner,
        Node.open(Settings(database_url=url, data_folder=tmp_path_factory.mktemp("data"))) as opened,
    ):
        yield opened, owner


@pytest.fixture
def node(opened):
    """The node with nothing said and nothing received."""
    opened, owner = opened
    owner.execute("TRUNCATE carrier, officer, schedule_row, silence, silence_watch RESTART IDENTITY CASCADE")
    with opened.pool.connection() as db:
        for number, name in (("XX", "Example Airways"), ("HH", "Holding Rail")):
            carriers.add(db, Carrier(id=number, name=name, mode=Mode.AIR), by="operator", now=SAID)
    return opened


@pytest.fixture
def said(node):
    def say(*rows, now=SAID, **how):
        text = "\n".join([",".join(COLUMNS), *rows])
        found = read_schedule(text.encode(), node.circumstances.places, {"XX", "HH"}, party="USA", source="")
        assert found.faults == ()
        with node.pool.connection() as db:
            schedule.say(db, found.rows, by="operator", now=now, **how)

    return say


@pytest.fixture
def listen(node):
    """What a look at a time comes to; looks before it, every half minute, are not missed."""

    def at(now, *, watched=True):
        if watched:
            with node.pool.connection() as db:
                schedule.looked(db, now=now - timedelta(seconds=40))
        return clearance.listen(node, now)

    return at


def standing(node, now=LEAVES, sites=()):
    with node.pool.connection() as db:
        return [(alarm.kind, alarm.designator, alarm.voyage) for alarm in pages.alarms(db, list(sites), now)]


def send(node, message, now, carrier="XX"):
    clearance.receive(node, message, carrier=carrier, transport="http", now=now)


def test_a_first_list_that_does_not_come_is_an_alarm_once_and_ends_when_it_comes(node, said, listen, paxlst):
    said(DAILY)
    assert listen(DUE - SECOND).raised == 0
    assert listen(DUE).raised == 1
    assert listen(DUE + MINUTE).raised == 0
    assert standing(node) == [("no_list", "XX0420", None)]
    assert standing(node, sites=["SEA"]) == standing(node)
    assert standing(node, sites=["YUL"]) == []
    send(node, paxlst(MARTIN), DUE + 2 * MINUTE)  # the list says XX420
    assert listen(DUE + 3 * MINUTE) == clearance.Listened(0, 1, None)
    assert standing(node) == []
    with node.pool.connection() as db:
        told = [event.kind for at, event in events.about(db, ["silence:1"]) if at >= DUE]
    assert told == ["alarm.unheard", "silence.heard"]
    assert listen(DUE + 4 * MINUTE) == clearance.Listened(0, 0, None)


def test_a_list_in_time_is_no_alarm(node, said, listen, paxlst):
    said(DAILY)
    send(node, paxlst(MARTIN), DUE - MINUTE)
    assert listen(DUE).raised == 0
    assert listen(DUE + timedelta(hours=6)).raised == 0


def test_an_officer_ends_a_silence_by_name_and_it_stays_ended(node, said, listen, officers_of):
    said(DAILY)
    listen(DUE)
    ben = officers_of["ben"]
    asked = {"voyage": None, "reference": "1", "by": ben, "now": DUE + MINUTE}
    with node.pool.connection() as db:
        with pytest.raises(PreclearError, match="say what was done"):
            alarms.end(db, "no_list", **asked, done=" ", sites=[])
        with pytest.raises(NotFound):
            alarms.end(db, "no_list", **asked, done="called the duty desk", sites=["YUL"])
        with pytest.raises(NotFound):
            alarms.end(db, "no_list", **asked | {"reference": "2"}, done="called the duty desk", sites=[])
        alarms.end(db, "no_list", **asked, done="called the duty desk", sites=["YVR"])
    assert standing(node) == []
    assert listen(DUE + 5 * MINUTE).raised == 0
    with node.pool.connection() as db:
        (one,) = alarms.ended(db, ["YVR"], since=DUE)
        assert alarms.ended(db, ["YUL"], since=DUE) == []
        with pytest.raises(NotFound):
            alarms.end(db, "no_list", **asked, done="again", sites=[])
    assert (one.designator, one.carrier, one.done, one.name) == ("XX0420", "Example Airways", "called the duty desk", "Ben")


def test_each_function_has_its_own_deadline(node, said, listen, paxlst):
    with node.pool.connection() as db:
        held = carriers.find(db, "XX")
        agreed = carriers.terms({"profile": {"first_minutes": {"crew": 60, "booking": 1440, "list": 45}}}, held)
        carriers.agree(db, agreed, by="operator", now=SAID)
        with pytest.raises(PreclearError, match="first_minutes"):
            carriers.terms({"profile": {"first_minutes": {"cargo": 60}}}, held)
    said("XX,XX420,YVR,SEA,5,10:15,,2026-05-01,2026-05-01,s")
    assert listen(LEAVES - timedelta(days=1) - SECOND).raised == 0
    assert listen(LEAVES - timedelta(days=1)).raised == 1
    assert listen(LEAVES - timedelta(minutes=60)).raised == 1
    send(node, paxlst(MARTIN, document="250"), LEAVES - timedelta(minutes=50))  # the crew
    assert listen(LEAVES - timedelta(minutes=49)).heard == 1
    assert listen(LEAVES - timedelta(minutes=45)).raised == 1
    assert standing(node) == [("no_list", "XX420", 1), ("no_booking", "XX420", 1)]


def test_what_fell_due_while_no_node_was_at_work_is_raised_late_and_says_so(node, said, listen):
    said(DAILY)
    listen(DUE - timedelta(hours=1))
    done = listen(DUE + timedelta(hours=26), watched=False)
    assert done == clearance.Listened(2, 0, DUE - timedelta(hours=1))
    with node.pool.connection() as db:
        assert schedule.seen_late(db, [1, 2]) == {1: DUE - timedelta(hours=1), 2: DUE - timedelta(hours=1)}
        *_, (_, event) = events.about(db, ["schedule"])
    assert (event.kind, event.detail["raised"]) == ("schedule.caught_up", 2)
    assert listen(DUE + timedelta(hours=26, seconds=10), watched=False) == clearance.Listened(0, 0, None)


def test_what_the_schedule_does_not_say_any_more_is_no_silence(node, said, listen):
    said(DAILY)
    listen(DUE)
    said("XX,XX0420,YVR,SEA,5,,,2026-05-01,2026-05-01,mail of the carrier", now=DUE + MINUTE)
    listen(DUE + 2 * MINUTE)
    assert standing(node) == []
    said("XX,XX0420,YVR,SEA,5,11:15,,2026-05-01,2026-05-01,another mail", now=DUE + 3 * MINUTE)
    assert listen(DUE + 4 * MINUTE).raised == 0
    assert listen(DUE + timedelta(hours=1)).raised == 1  # again, for the new time
    assert standing(node) == [("no_list", "XX0420", None)]


def test_a_voyage_that_had_left_before_it_was_said_is_no_silence_and_one_that_is_due_already_is(node, said, listen):
    said(DAILY, now=LEAVES + SECOND)
    assert listen(LEAVES + MINUTE).raised == 0
    said(DAILY.replace("XX0420", "XX421"), now=LEAVES - MINUTE)
    assert listen(LEAVES + 2 * MINUTE).raised == 1


def test_a_delay_over_midnight_is_the_same_voyage_and_the_next_day_is_another(node, said, listen, paxlst):
    said("XX,XX420,YVR,SEA,1234567,23:30,,2026-04-30,2026-05-01,s")
    send(node, paxlst(MARTIN), datetime(2026, 4, 30, 22, tzinfo=UTC))  # leaves on 1 May at 10:15: neither
    late = paxlst(MARTIN, control="2").replace(b":2605011015:", b":2605010040:")
    send(node, late, datetime(2026, 4, 30, 22, 1, tzinfo=UTC))
    assert listen(datetime(2026, 5, 1, 6, 20, tzinfo=UTC)).raised == 0
    assert listen(datetime(2026, 5, 2, 6, 20, tzinfo=UTC)).raised == 1


def test_what_is_awaited_is_told_with_its_deadline_until_something_is_heard(node, said, paxlst):
    said(DAILY, "HH,HH7,SEA,YUL,5,12:00,,2026-05-01,2026-05-01,s")
    span = {"since": LEAVES - timedelta(hours=2), "due_before": LEAVES + timedelta(hours=8)}

    def awaited(*sites):
        with node.pool.connection() as db:
            found = clearance.awaited(db, node.circumstances.places, sites, **span)
        return [(one.expected.regular.designator, one.carrier.name, one.due_at) for one in found]

    hh = ("HH7", "Holding Rail", datetime(2026, 5, 1, 18, 30, tzinfo=UTC))
    assert awaited() == [("XX0420", "Example Airways", DUE), hh]
    assert awaited("YUL") == [hh]
    send(node, paxlst(MARTIN), SAID)
    assert awaited() == [hh]


def test_rows_stay_as_they_were_said_and_are_taken_back(node, said, opened):
    said(DAILY, DAILY.replace("XX0420", "XX7"))
    with node.pool.connection() as db:
        schedule.take_back(db, 1, by="officer:1", now=DUE)
        with pytest.raises(NotFound):
            schedule.take_back(db, 1, by="officer:1", now=DUE)
        assert [row.id for row in schedule.holding(db, date(2026, 5, 1), date(2026, 5, 1))] == [2]
    for statement in (
        "UPDATE schedule_row SET departs = '09:00' WHERE id = 2",
        "DELETE FROM schedule_row WHERE id = 2",
        "UPDATE schedule_row SET ended_at = NULL, ended_by = NULL WHERE id = 1",
    ):
        with pytest.raises(psycopg.errors.CheckViolation, match="stays as it was said"):
            opened[1].execute(statement)
    said(DAILY.replace("XX0420", "XX8"), replace=True)
    with node.pool.connection() as db:
        assert [row.regular.designator for row in schedule.holding(db, date(2026, 5, 1), date(2026, 5, 1), "XX")] == ["XX8"]
        assert schedule.holding(db, date(2027, 5, 1), date(2027, 5, 1)) == []
