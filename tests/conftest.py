"""Fixtures that every room's tests share, and a law of the whole suite: nothing is left out in silence, and in CI nothing at all."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import hypothesis
import psycopg
import pytest

from preclear import watchlist
from preclear.inspection import Officer
from preclear.manifest import Mode
from preclear.node import Node
from preclear.settings import Settings
from preclear.store import carriers, embedded, lists, migrate, officers
from preclear.store.carriers import Carrier
from preclear.store.pool import Database
from tests import logged

SHARED = Path(__file__).resolve().parents[2] / "shared"
NO_SPECIMENS = "no specimen data beside this checkout"

# How far the fuzzing tests go: a sample by default, further in .ci/nightly (--hypothesis-profile=nightly).
hypothesis.settings.register_profile("sample", deadline=None, max_examples=100)
hypothesis.settings.register_profile("nightly", deadline=None, max_examples=5000)
hypothesis.settings.load_profile("sample")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real and specimen data beside the checkout; a test that needs it is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(NO_SPECIMENS)
    return SHARED


def pytest_report_header(config: pytest.Config) -> str:
    """Say at the head of every run what it leaves out."""
    chosen = config.getoption("markexpr")
    return "tests marked long: left to .ci/nightly" if chosen == "not long" else f"tests chosen by marker: {chosen or 'all'}"


@pytest.hookimpl(tryfirst=True)  # before the marks choose
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that asks a database, for .ci/nightly to run again on another server."""
    for item in items:
        if "server" in getattr(item, "fixturenames", ()):
            item.add_marker("database")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI a test that would be skipped for want of a tool has failed; only specimen data may be absent there."""
    report = yield
    if named := logged.names("\n".join(text for _, text in report.sections)):
        report.outcome = "failed"
        report.longrepr = "the log names a person: " + "\n".join(named)
    if os.environ.get("CI") and report.skipped and not hasattr(report, "wasxfail") and NO_SPECIMENS not in str(report.longrepr):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where nothing may be: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server: the one of ``PRECLEAR_TEST_DATABASE_URL``, else an embedded one of this session's own."""
    if given := os.environ.get("PRECLEAR_TEST_DATABASE_URL"):
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="preclear-tests-"))  # not in tmp_path: as root, the server's account must get in
    try:
        with embedded.start(folder) as running:
            with psycopg.connect(running.url(), autocommit=True) as db:  # what these tests write need not survive a loss of power
                db.execute("ALTER SYSTEM SET fsync = off")
                db.execute("SELECT pg_reload_conf()")
            yield running.url()
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def migrated(server: str) -> Iterator[str]:
    """The name of a migrated, empty database from which each test's own is copied."""
    name = f"preclear_template_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as db:
        db.execute(f"CREATE DATABASE {name}")
        migrate.migrate(database_of(server, name))
        yield name
        db.execute(f"DROP DATABASE {name}")


@pytest.fixture(scope="session")
def new_database(server: str, migrated: str) -> Callable[[], AbstractContextManager[str]]:
    """What makes a migrated, empty database, gives its address, and removes it when the block ends."""

    @contextmanager
    def made() -> Iterator[str]:
        name = f"preclear_test_{os.getpid()}_{secrets.token_hex(4)}"
        with psycopg.connect(server, autocommit=True) as db:
            db.execute(f"CREATE DATABASE {name} TEMPLATE {migrated}")
            yield database_of(server, name)
            db.execute(f"DROP DATABASE {name} WITH (FORCE)")

    return made


