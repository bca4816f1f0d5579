-- What the officers' pages read, and the little that only pages write (drafts, preferences). Each query that shows voyages or
-- people takes the officer's sites: an empty array is every site.

-- frame --
-- What every page says around its content: what is open, what stands out, which place is next, and how fresh the lists are.
SELECT (SELECT count(*) FROM referral r JOIN voyage v ON v.id = r.voyage_id
         WHERE r.closed_at IS NULL AND (%(sites)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(sites)s::text[]))        AS referrals,
       (SELECT count(*) FROM raw_message WHERE state = 'unreadable' AND seen_at IS NULL)                                        AS unreadable,
       (SELECT count(*) FROM alarms_at(%(now)s, %(sites)s))                                                                     AS alarms,
       (SELECT v.departure FROM voyage v WHERE v.answer_due > %(now)s AND v.departure IS NOT NULL
           AND (%(sites)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(sites)s::text[]) ORDER BY v.answer_due LIMIT 1)  AS next_place,
       (SELECT count(*) FROM list_edition WHERE in_force)                                                                       AS lists,
       (SELECT coalesce(sum(entries), 0) FROM list_edition WHERE in_force)                                                      AS entries,
       (SELECT max(dated) FROM list_edition WHERE in_force)                                                                     AS newest,
       (SELECT count(*) FROM list_edition WHERE in_force AND expires < (%(now)s AT TIME ZONE 'UTC')::date)                      AS expired;

-- tally --
-- Counts the people of each voyage that the board may show and that has changed since it was counted. Two who look at once count alike.
INSERT INTO voyage_tally (voyage_id, version, travellers, answered, held, match, document, rule, manual, external, not_screened, incomplete)
SELECT v.id, v.version, p.*
  FROM voyage v LEFT JOIN voyage_tally o ON o.voyage_id = v.id
 CROSS JOIN LATERAL (
       SELECT count(*)                                                              AS travellers,
              count(*) FILTER (WHERE d.status IN ('board', 'do_not_board'))         AS answered,
              count(*) FILTER (WHERE d.status = 'held')                             AS held,
              count(*) FILTER (WHERE r.kind = 'match')                              AS match,
              count(*) FILTER (WHERE r.kind = 'document')                           AS document,
              count(*) FILTER (WHERE r.kind = 'rule')                               AS rule,
              count(*) FILTER (WHERE r.kind = 'manual')                             AS manual,
              count(*) FILTER (WHERE r.kind = 'external')                           AS external,
              count(*) FILTER (WHERE r.kind = 'not_screened')                       AS not_screened,
              count(*) FILTER (WHERE r.id IS NULL AND d.status = 'incomplete')      AS incomplete
         FROM traveller t
         LEFT JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL
         LEFT JOIN referral r ON r.voyage_id = t.voyage_id AND r.key = t.key AND r.closed_at IS NULL
        WHERE t.voyage_id = v.id AND t.superseded_at IS NULL AND NOT t.withdrawn) p
 WHERE (%(id)s::bigint IS NULL OR v.id = %(id)s) AND o.version IS DISTINCT FROM v.version
   AND (v.departs_at IS NULL OR v.departs_at > %(now)s - interval '2 days' OR v.id = %(id)s)
    ON CONFLICT (voyage_id) DO UPDATE
   SET (version, travellers, answered, held, match, document, rule, manual, external, not_screened, incomplete)
     = (excluded.version, excluded.travellers, excluded.answered, excluded.held, excluded.match, excluded.document, excluded.rule,
        excluded.manual, excluded.external, excluded.not_screened, excluded.incomplete)
 WHERE excluded.version > voyage_tally.version;

