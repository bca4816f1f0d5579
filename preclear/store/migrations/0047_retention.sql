-- Everything ends. What is over is masked or deleted, and nothing is deleted that did not say so first: a row of `erasure` in the same
-- transaction is what opens the tables whose history is otherwise kept. The right to write that row is the right to delete.

CREATE TABLE erasure (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    xact            xid8 NOT NULL DEFAULT pg_current_xact_id(),
    at              timestamptz NOT NULL,
    kind            text NOT NULL CHECK (btrim(kind) <> ''),                                    -- of record, as preclear.retention.KINDS; "voyage" for all of one
    subject         text NOT NULL,                                                              -- "voyage:7", "event", ...
    counts          jsonb NOT NULL DEFAULT '{}',                                                -- by table: how many were masked or deleted
    policy          text NOT NULL                                                               -- digest of the policy that said so
);
CREATE INDEX erasure_xact ON erasure (xact);
CREATE INDEX erasure_at ON erasure (at);

CREATE FUNCTION erasing() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER AS $$
    -- Whether this transaction has said that it deletes.
    SELECT EXISTS (SELECT FROM erasure WHERE xact = pg_current_xact_id_if_assigned())
$$;

CREATE FUNCTION erasure_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.xact = pg_current_xact_id() AND NEW.counts = '{}' THEN
        RETURN NEW;
    ELSIF TG_OP = 'UPDATE' AND OLD.xact = pg_current_xact_id() AND to_jsonb(NEW) - 'counts' = to_jsonb(OLD) - 'counts' THEN
        RETURN NEW;                                                                             -- in the same transaction, once all is counted
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER erasure_is_kept BEFORE INSERT OR UPDATE OR DELETE ON erasure FOR EACH ROW EXECUTE FUNCTION erasure_is_kept();

-- Legal holds: on one person, on one case, on a whole voyage. One officer asks and it holds at once; another confirms; one who did not ask ends it.
CREATE TABLE legal_hold (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind            text NOT NULL CHECK (kind IN ('person', 'case', 'voyage')),
    subject_id      bigint NOT NULL,                                                            -- of a traveller, a referral, a voyage
    reason          text NOT NULL CHECK (reason ~ '[^[:space:]]' AND length(reason) <= 2000),
    authority       text NOT NULL CHECK (authority ~ '[^[:space:]]' AND length(authority) <= 400), -- who orders it, under which number
    until           date,                                                                       -- its last day; null: until somebody ends it
    asked_by        bigint NOT NULL REFERENCES officer,
    asked_at        timestamptz NOT NULL,
    confirmed_by    bigint REFERENCES officer CHECK (confirmed_by <> asked_by),
    confirmed_at    timestamptz,
    ended_by        bigint REFERENCES officer CHECK (ended_by <> asked_by),                     -- null, but ended: its time was over, or nobody confirmed it
    ended_at        timestamptz,
    ended_why       text CHECK (ended_why ~ '[^[:space:]]' AND length(ended_why) <= 2000),
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CHECK ((ended_at IS NULL) = (ended_why IS NULL) AND (ended_by IS NULL OR ended_at IS NOT NULL))
);
CREATE INDEX legal_hold_open ON legal_hold (kind, subject_id) WHERE ended_at IS NULL;
CREATE INDEX legal_hold_ended ON legal_hold (ended_at) WHERE ended_at IS NOT NULL;

-- Orders to unmask somebody, or all of a voyage: asked by one officer, in force for some hours from when another confirms it.
CREATE TABLE unmasking_order (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind            text NOT NULL CHECK (kind IN ('person', 'voyage')),
    subject_id      bigint NOT NULL,
    reason          text NOT NULL CHECK (reason ~ '[^[:space:]]' AND length(reason) <= 2000),
    authority       text NOT NULL CHECK (authority ~ '[^[:space:]]' AND length(authority) <= 400),
    hours           integer NOT NULL CHECK (hours BETWEEN 1 AND 168),
    asked_by        bigint NOT NULL REFERENCES officer,
    asked_at        timestamptz NOT NULL,
    confirmed_by    bigint REFERENCES officer CHECK (confirmed_by <> asked_by),
    confirmed_at    timestamptz,
    ended_by        bigint REFERENCES officer,
    ended_at        timestamptz,                                                                -- before its time
    CHECK ((confirmed_by IS NULL) = (confirmed_at IS NULL)),
    CHECK ((ended_by IS NULL) = (ended_at IS NULL))
);
CREATE INDEX unmasking_order_asked ON unmasking_order (asked_at);

