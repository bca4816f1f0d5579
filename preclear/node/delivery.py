"""Answers that wait are sent to the carriers' own addresses, again and again, until they are taken."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Event, Lock
from types import TracebackType
from typing import Self

import httpx
import structlog

from preclear.clearance import Desk
from preclear.errors import PreclearError
from preclear.store import answers
from preclear.store.answers import Due

LOG = structlog.get_logger()
LONGEST = timedelta(hours=1)  # between two attempts
CARRIERS_AT_ONCE = 16
COME_AGAIN = frozenset({408, 425, 429})  # of 4xx, what is not about this answer


class Delivery:
    """Sends to callbacks: one carrier's answers one after the other, in order; carriers beside one another, so that a slow one waits alone.

    A carrier that answers with a status of 200 to 299 has the answer. One that cannot be reached, is too slow or answers otherwise gets it
    again, the same bytes under the same number, ever more rarely, and nothing newer before it: an older word must not come after a newer
    one. A status that blames the answer itself (4xx) is a refusal: a person is told at once, and newer answers go past it.

    An attempt is noted before it is made: a node that is killed meanwhile tries again later, and two nodes do not send the same.
    """

    def __init__(self, node: Desk, stop: Event) -> None:
        self._node, self._stop = node, stop
        self._repeat = timedelta(seconds=node.settings.answer_repeat_seconds)
        self._client = httpx.Client(timeout=node.settings.callback_seconds)
        self._threads = ThreadPoolExecutor(CARRIERS_AT_ONCE, thread_name_prefix="deliver")
        self._lock = Lock()
        self._under_way: set[str] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._threads.shutdown(cancel_futures=True)
        self._client.close()

    def send(self) -> None:
        """Begin to send to every carrier for which something is due and to which nothing is under way. Does not wait for any."""
        with self._node.pool.connection() as db:
            due = answers.carriers_due(db, now=datetime.now(UTC))
        for carrier in due:
            with self._lock:
                if carrier in self._under_way:
                    continue
                self._under_way.add(carrier)
            self._threads.submit(self._send_to, carrier)

    def _send_to(self, carrier: str) -> None:
        try:
            while not self._stop.is_set():
                with self._node.pool.connection() as db:
                    due = answers.take_due(db, carrier, repeat=self._repeat, longest=LONGEST, now=datetime.now(UTC))
                if due is None or not self._sent(carrier, due):
                    return
        except PreclearError as error:
            LOG.warning("sending to a callback was broken off", carrier=carrier, error=type(error).__name__)
        finally:
            with self._lock:
                self._under_way.discard(carrier)

    def _sent(self, carrier: str, due: Due) -> bool:
        """Send one answer, note what came of it, and return whether the next may follow."""
        status = self._post(due)
        now = datetime.now(UTC)
        taken = status is not None and 200 <= status <= 299
        refused = status is not None and 400 <= status <= 499 and status not in COME_AGAIN
        with self._node.pool.connection() as db:
            if taken:
                answers.send(db, [due.id], way="callback", now=now)
                answers.acknowledge(db, carrier, number=due.id, way="callback", now=now)
            elif refused:
                answers.reject(db, carrier, reference=due.reference, error=f"HTTP {status}", now=now)
        if not taken:
            LOG.warning("answer not taken", answer=due.id, carrier=carrier, attempt=due.attempts, status=status)
        return taken or refused

    def _post(self, due: Due) -> int | None:
        """Return the status that a callback answers with; None where it answers nothing in time. What else it says is not read."""
        headers = {"Content-Type": "application/edifact", "Preclear-Answer": str(due.id)}
        try:
            with self._client.stream("POST", due.url, content=due.cusres, headers=headers) as said:
                return said.status_code
        except (httpx.HTTPError, httpx.InvalidURL):
            return None
