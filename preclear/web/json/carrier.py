"""Who sends: a carrier, known by its key."""

from __future__ import annotations

from datetime import UTC, datetime

from preclear.node import Node
from preclear.store import acting, carriers
from preclear.store.carriers import Carrier
from preclear.web.json import keyed


def gate(node: Node) -> keyed.Guard:
    """Return the guard of the carriers' interface: it leaves the carrier whose key was given in the state of the request."""
    return keyed.gate(node, "carrier", _carrier, lambda carrier: acting.of_carrier(carrier.id))


def _carrier(node: Node, key: str) -> Carrier | None:
    with node.pool.connection() as db:
        carrier = carriers.of_key(db, key)
        if carrier:
            carriers.used(db, key, now=datetime.now(UTC))
        return carrier
