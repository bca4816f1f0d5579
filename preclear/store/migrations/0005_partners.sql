-- What is agreed with each carrier about its messages, and what else goes out to it.

ALTER TABLE carrier ADD COLUMN profile jsonb NOT NULL DEFAULT '{}';                             -- as preclear.messages.Profile

ALTER TABLE answer DROP CONSTRAINT answer_kind_check;
ALTER TABLE answer ADD CONSTRAINT answer_kind_check
    CHECK (kind IN ('answer', 'change', 'fault', 'receipt'));                                   -- receipt: CONTRL or ACKRES alone
ALTER TABLE answer ADD COLUMN rejected_at timestamptz,                                          -- the carrier could not read it
                   ADD COLUMN refusal text;                                                     -- its error code, from CONTRL
