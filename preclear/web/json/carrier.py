"""Who sends: a carrier, known by its key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Any

from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from preclear.node import Node
from preclear.store import acting, carriers
from preclear.store.carriers import Carrier
from preclear.web.json.faults import Unknown

SCHEME = "bearer "


def gate(node: Node) -> Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], Awaitable[None]]:
    """Return the guard of the carriers' interface: it leaves the carrier whose key was given in the state of the request."""

    async def admit(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        said = connection.headers.get("Authorization", "")
        carrier = await sync_to_thread(_carrier, node, said[len(SCHEME) :].strip()) if said.lower().startswith(SCHEME) else None
        if carrier is None:
            raise Unknown("send the key that you were given, as Authorization: Bearer KEY")
        acting.from_now_on(acting.of_carrier(carrier.id))
        connection.state.carrier = carrier
        connection.state.node = node

    return admit


def _carrier(node: Node, key: str) -> Carrier | None:
    with node.pool.connection() as db:
        carrier = carriers.of_key(db, key)
        if carrier:
            carriers.used(db, key, now=datetime.now(UTC))
        return carrier