-- board --
-- The voyages that are still somebody's business, by time left: not departed for two hours, or with people unanswered for two days.
-- A person counts as answered when the carrier was told something final; "not screened" and "incomplete" are not answers.
SELECT v.id, v.version, v.carrier_id, c.name AS carrier, v.designator, v.mode, v.departure, v.arrival,
       v.departs_local, v.departs_at, v.arrives_at, v.answer_due, p.travellers, p.answered, p.held, p.match, p.document, p.rule, p.manual,
       p.external, p.not_screened, p.incomplete, o.owners, o.mine, o.taken, o.free,
       (SELECT count(*) FROM answer a WHERE a.voyage_id = v.id AND a.escalated_at IS NOT NULL AND a.acknowledged_at IS NULL) AS silent
  FROM voyage v
  JOIN carrier c ON c.id = v.carrier_id
  JOIN voyage_tally p ON p.voyage_id = v.id
 CROSS JOIN LATERAL (
       SELECT array_agg(DISTINCT o.name) FILTER (WHERE o.id <> %(officer)s) AS owners,
              count(*) FILTER (WHERE r.taken_by = %(officer)s) AS mine,
              count(*) FILTER (WHERE r.taken_by <> %(officer)s) AS taken,
              (array_agg(r.id ORDER BY r.severity, r.id) FILTER (WHERE r.taken_by IS NULL))[1] AS free
         FROM referral r LEFT JOIN officer o ON o.id = r.taken_by
        WHERE r.voyage_id = v.id AND r.closed_at IS NULL) o
 WHERE (%(id)s::bigint IS NULL OR v.id = %(id)s)
   AND (%(sites)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(sites)s::text[])
   AND (v.departs_at IS NULL OR v.departs_at > %(now)s - interval '2 hours'
        OR (v.departs_at > %(now)s - interval '2 days' AND p.answered < p.travellers) OR v.id = %(id)s)
 ORDER BY v.answer_due NULLS FIRST, v.id
 LIMIT 2000;

-- unreadable --
-- Messages that could not be read; the ones nobody has looked at first, then the newest.
SELECT m.id, m.carrier_id, c.name AS carrier, m.received_at, m.size, m.transport, m.faults, m.seen_at, o.name AS seen_by
  FROM raw_message m
  JOIN carrier c ON c.id = m.carrier_id
  LEFT JOIN officer o ON o.id = m.seen_by
 WHERE m.state = 'unreadable' AND (%(id)s::bigint IS NULL OR m.id = %(id)s) AND (NOT %(unseen)s OR m.seen_at IS NULL)
 ORDER BY m.seen_at IS NOT NULL, m.received_at DESC
 LIMIT 200;

-- voyage --
SELECT v.id, v.version, v.carrier_id, c.name AS carrier, v.designator, v.mode, v.departure, v.arrival, v.departs_local, v.arrives_local,
       v.departs_at, v.arrives_at, v.answer_due, v.late_alarm_at
  FROM voyage v JOIN carrier c ON c.id = v.carrier_id
 WHERE v.id = %(id)s AND (%(sites)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(sites)s::text[]);

-- people --
-- The people now declared on a voyage; those who need a person first and all of them, then the others, a page at a time.
SELECT * FROM (
    SELECT t.id, t.ordinal, t.role, t.family_name, t.given_names, t.birth_date, t.document_number,
           t.record #>> '{documents,0,type}' AS document_type, t.record #>> '{documents,0,issuer}' AS document_issuer,
           t.seat, t.record #>> '{bags,pieces}' AS bags, t.outcome, t.reasons, t.not_screened, t.withdrawn,
           d.status, r.id AS referral, r.kind, r.state, r.severity, r.version, r.taken_by, r.taken_at, o.name AS officer,
           (SELECT CASE WHEN s.visible_to = '{}' THEN h.name END
              FROM hit h JOIN list_edition e ON e.id = h.edition_id JOIN list_source s ON s.id = e.source_id
             WHERE h.traveller_id = t.id AND h.known_decision_id IS NULL ORDER BY h.score DESC LIMIT 1) AS hit_name,
           (SELECT s.title FROM hit h JOIN list_edition e ON e.id = h.edition_id JOIN list_source s ON s.id = e.source_id
             WHERE h.traveller_id = t.id AND h.known_decision_id IS NULL ORDER BY h.score DESC LIMIT 1) AS hit_list,
           (r.id IS NOT NULL OR d.status IN ('incomplete', 'held')) AS attention,
           count(*) OVER (PARTITION BY (r.id IS NOT NULL OR d.status IN ('incomplete', 'held'))) AS alike,
           row_number() OVER (PARTITION BY (r.id IS NOT NULL OR d.status IN ('incomplete', 'held')) ORDER BY r.severity, t.ordinal, t.id) AS place
      FROM traveller t
      LEFT JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL
      LEFT JOIN referral r ON r.voyage_id = t.voyage_id AND r.key = t.key AND r.closed_at IS NULL
      LEFT JOIN officer o ON o.id = r.taken_by
     WHERE t.voyage_id = %(voyage)s AND t.superseded_at IS NULL AND NOT t.withdrawn
       AND (%(role)s::text IS NULL OR t.role = %(role)s)
       AND (%(words)s::text IS NULL
            OR concat_ws(' ', t.family_name, t.given_names, t.family_name, t.document_number, t.seat) ILIKE '%%' || %(words)s || '%%')) p
 WHERE attention OR (place > %(after)s AND place <= %(after)s + %(page)s)
 ORDER BY attention DESC, place;

