"""Versions of rules: kept as bytes, led on by the table of moves alone, taken in from a folder without undoing what officers did."""

import re
from datetime import UTC, datetime

import psycopg
import pytest

from preclear import rules as room
from preclear.errors import Conflict, NotPermitted, SourceError
from preclear.rules.life import DUTIES, MOVES
from preclear.store import events, rules

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
ANA, SUE, SAM = "officer:1", "officer:2", "officer:3"
OWNER, APPROVER = DUTIES["rule_owner"], DUTIES["approver"]
SHIPPED = dict(sorted(room.whole().items()))


def rule(text="Ask.", share=""):
    return f"""# a remark that stays\r
kind = "data"
title = {{en = "A rule", fr = "Une règle"}}
reason = {{en = "{text}", fr = "Demander."}}
source = "Instruction 7"
owner = "document unit"
then = "refer"
severity = 3
{share}
when = "traveller.age < adult"
versions = [{{from = 2020-01-01, adult = 18}}]
cases = [
  {{name = "a child", on = 2026-05-01, traveller.age = 7, fires = true}},
  {{name = "an adult", on = 2026-05-01, traveller.age = 40, fires = false}},
]
""".encode()


def lead(db, version, *steps, evidence=None):
    """Lead a version through some states: its writer as far as that may be, then an approver."""
    for to in steps:
        by, duties = (SUE, APPROVER) if to in ("approved", "in_force") else (ANA, OWNER)
        more = {"evidence": evidence} if evidence and to == "back_tested" else {}
        version = rules.step(db, version.id, to, by=by, duties=duties, why=f"to {to}", now=NOW, **more)
    return version


@pytest.fixture
def taken_in(db):
    return rules.take_in(db, SHIPPED, now=NOW)


def test_the_database_holds_the_same_table_of_moves(db):
    rows = db.execute("SELECT former, state, duty FROM rule_move").fetchall()
    assert {(former, state): duty for former, state, duty in rows} == dict(MOVES)


def test_a_folder_is_in_force_at_first_and_comes_back_byte_for_byte(db, taken_in):
    assert taken_in.started == tuple(SHIPPED)
    assert {version.rule: version.content for version in rules.in_state(db, "in_force")} == SHIPPED
    assert rules.in_force(db).digest == room.load().digest
    assert rules.take_in(db, SHIPPED, now=NOW) == rules.TakenIn(same=tuple(SHIPPED))


def test_a_changed_file_is_a_new_version_and_a_lost_one_is_repealed(db, taken_in):
    changed = {**SHIPPED, "minor-alone": SHIPPED["minor-alone"] + b"# again\n", "new-rule": rule()}
    del changed["close-match"]
    became = rules.take_in(db, changed, now=NOW)
    assert (became.started, became.drafts, became.repealed) == (("minor-alone", "new-rule"), (), ("close-match",))
    assert {version.rule: version.content for version in rules.in_state(db, "in_force")} == changed
    back = rules.take_in(db, SHIPPED, now=NOW)
    assert (back.started, back.repealed) == (("close-match", "minor-alone"), ("new-rule",))


def test_a_file_never_undoes_what_officers_did(db, taken_in):
    own = rules.write(db, "minor-alone", SHIPPED["minor-alone"] + b"# ours\n", by=ANA, why="our law", now=NOW)
    lead(db, own, "checked", "back_tested", "approved", "in_force")
    stopped = next(version for version in rules.in_state(db, "in_force") if version.rule == "close-match")
    rules.step(db, stopped.id, "suspended", by=ANA, duties=OWNER, why="it is wrong", now=NOW)
    assert rules.take_in(db, SHIPPED, now=NOW).same == tuple(SHIPPED)

    newer = {**SHIPPED, "minor-alone": SHIPPED["minor-alone"] + b"# theirs\n", "close-match": SHIPPED["close-match"] + b"# theirs\n"}
    became = rules.take_in(db, newer, now=NOW)
    assert (became.started, became.drafts, became.repealed) == ((), ("close-match", "minor-alone"), ())
    assert rules.find(db, own.id).state == "in_force"
    without = {name: content for name, content in newer.items() if name not in ("minor-alone", "close-match")}
    assert rules.take_in(db, without, now=NOW).repealed == ()


