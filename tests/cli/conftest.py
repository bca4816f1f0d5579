"""A command as a shell runs it: words and standard input in, status and what was printed out."""

from __future__ import annotations

import io
import sys

import pytest
import structlog

from preclear import cli
from preclear.cli import app


class Bytes(io.TextIOWrapper):
    """Standard input that holds some bytes."""

    def __init__(self, raw: bytes) -> None:
        super().__init__(io.BytesIO(raw), encoding="utf-8")


@pytest.fixture
def called(capfdbinary, monkeypatch):
    """Run a command; return its status, what it printed, and what it said on standard error."""

    def call(*words, stdin=b""):
        monkeypatch.setattr("sys.stdin", Bytes(stdin))
        status = app([*words], exit_on_error=False, result_action="return_value")
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return call


@pytest.fixture
def give(monkeypatch, capsys, node):
    """Give a command to the node of the test; return exit status, standard output, standard error."""
    monkeypatch.setenv("PRECLEAR_DATABASE_URL", node.settings.database_url)
    monkeypatch.setenv("PRECLEAR_DATA_FOLDER", str(node.settings.data_folder))

    def give(*words):
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            cli.main(tuple(map(str, words)))
        out, err = capsys.readouterr()
        return left.value.code, out, " ".join(err.split())

    yield give
    structlog.reset_defaults()
