"""What the database itself holds of custody: no seizure without written notice, none after withdrawal, no chain with a gap."""

from __future__ import annotations

import random
from datetime import timedelta

import hypothesis.strategies as st
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings

from preclear.errors import NotPermitted
from preclear.inspection.custody import Goods, Moved, Noticed, move, moved, next_moves
from preclear.inspection.custody_steps import CUSTODY_STEPS, NOTICES, TYPES
from preclear.inspection.encounter import missing
from preclear.inspection.encounter_steps import CA, US
from preclear.store import custody

from .test_encounters import NOON, _again, _people, opened, refused_by, walked

LATER = NOON + timedelta(minutes=30)
PATHS = {  # of the traveller, by the state that they end in
    "secondary": ("enter", "begin_primary", "refer", "begin_secondary"),
    "cleared": ("enter", "begin_primary", "clear"),
    "withdrawing": ("enter", "begin_primary", "withdraw"),
    "held_withdrawing": ("enter", "withdraw", "hold_withdrawing"),
    "withdrawn": ("enter", "withdraw", "leave"),
    "detained": ("enter", "detain_for_offence"),
    "delivered": ("enter", "detain_for_offence", "deliver"),
}
MIRROR = {"detained": ("enter", "detain"), "delivered": ("enter", "detain", "deliver")}


@pytest.fixture
def people(db):
    return _people(db)


def given_for(step):
    needs = (need.partition("=") for need in step.needs)
    return {name: values.split("|")[0] if values else "In own words" for name, _, values in needs}


def tied(db, people, encounter, kind="goods", type_="other", tag="0220123456"):
    number = custody.tie(db, encounter, kind=kind, type=type_, tag=tag, description="Wooden box", officer=people[1][0], now=NOON)
    return number, Goods(kind=kind, type=type_, direction=US)


def take(db, people, number, goods, state, *names, at=LATER):
    """Let custody pass, a minute apart, with all that the law asks for."""
    for minute, name in enumerate(names):
        step = next(step for step in next_moves(goods, state) if step.name == name)
        now = at + timedelta(minutes=minute)
        if step.notice:
            goods = notice(db, people, number, goods, step.notice, now)
        passed = move(
            goods,
            name,
            state=state,
            actor=step.actors[0],
            officer=people[1][0],
            place=step.places[0],
            at=now,
            now=now,
            given=given_for(step),
        )
        custody.record(db, number, len(goods.steps) + 1, passed, now=now)
        goods = moved(goods, passed)
    return goods


def notice(db, people, number, goods, kind, now):
    custody.give_notice(
        db,
        number,
        kind,
        language="fr",
        reasons="Bois non traité",
        requirements="7 CFR 319.40",
        remedy="Traitement",
        officer=people[1][0],
        now=now,
    )
    return Goods(
        kind=goods.kind, type=goods.type, direction=goods.direction, steps=goods.steps, notices=(*goods.notices, Noticed(kind=kind, at=now))
    )


def insert(db, number, goods, passed):
    """Write a passing of custody by SQL, past the program; return what the database refused it with."""
    try:
        with db.transaction():
            custody.record(db, number, len(goods.steps) + 1, passed, now=passed.at)
    except psycopg.Error as error:
        return type(error)
    return None


def test_the_database_has_the_same_law_as_the_program(db):
    rows = db.execute("SELECT * FROM custody_step").fetchall()
    ours = {
        (s.direction, s.name, s.start, s.end, s.actors, s.places, s.states, s.types, s.section, s.needs, s.notice) for s in CUSTODY_STEPS
    }
    assert {tuple(tuple(value) if isinstance(value, list) else value for value in row) for row in rows} == ours
    assert len(rows) == len(CUSTODY_STEPS)
    for statement in (
        "DELETE FROM custody_step",
        "UPDATE custody_step SET notice = NULL",
        "INSERT INTO custody_step SELECT * FROM custody_step",
    ):
        assert refused_by(db, statement) is psycopg.errors.InsufficientPrivilege


