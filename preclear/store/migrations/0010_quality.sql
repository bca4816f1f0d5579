-- What each carrier sent, week by week, is asked for by carrier and time.

CREATE INDEX raw_message_carrier ON raw_message (carrier_id, received_at);
