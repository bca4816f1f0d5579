"""Questions over stored travellers and voyages, answered by the node and recorded with their purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from preclear.clearance.desk import Desk
from preclear.errors import SourceError
from preclear.store import inquiries, traffic
from preclear.store.inquiries import Run
from preclear.trials import query


def look(node: Desk, number: int, *, now: Callable[[], datetime]) -> Run | None:
    """Answer a run, and keep what was found, or what is wrong with the question; None where another node does so.

    A question that was saved may ask of a fact that is gone since: then nothing can be told, and the run says which.
    """
    with node.pool.connection() as held:
        asked = inquiries.hold(held, number)
        if asked is None:
            return None
        try:
            found = query.answer(query.read(asked.of, asked.kind, asked.condition), traffic.recorded(held, asked.span))
        except SourceError as wrong:
            with node.pool.connection() as db:
                return inquiries.fail(db, asked, str(wrong), now=now())
        with node.pool.connection() as db:
            return inquiries.finish(db, asked, found, now=now())


def ask_due(node: Desk, now: datetime) -> int:
    """Ask the saved queries whose time has come, in the name of who saved them; return how many."""
    with node.pool.connection() as db:
        ready = inquiries.due(db, now)
        for one in ready:
            inquiries.ask(db, one, purpose=one.purpose, days=one.days, sites=one.sites, by=one.saved_by, now=now, inquiry=one.id)
    return len(ready)
