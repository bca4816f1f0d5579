-- one_at_a_time --
SELECT pg_try_advisory_xact_lock(%(lock)s);

-- begin --
INSERT INTO erasure (at, kind, subject, policy) VALUES (%(now)s, %(kind)s, %(subject)s, %(policy)s) RETURNING id;

-- counted --
UPDATE erasure SET counts = %(counts)s WHERE id = %(id)s;

-- due_voyages --
(SELECT id FROM voyage WHERE retained_until IS NULL ORDER BY id LIMIT %(most)s)
UNION ALL
(SELECT id FROM voyage WHERE retained_until <= %(now)s ORDER BY retained_until LIMIT %(most)s)
LIMIT %(most)s;

-- hold_voyage --
SELECT departs_at, arrives_at, first_seen_at FROM voyage WHERE id = %(voyage)s FOR UPDATE SKIP LOCKED;

-- look_again --
UPDATE voyage SET retained_until = %(until)s, retained = retained OR %(touched)s WHERE id = %(voyage)s;

-- look_at_all_again --
-- Under another policy another day may be the last one.
UPDATE voyage SET retained_until = NULL WHERE retained_until IS NOT NULL;

-- voyage_is_held --
SELECT EXISTS (SELECT FROM legal_hold WHERE kind = 'voyage' AND subject_id = %(voyage)s AND ended_at IS NULL);

-- held_keys --
SELECT t.key FROM legal_hold h JOIN traveller t ON t.id = h.subject_id
 WHERE h.kind = 'person' AND h.ended_at IS NULL AND t.voyage_id = %(voyage)s
UNION
SELECT r.key FROM legal_hold h JOIN referral r ON r.id = h.subject_id
 WHERE h.kind = 'case' AND h.ended_at IS NULL AND r.voyage_id = %(voyage)s;

-- last_acts --
-- When officers last worked on each person of a voyage: a referral that nobody decided is no case yet, and goes with the person.
SELECT key, max(at) FROM (
    SELECT r.key, greatest(d.decided_at, r.closed_at) AS at FROM referral r JOIN decision d ON d.referral_id = r.id WHERE r.voyage_id = %(voyage)s
    UNION ALL SELECT key, written_at FROM note WHERE voyage_id = %(voyage)s
    UNION ALL SELECT key, greatest(met_at, ended_at) FROM raised_met WHERE voyage_id = %(voyage)s) a
 GROUP BY key;

-- last_visits --
SELECT key, max(at) FROM (
    SELECT key, opened_at AS at FROM encounter WHERE voyage_id = %(voyage)s
    UNION ALL SELECT e.key, t.recorded_at FROM encounter e JOIN encounter_taken t ON t.encounter_id = e.id WHERE e.voyage_id = %(voyage)s
    UNION ALL SELECT e.key, a.recorded_at FROM encounter e JOIN encounter_act a ON a.encounter_id = e.id WHERE e.voyage_id = %(voyage)s
    UNION ALL SELECT e.key, c.made_at FROM encounter e JOIN complaint c ON c.encounter_id = e.id WHERE e.voyage_id = %(voyage)s
    UNION ALL SELECT e.key, g.tied_at FROM encounter e JOIN goods g ON g.encounter_id = e.id WHERE e.voyage_id = %(voyage)s
    UNION ALL SELECT e.key, n.given_at FROM encounter e JOIN goods g ON g.encounter_id = e.id JOIN custody_notice n ON n.goods_id = g.id
               WHERE e.voyage_id = %(voyage)s
    UNION ALL SELECT e.key, m.recorded_at FROM encounter e JOIN goods g ON g.encounter_id = e.id JOIN custody_moved m ON m.goods_id = g.id
               WHERE e.voyage_id = %(voyage)s
    UNION ALL SELECT key, made_at FROM declaration WHERE voyage_id = %(voyage)s) v
 GROUP BY key;

-- people --
SELECT t.id, t.key, t.manifest_id, t.masked_at IS NOT NULL FROM traveller t WHERE t.voyage_id = %(voyage)s ORDER BY t.id;

-- mentions --
SELECT manifest_id, ordinal, record ->> 'key', masked_at IS NOT NULL FROM mention WHERE voyage_id = %(voyage)s;

