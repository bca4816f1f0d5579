"""A carrier without EDIFACT posts a form, and is answered in JSON."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from litestar.testing import TestClient

from preclear.messages import form_xlsx
from preclear.store import carriers
from preclear.web.app import create

HEAD = [
    "Voyage",
    "From",
    "To",
    "Departs",
    "Family name",
    "Given names",
    "Birth date",
    "Nationality",
    "Document type",
    "Document number",
    "Issued by",
    "Expires",
    "Reference",
]
ROWS = [
    ["XX9", "YVR", "SEA", "2026-07-14 10:30", "MARTIN", "ANNE", "1980-01-01", "CAN", "P", "AA000001", "CAN", "2031-04-15", "1"],
    ["XX9", "YVR", "SEA", "2026-07-14 10:30", "ROY", "MARIE", "03/04/1974", "CAN", "P", "AA000002", "CAN", "2031-04-15", "2"],
    ["XX9", "YVR", "SEA", "2026-07-14 10:30", "LISTED", "PERSON ALPHA", "1974-08-12", "CAN", "P", "AA000003", "CAN", "2031-04-15", "3"],
]
CSV = "".join(";".join(row) + "\n" for row in [HEAD, *ROWS]).encode()
LIST = {
    "voyage": "XX9", "legs": [{"from": "YVR", "to": "SEA", "departs": "2026-07-14T10:30"}],
    "people": [
        {"family_name": row[4], "given_names": row[5], "birth_date": row[6], "nationality": row[7], "references": {"ABO": row[12]},
         "documents": [{"type": row[8], "number": row[9], "issuer": row[10], "expires": row[11]}]}
        for row in ROWS
    ],
}  # fmt: skip
SENT = {
    "application/json": json.dumps(LIST).encode(),
    "text/csv": CSV,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": form_xlsx.write([HEAD, *ROWS]),
}


@pytest.fixture
def client(node):
    with node.pool.connection() as db:
        key = carriers.add_key(db, "XX", "test", by="operator", now=datetime.now(UTC))
    with TestClient(create(node), raise_server_exceptions=False) as client:
        client.headers["Authorization"] = f"Bearer {key}"
        yield client


@pytest.mark.parametrize("kind", SENT)
def test_a_form_is_answered_person_by_person(client, kind):
    answer = client.post("/messages", content=SENT[kind], headers={"Content-Type": kind})
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/json")
    (said,) = answer.json()["messages"]
    assert [(r["family_name"], r["status"]) for r in said["results"]] == [("MARTIN", "board"), ("ROY", "incomplete"), ("LISTED", "contact")]
    assert [r["references"]["ABO"] for r in said["results"]] == ["1", "2", "3"]
    assert "FORM-DATE-AMBIGUOUS" in {fault["code"] for fault in said["faults"]}


def test_a_form_is_answered_in_edifact_where_that_is_asked_for(client):
    answer = client.post("/messages", content=CSV, headers={"Content-Type": "text/csv", "Accept": "application/edifact"})
    assert answer.headers["content-type"].startswith("application/edifact")
    assert b"CUSRES" in answer.content
    assert b"ERC+4Z" in answer.content


def test_what_cannot_be_read_is_kept_and_says_why(client):
    answer = client.post("/messages", content=b"ROY;Marie\n", headers={"Content-Type": "text/csv"})
    assert answer.status_code == 422
    assert answer.json()["faults"]
