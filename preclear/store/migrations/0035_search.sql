-- People are found again by what sounds or is written alike. pg_trgm comes with PostgreSQL, and the owner of a database may add it.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

ALTER TABLE traveller ADD COLUMN sought_name text NOT NULL DEFAULT '';                          -- parts of the name in their folded spelling
ALTER TABLE traveller ADD COLUMN sought_numbers text NOT NULL DEFAULT '';                       -- documents, locators, references: letters and digits alone
CREATE INDEX traveller_sought ON traveller USING gin (sought_name gin_trgm_ops, sought_numbers gin_trgm_ops) WHERE superseded_at IS NULL;
