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
INSERT INTO session (hash, officer_id, created_at, expires_at) VALUES (%(hash)s, %(officer)s, %(now)s, %(until)s);

-- officer_of_session --
WITH live AS (
    UPDATE session SET expires_at = coalesce(%(until)s, expires_at) WHERE hash = %(hash)s AND expires_at > %(now)s RETURNING officer_id
)
SELECT o.id, o.login, o.name, o.roles, o.sites, o.language, o.preferences
  FROM live JOIN officer o ON o.id = live.officer_id WHERE o.closed_at IS NULL;

-- close_session --
DELETE FROM session WHERE hash = %(hash)s RETURNING officer_id;

-- end_sessions --
DELETE FROM session WHERE officer_id = %(officer)s;