def test_goods_are_seized_only_after_written_notice(db, people):
    encounter, _ = walked(db, people, *PATHS["secondary"])
    number, goods = tied(db, people, encounter)
    goods = take(db, people, number, goods, "secondary", "carry", "detain")
    step = next(step for step in next_moves(goods, "secondary") if step.name == "seize")
    said = {"state": "secondary", "actor": "preclearance_officer", "officer": people[1][0], "place": "area", "given": given_for(step)}
    with pytest.raises(NotPermitted) as refused:
        move(goods, "seize", at=LATER + timedelta(minutes=9), now=LATER + timedelta(minutes=9), **said)
    assert refused.value.code == "goods-notice"
    at = LATER + timedelta(minutes=9)
    past = Moved(
        name="seize",
        start="detained",
        end="seized",
        actor="preclearance_officer",
        officer=people[1][0],
        place="area",
        at=at,
        section="34(1)",
        given=given_for(step),
    )
    assert insert(db, number, goods, past) is psycopg.errors.CheckViolation
    wrong = notice(db, people, number, goods, "Regulations 7(2)", at)  # that of listed goods
    assert insert(db, number, wrong, past) is psycopg.errors.CheckViolation
    goods = notice(db, people, number, goods, "Regulations 8", at)
    assert insert(db, number, goods, past) is None
    assert take(db, people, number, moved(goods, past), "secondary", "give_back", at=at).custody == "returned"


CHAINS = {
    "detained and given back": ("secondary", "other", ("carry", "detain", "give_back"), "returned"),
    "seized and given back": ("secondary", "other", ("carry", "detain", "seize", "give_back"), "returned"),
    "food, seized and transferred": (
        "secondary",
        "food_plant_animal_health",
        ("carry", "detain", "seize", "transfer_for_disposal"),
        "handed_over",
    ),
    "evidence": ("secondary", "other", ("carry", "detain", "transfer", "seize_returned", "dispose"), "disposed"),
    "a knife": ("withdrawing", "other", ("carry", "detain_dangerous", "hand_over"), "handed_over"),
    "with the person to the police": ("detained", "other", ("carry", "detain_evidence", "hand_over"), "handed_over"),
    "held after withdrawal and given back": ("held_withdrawing", "other", ("carry", "detain_withdrawing", "give_back"), "returned"),
    "the bag of somebody cleared": ("cleared", "other", ("check_in", "call", "pass_on"), "released"),
    "the bag of somebody who withdrew": ("withdrawing", "other", ("check_in", "offload", "claim"), "returned"),
}


@pytest.mark.parametrize(("state", "type_", "names", "end"), CHAINS.values(), ids=CHAINS)
def test_each_chain_that_the_law_gives_is_stored(db, people, state, type_, names, end):
    encounter, _ = walked(db, people, *PATHS[state])
    number, goods = tied(db, people, encounter, type_=type_)
    goods = take(db, people, number, goods, state, *names)
    assert goods.custody == end
    [thing] = custody.things(db, encounter, US)
    assert thing.chain.steps == goods.steps


def test_a_listed_thing_is_never_given_back_or_kept(db, people):
    for type_ in TYPES[:3]:
        encounter, _ = walked(db, people, *PATHS["secondary"])
        number, goods = tied(db, people, encounter, type_=type_, tag=type_)
        goods = take(db, people, number, goods, "secondary", "carry", "detain", "seize")
        assert [step.name for step in next_moves(goods, "secondary")] == ["transfer_for_disposal"]


def test_nothing_is_seized_after_withdrawal(db, people):
    encounter, _ = walked(db, people, *PATHS["withdrawing"])
    number, goods = tied(db, people, encounter)
    goods = take(db, people, number, goods, "withdrawing", "carry")
    names = {step.name for step in next_moves(goods, "withdrawing")}
    assert names == {"detain_dangerous"}  # 13 alone remains
    past = Moved(
        name="detain",
        start="carried",
        end="detained",
        actor="preclearance_officer",
        officer=people[1][0],
        place="area",
        at=LATER,
        section="20(1)(c)",
        given={"reason": "x"},
    )
    assert insert(db, number, goods, past) is psycopg.errors.CheckViolation


def test_a_tag_is_of_one_person(db, people):
    first, _ = opened(db, people)
    second, _ = opened(db, people)
    tied(db, people, first, "bag", tag="0220000001")
    with pytest.raises(psycopg.errors.UniqueViolation), db.transaction():
        tied(db, people, second, "bag", tag="0220000001")
    with pytest.raises(psycopg.errors.UniqueViolation), db.transaction():
        tied(db, people, first, "bag", tag="0220000001")
    tied(db, people, second, "bag", tag="0220000002")


