"""Who waits for an answer, and how they learn that there is one."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import Future
from threading import Lock


class Bell:
    """Rings for a carrier when something new waits for it. Carriers that ask and find nothing wait for the next ring."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: defaultdict[str, list[Future[None]]] = defaultdict(list)

    def next(self, carrier: str) -> Future[None]:
        """Return what is done at the next ring for a carrier. Ask before looking into the outbox, so that no ring is missed."""
        ring: Future[None] = Future()
        with self._lock:
            self._waiting[carrier] = [other for other in self._waiting[carrier] if not other.done()] + [ring]
        return ring

    def ring(self, carrier: str) -> None:
        """Wake everybody who waits for a carrier's answers."""
        with self._lock:
            waiting = self._waiting.pop(carrier, [])
        for ring in waiting:
            if ring.set_running_or_notify_cancel():
                ring.set_result(None)

    def ring_all(self) -> None:
        """Wake everybody who waits."""
        with self._lock:
            carriers = list(self._waiting)
        for carrier in carriers:
            self.ring(carrier)
