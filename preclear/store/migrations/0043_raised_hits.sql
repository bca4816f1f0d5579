-- What officers raise by hand on a person, and what other systems tell of one: each a question that an officer must find on, whatever else
-- is declared or listed later. The person is found by the voyage and its key, as referrals and notes are, across amendments.

ALTER TABLE referral DROP CONSTRAINT referral_kind_check,
    ADD CONSTRAINT referral_kind_check CHECK (kind IN ('match', 'document', 'rule', 'not_screened', 'manual', 'external'));

CREATE TABLE raised_hit (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    officer_id      bigint REFERENCES officer,                                                  -- who raised it by hand
    system_id       text REFERENCES outside_system,                                             -- or which system told it
    reference       text CHECK (length(reference) BETWEEN 1 AND 64),                            -- the system's own
    kind            text NOT NULL CHECK (kind IN ('identity', 'document', 'itinerary', 'goods', 'security', 'other')),
    severity        smallint NOT NULL CHECK (severity BETWEEN 1 AND 3),                         -- 1 gravest
    reason          text NOT NULL CHECK (length(btrim(reason)) BETWEEN 1 AND 2000),
    source          text NOT NULL CHECK (length(source) <= 200),                                -- where the system has it from; "" by hand
    entry_ref       text CHECK (length(entry_ref) BETWEEN 1 AND 200),                           -- the entry of a list that it points to
    sought          jsonb NOT NULL,                                                             -- as preclear.inspection.Sought: whom a system means
    designator      text,                                                                       -- of sought, for finding
    departs         date,
    document        text,                                                                       -- letters and digits alone
    question        integer NOT NULL DEFAULT 1 CHECK (question > 0),                            -- rises where what it says changes: officers are asked anew
    said_at         timestamptz NOT NULL,                                                       -- when the system, or the officer, said it
    valid_until     timestamptz,                                                                -- until when it meets people; null: by hand
    raised_at       timestamptz NOT NULL,
    withdrawn_at    timestamptz,
    withdrawn_why   text CHECK (length(withdrawn_why) <= 2000),
    seek_again_at   timestamptz,                                                                -- when to look once more for people declared meanwhile
    UNIQUE (system_id, reference),
    CHECK ((officer_id IS NULL) <> (system_id IS NULL)),
    CHECK ((system_id IS NULL) = (reference IS NULL) AND (system_id IS NULL) = (valid_until IS NULL)),
    CHECK (officer_id IS NULL OR withdrawn_at IS NULL),                                         -- an officer's is undone by a decision alone
    CHECK ((withdrawn_at IS NULL) = (withdrawn_why IS NULL))
);
CREATE INDEX raised_hit_voyage ON raised_hit (designator, departs) WHERE withdrawn_at IS NULL AND system_id IS NOT NULL;
CREATE INDEX raised_hit_document ON raised_hit (document) WHERE withdrawn_at IS NULL AND system_id IS NOT NULL AND designator IS NULL;
CREATE INDEX raised_hit_again ON raised_hit (seek_again_at) WHERE seek_again_at IS NOT NULL;

-- Whom each is about: one person, or several where what a system knows fits several.
CREATE TABLE raised_met (
    hit_id          bigint NOT NULL REFERENCES raised_hit,
    voyage_id       bigint NOT NULL REFERENCES voyage,
    key             text NOT NULL,
    met_at          timestamptz NOT NULL,
    ended_at        timestamptz,                                                                -- the system says that it means somebody else
    UNIQUE (hit_id, voyage_id, key)
);
CREATE INDEX raised_met_person ON raised_met (voyage_id, key);

-- Each wording of a hit, for ever: what an officer found on can be read as it was.
CREATE TABLE raised_said (
    hit_id          bigint NOT NULL REFERENCES raised_hit,
    number          integer NOT NULL CHECK (number > 0),
    question        integer NOT NULL,
    record          jsonb NOT NULL,                                                             -- kind, severity, reason, source, sought, valid_until, said_at
    heard_at        timestamptz NOT NULL,
    PRIMARY KEY (hit_id, number)
);

CREATE FUNCTION raised_hit_said() RETURNS trigger LANGUAGE plpgsql AS $$
-- What is said is kept by the database itself. Who raised it, and under which reference, never changes.
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.id, NEW.officer_id, NEW.system_id, NEW.reference, NEW.raised_at)
            IS DISTINCT FROM (OLD.id, OLD.officer_id, OLD.system_id, OLD.reference, OLD.raised_at) THEN
        RAISE EXCEPTION '% keeps who raised it', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF TG_OP = 'INSERT' OR (NEW.kind, NEW.severity, NEW.reason, NEW.source, NEW.sought, NEW.valid_until, NEW.said_at, NEW.withdrawn_at)
            IS DISTINCT FROM (OLD.kind, OLD.severity, OLD.reason, OLD.source, OLD.sought, OLD.valid_until, OLD.said_at, OLD.withdrawn_at) THEN
        INSERT INTO raised_said (hit_id, number, question, record, heard_at)
        SELECT NEW.id, coalesce(max(s.number), 0) + 1, NEW.question,
               jsonb_build_object('kind', NEW.kind, 'severity', NEW.severity, 'reason', NEW.reason, 'source', NEW.source, 'entry_ref', NEW.entry_ref,
                                  'sought', NEW.sought, 'valid_until', NEW.valid_until, 'said_at', NEW.said_at, 'withdrawn_at', NEW.withdrawn_at),
               clock_timestamp()
          FROM raised_said s WHERE s.hit_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER raised_hit_said AFTER INSERT OR UPDATE ON raised_hit FOR EACH ROW EXECUTE FUNCTION raised_hit_said();
CREATE TRIGGER raised_hit_kept BEFORE DELETE ON raised_hit FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();
CREATE TRIGGER raised_said_append_only BEFORE UPDATE OR DELETE ON raised_said FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();

-- What came of a person at the site: the latest visit, and what became of their goods. Null: nobody was there yet, or it is not over.
CREATE FUNCTION found_at_site(of_voyage bigint, of_key text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN 'delivered' = ANY(s.states) THEN 'delivered'
                WHEN 'inadmissible' = ANY(s.states) THEN 'refused'
                WHEN EXISTS (SELECT FROM goods g JOIN custody_moved m ON m.goods_id = g.id
                              WHERE g.encounter_id = s.id AND m.end_custody IN ('seized', 'seized_listed', 'held_for_host')) THEN 'seized'
                WHEN s.states && ARRAY['withdrawn', 'withdrawing', 'held_withdrawing'] THEN 'withdrew'
                WHEN s.last IN ('cleared', 'boarded', 'departed', 'arrived') THEN CASE WHEN 'secondary' = ANY(s.states) THEN 'nothing' ELSE 'passed' END
           END
      FROM (SELECT e.id, array_agg(t.end_state) AS states, (array_agg(t.end_state ORDER BY t.ordinal DESC))[1] AS last
              FROM encounter e JOIN encounter_taken t ON t.encounter_id = e.id
             WHERE e.id = (SELECT max(id) FROM encounter WHERE voyage_id = of_voyage AND key = of_key)
             GROUP BY e.id) s
$$;
