-- A voyage that has departed and was not closed out in the time agreed with its carrier.

ALTER TABLE voyage ADD COLUMN close_alarm_at timestamptz;

-- What an alarm was raised for and has not ended. One definition, for the page of alarms and for the count beside every page.
CREATE FUNCTION alarms_at(moment timestamptz, at_sites text[])
    RETURNS TABLE (kind text, at timestamptz, voyage bigint, designator text, mode text, departure text, arrival text,
                   answer_due timestamptz, carrier text, people bigint, reference text) STABLE LANGUAGE sql AS $$
    WITH mine AS (
        SELECT v.*, c.name FROM voyage v JOIN carrier c ON c.id = v.carrier_id
         WHERE at_sites = '{}' OR ARRAY[v.departure, v.arrival] && at_sites)
    SELECT 'late', v.late_alarm_at, v.id, v.designator, v.mode, v.departure, v.arrival, v.answer_due, v.name, u.people, NULL
      FROM mine v CROSS JOIN LATERAL (SELECT count(*) AS people FROM referral r WHERE r.voyage_id = v.id AND r.closed_at IS NULL) u
     WHERE v.late_alarm_at > moment - interval '2 days' AND u.people > 0
    UNION ALL
    SELECT 'part', v.part_alarm_at, v.id, v.designator, v.mode, v.departure, v.arrival, v.answer_due, v.name, 0, NULL
      FROM mine v WHERE v.part_alarm_at > moment - interval '2 days'
    UNION ALL
    SELECT 'unclosed', v.close_alarm_at, v.id, v.designator, v.mode, v.departure, v.arrival, v.answer_due, v.name, 0, NULL
      FROM mine v WHERE v.close_alarm_at > moment - interval '2 days' AND v.closed IS NULL AND NOT v.cancelled
    UNION ALL
    SELECT u.kind, v.board_alarm_at, v.id, v.designator, v.mode, v.departure, v.arrival, v.answer_due, v.name, u.people, NULL
      FROM mine v CROSS JOIN LATERAL (
           SELECT CASE WHEN t.stranger OR t.not_screened IS NOT NULL THEN 'unscreened' ELSE 'against' END AS kind, count(*) AS people
             FROM traveller t
             LEFT JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL
            WHERE t.voyage_id = v.id AND t.superseded_at IS NULL AND t.on_board
              AND (t.stranger OR t.not_screened IS NOT NULL OR d.status IS DISTINCT FROM 'board')
            GROUP BY 1) u
     WHERE v.board_alarm_at > moment - interval '2 days'
    UNION ALL
    SELECT CASE WHEN a.rejected_at IS NULL THEN 'silent' ELSE 'rejected' END, coalesce(a.rejected_at, a.escalated_at), v.id,
           v.designator, v.mode, v.departure, v.arrival, v.answer_due, c.name, a.attempts, a.reference
      FROM answer a JOIN carrier c ON c.id = a.carrier_id LEFT JOIN voyage v ON v.id = a.voyage_id
     WHERE a.escalated_at IS NOT NULL AND a.acknowledged_at IS NULL
       AND (at_sites = '{}' OR v.id IS NULL OR ARRAY[v.departure, v.arrival] && at_sites)
$$;
