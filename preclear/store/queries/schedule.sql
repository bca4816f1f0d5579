-- Regular voyages, and what of an expected voyage was not heard in time.

-- say --
INSERT INTO schedule_row (carrier_id, designator, departure, arrival, days, departs, arrives, valid_from, valid_to, source, said_by, said_at)
VALUES (%(carrier)s, %(designator)s, %(departure)s, %(arrival)s, %(days)s, %(departs)s, %(arrives)s, %(valid_from)s, %(valid_to)s, %(source)s,
        %(by)s, %(now)s);

-- take_back --
UPDATE schedule_row SET ended_by = %(by)s, ended_at = %(now)s WHERE id = %(id)s AND ended_at IS NULL RETURNING carrier_id, designator;

-- take_back_all --
UPDATE schedule_row SET ended_by = %(by)s, ended_at = %(now)s WHERE carrier_id = ANY(%(carriers)s) AND ended_at IS NULL;

-- holding --
-- What is said of any day of a span, in the order in which it was said, of carriers that still send.
SELECT r.id, r.carrier_id, r.designator, r.departure, r.arrival, r.days, r.departs, r.arrives, r.valid_from, r.valid_to, r.source, r.said_by, r.said_at
  FROM schedule_row r JOIN carrier c ON c.id = r.carrier_id
 WHERE r.ended_at IS NULL AND c.closed_at IS NULL AND r.valid_from <= %(until)s AND (r.valid_to IS NULL OR r.valid_to >= %(since)s)
   AND (%(carrier)s::text IS NULL OR r.carrier_id = %(carrier)s)
 ORDER BY r.id;

-- heard --
-- What was heard of each of some expected voyages. A voyage is the one expected if it leaves from there, under this number, on this day
-- and within 18 hours of the time, or else within 6 hours: a delay over midnight is the same voyage, and that of the next day is not.
WITH near AS (
    SELECT v.id, v.carrier_id, v.designator, v.departure, v.departs_local, v.departs_at, v.cancelled
      FROM voyage v WHERE v.departs_at BETWEEN %(first)s AND %(last)s
    UNION ALL
    SELECT v.id, v.carrier_id, v.designator, v.departure, v.departs_local, v.departs_at, v.cancelled
      FROM voyage v WHERE v.departs_at IS NULL AND v.first_seen_at > %(first)s - interval '5 days')
SELECT e.number, max(v.id), bool_or(v.cancelled OR m.list), bool_or(v.cancelled OR m.crew), bool_or(v.cancelled OR m.booking)
  FROM unnest(%(numbers)s::integer[], %(carriers)s::text[], %(names)s::text[], %(places)s::text[], %(days)s::date[], %(times)s::timestamptz[])
       AS e (number, carrier, names, places, day, departs_at)
  JOIN near v ON v.carrier_id = e.carrier AND v.designator = ANY (string_to_array(e.names, ' '))
   AND v.departure = ANY (string_to_array(e.places, ' '))
   AND CASE WHEN v.departs_at IS NULL THEN v.departs_local::date = e.day
            ELSE v.departs_at BETWEEN e.departs_at - interval '6 hours' AND e.departs_at + interval '6 hours'
                 OR (v.departs_local::date = e.day AND v.departs_at BETWEEN e.departs_at - interval '18 hours' AND e.departs_at + interval '18 hours') END
 CROSS JOIN LATERAL (
       SELECT coalesce(bool_or(NOT h.booking AND NOT h.crew), false) AS list, coalesce(bool_or(h.crew), false) AS crew, coalesce(bool_or(h.booking), false) AS booking
         FROM (SELECT coalesce((m.head ->> 'booking')::boolean, false) AS booking, coalesce((m.head ->> 'crew_list')::boolean, false) AS crew
                 FROM manifest m WHERE m.voyage_id = v.id) h) m
 GROUP BY e.number;

-- watch --
-- Until when was looked before; whoever asks holds it until the end of the transaction.
SELECT looked_until FROM silence_watch FOR UPDATE;

-- looked --
INSERT INTO silence_watch (looked_until) VALUES (%(now)s) ON CONFLICT (one) DO UPDATE SET looked_until = excluded.looked_until;

-- raise --
-- An alarm once; again only where the schedule did not say it any more, and then does.
INSERT INTO silence AS s (carrier_id, designator, departure, arrival, day, kind, departs_at, due_at, raised_at, unwatched_since, voyage_id)
VALUES (%(carrier)s, %(designator)s, %(departure)s, %(arrival)s, %(day)s, %(kind)s, %(departs_at)s, %(due_at)s, %(now)s, %(unwatched_since)s, %(voyage)s)
ON CONFLICT (carrier_id, designator, departure, day, kind) DO UPDATE
   SET arrival = excluded.arrival, departs_at = excluded.departs_at, due_at = excluded.due_at, raised_at = excluded.raised_at,
       unwatched_since = excluded.unwatched_since, voyage_id = excluded.voyage_id, heard_at = NULL, dropped_at = NULL
 WHERE s.dropped_at IS NOT NULL
RETURNING s.id;

-- standing --
SELECT id, carrier_id, designator, departure, arrival, day, kind, departs_at, due_at, raised_at, unwatched_since, voyage_id
  FROM silence WHERE heard_at IS NULL AND dropped_at IS NULL AND departs_at > %(since)s ORDER BY id;

-- hear --
UPDATE silence SET voyage_id = %(voyage)s, heard_at = %(heard_at)s WHERE id = %(id)s;

-- drop --
UPDATE silence SET dropped_at = %(now)s WHERE id = %(id)s;

-- late_seen --
SELECT id, unwatched_since FROM silence WHERE id = ANY (%(ids)s) AND unwatched_since IS NOT NULL;

-- missing --
-- What of some voyages was not heard in time, and nobody has said what was done.
SELECT voyage_id, array_agg(kind ORDER BY kind DESC) FROM silence_alarm WHERE voyage_id = ANY (%(voyages)s) GROUP BY voyage_id;
