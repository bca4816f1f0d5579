-- late --
-- Unanswered is who has an open referral, is held, or has been told nothing at all. Of whom only a booking tells, nobody has asked yet.
UPDATE voyage v SET late_alarm_at = %(now)s, version = v.version + 1
  FROM (SELECT t.voyage_id, count(*)::integer AS people
          FROM voyage w
          JOIN traveller t ON t.voyage_id = w.id AND t.superseded_at IS NULL AND NOT t.withdrawn
          JOIN manifest m ON m.id = t.manifest_id
          LEFT JOIN referral r ON r.voyage_id = t.voyage_id AND r.key = t.key AND r.closed_at IS NULL
          LEFT JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL
         WHERE w.answer_due <= %(now)s AND w.late_alarm_at IS NULL
           AND (r.id IS NOT NULL OR ((d.status IS NULL OR d.status = 'held') AND NOT coalesce((m.head ->> 'booking')::boolean, false)))
         GROUP BY t.voyage_id) u
 WHERE v.id = u.voyage_id AND v.late_alarm_at IS NULL
RETURNING v.id, v.version, u.people;

-- silent --
-- An answer that a carrier fetches, or that its callback takes, is acknowledged on its own; a change that nobody took is an alarm.
UPDATE answer a SET escalated_at = %(now)s
  FROM carrier c
 WHERE c.id = a.carrier_id AND a.acknowledged_at IS NULL AND a.escalated_at IS NULL AND a.kind IN ('answer', 'change')
   AND a.made_at <= %(now)s - make_interval(mins => coalesce((c.profile ->> 'acknowledge_minutes')::integer, %(minutes)s))
RETURNING a.id, a.voyage_id, a.carrier_id, a.attempts;

-- part --
UPDATE voyage v SET part_alarm_at = %(now)s, version = v.version + 1
  FROM carrier c
 WHERE c.id = v.carrier_id AND v.part_alarm_at IS NULL
   AND v.part_missing_since <= %(now)s - make_interval(mins => coalesce((c.profile ->> 'part_minutes')::integer, 15))
RETURNING v.id, v.version, (extract(epoch FROM %(now)s - v.part_missing_since) / 60)::integer;

-- unclosed --
UPDATE voyage v SET close_alarm_at = %(now)s, version = v.version + 1
  FROM carrier c
 WHERE c.id = v.carrier_id AND v.close_alarm_at IS NULL AND v.closed IS NULL AND NOT v.cancelled
   AND v.departs_at > %(now)s - interval '2 days'
   AND v.departs_at <= %(now)s - make_interval(mins => (c.profile ->> 'close_out_minutes')::integer)
   AND EXISTS (SELECT FROM traveller t WHERE t.voyage_id = v.id AND t.superseded_at IS NULL AND NOT t.withdrawn)
RETURNING v.id, v.version, (extract(epoch FROM %(now)s - v.departs_at) / 60)::integer;

-- end --
-- What was done about an alarm that stands. Of an alarm on board, everyone whom it is about now.
INSERT INTO alarm_end (kind, voyage_id, answer_id, people, done, ended_by, ended_at)
SELECT s.kind, s.voyage, a.id, ARRAY(SELECT b.key FROM amiss_on_board(s.voyage) b WHERE b.kind = s.kind), %(done)s, %(by)s, %(now)s
  FROM alarms_of_voyages(%(now)s, %(sites)s) s LEFT JOIN answer a ON a.reference = s.reference
 WHERE s.kind = %(kind)s AND s.voyage IS NOT DISTINCT FROM %(voyage)s::bigint AND s.reference IS NOT DISTINCT FROM %(reference)s::text LIMIT 1
RETURNING id, voyage_id, answer_id, cardinality(people);

-- end_silence --
INSERT INTO alarm_end (kind, silence_id, voyage_id, done, ended_by, ended_at)
SELECT s.kind, s.id, s.voyage_id, %(done)s, %(by)s, %(now)s
  FROM silence_alarm s
 WHERE s.kind = %(kind)s AND s.id::text = %(reference)s AND (%(sites)s::text[] = '{}' OR ARRAY[s.departure, s.arrival] && %(sites)s::text[])
RETURNING id, silence_id;

-- ended --
SELECT e.kind, v.id AS voyage, coalesce(v.designator, s.designator) AS designator, coalesce(v.departure, s.departure) AS departure,
       coalesce(v.arrival, s.arrival) AS arrival, coalesce(c.name, '') AS carrier, coalesce(a.reference, s.id::text) AS reference,
       cardinality(e.people) AS people, e.done, o.name, e.ended_at
  FROM alarm_end e
  JOIN officer o ON o.id = e.ended_by
  LEFT JOIN answer a ON a.id = e.answer_id
  LEFT JOIN silence s ON s.id = e.silence_id
  LEFT JOIN voyage v ON v.id = e.voyage_id
  LEFT JOIN carrier c ON c.id = coalesce(v.carrier_id, a.carrier_id, s.carrier_id)
 WHERE e.ended_at > %(since)s
   AND (%(sites)s::text[] = '{}' OR (v.id IS NULL AND s.id IS NULL)
        OR ARRAY[v.departure, v.arrival, s.departure, s.arrival] && %(sites)s::text[])
 ORDER BY e.ended_at DESC LIMIT 100;
