-- The records of one node. History is kept: a list that amends another supersedes its rows, nothing is overwritten.
-- Instants are timestamptz (UTC); "local" columns are the clock of the place, without a zone. Codes of places are IATA or UN/LOCODE.

-- Who sends ---------------------------------------------------------------------------------------------------------------

CREATE TABLE carrier (
    id              text PRIMARY KEY CHECK (id ~ '^[A-Z0-9]{2,8}$'),
    name            text NOT NULL,
    mode            text NOT NULL CHECK (mode IN ('air', 'rail', 'marine', 'road')),
    answers         text NOT NULL DEFAULT 'now' CHECK (answers IN ('now', 'later')),           -- in the response, or by the outbox
    referred        text NOT NULL DEFAULT 'contact' CHECK (referred IN ('contact', 'hold')),   -- what the carrier is told before an officer has looked
    answer_minutes  integer NOT NULL DEFAULT 30 CHECK (answer_minutes BETWEEN 0 AND 1440),     -- minutes before departure by which everyone is answered
    callback_url    text,
    contact         text,
    created_at      timestamptz NOT NULL,
    closed_at       timestamptz
);

CREATE TABLE carrier_key (
    hash            bytea PRIMARY KEY CHECK (octet_length(hash) = 32),                          -- SHA-256 of a random key of 256 bits
    carrier_id      text NOT NULL REFERENCES carrier,
    label           text NOT NULL,
    created_at      timestamptz NOT NULL,
    revoked_at      timestamptz
);

-- Who decides -------------------------------------------------------------------------------------------------------------

CREATE TABLE officer (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login           text NOT NULL UNIQUE,
    name            text NOT NULL,
    password_hash   text NOT NULL,                                                              -- argon2id
    roles           text[] NOT NULL CHECK (roles <@ ARRAY['primary', 'secondary', 'analyst', 'supervisor', 'privacy', 'administrator']),
    sites           text[] NOT NULL DEFAULT '{}',                                               -- place codes; empty: every site
    language        text NOT NULL DEFAULT 'en' CHECK (language IN ('en', 'fr')),
    preferences     jsonb NOT NULL DEFAULT '{}',
    created_at      timestamptz NOT NULL,
    closed_at       timestamptz
);

CREATE TABLE session (
    hash            bytea PRIMARY KEY CHECK (octet_length(hash) = 32),
    officer_id      bigint NOT NULL REFERENCES officer,
    created_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL
);

-- Places that an administrator added to those that travel with the program ------------------------------------------------

CREATE TABLE place (
    code            text NOT NULL,
    valid_from      date NOT NULL,
    valid_to        date,
    record          jsonb NOT NULL,                                                             -- as preclear.places.Place
    added_by        text NOT NULL,
    added_at        timestamptz NOT NULL,
    PRIMARY KEY (code, valid_from)
);

-- Lists -------------------------------------------------------------------------------------------------------------------

CREATE TABLE list_source (
    id              text PRIMARY KEY,                                                           -- prefix of its entries: ofac, un, ftm, ...
    title           text NOT NULL,
    owner           text NOT NULL,
    legal_basis     text NOT NULL
);

CREATE TABLE list_edition (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source_id       text NOT NULL REFERENCES list_source,
    digest          text NOT NULL,                                                              -- of the entries, so that equal editions are seen to be equal
    dated           date NOT NULL,                                                              -- the day the list gives, else the day of import
    imported_at     timestamptz NOT NULL,
    imported_by     text NOT NULL,
    entries         integer NOT NULL,
    added           integer NOT NULL,
    changed         integer NOT NULL,
    removed         integer NOT NULL,
    faults          jsonb NOT NULL DEFAULT '[]',
    in_force        boolean NOT NULL DEFAULT true
);
CREATE UNIQUE INDEX list_edition_in_force ON list_edition (source_id) WHERE in_force;

CREATE TABLE list_entry (
    edition_id      bigint NOT NULL REFERENCES list_edition,
    ref             text NOT NULL,                                                              -- "ofac:36"
    record          jsonb NOT NULL,                                                             -- as preclear.watchlist.Entry
    PRIMARY KEY (edition_id, ref)
);

