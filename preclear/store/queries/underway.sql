-- of --
SELECT v.id, c.name AS carrier, v.designator, v.mode, v.departure, v.arrival, v.departs_at,
       EXISTS (SELECT FROM traveller t WHERE t.voyage_id = v.id AND t.superseded_at IS NULL AND NOT t.withdrawn) AS listed,
       (SELECT count(*) FROM referral r WHERE r.voyage_id = v.id AND r.closed_at IS NULL) AS waiting,
       v.closed IS NOT NULL OR v.departs_at <= %(now)s AS closed
  FROM voyage v JOIN carrier c ON c.id = v.carrier_id
 WHERE v.departs_at >= %(since)s AND v.departs_at < %(until)s AND NOT v.cancelled
   AND (%(sites)s::text[] = '{}' OR ARRAY[v.departure, v.arrival] && %(sites)s::text[])
 ORDER BY v.departs_at, v.id LIMIT %(most)s;
