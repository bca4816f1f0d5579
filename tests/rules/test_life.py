"""The table of moves: who may lead a version where, and when a rule fires for too many."""

import pytest

from preclear.rules.life import DUTIES, LEAST_PEOPLE, MOVES, OPEN, STANDING, STATES, Measure, Standing, exceeds, refused

OWNER, APPROVER = DUTIES["rule_owner"], DUTIES["approver"]


def version(state, **more):
    return Standing(**({"state": state, "written_by": "officer:1", "passes": True} | more))


REFUSED = {
    "its writer checks it": (version("draft"), "checked", "officer:1", OWNER, "cases pass", None),
    "a draft is not approved": (version("draft"), "approved", "officer:2", APPROVER, "good", "no_such_step"),
    "a checked one is back-tested or in shadow first": (version("checked"), "approved", "officer:2", APPROVER, "good", "no_such_step"),
    "another approves it": (version("back_tested"), "approved", "officer:2", APPROVER, "good", None),
    "out of shadow, too": (version("shadow"), "approved", "officer:2", APPROVER, "good", None),
    "never oneself": (version("back_tested"), "approved", "officer:1", APPROVER, "good", "oneself"),
    "an owner approves nothing": (version("back_tested"), "approved", "officer:2", OWNER, "good", "duty"),
    "not without a reason": (version("back_tested"), "approved", "officer:2", APPROVER, "  ", "no_reason"),
    "not where its cases fail": (version("draft", passes=False), "checked", "officer:1", OWNER, "x", "cases"),
    "within its share": (
        version("back_tested", share=0.02, measure=Measure(people=1000, fired=20)), "approved", "officer:2", APPROVER, "good", None
    ),
    "beyond its share": (
        version("back_tested", share=0.02, measure=Measure(people=1000, fired=50)), "approved", "officer:2", APPROVER, "good", "share"
    ),
    "whoever owns rules stops one at once": (version("in_force"), "suspended", "officer:1", OWNER, "it hits everyone", None),
    "but does not let it again": (version("suspended"), "in_force", "officer:1", OWNER, "mended", "duty"),
    "an approver lets it again": (version("suspended"), "in_force", "officer:2", APPROVER, "mended", None),
    "its own writer does not": (version("throttled"), "in_force", "officer:1", APPROVER, "it is right", "oneself"),
    "nobody throttles by hand": (version("in_force"), "throttled", "officer:2", APPROVER, "too many", "duty"),
    "the node throttles": (version("in_force", passes=False), "throttled", "node", frozenset(("node",)), "too many", None),
    "what is repealed stays so": (version("repealed"), "draft", "officer:2", APPROVER, "again", "no_such_step"),
}  # fmt: skip


@pytest.mark.parametrize(("standing", "to", "by", "duties", "why", "expected"), REFUSED.values(), ids=REFUSED)
def test_who_may_lead_a_version_where(standing, to, by, duties, why, expected):
    assert refused(standing, to, by=by, duties=duties, why=why) == expected


def test_every_state_is_reached_and_every_end_is_meant():
    assert {to for _, to in MOVES} | {"draft"} == set(STATES)
    assert set(STATES) - {former for former, _ in MOVES} == {"replaced"}  # files may bring a repealed rule back
    assert OPEN | STANDING | {"repealed", "replaced"} == set(STATES)


SHARES = {
    "nobody was asked": (0, 0, 0.02, False),
    "everybody of too few": (LEAST_PEOPLE - 1, LEAST_PEOPLE - 1, 0.02, False),
    "everybody": (LEAST_PEOPLE, LEAST_PEOPLE, 0.02, True),
    "exactly its share": (10_000, 200, 0.02, False),
    "a little above, which may be chance": (1000, 30, 0.02, False),
    "above beyond chance": (1000, 50, 0.02, True),
    "no share is stated": (1000, 1000, None, False),
    "everybody is allowed": (1000, 1000, 1.0, False),
}


@pytest.mark.parametrize(("people", "fired", "share", "expected"), SHARES.values(), ids=SHARES)
def test_when_a_rule_fires_for_too_many(people, fired, share, expected):
    assert exceeds(Measure(people=people, fired=fired), share) is expected
