"""A command as a shell runs it: words and standard input in, status and what was printed out."""

from __future__ import annotations

import io

import pytest

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
