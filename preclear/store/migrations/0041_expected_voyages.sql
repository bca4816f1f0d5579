-- Regular voyages as carriers say them, and the silences: what of an expected voyage was not heard in time. Which voyages are expected
-- is worked out from the rows whenever it is asked; nothing is kept of those that were heard. No personal data is in these tables.

CREATE TABLE schedule_row (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,                            -- what is said later goes before, for its days
    carrier_id      text NOT NULL REFERENCES carrier,
    designator      text NOT NULL CHECK (designator ~ '^[A-Z0-9]{2,12}$'),
    departure       text NOT NULL CHECK (btrim(departure) <> ''),                               -- code of the place
    arrival         text NOT NULL CHECK (btrim(arrival) <> ''),
    days            integer[] NOT NULL CHECK (days <> '{}' AND days <@ ARRAY[1, 2, 3, 4, 5, 6, 7]),
    departs         time,                                                                       -- by the clock of the place; null: does not run
    arrives         time,
    valid_from      date NOT NULL,
    valid_to        date,                                                                       -- the last day; null: until something else is said
    source          text NOT NULL CHECK (btrim(source) <> ''),
    said_by         text NOT NULL,
    said_at         timestamptz NOT NULL,
    ended_by        text,                                                                       -- taken back, as if never said from then on
    ended_at        timestamptz,
    CHECK (valid_to >= valid_from),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);
CREATE INDEX schedule_row_standing ON schedule_row (valid_to) WHERE ended_at IS NULL;
CREATE INDEX schedule_row_carrier ON schedule_row (carrier_id, designator) WHERE ended_at IS NULL;

-- What was said stays as it was said; it can only be taken back.
CREATE FUNCTION schedule_row_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL
       OR to_jsonb(NEW) - 'ended_by' - 'ended_at' IS DISTINCT FROM to_jsonb(OLD) - 'ended_by' - 'ended_at' THEN
        RAISE EXCEPTION 'a row of a schedule stays as it was said' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER schedule_row_stays BEFORE UPDATE OR DELETE ON schedule_row FOR EACH ROW EXECUTE FUNCTION schedule_row_stays();

CREATE TABLE silence (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    carrier_id      text NOT NULL REFERENCES carrier,
    designator      text NOT NULL,
    departure       text NOT NULL,
    arrival         text NOT NULL,
    day             date NOT NULL,                                                              -- of departure, at the place
    kind            text NOT NULL CHECK (kind IN ('no_list', 'no_crew', 'no_booking')),         -- what was not heard
    departs_at      timestamptz NOT NULL,
    due_at          timestamptz NOT NULL,
    raised_at       timestamptz NOT NULL,
    unwatched_since timestamptz,                                                                -- no node was at work from then on: seen late
    voyage_id       bigint REFERENCES voyage ON DELETE SET NULL,                                -- of which something else was heard, or then this
    heard_at        timestamptz,
    dropped_at      timestamptz,                                                                -- the schedule does not say it any more
    UNIQUE (carrier_id, designator, departure, day, kind),                                      -- an alarm once
    CHECK (raised_at >= due_at)
);
CREATE INDEX silence_standing ON silence (departs_at) WHERE heard_at IS NULL AND dropped_at IS NULL;
CREATE INDEX silence_voyage ON silence (voyage_id) WHERE voyage_id IS NOT NULL;

-- Until when the nodes of this database have looked for silences: one row.
CREATE TABLE silence_watch (
    one             boolean PRIMARY KEY DEFAULT true CHECK (one),
    looked_until    timestamptz NOT NULL
);

ALTER TABLE alarm_end ADD COLUMN silence_id bigint REFERENCES silence,
    DROP CONSTRAINT alarm_end_kind_check,
    DROP CONSTRAINT alarm_end_check,
    DROP CONSTRAINT alarm_end_check1,
    ADD CONSTRAINT alarm_end_kind_check CHECK (kind IN ('part', 'unclosed', 'unscreened', 'against', 'silent', 'rejected', 'no_list', 'no_crew', 'no_booking')),
    ADD CONSTRAINT alarm_end_answer_check CHECK ((answer_id IS NOT NULL) = (kind IN ('silent', 'rejected'))),
    ADD CONSTRAINT alarm_end_silence_check CHECK ((silence_id IS NOT NULL) = (kind IN ('no_list', 'no_crew', 'no_booking'))),
    ADD CONSTRAINT alarm_end_about_check CHECK (answer_id IS NOT NULL OR voyage_id IS NOT NULL OR silence_id IS NOT NULL);
CREATE INDEX alarm_end_silence ON alarm_end (silence_id) WHERE silence_id IS NOT NULL;

-- What was not heard in time, and nobody has said what was done.
CREATE VIEW silence_alarm AS
    SELECT s.*, c.name AS carrier, c.mode FROM silence s JOIN carrier c ON c.id = s.carrier_id
     WHERE s.heard_at IS NULL AND s.dropped_at IS NULL AND NOT EXISTS (SELECT FROM alarm_end e WHERE e.silence_id = s.id AND e.ended_at >= s.raised_at);

CREATE OR REPLACE FUNCTION alarms_at(moment timestamptz, at_sites text[])
    RETURNS TABLE (kind text, at timestamptz, voyage bigint, designator text, mode text, departure text, arrival text,
                   answer_due timestamptz, carrier text, people bigint, reference text) STABLE LANGUAGE sql AS $$
    SELECT * FROM alarms_of_voyages(moment, at_sites)
    UNION ALL
    SELECT 'throttled', max(s.taken_at), v.id, NULL, NULL, NULL, NULL, NULL, '', 0, v.rule
      FROM rule_version v JOIN rule_step s ON s.version_id = v.id AND s.state = 'throttled'
     WHERE v.state = 'throttled' GROUP BY v.id, v.rule
    UNION ALL
    SELECT s.kind, s.raised_at, s.voyage_id, s.designator, s.mode, s.departure, s.arrival, s.due_at, s.carrier, 0, s.id::text
      FROM silence_alarm s WHERE at_sites = '{}' OR ARRAY[s.departure, s.arrival] && at_sites
$$;
