"""What goes back and forth with a carrier beside lists and their answers: receipts, refusals of answers, the partner's profile, time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from preclear import clearance, messages
from preclear.clearance import answering
from preclear.clearance.sitting import Sitting
from preclear.clearance.told import Told
from preclear.inspection import Finding
from preclear.messages import Profile
from preclear.store import answers, carriers, events, manifests, pages
from preclear.store.records import jsonb

NOW = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
MARTIN = ("MARTIN", "ANNE", "800101", "AA000001")
LISTED = ("LISTED", "PERSON ALPHA", "740812", "AA000002")
CLEAR = Finding(findings={"test:1": "no_match"}, compared=("birth_date", "document"), outcome="clear", reason="another passport holder")


@pytest.fixture
def agree(node):
    """Agree on a profile with carrier XX."""

    def agree(**profile):
        with node.pool.connection() as db:
            db.execute("UPDATE carrier SET profile = %s WHERE id = 'XX'", [jsonb(Profile(**profile))])

    return agree


@pytest.fixture
def send(node):
    return lambda raw, at=NOW: clearance.receive(node, raw, carrier="XX", transport="http", now=at)


def asking(raw):
    return raw.replace(b"++APIS'", b"++APIS++1'", 1)


def parts(receipt):
    return [(message.type, message.function) for message in messages.read(bytes(receipt.answer.cusres)).messages]


def alarms(node, now):
    with node.pool.connection() as db:
        return [(one.kind, one.people) for one in pages.alarms(db, [], now)]


def test_a_receipt_goes_before_the_answer_where_it_is_asked_for(send, paxlst, agree):
    assert parts(send(asking(paxlst(MARTIN)))) == [("CONTRL", "acknowledged"), ("CUSRES", "962")]
    assert parts(send(paxlst(MARTIN, control="2"))) == [("CUSRES", "962")]
    agree(syntax="always")
    assert parts(send(paxlst(MARTIN, control="3"))) == [("CONTRL", "acknowledged"), ("CUSRES", "962")]
    agree(syntax="never")
    assert parts(send(asking(paxlst(MARTIN, control="4")))) == [("CUSRES", "962")]


def test_what_cannot_be_read_is_rejected(send, paxlst):
    raw = asking(paxlst(MARTIN)).replace(b"PAXLST", b"IFTMIN")
    receipt = send(raw)
    assert receipt.message.state == "unreadable"
    assert parts(receipt) == [("CONTRL", "rejected"), ("CUSRES", "962")]


def change(node, send, paxlst, officers_of):
    send(paxlst(LISTED))
    return clearance.decide(node, 1, CLEAR, by=officers_of["ana"], version=1, now=NOW).answer


def report(reference, action, *more, control="900"):
    body = [f"UCI+{reference}+PRECLEAR:ZZ+XXAPIS:ZZ+{action}", *more]
    segments = [f"UNB+UNOA:4+XXAPIS:ZZ+PRECLEAR:ZZ+260501:1201+{control}", "UNH+1+CONTRL:4:1:UN", *body, f"UNT+{len(body) + 2}+1"]
    return ("'".join([*segments, f"UNZ+1+{control}"]) + "'").encode()


def test_a_carriers_receipt_acknowledges_an_answer_and_is_not_answered(node, send, paxlst, officers_of):
    made = change(node, send, paxlst, officers_of)
    receipt = send(report(made.reference, "7"))
    assert (receipt.message.state, receipt.answer) == ("saved", None)
    with node.pool.connection() as db:
        assert answers.find(db, made.id).acknowledged_at == NOW


UNTAKEN = {"rejected": ("4+18",), "a message rejected": ("7", "UCM+M1+CUSRES:D:05B:UN+4+12"), "an action that nobody knows": ("9",)}


@pytest.mark.parametrize("said", UNTAKEN.values(), ids=UNTAKEN)
def test_an_answer_that_was_not_understood_goes_on_waiting(node, send, paxlst, officers_of, said):
    made = change(node, send, paxlst, officers_of)
    assert send(report(made.reference, *said)).message.state == "saved"
    with node.pool.connection() as db:
        assert [one.id for one in answers.waiting(db, "XX", after=0)] == [made.id]
    assert alarms(node, NOW) == ([] if said == ("9",) else [("rejected", 0)])


BEALE = ("BEALE", "BEA", "800102", "BB000001")
TAKEN, WAITS, EXCEPTION = (True, False), (False, False), (False, True)  # acknowledged, and a person is told
ANSWERED = {  # what a 312 says beside its reference, the profile's word on it, and what that comes to for a change to 0Z of one person
    "the reference alone": ("", {}, TAKEN),
    "the whole is accepted": ("ERP+1'ERC+0'", {}, TAKEN),
    "the whole is an exception": ("ERP+1'ERC+1'", {}, EXCEPTION),
    "the whole, with a code that nobody knows": ("ERP+1'ERC+7'", {}, EXCEPTION),
    "the whole, without a code": ("ERP+1'", {}, EXCEPTION),
    "the person is accepted": ("ERP+2'RFF+ABO:AA000002'ERC+0'", {}, TAKEN),
    "the person is an exception": ("ERP+2'RFF+ABO:AA000002'ERC+1'", {}, EXCEPTION),
    "the status again": ("ERP+2'RFF+ABO:AA000002'ERC+0Z'", {}, TAKEN),
    "another status": ("ERP+2'RFF+ABO:AA000002'ERC+1Z'", {}, EXCEPTION),
    "a status that nobody knows": ("ERP+2'RFF+ABO:AA000002'ERC+0A'", {}, EXCEPTION),
    "no status": ("ERP+2'RFF+ABO:AA000002'", {}, EXCEPTION),
    "two that contradict each other": ("ERP+2'RFF+ABO:AA000002'ERC+0'ERC+1'", {}, EXCEPTION),
    "somebody of whom nothing was said": ("ERP+2'RFF+ABO:ZZ9'ERC+0'", {}, EXCEPTION),
    "nobody": ("ERP+2'ERC+0'", {}, EXCEPTION),
    "the whole accepted, the person not": ("ERP+1'ERC+0'ERP+2'RFF+ABO:AA000002'ERC+1'", {}, EXCEPTION),
    "of a partner that echoes": ("ERP+2'RFF+ABO:AA000002'ERC+0'", {"acknowledgement": "echo", "dialect": "plain"}, TAKEN),
    "of a partner that echoes, another status": (
        "ERP+2'RFF+ABO:AA000002'ERC+1'",
        {"acknowledgement": "echo", "dialect": "plain"},
        EXCEPTION,
    ),
}


def taking(reference, said):
    segments = ["UNB+UNOA:4+XXAPIS:ZZ+PRECLEAR:ZZ+260501:1201+901", "UNH+1+CUSRES:D:05B:UN:IATA", "BGM+312", f"RFF+TN:{reference}"]
    segments += said.rstrip("'").split("'") if said else []
    return "".join(f"{one}'" for one in (*segments, f"UNT+{len(segments)}+1", "UNZ+1+901")).encode()


@pytest.mark.parametrize(("said", "profile", "comes_to"), ANSWERED.values(), ids=ANSWERED)
def test_what_an_acknowledgement_comes_to(node, send, paxlst, officers_of, agree, said, profile, comes_to):
    agree(**profile)
    made = change(node, send, paxlst, officers_of)
    assert send(taking(made.reference, said)).message.state == "saved"
    assert heard(node, made) == comes_to
    assert alarms(node, NOW) == ([("rejected", 0)] if comes_to is EXCEPTION else [])


def heard(node, made):
    """Whether an answer is acknowledged, and whether a person was told that it was not understood."""
    with node.pool.connection() as db:
        waits = made.id in [one.id for one in answers.waiting(db, "XX", after=0)]
        told = db.execute("SELECT rejected_at IS NOT NULL FROM answer WHERE id = %s", [made.id]).fetchone()[0]
    return not waits, told


def test_a_bare_1_for_a_person_who_may_not_board_says_that_it_could_not_be_done(node, send, paxlst, agree):
    """It may be an echo of what was said, or an exception: of somebody who sits in the aircraft, say. So a person is told."""
    send(paxlst(MARTIN))
    with node.pool.connection() as db:
        carrier = carriers.find(db, "XX")
        sitting = Sitting(db, carrier, node.circumstances, "CALL", NOW)
        saved = manifests.find_manifest(db, 1)
        person = manifests.aboard(db, 1)["AA000001"].declared
        made = answering.change(sitting, 1, saved, [Told(person, "do_not_board", "DO NOT BOARD")])
    send(taking(made.reference, "ERP+2'RFF+ABO:AA000001'ERC+1'"))
    assert heard(node, made) == EXCEPTION
    send(taking(made.reference, "ERP+2'RFF+ABO:AA000001'ERC+0Z'").replace(b"901", b"902"))  # they read it as the contrary
    assert heard(node, made) == EXCEPTION
    send(taking(made.reference, "ERP+2'RFF+ABO:AA000001'ERC+1Z'").replace(b"901", b"903"))
    assert heard(node, made) == (True, True)
    assert alarms(node, NOW) == []


def test_who_is_not_named_in_an_acknowledgement_has_not_been_acknowledged(node, send, paxlst):
    send(paxlst(MARTIN, BEALE))
    with node.pool.connection() as db:
        sitting = Sitting(db, carriers.find(db, "XX"), node.circumstances, "CALL", NOW)
        people = manifests.aboard(db, 1)
        told = [Told(people[key].declared, "contact", "CALL") for key in ("AA000001", "BB000001")]
        made = answering.change(sitting, 1, manifests.find_manifest(db, 1), told)
    send(taking(made.reference, "ERP+2'RFF+ABO:AA000001'ERC+2Z'"))
    assert heard(node, made) == WAITS
    send(taking(made.reference, "ERP+2'RFF+ABO:AA000001'ERC+2Z'ERP+2'RFF+ABO:BB000001'ERC+2Z'").replace(b"901", b"902"))
    assert heard(node, made) == TAKEN


def test_a_receipt_for_another_carriers_answer_is_none(node, send, paxlst, officers_of):
    made = change(node, send, paxlst, officers_of)
    receipt = clearance.receive(node, report(made.reference, "7"), carrier="HH", transport="http", now=NOW)
    assert (receipt.message.state, [one.code for one in receipt.message.faults]) == ("unreadable", ["MSG-NOT-EXPECTED"])
    with node.pool.connection() as db:
        assert answers.find(db, made.id).acknowledged_at is None


def test_who_has_no_unique_reference_is_named_since_a_family_may_share_its_locator(send, paxlst):
    raw = b"'".join(one for one in paxlst(MARTIN, LISTED).split(b"'") if not one.strip().startswith(b"RFF+ABO"))
    answers_ = messages.read(bytes(send(raw).answer.cusres)).messages[0].answers
    told = {one.text: one.status for one in answers_ if one.person is not None}
    assert {(text or "").partition(":")[0]: status for text, status in told.items()} == {
        f"{MARTIN[0]}/{MARTIN[1]}": "board",
        f"{LISTED[0]}/{LISTED[1]}": "contact",
    }


def test_statuses_are_written_in_the_partners_dialect(send, paxlst, agree):
    agree(dialect="plain", statuses={"contact": ("2A",)})
    said = bytes(send(paxlst(MARTIN, LISTED)).answer.cusres)
    assert (said.count(b"ERC+0'"), said.count(b"ERC+2A'"), b"ERC+0Z" in said) == (2, 1, False)  # the header's, and one person's


def test_answers_have_the_partners_separators_and_group(send, paxlst, agree):
    agree(separators="|*.\\ $", group="always")
    said = bytes(send(paxlst(MARTIN)).answer.cusres)
    assert said.startswith(b"UNA|*.\\ $")
    assert b"UNG*CUSRES*PRECLEAR|ZZ*XXAPIS|ZZ*" in said
    assert [one.status for one in messages.read(said).messages[0].answers] == ["board", "board"]


def test_a_message_that_another_one_signed_is_not_taken(node, send, paxlst, agree):
    agree(senders=("XXAPIS", "XXDCS"))
    assert send(paxlst(MARTIN)).message.state == "saved"
    receipt = send(paxlst(MARTIN, control="2").replace(b"XXAPIS", b"YYAPIS"))
    assert (receipt.message.state, [one.code for one in receipt.message.faults]) == ("unreadable", ["MSG-SENDER-UNKNOWN"])


def test_a_function_means_what_was_agreed(node, send, paxlst, agree):
    agree(meanings={"change": "cancel_reservation"}, functions=("original", "cancel_reservation"))
    send(paxlst(MARTIN))
    send(paxlst(MARTIN, document="745+CP", control="2"))
    with node.pool.connection() as db:
        assert db.execute("SELECT withdrawn FROM traveller").fetchall() == [(True,)]
    receipt = send(paxlst(MARTIN, document="266+CL", control="3"))
    assert "MSG-FUNCTION-NOT-AGREED" in [one["code"] for one in receipt.answer.json["messages"][0]["faults"]]


def test_the_time_to_acknowledge_is_the_carriers(node, send, paxlst, officers_of, agree):
    agree(acknowledge_minutes=3)
    change(node, send, paxlst, officers_of)
    assert clearance.alarm(node, NOW + timedelta(minutes=2)) == 0
    assert clearance.alarm(node, NOW + timedelta(minutes=3)) == 1
    assert alarms(node, NOW) == [("silent", 0)]


def test_a_part_that_does_not_come_is_an_alarm_until_it_comes(node, send, paxlst):
    def part(n, flag, *people):
        raw = paxlst(*people, control=f"P{n}")
        return raw.replace(b"UN:IATA'", f"UN:IATA+XX420/260501/1015+{n:02d}{flag}'".encode(), 1)

    send(part(1, ":C", MARTIN))
    send(part(3, ":F", LISTED))
    assert clearance.alarm(node, NOW + timedelta(minutes=14)) == 0
    assert clearance.alarm(node, NOW + timedelta(minutes=15)) == 1
    assert clearance.alarm(node, NOW + timedelta(minutes=16)) == 0
    assert alarms(node, NOW) == [("part", 0)]
    send(part(2, "", ("DURAND", "PAUL", "810101", "AA000003")))
    assert alarms(node, NOW) == []


def test_a_voyage_that_is_not_closed_out_in_time_is_an_alarm_until_it_is(node, send, paxlst, agree):
    departs = datetime(2026, 5, 1, 17, 15, tzinfo=UTC)
    send(paxlst(MARTIN))
    assert clearance.alarm(node, departs + timedelta(hours=3)) == 0  # nothing is agreed
    agree(close_out_minutes=30)
    assert clearance.alarm(node, departs + timedelta(minutes=29)) == 0
    assert clearance.alarm(node, departs + timedelta(minutes=30)) == 1
    assert alarms(node, departs + timedelta(hours=1)) == [("unclosed", 0)]
    send(paxlst(document="266+CL", control="2"), departs + timedelta(hours=1))
    assert alarms(node, departs + timedelta(hours=1)) == []


def test_people_on_board_who_should_not_be_stand_among_the_alarms(node, send, paxlst):
    send(paxlst(MARTIN, LISTED))
    send(paxlst(MARTIN, LISTED, ("SAM", "STRANGER", "900101", "ZZ1"), document="266+CLOB", control="2"))
    assert sorted(alarms(node, NOW)) == [("against", 1), ("unscreened", 1)]
    with node.pool.connection() as db:
        assert {event.kind for _, event in events.about(db, ["voyage:1"])} == {"alarm.unscreened", "alarm.against"}


WRONG = {
    "no such function": {"functions": ("fly",)},
    "no such dialect": {"dialect": "XX"},
    "no such status": {"statuses": {"fly": ("9",)}},
    "a code for two statuses": {"statuses": {"board": ("1Z",)}},
    "too few separators": {"separators": ":+."},
    "a separator twice": {"separators": "::.? '"},
    "a letter": {"separators": "A+.? '"},
    "no minutes": {"acknowledge_minutes": 0},
}


@pytest.mark.parametrize("profile", WRONG.values(), ids=WRONG)
def test_a_profile_that_cannot_be(profile):
    with pytest.raises(messages.profile.PreclearError):
        Profile(**profile)


def test_a_profile_as_it_is_kept():
    profile = Profile(senders=("A",), meanings={"change": "request"}, statuses={"board": ("0", "0A")}, separators="|*.\\ $")
    assert msgspec.convert(msgspec.json.decode(msgspec.json.encode(profile)), Profile) == profile
