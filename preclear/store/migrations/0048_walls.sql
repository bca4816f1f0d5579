-- The walls of the database: who may touch which rows. They are raised after every migration (preclear.store.walls); this is what is remembered.

CREATE TABLE wall (
    one             boolean PRIMARY KEY DEFAULT true CHECK (one),
    digest          text NOT NULL,                                                              -- of the statements that raised them
    raised_at       timestamptz NOT NULL DEFAULT clock_timestamp()
);
