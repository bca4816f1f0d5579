-- closeness --
-- How near the spelling of one word must be for the index to hand a row out, and for how long it may look.
SELECT set_config('pg_trgm.word_similarity_threshold', %(least)s, true), set_config('statement_timeout', %(most_ms)s, true);

-- by_name --
-- People whose name has near spellings of up to four words: the nearest first, then the newest.
SELECT t.id, t.record, v.id, v.designator, v.departure, v.arrival, v.departs_local, d.status
  FROM (SELECT n.* FROM traveller n
         WHERE n.superseded_at IS NULL
           AND n.sought_name %%> %(first)s AND n.sought_name %%> %(second)s AND n.sought_name %%> %(third)s AND n.sought_name %%> %(fourth)s
           AND (%(born)s::text IS NULL OR n.birth_date LIKE %(born)s)
         ORDER BY word_similarity(%(whole)s, n.sought_name) DESC, n.id DESC LIMIT %(most)s) t
  JOIN voyage v ON v.id = t.voyage_id
  LEFT JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL;

-- by_number --
-- People with a document, locator, reference or tag that is, begins or nearly is a number: the nearest first, then the newest.
SELECT t.id, t.record, v.id, v.designator, v.departure, v.arrival, v.departs_local, d.status
  FROM (SELECT n.* FROM traveller n
         WHERE n.superseded_at IS NULL
           AND n.sought_numbers %%> %(number)s
           AND (%(born)s::text IS NULL OR n.birth_date LIKE %(born)s)
         ORDER BY word_similarity(%(number)s, n.sought_numbers) DESC, n.id DESC LIMIT %(most)s) t
  JOIN voyage v ON v.id = t.voyage_id
  LEFT JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL;
