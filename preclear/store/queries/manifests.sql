-- enter_voyage --
INSERT INTO voyage (carrier_id, key, designator, mode, departure, arrival, departs_local, arrives_local,
                    departs_at, arrives_at, answer_due, record, first_seen_at)
VALUES (%(carrier)s, %(key)s, %(designator)s, %(mode)s, %(departure)s, %(arrival)s, %(departs_local)s, %(arrives_local)s,
        %(departs_at)s, %(arrives_at)s, %(answer_due)s, %(record)s, %(now)s)
RETURNING id, version;

-- word --
-- A new time to answer is a new chance to meet it, so its alarm is taken back. The key stays where another voyage has the new one.
UPDATE voyage v
   SET departure = %(departure)s, arrival = %(arrival)s, departs_local = %(departs_local)s, arrives_local = %(arrives_local)s,
       departs_at = %(departs_at)s, arrives_at = %(arrives_at)s, answer_due = %(answer_due)s,
       late_alarm_at = CASE WHEN %(answer_due)s > %(now)s THEN NULL ELSE v.late_alarm_at END,
       key = CASE WHEN EXISTS (SELECT FROM voyage o WHERE o.carrier_id = v.carrier_id AND o.key = %(key)s AND o.id <> v.id) THEN v.key ELSE %(key)s END,
       mode = %(mode)s, record = %(record)s
 WHERE v.id = %(id)s;

-- touch_voyage --
UPDATE voyage SET version = version + 1 WHERE id = %(id)s RETURNING version;

-- hold_voyage --
SELECT carrier_id FROM voyage WHERE id = %(id)s FOR NO KEY UPDATE;

-- aboard --
-- Each person's newest declaration, open referral, and what the carrier was told, with the finding of the decision that said so
-- (that of the proposal, where a second officer confirmed it).
SELECT t.key, t.id, t.manifest_id, t.record, t.withdrawn, t.outcome, t.circumstances, t.questions,
       r.id, r.state, d.status, d.decision_id, coalesce(p.findings, c.findings), d.encounter_id
  FROM traveller t
  LEFT JOIN referral r ON r.voyage_id = t.voyage_id AND r.key = t.key AND r.closed_at IS NULL
  LEFT JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL
  LEFT JOIN decision c ON c.id = d.decision_id
  LEFT JOIN decision p ON p.id = c.proposal_id
 WHERE t.voyage_id = %(voyage)s AND t.superseded_at IS NULL AND (%(keys)s::text[] IS NULL OR t.key = ANY(%(keys)s));

-- save_manifest --
INSERT INTO manifest (raw_message_id, message, voyage_id, function, reference, travellers, record, envelope, faults, snapshot, head, saved_at)
VALUES (%(raw_message)s, %(message)s, %(voyage)s, %(function)s, %(reference)s, %(travellers)s, %(record)s, %(envelope)s,
        %(faults)s, %(snapshot)s, %(head)s, %(now)s)
RETURNING id;

-- find_manifest --
SELECT m.voyage_id, v.carrier_id, m.record, m.envelope, m.faults FROM manifest m JOIN voyage v ON v.id = m.voyage_id WHERE m.id = %(id)s;

-- supersede --
UPDATE traveller SET superseded_at = %(now)s WHERE voyage_id = %(voyage)s AND key = ANY(%(keys)s) AND superseded_at IS NULL;

-- copy_travellers --
COPY traveller (id, manifest_id, voyage_id, ordinal, key, role, family_name, given_names, birth_date, nationality, document_number, seat,
                record, outcome, reasons, undecided, not_screened, needs, questions, throttled, sought_name, sought_numbers, withdrawn, checked_in, on_board, stranger, circumstances, basis, assessment_id) FROM STDIN;

-- copy_hits --
COPY hit (traveller_id, edition_id, entry_ref, score, name, reasons, comparison, known_id, known_decision_id) FROM STDIN;

-- still_to_travel --
SELECT v.id FROM voyage v
 WHERE (v.departs_at IS NULL AND v.first_seen_at > %(now)s - interval '2 days' OR v.departs_at > %(now)s)
   AND EXISTS (SELECT FROM traveller t WHERE t.voyage_id = v.id AND t.superseded_at IS NULL AND NOT t.withdrawn
                                         AND t.circumstances <> ALL(%(circumstances)s))
 ORDER BY v.departs_at NULLS FIRST, v.id LIMIT %(limit)s;

-- confirm_circumstances --
UPDATE traveller SET circumstances = %(circumstances)s WHERE voyage_id = %(voyage)s AND key = ANY(%(keys)s) AND superseded_at IS NULL;

-- reserve --
SELECT nextval(pg_get_serial_sequence(%(table)s, 'id')) FROM generate_series(1, %(count)s);
