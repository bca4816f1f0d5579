-- history --
SELECT id, value, reason, set_by, set_at FROM threshold ORDER BY id DESC;

-- set --
INSERT INTO threshold (value, reason, set_by, set_at) VALUES (%(value)s, %(reason)s, %(by)s, %(now)s) RETURNING id;

-- ask --
INSERT INTO threshold_price (asked_by, asked_at, days) VALUES (%(by)s, %(now)s, %(days)s) RETURNING id;

-- latest --
SELECT id, asked_by, asked_at, days, travellers, done, record, finished_at FROM threshold_price
 WHERE %(id)s::bigint IS NULL OR id = %(id)s ORDER BY (finished_at IS NOT NULL) = %(finished)s DESC, id DESC LIMIT 1;

-- open --
SELECT id FROM threshold_price WHERE finished_at IS NULL ORDER BY id;

-- hold --
-- Whoever holds it works it out; others pass by.
SELECT pg_try_advisory_xact_lock(hashtext('threshold_price'), %(id)s::int);

-- progress --
UPDATE threshold_price SET done = %(done)s, travellers = %(travellers)s WHERE id = %(id)s;

-- finish --
UPDATE threshold_price SET record = %(record)s, finished_at = %(now)s, done = travellers WHERE id = %(id)s;

-- traffic --
-- On how many days there was any, and how many people.
SELECT count(DISTINCT m.saved_at::date), count(*) FROM traveller t JOIN manifest m ON m.id = t.manifest_id
 WHERE t.superseded_at IS NULL AND NOT t.withdrawn AND m.saved_at > %(since)s AND m.saved_at <= %(until)s;

-- recorded --
-- Everyone as last declared, with the entries that an officer found to be this person.
SELECT t.record, coalesce(k.refs, '{}')
  FROM traveller t JOIN manifest m ON m.id = t.manifest_id
  LEFT JOIN LATERAL (
       SELECT array_agg(DISTINCT f.key) AS refs
         FROM referral r JOIN decision d ON d.referral_id = r.id CROSS JOIN LATERAL jsonb_each_text(d.findings) f
        WHERE r.voyage_id = t.voyage_id AND r.key = t.key AND f.value = 'match' AND strpos(f.key, ':') > 0) k ON true
 WHERE t.superseded_at IS NULL AND NOT t.withdrawn AND m.saved_at > %(since)s AND m.saved_at <= %(until)s;
