"""The procedure at the site: who may record what, what is refused with its reason, and which events it leaves."""

from __future__ import annotations

import re
from datetime import timedelta
from decimal import Decimal
from importlib.resources import files

import psycopg
import pytest

from preclear import clearance
from preclear.clearance import encountering
from preclear.clearance.encountering import Arrival
from preclear.errors import Conflict, NotFound, NotPermitted
from preclear.inspection.declaration import Declaration
from preclear.inspection.encounter_steps import NOT_TO_BOARD
from preclear.store import custody, encounters
from tests.conftest import BEGAN

NOW = BEGAN + timedelta(hours=10)
SHOWN = {"identification": "photo"}


@pytest.fixture
def arrival(node, paxlst):
    """Somebody on a voyage from Vancouver to Seattle."""
    clearance.receive(node, paxlst(("SPECIMEN", "PAT", "740812", "X1")), carrier="XX", transport="http", now=BEGAN)
    with node.pool.connection() as db:
        traveller, voyage, key = db.execute("SELECT id, voyage_id, key FROM traveller").fetchone()
    return Arrival(voyage=voyage, key=key, traveller=traveller, site="YVR", mode="air")


@pytest.fixture
def enter(node, arrival, officers_of):
    def entered(**changes):
        said = {"step": "enter", "given": SHOWN, "place": "area", "by": officers_of["ana"], "now": NOW}
        return encountering.receive_person(node, arrival, **said | changes)

    return entered


@pytest.fixture
def go(node, officers_of):
    def on(number, step, by="ana", *, actor="preclearance_officer", place="area", seen=None, **given):
        return encountering.go_on(node, number, step, actor=actor, place=place, given=given, by=officers_of[by], now=NOW, seen=seen)

    return on


def refused(call, *args, **kwargs):
    with pytest.raises(NotPermitted) as wrong:
        call(*args, **kwargs)
    return wrong.value.code


def test_a_course_and_its_events(node, enter, go):
    number = enter()
    go(number, "begin_primary")
    assert go(number, "clear", identity_verified="yes").state == "cleared"
    with node.pool.connection() as db:
        rows = db.execute("SELECT kind, detail ->> 'section' FROM event WHERE subject = %s ORDER BY id", [f"encounter:{number}"]).fetchall()
    assert rows == [("encounter.opened", "18(1)"), ("encounter.step", "20(1)(a)-(b)"), ("encounter.step", "10(1)")]


def test_nobody_enters_twice_and_not_where_no_law_is_known(node, enter, arrival, officers_of):
    number = enter()
    with pytest.raises(Conflict):
        enter()
    elsewhere = Arrival(voyage=arrival.voyage, key=arrival.key, traveller=arrival.traveller, site="SEA", mode="air")
    said = {"step": "enter", "given": SHOWN, "place": "area", "by": officers_of["ana"], "now": NOW}
    assert refused(encountering.receive_person, node, elsewhere, **said) == "enc-no-site"
    assert number > 0


def test_secondary_is_for_secondary_officers_and_detention_waits_for_nobody(enter, go):
    number = enter()
    go(number, "begin_primary")
    go(number, "refer", reason="A bag without a name.")
    go(number, "begin_secondary", by="ben")
    assert refused(go, number, "clear", identity_verified="yes") == "enc-senior"
    assert go(number, "detain_for_offence", ground="believe_offence").state == "detained"


def test_who_saw_less_is_told_and_records_nothing(enter, go):
    number = enter()
    go(number, "begin_primary", seen=1)
    with pytest.raises(Conflict):
        go(number, "refer", reason="x", seen=1)


def test_a_refusal_takes_two_officers(enter, go):
    number = enter()
    go(number, "begin_primary")
    go(number, "refer", reason="x")
    go(number, "begin_secondary", by="ben")
    go(number, "propose_refusal", by="ben", reason="x")
    assert refused(go, number, "confirm_refusal", by="ben", reason="x") == "enc-second"
    assert go(number, "confirm_refusal", by="sue", reason="y").state == "inadmissible"


def test_a_power_is_used_only_where_the_law_gives_it(node, enter, go, officers_of):
    number = enter()
    go(number, "begin_primary")

    def use(action, *grounds, **facts):
        return encountering.use_power(
            node, number, action, grounds=frozenset(grounds), facts=facts, note=None, by=officers_of["ana"], now=NOW
        )

    told = {"withdrawal_notice_posted": "yes", "to_verify_identity": "yes"}
    assert not use("collect_biometrics").permitted
    assert use("collect_biometrics", **told).sections[0] == "20(2)"
    go(number, "withdraw", actor="traveller")
    assert not use("collect_biometrics", "suspect_offence", **told).permitted
    assert not use("question_about_trip_purpose").permitted
    assert use("question_reason_for_withdrawing").permitted
    with node.pool.connection() as db:
        assert [act.action for act in encounters.acts(db, number)] == ["collect_biometrics", "question_reason_for_withdrawing"]


def test_a_seizure_with_its_notice(node, enter, go, officers_of):
    number, by = enter(), officers_of["ben"]
    box = encountering.tie(node, number, kind="goods", type_="other", tag="W1", description="Wooden box", by=by, now=NOW)

    def passes(step, **given):
        encountering.pass_custody(node, box, step, actor="preclearance_officer", place="area", given=given, by=by, now=NOW)

    passes("detain", reason="Untreated wood.")
    allowed = {"reason": "x", "us_law_allows": "yes", "suspected_canadian_evidence": "no", "minister_notice": "no"}
    assert refused(passes, "seize", **allowed) == "goods-notice"
    encountering.give_notice(
        node, box, "Regulations 8", language="fr", reasons="Bois", requirements="7 CFR 319.40", remedy="Traiter", by=by, now=NOW
    )
    passes("seize", **allowed)
    passes("give_back", returned_to="traveller", us_law_allows="yes")
    with node.pool.connection() as db:
        [thing] = custody.things(db, number, "us_in_canada")
    assert [step.name for step in thing.chain.steps] == ["carry", "detain", "seize", "give_back"]
    with pytest.raises(Conflict):
        encountering.tie(node, number, kind="goods", type_="other", tag="W1", description="Another", by=by, now=NOW)


