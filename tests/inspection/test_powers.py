"""Whether this person may do this, here, now: the engine against worked cases, a second reading of the tables, and its own cases."""

from __future__ import annotations

import contextlib
import csv
import json
import random
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preclear.errors import SourceError
from preclear.inspection import powers_cases, powers_mutation, powers_policy
from preclear.inspection.powers import GIVES, Question, may
from preclear.inspection.powers_conditions import cited
from preclear.inspection.powers_words import why
from tests.inspection.tables import Tables

ON = date(2026, 7, 1)
LAW = powers_policy.law()
POWERS = LAW.powers


def question(**said) -> Question:
    stated = {"direction": "us_in_canada", "actor": "preclearance_officer", "place": "area", "phase": "in_process", "subject": "traveller"}
    return Question(**{**stated, **said})


@pytest.fixture(scope="module")
def tables(shared):
    return Tables(shared / "data/infrastructure")


def test_worked_cases(shared):
    file = shared / "data/infrastructure/preclearance_power_cases.csv"
    wrong, cases = [], 0
    for asked in powers_cases.read(file.read_bytes()):
        answer = may(asked.question, POWERS, ON)
        cases += 1
        if (answer.permitted, asked.section in answer.sections) != (asked.expected == "permitted", True):
            wrong.append((asked.case_id, answer))
    assert (wrong, cases) == ([], 41)


def test_every_case_of_every_rule_gives_what_its_author_expects():
    assert [result for result in powers_policy.check(LAW) if not result.passed] == []


def test_the_law_is_that_of_the_tables(tables):
    """Every rule, action, fact and word of the tables, each with its terms and their sections, and nothing else."""
    assert set(POWERS.rules) == set(tables.rules)
    assert {name: list(action.rules) for name, action in POWERS.actions.items()} == tables.actions
    assert set(POWERS.facts) == set(tables.facts)
    for kind in ("direction", "actor", "place", "phase"):
        assert set(POWERS.words[kind]) == set(tables.values[kind])
    assert set(POWERS.words["ground"]) == set(tables.values["ground"]) - {"none"}
    for rule_id, row in tables.rules.items():
        rule = POWERS.rules[rule_id]
        assert ("|".join(rule.actors), "|".join(rule.places), "|".join(rule.phases)) == (row["actor"], row["place"], row["phase"]), rule_id
        assert (rule.effect, rule.threshold, "|".join(rule.subjects)) == (row["effect"], row["threshold"], row["subject"]), rule_id
        theirs = [(kind, term, test, section) for kind, term, rules, test, section in tables.terms if rule_id in rules]
        ours = [("need", one.action, str(one.condition), one.section) for one in rule.needs]
        ours += [("bar", one.action, str(one.condition), one.section) for one in rule.bars]
        assert sorted(ours) == sorted(theirs), rule_id


def drawn(tables, chance):
    """A question that bears on an action: near to what one of its rules asks for, and then changed in a few places."""
    action = chance.choice(sorted(tables.actions))
    rule = tables.rules[chance.choice(tables.actions[action])]
    case = {"action": action, "direction": "canada_in_us" if rule["id"][0] == "C" else "us_in_canada", "grounds": set(), "facts": {}}
    for column in ("actor", "place", "phase", "subject"):
        own = [one for one in rule[column].split("|") if one] or [""]
        case[column] = chance.choice(own if chance.random() < 0.85 else tables.values[column])
    for _, term, rules, test, _ in tables.terms:
        if rule["id"] in rules and term in ("", action) and chance.random() < 0.9:
            for one in chance.choice(test.split(" or ")).split(" and "):
                if one.startswith("ground:"):
                    case["grounds"].add(one.removeprefix("ground:"))
    for name in tables.facts_of[rule["id"]]:
        if chance.random() < 0.9:
            case["facts"][name] = value_of(name, tables.facts[name], chance)
    if chance.random() < 0.2:
        case["grounds"].add(chance.choice([one for one in tables.values["ground"] if one != "none"]))
    return case


def value_of(name, values, chance):
    if values in ("minutes", "days", "years"):
        return str(chance.choice((0, 4, 5, 14, 15, 16, 19, 20, 21, 30, 31)))
    if values == "date":
        return chance.choice(("2030-01-01", "2030-01-02", "2029-12-31"))
    if values == "ISO country":
        return chance.choice(("CA", "US"))
    return chance.choice([one for one in values.split(",") if one != "..."])


def test_random_questions_are_answered_as_the_tables_decide(tables):
    compare(tables, 4_000)


