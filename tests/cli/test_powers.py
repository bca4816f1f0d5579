"""``preclear powers``."""

from __future__ import annotations

import json

HEAD = "case_id,direction,actor,place,phase,subject,action,grounds,facts,expected,section\n"
YES = "Y,us_in_canada,preclearance_officer,area,in_process,traveller,question,none,,permitted,20(1)(a)\n"
NO = "N,us_in_canada,preclearance_officer,area,withdrawing,traveller,collect_biometrics,suspect_offence,,forbidden,33(2)(a)\n"


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def test_each_case_has_its_answer_sections_reason_and_duties(called, tmp_path):
    file = tmp_path / "cases.csv"
    file.write_text(HEAD + YES + NO, encoding="utf-8")
    status, out, err = called("powers", "--cases", str(file), "--json", "--on", "2026-07-01")
    assert status == 0
    yes, no = lines(out)
    assert (yes["case_id"], yes["answer"], yes["sections"][0], yes["duties"]) == ("Y", "permitted", "20(1)(a)-(b)", [])
    assert (no["case_id"], no["answer"], no["sections"][:2]) == ("N", "forbidden", ["33(2)(a)", "31(1)"])
    assert "agrees with what is expected in 2 of 2" in err


def test_what_differs_from_what_is_expected_is_said(called):
    _, _, err = called("powers", "--cases", "-", "--json", stdin=(HEAD + YES.replace("permitted", "forbidden") + NO).encode())
    assert "agrees with what is expected in 1 of 2" in err
    assert "differs: Y: permitted, expected forbidden" in err


def test_a_case_that_is_not_understood_is_forbidden_and_the_status_says_so(called):
    status, out, err = called("powers", "--cases", "-", "--json", stdin=(HEAD + YES.replace("none,", "none,x") + NO).encode())
    first, second = lines(out)
    assert (status, first["answer"], second["case_id"]) == (1, "forbidden", "N")
    assert "name=value" in first["why"]
    assert "1 cases were not understood" in err


def test_an_unknown_action_is_forbidden_saying_so(called):
    status, out, _ = called("powers", "--cases", "-", "--json", stdin=(HEAD + YES.replace("question", "teleport")).encode())
    (only,) = lines(out)
    assert (status, only["answer"], "no rule is about the action 'teleport'" in only["why"]) == (0, "forbidden", True)


def test_a_file_that_is_not_there_or_no_table(called, tmp_path):
    status, out, err = called("powers", "--cases", str(tmp_path / "none.csv"), "--cases", "-", "--json", stdin=b"name,age\n")
    assert (status, out) == (1, "")
    assert "cannot be read" in err
    assert "is no table of cases" in err


def test_a_table_for_people(called):
    status, out, _ = called("powers", "--cases", "-", stdin=(HEAD + YES).encode())
    assert status == 0
    assert "permitted" in out
    assert "20(1)(a)" in out


def test_check_runs_every_rules_own_cases(called):
    status, _, err = called("powers", "check")
    assert status == 0
    assert "148 rules" in err
    assert "0 wrong" in err


def test_list_shows_what_is_in_force_on_a_day(called):
    _, out, _ = called("powers", "list", "--actor", "police_officer", "--on", "2026-07-01", "--json")
    assert {line["section"] for line in lines(out)} >= {"35(1)(a)", "24(3)"}
    _, out, _ = called("powers", "list", "--on", "2019-08-14", "--json")
    assert out == ""
    status, _, err = called("powers", "list", "--actor", "wizard")
    assert status == 2
    assert "preclearance_officer" in err
