"""What is said of sites is kept: history cannot be changed past the program either, and each word has its event."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import psycopg
import pytest

from preclear import places
from preclear.errors import Conflict, NotFound
from preclear.inspection.sites import Ground, Period, Status, Stay, register
from preclear.store import sites

NOW = datetime(2026, 7, 1, 19, 0, tzinfo=UTC)
YVR = register(places.load()).on("YVR", NOW.date())
APRON = Ground(
    code="apron",
    site="YVR",
    kind="perimeter",
    name="Apron",
    name_fr="Aire de trafic",
    source="notice",
    stand="E83",
    periods=(Period(days=(0, 4), begins=time(4), ends=time(20, 30)),),
    valid_from=date(2026, 6, 1),
)
FLIGHT = Stay(site="YVR", stand="E83", conveyance="XX420", since=NOW)


def events(db):
    return [row[0] for row in db.execute("SELECT kind FROM event ORDER BY id").fetchall()]


def test_what_is_said_comes_back_whole_and_in_order(db):
    rests = replace(YVR, status=Status.SUSPENDED, valid_from=date(2026, 8, 1), valid_to=date(2026, 8, 31))
    sites.add_state(db, rests, by="officer:1", now=NOW)
    sites.add_ground(db, APRON, by="officer:1", now=NOW)
    sites.add_ground(db, replace(APRON, valid_to=date(2026, 9, 1)), by="officer:2", now=NOW)
    assert sites.states(db) == (rests,)
    assert [(said.ground, said.by) for said in sites.grounds(db, "YVR")] == [
        (APRON, "officer:1"),
        (replace(APRON, valid_to=date(2026, 9, 1)), "officer:2"),
    ]
    assert events(db) == ["site.said", "site.ground", "site.ground"]


def test_a_conveyance_stands_once_at_a_stand_and_leaves_once(db):
    number = sites.begin_stay(db, FLIGHT, by="officer:1", now=NOW)
    db.commit()
    with pytest.raises(Conflict, match="still stands at E83"):
        sites.begin_stay(db, replace(FLIGHT, conveyance="XX422"), by="officer:1", now=NOW)
    db.rollback()
    with pytest.raises(NotFound):
        sites.end_stay(db, "YVR", number, until=NOW, by="officer:1", now=NOW)  # not before it came
    with pytest.raises(NotFound):
        sites.end_stay(db, "YYZ", number, until=NOW + timedelta(hours=1), by="officer:1", now=NOW)
    sites.end_stay(db, "YVR", number, until=NOW + timedelta(hours=1), by="officer:1", now=NOW)
    with pytest.raises(NotFound):
        sites.end_stay(db, "YVR", number, until=NOW + timedelta(hours=2), by="officer:1", now=NOW)
    assert [row.stay for row in sites.stays(db, "YVR", since=NOW)] == [replace(FLIGHT, until=NOW + timedelta(hours=1))]
    assert sites.stays(db, "YVR", since=NOW + timedelta(hours=1)) == []
    assert events(db) == ["site.stands", "site.left"]


def test_a_perimeter_is_next_to_a_stand(db):
    with pytest.raises(Conflict, match="names the stand"):
        sites.add_ground(db, replace(APRON, stand=""), by="officer:1", now=NOW)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE site_state SET valid_to = '2030-01-01'",
        "DELETE FROM site_state",
        "UPDATE site_ground SET kind = 'area', stand = ''",
        "DELETE FROM site_ground",
        "UPDATE conveyance_stay SET since = since - interval '1 hour'",
        "UPDATE conveyance_stay SET until = since + interval '2 hours', ended_by = 'x', ended_at = now() WHERE until IS NOT NULL",
        "UPDATE conveyance_stay SET until = NULL, ended_by = NULL, ended_at = NULL",
        "DELETE FROM conveyance_stay",
        "UPDATE conveyance_stay SET until = since + interval '2 hours'",
    ],
)
def test_history_cannot_be_changed_past_the_program(db, statement):
    sites.add_state(db, YVR, by="officer:1", now=NOW)
    sites.add_ground(db, APRON, by="officer:1", now=NOW)
    number = sites.begin_stay(db, FLIGHT, by="officer:1", now=NOW)
    sites.end_stay(db, "YVR", number, until=NOW + timedelta(hours=1), by="officer:1", now=NOW)
    db.commit()
    with pytest.raises(psycopg.DatabaseError):
        db.execute(statement)
