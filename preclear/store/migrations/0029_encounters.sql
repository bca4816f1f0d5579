-- One person's course through a preclearance site. What the law gives is a table here as it is in preclear.inspection.encounter_steps,
-- and triggers hold every row to it, whoever writes: no step that the law does not give, no time going backwards, no section missing or
-- wrong, no refusal by one officer alone, no biometric information after withdrawal, and nothing written is ever changed or taken away.

CREATE TABLE encounter_state (
    state           text PRIMARY KEY,
    phase           text,                                                                       -- as the powers have it
    ends            boolean NOT NULL
);

CREATE TABLE encounter_step (
    direction       text NOT NULL CHECK (direction IN ('us_in_canada', 'canada_in_us')),
    name            text NOT NULL,
    start_state     text REFERENCES encounter_state,              -- null: nobody has entered yet
    end_state       text NOT NULL REFERENCES encounter_state,
    actors          text[] NOT NULL CHECK (actors <> '{}'),
    places          text[] NOT NULL CHECK (places <> '{}'),
    section         text NOT NULL CHECK (btrim(section) <> ''),
    needs           text[] NOT NULL,                                                            -- "reason", "ground=believe_offence", "a=b|c"
    modes           text[] NOT NULL,
    other_officer   boolean NOT NULL,                                                           -- not the officer of the step before
    UNIQUE NULLS NOT DISTINCT (direction, name, start_state)
);

CREATE TABLE encounter_act_remaining (                                                          -- what may be done to somebody who withdrew
    direction       text NOT NULL,
    action          text NOT NULL,
    held            boolean NOT NULL,                                                           -- only while held on suspicion of an offence
    PRIMARY KEY (direction, action)
);

INSERT INTO encounter_state VALUES
    ('entered', 'in_process', false),
    ('primary', 'in_process', false),
    ('referred', 'in_process', false),
    ('secondary', 'in_process', false),
    ('held', 'in_process', false),
    ('refusal_proposed', 'in_process', false),
    ('reported', 'in_process', false),
    ('inadmissible', 'in_process', false),
    ('cleared', 'in_process', false),
    ('boarded', 'in_process', false),
    ('departed', NULL, false),
    ('arrived', 'after_arrival', true),
    ('withdrawing', 'withdrawing', false),
    ('held_withdrawing', 'withdrawing', false),
    ('withdrawn', 'withdrawn', true),
    ('detained', 'detained', false),
    ('detained_withdrawing', 'detained', false),
    ('detained_health', 'detained', false),
    ('detained_health_withdrawing', 'detained', false),
    ('delivered', NULL, true),
    ('left', NULL, true);

