-- own_ties --
-- By what the bookings of a person hang together with others.
SELECT DISTINCT unnest(b.ties)
  FROM booking b
 WHERE b.voyage_id = %(voyage)s AND b.locator = ANY (%(locators)s);

-- by_tie --
-- People whose bookings share a tie, as last declared; the newest first.
SELECT tie, t.id, t.family_name, t.given_names, t.birth_date, v.id, v.designator, v.departure, v.arrival, v.departs_local
  FROM booking b
 CROSS JOIN LATERAL unnest(b.ties) AS tie
  JOIN voyage v ON v.id = b.voyage_id
  JOIN traveller t ON t.voyage_id = b.voyage_id AND t.superseded_at IS NULL AND t.record #>> '{references,AVF}' = b.locator
 WHERE b.ties && %(ties)s::text[] AND tie = ANY (%(ties)s) AND NOT (t.voyage_id = %(voyage)s AND t.key = %(key)s)
 GROUP BY tie, t.id, v.id
 ORDER BY t.id DESC LIMIT %(most)s;

-- by_document --
-- People on other voyages, or other people on this one, who were declared with the same number.
SELECT 'document:' || %(number)s, t.id, t.family_name, t.given_names, t.birth_date, v.id, v.designator, v.departure, v.arrival, v.departs_local
  FROM traveller t JOIN voyage v ON v.id = t.voyage_id
 WHERE t.superseded_at IS NULL AND t.sought_numbers LIKE '%%' || %(number)s || '%%' AND %(number)s = ANY (string_to_array(t.sought_numbers, ' '))
   AND NOT (t.voyage_id = %(voyage)s AND t.key = %(key)s)
 ORDER BY t.id DESC LIMIT %(most)s;
