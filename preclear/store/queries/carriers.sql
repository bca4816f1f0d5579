-- add_carrier --
INSERT INTO carrier (id, name, mode, answers, referred, answer_minutes, callback_url, contact, profile, created_at)
VALUES (%(id)s, %(name)s, %(mode)s, %(answers)s, %(referred)s, %(answer_minutes)s, %(callback_url)s, %(contact)s, %(profile)s, %(now)s);

-- add_key --
INSERT INTO carrier_key (hash, carrier_id, label, created_at) VALUES (%(hash)s, %(carrier)s, %(label)s, %(now)s);

-- carrier_of_key --
SELECT c.id, c.name, c.mode, c.answers, c.referred, c.answer_minutes, c.callback_url, c.contact, c.profile, c.closed_at
  FROM carrier_key k JOIN carrier c ON c.id = k.carrier_id
 WHERE k.hash = %(hash)s AND k.revoked_at IS NULL AND c.closed_at IS NULL;

-- find_carrier --
SELECT id, name, mode, answers, referred, answer_minutes, callback_url, contact, profile, closed_at FROM carrier WHERE id = %(id)s;

-- all_carriers --
SELECT id, name, mode, answers, referred, answer_minutes, callback_url, contact, profile, closed_at FROM carrier ORDER BY id;

-- close_carrier --
UPDATE carrier SET closed_at = %(now)s WHERE id = %(id)s AND closed_at IS NULL;

-- revoke_keys --
UPDATE carrier_key SET revoked_at = %(now)s WHERE carrier_id = %(id)s AND revoked_at IS NULL;
