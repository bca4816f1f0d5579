"""Every route against every role, and what a request without a session or without its token gets."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from preclear.inspection import ROLES
from preclear.web import workbench
from preclear.web.workbench import HANDLERS
from preclear.web.workbench.access import ACCESS, FORM, OPEN, SESSION, form_token

from .conftest import Desk

NOTHING = 987654321  # a number that no record has
SECRET = "the secret of one browser"
GUARDED = {handler.name: handler for handler in HANDLERS if handler.name not in OPEN}
STREAMS = {"live"}  # would never end; tried in the browser

TRAVELLERS = {  # what an administrator must not reach, spelt out once more beside the table of the product
    "board", "board_row", "voyage", "voyage_find", "voyage_summary", "voyage_told", "voyage_answers", "traveller",
    "traveller_raw", "sources", "open_source", "referrals", "referral_row", "next_referral", "take", "release", "keep_draft", "to_review",
    "review", "decide", "record_opinion", "to_second_review", "second_review", "confirm", "messages", "message", "message_raw",
    "message_seen", "alarms", "check", "check_name", "rule_backtest", "ask_rule_backtest", "queries", "ask_query", "run_query", "end_query",
    "query_run",
}  # fmt: skip
DECIDING = {"take", "release", "keep_draft", "to_review", "review", "decide"}
SECOND = {"record_opinion", "to_second_review", "second_review", "confirm"}


@pytest.fixture(scope="module")
def client(desk: Desk):
    with TestClient(
        Litestar(workbench.routes(desk.node), openapi_config=None, logging_config=None), raise_server_exceptions=False
    ) as client:
        yield client


def ask(client: TestClient, route: str, token: str | None, *, fields: dict[str, str] | None = None) -> int:
    handler = GUARDED[route]
    path = re.sub(r"\{\w+:int\}", str(NOTHING), next(iter(handler.paths)))
    client.cookies.clear()
    client.cookies.set(FORM, SECRET)
    if token:
        client.cookies.set(SESSION, token)
    method = next(iter(handler.http_methods))
    answer = client.request(method, path, data=fields if method == "POST" else None, follow_redirects=False)
    return answer.status_code


def test_the_table_names_every_route_and_no_other():
    assert set(ACCESS) == set(GUARDED)


def test_an_administrator_sees_no_travellers():
    assert {route for route in ACCESS if "administrator" in ACCESS[route]} & TRAVELLERS == set()
    assert set(ACCESS) - TRAVELLERS == {
        "carriers",
        "agree_carrier",
        "carrier_key",
        "quality",
        "carrier_quality",
        "quality_report",
        "places",
        "add_place",
        "lists",
        "undo_list",
        "preferences",
        "prefer",
        "session",
        "live",
        "sign_out",
        "threshold",
        "price_threshold",
        "set_threshold",
        "rules",
        "rule_version",
        "new_rule",
        "try_rule",
        "write_rule",
        "move_rule",
        "effect",
    }


def test_those_who_only_read_decide_nothing():
    for route in DECIDING | SECOND:
        assert ACCESS[route] & {"analyst", "privacy", "administrator"} == set()
    for route in SECOND:
        assert "primary" not in ACCESS[route]


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_what_the_table_says_and_nothing_else(role: str, client: TestClient, desk: Desk, session: Callable[[str], str]):
    fields = {"token": form_token(SECRET, desk.officers[role])}
    opened = {route for route in sorted(set(GUARDED) - STREAMS - {"sign_out"}) if ask(client, route, session(role), fields=fields) != 403}
    assert opened == {route for route, roles in ACCESS.items() if role in roles} - STREAMS - {"sign_out"}


@pytest.mark.parametrize("route", sorted(set(GUARDED) - STREAMS))
def test_without_a_session_there_is_only_the_door(route: str, client: TestClient):
    assert ask(client, route, None) in ({200} if route == "board" else {401})


@pytest.mark.parametrize("route", sorted(name for name, handler in GUARDED.items() if "POST" in handler.http_methods))
def test_nothing_changes_without_the_token_of_the_form(route: str, client: TestClient, desk: Desk, session: Callable[[str], str]):
    role = "administrator" if route in {"add_place", "undo_list"} else "supervisor"
    wrong = {
        "none": {},
        "another officer's": {"token": form_token(SECRET, desk.officers["analyst"])},
        "another browser's": {"token": form_token("x", desk.officers[role])},
    }
    assert {name: ask(client, route, session(role), fields=fields) for name, fields in wrong.items()} == dict.fromkeys(wrong, 403)


def test_a_voyage_of_another_site_is_not_there(client: TestClient, desk: Desk, session: Callable[[str], str]):
    from .conftest import LISTED, QUIET

    designator, _ = desk.send(LISTED, QUIET)
    referral, traveller = desk.referral(designator)
    token = form_token(SECRET, desk.officers["elsewhere"])
    client.cookies.clear()
    client.cookies.set(FORM, SECRET)
    client.cookies.set(SESSION, session("elsewhere"))
    found = [
        client.get(path).status_code
        for path in (f"/voyages/{desk.voyage(designator)}", f"/travellers/{traveller}", f"/referrals/{referral}/review")
    ]
    assert found == [404, 404, 404]
    assert client.post(f"/referrals/{referral}/take", data={"token": token}, follow_redirects=False).status_code == 404
    assert designator not in client.get("/").text
