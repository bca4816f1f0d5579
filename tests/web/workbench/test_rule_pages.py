"""The pages on what rules would mean and what comes of them: both languages, all roles, from asking to the figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from preclear import clearance
from preclear.inspection import ROLES
from preclear.store import backtests, inquiries, rules
from preclear.trials import query
from preclear.web import workbench
from preclear.web.workbench.access import SESSION

from .conftest import QUIET, Desk, Person

RULE = """kind = "risk"
title = {en = "Everybody", fr = "Tout le monde"}
reason = {en = "One of the list.", fr = "Une personne de la liste."}
source = "Instruction 7"
seen = 2026-11-01
owner = "targeting unit"
then = "refer"
severity = 3
share = 1.0
when = "traveller.ordinal >= first"
versions = [{from = 2020-01-01, first = 1}]
cases = [
  {name = "the first", on = 2026-05-01, traveller.ordinal = 1, fires = true},
  {name = "before the first", on = 2026-05-01, traveller.ordinal = 0, fires = false},
]
"""


@pytest.fixture(scope="module")
def client(desk: Desk):
    desk.send(QUIET, Person("SECRETFAMILY", "ANNA", number="SECRET99"))
    with TestClient(
        Litestar(workbench.routes(desk.node), openapi_config=None, logging_config=None), raise_server_exceptions=False
    ) as client:
        yield client


@pytest.fixture(scope="module")
def version(desk: Desk, client: TestClient) -> int:
    """A version that was tried on what the desk received, and so may refer nobody or everybody."""
    now = datetime.now(UTC)
    with desk.node.pool.connection() as db:
        made = rules.write(db, "everybody", RULE.encode(), by="officer:1", why="a trial", now=now)
        number = backtests.ask(db, made.id, days=30, on=now.date(), by="officer:1", now=datetime.now(UTC))
    assert clearance.try_rule(desk.node, number, now=lambda: datetime.now(UTC)) is not None
    assert clearance.try_rule(desk.node, number, now=lambda: datetime.now(UTC)) is None  # it is done
    return made.id


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("who", "sees"), [("analyst", True), ("supervisor", False), ("privacy", True)])
def test_what_a_version_would_have_meant(
    client: TestClient, session: Callable[[str], str], version: int, language: str, who: str, sees: bool
):
    client.cookies.set(SESSION, session(who))
    answer = client.get(f"/rules/versions/{version}/backtest?lang={language}")
    assert answer.status_code == 200
    assert "everybody" in answer.text
    assert ("groups-all-h" in answer.text) is sees
    assert 'href="/travellers/' in answer.text
    assert "SECRET" not in answer.text


def test_disparity_is_for_analysts_and_the_privacy_officer_alone(client: TestClient, session: Callable[[str], str], version: int):
    seen = {}
    for who in ROLES:
        client.cookies.set(SESSION, session(who))
        answer = client.get(f"/rules/versions/{version}/backtest?lang=en")
        seen[who] = answer.status_code == 200 and ("groups-all-h" in answer.text or "groups-risk-h" in answer.text)
        assert answer.status_code in (200, 403)
        assert seen[who] or "Times the rest" not in answer.text
    assert {who for who, sees in seen.items() if sees} == {"analyst", "privacy"}


def test_the_figures_are_kept_whole(desk: Desk, version: int, client: TestClient):
    with desk.node.pool.connection() as db:
        (asked,) = backtests.of_version(db, version)
    result = asked.result
    assert result is not None
    one = next(each for each in result.rules if each.rule == "everybody")
    assert (one.change, one.after, one.before) == ("new", result.after.people, None)
    assert result.after.refer == result.after.people > 0
    assert result.fewer == 0
    assert {looked.rules for looked in result.sample} == {("everybody",)}


def test_a_version_that_stops_says_so(desk: Desk, client: TestClient, session: Callable[[str], str]):
    now = datetime.now(UTC)
    desk.send(QUIET, *[Person(f"MANY{chr(65 + n % 26)}{chr(65 + n // 26)}", "ANNA") for n in range(120)])
    with desk.node.pool.connection() as db:
        text = RULE.replace("share = 1.0", "share = 0.01").encode()
        made = rules.write(db, "too-many", text, by="officer:1", why="a trial", now=now)
        number = backtests.ask(db, made.id, days=30, on=now.date(), by="officer:1", now=datetime.now(UTC))
    found = clearance.try_rule(desk.node, number, now=lambda: datetime.now(UTC))
    assert found is not None
    assert "too-many" in found.stopped
    client.cookies.set(SESSION, session("analyst"))
    answer = client.get(f"/rules/versions/{made.id}/backtest?lang=en").text
    assert "must not start" in answer
    assert "its file states at most 1" in answer
    assert re.search(r"too-many[^<]* and a node throttles (it|them): (it fires|they fire) on, and refer", answer)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_comes_of_the_rules(client: TestClient, session: Callable[[str], str], language: str):
    client.cookies.set(SESSION, session("analyst"))
    answer = client.get(f"/effect?weeks=4&rule=possible-match&lang={language}")
    assert answer.status_code == 200
    assert "<svg" in answer.text
    assert "SECRET" not in answer.text
    assert "possible-match" in answer.text


def test_who_may_see_what_rules_do(client: TestClient, session: Callable[[str], str], version: int):
    client.cookies.set(SESSION, session("primary"))
    assert client.get("/effect").status_code == 403
    assert client.get(f"/rules/versions/{version}/backtest").status_code == 403


def test_a_question_is_asked_answered_and_recorded(desk: Desk, client: TestClient, session: Callable[[str], str]):
    client.cookies.set(SESSION, session("analyst"))
    client.get("/queries")
    token = client.get("/queries?lang=en").text.partition('name="token" value="')[2].partition('"')[0]
    said = {
        "token": token,
        "condition": "traveller.ordinal >= 1",
        "purpose": "a test of queries",
        "of": "travellers",
        "kind": "risk",
        "days": "30",
    }
    said |= {"name": "all of them", "every": "24"}
    answer = client.post("/queries", data=said, follow_redirects=False)
    assert answer.status_code == 303
    path = answer.headers["location"]
    number = int(path.rpartition("/")[2])
    assert clearance.look(desk.node, number, now=lambda: datetime.now(UTC)) is not None
    with desk.node.pool.connection() as db:
        run = inquiries.run(db, number)
        everybody = db.execute(
            "SELECT count(*) FROM traveller WHERE superseded_at IS NULL AND NOT withdrawn AND assessment_id IS NOT NULL"
        ).fetchone()
        (event,) = db.execute(
            "SELECT purpose, actor, detail FROM event WHERE kind = 'query.run' AND subject = %s", (f"inquiry_run:{number}",)
        ).fetchall()
    assert everybody is not None
    assert len(run.found or ()) == everybody[0] == run.looked_at > 0
    assert event[0] == "a test of queries"
    assert event[2]["found"] == run.looked_at
    for language in ("en", "fr"):
        page = client.get(f"{path}?lang={language}&page=2")
        assert page.status_code == 200
        assert "SECRET" not in page.text
        assert 'href="/travellers/' in page.text
    assert client.post("/queries", data=said, follow_redirects=False).status_code == 409


def test_a_saved_question_is_asked_when_its_time_comes(desk: Desk):
    now = datetime.now(UTC)
    asked = query.read("voyages", "risk", 'voyage.mode == "air" && manifest.size > 0')
    with desk.node.pool.connection() as db:
        inquiries.save(db, "by air", asked, purpose="a test", days=30, sites=(), every=24, by="officer:1", now=now)
    clearance.ask_due(desk.node, now)
    assert clearance.ask_due(desk.node, now) == 0
    with desk.node.pool.connection() as db:
        (saved,) = [one for one in inquiries.saved(db) if one.name == "by air"]
        assert saved.next_at == now + timedelta(hours=24)
        numbers = inquiries.still_open(db)
    for number in numbers:
        clearance.look(desk.node, number, now=lambda: datetime.now(UTC))
    with desk.node.pool.connection() as db:
        run = next(one for one in inquiries.runs(db, by="officer:1", sites=()) if one.inquiry_id == saved.id)
        voyages = db.execute(
            "SELECT count(DISTINCT v.id) FROM voyage v JOIN traveller t ON t.voyage_id = v.id WHERE mode = 'air'"
            " AND t.superseded_at IS NULL AND NOT t.withdrawn AND t.assessment_id IS NOT NULL"
        ).fetchone()
        assert voyages is not None
        assert len(run.found or ()) == voyages[0] > 0
        inquiries.end(db, saved.id, by="officer:1", now=now)
        assert saved.id not in {one.id for one in inquiries.saved(db)}


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"condition": "traveller.nationality == 'CAN'"}, "law 4"),
        ({"condition": "traveller.bags == 0", "of": "voyages"}, "of one person"),
        ({"condition": "traveller.bags =="}, "character"),
        ({"purpose": ""}, "what the question is for"),
        ({"every": "24"}, "needs a name"),
    ],
)
def test_what_cannot_be_asked_says_why(client: TestClient, session: Callable[[str], str], said: dict[str, str], sentence: str):
    client.cookies.set(SESSION, session("analyst"))
    client.get("/queries")
    token = client.get("/queries?lang=en").text.partition('name="token" value="')[2].partition('"')[0]
    form = {
        "token": token,
        "condition": "traveller.bags == 0",
        "purpose": "a test",
        "of": "travellers",
        "kind": "risk",
        "days": "30",
        **said,
    }
    answer = client.post("/queries?lang=en", data=form)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_who_may_ask(client: TestClient, session: Callable[[str], str]):
    for who in ("primary", "administrator"):
        client.cookies.set(SESSION, session(who))
        assert client.get("/queries").status_code == 403
