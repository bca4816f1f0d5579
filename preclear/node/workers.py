"""Worker processes that settle messages: each reads, screens, assesses and saves one at a time, on the index that all of them map.

The process that takes messages in hands a kept message to a free worker and waits for its receipt. A worker is a node without work of its
own and without a port: lists, rules and places it takes from the same database and the same index file, and it takes up what has changed
before the next message. One more than the number set is kept for small messages, so that one traveller never waits behind three hundred.

A worker that dies is started anew, and what it had in hand is settled again by another: a message has its effect once, whoever settles it.
While none is ready, as in the first moments of a node, messages are settled in the process itself.
"""

from __future__ import annotations

import logging
import os
import pickle
import queue
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock, Thread
from typing import Any

import structlog

from preclear import clearance
from preclear.clearance import Desk, Receipt
from preclear.errors import Behind
from preclear.settings import Settings

LOG = structlog.get_logger()
SMALL = 4_000  # bytes of a message for which one worker is kept: a few travellers
LEAST_LISTED = 50_000  # entries: with fewer, screening takes so little that a worker saves nothing
TRIES = 3  # workers that a message may cost, before it waits for the next sweep
STOP_SECONDS = 10  # for what a worker has in hand
RETRY_AFTER_SECONDS = 5
AGAIN_SECONDS = 2  # until one that could not start is started again
CONNECTIONS = 4  # to the database, of each worker at most
SPAWN = get_context("spawn")
Said = Receipt | Exception | None  # None: it died, or there was nothing to settle


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A kept message to be settled, as ``clearance.settle`` takes it."""

    number: int
    now: datetime
    raw: bytes | None
    repeated: bool
    transport: Any

    @property
    def small(self) -> bool:
        """Whether it may be about one traveller, for whom somebody waits."""
        return self.raw is not None and len(self.raw) <= SMALL


class Worker:
    """One process, and the line to it. Used by one thread at a time."""

    def __init__(self, settings: Settings, url: str, name: str) -> None:
        self._line, theirs = SPAWN.Pipe()
        self.name = name
        self.process = SPAWN.Process(target=_work, args=(theirs, settings, url), name=name, daemon=True)
        self.process.start()
        theirs.close()
        self.version = -1  # of what is in force, that it has taken up

    def ready(self) -> None:
        """Wait until it has opened. Raises ``EOFError`` where it died."""
        self._line.recv()

    def ask(self, version: int, task: Task | None) -> Said:
        """Let it take up what is in force, and settle a message if one is given. Raises ``EOFError`` or ``OSError`` where it died."""
        self._line.send((version != self.version, task))
        said: Said = self._line.recv()
        self.version = version
        return said

    def end(self) -> None:
        """Let go of the line: the worker ends what it has in hand, and then itself."""
        self._line.close()
        self.process.join(STOP_SECONDS)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


Room = queue.Queue[Worker]


class Workers:
    """The workers of a node."""

    def __init__(self, settings: Settings, url: str) -> None:
        self._settings, self._url = settings, url
        self._any: Room = queue.Queue()  # that have nothing to do
        self._kept: Room = queue.Queue()
        self._lock = Lock()
        self._all: dict[str, Worker] = {}
        self._ready = 0
        self._version = 0
        self._open = False

    @property
    def pids(self) -> tuple[int, ...]:
        """The numbers of the processes, in the order of their names."""
        with self._lock:
            return tuple(worker.process.pid or 0 for _, worker in sorted(self._all.items()))

    @property
    def ready(self) -> int:
        """How many are ready for work, or at it."""
        return self._ready

    def start(self) -> None:
        """Start them, once; returns at once."""
        with self._lock:
            if self._open or not self._settings.workers:
                return
            self._open = True
        for number in range(self._settings.workers):
            self._begin(f"worker-{number + 1}", self._any)
        self._begin("worker-small", self._kept)

    def renew(self) -> None:
        """Let those that have nothing to do take up at once what has changed; the others do before their next message."""
        with self._lock:
            self._version += 1
        for room in (self._any, self._kept):
            for _ in range(room.qsize()):
                with suppress(queue.Empty):
                    self._with(room.get_nowait(), room, None)

    def settle(self, task: Task, alone: Callable[[Task], Receipt]) -> Receipt:
        """Let a worker settle a message, and return the receipt; ``alone`` does it in this process while no worker is ready.

        Raises ``Behind`` where the message ended one worker after the other: it is kept, and tried again by the sweep.
        """
        if not self._ready:
            return alone(task)
        for _ in range(TRIES):
            room = self._kept if task.small and not self._kept.empty() else self._any
            worker = self._take(room)
            if worker is None:
                return alone(task)
            said = self._with(worker, self._kept if worker.name == "worker-small" else self._any, task)
            if isinstance(said, Exception):
                raise said
            if said is not None:
                return said
        raise Behind("the message is kept, and is settled later: it ended the processes that tried", retry_after=RETRY_AFTER_SECONDS)

    def close(self) -> None:
        """Let all of them end what they have in hand, and wait for them."""
        with self._lock:
            self._open = False
            workers, self._all, self._ready = list(self._all.values()), {}, 0
        for worker in workers:
            worker.end()

    def _take(self, room: Room) -> Worker | None:
        """Wait for a free worker; None where there is none any more."""
        while self._ready:
            with suppress(queue.Empty):
                return room.get(timeout=1)
        return None

    def _with(self, worker: Worker, room: Room, task: Task | None) -> Said:
        """What a worker says to a task; None where it died of it. Afterwards it is free again, or another one starts in its place."""
        try:
            said = worker.ask(self._version, task)
        except (EOFError, OSError):
            self._lost(worker, room)
            return None
        room.put(worker)
        return said

    def _begin(self, name: str, room: Room) -> None:
        """Start a worker, which is free for work once it has opened."""
        with self._lock:
            if not self._open:
                return
            worker = self._all[name] = Worker(self._settings, self._url, name)
        Thread(target=self._await, args=(worker, room), name=f"await {name}", daemon=True).start()

    def _await(self, worker: Worker, room: Room) -> None:
        try:
            worker.ready()
        except (EOFError, OSError, TypeError):  # it died, or the line was closed here meanwhile
            if not self._open:
                return
            LOG.warning("a worker did not start", worker=worker.name)
            worker.end()
            time.sleep(AGAIN_SECONDS)  # the database may be away just now
            self._begin(worker.name, room)
            return
        with self._lock:
            if not self._open:
                return
            self._ready += 1
        room.put(worker)
        LOG.info("a worker is ready", worker=worker.name, pid=worker.process.pid)

    def _lost(self, worker: Worker, room: Room) -> None:
        with self._lock:
            if not self._open:
                return
            self._ready -= 1
        worker.end()
        LOG.warning("a worker died and is started anew", worker=worker.name, status=worker.process.exitcode)
        self._begin(worker.name, room)


def _work(line: Connection, settings: Settings, url: str) -> None:
    """What a worker does until the line is cut: take up what has changed, settle what it is given, say what became of it."""
    from preclear.node.node import Node  # noqa: PLC0415 - which has workers

    for each in (signal.SIGINT, signal.SIGTERM):  # whoever stops the node sends them to all of its processes; the line tells when to end
        signal.signal(each, signal.SIG_IGN)
    structlog.configure(  # what goes wrong with a message is told to whoever waits for it, and logged there
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL), logger_factory=structlog.PrintLoggerFactory(sys.stderr)
    )
    with Node.beside(settings, url) as node, suppress(EOFError, OSError):
        line.send(os.getpid())
        while True:
            changed, task = line.recv()
            if changed:
                with suppress(Exception):  # it goes on with what it had, as the node itself does, which logs why
                    node.reload()
            line.send(_told(node, task) if task else None)


def settled(node: Desk, task: Task) -> Receipt:
    """Settle a message in this process."""
    return clearance.settle(node, task.number, raw=task.raw, repeated=task.repeated, transport=task.transport, now=task.now)


def _told(node: Desk, task: Task) -> Receipt | Exception:
    """What became of a message; what is raised is raised again where somebody waits."""
    try:
        return settled(node, task)
    except Exception as error:  # noqa: BLE001 - as said
        try:
            pickle.loads(pickle.dumps(error))  # noqa: S301 - our own, made in this line
        except Exception:  # noqa: BLE001 - some errors cannot travel
            return RuntimeError(type(error).__name__)
        return error
