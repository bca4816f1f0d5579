-- What the page of figures asks by time. None of these columns is changed once it is written, but for when a referral is closed.
CREATE INDEX decision_decided ON decision (decided_at);
CREATE INDEX referral_raised ON referral (raised_at);
CREATE INDEX referral_closed ON referral (closed_at);
CREATE INDEX encounter_taken_at ON encounter_taken (at);
-- Messages come in the order of their time: a summary of each block of the table is enough, and costs a message nothing.
CREATE INDEX raw_message_received ON raw_message USING brin (received_at) WITH (autosummarize = on);
