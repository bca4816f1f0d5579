-- of_people --
SELECT id, person, entry_ref, entry_digest, decision_id, expires_at FROM known_false_match
 WHERE person = ANY(%(people)s) AND ended_at IS NULL AND expires_at > %(now)s;

-- keep --
-- A later finding on the same pair takes the place of the former one.
INSERT INTO known_false_match (person, entry_ref, entry_digest, decision_id, found_at, expires_at)
VALUES (%(person)s, %(entry_ref)s, %(entry_digest)s, %(decision)s, %(now)s, %(expires)s);

-- end --
UPDATE known_false_match SET ended_at = %(now)s WHERE person = %(person)s AND entry_ref = ANY(%(refs)s) AND ended_at IS NULL
RETURNING entry_ref;

-- forget --
-- A day later than it ends, so that nobody is just about to name it.
DELETE FROM known_false_match WHERE expires_at <= %(now)s - interval '1 day';

-- entries_hit --
-- The entries that a declaration was hit on, as the list had them.
SELECT h.entry_ref, listed_as(h.edition_id, h.entry_ref) FROM hit h WHERE h.traveller_id = %(traveller)s AND h.entry_ref = ANY(%(refs)s);
