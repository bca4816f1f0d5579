"""The rules of a node, as an operator takes them in, writes them out, stops one, and has past outcomes explained."""

import json
from datetime import UTC, datetime
from functools import partial

import pytest

from preclear import clearance
from preclear import rules as room
from preclear.store import rules

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
EXPIRED = ("MARTIN", "ANNE", "800101", "BB000001")


@pytest.fixture
def give(give):
    """Give a command of the rules to the node of the test."""
    return partial(give, "rules")


def test_rules_go_out_byte_for_byte_and_come_in_again(give, tmp_path):
    folder = tmp_path / "out"
    assert give("export", folder)[0] == 0
    assert {str(file.relative_to(folder))[:-5]: file.read_bytes() for file in folder.rglob("*.toml")} == room.whole()
    file = folder / "minor-alone.toml"
    file.write_bytes(file.read_bytes() + b"# ours\r\n")
    assert give("import", folder)[:2] == (0, "minor-alone: in force\n")
    again = tmp_path / "again"
    (again).mkdir()
    (again / "notes.toml").write_text("x = 1")
    status, _, said = give("export", again)
    assert (status, "notes.toml: no rule in force" in said) == (0, True)
    assert (again / "minor-alone.toml").read_bytes() == file.read_bytes()


def test_a_folder_may_wait_for_an_approver(give, tmp_path, node):
    folder = tmp_path / "out"
    give("export", folder)
    (folder / "minor-alone.toml").write_bytes((folder / "minor-alone.toml").read_bytes() + b"# ours\n")
    assert give("import", folder, "--draft")[1] == "minor-alone: draft\n"
    with node.pool.connection() as db:
        assert [(v.number, v.state) for v in rules.versions(db, "minor-alone")] == [(2, "draft"), (1, "in_force")]


def test_a_rule_is_stopped_and_its_history_told(give, node):
    assert give("suspend", "minor-alone", "--reason", "it hits school classes")[0] == 0
    _, out, _ = give("history", "minor-alone", "--json")
    (version,) = map(json.loads, out.splitlines())
    assert (version["state"], version["origin"]) == ("suspended", "files")
    assert [(step["new"], step["by"], step["why"]) for step in version["steps"]] == [
        ("in_force", "files", "the folder of rules was changed"), ("suspended", "operator", "it hits school classes"),
    ]  # fmt: skip
    assert "school" in give("history", "minor-alone")[1]
    assert give("suspend", "minor-alone", "--reason", "again")[0] == 2
    assert give("history", "no-such-rule")[0] == 2
    node.reload()
    assert node.circumstances.rules.rule("minor-alone") is None


def test_a_past_outcome_is_explained(give, node, paxlst):
    raw = paxlst(EXPIRED).replace(b"DTM+36:300101", b"DTM+36:260101")
    clearance.receive(node, raw, carrier="XX", transport="http", now=NOW)
    status, out, _ = give("explain", 1, "--json")
    (said,) = map(json.loads, out.splitlines())
    assert (status, said["same"], said["on"], said["recorded"]["outcome"]) == (0, True, "2026-05-01", "refer")
    assert said["recorded"] == said["again"]
    assert [(each["rule"], each["version"]) for each in said["fired"]] == [("document-expired", 1)]
    status, out, _ = give("explain", 1, 99)
    assert status == 1
    assert "1: refer on 2026-05-01; the same again, to the byte" in out
    assert "document-expired (version 1 of its file, " in out
    assert "The travel document expires on 2026-01-01; arrival is on 2026-05-01." in out
    assert "99: there is no such outcome" in out
    with node.pool.connection() as db:
        kinds = db.execute("SELECT kind, purpose FROM event WHERE subject = 'traveller:1' AND actor = 'operator' ORDER BY id").fetchall()
    assert kinds == [("record.read", "to explain an outcome"), ("rule.explained", None)] * 2
