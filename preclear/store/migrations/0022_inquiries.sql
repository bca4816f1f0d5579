-- Queries in the language of rules over stored travellers and voyages: saved, scheduled, and every run with its purpose.

CREATE TABLE inquiry (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name            text NOT NULL CHECK (btrim(name) <> ''),
    of              text NOT NULL CHECK (of IN ('travellers', 'voyages')),
    kind            text NOT NULL CHECK (kind IN ('match', 'document', 'data', 'risk')),        -- of rule: it may read what such a rule may
    condition       text NOT NULL,
    purpose         text NOT NULL CHECK (btrim(purpose) <> ''),
    days            integer NOT NULL CHECK (days BETWEEN 1 AND 366),                            -- of traffic, back from each run
    sites           text[] NOT NULL,                                                            -- of who saved it; empty: every voyage
    every_hours     integer CHECK (every_hours BETWEEN 1 AND 8784),                             -- null: only when somebody runs it
    next_at         timestamptz,
    saved_by        text NOT NULL CHECK (saved_by <> ''),
    saved_at        timestamptz NOT NULL,
    ended_at        timestamptz
);
CREATE UNIQUE INDEX inquiry_name ON inquiry (name) WHERE ended_at IS NULL;

CREATE TABLE inquiry_run (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    inquiry_id      bigint REFERENCES inquiry,                                                  -- null: asked once
    of              text NOT NULL CHECK (of IN ('travellers', 'voyages')),
    kind            text NOT NULL CHECK (kind IN ('match', 'document', 'data', 'risk')),
    condition       text NOT NULL,
    purpose         text NOT NULL CHECK (btrim(purpose) <> ''),
    since           timestamptz NOT NULL,
    until           timestamptz NOT NULL,
    sites           text[] NOT NULL,
    asked_by        text NOT NULL CHECK (asked_by <> ''),
    asked_at        timestamptz NOT NULL,
    looked_at       integer,                                                                    -- travellers or voyages of the time
    found           bigint[],                                                                   -- all of them, by number: none is cut off
    untold          integer,                                                                    -- of which it cannot be told
    faulty          integer,                                                                    -- on which the condition is at fault
    finished_at     timestamptz,
    CHECK ((finished_at IS NULL) = (found IS NULL))
);
CREATE INDEX inquiry_run_inquiry ON inquiry_run (inquiry_id, id);
