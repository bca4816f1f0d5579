"""Raised hits go with their people, whoever turns out to be the same, and nobody rewrites them."""

from datetime import UTC, datetime

import psycopg
import pytest

from preclear import clearance
from preclear.store import lives, raised

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
PERSON = ("MARTIN", "ANNE", "800101", "AA000001")


def test_a_hit_goes_with_its_person_and_two_that_are_one_have_it_once(node, officers_of, paxlst):
    clearance.receive(node, paxlst(PERSON), carrier="XX", transport="http", now=NOW)
    clearance.receive(node, paxlst(PERSON, flight="XX421", control="2"), carrier="XX", transport="http", now=NOW)
    with node.pool.connection() as db, db.transaction(force_rollback=True):
        (first, key), (second, _) = db.execute("SELECT voyage_id, key FROM traveller ORDER BY id").fetchall()

        def hit():
            return raised.by_hand(db, officers_of["ana"].id, kind="other", severity=2, reason="x", entry_ref=None, now=NOW)

        def standing(voyage):
            return {name: [one.id for one in own] for name, own in raised.of_voyage(db, voyage).items()}

        one, both, ended = hit(), hit(), hit()
        for number, voyage, name in ((one, first, key), (both, first, key), (both, first, "b"), (ended, first, key), (ended, second, "b")):
            assert raised.meet(db, number, voyage, name, now=NOW)
        assert not raised.meet(db, one, first, key, now=NOW)
        db.execute("UPDATE raised_met SET ended_at = %s WHERE hit_id = %s AND voyage_id = %s", [NOW, ended, second])
        lives.renamed(db, first, key, "b")
        assert (standing(first), standing(second)) == ({"b": [one, both, ended]}, {})
        assert raised.out_of_step(db, first) == ["b"]
        lives.merge(db, first, second)
        assert standing(second) == {"b": [one, both, ended]}  # it stands where either stood
        for change in (
            "UPDATE raised_hit SET officer_id = officer_id + 1",
            "UPDATE raised_hit SET withdrawn_at = now(), withdrawn_why = 'x'",
            "DELETE FROM raised_hit",
            "UPDATE raised_said SET record = '{}'",
            "DELETE FROM raised_said",
        ):
            with pytest.raises(psycopg.Error), db.transaction():
                db.execute(change)
