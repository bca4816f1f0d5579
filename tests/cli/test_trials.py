"""Rules tried on what a node recorded, as an operator does it: back-test, effect, questions."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from preclear import clearance
from preclear.inspection import Finding
from preclear.store import inquiries

WRITER, ANOTHER = "officer:901", "officer:902"
RULE = """kind = "risk"
title = {{en = "Young travellers", fr = "Jeunes"}}
reason = {{en = "Under {{most}}.", fr = "Moins de {{most}} ans."}}
source = "Instruction 7"
owner = "targeting unit"
then = "refer"
severity = 3
{more}
when = "traveller.age < most"
versions = [{{from = 2020-01-01, most = {most}}}]
cases = [
  {{name = "young", on = 2026-05-01, traveller.age = 7, fires = true}},
  {{name = "old", on = 2026-05-01, traveller.age = 70, fires = false}},
]
"""


def rule(most=18, more=""):
    return RULE.format(most=most, more=more)


@pytest.fixture
def travelled(node, paxlst):
    """People who travelled, just now: so many of each age; their list is the node's traffic."""
    year = datetime.now(UTC).year

    def travelled(ages, flight="XX420"):
        letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        people = [
            (f"MARTIN{letters[n % 26]}{letters[n // 26]}", "ANNE", f"{year - age:04}0101"[2:], f"BB{n:06}") for n, age in enumerate(ages)
        ]
        day = (datetime.now(UTC) + timedelta(days=1)).strftime("%y%m%d")
        said = paxlst(*people, flight=flight, day=day, control=flight[2:])
        clearance.receive(node, said, carrier="XX", transport="http", now=datetime.now(UTC))

    return travelled


@pytest.fixture
def file(tmp_path):
    def file(text, name="young"):
        path = tmp_path / f"{name}.toml"
        path.write_text(text)
        return path

    return file


def lines(out):
    return [json.loads(line) for line in out.splitlines()]


def test_a_rule_is_tried_on_what_the_node_recorded(give, node, travelled, file):
    travelled([10, 12, 40, 50, 60])
    status, out, _ = give("rules", "backtest", file(rule(more="share = 1.0")), "--json")
    whole, *rows = lines(out)
    assert (status, whole["people"], whole["more"], whole["fewer"], whole["days"]) == (0, 5, 2, 0, 1)
    assert whole["after"]["refer"] == whole["before"]["refer"] + 2
    (young,) = [row for row in rows if row.get("rule") == "young"]
    assert (young["change"], young["before"], young["after"], young["alone"]) == ("new", None, 2, 2)
    sample = {row["number"] for row in rows if row["what"] == "sample"}
    with node.pool.connection() as db:
        children = {n for (n,) in db.execute("SELECT id FROM traveller WHERE ordinal <= 2").fetchall()}
        (event,) = db.execute("SELECT actor, detail FROM event WHERE kind = 'rules.backtested'").fetchall()
    assert sample == children
    assert event == ("operator", {"people": 5, "more": 2, "fewer": 0, "stopped": []})
    shown = give("rules", "backtest", file(rule(more="share = 1.0")))[1]
    assert "5 people" in shown
    assert "2 more and 0 fewer" in shown


def test_a_rule_that_hits_everybody_is_stopped_and_what_throttling_comes_to_is_told(give, travelled, file):
    travelled([20 + n % 40 for n in range(120)])
    status, out, said = give("rules", "backtest", file(rule(99, "share = 0.01")))
    assert (status, "STOPPED: young would hit 120 of 120" in said) == (1, True)
    assert "throttled at work, since they hit more people than they may: young" in out
    whole, *_ = lines(give("rules", "backtest", file(rule(99, "share = 0.01")), "--json")[1])
    assert (whole["stopped"], whole["throttled"]) == (["young"], ["young"])
    assert (whole["after"]["refer"], whole["with_throttling"]) == (120, whole["before"]["refer"])


def test_where_nothing_was_recorded_nothing_is_said(give, file):
    status, _, said = give("rules", "backtest", file(rule()))
    assert (status, "no traffic is recorded" in said) == (2, True)


def test_a_rule_that_cannot_be_read_is_told_with_its_place(give, file):
    status, _, said = give("rules", "backtest", file(rule().replace("traveller.age <", "traveller.nationality !=")))
    assert status == 2
    assert "young.toml, line 9, column" in said


