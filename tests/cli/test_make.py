from __future__ import annotations

from datetime import datetime

from preclear import messages
from preclear.cli.make import make
from preclear.demo import truth


def test_messages_their_truth_and_the_list_are_written_the_same_for_the_same_seed(tmp_path):
    at = datetime.fromisoformat("2026-07-14T19:00:00")
    for folder in ("first", "again"):
        make(tmp_path / folder, messages=20, seed=2, at=at)
    names = sorted(path.name for path in (tmp_path / "first").iterdir())
    assert len(names) == 2 * 20 + 1
    assert {name: (tmp_path / "first" / name).read_bytes() for name in names} == {
        name: (tmp_path / "again" / name).read_bytes() for name in names
    }
    for file in (tmp_path / "first").glob("*.edi"):
        told = truth.read(file.with_suffix(".json").read_bytes())
        assert messages.read(file.read_bytes()).readable == told.readable