-- What was received -------------------------------------------------------------------------------------------------------

CREATE TABLE raw_message (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    carrier_id      text NOT NULL REFERENCES carrier,
    transport       text NOT NULL CHECK (transport IN ('http', 'folder', 'page')),
    digest          bytea NOT NULL CHECK (octet_length(digest) = 32),                           -- SHA-256 of the bytes as received
    size            integer NOT NULL,
    sealed          bytea NOT NULL,                                                             -- the bytes as received, AES-256-GCM
    received_at     timestamptz NOT NULL,
    state           text NOT NULL DEFAULT 'received' CHECK (state IN ('received', 'saved', 'unreadable')),
    type            text,                                                                       -- PAXLST, ...; null until read, or unreadable
    faults          jsonb NOT NULL DEFAULT '[]',
    settled_at      timestamptz,
    seen_by         bigint REFERENCES officer,                                                  -- who looked at an unreadable one
    seen_at         timestamptz,
    UNIQUE (carrier_id, digest),                                                                -- the same message twice has the effect of one
    CHECK ((state = 'received') = (settled_at IS NULL))
);
CREATE INDEX raw_message_unsettled ON raw_message (id) WHERE state = 'received';
CREATE INDEX raw_message_unreadable ON raw_message (received_at) WHERE state = 'unreadable';

CREATE TABLE voyage (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    carrier_id      text NOT NULL REFERENCES carrier,
    key             text NOT NULL,                                                              -- as Voyage.key
    designator      text NOT NULL,
    mode            text NOT NULL CHECK (mode IN ('air', 'rail', 'marine', 'road')),
    departure       text,
    arrival         text,
    departs_local   timestamp,
    arrives_local   timestamp,
    departs_at      timestamptz,                                                                -- null: place or time unknown
    arrives_at      timestamptz,
    answer_due      timestamptz,
    record          jsonb NOT NULL,                                                             -- as preclear.manifest.Voyage, latest declaration
    version         integer NOT NULL DEFAULT 1,                                                 -- rises with every change that a page must show
    late_alarm_at   timestamptz,                                                                -- when its passed deadline was alarmed
    first_seen_at   timestamptz NOT NULL,
    UNIQUE (carrier_id, key)
);
CREATE INDEX voyage_due ON voyage (answer_due);
CREATE INDEX voyage_departs ON voyage (departs_at);

CREATE TABLE manifest (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    raw_message_id  bigint NOT NULL REFERENCES raw_message,
    message         integer NOT NULL,                                                           -- which message of the interchange, from 1
    voyage_id       bigint NOT NULL REFERENCES voyage,
    function        text NOT NULL,
    reference       text,
    travellers      integer NOT NULL,
    record          jsonb NOT NULL,                                                             -- as preclear.manifest.Manifest, its travellers left out
    envelope        jsonb NOT NULL,                                                             -- as preclear.messages.Envelope: what an answer echoes
    faults          jsonb NOT NULL,
    snapshot        jsonb NOT NULL,                                                             -- as preclear.clearance.Snapshot: what the assessment used
    saved_at        timestamptz NOT NULL,
    UNIQUE (raw_message_id, message)
);
CREATE INDEX manifest_voyage ON manifest (voyage_id);

-- The people, and what was found ------------------------------------------------------------------------------------------

CREATE TABLE traveller (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    manifest_id     bigint NOT NULL REFERENCES manifest,
    voyage_id       bigint NOT NULL REFERENCES voyage,
    ordinal         integer NOT NULL,
    key             text NOT NULL,                                                              -- the person on this voyage, across amendments
    role            text NOT NULL CHECK (role IN ('passenger', 'crew', 'transit')),
    family_name     text NOT NULL,
    given_names     text NOT NULL,
    birth_date      text,                                                                       -- may be partial
    nationality     text,
    document_number text,
    seat            text,
    record          jsonb NOT NULL,                                                             -- as preclear.manifest.Traveller
    outcome         text NOT NULL CHECK (outcome IN ('clear', 'refer', 'incomplete')),
    reasons         jsonb NOT NULL,                                                             -- Reasons of the assessment
    undecided       jsonb NOT NULL DEFAULT '[]',                                                -- rules that could not be told, as preclear.rules.Undecided
    not_screened    jsonb,                                                                      -- as NotScreened; null: was screened
    needs           text[] NOT NULL DEFAULT '{}',                                               -- kinds a person must look at: match, document, rule, not_screened, incomplete
    questions       text[] NOT NULL,                                                            -- what an officer must find on: refs of entries, codes of rules
    withdrawn       boolean NOT NULL DEFAULT false,                                             -- the carrier cancelled this person
    circumstances   text NOT NULL,                                                              -- digest of the lists and rules under which the outcome last held
    superseded_at   timestamptz
);
CREATE UNIQUE INDEX traveller_current ON traveller (voyage_id, key) WHERE superseded_at IS NULL;
CREATE INDEX traveller_manifest ON traveller (manifest_id);

