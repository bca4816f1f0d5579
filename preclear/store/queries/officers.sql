-- add_officer --
INSERT INTO officer (login, name, password_hash, roles, sites, language, created_at)
VALUES (%(login)s, %(name)s, %(password_hash)s, %(roles)s, %(sites)s, %(language)s, %(now)s)
RETURNING id, login, name, roles, sites, language, preferences;

-- officer_by_login --
SELECT id, login, name, roles, sites, language, preferences, password_hash FROM officer WHERE login = %(login)s AND closed_at IS NULL;

-- find_officer --
SELECT id, login, name, roles, sites, language, preferences FROM officer WHERE id = %(id)s;

-- open_officers --
SELECT id, login, name, roles, sites, language, preferences FROM officer WHERE closed_at IS NULL ORDER BY name;

-- close_officer --
UPDATE officer SET closed_at = %(now)s WHERE login = %(login)s AND closed_at IS NULL RETURNING id;

-- prefer --
UPDATE officer SET language = %(language)s, preferences = %(preferences)s WHERE id = %(id)s;

-- open_session --
WITH seen AS (UPDATE officer SET signed_in_at = %(now)s WHERE id = %(officer)s), old AS (DELETE FROM session WHERE expires_at <= %(now)s)
INSERT INTO session (hash, officer_id, created_at, expires_at, ends_at, way)
VALUES (%(hash)s, %(officer)s, %(now)s, %(until)s, %(ends)s, %(way)s);

-- officer_of_session --
WITH live AS (
    UPDATE session SET expires_at = least(coalesce(%(until)s, expires_at), ends_at)
     WHERE hash = %(hash)s AND expires_at > %(now)s RETURNING officer_id, expires_at
)
SELECT o.id, o.login, o.name, o.roles, o.sites, o.language, o.preferences, live.expires_at
  FROM live JOIN officer o ON o.id = live.officer_id WHERE o.closed_at IS NULL;

-- close_session --
DELETE FROM session WHERE hash = %(hash)s RETURNING officer_id;

-- end_sessions --
DELETE FROM session WHERE officer_id = %(officer)s;

-- sessions --
SELECT created_at, way, hash = %(hash)s FROM session WHERE officer_id = %(officer)s AND expires_at > %(now)s ORDER BY created_at;

-- set_password --
UPDATE officer SET password_hash = %(password_hash)s WHERE id = %(id)s AND issuer IS NULL;

-- officer_of_subject --
SELECT id, login, name, roles, sites, language, preferences, closed_at FROM officer WHERE issuer = %(issuer)s AND subject = %(subject)s;

-- admit_officer --
INSERT INTO officer (login, name, issuer, subject, roles, sites, language, created_at)
VALUES (%(login)s, %(name)s, %(issuer)s, %(subject)s, %(roles)s, %(sites)s, %(language)s, %(now)s)
RETURNING id, login, name, roles, sites, language, preferences;

-- change_officer --
UPDATE officer SET name = %(name)s, roles = %(roles)s, sites = %(sites)s WHERE id = %(id)s
RETURNING id, login, name, roles, sites, language, preferences;

-- dormant --
-- Who has not signed in since an instant, nor was added since.
SELECT login FROM officer WHERE login = %(login)s AND closed_at IS NULL AND greatest(created_at, signed_in_at) < %(since)s;

-- accounts --
SELECT o.id, o.login, o.name, o.roles, o.sites, o.language, o.preferences, o.issuer, o.created_at, o.signed_in_at, o.closed_at,
       (SELECT count(*) FROM officer_code c WHERE c.officer_id = o.id) + (SELECT count(*) FROM officer_passkey p WHERE p.officer_id = o.id),
       (SELECT count(*) FROM session s WHERE s.officer_id = o.id AND s.expires_at > clock_timestamp())
  FROM officer o ORDER BY o.closed_at IS NOT NULL, o.name;

-- end_others --
DELETE FROM session WHERE officer_id = %(officer)s AND hash <> %(hash)s;

-- is_local --
SELECT 1 FROM officer WHERE id = %(id)s AND issuer IS NULL;
