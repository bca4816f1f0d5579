"""Carriers send messages and fetch answers over HTTP."""

import socket
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

import httpx
import pytest

from preclear import clearance, messages
from preclear.inspection import Finding
from preclear.store import carriers
from preclear.web.serve import serving

MARTIN = ("MARTIN", "ANNE", "800101", "AA000001")
LISTED = ("LISTED", "PERSON ALPHA", "740812", "AA000002")
CLEAR = Finding(findings={"test:1": "no_match"}, compared=("birth_date", "document"), outcome="clear", reason="another passport holder")
JSON = {"Accept": "application/json"}


@pytest.fixture
def settings(settings):
    return replace(settings, max_upload_seconds=1)


@pytest.fixture
def address(node):
    with serving(node, host="127.0.0.1", port=0) as address:
        yield address


@pytest.fixture
def client_of(node, address):
    """An HTTP client of a carrier, with its key."""
    opened = []

    def client_of(carrier):
        with node.pool.connection() as db:
            key = carriers.add_key(db, carrier, "test", by="operator", now=datetime.now(UTC))
        opened.append(httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=20))
        return opened[-1]

    yield client_of
    for client in opened:
        client.close()


@pytest.fixture
def client(client_of):
    return client_of("XX")


def decide(node, officer, referral=1):
    return clearance.decide(node, referral, CLEAR, by=officer, version=1, now=datetime.now(UTC)).answer


def test_a_list_is_answered_in_the_response_as_cusres(client, paxlst):
    answered = client.post("/messages", content=paxlst(MARTIN, LISTED))
    assert (answered.status_code, answered.headers["Content-Type"]) == (200, "application/edifact")
    (message,) = messages.read(answered.content).messages
    assert [(one.reference, one.status) for one in message.answers if one.person] == [("AA000001", "board"), ("AA000002", "contact")]
    assert client.post("/messages", content=paxlst(MARTIN, LISTED)).content == answered.content


def test_or_as_json_where_that_is_asked_for(client, paxlst):
    answered = client.post("/messages", content=paxlst(MARTIN), headers=JSON)
    said = answered.json()
    assert answered.status_code == 200
    assert {name: said[name] for name in ("message", "state", "repeated", "kind", "faults")} == {
        "message": 1, "state": "saved", "repeated": False, "kind": "answer", "faults": [],
    }  # fmt: skip
    assert said["messages"][0]["results"] == [
        {"person": 1, "family_name": "MARTIN", "given_names": "ANNE", "references": {"ABO": "AA000001"}, "status": "board", "text": None}
    ]


def test_what_cannot_be_read_is_refused_with_its_faults(client):
    answered = client.post("/messages", content=b"not a message", headers=JSON)
    assert (answered.status_code, answered.json()["state"]) == (422, "unreadable")
    assert answered.json()["faults"][0]["code"] == "MSG-UNREADABLE"


def test_who_is_answered_later_gets_a_receipt_and_fetches(client_of, paxlst):
    client = client_of("LL")
    receipt = client.post("/messages", content=paxlst(MARTIN, flight="LL1"))
    assert (receipt.status_code, receipt.json()) == (202, {"message": 1, "state": "saved", "repeated": False})
    (answer,) = client.get("/answers").json()
    assert answer["messages"][0]["results"][0]["status"] == "board"
    assert messages.read(answer["cusres"].encode()).messages[0].function == "962"
    assert client.post(f"/answers/{answer['answer']}/acknowledgement").status_code == 204
    assert client.get("/answers").json() == []


def test_a_waiting_carrier_hears_of_a_decision_at_once(node, client, paxlst, officers_of):
    client.post("/messages", content=paxlst(LISTED))
    deciding = threading.Timer(0.5, decide, (node, officers_of["ana"]))
    deciding.start()
    began = time.monotonic()
    (answer,) = client.get("/answers", params={"wait": 15}).json()
    deciding.join()
    assert 0.3 < time.monotonic() - began < 5
    assert (answer["kind"], answer["messages"][0]["results"][0]["status"]) == ("change", "board")
    assert client.get("/answers", params={"after": answer["answer"]}).json() == []


