-- add --
INSERT INTO outside_system (id, name, kinds, severest, per_minute, created_at) VALUES (%(id)s, %(name)s, %(kinds)s, %(severest)s, %(per_minute)s, %(now)s);

-- agree --
UPDATE outside_system SET name = %(name)s, kinds = %(kinds)s, severest = %(severest)s, per_minute = %(per_minute)s WHERE id = %(id)s AND closed_at IS NULL
RETURNING id;

-- find --
SELECT id, name, kinds, severest, per_minute, closed_at FROM outside_system WHERE %(id)s::text IS NULL OR id = %(id)s ORDER BY closed_at IS NOT NULL, id;

-- close --
UPDATE outside_system SET closed_at = %(now)s WHERE id = %(id)s AND closed_at IS NULL RETURNING id;

-- add_key --
INSERT INTO outside_key (hash, system_id, label, created_at) VALUES (%(hash)s, %(id)s, %(label)s, %(now)s);

-- keys --
SELECT label, created_at, used_at, revoked_at FROM outside_key WHERE system_id = %(id)s ORDER BY revoked_at IS NOT NULL, created_at;

-- revoke --
UPDATE outside_key SET revoked_at = %(now)s WHERE system_id = %(id)s AND label = %(label)s AND revoked_at IS NULL RETURNING label;

-- revoke_all --
UPDATE outside_key SET revoked_at = %(now)s WHERE system_id = %(id)s AND revoked_at IS NULL;

-- of_key --
SELECT s.id, s.name, s.kinds, s.severest, s.per_minute, s.closed_at FROM outside_key k JOIN outside_system s ON s.id = k.system_id
 WHERE k.hash = %(hash)s AND k.revoked_at IS NULL AND s.closed_at IS NULL;

-- use_key --
-- Once a day is enough to see that a key is in use, and spares a write a request.
UPDATE outside_key SET used_at = %(now)s WHERE hash = %(hash)s AND (used_at IS NULL OR used_at < %(now)s - interval '1 day');

-- pace --
-- One request more of a system in this minute; how many that makes.
INSERT INTO outside_pace AS p (system_id, minute, requests) VALUES (%(id)s, date_trunc('minute', %(now)s::timestamptz), 1)
ON CONFLICT (system_id) DO UPDATE
   SET requests = CASE WHEN p.minute = excluded.minute THEN p.requests + 1 ELSE 1 END, minute = excluded.minute
RETURNING requests;

-- traffic --
-- What goes on with each system, in counts alone.
SELECT s.id, count(h.id), count(h.id) FILTER (WHERE h.withdrawn_at IS NULL AND h.valid_until > %(now)s), max(h.said_at),
       count(h.id) FILTER (WHERE h.withdrawn_at IS NULL AND h.valid_until > %(now)s AND NOT EXISTS (SELECT FROM raised_met m WHERE m.hit_id = h.id AND m.ended_at IS NULL)),
       (SELECT count(*) FROM outside_key k WHERE k.system_id = s.id AND k.revoked_at IS NULL)
  FROM outside_system s LEFT JOIN raised_hit h ON h.system_id = s.id GROUP BY s.id ORDER BY s.id;
