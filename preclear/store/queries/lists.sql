-- editions --
SELECT e.id, e.source_id, s.title, s.owner, s.legal_basis, s.handling, s.visible_to, s.valid_days, s.stop_when_expired, s.terms_set_by,
       e.digest, e.dated, e.imported_at, e.imported_by, e.entries, e.others, e.added, e.changed, e.removed, e.reused, e.expires,
       jsonb_array_length(e.faults) AS faults, e.in_force, e.former_id, e.undone_at, e.undone_by
  FROM list_edition e JOIN list_source s ON s.id = e.source_id ORDER BY e.source_id, e.id DESC;

-- entries --
COPY (SELECT record::text FROM listed(%(edition)s) ORDER BY ref) TO STDOUT (FORMAT BINARY);

-- digests --
-- Every entry of an edition by reference, in the order of code points; null where only its record tells what it says. As listed(), but
-- what the entries say is not sorted with them.
COPY (SELECT ref, digest
        FROM (SELECT DISTINCT ON (l.ref) l.ref, l.digest, l.record IS NULL AS gone
                FROM list_entry l
               WHERE l.edition_id = ANY ((SELECT e.stands_on || e.id FROM list_edition e WHERE e.id = %(edition)s)::bigint[])
               ORDER BY l.ref, l.edition_id DESC) newest
       WHERE NOT gone ORDER BY ref) TO STDOUT (FORMAT BINARY);

-- source --
-- Terms that an administrator set stay as they are, whatever a newer edition says.
INSERT INTO list_source AS s (id, title, owner, legal_basis, handling, visible_to, valid_days)
VALUES (%(id)s, %(title)s, %(owner)s, %(legal_basis)s, %(handling)s, %(visible_to)s, %(valid_days)s)
ON CONFLICT (id) DO UPDATE SET title = EXCLUDED.title, owner = EXCLUDED.owner, legal_basis = EXCLUDED.legal_basis,
    handling = EXCLUDED.handling, visible_to = EXCLUDED.visible_to, valid_days = EXCLUDED.valid_days
 WHERE s.terms_set_by IS NULL;

-- alone --
-- Nobody else puts an edition of the list in force, or takes one back, until this transaction ends.
SELECT FROM list_source WHERE id = %(source)s FOR UPDATE;

-- valid_days --
SELECT valid_days FROM list_source WHERE id = %(source)s;

-- set_terms --
INSERT INTO list_source (id, title, owner, legal_basis, handling, visible_to, valid_days, stop_when_expired, terms_set_by)
VALUES (%(id)s, %(title)s, %(owner)s, %(legal_basis)s, %(handling)s, %(visible_to)s, %(valid_days)s, %(stop_when_expired)s, %(by)s)
ON CONFLICT (id) DO UPDATE SET title = EXCLUDED.title, owner = EXCLUDED.owner, legal_basis = EXCLUDED.legal_basis,
    handling = EXCLUDED.handling, visible_to = EXCLUDED.visible_to, valid_days = EXCLUDED.valid_days,
    stop_when_expired = EXCLUDED.stop_when_expired, terms_set_by = EXCLUDED.terms_set_by;

-- terms --
SELECT id, title, owner, legal_basis, handling, visible_to, valid_days, stop_when_expired FROM list_source WHERE id = %(source)s;

-- set_expiry --
UPDATE list_edition SET expires = %(expires)s WHERE source_id = %(source)s AND in_force;

-- retire --
UPDATE list_edition SET in_force = false WHERE source_id = %(source)s AND in_force RETURNING id;

-- accept --
INSERT INTO list_edition (source_id, digest, dated, imported_at, imported_by, entries, others, added, changed, removed, reused, faults,
                          expires, former_id, stands_on)
VALUES (%(source)s, %(digest)s, %(dated)s, %(now)s, %(by)s, %(entries)s, %(others)s, %(added)s, %(changed)s, %(removed)s, %(reused)s, %(faults)s,
        %(expires)s, %(former)s, coalesce((SELECT stands_on || id FROM list_edition WHERE id = %(on)s), '{}'))
RETURNING id;

-- copy_entries --
COPY list_entry (edition_id, ref, digest, record) FROM STDIN;

-- undo --
UPDATE list_edition SET in_force = false, undone_at = %(now)s, undone_by = %(by)s
 WHERE id = %(edition)s AND in_force AND former_id IS NOT NULL RETURNING former_id;

-- restore --
UPDATE list_edition SET in_force = true WHERE id = %(edition)s;

-- faults --
SELECT faults FROM list_edition WHERE id = %(edition)s;

-- steps --
-- Every edition of a list with the one before it, and whether it is kept as the step from there.
SELECT id, digest, former_id, former_id = ANY (stands_on) FROM list_edition WHERE source_id = %(source)s ORDER BY id;

-- stepped --
-- The entries that some editions touched.
SELECT DISTINCT ref FROM list_entry WHERE edition_id = ANY(%(editions)s);

-- entries_of --
-- Each looked up by itself: with them all in one condition the whole edition would be read.
SELECT newest.record::text
  FROM unnest(%(refs)s::text[]) AS wanted (ref)
 CROSS JOIN LATERAL (
       SELECT l.record FROM list_entry l
        WHERE l.ref = wanted.ref
          AND l.edition_id = ANY ((SELECT e.stands_on || e.id FROM list_edition e WHERE e.id = %(edition)s)::bigint[])
        ORDER BY l.edition_id DESC LIMIT 1) newest
 WHERE newest.record IS NOT NULL ORDER BY wanted.ref COLLATE "C";