@pytest.mark.long
def test_many_random_questions_are_answered_as_the_tables_decide(tables):
    compare(tables, 100_000)


def compare(tables, many):
    chance, answers = random.Random(6), Counter()
    for _ in range(many):
        case = drawn(tables, chance)
        asked = Question(**{**case, "grounds": frozenset(case["grounds"])})
        answer = may(asked, POWERS, ON)
        assert answer.permitted == tables.permitted(case), case
        decider = tables.decider(case)
        if decider:
            assert answer.rules[0].id == decider, case
        elif answer.decided == "nearest" and not answer.misfits:
            assert set(answer.sections) >= set(tables.unmet(answer.rules[0].id, case)), case
        assert why(answer, asked, POWERS)
        assert why(answer, asked, POWERS, "fr")
        answers[answer.permitted] += 1
    assert min(answers[True], answers[False]) > many / 20  # both are asked for, or nothing is compared


def test_belief_satisfies_suspicion_and_never_the_other_way():
    facts = {"photo_id_produced": "no"}
    believed = question(phase="withdrawing", action="photograph", grounds=frozenset({"believe_offence"}), facts=facts)
    assert may(believed, POWERS, ON).permitted
    suspected = question(action="detain_for_offence", subject="person", grounds=frozenset({"suspect_offence"}))
    answer = may(suspected, POWERS, ON)
    assert (answer.permitted, answer.sections[0]) == (False, "14(1)")


def test_outside_an_area_section_19_is_named_with_what_was_tried():
    facts = {"senior_officer_right_told": "yes", "same_sex": "yes"}
    tried = question(place="perimeter", action="frisk_for_concealed_goods", grounds=frozenset({"suspect_concealed_goods"}), facts=facts)
    answer = may(tried, POWERS, ON)
    assert (answer.permitted, answer.sections[:2]) == (False, ("21", "19"))
    assert "19" not in may(replace(tried, actor="police_officer"), POWERS, ON).sections


def test_while_a_traveller_withdraws_what_cut_the_powers_is_named():
    assert "31(1)" in may(question(phase="withdrawing", action="collect_duties"), POWERS, ON).sections
    there = question(direction="canada_in_us", actor="border_services_officer", place="us_area", phase="withdrawing", action="search")
    assert "56" in may(there, POWERS, ON).sections
    assert "31(1)" not in may(question(action="collect_duties"), POWERS, ON).sections


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"action": "teleport"}, "'teleport'"),
        ({"action": ""}, "action ''"),
        ({"actor": "wizard"}, "actor 'wizard'"),
        ({"direction": ""}, "direction ''"),
        ({"place": "moon"}, "place 'moon'"),
        ({"phase": "asleep"}, "phase 'asleep'"),
        ({"subject": "idea"}, "subject 'idea'"),
        ({"grounds": frozenset({"hunch"})}, "ground 'hunch'"),
        ({"facts": {"unreasonable_dely": "yes"}}, "fact 'unreasonable_dely'"),
        ({"facts": {"same_sex": "perhaps"}}, "same_sex is yes or no"),
        ({"facts": {"age": "fourteen"}}, "age is a number"),
        ({"facts": {"age": "1e999999999"}}, "age is a number"),
        ({"facts": {"pass_expiry": "2026-02-30"}}, "pass_expiry is a day"),
    ],
)
def test_what_is_not_understood_is_forbidden_and_says_so(said, words):
    asked = question(**{"action": "question", **said})
    answer = may(asked, POWERS, ON)
    assert not answer.permitted
    assert words in why(answer, asked, POWERS)


def test_the_same_question_of_a_permitted_case_before_the_law_was_in_force():
    asked = question(action="question")
    assert may(asked, POWERS, date(2019, 8, 15)).permitted
    assert not may(asked, POWERS, date(2019, 8, 14)).permitted


def test_rules_that_are_made_but_not_in_force_give_nothing():
    assert [rule.id for rule in POWERS.rules.values() if not rule.on(date(2100, 1, 1))] == ["A19", "A20", "A21"]


def test_a_duty_follows_from_what_is_permitted_alone():
    asked = question(action="seize", subject="goods", facts={"detained_under": "20(1)(c)", "us_law_allows": "yes"})
    answer = may(asked, POWERS, ON)
    assert [(duty.code, duty.clock, duty.section) for duty in answer.duties] == [("written_notice", "at_once", "Regulations 7(2), 8")]
    assert may(replace(asked, facts={}), POWERS, ON).duties == ()


