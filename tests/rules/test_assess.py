"""Facts of a manifest, rules in force, outcome and reasons."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from importlib.resources import files

import pytest

from preclear import places, rules
from preclear.manifest import Fault, Leg, Manifest, Mode, NotScreened, PartialDate, Reason, Role, TravelDocument, Traveller, Voyage
from preclear.rules import Assessment, Undecided
from preclear.rules.held import Answer
from preclear.rules.selection import seed, verify

ON = date(2026, 5, 1)
PLACES = places.load()
local = datetime.fromisoformat  # a clock of the place, without a zone
PASSPORT = TravelDocument(type="P", number="GA302922", issuer="CAN", expires=date(2031, 1, 1))
ANNA = Traveller(
    ordinal=1, key="1", role=Role.PASSENGER, family_name="ERIKSSON", given_names="ANNA MARIA",
    birth_date=PartialDate(1974, 8, 12), nationalities=("CAN",), documents=(PASSPORT,), references={"AVF": "ABC123"},
)  # fmt: skip
FLIGHT = Voyage(
    carrier="XX", designator="XX420", mode=Mode.AIR,
    legs=(Leg(voyage="XX420", departure="YVR", arrival="SEA", departs=local("2026-05-01T10:15"), arrives=local("2026-05-01T11:20")),),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """As much of a hit as rules read."""

    entry: str
    score: float


def assess(*travellers, screenings=None, faults=(), voyage=FLIGHT, ruleset=None, function="original", held=None, seed=None):
    manifest = Manifest(voyage=voyage, travellers=travellers, function=function)
    screened = screenings or ((),) * len(travellers)
    return rules.assess(manifest, screened, faults, ruleset or rules.load(), on=ON, places=PLACES, held=held, seed=seed)


def with_document(**changes):
    return replace(ANNA, documents=(replace(PASSPORT, **changes),))


def child(ordinal, year, locator="KID001"):
    return replace(ANNA, ordinal=ordinal, key=str(ordinal), birth_date=PartialDate(year, 1, 1), references={"AVF": locator}, documents=(
        replace(PASSPORT, number=f"KK00{ordinal}1"),))  # fmt: skip


def test_a_traveller_without_any_fault_is_clear():
    assert assess(ANNA) == (Assessment(ordinal=1, key="1", outcome="clear", reasons=(), needs=frozenset(), severity=None),)


OUTCOMES = {
    "a possible match": (ANNA, {"screenings": ((Found("ofac:36", 0.84),),)}, "refer", {"match"}, 2, ["possible-match"]),
    "a close match": (ANNA, {"screenings": ((Found("un:QDi.001", 0.98),),)}, "refer", {"match"}, 1, ["close-match", "possible-match"]),
    "an expired passport": (with_document(expires=date(2026, 4, 30)), {}, "refer", {"document"}, 2, ["document-expired"]),
    "a passport that expires soon is noted": (with_document(expires=date(2026, 8, 1)), {}, "clear", set(), None, ["document-expires-soon"]),
    "no number": (with_document(number=""), {}, "incomplete", {"incomplete"}, None, ["document-number-missing"]),
    "no number of blanks": (with_document(number="  "), {}, "incomplete", {"incomplete"}, None, ["document-number-missing"]),
    "no document": (replace(ANNA, documents=()), {}, "incomplete", {"incomplete"}, None, ["document-missing"]),
    "no birth date": (replace(ANNA, birth_date=None), {}, "incomplete", {"incomplete"}, None, ["birth-date-missing"]),
    "born tomorrow": (replace(ANNA, birth_date=PartialDate(2027)), {}, "incomplete", {"incomplete"}, None, ["birth-date-missing"]),
    "only the year of birth": (replace(ANNA, birth_date=PartialDate(1974)), {}, "clear", set(), None, []),
    "an identity card": (with_document(type="I"), {}, "incomplete", {"incomplete"}, None, ["us-air-passport"]),
    "a NEXUS card from a preclearance airport": (with_document(type="IN"), {}, "clear", set(), None, []),
    "unknown sex is nothing": (replace(ANNA, sex=None), {}, "clear", set(), None, []),
    "an unknown state": (
        ANNA,
        {"faults": [Fault("DOC-STATE-UNKNOWN", "", "", traveller=1)]},
        "incomplete",
        {"incomplete"},
        None,
        ["state-code-unknown"],
    ),
    "another's fault": (ANNA, {"faults": [Fault("DOC-STATE-UNKNOWN", "", "", traveller=2)]}, "clear", set(), None, []),
    "a wrong check digit": (
        ANNA,
        {"faults": [Fault("MRZ-DIGIT-OVERALL", "", "", traveller=1)]},
        "refer",
        {"document"},
        2,
        ["zone-check-digit"],
    ),
    "a match and a missing birth date: a person looks, the carrier mends": (
        replace(ANNA, birth_date=None),
        {"screenings": ((Found("ofac:36", 0.8),),)},
        "refer",
        {"match", "incomplete"},
        2,
        ["birth-date-missing", "possible-match"],
    ),
    "no name: the carrier must mend it": (
        replace(ANNA, family_name="", given_names=""),
        {"screenings": (NotScreened("no_name", "no name"),)},
        "incomplete",
        {"incomplete"},
        None,
        ["name-not-usable", "no_name"],
    ),
    "not screened for another reason never clears": (
        ANNA,
        {"screenings": (NotScreened("no_list", "no list in force"),)},
        "refer",
        {"not_screened"},
        2,
        ["no_list"],
    ),
    "no name in a closing list: nothing to mend, yet never clear": (
        replace(ANNA, family_name=""),
        {"screenings": (NotScreened("no_name", "no name"),), "function": "close_on_board"},
        "refer",
        {"not_screened"},
        2,
        ["no_name"],
    ),
    "crew with nothing but a visa": (
        replace(with_document(type="V"), role=Role.CREW),
        {},
        "incomplete",
        {"incomplete"},
        None,
        ["crew-document-missing"],
    ),
}


@pytest.mark.parametrize(("traveller", "given", "outcome", "needs", "severity", "codes"), OUTCOMES.values(), ids=OUTCOMES)
def test_outcomes(traveller, given, outcome, needs, severity, codes):
    (assessment,) = assess(traveller, **given)
    assert [reason.code for reason in assessment.reasons] == codes
    assert (assessment.outcome, assessment.needs, assessment.severity) == (outcome, needs, severity)


def test_a_reason_says_rule_law_version_and_facts():
    (assessment,) = assess(with_document(expires=date(2026, 4, 30)))
    assert assessment.reasons == (
        Reason(
            "document-expired",
            1.0,
            "The travel document expires on 2026-04-30; arrival is on 2026-05-01.",
            "8 U.S.C. 1182(a)(7)(B)(i)(I); Immigration and Refugee Protection Regulations, s. 52(1) "
            "(document-expired, version of 2002-06-28)",
            {"document.expires": "2026-04-30", "arrival": "2026-05-01"},
        ),
    )


def test_one_document_on_two_travellers_refers_both():
    other = replace(ANNA, ordinal=2, key="2", documents=(replace(PASSPORT, number="GA 302-922"),))
    found = assess(ANNA, other, replace(child(3, 1980), references={}))
    assert [[reason.code for reason in assessment.reasons] for assessment in found] == [["document-shared"], ["document-shared"], []]
    assert found[0].reasons[0].facts == {"size(sharing_document)": "1"}


def test_minors_alone_under_one_booking_and_with_an_adult():
    alone = assess(child(1, 2012), child(2, 2015))
    accompanied = assess(child(1, 2012), child(2, 1980))
    assert [(assessment.outcome, assessment.severity, assessment.needs) for assessment in alone] == [("refer", 3, {"rule"})] * 2
    assert [assessment.outcome for assessment in accompanied] == ["clear", "clear"]


def test_a_rule_that_lacks_a_fact_is_listed_and_changes_nothing():
    (assessment,) = assess(with_document(expires=None))
    law, regulations = "8 U.S.C. 1182(a)(7)(B)(i)(I)", "Immigration and Refugee Protection Regulations, s. 52(1)"
    assert assessment.outcome == "clear"
    assert assessment.undecided == (
        Undecided("document-expired", f"{law}; {regulations} (document-expired, version of 2002-06-28)", ("document.expires",)),
        Undecided(
            "document-expires-soon", f"{law} and 22 CFR 41.104 (document-expires-soon, version of 2002-06-28)", ("document.expires",)
        ),
    )


ODD = """
kind = "document"
title = {en = "Odd", fr = "Curieux"}
reason = {en = "Odd.", fr = "Curieux."}
source = "none: a rule for a test"
owner = "tests"
then = "note"
UNKNOWN
when = "CONDITION"
versions = [{from = 2020-01-01}]
cases = [{name = "one", on = 2026-05-01, fires = true}, {name = "another", on = 2026-05-01, fires = false}]
"""


def odd(tmp_path, condition, unknown="", *, then="note", versions="{from = 2020-01-01}"):
    stated = ODD.replace("CONDITION", condition).replace("UNKNOWN", unknown).replace('"note"', f'"{then}"')
    (tmp_path / "odd.toml").write_text(stated.replace("{from = 2020-01-01}", versions), encoding="utf-8")
    return rules.load(tmp_path)


def test_a_faulty_rule_harms_itself_only(tmp_path):
    (assessment,) = assess(ANNA, ruleset=odd(tmp_path, "1 / (traveller.ordinal - 1) > 0"))
    source = "none: a rule for a test (odd, version of 2020-01-01)"
    assert (assessment.outcome, assessment.reasons) == ("clear", ())
    assert assessment.undecided == (Undecided("odd", source, (), "division by zero"),)


NOON = datetime(2026, 4, 30, 12, tzinfo=UTC)
OUT = Answer(register="lost", state="outage", asked_at=NOON, detail="no answer")
LOST = Answer(register="lost", state="found", asked_at=NOON, answered_at=NOON)


@pytest.mark.parametrize(
    ("answer", "outcome", "undecided"),
    [
        (LOST, "refer", 0),
        (Answer(register="lost", state="none", asked_at=NOON, answered_at=NOON), "clear", 0),
        (OUT, "clear", 1),  # unknown, not false: listed
        (None, "clear", 0),  # the node asks no register at all: said once, not with each traveller
    ],
)
def test_what_others_hold_is_known_or_not_or_unknown(tmp_path, answer, outcome, undecided):
    ruleset = odd(tmp_path, "held.lost.found", "severity = 1", then="refer")
    (assessment,) = assess(ANNA, ruleset=ruleset, held={1: {"lost": answer}} if answer else None)
    assert (assessment.outcome, len(assessment.undecided)) == (outcome, undecided)


def test_a_rule_that_no_declaration_could_tell_is_not_listed_with_everybody(tmp_path):
    ruleset = odd(tmp_path, "traveller.bags > 3 && held.lost.found")
    (unasked,), (out,) = assess(ANNA, ruleset=ruleset), assess(ANNA, ruleset=ruleset, held={1: {"lost": OUT}})
    assert (unasked.undecided, [one.needs for one in out.undecided]) == ((), [("held.lost", "traveller.bags")])


def test_a_mandatory_rule_refers_where_the_node_asks_no_register(tmp_path):
    (assessment,) = assess(ANNA, ruleset=odd(tmp_path, "held.lost.found", "mandatory = true"))
    assert (assessment.outcome, assessment.undecided[0].needs) == ("refer", ("held",))


def test_chance_draws_whom_its_lot_draws_and_the_reason_proves_it(tmp_path):
    ruleset = odd(tmp_path, "traveller.ordinal > 0", "severity = 3", then="refer", versions="{from = 2020-01-01, chance = 0.1}")
    chosen = seed(b"the key of a node", ON)
    people = [replace(ANNA, ordinal=n, key=f"key {n}") for n in range(1, 501)]
    found = assess(*people, ruleset=ruleset, seed=chosen)
    drawn = [one for one in found if one.reasons]
    assert 30 < len(drawn) < 70
    assert found == assess(*people, ruleset=ruleset, seed=chosen)
    facts = drawn[0].reasons[0].facts
    assert (facts["chance"], facts["period"], facts["commitment"]) == ("0.1", "2026-05", chosen.commitment)
    draws = {
        one.key: verify(chosen.secret, facts["commitment"], voyage=FLIGHT.key, traveller=one.key, rule="odd", chance=0.1) for one in found
    }
    assert [one.key for one in drawn] == [key for key, is_drawn in draws.items() if is_drawn]


def test_without_a_seed_nobody_is_drawn(tmp_path):
    ruleset = odd(tmp_path, "traveller.ordinal > 0", "severity = 3", then="refer", versions="{from = 2020-01-01, chance = 1.0}")
    (assessment,) = assess(ANNA, ruleset=ruleset)
    assert (assessment.outcome, assessment.undecided) == ("clear", ())


def test_the_carrier_is_told_what_it_must_mend_and_nothing_else(tmp_path):
    ruleset = odd(tmp_path, "traveller.bags > 3", 'unknown = "incomplete"')
    (unsure,) = assess(ANNA, ruleset=ruleset)
    assert rules.to_mend(unsure, ruleset) == ("Odd: traveller.bags is needed.",)
    child_alone = replace(with_document(number="", expires=date(2026, 8, 1)), birth_date=None)
    (found,) = assess(child_alone, screenings=((Found("ofac:36", 0.8),),))
    assert found.outcome == "refer"
    said = rules.to_mend(found, rules.load())
    assert len(said) == 2
    assert [sentence for sentence in said if "match" in sentence or "expires" in sentence] == []


FAULTY = {  # what a rule does to others when it is wrong: nothing
    "it hits everyone": ("traveller.ordinal > 0", ""),
    "it divides by zero": ("1 / (traveller.ordinal - traveller.ordinal) > 0", ""),
    "it reads a fact that nobody has declared": ("traveller.bags > 3", ""),
}


@pytest.mark.parametrize(("condition", "more"), FAULTY.values(), ids=FAULTY)
def test_other_rules_say_the_same_beside_a_faulty_one(tmp_path, condition, more):
    expired = (files("preclear") / "policy" / "rules" / "document-expired.toml").read_bytes()
    (tmp_path / "document-expired.toml").write_bytes(expired)
    people = (ANNA, replace(with_document(expires=date(2026, 4, 30)), ordinal=2, key="2"))
    alone = assess(*people, ruleset=rules.load(tmp_path))
    beside = assess(*people, ruleset=odd(tmp_path, condition, more))
    assert [[reason for reason in one.reasons if reason.code != "odd"] for one in beside] == [list(one.reasons) for one in alone]
    assert [(one.outcome, one.severity, one.needs) for one in beside] == [(one.outcome, one.severity, one.needs) for one in alone]


UNTOLD = {
    "nothing said": ("traveller.bags > 3", "", "clear", set()),
    "the carrier is asked for what it can supply": ("traveller.bags > 3", 'unknown = "incomplete"', "incomplete", {"incomplete"}),
    "mandatory: an officer looks": ("traveller.bags > 3", "mandatory = true", "refer", {"document"}),
    "mandatory, and the carrier is asked first": (
        "traveller.bags > 3",
        "unknown = 'incomplete'\nmandatory = true",
        "incomplete",
        {"incomplete"},
    ),
    "the carrier is not asked for what others hold": ("traveller.ordinal > 0 && held.lost.found", 'unknown = "incomplete"', "clear", set()),
    "mandatory, and a register is out": ("held.lost.found", "mandatory = true", "refer", {"document"}),
    "a mandatory rule at fault": ("1 / (traveller.ordinal - 1) > 0", "mandatory = true", "refer", {"document"}),
    "a rule at fault asks no carrier": ("1 / (traveller.ordinal - 1) > 0", 'unknown = "incomplete"', "clear", set()),
}


@pytest.mark.parametrize(("condition", "then", "outcome", "needs"), UNTOLD.values(), ids=UNTOLD)
def test_a_rule_says_itself_what_follows_when_it_cannot_be_told(tmp_path, condition, then, outcome, needs):
    (assessment,) = assess(ANNA, ruleset=odd(tmp_path, condition, then), held={1: {"lost": OUT}})
    assert (assessment.outcome, assessment.needs, len(assessment.undecided)) == (outcome, needs, 1)
    assert assessment.undecided[0].then == {"clear": "note"}.get(outcome, outcome)


def test_places_are_those_of_the_day(tmp_path):
    ruleset = odd(tmp_path, "voyage.origin.site == 'preclearance' && voyage.destination.country == 'USA'")
    island = replace(FLIGHT, legs=(replace(FLIGHT.legs[0], departure="YTZ", arrival="EWR"),))
    manifest = Manifest(voyage=island, travellers=(ANNA,))
    fired = {
        on: bool(rules.assess(manifest, ((),), (), ruleset, on=on, places=PLACES)[0].reasons)
        for on in (date(2026, 3, 9), date(2026, 3, 10))
    }
    assert fired == {date(2026, 3, 9): False, date(2026, 3, 10): True}


def test_a_voyage_without_places_or_times_cannot_be_told(tmp_path):
    ruleset = odd(tmp_path, "voyage.destination.country == 'USA' && arrival > date('2026-01-01')")
    (assessment,) = assess(ANNA, voyage=replace(FLIGHT, legs=()), ruleset=ruleset)
    assert assessment.undecided[0].needs == ("arrival", "voyage.destination")


def test_nobody_is_lost():
    people = [replace(ANNA, ordinal=n, key=str(n), documents=(replace(PASSPORT, number=f"GA{n:06}"),)) for n in range(1, 301)]
    assert [assessment.ordinal for assessment in assess(*people)] == list(range(1, 301))
    with pytest.raises(ValueError, match="shorter"):
        assess(ANNA, child(2, 1980), screenings=((),))


def test_people_of_two_voyages_may_be_judged_at_once():
    other = replace(FLIGHT, legs=(replace(FLIGHT.legs[0], departure="SEA", arrival="YVR"),))
    card = with_document(type="I", number="B1234567")
    asked = [
        *rules.asked(Manifest(voyage=FLIGHT, travellers=(card,)), ((),), (), PLACES, on=ON),
        *rules.asked(Manifest(voyage=other, travellers=(card,)), ((),), (), PLACES, on=ON),
    ]
    codes = [[reason.code for reason in one.reasons] for one in rules.judge(asked, rules.load(), on=ON)]
    assert codes == [["us-air-passport"], ["ca-citizen-air"]]
