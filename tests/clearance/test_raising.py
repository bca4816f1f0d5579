"""Questions of officers and of other systems on people: referred, decided, and never lost by a new list."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from preclear import clearance
from preclear.clearance import ByHand
from preclear.errors import Conflict, NotFound, NotPermitted
from preclear.inspection import Finding, Sought
from preclear.manifest import PartialDate
from preclear.store import manifests, raised, referrals, systems
from preclear.store.raised import Said
from preclear.store.systems import System

NOW = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)
MARTIN = ("MARTIN", "ANNE", "800101", "AA000001")
DUBOIS = ("DUBOIS", "PAUL", "790202", "AA000003")
LISTED = ("LISTED", "PERSON ALPHA", "740812", "AA000002")
DOUBT = ByHand(kind="itinerary", severity=2, reason="booked an hour before departure, paid in cash")
POLICE = System(id="police", name="Police information system", kinds=("identity", "document"), severest=1)
ON_BOARD = Sought(
    family_name="Martin", given_names="Anne", birth_date=PartialDate(1980, 1, 1), designator="XX420", departs=date(2026, 5, 1)
)


def said(reference="R1", minute=0, **changes):
    facts = {
        "reference": reference, "kind": "identity", "severity": 2, "reason": "sought as a witness", "source": "wanted persons",
        "sought": ON_BOARD, "said_at": NOW + timedelta(minutes=minute), "valid_until": NOW + timedelta(days=3),
    }  # fmt: skip
    return Said(**facts | changes)


def send(node, raw, now=NOW):
    return clearance.receive(node, raw, carrier="XX", transport="http", now=now)


def people(node, voyage=1):
    """Everybody on a voyage by family name."""
    with node.pool.connection() as db:
        return {person.declared.family_name: person for person in manifests.aboard(db, voyage).values()}


def stands(node, name):
    """What the carrier was told of somebody, the state of their referral, and what is asked."""
    person = people(node)[name]
    with node.pool.connection() as db:
        number = person.standing.referral
        return person.directive, person.standing.state, sorted(referrals.find(db, number).questions) if number else []


def changes(node):
    """What the carrier was told unasked, in order."""
    with node.pool.connection() as db:
        rows = db.execute("SELECT json FROM answer WHERE kind = 'change' ORDER BY id").fetchall()
    return [(result["family_name"], result["status"]) for (json,) in rows for one in json["messages"] for result in one["results"]]


def by_hand(node, officer, name="MARTIN", what=DOUBT, now=NOW):
    person = people(node)[name]
    return clearance.raise_by_hand(node, 1, person.declared.key, what, by=officer, now=now)


def decide(node, officer, name, outcome="clear", now=NOW, **found):
    person = people(node)[name]
    with node.pool.connection() as db:
        referral = referrals.find(db, person.standing.referral)
    finding = Finding(
        findings={code: found.get(code, "no_match") for code in referral.questions} if outcome != "confirm_refusal" else {},
        compared=("birth_date", "document"), outcome=outcome, reason="asked and looked at", against="looked at twice",
    )  # fmt: skip
    return clearance.decide(node, referral.id, finding, by=officer, version=referral.version, now=now)


@pytest.fixture
def police(node):
    with node.pool.connection() as db:
        systems.add(db, POLICE, by="operator", now=NOW)
    return POLICE


def test_a_hit_by_hand_refers_its_person_and_the_carrier_is_told(node, officers_of, paxlst):
    send(node, paxlst(MARTIN, DUBOIS))
    number = by_hand(node, officers_of["ana"])
    assert stands(node, "MARTIN") == ("contact", "open", [f"hit#{number}.1"])
    assert stands(node, "DUBOIS") == ("board", None, [])
    assert changes(node) == [("MARTIN", "contact")]
    with node.pool.connection() as db:
        assert db.execute("SELECT kind, severity, taken_by FROM referral").fetchall() == [("manual", 2, None)]
    decide(node, officers_of["ben"], "MARTIN")
    assert stands(node, "MARTIN") == ("board", None, [])
    assert changes(node) == [("MARTIN", "contact"), ("MARTIN", "board")]


def test_it_outlives_new_lists_other_keys_and_screening_again(node, officers_of, paxlst):
    """A list that knows the person by their booking alone, then one with another reference: another key, and the same person."""
    send(node, paxlst(MARTIN).replace(b"RFF+ABO:AA000001", b"RFF+AVF:QQ1234"))
    number = by_hand(node, officers_of["ana"])
    asked, before = [f"hit#{number}.1"], people(node)["MARTIN"].declared.key
    send(node, paxlst(MARTIN, DUBOIS, control="2", document="745+CP"), NOW + timedelta(minutes=1))
    assert stands(node, "MARTIN") == ("contact", "open", asked)
    assert people(node)["MARTIN"].declared.key != before
    with node.pool.connection() as db:
        db.execute("UPDATE traveller SET circumstances = 'before' WHERE superseded_at IS NULL")
    while clearance.rescreen(node, NOW + timedelta(minutes=3)):
        pass
    assert stands(node, "MARTIN") == ("contact", "open", asked)
    decide(node, officers_of["ben"], "MARTIN")
    send(node, paxlst(MARTIN, DUBOIS, control="4", document="745+CP"), NOW + timedelta(minutes=4))
    assert stands(node, "MARTIN") == ("board", None, [])  # answered, and the person is the same
    send(node, paxlst(("MARTIN", "ANNA", "800101", "AA000001"), control="5", document="745+CP"), NOW + timedelta(minutes=5))
    assert stands(node, "MARTIN") == ("contact", "open", asked)  # declared otherwise, so asked again


def test_two_officers_at_once_ask_two_questions_in_one_case(node, officers_of, paxlst):
    send(node, paxlst(MARTIN))
    with ThreadPoolExecutor(2) as pool:
        numbers = list(pool.map(lambda who: by_hand(node, officers_of[who]), ("ana", "ben")))
    assert stands(node, "MARTIN") == ("contact", "open", sorted(f"hit#{number}.1" for number in numbers))
    with node.pool.connection() as db:
        assert db.execute("SELECT count(*) FROM referral").fetchone() == (1,)


def test_one_that_is_raised_while_a_case_is_open_starts_it_again_and_keeps_its_officer(node, officers_of, paxlst):
    send(node, paxlst(LISTED))
    referral = people(node)["LISTED"].standing.referral
    clearance.take(node, referral, by=officers_of["ana"], now=NOW)
    decide(node, officers_of["ana"], "LISTED", "propose_refusal")
    number = by_hand(node, officers_of["ben"], "LISTED")
    assert stands(node, "LISTED") == ("contact", "open", [f"hit#{number}.1", "test:1"])
    with node.pool.connection() as db:
        assert referrals.find(db, referral).taken_by == officers_of["ana"].id


def test_a_refusal_stands_whatever_is_raised_until_an_officer_decides_again(node, officers_of, paxlst):
    send(node, paxlst(MARTIN))
    by_hand(node, officers_of["ana"])
    decide(node, officers_of["ana"], "MARTIN", "propose_refusal")
    decide(node, officers_of["sue"], "MARTIN", "confirm_refusal")
    by_hand(node, officers_of["ben"])
    assert stands(node, "MARTIN")[:2] == ("do_not_board", "open")
    send(node, paxlst(MARTIN, DUBOIS, control="2"), NOW + timedelta(minutes=1))
    assert stands(node, "MARTIN")[:2] == ("do_not_board", "open")
    decide(node, officers_of["ana"], "MARTIN")
    assert stands(node, "MARTIN")[:2] == ("board", None)
    assert [status for _, status in changes(node)] == ["contact", "do_not_board", "board"]


def test_who_may_not_raises_nothing(node, officers_of, paxlst):
    send(node, paxlst(MARTIN))
    with pytest.raises(NotPermitted):
        by_hand(node, officers_of["pat"])
    with pytest.raises(NotFound):
        clearance.raise_by_hand(node, 99, "x", DOUBT, by=officers_of["ana"], now=NOW)
    with pytest.raises(Conflict):
        clearance.raise_by_hand(node, 1, "nobody", DOUBT, by=officers_of["ana"], now=NOW)
    assert stands(node, "MARTIN") == ("board", None, [])


def test_another_systems_hit_meets_who_is_declared_already(node, police, officers_of, paxlst):
    send(node, paxlst(MARTIN, DUBOIS))
    heard = clearance.hear(node, police, said(), now=NOW)
    assert (heard.change, [(one.designator, one.found, one.waiting) for one in heard.outcomes]) == ("new", [("XX420", None, True)])
    assert stands(node, "MARTIN") == ("contact", "open", [f"hit#{heard.hit.id}.1"])
    with node.pool.connection() as db:
        assert db.execute("SELECT kind FROM referral").fetchall() == [("external",)]
    assert clearance.hear(node, police, said(), now=NOW).change == "same"
    assert changes(node) == [("MARTIN", "contact")]


def test_one_that_comes_first_waits_for_its_person(node, police, paxlst):
    leroy, petit = ("LEROY", "MAX", "850303", "AA000005"), ("PETIT", "EVE", "860404", "AA000006")
    meant = {
        "MARTIN": ON_BOARD,
        "LEROY": Sought(document_number="AA 000-005", document_issuer="CAN"),
        "PETIT": Sought(document_number="aa000006"),
    }
    heard = {name: clearance.hear(node, police, said(name, sought=sought), now=NOW) for name, sought in meant.items()}
    assert [one.outcomes for one in heard.values()] == [[], [], []]
    send(node, paxlst(DUBOIS))
    assert stands(node, "DUBOIS") == ("board", None, [])
    answered = send(node, paxlst(DUBOIS, MARTIN, leroy, petit, control="2"), NOW + timedelta(minutes=1)).answer
    assert [one["status"] for one in answered.json["messages"][0]["results"]] == ["board", "contact", "contact", "contact"]
    assert [stands(node, name)[2] for name in meant] == [[f"hit#{one.hit.id}.1"] for one in heard.values()]


VOYAGE = {"designator": "XX420", "departs": date(2026, 5, 1)}
NAMED = {"family_name": "Martin", "given_names": "Anne"}
NOBODY = {
    "another voyage": {"sought": Sought(**NAMED, **VOYAGE | {"designator": "XX421"})},
    "another day": {"sought": Sought(**NAMED, **VOYAGE | {"departs": date(2026, 5, 2)})},
    "born in another month": {"sought": Sought(**NAMED, **VOYAGE, birth_date=PartialDate(1980, 2))},
    "another name": {"sought": Sought(**NAMED | {"given_names": "Marie"}, **VOYAGE)},
    "a document of another state": {"sought": Sought(document_number="AA000001", document_issuer="USA")},
    "over by now": {"valid_until": NOW},
    "another carrier": {"sought": Sought(**NAMED, **VOYAGE, carrier="HH")},
}


def test_it_meets_nobody_else(node, police, paxlst):
    for name, what in NOBODY.items():
        clearance.hear(node, police, said(f"before, {name}", **what), now=NOW)
    send(node, paxlst(MARTIN))
    for name, what in NOBODY.items():
        assert clearance.hear(node, police, said(f"after, {name}", **what), now=NOW).outcomes == [], name
    assert stands(node, "MARTIN") == ("board", None, [])


def test_what_changes_asks_anew_and_what_is_only_longer_does_not(node, police, officers_of, paxlst):
    send(node, paxlst(MARTIN))
    number = clearance.hear(node, police, said(), now=NOW).hit.id
    decide(node, officers_of["ana"], "MARTIN")
    longer = said(minute=1, valid_until=NOW + timedelta(days=30))
    assert clearance.hear(node, police, longer, now=NOW).change == "extended"
    assert stands(node, "MARTIN") == ("board", None, [])
    assert clearance.hear(node, police, said(minute=2, reason="sought for theft"), now=NOW).change == "changed"
    assert stands(node, "MARTIN") == ("contact", "open", [f"hit#{number}.2"])
    with pytest.raises(Conflict):
        clearance.hear(node, police, said(minute=1), now=NOW)  # what came late over the line changes nothing
    with node.pool.connection() as db:
        wordings = db.execute("SELECT record ->> 'reason' FROM raised_said ORDER BY number").fetchall()
    assert [words for (words,) in wordings] == ["sought as a witness", "sought as a witness", "sought for theft"]


def test_a_withdrawn_one_asks_nothing_unless_an_officer_has_begun(node, police, officers_of, paxlst):
    send(node, paxlst(MARTIN, DUBOIS))
    dubois = Sought(family_name="DUBOIS", given_names="PAUL", designator="XX420", departs=date(2026, 5, 1))
    clearance.hear(node, police, said(), now=NOW)
    second = clearance.hear(node, police, said("R2", sought=dubois), now=NOW).hit.id
    decide(node, officers_of["ana"], "DUBOIS", "propose_refusal")
    for reference in ("R1", "R2", "R2"):
        clearance.withdraw(node, police, reference, why="found", said_at=NOW + timedelta(minutes=5), now=NOW)
    assert stands(node, "MARTIN") == ("board", None, [])
    assert stands(node, "DUBOIS") == ("contact", "proposed", [])
    with pytest.raises(NotFound):
        clearance.withdraw(node, police, "R9", why="found", said_at=NOW, now=NOW)
    again = clearance.hear(node, police, said("R2", minute=9, sought=dubois), now=NOW)
    assert (again.change, stands(node, "DUBOIS")) == ("changed", ("contact", "open", [f"hit#{second}.2"]))


def test_one_that_means_somebody_else_now_lets_the_first_go(node, police, paxlst):
    send(node, paxlst(MARTIN, DUBOIS))
    clearance.hear(node, police, said(), now=NOW)
    other = Sought(document_number="AA000003")
    clearance.hear(node, police, said(minute=1, sought=other), now=NOW)
    assert (stands(node, "MARTIN")[0], stands(node, "DUBOIS")[0]) == ("board", "contact")


@pytest.mark.parametrize("changed", [{"kind": "goods"}, {"severity": 1}])
def test_a_system_tells_only_what_is_agreed(node, paxlst, changed):
    system = System(id="small", name="A small one", kinds=("identity",), severest=2)
    with node.pool.connection() as db:
        systems.add(db, system, by="operator", now=NOW)
    with pytest.raises(NotPermitted):
        clearance.hear(node, system, said(**changed), now=NOW)
    with node.pool.connection() as db:
        assert raised.of_system(db, "small") == []


def test_who_was_being_saved_meanwhile_is_met_a_little_later(node, police, paxlst):
    """A list that is in work while the hit is told sees no hit, and is seen by none: it commits after both have looked."""
    heard = clearance.hear(node, police, said(sought=Sought(document_number="AA000001")), now=NOW)
    with node.pool.connection() as db:  # as the list saw it: not there yet
        db.execute("UPDATE raised_hit SET withdrawn_at = now(), withdrawn_why = 'hidden'")
    send(node, paxlst(MARTIN))
    with node.pool.connection() as db:
        db.execute("UPDATE raised_hit SET withdrawn_at = NULL, withdrawn_why = NULL")
    assert clearance.seek_again(node, NOW) == 0
    assert stands(node, "MARTIN") == ("board", None, [])
    assert clearance.seek_again(node, NOW + timedelta(minutes=3)) == 1
    assert stands(node, "MARTIN") == ("contact", "open", [f"hit#{heard.hit.id}.1"])
    assert clearance.seek_again(node, NOW + timedelta(minutes=4)) == 0


def test_the_same_said_twice_at_once_is_one_hit(node, police, paxlst):
    send(node, paxlst(MARTIN))
    with ThreadPoolExecutor(3) as pool:
        heard = list(pool.map(lambda _: clearance.hear(node, police, said(), now=NOW), range(3)))
    assert sorted(one.change for one in heard) == ["new", "same", "same"]
    assert changes(node) == [("MARTIN", "contact")]
