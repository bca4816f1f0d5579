"""What a node does on its own, beside answering requests. Each job is looked at again and again; one that fails harms no other."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event, Thread
from typing import Protocol

import psycopg
import structlog

from preclear import clearance
from preclear.audit.checkpoint import Signer
from preclear.clearance import Desk
from preclear.node.bell import Bell
from preclear.node.delivery import Delivery
from preclear.node.dropbox import watch
from preclear.store import backtests, inquiries, lookouts, raw_messages, thresholds
from preclear.store.pool import LINE

LOG = structlog.get_logger()
GRACE = timedelta(seconds=30)  # a message received before this is in nobody's hands any more
RESCREENED_AT_ONCE = 50  # voyages, before the other jobs have their turn
LISTEN_SECONDS = 1
RETAINED_EVERY = timedelta(minutes=1)  # where nothing was due


class Working(Desk, Protocol):
    """What the work needs of the node."""

    @property
    def url(self) -> str:
        """Where the database is."""
        ...

    @property
    def signer(self) -> Signer:
        """What signs the tree over all events."""
        ...

    @property
    def bell(self) -> Bell:
        """Who waits for answers."""
        ...

    def reload(self) -> bool:
        """Take up changed lists and places."""
        ...


class Work:
    """The threads of a node."""

    def __init__(self, node: Working) -> None:
        self._node = node
        self._stop, self._wake, self._changed, self._asked, self._due = Event(), Event(), Event(), Event(), Event()
        self._threads: list[Thread] = []
        self._sign_at = self._retain_at = datetime.min.replace(tzinfo=UTC)

    @property
    def begun(self) -> bool:
        """Whether the threads run."""
        return bool(self._threads)

    def start(self) -> None:
        """Start the threads. Raises ``RuntimeError`` when they run already."""
        if self._threads:
            raise RuntimeError("the node is at work already")
        jobs: list[Callable[[], None]] = [self._sweep, self._listen, self._follow, self._price, self._deliver]
        if self._node.settings.watch_folder:
            jobs.append(self._watch)
        self._threads = [Thread(target=job, name=job.__name__.strip("_")) for job in jobs]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let every job end what it has begun, and wait for it. They may be started again."""
        events = (self._stop, self._wake, self._changed, self._asked, self._due)
        for event in events:
            event.set()
        for thread in self._threads:
            thread.join()
        self._threads = []
        for event in events:
            event.clear()

    def _sweep(self) -> None:
        node, settings = self._node, self._node.settings
        received_before = datetime.now(UTC)  # at first everything that is unsettled: what an earlier run left
        while not self._stop.is_set():
            self._attempt("settle", partial(self._settle, received_before))
            self._attempt("reload", node.reload)
            self._attempt("throttle", partial(clearance.throttle, node, datetime.now(UTC)))
            self._attempt("rescreen", self._rescreen)
            self._attempt("seek again", partial(clearance.seek_again, node, datetime.now(UTC)))
            self._attempt("forget", partial(clearance.forget, node, datetime.now(UTC)))
            self._attempt("ask", partial(clearance.ask_due, node, datetime.now(UTC)))
            self._attempt("alarm", partial(clearance.alarm, node, datetime.now(UTC)))
            self._attempt("listen", self._listen_for_expected)
            self._attempt("look out", self._look_out)
            self._attempt("retain", self._retain)
            self._attempt("sign", self._sign)
            self._wake.wait(settings.sweep_seconds)
            self._wake.clear()
            received_before = datetime.now(UTC) - GRACE

    def _settle(self, received_before: datetime) -> None:
        """Let messages have their effect that were received, but not settled when the node was stopped."""
        with self._node.pool.connection() as db:
            left = raw_messages.unsettled(db, before=received_before)
        for number in left:
            if self._stop.is_set():
                return
            self._attempt("settle one", partial(self._node.settle, number, now=datetime.now(UTC)))
        if left:
            LOG.info("messages settled that a stop had left", count=len(left))

    def _rescreen(self) -> None:
        for _ in range(RESCREENED_AT_ONCE):
            if self._stop.is_set() or not clearance.rescreen(self._node, datetime.now(UTC)):
                return
        self._wake.set()

    def _listen_for_expected(self) -> None:
        """Raise and end what is not heard of expected voyages; say so where no node was at work for a time."""
        done = clearance.listen(self._node, datetime.now(UTC))
        if done.unwatched_since:
            since = done.unwatched_since.isoformat(timespec="seconds")
            LOG.warning("no node was at work; what fell due meanwhile was looked at", since=since, raised=done.raised)

    def _look_out(self) -> None:
        """Take off the node's own list what has expired."""
        with self._node.pool.connection() as db:
            changed = lookouts.publish(db, datetime.now(UTC))
        if changed:
            self._node.reload()

    def _retain(self) -> None:
        """Mask and delete what is due, a few pieces at a time, so that the other jobs have their turn; look again in a minute."""
        now = datetime.now(UTC)
        if now >= self._retain_at and not clearance.retain(self._node, now):
            self._retain_at = now + RETAINED_EVERY

    def _sign(self) -> None:
        """Let the tree over all events grow, and sign it when it is time."""
        now = datetime.now(UTC)
        if now >= self._sign_at:
            clearance.sign(self._node.pool, self._node.signer, now)
            self._sign_at = now + timedelta(seconds=self._node.settings.checkpoint_seconds)

    def _listen(self) -> None:
        """Hear from the database what changed, here or on another node: wake the sweep, ring for carriers."""
        while not self._stop.is_set():
            try:
                with psycopg.connect(self._node.url, autocommit=True, **LINE) as db:
                    db.execute("LISTEN preclear")
                    self._hear_again()
                    while not self._stop.is_set():
                        for notice in db.notifies(timeout=LISTEN_SECONDS):
                            self._hear(json.loads(notice.payload))
            except (psycopg.OperationalError, psycopg.InterfaceError):
                LOG.warning("the line to the database is cut")
                self._stop.wait(LISTEN_SECONDS)

    def _hear_again(self) -> None:
        """Look at everything once: nobody knows what was said while nobody listened."""
        self._node.bell.ring_all()
        for event in (self._wake, self._changed, self._asked, self._due):
            event.set()

    def _hear(self, changed: dict[str, str | int]) -> None:
        if "carrier" in changed:
            self._node.bell.ring(str(changed["carrier"]))
            self._due.set()
        if not changed.keys().isdisjoint({"list", "place", "rule"}):
            self._changed.set()
        elif "carrier" in changed:
            self._wake.set()
        elif "price" in changed:
            self._asked.set()

    def _price(self) -> None:
        """Work out what thresholds cost and changed rules would mean where somebody asked; what a stop left is begun again."""
        while not self._stop.is_set():
            self._attempt("price", self._price_open)
            self._asked.wait()
            self._asked.clear()

    def _price_open(self) -> None:
        with self._node.pool.connection() as db:
            left = thresholds.still_open(db)
        for number in left:
            clearance.work_out(self._node, number, now=partial(datetime.now, UTC), told=lambda *_: not self._stop.is_set())
        with self._node.pool.connection() as db:
            asked, questions = backtests.still_open(db), inquiries.still_open(db)
        for number in questions:
            clearance.look(self._node, number, now=partial(datetime.now, UTC))
        for number in asked:
            clearance.try_rule(self._node, number, now=partial(datetime.now, UTC), told=lambda *_: not self._stop.is_set())

    def _follow(self) -> None:
        """Take up changed lists at once, whatever else the node is busy with; then wake the sweep, which screens again."""
        while not self._stop.is_set():
            self._changed.wait()
            self._changed.clear()
            if not self._stop.is_set():
                self._attempt("reload", self._node.reload)
                self._wake.set()

    def _watch(self) -> None:
        watch(self._node, self._stop, self._attempt)

    def _deliver(self) -> None:
        """Send to callbacks what is due: when something new waits, and again and again."""
        with Delivery(self._node, self._stop) as delivery:
            while not self._stop.is_set():
                self._attempt("deliver", delivery.send)
                self._due.wait(self._node.settings.sweep_seconds)
                self._due.clear()

    def _attempt(self, name: str, job: Callable[[], object]) -> None:
        """Do one job. An error is logged by its kind and place alone, since its words might hold personal data."""
        try:
            job()
        except Exception as error:  # noqa: BLE001 - whatever it is, the other jobs must go on
            trace = error.__traceback__
            while trace and trace.tb_next:
                trace = trace.tb_next
            where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
            LOG.error("a job failed", job=name, error=type(error).__name__, where=where)  # noqa: TRY400 - no traceback, as said above
