-- People and documents that officers of this node look out for: proposed by one, put on the list by another, and gone on their day.

CREATE TABLE lookout (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entry           jsonb NOT NULL,                                                             -- as preclear.watchlist.Entry, ref lookout:ID
    reason          text NOT NULL CHECK (length(reason) BETWEEN 1 AND 2000),
    expires         date NOT NULL,                                                              -- the last day on which it stands
    proposed_by     bigint NOT NULL REFERENCES officer,
    proposed_at     timestamptz NOT NULL,
    approved_by     bigint REFERENCES officer CHECK (approved_by <> proposed_by),               -- never the own one
    approved_at     timestamptz,
    ended_by        bigint REFERENCES officer,
    ended_at        timestamptz,
    ended_why       text,
    listed          boolean NOT NULL DEFAULT false,                                             -- in the edition in force
    CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL) AND (ended_by IS NULL) = (ended_why IS NULL)),
    CHECK (NOT listed OR approved_by IS NOT NULL)
);
CREATE INDEX lookout_open ON lookout (id) WHERE ended_at IS NULL;

CREATE FUNCTION lookouts_are_not_rewritten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.id, NEW.reason, NEW.expires, NEW.proposed_by, NEW.proposed_at) = (OLD.id, OLD.reason, OLD.expires, OLD.proposed_by, OLD.proposed_at)
        AND (NEW.entry = OLD.entry OR OLD.entry->>'ref' = '')
        AND (OLD.approved_by IS NULL OR (NEW.approved_by, NEW.approved_at) = (OLD.approved_by, OLD.approved_at))
        AND (OLD.ended_by IS NULL OR (NEW.ended_by, NEW.ended_at, NEW.ended_why) = (OLD.ended_by, OLD.ended_at, OLD.ended_why)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER lookout_kept BEFORE UPDATE OR DELETE ON lookout FOR EACH ROW EXECUTE FUNCTION lookouts_are_not_rewritten();