-- manifests --
SELECT id, coalesce((head ->> 'booking')::boolean, false), saved_at, raw_message_id, masked_at IS NOT NULL, erased_at IS NOT NULL FROM manifest WHERE voyage_id = %(voyage)s;

-- raw_parts --
-- Everything that was read from some messages: a list or booking of which voyage.
SELECT m.raw_message_id, coalesce((m.head ->> 'booking')::boolean, false), m.saved_at, v.departs_at, v.arrives_at, v.first_seen_at,
       EXISTS (SELECT FROM legal_hold h WHERE h.kind = 'voyage' AND h.subject_id = v.id AND h.ended_at IS NULL)
  FROM manifest m JOIN voyage v ON v.id = m.voyage_id WHERE m.raw_message_id = ANY(%(raw)s);

-- raw_states --
SELECT id, masked_at IS NOT NULL, erased_at IS NOT NULL FROM raw_message WHERE id = ANY(%(raw)s);

-- voyage_answers --
SELECT id, raw_message_id, made_at, masked_at IS NOT NULL FROM answer WHERE voyage_id = %(voyage)s OR raw_message_id = ANY(%(raw)s);

-- read_people --
SELECT id, key, family_name, given_names, birth_date, nationality, document_number, seat, record, reasons, undecided, not_screened
  FROM traveller WHERE id = ANY(%(ids)s);

-- read_hits --
SELECT traveller_id, id, entry_ref, name, reasons, comparison FROM hit WHERE traveller_id = ANY(%(ids)s) ORDER BY id;

-- read_mentions --
SELECT manifest_id, ordinal, record FROM mention WHERE voyage_id = %(voyage)s AND masked_at IS NULL AND manifest_id = ANY(%(manifests)s);

-- read_bookings --
SELECT id, manifest_id, locator, ties, record FROM booking WHERE manifest_id = ANY(%(manifests)s) AND masked_at IS NULL;

-- read_answers --
SELECT id, encode(cusres, 'base64'), json FROM answer WHERE id = ANY(%(ids)s);

-- read_assessments --
SELECT id, encode(facts, 'base64') FROM assessment WHERE manifest_id = ANY(%(manifests)s) AND facts <> '';

-- read_manifests --
SELECT id, record, snapshot FROM manifest WHERE id = ANY(%(manifests)s) AND masked_at IS NULL;

-- seal --
INSERT INTO sealed_original (of, id, ordinal, voyage_id, sealed) VALUES (%(of)s, %(id)s, %(ordinal)s, %(voyage)s, %(sealed)s);

-- mask_person --
UPDATE traveller SET family_name = %(family_name)s, given_names = %(given_names)s, birth_date = %(birth_date)s, nationality = %(nationality)s,
       document_number = %(document_number)s, seat = %(seat)s, record = %(record)s, reasons = %(reasons)s, undecided = '[]',
       not_screened = %(not_screened)s, sought_name = %(sought_name)s, sought_numbers = %(sought_numbers)s, assessment_id = NULL, masked_at = %(now)s
 WHERE id = %(id)s;

-- mask_hit --
UPDATE hit SET name = '', reasons = %(reasons)s, comparison = %(comparison)s WHERE id = %(id)s;

-- mask_mention --
UPDATE mention SET record = %(record)s, masked_at = %(now)s WHERE manifest_id = %(manifest)s AND ordinal = %(ordinal)s;

-- mask_booking --
UPDATE booking SET record = %(record)s, locator = %(locator)s, ties = '{}', masked_at = %(now)s WHERE id = %(id)s;

-- mask_answer --
UPDATE answer SET cusres = '', json = '{}', next_attempt_at = NULL, masked_at = %(now)s WHERE id = %(id)s;

-- mask_assessment --
UPDATE assessment SET facts = '' WHERE id = %(id)s;

-- mask_manifest --
UPDATE manifest SET record = record || '{"contact": null, "withdrawn": [], "labels": []}'::jsonb, snapshot = snapshot || '{"answers": []}'::jsonb,
       masked_at = %(now)s WHERE id = %(id)s;

-- strip_manifest --
-- Of a list that stays, since an officer decided on people of it, nothing is left but what says when and how it came.
UPDATE manifest SET record = record || '{"contact": null, "withdrawn": [], "labels": []}'::jsonb, snapshot = snapshot || '{"answers": []}'::jsonb,
       masked_at = coalesce(masked_at, %(now)s), erased_at = %(now)s WHERE id = ANY(%(manifests)s);

