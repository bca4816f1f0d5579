-- What a changed rule would have meant for recorded traffic: asked for, then worked out, then shown and kept.

CREATE TABLE back_test (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version_id      bigint NOT NULL REFERENCES rule_version,                                    -- in place of the version in force, or beside the others
    asked_by        text NOT NULL CHECK (asked_by <> ''),
    asked_at        timestamptz NOT NULL,
    days            integer NOT NULL CHECK (days BETWEEN 1 AND 366),                            -- of traffic, back from then
    on_day          date NOT NULL,                                                              -- both rule sets as if in force on it
    travellers      integer NOT NULL DEFAULT 0,
    done            integer NOT NULL DEFAULT 0,
    record          jsonb,                                                                      -- as preclear.rules.backtest.BackTest
    failed          text,                                                                       -- why it could not be worked out; no personal data
    finished_at     timestamptz,
    CHECK ((finished_at IS NOT NULL) = (record IS NOT NULL OR failed IS NOT NULL))
);
CREATE INDEX back_test_version ON back_test (version_id, id);