def test_the_chain_is_never_changed(db, people):
    encounter, _ = walked(db, people, *PATHS["secondary"])
    number, goods = tied(db, people, encounter)
    take(db, people, number, goods, "secondary", "carry", "detain", "seize")
    for table, column in (("goods", "tag = 'x'"), ("custody_moved", "section = 'x'"), ("custody_notice", "reasons = 'x'")):
        for statement in (f"UPDATE {table} SET {column}", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE"):
            assert refused_by(db, statement) is psycopg.errors.InsufficientPrivilege


def test_a_notice_without_words_is_none(db, people):
    encounter, _ = walked(db, people, *PATHS["secondary"])
    number, _ = tied(db, people, encounter)
    query = (
        "INSERT INTO custody_notice (goods_id, kind, language, reasons, requirements, remedy, officer_id, given_at)"
        " VALUES (%s, %s, 'en', %s, %s, %s, %s, now())"
    )
    for kind, reasons, requirements, remedy in (
        ("Regulations 8", " ", "x", "x"),
        ("Regulations 8", "x", None, "x"),
        ("Regulations 8", "x", "x", "\n"),
        ("Regulations 7(2)", "\t", None, None),
        ("Regulations 6", "x", "x", "x"),
    ):
        assert refused_by(db, query, [number, kind, reasons, requirements, remedy, people[1][0]]) is psycopg.errors.CheckViolation
    assert refused_by(db, query, [number, "Regulations 7(2)", "x", None, None, people[1][0]]) is None


# Whatever is tried, in whatever order ----------------------------------------------------------------------------------------

NAMES = [*sorted({step.name for step in CUSTODY_STEPS}), "lose"]
ENDS = sorted({step.end for step in CUSTODY_STEPS})
ACTORS = sorted({actor for step in CUSTODY_STEPS for actor in step.actors})
SECTIONS = sorted({step.section for step in CUSTODY_STEPS})


@pytest.fixture(scope="module")
def many(new_database):
    with new_database() as url, psycopg.connect(url) as db:
        db.execute("SET TIME ZONE 'UTC'")
        db.commit()
        yield db, _people(db)


@given(
    direction=st.sampled_from((US, CA)),
    state=st.sampled_from(sorted(PATHS)),
    type_=st.sampled_from(TYPES),
    seeds=st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 11)), min_size=1, max_size=20),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_tried_only_a_lawful_chain_is_stored(many, direction, state, type_, seeds):
    db, people = many
    with db.transaction(force_rollback=True):
        path = MIRROR.get(state, PATHS[state]) if direction == CA else PATHS[state]
        encounter, _ = walked(db, (people[0], people[1], _again(db)), *path, direction=direction)
        number, goods = tied(db, people, encounter, type_=type_)
        goods = Goods(kind="goods", type=type_, direction=direction)
        for seed, kind in seeds:
            chance = random.Random(seed)
            at = (goods.since or LATER) + timedelta(minutes=chance.randrange(-2, 9))
            if kind == 0:
                goods = notice(db, people, number, goods, chance.choice(NOTICES), at)
                continue
            near = next_moves(goods, state)
            step = chance.choice(near) if near and kind < 10 else chance.choice(CUSTODY_STEPS)
            said = given_for(step)
            if kind == 1 and said:
                said.pop(chance.choice(sorted(said)))
            tried = Moved(
                name=chance.choice(NAMES) if kind == 2 else step.name,
                start=goods.custody,
                end=chance.choice(ENDS) if kind == 3 else step.end,
                actor=chance.choice(ACTORS) if kind == 4 else step.actors[0],
                officer=people[1][0],
                place="medical_facility" if kind == 5 else step.places[0],
                at=at,
                section=chance.choice(SECTIONS) if kind == 6 else step.section,
                given=said,
            )
            wrong = insert(db, number, goods, tried)
            assert (wrong is None) == lawful(goods, tried, state), (wrong, tried, goods)
            goods = goods if wrong else moved(goods, tried)
            [thing] = custody.things(db, encounter, direction)
            assert thing.chain.steps == goods.steps
        for at, passed in enumerate(goods.steps):
            before = Goods(kind="goods", type=type_, direction=direction, steps=goods.steps[:at], notices=goods.notices)
            assert lawful(before, passed, state)
            if passed.end in {"seized", "seized_listed"} and direction == US:
                assert any(before.since <= given.at <= passed.at for given in goods.notices)


def lawful(goods, tried, state):
    """Say by the table alone, not by `move`, whether custody may pass so."""
    return any(
        (step.direction, step.name, step.start, step.end, step.section)
        == (goods.direction, tried.name, tried.start, tried.end, tried.section)
        and goods.type in step.types
        and state in step.states
        and tried.actor in step.actors
        and tried.place in step.places
        and (goods.since is None or tried.at >= goods.since)
        and not missing(step.needs, tried.given)
        and set(tried.given) <= {need.partition("=")[0] for need in step.needs} | {"note"}
        and (step.notice is None or any(n.kind == step.notice and goods.since <= n.at <= tried.at for n in goods.notices))
        for step in CUSTODY_STEPS
        if step.start == goods.custody
    )
