"""Retention as an operator handles it: what holds, what is due, holds, and the figures of a year."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from functools import partial
from importlib.resources import files

import pytest

from preclear import clearance
from preclear.errors import SourceError

RECEIVED = datetime(2020, 5, 1, 6, tzinfo=UTC)
PEOPLE = [("QUIETMARK", f"PAT {letter}", "851231", f"AA00010{n}") for n, letter in enumerate("ABCDEFGHIJKL")]


@pytest.fixture
def give(give, node, paxlst, officers_of):
    """Give a command of retention to a node that took in a list years ago, which the law of its country lets it keep no more."""
    clearance.receive(node, paxlst(*PEOPLE, day="200501"), carrier="XX", transport="http", now=RECEIVED)
    return partial(give, "retention")


def test_what_is_due_is_shown_held_done_and_counted_when_it_is_gone(give, node):
    status, out, _ = give("policy", "--json")
    kinds = [json.loads(line) for line in out.splitlines()]
    assert (status, next(one["deleted_after"] for one in kinds if one["kind"] == "list")) == (0, "12 months")
    assert json.loads(give("due", "--json")[1].splitlines()[0]) | {"done_at": None} == {
        "kind": "list",
        "records": 12,
        "masked": 0,
        "oldest": "2020-05-01",
        "deleted_after": "12 months",
        "done_at": None,
    }
    status, _, said = give("hold", "voyage", "1", "--reason", "an appeal", "--authority", "court 7", "--by", "nobody")
    assert (status, "--by" in said) == (2, True)
    assert give("hold", "voyage", "1", "--reason", "an appeal", "--authority", "court 7", "--by", "pat")[0] == 0
    assert json.loads(give("hold", "--json")[1])["of"] == "voyage:1"
    assert give("run")[0] == 0
    with node.pool.connection() as db:
        assert db.execute("SELECT count(*) FROM traveller").fetchone() == (12,)  # held
        db.execute("UPDATE legal_hold SET ended_at = now(), ended_why = 'of this test'")
        db.execute("UPDATE voyage SET retained_until = NULL")
    before = give("figures", "2020", "--exact", "--csv")[1]
    status, out, _ = give("run")
    assert (status, "voyage: traveller: 12" in out) == (0, True)
    with node.pool.connection() as db:
        assert db.execute("SELECT (SELECT count(*) FROM traveller) + (SELECT count(*) FROM voyage)").fetchone() == (0,)
    assert give("figures", "2020", "--exact", "--csv")[1] == before
    rows = list(csv.DictReader(io.StringIO(give("figures", "2020", "--csv")[1])))
    assert {(row["measure"], row["by"]): row["count"] for row in rows if row["measure"] == "travellers"}["travellers", "all"] == "12"
    assert [row["count"] for row in rows if row["measure"] == "messages"] == ["1"]
    assert give("figures", "1999")[0] == 2


def test_a_folder_of_ones_own_is_tried_without_a_database(called, tmp_path):
    for file in (files("preclear") / "policy" / "retention").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    status, out, _ = called("retention", "policy", "--party", "CAN", "--folder", str(tmp_path))
    assert (status, "3 years 6 months" in out) == (0, True)
    (tmp_path / "event.toml").unlink()
    with pytest.raises(SourceError, match=r"event\.toml: this file is missing"):
        called("retention", "policy", "--folder", str(tmp_path))
