-- write --
INSERT INTO note (voyage_id, key, officer_id, written_at, words, told_to)
VALUES (%(voyage)s, %(key)s, %(officer)s, %(now)s, %(words)s, %(told_to)s) RETURNING id;

-- attach --
INSERT INTO attachment (note_id, name, type, size, digest, sealed) VALUES (%(note)s, %(name)s, %(type)s, %(size)s, %(digest)s, %(sealed)s) RETURNING id;

-- of_person --
SELECT n.id, n.voyage_id, n.key, n.officer_id, o.name AS officer, n.written_at, n.words, n.told_to, c.name AS colleague, n.seen_at,
       a.id AS attachment, a.name AS attached, a.type, a.size
  FROM note n
  JOIN officer o ON o.id = n.officer_id
  LEFT JOIN officer c ON c.id = n.told_to
  LEFT JOIN attachment a ON a.note_id = n.id
 WHERE n.voyage_id = %(voyage)s AND n.key = %(key)s
 ORDER BY n.id, a.id;

-- told --
-- What an officer was told and has not read, the oldest first; each with the person's declaration of now.
SELECT n.id, t.id AS traveller_id, t.family_name, t.given_names, v.id AS voyage_id, v.designator, o.name AS officer, n.written_at, n.words
  FROM note n
  JOIN officer o ON o.id = n.officer_id
  JOIN voyage v ON v.id = n.voyage_id
  JOIN traveller t ON t.voyage_id = n.voyage_id AND t.key = n.key AND t.superseded_at IS NULL
 WHERE n.told_to = %(officer)s AND n.seen_at IS NULL
 ORDER BY n.id;

-- seen --
UPDATE note SET seen_at = %(now)s WHERE voyage_id = %(voyage)s AND key = %(key)s AND told_to = %(officer)s AND seen_at IS NULL RETURNING id;

-- attachment --
SELECT a.name, a.type, a.sealed, n.id, n.voyage_id, n.key
  FROM attachment a JOIN note n ON n.id = a.note_id WHERE a.id = %(id)s;

-- last_words --
-- The last note on the person of each of some referrals.
SELECT DISTINCT ON (r.id) r.id, o.name AS officer, n.written_at, n.words
  FROM referral r
  JOIN note n ON n.voyage_id = r.voyage_id AND n.key = r.key
  JOIN officer o ON o.id = n.officer_id
 WHERE r.id = ANY (%(referrals)s)
 ORDER BY r.id, n.id DESC;