-- standing --
-- What the carrier has been told about the people now on a voyage, by status, and whether every answer was acknowledged.
SELECT d.status, count(*) AS people
  FROM traveller t JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL
 WHERE t.voyage_id = %(voyage)s AND t.superseded_at IS NULL AND NOT t.withdrawn
 GROUP BY d.status;

-- roles --
SELECT t.role, count(*) AS people FROM traveller t
 WHERE t.voyage_id = %(voyage)s AND t.superseded_at IS NULL AND NOT t.withdrawn GROUP BY t.role;

-- received --
-- The lists received for a voyage, oldest first.
SELECT m.id, m.raw_message_id, m.message, m.function, m.travellers, m.faults, r.received_at, r.type, r.size, r.transport
  FROM manifest m JOIN raw_message r ON r.id = m.raw_message_id
 WHERE m.voyage_id = %(voyage)s ORDER BY r.received_at, m.id;

-- reasons_on_voyage --
-- How many people of a voyage each list and each rule has sent to a person.
SELECT s.title AS source, NULL::text AS rule, count(DISTINCT h.traveller_id) AS people
  FROM traveller t JOIN hit h ON h.traveller_id = t.id JOIN list_edition e ON e.id = h.edition_id JOIN list_source s ON s.id = e.source_id
 WHERE t.voyage_id = %(voyage)s AND t.superseded_at IS NULL AND NOT t.withdrawn AND h.known_decision_id IS NULL GROUP BY s.title
UNION ALL
SELECT NULL, reason ->> 'code', count(DISTINCT t.id)
  FROM traveller t CROSS JOIN LATERAL jsonb_array_elements(t.reasons) reason
 WHERE t.voyage_id = %(voyage)s AND t.superseded_at IS NULL AND NOT t.withdrawn AND reason ->> 'code' <> 'possible-match'
 GROUP BY reason ->> 'code'
 ORDER BY people DESC, source, rule;

-- answers --
-- What was told to the carrier of a voyage, newest first.
SELECT a.id, a.kind, a.reference, a.cusres, a.made_at, a.sent_at, a.attempts, a.next_attempt_at, a.acknowledged_at, a.escalated_at,
       a.raw_message_id, a.decision_id, o.name AS officer, d.outcome
  FROM answer a LEFT JOIN decision d ON d.id = a.decision_id LEFT JOIN officer o ON o.id = d.officer_id
 WHERE a.voyage_id = %(voyage)s ORDER BY a.id DESC LIMIT 200;

