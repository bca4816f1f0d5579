"""How the node is: for load balancers and for Prometheus. Counts only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from litestar import MediaType, Response, get
from litestar.handlers import HTTPRouteHandler
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from preclear import __version__
from preclear.errors import Unreachable
from preclear.node import Node
from preclear.store import acting, state

COUNTS = {  # of preclear.store.state.State -> what it means
    "unsettled": "Messages on disk that have not had their effect yet.",
    "unreadable": "Messages that could not be read and that nobody has looked at.",
    "waiting": "Answers that no carrier has acknowledged yet.",
    "escalated": "Answers of which a person was told that the carrier is silent.",
    "referrals": "Referrals that are open.",
    "late": "Voyages whose time to answer has passed with people unanswered.",
    "not_screened": "People still to travel who could not be screened.",
    "voyages": "Voyages that have not departed.",
    "throttled": "Rules that fired for more people than their files allow and wait for an approver.",
}


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the node can do its work."""

    ready: bool
    version: str
    database: bool
    lists: int  # editions in force
    unsettled: int | None  # messages
    workers: int  # processes that are ready to settle messages, or at it; 0: the node does it itself


def routes(node: Node) -> list[HTTPRouteHandler]:
    """Return what tells how a node is."""

    @get("/health", sync_to_thread=True, tags=["operation"])
    def health() -> Response[Health]:
        """Say whether the node can do its work; 503 where it cannot."""
        try:
            with acting.acting(acting.NODE), node.pool.connection(timeout=2) as db:
                unsettled = state.of(db, now=datetime.now(UTC)).unsettled
        except Unreachable:
            unsettled = None
        lists = len(node.circumstances.editions)
        found = Health(unsettled is not None, __version__, unsettled is not None, lists, unsettled, node.workers.ready)
        return Response(found, status_code=200 if found.ready else 503)

    @get("/metrics", sync_to_thread=True, media_type=MediaType.TEXT, tags=["operation"])
    def metrics() -> Response[Any]:
        """Give the node's counts as Prometheus reads them."""
        with acting.acting(acting.NODE), node.pool.connection() as db:
            counts = state.of(db, now=datetime.now(UTC))
        registry = CollectorRegistry()
        for name, words in COUNTS.items():
            Gauge(f"preclear_{name}", words, registry=registry).set(getattr(counts, name))
        Gauge("preclear_in_work", "Messages in work just now.", registry=registry).set(node.intake.taken)
        Gauge("preclear_lists", "List editions in force.", registry=registry).set(len(node.circumstances.editions))
        Gauge("preclear_workers", "Processes that settle messages.", registry=registry).set(node.workers.ready)
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return [health, metrics]
