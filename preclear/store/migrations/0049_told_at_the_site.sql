-- What a site's officers record of a person is told to the carrier, and the board counts each voyage once a change.

-- A carrier may be told not to board somebody by a second officer's decision, or because the course at the site says that they do not travel.
ALTER TABLE directive ADD COLUMN encounter_id bigint REFERENCES encounter ON DELETE CASCADE;    -- the course that says so
CREATE INDEX directive_encounter ON directive (encounter_id) WHERE encounter_id IS NOT NULL;
ALTER TABLE directive DROP CONSTRAINT directive_check;
ALTER TABLE directive ADD CONSTRAINT directive_check CHECK (status <> 'do_not_board' OR num_nonnulls(decision_id, encounter_id) = 1);

CREATE OR REPLACE FUNCTION refuse_unconfirmed_refusal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.encounter_id IS NOT NULL THEN
        IF NOT EXISTS (SELECT FROM encounter e JOIN encounter_taken s ON s.encounter_id = e.id
                        WHERE e.id = NEW.encounter_id AND e.voyage_id = NEW.voyage_id AND e.key = NEW.key
                          AND s.end_state IN ('inadmissible', 'withdrawing', 'held_withdrawing', 'detained_withdrawing',
                                              'detained_health_withdrawing', 'withdrawn', 'delivered', 'left')) THEN
            RAISE EXCEPTION 'do_not_board needs a course that ends here' USING ERRCODE = 'check_violation';
        END IF;
    ELSIF NOT EXISTS (SELECT FROM decision WHERE id = NEW.decision_id AND outcome = 'confirm_refusal') THEN
        RAISE EXCEPTION 'do_not_board needs a confirmed decision' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;

-- What the board counts of the people of a voyage, as they were at a version of it. Counted anew when somebody looks and the voyage has
-- another version: 2,000 voyages hold hundreds of thousands of people, and most have not changed since the board was last looked at.
CREATE TABLE voyage_tally (
    voyage_id       bigint PRIMARY KEY REFERENCES voyage ON DELETE CASCADE,
    version         integer NOT NULL,
    travellers      bigint NOT NULL,
    answered        bigint NOT NULL,
    held            bigint NOT NULL,
    match           bigint NOT NULL,
    document        bigint NOT NULL,
    rule            bigint NOT NULL,
    manual          bigint NOT NULL,
    external        bigint NOT NULL,
    not_screened    bigint NOT NULL,
    incomplete      bigint NOT NULL
);