def test_what_was_written_in_the_workbench_and_put_into_the_folder_follows_it_again(db, taken_in):
    own = rules.write(db, "minor-alone", SHIPPED["minor-alone"] + b"# ours\n", by=ANA, why="our law", now=NOW)
    lead(db, own, "checked", "back_tested", "approved", "in_force")
    assert rules.take_in(db, {**SHIPPED, "minor-alone": own.content}, now=NOW).same == tuple(SHIPPED)
    newer = {**SHIPPED, "minor-alone": own.content + b"# later\n"}
    assert rules.take_in(db, newer, now=NOW).started == ("minor-alone",)


def test_a_node_that_approves_in_the_workbench_takes_files_as_drafts(db, taken_in):
    assert taken_in.started == tuple(SHIPPED)  # the very first time there is nobody yet
    became = rules.take_in(db, {**SHIPPED, "new-rule": rule()}, now=NOW, start=False)
    assert became.drafts == ("new-rule",)


def test_a_file_that_is_no_rule_takes_nothing_in(db, taken_in):
    with pytest.raises(SourceError, match=r"new-rule\.toml, line 6"):
        rules.take_in(db, {"a-rule": rule(), "new-rule": rule().replace(b'owner = "document unit"', b'owner = ""')}, now=NOW)
    assert len(rules.versions(db)) == len(SHIPPED)


def test_a_rule_from_draft_to_repeal(db):
    first = rules.write(db, "ask-children", rule(), by=ANA, why="instruction 7", now=NOW)
    lead(db, first, "checked", "shadow", "approved", "in_force")
    second = rules.write(db, "ask-children", rule("Ask again."), by=ANA, why="clearer", now=NOW)
    assert lead(db, second, "checked", "back_tested", "approved", "in_force").state == "in_force"
    assert rules.find(db, first.id).state == "replaced"
    assert rules.in_force(db).rule("ask-children").reason.en == "Ask again."
    rules.step(db, second.id, "suspended", by=ANA, duties=OWNER, why="wrong age", now=NOW)
    assert rules.in_force(db).rule("ask-children") is None
    rules.step(db, second.id, "repealed", by=SUE, duties=APPROVER, why="instruction 8", now=NOW)
    assert [(step.number, step.state, step.taken_by, step.why) for step in rules.steps(db, "ask-children")][:3] == [
        (2, "repealed", SUE, "instruction 8"), (2, "suspended", ANA, "wrong age"), (2, "in_force", SUE, "to in_force"),
    ]  # fmt: skip
    kinds = [event.kind for _, event in events.about(db, [f"rule_version:{second.id}"])]
    assert kinds == ["rule.written", *["rule.moved"] * 6]


def test_a_draft_that_is_no_rule_yet_is_kept_and_goes_no_further(db):
    draft = rules.write(db, "half", b"kind = ", by=ANA, why="to go on tomorrow", now=NOW)
    with pytest.raises(NotPermitted) as refused:
        lead(db, draft, "checked")
    assert (refused.value.code, rules.find(db, draft.id).content) == ("rule-cases", b"kind = ")


def test_a_version_that_refers_too_many_is_stopped_before_it_starts(db):
    version = rules.write(db, "ask-children", rule(share="share = 0.02"), by=ANA, why="instruction 7", now=NOW)
    lead(db, version, "checked", "back_tested", evidence={"people": 1000, "fired": 600})
    with pytest.raises(NotPermitted) as refused:
        lead(db, version, "approved")
    assert refused.value.code == "rule-share"
    assert lead(db, version, "back_tested", "approved", evidence={"people": 1000, "fired": 12}).state == "approved"


def test_two_who_write_at_once_see_each_other(db):
    first = rules.write(db, "ask-children", rule(), by=ANA, why="instruction 7", now=NOW)
    rules.write(db, "ask-children", rule("Sam's."), by=SAM, why="mine", now=NOW, on=first.number)
    with pytest.raises(Conflict):
        rules.write(db, "ask-children", rule("Ana's."), by=ANA, why="mine", now=NOW, on=first.number)


