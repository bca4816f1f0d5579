-- ask --
INSERT INTO inquiry_run (inquiry_id, of, kind, condition, purpose, since, until, sites, asked_by, asked_at)
VALUES (%(inquiry)s, %(of)s, %(kind)s, %(condition)s, %(purpose)s, %(since)s, %(now)s, %(sites)s, %(by)s, %(now)s) RETURNING id;

-- run --
SELECT id, inquiry_id, of, kind, condition, purpose, since, until, sites, asked_by, asked_at, looked_at, found, untold, faulty, failed, finished_at
  FROM inquiry_run WHERE id = %(id)s;

-- runs --
SELECT id, inquiry_id, of, kind, condition, purpose, since, until, sites, asked_by, asked_at, looked_at, found, untold, faulty, failed, finished_at
  FROM inquiry_run WHERE (asked_by = %(by)s OR inquiry_id IS NOT NULL) AND (%(sites)s::text[] = '{}' OR sites <@ %(sites)s::text[] AND sites <> '{}')
 ORDER BY id DESC LIMIT 20;

-- before --
-- What the last run before this one of the same saved query that was answered had found.
SELECT found FROM inquiry_run WHERE inquiry_id = %(inquiry)s AND id < %(id)s AND found IS NOT NULL ORDER BY id DESC LIMIT 1;

-- still_open --
SELECT id FROM inquiry_run WHERE finished_at IS NULL ORDER BY id;

-- hold --
-- Whoever holds it works it out; others pass by.
SELECT pg_try_advisory_xact_lock(hashtext('inquiry_run'), %(id)s::int);

-- finish --
UPDATE inquiry_run SET looked_at = %(looked_at)s, found = %(found)s::bigint[], untold = %(untold)s, faulty = %(faulty)s, finished_at = %(now)s WHERE id = %(id)s;

-- fail --
UPDATE inquiry_run SET failed = %(failed)s, finished_at = %(now)s WHERE id = %(id)s;

-- voyages_of --
-- The voyages that some people are on.
SELECT DISTINCT voyage_id FROM traveller WHERE id = ANY(%(ids)s) ORDER BY voyage_id;

-- save --
INSERT INTO inquiry (name, of, kind, condition, purpose, days, sites, every_hours, next_at, saved_by, saved_at)
VALUES (%(name)s, %(of)s, %(kind)s, %(condition)s, %(purpose)s, %(days)s, %(sites)s, %(every)s, %(next)s, %(by)s, %(now)s)
ON CONFLICT DO NOTHING RETURNING id;

-- saved --
SELECT id, name, of, kind, condition, purpose, days, sites, every_hours, next_at, saved_by, saved_at FROM inquiry
 WHERE ended_at IS NULL AND (%(sites)s::text[] = '{}' OR sites <@ %(sites)s::text[] AND sites <> '{}') ORDER BY name;

-- end --
UPDATE inquiry SET ended_at = %(now)s, next_at = NULL WHERE id = %(id)s AND ended_at IS NULL RETURNING id;

-- due --
-- Saved queries whose time has come; the next time of each is set, so that nobody else takes it.
UPDATE inquiry SET next_at = %(now)s::timestamptz + make_interval(hours => every_hours)
 WHERE ended_at IS NULL AND next_at <= %(now)s
RETURNING id, name, of, kind, condition, purpose, days, sites, every_hours, next_at, saved_by, saved_at;

-- travellers_shown --
SELECT t.id, v.designator, t.ordinal, v.id FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY AS i (id, place) JOIN traveller t ON t.id = i.id
  JOIN voyage v ON v.id = t.voyage_id WHERE %(sites)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(sites)s::text[] ORDER BY i.place;

-- voyages_shown --
SELECT v.id, v.designator, NULL::integer, v.id FROM unnest(%(ids)s::bigint[]) WITH ORDINALITY AS i (id, place) JOIN voyage v ON v.id = i.id
 WHERE %(sites)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(sites)s::text[] ORDER BY i.place;
