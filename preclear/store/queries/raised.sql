-- by_hand --
INSERT INTO raised_hit (officer_id, kind, severity, reason, source, entry_ref, sought, said_at, raised_at)
VALUES (%(officer)s, %(kind)s, %(severity)s, %(reason)s, '', %(entry_ref)s, '{}', %(now)s, %(now)s)
RETURNING id;

-- enter --
-- A reference that is known already gives no row.
INSERT INTO raised_hit (system_id, reference, kind, severity, reason, source, sought, designator, departs, document, said_at, valid_until, raised_at,
                        seek_again_at)
VALUES (%(system)s, %(reference)s, %(kind)s, %(severity)s, %(reason)s, %(source)s, %(sought)s, %(designator)s, %(departs)s, %(document)s,
        %(said_at)s, %(valid_until)s, %(now)s, %(again)s)
ON CONFLICT (system_id, reference) DO NOTHING
RETURNING id;

-- hold --
-- Held until the transaction ends: two that say something of one hit do so one after the other.
SELECT id FROM raised_hit WHERE system_id = %(system)s AND reference = %(reference)s FOR NO KEY UPDATE;

-- change --
UPDATE raised_hit
   SET kind = %(kind)s, severity = %(severity)s, reason = %(reason)s, source = %(source)s, sought = %(sought)s, designator = %(designator)s,
       departs = %(departs)s, document = %(document)s, said_at = %(said_at)s, valid_until = %(valid_until)s, question = %(question)s,
       withdrawn_at = NULL, withdrawn_why = NULL, seek_again_at = %(again)s
 WHERE id = %(id)s;

-- withdraw --
UPDATE raised_hit SET withdrawn_at = %(now)s, withdrawn_why = %(why)s, said_at = %(said_at)s, seek_again_at = NULL
 WHERE id = %(id)s AND withdrawn_at IS NULL
RETURNING id;

-- find --
SELECT id, system_id, reference, kind, severity, reason, source, sought, question, said_at, valid_until, raised_at, withdrawn_at
  FROM raised_hit WHERE system_id = %(system)s AND (reference = %(reference)s OR id = %(id)s);

-- of_system --
-- The hits of a system, in the order in which they were raised.
SELECT id, system_id, reference, kind, severity, reason, source, sought, question, said_at, valid_until, raised_at, withdrawn_at
  FROM raised_hit WHERE system_id = %(system)s AND id > %(after)s ORDER BY id LIMIT %(limit)s;

-- of_voyage --
-- What stands raised on the people of a voyage; of these keys, or of everybody.
SELECT m.key, h.id, h.question, h.severity, h.system_id IS NOT NULL
  FROM raised_met m JOIN raised_hit h ON h.id = m.hit_id
 WHERE m.voyage_id = %(voyage)s AND m.ended_at IS NULL AND h.withdrawn_at IS NULL AND (%(keys)s::text[] IS NULL OR m.key = ANY(%(keys)s))
 ORDER BY m.key, h.id;

-- waiting --
-- What other systems told of somebody who may be among the people of a voyage: told of the voyage, or of a document that one of them has.
SELECT h.id, h.question, h.severity, h.sought
  FROM raised_hit h JOIN voyage v ON v.id = %(voyage)s
 WHERE h.withdrawn_at IS NULL AND h.system_id IS NOT NULL AND h.valid_until > %(now)s
   AND h.designator = v.designator AND (v.departs_local IS NULL OR h.departs = v.departs_local::date)
   AND coalesce(h.sought ->> 'carrier', v.carrier_id) = v.carrier_id
UNION ALL
SELECT h.id, h.question, h.severity, h.sought
  FROM raised_hit h
 WHERE h.withdrawn_at IS NULL AND h.system_id IS NOT NULL AND h.designator IS NULL AND h.valid_until > %(now)s AND h.document = ANY(%(documents)s);

-- voyages_of --
-- Voyages on which somebody may be whom a hit means: the one that it names; else those still to arrive with somebody who has the document.
SELECT v.id FROM voyage v
 WHERE v.designator = %(designator)s AND (v.departs_local IS NULL OR v.departs_local::date = %(departs)s) AND coalesce(%(carrier)s, v.carrier_id) = v.carrier_id
UNION
SELECT v.id FROM traveller t JOIN voyage v ON v.id = t.voyage_id
 WHERE %(designator)s::text IS NULL AND t.superseded_at IS NULL AND t.sought_numbers LIKE '%%' || %(document)s || '%%'
   AND coalesce(v.arrives_at, v.departs_at, v.first_seen_at) > %(now)s - interval '2 days'
