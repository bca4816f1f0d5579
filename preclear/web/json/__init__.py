"""The interface for carriers: messages in, answers out; and for other systems, which tell of people. Transport and nothing else."""

from __future__ import annotations

from litestar import Router

from preclear.node import Node
from preclear.web.json import carrier, hits, system
from preclear.web.json.faults import HANDLERS
from preclear.web.json.messages import acknowledge, answers, receive

__all__ = ["routes", "systems"]


def routes(node: Node) -> Router:
    """Return what carriers may call on a node."""
    return Router(
        path="/",
        route_handlers=[receive, answers, acknowledge],
        guards=[carrier.gate(node)],
        exception_handlers=HANDLERS,
        security=[{"key": []}],
        tags=["carriers"],
    )


def systems(node: Node) -> Router:
    """Return what other systems may call on a node."""
    return Router(
        path="/",
        route_handlers=[hits.tell, hits.take_back, hits.hit, hits.hits],
        guards=[system.gate(node)],
        exception_handlers={**HANDLERS, **hits.HANDLERS},
        request_max_body_size=hits.LONGEST_BODY,
        security=[{"key": []}],
        tags=["other systems"],
    )
