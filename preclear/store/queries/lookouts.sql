-- propose --
INSERT INTO lookout (entry, reason, expires, proposed_by, proposed_at)
VALUES (%(entry)s, %(reason)s, %(expires)s, %(officer)s, %(now)s) RETURNING id;

-- name --
UPDATE lookout SET entry = jsonb_set(entry, '{ref}', to_jsonb('lookout:' || id)) WHERE id = %(id)s;

-- approve --
UPDATE lookout SET approved_by = %(officer)s, approved_at = %(now)s
 WHERE id = %(id)s AND approved_by IS NULL AND ended_at IS NULL AND expires >= %(today)s RETURNING id;

-- end --
UPDATE lookout SET ended_by = %(officer)s, ended_at = %(now)s, ended_why = %(why)s WHERE id = %(id)s AND ended_at IS NULL RETURNING id;

-- find --
SELECT l.id, l.entry, l.reason, l.expires, l.proposed_by, p.name AS proposer, l.proposed_at, l.approved_by, a.name AS approver, l.approved_at,
       e.name AS ender, l.ended_at, l.ended_why, l.listed
  FROM lookout l
  JOIN officer p ON p.id = l.proposed_by
  LEFT JOIN officer a ON a.id = l.approved_by
  LEFT JOIN officer e ON e.id = l.ended_by
 WHERE (%(id)s::bigint IS NULL OR l.id = %(id)s)
 ORDER BY l.ended_at IS NOT NULL, l.approved_at IS NOT NULL, l.expires, l.id
 LIMIT 500;

-- changed --
-- Whether what stands on the list is not what should.
SELECT EXISTS (SELECT FROM lookout WHERE listed <> (approved_at IS NOT NULL AND ended_at IS NULL AND expires >= %(today)s));

-- list --
UPDATE lookout SET listed = (approved_at IS NOT NULL AND ended_at IS NULL AND expires >= %(today)s)
 WHERE listed <> (approved_at IS NOT NULL AND ended_at IS NULL AND expires >= %(today)s);

-- listed --
SELECT entry FROM lookout WHERE listed ORDER BY id;