def test_what_came_of_rules_is_counted(give, node, travelled, file, officers_of):
    folder = file(rule(more="share = 1.0")).parent
    assert give("rules", "import", folder)[:2] == (0, "young: in force\n")
    node.reload()
    travelled([10, 12, 14, 50])
    with node.pool.connection() as db:
        open_ones = [n for (n,) in db.execute("SELECT id FROM referral ORDER BY id").fetchall()]
    for number, value in zip(open_ones[:2], ("match", "no_match"), strict=True):
        outcome = "clear" if value == "no_match" else "refer_secondary"
        finding = Finding(findings={"young": value}, compared=("birth_date", "document"), outcome=outcome, reason="as asked")
        clearance.decide(node, number, finding, by=officers_of["ana"], version=1, now=datetime.now(UTC))
    (young,) = [row for row in lines(give("rules", "effect", "--json")[1]) if row["rule"] == "young"]
    assert {key: young[key] for key in ("hits", "confirmed", "refuted", "waiting", "found")} == {
        "hits": 3, "confirmed": 1, "refuted": 1, "waiting": 1, "found": 0.5,
    }  # fmt: skip
    assert young["interval"]["low"] < 0.1 < 0.9 < young["interval"]["high"]
    shown = give("rules", "effect", "--weeks", "1")[1]
    assert "50.0 (9.5 to 90.5)" in " ".join(shown.split())


def test_a_question_is_asked_of_the_whole_node_and_recorded(give, node, travelled):
    travelled([10, 12, 40])
    travelled([50], flight="XX421")
    status, out, said = give("query", "run", "traveller.age < 18", "--for", "instruction 7", "--json")
    assert (status, [row["ordinal"] for row in lines(out)]) == (0, [1, 2])
    assert "2 of 4 travellers; cannot be told: 0; at fault: 0" in said
    assert [row["voyage"] for row in lines(give("query", "run", "manifest.size < 3", "--of", "voyages", "--for", "x", "--json")[1])] == [
        "XX421"
    ]
    assert give("query", "run", "traveller.age < 18", "--for", "  ")[0] == 2
    status, _, said = give("query", "run", "traveller.nationality == 'CAN'", "--for", "x")
    assert (status, "law 4" in said) == (2, True)
    with node.pool.connection() as db:
        events = db.execute("SELECT actor, purpose, detail FROM event WHERE kind = 'query.run' ORDER BY id").fetchall()
    assert events[0] == ("operator", "instruction 7", {"of": "travellers", "found": 2, "looked_at": 4, "untold": 0, "faulty": 0})
    assert len(events) == 2


def test_a_saved_question_is_asked_by_the_node_and_recorded_with_its_purpose(give, node, travelled):
    travelled([10, 40])
    assert give("query", "save", "children", "traveller.age < 18", "--for", "instruction 7", "--every", "24")[0] == 0
    (saved,) = lines(give("query", "list", "--json")[1])
    assert clearance.ask_due(node, datetime.now(UTC)) == 1
    with node.pool.connection() as db:
        (run,) = inquiries.still_open(db)
    assert clearance.look(node, run, now=lambda: datetime.now(UTC)).looked_at == 2
    with node.pool.connection() as db:
        events = db.execute("SELECT actor, subject, purpose, detail ->> 'found' FROM event WHERE kind = 'query.run'").fetchall()
    assert events == [("operator", f"inquiry_run:{run}", "instruction 7", "1")]
    assert [row["ordinal"] for row in lines(give("query", "again", saved["id"], "--json")[1])] == [1]
    assert give("query", "save", "children", "traveller.age < 12", "--for", "x")[0] != 0
    assert give("query", "end", saved["id"])[0] == 0
    assert (give("query", "list", "--json")[1], give("query", "again", saved["id"])[0]) == ("", 2)


def test_a_saved_question_whose_fact_is_gone_ends_with_a_fault_that_names_it(give, node, travelled):
    travelled([10, 40])
    give("query", "save", "children", "traveller.age < 18", "--for", "instruction 7", "--every", "24")
    with node.pool.connection() as db:  # as after an upgrade that took the fact away
        db.execute("UPDATE inquiry SET condition = 'traveller.agee < 18'")
        ((number,),) = db.execute("SELECT id FROM inquiry").fetchall()
    status, out, said = give("query", "again", number)
    assert (status, out) == (2, "")
    assert "cannot be asked any more: character 11: there is no fact traveller.agee" in said
    clearance.ask_due(node, datetime.now(UTC))
    with node.pool.connection() as db:
        (run,) = inquiries.still_open(db)
    found = clearance.look(node, run, now=lambda: datetime.now(UTC))
    assert (found.found, found.looked_at, "traveller.agee" in found.failed) == (None, None, True)
    with node.pool.connection() as db:
        assert inquiries.still_open(db) == []
        events = db.execute("SELECT purpose, detail FROM event WHERE kind = 'query.run'").fetchall()
    assert events == [("instruction 7", {"of": "travellers", "failed": True})] * 2
