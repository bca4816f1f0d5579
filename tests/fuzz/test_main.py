"""A run in stretches: each seed once, the counts added up, and a target that fails is told."""

from __future__ import annotations

import pytest

from tests.fuzz import __main__ as command


def run(monkeypatch, *arguments):
    monkeypatch.setattr("sys.argv", ["tests.fuzz", *arguments])
    return command.main()


def test_a_run_goes_in_stretches_of_their_own_seeds(monkeypatch, capfd):
    monkeypatch.setattr(command, "STRETCH", 40)
    assert run(monkeypatch, "dates", "certificate", "--runs", "100", "--seed", "3", "--at-once", "2", "--by-chance") == 0
    lines = [line.split() for line in capfd.readouterr().out.splitlines()]
    assert sorted((line[0], line[1]) for line in lines[:6]) == [
        (name, runs) for name in ("certificate", "dates") for runs in ("20", "40", "40")
    ]
    assert [(line[0], line[1], line[-1]) for line in lines[6:]] == [("dates", "100", "6"), ("certificate", "100", "6")]


def test_a_target_that_is_not_there_is_wrong_usage(monkeypatch):
    with pytest.raises(SystemExit) as left:
        run(monkeypatch, "dates", "no such", "--by-chance")
    assert left.value.code == 2