-- traveller --
-- One declaration of a person, with where they stand now. A superseded one is shown as such, and leads to the newer one.
SELECT t.id, t.voyage_id, t.manifest_id, t.key, t.record, t.outcome, t.reasons, t.not_screened, t.needs, t.withdrawn, t.superseded_at,
       t.undecided, t.throttled, m.raw_message_id, m.faults, m.snapshot, m.function, w.received_at, w.type, w.size,
       d.status, d.given_at, n.id AS newer, b.people AS companions,
       (SELECT count(*) FROM traveller o WHERE o.voyage_id = t.voyage_id AND o.superseded_at IS NULL AND NOT o.withdrawn) AS people
  FROM traveller t
  JOIN voyage v ON v.id = t.voyage_id
  JOIN manifest m ON m.id = t.manifest_id
  JOIN raw_message w ON w.id = m.raw_message_id
  LEFT JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL
  LEFT JOIN traveller n ON n.voyage_id = t.voyage_id AND n.key = t.key AND n.superseded_at IS NULL AND n.id <> t.id
 CROSS JOIN LATERAL (
       SELECT count(*) AS people FROM traveller o
        WHERE o.voyage_id = t.voyage_id AND o.superseded_at IS NULL AND NOT o.withdrawn AND o.id <> t.id AND o.key <> t.key
          AND o.record #>> '{references,AVF}' = t.record #>> '{references,AVF}') b
 WHERE t.id = %(id)s AND (%(sites)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(sites)s::text[]);

-- hits --
-- What nobody has answered yet comes first, whatever its score: a new possible match never stands behind a known one.
SELECT h.id, h.entry_ref, h.score, h.name, h.reasons, h.comparison, e.dated, e.source_id, s.title, s.owner, s.legal_basis,
       s.visible_to, e.in_force, listed_as(h.edition_id, h.entry_ref) AS entry, o.name AS known_by, d.decided_at AS known_at, d.reason AS known_reason,
       k.expires_at AS known_until
  FROM hit h JOIN list_edition e ON e.id = h.edition_id JOIN list_source s ON s.id = e.source_id
  LEFT JOIN decision d ON d.id = h.known_decision_id
  LEFT JOIN officer o ON o.id = d.officer_id
  LEFT JOIN known_false_match k ON k.id = h.known_id
 WHERE h.traveller_id = %(traveller)s ORDER BY h.known_decision_id IS NOT NULL, h.score DESC, h.entry_ref;

-- rate --
-- How often hits of a list with a like score were the same person: officers' findings of the last 90 days, each hit once.
SELECT count(*) AS found, count(*) FILTER (WHERE f.finding = 'match') AS right
  FROM (SELECT DISTINCT ON (d.referral_id, h.entry_ref) d.findings ->> h.entry_ref AS finding
          FROM decision d
          JOIN hit h ON h.traveller_id = d.traveller_id
          JOIN list_edition e ON e.id = h.edition_id
         WHERE d.decided_at > %(now)s - interval '90 days' AND e.source_id = %(source)s
           AND h.score >= %(low)s AND h.score < %(high)s AND d.findings ->> h.entry_ref IN ('match', 'no_match')
         ORDER BY d.referral_id, h.entry_ref, d.id DESC) f;

-- referral --
SELECT r.id, r.voyage_id, r.key, r.traveller_id, r.kind, r.severity, r.state, r.questions, r.version, r.raised_at, r.taken_by, r.taken_at,
       r.closed_at, o.name AS officer
  FROM referral r LEFT JOIN officer o ON o.id = r.taken_by
  JOIN voyage v ON v.id = r.voyage_id
 WHERE (r.id = %(id)s OR (r.voyage_id = %(voyage)s AND r.key = %(key)s))
   AND (%(sites)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(sites)s::text[])
 ORDER BY r.closed_at IS NOT NULL, r.id DESC LIMIT 1;

-- decisions --
-- Every decision on a person of a voyage, oldest first.
SELECT d.id, d.referral_id, d.traveller_id, d.officer_id, o.name AS officer, d.findings, d.compared, d.outcome, d.reason, d.against,
       d.proposal_id, d.decided_at
  FROM decision d JOIN officer o ON o.id = d.officer_id JOIN referral r ON r.id = d.referral_id
 WHERE r.voyage_id = %(voyage)s AND r.key = %(key)s ORDER BY d.id;

-- course --
-- What happened to a person of a voyage, oldest first: lists, referrals, what the carrier was told. Decisions are read on their own.
SELECT * FROM (
    SELECT DISTINCT w.received_at AS at, 'list' AS what, m.function AS word, m.id AS ref, NULL::text AS officer, NULL::timestamptz AS sent_at, NULL::timestamptz AS acknowledged_at
      FROM traveller t JOIN manifest m ON m.id = t.manifest_id JOIN raw_message w ON w.id = m.raw_message_id
     WHERE t.voyage_id = %(voyage)s AND t.key = %(key)s
    UNION ALL
    SELECT r.raised_at, 'referral', r.kind, r.id, NULL, NULL, NULL FROM referral r WHERE r.voyage_id = %(voyage)s AND r.key = %(key)s
    UNION ALL
    SELECT r.taken_at, 'taken', NULL, r.id, o.name, NULL, NULL
      FROM referral r JOIN officer o ON o.id = r.taken_by WHERE r.voyage_id = %(voyage)s AND r.key = %(key)s
    UNION ALL
    SELECT d.given_at, 'told', d.status, d.id, NULL, a.sent_at, a.acknowledged_at
      FROM directive d
      LEFT JOIN traveller t ON t.id = d.traveller_id
      LEFT JOIN manifest m ON m.id = t.manifest_id
      LEFT JOIN LATERAL (SELECT a.sent_at, a.acknowledged_at FROM answer a
                          WHERE CASE WHEN d.decision_id IS NULL THEN a.raw_message_id = m.raw_message_id ELSE a.decision_id = d.decision_id END
                          ORDER BY a.id LIMIT 1) a ON true
     WHERE d.voyage_id = %(voyage)s AND d.key = %(key)s
    UNION ALL
    SELECT r.closed_at, 'lapsed', NULL, r.id, NULL, NULL, NULL
      FROM referral r WHERE r.voyage_id = %(voyage)s AND r.key = %(key)s AND r.state = 'lapsed') c
 ORDER BY at, ref;

-- open_referrals --
-- What waits for a decision: time left first, then severity.
SELECT r.id, r.version, r.kind, r.severity, r.state, r.raised_at, r.taken_by, r.taken_at, r.traveller_id, o.name AS officer,
       t.family_name, t.given_names, v.id AS voyage, v.designator, v.mode, v.departure, v.arrival, v.departs_at, v.answer_due, c.name AS carrier,
       p.officer_id AS proposed_by, p.officer AS proposer
  FROM referral r
  JOIN voyage v ON v.id = r.voyage_id
  JOIN carrier c ON c.id = v.carrier_id
  JOIN traveller t ON t.id = r.traveller_id
  LEFT JOIN officer o ON o.id = r.taken_by
  LEFT JOIN LATERAL (SELECT d.officer_id, x.name AS officer FROM decision d JOIN officer x ON x.id = d.officer_id
                      WHERE d.referral_id = r.id AND d.outcome = 'propose_refusal' AND r.state = 'proposed' ORDER BY d.id DESC LIMIT 1) p ON true
 WHERE r.closed_at IS NULL AND (%(id)s::bigint IS NULL OR r.id = %(id)s)
   AND (%(sites)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(sites)s::text[])
 ORDER BY v.answer_due NULLS FIRST, r.severity, r.id
 LIMIT 500;

-- alarms --
SELECT * FROM alarms_at(%(now)s, %(sites)s) ORDER BY at DESC LIMIT 200;

-- draft --
SELECT form, referral_version, kept_at FROM draft WHERE referral_id = %(referral)s AND officer_id = %(officer)s;

-- keep_draft --
INSERT INTO draft (referral_id, officer_id, referral_version, form, kept_at)
VALUES (%(referral)s, %(officer)s, %(version)s, %(form)s, %(now)s)
ON CONFLICT (referral_id, officer_id) DO UPDATE
   SET referral_version = excluded.referral_version, form = excluded.form, kept_at = excluded.kept_at;

-- drop_draft --
DELETE FROM draft WHERE referral_id = %(referral)s AND officer_id = %(officer)s;

-- added_places --
SELECT code, valid_from, valid_to, record, added_by, added_at FROM place ORDER BY added_at DESC, code;

-- rule_rate --
-- How often a rule's hits held, and how often they had an ordinary cause: officers' findings of the last 90 days, each referral once.
SELECT count(*) AS found, count(*) FILTER (WHERE f.finding = 'match') AS right
  FROM (SELECT DISTINCT ON (d.referral_id) d.findings ->> %(code)s AS finding
          FROM decision d
         WHERE d.decided_at > %(now)s - interval '90 days' AND d.findings ->> %(code)s IN ('match', 'no_match')
         ORDER BY d.referral_id, d.id DESC) f;

-- everybody --
-- Everybody now declared on a voyage, in the order of the list, for a table.
SELECT t.record, d.status, t.needs
  FROM traveller t LEFT JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL
 WHERE t.voyage_id = %(voyage)s AND t.superseded_at IS NULL AND NOT t.withdrawn
 ORDER BY t.ordinal, t.id;
