-- late --
-- Unanswered is who has an open referral, is held, or has been told nothing at all.
UPDATE voyage v SET late_alarm_at = %(now)s, version = v.version + 1
  FROM (SELECT t.voyage_id, count(*)::integer AS people
          FROM voyage w
          JOIN traveller t ON t.voyage_id = w.id AND t.superseded_at IS NULL AND NOT t.withdrawn
          LEFT JOIN referral r ON r.voyage_id = t.voyage_id AND r.key = t.key AND r.closed_at IS NULL
          LEFT JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL
         WHERE w.answer_due <= %(now)s AND w.late_alarm_at IS NULL
           AND (r.id IS NOT NULL OR d.status IS NULL OR d.status = 'held')
         GROUP BY t.voyage_id) u
 WHERE v.id = u.voyage_id AND v.late_alarm_at IS NULL
RETURNING v.id, v.version, u.people;

-- silent --
-- An answer that a carrier fetches, or that its callback takes, is acknowledged on its own; a change that nobody took is an alarm.
UPDATE answer SET escalated_at = %(now)s
 WHERE acknowledged_at IS NULL AND escalated_at IS NULL AND made_at <= %(before)s AND kind <> 'fault'
RETURNING id, voyage_id, carrier_id, attempts;
