"""Rules in a running node: shadow, throttle with an alarm, and past outcomes had again from what was kept."""

from datetime import UTC, datetime, timedelta

import pytest

from preclear import clearance
from preclear.errors import NotFound
from preclear.rules.life import DUTIES
from preclear.store import rules

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
ANA, SUE = "officer:901", "officer:902"
OWNER, APPROVER = DUTIES["rule_owner"], DUTIES["approver"]
LISTED = ("LISTED", "PERSON ALPHA", "740812", "AA000002")


def rule(words="Ask.", when="traveller.age < adult", share=""):
    return f"""kind = "data"
title = {{en = "A rule", fr = "Une règle"}}
reason = {{en = "{words} {{adult}}", fr = "{words} {{adult}}"}}
source = "Instruction 7"
owner = "document unit"
then = "refer"
severity = 3
{share}
when = "{when}"
versions = [{{from = 2020-01-01, adult = 18}}]
cases = [
  {{name = "a child", on = 2026-05-01, traveller.age = 7, fires = true}},
  {{name = "an adult", on = 2026-05-01, traveller.age = 40, fires = false}},
]
""".encode()


def child(number):
    return ("MARTIN", "ANNE", "150101", f"BB{number:06}")


def adult(number):
    return ("MARTIN", "ANNE", "800101", f"BB{number:06}")


@pytest.fixture
def put(node):
    """Write a version of a rule and lead it on."""

    def put(content, *steps, now=NOW, name="ask-children"):
        with node.pool.connection() as db:
            version = rules.write(db, name, content, by=ANA, why="instruction 7", now=now)
            for to in steps or ("checked", "back_tested", "approved", "in_force"):
                by, duties = (SUE, APPROVER) if to in ("approved", "in_force") else (ANA, OWNER)
                version = rules.step(db, version.id, to, by=by, duties=duties, why=f"to {to}", now=now)
        node.reload()
        return version

    return put


@pytest.fixture
def sent(node, paxlst):
    """Send a list; return number, outcome, codes of reasons and throttled rules of each person, in order."""
    control = iter(range(1, 1000))

    def sent(*people, now=NOW):
        number = next(control)
        flight = f"XX{500 + number}"
        clearance.receive(node, paxlst(*people, flight=flight, control=str(number)), carrier="XX", transport="http", now=now)
        return found(flight)

    def found(flight):
        with node.pool.connection() as db:
            query = """SELECT t.id, t.outcome, t.reasons, t.throttled FROM traveller t JOIN voyage v ON v.id = t.voyage_id
                        WHERE v.designator = %s AND t.superseded_at IS NULL ORDER BY t.ordinal"""
            return [
                (n, outcome, [r["code"] for r in reasons], held) for n, outcome, reasons, held in db.execute(query, [flight]).fetchall()
            ]

    sent.found = found
    return sent


def explained(node, number):
    with node.pool.connection() as db:
        return clearance.explain(db, number)


def test_a_year_old_outcome_after_ten_changes_of_the_rule_is_the_old_one(node, put, sent):
    first = put(rule("Ask the first way."))
    ((number, outcome, codes, _),) = sent(child(1))
    assert (outcome, codes) == ("refer", ["ask-children"])
    for change in range(10):
        put(rule(f"Ask otherwise, {change}.", when=f"traveller.age < adult - {change}"), now=NOW + timedelta(days=30 * change))
    with node.pool.connection() as db:
        current = next(version for version in rules.in_state(db, "in_force") if version.rule == "ask-children")
        assert current.number == 11
        db.execute("UPDATE voyage SET designator = designator")  # the records of the voyage may change, what was kept does not

    again = explained(node, number)
    assert again.same
    assert again.again["outcome"] == "refer"
    assert [reason.detail for reason in again.again["reasons"]] == ["Ask the first way. 18"]
    assert [(version.rule, version.number, version.content) for version in again.fired] == [("ask-children", 1, first.content)]
    assert clearance.explaining.said(again.again) == clearance.explaining.said(again.outcome.recorded)


def test_every_outcome_of_a_list_is_had_again(node, put, sent):
    put(rule())
    people = sent(child(1), adult(2), LISTED, ("NONAME", "", "", ""))
    assert [outcome for _, outcome, *_ in people] == ["refer", "clear", "refer", "incomplete"]
    assert [explained(node, number).same for number, *_ in people] == [True] * 4


