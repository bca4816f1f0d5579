-- Whom the officers at one place look out for.

-- lookouts_at --
-- Who comes through a place in a span and is not to pass unseen: with an open referral, told not to board, or in the midst of a course.
-- Nothing of what was found is in it, and of the person what a lane needs to know them by.
SELECT t.id, t.family_name, t.given_names, t.seat, t.role, v.id AS voyage, v.version, v.designator, v.mode, v.departure, v.arrival,
       v.departs_at, v.arrives_at, w.leaving, r.kind, coalesce(r.severity, 2) AS severity, r.state AS referral, o.name AS officer, d.status,
       n.id AS encounter, n.state, n.since, t.on_board,
       EXISTS (SELECT FROM hit h JOIN list_edition e ON e.id = h.edition_id
                WHERE h.traveller_id = t.id AND e.source_id = 'lookout' AND h.known_decision_id IS NULL) AS lookout
  FROM voyage v
 CROSS JOIN LATERAL (SELECT v.departure = %(place)s AS leaving) w
  JOIN traveller t ON t.voyage_id = v.id AND t.superseded_at IS NULL AND NOT t.withdrawn
  LEFT JOIN referral r ON r.voyage_id = v.id AND r.key = t.key AND r.closed_at IS NULL
  LEFT JOIN officer o ON o.id = r.taken_by
  LEFT JOIN directive d ON d.voyage_id = v.id AND d.key = t.key AND d.superseded_at IS NULL
  LEFT JOIN LATERAL (SELECT n.id, n.state, n.since, n.ends FROM encounter_now n
                      WHERE n.voyage_id = v.id AND n.key = t.key ORDER BY n.id DESC LIMIT 1) n ON true
 WHERE NOT v.cancelled
   AND ((v.departure = %(place)s AND v.departs_at BETWEEN %(since)s AND %(until)s)
        OR (v.arrival = %(place)s AND v.arrives_at BETWEEN %(since)s AND %(until)s))
   AND (r.id IS NOT NULL OR d.status = 'do_not_board' OR (NOT n.ends AND n.state NOT IN ('cleared', 'boarded', 'departed')))
   AND (%(sites)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(sites)s::text[])
 ORDER BY CASE WHEN w.leaving THEN v.departs_at ELSE v.arrives_at END, v.id, coalesce(r.severity, 2), t.ordinal, t.id
 LIMIT 200;

-- busy --
-- The places through which voyages go in a span, the soonest first.
SELECT p.code FROM voyage v
 CROSS JOIN LATERAL (VALUES (v.departure, v.departs_at), (v.arrival, v.arrives_at)) AS p (code, at)
 WHERE v.departs_at BETWEEN %(since)s - interval '1 day' AND %(until)s AND p.at BETWEEN %(since)s AND %(until)s AND p.code IS NOT NULL
   AND (%(sites)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(sites)s::text[])
 GROUP BY p.code ORDER BY min(p.at), p.code LIMIT 100;
