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

-- due --
SELECT a.id, a.carrier_id, c.callback_url, a.cusres, a.attempts
  FROM answer a JOIN carrier c ON c.id = a.carrier_id
 WHERE a.acknowledged_at IS NULL AND a.next_attempt_at <= %(now)s AND c.callback_url IS NOT NULL AND c.closed_at IS NULL
 ORDER BY a.next_attempt_at LIMIT %(limit)s FOR NO KEY UPDATE OF a SKIP LOCKED;

-- tried --
UPDATE answer SET attempts = attempts + 1, next_attempt_at = %(next)s WHERE id = %(id)s;
