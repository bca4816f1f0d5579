-- faults --
-- What was wrong with what a carrier sent, by week and kind: how often, and in how many messages.
SELECT date_trunc('week', r.received_at AT TIME ZONE 'UTC')::date, f ->> 'code', f ->> 'severity', count(*), count(DISTINCT r.id)
  FROM raw_message r
 CROSS JOIN LATERAL (
       SELECT jsonb_array_elements(r.faults) UNION ALL
       SELECT jsonb_array_elements(m.faults) FROM manifest m WHERE m.raw_message_id = r.id) AS every (f)
 WHERE r.carrier_id = %(carrier)s AND r.received_at >= %(since)s AND r.received_at < %(until)s
 GROUP BY 1, 2, 3 ORDER BY 1, 4 DESC, 2;

-- traffic --
-- How much a carrier sent, and how much of it could not be read.
SELECT date_trunc('week', received_at AT TIME ZONE 'UTC')::date, count(*), count(*) FILTER (WHERE state = 'unreadable')
  FROM raw_message WHERE carrier_id = %(carrier)s AND received_at >= %(since)s AND received_at < %(until)s GROUP BY 1 ORDER BY 1;

-- missing --
-- People of lists that must say everything, and how many of them lack what.
SELECT date_trunc('week', r.received_at AT TIME ZONE 'UTC')::date, count(*),
       count(*) FILTER (WHERE coalesce(p.record ->> 'family_name', '') = '' AND coalesce(p.record ->> 'given_names', '') = ''),
       count(*) FILTER (WHERE p.record ->> 'birth_date' IS NULL),
       count(*) FILTER (WHERE p.record ->> 'sex' IS NULL),
       count(*) FILTER (WHERE coalesce(jsonb_array_length(nullif(p.record -> 'nationalities', 'null')), 0) = 0),
       count(*) FILTER (WHERE coalesce(jsonb_array_length(nullif(p.record -> 'documents', 'null')), 0) = 0)
  FROM raw_message r JOIN manifest m ON m.raw_message_id = r.id
 CROSS JOIN LATERAL (
       SELECT DISTINCT ON (d.ordinal) d.record
         FROM (SELECT ordinal, record FROM traveller WHERE manifest_id = m.id
               UNION ALL SELECT ordinal, record FROM mention WHERE manifest_id = m.id AND NOT gone) d
        ORDER BY d.ordinal) AS p
 WHERE r.carrier_id = %(carrier)s AND r.received_at >= %(since)s AND r.received_at < %(until)s
   AND m.function IN ('original', 'request', 'add', 'replace')
 GROUP BY 1 ORDER BY 1;

-- lateness --
-- Voyages by the week of their departure: how many, for how many nobody was listed by the time at which everyone is to be answered,
-- and by how many minutes the first list missed it, of those: half of them, and the worst.
SELECT date_trunc('week', v.departs_at AT TIME ZONE 'UTC')::date, count(*), count(*) FILTER (WHERE l.first_at > v.answer_due OR l.first_at IS NULL),
       percentile_disc(0.5) WITHIN GROUP (ORDER BY l.minutes) FILTER (WHERE l.minutes > 0), max(l.minutes) FILTER (WHERE l.minutes > 0),
       percentile_disc(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM v.departs_at - l.first_at)::integer / 60)
  FROM voyage v
 CROSS JOIN LATERAL (
       SELECT min(r.received_at) AS first_at, ceil(extract(epoch FROM min(r.received_at) - v.answer_due) / 60)::integer AS minutes
         FROM manifest m JOIN raw_message r ON r.id = m.raw_message_id
        WHERE m.voyage_id = v.id AND m.function IN ('original', 'request', 'add', 'replace', 'change')) AS l
 WHERE v.carrier_id = %(carrier)s AND v.departs_at >= %(since)s AND v.departs_at < %(until)s AND NOT v.cancelled AND v.answer_due IS NOT NULL
 GROUP BY 1 ORDER BY 1;

-- carriers --
-- Each carrier in a time: messages, those that could not be read, and those with an error.
SELECT c.id, c.name, count(r.id), count(r.id) FILTER (WHERE r.state = 'unreadable'),
       count(r.id) FILTER (WHERE r.faults @? '$[*] ? (@.severity == "error")'
                                 OR EXISTS (SELECT FROM manifest m WHERE m.raw_message_id = r.id AND m.faults @? '$[*] ? (@.severity == "error")'))
  FROM carrier c LEFT JOIN raw_message r ON r.carrier_id = c.id AND r.received_at >= %(since)s AND r.received_at < %(until)s
 GROUP BY 1, 2 ORDER BY 1;
