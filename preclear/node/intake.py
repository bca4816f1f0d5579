"""How much is in work at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from preclear.errors import Behind

RETRY_AFTER_SECONDS = 2


class Intake:
    """So many places for messages in work; who finds none is asked to come again."""

    def __init__(self, places: int) -> None:
        self._places = places
        self._lock = Lock()
        self.taken = 0

    @contextmanager
    def place(self) -> Iterator[None]:
        """Hold one place. Raises ``Behind`` when all are taken."""
        with self._lock:
            if self.taken >= self._places:
                raise Behind("more messages are in work than this node takes at once", retry_after=RETRY_AFTER_SECONDS)
            self.taken += 1
        try:
            yield
        finally:
            with self._lock:
                self.taken -= 1
