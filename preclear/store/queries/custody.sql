-- Goods, bags and declarations of travellers. The rows are only ever added; the database holds custody to the law (0030_custody.sql).

-- tie --
INSERT INTO goods (encounter_id, kind, type, tag, description, tied_by, tied_at)
VALUES (%(encounter)s, %(kind)s, %(type)s, %(tag)s, %(description)s, %(officer)s, %(now)s) RETURNING id;

-- hold --
SELECT encounter_id FROM goods WHERE id = %(id)s FOR UPDATE;

-- goods --
SELECT id, kind, type, tag, description, tied_at FROM goods WHERE encounter_id = %(encounter)s ORDER BY id;

-- moves --
SELECT m.goods_id, m.name, m.start_custody, m.end_custody, m.actor, m.officer_id, m.place, m.at, m.section, m.given, o.name AS officer
  FROM custody_moved m JOIN officer o ON o.id = m.officer_id JOIN goods g ON g.id = m.goods_id
 WHERE g.encounter_id = %(encounter)s ORDER BY m.goods_id, m.ordinal;

-- notices --
SELECT n.goods_id, n.id, n.kind, n.given_at, n.language, n.reasons, n.requirements, n.remedy, o.name AS officer
  FROM custody_notice n JOIN officer o ON o.id = n.officer_id JOIN goods g ON g.id = n.goods_id
 WHERE g.encounter_id = %(encounter)s ORDER BY n.id;

-- write_move --
INSERT INTO custody_moved (goods_id, ordinal, name, start_custody, end_custody, actor, officer_id, place, at, section, given, recorded_at)
VALUES (%(id)s, %(ordinal)s, %(name)s, %(start)s, %(end)s, %(actor)s, %(officer)s, %(place)s, %(at)s, %(section)s, %(given)s, %(now)s);

-- write_notice --
INSERT INTO custody_notice (goods_id, kind, language, reasons, requirements, remedy, officer_id, given_at)
VALUES (%(id)s, %(kind)s, %(language)s, %(reasons)s, %(requirements)s, %(remedy)s, %(officer)s, %(now)s) RETURNING id;

-- declare --
INSERT INTO declaration (voyage_id, key, encounter_id, made, party, record, estimate, officer_id, made_at)
VALUES (%(voyage)s, %(key)s, %(encounter)s, %(made)s, %(party)s, %(record)s, %(estimate)s, %(officer)s, %(now)s) RETURNING id;

-- declarations --
SELECT d.id, d.made, d.party, d.record, d.estimate, d.made_at, o.name AS officer
  FROM declaration d JOIN officer o ON o.id = d.officer_id WHERE d.voyage_id = %(voyage)s AND d.key = %(key)s ORDER BY d.id;

-- complain --
INSERT INTO complaint (encounter_id, kind, event, words, language, officer_id, made_at)
VALUES (%(encounter)s, %(kind)s, %(event)s, %(words)s, %(language)s, %(officer)s, %(now)s) RETURNING id;

-- complaints --
SELECT c.id, c.kind, c.event, c.words, c.made_at, o.name AS officer
  FROM complaint c JOIN officer o ON o.id = c.officer_id WHERE c.encounter_id = %(encounter)s ORDER BY c.id;