CREATE TABLE hit (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    traveller_id    bigint NOT NULL REFERENCES traveller,
    edition_id      bigint NOT NULL REFERENCES list_edition,
    entry_ref       text NOT NULL,
    score           real NOT NULL CHECK (score BETWEEN 0 AND 1),
    name            text NOT NULL,                                                              -- the listed name that matched
    reasons         jsonb NOT NULL,
    comparison      jsonb NOT NULL                                                              -- rows of declared against listed, as preclear.matching.Compared
);
CREATE INDEX hit_traveller ON hit (traveller_id);

-- Officers' work ----------------------------------------------------------------------------------------------------------

CREATE TABLE referral (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    voyage_id       bigint NOT NULL REFERENCES voyage,
    key             text NOT NULL,                                                              -- the person, across amendments
    traveller_id    bigint NOT NULL REFERENCES traveller,                                       -- the declaration it is about now
    kind            text NOT NULL CHECK (kind IN ('match', 'document', 'rule', 'not_screened')),
    severity        smallint NOT NULL CHECK (severity BETWEEN 1 AND 3),                         -- 1 gravest
    state           text NOT NULL CHECK (state IN ('open', 'proposed', 'secondary', 'closed', 'lapsed')),
    questions       text[] NOT NULL,                                                            -- what must be found on: refs of list entries, codes of rules
    version         integer NOT NULL DEFAULT 1,
    raised_at       timestamptz NOT NULL,
    taken_by        bigint REFERENCES officer,
    taken_at        timestamptz,
    closed_at       timestamptz,
    CHECK ((state IN ('closed', 'lapsed')) = (closed_at IS NOT NULL)),
    CHECK ((taken_by IS NULL) = (taken_at IS NULL))
);
CREATE UNIQUE INDEX referral_open ON referral (voyage_id, key) WHERE closed_at IS NULL;

CREATE TABLE draft (
    referral_id     bigint NOT NULL REFERENCES referral,
    officer_id      bigint NOT NULL REFERENCES officer,
    referral_version integer NOT NULL,
    form            jsonb NOT NULL,
    kept_at         timestamptz NOT NULL,
    PRIMARY KEY (referral_id, officer_id)
);

CREATE TABLE decision (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    referral_id     bigint NOT NULL REFERENCES referral,
    traveller_id    bigint NOT NULL REFERENCES traveller,
    officer_id      bigint NOT NULL REFERENCES officer,
    findings        jsonb NOT NULL,                                                             -- by entry ref or rule code: match, no_match, cannot_tell
    compared        text[] NOT NULL,
    outcome         text NOT NULL CHECK (outcome IN ('clear', 'refer_secondary', 'ask_carrier', 'propose_refusal', 'confirm_refusal', 'reject_refusal')),
    reason          text NOT NULL CHECK (length(btrim(reason)) > 0),
    against         text,                                                                       -- why what speaks against does not change it
    proposal_id     bigint REFERENCES decision,                                                 -- the proposal that a second officer confirms or rejects
    decided_at      timestamptz NOT NULL,
    CHECK ((outcome IN ('confirm_refusal', 'reject_refusal')) = (proposal_id IS NOT NULL))
);
CREATE INDEX decision_referral ON decision (referral_id);

