"""What changes, as it changes: one connection to the database listens, and every open page hears ids and versions, nothing more.

The only asynchronous part of the pages. A heartbeat says that the line to the database stands; without it a page calls itself old.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import psycopg
from litestar import get
from litestar.response import ServerSentEvent
from litestar.response.sse import ServerSentEventMessage

from preclear.web.workbench.page import HEADERS
from preclear.web.workbench.visit import Visiting

CHANNEL = "preclear"
BEAT_SECONDS = 10
AGAIN_SECONDS = 2
BEHIND = 500  # events that a slow page may lie behind; then its stream ends, and it asks again


class Line:
    """The one listening connection of a node, open as long as any page is."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._pages: set[asyncio.Queue[str | None]] = set()
        self._listener: asyncio.Task[None] | None = None
        self._stands = asyncio.Event()

    async def events(self) -> AsyncIterator[ServerSentEventMessage]:
        """Yield the changes for one page, and heartbeats between them, until it goes away."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(BEHIND)
        self._pages.add(queue)
        if self._listener is None or self._listener.done():
            self._listener = asyncio.create_task(self._listen())
        try:
            while True:
                try:
                    change = await asyncio.wait_for(queue.get(), BEAT_SECONDS)
                except TimeoutError:
                    change = ""
                if change is None:
                    return
                if change:
                    yield ServerSentEventMessage(data=change)
                elif self._stands.is_set():
                    yield ServerSentEventMessage(event="beat", data="")
        finally:
            self._pages.discard(queue)
            if not self._pages and self._listener:
                self._listener.cancel()

    async def _listen(self) -> None:
        while True:
            with contextlib.suppress(psycopg.OperationalError):
                async with await psycopg.AsyncConnection.connect(self._url, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    self._stands.set()
                    async for notice in connection.notifies():
                        self._tell(notice.payload)
            self._stands.clear()
            await asyncio.sleep(AGAIN_SECONDS)

    def _tell(self, change: str) -> None:
        for queue in tuple(self._pages):
            try:
                queue.put_nowait(change)
            except asyncio.QueueFull:
                self._pages.discard(queue)
                queue.get_nowait()
                queue.put_nowait(None)


LINES: dict[int, Line] = {}  # by node: a process may hold several, as tests do


@get("/live", name="live")
async def live(visit: Visiting) -> ServerSentEvent:
    """Stream the ids and versions of what changes."""
    line = LINES.setdefault(id(visit.node), Line(visit.node.url))
    return ServerSentEvent(line.events(), headers={**HEADERS, "X-Accel-Buffering": "no"})
