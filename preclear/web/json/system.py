"""Who tells of people: another system, known by a key of its own, at the pace that is agreed with it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from preclear.errors import Behind
from preclear.node import Node
from preclear.store import acting, systems
from preclear.store.systems import System
from preclear.web.json.carrier import SCHEME
from preclear.web.json.faults import Unknown


def gate(node: Node) -> Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], Awaitable[None]]:
    """Return the guard of the interface for other systems: it leaves the system whose key was given in the state of the request."""

    async def admit(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        said = connection.headers.get("Authorization", "")
        system = await sync_to_thread(_system, node, said[len(SCHEME) :].strip()) if said.lower().startswith(SCHEME) else None
        if system is None:
            raise Unknown("send the key that you were given, as Authorization: Bearer KEY")
        acting.from_now_on(acting.NODE)
        connection.state.system = system
        connection.state.node = node

    return admit


def _system(node: Node, key: str) -> System | None:
    now = datetime.now(UTC)
    with node.pool.connection() as db:
        system = systems.of_key(db, key, now=now)
        requests = systems.pace(db, system.id, now=now) if system else 0
    if system and requests > system.per_minute:
        raise Behind(f"{system.per_minute} requests a minute are agreed with you", retry_after=60 - now.second)
    return system