-- Nobody approves their own proposal, whatever a program says.
CREATE FUNCTION refuse_own_confirmation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM decision p WHERE p.id = NEW.proposal_id AND (p.officer_id = NEW.officer_id OR p.outcome <> 'propose_refusal' OR p.referral_id <> NEW.referral_id)) THEN
        RAISE EXCEPTION 'a refusal is confirmed by a second officer, on the same referral' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decision_second_officer BEFORE INSERT ON decision
    FOR EACH ROW WHEN (NEW.proposal_id IS NOT NULL) EXECUTE FUNCTION refuse_own_confirmation();

-- What the carrier has been told about each person, over time. A machine never says do_not_board (law 2).
CREATE TABLE directive (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    voyage_id       bigint NOT NULL REFERENCES voyage,
    traveller_id    bigint NOT NULL REFERENCES traveller,
    key             text NOT NULL,
    status          text NOT NULL CHECK (status IN ('board', 'contact', 'incomplete', 'do_not_board', 'held')),
    decision_id     bigint REFERENCES decision,
    given_at        timestamptz NOT NULL,
    superseded_at   timestamptz,
    CHECK (status <> 'do_not_board' OR decision_id IS NOT NULL)
);
CREATE UNIQUE INDEX directive_current ON directive (voyage_id, key) WHERE superseded_at IS NULL;

-- A refusal stands only on a second officer's confirmation.
CREATE FUNCTION refuse_unconfirmed_refusal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM decision WHERE id = NEW.decision_id AND outcome = 'confirm_refusal') THEN
        RAISE EXCEPTION 'do_not_board needs a confirmed decision' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER directive_confirmed BEFORE INSERT ON directive
    FOR EACH ROW WHEN (NEW.status = 'do_not_board') EXECUTE FUNCTION refuse_unconfirmed_refusal();

-- What goes out -----------------------------------------------------------------------------------------------------------

CREATE TABLE answer (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,                            -- the N of GET /answers?after=N
    carrier_id      text NOT NULL REFERENCES carrier,
    raw_message_id  bigint REFERENCES raw_message,                                              -- what it answers; null: unsolicited
    voyage_id       bigint REFERENCES voyage,
    decision_id     bigint REFERENCES decision,
    kind            text NOT NULL CHECK (kind IN ('answer', 'change', 'fault')),                -- 962, 132, or faults of an unreadable message
    reference       text NOT NULL,                                                              -- what the carrier's acknowledgement names
    cusres          bytea NOT NULL,
    json            jsonb NOT NULL,                                                             -- the same content for carriers that ask for JSON
    made_at         timestamptz NOT NULL,
    sent_at         timestamptz,                                                                -- first delivery: response, poll or callback
    attempts        integer NOT NULL DEFAULT 0,
    next_attempt_at timestamptz,                                                                -- for callbacks and repeats
    acknowledged_at timestamptz,
    escalated_at    timestamptz                                                                 -- a person was told that the carrier is silent
);
CREATE UNIQUE INDEX answer_once ON answer (raw_message_id) WHERE raw_message_id IS NOT NULL;    -- one answer to one message
CREATE INDEX answer_waiting ON answer (carrier_id, id) WHERE acknowledged_at IS NULL;
CREATE INDEX answer_voyage ON answer (voyage_id);
CREATE INDEX answer_next_attempt ON answer (next_attempt_at) WHERE acknowledged_at IS NULL;

-- What happened -----------------------------------------------------------------------------------------------------------

CREATE TABLE event (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at              timestamptz NOT NULL,
    kind            text NOT NULL,                                                              -- from preclear.audit.KINDS
    actor           text NOT NULL,                                                              -- "officer:3", "carrier:XX", "node"
    subject         text NOT NULL,                                                              -- "traveller:41", "voyage:7", ...
    purpose         text,                                                                       -- for every read of a person's record
    detail          jsonb NOT NULL DEFAULT '{}'                                                 -- ids, codes and counts; no names, no numbers of documents
);
CREATE INDEX event_subject ON event (subject, id);

CREATE FUNCTION refuse_change_of_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();
CREATE TRIGGER event_no_truncate BEFORE TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history();
CREATE TRIGGER decision_append_only BEFORE UPDATE OR DELETE ON decision
    FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history();
