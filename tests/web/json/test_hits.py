"""Other systems tell of people over HTTP, and fetch what came of it."""

import logging
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from preclear import clearance
from preclear.inspection import Finding
from preclear.store import manifests, referrals, systems
from preclear.store.systems import System
from preclear.web.serve import serving

MARTIN = ("MARTIN", "ANNE", "800101", "AA000001")
DUBOIS = ("DUBOIS", "PAUL", "790202", "AA000003")
NOW = datetime.now(UTC)


def told(reference="R1", minute=0, **changes):
    facts = {
        "reference": reference,
        "person": {"family_name": "Martin", "given_names": "Anne", "birth_date": "1980-01-01"},
        "voyage": {"designator": "xx 420", "departs": "2026-05-01"},
        "kind": "identity",
        "severity": 2,
        "reason": "Sought as a witness.",
        "source": "wanted persons",
        "said_at": (NOW - timedelta(hours=1) + timedelta(minutes=minute)).isoformat(),
        "valid_until": (NOW + timedelta(days=3)).isoformat(),
    }
    return {name: value for name, value in (facts | changes).items() if value is not None}


@pytest.fixture
def address(node):
    with node.pool.connection() as db:
        systems.add(db, System(id="police", name="Police", per_minute=6000), by="operator", now=NOW)
        systems.add(db, System(id="customs", name="Customs", kinds=("goods",), severest=2, per_minute=6), by="operator", now=NOW)
    with serving(node, host="127.0.0.1", port=0) as address:
        yield address


@pytest.fixture
def client_of(node, address):
    opened = []

    def client_of(system):
        with node.pool.connection() as db:
            key = systems.add_key(db, system, f"test {len(opened)}", by="operator", now=NOW)
        opened.append(httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=60))
        return opened[-1]

    yield client_of
    for client in opened:
        client.close()


def send(node, raw):
    return clearance.receive(node, raw, carrier="XX", transport="http", now=datetime.now(UTC))


def found_on(node, officer, name, **finding):
    with node.pool.connection() as db:
        person = next(one for one in manifests.aboard(db, 1).values() if one.declared.family_name == name)
        referral = referrals.find(db, person.standing.referral)
    facts = {"compared": ("birth_date", "document"), "outcome": "clear", "reason": "asked and looked at", "against": "looked at twice"}
    found = Finding(findings=dict.fromkeys(referral.questions, finding.pop("found")), **facts | finding)
    clearance.decide(node, referral.id, found, by=officer, version=referral.version, now=datetime.now(UTC))


def test_a_hit_is_told_met_found_on_and_fetched_by_its_system_alone(node, client_of, paxlst, officers_of, caplog):
    caplog.set_level(logging.DEBUG)
    police = client_of("police")
    first = police.post("/hits", json=told())
    assert (first.status_code, first.json()["state"], first.json()["change"], first.json()["findings"]) == (201, "not_found_yet", "new", [])
    again = police.post("/hits", json=told())
    assert (again.status_code, again.json()["hit"], again.json()["change"]) == (200, first.json()["hit"], "same")
    send(node, paxlst(MARTIN, DUBOIS))
    (waiting,) = police.get("/hits/R1").json()["findings"]
    assert {name: waiting[name] for name in ("voyage", "departs", "state", "finding", "at_site")} == {
        "voyage": "XX420", "departs": "2026-05-01", "state": "waiting", "finding": None, "at_site": None,
    }  # fmt: skip
    found_on(node, officers_of["ana"], "MARTIN", found="no_match")
    (found,) = police.get("/hits").json()[0]["findings"]
    assert (found["state"], found["finding"]) == ("found", "refuted")
    changed = police.post("/hits", json=told(minute=1, reason="Sought for theft.")).json()
    assert (changed["change"], changed["state"], changed["findings"][0]["state"]) == ("changed", "met", "waiting")
    assert police.post("/hits", json=told(minute=1, reason="Something else.")).status_code == 409
    customs = client_of("customs")
    assert (customs.get("/hits").json(), customs.get("/hits/R1").status_code) == ([], 404)
    assert customs.post("/hits/R1/withdrawal", json={"reason": "x", "said_at": NOW.isoformat()}).status_code == 404
    back = police.post("/hits/R1/withdrawal", json={"reason": "found", "said_at": NOW.isoformat()})
    assert (back.status_code, back.json()["state"]) == (200, "withdrawn")
    assert police.get("/hits", params={"after": first.json()["hit"]}).json() == []
    with node.pool.connection() as db:
        kinds = db.execute("SELECT kind, detail::text FROM event WHERE kind LIKE 'hit.%' ORDER BY id").fetchall()
    assert [kind for kind, _ in kinds if kind != "hit.finding_told"] == ["hit.told", "hit.met", "hit.told", "hit.withdrawn"]
    said = caplog.text + "".join(detail for _, detail in kinds)
    assert not any(word in said for word in ("Martin", "MARTIN", "AA000001", "theft", "1980"))


