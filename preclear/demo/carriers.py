"""The carriers of the demo at work: each posts its messages over HTTP in time, fetches its answers, and acknowledges them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from threading import Event, Thread

import httpx

from preclear.demo.lives import Dispatch
from preclear.demo.voyages import LINES, Line

POLL_SECONDS = 2  # how long a node is let wait with its answer to a poll; no longer, so that a carrier stops as soon
LATE_SECONDS = 90  # after which the carrier acknowledges that is slow
AGAIN_SECONDS = 1.0  # before a message is sent again that the node could not take
TIMEOUT = httpx.Timeout(30.0, connect=5.0)
EDIFACT = {"Content-Type": "application/edifact"}


@contextmanager
def sending(address: str, keys: Mapping[str, str], dispatches: Iterable[Dispatch]) -> Iterator[None]:
    """Let every carrier work against a node until the block ends."""
    stop = Event()
    with ExitStack() as open_until_stopped:
        clients = {line: open_until_stopped.enter_context(_client(address, key)) for line, key in keys.items()}
        threads = [Thread(target=_send, args=(clients, dispatches, stop), name="carriers")]
        threads += [Thread(target=_fetch, args=(clients[line], LINES[line], stop), name=f"carrier {line}") for line in keys]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join()


def post(address: str, key: str, message: bytes) -> httpx.Response:
    """Send one message as a carrier does, and return the node's answer."""
    with _client(address, key) as client:
        return client.post("/messages", content=message, headers=EDIFACT)


def _client(address: str, key: str) -> httpx.Client:
    return httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=TIMEOUT, trust_env=False)


def _send(clients: Mapping[str, httpx.Client], dispatches: Iterable[Dispatch], stop: Event) -> None:
    """Post each message when its time has come."""
    start = time.monotonic()
    for dispatch in dispatches:
        if stop.wait(max(0.0, start + dispatch.after - time.monotonic())):
            return
        while not _taken(clients[dispatch.truth.carrier], dispatch.message):
            if stop.wait(AGAIN_SECONDS):
                return


def _taken(client: httpx.Client, message: bytes) -> bool:
    """Post a message, and return whether the node took it; a node that is behind or out of reach gets it again."""
    try:
        answer = client.post("/messages", content=message, headers=EDIFACT)
    except httpx.TransportError:
        return False
    return answer.status_code < httpx.codes.TOO_MANY_REQUESTS


def _fetch(client: httpx.Client, line: Line, stop: Event) -> None:
    """Fetch what waits for a carrier, and acknowledge it as this carrier does: at once, late, or never."""
    seen, owed = 0, list[tuple[float, int]]()  # answers to acknowledge, and from when on
    while not stop.is_set():
        try:
            for answer in client.get("/answers", params={"after": seen, "wait": POLL_SECONDS}).raise_for_status().json():
                seen = max(seen, answer["answer"])
                if line.acknowledges != "never":
                    owed.append((time.monotonic() + (LATE_SECONDS if line.acknowledges == "late" else 0), answer["answer"]))
            while owed and owed[0][0] <= time.monotonic():
                client.post(f"/answers/{owed[0][1]}/acknowledgement").raise_for_status()
                del owed[0]
        except httpx.HTTPError:
            stop.wait(AGAIN_SECONDS)
