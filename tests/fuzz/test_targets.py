"""Every target stands some damaged input in the normal run; ``python -m tests.fuzz`` goes further."""

from __future__ import annotations

import pytest

from tests.fuzz import running
from tests.fuzz.targets import TARGETS, Target


@pytest.mark.parametrize("name", TARGETS)
def test_a_reader_stands_what_is_damaged(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # an input that it does not stand is kept there
    assert running.by_chance(name, TARGETS[name], runs=300, seed=1).runs == 300


def test_what_a_reader_must_not_raise_is_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def read(raw: bytes) -> None:
        if b"x" in raw:
            raise KeyError("x")

    with pytest.raises(KeyError):
        running.by_chance("bad", Target(read, lambda: [b"abc"], words=(b"x",)), runs=10_000, seed=1)
    (kept,) = tmp_path.glob("fuzz-bad-*.bin")
    assert b"x" in kept.read_bytes()


def test_memory_is_limited(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(running.Excess):
        running.by_chance("heavy", Target(lambda raw: [bytearray(len(raw) * 40 + 2_000_000)], lambda: [b"abc"]), runs=200, seed=1)
