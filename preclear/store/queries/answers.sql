-- reserve --
SELECT nextval(pg_get_serial_sequence('answer', 'id'));

-- in_order --
SELECT pg_advisory_xact_lock(hashtext('answer'), hashtext(%(carrier)s));

-- put --
INSERT INTO answer (id, carrier_id, raw_message_id, voyage_id, decision_id, kind, reference, cusres, json, made_at,
                    sent_at, acknowledged_at, next_attempt_at)
OVERRIDING SYSTEM VALUE
VALUES (%(id)s, %(carrier)s, %(raw_message)s, %(voyage)s, %(decision)s, %(kind)s, %(reference)s, %(cusres)s, %(json)s, %(now)s,
        %(done)s, %(done)s, %(now)s);

-- find --
SELECT id, carrier_id, raw_message_id, voyage_id, decision_id, kind, reference, cusres, json, made_at, sent_at, attempts, acknowledged_at
  FROM answer WHERE id = %(id)s;

-- of_message --
SELECT id, carrier_id, raw_message_id, voyage_id, decision_id, kind, reference, cusres, json, made_at, sent_at, attempts, acknowledged_at
  FROM answer WHERE raw_message_id = %(raw_message)s;

-- waiting --
SELECT id, carrier_id, raw_message_id, voyage_id, decision_id, kind, reference, cusres, json, made_at, sent_at, attempts, acknowledged_at
  FROM answer WHERE carrier_id = %(carrier)s AND id > %(after)s AND acknowledged_at IS NULL ORDER BY id LIMIT %(limit)s;

-- send --
UPDATE answer SET sent_at = %(now)s WHERE id = ANY(%(ids)s) AND sent_at IS NULL RETURNING id;

-- acknowledge --
UPDATE answer SET acknowledged_at = %(now)s, sent_at = coalesce(sent_at, %(now)s)
 WHERE carrier_id = %(carrier)s AND (id = %(id)s OR reference = %(reference)s) AND acknowledged_at IS NULL
RETURNING id;

-- reject --
UPDATE answer SET rejected_at = %(now)s, refusal = %(error)s, escalated_at = coalesce(escalated_at, %(now)s)
 WHERE carrier_id = %(carrier)s AND reference = %(reference)s AND rejected_at IS NULL
RETURNING id, voyage_id;

-- named --
SELECT id FROM answer WHERE carrier_id = %(carrier)s AND (id = %(id)s OR reference = %(reference)s) ORDER BY id DESC LIMIT 1;

-- carriers_due --
SELECT DISTINCT a.carrier_id FROM answer a JOIN carrier c ON c.id = a.carrier_id
 WHERE a.acknowledged_at IS NULL AND a.next_attempt_at <= %(now)s AND c.callback_url IS NOT NULL AND c.closed_at IS NULL;

-- deliver_in_order --
SELECT pg_advisory_xact_lock(hashtext('deliver'), hashtext(%(carrier)s));

-- take_due --
-- The oldest that is due, unless an older one waits for another attempt. What the carrier has refused holds up nothing.
UPDATE answer u SET attempts = u.attempts + 1,
       next_attempt_at = %(now)s + least(%(repeat)s * power(2, least(u.attempts, 10)), %(longest)s)
  FROM (SELECT a.id, c.callback_url AS url FROM answer a JOIN carrier c ON c.id = a.carrier_id
         WHERE a.carrier_id = %(carrier)s AND a.acknowledged_at IS NULL AND a.next_attempt_at <= %(now)s
           AND c.callback_url IS NOT NULL AND c.closed_at IS NULL
           AND NOT EXISTS (SELECT FROM answer o WHERE o.carrier_id = a.carrier_id AND o.id < a.id AND o.acknowledged_at IS NULL
                                                  AND o.rejected_at IS NULL AND o.next_attempt_at > %(now)s)
         ORDER BY a.id LIMIT 1) d
 WHERE u.id = d.id
RETURNING u.id, u.reference, u.cusres, u.attempts, d.url;