-- mask_raw --
UPDATE raw_message SET masked_at = %(now)s WHERE id = ANY(%(raw)s) AND masked_at IS NULL;

-- masked_under_their_key --
-- People of whom all that is left is masked, and who still bear the key that was made of their name.
SELECT key, min(id) FROM traveller WHERE voyage_id = %(voyage)s GROUP BY key HAVING bool_and(masked_at IS NOT NULL) AND key NOT LIKE 'masked:%%';

-- rename_traveller --
UPDATE traveller SET key = %(new)s, record = jsonb_set(record, '{key}', to_jsonb(%(new)s::text)) WHERE voyage_id = %(voyage)s AND key = %(old)s;

-- rename_mention --
UPDATE mention SET record = jsonb_set(record, '{key}', to_jsonb(%(new)s::text)) WHERE voyage_id = %(voyage)s AND record ->> 'key' = %(old)s;

-- rename_referral --
UPDATE referral SET key = %(new)s WHERE voyage_id = %(voyage)s AND key = %(old)s;

-- rename_directive --
UPDATE directive SET key = %(new)s WHERE voyage_id = %(voyage)s AND key = %(old)s;

-- rename_note --
UPDATE note SET key = %(new)s WHERE voyage_id = %(voyage)s AND key = %(old)s;

-- rename_encounter --
UPDATE encounter SET key = %(new)s WHERE voyage_id = %(voyage)s AND key = %(old)s;

-- rename_declaration --
UPDATE declaration SET key = %(new)s WHERE voyage_id = %(voyage)s AND key = %(old)s;

-- rename_raised_met --
UPDATE raised_met SET key = %(new)s WHERE voyage_id = %(voyage)s AND key = %(old)s;

-- rename_alarm_end --
UPDATE alarm_end SET people = array_replace(people, %(old)s, %(new)s) WHERE voyage_id = %(voyage)s AND %(old)s = ANY(people);

-- rename_alarmed --
UPDATE voyage SET alarmed = array_replace(array_replace(alarmed, 'unscreened:' || %(old)s, 'unscreened:' || %(new)s),
                                          'against:' || %(old)s, 'against:' || %(new)s)
 WHERE id = %(voyage)s AND alarmed <> '{}';

-- erase_custody_moved --
DELETE FROM custody_moved WHERE goods_id IN (SELECT g.id FROM goods g JOIN encounter e ON e.id = g.encounter_id WHERE e.voyage_id = %(voyage)s AND e.key = ANY(%(keys)s));

-- erase_custody_notice --
DELETE FROM custody_notice WHERE goods_id IN (SELECT g.id FROM goods g JOIN encounter e ON e.id = g.encounter_id WHERE e.voyage_id = %(voyage)s AND e.key = ANY(%(keys)s));

-- erase_goods --
DELETE FROM goods WHERE encounter_id IN (SELECT id FROM encounter WHERE voyage_id = %(voyage)s AND key = ANY(%(keys)s));

-- erase_complaint --
DELETE FROM complaint WHERE encounter_id IN (SELECT id FROM encounter WHERE voyage_id = %(voyage)s AND key = ANY(%(keys)s));

-- erase_declaration --
DELETE FROM declaration WHERE voyage_id = %(voyage)s AND key = ANY(%(keys)s);

-- erase_encounter_act --
DELETE FROM encounter_act WHERE encounter_id IN (SELECT id FROM encounter WHERE voyage_id = %(voyage)s AND key = ANY(%(keys)s));

-- erase_encounter_taken --
DELETE FROM encounter_taken WHERE encounter_id IN (SELECT id FROM encounter WHERE voyage_id = %(voyage)s AND key = ANY(%(keys)s));

-- erase_encounter --
DELETE FROM encounter WHERE voyage_id = %(voyage)s AND key = ANY(%(keys)s);

-- erase_raised_met --
DELETE FROM raised_met WHERE voyage_id = %(voyage)s AND key = ANY(%(keys)s);

-- erase_attachment --
DELETE FROM attachment WHERE note_id IN (SELECT id FROM note WHERE voyage_id = %(voyage)s AND key = ANY(%(keys)s));

-- erase_note --
DELETE FROM note WHERE voyage_id = %(voyage)s AND key = ANY(%(keys)s);

