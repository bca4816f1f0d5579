-- add --
INSERT INTO rule_version (rule, number, content, origin, written_by, written_at, why)
SELECT %(rule)s, coalesce(max(number), 0) + 1, %(content)s, %(origin)s, %(by)s, %(now)s, %(why)s FROM rule_version WHERE rule = %(rule)s
RETURNING id, rule, number, content, digest, origin, written_by, written_at, why, state;

-- find --
SELECT id, rule, number, content, digest, origin, written_by, written_at, why, state FROM rule_version WHERE id = %(id)s;

-- versions --
SELECT id, rule, number, content, digest, origin, written_by, written_at, why, state FROM rule_version
 WHERE %(rule)s::text IS NULL OR rule = %(rule)s ORDER BY rule, number DESC;

-- latest --
-- Of each rule the version that stands, and the newest one.
SELECT DISTINCT ON (rule, state IN ('in_force', 'throttled', 'suspended')) id, rule, number, content, digest, origin, written_by, written_at, why, state
  FROM rule_version ORDER BY rule, state IN ('in_force', 'throttled', 'suspended') DESC, number DESC;

-- in_state --
SELECT id, rule, number, content, digest, origin, written_by, written_at, why, state FROM rule_version
 WHERE state = ANY(%(states)s) ORDER BY rule;

-- hold --
SELECT pg_advisory_xact_lock(hashtext('rules'));

-- step --
INSERT INTO rule_step (version_id, former, state, taken_by, taken_at, why, evidence)
VALUES (%(version)s, %(former)s, %(state)s, %(by)s, %(now)s, %(why)s, %(evidence)s) RETURNING id;

-- steps --
SELECT s.id, s.version_id, v.number, s.former, s.state, s.taken_by, s.taken_at, s.why, s.evidence
  FROM rule_step s JOIN rule_version v ON v.id = s.version_id WHERE v.rule = %(rule)s ORDER BY s.id DESC;

-- files --
SELECT rule, digest FROM rule_file;

-- saw --
INSERT INTO rule_file (rule, digest, seen_at) VALUES (%(rule)s, %(digest)s, %(now)s)
ON CONFLICT (rule) DO UPDATE SET digest = excluded.digest, seen_at = excluded.seen_at WHERE rule_file.digest <> excluded.digest;

-- gone --
DELETE FROM rule_file WHERE rule = %(rule)s;

-- keep_set --
INSERT INTO rule_set (digest, version_id) SELECT %(digest)s, unnest(%(versions)s::bigint[]) ON CONFLICT DO NOTHING;

-- set --
SELECT v.id, v.rule, v.number, v.content, v.digest, v.origin, v.written_by, v.written_at, v.why, v.state
  FROM rule_set s JOIN rule_version v ON v.id = s.version_id WHERE s.digest = %(digest)s ORDER BY v.rule;

-- keep_assessment --
INSERT INTO assessment (manifest_id, on_day, rules, throttled, program, facts, assessed_at)
VALUES (%(manifest)s, %(on)s, %(rules)s, %(throttled)s, %(program)s, %(facts)s, %(now)s) RETURNING id;

-- count --
INSERT INTO rule_count (counted_at, people, versions, fired) VALUES (%(now)s, %(people)s, %(versions)s, %(fired)s);

-- counts --
WITH asked AS (SELECT * FROM rule_count WHERE counted_at > %(since)s)
SELECT a.version, a.people, coalesce(f.fired, 0)
  FROM (SELECT version, sum(people)::bigint AS people FROM asked CROSS JOIN LATERAL unnest(versions) version GROUP BY version) a
  LEFT JOIN (SELECT key::bigint AS version, sum(value::bigint)::bigint AS fired FROM asked CROSS JOIN LATERAL jsonb_each_text(fired) GROUP BY key) f
         ON f.version = a.version;

-- forget_counts --
DELETE FROM rule_count WHERE counted_at < %(before)s;

-- outcome --
SELECT t.id, t.ordinal, t.outcome, t.reasons, t.undecided, t.needs, t.throttled, a.id, a.on_day, a.rules, a.throttled, a.program, a.facts, a.assessed_at
  FROM traveller t LEFT JOIN assessment a ON a.id = t.assessment_id WHERE t.id = %(id)s;

-- shadow --
-- Of each version in shadow, people for whom it would have fired since it began, latest first.
SELECT version_id, reason, assessment_id, ordinal FROM shadow_fired WHERE version_id = %(version)s ORDER BY assessment_id DESC, ordinal LIMIT %(limit)s;

-- since --
-- For how many people a version fired since an instant, and since it came into force or into shadow.
SELECT coalesce(sum(c.people), 0)::bigint, coalesce(sum((c.fired ->> %(version)s::text)::bigint), 0)::bigint
  FROM rule_count c
 WHERE %(version)s::bigint = ANY(c.versions)
   AND (%(since)s::timestamptz IS NULL OR c.counted_at >= %(since)s)
   AND c.counted_at >= (SELECT max(taken_at) FROM rule_step WHERE version_id = %(version)s::bigint AND state IN ('shadow', 'in_force'));

-- share_evidence --
SELECT evidence FROM rule_step WHERE version_id = %(version)s AND state = 'back_tested' ORDER BY id DESC LIMIT 1;