INSERT INTO encounter_step VALUES
    ('us_in_canada', 'enter', NULL, 'entered', ARRAY['traveller'], ARRAY['area'], '18(1)', ARRAY['identification=photo'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'enter', NULL, 'entered', ARRAY['traveller'], ARRAY['us_area'], '47(1)', ARRAY['identification=photo'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'enter_exempt', NULL, 'entered', ARRAY['traveller'], ARRAY['area'], 'Regulations 3', ARRAY['identification=without_photo', 'age_under_16=yes', 'citizen=CAN'], ARRAY['rail', 'marine', 'road'], false),
    ('us_in_canada', 'enter_unidentified', NULL, 'entered', ARRAY['traveller'], ARRAY['area'], '18(1)(b)', ARRAY['identification=none'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'enter_unidentified', NULL, 'entered', ARRAY['traveller'], ARRAY['us_area'], '47(1)', ARRAY['identification=none'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'begin_primary', 'entered', 'primary', ARRAY['preclearance_officer'], ARRAY['area'], '20(1)(a)-(b)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'begin_primary', 'entered', 'primary', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area'], '47(1)-(2), 48(3)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'refer', 'primary', 'referred', ARRAY['preclearance_officer'], ARRAY['area'], '20(1)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'refer', 'cleared', 'referred', ARRAY['preclearance_officer'], ARRAY['area'], '20(1)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'refer', 'boarded', 'referred', ARRAY['preclearance_officer'], ARRAY['area'], '20(1)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'refer', 'primary', 'referred', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area'], '47(1)-(2)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'refer', 'cleared', 'referred', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area'], '47(1)-(2)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'refer', 'boarded', 'referred', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area'], '47(1)-(2)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'begin_secondary', 'referred', 'secondary', ARRAY['preclearance_officer'], ARRAY['area'], '20(1)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'begin_secondary', 'referred', 'secondary', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area'], '47(1)-(2)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'clear', 'primary', 'cleared', ARRAY['preclearance_officer'], ARRAY['area'], '10(1)', ARRAY['identity_verified=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'clear', 'secondary', 'cleared', ARRAY['preclearance_officer'], ARRAY['area'], '10(1)', ARRAY['identity_verified=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'clear', 'primary', 'cleared', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area'], '47(1)-(2), 48(3)', ARRAY['identity_verified=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'clear', 'secondary', 'cleared', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area'], '47(1)-(2), 48(3)', ARRAY['identity_verified=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'propose_refusal', 'secondary', 'refusal_proposed', ARRAY['preclearance_officer'], ARRAY['area'], '10(1)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'propose_refusal', 'secondary', 'refusal_proposed', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area'], '47(3)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'report_inadmissible', 'secondary', 'reported', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area'], '48(4)', ARRAY['reason', 'ground=prescribed'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'confirm_refusal', 'refusal_proposed', 'inadmissible', ARRAY['preclearance_officer'], ARRAY['area'], '10(1)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], true),
    ('canada_in_us', 'confirm_refusal', 'refusal_proposed', 'inadmissible', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area'], '47(3)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], true),
    ('canada_in_us', 'refuse_entry', 'reported', 'inadmissible', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area'], '48(5)-(6)', ARRAY['report=well_founded', 'delegated=yes'], ARRAY['air', 'rail', 'marine', 'road'], true),
    ('us_in_canada', 'reject_refusal', 'refusal_proposed', 'secondary', ARRAY['preclearance_officer'], ARRAY['area'], '10(1)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], true),
    ('canada_in_us', 'reject_refusal', 'refusal_proposed', 'secondary', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area'], '47(3), 48(5)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], true),
    ('canada_in_us', 'reject_refusal', 'reported', 'secondary', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area'], '47(3), 48(5)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], true),
    ('us_in_canada', 'leave_refused', 'inadmissible', 'left', ARRAY['traveller'], ARRAY['area', 'perimeter'], '20(1)(e)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'leave_refused', 'inadmissible', 'left', ARRAY['traveller'], ARRAY['us_area', 'us_perimeter'], '47(3), 48(5)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'direct_to_leave', 'entered', 'left', ARRAY['preclearance_officer'], ARRAY['area'], '20(1)(e)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'direct_to_leave', 'primary', 'left', ARRAY['preclearance_officer'], ARRAY['area'], '20(1)(e)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'direct_to_leave', 'referred', 'left', ARRAY['preclearance_officer'], ARRAY['area'], '20(1)(e)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'direct_to_leave', 'secondary', 'left', ARRAY['preclearance_officer'], ARRAY['area'], '20(1)(e)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'remove', 'entered', 'left', ARRAY['police_officer'], ARRAY['area'], '35(1)(a)', ARRAY['po_request=yes', 'public_peace=yes', 'refused_direction_20_1_e=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'remove', 'primary', 'left', ARRAY['police_officer'], ARRAY['area'], '35(1)(a)', ARRAY['po_request=yes', 'public_peace=yes', 'refused_direction_20_1_e=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'remove', 'referred', 'left', ARRAY['police_officer'], ARRAY['area'], '35(1)(a)', ARRAY['po_request=yes', 'public_peace=yes', 'refused_direction_20_1_e=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'remove', 'secondary', 'left', ARRAY['police_officer'], ARRAY['area'], '35(1)(a)', ARRAY['po_request=yes', 'public_peace=yes', 'refused_direction_20_1_e=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'remove', 'inadmissible', 'left', ARRAY['police_officer'], ARRAY['area'], '35(1)(a)', ARRAY['po_request=yes', 'public_peace=yes', 'refused_direction_20_1_e=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'withdraw', 'entered', 'withdrawing', ARRAY['traveller'], ARRAY['area', 'perimeter'], '29', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'withdraw', 'primary', 'withdrawing', ARRAY['traveller'], ARRAY['area', 'perimeter'], '29', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'withdraw', 'referred', 'withdrawing', ARRAY['traveller'], ARRAY['area', 'perimeter'], '29', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'withdraw', 'secondary', 'withdrawing', ARRAY['traveller'], ARRAY['area', 'perimeter'], '29', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'withdraw', 'refusal_proposed', 'withdrawing', ARRAY['traveller'], ARRAY['area', 'perimeter'], '29', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'withdraw', 'inadmissible', 'withdrawing', ARRAY['traveller'], ARRAY['area', 'perimeter'], '29', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'withdraw', 'cleared', 'withdrawing', ARRAY['traveller'], ARRAY['area', 'perimeter'], '29', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'withdraw', 'boarded', 'withdrawing', ARRAY['traveller'], ARRAY['area', 'perimeter'], '29', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'withdraw', 'entered', 'withdrawing', ARRAY['traveller'], ARRAY['us_area', 'us_perimeter'], '54(1)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'withdraw', 'primary', 'withdrawing', ARRAY['traveller'], ARRAY['us_area', 'us_perimeter'], '54(1)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'withdraw', 'referred', 'withdrawing', ARRAY['traveller'], ARRAY['us_area', 'us_perimeter'], '54(1)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'withdraw', 'secondary', 'withdrawing', ARRAY['traveller'], ARRAY['us_area', 'us_perimeter'], '54(1)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'withdraw', 'refusal_proposed', 'withdrawing', ARRAY['traveller'], ARRAY['us_area', 'us_perimeter'], '54(1)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'withdraw', 'reported', 'withdrawing', ARRAY['traveller'], ARRAY['us_area', 'us_perimeter'], '54(1)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'withdraw', 'inadmissible', 'withdrawing', ARRAY['traveller'], ARRAY['us_area', 'us_perimeter'], '54(1)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'withdraw', 'cleared', 'withdrawing', ARRAY['traveller'], ARRAY['us_area', 'us_perimeter'], '54(1)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'withdraw', 'boarded', 'withdrawing', ARRAY['traveller'], ARRAY['us_area', 'us_perimeter'], '54(1)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'leave', 'withdrawing', 'withdrawn', ARRAY['traveller'], ARRAY['area', 'perimeter'], '29, 30', ARRAY['identity_answered=yes', 'reason_answered=yes', 'directions_followed=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'leave', 'withdrawing', 'withdrawn', ARRAY['traveller'], ARRAY['us_area', 'us_perimeter'], '54(1), 55', ARRAY['identity_answered=yes', 'reason_answered=yes', 'directions_followed=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'hold_for_strip_search', 'secondary', 'held', ARRAY['preclearance_officer'], ARRAY['area'], '22(1)', ARRAY['ground=suspect_concealed_goods|suspect_danger', 'necessary=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'hold_for_monitoring', 'secondary', 'held', ARRAY['preclearance_officer'], ARRAY['area'], '23(1)', ARRAY['ground=suspect_internal_goods', 'would_find=yes', 'necessary=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'hold_for_search', 'secondary', 'held', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area'], '49(1)', ARRAY['reason', 'us_law_confers=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'end_hold', 'held', 'secondary', ARRAY['preclearance_officer'], ARRAY['area'], '22, 23', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'end_hold', 'held', 'secondary', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area'], '49(1)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'hold_withdrawing', 'withdrawing', 'held_withdrawing', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '32(1), (3)', ARRAY['ground=suspect_offence'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'hold_withdrawing', 'withdrawing', 'held_withdrawing', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '56', ARRAY['reason', 'us_law_confers=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'end_hold', 'held_withdrawing', 'withdrawing', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '29, 32', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'end_hold', 'held_withdrawing', 'withdrawing', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '54(1), 56', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_offence', 'entered', 'detained', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '14(1)', ARRAY['ground=believe_offence'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_offence', 'primary', 'detained', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '14(1)', ARRAY['ground=believe_offence'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_offence', 'referred', 'detained', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '14(1)', ARRAY['ground=believe_offence'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_offence', 'secondary', 'detained', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '14(1)', ARRAY['ground=believe_offence'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_offence', 'refusal_proposed', 'detained', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '14(1)', ARRAY['ground=believe_offence'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_offence', 'inadmissible', 'detained', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '14(1)', ARRAY['ground=believe_offence'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_offence', 'cleared', 'detained', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '14(1)', ARRAY['ground=believe_offence'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_offence', 'boarded', 'detained', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '14(1)', ARRAY['ground=believe_offence'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_offence', 'held', 'detained', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '14(1)', ARRAY['ground=believe_offence'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_public_health', 'entered', 'detained_health', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '15(1)', ARRAY['ground=believe_health_risk'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_public_health', 'primary', 'detained_health', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '15(1)', ARRAY['ground=believe_health_risk'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_public_health', 'referred', 'detained_health', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '15(1)', ARRAY['ground=believe_health_risk'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_public_health', 'secondary', 'detained_health', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '15(1)', ARRAY['ground=believe_health_risk'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_public_health', 'refusal_proposed', 'detained_health', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '15(1)', ARRAY['ground=believe_health_risk'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_public_health', 'inadmissible', 'detained_health', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '15(1)', ARRAY['ground=believe_health_risk'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_public_health', 'cleared', 'detained_health', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '15(1)', ARRAY['ground=believe_health_risk'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_public_health', 'boarded', 'detained_health', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '15(1)', ARRAY['ground=believe_health_risk'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_public_health', 'held', 'detained_health', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '15(1)', ARRAY['ground=believe_health_risk'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'detain', 'entered', 'detained', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '52(1)', ARRAY['reason', 'us_law_confers=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'detain', 'primary', 'detained', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '52(1)', ARRAY['reason', 'us_law_confers=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'detain', 'referred', 'detained', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '52(1)', ARRAY['reason', 'us_law_confers=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'detain', 'secondary', 'detained', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '52(1)', ARRAY['reason', 'us_law_confers=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'detain', 'refusal_proposed', 'detained', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '52(1)', ARRAY['reason', 'us_law_confers=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'detain', 'reported', 'detained', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '52(1)', ARRAY['reason', 'us_law_confers=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'detain', 'inadmissible', 'detained', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '52(1)', ARRAY['reason', 'us_law_confers=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'detain', 'cleared', 'detained', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '52(1)', ARRAY['reason', 'us_law_confers=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'detain', 'boarded', 'detained', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '52(1)', ARRAY['reason', 'us_law_confers=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'detain', 'held', 'detained', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '52(1)', ARRAY['reason', 'us_law_confers=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_offence', 'withdrawing', 'detained_withdrawing', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '14(1)', ARRAY['ground=believe_offence'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_offence', 'held_withdrawing', 'detained_withdrawing', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '14(1)', ARRAY['ground=believe_offence'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_public_health', 'withdrawing', 'detained_health_withdrawing', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '15(1)', ARRAY['ground=believe_health_risk'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'detain_for_public_health', 'held_withdrawing', 'detained_health_withdrawing', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '15(1)', ARRAY['ground=believe_health_risk'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'detain', 'withdrawing', 'detained_withdrawing', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '52(1)', ARRAY['reason', 'us_law_confers=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'detain', 'held_withdrawing', 'detained_withdrawing', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '52(1)', ARRAY['reason', 'us_law_confers=yes'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'release', 'detained', 'secondary', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '14(1)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'release', 'detained', 'secondary', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '52(1)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'release', 'detained_health', 'secondary', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '15(1)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'release', 'detained_withdrawing', 'withdrawing', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '14(1), 29', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'release', 'detained_withdrawing', 'withdrawing', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '52(1), 54(1)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'release', 'detained_health_withdrawing', 'withdrawing', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '15(1), 29', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'deliver', 'detained', 'delivered', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '14(2)', ARRAY['delivered_to=police_officer|border_services_officer'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'deliver', 'detained_withdrawing', 'delivered', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '14(2)', ARRAY['delivered_to=police_officer|border_services_officer'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'deliver', 'detained', 'delivered', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '52(1)', ARRAY['delivered_to=us_police_officer'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'deliver', 'detained_withdrawing', 'delivered', ARRAY['border_services_officer', 'other_public_officer'], ARRAY['us_area', 'us_perimeter'], '52(1)', ARRAY['delivered_to=us_police_officer'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'deliver', 'detained_health', 'delivered', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '15(2)', ARRAY['delivered_to=police_officer|border_services_officer|quarantine_officer'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'deliver', 'detained_health_withdrawing', 'delivered', ARRAY['preclearance_officer'], ARRAY['area', 'perimeter'], '15(2)', ARRAY['delivered_to=police_officer|border_services_officer|quarantine_officer'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'deliver_for_medical_transfer', 'secondary', 'delivered', ARRAY['preclearance_officer'], ARRAY['area'], '24(5)(a)', ARRAY['ground=suspect_health_danger_to_traveller', 'delivered_to=police_officer|border_services_officer'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'deliver_for_medical_transfer', 'held', 'delivered', ARRAY['preclearance_officer'], ARRAY['area'], '24(5)(a)', ARRAY['ground=suspect_health_danger_to_traveller', 'delivered_to=police_officer|border_services_officer'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'board', 'cleared', 'boarded', ARRAY['carrier'], ARRAY['area'], '6(2)(a)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'board', 'cleared', 'boarded', ARRAY['carrier'], ARRAY['us_area'], '46', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'depart', 'boarded', 'departed', ARRAY['carrier'], ARRAY['outside'], '6(2), 7', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'depart', 'boarded', 'departed', ARRAY['carrier'], ARRAY['outside'], '46', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'arrive', 'departed', 'arrived', ARRAY['carrier'], ARRAY['outside'], '8 CFR 235.5', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'arrive', 'departed', 'arrived', ARRAY['carrier'], ARRAY['canada'], '53(1)', '{}', ARRAY['air', 'rail', 'marine', 'road'], false),
    ('us_in_canada', 'arrive_to_inspection', 'departed', 'arrived', ARRAY['border_services_officer', 'other_public_officer', 'preclearance_officer'], ARRAY['outside'], '8 CFR 235.5', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false),
    ('canada_in_us', 'arrive_to_inspection', 'departed', 'arrived', ARRAY['border_services_officer', 'other_public_officer', 'preclearance_officer'], ARRAY['canada'], '53(2)', ARRAY['reason'], ARRAY['air', 'rail', 'marine', 'road'], false);

INSERT INTO encounter_act_remaining VALUES
    ('us_in_canada', 'question_identity', false),
    ('us_in_canada', 'question_reason_for_withdrawing', false),
    ('us_in_canada', 'require_photo_identification', false),
    ('us_in_canada', 'copy_identification', false),
    ('us_in_canada', 'photograph', false),
    ('us_in_canada', 'examine_exterior_of_conveyance', false),
    ('us_in_canada', 'examine_conveyance_with_device', false),
    ('us_in_canada', 'open_cargo_compartment', false),
    ('us_in_canada', 'frisk_for_dangerous_thing', false),
    ('us_in_canada', 'assist_frisk_for_dangerous_thing', false),
    ('us_in_canada', 'use_force', false),
    ('us_in_canada', 'use_lethal_force', false),
    ('canada_in_us', 'question_identity', false),
    ('canada_in_us', 'question_reason_for_withdrawing', false),
    ('us_in_canada', 'question', true),
    ('us_in_canada', 'question_about_trip_purpose', true),
    ('us_in_canada', 'collect_information', true),
    ('us_in_canada', 'examine_and_detain', true),
    ('us_in_canada', 'frisk_for_concealed_goods', true),
    ('us_in_canada', 'detain_for_strip_search', true),
    ('us_in_canada', 'conduct_strip_search', true),
    ('us_in_canada', 'observe_strip_search', true);

CREATE TABLE encounter (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    voyage_id       bigint NOT NULL REFERENCES voyage,
    key             text NOT NULL,                                                              -- the person, across amendments
    traveller_id    bigint NOT NULL REFERENCES traveller,                                       -- the declaration that stood when they came
    site            text NOT NULL CHECK (btrim(site) <> ''),                                    -- code of the place
    direction       text NOT NULL CHECK (direction IN ('us_in_canada', 'canada_in_us')),
    mode            text NOT NULL CHECK (mode IN ('air', 'rail', 'marine', 'road')),
    in_transit      boolean NOT NULL,
    opened_by       bigint NOT NULL REFERENCES officer,
    opened_at       timestamptz NOT NULL CHECK (isfinite(opened_at))
);
CREATE INDEX encounter_person ON encounter (voyage_id, key);
CREATE INDEX encounter_site ON encounter (site, id);

CREATE TABLE encounter_taken (                                                                  -- the steps taken
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    encounter_id    bigint NOT NULL REFERENCES encounter,
    ordinal         integer NOT NULL CHECK (ordinal > 0),
    name            text NOT NULL,
    start_state     text,
    end_state       text NOT NULL,
    actor           text NOT NULL,
    officer_id      bigint NOT NULL REFERENCES officer,                                         -- who recorded it
    place           text NOT NULL,
    at              timestamptz NOT NULL CHECK (isfinite(at)),
    section         text NOT NULL,
    given           jsonb NOT NULL,
    recorded_at     timestamptz NOT NULL CHECK (isfinite(recorded_at)),
    UNIQUE (encounter_id, ordinal),
    CHECK (at <= recorded_at)
);

CREATE TABLE encounter_act (                                                                    -- what was done under a power
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    encounter_id    bigint NOT NULL REFERENCES encounter,
    action          text NOT NULL CHECK (btrim(action) <> ''),                                  -- in the words of the powers
    actor           text NOT NULL CHECK (btrim(actor) <> ''),
    officer_id      bigint NOT NULL REFERENCES officer,
    place           text NOT NULL CHECK (place IN ('area', 'perimeter', 'us_area', 'us_perimeter')),
    at              timestamptz NOT NULL CHECK (isfinite(at)),
    section         text NOT NULL CHECK (btrim(section) <> ''),
    grounds         text[] NOT NULL DEFAULT '{}',
    note            text,
    recorded_at     timestamptz NOT NULL CHECK (isfinite(recorded_at)),
    CHECK (at <= recorded_at)
);
CREATE INDEX encounter_act_encounter ON encounter_act (encounter_id, id);

-- Where everybody is now.
CREATE VIEW encounter_now AS
    SELECT e.*, t.ordinal, t.name, t.end_state AS state, t.place, t.at AS since, t.section, s.phase, s.ends,
           EXISTS (SELECT FROM encounter_taken w WHERE w.encounter_id = e.id AND w.name = 'withdraw') AS withdrew
      FROM encounter e
      JOIN LATERAL (SELECT * FROM encounter_taken t WHERE t.encounter_id = e.id ORDER BY ordinal DESC LIMIT 1) t ON true
      JOIN encounter_state s ON s.state = t.end_state;

-- One course a person and visit: a second is opened only when the first has ended.
CREATE FUNCTION one_encounter_at_a_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('encounter:' || NEW.voyage_id || ':' || NEW.key, 0));
    IF EXISTS (SELECT FROM encounter e WHERE e.voyage_id = NEW.voyage_id AND e.key = NEW.key
                  AND NOT EXISTS (SELECT FROM encounter_now n WHERE n.id = e.id AND n.ends)) THEN
        RAISE EXCEPTION 'this person has a course that has not ended' USING ERRCODE = 'unique_violation';
    END IF;
    IF NOT EXISTS (SELECT FROM traveller t WHERE t.id = NEW.traveller_id AND t.voyage_id = NEW.voyage_id AND t.key = NEW.key) THEN
        RAISE EXCEPTION 'the declaration is not of this person' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER encounter_one_at_a_time BEFORE INSERT ON encounter FOR EACH ROW EXECUTE FUNCTION one_encounter_at_a_time();

-- What is needed and not given, or given in another way than the law asks; and what is given that the step has no place for.
CREATE FUNCTION given_does_not_fit(needs text[], given jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(
        CASE WHEN jsonb_typeof(given) <> 'object' THEN 'given is no object' END,
        (SELECT 'missing: ' || split_part(need, '=', 1) FROM unnest(needs) need
          WHERE CASE WHEN position('=' IN need) > 0
                     THEN NOT coalesce(given ->> split_part(need, '=', 1) = ANY (string_to_array(split_part(need, '=', 2), '|')), false)
                     ELSE NOT coalesce(given ->> need ~ '[^[:space:]]', false) END
          LIMIT 1),
        (SELECT 'has no place here: ' || key FROM jsonb_each(given)
          WHERE key <> 'note' AND key NOT IN (SELECT split_part(need, '=', 1) FROM unnest(needs) need) LIMIT 1),
        (SELECT 'is no text of 1000 characters: ' || key FROM jsonb_each(given)
          WHERE jsonb_typeof(value) <> 'string' OR length(value #>> '{}') > 1000 LIMIT 1))
$$;

CREATE FUNCTION encounter_step_is_lawful() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    person encounter;
    former encounter_taken;
    lawful encounter_step;
    wrong text;
BEGIN
    SELECT * INTO person FROM encounter WHERE id = NEW.encounter_id FOR UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no such course' USING ERRCODE = 'foreign_key_violation';
    END IF;
    SELECT * INTO former FROM encounter_taken WHERE encounter_id = NEW.encounter_id ORDER BY ordinal DESC LIMIT 1;
    IF NEW.ordinal <> coalesce(former.ordinal, 0) + 1 OR NEW.start_state IS DISTINCT FROM former.end_state THEN
        RAISE EXCEPTION 'a step follows the one before' USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO lawful FROM encounter_step s
     WHERE s.direction = person.direction AND s.name = NEW.name AND s.start_state IS NOT DISTINCT FROM NEW.start_state;
    IF NOT FOUND OR NEW.end_state <> lawful.end_state OR NOT person.mode = ANY (lawful.modes) THEN
        RAISE EXCEPTION 'no law gives this step' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT NEW.actor = ANY (lawful.actors) OR NOT NEW.place = ANY (lawful.places) OR NEW.section <> lawful.section THEN
        RAISE EXCEPTION 'actor, place or section are not those of the law' USING ERRCODE = 'check_violation';
    END IF;
    IF lawful.other_officer AND NEW.officer_id = former.officer_id THEN
        RAISE EXCEPTION 'another officer must do this' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.at < former.at OR NEW.recorded_at < former.recorded_at
       OR EXISTS (SELECT FROM encounter_act a WHERE a.encounter_id = NEW.encounter_id AND a.at > NEW.at) THEN
        RAISE EXCEPTION 'time does not go backwards' USING ERRCODE = 'check_violation';
    END IF;
    wrong := given_does_not_fit(CASE WHEN NEW.name = 'clear' AND person.in_transit THEN array_append(lawful.needs, 'bags_seen=yes') ELSE lawful.needs END, NEW.given);
    IF wrong IS NOT NULL THEN
        RAISE EXCEPTION '%', wrong USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER encounter_taken_lawful BEFORE INSERT ON encounter_taken FOR EACH ROW EXECUTE FUNCTION encounter_step_is_lawful();

CREATE FUNCTION encounter_act_is_lawful() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    now encounter_now;
BEGIN
    PERFORM FROM encounter WHERE id = NEW.encounter_id FOR UPDATE;
    SELECT * INTO now FROM encounter_now WHERE id = NEW.encounter_id;
    IF NOT FOUND OR now.ends OR now.phase IS NULL THEN
        RAISE EXCEPTION 'nobody is in an area or perimeter' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.at < now.since OR EXISTS (SELECT FROM encounter_act a WHERE a.encounter_id = NEW.encounter_id AND a.at > NEW.at) THEN
        RAISE EXCEPTION 'time does not go backwards' USING ERRCODE = 'check_violation';
    END IF;
    IF (now.direction = 'canada_in_us') <> (NEW.place IN ('us_area', 'us_perimeter')) THEN
        RAISE EXCEPTION 'the place is not in the host country' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.action IN ('collect_biometrics', 'derive_face_template_from_photograph')
       AND (now.withdrew OR now.phase <> 'in_process' OR NEW.place NOT IN ('area', 'us_area') OR NEW.action <> 'collect_biometrics') THEN
        RAISE EXCEPTION 'no biometric information' USING ERRCODE = 'check_violation';
    END IF;
    IF now.withdrew AND NOT EXISTS (SELECT FROM encounter_act_remaining r WHERE r.direction = now.direction AND r.action = NEW.action
                                       AND (NOT r.held OR now.state = 'held_withdrawing')) THEN
        RAISE EXCEPTION 'not after withdrawal' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER encounter_act_lawful BEFORE INSERT ON encounter_act FOR EACH ROW EXECUTE FUNCTION encounter_act_is_lawful();

-- Nothing written is changed or taken away, the table of the law included: another law comes with another migration. The triggers act
-- however a session is set, and their functions look nowhere but in this schema: a table of a session's own by the same name is no law.
DO $$
DECLARE
    each text;
BEGIN
    FOREACH each IN ARRAY ARRAY['encounter_state', 'encounter_step', 'encounter_act_remaining'] LOOP
        EXECUTE format('CREATE TRIGGER %1$s_is_law BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON %1$I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history()', each);
        EXECUTE format('ALTER TABLE %1$I ENABLE ALWAYS TRIGGER %1$s_is_law', each);
    END LOOP;
    FOREACH each IN ARRAY ARRAY['encounter', 'encounter_taken', 'encounter_act'] LOOP
        EXECUTE format('CREATE TRIGGER %1$s_append_only BEFORE UPDATE OR DELETE ON %1$I FOR EACH ROW EXECUTE FUNCTION refuse_change_of_history()', each);
        EXECUTE format('CREATE TRIGGER %1$s_no_truncate BEFORE TRUNCATE ON %1$I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_history()', each);
        EXECUTE format('ALTER TABLE %1$I ENABLE ALWAYS TRIGGER %1$s_append_only, ENABLE ALWAYS TRIGGER %1$s_no_truncate', each);
    END LOOP;
    FOREACH each IN ARRAY ARRAY['one_encounter_at_a_time()', 'given_does_not_fit(text[], jsonb)', 'encounter_step_is_lawful()', 'encounter_act_is_lawful()'] LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = %I, pg_temp', each, current_schema());
    END LOOP;
END $$;
ALTER TABLE encounter ENABLE ALWAYS TRIGGER encounter_one_at_a_time;
ALTER TABLE encounter_taken ENABLE ALWAYS TRIGGER encounter_taken_lawful;
ALTER TABLE encounter_act ENABLE ALWAYS TRIGGER encounter_act_lawful;