DEEP = b'{"reference":' + b"[" * 16_000 + b"]" * 16_000 + b"}"
MISFITS = {  # what is sent -> status, what the answer says
    "no JSON": ({"content": b"{"}, 400, ""),
    "nested without end": ({"content": DEEP}, 400, ""),
    "too long": ({"json": told(reason="x" * 40_000)}, 413, ""),
    "a field too many": ({"json": told(weight=3)}, 400, "weight"),
    "no reason": ({"json": told(reason=None)}, 400, "reason"),
    "blanks for a reason": ({"json": told(reason=" ")}, 400, "reason"),
    "a kind that there is not": ({"json": told(kind="SECRET-WORD")}, 400, "kind"),
    "a severity that there is not": ({"json": told(severity=4)}, 400, "severity"),
    "a clock without a zone": ({"json": told(said_at="2026-05-01T10:00:00")}, 400, "said_at"),
    "said tomorrow": ({"json": told(said_at=(NOW + timedelta(days=1)).isoformat())}, 400, "said_at"),
    "over by now": ({"json": told(valid_until=NOW.isoformat())}, 400, "valid_until"),
    "for ever": ({"json": told(valid_until=(NOW + timedelta(days=4000)).isoformat())}, 400, "valid_until"),
    "nobody": ({"json": told(person={})}, 400, "person"),
    "a name without a voyage": ({"json": told(voyage=None)}, 400, "person"),
    "a date that is none": ({"json": told(person={"family_name": "SECRET-WORD", "birth_date": "1980-13-01"})}, 400, "birth_date"),
    "a state that is none": ({"json": told(person={"document": {"number": "AB12345", "issuer": "QQQ"}})}, 400, "issuer"),
    "a reference with blanks": ({"json": told(reference="R 1")}, 400, "reference"),
    "no hit": ({"json": [1]}, 400, ""),
}


def test_what_does_not_fit_says_where_and_repeats_nothing(node, client_of, paxlst):
    police = client_of("police")
    for name, (body, status, field) in MISFITS.items():
        refused = police.post("/hits", **{"headers": {"Content-Type": "application/json"}, **body})
        assert (name, refused.status_code) == (name, status)
        assert field in refused.json()["detail"], name
        assert "SECRET-WORD" not in refused.text, name
    assert police.get("/hits").json() == []
    send(node, paxlst(MARTIN))
    with node.pool.connection() as db:
        assert db.execute("SELECT count(*) FROM referral").fetchone() == (0,)


def test_only_by_a_key_at_its_pace_and_what_is_agreed(node, address, client_of):
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        refused = httpx.post(f"{address}/hits", json=told(), headers=headers)
        assert (refused.status_code, refused.json()["code"]) == (401, "unknown-sender")
    customs, police = client_of("customs"), client_of("police")
    assert customs.post("/hits", json=told()).json()["code"] == "not-permitted"
    assert customs.post("/hits", json=told(kind="goods", severity=1)).json()["code"] == "not-permitted"
    answered = [customs.post("/hits", json=told("R2", kind="goods")) for _ in range(12)]  # six a minute; a minute may end meanwhile
    late = [one for one in answered if one.status_code == 429]
    assert late
    assert all(0 < int(one.headers["Retry-After"]) <= 60 for one in late)
    assert police.get("/hits").status_code == 200
    with node.pool.connection() as db:
        systems.revoke(db, "police", "test 1", by="operator", now=NOW)
    assert police.get("/hits").status_code == 401
    other = client_of("police")
    assert other.get("/hits").status_code == 200
    with node.pool.connection() as db:
        systems.close(db, "police", by="operator", now=NOW)
    assert other.get("/hits").status_code == 401
    described = httpx.get(f"{address}/openapi/openapi.json").json()
    assert {"/hits", "/hits/{reference}", "/hits/{reference}/withdrawal"} <= described["paths"].keys()
    assert {"200", "201", "400", "401", "403", "409", "413", "429"} <= described["paths"]["/hits"]["post"]["responses"].keys()
    (wanted,) = [schema for name, schema in described["components"]["schemas"].items() if name.endswith("HitTold")]
    assert {"reference", "person", "kind", "severity", "reason", "source", "said_at", "valid_until"} == set(wanted["required"])
