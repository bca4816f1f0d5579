"""What a node does on its own: it really runs, files are really dropped, a carrier's own server really listens."""

import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from preclear import clearance, messages, watchlist
from preclear.errors import SettingsError
from preclear.inspection import Finding
from preclear.messages import teletype
from preclear.node import Node
from preclear.store import answers, lists, raw_messages

MARTIN = ("MARTIN", "ANNE", "800101", "AA000001")
LISTED = ("LISTED", "PERSON ALPHA", "740812", "AA000002")
CLEAR = Finding(findings={"test:1": "no_match"}, compared=("birth_date", "document"), outcome="clear", reason="another passport holder")


@pytest.fixture
def settings(settings, tmp_path):
    return replace(settings, answer_repeat_seconds=1, watch_folder=tmp_path / "watched")


def now():
    return datetime.now(UTC)


def until(what, seconds=15):
    deadline = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.05)
    return found


def one(node, query):
    with node.pool.connection() as db:
        return db.execute(query).fetchone()[0]


@contextmanager
def listening(statuses):
    """A carrier's own server that answers with these statuses in turn, and what it was sent."""
    sent = []

    class Callback(BaseHTTPRequestHandler):
        def do_POST(self):
            sent.append((self.headers["Preclear-Answer"], self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(statuses.pop(0))
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Callback)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/answers", sent
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_what_an_earlier_run_left_is_settled_at_start(node, paxlst):
    with node.pool.connection() as db:
        raw_messages.keep(db, node.vault, paxlst(MARTIN), carrier="XX", transport="http", now=now())
    node.start()
    until(lambda: one(node, "SELECT count(*) FROM raw_message WHERE state = 'saved'") == 1)
    assert one(node, "SELECT count(*) FROM answer WHERE acknowledged_at IS NULL") == 1


def test_another_node_s_import_is_taken_up_and_everyone_is_screened_again(node, paxlst, tmp_path):
    tomorrow = date.fromordinal(now().date().toordinal() + 1).strftime("%y%m%d")
    clearance.receive(node, paxlst(MARTIN, day=tomorrow), carrier="XX", transport="http", now=now())
    node.start()
    (tmp_path / "test.csv").write_text('id,name,birth_dates\n9,"MARTIN, ANNE",1980-01-01\n')
    with Node.open(node.settings) as other, other.pool.connection() as db:
        for edition in watchlist.load(tmp_path / "test.csv", dated=date(2026, 5, 2)):
            lists.accept(db, edition, by="operator", now=now())
    until(lambda: one(node, "SELECT count(*) FROM referral") == 1)
    assert one(node, "SELECT json -> 'messages' -> 0 -> 'results' -> 0 ->> 'status' FROM answer WHERE kind = 'change'") == "contact"


def test_an_answer_is_sent_to_the_carrier_s_address_until_it_is_taken(node, paxlst, officers_of):
    with listening([503, 200]) as (url, sent):
        with node.pool.connection() as db:
            db.execute("UPDATE carrier SET callback_url = %s WHERE id = 'XX'", [url])
        clearance.receive(node, paxlst(LISTED), carrier="XX", transport="http", now=now())
        node.start()
        answer = clearance.decide(node, 1, CLEAR, by=officers_of["ana"], version=1, now=now()).answer
        until(lambda: one(node, f"SELECT acknowledged_at FROM answer WHERE id = {answer.id}"))
    assert sent == [(str(answer.id), answer.cusres)] * 2
    assert one(node, f"SELECT attempts FROM answer WHERE id = {answer.id}") == 2
    with node.pool.connection() as db:
        kinds = db.execute("SELECT kind FROM event WHERE subject = %s ORDER BY id", [answer.subject]).fetchall()
    assert kinds == [("answer.made",), ("answer.sent",), ("answer.acknowledged",)]


@pytest.fixture
def watched(node, tmp_path):
    """A node at work that watches a folder with a place for carrier XX, and that place."""
    own = tmp_path / "watched" / "XX"
    (own / "incoming").mkdir(parents=True)
    (tmp_path / "watched" / "NOBODY" / "incoming").mkdir(parents=True)
    node.start()
    return own


def names(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def written(folder):
    """The answers that are whole: one that is being written has a name with a dot before it."""
    return [name for name in names(folder) if not name.startswith(".")]


def test_a_file_that_was_dropped_is_taken_in_and_its_answer_written_out(node, watched, paxlst):
    (watched / "incoming" / "first.edi").write_bytes(paxlst(MARTIN))
    (watched / "incoming" / ".half").write_bytes(b"UNB")
    until(lambda: written(watched / "outgoing"))
    assert (names(watched / "incoming"), names(watched / "done")) == ([".half"], ["1-first.edi"])
    (answer,) = written(watched / "outgoing")
    (told,) = messages.read((watched / "outgoing" / answer).read_bytes()).messages
    assert [one.status for one in told.answers if one.person] == ["board"]
    until(lambda: one(node, "SELECT count(*) FROM answer WHERE acknowledged_at IS NULL") == 0)  # it counts as taken once it is there
    with node.pool.connection() as db:
        assert answers.waiting(db, "XX", after=0) == []
        assert raw_messages.find(db, 1).transport == "folder"


def test_the_same_file_twice_is_harmless_and_an_unreadable_one_is_set_aside(node, watched, paxlst):
    for name, content in (("a.edi", paxlst(MARTIN)), ("b.edi", paxlst(MARTIN)), ("c.edi", b"not a message")):
        (watched / "incoming" / name).write_bytes(content)
    until(lambda: names(watched / "unreadable"))
    assert (names(watched / "done"), names(watched / "unreadable")) == (["1-a.edi", "1-b.edi"], ["3-c.edi"])
    until(lambda: len(written(watched / "outgoing")) == 2)  # the list's answer, once, and the faults
    assert one(node, "SELECT count(*) FROM manifest") == 1


def test_a_link_in_a_carriers_folder_leads_nowhere(node, watched, paxlst, tmp_path):
    secret = tmp_path / "secret"
    secret.write_bytes(paxlst(LISTED, control="9"))
    (watched / "incoming" / "a.edi").symlink_to(secret)
    (watched / "incoming" / "b.edi").write_bytes(paxlst(MARTIN))
    until(lambda: names(watched / "done"))
    assert (names(watched / "incoming"), names(watched / "done")) == (["a.edi"], ["1-b.edi"])
    assert one(node, "SELECT count(*) FROM raw_message") == 1


def test_a_gateway_finds_answers_as_teletype_text(node, watched, paxlst):
    with node.pool.connection() as db:
        db.execute("""UPDATE carrier SET profile = '{"teletype_address": "YVRAPXX", "teletype_origin": "WASPCUS"}' WHERE id = 'XX'""")
    received = teletype.wrap(paxlst(MARTIN), address="WASPCUS", origin="YVRAPXX", at=now())
    (watched / "incoming" / "first.txt").write_bytes(received)
    until(lambda: written(watched / "outgoing"))
    (answer,) = written(watched / "outgoing")
    said = (watched / "outgoing" / answer).read_bytes()
    assert said.startswith(b"QU YVRAPXX\r\n.WASPCUS ")
    assert [one.status for one in messages.read(said).messages[0].answers if one.person] == ["board"]


def test_a_decision_is_written_out_too(node, watched, paxlst, officers_of):
    (watched / "incoming" / "first.edi").write_bytes(paxlst(LISTED))
    until(lambda: names(watched / "outgoing"))
    answer = clearance.decide(node, 1, CLEAR, by=officers_of["ana"], version=1, now=now()).answer
    until(lambda: f"{answer.id:012d}.edi" in names(watched / "outgoing"))
    assert (watched / "outgoing" / f"{answer.id:012d}.edi").read_bytes() == answer.cusres


def test_a_node_works_once(node):
    node.start()
    with pytest.raises(RuntimeError):
        node.start()


def test_the_sealing_key_is_made_once_and_never_replaced(node, paxlst):
    clearance.receive(node, paxlst(MARTIN), carrier="XX", transport="http", now=now())
    assert node.settings.sealing_key.stat().st_mode & 0o777 == 0o600
    node.settings.sealing_key.rename(node.settings.sealing_key.with_suffix(".lost"))
    with pytest.raises(SettingsError, match="is missing"):
        Node.open(node.settings)
    assert not node.settings.sealing_key.exists()


def test_a_database_that_is_not_there_is_said_so(tmp_path, node):
    with pytest.raises(SettingsError, match="cannot be reached"):
        Node.open(replace(node.settings, database_url="postgresql://nobody@127.0.0.1:1/nothing"))


def test_a_bell_rings_for_those_who_wait_and_for_no_other_carrier(node):
    ours, others = node.bell.next("XX"), node.bell.next("YY")
    node.bell.ring("XX")
    node.bell.ring("XX")
    assert (ours.done(), others.done()) == (True, False)
