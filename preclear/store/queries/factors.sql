-- factors --
SELECT (SELECT created_at FROM officer_code WHERE officer_id = %(officer)s),
       (SELECT count(*) FROM officer_recovery WHERE officer_id = %(officer)s AND used_at IS NULL);

-- passkeys --
SELECT id, public_key, sign_count, label, created_at, used_at FROM officer_passkey WHERE officer_id = %(officer)s ORDER BY created_at;

-- code --
SELECT sealed, last_step FROM officer_code WHERE officer_id = %(officer)s FOR UPDATE;

-- set_code --
INSERT INTO officer_code (officer_id, sealed, last_step, created_at) VALUES (%(officer)s, %(sealed)s, %(step)s, %(now)s)
ON CONFLICT (officer_id) DO UPDATE SET sealed = EXCLUDED.sealed, last_step = EXCLUDED.last_step, created_at = EXCLUDED.created_at;

-- take_step --
-- A code counts once, also when two browsers send it at the same moment.
UPDATE officer_code SET last_step = %(step)s WHERE officer_id = %(officer)s AND last_step < %(step)s RETURNING 1;

-- add_passkey --
INSERT INTO officer_passkey (id, officer_id, public_key, sign_count, label, created_at)
VALUES (%(id)s, %(officer)s, %(key)s, %(count)s, %(label)s, %(now)s);

-- use_passkey --
UPDATE officer_passkey SET sign_count = %(count)s, used_at = %(now)s WHERE id = %(id)s AND officer_id = %(officer)s;

-- remove_passkey --
DELETE FROM officer_passkey WHERE id = %(id)s AND officer_id = %(officer)s RETURNING label;

-- remove_code --
DELETE FROM officer_code WHERE officer_id = %(officer)s RETURNING 1;

-- add_recovery --
INSERT INTO officer_recovery (officer_id, hash) VALUES (%(officer)s, %(hash)s);

-- use_recovery --
UPDATE officer_recovery SET used_at = %(now)s WHERE officer_id = %(officer)s AND hash = %(hash)s AND used_at IS NULL RETURNING 1;

-- forget_recovery --
DELETE FROM officer_recovery WHERE officer_id = %(officer)s;

-- forget_all --
WITH a AS (DELETE FROM officer_code WHERE officer_id = %(officer)s), b AS (DELETE FROM officer_passkey WHERE officer_id = %(officer)s)
DELETE FROM officer_recovery WHERE officer_id = %(officer)s;
