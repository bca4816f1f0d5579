"""The tree over all events: nothing that happened is missing from it, whatever is changed later is found, and others can check it."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import psycopg
import pytest

from preclear import clearance
from preclear.audit import Event, checkpoint, evidence
from preclear.audit.checkpoint import Signer
from preclear.audit.tree import ProofError
from preclear.errors import NotFound
from preclear.store import events, tree

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
PERSON = ("LISTED", "PERSON ALPHA", "740812", "AA000002")
SIGNER = Signer.of("node.example/audit", bytes(range(32)))
KEY = SIGNER.public
VERIFIER = files("preclear") / "resources" / "verify_audit.py"


def happened(db, count, at=NOW):
    events.write(db, *(Event("rule.moved", "node", f"rule:{n}", detail={"n": n}) for n in range(count)), at=at)


def signed(db, now=NOW):
    while tree.grow(db):
        pass
    return tree.sign(db, SIGNER, now)


@pytest.fixture(scope="module")
def kept(new_database):
    """The address of a database with 700 events in the tree, signed after 300 and at the end."""
    with new_database() as url:
        with psycopg.connect(url) as db:
            happened(db, 300)
            signed(db)
            happened(db, 400, NOW + timedelta(hours=1))
            signed(db, NOW + timedelta(hours=1))
        yield url


@pytest.fixture
def log(kept):
    """A connection to it, in a transaction of which nothing stays."""
    with psycopg.connect(kept) as db, db.transaction(force_rollback=True):
        yield db


def past_the_program(db):
    """Do as whoever runs the database can: no trigger, no foreign key."""
    db.execute("ALTER TABLE event DISABLE TRIGGER event_append_only")
    db.execute("SET session_replication_role = replica")


def say_that_it_deletes(db):
    """Write down that this transaction deletes: nothing goes without it."""
    db.execute("INSERT INTO erasure (at, kind, subject, policy) VALUES (now(), 'event', 'event', '')")


def alone(key, *paths):
    """What the verifier that needs nothing says: its status and its lines."""
    ran = subprocess.run([sys.executable, "-I", "-S", str(VERIFIER), key, *paths], capture_output=True, text=True, check=False)
    assert not ran.stderr
    return ran.returncode, ran.stdout


def test_all_that_a_node_did_is_in_the_tree(node, paxlst, officers_of):
    clearance.receive(node, paxlst(PERSON), carrier="XX", transport="http", now=NOW)
    clearance.take(node, 1, by=officers_of["ana"], now=NOW)
    made = clearance.sign(node.pool, node.signer, NOW)
    assert clearance.sign(node.pool, node.signer, NOW) is None  # nothing came to it
    with node.pool.connection() as db:
        found = clearance.verify(db, [node.signer.public])
        (count,) = db.execute("SELECT count(*) FROM event").fetchone()
        assert db.execute("SELECT count(*) FROM event WHERE kind = 'referral.taken'").fetchone() == (1,)
    assert (found.events, found.signed, found.waiting, found.checkpoints, found.wrong) == (count, count, 0, 1, [])
    assert (made.size, made.root) == (count, found.root)


def test_events_wait_until_they_are_in_the_tree(log):
    happened(log, 3)
    found = clearance.verify(log, [KEY])
    assert (found.events, found.signed, found.waiting, found.checkpoints, found.faults) == (700, 700, 3, 2, 0)
    assert found.summary == "700 events (0 with deleted data), 700 of them signed; 3 wait; 2 checkpoints hold; no faults"


def test_transactions_that_end_in_another_order_lose_nothing(database_url):
    with psycopg.connect(database_url) as slow, psycopg.connect(database_url) as quick:
        happened(slow, 2)
        happened(quick, 3)
        signed(quick)
        quick.commit()
        assert clearance.verify(quick, [KEY]).events == 3
        slow.commit()
        with psycopg.connect(database_url) as undone:
            happened(undone, 5)
            undone.rollback()
        signed(quick)
        found = clearance.verify(quick, [KEY])
    assert (found.events, found.waiting, found.faults) == (5, 0, 0)


def test_several_nodes_may_let_it_grow_at_once(database_url):
    def work(seed):
        some = random.Random(seed)
        with psycopg.connect(database_url) as db:
            for _ in range(20):
                happened(db, some.randrange(1, 20))
                db.commit()
                tree.grow(db, most=some.randrange(1, 30))
                tree.sign(db, SIGNER, NOW)
                db.commit()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    with psycopg.connect(database_url) as db:
        signed(db)
        found = clearance.verify(db, [KEY])
        assert (found.events,) == db.execute("SELECT count(*) FROM event").fetchone()
    assert (found.waiting, found.faults, found.signed) == (0, 0, found.events)


CHANGES = {
    "instant": "UPDATE event SET at = at + interval '1 microsecond' WHERE id = 5",
    "kind": "UPDATE event SET kind = 'rule.written' WHERE id = 5",
    "kind that is none": "UPDATE event SET kind = 'rule.movee' WHERE id = 5",
    "actor": "UPDATE event SET actor = 'nodf' WHERE id = 5",
    "subject": "UPDATE event SET subject = 'rule:5' WHERE id = 5",
    "purpose": "UPDATE event SET purpose = '' WHERE id = 5",
    "detail": "UPDATE event SET detail = '{\"n\": 5}' WHERE id = 5",
    "detail that is none": "UPDATE event SET detail = '[]' WHERE id = 5",
    "salt": "UPDATE leaf SET salt = set_byte(salt, 31, get_byte(salt, 31) # 1) WHERE place = 5",
    "commitment": "UPDATE leaf SET commitment = set_byte(commitment, 0, get_byte(commitment, 0) # 128) WHERE place = 5",
    "commitment, its salt deleted": "UPDATE leaf SET salt = NULL, commitment = sha256(commitment) WHERE place = 9",
    "order": "UPDATE leaf SET place = 11 - place WHERE place IN (5, 6)",
    "an event gone, with its leaf": "DELETE FROM leaf WHERE event_id = 5; DELETE FROM event WHERE id = 5",
    "the last event gone, with its leaf": "DELETE FROM leaf WHERE event_id = 700; DELETE FROM event WHERE id = 700",
    "a leaf gone": "DELETE FROM leaf WHERE event_id = 700",
    "an event that never waited": "DELETE FROM event_waiting",
    "subtree": "UPDATE subtree SET hash = set_byte(hash, 7, get_byte(hash, 7) # 4) WHERE place = 1",
    "subtree gone": "DELETE FROM subtree WHERE place = 0",
    "subtree of no leaves": "INSERT INTO subtree VALUES (8, 9, sha256('9'))",
    "size signed": "UPDATE checkpoint SET note = replace(note, '300', '301') WHERE size = 300",
    "size beside it": "UPDATE checkpoint SET size = 299 WHERE size = 300",
    "signature": "UPDATE checkpoint SET note = overlay(note PLACING 'AAAA' FROM length(note) - 20) WHERE size = 300",
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_is_changed_past_the_program_is_found(log, change):
    if change == "an event that never waited":
        happened(log, 1)
    log.execute("ALTER TABLE leaf DROP CONSTRAINT leaf_place_check, DROP CONSTRAINT leaf_pkey")
    past_the_program(log)
    for statement in CHANGES[change].split("; "):
        log.execute(statement)
    assert clearance.verify(log, [KEY]).faults > 0


@pytest.mark.long
def test_every_byte_counts(log):
    """Each bit of everything that an event, its salt and its commitment are made of, one at a time, in one event."""
    past_the_program(log)
    for table, column, key in (("leaf", "salt", "place = 9"), ("leaf", "commitment", "place = 9"), ("subtree", "hash", "place = 0")):
        for bit in range(256):
            with log.transaction(force_rollback=True):
                log.execute(f"UPDATE {table} SET {column} = set_bit({column}, {bit}, 1 - get_bit({column}, {bit})) WHERE {key}")
                assert clearance.verify(log, [KEY]).faults > 0, (table, column, bit)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE leaf SET commitment = sha256('') WHERE place = 1",
        "UPDATE leaf SET salt = sha256('') WHERE place = 1",
        "UPDATE subtree SET hash = sha256('')",
        "UPDATE checkpoint SET note = ''",
        "DELETE FROM leaf",
        "DELETE FROM checkpoint",
        "TRUNCATE leaf CASCADE",
        "TRUNCATE subtree",
        "TRUNCATE checkpoint",
    ],
)
def test_the_database_itself_refuses_to_change_it(log, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege), log.transaction():
        log.execute(statement)


def test_deleted_data_leaves_the_tree_as_it_was(log):
    root = clearance.verify(log, [KEY]).root
    with pytest.raises(psycopg.errors.InsufficientPrivilege), log.transaction():
        log.execute("UPDATE leaf SET salt = NULL WHERE place = 41")  # nobody said that it deletes
    say_that_it_deletes(log)
    log.execute("UPDATE leaf SET salt = NULL WHERE place = 41")
    found = clearance.verify(log, [KEY])
    assert (found.deleted, found.faults, found.root) == (1, 0, root)
    told = clearance.prove_event(log, 42)
    assert "event" not in told
    assert evidence.check(told, [KEY]) == "an event whose data was deleted stands at place 41 of 300"


def test_a_checkpoint_that_was_kept_elsewhere_holds_the_node_to_it(log):
    kept = tree.latest(log)[2]
    assert clearance.verify(log, [KEY], [kept]).checkpoints == 3
    other = Signer.of(SIGNER.name, bytes(32))
    assert clearance.verify(log, [KEY], [other.sign(checkpoint.read(kept.rpartition("\n\n")[0] + "\n"))]).faults == 1
    past_the_program(log)
    for table in ("event", "leaf", "subtree", "checkpoint"):
        log.execute(f"DELETE FROM {table}")
    happened(log, 700)  # another past, signed by the node's own key
    log.execute("INSERT INTO event_waiting SELECT id FROM event")
    signed(log)
    assert clearance.verify(log, [KEY]).faults == 0
    assert clearance.verify(log, [KEY], [kept]).wrong == ["the first 700 events are not those that a checkpoint stands for"]


def test_a_log_whose_key_was_replaced_holds_by_the_former_key_and_by_both_alone(log, tmp_path):
    new = Signer.of(SIGNER.name, b"n" * 32)
    happened(log, 3)
    tree.grow(log)
    tree.sign(log, new, NOW + timedelta(hours=2))
    assert clearance.verify(log, [KEY]).faults > 0  # nobody said yet that the new key signs
    assert clearance.verify(log, [KEY, new.public]).faults == 0
    events.write(log, Event("key.rotated", "operator", "key:audit", detail={"statement": SIGNER.hand_on(new.public)}), at=NOW)
    assert clearance.verify(log, [KEY]).faults == 0
    path = tmp_path / "log.jsonl"
    path.write_text("\n".join(json.dumps(line) for line in clearance.whole_log(log)))
    assert alone(f"{KEY},{new.public}", path)[0] == 0
    assert alone(str(KEY), path)[0] == alone(str(new.public), path)[0] == 1


@pytest.mark.parametrize("event", [1, 256, 300, 301, 700])
def test_evidence_of_an_event_is_checked_by_others(log, tmp_path, event):
    told = clearance.prove_event(log, event)
    said = evidence.check(told, [KEY])
    assert said.endswith(f"stands at place {event - 1} of {300 if event <= 300 else 700}")
    path = tmp_path / "event.json"
    path.write_text(json.dumps(told))
    assert alone(str(KEY), path) == (0, f"{path}: the event stands at place {event - 1} of {300 if event <= 300 else 700}\n")
    for key, other in [("index", told["index"] + 1), ("event", told["event"].replace("node", "nodd")), ("salt", told["commitment"])]:
        with pytest.raises(ProofError):
            evidence.check(told | {key: other}, [KEY])
        path.write_text(json.dumps(told | {key: other}))
        assert alone(str(KEY), path)[0] == 1


def test_evidence_of_growth_is_checked_by_others(log, tmp_path):
    first, second = (note for _, _, note in tree.checkpoints(log))
    told = clearance.prove_growth(log, first)
    assert told == clearance.prove_growth(log, first, second)
    assert evidence.check(told, [KEY]) == "the tree of 700 events begins with that of 300"
    path = tmp_path / "growth.json"
    path.write_text(json.dumps(told))
    assert alone(str(KEY), path) == (0, f"{path}: the tree of 700 events begins with that of 300\n")
    for wrong in (told | {"proof": told["proof"][1:]}, told | {"first": second, "second": first}, told | {"second": second + "x"}):
        with pytest.raises(ProofError):
            evidence.check(wrong, [KEY])
        path.write_text(json.dumps(wrong))
        assert alone(str(KEY), path)[0] == 1
    other = Signer.of("other.example/audit", bytes(32)).public
    with pytest.raises(ProofError):
        evidence.check(told, [other])
    assert alone(str(other), tmp_path / "growth.json")[0] == 1


def test_the_whole_log_is_checked_without_the_program(log, tmp_path):
    say_that_it_deletes(log)
    log.execute("UPDATE leaf SET salt = NULL WHERE place = 600")
    happened(log, 5)
    tree.grow(log)  # not signed: no part of what is handed out
    lines = [json.dumps(line) for line in clearance.whole_log(log)]
    assert len(lines) == 701
    path = tmp_path / "log.jsonl"
    path.write_text("\n".join(lines))
    assert alone(str(KEY), path) == (0, f"{path}: 700 events, 1 of them with deleted data, are those that were signed\n")
    for changed in (
        [*lines[:9], lines[9].replace("node", "nodd"), *lines[10:]],
        [*lines[:9], *lines[10:]],
        lines[:-1],
        [*lines[:5], lines[6], lines[5], *lines[7:]],
        [lines[0].replace("300", "301", 1), *lines[1:]],
    ):
        path.write_text("\n".join(changed))
        assert alone(str(KEY), path)[0] == 1


def test_what_is_not_there_is_not_proved(log):
    happened(log, 1)
    with pytest.raises(NotFound):
        clearance.prove_event(log, 701)  # it waits
    with pytest.raises(NotFound):
        clearance.prove_event(log, 4711)
    with pytest.raises(ProofError):
        clearance.prove_growth(log, "no checkpoint")
