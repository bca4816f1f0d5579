"""Who calls without being an officer, a carrier or another system, is known by a key."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from litestar.concurrency import sync_to_thread
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from preclear.node import Node
from preclear.store import acting
from preclear.store.acting import Acting
from preclear.web.json.faults import Unknown

SCHEME = "bearer "
Caller = TypeVar("Caller")
Guard = Callable[[ASGIConnection[Any, Any, Any, Any], BaseRouteHandler], Awaitable[None]]


def gate(node: Node, name: str, of_key: Callable[[Node, str], Caller | None], acts: Callable[[Caller], Acting]) -> Guard:
    """Return a guard that leaves in the state of the request, under ``name``, whose key was given; ``acts`` is who acts from then on."""

    async def admit(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        said = connection.headers.get("Authorization", "")
        caller = await sync_to_thread(of_key, node, said[len(SCHEME) :].strip()) if said.lower().startswith(SCHEME) else None
        if caller is None:
            raise Unknown("send the key that you were given, as Authorization: Bearer KEY")
        acting.from_now_on(acts(caller))
        connection.state[name] = caller
        connection.state.node = node

    return admit
