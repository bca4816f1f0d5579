"""Each function of a passenger list, from its bytes to where everybody stands and what the carrier is told."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from preclear import clearance, messages

NOW = datetime(2026, 5, 1, 7, 30, tzinfo=UTC)
ADA, BEA, CAL = ((name, "ANNE", f"80010{n}", f"PP00000{n}") for n, name in enumerate(("ADAMS", "BEALE", "CALDER"), 1))
LISTED = ("LISTED", "PERSON ALPHA", "740812", "AA000002")


@pytest.fixture
def after(node, paxlst):
    """Send a list of Adams and Beale and then another message; return its answers, where all stand, and the voyage's name of a place."""

    def after(document, *people, bare=False, edit=lambda raw: raw):
        def send(raw):
            return clearance.receive(node, raw, carrier="XX", transport="http", now=NOW)

        send(paxlst(ADA, BEA, control="K1"))
        raw = paxlst(*people, document=document, control="K2").replace(b":0600+", b":0610+")
        if bare:  # by reference alone
            raw = re.sub(rb"NAD\+FL\+\+\+.*?(?=RFF\+ABO)", b"NAD+FL'\n", raw, flags=re.DOTALL)
            raw = re.sub(rb"DOC\+P.*?LOC\+91\+CAN'\n", b"", raw, flags=re.DOTALL)
        receipt = send(edit(raw))
        assert receipt.message.state == "saved"
        (answer,) = messages.read(bytes(receipt.answer.cusres)).messages
        with node.pool.connection() as db:
            standing = db.execute(
                "SELECT key, family_name, withdrawn, on_board, stranger FROM traveller WHERE superseded_at IS NULL ORDER BY key"
            ).fetchall()
            (voyage,) = db.execute("SELECT arrival, cancelled, closed FROM voyage").fetchall()
        return {one.reference: one.status for one in answer.answers if one.person}, standing, voyage

    return after


A, B, C = ADA[3], BEA[3], CAL[3]
BOTH = [(A, "ADAMS", False, None, False), (B, "BEALE", False, None, False)]
FUNCTIONS = {  # document, people, by reference alone; whom the answer tells to board, where all stand
    "original again": ("745", (ADA, BEA), False, {A, B}, BOTH),
    "an original of others: nobody ends by being left out": ("745", (CAL,), False, {C}, [*BOTH, (C, "CALDER", False, None, False)]),
    "add": ("745+2", (CAL,), False, {C}, [*BOTH, (C, "CALDER", False, None, False)]),
    "change": ("745+CP", (("BEALES", *BEA[1:]),), False, {B}, [BOTH[0], (B, "BEALES", False, None, False)]),
    "change of somebody unknown": ("745+CP", (CAL,), False, {C}, [*BOTH, (C, "CALDER", False, None, False)]),
    "delete": ("745+3", (BEA,), True, set(), [BOTH[0], (B, "BEALE", True, None, False)]),
    "replace": ("745++5", (BEA,), False, {B}, [(A, "ADAMS", True, None, False), BOTH[1]]),
    "cancel a reservation": ("745+XR", (BEA,), True, set(), [BOTH[0], (B, "BEALE", True, None, False)]),
    "cancel a reservation, named in full": ("745+XR", (BEA,), False, set(), [BOTH[0], (B, "BEALE", True, None, False)]),
    "reduce a party": ("745+RP", (ADA,), True, set(), [(A, "ADAMS", True, None, False), BOTH[1]]),
    "close": ("266+CL", (), False, set(), [(A, "ADAMS", False, True, False), (B, "BEALE", False, True, False)]),
    "on board": ("266+CLOB", (BEA,), True, set(), [(A, "ADAMS", False, False, False), (B, "BEALE", False, True, False)]),
    "on board, a stranger": (
        "266+CLOB",
        (ADA, BEA, CAL),
        False,
        {C},  # screened now, and clear; that it came too late is the alarm's to say
        [(A, "ADAMS", False, True, False), (B, "BEALE", False, True, False), (C, "CALDER", False, True, True)],
    ),
    "not on board": ("266+CLNB", (BEA,), True, set(), [(A, "ADAMS", False, True, False), (B, "BEALE", True, False, False)]),
    "nobody is left behind": ("266+CLNB", (), False, set(), [(A, "ADAMS", False, True, False), (B, "BEALE", False, True, False)]),
    "cancel the flight": ("266+XF", (), False, set(), [(A, "ADAMS", True, None, False), (B, "BEALE", True, None, False)]),
    "change the flight": ("266+CF", (), False, set(), BOTH),
    "change the flight, with people by reference": ("266+CF", (ADA, BEA), True, {A, B}, BOTH),
    "crew": ("250+C", (CAL,), False, {C}, [*BOTH, (C, "CALDER", False, None, False)]),
}


@pytest.mark.parametrize(("document", "people", "bare", "boarding", "standing"), FUNCTIONS.values(), ids=FUNCTIONS)
def test_a_function(after, document, people, bare, boarding, standing):
    answers, stand, _ = after(document, *people, bare=bare)
    assert {reference for reference, status in answers.items() if status == "board"} == boarding
    assert set(answers.values()) <= {"board"}
    assert stand == standing


def test_a_request_is_answered_by_its_reference(after):
    answers, stand, _ = after("745", BEA, edit=lambda raw: raw.replace(b"++APIS", b"++IAPI"))
    assert answers == {B: "board"}
    assert stand == BOTH


def test_a_flight_that_is_changed_or_cancelled_says_so(after):
    assert after("266+CF", edit=lambda raw: raw.replace(b"LOC+87+SEA", b"LOC+87+PDX"))[2] == ("PDX", False, None)


def test_who_boards_unscreened_is_answered_nothing_and_is_an_alarm(after, node):
    answers, stand, _ = after("266+CLOB", LISTED)
    assert "board" not in answers.values()
    assert [row[3:] for row in stand if row[0] == "AA000002"] == [(True, True)]
    with node.pool.connection() as db:
        assert db.execute("SELECT count(*) FROM event WHERE kind = 'alarm.unscreened'").fetchone() == (1,)
