-- add_state --
INSERT INTO site_state (code, valid_from, valid_to, record, added_by, added_at)
VALUES (%(code)s, %(valid_from)s, %(valid_to)s, %(record)s, %(by)s, %(now)s);

-- states --
SELECT record FROM site_state ORDER BY id;

-- add_ground --
INSERT INTO site_ground (site, code, kind, stand, valid_from, valid_to, record, added_by, added_at)
VALUES (%(site)s, %(code)s, %(kind)s, %(stand)s, %(valid_from)s, %(valid_to)s, %(record)s, %(by)s, %(now)s);

-- grounds --
SELECT record, added_by, added_at FROM site_ground WHERE site = %(site)s ORDER BY id;

-- begin_stay --
INSERT INTO conveyance_stay (site, stand, conveyance, since, said_by, said_at)
VALUES (%(site)s, %(stand)s, %(conveyance)s, %(since)s, %(by)s, %(now)s)
RETURNING id;

-- end_stay --
UPDATE conveyance_stay SET until = %(until)s, ended_by = %(by)s, ended_at = %(now)s
 WHERE id = %(id)s AND site = %(site)s AND until IS NULL AND since < %(until)s
RETURNING conveyance, stand;

-- stays --
-- Those that still stand, and those that stood within the time.
SELECT id, site, stand, conveyance, since, until FROM conveyance_stay
 WHERE site = %(site)s AND (until IS NULL OR until > %(since)s)
 ORDER BY since DESC, id DESC LIMIT 100;
