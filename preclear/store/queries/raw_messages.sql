-- keep --
INSERT INTO raw_message (carrier_id, transport, digest, size, sealed, received_at)
VALUES (%(carrier)s, %(transport)s, %(digest)s, %(size)s, %(sealed)s, %(now)s)
ON CONFLICT (carrier_id, digest) DO NOTHING
RETURNING id, carrier_id, transport, size, received_at, state, type, faults, digest;

-- kept_before --
SELECT id, carrier_id, transport, size, received_at, state, type, faults, digest
  FROM raw_message WHERE carrier_id = %(carrier)s AND digest = %(digest)s;

-- find --
SELECT id, carrier_id, transport, size, received_at, state, type, faults, digest FROM raw_message WHERE id = %(id)s;

-- sealed --
SELECT carrier_id, sealed, masked_at IS NOT NULL, erased_at IS NOT NULL FROM raw_message WHERE id = %(id)s;

-- claim --
-- NO KEY UPDATE: a manifest that refers to the message needs only a share of its key.
SELECT state FROM raw_message WHERE id = %(id)s FOR NO KEY UPDATE;

-- settle --
UPDATE raw_message SET state = %(state)s, type = %(type)s, faults = %(faults)s, settled_at = %(now)s WHERE id = %(id)s;

-- unsettled --
-- Those that nobody is settling just now.
SELECT id FROM raw_message WHERE state = 'received' AND received_at <= %(before)s ORDER BY id LIMIT %(limit)s FOR NO KEY UPDATE SKIP LOCKED;

-- see --
UPDATE raw_message SET seen_by = %(officer)s, seen_at = %(now)s WHERE id = %(id)s AND state = 'unreadable' AND seen_at IS NULL;

-- first --
SELECT id FROM raw_message LIMIT 1;
