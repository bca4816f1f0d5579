-- By what bookings hang together: telephone, mail, postal address, agency's sign, card (as masked). Made from the record when it is kept.

ALTER TABLE booking ADD COLUMN ties text[] NOT NULL DEFAULT '{}';
CREATE INDEX booking_ties ON booking USING gin (ties);
