-- Courses of people through a site. The rows are only ever added; the database holds each to the law (0029_encounters.sql).

-- open --
INSERT INTO encounter (voyage_id, key, traveller_id, site, direction, mode, in_transit, opened_by, opened_at)
VALUES (%(voyage)s, %(key)s, %(traveller)s, %(site)s, %(direction)s, %(mode)s, %(in_transit)s, %(officer)s, %(now)s)
RETURNING id;

-- find --
-- One course, if it is at a voyage of these sites.
SELECT e.*, o.name AS opener, t.family_name, t.given_names, t.role, n.id AS newest
  FROM encounter e
  JOIN voyage v ON v.id = e.voyage_id
  JOIN officer o ON o.id = e.opened_by
  JOIN traveller t ON t.id = e.traveller_id
  LEFT JOIN traveller n ON n.voyage_id = e.voyage_id AND n.key = e.key AND n.superseded_at IS NULL
 WHERE e.id = %(id)s AND (%(sites)s::text[] = '{}' OR ARRAY[v.departure, v.arrival, e.site] && %(sites)s::text[]);

-- hold --
-- Hold a course until the transaction ends: two officers who record at once do so one after the other.
SELECT id FROM encounter WHERE id = %(id)s FOR UPDATE;

-- of_person --
-- The latest course of a person on a voyage.
SELECT id FROM encounter WHERE voyage_id = %(voyage)s AND key = %(key)s ORDER BY id DESC LIMIT 1;

-- hold_person --
-- As one_encounter_at_a_time() locks.
SELECT pg_advisory_xact_lock(hashtextextended('encounter:' || %(voyage)s::bigint || ':' || %(key)s, 0));

-- steps --
SELECT t.name, t.start_state, t.end_state, t.actor, t.officer_id, t.place, t.at, t.section, t.given, o.name AS officer_name
  FROM encounter_taken t JOIN officer o ON o.id = t.officer_id
 WHERE t.encounter_id = %(id)s ORDER BY t.ordinal;

-- write_step --
INSERT INTO encounter_taken (encounter_id, ordinal, name, start_state, end_state, actor, officer_id, place, at, section, given, recorded_at)
VALUES (%(id)s, %(ordinal)s, %(name)s, %(start)s, %(end)s, %(actor)s, %(officer)s, %(place)s, %(at)s, %(section)s, %(given)s, %(now)s);

-- write_act --
INSERT INTO encounter_act (encounter_id, action, actor, officer_id, place, at, section, grounds, note, recorded_at)
VALUES (%(id)s, %(action)s, %(actor)s, %(officer)s, %(place)s, %(at)s, %(section)s, %(grounds)s, %(note)s, %(now)s);

-- acts --
SELECT a.action, a.actor, a.place, a.at, a.section, a.grounds, a.note, o.name AS officer
  FROM encounter_act a JOIN officer o ON o.id = a.officer_id WHERE a.encounter_id = %(id)s ORDER BY a.at, a.id;

-- at_sites --
-- Who is in the course now, whoever is detained or withdraws first, then who has been longest where they are; with those who ended today.
SELECT n.id, n.traveller_id, n.site, n.direction, n.state, n.since, n.section, n.ends, n.withdrew, t.family_name, t.given_names,
       v.id AS voyage, v.designator, v.mode, v.departure, v.arrival
  FROM encounter_now n
  JOIN voyage v ON v.id = n.voyage_id
  JOIN traveller t ON t.id = n.traveller_id
 WHERE (%(sites)s::text[] = '{}' OR ARRAY[v.departure, v.arrival, n.site] && %(sites)s::text[])
   AND (NOT n.ends OR n.since > %(now)s - interval '12 hours')
 ORDER BY n.ends, NOT n.withdrew AND n.phase IS DISTINCT FROM 'detained', n.since, n.id
 LIMIT 500;