def test_a_carrier_sees_only_its_own(node, client, client_of, paxlst, officers_of):
    client.post("/messages", content=paxlst(LISTED))
    answer = decide(node, officers_of["ana"])
    other = client_of("HH")
    assert other.get("/answers").json() == []
    refused = other.post(f"/answers/{answer.id}/acknowledgement")
    assert (refused.status_code, refused.json()["code"]) == (404, "not-found")
    assert len(client.get("/answers").json()) == 1


NO_KEY = {"none": {}, "another scheme": {"Authorization": "Basic eHg6eHg="}, "a wrong one": {"Authorization": "Bearer wrong"}}


@pytest.mark.parametrize("headers", NO_KEY.values(), ids=NO_KEY)
def test_without_a_key_nothing_is_taken(address, paxlst, headers):
    refused = httpx.post(f"{address}/messages", content=paxlst(MARTIN), headers=headers)
    assert (refused.status_code, refused.json()["code"], refused.headers["WWW-Authenticate"]) == (
        401, "unknown-sender", 'Bearer realm="preclear"',
    )  # fmt: skip
    assert httpx.get(f"{address}/answers", headers=headers).status_code == 401


def test_a_closed_carrier_is_nobody(node, client, paxlst):
    with node.pool.connection() as db:
        carriers.close(db, "XX", by="operator", now=datetime.now(UTC))
    assert client.post("/messages", content=paxlst(MARTIN)).status_code == 401


MISFITS = {
    "a form with files": ("post", "/messages", {"content": b"x", "headers": {"Content-Type": "multipart/form-data"}}, 415, "wrong-type"),
    "a picture": ("post", "/messages", {"content": b"x", "headers": {"Content-Type": "image/png"}}, 415, "wrong-type"),
    "too long": ("post", "/messages", {"content": b"x" * 8_000_001}, 413, "too-long"),
    "after no number": ("get", "/answers", {"params": {"after": "x"}}, 400, "misfit"),
    "wait for ever": ("get", "/answers", {"params": {"wait": 99999}}, 400, "misfit"),
    "a wrong method": ("delete", "/messages", {}, 405, "misfit"),
}


@pytest.mark.parametrize(("method", "path", "how", "status", "code"), MISFITS.values(), ids=MISFITS)
def test_what_does_not_fit_is_refused_for_a_machine_to_read(client, method, path, how, status, code):
    refused = client.request(method, path, **how)
    assert (refused.status_code, refused.json()["code"]) == (status, code)


def test_when_too_much_is_in_work_the_next_is_asked_to_come_again(node, client, paxlst):
    places = [node.intake.place() for _ in range(node.settings.queue)]
    for place in places:
        place.__enter__()
    refused = client.post("/messages", content=paxlst(MARTIN))
    assert (refused.status_code, refused.json()["code"], refused.headers["Retry-After"]) == (429, "behind", "2")
    for place in places:
        place.__exit__(None, None, None)
    assert client.post("/messages", content=paxlst(MARTIN)).status_code == 200


def test_a_slow_sender_is_cut_off(address, client):
    to = urlsplit(address)
    with socket.create_connection((to.hostname, to.port), timeout=10) as slow:
        head = f"POST /messages HTTP/1.1\r\nHost: x\r\nAuthorization: {client.headers['Authorization']}\r\nContent-Length: 1000\r\n\r\nUNB"
        slow.sendall(head.encode())
        assert slow.recv(1000).startswith(b"HTTP/1.1 408")


def test_every_response_has_the_security_headers(client, address):
    for answered in (client.get("/answers"), httpx.get(f"{address}/health"), httpx.get(f"{address}/nowhere")):
        assert answered.headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src" in answered.headers["Content-Security-Policy"]
        assert "server" not in answered.headers


def test_health_and_metrics_are_counts_only(client, address, paxlst):
    client.post("/messages", content=paxlst(LISTED))
    health = httpx.get(f"{address}/health")
    assert (health.status_code, health.json()["ready"], health.json()["unsettled"]) == (200, True, 0)
    metrics = httpx.get(f"{address}/metrics").text
    assert "preclear_referrals 1.0" in metrics
    assert "LISTED" not in metrics


def test_the_interface_is_described(client):
    described = client.get("/openapi/openapi.json").json()
    assert {"/messages", "/answers", "/answers/{number}/acknowledgement", "/health", "/metrics"} <= described["paths"].keys()
    assert {"200", "202", "401", "413", "422", "429"} <= described["paths"]["/messages"]["post"]["responses"].keys()
