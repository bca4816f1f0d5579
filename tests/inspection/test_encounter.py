"""The course of a person, without a database: what the law gives from where, and what it does not."""

from datetime import UTC, datetime, timedelta

import pytest

from preclear.errors import NotPermitted
from preclear.inspection.encounter import Encounter, after, clocks, delayed, facts_of, next_steps, take, times
from preclear.inspection.encounter_steps import CA, DETAINED, ENDS, FREE, STATES, STEPS, US

NOON = datetime(2026, 5, 1, 19, 0, tzinfo=UTC)
GIVEN = {  # what satisfies each need that takes any words
    "reason": "In the officer's own words.",
}


def given_for(step, course):
    from preclear.inspection.encounter import needs_of

    needs = (need.partition("=") for need in needs_of(course, step))
    return {name: values.split("|")[0] if values else GIVEN[name] for name, _, values in needs}


def walk(*names, direction=US, mode="air", in_transit=False, each=timedelta(minutes=5)):
    """Take steps one after the other, each by an officer of its own, with all that the law asks for."""
    course = Encounter(direction=direction, mode=mode, in_transit=in_transit)
    for number, name in enumerate(names, 1):
        step = next(step for step in next_steps(course) if step.name == name)
        at = NOON + each * (number - 1)
        course = after(
            course,
            take(course, name, actor=step.actors[0], officer=number, place=step.places[0], at=at, now=at, given=given_for(step, course)),
        )
    return course


ENDINGS = {
    "cleared": (("enter", "begin_primary", "clear", "board", "depart", "arrive"), "arrived", None),
    "referred and cleared": (
        ("enter", "begin_primary", "refer", "begin_secondary", "clear", "board", "depart", "arrive_to_inspection"),
        "arrived",
        None,
    ),
    "inadmissible": (
        ("enter", "begin_primary", "refer", "begin_secondary", "propose_refusal", "confirm_refusal", "leave_refused"),
        "left",
        None,
    ),
    "withdrawn": (("enter", "begin_primary", "withdraw", "leave"), "withdrawn", "33"),
    "withdrawn, held and let go": (("enter", "withdraw", "hold_withdrawing", "end_hold", "leave"), "withdrawn", "33"),
    "withdrawn after boarding": (("enter", "begin_primary", "clear", "board", "withdraw", "leave"), "withdrawn", "33"),
    "delivered": (("enter", "begin_primary", "detain_for_offence", "deliver"), "delivered", None),
    "delivered after withdrawal": (("enter", "withdraw", "detain_for_offence", "deliver"), "delivered", "33"),
    "a risk to public health": (("enter", "detain_for_public_health", "deliver"), "delivered", None),
    "directed to leave, and removed": (("enter", "remove"), "left", None),
    "a danger to their own health": (
        ("enter", "begin_primary", "refer", "begin_secondary", "hold_for_monitoring", "deliver_for_medical_transfer"),
        "delivered",
        None,
    ),
}


@pytest.mark.parametrize(("names", "end", "restricted"), ENDINGS.values(), ids=ENDINGS)
def test_each_ending_can_be_reached(names, end, restricted):
    course = walk(*names)
    assert (course.state, course.ended, course.restricted, next_steps(course)) == (end, True, restricted, ())


MIRROR = {
    "cleared": (("enter", "begin_primary", "clear", "board", "depart", "arrive"), "arrived", None),
    "refused as the customs law has it": (
        ("enter", "begin_primary", "refer", "begin_secondary", "propose_refusal", "confirm_refusal", "leave_refused"),
        "left",
        None,
    ),
    "refused through this area": (
        ("enter", "begin_primary", "refer", "begin_secondary", "report_inadmissible", "refuse_entry", "leave_refused"),
        "left",
        None,
    ),
    "withdrawn": (("enter", "begin_primary", "withdraw", "hold_withdrawing", "end_hold", "leave"), "withdrawn", "56"),
    "delivered": (("enter", "detain", "deliver"), "delivered", None),
}


@pytest.mark.parametrize(("names", "end", "restricted"), MIRROR.values(), ids=MIRROR)
def test_each_ending_of_the_mirror_can_be_reached(names, end, restricted):
    course = walk(*names, direction=CA)
    assert (course.state, course.restricted) == (end, restricted)
    assert {step.place for step in course.steps} <= {"us_area", "us_perimeter", "outside", "canada"}


def test_every_state_can_be_reached_and_leads_to_an_end():
    for direction in (US, CA):
        ways = {(step.start, step.end) for step in STEPS if step.direction == direction}
        reached = {None}
        while new := {end for start, end in ways if start in reached} - reached:
            reached |= new
        assert reached - {None} == {end for _, end in ways}
        ending = set(ENDS)
        while new := {start for start, end in ways if end in ending} - ending:
            ending |= new
        assert reached <= ending
    assert {step.end for step in STEPS} == set(STATES)


def test_who_is_not_detained_may_withdraw_at_any_time_and_who_is_may_not():
    may = {(step.direction, step.start) for step in STEPS if step.name == "withdraw"}
    assert may == {(direction, state) for direction in (US, CA) for state in FREE} - {(US, "reported")}
    assert {state for _, state in may} & (DETAINED | ENDS) == set()