def test_a_citation_names_each_section_that_it_covers():
    assert cited("24(2),(4)") == ("24(2)", "24(4)")
    assert cited("17(e) with Regulations 2(2)(a)") == ("17(e)", "Regulations 2(2)(a)")
    assert cited("47(4)(a), 49(4)") == ("47(4)(a)", "49(4)")
    assert cited("4 with SI/2019-33") == ("4", "SI/2019-33")


def test_the_cases_notice_when_the_law_is_changed():
    some = {"P19", "P22", "P42", "P67", "A10", "C10", "P33"}
    few = replace(POWERS, rules={name: rule for name, rule in POWERS.rules.items() if name in some})
    actions = {name: replace(action, rules=tuple(one for one in action.rules if one in some)) for name, action in few.actions.items()}
    law = powers_policy.Law(replace(few, actions=actions), tuple(case for case in LAW.cases if case.rule in some))
    found = list(powers_mutation.mutants(law))
    assert len(found) > 150
    assert sum(one.noticed for one in found) / len(found) >= 0.95


@pytest.mark.long
def test_all_cases_notice_nearly_every_change_of_the_law():
    found = list(powers_mutation.mutants(LAW))
    assert len(found) > 1_500
    assert sum(one.noticed for one in found) / len(found) >= 0.99


RULE = b"""
title = {en = "One", fr = "Un"}
instrument = "act"
direction = "us_in_canada"
since = 2019-08-15

[rules.X1]
section = "1"
effect = "permit"
actors = ["preclearance_officer"]
en = "do it"
fr = "le faire"
needs = [{test = "same_sex = yes", section = "2"}]
given = {action = "do", actor = "preclearance_officer", facts = {same_sex = "yes"}}
cases = [
  {name = "so", applies = true},
  {name = "not so", applies = false, lacks = ["same_sex"]},
]
"""
ACTIONS = b'do = {en = "do", fr = "faire", rules = ["X1"]}\n'


def folder(rule: bytes = RULE, actions: bytes = ACTIONS) -> dict[str, bytes]:
    return {"words.toml": powers_policy.contents()["words.toml"], "actions.toml": actions, "one.toml": rule}


def test_a_node_may_hold_a_law_of_its_own():
    law = powers_policy.read(folder())
    assert [result.passed for result in powers_policy.check(law)] == [True, True]
    assert may(question(action="do", facts={"same_sex": "yes"}), law.powers, ON).sections == ("1",)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ((b"same_sex = yes", b"same_sx = yes"), "one.toml, line 13: X1: the fact 'same_sx' is not in words.toml"),
        ((b"same_sex = yes", b"same_sex = maybe"), "one.toml, line 13: X1: same_sex is never 'maybe'"),
        ((b"same_sex = yes", b"same_sex"), "one.toml, line 13: X1: 'same_sex' is no test"),
        ((b"same_sex = yes", b"ground:hunch"), "one.toml, line 13: X1: the ground 'hunch' is not in words.toml"),
        ((b"same_sex = yes", b"same_sex < 4"), "one.toml, line 13: X1: same_sex is never '4'"),
        ((b'effect = "permit"', b'effect = "allow"'), "one.toml, line 7: [rules.X1]: Invalid enum value 'allow'"),
        ((b'actors = ["prec', b'actors = ["perc'), "one.toml, line 10: X1: the actor 'perclearance_officer' is not in words.toml"),
        ((b'en = "do it"', b'em = "do it"'), "one.toml, line 7: [rules.X1]: Object contains unknown field `em`"),
        ((b'{name = "so", applies = true},', b""), "one.toml, line 7: X1: a rule in force has at least one case in which it holds"),
        ((b'action = "do"', b'action = "undo"'), "one.toml, line 14: X1: the action 'undo' is not in actions.toml"),
        ((b"title =", b"title"), "one.toml: "),
    ],
)
def test_a_slip_in_a_file_of_law_is_told_with_its_line(change, fault):
    with pytest.raises(SourceError) as told:
        powers_policy.read(folder(RULE.replace(*change)))
    assert str(told.value).startswith(fault)


def test_an_action_about_a_rule_that_is_not_there():
    with pytest.raises(SourceError, match=r"actions.toml, line 1: do: there is no rule X2"):
        powers_policy.read(folder(actions=ACTIONS.replace(b"X1", b"X2")))


def test_one_rule_twice():
    with pytest.raises(SourceError, match=r"two.toml, line 7: X1 stands in one.toml already"):
        powers_policy.read(folder() | {"two.toml": RULE})


