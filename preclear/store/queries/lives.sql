-- in_order --
-- Messages of one number of voyage wait for one another, so that none of them misses what another one says.
SELECT pg_advisory_xact_lock(hashtext('voyage'), hashtext(%(named)s));

-- voyage_of_key --
SELECT v.id FROM voyage_key k JOIN voyage v ON v.id = k.voyage_id WHERE k.carrier_id = %(carrier)s AND k.key = %(key)s;

-- near --
-- Voyages of one number about a day, or of no known day.
SELECT id, record, changed FROM voyage
 WHERE carrier_id = %(carrier)s AND designator = %(designator)s
   AND (departs_local IS NULL OR departs_local BETWEEN %(day)s::date - 2 AND %(day)s::date + 3)
 ORDER BY id LIMIT 20;

-- add_key --
INSERT INTO voyage_key (carrier_id, key, voyage_id) VALUES (%(carrier)s, %(key)s, %(voyage)s) ON CONFLICT DO NOTHING;

-- heads --
SELECT id, head FROM manifest WHERE voyage_id = %(voyage)s AND id <> %(but)s;

-- named --
-- Everyone whom a message of the voyage names, as it named them; a declaration that was screened again is still one.
SELECT DISTINCT ON (t.manifest_id, t.ordinal) t.manifest_id, t.ordinal, coalesce(t.record #>> '{references,ABO}', ''),
       coalesce(t.record #>> '{references,AVF}', ''), t.family_name, t.given_names, coalesce(t.birth_date, ''),
       coalesce(t.document_number, ''), t.role = 'crew', m.function = 'request' OR t.record #> '{bags,tags,0}' IS NOT NULL,
       coalesce(t.record ->> 'title', '')
  FROM traveller t JOIN manifest m ON m.id = t.manifest_id
 WHERE t.voyage_id = %(voyage)s AND t.manifest_id <> %(but)s AND t.masked_at IS NULL;  -- who is masked is nobody any more

-- mentioned --
SELECT manifest_id, record, gone FROM mention WHERE voyage_id = %(voyage)s AND manifest_id <> %(but)s AND masked_at IS NULL;

-- namings --
-- Everyone whom the messages of a voyage name, in the order of arrival, with the message that names them.
SELECT n.manifest_id, n.ordinal, n.record, n.gone, m.function, m.head, m.raw_message_id, w.received_at, w.type, w.size
  FROM (SELECT DISTINCT ON (manifest_id, ordinal) manifest_id, ordinal, record, false AS gone, id
          FROM traveller WHERE voyage_id = %(voyage)s
         UNION ALL SELECT manifest_id, ordinal, record, gone, 0 FROM mention WHERE voyage_id = %(voyage)s) n
  JOIN manifest m ON m.id = n.manifest_id
  JOIN raw_message w ON w.id = m.raw_message_id
 WHERE n.manifest_id = ANY(%(manifests)s) AND (n.manifest_id, n.ordinal) IN (SELECT * FROM unnest(%(manifests)s::bigint[], %(ordinals)s::integer[]))
 ORDER BY w.received_at, n.manifest_id, n.ordinal;

-- mention --
COPY mention (manifest_id, ordinal, voyage_id, record, gone) FROM STDIN;

-- standing --
SELECT key, id, manifest_id, ordinal, withdrawn, checked_in, on_board, stranger
  FROM traveller WHERE voyage_id = %(voyage)s AND superseded_at IS NULL AND masked_at IS NULL;

-- declared --
SELECT record FROM (
    SELECT record, id FROM traveller WHERE manifest_id = %(manifest)s AND ordinal = %(ordinal)s
    UNION ALL SELECT record, 0 FROM mention WHERE manifest_id = %(manifest)s AND ordinal = %(ordinal)s) d
 ORDER BY id DESC LIMIT 1;

-- stand --
UPDATE traveller t SET withdrawn = u.withdrawn, checked_in = u.checked_in, on_board = u.on_board, stranger = u.stranger
  FROM unnest(%(ids)s::bigint[], %(withdrawn)s::boolean[], %(checked_in)s::boolean[], %(on_board)s::boolean[], %(stranger)s::boolean[])
       AS u (id, withdrawn, checked_in, on_board, stranger)
 WHERE t.id = u.id;

-- supersede_one --
UPDATE traveller SET superseded_at = %(now)s WHERE id = %(id)s;

-- lax_directive --
-- Of two directives for one person the stricter stays.
UPDATE directive SET superseded_at = %(now)s
 WHERE id = (SELECT id FROM directive
              WHERE voyage_id = %(voyage)s AND key IN (%(old)s, %(new)s) AND superseded_at IS NULL
              ORDER BY array_position(ARRAY['board', 'incomplete', 'contact', 'held', 'do_not_board'], status), id LIMIT 1)
   AND 2 = (SELECT count(*) FROM directive WHERE voyage_id = %(voyage)s AND key IN (%(old)s, %(new)s) AND superseded_at IS NULL);

-- open_referrals --
SELECT id FROM referral WHERE voyage_id = %(voyage)s AND key IN (%(old)s, %(new)s) AND closed_at IS NULL ORDER BY taken_by IS NULL, id;

-- rename_traveller --
UPDATE traveller SET key = %(new)s, record = jsonb_set(record, '{key}', to_jsonb(%(new)s::text)) WHERE voyage_id = %(voyage)s AND key = %(old)s;

-- rename_referral --
UPDATE referral SET key = %(new)s WHERE voyage_id = %(voyage)s AND key = %(old)s;

-- rename_note --
UPDATE note SET key = %(new)s WHERE voyage_id = %(voyage)s AND key = %(old)s;

-- rename_raised --
-- Where both keys were met by one hit, one row of it stays, and it stands where either did.
WITH twice AS (
    DELETE FROM raised_met o USING raised_met n
     WHERE o.voyage_id = %(voyage)s AND o.key = %(old)s AND n.voyage_id = o.voyage_id AND n.key = %(new)s AND n.hit_id = o.hit_id
    RETURNING o.hit_id, o.ended_at),
stands AS (
    UPDATE raised_met n SET ended_at = NULL FROM twice
     WHERE n.voyage_id = %(voyage)s AND n.key = %(new)s AND n.hit_id = twice.hit_id AND twice.ended_at IS NULL)
UPDATE raised_met m SET key = %(new)s WHERE m.voyage_id = %(voyage)s AND m.key = %(old)s AND m.hit_id NOT IN (SELECT hit_id FROM twice);

-- rename_encounter --
UPDATE encounter SET key = %(new)s WHERE voyage_id = %(voyage)s AND key = %(old)s;

-- rename_declaration --
UPDATE declaration SET key = %(new)s WHERE voyage_id = %(voyage)s AND key = %(old)s;

-- rename_directive --
UPDATE directive SET key = %(new)s WHERE voyage_id = %(voyage)s AND key = %(old)s;

-- write --
UPDATE voyage SET closed = %(closed)s, cancelled = %(cancelled)s, changed = %(changed)s, findings = %(findings)s, word_of = %(word_of)s,
       part_missing_since = CASE WHEN %(missing)s THEN coalesce(part_missing_since, %(now)s) END,
       part_alarm_at = CASE WHEN %(missing)s THEN part_alarm_at END
 WHERE id = %(voyage)s;

-- word_of --
SELECT word_of FROM voyage WHERE id = %(voyage)s;

-- amiss --
-- Who is on board and should not be without a word: never screened before, or against what the carrier was told.
SELECT t.key, CASE WHEN t.stranger OR t.not_screened IS NOT NULL THEN 'unscreened' ELSE 'against' END
  FROM traveller t
  LEFT JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL
 WHERE t.voyage_id = %(voyage)s AND t.superseded_at IS NULL AND t.on_board
   AND (t.stranger OR t.not_screened IS NOT NULL OR d.status IS DISTINCT FROM 'board');

-- alarmed --
SELECT alarmed FROM voyage WHERE id = %(voyage)s;

-- note_alarmed --
UPDATE voyage SET alarmed = %(alarmed)s, board_alarm_at = %(now)s, version = version + 1 WHERE id = %(voyage)s RETURNING version;

-- both_current --
-- Who is on two voyages that turn out to be one, by the row that gives way.
SELECT f.id, f.key FROM traveller f JOIN traveller i ON i.key = f.key AND i.voyage_id = %(into)s AND i.superseded_at IS NULL
 WHERE f.voyage_id = %(former)s AND f.superseded_at IS NULL;

-- lax_directives --
UPDATE directive SET superseded_at = %(now)s
 WHERE id IN (SELECT DISTINCT ON (key) id FROM directive
               WHERE voyage_id IN (%(former)s, %(into)s) AND superseded_at IS NULL AND key = ANY(%(keys)s)
               ORDER BY key, array_position(ARRAY['board', 'incomplete', 'contact', 'held', 'do_not_board'], status), id);

-- surplus_referrals --
SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY key ORDER BY taken_by IS NULL, id) AS place
                  FROM referral WHERE voyage_id IN (%(former)s, %(into)s) AND closed_at IS NULL) r
 WHERE place > 1;