REFUSALS = {
    "a step that does not follow": ("clear", {}, "enc-step"),
    "a clearance by the police": ("begin_primary", {"actor": "police_officer"}, "enc-actor"),
    "primary in a perimeter": ("begin_primary", {"place": "perimeter"}, "enc-place"),
    "before what is recorded": ("begin_primary", {"at": NOON - timedelta(seconds=1)}, "enc-time"),
    "in the future": ("begin_primary", {"at": NOON + timedelta(hours=2)}, "enc-time"),
    "suspicion where belief is asked for": ("detain_for_offence", {"given": {"ground": "suspect_offence"}}, "enc-given"),
    "nothing given": ("detain_for_offence", {"given": {}}, "enc-given"),
    "a fingerprint in the margin": ("withdraw", {"actor": "traveller", "given": {"fingerprint": "x"}}, "enc-extra"),
    "a step that nobody knows": ("teleport", {}, "enc-step"),
}


@pytest.mark.parametrize(("name", "changes", "code"), REFUSALS.values(), ids=REFUSALS)
def test_what_the_law_does_not_give_is_refused_with_the_reason(name, changes, code):
    said = {"actor": "preclearance_officer", "officer": 2, "place": "area", "at": NOON, "now": NOON + timedelta(hours=1), "given": {}}
    with pytest.raises(NotPermitted) as refused:
        take(walk("enter"), name, **said | changes)
    assert refused.value.code == code


def test_nobody_refuses_alone():
    course = walk("enter", "begin_primary", "refer", "begin_secondary", "propose_refusal")
    said = {"actor": "preclearance_officer", "place": "area", "at": course.since, "now": course.since, "given": {"reason": "x"}}
    with pytest.raises(NotPermitted) as refused:
        take(course, "confirm_refusal", officer=course.last.officer, **said)
    assert refused.value.code == "enc-second"
    assert take(course, "confirm_refusal", officer=99, **said).end == "inadmissible"


def test_in_transit_the_bags_are_seen_first():
    course = walk("enter", "begin_primary", in_transit=True)
    said = {"actor": "preclearance_officer", "officer": 1, "place": "area", "at": course.since, "now": course.since}
    with pytest.raises(NotPermitted) as refused:
        take(course, "clear", given={"identity_verified": "yes"}, **said)
    assert refused.value.code == "enc-given"
    assert take(course, "clear", given={"identity_verified": "yes", "bags_seen": "yes"}, **said).end == "cleared"


def test_a_child_without_a_photo_enters_by_train_and_not_by_air():
    given = {"identification": "without_photo", "age_under_16": "yes", "citizen": "CAN"}
    said = {"actor": "traveller", "officer": 1, "place": "area", "at": NOON, "now": NOON, "given": given}
    assert take(Encounter(direction=US, mode="rail"), "enter_exempt", **said).section == "Regulations 3"
    with pytest.raises(NotPermitted) as refused:
        take(Encounter(direction=US, mode="air"), "enter_exempt", **said)
    assert refused.value.code == "enc-mode"


def test_the_time_in_each_state_is_measured():
    course = walk("enter", "begin_primary", "refer", "begin_secondary", "hold_for_monitoring", "end_hold")
    minutes = {state: spent.total_seconds() / 60 for state, spent in times(course, NOON + timedelta(minutes=40)).items()}
    assert minutes == {"entered": 5, "primary": 5, "referred": 5, "secondary": 5 + 15, "held": 5}
    assert "arrived" not in times(walk(*ENDINGS["cleared"][0]), NOON + timedelta(days=1))


def test_the_delay_of_a_withdrawal_leaves_out_what_was_detention_and_counts_what_was_before():
    course = walk("enter", "withdraw", "hold_withdrawing", "end_hold")  # 5 to 10 withdrawing, 10 to 15 held
    assert delayed(course, NOON + timedelta(minutes=18)) == timedelta(minutes=5 + 3)
    [clock] = clocks(course, {"withdrawal": 15})
    assert (clock.duty, clock.section, clock.since, clock.due) == (
        "withdrawal",
        "31(3)",
        NOON + timedelta(minutes=10),
        NOON + timedelta(minutes=25),
    )
    assert delayed(walk("enter"), NOON) is None


def test_what_runs_for_whoever_is_held():
    assert [(clock.duty, clock.section) for clock in clocks(walk("enter", "detain_for_offence"), {})] == [("deliver", "14(2)")]
    assert [(clock.duty, clock.section) for clock in clocks(walk("enter", "detain_for_public_health"), {})] == [("deliver", "15(2)")]
    held = walk("enter", "begin_primary", "refer", "begin_secondary", "hold_for_strip_search")
    assert [(clock.duty, clock.section) for clock in clocks(held, {})] == [("request_officer", "22(2)")]
    assert clocks(walk("enter"), {}) == ()


def test_biometrics_end_with_withdrawal_and_do_not_come_back_with_detention():
    assert walk("enter", "begin_primary").takes_biometrics
    for names in (("enter", "withdraw"), ("enter", "withdraw", "detain_for_offence"), ("enter", "withdraw", "leave")):
        assert not walk(*names).takes_biometrics


def test_what_the_course_tells_the_powers():
    course = walk("enter", "begin_primary", "clear")
    assert facts_of(course) == {
        "detained": "no", "mode": "air", "bound_for_us": "yes", "photo_id_produced": "yes", "identity_verified": "yes",
    }  # fmt: skip
