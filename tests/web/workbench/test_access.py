"""Every route of the node against every duty, by real requests; what a request without a session, a key or its token gets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from litestar.handlers import HTTPRouteHandler

from preclear.errors import PreclearError
from preclear.inspection import ROLES, SEE_TRAVELLERS
from preclear.store import officers
from preclear.web.app import KEYED, OPEN_TO_ALL, create
from preclear.web.serve import serving
from preclear.web.workbench import HANDLERS
from preclear.web.workbench.access import ACCESS, FORM, OPEN, SESSION, form_token

from .conftest import LISTED, PASSWORD, QUIET, Desk

NOTHING = "987654321"  # a number that no record has
SECRET = "the secret of one browser"
GUARDED = {handler.name: handler for handler in HANDLERS if handler.name not in OPEN}
ENDS = {"sign_out", "sign_out_everywhere"} & set(GUARDED)  # end the session that the next request needs

TRAVELLERS = {  # what nobody reaches who sees no travellers, spelt out once more beside the table of the product
    "board", "board_row", "voyage", "voyage_find", "voyage_summary", "voyage_told", "voyage_answers", "traveller",
    "traveller_raw", "sources", "open_source", "referrals", "referral_row", "next_referral", "take", "release", "keep_draft", "to_review",
    "review", "decide", "record_opinion", "to_second_review", "second_review", "confirm", "messages", "message", "message_raw",
    "message_seen", "alarms", "end_alarm", "check", "check_name", "queries", "ask_query", "run_query", "end_query",
    "query_run", "port", "port_rows", "hits", "raise_hit",
    "holds", "ask_hold", "confirm_hold", "end_hold", "orders", "ask_order", "confirm_order", "end_order", "open_order",
}  # fmt: skip
DECIDING = {"take", "release", "keep_draft", "to_review", "review", "decide", "raise_hit"}
SECOND = {"record_opinion", "to_second_review", "second_review", "confirm"}
CHANGES = {  # what changes a rule, a list, a threshold, a carrier or a place -> who may, spelt out once more
    "write_rule": {"rule_owner", "approver"},
    "move_rule": {"rule_owner", "approver"},
    "undo_list": {"list_owner"},
    "set_threshold": {"supervisor", "approver"},
    "agree_carrier": {"administrator"},
    "carrier_key": {"administrator"},
    "agree_system": {"administrator"},
    "system_key": {"administrator"},
    "add_place": {"administrator"},
    "say_site": {"administrator"},
    "say_ground": {"administrator"},
    "say_schedule": {"administrator", "supervisor"},
    "import_schedule": {"administrator", "supervisor"},
    "take_back_schedule": {"administrator", "supervisor"},
}


@pytest.fixture(scope="module")
def address(desk: Desk) -> Iterator[str]:
    with serving(desk.node, port=0) as address:
        yield address


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=20, follow_redirects=False) as client:
        yield client


def method_of(handler: HTTPRouteHandler) -> str:
    return next(iter(handler.http_methods - {"HEAD", "OPTIONS"}))


def path_of(handler: HTTPRouteHandler) -> str:
    return re.sub(r"\{\w+:\w+\}", NOTHING, next(iter(handler.paths)))


def ask(client: httpx.Client, route: str, token: str | None, *, fields: dict[str, str] | None = None) -> int:
    """Return the status of a request; of one that never ends only its beginning is read."""
    handler = GUARDED[route]
    client.cookies.clear()
    client.cookies.set(FORM, SECRET)
    if token:
        client.cookies.set(SESSION, token)
    method = method_of(handler)
    with client.stream(method, path_of(handler), data=fields if method == "POST" else None) as answer:
        return answer.status_code


def opens(client: httpx.Client, route: str, token: str, fields: dict[str, str]) -> bool:
    """Return whether a route is opened, whatever it then answers; that it is not for this duty is said in one sentence."""
    handler = GUARDED[route]
    client.cookies.clear()
    client.cookies.set(FORM, SECRET)
    client.cookies.set(SESSION, token)
    method = method_of(handler)
    with client.stream(method, path_of(handler), data=fields if method == "POST" else None) as answer:
        return answer.status_code != 403 or "Your role does not open this page" not in answer.read().decode()


def test_every_route_of_the_node_is_named_once_with_who_may(desk: Desk):
    served = {
        (method, route.path, handler.name)
        for route in create(desk.node).routes
        for handler in getattr(route, "route_handlers", [getattr(route, "route_handler", None)])
        for method in getattr(handler, "http_methods", ["?"])
        if method not in {"HEAD", "OPTIONS"}
    }
    pages = {name for _, _, name in served if name in ACCESS or name in OPEN}
    beside = {f"{method} {path}" for method, path, name in served if name not in pages}
    assert beside == KEYED | OPEN_TO_ALL
    assert pages == set(ACCESS) | OPEN
    assert not set(ACCESS) & OPEN
    assert {role for roles in ACCESS.values() for role in roles} == set(ROLES)


def test_whoever_sees_no_travellers_sees_none():
    seeing = {route for route, roles in ACCESS.items() if roles <= SEE_TRAVELLERS}
    assert TRAVELLERS - seeing == set()
    assert {route for route in ACCESS if "intake" in ACCESS[route]} & {"voyage", "traveller", "referrals", "check", "queries"} == set()


def test_those_who_only_read_decide_nothing():
    for route in DECIDING | SECOND:
        assert ACCESS[route] <= {"primary", "secondary", "supervisor"}
    for route in SECOND:
        assert "primary" not in ACCESS[route]
    changing = {route for route, handler in GUARDED.items() if method_of(handler) == "POST"}
    assert {route for route in changing if "auditor" in ACCESS[route] and ACCESS[route] != frozenset(ROLES)} == set()


@pytest.mark.parametrize("route", sorted(CHANGES))
def test_what_changes_the_node_is_each_one_duty(route: str):
    assert ACCESS[route] == CHANGES[route]


@pytest.mark.parametrize("role", ROLES)
def test_each_duty_opens_what_the_table_says_and_nothing_else(role: str, client: httpx.Client, desk: Desk, session: Callable[[str], str]):
    fields = {"token": form_token(SECRET, desk.officers[role])}
    token = session(role)
    opened = {route for route in sorted(set(GUARDED) - ENDS) if opens(client, route, token, fields)}
    opened |= {route for route in ENDS if ask(client, route, session(role), fields=fields) == 303}
    assert opened == {route for route, roles in ACCESS.items() if role in roles}


@pytest.mark.parametrize("route", sorted(set(GUARDED)))
def test_without_a_session_there_is_only_the_door(route: str, client: httpx.Client):
    assert ask(client, route, None) == (200 if route == "board" else 401)
    assert ask(client, route, "a forged token") == (200 if route == "board" else 401)


@pytest.mark.parametrize("route", sorted(name for name, handler in GUARDED.items() if "POST" in handler.http_methods))
def test_nothing_changes_without_the_token_of_the_form(route: str, client: httpx.Client, desk: Desk, session: Callable[[str], str]):
    role = min(ACCESS[route])
    other = next(one for one in ROLES if one != role)
    wrong = {
        "none": {},
        "another officer's": {"token": form_token(SECRET, desk.officers[other])},
        "another browser's": {"token": form_token("x", desk.officers[role])},
    }
    assert {name: ask(client, route, session(role), fields=fields) for name, fields in wrong.items()} == dict.fromkeys(wrong, 403)


@pytest.mark.parametrize("route", sorted(KEYED))
def test_carriers_come_in_by_their_key_alone(route: str, client: httpx.Client, session: Callable[[str], str]):
    method, path = route.split()
    client.cookies.set(SESSION, session("administrator"))
    path = re.sub(r"\{\w+:\w+\}", NOTHING, path)
    assert client.request(method, path).status_code == 401
    assert client.request(method, path, headers={"Authorization": "Bearer nobody's"}).status_code == 401


@pytest.mark.parametrize("route", sorted(OPEN_TO_ALL))
def test_what_is_open_to_all_names_no_person(route: str, client: httpx.Client, desk: Desk):
    desk.send(LISTED, QUIET)
    method, path = route.split()
    answer = client.request(method, re.sub(r"\{\w+:\w+\}", NOTHING, path))
    assert answer.status_code in {200, 404}
    assert not re.search(r"SHARVENOV|ABERNATHY|Officer", answer.text)


@pytest.mark.parametrize(
    "roles", [{"administrator", "primary"}, {"administrator", "privacy"}, {"auditor", "supervisor"}, {"auditor", "rule_owner"}]
)
def test_duties_that_are_kept_apart_are_refused(desk: Desk, roles: set[str]):
    from datetime import UTC, datetime

    with desk.node.pool.connection() as db, pytest.raises(PreclearError, match="kept apart"):
        officers.add(db, "both", PASSWORD, name="Both", roles=frozenset(roles), by="operator", now=datetime.now(UTC))


def test_a_voyage_of_another_site_is_not_there(client: httpx.Client, desk: Desk, session: Callable[[str], str]):
    designator, _ = desk.send(LISTED, QUIET)
    referral, traveller = desk.referral(designator)
    token = form_token(SECRET, desk.officers["elsewhere"])
    client.cookies.set(FORM, SECRET)
    client.cookies.set(SESSION, session("elsewhere"))
    found = [
        client.get(path).status_code
        for path in (f"/voyages/{desk.voyage(designator)}", f"/travellers/{traveller}", f"/referrals/{referral}/review")
    ]
    assert found == [404, 404, 404]
    assert client.post(f"/referrals/{referral}/take", data={"token": token}).status_code == 404
    assert designator not in client.get("/").text
