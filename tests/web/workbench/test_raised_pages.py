"""Questions raised by hand, the register of other systems, and what came of lists, on their pages in both languages."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from preclear import clearance
from preclear.inspection import Finding, Sought
from preclear.store import referrals, systems
from preclear.store.raised import Said

from .conftest import LISTED, QUIET
from .test_pages import browser, said

__all__ = ["browser"]

ASKS = {"kind": "goods", "severity": "1", "reason": "two bags of one weight under another name", "entry": "northern:4417"}


def on_voyage(desk, designator, family):
    """The number of a person's newest declaration, what the carrier was told of them, and the questions of their open case."""
    with desk.node.pool.connection() as db:
        return db.execute(
            "SELECT t.id, d.status, r.questions FROM traveller t"
            " JOIN directive d ON d.voyage_id = t.voyage_id AND d.key = t.key AND d.superseded_at IS NULL"
            " LEFT JOIN referral r ON r.voyage_id = t.voyage_id AND r.key = t.key AND r.closed_at IS NULL"
            " WHERE t.voyage_id = %s AND t.family_name = %s AND t.superseded_at IS NULL",
            [desk.voyage(designator), family],
        ).fetchone()


def decide(desk, designator, found, outcome="clear"):
    number, _ = desk.referral(designator)
    with desk.node.pool.connection() as db:
        referral = referrals.find(db, number)
    finding = Finding(
        findings=dict.fromkeys(referral.questions, found),
        compared=("birth_date", "document"),
        outcome=outcome,
        reason="looked",
        against="twice",
    )
    clearance.decide(desk.node, number, finding, by=desk.officers["primary"], version=referral.version, now=datetime.now(UTC))


def test_an_officer_raises_a_question_and_it_is_one_to_decide(desk, browser):
    designator, _ = desk.send(QUIET)
    number, status, _ = on_voyage(desk, designator, QUIET.family)
    assert status == "board"
    assert f"/travellers/{number}/hits" in browser("primary").get(f"/travellers/{number}")
    page = f"/travellers/{number}/hits"
    assert 'name="kind"' not in browser("analyst").get(page)
    wrong = browser("primary").post(page, status=422, **ASKS | {"kind": "x", "reason": " ", "entry": "northern:1"})
    assert all(words in said(wrong) for words in ("Say what it is about", "Give the reason", "No list in force that is shown to you"))
    assert 'value="northern:1"' in wrong
    browser("primary").post(page, **ASKS)
    number, status, questions = on_voyage(desk, designator, QUIET.family)
    assert (status, len(questions)) == ("contact", 1)
    shown = said(browser("colleague").get(f"/travellers/{number}"))
    assert all(words in shown for words in ("raised by Officer Primary", ASKS["reason"], "northern:4417", "Raised by hand"))
    assert "Raised by hand" in said(browser("colleague").get(f"/voyages/{desk.voyage(designator)}"))
    assert "1 raised by hand" in said(browser("colleague").get("/"))
    assert "Soulevée par un agent" in said(browser("colleague").get("/referrals?lang=fr"))
    referral, _ = desk.referral(designator)
    browser("primary").post(f"/referrals/{referral}/take")
    form = browser("primary").get(f"/travellers/{number}")
    assert f'name="finding:{questions[0]}"' in form
    assert "does it hold?" in said(form)
    decide(desk, designator, "no_match")
    assert "It has an ordinary cause" in said(browser("primary").get(f"/travellers/{number}/hits?lang=en"))


def test_a_system_is_added_gets_a_key_once_and_is_closed(desk, browser):
    terms = {"id": "northern-police", "name": "Northern Police", "severest": "2", "per_minute": "30", "kinds": "identity"}
    wrong = browser("administrator").post("/systems", status=422, **terms | {"id": "No Sign", "per_minute": "0"})
    assert "Requests a minute are a number from 1 to 6,000" in said(wrong)
    assert "The sign begins with a small letter" in said(browser("administrator").post("/systems", status=422, **terms | {"id": "No Sign"}))
    browser("administrator").post("/systems", **terms)
    assert "There is a system with this sign" in said(browser("administrator").post("/systems", status=422, **terms))
    made = browser("administrator").post("/systems/key", id="northern-police", label="first")
    key = re.search(r"<pre[^>]*>([\w-]{40,})</pre>", made).group(1)
    shown = browser("administrator").get("/systems?of=northern-police")
    assert key not in shown
    with desk.node.pool.connection() as db:
        assert systems.of_key(db, key, now=datetime.now(UTC)).per_minute == 30
    browser("administrator").post("/systems", known="yes", **terms | {"per_minute": "31"})
    browser("administrator").post("/systems/key", id="northern-police", label="first", end="1")
    browser("administrator").post("/systems/key", id="northern-police", close="1")
    with desk.node.pool.connection() as db:
        assert (systems.of_key(db, key, now=datetime.now(UTC)), systems.find(db, "northern-police").per_minute) == (None, 31)
    assert "Autres systèmes" in said(browser("administrator").get("/systems?of=northern-police&lang=fr"))


def test_a_list_owner_sees_what_entries_lead_to_and_nobody_on_them(desk, browser):
    for found in ("no_match", "no_match"):
        designator, _ = desk.send(LISTED, QUIET)
        decide(desk, designator, found)
    assert "/lists/findings?list=northern" in browser("list_owner").get("/lists")
    shown = browser("list_owner").get("/lists/findings?list=northern&show=false&entry=northern:4417")
    assert "led to nothing but false matches" in said(shown)
    assert "northern:4417" in shown
    assert not re.search(r"CHARVENOV|SHARVENOV|Charvenov|U4471902K", shown)
    assert "Seulement de fausses correspondances" in said(browser("auditor").get("/lists/findings?list=northern&lang=fr"))
    designator, _ = desk.send(LISTED)
    decide(desk, designator, "match", "propose_refusal")
    browser("list_owner").get("/lists/findings?list=nowhere", status=404)
    assert "Only false matches" not in said(browser("list_owner").get("/lists/findings?list=northern&show=&lang=en")).partition("Entry ")[2]


def test_what_another_system_told_says_so_and_the_rule_page_shows_versions(desk, browser):
    now = datetime.now(UTC)
    with desk.node.pool.connection() as db:
        systems.add(db, systems.System(id="customs", name="Customs risk engine"), by="operator", now=now)
        system = systems.find(db, "customs")
    designator, _ = desk.send(QUIET)
    sought = Sought(document_number=QUIET.number)
    facts = {"reference": "C-9", "kind": "goods", "severity": 2, "reason": "the pattern of couriers", "source": "risk engine"}
    clearance.hear(desk.node, system, Said(**facts, sought=sought, said_at=now, valid_until=now + timedelta(days=1)), now=now)
    number, status, _ = on_voyage(desk, designator, QUIET.family)
    assert status == "contact"
    shown = said(browser("primary").get(f"/travellers/{number}?lang=fr"))
    for words in ("transmise par Customs risk engine", "the pattern of couriers", "C-9", "Transmise par un autre système"):
        assert words in shown
    clearance.withdraw(desk.node, system, "C-9", why="mistaken", said_at=now + timedelta(seconds=1), now=datetime.now(UTC))
    assert on_voyage(desk, designator, QUIET.family)[1] == "board"
    desk.send(LISTED)
    chosen = said(browser("supervisor").get("/effect?rule=possible-match&lang=en"))
    assert "By the version that fired" in chosen
    assert "Refused or seized at the site" in chosen
