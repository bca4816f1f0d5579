import pytest

from preclear.errors import NotPermitted
from preclear.inspection import REFUSALS, Case, Finding, Officer, Ruling, contradictions, may_take, rule_on

ASKED = frozenset({"ofac:1", "document-expired"})
FOUND = {"ofac:1": "no_match", "document-expired": "match"}


def officer(*roles, number=1, sites=()):
    return Officer(id=number, login="x", name="X", roles=frozenset(roles), sites=frozenset(sites))


def case(state="open", **facts):
    return Case(**{"state": state, "questions": ASKED, "places": frozenset({"YVR", "SEA"})} | facts)


def finding(outcome="refer_secondary", **facts):
    return Finding(**{"findings": FOUND, "compared": ("birth_date", "document"), "outcome": outcome, "reason": "in my own words"} | facts)


PRIMARY, SECONDARY, SUPERVISOR = officer("primary"), officer("secondary"), officer("supervisor", number=2)
SECRET = {"ofac:1": frozenset({"secondary"})}  # shown to secondary officers alone
UNSURE = {"ofac:1": "cannot_tell", "document-expired": "match"}
AGAINST = {"against": "the book was renewed yesterday"}

PROPOSED = case("proposed", proposed_by=1)
RULED = {
    "clear": (case(), finding("clear", **AGAINST), PRIMARY, Ruling("board", "closed")),
    "to secondary": (case(), finding(), PRIMARY, Ruling("contact", "secondary")),
    "to secondary, on an entry that one does not see": (
        case(shown_to=SECRET),
        finding(findings=UNSURE),
        PRIMARY,
        Ruling("contact", "secondary"),
    ),
    "by a role that sees it": (case(shown_to=SECRET), finding("clear", **AGAINST), SECONDARY, Ruling("board", "closed")),
    "an entry that is not asked about": (
        case(shown_to={"ofac:9": frozenset()}),
        finding("clear", **AGAINST),
        PRIMARY,
        Ruling("board", "closed"),
    ),
    "ask the carrier": (case(), finding("ask_carrier"), SECONDARY, Ruling("incomplete", "closed")),
    "propose a refusal": (case(), finding("propose_refusal"), PRIMARY, Ruling(None, "proposed")),
    "propose it in secondary": (case("secondary"), finding("propose_refusal"), SECONDARY, Ruling(None, "proposed")),
    "confirm it": (PROPOSED, Finding(outcome="confirm_refusal", reason="the same"), SUPERVISOR, Ruling("do_not_board", "closed")),
    "reject it": (PROPOSED, Finding(outcome="reject_refusal", reason="no"), SUPERVISOR, Ruling(None, "open")),
}


@pytest.mark.parametrize(("about", "found", "by", "ruling"), RULED.values(), ids=RULED)
def test_what_follows_from_a_finding(about, found, by, ruling):
    assert rule_on(about, found, by) == ruling


NOT = {
    "closed": (case("closed"), finding(), PRIMARY),
    "role": (case(), finding(), officer("analyst")),
    "site": (case(), finding(), officer("primary", sites=["YYZ"])),
    "taken-by-other": (case(taken_by=9), finding(), PRIMARY),
    "in-secondary": (case("secondary"), finding("clear", **AGAINST), PRIMARY),
    "already-secondary": (case("secondary"), finding(), SUPERVISOR),
    "refusal-waits": (case("proposed", proposed_by=1), finding(), PRIMARY),
    "no-proposal": (case(), finding("confirm_refusal"), SUPERVISOR),
    "own-proposal": (case("proposed", proposed_by=2), finding("confirm_refusal"), SUPERVISOR),
    "finding-missing": (case(), finding(findings={"ofac:1": "no_match"}), PRIMARY),
    "finding-unasked": (case(), finding(findings={**FOUND, "ofac:9": "match"}), PRIMARY),
    "compared-too-little": (case(), finding(compared=("document", "document")), PRIMARY),
    "compared-unknown": (case(), finding(compared=("document", "shoe_size")), PRIMARY),
    "reason-missing": (case(), finding(reason=" "), PRIMARY),
    "list-not-shown": (case(shown_to=SECRET), finding(), PRIMARY),
    "against-missing": (case(), finding("clear"), PRIMARY),
}


@pytest.mark.parametrize(("code", "about", "found", "by"), [(code, *rest) for code, rest in NOT.items()], ids=NOT)
def test_what_is_not_permitted_says_why(code, about, found, by):
    with pytest.raises(NotPermitted) as refused:
        rule_on(about, found, by)
    assert (refused.value.code, str(refused.value)) == (code, REFUSALS[code])


def test_every_refusal_is_tried():
    assert set(NOT) == set(REFUSALS)


@pytest.mark.parametrize("state", ["open", "proposed", "secondary"])
def test_nobody_confirms_their_own_whatever_their_roles(state):
    everything = officer("primary", "secondary", "supervisor", "administrator")
    with pytest.raises(NotPermitted):
        rule_on(case(state, proposed_by=everything.id), finding("confirm_refusal"), everything)


def test_one_may_go_on_with_what_one_took():
    may_take(case(taken_by=PRIMARY.id), PRIMARY)


CONTRADICTIONS = {
    "nothing": (finding("clear", findings={"ofac:1": "no_match"}), ()),
    "cleared though it is the person": (finding("clear", findings={"ofac:1": "match"}), ("cleared-despite-match",)),
    "cleared though unsure": (finding("clear", findings={"ofac:1": "cannot_tell"}), ("cleared-while-unsure",)),
    "refused though it is somebody else": (finding("propose_refusal", findings={"ofac:1": "no_match"}), ("refused-without-match",)),
    "sent on": (finding("refer_secondary", findings={"ofac:1": "match"}), ()),
}


@pytest.mark.parametrize(("found", "told"), CONTRADICTIONS.values(), ids=CONTRADICTIONS)
def test_what_points_the_other_way(found, told):
    assert contradictions(found) == told


@pytest.mark.parametrize("outcome", ["clear", "ask_carrier", "propose_refusal", "confirm_refusal"])
def test_nobody_ends_a_case_on_an_entry_that_they_do_not_see(outcome):
    about = case("proposed", proposed_by=1, shown_to=SECRET) if outcome == "confirm_refusal" else case(shown_to=SECRET)
    with pytest.raises(NotPermitted) as refused:
        rule_on(about, finding(outcome, findings=UNSURE, **AGAINST), SUPERVISOR)
    assert refused.value.code == "list-not-shown"
