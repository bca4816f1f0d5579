"""The watched folder: carriers that send files put them into ``CARRIER/incoming``, and find answers in ``CARRIER/outgoing``.

A file is taken once it has been left alone for a moment, so that it is whole; one that is renamed in is whole at once. When its
message is settled it goes to ``done`` or, where it could not be read, to ``unreadable``. A node that is killed in between takes it
again, and the same bytes have no second effect.
"""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from threading import Event

import structlog
import watchfiles

from preclear import clearance
from preclear.clearance import Desk
from preclear.errors import NotFound
from preclear.messages import teletype
from preclear.store import answers, carriers
from preclear.store.carriers import Carrier

LOG = structlog.get_logger()
Attempt = Callable[[str, Callable[[], object]], None]
QUIET_SECONDS = 1.0  # without a change, and a file is whole
LOOK_SECONDS = 1.0  # also where the system tells nothing of changes, as on network drives


def watch(node: Desk, stop: Event, attempt: Attempt) -> None:
    """Look after the watched folder until told to stop. ``attempt`` does one job under a name, and lets no error out."""
    folder = node.settings.watch_folder
    if folder is None:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for _ in watchfiles.watch(folder, stop_event=stop, rust_timeout=int(LOOK_SECONDS * 1000), yield_on_timeout=True, raise_interrupt=False):
        attempt("look at the watched folder", partial(look, node, folder, stop, attempt))


def look(node: Desk, folder: Path, stop: Event, attempt: Attempt) -> None:
    """Take in what has come, and write out what waits, for every carrier that has a folder. A file that fails harms no other."""
    for own in sorted(path for path in folder.iterdir() if path.is_dir()):
        incoming = own / "incoming"
        if not incoming.is_dir():
            continue
        try:
            with node.pool.connection() as db:
                carrier = carriers.find(db, own.name)
        except NotFound:
            LOG.warning("a watched folder is no carrier's", folder=own.name)
            continue
        if carrier.closed_at is None and "folder" in carrier.transports:
            for file in sorted(incoming.iterdir()):
                if stop.is_set():
                    return
                if _whole(file):
                    attempt("take in a file", partial(_take_in, node, carrier.id, own, file))
        attempt("write out answers", partial(_write_out, node, carrier, own / "outgoing"))


def _whole(file: Path) -> bool:
    """Whether a file has been left alone for a moment. Only plain files count: a link could lead to what is not the carrier's."""
    found = file.lstat()
    return stat.S_ISREG(found.st_mode) and not file.name.startswith(".") and time.time() - found.st_mtime >= QUIET_SECONDS


def _read(file: Path) -> bytes:
    """The bytes of a plain file, never those behind a link that has been put in its place meanwhile."""
    with os.fdopen(os.open(file, os.O_RDONLY | os.O_NOFOLLOW), "rb") as taken:
        return taken.read()


def _take_in(node: Desk, carrier: str, own: Path, file: Path) -> None:
    if file.stat().st_size > node.settings.max_message_bytes:
        LOG.warning("a file is too long", carrier=carrier, bytes=file.stat().st_size)
        _move(file, own / "unreadable", "too-long")
        return
    receipt = clearance.receive(node, _read(file), carrier=carrier, transport="folder", now=datetime.now(UTC))
    _move(file, own / ("unreadable" if receipt.message.state == "unreadable" else "done"), str(receipt.message.id))


def _move(file: Path, to: Path, mark: str) -> None:
    to.mkdir(exist_ok=True)
    file.replace(to / f"{mark}-{file.name}")


def _write_out(node: Desk, carrier: Carrier, outgoing: Path) -> None:
    """Write each waiting answer to a file of its own, as teletype text for a gateway; whole and on disk before it counts as taken."""
    profile = carrier.profile
    with node.pool.connection() as db:
        for answer in answers.waiting(db, carrier.id, after=0):
            outgoing.mkdir(exist_ok=True)
            half = outgoing / f".{answer.id}"
            with half.open("wb") as out:
                said = bytes(answer.cusres)
                if profile.teletype_address:
                    said = teletype.wrap(said, address=profile.teletype_address, origin=profile.teletype_origin, at=answer.made_at)
                out.write(said)
                out.flush()
                os.fsync(out.fileno())
            half.rename(outgoing / f"{answer.id:012d}.edi")
            answers.acknowledge(db, carrier.id, number=answer.id, way="folder", now=datetime.now(UTC))
