-- A note stays with its person when two voyages turn out to be one, and when a person gets another key; nothing else of it changes.

CREATE OR REPLACE FUNCTION notes_are_only_seen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.id, NEW.officer_id, NEW.written_at, NEW.words, NEW.told_to)
        IS NOT DISTINCT FROM (OLD.id, OLD.officer_id, OLD.written_at, OLD.words, OLD.told_to)
        AND (OLD.seen_at IS NULL OR NEW.seen_at = OLD.seen_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
