"""What officers and the site find goes back to the rule, its version, the entry, its edition, and the system that told."""

from __future__ import annotations

from datetime import timedelta

from preclear import clearance
from preclear.clearance import encountering
from preclear.clearance.encountering import Arrival
from preclear.inspection import Finding, Sought
from preclear.store import effects, manifests, referrals, systems
from preclear.store.raised import Said
from preclear.store.systems import System
from preclear.trials.effect import Tally
from tests.conftest import BEGAN

NOW = BEGAN + timedelta(hours=2)
LISTED = ("LISTED", "PERSON ALPHA", "740812", "AA000002")


def test_a_refusal_at_the_site_comes_back_to_all_that_led_to_it(node, officers_of, paxlst):
    clearance.receive(node, paxlst(LISTED), carrier="XX", transport="http", now=BEGAN)
    system = System(id="police", name="Police")
    with node.pool.connection() as db:
        systems.add(db, system, by="operator", now=BEGAN)
    said = Said(
        reference="R1", kind="document", severity=1, reason="reported lost", source="lost documents",
        sought=Sought(document_number="AA000002"), said_at=NOW, valid_until=NOW + timedelta(days=1),
    )  # fmt: skip
    hit = clearance.hear(node, system, said, now=NOW).hit
    with node.pool.connection() as db:
        (person,) = manifests.aboard(db, 1).values()
        referral = referrals.find(db, person.standing.referral)
    found = Finding(
        findings={"test:1": "no_match", f"hit#{hit.id}.1": "match"},
        compared=("birth_date", "document"), outcome="clear", reason="to be seen at the site", against="to be seen at the site",
    )  # fmt: skip
    clearance.decide(node, referral.id, found, by=officers_of["ana"], version=referral.version, now=NOW)
    arrival = Arrival(voyage=1, key=person.declared.key, traveller=person.traveller_id, site="YVR", mode="air")
    number = encountering.receive_person(
        node, arrival, step="enter", given={"identification": "photo"}, place="area", by=officers_of["ana"], now=NOW
    )
    steps = (
        ("begin_primary", "ana", {}),
        ("refer", "ana", {"reason": "x"}),
        ("begin_secondary", "ben", {}),
        ("propose_refusal", "ben", {"reason": "x"}),
        ("confirm_refusal", "sue", {"reason": "y"}),
    )

    def at_site():
        return [one.at_site for one in clearance.findings(node, system, [hit], now=NOW)[0].outcomes]

    for step, who, given in steps:
        assert at_site() == [None]
        encountering.go_on(
            node, number, step, actor="preclearance_officer", place="area", given=given, by=officers_of[who], now=NOW, seen=None
        )
    span = {"since": BEGAN.date(), "until": BEGAN.date()}
    assert at_site() == ["refused"]
    with node.pool.connection() as db:
        (entry,) = effects.entries(db, "test", **span)
        rules = node.circumstances.rules
        ((version, tally),) = effects.versions(db, rules, "possible-match", **span)
        other = {one.rule: one.total for one in effects.of(db, rules, **span).rules if one.total.hits}
        assert effects.entries(db, "test", **span, ref="test:2") == ()
    refused = Tally(refuted=1, site_found=1)
    assert (entry.entry, entry.total, entry.only_false, [one[2] for one in entry.editions]) == ("test:1", refused, True, [refused])
    assert (version, tally, other["possible-match"]) == (1, refused, refused)
