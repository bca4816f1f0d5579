-- ask --
INSERT INTO back_test (version_id, asked_by, asked_at, days, on_day) VALUES (%(version)s, %(by)s, %(now)s, %(days)s, %(on)s) RETURNING id;

-- find --
SELECT id, version_id, asked_by, asked_at, days, on_day, travellers, done, record, failed, finished_at FROM back_test WHERE id = %(id)s;

-- of_version --
SELECT id, version_id, asked_by, asked_at, days, on_day, travellers, done, record, failed, finished_at
  FROM back_test WHERE version_id = %(version)s ORDER BY id DESC LIMIT 10;

-- open --
SELECT id FROM back_test WHERE finished_at IS NULL ORDER BY id;

-- hold --
-- Whoever holds it works it out; others pass by.
SELECT pg_try_advisory_xact_lock(hashtext('back_test'), %(id)s::int);

-- progress --
UPDATE back_test SET done = %(done)s, travellers = %(travellers)s WHERE id = %(id)s;

-- finish --
UPDATE back_test SET record = %(record)s, failed = %(failed)s, finished_at = %(now)s WHERE id = %(id)s;

-- looked_at --
-- Where people of a sample are: to be opened by whoever may, which is recorded there.
SELECT t.id, t.voyage_id, v.designator, t.ordinal
  FROM traveller t JOIN voyage v ON v.id = t.voyage_id
 WHERE t.id = ANY(%(ids)s) AND (%(sites)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(sites)s::text[]);
