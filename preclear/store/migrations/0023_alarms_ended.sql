-- Alarms that nothing else ends: somebody says what was done, and their name stays with it. Whoever is on board unscreened, or against
-- the answer, is an alarm until somebody does so, however long ago it was.

CREATE TABLE alarm_end (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind            text NOT NULL CHECK (kind IN ('part', 'unclosed', 'unscreened', 'against', 'silent', 'rejected')),
    voyage_id       bigint REFERENCES voyage,
    answer_id       bigint REFERENCES answer,
    people          text[] NOT NULL DEFAULT '{}',                                               -- keys of those on board whom it was about
    done            text NOT NULL CHECK (length(btrim(done)) > 0),                              -- what was done
    ended_by        bigint NOT NULL REFERENCES officer,
    ended_at        timestamptz NOT NULL,
    CHECK ((answer_id IS NOT NULL) = (kind IN ('silent', 'rejected'))),
    CHECK (answer_id IS NOT NULL OR voyage_id IS NOT NULL)
);
CREATE INDEX alarm_end_voyage ON alarm_end (voyage_id);
CREATE INDEX alarm_end_answer ON alarm_end (answer_id) WHERE answer_id IS NOT NULL;
CREATE INDEX alarm_end_at ON alarm_end (ended_at);
CREATE INDEX voyage_board_alarm ON voyage (board_alarm_at) WHERE board_alarm_at IS NOT NULL;

-- Who is on board and should not be without a word, and of whom nobody has said yet what was done.
CREATE FUNCTION amiss_on_board(of_voyage bigint) RETURNS TABLE (key text, kind text) STABLE LANGUAGE sql AS $$
    SELECT a.key, a.kind
      FROM (SELECT t.key, CASE WHEN t.stranger OR t.not_screened IS NOT NULL THEN 'unscreened' ELSE 'against' END AS kind
              FROM traveller t
              LEFT JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL
             WHERE t.voyage_id = of_voyage AND t.superseded_at IS NULL AND t.on_board
               AND (t.stranger OR t.not_screened IS NOT NULL OR d.status IS DISTINCT FROM 'board')) a
     WHERE NOT EXISTS (SELECT FROM alarm_end e WHERE e.voyage_id = of_voyage AND e.kind = a.kind AND a.key = ANY(e.people))
$$;

CREATE OR REPLACE FUNCTION alarms_of_voyages(moment timestamptz, at_sites text[])
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
       AND NOT EXISTS (SELECT FROM alarm_end e WHERE e.voyage_id = v.id AND e.kind = 'part' AND e.ended_at >= v.part_alarm_at)
    UNION ALL
    SELECT 'unclosed', v.close_alarm_at, v.id, v.designator, v.mode, v.departure, v.arrival, v.answer_due, v.name, 0, NULL
      FROM mine v WHERE v.close_alarm_at > moment - interval '2 days' AND v.closed IS NULL AND NOT v.cancelled
       AND NOT EXISTS (SELECT FROM alarm_end e WHERE e.voyage_id = v.id AND e.kind = 'unclosed' AND e.ended_at >= v.close_alarm_at)
    UNION ALL
    SELECT u.kind, v.board_alarm_at, v.id, v.designator, v.mode, v.departure, v.arrival, v.answer_due, v.name, u.people, NULL
      FROM mine v CROSS JOIN LATERAL (SELECT a.kind, count(*) AS people FROM amiss_on_board(v.id) a GROUP BY 1) u
     WHERE v.board_alarm_at IS NOT NULL
    UNION ALL
    SELECT CASE WHEN a.rejected_at IS NULL THEN 'silent' ELSE 'rejected' END, coalesce(a.rejected_at, a.escalated_at), v.id,
           v.designator, v.mode, v.departure, v.arrival, v.answer_due, c.name, a.attempts, a.reference
      FROM answer a JOIN carrier c ON c.id = a.carrier_id LEFT JOIN voyage v ON v.id = a.voyage_id
     WHERE a.escalated_at IS NOT NULL AND a.acknowledged_at IS NULL
       AND (at_sites = '{}' OR v.id IS NULL OR ARRAY[v.departure, v.arrival] && at_sites)
       AND NOT EXISTS (SELECT FROM alarm_end e WHERE e.answer_id = a.id AND e.ended_at >= coalesce(a.rejected_at, a.escalated_at))
$$;
