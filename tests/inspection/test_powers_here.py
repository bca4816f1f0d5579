"""What may be done here, now: every power sorted by what stands in the way of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from preclear.inspection import powers_policy
from preclear.inspection.powers_here import Situation, actor_of, offers, rights

POWERS = powers_policy.load()
ON = date(2026, 7, 1)
HERE = Situation(
    direction="us_in_canada",
    actor="preclearance_officer",
    place="area",
    phase="in_process",
    facts={"bound_for_us": "yes", "detained": "no"},
)


def kinds(here: Situation) -> dict[str, str]:
    return {offer.action: offer.kind for offer in offers(here, POWERS, ON)}


def test_each_power_by_what_stands_in_its_way():
    found = kinds(HERE)
    assert found["question"] == "permitted"
    assert found["frisk_for_dangerous_thing"] == "grounds"
    assert found["detain_for_offence"] == "grounds"
    assert found["collect_biometrics"] == "facts"
    assert found["conduct_x_ray"] == "elsewhere"  # by a technician, and in a medical facility
    assert found["remove_from_area"] == "others"
    assert found["photograph"] == "elsewhere"  # only while a traveller withdraws
    assert found["transfer_to_medical_facility"] == "forbidden"
    assert "issue_access_pass" not in found  # no officer's


def test_grounds_that_are_held_and_facts_that_are_known_open_a_power():
    told = replace(
        HERE, grounds=frozenset({"suspect_concealed_goods"}), facts={**HERE.facts, "senior_officer_right_told": "yes", "same_sex": "yes"}
    )
    assert (kinds(HERE)["frisk_for_concealed_goods"], kinds(told)["frisk_for_concealed_goods"]) == ("grounds", "permitted")
    posted = replace(HERE, facts={**HERE.facts, "withdrawal_notice_posted": "yes", "to_verify_identity": "yes"})
    assert kinds(posted)["collect_biometrics"] == "permitted"


def test_a_withdrawal_shrinks_the_set_at_once():
    before, after = kinds(HERE), kinds(replace(HERE, phase="withdrawing"))
    gone = {action for action, kind in before.items() if kind == "permitted"} - {
        action for action, kind in after.items() if kind == "permitted"
    }
    assert gone >= {"question", "examine_and_detain", "admit_to_united_states", "collect_duties"}
    assert after["collect_biometrics"] == "forbidden"
    assert after["question_reason_for_withdrawing"] == "permitted"


def test_in_a_perimeter_the_powers_of_an_area_are_elsewhere():
    found = kinds(replace(HERE, place="perimeter"))
    assert found["collect_biometrics"] == "elsewhere"
    assert found["question"] == "permitted"  # 28(b)
    assert found["frisk_for_dangerous_thing"] == "grounds"  # 13 reaches a perimeter


def test_the_other_side_and_the_host_countrys_officers():
    there = Situation(direction="canada_in_us", actor="border_services_officer", place="us_area", phase="in_process")
    assert kinds(there)["question"] == "facts"  # United States law must confer it
    assert kinds(replace(there, facts={"us_law_confers": "yes"}))["question"] == "permitted"
    host = replace(HERE, actor="border_services_officer")
    assert kinds(host)["question"] == "others"
    assert kinds(host)["conduct_strip_search"] == "grounds"
    assert actor_of("canada_in_us", "CAN") == "border_services_officer"


def test_what_the_traveller_may():
    assert [right.action for right in rights(HERE, POWERS, ON)] == ["withdraw"]
    detained = replace(HERE, phase="detained", facts={"detained": "yes"})
    assert rights(detained, POWERS, ON) == ()