HEAD = "case_id,direction,actor,place,phase,subject,action,grounds,facts\n"
GOOD = "G,us_in_canada,preclearance_officer,area,in_process,traveller,question,none,\n"


def answers(content: bytes):
    return [
        (asked.case_id, asked.wrong, asked.question and may(asked.question, POWERS, ON).permitted) for asked in powers_cases.read(content)
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("mark", [",", "\t"])
def test_a_table_is_read_however_it_was_saved(encoding, mark):
    text = (HEAD + "\n\n" + GOOD.replace("G,", "É,") + ",,,,,,,,\n").replace(",", mark).replace("\n", "\r\n")
    assert answers(text.encode(encoding)) == [("É", (), True)]


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (GOOD.replace("none,", "none,same_sex"), "the fact 'same_sex' is not written name=value"),
        (GOOD.replace("none,", "none,same_sex=yes;same_sex=no"), "the fact 'same_sex' is given twice, and differs"),
        (GOOD.strip() + ",x\n", "it has 10 values, and there are 9 columns"),
        ("G,us_in_canada,preclearance_officer\n", "it has 3 values, and there are 9 columns"),
    ],
)
def test_a_case_that_cannot_be_read_says_why_and_the_next_is_answered(row, wrong):
    assert answers((HEAD + row + GOOD).encode()) == [("G", (wrong,), None), ("G", (), True)]


def test_a_missing_column_makes_no_case_permitted():
    found = answers(
        b"case_id,direction,actor,phase,subject,action,grounds,facts\nG,us_in_canada,preclearance_officer,in_process,traveller,question,none,\n"
    )
    assert found == [("G", ("the column place is missing",), None)]


def test_a_quotation_mark_that_is_not_closed_takes_no_other_case_with_it():
    stray = GOOD.replace("G,", '"A,')
    assert [name for name, *_ in answers((HEAD + stray + GOOD * 30).encode())] == ["A", *["G"] * 30]
    inches = GOOD.replace("none,", 'none,sample=5" vial')
    assert [said for _, _, said in answers((HEAD + inches * 2 + GOOD).encode())] == [True, True, True]


def test_a_case_without_end_is_none_and_the_next_is_answered():
    found = answers((HEAD + "x" * 300_000 + "\n" + GOOD).encode())
    assert [bool(wrong) for _, wrong, _ in found] == [True, False]


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader_of_cases(noise):
    for content in (noise, HEAD.encode() + noise, (HEAD + GOOD).encode()[: len(noise)] + noise):
        with contextlib.suppress(powers_cases.NotCases):
            for asked in powers_cases.read(content):
                if asked.question:
                    assert why(may(asked.question, POWERS, ON), asked.question, POWERS)


@pytest.mark.parametrize("content", [b"", b"\n\n", b"name,age\nA,3\n", b"\x00\x01\x02" * 50, b'"' + b"x" * 200_000])
def test_what_is_no_table_of_cases(content):
    with pytest.raises(powers_cases.NotCases):
        list(powers_cases.read(content))


def test_a_table_as_the_writer_of_csv_writes_it_back(tmp_path):
    file = tmp_path / "cases.csv"
    with file.open("w", newline="") as out:
        writer = csv.DictWriter(out, ["case_id", *powers_cases.COLUMNS])
        writer.writeheader()
        for case in LAW.cases:
            if case.permitted is not None:
                asked = case.question
                row = {name: getattr(asked, name) for name in ("direction", "actor", "place", "phase", "subject", "action")}
                facts = ";".join(f"{name}={value}" for name, value in asked.facts.items())
                writer.writerow({"case_id": case.name, **row, "grounds": "|".join(sorted(asked.grounds)) or "none", "facts": facts})
    read = list(powers_cases.read(file.read_bytes()))
    assert [asked.question for asked in read] == [case.question for case in LAW.cases if case.permitted is not None]


def test_every_rule_that_gives_is_about_a_known_kind_of_person():
    """What gives a power says to whom, so that a wrong actor is never permitted."""
    assert [rule.id for rule in POWERS.rules.values() if rule.effect in GIVES and not rule.actors] == []


def test_words_of_the_answer_hold_no_word_of_the_files():
    """A person reads sentences: no fact, actor or phase is left in the spelling of the data."""
    asked = question(action="conduct_strip_search", phase="withdrawing", facts={"bso_agreed_period_min": "30", "elapsed_min": "20"})
    for language in ("en", "fr"):
        text = why(may(asked, POWERS, ON), asked, POWERS, language)
        assert "_" not in text, json.dumps(text)
