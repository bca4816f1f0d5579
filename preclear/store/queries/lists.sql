-- editions --
SELECT e.id, e.source_id, s.title, s.owner, s.legal_basis, e.digest, e.dated, e.imported_at, e.imported_by, e.entries,
       e.added, e.changed, e.removed, e.in_force
  FROM list_edition e JOIN list_source s ON s.id = e.source_id ORDER BY e.source_id, e.id DESC;

-- entries --
SELECT record FROM list_entry WHERE edition_id = %(edition)s ORDER BY ref;

-- source --
INSERT INTO list_source (id, title, owner, legal_basis) VALUES (%(id)s, %(title)s, %(owner)s, %(legal_basis)s)
ON CONFLICT (id) DO UPDATE SET title = EXCLUDED.title, owner = EXCLUDED.owner, legal_basis = EXCLUDED.legal_basis;

-- retire --
UPDATE list_edition SET in_force = false WHERE source_id = %(source)s AND in_force;

-- accept --
INSERT INTO list_edition (source_id, digest, dated, imported_at, imported_by, entries, added, changed, removed, faults)
VALUES (%(source)s, %(digest)s, %(dated)s, %(now)s, %(by)s, %(entries)s, %(added)s, %(changed)s, %(removed)s, %(faults)s)
RETURNING id;

-- copy_entries --
COPY list_entry (edition_id, ref, record) FROM STDIN;

-- faults --
SELECT faults FROM list_edition WHERE id = %(edition)s;
