-- Under which terms a list is used, and which edition came before which, so that the former one can be put back.

ALTER TABLE list_source
    ADD COLUMN handling          text NOT NULL DEFAULT '',                                      -- the owner's marking
    ADD COLUMN visible_to        text[] NOT NULL DEFAULT '{}',                                  -- roles that see what an entry says; none: all that see travellers
    ADD COLUMN valid_days        integer CHECK (valid_days >= 0),                               -- from the date of an edition to its last day; null: for ever
    ADD COLUMN stop_when_expired boolean NOT NULL DEFAULT false,                                -- otherwise an expired edition is still screened by
    ADD COLUMN terms_set_by      text;                                                          -- who set them for this node; null: as they came with the list

ALTER TABLE list_edition
    ADD COLUMN former_id         bigint REFERENCES list_edition,                                -- what this one was put in the place of
    ADD COLUMN touched           text[],                                                        -- references that it added, changed or removed there; null: not known, or very many
    ADD COLUMN others            integer NOT NULL DEFAULT 0,                                    -- organisations, vessels and aircraft that are not screened
    ADD COLUMN reused            integer NOT NULL DEFAULT 0,                                    -- numbers that were given to somebody else, counted as removed and added
    ADD COLUMN expires           date,                                                          -- its last day; null: none
    ADD COLUMN undone_at         timestamptz,
    ADD COLUMN undone_by         text,
    ADD CHECK ((undone_at IS NULL) = (undone_by IS NULL)),
    ADD CHECK (NOT (in_force AND undone_at IS NOT NULL));

UPDATE list_edition e
   SET former_id = (SELECT max(id) FROM list_edition f WHERE f.source_id = e.source_id AND f.id < e.id);
