"""A form's faults are kept as its sender must find them: by row and column, by the path of a key; also when people are screened again."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import msgspec
import pytest

from preclear import clearance

NOW = datetime(2026, 5, 1, 7, 30, tzinfo=UTC)
TABLE = """Voyage;XX420
Carrier;XX
From;YVR
To;SEA
Departure;2026-05-01 10:15
Family name;Given names;Date of birth;Sex;Nationality;Document type;Document number;Issuing country;Expiry date
ROY;Marie;1974-08-12;F;CAN;P;AB123456;CAN;2031-03-01
TAN;Li;1980-02-30;F;CAN;P;AB123457;CAN;2020-03-01
"""
PERSON = {"family_name": "ROY", "given_names": "MARIE", "birth_date": "1974-08-12", "sex": "F", "nationality": "CAN"}
LIST = {
    "voyage": "XX420",
    "carrier": "XX",
    "legs": [{"voyage": "XX420", "from": "YVR", "to": "SEA", "departs": "2026-05-01T10:15", "arrives": "2026-05-01T11:20"}],
    "people": [
        {**PERSON, "documents": [{"type": "P", "number": "AB123456", "issuer": "CAN", "expires": "2031-03-01"}]},
        {**PERSON, "family_name": "TAN", "documents": [{"type": "P", "number": "AB7", "issuer": "CAN", "expires": "2020-03-01"}]},
    ],
}
FORMS = {
    "a table": (TABLE.encode(), "row 8, document 1", "row 8"),
    "JSON": (json.dumps(LIST).encode(), "people[1], document 1", "people[1]"),
}


@pytest.mark.parametrize(("raw", "place", "beginning"), FORMS.values(), ids=FORMS)
def test_a_fault_is_kept_and_answered_where_the_sender_finds_it(node, raw, place, beginning):
    receipt = clearance.receive(node, raw, carrier="XX", transport="http", now=NOW)
    assert receipt.message.state == "saved"
    with node.pool.connection() as db:
        (kept,) = (row[0] for row in db.execute("SELECT faults FROM manifest").fetchall())
    told = receipt.answer.json["messages"][0]["faults"]
    for faults in (kept, told):
        assert [one["where"] for one in faults if one["code"] == "DOC-EXPIRED"] == [place]
        assert all(one["where"].startswith(beginning) for one in faults if one["code"].startswith(("DOC-", "PAX-")))
        assert not [one for one in faults if "traveller" in one["where"]]


def test_they_are_the_same_when_people_are_screened_again(node):
    clearance.receive(node, TABLE.encode(), carrier="XX", transport="http", now=NOW)
    with node.pool.connection() as db:
        saved = db.execute("SELECT faults, record FROM manifest").fetchone()
    assert saved[1]["labels"] == ["row 7", "row 8"]
    with node.pool.connection() as db:
        db.execute("UPDATE traveller SET circumstances = 'older'")
    assert clearance.rescreen(node, NOW)
    with node.pool.connection() as db:
        again = db.execute("SELECT faults, record FROM manifest").fetchone()
        reasons = db.execute("SELECT family_name, reasons FROM traveller WHERE superseded_at IS NULL ORDER BY 1").fetchall()
    assert again == saved
    assert "traveller 2" not in str(msgspec.json.encode(reasons))
