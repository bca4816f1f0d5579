-- Other systems that tell this node of people: a register of their own, with what each may send, how much, and its keys.

CREATE TABLE outside_system (
    id              text PRIMARY KEY CHECK (id ~ '^[a-z][a-z0-9-]{1,31}$'),
    name            text NOT NULL CHECK (length(btrim(name)) BETWEEN 1 AND 120),
    kinds           text[] NOT NULL CHECK (kinds <> '{}' AND kinds <@ ARRAY['identity', 'document', 'itinerary', 'goods', 'security', 'other']),
    severest        smallint NOT NULL CHECK (severest BETWEEN 1 AND 3),                         -- the gravest severity that it may give
    per_minute      integer NOT NULL CHECK (per_minute BETWEEN 1 AND 6000),                     -- requests
    created_at      timestamptz NOT NULL,
    closed_at       timestamptz
);

CREATE TABLE outside_key (
    hash            bytea PRIMARY KEY CHECK (octet_length(hash) = 32),                          -- SHA-256 of a random key of 256 bits
    system_id       text NOT NULL REFERENCES outside_system,
    label           text NOT NULL CHECK (length(btrim(label)) BETWEEN 1 AND 60),
    created_at      timestamptz NOT NULL,
    used_at         timestamptz,                                                                -- to the day
    revoked_at      timestamptz
);
CREATE UNIQUE INDEX outside_key_label ON outside_key (system_id, label) WHERE revoked_at IS NULL;

-- How many requests of a system came in which minute; only the last counts. A row of its own, so that counting holds up nothing else.
CREATE TABLE outside_pace (
    system_id       text PRIMARY KEY REFERENCES outside_system,
    minute          timestamptz NOT NULL,
    requests        integer NOT NULL
);