-- erase_draft --
DELETE FROM draft WHERE referral_id IN (SELECT id FROM referral WHERE voyage_id = %(voyage)s AND key = ANY(%(keys)s));

-- erase_known_false_match --
DELETE FROM known_false_match WHERE decision_id IN (
    SELECT d.id FROM decision d JOIN referral r ON r.id = d.referral_id WHERE r.voyage_id = %(voyage)s AND r.key = ANY(%(keys)s));

-- loosen_hits --
UPDATE hit SET known_decision_id = NULL WHERE known_decision_id IN (
    SELECT d.id FROM decision d JOIN referral r ON r.id = d.referral_id WHERE r.voyage_id = %(voyage)s AND r.key = ANY(%(keys)s));

-- loosen_answers --
UPDATE answer SET decision_id = NULL WHERE decision_id IN (
    SELECT d.id FROM decision d JOIN referral r ON r.id = d.referral_id WHERE r.voyage_id = %(voyage)s AND r.key = ANY(%(keys)s));

-- erase_decided_directive --
DELETE FROM directive WHERE decision_id IN (
    SELECT d.id FROM decision d JOIN referral r ON r.id = d.referral_id WHERE r.voyage_id = %(voyage)s AND r.key = ANY(%(keys)s));

-- erase_decision --
DELETE FROM decision WHERE referral_id IN (SELECT id FROM referral WHERE voyage_id = %(voyage)s AND key = ANY(%(keys)s));

-- erase_referral --
DELETE FROM referral WHERE voyage_id = %(voyage)s AND key = ANY(%(keys)s);

-- undecided_of --
-- People whose declarations all go, and on whom nobody decided: their referrals go with them.
SELECT DISTINCT r.key FROM referral r WHERE r.voyage_id = %(voyage)s AND r.traveller_id = ANY(%(ids)s);

-- point_referrals_elsewhere --
-- A referral is about the declaration that is left of a person.
UPDATE referral r SET traveller_id = (SELECT max(t.id) FROM traveller t WHERE t.voyage_id = r.voyage_id AND t.key = r.key AND t.id <> ALL(%(ids)s))
 WHERE r.traveller_id = ANY(%(ids)s);

-- erase_hit --
DELETE FROM hit WHERE traveller_id = ANY(%(ids)s);

-- erase_directive --
DELETE FROM directive WHERE traveller_id = ANY(%(ids)s);

-- erase_inquiry_found --
-- Results of queries name those no more who are gone.
UPDATE inquiry_run SET found = (SELECT coalesce(array_agg(f ORDER BY p), '{}') FROM unnest(found) WITH ORDINALITY AS u (f, p) WHERE f <> ALL(%(ids)s))
 WHERE of = 'travellers' AND found && %(ids)s::bigint[];

-- erase_traveller --
DELETE FROM traveller WHERE id = ANY(%(ids)s);

-- erase_sealed --
DELETE FROM sealed_original WHERE of = %(of)s AND id = ANY(%(ids)s);

-- erase_sealed_mentions --
DELETE FROM sealed_original s WHERE s.of = 'mention' AND s.id = ANY(%(manifests)s)
   AND NOT EXISTS (SELECT FROM mention m WHERE m.manifest_id = s.id AND m.ordinal = s.ordinal);

-- erase_mention --
DELETE FROM mention WHERE voyage_id = %(voyage)s AND manifest_id = ANY(%(manifests)s) AND (record ->> 'key') <> ALL(%(held)s);

