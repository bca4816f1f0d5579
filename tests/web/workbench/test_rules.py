"""The editor of rules: written by one officer, tried at each pause, approved by another, in force without a restart."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from preclear.rules.life import DUTIES
from preclear.store import rules
from preclear.web import workbench
from preclear.web.workbench.access import FORM, SESSION, form_token

from .conftest import Desk, Person

SECRET = "the secret of one browser"
RULE = """kind = "data"
title = {en = "Ask children", fr = "Interroger les enfants"}
reason = {en = "Under {adult}.", fr = "Moins de {adult} ans."}
source = "Instruction 7"
owner = "document unit"
then = "refer"
severity = 3
when = "traveller.age < adult"
versions = [{from = 2020-01-01, adult = 18}]
cases = [
  {name = "a child", on = 2026-05-01, traveller.age = 7, fires = true},
  {name = "an adult", on = 2026-05-01, traveller.age = 40, fires = false},
]
"""


class Officer:
    """An officer at a browser without scripts."""

    def __init__(self, client: TestClient, desk: Desk, session: Callable[[str], str], who: str, language: str = "en") -> None:
        self._client, self._token, self._session = client, form_token(SECRET, desk.officers[who]), session(who)
        self._language = language

    def get(self, path: str):
        return self._ask("GET", path)

    def post(self, path: str, *, headers: dict[str, str] | None = None, **fields: str):
        return self._ask("POST", path, data={"token": self._token, **fields}, headers=headers)

    def _ask(self, method: str, path: str, **more):
        self._client.cookies.clear()
        self._client.cookies.set(FORM, SECRET)
        self._client.cookies.set(SESSION, self._session)
        mark = "&" if "?" in path else "?"
        answer = self._client.request(method, f"{path}{mark}lang={self._language}", follow_redirects=False, **more)
        answer.said = html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))
        return answer


@pytest.fixture(scope="module")
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(
        Litestar(workbench.routes(desk.node), openapi_config=None, logging_config=None), raise_server_exceptions=False
    ) as client:
        yield client


@pytest.fixture
def officer(client: TestClient, desk: Desk, session: Callable[[str], str]) -> Callable[..., Officer]:
    return lambda who, language="en": Officer(client, desk, session, who, language)


def written(answer) -> int:
    assert answer.status_code == 303, answer.said
    return int(re.search(r"/rules/versions/(\d+)", answer.headers["Location"])[1])


def test_a_rule_is_written_tried_approved_by_another_and_in_force(desk: Desk, officer):
    rule_owner, approver = officer("rule_owner"), officer("approver")
    version = written(rule_owner.post("/rules/write", rule="ask-children", content=RULE.replace("\n", "\r\n"), why="instruction 7"))
    page = rule_owner.get(f"/rules/versions/{version}").said
    assert "checked" in page
    assert "the age on arrival of the traveller is less than 18 (adult)" in page
    assert "Its 2 cases: 2 passed" in page
    assert ("Back-test" in page, "Run in shadow" in page, "Approve" in page) == (True, True, False)
    assert rule_owner.post(f"/rules/versions/{version}/move", to="approved", why="mine").status_code == 403
    assert rule_owner.post(f"/rules/versions/{version}/move", to="shadow", why="to see").status_code == 303
    assert "This is for an approver" in rule_owner.get(f"/rules/versions/{version}").said
    assert desk.node.circumstances.shadow.rule("ask-children")
    assert approver.post(f"/rules/versions/{version}/move", to="approved", why="good", start="yes").status_code == 303
    in_force = desk.node.circumstances.rules.rule("ask-children")
    assert (in_force.title.fr, desk.node.circumstances.shadow.rule("ask-children")) == ("Interroger les enfants", None)
    with desk.node.pool.connection() as db:
        assert rules.find(db, version).content == RULE.encode()
        assert [(step.state, step.taken_by) for step in reversed(rules.steps(db, "ask-children"))] == [
            ("checked", desk.officers["rule_owner"].actor), ("shadow", desk.officers["rule_owner"].actor),
            ("approved", desk.officers["approver"].actor), ("in_force", desk.officers["approver"].actor),
        ]  # fmt: skip
    assert approver.post(f"/rules/versions/{version}/move", to="repealed", why="instruction 8").status_code == 303
    assert desk.node.circumstances.rules.rule("ask-children") is None


def test_who_wrote_a_version_is_told_that_another_approves(officer):
    approver = officer("approver")
    version = written(approver.post("/rules/write", rule="own-rule", content=RULE, why="mine"))
    assert approver.post(f"/rules/versions/{version}/move", to="shadow", why="to see").status_code == 303
    assert "You wrote this version; somebody else approves it." in approver.get(f"/rules/versions/{version}").said
    refused = approver.post(f"/rules/versions/{version}/move", to="approved", why="mine")
    assert (refused.status_code, "You wrote this version" in refused.said) == (403, True)
    french = officer("approver", "fr").get(f"/rules/versions/{version}").said
    assert "Vous avez écrit cette version" in french
    assert "l'âge à l'arrivée de la personne est en dessous de 18 (adult)" in french


WRONG = {
    "an unknown fact": ("traveller.age <", "traveller.agee <", "Line 8, column 19", "there is no fact traveller.agee"),
    "another type": ("traveller.age <", "traveller.role <", "Line 8, column 24", "< cannot stand between string and int"),
    "a key that is none": ("owner =", "owners =", "cannot be read", "owners"),
    "no TOML": ('kind = "data"', 'kind = "data', "Line 1, column 13", ""),
}


@pytest.mark.parametrize(("good", "bad", "place", "sentence"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_shown_at_its_place(officer, good, bad, place, sentence):
    answer = officer("rule_owner").post("/rules/try", headers={"HX-Request": "true"}, rule="x", content=RULE.replace(good, bad))
    assert (answer.status_code, "<html" in answer.text) == (200, False)
    assert place in answer.said
    assert sentence in answer.said


def test_a_case_that_fails_is_shown_and_the_version_stays_a_draft(desk: Desk, officer):
    content = RULE.replace("traveller.age = 40, fires = false", "traveller.age = 12, fires = false")
    rule_owner = officer("rule_owner")
    tried = rule_owner.post("/rules/try", rule="failing", content=content, base="", why="")
    assert ("Its 2 cases: 1 passed" in tried.said, "an adult 1 May 2026 failed fires does not fire" in tried.said) == (True, True)
    version = written(rule_owner.post("/rules/write", rule="failing", content=content, why="to go on tomorrow"))
    assert "does not give what its own cases say" in rule_owner.get(f"/rules/versions/{version}").said
    with desk.node.pool.connection() as db:
        assert rules.find(db, version).state == "draft"


def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(officer):
    rule_owner = officer("rule_owner")
    answer = rule_owner.post("/rules/write", rule="a b", content=RULE + "# typed", why="")
    assert (answer.status_code, "Say why" in answer.said, "The name has other signs" in answer.said) == (422, True, True)
    assert "# typed" in answer.text


def test_a_version_that_another_wrote_meanwhile_is_not_overwritten(desk: Desk, officer):
    rule_owner, approver = officer("rule_owner"), officer("approver")
    first = written(rule_owner.post("/rules/write", rule="both", content=RULE, why="instruction 7"))
    same = rule_owner.post("/rules/write", base=str(first), on="1", content=RULE, why="again")
    assert (same.status_code, "Nothing was changed" in same.said) == (422, True)
    written(approver.post("/rules/write", base=str(first), on="1", content=RULE + "# hers\n", why="hers"))
    late = rule_owner.post("/rules/write", base=str(first), on="1", content=RULE + "# his\n", why="his")
    assert (late.status_code, "# his" in late.text) == (409, True)
    with desk.node.pool.connection() as db:
        assert [version.content for version in rules.versions(db, "both")] == [(RULE + "# hers\n").encode(), RULE.encode()]


def test_the_ends_of_lines_stay_as_the_file_had_them(desk: Desk, officer):
    whole = RULE.replace("\n", "\r\n").encode()
    with desk.node.pool.connection() as db:
        made = rules.write(db, "from-windows", whole, by="files", why="its file", now=datetime.now(UTC))
    answer = officer("rule_owner").post(
        "/rules/write", base=str(made.id), on="1", content=RULE.replace("Under", "Below").replace("\n", "\r\n"), why="a better word"
    )
    with desk.node.pool.connection() as db:
        assert rules.find(db, written(answer)).content == whole.replace(b"Under", b"Below")


def test_the_list_and_the_difference_are_shown(desk: Desk, officer):
    rule_owner = officer("rule_owner")
    first = written(rule_owner.post("/rules/write", rule="compared", content=RULE, why="instruction 7"))
    second = written(
        rule_owner.post("/rules/write", base=str(first), on="1", content=RULE.replace("age < adult", "age <= adult"), why="eighteen too")
    )
    page = rule_owner.get(f"/rules/versions/{second}?against={first}")
    assert '− when = "traveller.age < adult"' in page.said
    assert '+ when = "traveller.age <= adult"' in page.said
    listed = officer("administrator").get("/rules")
    assert ("Minor travelling without an adult" in listed.said, "Write a new rule" in listed.said) == (True, False)
    assert "visa_waiver" in listed.said


def test_a_throttled_rule_is_an_alarm_until_an_approver_lets_it(desk: Desk, officer):
    with desk.node.pool.connection() as db:
        version = next(one for one in rules.in_state(db, "in_force") if one.rule == "crew-document-missing")
        rules.step(
            db, version.id, "throttled", by="node", duties=frozenset({"node"}), why="it fired for 90 of 100 people", now=datetime.now(UTC)
        )
    assert "One rule is throttled" in officer("rule_owner").get("/rules").said
    assert "A rule is throttled: crew-document-missing" in officer("supervisor").get("/alarms").said
    approver = officer("approver")
    assert approver.post(f"/rules/versions/{version.id}/move", to="in_force", why="it is meant so").status_code == 303
    assert "A rule is throttled" not in officer("supervisor").get("/alarms").said


def test_what_a_throttled_rule_found_is_shown_of_a_traveller_and_refers_nobody(desk: Desk, officer):
    with desk.node.pool.connection() as db:
        version = next(one for one in rules.in_state(db, "in_force") if one.rule == "document-expired")
        rules.step(db, version.id, "throttled", by="node", duties=frozenset({"node"}), why="too many", now=datetime.now(UTC))
    desk.node.reload()
    designator, _ = desk.send(Person("ZHENG", "WEI", number="E7", expires="20200101"))
    with desk.node.pool.connection() as db:
        number, outcome, throttled = db.execute(
            "SELECT t.id, outcome, throttled FROM traveller t JOIN voyage v ON v.id = voyage_id WHERE designator = %s", [designator]
        ).fetchone()
    assert (outcome, throttled) == ("clear", ["document-expired"])
    page = officer("primary").get(f"/travellers/{number}").said
    assert "Travel document expired at arrival" in page
    assert "throttled It fires for more people than was foreseen" in page
    assert officer("approver").post(f"/rules/versions/{version.id}/move", to="in_force", why="it is meant so").status_code == 303


def test_every_role_of_the_pages_has_the_duties_that_its_forms_need():
    assert set(DUTIES) == workbench.access.WRITES_RULES