CREATE FUNCTION orders_are_not_rewritten() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    later text[] := ARRAY['confirmed_by', 'confirmed_at', 'ended_by', 'ended_at', 'ended_why'];
BEGIN
    IF TG_OP = 'DELETE' AND erasing() THEN
        RETURN OLD;
    ELSIF TG_OP = 'UPDATE' AND to_jsonb(NEW) - later = to_jsonb(OLD) - later AND OLD.ended_at IS NULL
          AND (OLD.confirmed_by IS NULL OR (NEW.confirmed_by, NEW.confirmed_at) = (OLD.confirmed_by, OLD.confirmed_at)) THEN
        RETURN NEW;
    ELSIF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'legal_hold' AND to_jsonb(NEW) - 'subject_id' = to_jsonb(OLD) - 'subject_id' AND OLD.kind = 'voyage' THEN
        RETURN NEW;                                                                             -- two voyages turned out to be one
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER legal_hold_kept BEFORE UPDATE OR DELETE ON legal_hold FOR EACH ROW EXECUTE FUNCTION orders_are_not_rewritten();
CREATE TRIGGER unmasking_order_kept BEFORE UPDATE OR DELETE ON unmasking_order FOR EACH ROW EXECUTE FUNCTION orders_are_not_rewritten();

-- What was there before it was masked, sealed as raw messages are: opened by order alone, and gone with the row it is of.
CREATE TABLE sealed_original (
    of              text NOT NULL CHECK (of IN ('traveller', 'mention', 'booking', 'assessment', 'answer', 'manifest')),
    id              bigint NOT NULL,                                                            -- of the row; of a mention that of its manifest
    ordinal         integer NOT NULL DEFAULT 0,
    voyage_id       bigint,                                                                     -- null: an answer about no voyage
    sealed          bytea NOT NULL,
    PRIMARY KEY (of, id, ordinal)
);

-- Figures of each year, counted when people are masked or deleted: with those still on record they are the figures of the year.
CREATE TABLE yearly_figure (
    year            integer NOT NULL,
    measure         text NOT NULL,
    grouped_by      text NOT NULL,
    grp             text NOT NULL,
    count           bigint NOT NULL CHECK (count > 0),
    PRIMARY KEY (year, measure, grouped_by, grp)
);

-- How far retention has come with each kind of record.
CREATE TABLE retention_state (
    kind            text PRIMARY KEY,
    position        bigint NOT NULL DEFAULT 0,                                                  -- of kinds that are gone through in order
    policy          text NOT NULL DEFAULT '',                                                   -- digest under which it was looked at last
    looked_at       timestamptz,                                                                -- when nothing more was due
    failed          text                                                                        -- what went wrong last; no personal data
);

ALTER TABLE voyage ADD COLUMN retained_until timestamptz,                                       -- no one looks at it before; null: not looked at yet
                   ADD COLUMN retained boolean NOT NULL DEFAULT false;                          -- something of it was masked or deleted
ALTER TABLE traveller ADD COLUMN masked_at timestamptz;
ALTER TABLE mention ADD COLUMN masked_at timestamptz;
ALTER TABLE booking ADD COLUMN masked_at timestamptz;
ALTER TABLE manifest ADD COLUMN masked_at timestamptz,
                     ADD COLUMN erased_at timestamptz;                                          -- all of it but the declarations of those on whom an officer decided
ALTER TABLE answer ADD COLUMN masked_at timestamptz;
ALTER TABLE raw_message ADD COLUMN masked_at timestamptz,                                       -- its bytes are opened by order alone
                        ADD COLUMN erased_at timestamptz;                                       -- its bytes are gone; the row stays while something hangs on it
CREATE INDEX voyage_retained ON voyage (retained_until NULLS FIRST);

-- A voyage is looked at again when its times change, or a message comes for it after something of it was masked or deleted.
CREATE FUNCTION voyage_is_looked_at_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.retained_until := NULL;
    RETURN NEW;
END $$;
CREATE TRIGGER voyage_retained_anew BEFORE UPDATE OF arrives_at, departs_at ON voyage FOR EACH ROW
    WHEN ((NEW.arrives_at, NEW.departs_at) IS DISTINCT FROM (OLD.arrives_at, OLD.departs_at)) EXECUTE FUNCTION voyage_is_looked_at_again();

CREATE FUNCTION late_message_is_retained() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE voyage SET retained_until = NULL WHERE id = NEW.voyage_id AND retained;
    RETURN NULL;
END $$;
CREATE TRIGGER manifest_retained AFTER INSERT ON manifest FOR EACH ROW EXECUTE FUNCTION late_message_is_retained();

