-- open_one --
INSERT INTO referral (voyage_id, key, traveller_id, kind, severity, state, questions, raised_at)
VALUES (%(voyage)s, %(key)s, %(traveller)s, %(kind)s, %(severity)s, 'open', %(questions)s, %(now)s)
RETURNING id;

-- carry --
UPDATE referral
   SET traveller_id = %(traveller)s, questions = %(questions)s, version = version + 1,
       kind = coalesce(%(kind)s, kind), severity = least(coalesce(%(severity)s, severity), severity),
       state = CASE WHEN %(reopened)s THEN 'open' ELSE state END
 WHERE id = %(id)s
RETURNING version;

-- lapse --
UPDATE referral SET state = 'lapsed', closed_at = %(now)s, taken_by = NULL, taken_at = NULL, version = version + 1 WHERE id = ANY(%(ids)s)
RETURNING id, version;

-- hold --
SELECT v.id FROM voyage v WHERE v.id = (SELECT voyage_id FROM referral WHERE id = %(id)s) FOR NO KEY UPDATE;

-- find --
-- The proposal is the newest decision, while the referral waits for a second officer.
SELECT r.id, r.voyage_id, v.carrier_id, r.key, r.traveller_id, r.kind, r.severity, r.state, r.questions, r.version, r.raised_at, r.taken_by,
       p.id AS proposal_id, p.officer_id AS proposed_by, v.departure, v.arrival,
       (SELECT coalesce(jsonb_object_agg(h.entry_ref, s.visible_to), '{}')
          FROM hit h JOIN list_edition e ON e.id = h.edition_id JOIN list_source s ON s.id = e.source_id
         WHERE h.traveller_id = r.traveller_id AND s.visible_to <> '{}') AS shown_to
  FROM referral r
  JOIN voyage v ON v.id = r.voyage_id
  LEFT JOIN LATERAL (
       SELECT d.id, d.officer_id FROM decision d WHERE d.referral_id = r.id AND r.state = 'proposed' ORDER BY d.id DESC LIMIT 1) p ON true
 WHERE r.id = %(id)s;

-- change --
UPDATE referral
   SET state = %(state)s, version = version + 1, closed_at = CASE WHEN %(closes)s THEN %(now)s::timestamptz END,
       taken_by = %(taken_by)s, taken_at = CASE WHEN %(taken_by)s::bigint IS NULL THEN NULL WHEN taken_by = %(taken_by)s THEN taken_at ELSE %(now)s END
 WHERE id = %(id)s
RETURNING version;
