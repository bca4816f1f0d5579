-- ask --
INSERT INTO unmasking_order (kind, subject_id, reason, authority, hours, asked_by, asked_at)
VALUES (%(kind)s, %(subject)s, %(reason)s, %(authority)s, %(hours)s, %(by)s, %(now)s) RETURNING id;

-- confirm --
UPDATE unmasking_order SET confirmed_by = %(by)s, confirmed_at = %(now)s
 WHERE id = %(id)s AND confirmed_by IS NULL AND ended_at IS NULL RETURNING id;

-- end --
UPDATE unmasking_order SET ended_by = %(by)s, ended_at = %(now)s WHERE id = %(id)s AND ended_at IS NULL RETURNING id;

-- find --
SELECT o.id, o.kind, o.subject_id, o.reason, o.authority, o.hours, o.asked_by, a.name AS asker, o.asked_at, c.name AS confirmer, o.confirmed_at,
       o.confirmed_at + make_interval(hours => o.hours) AS until, o.ended_at
  FROM unmasking_order o JOIN officer a ON a.id = o.asked_by LEFT JOIN officer c ON c.id = o.confirmed_by
 WHERE %(id)s::bigint IS NULL OR o.id = %(id)s
 ORDER BY o.id DESC LIMIT 500;

-- person_there --
SELECT voyage_id FROM traveller WHERE id = %(id)s AND masked_at IS NOT NULL;

-- voyage_there --
SELECT id FROM voyage WHERE id = %(id)s AND EXISTS (SELECT FROM sealed_original s WHERE s.voyage_id = voyage.id);

-- of_person --
-- Everything of the same person on the voyage, this declaration and others.
SELECT s.of, s.id, s.ordinal, s.sealed FROM sealed_original s JOIN traveller t ON s.of = 'traveller' AND s.id = t.id
  JOIN traveller p ON p.voyage_id = t.voyage_id AND p.key = t.key WHERE p.id = %(id)s ORDER BY s.id;

-- of_voyage --
SELECT of, id, ordinal, sealed FROM sealed_original WHERE voyage_id = %(id)s ORDER BY of, id, ordinal;

-- opens_message --
-- Whether an order on a voyage of which a message tells is in force.
SELECT EXISTS (SELECT FROM manifest m JOIN unmasking_order o ON o.kind = 'voyage' AND o.subject_id = m.voyage_id
                WHERE m.raw_message_id = %(raw)s AND o.ended_at IS NULL AND o.confirmed_at <= %(now)s AND o.confirmed_at + make_interval(hours => o.hours) > %(now)s);
