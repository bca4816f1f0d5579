"""What officers see of screening itself: one name looked up, what a threshold costs, what is known of a pair, and how names compare."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime

import pytest

from preclear import clearance
from preclear.inspection import Finding
from preclear.node import Node
from preclear.settings import Settings
from preclear.store import officers, thresholds

from .conftest import LISTED, QUIET, Desk, _filled
from .test_pages import Browser, said


@pytest.fixture
def own(new_database, tmp_path):
    """A node of one test alone, whose officers' findings are remembered."""
    with new_database() as url, Node.open(Settings(database_url=url, data_folder=tmp_path, party="USA")) as node:
        yield _filled(node, tmp_path)


@pytest.fixture
def enter():
    """Open a browser in which an officer of a node is signed in."""

    def enter(desk: Desk, who: str) -> Browser:
        with desk.node.pool.connection() as db:
            return Browser(desk, who, officers.open_session(db, desk.officers[who], minutes=30, now=datetime.now(UTC)))

    return enter


def clear(desk, referral):
    reason = "The passport holder is known to this site since 2019"
    finding = Finding(findings={"northern:4417": "no_match"}, compared=("birth_date", "document"), outcome="clear", reason=reason)
    with desk.node.pool.connection() as db:
        (version,) = db.execute("SELECT version FROM referral WHERE id = %s", [referral]).fetchone()
    clearance.decide(desk.node, referral, finding, by=desk.officers["primary"], version=version, now=datetime.now(UTC))


def newest(desk):
    with desk.node.pool.connection() as db:
        return db.execute("SELECT max(id) FROM traveller").fetchone()[0]


WORDS = {
    "en": ("TIMUR ~ TIMOUR: same name, other spelling", "Known: not the same person", "1 known match", "found on"),
    "fr": (
        "TIMUR ~ TIMOUR : même nom, autre orthographe",
        "Connu : pas la même personne",
        "1 correspondance connue",
        "a constaté le",
    ),
}


@pytest.mark.parametrize("language", WORDS)
def test_a_known_pair_is_shown_with_who_found_it_and_on_what_grounds(language, own, enter):
    designator, _ = own.send(LISTED)
    referral, traveller = own.referral(designator)
    pair, known, count, found = WORDS[language]
    officer = enter(own, "primary")
    before = said(officer.get(f"/travellers/{traveller}?lang={language}"))
    assert (pair in before, known in before) == (True, False)
    clear(own, referral)
    designator, _ = own.send(LISTED)
    assert own.referral(designator) is None
    page = said(officer.get(f"/travellers/{newest(own)}?lang={language}"))
    assert [words in page for words in (pair, known, count, found, "Officer Primary", "since 2019")] == [True] * 6


def test_a_new_possible_match_stands_before_a_known_one_whatever_its_score(own, enter, tmp_path):
    from preclear import watchlist
    from preclear.store import lists

    designator, _ = own.send(LISTED)
    clear(own, own.referral(designator)[0])
    file = tmp_path / "later.csv"
    file.write_text('id,name,family_name,given_names\n77,"CHARVENOV, Timur",Charvenov,Timur\n')
    with own.node.pool.connection() as db:
        for edition in watchlist.load(file):
            lists.accept(db, edition, by="operator", now=datetime.now(UTC))
    own.node.reload()
    designator, _ = own.send(LISTED)
    _, traveller = own.referral(designator)
    page = enter(own, "primary").get(f"/travellers/{traveller}")
    assert re.findall(r'<bdi class="mono">((?:later|northern):\d+)</bdi>', page)[:2] == ["later:77", "northern:4417"]
    assert "1 possible match" in said(page)
    listed = said(enter(own, "primary").get(f"/voyages/{own.voyage(designator)}"))
    assert "CHARVENOV, Timur" in listed


