"""A back-test says what the assessment of each single person would have said, added up."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from preclear import places, rules
from preclear.demo import recorded
from preclear.errors import SourceError
from preclear.manifest import NotScreened
from preclear.rules import Asked, judge
from preclear.trials import backtest, disparity, traffic
from preclear.trials.backtest import back_test, with_rule
from preclear.trials.traffic import CONFIRMED, Traffic

ON = date(2026, 11, 1)
PEOPLE = 1500
RULE = """
kind = "{kind}"
title = {{en = "T", fr = "T"}}
reason = {{en = "R", fr = "R"}}
source = "Instruction 7"
seen = 2026-11-01
owner = "targeting unit"
then = "refer"
severity = 3
{more}
when = '{when}'
versions = [{{from = 2020-01-01}}]
cases = [{{name = "for", on = 2026-05-01, {true}, fires = true}}, {{name = "against", on = 2026-05-01, {false}, fires = false}}]
"""
ANY = "share = 1.0"


def rule(name="no-bags", when="traveller.bags == 0", kind="risk", more="", true="traveller.bags = 0", false="traveller.bags = 1"):
    return rules.read(RULE.format(when=when, kind=kind, more=more, true=true, false=false).encode(), f"{name}.toml")


@pytest.fixture(scope="module")
def people() -> Traffic:
    """Some invented people, all lists whole."""
    return next(iter(recorded.pieces(PEOPLE, 7, ON, places.load())))


@pytest.fixture(scope="module")
def groups():
    return disparity.load()


@pytest.fixture(scope="module")
def base():
    """A few rules of each kind that refers."""
    bags, others = "traveller.bags = 1", "traveller.bags = 2, manifest.size = 3, travellers = [{bags = 2}]"
    minors = "size(booking) > 0 && !booking.exists(t, t.age_at_least >= 18)"
    two = "manifest.size > 2 && travellers.exists(t, t.bags == 2) && traveller.bags == 2"
    found = [
        rule("match", "size(hits) > 0", "match", ANY, true="hits = [{score = 0.9}]", false=bags),
        rule("alone", minors, more=ANY, true="booking = [{age_at_least = 9}]", false=bags),
        rule("others", two, more=ANY, true=others, false="manifest.size = 1"),
        rule(
            "expired",
            "document.expires < arrival",
            "document",
            f"mandatory = true\n{ANY}",
            true="document.expires = 2026-04-01",
            false="document.expires = 2027-04-01",
        ),
    ]
    return rules.RuleSet(tuple(sorted(found, key=lambda one: one.id)), "base")


def singly(people, ruleset):
    """What ``judge`` says of each person."""
    asked = [
        Asked(ordinal=n, key=str(n), facts=scope, not_screened=None if screened else NotScreened("no_name", ""), lot=None)
        for n, (scope, screened) in enumerate(zip(traffic.scopes(people.facts), people.facts["screened"], strict=True), 1)
    ]
    return judge(asked, ruleset, on=ON)


def test_outcomes_are_those_of_the_assessment(people, groups, base):
    changed = with_rule(base, rule())
    found = back_test([people], base, changed, on=ON, groups=groups)
    before, after = singly(people, base), singly(people, changed)
    told = [(a.outcome == "refer", b.outcome == "refer") for a, b in zip(before, after, strict=True)]
    assert found.before.refer == sum(a for a, _ in told) > 0
    assert found.after.refer == sum(b for _, b in told)
    assert (found.more, found.fewer) == (sum(b and not a for a, b in told), sum(a and not b for a, b in told))
    assert found.before.people == found.after.people == PEOPLE
    hits = {one.rule: one.after for one in found.rules}
    assert hits == {one.id: sum(one.id in {r.code for r in each.reasons} for each in after) for one in changed.rules}
    known = people.found == CONFIRMED
    assert found.known.confirmed == known.sum()
    assert found.known.won == sum(b and not a and k for (a, b), k in zip(told, known, strict=True))


def test_the_sample_holds_whom_the_change_concerns(people, groups, base):
    found = back_test([people], base, with_rule(base, rule()), on=ON, groups=groups)
    before, after = singly(people, base), singly(people, with_rule(base, rule()))
    assert 0 < len(found.sample) <= backtest.SAMPLE
    for looked in found.sample:
        place = int(np.flatnonzero(people.numbers == looked.number)[0])
        assert (before[place].outcome, after[place].outcome, looked.rules) == ("clear", "refer", ("no-bags",))
    turned = back_test([people], with_rule(base, rule()), base, on=ON, groups=groups)
    assert {one.number for one in turned.sample} == {one.number for one in found.sample}
    assert not any(one.referred for one in turned.sample)


def test_pieces_make_no_difference(groups, base):
    pieces = list(recorded.pieces(PEOPLE, 7, ON, places.load()))
    more = next(iter(recorded.pieces(700, 8, ON, places.load())))
    apart = back_test([*pieces, more], base, base, on=ON, groups=groups)
    first, second = (back_test([piece], base, base, on=ON, groups=groups) for piece in (pieces[0], more))
    assert apart.before.refer == first.before.refer + second.before.refer
    assert apart.known.confirmed == first.known.confirmed + second.known.confirmed


@pytest.mark.parametrize(("more", "stopped"), [("share = 0.02", True), ("share = 1.0", False), ("", True)])
def test_a_rule_that_refers_more_than_its_share_is_stopped(people, groups, base, more, stopped):
    everybody = rule(
        "everybody",
        "traveller.ordinal >= 1 || screened",
        more=more,
        true="traveller.ordinal = 1",
        false="traveller.ordinal = 0, screened = false",
    )
    found = back_test([people], base, with_rule(base, everybody), on=ON, groups=groups)
    one = next(each for each in found.rules if each.rule == "everybody")
    assert ("everybody" in found.stopped, one.after, one.stated) == (stopped, PEOPLE, bool(more))


def test_a_rule_that_goes_or_changes_is_named_so(people, groups, base):
    changed = with_rule(
        base, rule("match", "size(hits) > 1", "match", true="hits = [{score = 0.9}, {score = 0.8}]", false="traveller.bags = 1")
    )
    changed = rules.RuleSet(tuple(one for one in changed.rules if one.id != "alone"), "changed")
    found = back_test([people], base, changed, on=ON, groups=groups)
    assert {one.rule: one.change for one in found.rules} == {"match": "changed", "alone": "gone", "others": "same", "expired": "same"}
    assert next(one for one in found.rules if one.rule == "alone").after is None
    assert found.fewer > 0


def test_who_could_not_be_screened_is_referred_whatever_the_rules(groups):
    piece = next(iter(recorded.pieces(20_000, 3, ON, places.load())))
    nothing = rules.RuleSet((), "nothing")
    found = back_test([piece], nothing, nothing, on=ON, groups=groups)
    assert found.after.refer == (~piece.facts["screened"]).sum() > 0


def test_disparity_is_found_where_there_is_one(groups, base, people):
    piece = next(iter(recorded.pieces(20_000, 3, ON, places.load())))
    young = rule(
        "young",
        "traveller.age_at_least >= 18 && traveller.age_at_most < 30",
        true="traveller = {age_at_least = 20, age_at_most = 20}",
        false="traveller = {age_at_least = 40, age_at_most = 40}",
    )
    found = back_test([piece], base, with_rule(base, young), on=ON, groups=groups)
    verdicts = {(one.dimension, one.group): one.verdict for one in found.risk_groups}
    assert verdicts["age", "18-29"] == "beyond"
    assert verdicts["sex", "F"] in ("within", "open")
    few = {(one.dimension, one.group): one.verdict for one in back_test([people], base, base, on=ON, groups=groups).groups}
    assert few["nationality", "no_state"] == "too_few"


def test_traffic_comes_back_from_its_file_and_from_scopes(people, tmp_path):
    traffic.write(people, tmp_path / "00001.parquet")
    (back,) = traffic.read(tmp_path)
    assert back.facts.equals(people.facts)
    assert (back.numbers == people.numbers).all()
    some = people.facts.head(200)
    again = traffic.frame(list(traffic.scopes(some)), some["list"].to_list())
    assert again.equals(some)


def test_what_is_no_traffic_is_refused(tmp_path):
    (tmp_path / "x.parquet").write_bytes(b"PAR1 and nothing else")
    with pytest.raises(SourceError, match=r"x\.parquet"):
        list(traffic.read(tmp_path))
    with pytest.raises(SourceError, match="make people"):
        list(traffic.read(tmp_path / "nowhere"))


def test_every_state_is_in_one_group(groups):
    from preclear.documents import states

    assert {code for group in groups.nationalities.values() for code in group} == {
        s.code for s in states.STATES.values() if s.kind != "specimen"
    }


def test_a_rule_that_is_throttled_has_no_effect_in_a_back_test_either(people, groups, base):
    held = replace(with_rule(base, rule()), throttled=frozenset({"match", "no-bags", "expired"}))
    found = back_test([people], held, with_rule(held, rule(more="share = 1.0")), on=ON, groups=groups)
    before, after = singly(people, held), singly(people, replace(held, throttled=frozenset({"match", "expired"})))
    assert (found.before.refer, found.after.refer) == tuple(sum(one.outcome == "refer" for one in each) for each in (before, after))
    assert found.before.refer < found.after.refer  # the changed rule begins anew, and is not throttled
    assert next(one.before for one in found.rules if one.rule == "no-bags") > 0  # it fires all the same


UNKNOWN_NAME = {"kind": "match", "true": "screened = false", "false": "screened = true"}


def test_what_throttling_would_come_to_is_counted_person_by_person(groups, base):
    piece = next(iter(recorded.pieces(3_000, 3, ON, places.load())))
    loud = rule(more="share = 0.001")
    second = rule("one-bag", "traveller.bags == 1", more="share = 0.001", true="traveller.bags = 1", false="traveller.bags = 2")
    mends = rules.read(
        RULE.format(when="!screened", more="share = 0.0001", **UNKNOWN_NAME)
        .replace('then = "refer"\nseverity = 3', 'then = "incomplete"')
        .encode(),
        "no-name.toml",
    )
    quiet = rule("quiet", "traveller.bags == 2", more="share = 0.9", true="traveller.bags = 2", false="traveller.bags = 1")
    changed = base
    for one in (loud, second, mends, quiet):
        changed = with_rule(changed, one)
    found = back_test([piece], base, changed, on=ON, groups=groups)
    assert found.throttled == ("no-bags", "no-name", "one-bag")
    as_now = sum(one.outcome == "refer" for one in singly(piece, changed))
    throttled = sum(one.outcome == "refer" for one in singly(piece, replace(changed, throttled=frozenset(found.throttled))))
    assert (found.after.refer, found.with_throttling) == (as_now, throttled)
    assert found.before.refer <= throttled < as_now
    within = back_test([piece], base, base, on=ON, groups=groups)
    assert (within.throttled, within.with_throttling) == ((), within.after.refer)


def test_traffic_of_before_facts_were_added_is_read_as_not_declared(people, tmp_path):
    former = people.facts.drop("history", strict=False).with_columns(
        pl.col("voyage").struct.with_fields(pl.struct(was=pl.col("voyage").struct.field("mode")).alias("origin")),
        pl.col("documents").list.eval(pl.struct(pl.element().struct.field("type"), gone=pl.lit(1))),
    )
    traffic.write(Traffic(facts=former, numbers=people.numbers, found=people.found), tmp_path / "00001.parquet")
    (back,) = traffic.read(tmp_path)
    assert back.facts.schema == people.facts.schema
    assert back.facts["documents"].list.len().equals(people.facts["documents"].list.len())
    some = next(n for n, each in enumerate(people.facts["documents"].to_list()) if each)
    assert back.facts["documents"][some].struct.field("type").equals(people.facts["documents"][some].struct.field("type"))
    assert back.facts["documents"][some].struct.field("expires").null_count() == len(back.facts["documents"][some])
    assert back.facts["voyage"].struct.field("origin").struct.field("code").null_count() == len(back.facts)
    assert back.facts["voyage"].struct.field("mode").equals(people.facts["voyage"].struct.field("mode"))
    assert list(traffic.scopes(back.facts.head(3)))