def test_a_declaration_and_none_after_withdrawal(node, enter, go, arrival, officers_of):
    number = enter()
    made = Declaration(resident=True, age=40, alcohol_age=21, tobacco_age=21, absence_hours=72, currency_total=Decimal("10000.01"))

    def declare(encounter):
        return encountering.declare(
            node, voyage=arrival.voyage, key=arrival.key, encounter=encounter, direction="us_in_canada", declaration=made,
            by=officers_of["ana"], now=NOW,
        )  # fmt: skip

    assert declare(None).findings == ("CURRENCY",)
    assert declare(number).findings == ("CURRENCY",)
    go(number, "withdraw", actor="traveller")
    assert refused(declare, number) == "decl-too-late"
    with node.pool.connection() as db:
        kept = custody.declarations(db, arrival.voyage, arrival.key)
    assert [(each.made, each.declaration) for each in kept] == [("ahead", made), ("primary", made)]


def test_a_course_at_another_site_is_not_there(node, enter, officers_of):
    from dataclasses import replace

    number = enter()
    stranger = replace(officers_of["ben"], sites=frozenset({"YYZ"}))
    with pytest.raises(NotFound):
        encountering.go_on(node, number, "begin_primary", actor="preclearance_officer", place="area", given={}, by=stranger, now=NOW)


def told(node):
    """What the carrier was told unasked, each as its status codes, and what stands now."""
    with node.pool.connection() as db:
        said = [
            re.findall(r"ERC\+(\w+)", cusres.decode())
            for (cusres,) in db.execute("SELECT cusres FROM answer WHERE kind = 'change' ORDER BY id")
        ]
        (stands,) = db.execute("SELECT status FROM directive WHERE superseded_at IS NULL").fetchone()
    return said, stands


def withdraw(go, number):
    go(number, "begin_primary")
    go(number, "withdraw", actor="traveller")


def test_the_carrier_is_told_once_that_somebody_who_withdrew_does_not_board(node, enter, go):
    number = enter()
    assert told(node) == ([], "board")
    withdraw(go, number)
    go(number, "leave", actor="traveller", identity_answered="yes", reason_answered="yes", directions_followed="yes")
    said, stands = told(node)
    assert ([codes[0] for codes in said], stands) == (["1Z"], "do_not_board")


def test_the_carrier_is_told_that_somebody_inadmissible_does_not_board(node, enter, go):
    number = enter()
    go(number, "begin_primary")
    go(number, "refer", reason="The visa is for another purpose.")
    go(number, "begin_secondary", by="ben")
    go(number, "propose_refusal", by="ben", reason="It does not cover this journey.")
    assert told(node) == ([], "board")  # one officer refuses nobody
    go(number, "confirm_refusal", by="sue", reason="I find the same.")
    said, stands = told(node)
    assert ([codes[0] for codes in said], stands) == (["1Z"], "do_not_board")


def test_whoever_is_delivered_to_the_host_country_does_not_board(node, enter, go):
    number = enter()
    go(number, "begin_primary")
    go(number, "detain_for_offence", ground="believe_offence")
    go(number, "deliver", delivered_to="police_officer")
    assert told(node)[1] == "do_not_board"


def test_no_later_list_gives_leave_to_board_again(node, enter, go, paxlst):
    withdraw(go, enter())
    again = paxlst(("SPECIMEN", "PAT", "740812", "X1"), control="2")
    answer = clearance.receive(node, again, carrier="XX", transport="http", now=NOW).answer
    codes = re.findall(r"ERC\+(\w+)", answer.cusres.decode())
    assert ("1Z" in codes, "0Z" in codes, told(node)[1]) == (True, False, "do_not_board")


def test_who_comes_again_and_is_cleared_may_board(node, enter, go):
    number = enter()
    withdraw(go, number)
    go(number, "leave", actor="traveller", identity_answered="yes", reason_answered="yes", directions_followed="yes")
    other = enter()
    go(other, "begin_primary")
    assert told(node)[1] == "do_not_board"
    go(other, "clear", identity_verified="yes")
    said, stands = told(node)
    assert (len(said), stands) == (2, "board")
    assert said[1][0] == "0Z"


def test_no_course_that_goes_on_tells_anybody_not_to_board_even_past_the_program(node, enter, arrival):
    number = enter()
    with pytest.raises(psycopg.errors.CheckViolation), psycopg.connect(node.url) as past:
        past.execute(
            "INSERT INTO directive (voyage_id, traveller_id, key, status, encounter_id, given_at) "
            "VALUES (%s, %s, %s, 'do_not_board', %s, now())",
            [arrival.voyage, arrival.traveller, arrival.key, number],
        )


def test_the_database_and_the_program_know_the_same_endings():
    text = files("preclear.store").joinpath("migrations", "0049_told_at_the_site.sql").read_text()
    (named,) = re.findall(r"end_state IN \(([^)]*)\)", text)
    assert set(re.findall(r"'(\w+)'", named)) == NOT_TO_BOARD
