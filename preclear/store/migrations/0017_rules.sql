-- Rules: every version as the bytes of its file, each step of its life, and what an outcome rests on, so that it can be had again.

CREATE TABLE rule_version (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    rule            text NOT NULL CHECK (rule ~ '^(lists/)?[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$'),   -- name of its file, without .toml
    number          integer NOT NULL CHECK (number > 0),                                        -- among the versions of the rule
    content         bytea NOT NULL,                                                             -- the file, byte for byte
    digest          text NOT NULL GENERATED ALWAYS AS (encode(sha256(content), 'hex')) STORED,
    origin          text NOT NULL CHECK (origin IN ('files', 'workbench')),
    written_by      text NOT NULL CHECK (written_by <> ''),
    written_at      timestamptz NOT NULL,
    why             text NOT NULL CHECK (btrim(why) <> ''),
    state           text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'checked', 'back_tested', 'shadow', 'approved', 'in_force', 'throttled',
                                                                   'suspended', 'repealed', 'replaced')),
    UNIQUE (rule, number)
);
CREATE UNIQUE INDEX rule_version_standing ON rule_version (rule) WHERE state IN ('in_force', 'throttled', 'suspended');
CREATE UNIQUE INDEX rule_version_shadow ON rule_version (rule) WHERE state = 'shadow';

-- As preclear.rules.life.MOVES; a test holds the two together.
CREATE TABLE rule_move (
    former          text NOT NULL,
    state           text NOT NULL,
    duty            text NOT NULL CHECK (duty IN ('owner', 'approver', 'second', 'node', 'files', 'anyone')),
    PRIMARY KEY (former, state)
);
INSERT INTO rule_move VALUES
    ('draft', 'checked', 'owner'), ('checked', 'back_tested', 'owner'), ('back_tested', 'back_tested', 'owner'), ('checked', 'shadow', 'owner'),
    ('back_tested', 'shadow', 'owner'), ('back_tested', 'approved', 'second'), ('shadow', 'approved', 'second'), ('approved', 'in_force', 'approver'),
    ('in_force', 'throttled', 'node'), ('throttled', 'in_force', 'second'), ('in_force', 'suspended', 'owner'), ('throttled', 'suspended', 'owner'),
    ('suspended', 'in_force', 'second'), ('in_force', 'repealed', 'second'), ('throttled', 'repealed', 'second'), ('suspended', 'repealed', 'second'),
    ('draft', 'in_force', 'files'), ('repealed', 'in_force', 'files');
INSERT INTO rule_move SELECT state, 'replaced', 'anyone'
  FROM unnest(ARRAY['draft', 'checked', 'back_tested', 'shadow', 'approved', 'in_force', 'throttled', 'suspended']) state;

CREATE TABLE rule_step (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version_id      bigint NOT NULL REFERENCES rule_version,
    former          text NOT NULL,
    state           text NOT NULL,
    taken_by        text NOT NULL CHECK (taken_by <> ''),
    taken_at        timestamptz NOT NULL,
    why             text NOT NULL CHECK (btrim(why) <> ''),
    evidence        jsonb NOT NULL DEFAULT '{}',                                                -- what it rests on: cases, a back-test, counts
    FOREIGN KEY (former, state) REFERENCES rule_move (former, state)
);
CREATE INDEX rule_step_version ON rule_step (version_id);

CREATE FUNCTION rule_step_is_taken() RETURNS trigger LANGUAGE plpgsql AS $$
    -- The state follows from the steps alone; who wrote a version never approves it, and what is the node's or the files' is no person's.
    DECLARE
        version rule_version;
        duty_of text;
    BEGIN
        SELECT * INTO STRICT version FROM rule_version WHERE id = NEW.version_id FOR UPDATE;
        IF version.state <> NEW.former THEN
            RAISE EXCEPTION 'the version is %, not %', version.state, NEW.former USING ERRCODE = 'serialization_failure';
        END IF;
        SELECT duty INTO duty_of FROM rule_move WHERE former = NEW.former AND state = NEW.state;
        IF (duty_of = 'second' AND NEW.taken_by <> 'files' AND NEW.taken_by IN (version.written_by, 'node'))
           OR (duty_of IN ('files', 'node') AND NEW.taken_by <> duty_of) THEN
            RAISE EXCEPTION '% may not lead this version from % to %', NEW.taken_by, NEW.former, NEW.state USING ERRCODE = 'check_violation';
        END IF;
        UPDATE rule_version SET state = NEW.state WHERE id = NEW.version_id;
        RETURN NEW;
    END $$;
