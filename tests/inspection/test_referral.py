import pytest

from preclear.inspection import Referred, provisional, questions, refer
from preclear.manifest import Reason
from preclear.rules import Assessment, Undecided, load

RULES = load()


def assessment(outcome="refer", needs=("rule",), severity=2, reasons=(), undecided=()):
    return Assessment(
        ordinal=1, key="k", outcome=outcome, reasons=tuple(Reason(code, 1.0, "") for code in reasons), needs=frozenset(needs),
        severity=severity, undecided=tuple(Undecided(rule, "", ("traveller.birth_date",)) for rule in undecided),
    )  # fmt: skip


REFERRED = {
    "clear": (assessment("clear", (), None), None),
    "incomplete": (assessment("incomplete", ("incomplete",), None), None),
    "a hit goes before a document": (assessment(needs=("document", "match"), severity=1), Referred("match", 1)),
    "who was not screened goes before a rule": (assessment(needs=("rule", "not_screened")), Referred("not_screened", 2)),
    "a rule alone": (assessment(needs=("rule", "incomplete"), severity=3), Referred("rule", 3)),
}


@pytest.mark.parametrize(("assessed", "referred"), REFERRED.values(), ids=REFERRED)
def test_who_is_referred(assessed, referred):
    assert refer(assessed) == referred


TOLD = {"clear": ("board", "board"), "incomplete": ("incomplete", "incomplete"), "refer": ("contact", "held")}


@pytest.mark.parametrize(("outcome", "told"), TOLD.items(), ids=TOLD)
def test_what_the_carrier_hears_meanwhile_is_never_a_refusal(outcome, told):
    assert (provisional(assessment(outcome), "contact"), provisional(assessment(outcome), "hold")) == told


ASKED = {
    "a hit, and not the rule about hits": (assessment(reasons=("possible-match", "close-match")), ["ofac:1"], {"ofac:1"}),
    "a rule that refers": (assessment(reasons=("minor-alone",)), [], {"minor-alone"}),
    "not a rule that asks the carrier": (assessment(reasons=("document-missing",)), [], set()),
    "why somebody was not screened": (assessment(reasons=("placeholder_name",)), [], {"placeholder_name"}),
    "nothing": (assessment("clear"), [], set()),
}


@pytest.mark.parametrize(("assessed", "entries", "asked"), ASKED.values(), ids=ASKED)
def test_what_an_officer_must_find_on(assessed, entries, asked):
    assert questions(assessed, entries, RULES) == asked
