-- add_carrier --
INSERT INTO carrier (id, name, mode, answers, referred, answer_minutes, callback_url, contact, contacts, transports, profile, created_at)
VALUES (%(id)s, %(name)s, %(mode)s, %(answers)s, %(referred)s, %(answer_minutes)s, %(callback_url)s, %(contact)s, %(contacts)s, %(transports)s, %(profile)s, %(now)s);

-- add_key --
INSERT INTO carrier_key (hash, carrier_id, label, created_at) VALUES (%(hash)s, %(carrier)s, %(label)s, %(now)s);

-- carrier_of_key --
SELECT c.id, c.name, c.mode, c.answers, c.referred, c.answer_minutes, c.callback_url, c.contact, c.contacts, c.transports, c.profile, c.closed_at
  FROM carrier_key k JOIN carrier c ON c.id = k.carrier_id
 WHERE k.hash = %(hash)s AND k.revoked_at IS NULL AND c.closed_at IS NULL;

-- find_carrier --
SELECT id, name, mode, answers, referred, answer_minutes, callback_url, contact, contacts, transports, profile, closed_at FROM carrier WHERE id = %(id)s;

-- all_carriers --
SELECT id, name, mode, answers, referred, answer_minutes, callback_url, contact, contacts, transports, profile, closed_at FROM carrier ORDER BY id;

-- close_carrier --
UPDATE carrier SET closed_at = %(now)s WHERE id = %(id)s AND closed_at IS NULL;

-- revoke_keys --
UPDATE carrier_key SET revoked_at = %(now)s WHERE carrier_id = %(id)s AND revoked_at IS NULL;

-- agree --
UPDATE carrier SET name = %(name)s, mode = %(mode)s, answers = %(answers)s, referred = %(referred)s, answer_minutes = %(answer_minutes)s,
       callback_url = %(callback_url)s, contact = %(contact)s, contacts = %(contacts)s, transports = %(transports)s, profile = %(profile)s
 WHERE id = %(id)s AND closed_at IS NULL;

-- keys --
SELECT label, created_at, used_at, revoked_at FROM carrier_key WHERE carrier_id = %(id)s ORDER BY revoked_at IS NOT NULL, created_at;

-- revoke_key --
UPDATE carrier_key SET revoked_at = %(now)s WHERE carrier_id = %(id)s AND label = %(label)s AND revoked_at IS NULL RETURNING label;

-- use_key --
-- Once a day is enough to see that a key is in use, and spares a write a message.
UPDATE carrier_key SET used_at = %(now)s WHERE hash = %(hash)s AND (used_at IS NULL OR used_at < %(now)s - interval '1 day');

-- traffic --
-- What goes on with each carrier, in counts alone.
SELECT c.id, m.last_at, coalesce(m.day, 0), coalesce(m.unreadable, 0), coalesce(a.waiting, 0), a.oldest, coalesce(a.escalated, 0),
       (SELECT count(*) FROM carrier_key k WHERE k.carrier_id = c.id AND k.revoked_at IS NULL)
  FROM carrier c
  LEFT JOIN LATERAL (
       SELECT max(received_at) AS last_at, count(*) FILTER (WHERE received_at > %(now)s - interval '1 day') AS day,
              count(*) FILTER (WHERE state = 'unreadable' AND received_at > %(now)s - interval '1 day') AS unreadable
         FROM raw_message WHERE carrier_id = c.id) m ON true
  LEFT JOIN LATERAL (
       SELECT count(*) AS waiting, min(made_at) AS oldest, count(*) FILTER (WHERE escalated_at IS NOT NULL) AS escalated
         FROM answer WHERE carrier_id = c.id AND acknowledged_at IS NULL) a ON true
 ORDER BY c.closed_at IS NOT NULL, c.id;