CREATE TRIGGER rule_step_is_taken BEFORE INSERT ON rule_step FOR EACH ROW EXECUTE FUNCTION rule_step_is_taken();

CREATE FUNCTION rule_version_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            IF NEW.state = 'draft' THEN RETURN NEW; END IF;
        ELSIF TG_OP = 'UPDATE' THEN
            IF pg_trigger_depth() > 1
               AND (NEW.id, NEW.rule, NEW.number, NEW.content, NEW.origin, NEW.written_by, NEW.written_at, NEW.why)
                 = (OLD.id, OLD.rule, OLD.number, OLD.content, OLD.origin, OLD.written_by, OLD.written_at, OLD.why) THEN RETURN NEW; END IF;
        END IF;
        RAISE EXCEPTION 'versions of rules begin as drafts, change by steps alone, and are kept' USING ERRCODE = 'check_violation';
    END $$;
CREATE TRIGGER rule_version_is_kept BEFORE INSERT OR UPDATE OR DELETE ON rule_version FOR EACH ROW EXECUTE FUNCTION rule_version_is_kept();

CREATE FUNCTION rule_step_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'steps in the life of a rule are kept' USING ERRCODE = 'check_violation';
    END $$;
CREATE TRIGGER rule_step_is_kept BEFORE UPDATE OR DELETE ON rule_step FOR EACH ROW EXECUTE FUNCTION rule_step_is_kept();

-- The folder of rules as it was last taken in: what has changed in it since, and what was changed in the workbench meanwhile.
CREATE TABLE rule_file (
    rule            text PRIMARY KEY,
    digest          text NOT NULL,
    seen_at         timestamptz NOT NULL
);

-- Rules that were in force together.
CREATE TABLE rule_set (
    digest          text NOT NULL,
    version_id      bigint NOT NULL REFERENCES rule_version,
    PRIMARY KEY (digest, version_id)
);

-- One assessment of people of a list: all that their outcomes follow from.
CREATE TABLE assessment (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    manifest_id     bigint NOT NULL REFERENCES manifest,
    on_day          date NOT NULL,                                                              -- the legal day whose rules applied
    rules           text NOT NULL,                                                              -- digest of a rule_set
    throttled       text[] NOT NULL,                                                            -- rules without effect then
    program         text NOT NULL,
    facts           bytea NOT NULL,                                                             -- as preclear.rules.kept
    assessed_at     timestamptz NOT NULL
);
CREATE INDEX assessment_manifest ON assessment (manifest_id);
ALTER TABLE traveller ADD COLUMN assessment_id bigint REFERENCES assessment,                    -- null: saved before this was kept
                      ADD COLUMN throttled text[] NOT NULL DEFAULT '{}';                        -- rules that fired and had no effect
CREATE INDEX traveller_assessment ON traveller (assessment_id);

-- What versions in shadow would have said.
CREATE TABLE shadow_fired (
    assessment_id   bigint NOT NULL REFERENCES assessment ON DELETE CASCADE,
    ordinal         integer NOT NULL,
    version_id      bigint NOT NULL REFERENCES rule_version,
    reason          jsonb NOT NULL,                                                             -- as preclear.manifest.Reason
    PRIMARY KEY (version_id, assessment_id, ordinal)
);
CREATE INDEX shadow_fired_assessment ON shadow_fired (assessment_id);

-- For how many people each version fired, an assessment a row: what shares are judged by.
CREATE TABLE rule_count (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    counted_at      timestamptz NOT NULL,
    people          integer NOT NULL,
    versions        bigint[] NOT NULL,                                                          -- all that were asked
    fired           jsonb NOT NULL                                                              -- of those that fired: number of the version -> people
);
CREATE INDEX rule_count_at ON rule_count (counted_at);
