-- keep --
INSERT INTO basis (digest, record, first_used_at) VALUES (%(digest)s, %(record)s, %(now)s) ON CONFLICT DO NOTHING;

-- find --
SELECT record FROM basis WHERE digest = %(digest)s;

-- screened --
-- One declaration with what its screening rested on.
SELECT record, basis, not_screened FROM traveller WHERE id = %(traveller)s;

-- hits --
SELECT h.entry_ref, e.digest, h.score, h.name, h.reasons, h.comparison
  FROM hit h JOIN list_edition e ON e.id = h.edition_id WHERE h.traveller_id = %(traveller)s ORDER BY h.id;

-- editions --
SELECT max(id) FROM list_edition WHERE digest = ANY(%(digests)s) GROUP BY digest;
