import pytest

from preclear.inspection import Course, Referred, Standing, course
from preclear.rules import Assessment

ASKED = frozenset({"ofac:1"})
MORE = frozenset({"ofac:1", "ofac:2"})


def assessment(outcome="refer"):
    needs = {"refer": frozenset({"match"}), "incomplete": frozenset({"incomplete"}), "clear": frozenset()}[outcome]
    return Assessment(ordinal=1, key="k", outcome=outcome, reasons=(), needs=needs, severity=2 if outcome == "refer" else None)


def standing(**facts):
    return Standing(**{"same_person": True, "questions": ASKED} | facts)


MATCH = Referred("match", 2)
OPEN = {"referral": 7, "state": "open"}
CLEARED = {"decided": "board", "decision": 3, "found": ASKED}
REFUSED = {"decided": "do_not_board", "decision": 4, "found": ASKED}
ASKED_CARRIER = {"decided": "incomplete", "decision": 5, "found": ASKED}

CASES = {  # what the assessment says, what it asks, where the person stood -> what becomes of them
    "first seen and clear": ("clear", frozenset(), None, Course(step="none", referred=None, status="board")),
    "first seen and referred": ("refer", ASKED, None, Course(step="raise", referred=MATCH, status="contact")),
    "first seen and incomplete": ("incomplete", frozenset(), None, Course(step="none", referred=None, status="incomplete")),
    "referred before, and again": ("refer", ASKED, standing(**OPEN), Course(step="carry", referred=MATCH, status="contact")),
    "referred before, with a new question": (
        "refer", MORE, standing(**OPEN), Course(step="carry", referred=MATCH, status="contact", reopened=True),
    ),
    "referred before, now another person": (
        "refer", ASKED, standing(**OPEN, same_person=False), Course(step="carry", referred=MATCH, status="contact", reopened=True),
    ),
    "referred before, nothing asked now": ("clear", frozenset(), standing(**OPEN), Course(step="lapse", referred=None, status="board")),
    "a proposed refusal never lapses by itself": (
        "clear", frozenset(), standing(referral=7, state="proposed"), Course(step="carry", referred=None, status="contact"),
    ),
    "nor does a secondary inspection": (
        "clear", frozenset(), standing(referral=7, state="secondary"), Course(step="carry", referred=None, status="contact"),
    ),
    "a secondary inspection stays one with a new question": (
        "refer", MORE, standing(referral=7, state="secondary"), Course(step="carry", referred=MATCH, status="contact"),
    ),
    "cleared by an officer, same again": (
        "refer", ASKED, standing(**CLEARED), Course(step="none", referred=None, status="board", decision=3),
    ),
    "cleared, with a new question": ("refer", MORE, standing(**CLEARED), Course(step="raise", referred=MATCH, status="contact")),
    "cleared, now another person": (
        "refer", ASKED, standing(**CLEARED, same_person=False), Course(step="raise", referred=MATCH, status="contact"),
    ),
    "cleared, now faulty": ("incomplete", frozenset(), standing(**CLEARED), Course(step="none", referred=None, status="incomplete")),
    "refused, same again": ("refer", ASKED, standing(**REFUSED), Course(step="none", referred=None, status="do_not_board", decision=4)),
    "refused, now clear with other data": (
        "clear", frozenset(), standing(**REFUSED, same_person=False), Course(step="raise", referred=Referred("rule", 1), status="contact"),
    ),
    "refused, no longer listed": (
        "clear", frozenset(), standing(**REFUSED), Course(step="none", referred=None, status="do_not_board", decision=4),
    ),
    "carrier was asked, nothing mended": (
        "refer", ASKED, standing(**ASKED_CARRIER), Course(step="none", referred=None, status="incomplete", decision=5),
    ),
    "carrier was asked, and mended it": (
        "refer", ASKED, standing(**ASKED_CARRIER, same_person=False), Course(step="raise", referred=MATCH, status="contact"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("outcome", "asks", "before", "expected"), CASES.values(), ids=CASES)
def test_what_becomes_of_a_person(outcome, asks, before, expected):
    assert course(assessment(outcome), asks, before, "contact") == expected


def test_no_machine_made_course_is_a_refusal_without_a_decision():
    for outcome, asks, before, _ in CASES.values():
        for referred in ("contact", "hold"):
            found = course(assessment(outcome), asks, before, referred)
            assert found.status != "do_not_board" or found.decision is not None


def test_a_carrier_whose_people_are_held_hears_nothing_of_them():
    assert course(assessment(), ASKED, None, "hold").status == "held"
    assert course(assessment(), ASKED, standing(**OPEN), "hold").status == "held"
