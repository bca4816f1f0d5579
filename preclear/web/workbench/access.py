"""Who may open which page: one table of routes and roles, and the gate that every request of the pages passes.

1. A session, or the sign-in page, with what was typed carried along.  2. A role that ``ACCESS`` names for the route; a route that it
does not name is open to nobody.  3. For everything that changes something: the token of a form that this node gave to this officer.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from litestar import Request
from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from preclear.errors import NotPermitted, PreclearError
from preclear.inspection import ROLES, Officer
from preclear.node import Node
from preclear.store import acting, officers
from preclear.web.workbench.visit import Visit, language_of

SESSION, FORM, LANGUAGE = "preclear_session", "preclear_form", "preclear_language"  # cookies

EVERYBODY = frozenset(ROLES)
READS = frozenset({"primary", "secondary", "analyst", "supervisor", "privacy"})  # whoever may see what was found about travellers
TAKES_IN = READS | {"intake"}  # what was received, and what was answered: nothing of what was found
DECIDES = frozenset({"primary", "secondary", "supervisor"})
SENIOR = frozenset({"secondary", "supervisor"})
RULES = frozenset({"analyst", "rule_owner", "approver", "supervisor", "privacy", "auditor", "administrator"})  # see counts alone
WRITES_RULES = frozenset({"rule_owner", "approver"})  # rules.life.DUTIES says what each may do to a version
PRICES = frozenset({"supervisor", "analyst", "approver", "auditor", "administrator"})  # see counts alone
SETS_THRESHOLD = frozenset({"supervisor", "approver"})
QUALITY = PRICES | {"intake", "privacy"}  # counts of carriers, no traveller
FIGURES = PRICES | {"privacy"}  # counts of work, no traveller and no officer
TRIES = frozenset({"analyst", "rule_owner", "approver", "supervisor", "privacy", "auditor"})  # see what rules do to people, in numbers
ASKS = frozenset({"analyst", "supervisor", "privacy"})  # ask over all records
LISTS = frozenset({"analyst", "list_owner", "supervisor", "privacy", "auditor", "administrator"})  # see lists, and nobody who is on them
KEEPS = frozenset({"privacy", "supervisor"})  # legal holds, orders to unmask: always two of them
WATCHES = KEEPS | {"auditor"}  # see what is kept how long, and figures, nobody in them
ADMINISTERS = frozenset({"administrator"})
SAYS_SCHEDULES = ADMINISTERS | {"supervisor"}  # regular voyages; no traveller

DOORS = frozenset({"sign_in_page", "sign_in", "second_factor_page", "second_factor", "enrol_page", "enrol", "agency", "agency_back"})
OPEN = DOORS | {"self_check", "self_check_read", "asset", "lost"}  # without a session
ACCESS: Mapping[str, frozenset[str]] = {
    "board": TAKES_IN,
    "board_row": TAKES_IN,
    "map": TAKES_IN,
    "voyage": READS,
    "voyage_find": READS,
    "seats": READS,
    "voyage_summary": READS,
    "voyage_told": READS,
    "voyage_answers": TAKES_IN,
    "traveller": READS,
    "traveller_raw": READS,
    "sources": READS,
    "open_source": READS,
    "referrals": READS,
    "referral_row": READS,
    "next_referral": DECIDES,
    "take": DECIDES,
    "release": DECIDES,
    "keep_draft": DECIDES,
    "to_review": DECIDES,
    "review": DECIDES,
    "decide": DECIDES,
    "record_opinion": SENIOR,
    "to_second_review": SENIOR,
    "second_review": SENIOR,
    "confirm": SENIOR,
    "encounters": READS,
    "open_encounter": DECIDES,
    "encounter": READS,
    "gate": READS,
    "encounter_step": DECIDES,
    "withdrawal": READS,
    "withdraw": DECIDES,
    "encounter_act": DECIDES,
    "traveller_notice": READS,
    "complain": DECIDES,
    "tie_goods": DECIDES,
    "goods_step": DECIDES,
    "goods_notice": READS,
    "give_goods_notice": DECIDES,
    "declaration": DECIDES,
    "declare": DECIDES,
    "declaration_ahead": DECIDES,
    "declare_ahead": DECIDES,
    "messages": TAKES_IN,
    "message": TAKES_IN,
    "message_raw": TAKES_IN,
    "message_seen": DECIDES | {"intake"},
    "alarms": TAKES_IN,
    "end_alarm": DECIDES,
    "schedule": SAYS_SCHEDULES | {"intake", "auditor"},
    "say_schedule": SAYS_SCHEDULES,
    "import_schedule": SAYS_SCHEDULES,
    "take_back_schedule": SAYS_SCHEDULES,
    "port": DECIDES,
    "port_rows": DECIDES,
    "lookouts": READS | {"list_owner"},
    "propose_lookout": READS | {"list_owner"},
    "approve_lookout": SENIOR | {"list_owner"},
    "end_lookout": SENIOR | {"list_owner"},
    "links": READS,
    "hits": READS,
    "raise_hit": DECIDES,
    "notes": READS,
    "write_note": READS,
    "open_attachment": READS,
    "hand_over": READS,
    "report": READS,
    "report_print": READS,
    "voyage_table": READS,
    "voyage_table_take": READS,
    "search": READS,
    "search_people": READS,
    "check": READS,
    "check_name": READS,
    "threshold": PRICES,
    "price_threshold": SETS_THRESHOLD | {"analyst"},
    "set_threshold": SETS_THRESHOLD,
    "carriers": ADMINISTERS,
    "agree_carrier": ADMINISTERS,
    "carrier_key": ADMINISTERS,
    "figures": FIGURES,
    "systems": ADMINISTERS,
    "agree_system": ADMINISTERS,
    "system_key": ADMINISTERS,
    "quality": QUALITY,
    "carrier_quality": QUALITY,
    "quality_report": QUALITY,
    "places": ADMINISTERS,
    "add_place": ADMINISTERS,
    "law": EVERYBODY,
    "sites": DECIDES | ADMINISTERS | {"privacy", "auditor"},
    "site": DECIDES | ADMINISTERS | {"privacy", "auditor"},
    "say_site": ADMINISTERS,
    "say_ground": ADMINISTERS,
    "say_stands": DECIDES,
    "say_left": DECIDES,
    "lists": LISTS,
    "list_findings": LISTS,
    "undo_list": frozenset({"list_owner"}),
    "rules": RULES,
    "rule_version": RULES,
    "new_rule": WRITES_RULES,
    "try_rule": WRITES_RULES,
    "write_rule": WRITES_RULES,
    "move_rule": WRITES_RULES,
    "rule_backtest": TRIES,
    "ask_rule_backtest": WRITES_RULES,
    "effect": TRIES,
    "queries": ASKS,
    "ask_query": ASKS,
    "run_query": ASKS,
    "end_query": ASKS,
    "query_run": ASKS,
    "retention": WATCHES,
    "holds": KEEPS,
    "ask_hold": KEEPS,
    "confirm_hold": KEEPS,
    "end_hold": KEEPS,
    "orders": KEEPS,
    "ask_order": KEEPS,
    "confirm_order": KEEPS,
    "end_order": KEEPS,
    "open_order": KEEPS,
    "yearly_figures": WATCHES,
    "yearly_table": WATCHES,
    "preferences": EVERYBODY,
    "prefer": EVERYBODY,
    "security": EVERYBODY,
    "keep_secure": EVERYBODY,
    "accounts": ADMINISTERS | {"auditor"},
    "add_account": ADMINISTERS,
    "change_account": ADMINISTERS,
    "sign_in_on": EVERYBODY,
    "signed_in": EVERYBODY,
    "session": EVERYBODY,
    "live": EVERYBODY,
    "sign_out": EVERYBODY,
    "sign_out_everywhere": EVERYBODY,
}

# Pages of numbers made of everybody's records, for duties that see no travellers: the node counts, and no row of a person is shown.
COUNTS = frozenset(
    {"quality", "carrier_quality", "quality_report", "effect", "rule_version", "threshold", "rule_backtest", "schedule", "say_schedule"}
    | {"import_schedule", "take_back_schedule", "list_findings", "figures"}
    | {"retention", "yearly_figures", "yearly_table"}
)

LARGEST_CARRIED = 60_000  # characters of a form that is carried over a sign-in


class SignedOut(PreclearError):
    """There is no session, or it has ended. ``fields`` is what was being sent."""

    def __init__(self, fields: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__("The session has ended")
        self.fields = fields


class StaleForm(PreclearError):
    """A form comes from another session, or from another site."""


def may(roles: frozenset[str], route: str) -> bool:
    """Return whether one of these roles may open a route."""
    return not roles.isdisjoint(ACCESS.get(route, frozenset()))


def routes_of(roles: frozenset[str]) -> frozenset[str]:
    """Return every route that one of these roles opens."""
    return frozenset(route for route in ACCESS if may(roles, route))


def form_token(secret: str, officer: Officer | None) -> str:
    """Return what a form must bring back: bound to the browser by its cookie, and to the officer, so that it outlives a session."""
    return hmac.new(secret.encode(), f"officer:{officer.id if officer else 'none'}".encode(), hashlib.sha256).hexdigest()


def gate(node: Node) -> Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], Awaitable[None]]:
    """Return the guard of all pages; it leaves the ``Visit`` in the state of the request."""

    async def admit(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
        request: Request[Any, Any, Any] = Request(connection.scope, connection.receive)
        route = handler.name or ""
        if route == "asset":
            return
        now = datetime.now(UTC)
        secret = request.cookies.get(FORM) or secrets.token_urlsafe(32)
        token = request.cookies.get(SESSION)
        idle = request.headers.get("HX-Trigger-Name") == "live" or route == "live"
        session = await sync_to_thread(_session, node, token, now, extend=not idle) if token else None
        officer = session.officer if session else None
        if officer:
            acting.from_now_on(acting.NODE if route in COUNTS else acting.of_officer(officer))
        language = language_of(request, officer, request.cookies.get(LANGUAGE))
        connection.state.visit = Visit(
            node=node,
            officer=officer or NOBODY,
            now=now,
            path=request.url.path,
            query=dict(request.query_params.items()),
            language=language,
            secret=secret,
            token=form_token(secret, None if route in DOORS else officer),
            ends_at=session.ends_at if session else now,
            routes=routes_of(officer.roles) if officer else frozenset(),
            secure=request.url.scheme == "https",
        )
        changes = request.method not in {"GET", "HEAD"}
        fields = tuple((name, str(value)) for name, value in (await connection.form()).multi_items()) if changes else ()  # type: ignore[attr-defined]  # a request, whenever there is a form
        if route not in OPEN:
            if officer is None:
                raise SignedOut(tuple(field for field in fields if field[0] != "token"))
            if not may(officer.roles, route):
                raise NotPermitted("Your role does not open this page", code="page")
        if changes and not hmac.compare_digest(dict(fields).get("token", ""), form_token(secret, officer if route not in OPEN else None)):
            raise StaleForm("The form comes from another session")

    return admit


NOBODY = Officer(id=0, login="", name="", roles=frozenset())


def _session(node: Node, token: str, now: datetime, *, extend: bool) -> officers.Session | None:
    with node.pool.connection() as db:
        return officers.of_session(db, token, minutes=node.settings.session_minutes if extend else None, now=now)
