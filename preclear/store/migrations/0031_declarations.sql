-- What travellers declare, ahead or at primary; what they complain of. Written once, never changed: a second declaration is another row.

CREATE TABLE declaration (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    voyage_id       bigint NOT NULL REFERENCES voyage,
    key             text NOT NULL,                                                              -- the person, across amendments
    encounter_id    bigint REFERENCES encounter,                                                -- null: made ahead
    made            text NOT NULL CHECK (made IN ('ahead', 'primary')),
    party           text NOT NULL CHECK (party IN ('CAN', 'USA')),                              -- the country that is told
    record          jsonb NOT NULL,                                                             -- as preclear.inspection.declaration.Declaration
    estimate        jsonb NOT NULL,                                                             -- as preclear.inspection.declaration.Estimate
    officer_id      bigint NOT NULL REFERENCES officer,                                         -- who took it down
    made_at         timestamptz NOT NULL CHECK (isfinite(made_at)),
    CHECK ((made = 'primary') = (encounter_id IS NOT NULL))
);
CREATE INDEX declaration_person ON declaration (voyage_id, key, id);

CREATE TABLE complaint (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    encounter_id    bigint NOT NULL REFERENCES encounter,
    kind            text NOT NULL CHECK (kind IN ('complaint', 'redress', 'consultative_group')),
    event           text CHECK (event IN ('22', '23', '24', '31(2)', '32')),                    -- of s. 26.1
    words           text NOT NULL CHECK (words ~ '[^[:space:]]' AND length(words) <= 4000),
    language        text NOT NULL CHECK (language IN ('en', 'fr')),
    officer_id      bigint NOT NULL REFERENCES officer,                                         -- who took it down
    made_at         timestamptz NOT NULL CHECK (isfinite(made_at)),
    CHECK ((kind = 'consultative_group') = (event IS NOT NULL))
);
CREATE INDEX complaint_encounter ON complaint (encounter_id);

-- Nobody declares anything any more who has withdrawn, is detained, or has gone (31(1)).
CREATE FUNCTION declaration_is_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    person encounter_now;
BEGIN
    PERFORM FROM encounter WHERE id = NEW.encounter_id FOR SHARE;
    SELECT * INTO person FROM encounter_now WHERE id = NEW.encounter_id;
    IF person.key <> NEW.key OR person.voyage_id <> NEW.voyage_id OR person.phase IS DISTINCT FROM 'in_process' OR NEW.made_at < person.opened_at THEN
        RAISE EXCEPTION 'nobody declares anything here' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER declaration_in_time BEFORE INSERT ON declaration
    FOR EACH ROW WHEN (NEW.encounter_id IS NOT NULL) EXECUTE FUNCTION declaration_is_in_time();

DO $$
DECLARE
    each text;
BEGIN
    FOREACH each IN ARRAY ARRAY['declaration', 'complaint'] LOOP
        EXECUTE format('CREATE TRIGGER %1$s_append_only BEFORE UPDATE OR DELETE ON %1$I FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()', each);
        EXECUTE format('CREATE TRIGGER %1$s_no_truncate BEFORE TRUNCATE ON %1$I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history()', each);
        EXECUTE format('ALTER TABLE %1$I ENABLE ALWAYS TRIGGER %1$s_append_only, ENABLE ALWAYS TRIGGER %1$s_no_truncate', each);
    END LOOP;
    EXECUTE format('ALTER FUNCTION declaration_is_in_time() SET search_path = %I, pg_temp', current_schema());
END $$;
ALTER TABLE declaration ENABLE ALWAYS TRIGGER declaration_in_time;