UNION
SELECT m.voyage_id FROM raised_met m WHERE m.hit_id = %(id)s AND m.ended_at IS NULL
 ORDER BY 1;

-- meet --
INSERT INTO raised_met (hit_id, voyage_id, key, met_at) VALUES (%(id)s, %(voyage)s, %(key)s, %(now)s)
ON CONFLICT (hit_id, voyage_id, key) DO UPDATE SET ended_at = NULL WHERE raised_met.ended_at IS NOT NULL
RETURNING hit_id;

-- met --
SELECT key FROM raised_met WHERE hit_id = %(id)s AND voyage_id = %(voyage)s AND ended_at IS NULL;

-- part --
UPDATE raised_met SET ended_at = %(now)s WHERE hit_id = %(id)s AND voyage_id = %(voyage)s AND key = ANY(%(keys)s) AND ended_at IS NULL;

-- to_seek_again --
SELECT id, system_id FROM raised_hit WHERE seek_again_at <= %(now)s ORDER BY seek_again_at LIMIT 100;

-- sought_again --
UPDATE raised_hit SET seek_again_at = NULL WHERE id = %(id)s AND seek_again_at <= %(now)s;

-- out_of_step --
-- Who travels on a voyage and is asked about less, or more, than is raised on them.
SELECT t.key FROM traveller t
  LEFT JOIN LATERAL (SELECT array_agg('hit#' || h.id || '.' || h.question) AS codes
                       FROM raised_met m JOIN raised_hit h ON h.id = m.hit_id
                      WHERE m.voyage_id = t.voyage_id AND m.key = t.key AND m.ended_at IS NULL AND h.withdrawn_at IS NULL) r ON true
 WHERE t.voyage_id = %(voyage)s AND t.superseded_at IS NULL AND NOT t.withdrawn AND EXISTS (SELECT FROM raised_met m WHERE m.voyage_id = t.voyage_id)
   AND NOT (coalesce(r.codes, '{}') <@ t.questions
            AND (SELECT coalesce(array_agg(q), '{}') FROM unnest(t.questions) q WHERE q LIKE 'hit#%%') <@ coalesce(r.codes, '{}'));

-- findings --
-- What came of each person whom a hit met: the latest finding on it in any of its wordings, whether somebody is still to find, and the site's.
SELECT v.designator, v.departs_local::date AS departs, m.met_at, f.found, f.decided_at, o.open AS waiting, found_at_site(m.voyage_id, m.key) AS at_site
  FROM raised_met m
  JOIN voyage v ON v.id = m.voyage_id
  LEFT JOIN LATERAL (
       SELECT e.value AS found, d.decided_at FROM referral r JOIN decision d ON d.referral_id = r.id CROSS JOIN LATERAL jsonb_each_text(d.findings) e
        WHERE r.voyage_id = m.voyage_id AND r.key = m.key AND split_part(e.key, '.', 1) = 'hit#' || m.hit_id
        ORDER BY d.id DESC LIMIT 1) f ON true
 CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM referral r WHERE r.voyage_id = m.voyage_id AND r.key = m.key AND r.closed_at IS NULL) AS open) o
 WHERE m.hit_id = %(id)s AND m.ended_at IS NULL ORDER BY m.met_at, v.id, m.key;

-- about --
-- What was raised on a person, what has ended too, oldest first.
SELECT h.id, h.question, h.kind, h.severity, h.reason, h.source, h.entry_ref, h.raised_at, h.said_at, h.valid_until, h.withdrawn_at, o.name AS officer,
       s.name AS system, h.reference,
       (h.withdrawn_at IS NULL AND m.ended_at IS NULL) AS stands,
       (SELECT e.value FROM referral r JOIN decision d ON d.referral_id = r.id CROSS JOIN LATERAL jsonb_each_text(d.findings) e
         WHERE r.voyage_id = m.voyage_id AND r.key = m.key AND e.key = 'hit#' || h.id || '.' || h.question ORDER BY d.id DESC LIMIT 1) AS found
  FROM raised_met m JOIN raised_hit h ON h.id = m.hit_id
  LEFT JOIN officer o ON o.id = h.officer_id
  LEFT JOIN outside_system s ON s.id = h.system_id
 WHERE m.voyage_id = %(voyage)s AND m.key = %(key)s ORDER BY h.id;

-- entry_is_listed --
-- Whether an entry stands on a list in force that one of these roles sees.
SELECT EXISTS (SELECT FROM list_edition e JOIN list_source s ON s.id = e.source_id
                WHERE e.in_force AND e.source_id = split_part(%(ref)s, ':', 1) AND (s.visible_to = '{}' OR s.visible_to && %(roles)s::text[])
                  AND listed_as(e.id, %(ref)s) IS NOT NULL);
