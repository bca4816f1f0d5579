"""Who tells of people: another system, known by a key of its own, at the pace that is agreed with it."""

from __future__ import annotations

from datetime import UTC, datetime

from preclear.errors import Behind
from preclear.node import Node
from preclear.store import acting, systems
from preclear.store.systems import System
from preclear.web.json import keyed


def gate(node: Node) -> keyed.Guard:
    """Return the guard of the interface for other systems: it leaves the system whose key was given in the state of the request."""
    return keyed.gate(node, "system", _system, lambda _: acting.NODE)


def _system(node: Node, key: str) -> System | None:
    now = datetime.now(UTC)
    with node.pool.connection() as db:
        system = systems.of_key(db, key, now=now)
        requests = systems.pace(db, system.id, now=now) if system else 0
    if system and requests > system.per_minute:
        raise Behind(f"{system.per_minute} requests a minute are agreed with you", retry_after=60 - now.second)
    return system
