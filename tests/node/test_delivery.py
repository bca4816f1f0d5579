"""Answers go to the carriers' own servers, which really listen: refusing, slow, failing, well again. Nothing goes twice as another."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from preclear import clearance
from preclear.store import answers, pages

NOW = datetime.now(UTC)


@pytest.fixture
def settings(settings):
    return replace(settings, answer_repeat_seconds=1, callback_seconds=1)


@contextmanager
def listening(behaves, port=0):
    """A carrier's server, which answers as ``behaves`` says for the number of an answer and the how-manieth it is; and what came."""
    came: list[tuple[int, bytes]] = []

    class Callback(BaseHTTPRequestHandler):
        def do_POST(self):
            number, said = int(self.headers["Preclear-Answer"]), self.rfile.read(int(self.headers["Content-Length"]))
            came.append((number, said))
            status = behaves(number, len(came))
            try:
                self.send_response(status)
                self.end_headers()
            except OSError:
                pass  # nobody waits any more

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Callback)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", came
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def put(node):
    """Put changed answers into the outbox of a carrier, and return their numbers."""

    def put(carrier, count=1, at=NOW):
        numbers = []
        for _ in range(count):
            with node.pool.connection() as db:
                number = answers.reserve(db, carrier, waits=True)
                said = f"UNB+{number}'".encode()
                answers.put(db, number, carrier=carrier, kind="change", reference=f"R{number}", cusres=said, json={"messages": []}, now=at)
            numbers.append(number)
        return numbers

    return put


@pytest.fixture
def sends_to(node):
    def sends_to(carrier, url):
        with node.pool.connection() as db:
            db.execute("UPDATE carrier SET callback_url = %s WHERE id = %s", [url, carrier])

    return sends_to


def waiting(node, carrier):
    with node.pool.connection() as db:
        return [one.id for one in answers.waiting(db, carrier, after=0)]


def until(what, seconds=30):
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)


def test_an_answer_is_repeated_the_same_under_the_same_number_until_it_is_taken_and_newer_ones_follow_it(node, put, sends_to):
    with listening(lambda _, n: (500, 503, 302, 200, 200)[min(n, 5) - 1]) as (url, came):
        sends_to("XX", url)
        first, second = put("XX", 2)
        node.start()
        until(lambda: waiting(node, "XX") == [])
    assert came == [(first, f"UNB+{first}'".encode())] * 4 + [(second, f"UNB+{second}'".encode())]


def test_a_server_that_refuses_connections_is_tried_again_until_it_is_there(node, put, sends_to):
    with listening(lambda *_: 200) as (url, _):
        port = int(url.rpartition(":")[2].rstrip("/"))
    sends_to("XX", url)  # nobody listens there now
    (number,) = put("XX")
    node.start()
    with node.pool.connection() as db:
        until(lambda: db.execute("SELECT attempts FROM answer").fetchone()[0] >= 1)
        db.commit()
    with listening(lambda *_: 200, port) as (_, came):
        until(lambda: waiting(node, "XX") == [])
    assert [one for one, _ in came] == [number]


def test_a_slow_carrier_waits_alone(node, put, sends_to):
    done = threading.Event()
    with listening(lambda *_: (done.wait(20) and 200) or 200) as (slow, slowly), listening(lambda *_: 200) as (quick, quickly):
        sends_to("HH", slow)
        sends_to("XX", quick)
        put("HH", 5)
        numbers = put("XX", 5)
        node.start()
        until(lambda: waiting(node, "XX") == [])
        assert [number for number, _ in quickly] == numbers
        assert len(waiting(node, "HH")) == 5  # it has not answered in time, so it has not got any
        until(lambda: len(slowly) >= 2)  # and is sent the first again
        assert len({number for number, _ in slowly}) == 1
        done.set()
        until(lambda: waiting(node, "HH") == [])


def test_an_answer_that_a_carrier_refuses_is_an_alarm_at_once_and_holds_up_nothing(node, put, sends_to):
    refused = []
    with listening(lambda number, _: 422 if number in refused else 200) as (url, came):
        sends_to("XX", url)
        bad, good = put("XX", 2)
        refused.append(bad)
        node.start()
        until(lambda: waiting(node, "XX") == [bad])
        with node.pool.connection() as db:
            assert [(one.kind, one.reference) for one in pages.alarms(db, [], NOW)] == [("rejected", f"R{bad}")]
            assert db.execute("SELECT refusal FROM answer WHERE id = %s", [bad]).fetchone() == ("HTTP 422",)
        refused.clear()
        until(lambda: waiting(node, "XX") == [])
    assert {number for number, _ in came} == {bad, good}
    with node.pool.connection() as db:
        assert pages.alarms(db, [], NOW) == []


def test_silence_is_an_alarm_after_the_agreed_time_and_a_late_acknowledgement_ends_it(node, put):
    with node.pool.connection() as db:
        db.execute("""UPDATE carrier SET profile = '{"acknowledge_minutes": 3}' WHERE id = 'XX'""")
    (number,) = put("XX")
    assert clearance.alarm(node, NOW + timedelta(minutes=2)) == 0
    assert clearance.alarm(node, NOW + timedelta(minutes=3)) == 1
    assert clearance.alarm(node, NOW + timedelta(minutes=9)) == 0  # once
    with node.pool.connection() as db:
        assert [one.kind for one in pages.alarms(db, [], NOW + timedelta(hours=50))] == ["silent"]
        assert [one.id for one in answers.waiting(db, "XX", after=0)] == [number]  # and it goes on waiting
    clearance.acknowledge(node, "XX", number, way="http", now=NOW + timedelta(hours=51))
    with node.pool.connection() as db:
        assert pages.alarms(db, [], NOW + timedelta(hours=51)) == []
        assert db.execute("SELECT count(*), max(attempts) FROM answer").fetchone() == (1, 0)
