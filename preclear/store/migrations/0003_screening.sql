-- What a screening rests on, so that it can be done again to the bit; what officers found for good; at which score a hit is one.

CREATE TABLE basis (
    digest          text PRIMARY KEY,
    record          jsonb NOT NULL,                                                             -- as preclear.clearance.Basis
    first_used_at   timestamptz NOT NULL
);

ALTER TABLE traveller ADD COLUMN basis text REFERENCES basis;                                   -- of its hits; null: saved before this was kept
ALTER TABLE hit ALTER COLUMN score TYPE double precision USING round(score::numeric, 6)::double precision;

-- An officer's "not the same person", for one document and one entry as it stood. The person is a digest: it finds, and tells nothing.
CREATE TABLE known_false_match (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person          text NOT NULL,                                                              -- as preclear.inspection.person_digest
    entry_ref       text NOT NULL,
    entry_digest    text NOT NULL,                                                              -- as preclear.inspection.entry_digest
    decision_id     bigint NOT NULL REFERENCES decision,
    found_at        timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    ended_at        timestamptz,                                                                -- an officer found otherwise
    CHECK (expires_at > found_at)
);
CREATE UNIQUE INDEX known_false_match_now ON known_false_match (person, entry_ref) WHERE ended_at IS NULL;
CREATE INDEX known_false_match_expires ON known_false_match (expires_at);

ALTER TABLE hit ADD COLUMN known_id bigint REFERENCES known_false_match ON DELETE SET NULL,     -- what an officer had found before
                ADD COLUMN known_decision_id bigint REFERENCES decision;                        -- the decision that said so
CREATE INDEX hit_known ON hit (known_id) WHERE known_id IS NOT NULL;

-- At which score a hit is one, over time; no row: as the weights say. The newest row is in force.
CREATE TABLE threshold (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    value           double precision NOT NULL CHECK (value > 0 AND value < 1),
    reason          text NOT NULL CHECK (length(btrim(reason)) > 0),
    set_by          text NOT NULL,
    set_at          timestamptz NOT NULL
);

-- What thresholds cost on recorded traffic: asked for, then worked out, then shown.
CREATE TABLE threshold_price (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    asked_by        text NOT NULL,
    asked_at        timestamptz NOT NULL,
    days            integer NOT NULL CHECK (days BETWEEN 1 AND 366),
    travellers      integer NOT NULL DEFAULT 0,
    done            integer NOT NULL DEFAULT 0,
    record          jsonb,                                                                      -- as preclear.matching.Price; null: not done yet
    finished_at     timestamptz,
    CHECK ((record IS NULL) = (finished_at IS NULL))
);
