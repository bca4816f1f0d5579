"""Notes go with the person they are about."""

from datetime import UTC, datetime

from preclear import clearance
from preclear.store import lives, notes

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
PERSON = ("MARTIN", "ANNE", "800101", "AA000001")


def test_a_note_goes_with_a_person_who_gets_another_key_and_with_a_voyage_that_is_part_of_another(node, officers_of, paxlst):
    clearance.receive(node, paxlst(PERSON), carrier="XX", transport="http", now=NOW)
    clearance.receive(node, paxlst(PERSON, flight="XX421", control="2"), carrier="XX", transport="http", now=NOW)
    with node.pool.connection() as db, db.transaction(force_rollback=True):
        (first, key), (second, _) = db.execute("SELECT voyage_id, key FROM traveller ORDER BY id").fetchall()
        notes.write(db, node.vault, voyage=first, key=key, words="seen twice", by=officers_of["ana"], now=NOW)
        lives.renamed(db, first, key, "another")
        assert [note.words for note in notes.of(db, first, "another")] == ["seen twice"]
        lives.merge(db, first, second)
        assert [note.words for note in notes.of(db, second, "another")] == ["seen twice"]
