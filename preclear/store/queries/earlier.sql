-- bookings --
-- The newest booking under each locator of a voyage.
SELECT DISTINCT ON (b.locator) b.record FROM booking b JOIN voyage v ON v.id = b.voyage_id
 WHERE v.carrier_id = %(carrier)s AND v.key = %(key)s AND b.locator = ANY(%(locators)s) ORDER BY b.locator, b.id DESC;

-- since --
SELECT saved_at::date FROM manifest ORDER BY id LIMIT 1;

-- crossings --
-- Voyages before a day that people of some document numbers were on, the latest of each, oldest first.
SELECT n.number, c.documents, c.birth_date, c.day, c.designator, c.mode, c.role, c.carrier, c.departure, c.arrival, c.referred, c.found
  FROM unnest(%(numbers)s::text[]) AS n (number)
 CROSS JOIN LATERAL (
       SELECT t.record -> 'documents' AS documents, t.birth_date, coalesce(v.arrives_local, v.departs_local)::date AS day, v.designator,
              v.mode, t.role, v.record ->> 'carrier' AS carrier, v.departure, v.arrival,
              EXISTS (SELECT FROM referral r WHERE r.voyage_id = t.voyage_id AND r.key = t.key) AS referred,
              CASE WHEN f.confirmed THEN 'confirmed' WHEN f.open THEN NULL WHEN f.refuted THEN 'refuted' END AS found
         FROM traveller t JOIN voyage v ON v.id = t.voyage_id
         LEFT JOIN LATERAL (
              SELECT bool_or(l.value = 'match') AS confirmed, bool_or(l.value = 'cannot_tell') AS open, bool_or(l.value = 'no_match') AS refuted
                FROM (SELECT DISTINCT ON (e.key) e.key, e.value
                        FROM referral r JOIN decision d ON d.referral_id = r.id CROSS JOIN LATERAL jsonb_each_text(d.findings) e
                       WHERE r.voyage_id = t.voyage_id AND r.key = t.key ORDER BY e.key, d.decided_at DESC, d.id DESC) l) f ON true
        WHERE upper(translate(t.document_number, ' -', '')) = n.number AND t.document_number IS NOT NULL AND t.superseded_at IS NULL
          AND NOT t.withdrawn AND t.on_board IS DISTINCT FROM false AND NOT v.cancelled
          AND coalesce(v.arrives_local, v.departs_local) < %(day)s
        ORDER BY coalesce(v.arrives_local, v.departs_local) DESC, v.id DESC LIMIT %(most)s) c
 ORDER BY c.day, c.designator;