-- supersede_some --
UPDATE traveller SET superseded_at = %(now)s WHERE id = ANY(%(ids)s);

-- move_manifest --
UPDATE manifest SET voyage_id = %(into)s WHERE voyage_id = %(former)s;

-- move_mention --
UPDATE mention SET voyage_id = %(into)s WHERE voyage_id = %(former)s;

-- move_traveller --
UPDATE traveller SET voyage_id = %(into)s WHERE voyage_id = %(former)s;

-- move_note --
UPDATE note SET voyage_id = %(into)s WHERE voyage_id = %(former)s;

-- move_raised_met --
WITH twice AS (
    DELETE FROM raised_met o USING raised_met n
     WHERE o.voyage_id = %(former)s AND n.voyage_id = %(into)s AND n.key = o.key AND n.hit_id = o.hit_id
    RETURNING o.hit_id, o.key, o.ended_at),
stands AS (
    UPDATE raised_met n SET ended_at = NULL FROM twice
     WHERE n.voyage_id = %(into)s AND n.key = twice.key AND n.hit_id = twice.hit_id AND twice.ended_at IS NULL)
UPDATE raised_met m SET voyage_id = %(into)s
 WHERE m.voyage_id = %(former)s AND NOT EXISTS (SELECT FROM twice WHERE twice.hit_id = m.hit_id AND twice.key = m.key);

