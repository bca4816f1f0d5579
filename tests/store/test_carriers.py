from datetime import UTC, datetime

import pytest

from preclear.audit import Event
from preclear.errors import Conflict, NotFound, PreclearError
from preclear.manifest import Mode
from preclear.store import carriers, events
from preclear.store.carriers import Carrier

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
CARRIER = Carrier(id="XX", name="Example Airways", mode=Mode.AIR)


def test_a_key_opens_only_its_own_carrier(db):
    carriers.add(db, CARRIER, by="operator", now=NOW)
    other = Carrier(id="YY", name="Other", mode=Mode.RAIL, answers="later", referred="hold", answer_minutes=5)
    carriers.add(db, other, by="operator", now=NOW)
    key = carriers.add_key(db, "YY", "first", by="operator", now=NOW)
    assert carriers.of_key(db, key) == other
    assert carriers.of_key(db, key + "x") is None
    assert key.encode() not in db.execute("SELECT hash FROM carrier_key").fetchone()[0]


def test_closing_ends_every_key_and_is_recorded(db):
    carriers.add(db, CARRIER, by="operator", now=NOW)
    key = carriers.add_key(db, "XX", "first", by="operator", now=NOW)
    carriers.close(db, "XX", by="officer:1", now=NOW)
    assert carriers.of_key(db, key) is None
    with pytest.raises(Conflict):
        carriers.add_key(db, "XX", "second", by="operator", now=NOW)
    assert events.about(db, ["carrier:XX"]) == (
        (NOW, Event("carrier.added", "operator", "carrier:XX", detail={"mode": "air"})),
        (NOW, Event("carrier.key_added", "operator", "carrier:XX", detail={"label": "first"})),
        (NOW, Event("carrier.closed", "officer:1", "carrier:XX")),
    )


def test_an_id_that_is_taken_or_does_not_fit_is_refused(db):
    carriers.add(db, CARRIER, by="operator", now=NOW)
    db.commit()
    with pytest.raises(Conflict):
        carriers.add(db, CARRIER, by="operator", now=NOW)
    db.rollback()
    with pytest.raises(PreclearError, match="carrier_id_check"):
        carriers.add(db, Carrier(id="x", name="Small", mode=Mode.AIR), by="operator", now=NOW)
    db.rollback()
    with pytest.raises(NotFound):
        carriers.find(db, "ZZ")
