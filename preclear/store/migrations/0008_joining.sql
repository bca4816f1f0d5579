-- Bookings, and what baggage systems tell: kept with the message that says it, joined to people by stated rules when they are looked at.

CREATE TABLE booking (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    manifest_id     bigint NOT NULL REFERENCES manifest,
    voyage_id       bigint NOT NULL REFERENCES voyage,
    locator         text,                                                                       -- of the carrier that sent it
    record          jsonb NOT NULL                                                              -- as preclear.manifest.booking.Booking
);
CREATE INDEX booking_manifest ON booking (manifest_id, locator);
CREATE INDEX booking_voyage ON booking (voyage_id);

CREATE TABLE bag (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    raw_message_id  bigint NOT NULL REFERENCES raw_message,
    message         integer NOT NULL,                                                           -- which message of those received together, from 1
    carrier_id      text NOT NULL REFERENCES carrier,
    kind            text NOT NULL,                                                              -- BSM, BPM, BTM, BUM, ...
    action          text NOT NULL CHECK (action IN ('add', 'change', 'delete')),
    designator      text NOT NULL,                                                              -- of the outbound voyage; '' where none is told
    departs         date,                                                                       -- its day, in the year nearest to the day of receipt
    plates          text[] NOT NULL,                                                            -- every licence plate, written out
    record          jsonb NOT NULL,                                                             -- as preclear.manifest.baggage.Bag
    received_at     timestamptz NOT NULL
);
CREATE INDEX bag_voyage ON bag (carrier_id, designator, departs);
CREATE INDEX bag_message ON bag (raw_message_id);
