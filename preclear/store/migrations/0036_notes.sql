-- What officers write down about a person on a voyage beside decisions, and what they attach: for the next shift, or for one colleague.

CREATE TABLE note (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    voyage_id       bigint NOT NULL REFERENCES voyage,
    key             text NOT NULL,                                                              -- the person, across amendments
    officer_id      bigint NOT NULL REFERENCES officer,
    written_at      timestamptz NOT NULL,
    words           text NOT NULL CHECK (length(words) BETWEEN 1 AND 4000),
    told_to         bigint REFERENCES officer CHECK (told_to <> officer_id),                    -- a colleague who is to read it
    seen_at         timestamptz,                                                                -- by that colleague
    CHECK (seen_at IS NULL OR told_to IS NOT NULL)
);
CREATE INDEX note_person ON note (voyage_id, key);
CREATE INDEX note_unseen ON note (told_to) WHERE seen_at IS NULL;

CREATE TABLE attachment (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    note_id         bigint NOT NULL REFERENCES note,
    name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    type            text NOT NULL CHECK (type IN ('application/pdf', 'image/png', 'image/jpeg', 'text/plain')),
    size            integer NOT NULL CHECK (size > 0),
    digest          text NOT NULL,                                                              -- SHA-256 of what was attached
    sealed          bytea NOT NULL                                                              -- as raw messages are
);
CREATE INDEX attachment_note ON attachment (note_id);

CREATE FUNCTION notes_are_only_seen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.seen_at IS NULL AND (NEW.id, NEW.voyage_id, NEW.key, NEW.officer_id, NEW.written_at, NEW.words, NEW.told_to)
        IS NOT DISTINCT FROM (OLD.id, OLD.voyage_id, OLD.key, OLD.officer_id, OLD.written_at, OLD.words, OLD.told_to) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER note_append_only BEFORE UPDATE OR DELETE ON note FOR EACH ROW EXECUTE FUNCTION notes_are_only_seen();
CREATE TRIGGER attachment_append_only BEFORE UPDATE OR DELETE ON attachment FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();
