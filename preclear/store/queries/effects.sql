-- counts --
-- For whom rules fired, as last declared, by week; with the latest finding on the rule itself, and what was found on entries of lists:
-- a match where one of them is the person, no match where none is; and with what inspection at the site came to. Of one rule also by the
-- version that fired.
SELECT r.code, date_trunc('week', m.saved_at AT TIME ZONE 'UTC')::date, own.value, entries.value, coalesce(waits.yes, false),
       found_at_site(t.voyage_id, t.key), fired.number, count(*)
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
  LEFT JOIN LATERAL (
       SELECT v.number FROM assessment a JOIN rule_set s ON s.digest = a.rules JOIN rule_version v ON v.id = s.version_id
        WHERE a.id = t.assessment_id AND v.rule = %(rule)s) fired ON %(rule)s::text IS NOT NULL
 WHERE t.superseded_at IS NULL AND NOT t.withdrawn AND m.saved_at >= %(since)s AND m.saved_at < %(until)s
   AND (%(rule)s::text IS NULL OR r.code = %(rule)s)
 GROUP BY 1, 2, 3, 4, 5, 6, 7;

-- entries --
-- People whom an entry of a list hit, each voyage once, as last declared with it; by the edition that hit, the week, and what came of it.
-- A hit that an officer had answered before asks nothing.
WITH hits AS (
    SELECT DISTINCT ON (h.entry_ref, t.voyage_id, t.key) h.entry_ref, t.voyage_id, t.key, h.edition_id, h.known_decision_id, m.saved_at, e.dated
      FROM list_edition e
      JOIN hit h ON h.edition_id = e.id
      JOIN traveller t ON t.id = h.traveller_id
      JOIN manifest m ON m.id = t.manifest_id
     WHERE e.source_id = %(source)s AND m.saved_at >= %(since)s AND m.saved_at < %(until)s AND NOT t.withdrawn
       AND (%(ref)s::text IS NULL OR h.entry_ref = %(ref)s)
     ORDER BY h.entry_ref, t.voyage_id, t.key, t.id DESC)
SELECT h.entry_ref, h.edition_id, h.dated, date_trunc('week', h.saved_at AT TIME ZONE 'UTC')::date, f.value,
       f.value IS NULL AND h.known_decision_id IS NULL AND EXISTS (
           SELECT FROM referral r WHERE r.voyage_id = h.voyage_id AND r.key = h.key AND r.closed_at IS NULL),
       found_at_site(h.voyage_id, h.key), count(*)
  FROM hits h
  LEFT JOIN LATERAL (
       SELECT d.findings ->> h.entry_ref AS value FROM referral r JOIN decision d ON d.referral_id = r.id
        WHERE r.voyage_id = h.voyage_id AND r.key = h.key AND d.findings ->> h.entry_ref IS NOT NULL
        ORDER BY d.decided_at DESC, d.id DESC LIMIT 1) f ON true
 GROUP BY 1, 2, 3, 4, 5, 6, 7;
