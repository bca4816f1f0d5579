"""The log of all events, as an operator, an auditor and somebody outside handle it."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from functools import partial

import psycopg
import pytest

from preclear import clearance

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
PERSON = ("LISTED", "PERSON ALPHA", "740812", "AA000002")


@pytest.fixture
def give(give, node, paxlst):
    """Give a command of the log to a node that took in a list."""
    clearance.receive(node, paxlst(PERSON), carrier="XX", transport="http", now=NOW)
    return partial(give, "audit")


def test_it_is_signed_verified_and_held_to_what_was_signed(give, node, tmp_path):
    note = tmp_path / "note"
    status, signed, _ = give("checkpoint")
    assert (status, signed.splitlines()[0]) == (0, "preclear.invalid/audit")
    note.write_text(signed)
    assert give("verify")[0] == 0
    status, out, _ = give("verify", note, "--json")
    told = json.loads(out)
    assert (status, told["faults"], told["checkpoints"], told["waiting"]) == (0, 0, 2, 0)
    with psycopg.connect(node.settings.database_url) as db:  # as whoever runs the database can
        db.execute("ALTER TABLE event DISABLE TRIGGER event_append_only")
        db.execute("UPDATE event SET actor = 'carrier:XY' WHERE id = 3")
    status, _, said = give("verify", note)
    assert status == 1
    assert "event 3 at place 2 is not the one that was committed to" in said


def test_somebody_outside_checks_with_python_alone(give, tmp_path):
    old = tmp_path / "old"
    old.write_text(give("checkpoint")[1])
    key = give("key")[1].strip()
    program, proof, growth, log = (tmp_path / name for name in ("verify_audit.py", "event.json", "growth.json", "log.jsonl"))
    program.write_text(give("verifier")[1])
    proof.write_text(give("prove", "1")[1])
    growth.write_text(give("prove", "--first", old)[1])
    log.write_text(give("export")[1])
    ran = subprocess.run([sys.executable, "-I", "-S", program, key, proof, growth, log], capture_output=True, text=True, check=False)
    assert (ran.returncode, len(ran.stdout.splitlines()), ran.stderr) == (0, 3, "")
    assert give("check", proof, growth, "--key", key)[0] == 0
    proof.write_text(proof.read_text().replace('"index": 0', '"index": 1'))
    assert give("check", proof, growth, "--key", key)[0] == 1
    assert subprocess.run([sys.executable, program, key, proof], capture_output=True, check=False).returncode == 1


def test_what_cannot_be_is_said(give, tmp_path):
    assert give("prove")[0] == 2
    assert give("prove", "99999") == (2, "", "preclear: there is no event 99999 in a tree that was signed")
    assert give("verify", "--key", "nobody")[0] == 2
    assert give("verify", tmp_path / "missing")[0] == 2