-- erase_booking --
DELETE FROM booking b WHERE manifest_id = ANY(%(manifests)s) AND NOT EXISTS (
    SELECT FROM jsonb_array_elements(b.record -> 'people') p WHERE p #>> '{traveller,key}' = ANY(%(held)s))
RETURNING id;

-- unhold_assessments --
UPDATE traveller SET assessment_id = NULL WHERE assessment_id IN (SELECT id FROM assessment WHERE manifest_id = ANY(%(manifests)s));

-- erase_assessment --
DELETE FROM assessment WHERE manifest_id = ANY(%(manifests)s) RETURNING id;

-- erase_answer_alarms --
DELETE FROM alarm_end WHERE answer_id = ANY(%(ids)s);

-- erase_answer --
DELETE FROM answer WHERE id = ANY(%(ids)s);

-- erase_raw --
UPDATE raw_message SET sealed = '', faults = '[]', erased_at = %(now)s WHERE id = ANY(%(raw)s) AND erased_at IS NULL;

-- empty_manifests --
-- Lists of which nobody is left.
SELECT m.id FROM manifest m WHERE m.id = ANY(%(manifests)s)
   AND NOT EXISTS (SELECT FROM traveller t WHERE t.manifest_id = m.id) AND NOT EXISTS (SELECT FROM mention n WHERE n.manifest_id = m.id)
   AND NOT EXISTS (SELECT FROM booking b WHERE b.manifest_id = m.id);

-- no_word --
UPDATE voyage SET word_of = NULL WHERE word_of = ANY(%(manifests)s);

-- erase_manifest --
DELETE FROM manifest WHERE id = ANY(%(manifests)s);

-- erase_raw_rows --
DELETE FROM raw_message r WHERE r.id = ANY(%(raw)s) AND r.erased_at IS NOT NULL
   AND NOT EXISTS (SELECT FROM manifest m WHERE m.raw_message_id = r.id) AND NOT EXISTS (SELECT FROM answer a WHERE a.raw_message_id = r.id)
   AND NOT EXISTS (SELECT FROM bag b WHERE b.raw_message_id = r.id);

-- voyage_is_empty --
SELECT NOT EXISTS (SELECT FROM traveller WHERE voyage_id = %(voyage)s) AND NOT EXISTS (SELECT FROM manifest WHERE voyage_id = %(voyage)s)
   AND NOT EXISTS (SELECT FROM mention WHERE voyage_id = %(voyage)s) AND NOT EXISTS (SELECT FROM booking WHERE voyage_id = %(voyage)s)
   AND NOT EXISTS (SELECT FROM referral WHERE voyage_id = %(voyage)s) AND NOT EXISTS (SELECT FROM directive WHERE voyage_id = %(voyage)s)
   AND NOT EXISTS (SELECT FROM answer WHERE voyage_id = %(voyage)s) AND NOT EXISTS (SELECT FROM encounter WHERE voyage_id = %(voyage)s)
   AND NOT EXISTS (SELECT FROM declaration WHERE voyage_id = %(voyage)s) AND NOT EXISTS (SELECT FROM note WHERE voyage_id = %(voyage)s)
   AND NOT EXISTS (SELECT FROM raised_met WHERE voyage_id = %(voyage)s);

-- erase_alarm_end --
DELETE FROM alarm_end WHERE voyage_id = %(voyage)s;

-- forget_alarmed --
UPDATE voyage SET alarmed = ARRAY(SELECT a FROM unnest(alarmed) a WHERE substr(a, position(':' IN a) + 1) <> ALL(%(keys)s))
 WHERE id = %(voyage)s AND alarmed <> '{}';

-- forget_alarm_ends --
UPDATE alarm_end SET people = ARRAY(SELECT p FROM unnest(people) p WHERE p <> ALL(%(keys)s)) WHERE voyage_id = %(voyage)s AND people && %(keys)s::text[];

-- erase_voyage_key --
DELETE FROM voyage_key WHERE voyage_id = %(voyage)s;

-- erase_sealed_voyage --
DELETE FROM sealed_original WHERE voyage_id = %(voyage)s;

-- erase_voyage --
DELETE FROM voyage WHERE id = %(voyage)s;

-- baggage --
DELETE FROM bag WHERE id IN (SELECT id FROM bag WHERE CASE WHEN %(starts)s = 'receipt' THEN received_at ELSE coalesce(departs::timestamp AT TIME ZONE 'UTC', received_at) END
                                 < %(before)s LIMIT %(most)s);

-- message_answers --
DELETE FROM answer a USING (
    SELECT r.id FROM raw_message r WHERE r.received_at < %(before)s AND r.state <> 'received'
       AND NOT EXISTS (SELECT FROM manifest m WHERE m.raw_message_id = r.id) AND NOT EXISTS (SELECT FROM bag b WHERE b.raw_message_id = r.id)
     ORDER BY r.id LIMIT %(most)s) r
 WHERE a.raw_message_id = r.id RETURNING a.id;

-- message --
DELETE FROM raw_message WHERE id IN (
    SELECT r.id FROM raw_message r WHERE r.received_at < %(before)s AND r.state <> 'received'
       AND NOT EXISTS (SELECT FROM manifest m WHERE m.raw_message_id = r.id) AND NOT EXISTS (SELECT FROM bag b WHERE b.raw_message_id = r.id)
     ORDER BY r.id LIMIT %(most)s);

-- message_ids --
SELECT r.id FROM raw_message r WHERE r.received_at < %(before)s AND r.state <> 'received' AND r.erased_at IS NULL
   AND NOT EXISTS (SELECT FROM manifest m WHERE m.raw_message_id = r.id) AND NOT EXISTS (SELECT FROM bag b WHERE b.raw_message_id = r.id)
 ORDER BY r.id LIMIT %(most)s;

-- loose_answers --
-- Answers that belong to no message and no voyage any more.
SELECT id FROM answer WHERE raw_message_id IS NULL AND voyage_id IS NULL AND made_at < %(before)s ORDER BY id LIMIT %(most)s;

-- raised --
-- What other systems told of people, or officers raised, that meets nobody any more.
SELECT h.id FROM raised_hit h WHERE greatest(h.raised_at, h.said_at, h.valid_until, h.withdrawn_at) < %(before)s
   AND NOT EXISTS (SELECT FROM raised_met m WHERE m.hit_id = h.id) ORDER BY h.id LIMIT %(most)s;

-- erase_raised_said --
DELETE FROM raised_said WHERE hit_id = ANY(%(ids)s);

-- erase_raised_hit --
DELETE FROM raised_hit WHERE id = ANY(%(ids)s);

-- lookout --
DELETE FROM lookout WHERE id IN (
    SELECT id FROM lookout WHERE NOT listed AND least(ended_at, expires::timestamp AT TIME ZONE 'UTC') < %(before)s ORDER BY id LIMIT %(most)s);

-- query --
DELETE FROM inquiry_run WHERE id IN (SELECT id FROM inquiry_run WHERE asked_at < %(before)s ORDER BY id LIMIT %(most)s);

-- saved_query --
DELETE FROM inquiry i WHERE i.ended_at < %(before)s AND NOT EXISTS (SELECT FROM inquiry_run r WHERE r.inquiry_id = i.id);

-- back_test --
DELETE FROM back_test WHERE id IN (SELECT id FROM back_test WHERE asked_at < %(before)s AND finished_at IS NOT NULL ORDER BY id LIMIT %(most)s);

-- threshold_price --
DELETE FROM threshold_price WHERE id IN (SELECT id FROM threshold_price WHERE asked_at < %(before)s AND finished_at IS NOT NULL ORDER BY id LIMIT %(most)s);

-- account --
UPDATE officer SET name = '', login = 'closed-' || id, password_hash = CASE WHEN issuer IS NULL THEN '' END, preferences = '{}', sites = '{}',
       subject = CASE WHEN issuer IS NOT NULL THEN 'closed-' || id END
 WHERE id IN (SELECT id FROM officer WHERE closed_at < %(before)s AND login <> 'closed-' || id ORDER BY id LIMIT %(most)s) RETURNING id;

-- erase_sessions --
DELETE FROM session WHERE officer_id = ANY(%(ids)s);

-- erase_codes --
DELETE FROM officer_code WHERE officer_id = ANY(%(ids)s);

-- erase_passkeys --
DELETE FROM officer_passkey WHERE officer_id = ANY(%(ids)s);

-- erase_recovery --
DELETE FROM officer_recovery WHERE officer_id = ANY(%(ids)s);

-- erase_sign_ins --
DELETE FROM sign_in WHERE officer_id = ANY(%(ids)s);

-- partner --
UPDATE carrier SET contact = NULL, contacts = '[]', callback_url = NULL
 WHERE closed_at < %(before)s AND (contact IS NOT NULL OR contacts <> '[]' OR callback_url IS NOT NULL);

-- hold_orders --
DELETE FROM legal_hold WHERE ended_at < %(before)s;

-- unmask_orders --
DELETE FROM unmasking_order WHERE coalesce(ended_at, confirmed_at + make_interval(hours => hours), asked_at) < %(before)s;

-- expired_sessions --
DELETE FROM session WHERE least(expires_at, ends_at) <= %(now)s;

-- expired_sign_ins --
DELETE FROM sign_in WHERE expires_at <= %(now)s;

-- expired_failures --
-- Of attempts those of the last minutes count (sign_ins.COUNTED).
DELETE FROM sign_in_failure WHERE at <= %(now)s - interval '1 day';

-- sources --
SELECT DISTINCT source_id FROM list_edition;

-- editions --
-- The editions of a list, each with when it was no longer in force: null, it still is.
SELECT e.id, e.stands_on, CASE WHEN e.in_force THEN NULL ELSE coalesce(e.undone_at, (
           SELECT min(n.imported_at) FROM list_edition n WHERE n.source_id = e.source_id AND n.id > e.id), e.imported_at) END
  FROM list_edition e WHERE e.source_id = %(source)s ORDER BY e.id;

-- erase_shadowed --
-- In editions that every needed one stands on, what a later one of them says otherwise.
DELETE FROM list_entry WHERE (ref, edition_id) IN (
    SELECT o.ref, o.edition_id FROM list_entry o WHERE o.edition_id = ANY(%(shared)s) AND EXISTS (
        SELECT FROM list_entry n WHERE n.ref = o.ref AND n.edition_id > o.edition_id AND n.edition_id = ANY(%(shared)s)) LIMIT %(most)s);

-- erase_unlisted --
-- And what says there only that somebody is listed no more, once nothing older is left to take back.
DELETE FROM list_entry WHERE (ref, edition_id) IN (
    SELECT o.ref, o.edition_id FROM list_entry o WHERE o.edition_id = ANY(%(shared)s) AND o.record IS NULL AND NOT EXISTS (
        SELECT FROM list_entry n WHERE n.ref = o.ref AND n.edition_id < o.edition_id AND n.edition_id = ANY(%(shared)s)) LIMIT %(most)s);

-- erase_editions --
-- Editions that no needed one stands on.
DELETE FROM list_entry WHERE (ref, edition_id) IN (SELECT ref, edition_id FROM list_entry WHERE edition_id = ANY(%(editions)s) LIMIT %(most)s);

-- held_subjects --
-- How events name what a hold is on.
WITH unit AS (
    SELECT t.id, t.voyage_id, t.key FROM legal_hold h JOIN traveller p ON p.id = h.subject_id JOIN traveller t ON t.voyage_id = p.voyage_id AND t.key = p.key
     WHERE h.kind = 'person' AND h.ended_at IS NULL
    UNION SELECT t.id, t.voyage_id, t.key FROM legal_hold h JOIN referral r ON r.id = h.subject_id JOIN traveller t ON t.voyage_id = r.voyage_id AND t.key = r.key
     WHERE h.kind = 'case' AND h.ended_at IS NULL
    UNION SELECT t.id, t.voyage_id, t.key FROM legal_hold h JOIN traveller t ON t.voyage_id = h.subject_id WHERE h.kind = 'voyage' AND h.ended_at IS NULL)
SELECT 'traveller:' || id FROM unit
UNION SELECT 'referral:' || r.id FROM unit u JOIN referral r ON r.voyage_id = u.voyage_id AND r.key = u.key
UNION SELECT 'encounter:' || e.id FROM unit u JOIN encounter e ON e.voyage_id = u.voyage_id AND e.key = u.key
UNION SELECT 'voyage:' || subject_id FROM legal_hold WHERE kind = 'voyage' AND ended_at IS NULL;

-- events --
SELECT l.place, l.event_id FROM leaf l JOIN event e ON e.id = l.event_id
 WHERE l.place >= %(position)s AND l.salt IS NOT NULL AND e.at < %(before)s AND e.subject <> ALL(%(held)s) ORDER BY l.place LIMIT %(most)s;

-- erase_salts --
UPDATE leaf SET salt = NULL WHERE place = ANY(%(places)s);

-- empty_events --
UPDATE event SET actor = '', subject = '', purpose = NULL, detail = '{}' WHERE id = ANY(%(events)s);

-- first_salted --
SELECT coalesce((SELECT place FROM leaf WHERE place >= %(position)s AND salt IS NOT NULL ORDER BY place LIMIT 1), %(position)s);

-- state --
SELECT position, policy, looked_at, failed FROM retention_state WHERE kind = %(kind)s;

-- states --
SELECT kind, looked_at, failed FROM retention_state;

-- looked_at --
INSERT INTO retention_state (kind, position, policy, looked_at, failed) VALUES (%(kind)s, %(position)s, %(policy)s, %(now)s, %(failed)s)
ON CONFLICT (kind) DO UPDATE SET position = excluded.position, policy = excluded.policy, looked_at = excluded.looked_at, failed = excluded.failed;

-- end_holds --
-- Holds whose last day is over, and those that nobody confirmed in time.
UPDATE legal_hold SET ended_at = %(now)s, ended_why = CASE WHEN until < %(today)s THEN 'its last day is over' ELSE 'not confirmed in time' END
 WHERE ended_at IS NULL AND (until < %(today)s OR (confirmed_by IS NULL AND asked_at < %(unconfirmed)s))
RETURNING id, kind, subject_id;

-- erasures --
SELECT id, at, kind, subject, counts FROM erasure ORDER BY id DESC LIMIT 100;

-- last_erasure --
SELECT coalesce(max(id), 0) FROM erasure;

-- done_since --
SELECT e.kind, c.key, sum(c.value::bigint)::bigint FROM erasure e CROSS JOIN LATERAL jsonb_each_text(e.counts) c WHERE e.id > %(after)s GROUP BY 1, 2 ORDER BY 1, 2;

-- overview --
-- Of each kind of record: how many are kept, and since when the oldest.
SELECT 'list', (SELECT count(*) FROM traveller t JOIN manifest m ON m.id = t.manifest_id WHERE NOT coalesce((m.head ->> 'booking')::boolean, false)),
       (SELECT count(*) FROM traveller t JOIN manifest m ON m.id = t.manifest_id WHERE NOT coalesce((m.head ->> 'booking')::boolean, false) AND t.masked_at IS NOT NULL),
       (SELECT min(first_seen_at) FROM voyage)
UNION ALL SELECT 'booking', (SELECT count(*) FROM booking), (SELECT count(*) FROM booking WHERE masked_at IS NOT NULL),
       (SELECT min(m.saved_at) FROM booking b JOIN manifest m ON m.id = b.manifest_id)
UNION ALL SELECT 'baggage', count(*), 0, min(received_at) FROM bag
UNION ALL SELECT 'message', count(*), 0, min(received_at) FROM raw_message r WHERE r.erased_at IS NULL AND NOT EXISTS (SELECT FROM manifest m WHERE m.raw_message_id = r.id)
UNION ALL SELECT 'case', count(*), 0, min(raised_at) FROM referral
UNION ALL SELECT 'visit', count(*), 0, min(opened_at) FROM encounter
UNION ALL SELECT 'lookout', count(*), 0, min(proposed_at) FROM lookout
UNION ALL SELECT 'edition', count(*), 0, min(imported_at) FROM list_edition
UNION ALL SELECT 'query', count(*), 0, min(asked_at) FROM inquiry_run
UNION ALL SELECT 'trial', (SELECT count(*) FROM back_test) + (SELECT count(*) FROM threshold_price), 0,
       least((SELECT min(asked_at) FROM back_test), (SELECT min(asked_at) FROM threshold_price))
UNION ALL SELECT 'account', count(*), 0, min(closed_at) FROM officer WHERE closed_at IS NOT NULL AND login <> 'closed-' || id
UNION ALL SELECT 'partner', count(*), 0, min(closed_at) FROM carrier WHERE closed_at IS NOT NULL
UNION ALL SELECT 'order', (SELECT count(*) FROM legal_hold) + (SELECT count(*) FROM unmasking_order), 0,
       least((SELECT min(asked_at) FROM legal_hold), (SELECT min(asked_at) FROM unmasking_order))
UNION ALL SELECT 'event', count(*), count(*) FILTER (WHERE actor = ''), min(at) FILTER (WHERE actor <> '') FROM event;

-- coming --
-- Voyages of which something falls due, by day.
SELECT (retained_until AT TIME ZONE 'UTC')::date, count(*) FROM voyage WHERE retained_until <= %(until)s AND retained_until <> 'infinity' GROUP BY 1 ORDER BY 1;

-- waiting --
SELECT count(*) FILTER (WHERE retained_until <= %(now)s), count(*) FILTER (WHERE retained_until IS NULL), min(retained_until) FILTER (WHERE isfinite(retained_until)) FROM voyage;
