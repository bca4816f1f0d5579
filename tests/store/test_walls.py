"""The walls of the database, tried by SQL past the program, as each role."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime

import psycopg
import pytest
from psycopg import sql

from preclear.errors import SettingsError
from preclear.inspection import ROLES as DUTIES
from preclear.inspection import SEE_TRAVELLERS, Officer
from preclear.store import acting, walls
from preclear.store.acting import Acting
from preclear.store.pool import Database, open_pool

NOW = datetime(2026, 5, 1, tzinfo=UTC)
ROWS = """
INSERT INTO carrier (id, name, mode, created_at) VALUES ('XX', 'X', 'air', now()), ('YY', 'Y', 'air', now());
INSERT INTO carrier_key (hash, carrier_id, label, created_at) VALUES (sha256('x'), 'XX', 'x', now());
INSERT INTO officer (login, name, password_hash, roles, created_at) VALUES
    ('one', 'One', '', '{primary}', now()), ('two', 'Two', '', '{primary}', now());
INSERT INTO session (hash, officer_id, created_at, expires_at, ends_at) SELECT sha256(login::bytea), id, now(), now(), now() FROM officer;
INSERT INTO raw_message (carrier_id, transport, digest, size, sealed, received_at)
    VALUES ('XX', 'http', sha256('x'), 1, 'x', now()), ('YY', 'http', sha256('y'), 1, 'y', now());
INSERT INTO voyage (carrier_id, key, designator, mode, departure, arrival, record, first_seen_at)
    VALUES ('XX', 'x', 'XX1', 'air', 'YVR', 'SEA', '{}', now()), ('YY', 'y', 'YY1', 'air', 'YYZ', 'JFK', '{}', now());
INSERT INTO manifest (raw_message_id, message, voyage_id, function, travellers, record, envelope, faults, snapshot, head, saved_at)
    SELECT m.id, 1, v.id, 'full', 1, '{}', '{}', '[]', '{}', '{}', now() FROM raw_message m JOIN voyage v USING (carrier_id);
INSERT INTO traveller (manifest_id, voyage_id, ordinal, key, role, family_name, given_names, record, outcome, reasons,
                       questions, circumstances)
    SELECT id, voyage_id, 1, 'k', 'passenger', 'INVENTED', 'PERSON', '{}', 'clear', '[]', '{}', '' FROM manifest;
INSERT INTO answer (carrier_id, voyage_id, kind, reference, cusres, json, made_at)
    SELECT carrier_id, id, 'answer', 'r', '', '{}', now() FROM voyage;
INSERT INTO event (at, kind, actor, subject) VALUES (now(), 'node.started', 'node', 'node');
"""
OF_PEOPLE = ("voyage", "manifest", "traveller", "answer", "raw_message")


@pytest.fixture(scope="module")
def filled(new_database: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """A database with a person on each of two carriers' voyages, at different sites."""
    with new_database() as url:
        with psycopg.connect(url) as db:
            db.execute(ROWS)
        yield url


@pytest.fixture
def other(filled: str) -> Iterator[Database]:
    """A connection whose transaction is undone."""
    with psycopg.connect(filled) as db:
        yield db
        db.rollback()


def counted(db: Database, table: str) -> int:
    row = db.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    assert row
    return int(row[0])


def refused(db: Database, statement: str) -> bool:
    try:
        with db.transaction():
            db.execute(statement)  # type: ignore[arg-type]  # written in this module
    except psycopg.errors.InsufficientPrivilege:
        return True
    return False


def duty(*duties: str, sites: frozenset[str] | None = None) -> Acting:
    return Acting("preclear_officer", 1, frozenset(duties), sites)


def test_who_forgets_to_say_who_acts_sees_nothing(other: Database) -> None:
    other.execute("SET LOCAL ROLE preclear_officer")
    assert [counted(other, table) for table in OF_PEOPLE] == [0] * len(OF_PEOPLE)
    other.execute("SET LOCAL ROLE preclear_carrier")
    assert [counted(other, table) for table in ("voyage", "answer", "raw_message")] == [0, 0, 0]
    other.execute("SET LOCAL ROLE preclear_door")
    assert all(refused(other, f"SELECT FROM {table}") for table in OF_PEOPLE)


def test_the_user_of_the_node_may_do_nothing_before_it_says_who_acts(other: Database) -> None:
    walls.make_login(other)
    other.execute(f"SET LOCAL SESSION AUTHORIZATION {acting.APPLICATION}")
    assert all(refused(other, f"SELECT FROM {table}") for table in walls.TABLES)
    walls_of = "UPDATE wall SET digest = ''", "DROP TABLE event", "ALTER TABLE event DISABLE TRIGGER ALL", "CREATE TABLE mine ()"
    assert all(refused(other, statement) for statement in walls_of)


@pytest.mark.parametrize("held", DUTIES)
def test_each_duty_sees_people_only_where_it_is_to(other: Database, held: str) -> None:
    acting.say(other, duty(held))
    seen = 2 if held in SEE_TRAVELLERS else 0
    assert [counted(other, table) for table in OF_PEOPLE] == [seen] * len(OF_PEOPLE)


