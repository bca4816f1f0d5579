"""The interface for carriers: messages in, answers out. Transport and nothing else."""

from __future__ import annotations

from litestar import Router

from preclear.node import Node
from preclear.web.json.carrier import gate
from preclear.web.json.faults import HANDLERS
from preclear.web.json.messages import acknowledge, answers, receive

__all__ = ["routes"]


def routes(node: Node) -> Router:
    """Return what carriers may call on a node."""
    return Router(
        path="/",
        route_handlers=[receive, answers, acknowledge],
        guards=[gate(node)],
        exception_handlers=HANDLERS,
        security=[{"key": []}],
        tags=["carriers"],
    )
