-- write_event --
INSERT INTO event (at, kind, actor, subject, purpose, detail) VALUES (%s, %s, %s, %s, %s, %s);

-- events_about --
SELECT at, kind, actor, subject, purpose, detail FROM event WHERE subject = ANY(%(subjects)s) ORDER BY id;

-- notify --
SELECT pg_notify('preclear', %(changed)s::jsonb::text);