def test_an_officer_sees_and_writes_at_his_own_sites_alone(other: Database) -> None:
    acting.say(other, duty("primary", sites=frozenset({"SEA"})))
    assert [counted(other, table) for table in ("voyage", "manifest", "traveller", "answer")] == [1, 1, 1, 1]
    changed = other.execute("UPDATE traveller SET withdrawn = true RETURNING voyage_id").fetchall()
    assert len(changed) == 1
    there = "SELECT m.id, m.voyage_id, 2, 'z', 'passenger', 'A', 'B', '{}'::jsonb, 'clear', '[]'::jsonb, '{}'::text[], '' FROM manifest m"
    columns = "manifest_id, voyage_id, ordinal, key, role, family_name, given_names, record, outcome, reasons, questions, circumstances"
    assert not refused(other, f"INSERT INTO traveller ({columns}) {there}")
    elsewhere = there.replace("m.voyage_id", "m.voyage_id + 1")
    assert refused(other, f"INSERT INTO traveller ({columns}) {elsewhere}")
    acting.say(other, duty("primary", sites=frozenset({"YUL"})))
    assert counted(other, "traveller") == 0


def test_a_carrier_sees_its_own_traffic_alone(other: Database) -> None:
    acting.say(other, acting.of_carrier("XX"))
    assert other.execute("SELECT carrier_id FROM answer UNION SELECT carrier_id FROM voyage").fetchall() == [("XX",)]
    assert other.execute("UPDATE answer SET attempts = 1 RETURNING carrier_id").fetchall() == [("XX",)]
    assert all(refused(other, f"SELECT FROM {table}") for table in ("traveller", "hit", "referral", "carrier_key", "officer"))
    assert refused(other, "UPDATE answer SET cusres = ''")


def test_an_officer_keeps_to_his_own_sessions_and_no_carriers_key(other: Database) -> None:
    acting.say(other, duty("primary"))
    assert other.execute("SELECT officer_id FROM session").fetchall() == [(1,)]
    assert counted(other, "carrier_key") == 0
    assert other.execute("UPDATE officer SET name = 'x' RETURNING id").fetchall() == [(1,)]
    acting.say(other, duty("administrator"))
    assert (counted(other, "session"), counted(other, "carrier_key")) == (2, 1)


@pytest.mark.parametrize("who", [acting.NODE, duty(*SEE_TRAVELLERS), acting.DOOR, acting.of_carrier("XX"), acting.FINDER, acting.RETENTION])
def test_what_is_written_once_stays_and_no_role_changes_a_table(other: Database, who: Acting) -> None:
    acting.say(other, who)
    if who is not acting.RETENTION:
        for name, table in walls.TABLES.items():
            if table.writes in {walls.ONCE, walls.LAW}:
                assert refused(other, f"DELETE FROM {name}"), name
                assert refused(other, f"TRUNCATE {name}"), name
        assert all(refused(other, f"UPDATE event SET {column} = NULL") for column in ("at", "actor", "detail"))
        assert refused(other, "INSERT INTO erasure (at, kind, subject, policy) VALUES (now(), 'event', 'event', '')")
    assert all(
        refused(other, statement) for statement in ("CREATE TABLE mine ()", "DROP TABLE event", "ALTER TABLE event DISABLE TRIGGER ALL")
    )


def test_the_node_may_copy_and_the_finder_only_reads(other: Database) -> None:
    acting.say(other, acting.NODE)
    with other.cursor() as cursor, cursor.copy("COPY basis (digest, record, first_used_at) FROM STDIN") as copy:
        copy.write_row(("d", "{}", NOW))
    assert counted(other, "basis") == 1
    acting.say(other, acting.FINDER)
    assert counted(other, "traveller") == 2
    assert refused(other, "UPDATE traveller SET withdrawn = true")
    assert refused(other, "SELECT FROM officer")


def test_the_pool_says_who_acts_in_each_transaction_and_threads_begin_as_the_node(filled: str) -> None:
    officer = Officer(id=1, login="one", name="One", roles=frozenset({"primary"}), sites=frozenset({"SEA"}))
    with open_pool(filled, size=4) as pool:

        def seen() -> int:
            with pool.connection() as db:
                return counted(db, "traveller")

        assert seen() == 2
        with acting.acting(acting.of_officer(officer)):
            assert seen() == 1
            with pool.connection() as db:
                acting.go_on(db)
                assert counted(db, "traveller") == 1
            apart: list[int] = []
            thread = threading.Thread(target=lambda: apart.append(seen()))
            thread.start()
            thread.join()
            assert apart == [2]
        with acting.acting(acting.DOOR), pytest.raises(psycopg.errors.InsufficientPrivilege):
            seen()


def test_a_user_who_may_make_no_roles_is_told_what_the_administrator_runs(other: Database) -> None:
    other.execute("CREATE ROLE preclear_test_poor")
    other.execute("SET LOCAL ROLE preclear_test_poor")
    with pytest.raises(SettingsError, match="preclear database roles"), other.transaction():
        walls.let_in(other, "preclear_test_poor")
    assert "CREATE ROLE preclear_node NOLOGIN BYPASSRLS;" in walls.roles_sql()
    assert f"GRANT {', '.join(acting.ROLES)} TO preclear_app;" in walls.roles_sql()
