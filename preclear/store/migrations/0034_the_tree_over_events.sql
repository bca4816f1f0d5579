-- The tree over all events (RFC 9162), so that nobody can change what happened unseen: not even whoever runs the database.
-- What stands in it for an event is a commitment under a salt. With the salt deleted, nothing is left to guess from, and the tree still holds.

CREATE TABLE event_waiting (                                                                    -- not in the tree yet
    event_id        bigint PRIMARY KEY REFERENCES event
);
CREATE TABLE leaf (
    place           bigint PRIMARY KEY CHECK (place >= 0),                                      -- in the tree, from 0, without gaps
    event_id        bigint NOT NULL UNIQUE REFERENCES event,
    salt            bytea CHECK (octet_length(salt) = 32),                                      -- NULL: deleted
    commitment      bytea NOT NULL CHECK (octet_length(commitment) = 32)
);
CREATE TABLE subtree (                                                                          -- full subtrees of 256, 65,536, ... leaves
    level           smallint NOT NULL CHECK (level > 0 AND level % 8 = 0),
    place           bigint NOT NULL CHECK (place >= 0),                                         -- among those of its level
    hash            bytea NOT NULL CHECK (octet_length(hash) = 32),
    PRIMARY KEY (level, place)
);
CREATE TABLE checkpoint (
    size            bigint PRIMARY KEY CHECK (size > 0),
    at              timestamptz NOT NULL,
    note            text NOT NULL                                                               -- signed: C2SP tlog-checkpoint
);

-- An event waits from the transaction on that wrote it: whatever is committed gets into the tree, in whatever order transactions end.
CREATE FUNCTION let_events_wait() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO event_waiting SELECT id FROM written;
    RETURN NULL;
END $$;
CREATE TRIGGER event_waits AFTER INSERT ON event REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION let_events_wait();
INSERT INTO event_waiting SELECT id FROM event;

CREATE FUNCTION only_the_salt_goes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.salt IS NULL AND (NEW.place, NEW.event_id, NEW.commitment) = (OLD.place, OLD.event_id, OLD.commitment) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER leaf_append_only BEFORE UPDATE OR DELETE ON leaf FOR EACH ROW EXECUTE FUNCTION only_the_salt_goes();
CREATE TRIGGER subtree_append_only BEFORE UPDATE OR DELETE ON subtree FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();
CREATE TRIGGER checkpoint_append_only BEFORE UPDATE OR DELETE ON checkpoint FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();
CREATE TRIGGER leaf_no_truncate BEFORE TRUNCATE ON leaf FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history();
CREATE TRIGGER subtree_no_truncate BEFORE TRUNCATE ON subtree FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history();
CREATE TRIGGER checkpoint_no_truncate BEFORE TRUNCATE ON checkpoint FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history();