@pytest.fixture
def database_url(new_database: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """The address of a migrated, empty database for one test."""
    with new_database() as url:
        yield url


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """A connection to a migrated, empty database, in a transaction that the test may commit."""
    with psycopg.connect(database_url) as connection:
        connection.execute("SET TIME ZONE 'UTC'")
        connection.commit()
        yield connection


def database_of(server: str, name: str) -> str:
    """Return the address of one database of a server."""
    parts = urlsplit(server)  # put together by hand: geturl loses the // of an address that names its socket in the query
    return f"{parts.scheme}://{parts.netloc}/{name}" + (f"?{parts.query}" if parts.query else "")


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """The settings of ``node``; a module of tests may put its own in their place."""
    return Settings(database_url=database_url, data_folder=tmp_path / "data", sweep_seconds=1)


@pytest.fixture
def node(settings: Settings, tmp_path: Path) -> Iterator[Node]:
    """A node with a list of two invented people, and three carriers: XX as usual, HH whose referred people are held, LL answered later."""
    list_file = tmp_path / "test.csv"
    list_file.write_text('id,name,birth_dates\n1,"LISTED, PERSON ALPHA",1974-08-12\n2,"SOUGHT, PERSON BETA",1960\n')
    with Node.open(settings) as opened:
        with opened.pool.connection() as db:
            carriers.add(db, Carrier(id="XX", name="Example Airways", mode=Mode.AIR), by="operator", now=BEGAN)
            carriers.add(db, Carrier(id="HH", name="Holding Rail", mode=Mode.AIR, referred="hold"), by="operator", now=BEGAN)
            carriers.add(db, Carrier(id="LL", name="Later Lines", mode=Mode.AIR, answers="later"), by="operator", now=BEGAN)
            for edition in watchlist.load(list_file, dated=date(2026, 5, 1)):
                lists.accept(db, edition, by="operator", now=BEGAN)
        opened.reload()
        yield opened


@pytest.fixture
def officers_of(node: Node) -> dict[str, Officer]:
    """Officers of the node, by login: ana and ben primary, sue supervisor, pat privacy."""
    roles = {"ana": {"primary"}, "ben": {"primary", "secondary"}, "sue": {"supervisor"}, "pat": {"privacy"}}
    with node.pool.connection() as db:
        return {
            login: officers.add(db, login, "a long pass phrase", name=login.title(), roles=frozenset(held), by="operator", now=BEGAN)
            for login, held in roles.items()
        }


BEGAN = datetime(2026, 5, 1, 6, 0, tzinfo=UTC)


class Paxlst(Protocol):
    """Makes a PAXLST interchange of invented people, each as (family name, given names, birth YYMMDD, passport number)."""

    def __call__(
        self, *people: tuple[str, str, str, str], flight: str = ..., document: str = ..., control: str = ..., day: str = ...
    ) -> bytes: ...


@pytest.fixture
def paxlst() -> Paxlst:
    """Lists for a flight from Vancouver to Seattle that leaves at 17:15 UTC."""
    return _paxlst


def _paxlst(
    *people: tuple[str, str, str, str], flight: str = "XX420", document: str = "745", control: str = "1", day: str = "260501"
) -> bytes:
    body = [
        f"BGM+{document}",
        f"RFF+TN:T{control}",
        f"TDT+20+{flight}+++{flight[:2]}",
        "LOC+125+YVR",
        f"DTM+189:{day}1015:201",
        "LOC+87+SEA",
        f"DTM+232:{day}1120:201",
    ]
    for family, given, birth, number in people:
        body += [f"NAD+FL+++{family}:{given}", "ATT+2++F", f"DTM+329:{birth}", "LOC+178+YVR", "LOC+179+SEA", "NAT+2+CAN"]
        body += [f"RFF+ABO:{number}", f"DOC+P:110:111+{number}", "DTM+36:300101", "LOC+91+CAN"]
    body.append(f"CNT+42:{len(people)}")
    segments = [
        f"UNB+UNOA:4+{flight[:2]}APIS:ZZ+PRECLEAR:ZZ+{day}:0600+{control}++APIS",
        "UNH+M1+PAXLST:D:12B:UN:IATA",
        *body,
        f"UNT+{len(body) + 2}+M1",
        f"UNZ+1+{control}",
    ]
    return ("UNA:+.? '" + "'\n".join(segments) + "'\n").encode()
