-- keep_booking --
COPY booking (manifest_id, voyage_id, locator, ties, record) FROM STDIN;

-- bookings --
-- The newest booking under a locator of each list of bookings that names somebody.
SELECT b.manifest_id, b.record FROM booking b
 WHERE b.manifest_id = ANY(%(manifests)s) AND b.locator = ANY(%(locators)s) ORDER BY b.id DESC LIMIT 20;

-- keep_bag --
COPY bag (raw_message_id, message, carrier_id, kind, action, designator, departs, plates, record, received_at) FROM STDIN;

-- bags --
-- What was said of the bags of a voyage, oldest first.
SELECT b.id, b.raw_message_id, b.kind, b.action, b.plates, b.record, b.received_at
  FROM voyage v
  JOIN bag b ON b.carrier_id = v.carrier_id AND b.designator = v.designator AND (b.departs = v.departs_local::date OR b.departs IS NULL)
 WHERE v.id = %(voyage)s ORDER BY b.id LIMIT 5000;

-- booked --
-- People of a voyage as bookings name them, under the keys that they have.
SELECT o.record FROM traveller o JOIN manifest m ON m.id = o.manifest_id
 WHERE o.voyage_id = %(voyage)s AND (m.head ->> 'booking')::boolean AND o.superseded_at IS NULL
UNION ALL
SELECT o.record FROM mention o JOIN manifest m ON m.id = o.manifest_id
 WHERE o.voyage_id = %(voyage)s AND (m.head ->> 'booking')::boolean AND NOT o.gone;
