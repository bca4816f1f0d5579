from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

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
