"""The node's web application: the carriers' interface, the officers' workbench, and how the node is."""

from __future__ import annotations

from litestar import Litestar
from litestar.middleware import DefineMiddleware
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from preclear import __version__
from preclear.node import Node
from preclear.store import acting
from preclear.web import json, workbench
from preclear.web.json import health
from preclear.web.json.faults import HANDLERS
from preclear.web.json.forms import published

HEADERS = (  # on every response; the workbench's pages set a policy of their own for what a page may load
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
    (b"cache-control", b"no-store"),
)

STAY_ON_TLS = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")

# What is no page for officers: carriers and other systems come in by their keys; the rest is open and names no person. A test finds every
# route here or in the workbench's table.
KEYED = frozenset(
    {
        "POST /messages",
        "GET /answers",
        "POST /answers/{number:int}/acknowledgement",
        "POST /hits",
        "GET /hits",
        "GET /hits/{reference:str}",
        "POST /hits/{reference:str}/withdrawal",
    }
)
OPEN_TO_ALL = frozenset(
    {"GET /health", "GET /metrics", "GET /forms/{name:str}", "GET /openapi", "GET /openapi/{path:str}", "GET /openapi/openapi.json"}
)


def create(node: Node) -> Litestar:
    """Return the application of a node."""
    return Litestar(
        route_handlers=[json.routes(node), json.systems(node), published, *health.routes(node), *workbench.routes(node)],
        before_send=[secure],
        middleware=[DefineMiddleware(Nobody)],
        exception_handlers=HANDLERS,
        logging_config=None,
        openapi_config=OpenAPIConfig(
            title="Preclear, interface for carriers and other systems",
            version=__version__,
            path="/openapi",
            render_plugins=[JsonRenderPlugin()],
            components=Components(security_schemes={"key": SecurityScheme(type="http", scheme="bearer")}),
        ),
    )


class Nobody:
    """What every request begins as: nobody, who may look up a key or a session and nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        with acting.acting(acting.DOOR):
            await self.app(scope, receive, send)


async def secure(message: Message, scope: Scope) -> None:
    """Set the security headers that a response does not set itself; over TLS, that it is the only way from now on."""
    if message["type"] == "http.response.start":
        said = list(message["headers"])
        there = {name.lower() for name, _ in said}
        wanted = (*HEADERS, STAY_ON_TLS) if scope["scheme"] == "https" else HEADERS
        message["headers"] = said + [header for header in wanted if header[0] not in there]
