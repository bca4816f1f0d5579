-- live --
-- Everyone on record and not masked, as last declared, by year of the voyage and by group; with what came of them. Who is masked is counted already.
WITH person AS (
    SELECT extract(year FROM coalesce(v.arrives_at, v.departs_at, v.first_seen_at) AT TIME ZONE 'UTC')::integer AS year,
           v.mode, t.role, coalesce(t.record ->> 'sex', 'not_known') AS sex, coalesce(%(states)s::jsonb ->> t.nationality, 'not_known') AS nationality,
           coalesce((SELECT b ->> 0 FROM jsonb_array_elements(%(ages)s::jsonb) b
                      WHERE t.birth_date ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
                        AND extract(year FROM age((coalesce(v.arrives_at, v.departs_at, v.first_seen_at) AT TIME ZONE 'UTC')::date, t.birth_date::date))
                            BETWEEN (b ->> 1)::integer AND (b ->> 2)::integer LIMIT 1), 'not_known') AS age,
           EXISTS (SELECT FROM hit h WHERE h.traveller_id = t.id) AS hit,
           EXISTS (SELECT FROM referral r WHERE r.voyage_id = t.voyage_id AND r.key = t.key) AS referred,
           t.not_screened IS NOT NULL AS not_screened, t.outcome = 'incomplete' AS incomplete, f.*
      FROM traveller t JOIN voyage v ON v.id = t.voyage_id
      LEFT JOIN LATERAL (
           SELECT bool_or(d.findings @? '$.* ? (@ == "match")') AS matched, bool_or(d.findings @? '$.* ? (@ == "no_match")') AS no_match,
                  bool_or(d.outcome = 'confirm_refusal') AS refused, bool_or(d.outcome = 'reject_refusal') AS overturned
             FROM referral r JOIN decision d ON d.referral_id = r.id WHERE r.voyage_id = t.voyage_id AND r.key = t.key) f ON true
     WHERE t.superseded_at IS NULL AND NOT t.withdrawn AND t.masked_at IS NULL
       AND (%(ids)s::bigint[] IS NULL OR t.id = ANY(%(ids)s))
       AND (%(year)s::integer IS NULL OR extract(year FROM coalesce(v.arrives_at, v.departs_at, v.first_seen_at) AT TIME ZONE 'UTC') = %(year)s))
SELECT p.year, m.measure, g.by, g.grp, count(*)
  FROM person p
 CROSS JOIN LATERAL (VALUES ('all', 'all'), ('mode', p.mode), ('role', p.role), ('sex', p.sex), ('age', p.age), ('nationality', p.nationality)) g (by, grp)
 CROSS JOIN LATERAL (VALUES ('travellers', true), ('hits', p.hit), ('referred', p.referred), ('matches', p.matched), ('no_matches', p.no_match),
                            ('refusals', p.refused), ('refusals_overturned', p.overturned), ('not_screened', p.not_screened),
                            ('incomplete', p.incomplete)) m (measure, holds)
 WHERE m.holds
 GROUP BY 1, 2, 3, 4;

-- live_messages --
SELECT extract(year FROM received_at AT TIME ZONE 'UTC')::integer, m.measure, 'all', 'all', count(*)
  FROM raw_message r CROSS JOIN LATERAL (VALUES ('messages', true), ('messages_unreadable', r.state = 'unreadable')) m (measure, holds)
 WHERE r.erased_at IS NULL AND m.holds AND (%(ids)s::bigint[] IS NULL OR r.id = ANY(%(ids)s))
   AND (%(year)s::integer IS NULL OR extract(year FROM received_at AT TIME ZONE 'UTC') = %(year)s)
 GROUP BY 1, 2;

-- kept --
SELECT year, measure, grouped_by, grp, count FROM yearly_figure WHERE year = %(year)s;

-- keep --
INSERT INTO yearly_figure (year, measure, grouped_by, grp, count) VALUES (%(year)s, %(measure)s, %(by)s, %(grp)s, %(count)s)
ON CONFLICT (year, measure, grouped_by, grp) DO UPDATE SET count = yearly_figure.count + excluded.count;

-- years --
SELECT year FROM yearly_figure UNION SELECT extract(year FROM first_seen_at AT TIME ZONE 'UTC')::integer FROM voyage ORDER BY 1 DESC;
