-- A visit and a declaration stay with their person when two voyages turn out to be one, and when a person gets another key: that alone of
-- them changes, and only to what the declaration of the person says by then. What is empty may be emptied.

CREATE FUNCTION goes_with_the_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'voyage_id' - 'key' = to_jsonb(OLD) - 'voyage_id' - 'key'
       AND EXISTS (SELECT FROM traveller t WHERE t.voyage_id = NEW.voyage_id AND t.key = NEW.key
                      AND (TG_TABLE_NAME <> 'encounter' OR t.id = (to_jsonb(NEW) ->> 'traveller_id')::bigint)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION nothing_is_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    holds boolean;
BEGIN
    EXECUTE format('SELECT EXISTS (SELECT FROM %I.%I)', TG_TABLE_SCHEMA, TG_TABLE_NAME) INTO holds;
    IF holds THEN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;

DO $$
DECLARE
    each text;
BEGIN
    FOREACH each IN ARRAY ARRAY['encounter', 'declaration'] LOOP
        EXECUTE format('DROP TRIGGER %1$s_append_only ON %1$I', each);
        EXECUTE format('CREATE TRIGGER %1$s_append_only BEFORE UPDATE OR DELETE ON %1$I FOR EACH ROW EXECUTE FUNCTION goes_with_the_person()', each);
        EXECUTE format('ALTER TABLE %1$I ENABLE ALWAYS TRIGGER %1$s_append_only', each);
    END LOOP;
    FOREACH each IN ARRAY ARRAY['encounter', 'encounter_taken', 'encounter_act', 'goods', 'custody_notice', 'custody_moved', 'declaration', 'complaint'] LOOP
        EXECUTE format('DROP TRIGGER %1$s_no_truncate ON %1$I', each);
        EXECUTE format('CREATE TRIGGER %1$s_no_truncate BEFORE TRUNCATE ON %1$I FOR EACH STATEMENT EXECUTE FUNCTION nothing_is_emptied()', each);
        EXECUTE format('ALTER TABLE %1$I ENABLE ALWAYS TRIGGER %1$s_no_truncate', each);
    END LOOP;
    EXECUTE format('ALTER FUNCTION goes_with_the_person() SET search_path = %I, pg_temp', current_schema());
END $$;
