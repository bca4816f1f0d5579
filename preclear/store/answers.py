"""The outbox: every answer to a carrier, until the carrier has acknowledged it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from psycopg.rows import class_row

from preclear.audit import Event
from preclear.errors import NotFound
from preclear.store import events, sql
from preclear.store.pool import Database
from preclear.store.records import jsonb

SQL = sql.load("answers")

Kind = Literal["answer", "change", "fault", "receipt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is said to a carrier, in both forms."""

    id: int  # the N of GET /answers?after=N: rises in the order in which answers become visible
    carrier_id: str
    raw_message_id: int | None  # the message it answers; None: unsolicited
    voyage_id: int | None
    decision_id: int | None
    kind: Kind
    reference: str  # what the carrier's acknowledgement names
    cusres: bytes
    json: Any
    made_at: datetime
    sent_at: datetime | None
    attempts: int
    acknowledged_at: datetime | None

    @property
    def subject(self) -> str:
        """How events name this answer."""
        return f"answer:{self.id}"


def reserve(db: Database, carrier: str, *, waits: bool) -> int:
    """Return the number of a carrier's next answer. If it is going to wait in the outbox, no other of this carrier's comes in between.

    Numbers would otherwise become visible out of order, and a carrier that asks for what came after N would miss one.
    """
    if waits:
        db.execute(SQL["in_order"], {"carrier": carrier})
    row = db.execute(SQL["reserve"]).fetchone()
    return int(row[0]) if row else 0


def put(
    db: Database,
    number: int,
    *,
    carrier: str,
    kind: Kind,
    reference: str,
    cusres: bytes,
    json: Any,
    raw_message: int | None = None,
    voyage: int | None = None,
    decision: int | None = None,
    responded: bool = False,
    now: datetime,
) -> Answer:
    """Put an answer into the outbox, with its event, and return it.

    ``responded``: it goes out in the response to the message, which acknowledges it too: who misses the response sends again.
    """
    columns = {
        "id": number,
        "carrier": carrier,
        "kind": kind,
        "reference": reference,
        "cusres": cusres,
        "json": jsonb(json),
        "raw_message": raw_message,
        "voyage": voyage,
        "decision": decision,
        "done": now if responded else None,
        "now": now,
    }
    db.execute(SQL["put"], columns)
    events.write(db, Event("answer.made", "node", f"answer:{number}", detail={"kind": kind, "in_response": responded}), at=now)
    if not responded:
        events.notify(db, answer=number, carrier=carrier)
    return find(db, number)


def find(db: Database, number: int) -> Answer:
    """Return an answer. Raises ``NotFound``."""
    with db.cursor(row_factory=class_row(Answer)) as cursor:
        found = cursor.execute(SQL["find"], {"id": number}).fetchone()
    if found is None:
        raise NotFound("there is no such answer")
    return found


def of_message(db: Database, raw_message: int) -> Answer | None:
    """Return the answer to a message, if it has one."""
    with db.cursor(row_factory=class_row(Answer)) as cursor:
        return cursor.execute(SQL["of_message"], {"raw_message": raw_message}).fetchone()


def waiting(db: Database, carrier: str, *, after: int, limit: int = 100) -> Sequence[Answer]:
    """Return what waits for a carrier after a number, in order."""
    with db.cursor(row_factory=class_row(Answer)) as cursor:
        return cursor.execute(SQL["waiting"], {"carrier": carrier, "after": after, "limit": limit}).fetchall()


def send(db: Database, numbers: Sequence[int], *, way: str, now: datetime) -> None:
    """Note that answers were delivered; the first time is an event."""
    first = [row[0] for row in db.execute(SQL["send"], {"ids": list(numbers), "now": now}).fetchall()]
    events.write(db, *(Event("answer.sent", "node", f"answer:{number}", detail={"way": way}) for number in first), at=now)


def acknowledge(db: Database, carrier: str, *, number: int | None = None, reference: str | None = None, way: str, now: datetime) -> int:
    """Note that a carrier acknowledged an answer, named by number or by reference, and return its number; twice does no harm.

    Raises ``NotFound`` when it is none of this carrier's.
    """
    named = {"carrier": carrier, "id": number, "reference": reference, "now": now}
    row = db.execute(SQL["acknowledge"], named).fetchone()
    if row is not None:
        events.write(db, Event("answer.acknowledged", f"carrier:{carrier}", f"answer:{row[0]}", detail={"way": way}), at=now)
        return int(row[0])
    row = db.execute(SQL["named"], named).fetchone()
    if row is None:
        raise NotFound("there is no such answer")
    return int(row[0])


def of_reference(db: Database, carrier: str, reference: str) -> Answer:
    """Return the answer that a reference names. Raises ``NotFound`` when it is none of this carrier's."""
    return find(db, named(db, carrier, reference))


def named(db: Database, carrier: str, reference: str) -> int:
    """Return the number of the answer that a reference names. Raises ``NotFound`` when it is none of this carrier's."""
    row = db.execute(SQL["named"], {"carrier": carrier, "id": None, "reference": reference}).fetchone()
    if row is None:
        raise NotFound("there is no such answer")
    return int(row[0])


def reject(db: Database, carrier: str, *, reference: str, error: str | None, now: datetime) -> int:
    """Note that a carrier could not read an answer, or cannot do what it says, and return its number.

    It goes on waiting, and a person is told. Raises ``NotFound`` when it is none of this carrier's.
    """
    named = {"carrier": carrier, "id": None, "reference": reference, "error": error, "now": now}
    row = db.execute(SQL["reject"], named).fetchone()
    if row is None:
        known = db.execute(SQL["named"], named).fetchone()
        if known is None:
            raise NotFound("there is no such answer")
        return int(known[0])
    number, voyage = row
    events.write(db, Event("answer.rejected", f"carrier:{carrier}", f"answer:{number}", detail={"error": error}), at=now)
    events.notify(db, alarm="rejected", answer=number, **({"voyage": voyage} if voyage else {}))
    return int(number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An answer to be sent to a callback now."""

    id: int
    reference: str
    cusres: bytes
    attempts: int  # with this one
    url: str


def carriers_due(db: Database, *, now: datetime) -> Sequence[str]:
    """Return the carriers to whose callbacks something may be sent now."""
    return [row[0] for row in db.execute(SQL["carriers_due"], {"now": now}).fetchall()]


def take_due(db: Database, carrier: str, *, repeat: timedelta, longest: timedelta, now: datetime) -> Due | None:
    """Return the next answer to send to a carrier's callback, with the attempt noted; None where nothing may be sent now.

    Its next attempt, unless it is acknowledged by then, is after ``repeat``, twice as long after each, ``longest`` at most. Nothing is
    given before what is older and waits for another attempt, but for what the carrier has refused.
    """
    db.execute(SQL["deliver_in_order"], {"carrier": carrier})
    with db.cursor(row_factory=class_row(Due)) as cursor:
        return cursor.execute(SQL["take_due"], {"carrier": carrier, "repeat": repeat, "longest": longest, "now": now}).fetchone()
