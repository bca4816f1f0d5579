from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg.types.json import Jsonb

from preclear.errors import SettingsError
from preclear.store.migrate import Migration, available, migrate

FIRST = Migration("0001_first", "CREATE TABLE first (id int)")
SECOND = Migration("0002_second", "CREATE TABLE second (id int); INSERT INTO second VALUES (1)")


@pytest.fixture
def empty(server):
    name = "preclear_test_migrate"
    with psycopg.connect(server, autocommit=True) as db:
        db.execute(f"DROP DATABASE IF EXISTS {name}")
        db.execute(f"CREATE DATABASE {name}")
        yield psycopg.conninfo.make_conninfo(server, dbname=name)
        db.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_each_migration_is_applied_once(empty):
    assert migrate(empty, (FIRST,)) == ("0001_first",)
    assert migrate(empty, (FIRST, SECOND)) == ("0002_second",)
    assert migrate(empty, (FIRST, SECOND)) == ()


def test_two_processes_that_start_together_are_safe(empty):
    with ThreadPoolExecutor(4) as pool:
        applied = list(pool.map(lambda _: migrate(empty, available()), range(4)))
    assert sorted(applied) == [(), (), (), tuple(migration.name for migration in available())]


def test_a_migration_that_fails_leaves_nothing_behind(empty):
    broken = Migration("0002_broken", "CREATE TABLE second (id int); SELECT 1/0")
    with pytest.raises(psycopg.errors.DivisionByZero):
        migrate(empty, (FIRST, broken))
    assert migrate(empty, (FIRST, SECOND)) == ("0002_second",)


REFUSED = {
    "an applied file that changed": (Migration("0001_first", "CREATE TABLE first (id bigint)"), SECOND),
    "a database ahead of the program": (FIRST,),
    "a file that comes before what is applied": (FIRST, Migration("0001_later", "SELECT 1"), SECOND),
}


@pytest.mark.parametrize("migrations", REFUSED.values(), ids=REFUSED)
def test_a_history_that_does_not_fit_is_refused(empty, migrations):
    migrate(empty, (FIRST, SECOND))
    with pytest.raises(SettingsError):
        migrate(empty, migrations)


def test_editions_that_were_kept_whole_become_steps_and_read_as_before(empty):
    before = tuple(each for each in available() if each.name < "0013")
    migrate(empty, before)
    editions = {1: {"a": 1, "b": 1, "c": 1}, 2: {"a": 2, "c": 1}, 3: {"a": 2, "b": 3, "c": 1}}
    with psycopg.connect(empty) as db:
        db.execute("INSERT INTO list_source (id, title, owner, legal_basis) VALUES ('x', 'X', '', '')")
        for number, entries in editions.items():
            db.execute(
                "INSERT INTO list_edition (source_id, digest, dated, imported_at, imported_by, entries, added, changed, removed, in_force,"
                " former_id) VALUES ('x', %s, '2026-05-01', now(), 'operator', 1, 0, 0, 0, %s, %s)",
                [str(number), number == 3, number - 1 or None],
            )
            for ref, said in entries.items():
                db.execute("INSERT INTO list_entry VALUES (%s, %s, %s)", [number, ref, Jsonb({"said": said})])
    migrate(empty, (*before, *(each for each in available() if each.name == "0013_editions_as_steps")))
    with psycopg.connect(empty) as db:
        read = {n: {ref: record["said"] for ref, record in db.execute("SELECT ref, record FROM listed(%s)", [n])} for n in editions}
        kept = db.execute("SELECT edition_id, ref, record IS NOT NULL FROM list_entry WHERE edition_id > 1 ORDER BY 1, 2").fetchall()
    assert read == editions
    assert kept == [(2, "a", True), (2, "b", False), (3, "b", True)]
