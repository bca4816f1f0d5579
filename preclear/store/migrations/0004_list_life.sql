-- The life of a list: what each message says and when, so that the state of a voyage follows from all of them, whatever came first.

ALTER TABLE manifest ADD COLUMN head jsonb;                                                     -- as preclear.manifest.Head
UPDATE manifest m SET head = jsonb_build_object(
    'function', m.function, 'said_at', m.record -> 'prepared_at', 'control', coalesce(m.envelope ->> 'control_reference', ''),
    'access', coalesce(m.envelope ->> 'common_access_reference', ''), 'transaction', coalesce(m.reference, ''),
    'revision', coalesce(m.record ->> 'revision', ''), 'number', m.message,
    'digest', (SELECT encode(w.digest, 'hex') FROM raw_message w WHERE w.id = m.raw_message_id),
    'part', m.record -> 'part', 'crew_list', m.record -> 'crew_list', 'passengers', m.record -> 'declared_passengers',
    'crew', m.record -> 'declared_crew', 'told', 5);
ALTER TABLE manifest ALTER COLUMN head SET NOT NULL;

-- Whom a list names without declaring them anew: taken off, not on board, or on board and declared before.
CREATE TABLE mention (
    manifest_id     bigint NOT NULL REFERENCES manifest,
    ordinal         integer NOT NULL,
    voyage_id       bigint NOT NULL REFERENCES voyage,
    record          jsonb NOT NULL,                                                             -- as preclear.manifest.Traveller
    gone            boolean NOT NULL DEFAULT false,                                             -- does not travel, in a message of others who do
    PRIMARY KEY (manifest_id, ordinal)
);
CREATE INDEX mention_voyage ON mention (voyage_id);

ALTER TABLE traveller ADD COLUMN checked_in boolean NOT NULL DEFAULT false,
                      ADD COLUMN on_board boolean,                                              -- null: the voyage is not closed out
                      ADD COLUMN stranger boolean NOT NULL DEFAULT false;                       -- on board, and never declared before
CREATE INDEX traveller_voyage ON traveller (voyage_id);

ALTER TABLE voyage ADD COLUMN word_of bigint REFERENCES manifest,                               -- the list whose word on places and times holds
                   ADD COLUMN closed text,                                                      -- the function of the close-out that holds
                   ADD COLUMN cancelled boolean NOT NULL DEFAULT false,
                   ADD COLUMN changed boolean NOT NULL DEFAULT false,                           -- a message changed its places or times
                   ADD COLUMN part_missing_since timestamptz,
                   ADD COLUMN part_alarm_at timestamptz,                                        -- when a missing part was alarmed
                   ADD COLUMN findings jsonb NOT NULL DEFAULT '[]',                                 -- Faults of the list as a whole
                   ADD COLUMN alarmed text[] NOT NULL DEFAULT '{}',                                  -- who on board was alarmed for, as KIND:KEY
                   ADD COLUMN board_alarm_at timestamptz;
CREATE INDEX voyage_designator ON voyage (carrier_id, designator);

-- Every key under which a voyage was declared: a changed flight goes on under the new one, and is found by the old.
CREATE TABLE voyage_key (
    carrier_id      text NOT NULL REFERENCES carrier,
    key             text NOT NULL,
    voyage_id       bigint NOT NULL REFERENCES voyage,
    PRIMARY KEY (carrier_id, key)
);
INSERT INTO voyage_key SELECT carrier_id, key, id FROM voyage;
