-- add --
INSERT INTO place (code, valid_from, valid_to, record, added_by, added_at)
VALUES (%(code)s, %(valid_from)s, %(valid_to)s, %(record)s, %(by)s, %(now)s);

-- added --
SELECT record FROM place ORDER BY added_at, code, valid_from;
