-- days --
-- On how many days of a time there was traffic whose facts are kept, and of how many people.
SELECT count(DISTINCT m.saved_at::date), count(*)
  FROM traveller t JOIN manifest m ON m.id = t.manifest_id
 WHERE t.superseded_at IS NULL AND NOT t.withdrawn AND t.assessment_id IS NOT NULL AND m.saved_at > %(since)s AND m.saved_at <= %(until)s;

-- recorded --
-- Everyone as last declared, by what the rules were asked about them, with what officers found: the latest finding on each question.
SELECT t.assessment_id, t.ordinal, t.id,
       CASE WHEN f.confirmed THEN 1 WHEN f.open THEN 3 WHEN f.refuted THEN 2 ELSE 0 END
  FROM traveller t JOIN manifest m ON m.id = t.manifest_id JOIN voyage v ON v.id = t.voyage_id
  LEFT JOIN LATERAL (
       SELECT bool_or(l.value = 'match') AS confirmed, bool_or(l.value = 'cannot_tell') AS open, bool_or(l.value = 'no_match') AS refuted
         FROM (SELECT DISTINCT ON (e.key) e.key, e.value
                 FROM referral r JOIN decision d ON d.referral_id = r.id CROSS JOIN LATERAL jsonb_each_text(d.findings) e
                WHERE r.voyage_id = t.voyage_id AND r.key = t.key ORDER BY e.key, d.decided_at DESC, d.id DESC) l) f ON true
 WHERE t.superseded_at IS NULL AND NOT t.withdrawn AND t.assessment_id IS NOT NULL AND m.saved_at > %(since)s AND m.saved_at <= %(until)s
   AND (%(sites)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(sites)s::text[])
 ORDER BY t.assessment_id, t.ordinal;

-- facts --
-- What the rules were asked.
SELECT id, facts FROM assessment WHERE id = ANY(%(ids)s);

-- minutes --
-- How long officers had a referral in hand that was closed in a time: half of them no longer, and of how many that is known.
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM closed_at - taken_at) / 60)::float8, count(*)
  FROM referral WHERE state = 'closed' AND taken_at IS NOT NULL AND closed_at > %(since)s AND closed_at <= %(until)s;
