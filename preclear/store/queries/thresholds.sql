-- history --
SELECT id, value, reason, set_by, set_at FROM threshold ORDER BY id DESC;

-- set --
INSERT INTO threshold (value, reason, set_by, set_at) VALUES (%(value)s, %(reason)s, %(by)s, %(now)s) RETURNING id;
