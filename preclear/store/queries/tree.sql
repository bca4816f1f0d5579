-- one_at_a_time --
-- Only one node at a time lets the tree grow; the others go on without waiting.
SELECT pg_try_advisory_xact_lock(%(lock)s);

-- size --
SELECT coalesce(max(place) + 1, 0) FROM leaf;

-- waiting --
SELECT event.id, at, kind, actor, subject, purpose, detail
FROM event_waiting JOIN event ON event.id = event_waiting.event_id
ORDER BY event.id LIMIT %(most)s;

-- add_leaves --
COPY leaf (place, event_id, salt, commitment) FROM STDIN;

-- add_subtree --
INSERT INTO subtree (level, place, hash) VALUES (%s, %s, %s);

-- no_longer_waiting --
DELETE FROM event_waiting WHERE event_id = ANY(%(events)s);

-- commitments --
SELECT place, commitment FROM leaf WHERE place >= %(first)s AND place < %(last)s ORDER BY place;

-- subtrees --
SELECT place, hash FROM subtree WHERE level = %(level)s AND place >= %(first)s AND place < %(last)s ORDER BY place;

-- all_subtrees --
SELECT level, place, hash FROM subtree ORDER BY level, place;

-- last_checkpoint --
SELECT size, at, note FROM checkpoint ORDER BY size DESC LIMIT 1;

-- checkpoint_at_least --
-- The first checkpoint that stands for an event at a place.
SELECT size, at, note FROM checkpoint WHERE size > %(place)s ORDER BY size LIMIT 1;

-- checkpoints --
SELECT size, at, note FROM checkpoint ORDER BY size;

-- add_checkpoint --
INSERT INTO checkpoint (size, at, note) VALUES (%(size)s, %(at)s, %(note)s);

-- leaf_of --
SELECT place, salt, commitment, at, kind, actor, subject, purpose, detail
FROM leaf JOIN event ON event.id = leaf.event_id WHERE leaf.event_id = %(event)s;

-- leaves --
SELECT place, event_id, salt, commitment, at, kind, actor, subject, purpose, detail
FROM leaf JOIN event ON event.id = leaf.event_id
WHERE place >= %(first)s ORDER BY place LIMIT %(most)s;

-- not_in_the_tree --
-- Events that neither stand in the tree nor wait for it.
SELECT count(*) FROM event
WHERE NOT EXISTS (SELECT FROM leaf WHERE leaf.event_id = event.id) AND NOT EXISTS (SELECT FROM event_waiting WHERE event_id = event.id);

-- how_many_wait --
SELECT count(*) FROM event_waiting;

-- handed_on --
-- By which statements the key that signs the log was handed on, in order.
SELECT detail ->> 'statement' FROM event WHERE kind = 'key.rotated' AND subject = 'key:audit' AND detail ? 'statement' ORDER BY id;
