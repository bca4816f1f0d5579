"""Worker processes: the same outcome as in the node's own process, and nothing lost or done twice when they are killed."""

import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import psutil
import pytest

from preclear import clearance, watchlist
from preclear.errors import NotFound
from preclear.node import node as node_module
from preclear.store import lists

PEOPLE = (("MARTIN", "ANNE", "800101", "AA000001"), ("LISTED", "PERSON ALPHA", "740812", "AA000002"), ("TBA", "TBA", "800101", ""))
OF_PEOPLE = (
    "SELECT ordinal, outcome, reasons, undecided, needs, questions, circumstances, basis, withdrawn, checked_in, on_board FROM traveller"
)
OF_HITS = "SELECT h.entry_ref, h.score, h.name, h.reasons, h.comparison FROM hit h JOIN traveller t ON t.id = h.traveller_id"
KILLS = 6


@pytest.fixture
def settings(settings):
    return replace(settings, workers=1, queue=64)


@pytest.fixture
def crew(node, monkeypatch):
    """A node at work with one worker and the one that is kept for small messages."""
    monkeypatch.setattr(node_module, "LEAST_LISTED", 1)
    node.start()
    until(lambda: node.workers.ready == 2)
    return node


def now():
    return datetime.now(UTC)


def until(what, seconds=120):
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)


def rows(node, query, *given):
    with node.pool.connection() as db:
        return db.execute(query, given).fetchall()


def receive(node, raw):
    return clearance.receive(node, raw, carrier="XX", transport="http", now=now())


def test_a_worker_comes_to_the_same_and_takes_up_what_is_in_force(node, paxlst, monkeypatch, tmp_path):
    here = receive(node, paxlst(*PEOPLE, flight="XX401"))
    monkeypatch.setattr(node_module, "LEAST_LISTED", 1)
    node.start()
    until(lambda: node.workers.ready == 2)
    monkeypatch.setattr(clearance, "settle", None)  # this process settles nothing any more
    there = receive(node, paxlst(*PEOPLE, flight="XX402"))
    big = receive(node, paxlst(*PEOPLE, flight="XX403") + b"\n" * 5_000)  # not by the worker that is kept
    for receipt in (there, big):
        assert (receipt.message.state, receipt.answer.acknowledged_at is None) == ("saved", here.answer.acknowledged_at is None)
        assert statuses(receipt) == statuses(here)
        for query in (OF_PEOPLE, OF_HITS):
            ours, theirs = (of(node, query, each) for each in (here, receipt))
            assert ours == theirs
            assert ours
    assert receive(node, paxlst(*PEOPLE, flight="XX402")).answer == there.answer  # the same bytes again

    (tmp_path / "test.csv").write_text('id,name,birth_dates\n9,"MARTIN, ANNE",1980-01-01\n')
    with node.pool.connection() as db:
        for edition in watchlist.load(tmp_path / "test.csv", dated=now().date()):
            lists.accept(db, edition, by="operator", now=now())
    node.reload()
    after = receive(node, paxlst(*PEOPLE, flight="XX404"))
    assert [entry for entry, *_ in of(node, OF_HITS, after)] == ["test:9"]

    processes = [psutil.Process(pid) for pid in node.workers.pids]
    node.close()
    assert not any(process.is_running() for process in processes)


def statuses(receipt):
    return [result["status"] for message in receipt.answer.json["messages"] for result in message["results"]]


def of(node, query, receipt):
    where = " WHERE manifest_id IN (SELECT id FROM manifest WHERE raw_message_id = %s) ORDER BY ordinal, 1"
    return rows(node, query + (where if "JOIN" not in query else where.replace("manifest_id", "t.manifest_id")), receipt.message.id)


@pytest.mark.long
def test_killed_workers_lose_nothing_and_do_nothing_twice(crew, paxlst):
    started = set(crew.workers.pids)
    ends = ThreadPoolExecutor(4)
    sent = [
        ends.submit(receive, crew, paxlst(*PEOPLE, flight=f"XX{number}") + b"\n" * (5_000 * (number % 2))) for number in range(500, 524)
    ]
    for _ in range(KILLS):
        for pid in crew.workers.pids:
            with suppress(ProcessLookupError):  # it is dead since the last time
                os.kill(pid, signal.SIGKILL)
        time.sleep(0.2)
    receipts = [each.result() for each in sent]
    ends.shutdown()
    assert {receipt.message.state for receipt in receipts} == {"saved"}
    assert rows(
        crew,
        "SELECT count(*), count(DISTINCT r.id), bool_and(r.state = 'saved') FROM answer JOIN raw_message r ON r.id = raw_message_id",
    ) == [(24, 24, True)]
    assert rows(crew, "SELECT count(*), count(DISTINCT raw_message_id) FROM manifest") == [(24, 24)]
    assert rows(crew, "SELECT count(*) FROM traveller WHERE superseded_at IS NULL") == [(24 * len(PEOPLE),)]
    until(lambda: crew.workers.ready == 2)
    assert set(crew.workers.pids) - started
    with pytest.raises(NotFound):  # what goes wrong in a worker is raised here
        crew.settle(12345, now=now())


def test_with_few_listed_or_none_wanted_no_process_is_started(node, paxlst):
    node.start()
    assert node.workers.pids == ()
    assert receive(node, paxlst(*PEOPLE)).message.state == "saved"
