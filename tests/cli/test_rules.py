"""``preclear rules``."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from preclear import cli, rules

RULE = """
kind = "document"
title = {en = "Expires soon", fr = "Expire bientôt"}
reason = {en = "Expires on {document.expires}.", fr = "Expire le {document.expires}."}
source = "Entry Regulations, reg. 7(2)"
owner = "document unit"
then = "refer"
severity = 2
when = "document.expires < arrival + days(days_after)"
versions = [{from = 2026-01-01, days_after = 0}, {from = 2026-07-01, days_after = 90}]
cases = [
  {name = "too early", on = 2026-07-01, document.expires = 2026-09-28, fires = true},
  {name = "late enough", on = 2026-06-30, document.expires = 2026-07-01, fires = false},
]
"""


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.main(words)
    return left.value.code


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "expires-soon.toml").write_text(RULE, encoding="utf-8")
    return tmp_path


def lines(capfd) -> list[dict]:
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def test_check_prints_a_line_a_case(capfd, folder):
    assert run("rules", "check", str(folder), "--json") == 0
    assert lines(capfd) == [
        {"rule": "expires-soon", "case": "too early", "on": "2026-07-01", "fires": True, "expected": True, "ok": True, "error": None},
        {"rule": "expires-soon", "case": "late enough", "on": "2026-06-30", "fires": False, "expected": False, "ok": True, "error": None},
    ]


def test_check_leaves_with_1_when_a_case_goes_wrong(capfd, folder):
    (folder / "expires-soon.toml").write_text(RULE.replace("2026-09-28", "2031-09-28"), encoding="utf-8")
    assert run("rules", "check", str(folder), "--json") == 1
    assert [line["ok"] for line in lines(capfd)] == [False, True]


def test_check_leaves_with_2_and_says_where_when_a_rule_cannot_be_read(capfd, folder):
    (folder / "expires-soon.toml").write_text(RULE.replace("document.expires <", "document.ends <"), encoding="utf-8")
    assert run("rules", "check", str(folder), "--json") == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "expires-soon.toml, line 9, column 18: there is no fact document.ends" in err


def test_check_of_the_packaged_rules_as_a_table(capfd):
    assert run("rules", "check") == 0
    out, err = capfd.readouterr()
    assert "document-expired" in out
    assert f"{len(rules.load().rules)} rules" in err
    assert " 0 wrong" in err


def test_list_shows_the_version_in_force_on_the_day(capfd, folder):
    assert run("rules", "list", str(folder), "--on", "2026-08-01", "--json") == 0
    assert lines(capfd) == [
        {
            "rule": "expires-soon",
            "version": "2026-07-01",
            "kind": "document",
            "then": "refer",
            "severity": 2,
            "unknown": "note",
            "mandatory": False,
            "digest": sha256(RULE.encode()).hexdigest(),
            "title": {"en": "Expires soon", "fr": "Expire bientôt"},
            "source": "Entry Regulations, reg. 7(2)",
            "seen": None,
            "note": None,
            "owner": "document unit",
            "when": "document.expires < arrival + days(days_after)",
            "asks": [],
            "parameters": {"days_after": 90},
        }
    ]


def test_list_of_a_day_before_every_rule_is_empty(capfd):
    assert run("rules", "list", "--on", "1990-01-01", "--json") == 0
    assert capfd.readouterr().out == ""


def test_list_as_a_table(capfd):
    assert run("rules", "list") == 0
    assert "document-expires-soon" in capfd.readouterr().out


def test_mutate_shows_what_the_cases_do_not_notice(capfd, folder):
    assert run("rules", "mutate", str(folder)) == 1
    out, err = capfd.readouterr()
    assert "TOO FEW" in out
    assert "expires-soon: document.expires < arrival + days(days_after) -> " in out
    assert err.strip().endswith("1 rules below 95%")


def test_mutate_as_json_for_one_rule(capfd):
    assert run("rules", "mutate", "--rule", "document-shared", "--json") == 0
    found = lines(capfd)
    assert {(each["rule"], each["caught"]) for each in found} == {("document-shared", True)}
    assert "size(sharing_document) > 0 -> size(sharing_document) >= 0" in {each["change"] for each in found}


def test_what_a_node_must_ask_or_have_is_said_once(capfd):
    assert run("rules", "list", "--on", "2026-05-01") == 0
    err = " ".join(capfd.readouterr().err.split())
    assert "A node that asks no register of others cannot tell: ca-eta, ca-visa" in err
    assert "A node without a key of selection draws nobody for: random-selection" in err


def test_a_rule_that_does_not_say_when_its_law_was_read_is_named(capfd, folder):
    assert run("rules", "check", str(folder)) == 0
    assert "Not said when the source was read (seen): expires-soon" in capfd.readouterr().err
