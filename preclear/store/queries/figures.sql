-- Counts and times of a span. `places` are the codes of the places asked for, or of the officer's sites: an empty array is every place.
-- A voyage is of a place that it leaves or goes to. Nobody is in what comes out, neither officer nor traveller.

-- queue --
-- How many referrals were open at each step: those raised by then and not closed by then. Only what was open at some time of the span is read.
WITH span AS (
    SELECT r.raised_at, r.closed_at FROM referral r JOIN voyage v ON v.id = r.voyage_id
     WHERE (r.closed_at IS NULL OR r.closed_at > %(since)s) AND r.raised_at <= %(until)s
       AND (%(places)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(places)s::text[])),
moved AS (
    SELECT at, sum(by) AS by FROM (
        SELECT CASE WHEN raised_at <= %(since)s THEN %(since)s::timestamptz
                    ELSE date_bin(%(step)s, raised_at - interval '1 microsecond', %(since)s) + %(step)s END AS at, 1 AS by FROM span
        UNION ALL
        SELECT date_bin(%(step)s, closed_at - interval '1 microsecond', %(since)s) + %(step)s, -1 FROM span WHERE closed_at <= %(until)s) m
     GROUP BY at)
SELECT step.at, sum(coalesce(moved.by, 0)) OVER (ORDER BY step.at)::int AS open
  FROM generate_series(%(since)s::timestamptz, %(until)s::timestamptz, %(step)s) step (at) LEFT JOIN moved ON moved.at = step.at
 ORDER BY 1;

-- decisions --
-- Seconds from the raising of a referral to each decision on it, by the step of the decision.
SELECT date_bin(%(step)s, d.decided_at, %(since)s) AS at, count(*)::int AS number,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM d.decided_at - r.raised_at)) AS median,
       percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM d.decided_at - r.raised_at)) AS ninetieth
  FROM decision d JOIN referral r ON r.id = d.referral_id JOIN voyage v ON v.id = r.voyage_id
 WHERE d.decided_at >= %(since)s AND d.decided_at < %(until)s
   AND (%(places)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(places)s::text[])
 GROUP BY 1 ORDER BY 1;

-- answers --
-- Seconds from a message to what was written in answer, by the step in which the message came.
SELECT date_bin(%(step)s, w.received_at, %(since)s) AS at, count(*)::int AS number,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM a.made_at - w.received_at)) AS median,
       percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM a.made_at - w.received_at)) AS ninetieth
  FROM raw_message w JOIN answer a ON a.raw_message_id = w.id LEFT JOIN voyage v ON v.id = a.voyage_id
 WHERE w.received_at >= %(since)s AND w.received_at < %(until)s
   AND (%(places)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(places)s::text[])
 GROUP BY 1 ORDER BY 1;

-- by_place --
-- The same over the whole span, by the place that voyages leave, with what is open now.
SELECT coalesce(d.place, a.place, o.place) AS place,
       coalesce(d.number, 0) AS decisions, d.median AS decision_median, d.ninetieth AS decision_ninetieth,
       coalesce(a.number, 0) AS answers, a.median AS answer_median, a.ninetieth AS answer_ninetieth, coalesce(o.number, 0) AS open
  FROM (SELECT v.departure AS place, count(*)::int AS number,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM d.decided_at - r.raised_at)) AS median,
               percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM d.decided_at - r.raised_at)) AS ninetieth
          FROM decision d JOIN referral r ON r.id = d.referral_id JOIN voyage v ON v.id = r.voyage_id
         WHERE d.decided_at >= %(since)s AND d.decided_at < %(until)s AND v.departure IS NOT NULL
           AND (%(places)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(places)s::text[])
         GROUP BY 1) d
  FULL JOIN (
        SELECT v.departure AS place, count(*)::int AS number,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM a.made_at - w.received_at)) AS median,
               percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM a.made_at - w.received_at)) AS ninetieth
          FROM raw_message w JOIN answer a ON a.raw_message_id = w.id JOIN voyage v ON v.id = a.voyage_id
         WHERE w.received_at >= %(since)s AND w.received_at < %(until)s AND v.departure IS NOT NULL
           AND (%(places)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(places)s::text[])
         GROUP BY 1) a USING (place)
  FULL JOIN (
        SELECT v.departure AS place, count(*)::int AS number FROM referral r JOIN voyage v ON v.id = r.voyage_id
         WHERE r.closed_at IS NULL AND v.departure IS NOT NULL
           AND (%(places)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(places)s::text[])
         GROUP BY 1) o USING (place)
 ORDER BY open DESC, decisions DESC, answers DESC, place LIMIT 200;

-- outcomes --
SELECT d.outcome, count(*)::int AS decisions,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM d.decided_at - r.raised_at)) AS median
  FROM decision d JOIN referral r ON r.id = d.referral_id JOIN voyage v ON v.id = r.voyage_id
 WHERE d.decided_at >= %(since)s AND d.decided_at < %(until)s
   AND (%(places)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(places)s::text[])
 GROUP BY 1 ORDER BY 2 DESC, 1;

-- states --
-- How long people stood in each state of the course, of the stays that ended in the span.
SELECT p.end_state AS state, count(*)::int AS stays,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM n.at - p.at)) AS median,
       percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM n.at - p.at)) AS ninetieth
  FROM encounter_taken n
  JOIN encounter_taken p ON p.encounter_id = n.encounter_id AND p.ordinal = n.ordinal - 1
  JOIN encounter e ON e.id = n.encounter_id JOIN voyage v ON v.id = e.voyage_id
 WHERE n.at >= %(since)s AND n.at < %(until)s
   AND (%(places)s::text[] = '{}' OR ARRAY[v.departure, v.arrival, e.site] && %(places)s::text[])
 GROUP BY 1 ORDER BY 2 DESC, 1;

-- asked --
-- What officers were asked to find on: by the rule, or by the list of an entry; and what they last found, or why nothing was found yet.
SELECT q.source, q.rule, coalesce(f.finding, CASE WHEN q.closed_at IS NULL THEN 'waiting' ELSE 'not_asked' END) AS finding, count(*)::int AS people
  FROM (SELECT r.id, r.closed_at, code, CASE WHEN strpos(code, ':') > 0 THEN split_part(code, ':', 1) END AS source,
               CASE WHEN strpos(code, ':') = 0 THEN code END AS rule
          FROM referral r JOIN voyage v ON v.id = r.voyage_id CROSS JOIN LATERAL unnest(r.questions) code
         WHERE r.raised_at >= %(since)s AND r.raised_at < %(until)s
           AND (%(places)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(places)s::text[])) q
  LEFT JOIN LATERAL (
       SELECT d.findings ->> q.code AS finding FROM decision d
        WHERE d.referral_id = q.id AND d.findings ->> q.code IS NOT NULL ORDER BY d.id DESC LIMIT 1) f ON true
 GROUP BY 1, 2, 3;

-- sources --
SELECT id, title, visible_to FROM list_source WHERE id = ANY(%(ids)s);
