-- ask --
INSERT INTO legal_hold (kind, subject_id, reason, authority, until, asked_by, asked_at)
VALUES (%(kind)s, %(subject)s, %(reason)s, %(authority)s, %(until)s, %(by)s, %(now)s) RETURNING id;

-- confirm --
UPDATE legal_hold SET confirmed_by = %(by)s, confirmed_at = %(now)s
 WHERE id = %(id)s AND confirmed_by IS NULL AND ended_at IS NULL RETURNING id;

-- end --
UPDATE legal_hold SET ended_by = %(by)s, ended_at = %(now)s, ended_why = %(why)s WHERE id = %(id)s AND ended_at IS NULL RETURNING id;

-- find --
SELECT h.id, h.kind, h.subject_id, h.reason, h.authority, h.until, h.asked_by, a.name AS asker, h.asked_at, c.name AS confirmer, h.confirmed_at,
       e.name AS ender, h.ended_at, h.ended_why
  FROM legal_hold h JOIN officer a ON a.id = h.asked_by LEFT JOIN officer c ON c.id = h.confirmed_by LEFT JOIN officer e ON e.id = h.ended_by
 WHERE %(id)s::bigint IS NULL OR h.id = %(id)s
 ORDER BY h.ended_at IS NOT NULL, h.confirmed_at IS NOT NULL, h.id DESC LIMIT 500;

-- person_there --
SELECT voyage_id FROM traveller WHERE id = %(id)s FOR KEY SHARE;

-- case_there --
SELECT voyage_id FROM referral WHERE id = %(id)s FOR KEY SHARE;

-- voyage_there --
SELECT id FROM voyage WHERE id = %(id)s FOR KEY SHARE;

-- release --
UPDATE voyage SET retained_until = NULL
 WHERE id = CASE %(kind)s WHEN 'voyage' THEN %(subject)s::bigint WHEN 'person' THEN (SELECT voyage_id FROM traveller WHERE id = %(subject)s)
                          ELSE (SELECT voyage_id FROM referral WHERE id = %(subject)s) END;
