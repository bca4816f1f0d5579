-- counts --
-- For whom rules fired, as last declared, by week; with the latest finding on the rule itself, and what was found on entries of lists:
-- a match where one of them is the person, no match where none is.
SELECT r.code, date_trunc('week', m.saved_at AT TIME ZONE 'UTC')::date, own.value, entries.value, coalesce(waits.yes, false), count(*)
  FROM traveller t JOIN manifest m ON m.id = t.manifest_id
 CROSS JOIN LATERAL (SELECT DISTINCT x ->> 'code' AS code FROM jsonb_array_elements(t.reasons) x) r
  LEFT JOIN LATERAL (
       SELECT e.value FROM referral f JOIN decision d ON d.referral_id = f.id CROSS JOIN LATERAL jsonb_each_text(d.findings) e
        WHERE f.voyage_id = t.voyage_id AND f.key = t.key AND e.key = r.code ORDER BY d.decided_at DESC, d.id DESC LIMIT 1) own ON true
  LEFT JOIN LATERAL (
       SELECT CASE WHEN bool_or(l.value = 'match') THEN 'match' WHEN bool_or(l.value = 'cannot_tell') THEN 'cannot_tell'
                   WHEN bool_or(l.value = 'no_match') THEN 'no_match' END AS value
         FROM (SELECT DISTINCT ON (e.key) e.value
                 FROM referral f JOIN decision d ON d.referral_id = f.id CROSS JOIN LATERAL jsonb_each_text(d.findings) e
                WHERE f.voyage_id = t.voyage_id AND f.key = t.key AND strpos(e.key, ':') > 0
                ORDER BY e.key, d.decided_at DESC, d.id DESC) l) entries ON true
  LEFT JOIN LATERAL (
       SELECT true AS yes FROM referral f WHERE f.voyage_id = t.voyage_id AND f.key = t.key AND f.closed_at IS NULL LIMIT 1) waits ON true
 WHERE t.superseded_at IS NULL AND NOT t.withdrawn AND m.saved_at >= %(since)s AND m.saved_at < %(until)s
 GROUP BY 1, 2, 3, 4, 5;