REFUSED_BY_THE_DATABASE = {
    "bytes are changed": "UPDATE rule_version SET content = 'x'",
    "a state is set by hand": "UPDATE rule_version SET state = 'in_force'",
    "a version is deleted": "DELETE FROM rule_version",
    "a version begins in force": "INSERT INTO rule_version (rule, number, content, origin, written_by, written_at, why, state)"
    " VALUES ('x', 1, 'x', 'files', 'files', now(), 'x', 'in_force')",
    "a step is rewritten": "UPDATE rule_step SET taken_by = 'officer:9'",
    "a step is deleted": "DELETE FROM rule_step",
    "a step that the table has not": "INSERT INTO rule_step (version_id, former, state, taken_by, taken_at, why)"
    " SELECT id, state, 'in_force', 'officer:2', now(), 'x' FROM rule_version",
    "its writer approves": "INSERT INTO rule_step (version_id, former, state, taken_by, taken_at, why)"
    " SELECT id, state, 'approved', written_by, now(), 'x' FROM rule_version",
    "the node approves": "INSERT INTO rule_step (version_id, former, state, taken_by, taken_at, why)"
    " SELECT id, state, 'approved', 'node', now(), 'x' FROM rule_version",
    "a step from a state that it is not in": "INSERT INTO rule_step (version_id, former, state, taken_by, taken_at, why)"
    " SELECT id, 'draft', 'checked', 'officer:1', now(), 'x' FROM rule_version",
}


@pytest.mark.parametrize("statement", REFUSED_BY_THE_DATABASE.values(), ids=REFUSED_BY_THE_DATABASE)
def test_what_the_database_refuses_by_itself(db, statement):
    version = rules.write(db, "ask-children", rule(), by=ANA, why="instruction 7", now=NOW)
    lead(db, version, "checked", "back_tested")
    with pytest.raises(psycopg.Error) as refused:
        db.execute(statement)
    assert re.match("(23|40)", refused.value.sqlstate)


def test_an_approver_may_do_what_an_owner_may_but_not_both(db):
    version = rules.write(db, "ask-children", rule(), by=SUE, why="instruction 7", now=NOW)
    version = rules.step(db, version.id, "checked", by=SUE, duties=APPROVER, why="cases", now=NOW)
    version = rules.step(db, version.id, "shadow", by=SUE, duties=APPROVER, why="to see", now=NOW)
    with pytest.raises(NotPermitted) as refused:
        rules.step(db, version.id, "approved", by=SUE, duties=APPROVER, why="good", now=NOW)
    assert refused.value.code == "rule-oneself"
    assert rules.step(db, version.id, "approved", by=SAM, duties=APPROVER, why="good", now=NOW).state == "approved"


@pytest.mark.parametrize("name", ["", "../x", "a b", "x" * 101, "-x"])
def test_a_name_that_is_no_name_of_a_file_is_refused(db, name):
    with pytest.raises(ValueError, match="named by"):
        rules.write(db, name, rule(), by=ANA, why="x", now=NOW)


def test_another_folder_brings_versions_and_ends_none(db, taken_in):
    own = rules.write(db, "close-match", SHIPPED["close-match"] + b"# ours\n", by=ANA, why="our law", now=NOW)
    lead(db, own, "checked", "back_tested", "approved", "in_force")
    brought = {"minor-alone": SHIPPED["minor-alone"] + b"# brought\n", "close-match": SHIPPED["close-match"] + b"# brought\n"}
    became = rules.take_in(db, brought, by="operator", now=NOW, own=False)
    assert (became.started, became.drafts, became.repealed) == (("minor-alone",), ("close-match",), ())
    assert rules.take_in(db, SHIPPED, now=NOW).same == tuple(SHIPPED)  # the node's own folder has not changed
    assert rules.in_force(db).digest != room.load().digest


def test_a_named_list_has_versions_and_a_life_too(db, taken_in):
    content = SHIPPED["lists/visa_waiver"]
    broken = rules.write(db, "lists/visa_waiver", b"members = []", by=ANA, why="all left", now=NOW)
    with pytest.raises(NotPermitted):
        lead(db, broken, "checked")
    shorter = rules.write(db, "lists/visa_waiver", content + b"# seen again\n", by=ANA, why="read again", now=NOW)
    before = rules.in_force(db)
    lead(db, shorter, "checked", "back_tested", "approved", "in_force")
    assert rules.lists_in_force(db)["visa_waiver"].content == content + b"# seen again\n"
    assert rules.in_force(db).versions != before.versions
