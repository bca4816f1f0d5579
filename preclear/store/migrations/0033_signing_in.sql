-- Signing in: a second factor for every local account, accounts of the agency's directory, sessions that end, attempts that are counted.

ALTER TABLE officer
    ALTER COLUMN password_hash DROP NOT NULL,                                                   -- null: signs in with the agency's account
    ADD COLUMN issuer           text,                                                           -- of the agency's directory
    ADD COLUMN subject          text,                                                           -- who they are there, for good
    ADD COLUMN signed_in_at     timestamptz,                                                    -- last
    ADD CONSTRAINT officer_one_way_in CHECK ((issuer IS NULL) = (subject IS NULL) AND (issuer IS NULL) <> (password_hash IS NULL));
CREATE UNIQUE INDEX officer_subject ON officer (issuer, subject);

ALTER TABLE session
    ADD COLUMN ends_at          timestamptz,                                                    -- the latest, however busy
    ADD COLUMN way              text NOT NULL DEFAULT 'password' CHECK (way IN ('password', 'code', 'passkey', 'recovery', 'agency', 'demo'));
UPDATE session SET ends_at = created_at + interval '12 hours';
ALTER TABLE session ALTER COLUMN ends_at SET NOT NULL;
CREATE INDEX session_officer ON session (officer_id);

-- Codes by the clock (RFC 6238). The secret is sealed; a code counts once.
CREATE TABLE officer_code (
    officer_id      bigint PRIMARY KEY REFERENCES officer,
    sealed          bytea NOT NULL,
    last_step       bigint NOT NULL,                                                            -- of the last code that was taken: none before it counts again
    created_at      timestamptz NOT NULL
);

-- Passkeys (Web Authentication, level 2).
CREATE TABLE officer_passkey (
    id              bytea PRIMARY KEY CHECK (octet_length(id) BETWEEN 1 AND 1023),
    officer_id      bigint NOT NULL REFERENCES officer,
    public_key      bytea NOT NULL,
    sign_count      bigint NOT NULL,
    label           text NOT NULL,
    created_at      timestamptz NOT NULL,
    used_at         timestamptz
);
CREATE INDEX officer_passkey_officer ON officer_passkey (officer_id);

CREATE TABLE officer_recovery (
    officer_id      bigint NOT NULL REFERENCES officer,
    hash            bytea NOT NULL CHECK (octet_length(hash) = 32),                             -- SHA-256 of a random code of 80 bits
    used_at         timestamptz,
    PRIMARY KEY (officer_id, hash)
);

-- Half a sign-in: between the password and the second factor, or between here and the agency. What must come back is sealed.
CREATE TABLE sign_in (
    hash            bytea PRIMARY KEY CHECK (octet_length(hash) = 32),                          -- SHA-256 of what the browser keeps
    officer_id      bigint REFERENCES officer,
    step            text NOT NULL CHECK (step IN ('second', 'enrol', 'agency', 'on')),
    sealed          bytea NOT NULL,
    expires_at      timestamptz NOT NULL
);

-- Failed attempts, for as long as they count. Account and address are keyed digests: what was typed may have been a password.
CREATE TABLE sign_in_failure (
    account         bytea NOT NULL CHECK (octet_length(account) = 32),
    address         bytea NOT NULL CHECK (octet_length(address) = 32),
    at              timestamptz NOT NULL
);
CREATE INDEX sign_in_failure_account ON sign_in_failure (account, at);
CREATE INDEX sign_in_failure_address ON sign_in_failure (address, at);
