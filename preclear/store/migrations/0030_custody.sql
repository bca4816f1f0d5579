-- The goods and bags of a traveller, and the chain of their custody: held to the law as a person's course is (0029_encounters.sql). The
-- law's table is preclear.inspection.custody_steps; the database lets no custody pass that it does not give, and none without the written
-- notice that must come first.

CREATE TABLE custody_step (
    direction       text NOT NULL CHECK (direction IN ('us_in_canada', 'canada_in_us')),
    name            text NOT NULL,
    start_custody   text,                                                                       -- null: not yet tied to the person
    end_custody     text NOT NULL,
    actors          text[] NOT NULL CHECK (actors <> '{}'),
    places          text[] NOT NULL CHECK (places <> '{}'),
    states          text[] NOT NULL CHECK (states <> '{}'),                                     -- of the traveller
    types           text[] NOT NULL CHECK (types <> '{}'),                                      -- of the goods
    section         text NOT NULL CHECK (btrim(section) <> ''),
    needs           text[] NOT NULL,
    notice          text,
    UNIQUE NULLS NOT DISTINCT (direction, name, start_custody, types)
);

INSERT INTO custody_step VALUES
    ('us_in_canada', 'carry', NULL, 'carried', '{traveller}', '{area,perimeter}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,withdrawing,held_withdrawing,detained,detained_withdrawing,detained_health,detained_health_withdrawing}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '18(2)', '{}', NULL),
    ('canada_in_us', 'carry', NULL, 'carried', '{traveller}', '{us_area,us_perimeter}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,withdrawing,held_withdrawing,detained,detained_withdrawing,detained_health,detained_health_withdrawing}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '47(1)', '{}', NULL),
    ('us_in_canada', 'check_in', NULL, 'checked', '{carrier}', '{area,perimeter,outside}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,withdrawing,held_withdrawing,detained,detained_withdrawing,detained_health,detained_health_withdrawing}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '18(2)', '{}', NULL),
    ('canada_in_us', 'check_in', NULL, 'checked', '{carrier}', '{us_area,us_perimeter,outside}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,withdrawing,held_withdrawing,detained,detained_withdrawing,detained_health,detained_health_withdrawing}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '47(1)', '{}', NULL),
    ('us_in_canada', 'call', 'checked', 'called', '{preclearance_officer}', '{area}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '20(1)(c)', '{}', NULL),
    ('us_in_canada', 'call', 'released', 'called', '{preclearance_officer}', '{area}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '20(1)(c)', '{}', NULL),
    ('canada_in_us', 'call', 'checked', 'called', '{border_services_officer,other_public_officer}', '{us_area}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '47(1)-(2)', '{}', NULL),
    ('canada_in_us', 'call', 'released', 'called', '{border_services_officer,other_public_officer}', '{us_area}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '47(1)-(2)', '{}', NULL),
    ('us_in_canada', 'pass_on', 'checked', 'released', '{preclearance_officer}', '{area}', '{cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '10(1)', '{}', NULL),
    ('us_in_canada', 'pass_on', 'called', 'released', '{preclearance_officer}', '{area}', '{cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '10(1)', '{}', NULL),
    ('canada_in_us', 'pass_on', 'checked', 'released', '{border_services_officer,other_public_officer}', '{us_area}', '{cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '47(1)-(2)', '{}', NULL),
    ('canada_in_us', 'pass_on', 'called', 'released', '{border_services_officer,other_public_officer}', '{us_area}', '{cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '47(1)-(2)', '{}', NULL),
    ('us_in_canada', 'offload', 'checked', 'offloaded', '{carrier}', '{area,perimeter,outside}', '{inadmissible,withdrawing,held_withdrawing,withdrawn,detained,detained_withdrawing,detained_health,detained_health_withdrawing,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '28(f), 29', '{}', NULL),
    ('us_in_canada', 'offload', 'called', 'offloaded', '{carrier}', '{area,perimeter,outside}', '{inadmissible,withdrawing,held_withdrawing,withdrawn,detained,detained_withdrawing,detained_health,detained_health_withdrawing,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '28(f), 29', '{}', NULL),
    ('us_in_canada', 'offload', 'released', 'offloaded', '{carrier}', '{area,perimeter,outside}', '{inadmissible,withdrawing,held_withdrawing,withdrawn,detained,detained_withdrawing,detained_health,detained_health_withdrawing,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '28(f), 29', '{}', NULL),
    ('canada_in_us', 'offload', 'checked', 'offloaded', '{carrier}', '{us_area,us_perimeter,outside}', '{inadmissible,withdrawing,held_withdrawing,withdrawn,detained,detained_withdrawing,detained_health,detained_health_withdrawing,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '47(3), 54(1)', '{}', NULL),
    ('canada_in_us', 'offload', 'called', 'offloaded', '{carrier}', '{us_area,us_perimeter,outside}', '{inadmissible,withdrawing,held_withdrawing,withdrawn,detained,detained_withdrawing,detained_health,detained_health_withdrawing,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '47(3), 54(1)', '{}', NULL),
    ('canada_in_us', 'offload', 'released', 'offloaded', '{carrier}', '{us_area,us_perimeter,outside}', '{inadmissible,withdrawing,held_withdrawing,withdrawn,detained,detained_withdrawing,detained_health,detained_health_withdrawing,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '47(3), 54(1)', '{}', NULL),
    ('us_in_canada', 'claim', 'offloaded', 'returned', '{traveller,carrier}', '{area,perimeter,outside}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,departed,arrived,withdrawing,held_withdrawing,withdrawn,detained,detained_withdrawing,detained_health,detained_health_withdrawing,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '29', '{}', NULL),
    ('canada_in_us', 'claim', 'offloaded', 'returned', '{traveller,carrier}', '{us_area,us_perimeter,outside}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,departed,arrived,withdrawing,held_withdrawing,withdrawn,detained,detained_withdrawing,detained_health,detained_health_withdrawing,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '54(1)', '{}', NULL),
    ('us_in_canada', 'detain', 'carried', 'detained', '{preclearance_officer}', '{area}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '20(1)(c)', '{reason}', NULL),
    ('us_in_canada', 'detain', 'called', 'detained', '{preclearance_officer}', '{area}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '20(1)(c)', '{reason}', NULL),
    ('canada_in_us', 'detain', 'carried', 'detained', '{border_services_officer,other_public_officer}', '{us_area}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '49(1)', '{reason,"us_law_confers=yes"}', NULL),
    ('canada_in_us', 'detain', 'called', 'detained', '{border_services_officer,other_public_officer}', '{us_area}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '49(1)', '{reason,"us_law_confers=yes"}', NULL),
    ('us_in_canada', 'detain_in_perimeter', 'carried', 'detained', '{preclearance_officer}', '{perimeter}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '28(e)', '{reason,"to_be_loaded=yes"}', NULL),
    ('us_in_canada', 'detain_in_perimeter', 'checked', 'detained', '{preclearance_officer}', '{perimeter}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '28(e)', '{reason,"to_be_loaded=yes"}', NULL),
    ('us_in_canada', 'detain_dangerous', 'carried', 'held_for_host', '{preclearance_officer}', '{area,perimeter}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,withdrawing,held_withdrawing,detained,detained_withdrawing,detained_health,detained_health_withdrawing}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '13(2)', '{"ground=suspect_danger"}', NULL),
    ('us_in_canada', 'detain_evidence', 'carried', 'held_for_host', '{preclearance_officer}', '{area,perimeter}', '{detained,detained_withdrawing}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '14(1)(b)', '{"ground=believe_offence"}', NULL),
    ('us_in_canada', 'detain_evidence', 'called', 'held_for_host', '{preclearance_officer}', '{area,perimeter}', '{detained,detained_withdrawing}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '14(1)(b)', '{"ground=believe_offence"}', NULL),
    ('us_in_canada', 'detain_withdrawing', 'carried', 'held_for_host', '{preclearance_officer}', '{area,perimeter}', '{held_withdrawing}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '32(1)(e)', '{"ground=suspect_offence"}', NULL),
    ('us_in_canada', 'detain_withdrawing', 'called', 'held_for_host', '{preclearance_officer}', '{area,perimeter}', '{held_withdrawing}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '32(1)(e)', '{"ground=suspect_offence"}', NULL),
    ('us_in_canada', 'seize', 'detained', 'seized', '{preclearance_officer}', '{area,perimeter}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{other}', '34(1)', '{reason,"us_law_allows=yes","suspected_canadian_evidence=no","minister_notice=no"}', 'Regulations 8'),
    ('us_in_canada', 'seize_returned', 'handed_over', 'seized', '{preclearance_officer}', '{area,perimeter}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{other}', '34(3)', '{reason,"returned_by_canadian_officer=yes"}', 'Regulations 8'),
    ('us_in_canada', 'seize', 'detained', 'seized_listed', '{preclearance_officer}', '{area,perimeter}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods}', '34(1)', '{reason,"us_law_allows=yes","suspected_canadian_evidence=no","minister_notice=no"}', 'Regulations 7(2)'),
    ('us_in_canada', 'seize_returned', 'handed_over', 'seized_listed', '{preclearance_officer}', '{area,perimeter}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods}', '34(3)', '{reason,"returned_by_canadian_officer=yes"}', 'Regulations 7(2)'),
    ('canada_in_us', 'seize', 'detained', 'seized', '{border_services_officer,other_public_officer}', '{us_area}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '47(1)-(2), 49(1)', '{reason,"us_law_confers=yes"}', NULL),
    ('us_in_canada', 'transfer', 'detained', 'handed_over', '{preclearance_officer}', '{area,perimeter}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{other}', '34(2)', '{"ground=suspected_canadian_evidence|minister_notice","delivered_to=police_officer|border_services_officer"}', NULL),
    ('us_in_canada', 'transfer', 'detained', 'handed_over', '{preclearance_officer}', '{area,perimeter}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded}', '{food_plant_animal_health,nuclear_substance,dangerous_goods}', '34(2), Regulations 9', '{"ground=suspected_canadian_evidence|minister_notice","delivered_to=peace_officer|enforcer_of_the_act"}', NULL),
    ('us_in_canada', 'transfer_for_disposal', 'seized_listed', 'handed_over', '{preclearance_officer}', '{area,perimeter,outside}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,departed,arrived,detained,detained_health,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods}', 'Regulations 7(1)', '{"delivered_to=peace_officer|enforcer_of_the_act"}', NULL),
    ('us_in_canada', 'hand_over', 'held_for_host', 'handed_over', '{preclearance_officer}', '{area,perimeter,outside}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,departed,arrived,withdrawing,held_withdrawing,withdrawn,detained,detained_withdrawing,detained_health,detained_health_withdrawing,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '13, 14, 32', '{"delivered_to=police_officer|border_services_officer"}', NULL),
    ('canada_in_us', 'hand_over', 'detained', 'handed_over', '{border_services_officer,other_public_officer}', '{us_area,us_perimeter,outside}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,departed,arrived,withdrawing,held_withdrawing,withdrawn,detained,detained_withdrawing,detained_health,detained_health_withdrawing,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '52(1)', '{"delivered_to=us_police_officer","us_law_confers=yes"}', NULL),
    ('canada_in_us', 'hand_over', 'seized', 'handed_over', '{border_services_officer,other_public_officer}', '{us_area,us_perimeter,outside}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,departed,arrived,withdrawing,held_withdrawing,withdrawn,detained,detained_withdrawing,detained_health,detained_health_withdrawing,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '52(1)', '{"delivered_to=us_police_officer","us_law_confers=yes"}', NULL),
    ('us_in_canada', 'give_back', 'detained', 'returned', '{preclearance_officer}', '{area,perimeter,outside}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,departed,arrived,withdrawing,held_withdrawing,withdrawn,detained,detained_withdrawing,detained_health,detained_health_withdrawing,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '20(1)(c), 28(e)', '{"returned_to=traveller|representative"}', NULL),
    ('canada_in_us', 'give_back', 'detained', 'returned', '{border_services_officer,other_public_officer}', '{us_area,us_perimeter,outside}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,departed,arrived,withdrawing,held_withdrawing,withdrawn,detained,detained_withdrawing,detained_health,detained_health_withdrawing,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '51', '{"returned_to=traveller|representative"}', NULL),
    ('us_in_canada', 'give_back', 'held_for_host', 'returned', '{preclearance_officer}', '{area,perimeter,outside}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,departed,arrived,withdrawing,held_withdrawing,withdrawn,detained,detained_withdrawing,detained_health,detained_health_withdrawing,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '13, 14, 32', '{"returned_to=traveller|representative"}', NULL),
    ('us_in_canada', 'give_back', 'seized', 'returned', '{preclearance_officer}', '{area,perimeter,outside}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,departed,arrived,withdrawing,held_withdrawing,withdrawn,detained,detained_withdrawing,detained_health,detained_health_withdrawing,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '34(4)', '{"returned_to=traveller|representative","us_law_allows=yes"}', NULL),
    ('canada_in_us', 'give_back', 'seized', 'returned', '{border_services_officer,other_public_officer}', '{us_area,us_perimeter,outside}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,departed,arrived,withdrawing,held_withdrawing,withdrawn,detained,detained_withdrawing,detained_health,detained_health_withdrawing,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '51', '{"returned_to=traveller|representative"}', NULL),
    ('us_in_canada', 'dispose', 'seized', 'disposed', '{preclearance_officer}', '{area,perimeter,outside}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,departed,arrived,detained,detained_health,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '34(4)', '{reason,"us_law_allows=yes"}', NULL),
    ('canada_in_us', 'dispose', 'seized', 'disposed', '{border_services_officer,other_public_officer}', '{us_area,us_perimeter,outside}', '{entered,primary,referred,secondary,held,refusal_proposed,reported,inadmissible,cleared,boarded,departed,arrived,detained,detained_health,delivered,left}', '{food_plant_animal_health,nuclear_substance,dangerous_goods,other}', '51', '{reason}', NULL);

CREATE TABLE goods (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    encounter_id    bigint NOT NULL REFERENCES encounter,
    kind            text NOT NULL CHECK (kind IN ('bag', 'goods', 'currency', 'document', 'conveyance')),
    type            text NOT NULL CHECK (type IN ('food_plant_animal_health', 'nuclear_substance', 'dangerous_goods', 'other')),
    tag             text NOT NULL CHECK (btrim(tag) <> '' AND length(tag) <= 40),               -- of the bag, or ours
    description     text NOT NULL CHECK (btrim(description) <> '' AND length(description) <= 400),
    tied_by         bigint NOT NULL REFERENCES officer,
    tied_at         timestamptz NOT NULL CHECK (isfinite(tied_at)),
    UNIQUE (encounter_id, tag)
);

CREATE TABLE custody_notice (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    goods_id        bigint NOT NULL REFERENCES goods,
    kind            text NOT NULL CHECK (kind IN ('Regulations 7(2)', 'Regulations 8')),
    language        text NOT NULL CHECK (language IN ('en', 'fr')),
    reasons         text NOT NULL CHECK (reasons ~ '[^[:space:]]' AND length(reasons) <= 2000),
    requirements    text CHECK (length(requirements) <= 2000),                                  -- of the law of the inspecting country
    remedy          text CHECK (length(remedy) <= 2000),                                        -- steps to avoid forfeiture
    officer_id      bigint NOT NULL REFERENCES officer,
    given_at        timestamptz NOT NULL CHECK (isfinite(given_at)),
    CHECK (kind = 'Regulations 7(2)' OR (coalesce(requirements, '') ~ '[^[:space:]]' AND coalesce(remedy, '') ~ '[^[:space:]]'))
);
CREATE INDEX custody_notice_goods ON custody_notice (goods_id);

CREATE TABLE custody_moved (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    goods_id        bigint NOT NULL REFERENCES goods,
    ordinal         integer NOT NULL CHECK (ordinal > 0),
    name            text NOT NULL,
    start_custody   text,
    end_custody     text NOT NULL,
    actor           text NOT NULL,
    officer_id      bigint NOT NULL REFERENCES officer,
    place           text NOT NULL,
    at              timestamptz NOT NULL CHECK (isfinite(at)),
    section         text NOT NULL,
    given           jsonb NOT NULL,
    recorded_at     timestamptz NOT NULL CHECK (isfinite(recorded_at)),
    UNIQUE (goods_id, ordinal),
    CHECK (at <= recorded_at)
);

CREATE FUNCTION tag_is_of_one_person() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    person encounter;
BEGIN
    SELECT * INTO person FROM encounter WHERE id = NEW.encounter_id;
    PERFORM pg_advisory_xact_lock(hashtextextended('tag:' || person.voyage_id || ':' || NEW.tag, 0));
    IF EXISTS (SELECT FROM goods g JOIN encounter e ON e.id = g.encounter_id
                WHERE g.tag = NEW.tag AND e.voyage_id = person.voyage_id AND e.key <> person.key) THEN
        RAISE EXCEPTION 'this tag is of somebody else on the voyage' USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION custody_is_lawful() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    thing goods;
    person encounter_now;
    former custody_moved;
    lawful custody_step;
    wrong text;
BEGIN
    SELECT * INTO thing FROM goods WHERE id = NEW.goods_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such goods' USING ERRCODE = 'foreign_key_violation';
    END IF;
    PERFORM FROM encounter WHERE id = thing.encounter_id FOR SHARE;
    SELECT * INTO person FROM encounter_now WHERE id = thing.encounter_id;
    SELECT * INTO former FROM custody_moved WHERE goods_id = NEW.goods_id ORDER BY ordinal DESC LIMIT 1;
    IF NEW.ordinal <> coalesce(former.ordinal, 0) + 1 OR NEW.start_custody IS DISTINCT FROM former.end_custody THEN
        RAISE EXCEPTION 'a step follows the one before' USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO lawful FROM custody_step s
     WHERE s.direction = person.direction AND s.name = NEW.name AND s.start_custody IS NOT DISTINCT FROM NEW.start_custody
       AND thing.type = ANY (s.types);
    IF NOT FOUND OR NEW.end_custody <> lawful.end_custody OR NOT coalesce(person.state = ANY (lawful.states), false) THEN
        RAISE EXCEPTION 'no law gives this step' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT NEW.actor = ANY (lawful.actors) OR NOT NEW.place = ANY (lawful.places) OR NEW.section <> lawful.section THEN
        RAISE EXCEPTION 'actor, place or section are not those of the law' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.at < former.at OR NEW.recorded_at < former.recorded_at THEN
        RAISE EXCEPTION 'time does not go backwards' USING ERRCODE = 'check_violation';
    END IF;
    IF lawful.notice IS NOT NULL AND NOT EXISTS (
        SELECT FROM custody_notice n WHERE n.goods_id = NEW.goods_id AND n.kind = lawful.notice AND n.given_at BETWEEN former.at AND NEW.at) THEN
        RAISE EXCEPTION 'written notice comes first' USING ERRCODE = 'check_violation';
    END IF;
    wrong := given_does_not_fit(lawful.needs, NEW.given);
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION '%', wrong USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER custody_moved_lawful BEFORE INSERT ON custody_moved FOR EACH ROW EXECUTE FUNCTION custody_is_lawful();
CREATE TRIGGER goods_tag_of_one BEFORE INSERT ON goods FOR EACH ROW EXECUTE FUNCTION tag_is_of_one_person();

DO $$
DECLARE
    each text;
BEGIN
    CREATE TRIGGER custody_step_is_law BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON custody_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history();
    ALTER TABLE custody_step ENABLE ALWAYS TRIGGER custody_step_is_law;
    FOREACH each IN ARRAY ARRAY['goods', 'custody_notice', 'custody_moved'] LOOP
        EXECUTE format('CREATE TRIGGER %1$s_append_only BEFORE UPDATE OR DELETE ON %1$I FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()', each);
        EXECUTE format('CREATE TRIGGER %1$s_no_truncate BEFORE TRUNCATE ON %1$I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history()', each);
        EXECUTE format('ALTER TABLE %1$I ENABLE ALWAYS TRIGGER %1$s_append_only, ENABLE ALWAYS TRIGGER %1$s_no_truncate', each);
    END LOOP;
    FOREACH each IN ARRAY ARRAY['tag_is_of_one_person()', 'custody_is_lawful()'] LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', each, current_schema());
    END LOOP;
END $$;
ALTER TABLE custody_moved ENABLE ALWAYS TRIGGER custody_moved_lawful;
ALTER TABLE goods ENABLE ALWAYS TRIGGER goods_tag_of_one;