-- move_legal_hold --
UPDATE legal_hold SET subject_id = %(into)s WHERE kind = 'voyage' AND subject_id = %(former)s AND ended_at IS NULL;

-- move_sealed_original --
UPDATE sealed_original SET voyage_id = %(into)s WHERE voyage_id = %(former)s;

-- move_encounter --
UPDATE encounter SET voyage_id = %(into)s WHERE voyage_id = %(former)s;

-- move_declaration --
UPDATE declaration SET voyage_id = %(into)s WHERE voyage_id = %(former)s;

-- move_referral --
UPDATE referral SET voyage_id = %(into)s WHERE voyage_id = %(former)s;

-- move_directive --
UPDATE directive SET voyage_id = %(into)s WHERE voyage_id = %(former)s;

-- move_answer --
UPDATE answer SET voyage_id = %(into)s WHERE voyage_id = %(former)s;

-- move_booking --
UPDATE booking SET voyage_id = %(into)s WHERE voyage_id = %(former)s;

-- move_alarm_end --
UPDATE alarm_end SET voyage_id = %(into)s WHERE voyage_id = %(former)s;

-- move_voyage_key --
UPDATE voyage_key SET voyage_id = %(into)s WHERE voyage_id = %(former)s;

-- drop_voyage --
DELETE FROM voyage WHERE id = %(former)s;

-- summary --
-- How far the people of a voyage have come: declared, booked, checked in, screened, on board. Who does not travel counts in none.
SELECT count(*) FILTER (WHERE NOT t.withdrawn),
       count(*) FILTER (WHERE NOT t.withdrawn AND b.key IS NOT NULL),
       count(*) FILTER (WHERE NOT t.withdrawn AND t.checked_in),
       count(*) FILTER (WHERE NOT t.withdrawn AND t.not_screened IS NULL AND NOT t.stranger),
       count(*) FILTER (WHERE t.on_board), count(*) FILTER (WHERE t.on_board IS FALSE), count(*) FILTER (WHERE t.withdrawn)
  FROM traveller t
  LEFT JOIN (SELECT o.key FROM traveller o JOIN manifest m ON m.id = o.manifest_id
              WHERE o.voyage_id = %(voyage)s AND (m.head ->> 'booking')::boolean
             UNION SELECT o.record ->> 'key' FROM mention o JOIN manifest m ON m.id = o.manifest_id
              WHERE o.voyage_id = %(voyage)s AND (m.head ->> 'booking')::boolean AND NOT o.gone) b ON b.key = t.key
 WHERE t.voyage_id = %(voyage)s AND t.superseded_at IS NULL;

-- whole --
SELECT closed, cancelled, findings FROM voyage WHERE id = %(voyage)s;

-- flagged --
-- Who is on board and was never screened before, or is there against what the carrier was told.
SELECT t.id, t.family_name, t.given_names, CASE WHEN t.stranger OR t.not_screened IS NOT NULL THEN 'unscreened' ELSE 'against' END
  FROM traveller t
  LEFT JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL
 WHERE t.voyage_id = %(voyage)s AND t.superseded_at IS NULL AND t.on_board
   AND (t.stranger OR t.not_screened IS NOT NULL OR d.status IS DISTINCT FROM 'board')
 ORDER BY 4 DESC, t.ordinal LIMIT 50;
