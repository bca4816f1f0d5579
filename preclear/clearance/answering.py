"""What a carrier is told: answers to its messages, changes that nobody asked for, and its acknowledgements of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from preclear.clearance.desk import Desk
from preclear.clearance.sitting import Sitting
from preclear.clearance.told import Entered, Told
from preclear.errors import NotFound
from preclear.manifest import Fault, Severity
from preclear.messages import Interchange, Message, Reply, Result, cusres
from preclear.store import answers
from preclear.store.answers import Answer, Kind
from preclear.store.manifests import Saved

REFERENCE = "PC{:012d}"  # ours, which a carrier's acknowledgement names; EDIFACT allows 14 characters
ACKNOWLEDGEMENT = "312"


def answer(
    sitting: Sitting, raw_message: int, interchange: Interchange, entered: Sequence[Entered], *, faults: Sequence[Fault], responded: bool
) -> Answer:
    """Put the answer to a message into the outbox and return it: one CUSRES for each list, or the faults of what could not be read."""
    number = answers.reserve(sitting.db, sitting.carrier.id, waits=not responded)
    reference = REFERENCE.format(number)
    if entered:
        said = b"".join(cusres.write(_reply(one, control=reference, now=sitting.now)) for one in entered)
    else:
        envelope = next((message.envelope for message in interchange.messages), None)
        said = cusres.write_faults(envelope, faults, control=reference, made_at=sitting.now)
    kind: Kind = "answer" if entered else "fault"
    return answers.put(
        sitting.db,
        number,
        carrier=sitting.carrier.id,
        kind=kind,
        reference=reference,
        cusres=said,
        json=_as_json(number, kind, reference, [_list(one) for one in entered], faults),
        raw_message=raw_message,
        voyage=entered[0].voyage if entered else None,
        responded=responded,
        now=sitting.now,
    )


def change(sitting: Sitting, voyage: int, saved: Saved, told: Sequence[Told], *, decision: int | None = None) -> Answer:
    """Put a changed answer that nobody asked for (CUSRES 132) into the outbox, and return it. It names the people of one saved list."""
    number = answers.reserve(sitting.db, sitting.carrier.id, waits=True)
    reference = REFERENCE.format(number)
    results = [_result(one) for one in told if one.status != "held"]
    said = {"message": None, "voyage": saved.manifest.voyage.designator, "transaction": reference, "results": results, "faults": []}
    return answers.put(
        sitting.db,
        number,
        carrier=sitting.carrier.id,
        kind="change",
        reference=reference,
        cusres=change_written(saved, told, reference=reference, now=sitting.now),
        json=_as_json(number, "change", reference, [said], ()),
        voyage=voyage,
        decision=decision,
        now=sitting.now,
    )


def change_written(saved: Saved, told: Sequence[Told], *, reference: str, now: datetime) -> bytes:
    """Return a changed answer word for word: a CUSRES 132 that names the people of one saved list."""
    reply = Reply(
        envelope=saved.envelope,
        document="132",
        reference=reference,
        transaction=reference,
        voyage=saved.manifest.voyage,
        results=_results(told),
        control=reference,
        made_at=now,
    )
    return cusres.write(reply)


def acknowledge(node: Desk, carrier: str, number: int, *, way: str, now: datetime) -> None:
    """Take in that a carrier has an answer. Raises ``NotFound`` when it is none of this carrier's."""
    with node.pool.connection() as db:
        answers.acknowledge(db, carrier, number=number, way=way, now=now)


def acknowledged(sitting: Sitting, message: Message) -> bool:
    """Take in a carrier's CUSRES 312, which names one of our changes; False when this message is none, or names nothing of ours."""
    if message.function != ACKNOWLEDGEMENT or message.transaction is None:
        return False
    try:
        answers.acknowledge(sitting.db, sitting.carrier.id, reference=message.transaction, way="message", now=sitting.now)
    except NotFound:
        return False
    return True


def _reply(one: Entered, *, control: str, now: datetime) -> Reply:
    broken = any(fault.traveller is None and fault.severity == Severity.ERROR for fault in one.faults)
    return Reply(
        envelope=one.message.envelope,
        document="962",
        transaction=one.manifest.transaction,
        voyage=one.manifest.voyage,
        results=_results(one.told),
        control=control,
        made_at=now,
        header="exception" if broken else "accepted",
    )


def _results(told: Sequence[Told]) -> tuple[Result, ...]:
    """Return what is said of each; who is held is left out until an officer has looked."""
    return tuple(Result(references=one.traveller.references, status=one.status, text=one.text) for one in told if one.status != "held")


def _as_json(number: int, kind: Kind, reference: str, lists: Sequence[dict[str, Any]], faults: Sequence[Fault]) -> dict[str, Any]:
    """Return what is said as JSON, for carriers that ask for it."""
    return {"answer": number, "kind": kind, "reference": reference, "messages": lists, "faults": [asdict(fault) for fault in faults]}


def _list(one: Entered) -> dict[str, Any]:
    return {
        "message": one.message.number,
        "voyage": one.manifest.voyage.designator,
        "transaction": one.manifest.transaction,
        "results": [_result(told) for told in one.told if told.status != "held"],
        "faults": [asdict(fault) for fault in one.faults],
    }


def _result(told: Told) -> dict[str, Any]:
    traveller = told.traveller
    return {
        "person": traveller.ordinal,
        "family_name": traveller.family_name,
        "given_names": traveller.given_names,
        "references": dict(traveller.references),
        "status": told.status,
        "text": told.text,
    }
