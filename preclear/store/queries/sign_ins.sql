-- failures --
-- Per account and address, per account, per address: how many of late, and when the last of them was.
SELECT count(*) FILTER (WHERE account = %(account)s AND address = %(address)s), max(at) FILTER (WHERE account = %(account)s AND address = %(address)s),
       count(*) FILTER (WHERE account = %(account)s), max(at) FILTER (WHERE account = %(account)s),
       count(*) FILTER (WHERE address = %(address)s), max(at) FILTER (WHERE address = %(address)s)
  FROM sign_in_failure WHERE (account = %(account)s OR address = %(address)s) AND at > %(since)s;

-- add_failure --
INSERT INTO sign_in_failure (account, address, at) VALUES (%(account)s, %(address)s, %(now)s);

-- forget_failures --
DELETE FROM sign_in_failure WHERE (account = %(account)s AND address = %(address)s) OR at <= %(since)s;

-- forget_account --
DELETE FROM sign_in_failure WHERE account = %(account)s;

-- begin --
WITH old AS (DELETE FROM sign_in WHERE expires_at <= %(now)s)
INSERT INTO sign_in (hash, officer_id, step, sealed, expires_at) VALUES (%(hash)s, %(officer)s, %(step)s, %(sealed)s, %(until)s);

-- half --
SELECT officer_id, step, sealed FROM sign_in WHERE hash = %(hash)s AND expires_at > %(now)s;

-- keep --
UPDATE sign_in SET sealed = %(sealed)s, step = %(step)s WHERE hash = %(hash)s;

-- end --
DELETE FROM sign_in WHERE hash = %(hash)s RETURNING 1;

-- end_of_officer --
DELETE FROM sign_in WHERE officer_id = %(officer)s;
