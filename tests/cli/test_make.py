from __future__ import annotations

import json
from datetime import datetime

import pytest

from preclear import cli
from preclear import messages as received
from preclear.cli.make import messages, traffic_
from preclear.demo import truth
from preclear.demo.kinds import KINDS

AT = datetime.fromisoformat("2026-07-14T19:00:00")


def test_messages_their_truth_and_the_list_are_written_the_same_for_the_same_seed(tmp_path):
    for folder in ("first", "again"):
        traffic_(tmp_path / folder, messages=20, seed=2, at=AT)
    names = sorted(path.name for path in (tmp_path / "first").iterdir())
    assert len(names) == 2 * 20 + 1
    assert {name: (tmp_path / "first" / name).read_bytes() for name in names} == {
        name: (tmp_path / "again" / name).read_bytes() for name in names
    }
    for file in (tmp_path / "first").glob("*.edi"):
        told = truth.read(file.with_suffix(".json").read_bytes())
        assert received.read(file.read_bytes()).readable == told.readable


def test_messages_of_every_kind_are_written_with_their_truth(tmp_path):
    for folder in ("first", "again"):
        assert messages(tmp_path / folder, seed=3, count=3 * len(KINDS), people="2-9", damaged=0.5, at=AT) == 0
    files = sorted(path.name for path in (tmp_path / "first").iterdir())
    assert all((tmp_path / "first" / name).read_bytes() == (tmp_path / "again" / name).read_bytes() for name in files)
    told = [json.loads((tmp_path / "first" / name).read_bytes()) for name in files if name.endswith(".truth.json")]
    assert {one["kind"] for one in told} == set(KINDS)
    assert {one["file"] for one in told} == {name for name in files if not name.endswith(".truth.json")}
    assert any(one["damages"] for one in told)
    assert not all(one["damages"] for one in told)


def test_the_command(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        cli.main(["make", "messages", str(tmp_path / "made"), "--seed", "1", "--count", "4", "--kind", "CSV", "--people", "3"])
    assert ended.value.code == 0
    assert len(list((tmp_path / "made").glob("*.csv"))) == 4
    with pytest.raises(SystemExit) as ended:
        cli.main(["make", "messages", str(tmp_path / "made"), "--kind", "MORSE"])
    assert ended.value.code == 2