def test_one_name_is_looked_up_and_the_look_recorded_without_the_name(desk, enter):
    officer = enter(desk, "primary")
    assert "Say what you look it up for" in said(officer.post("/check", 422, family_name="SHARVENOV"))
    assert "Give a name or a document number" in said(officer.post("/check", 422, purpose="a call"))
    assert "A birth date is written" in said(officer.post("/check", 422, family_name="X", purpose="a call", birth_date="12.8.1974"))
    page = officer.post("/check", family_name="SHARVENOV", given_names="TIMUR", birth_date="1974", purpose="a call from the gate")
    assert "northern:4417" in page
    assert "Nothing found" in said(officer.post("/check", family_name="ABERNATHY-KOH", given_names="LUCIA", purpose="a call from the gate"))
    with desk.node.pool.connection() as db:
        rows = db.execute("SELECT actor, purpose, detail FROM event WHERE kind = 'list.searched' ORDER BY id").fetchall()
    actor = desk.officers["primary"].actor
    assert rows == [
        (actor, "a call from the gate", {"found": 1, "entries": ["northern:4417"]}),
        (actor, "a call from the gate", {"found": 0, "entries": []}),
    ]


def test_a_program_looks_one_name_up_and_gets_json(desk, enter):
    officer = enter(desk, "secondary")
    officer.client.headers["Accept"] = "application/json"
    form = {
        "token": officer.token,
        "family_name": "SHARVENOV",
        "given_names": "TIMUR",
        "document_number": "U2209315F",
        "document_issuer": "uto",
        "purpose": "a test",
    }
    answer = officer.client.post("/check", data=form)
    assert answer.headers["Content-Type"].startswith("application/json")
    (hit,) = answer.json()["hits"]
    assert (hit["entry"], hit["list"]) == ("northern:4417", "northern")
    assert "document_same" in {reason["code"] for reason in hit["reasons"]}
    assert officer.client.post("/check", data={"token": officer.token}).status_code == 422


def test_an_entry_is_hidden_from_roles_that_may_not_see_its_list(own, enter):
    with own.node.pool.connection() as db:
        db.execute("UPDATE list_source SET visible_to = ARRAY['supervisor']")
    seen = {
        who: "northern:4417" in enter(own, who).post("/check", family_name="SHARVENOV", given_names="TIMUR", purpose="a call")
        for who in ("primary", "supervisor")
    }
    assert seen == {"primary": False, "supervisor": True}


def test_a_threshold_is_priced_beside_other_work_shown_and_set(own, enter):
    for _ in range(2):
        own.send(LISTED, QUIET)
    officer = enter(own, "supervisor")
    assert "Nobody has asked for this yet" in said(officer.get("/threshold"))
    own.node.start()
    officer.post("/threshold/price", days="7")
    ends = time.monotonic() + 20
    while "people on 1 day with traffic" not in (page := said(officer.get("/threshold"))):
        assert time.monotonic() < ends, page
        time.sleep(0.1)
    assert "4 people on 1 day" in page
    assert "<polyline" in officer.get("/threshold")
    assert {"The score is a number", "Say why it is set"} <= set(
        re.findall("The score is a number|Say why it is set", said(officer.post("/threshold", 422, value="2")))
    )
    officer.post("/threshold", value="0.99", reason="too many alerts at the gate")
    page = said(officer.get("/threshold"))
    assert ("0.99 In force" in page, "too many alerts at the gate" in page, "Officer Supervisor" in page) == (True, True, True)
    assert own.node.circumstances.threshold == 0.99
    while clearance.rescreen(own.node, datetime.now(UTC)):
        pass
    with own.node.pool.connection() as db:
        assert [one.value for one in thresholds.history(db)] == [0.99]
        detail = db.execute("SELECT detail FROM event WHERE kind = 'threshold.set'").fetchall()
        assert db.execute("SELECT count(*) FROM referral WHERE closed_at IS NULL").fetchone() == (0,)
    assert detail == [({"former": None, "new": 0.99, "reason": "too many alerts at the gate"},)]


def test_an_analyst_sees_what_thresholds_cost_and_sets_none(desk, enter):
    assert "Put it in force" not in said(enter(desk, "analyst").get("/threshold"))
    enter(desk, "analyst").post("/threshold", 403, value="0.5", reason="more")
