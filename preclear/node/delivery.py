"""Answers that wait are sent to the carriers' own addresses, again and again, until they are taken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from threading import Event

import httpx
import structlog

from preclear.clearance import Desk
from preclear.store import answers

LOG = structlog.get_logger()
LONGEST = timedelta(hours=1)  # between two attempts


def deliver(node: Desk, client: httpx.Client, stop: Event) -> None:
    """Send what is due to callbacks. A carrier that answers with a status of 200 to 299 has it; else it is tried again, ever more rarely.

    An attempt is noted before it is made: a node that is killed meanwhile tries again later, and two nodes do not send the same.
    """
    repeat = timedelta(seconds=node.settings.answer_repeat_seconds)
    with node.pool.connection() as db:
        due = answers.due(db, now=datetime.now(UTC))
        for number, *_, attempts in due:
            answers.tried(db, number, next_attempt_at=datetime.now(UTC) + min(repeat * 2 ** min(attempts, 10), LONGEST))
    for number, carrier, url, said, attempts in due:
        if stop.is_set():
            return
        if _taken(client, url, number, said):
            now = datetime.now(UTC)
            with node.pool.connection() as db:
                answers.send(db, [number], way="callback", now=now)
                answers.acknowledge(db, carrier, number=number, way="callback", now=now)
        else:
            LOG.warning("answer not taken", answer=number, carrier=carrier, attempt=attempts + 1)


def _taken(client: httpx.Client, url: str, number: int, said: bytes) -> bool:
    try:
        sent = client.post(url, content=said, headers={"Content-Type": "application/edifact", "Preclear-Answer": str(number)})
    except (httpx.HTTPError, httpx.InvalidURL):
        return False
    return sent.is_success