def test_an_outcome_that_was_tampered_with_is_told(node, put, sent):
    put(rule())
    ((number, *_),) = sent(child(1))
    with node.pool.connection() as db:
        db.execute("UPDATE traveller SET outcome = 'clear', reasons = '[]' WHERE id = %s", [number])
    assert not explained(node, number).same


def test_an_outcome_of_before_this_was_kept_is_said_to_be(node, put, sent):
    ((number, *_),) = sent(child(1))
    with node.pool.connection() as db:
        db.execute("UPDATE traveller SET assessment_id = NULL WHERE id = %s", [number])
    with pytest.raises(NotFound, match="before what it rests on"):
        explained(node, number)


def test_a_rule_in_shadow_runs_and_does_nothing(node, put, sent):
    version = put(rule(), "checked", "shadow")
    assert [(outcome, codes) for _, outcome, codes, _ in sent(child(1), adult(2), child(3))] == [("clear", []) for _ in range(3)]
    with node.pool.connection() as db:
        assert rules.measured(db, version) == rules.Measure(people=3, fired=2)
        shown = db.execute(
            "SELECT ordinal, reason ->> 'detail' FROM shadow_fired WHERE version_id = %s ORDER BY 1", [version.id]
        ).fetchall()
    assert shown == [(1, "Ask. {adult}".replace("{adult}", "18")), (3, "Ask. 18")]


def test_a_rule_that_refers_everybody_is_throttled_with_an_alarm_and_loses_no_hit(node, put, sent):
    put(
        rule(when="traveller.age < adult || traveller.age > 40", share="share = 0.05").replace(b"traveller.age = 40", b"traveller.age = 39")
    )
    people = [adult(n) for n in range(120)]
    before = sent(*people)
    assert {outcome for _, outcome, *_ in before} == {"refer"}
    assert clearance.throttle(node, NOW + timedelta(minutes=1)) == 1
    assert clearance.throttle(node, NOW + timedelta(minutes=1)) == 0  # once
    node.reload()

    assert not clearance.rescreen(node, NOW + timedelta(minutes=1))
    (after,) = sent(adult(200))
    assert after[1:] == ("clear", ["ask-children"], ["ask-children"])
    assert explained(node, after[0]).same
    assert sent.found("XX501") == before  # who was referred before stays referred
    with node.pool.connection() as db:
        alarm = db.execute("SELECT detail FROM event WHERE kind = 'alarm.throttled'").fetchall()
        held = rules.in_state(db, "throttled")
    assert alarm == [({"people": 120, "fired": 120, "share": 0.05, "hours": 24},)]

    with node.pool.connection() as db:
        rules.step(db, held[0].id, "in_force", by=SUE, duties=APPROVER, why="it is meant so", now=NOW + timedelta(minutes=2))
    node.reload()
    while clearance.rescreen(node, NOW + timedelta(minutes=3)):
        pass
    assert [outcome for _, outcome, *_ in sent.found("XX502")] == ["refer"]  # whom it had not referred while it was throttled
    assert clearance.throttle(node, NOW + timedelta(minutes=3)) == 0  # counted anew since it was let


def test_a_rule_within_its_share_goes_on(node, put, sent):
    put(rule(share="share = 0.05"))
    sent(*[adult(n) for n in range(120)], child(999), child(998))
    assert clearance.throttle(node, NOW + timedelta(minutes=1)) == 0


def test_a_rule_at_fault_harms_itself_alone(node, put, sent):
    put(rule(when="traveller.age / (traveller.age - 11) < 1 && traveller.age < adult"))
    (person,) = sent(child(1))  # eleven years old: it divides by zero
    with node.pool.connection() as db:
        (undecided,) = db.execute("SELECT undecided FROM traveller WHERE id = %s", [person[0]]).fetchone()
    assert (person[1], [(one["rule"], one["error"]) for one in undecided]) == ("clear", [("ask-children", "division by zero")])
    assert explained(node, person[0]).same


def test_a_running_node_takes_up_a_change_without_restart(node, put, sent):
    assert [outcome for _, outcome, *_ in sent(child(1))] == ["clear"]
    version = put(rule())
    assert [outcome for _, outcome, *_ in sent(child(2))] == ["refer"]
    while clearance.rescreen(node, NOW):
        pass
    assert [outcome for _, outcome, *_ in sent.found("XX501")] == ["refer"]
    with node.pool.connection() as db:
        rules.step(db, version.id, "suspended", by=ANA, duties=OWNER, why="wrong", now=NOW)
    node.reload()
    assert [outcome for _, outcome, *_ in sent(child(3))] == ["clear"]
