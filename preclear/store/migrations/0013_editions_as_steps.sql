-- An edition is kept as the step from the one before it: what was added or changed, as it is now, and what was removed, as nothing. A list
-- of a million people that comes anew every day then takes a few thousand rows a day, and two editions are told apart by digests.

ALTER TABLE list_edition
    ADD COLUMN stands_on bigint[] NOT NULL DEFAULT '{}',                                         -- editions whose entries hold where this one and later ones of them say nothing; none: it is whole
    DROP COLUMN touched;                                                                        -- they are the rows of the step

ALTER TABLE list_entry
    ALTER COLUMN record DROP NOT NULL,                                                          -- null: no longer listed
    ALTER COLUMN ref TYPE text COLLATE "C",                                                     -- the order in which editions are compared
    ADD COLUMN digest bytea,                                                                    -- preclear.watchlist.entry_digest; null: of before this migration, compared by what it says
    DROP CONSTRAINT list_entry_pkey,
    ADD PRIMARY KEY (ref, edition_id),
    ADD CHECK (digest IS NULL OR (record IS NOT NULL AND octet_length(digest) = 32));
CREATE INDEX list_entry_edition ON list_entry (edition_id);

INSERT INTO list_entry (edition_id, ref)
SELECT e.id, f.ref
  FROM list_edition e JOIN list_entry f ON f.edition_id = e.former_id
 WHERE NOT EXISTS (SELECT FROM list_entry n WHERE n.edition_id = e.id AND n.ref = f.ref);

DELETE FROM list_entry n USING list_edition e, list_entry f
 WHERE n.edition_id = e.id AND f.edition_id = e.former_id AND f.ref = n.ref AND f.record = n.record;

WITH RECURSIVE line (id, stands_on) AS (
    SELECT id, '{}'::bigint[] FROM list_edition WHERE former_id IS NULL
    UNION ALL
    SELECT e.id, l.stands_on || l.id FROM list_edition e JOIN line l ON e.former_id = l.id)
UPDATE list_edition e SET stands_on = line.stands_on FROM line WHERE line.id = e.id;

CREATE FUNCTION listed (edition bigint) RETURNS TABLE (ref text, digest bytea, record jsonb) LANGUAGE sql STABLE AS $$
    -- Every entry of an edition.
    SELECT newest.ref, newest.digest, newest.record
      FROM (SELECT DISTINCT ON (l.ref) l.ref, l.digest, l.record
              FROM list_entry l
             WHERE l.edition_id = ANY ((SELECT e.stands_on || e.id FROM list_edition e WHERE e.id = edition)::bigint[])
             ORDER BY l.ref, l.edition_id DESC) newest
     WHERE newest.record IS NOT NULL
$$;

CREATE FUNCTION listed_as (edition bigint, entry text) RETURNS jsonb LANGUAGE sql STABLE AS $$
    -- What an edition says of one entry; null where it has none.
    SELECT l.record
      FROM list_entry l
     WHERE l.ref = entry AND l.edition_id = ANY ((SELECT e.stands_on || e.id FROM list_edition e WHERE e.id = edition)::bigint[])
     ORDER BY l.edition_id DESC LIMIT 1
$$;