-- The walls of before, with this one door.
CREATE OR REPLACE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND TG_LEVEL = 'ROW' AND erasing() AND TG_TABLE_NAME = ANY (ARRAY[
        'decision', 'attachment', 'encounter_taken', 'encounter_act', 'goods', 'custody_notice', 'custody_moved', 'complaint',
        'raised_hit', 'raised_said']) THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE FUNCTION notes_are_only_seen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND erasing() THEN
        RETURN OLD;
    ELSIF TG_OP = 'UPDATE' AND (NEW.id, NEW.officer_id, NEW.written_at, NEW.words, NEW.told_to)
        IS NOT DISTINCT FROM (OLD.id, OLD.officer_id, OLD.written_at, OLD.words, OLD.told_to)
        AND (OLD.seen_at IS NULL OR NEW.seen_at = OLD.seen_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE FUNCTION lookouts_are_not_rewritten() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND erasing() AND NOT OLD.listed THEN
        RETURN OLD;
    ELSIF TG_OP = 'UPDATE'
        AND (NEW.id, NEW.reason, NEW.expires, NEW.proposed_by, NEW.proposed_at) = (OLD.id, OLD.reason, OLD.expires, OLD.proposed_by, OLD.proposed_at)
        AND (NEW.entry = OLD.entry OR OLD.entry->>'ref' = '')
        AND (OLD.approved_by IS NULL OR (NEW.approved_by, NEW.approved_at) = (OLD.approved_by, OLD.approved_at))
        AND (OLD.ended_by IS NULL OR (NEW.ended_by, NEW.ended_at, NEW.ended_why) = (OLD.ended_by, OLD.ended_at, OLD.ended_why)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE FUNCTION goes_with_the_person() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND erasing() THEN
        RETURN OLD;
    ELSIF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'voyage_id' - 'key' = to_jsonb(OLD) - 'voyage_id' - 'key'
       AND EXISTS (SELECT FROM traveller t WHERE t.voyage_id = NEW.voyage_id AND t.key = NEW.key
                      AND (TG_TABLE_NAME <> 'encounter' OR t.id = (to_jsonb(NEW) ->> 'traveller_id')::bigint)) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE FUNCTION only_the_salt_goes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.salt IS NULL AND (NEW.place, NEW.event_id, NEW.commitment) = (OLD.place, OLD.event_id, OLD.commitment) AND erasing() THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

-- An event whose salt is gone is emptied whole, and only so: its commitment stands for what it said, and its kind and instant stay.
CREATE FUNCTION only_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.id, NEW.at, NEW.kind, NEW.actor, NEW.subject, NEW.detail) = (OLD.id, OLD.at, OLD.kind, '', '', '{}'::jsonb)
       AND NEW.purpose IS NULL AND erasing() AND EXISTS (SELECT FROM leaf l WHERE l.event_id = OLD.id AND l.salt IS NULL) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
DROP TRIGGER event_append_only ON event;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION only_emptied();

-- Whatever a program says: nothing is deleted that a hold is on.
CREATE FUNCTION held_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    gone jsonb := to_jsonb(OLD);
BEGIN
    IF EXISTS (SELECT FROM legal_hold h WHERE h.ended_at IS NULL AND (
           h.kind = 'voyage' AND h.subject_id = (gone ->> 'voyage_id')::bigint
        OR h.kind = 'person' AND h.subject_id IN (SELECT t.id FROM traveller t WHERE t.voyage_id = (gone ->> 'voyage_id')::bigint AND t.key = gone ->> 'key')
        OR h.kind = 'case' AND h.subject_id IN (SELECT r.id FROM referral r WHERE r.voyage_id = (gone ->> 'voyage_id')::bigint AND r.key = gone ->> 'key'))) THEN
        RAISE EXCEPTION 'a legal hold is on this' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER traveller_held BEFORE DELETE ON traveller FOR EACH ROW EXECUTE FUNCTION held_is_kept();
CREATE TRIGGER referral_held BEFORE DELETE ON referral FOR EACH ROW EXECUTE FUNCTION held_is_kept();
CREATE TRIGGER encounter_held BEFORE DELETE ON encounter FOR EACH ROW EXECUTE FUNCTION held_is_kept();
CREATE TRIGGER note_held BEFORE DELETE ON note FOR EACH ROW EXECUTE FUNCTION held_is_kept();
CREATE TRIGGER declaration_held BEFORE DELETE ON declaration FOR EACH ROW EXECUTE FUNCTION held_is_kept();

DO $$
DECLARE
    each text;
BEGIN
    FOREACH each IN ARRAY ARRAY['erasing()', 'erasure_is_kept()', 'orders_are_not_rewritten()', 'late_message_is_retained()', 'refuse_change_of_history()', 'notes_are_only_seen()',
                                'lookouts_are_not_rewritten()', 'goes_with_the_person()', 'only_the_salt_goes()', 'only_emptied()', 'held_is_kept()'] LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', each, current_schema());
    END LOOP;
END $$;
ALTER TABLE erasure ENABLE ALWAYS TRIGGER erasure_is_kept;
ALTER TABLE event ENABLE ALWAYS TRIGGER event_append_only;
