"""Fixtures that every room's tests share, and a law of the whole suite: nothing is left out in silence, and in CI nothing at all."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import hypothesis
import psycopg
import pytest

from preclear.store import embedded, migrate
from preclear.store.pool import Database

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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI a test that would be skipped for want of a tool has failed; only specimen data may be absent there."""
    report = yield
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


@pytest.fixture
def database_url(server: str, migrated: str) -> Iterator[str]:
    """The address of a migrated, empty database for one test."""
    name = f"preclear_test_{os.getpid()}_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as db:
        db.execute(f"CREATE DATABASE {name} TEMPLATE {migrated}")
        yield database_of(server, name)
        db.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def db(database_url: str) -> Iterator[Database]:
    """A connection to a migrated, empty database, in a transaction that the test may commit."""
    with psycopg.connect(database_url) as connection:
        connection.execute("SET TIME ZONE 'UTC'")
        connection.commit()
        yield connection


def database_of(server: str, name: str) -> str:
    """Return the address of one database of a server."""
    return urlsplit(server)._replace(path=f"/{name}").geturl()
